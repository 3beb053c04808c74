"""Working days and desk hours of the office, from data with their legal basis."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate, compress
from typing import TYPE_CHECKING, Final

from papi_desk.domain.day_rules import CULTURE_DAY, WEEKDAYS, DayRule, check_year, day_words, read_days
from papi_desk.domain.desk_hours import STANDARD_SESSIONS, WORKING_WEEK, DeskHours, Sessions, read_desk_hours
from papi_desk.domain.errors import Refused

__all__ = [
    "CULTURE_DAY",
    "FIRST_YEAR",
    "LAST_YEAR",
    "Calendar",
    "DayRule",
    "DeskHours",
    "check_year",
    "day_words",
    "read_days",
    "read_desk_hours",
]

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
"""Years in which a case may be received."""

_BASE: Final = date(FIRST_YEAR, 1, 1).toordinal()
_SIZE: Final = date(LAST_YEAR + 50, 12, 31).toordinal() - _BASE + 1
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class Calendar:
    """Know which days are worked and when the desk is open; never changes after it is made.

    ``days`` are the days that differ from the ordinary week (a later rule for the same day wins), ``hours``
    the desk hours (season before whole year, later validity before earlier). Rules whose tag is in ``ignore``
    are left out. ``saturdays`` counts ordinary Saturdays as working days, for offices that choose so.
    """

    __slots__ = (
        "_before",
        "_doubtful",
        "_given",
        "_hours",
        "_rules",
        "_uniform",
        "_week",
        "_with_saturdays",
        "_working",
        "_years",
    )

    _before: array[int]
    """How many working days from the base up to and including each day."""
    _working: array[int]
    """Ordinals of all working days, in order."""

    def __init__(
        self,
        days: Iterable[DayRule],
        hours: Sequence[DeskHours],
        *,
        ignore: frozenset[str] = frozenset(),
        saturdays: bool = False,
    ) -> None:
        kept = [rule for rule in days if not (rule.tag and rule.tag in ignore)]
        self._given = (tuple(kept), tuple(hours))
        self._rules = {rule.date: rule for rule in kept}
        self._hours = sorted(hours, key=lambda one: one.rank, reverse=True)
        self._week = WORKING_WEEK | {_SATURDAY} if saturdays else WORKING_WEEK
        self._with_saturdays: Calendar | None = self if saturdays else None
        self._uniform = None if saturdays else _uniform_sessions(self._hours)
        tet = [rule for rule in kept if rule.kind == "tet"]
        self._years = frozenset(rule.date.year for rule in tet)
        self._doubtful = frozenset(rule.date.year for rule in tet if rule.confidence != "announced")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> array[int]:
            """Count the days when they are first asked for: ``_before`` and ``_working`` are there from then on."""
            if name not in ("_before", "_working"):
                raise AttributeError(name)
            flags = self._working_flags()
            self._before = array("i", accumulate(flags))
            self._working = array("i", compress(range(_BASE, _BASE + _SIZE), flags))
            return self._before if name == "_before" else self._working

    def _working_flags(self) -> bytearray:
        """Mark each day of the table: 1 worked, 0 off."""
        first = date.fromordinal(_BASE).weekday()
        week = bytes((first + offset) % 7 in self._week for offset in range(7))
        flags = bytearray(week * (_SIZE // 7 + 1))[:_SIZE]
        for day, rule in self._rules.items():
            if 0 <= day.toordinal() - _BASE < _SIZE:
                flags[day.toordinal() - _BASE] = rule.working
        return flags

    def with_saturdays(self) -> Calendar:
        """Return this calendar with ordinary Saturdays counted as working days."""
        if self._with_saturdays is None:
            self._with_saturdays = Calendar(*self._given, saturdays=True)
        return self._with_saturdays

    @property
    def years(self) -> frozenset[int]:
        """Years whose holidays are loaded (their Tết days are known, announced or computed)."""
        return self._years

    def rule(self, day: date) -> DayRule | None:
        """Return what makes this day differ from the ordinary week, if anything."""
        return self._rules.get(day)

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on this day."""
        rule = self._rules.get(day)
        return day.weekday() in self._week if rule is None else rule.working

    def is_ordinary(self, day: date) -> bool:
        """Tell whether no holiday and no swap touches this day."""
        return day not in self._rules

    def why(self, day: date) -> str:
        """Say in Vietnamese why this day is worked or off, with the legal basis."""
        rule = self._rules.get(day)
        if rule is not None:
            return rule.words()
        return "ngày làm việc" if day.weekday() in self._week else WEEKDAYS[day.weekday()]

    def add_working_days(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, which never counts itself (BLDS 2015 Đ147k2).

        A negative count goes back. Raises ``Refused`` «date-out-of-range» outside 2000–2150.
        """
        return date.fromordinal(self._nth(day, count)) if count else day

    def closing_after(self, day: date, count: int) -> datetime:
        """Return the close of the ``count``-th working day after ``day`` (count ≥ 1)."""
        worked = date.fromordinal(self._nth(day, count))
        return datetime.combine(worked, self.closing(worked))

    def _nth(self, day: date, count: int) -> int:
        """Return the ordinal of the ``count``-th working day after (before, if negative) ``day``."""
        index = day.toordinal() - _BASE
        if 0 <= index < _SIZE:
            place = self._before[index] + count
            if count > 0 or self._working[self._before[index] - 1] == index + _BASE:
                place -= 1
            if 0 <= place < len(self._working):
                return self._working[place]
        raise out_of_range(day)

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after ``first`` up to and including ``last``; 0 when ``last`` is earlier."""
        start, end = first.toordinal() - _BASE, last.toordinal() - _BASE
        for index, day in ((start, first), (end, last)):
            if not 0 <= index < _SIZE:
                raise out_of_range(day)
        return max(0, self._before[end] - self._before[start])

    def on_or_after(self, day: date) -> date:
        """Return this day if it is worked, else the next working day."""
        while not self.is_working(day):
            day += _DAY
        return day

    def sessions(self, day: date) -> Sessions:
        """Return the desk hours of a working day; none on a day off."""
        return self._desk_sessions(day) if self.is_working(day) else ()

    def opening(self, day: date) -> time:
        """Return when the desk opens; on a day off, when it would."""
        return self._desk_sessions(day)[0][0]

    def closing(self, day: date) -> time:
        """Return when the desk closes, the hour a receipt prints; on a day off, when it would."""
        return (self._uniform or self._desk_sessions(day))[-1][1]

    def _desk_sessions(self, day: date) -> Sessions:
        """Return the hours in force on this day; a Saturday worked for a weekday has that weekday's hours."""
        if self._uniform is not None:
            return self._uniform
        rule, weekday = self._rules.get(day), day.weekday()
        if weekday == _SATURDAY in self._week and rule is None:
            return self._covering(day, _SATURDAY) or (self._covering(day, 0) or STANDARD_SESSIONS)[:1]
        if rule is not None and rule.swapped_with is not None and rule.working:
            weekday = rule.swapped_with.weekday()
        return self._covering(day, weekday if weekday in WORKING_WEEK else 0) or STANDARD_SESSIONS

    def _covering(self, day: date, weekday: int) -> Sessions:
        return next((hours.sessions for hours in self._hours if hours.cover(day, weekday)), ())

    def warnings(self, first: date, last: date) -> list[str]:
        """Say in Vietnamese which days from ``first`` to ``last`` rest on a calendar that is not certain."""
        years = range(first.year, last.year + 1)
        found = [_NOT_LOADED.format(year=year) for year in years if year not in self._years]
        found += [_NOT_ANNOUNCED.format(year=year) for year in years if year in self._doubtful]
        rules = [self._rules[day] for day in sorted(self._rules) if first <= day <= last]
        computed = ", ".join(day_words(rule.date) for rule in rules if rule.confidence == "computed")
        found += [_COMPUTED.format(days=computed)] if computed else []
        return found + [_unsure(rule) for rule in rules if rule.confidence == "unsure"]


_NOT_LOADED: Final = "Chưa có lịch nghỉ lễ, Tết năm {year}: mới chỉ trừ thứ Bảy và Chủ nhật. Hãy nạp lịch rồi tính lại."
_NOT_ANNOUNCED: Final = (
    "Lịch nghỉ năm {year} chưa công bố, mới tính theo luật và âm lịch: có thể còn thay đổi, hoán đổi."
)
_COMPUTED: Final = "Ngày nghỉ mới tính, chưa công bố: {days}."


def _unsure(rule: DayRule) -> str:
    """Say which day is not certain and how it is counted meanwhile."""
    counted = "ngày làm việc" if rule.working else "ngày nghỉ"
    return f"{day_words(rule.date)} ({rule.name}) đang tính là {counted}, cần kiểm tra: {rule.basis}."


def _uniform_sessions(hours: Sequence[DeskHours]) -> Sessions | None:
    """Return the desk hours when they are the same on every working day, else None."""
    if not hours:
        return STANDARD_SESSIONS
    one = hours[0]
    limited = (one.valid_from, one.valid_to, one.season_from) != (None, None, None)
    return None if len(hours) > 1 or limited or not one.weekdays >= WORKING_WEEK else one.sessions


def out_of_range(day: date) -> Refused:
    """Make the refusal of a day outside the years that the program counts in."""
    return Refused("date-out-of-range", "at", date=day, first=FIRST_YEAR, last=LAST_YEAR)
