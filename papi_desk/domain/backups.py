"""The rules of keeping copies: when the next one is due, how old the last is, and which of them stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace

DRILL_EVERY: Final = timedelta(days=30)
_LIMITS: Final = {"every_hours": (1, 168), "keep_last": (1, 1000), "keep_days": (0, 3660), "keep_months": (0, 240)}


class BackupPlan(Record):
    """Where this computer puts copies of the register, how often, and how many stay."""

    places: tuple[str, ...] = ()
    """Folders, best on other disks; none means the one beside the register."""
    every_hours: int = 4
    at_closing: bool = True
    keep_last: int = 24
    keep_days: int = 30
    keep_months: int = 12

    def with_number(self, name: str, value: int) -> BackupPlan:
        """Return the plan with another number; raise ``Refused`` for one that makes no sense."""
        least, most = _LIMITS[name]
        if not least <= value <= most:
            raise Refused("backup-number", name, least=least, most=most)
        return replace(self, **{name: value})


class Age(StrEnum):
    """How the newest proved copy stands."""

    NEVER = "never"
    FRESH = "fresh"
    OLD = "old"
    """Older than planned."""
    STALE = "stale"
    """Older than a day more than planned: somebody must look."""
    AHEAD = "ahead"
    """Made after what the clock says now: the clock was set back."""


def age_of(last: datetime | None, now: datetime, every_hours: int) -> Age:
    """Tell how the newest proved copy stands at this moment."""
    if last is None:
        return Age.NEVER
    passed = now - last
    if passed < timedelta(minutes=-5):
        return Age.AHEAD
    if passed <= timedelta(hours=every_hours, minutes=30):
        return Age.FRESH
    return Age.OLD if passed <= timedelta(hours=every_hours + 24) else Age.STALE


def is_due(last: datetime | None, now: datetime, every_hours: int) -> bool:
    """Tell whether the next copy is due; a clock set back never puts it off."""
    return last is None or not timedelta(0) <= now - last < timedelta(hours=every_hours)


def kept(moments: Iterable[datetime], plan: BackupPlan) -> set[datetime]:
    """Return which copies stay: the last ones, the last of each day, the last of each month; always the newest.

    Days and months are counted among those that have a copy, so that a desk which was closed for weeks, or whose
    clock stood wrong, loses nothing by it.
    """
    newest_first = sorted(set(moments), reverse=True)
    stay = set(newest_first[: max(plan.keep_last, 1)])
    days: dict[object, datetime] = {}
    months: dict[object, datetime] = {}
    for moment in newest_first:
        days.setdefault(moment.date(), moment)
        months.setdefault((moment.year, moment.month), moment)
    return stay | {*list(days.values())[: plan.keep_days]} | {*list(months.values())[: plan.keep_months]}
