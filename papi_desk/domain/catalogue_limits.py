"""Limits as a catalogue writes them: an amount and a unit, stages, a cut-off hour, or no unit at all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Final

from papi_desk.domain.csv_table import Row
from papi_desk.domain.deadlines import Limit, Stage, Unit, parse_stage
from papi_desk.domain.procedures import NO_LIMIT, UNKNOWN_LIMIT

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

_AMOUNT: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(\D*)")
_DIVISIBLE: Final = frozenset({Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.HOURS})
_CUTOFF: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


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
        return UNKNOWN_LIMIT, () if amount is None else (doubt,)
    return _single(row, amount, unit, cutoff), ()


def read_stages(text: str) -> Limit:
    """Read «5 working-days + 15 days», «same-day», «none» or «unknown»; raises ValueError."""
    if text == Unit.NONE:
        return NO_LIMIT
    if text == Unit.UNKNOWN:
        return UNKNOWN_LIMIT
    stages = tuple(parse_stage(part.strip()) for part in text.split("+"))
    if any(stage.unit in {Unit.NONE, Unit.UNKNOWN} for stage in stages):
        raise ValueError(text)
    return Limit(stages)


def with_cutoff(limit: Limit, text: str) -> Limit:
    """Put a cut-off hour («15:00») on the same-day stages of a limit; raises ValueError."""
    found = _CUTOFF.fullmatch(text)
    if found is None or not any(stage.unit is Unit.SAME_DAY for stage in limit.stages):
        raise ValueError(text)
    hour = time(int(found[1]), int(found[2]))
    return Limit(
        tuple(replace(stage, cutoff=hour) if stage.unit is Unit.SAME_DAY else stage for stage in limit.stages)
    )


def _amount_and_unit(row: Row) -> tuple[Decimal | None, Unit | None]:
    """Read the amount and its unit, which some sources write together («05 ngày làm việc»)."""
    value, unit_text = row.text("limit_value"), row.text("limit_unit")
    if value.casefold() in UNIT_WORDS:
        return None, UNIT_WORDS[value.casefold()]
    found = _AMOUNT.fullmatch(value) if value else None
    if value and found is None:
        raise row.refused("catalogue-bad-limit", "limit_value")
    unit_text = unit_text or (found[2].strip() if found else "")
    unit = UNIT_WORDS.get(unit_text.casefold())
    if unit_text and unit is None:
        raise row.refused("catalogue-bad-unit", "limit_unit", unit=unit_text)
    return (Decimal(found[1].replace(",", ".")) if found else None), unit


def _cutoff(row: Row, unit: Unit | None) -> str:
    """Return the cut-off hour, which only a same-day limit has."""
    text = row.text("cutoff")
    if text and (unit is not Unit.SAME_DAY or not _CUTOFF.fullmatch(text)):
        raise row.refused("catalogue-bad-cutoff", "cutoff")
    return text


def _single(row: Row, amount: Decimal | None, unit: Unit, cutoff: str) -> Limit:
    """Make the limit of one stage; an amount of days or hours must be more than zero."""
    if unit is Unit.NONE:
        return NO_LIMIT
    if unit is Unit.UNKNOWN:
        return UNKNOWN_LIMIT
    if unit is Unit.SAME_DAY:
        if amount:
            raise row.refused("catalogue-bad-limit", "limit_value")
        same_day = Limit((Stage(Decimal(0), unit),))
        return with_cutoff(same_day, cutoff) if cutoff else same_day
    whole = not amount or amount == amount.to_integral_value()
    if not amount or not (whole or unit in _DIVISIBLE):
        raise row.refused("catalogue-bad-limit", "limit_value")
    return Limit((Stage(amount, unit),))
