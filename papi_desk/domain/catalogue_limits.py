"""Limits as a catalogue writes them: an amount and a unit, stages, a cut-off hour, or no unit at all."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from papi_desk.domain.csv_table import Row
from papi_desk.domain.errors import Refused
from papi_desk.domain.limits import (
    NO_LIMIT,
    UNKNOWN_LIMIT,
    Limit,
    Stage,
    Unit,
    parse_amount,
    parse_cutoff,
    parse_stage,
)

UNIT_WORDS: Final = {
    **{unit.value: unit for unit in Unit},
    "giờ": Unit.HOURS,
    "giờ làm việc": Unit.WORKING_HOURS,
    "buổi": Unit.HALF_DAYS,
    "nửa ngày": Unit.HALF_DAYS,
    "nửa ngày làm việc": Unit.HALF_DAYS,
    "ngày làm việc": Unit.WORKING_DAYS,
    "ngày": Unit.DAYS,
    "tháng": Unit.MONTHS,
    "trong ngày": Unit.SAME_DAY,
    "không quy định": Unit.NONE,
    "không có thông tin": Unit.UNKNOWN,
}
"""Units in our words and in those of the national catalogue."""

_SPOKEN: Final = {"không quy định thời hạn": "không quy định", "chưa rõ thời hạn": "không có thông tin"}
"""How slips write what the catalogue calls otherwise."""
_AMOUNT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\D*)")


def read_limit(row: Row) -> tuple[Limit, tuple[str, ...]]:
    """Read limit_value, limit_unit, cutoff and stages; return the limit and what has to be checked.

    Stages, where given, say how the amount is made up and go first. A number without a unit is no limit.
    Raises ``Refused``: «catalogue-bad-limit», «catalogue-bad-unit», «catalogue-bad-stages»,
    «catalogue-bad-cutoff».
    """
    if stages := row.text("stages"):
        try:
            return read_stages(stages), ()
        except ValueError:
            raise row.refused("catalogue-bad-stages", "stages") from None
    amount, unit = _amount_and_unit(row)
    cutoff = _cutoff(row, unit)
    if unit is None:
        doubt = f"Nguồn ghi thời hạn «{amount}» không có đơn vị: coi là chưa biết thời hạn"
        return UNKNOWN_LIMIT, (doubt,) if amount else ()
    return _single(row, amount, unit, cutoff), ()


def read_stages(text: str) -> Limit:
    """Read «5 working-days + 15 days», «same-day 15:00», «none» or «unknown»; raises ValueError."""
    try:
        return Limit(tuple(parse_stage(part) for part in text.split("+")))
    except Refused as refused:
        raise ValueError(f"{text} ({refused.kind})") from None


def read_limit_words(text: str) -> Limit:
    """Read a limit as an officer types it: «5 ngày làm việc + 15 ngày», «trong ngày 15:00», «không quy định».

    Raises ``Refused`` «limit-not-understood» on the field «limit», and what ``Stage`` and ``Limit`` refuse.
    """
    return Limit(tuple(_read_stage_words(" ".join(part.split()).casefold()) for part in text.split("+")))


def _read_stage_words(text: str) -> Stage:
    words, _, last = text.rpartition(" ")
    cutoff = parse_cutoff(last) if ":" in last else None
    plain = words if cutoff else text
    found = _AMOUNT.fullmatch(plain)
    unit = UNIT_WORDS.get(found[2].strip() if found else _SPOKEN.get(plain, plain))
    if unit is None or (cutoff and unit is not Unit.SAME_DAY):
        raise Refused("limit-not-understood", "limit", text=text)
    return Stage(parse_amount(found[1] if found else "0"), unit, cutoff)


def _amount_and_unit(row: Row) -> tuple[str, Unit | None]:
    """Read the amount and its unit, which some sources write together («05 ngày làm việc»)."""
    value, unit_text = row.text("limit_value"), row.text("limit_unit")
    if value.casefold() in UNIT_WORDS:
        return "", UNIT_WORDS[value.casefold()]
    found = _AMOUNT.fullmatch(value)
    if value and found is None:
        raise row.refused("catalogue-bad-limit", "limit_value")
    unit_text = unit_text or (found[2].strip() if found else "")
    if unit_text and unit_text.casefold() not in UNIT_WORDS:
        raise row.refused("catalogue-bad-unit", "limit_unit", unit=unit_text)
    return found[1] if found else "", UNIT_WORDS.get(unit_text.casefold())


def _cutoff(row: Row, unit: Unit | None) -> time | None:
    """Return the cut-off hour, which only a same-day limit has."""
    if not (text := row.text("cutoff")):
        return None
    try:
        hour = parse_cutoff(text)
    except Refused:
        raise row.refused("catalogue-bad-cutoff", "cutoff") from None
    if unit is not Unit.SAME_DAY:
        raise row.refused("catalogue-bad-cutoff", "cutoff")
    return hour


def _single(row: Row, amount: str, unit: Unit, cutoff: time | None) -> Limit:
    """Make the limit of one stage; only a same-day limit may have the amount 0."""
    if unit is Unit.NONE:
        return NO_LIMIT
    if unit is Unit.UNKNOWN:
        return UNKNOWN_LIMIT
    try:
        stage = Stage(parse_amount(amount or "0"), unit, cutoff)
    except Refused:
        raise row.refused("catalogue-bad-limit", "limit_value") from None
    if (stage.amount == 0) is not (unit is Unit.SAME_DAY):
        raise row.refused("catalogue-bad-limit", "limit_value")
    return Limit((stage,))
