"""The day's money: what part of a payment is phí and what lệ phí, and the cash counted in the drawer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

DENOMINATIONS: Final = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
"""Notes in the drawer, in đồng."""


class Share(Record):
    """A payment parted by kind; the two make its amount."""

    charge: int
    """Lệ phí."""
    fee: int
    """Phí."""


def share_of(amount: int, before: int, owed: Iterable[tuple[str, int | None]]) -> Share:
    """Part a payment by what the case owes: lệ phí first, phí after it, counting what was paid before;
    money given back comes out of the same shares.

    ``owed`` holds (kind, amount); what is more than owed goes to phí, or to lệ phí where nothing else is owed.
    """
    lines = list(owed)
    if amount < 0:
        back = share_of(-amount, before + amount, lines)
        return Share(-back.charge, -back.fee)
    if lines and all(kind == "charge" for kind, _ in lines):
        return Share(amount, 0)
    charges = sum(due or 0 for kind, due in lines if kind == "charge")
    charge = min(amount, max(0, charges - before))
    return Share(charge, amount - charge)


def counted_cash(denominations: Mapping[int, int], counted: int | None) -> int:
    """Return the cash counted: the notes as typed, else the sum as typed.

    Raises ``Refused`` «cash-note-unknown», «cash-count-wrong», «cash-count-differs».
    """
    for note, count in denominations.items():
        if note not in DENOMINATIONS:
            known = ", ".join(str(one) for one in DENOMINATIONS)
            raise Refused("cash-note-unknown", "denomination", note=note, known=known)
        if not 0 <= count <= 100_000:
            raise Refused("cash-count-wrong", "denomination", amount=count)
    total = sum(note * count for note, count in denominations.items())
    if not denominations:
        total = counted if counted is not None else 0
    if not 0 <= total <= 10**12:
        raise Refused("cash-count-wrong", "counted", amount=total)
    if counted is not None and counted != total:
        raise Refused("cash-count-differs", "counted", counted=counted, notes=total)
    return total
