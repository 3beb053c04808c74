"""The shape of the provincial system's case codes, as the office writes it."""

from __future__ import annotations

import re


def fits(shape: str, code: str) -> bool:
    """Tell whether a code has the shape: 9 stands for a digit, * for anything, other letters for themselves."""
    signs = {"9": r"\d", "*": ".+"}
    pattern = "".join(signs.get(sign, re.escape(sign)) for sign in shape.strip())
    return not pattern or re.fullmatch(pattern, code, re.IGNORECASE | re.ASCII) is not None
