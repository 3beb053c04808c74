"""What the program says no with: each error carries data; the words are in ``services.sentences``."""

from __future__ import annotations

from collections.abc import Iterator
from traceback import extract_tb, format_list


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


def where_it_failed(error: BaseException) -> str:
    """Tell where a bug lies and of which kind it is, for the log: never what it says, which may be a citizen's data."""
    chain = list(_chain(error))
    return "".join("".join([*format_list(extract_tb(one.__traceback__)), _kind(one), "\n"]) for one in reversed(chain))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    told: set[int] = set()
    while error is not None and id(error) not in told:
        told.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    """Return the name of an error with the code that its database or system gave it, which says nothing of anybody."""
    codes = (getattr(error, name, None) for name in ("kind", "sqlstate", "sqlite_errorname", "errno"))
    return " ".join([f"{type(error).__module__}.{type(error).__qualname__}", *(str(code) for code in codes if code)])
