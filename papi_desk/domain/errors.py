"""What the program says no with: each error carries data; the words are in ``services.sentences``."""

from __future__ import annotations


class Refused(Exception):
    """Say that the office's rules do not allow what was asked.

    ``kind`` names the rule («case-closed»), ``field`` the input that has to change (or None), ``data`` the
    values that the Vietnamese sentence of that kind shows. Raised by every layer; shown by the form or the
    command line, which find the sentence by kind.
    """

    def __init__(self, kind: str, field: str | None = None, **data: object) -> None:
        super().__init__(kind, field, data)
        self.kind = kind
        self.field = field
        self.data = data


class Unavailable(Exception):
    """Say that the machine, not the office, stands in the way: disk full, database locked, server gone.

    The same work can be tried again later; nothing has been written. ``kind`` and ``data`` as in ``Refused``.
    """

    def __init__(self, kind: str, **data: object) -> None:
        super().__init__(kind, data)
        self.kind = kind
        self.data = data
