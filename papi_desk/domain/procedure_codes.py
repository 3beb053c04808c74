"""The national code of a procedure, as people and lists write it."""

from __future__ import annotations

import re
from typing import Final

_OFFICIAL_CODE: Final = re.compile(r"(\d\.\d{6})(?:\.[\w.]*)?")
_INVISIBLE: Final = re.compile(r"[\s\u200b\ufeff]+")


def plain_code(text: str) -> str:
    """Return a procedure's code without spaces and suffix: «1.001193.000.00.00.H56» is 1.001193."""
    tight = _INVISIBLE.sub("", text).upper()
    found = _OFFICIAL_CODE.fullmatch(tight)
    return found[1] if found else tight


def is_official_code(text: str) -> bool:
    """Tell whether the text is shaped like a national procedure code, «1.001193»."""
    found = _OFFICIAL_CODE.fullmatch(text)
    return found is not None and found[1] == text
