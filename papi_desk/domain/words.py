"""Amounts of money in Vietnamese words, as an accountant in the North writes them on a receipt."""

from __future__ import annotations

from typing import Final

from papi_desk.domain.errors import Refused

MOST: Final = 999_999_999_999_999
"""The largest amount that can be written, in đồng."""

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))


def in_words(amount: int) -> str:
    """Return the amount in words, e.g. 14000 is «Mười bốn nghìn đồng».

    ``amount`` is in đồng, from 0 to 999.999.999.999.999. Raises ``Refused`` «amount-range».
    Rules: tư and mốt after mươi, lăm after mười and mươi, linh, không trăm inside a number, nghìn, tỷ.
    """
    if not 0 <= amount <= MOST:
        raise Refused("amount-range", "amount", amount=amount, most=MOST)
    text = _number(amount) or _DIGITS[0]
    return f"{text[0].upper()}{text[1:]} đồng"


def _number(amount: int) -> str:
    """Read a number by thousands, thousands of tỷ included; empty for 0."""
    said: list[str] = []
    for scale, name in _SCALES:
        group, amount = divmod(amount, scale)
        if not group:
            continue
        read = _number(group) if group > 999 else _hundreds(group, full=bool(said))
        said += [read, name] if name else [read]
    return " ".join(said)


def _hundreds(group: int, *, full: bool) -> str:
    """Read 1 to 999; ``full`` says «không trăm» where there are no hundreds."""
    hundreds, rest = divmod(group, 100)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        said.append(_tens(rest, after_hundreds=bool(said)))
    return " ".join(said)


def _tens(rest: int, *, after_hundreds: bool) -> str:
    """Read 1 to 99."""
    tens, unit = divmod(rest, 10)
    if tens == 0:
        return f"linh {_DIGITS[unit]}" if after_hundreds else _DIGITS[unit]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{head} {_unit(tens, unit)}" if unit else head


def _unit(tens: int, unit: int) -> str:
    """Read the last digit after mười or mươi."""
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    return _DIGITS[unit]
