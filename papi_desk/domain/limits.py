"""Limits of time that the law sets for a procedure: amounts, units, stages, and their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, force_setattr


class Unit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    WORKING_HOURS = "working-hours"
    HALF_DAYS = "half-days"
    WORKING_DAYS = "working-days"
    DAYS = "days"
    MONTHS = "months"
    SAME_DAY = "same-day"
    NONE = "none"
    UNKNOWN = "unknown"


_UNIT_WORDS: Final[Mapping[Unit, str]] = {
    Unit.HOURS: "giờ",
    Unit.WORKING_HOURS: "giờ làm việc",
    Unit.HALF_DAYS: "nửa ngày làm việc",
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.DAYS: "ngày",
    Unit.MONTHS: "tháng",
    Unit.SAME_DAY: "trong ngày",
    Unit.NONE: "không quy định thời hạn",
    Unit.UNKNOWN: "chưa rõ thời hạn",
}
_MOST: Final[Mapping[Unit, int]] = {
    Unit.HOURS: 87_600,
    Unit.WORKING_HOURS: 29_200,
    Unit.HALF_DAYS: 7_300,
    Unit.WORKING_DAYS: 3_650,
    Unit.DAYS: 3_650,
    Unit.MONTHS: 120,
}
"""More than this, about ten years, is taken for a slip of the finger."""

_HALF: Final = Decimal("0.5")
_AMOUNT: Final = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,4})?")
_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")


class Stage(Record):
    """One part of a limit, e.g. 5 working days; ``cutoff`` is the hour after which a same-day case is late.

    Zero working days mean the same day; half a working day is allowed. Raises ``Refused`` on the field
    «limit»: «limit-not-positive», «limit-too-long» (over about ten years) or «limit-not-whole».
    """

    amount: Decimal
    unit: Unit
    cutoff: time | None = None

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise self._refused("limit-not-positive")
        most = _MOST.get(self.unit)
        if most is not None and not self.is_same_day:
            self._check_size(most)

    def _check_size(self, most: int) -> None:
        if self.amount == 0:
            raise self._refused("limit-not-positive")
        if self.amount > most:
            raise self._refused("limit-too-long", most=most)
        if self.amount % self._grain():
            raise self._refused("limit-not-whole")

    def _grain(self) -> Decimal | int:
        """Return the smallest part that this unit may be split into."""
        if self.unit is Unit.WORKING_DAYS or (self.unit is Unit.HALF_DAYS and self.amount == _HALF):
            return _HALF
        return Decimal("0.25") if self.unit in (Unit.HOURS, Unit.WORKING_HOURS) else 1

    def _refused(self, kind: str, **data: object) -> Refused:
        return Refused(kind, "limit", amount=number_words(self.amount), unit=_UNIT_WORDS[self.unit], **data)

    @property
    def is_same_day(self) -> bool:
        """Tell whether the result is due on the day of reception."""
        return self.unit is Unit.SAME_DAY or (self.unit is Unit.WORKING_DAYS and self.amount == 0)

    def words(self) -> str:
        """Write this stage as a slip prints it: «03 ngày làm việc», «0,5 ngày làm việc», «trong ngày»."""
        if self.is_same_day:
            return _UNIT_WORDS[Unit.SAME_DAY]
        if self.unit in (Unit.NONE, Unit.UNKNOWN):
            return _UNIT_WORDS[self.unit]
        if self.unit is Unit.HALF_DAYS:
            return f"{number_words(half_days(self) / 2)} {_UNIT_WORDS[Unit.WORKING_DAYS]}"
        return f"{number_words(self.amount)} {_UNIT_WORDS[self.unit]}"


def half_days(stage: Stage) -> Decimal:
    """Return how many half-days a stage in half-days or working days has; 0.5 half-days is read as one."""
    if stage.unit is Unit.WORKING_DAYS:
        return stage.amount * 2
    return max(stage.amount, Decimal(1))


def number_words(amount: Decimal) -> str:
    """Write an amount as the office does: two digits at least, a decimal comma («03», «0,5», «15»)."""
    if not amount.is_finite():
        return str(amount)
    if amount == amount.to_integral_value():
        return f"{int(amount):02}"
    return f"{amount.normalize():f}".replace(".", ",")


class Limit(Record):
    """A limit of one or more stages, each counted from the end of the one before.

    «No limit by law» and «limit not known» stand alone. Raises ``Refused`` «limit-mixed» otherwise.
    """

    stages: tuple[Stage, ...]
    plain_days: int = 0
    """The number of working days when the limit is nothing else, 0 otherwise: the common case, made quick. Reckoned."""

    def __post_init__(self) -> None:
        open_ended = any(stage.unit in (Unit.NONE, Unit.UNKNOWN) for stage in self.stages)
        if not self.stages or (open_ended and len(self.stages) > 1):
            raise Refused("limit-mixed", "limit")
        first = self.stages[0]
        plain = len(self.stages) == 1 and first.unit is Unit.WORKING_DAYS and first.amount % 1 == 0
        force_setattr(self, "plain_days", int(first.amount) if plain else 0)

    @property
    def is_none(self) -> bool:
        """Tell whether the law sets no limit."""
        return self.stages[0].unit is Unit.NONE

    @property
    def is_unknown(self) -> bool:
        """Tell whether the limit is not known, so that the officer types the date and a reason."""
        return self.stages[0].unit is Unit.UNKNOWN

    def words(self) -> str:
        """Write the limit as Mẫu 01 prints it: «03 ngày làm việc», «05 ngày làm việc + 15 ngày»."""
        return " + ".join(stage.words() for stage in self.stages)

    def to_json(self) -> list[dict[str, str]]:
        """Return the stages as JSON values, to be kept with the rule version."""
        return [_stage_to_json(stage) for stage in self.stages]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, object]]) -> Limit:
        """Read what ``to_json`` wrote."""
        return cls(tuple(_stage_from_json(entry) for entry in data))


NO_LIMIT: Final = Limit((Stage(Decimal(0), Unit.NONE),))
UNKNOWN_LIMIT: Final = Limit((Stage(Decimal(0), Unit.UNKNOWN),))


def _stage_to_json(stage: Stage) -> dict[str, str]:
    entry = {"amount": str(stage.amount), "unit": stage.unit.value}
    return entry if stage.cutoff is None else {**entry, "cutoff": stage.cutoff.isoformat("minutes")}


def _stage_from_json(entry: Mapping[str, object]) -> Stage:
    cutoff = entry.get("cutoff")
    return Stage(
        Decimal(str(entry.get("amount", 0))),
        Unit(str(entry["unit"])),
        time.fromisoformat(str(cutoff)) if cutoff else None,
    )


def parse_stage(text: str) -> Stage:
    """Read «5 working-days», «0.5 working-days», «15 days», «same-day», «same-day 15:00», «none», «unknown».

    Raises ``Refused`` «limit-not-understood» on the field «limit», and what ``Stage`` refuses.
    """
    words = text.split()
    cutoff = parse_cutoff(words.pop()) if len(words) > 1 and ":" in words[-1] else None
    if len(words) == 1 and words[0] in ("same-day", "none", "unknown"):
        return Stage(Decimal(0), Unit(words[0]), cutoff)
    if len(words) != 2 or words[1] not in set(Unit):
        raise Refused("limit-not-understood", "limit", text=text)
    return Stage(parse_amount(words[0]), Unit(words[1]), cutoff)


def parse_amount(text: str) -> Decimal:
    """Read an amount with a decimal point or comma; raise ``Refused`` «limit-not-understood»."""
    if not _AMOUNT.fullmatch(text.strip()):
        raise Refused("limit-not-understood", "limit", text=text)
    return Decimal(text.strip().replace(",", "."))


def parse_cutoff(text: str) -> time:
    """Read the hour after which a same-day case is late; raise ``Refused`` «cutoff-not-understood»."""
    if not _CLOCK.fullmatch(text.strip()):
        raise Refused("cutoff-not-understood", "cutoff", text=text)
    return time.fromisoformat(text.strip().zfill(5))
