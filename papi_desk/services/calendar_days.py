"""Days that the office itself sets: what they would move, swaps of two days, and taking a day back."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from papi_desk.db.models.offices import CalendarDay
from papi_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from papi_desk.domain.day_rules import DayRule, day_words
from papi_desk.domain.errors import Refused
from papi_desk.services.case_lists import MovedPromise, promises_touched
from papi_desk.services.office import noted, put_days
from papi_desk.services.reference import Reference, reference

__all__ = ["DayRule", "MovedPromise", "YearDays", "drop_day", "moved_by", "office_day", "set_swap", "swap", "year_days"]


class YearDays:
    """A year of the office's calendar: whether each day is worked, why, and which days the office set itself."""

    def __init__(self, calendar: Calendar, year: int, own: Iterable[date]) -> None:
        self.year = year
        self.known = year in calendar.years
        days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
        self.working = frozenset(day for day in days if calendar.is_working(day))
        self.rules = {day: rule for day in days if (rule := calendar.rule(day)) is not None}
        self.own = frozenset(own)


def year_days(session: Session, year: int) -> YearDays:
    """Return a year of the calendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year-range", "year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    ref = reference(session)
    return YearDays(ref.calendar, year, (rule.date for rule in ref.days))


def office_day(day: date, *, working: bool, basis: str, name: str = "") -> DayRule:
    """Return a day off or on by the office's own decision."""
    if not basis.strip():
        raise Refused("basis-needed", "basis")
    name = name or ("Làm việc theo quyết định của cơ quan" if working else "Nghỉ theo quyết định của cơ quan")
    return DayRule(day, working, "office", name, basis.strip(), "announced")


def swap(off: date, worked: date, *, basis: str) -> list[DayRule]:
    """Return the two days of a swap: one taken off, one worked for it."""
    if off == worked:
        raise Refused("swap-same-day", "worked")
    if not basis.strip():
        raise Refused("basis-needed", "basis")
    taken = DayRule(off, False, "swap-off", "Nghỉ hoán đổi", basis.strip(), "announced", worked)
    return [taken, DayRule(worked, True, "swap-work", "Làm bù", basis.strip(), "announced", off)]


def moved_by(session: Session, rules: Iterable[DayRule]) -> list[MovedPromise]:
    """List the open cases that would be promised otherwise if these days were so; nothing is written."""
    rules = list(rules)
    trial: Reference = copy(reference(session))
    trial.__dict__.pop("calendar", None)
    trial.days = [*trial.days, *rules]
    days = [rule.date for rule in rules]
    return promises_touched(session, min(days), max(days), ref=trial) if days else []


def set_swap(
    session: Session, off: date, worked: date, *, basis: str, at: datetime, by: int | str | None = None
) -> None:
    """Take a working day off and work a day off for it, with the decision that says so."""
    rules = swap(off, worked, basis=basis)
    calendar = reference(session).calendar
    for rule in rules:
        if not FIRST_YEAR <= rule.date.year <= LAST_YEAR:
            raise Refused("year-range", "day", year=rule.date.year, first=FIRST_YEAR, last=LAST_YEAR)
        if calendar.is_working(rule.date) is rule.working:
            told = {"off": day_words(off), "worked": day_words(worked), "day": day_words(rule.date)}
            raise Refused("swap-no-use", "worked" if rule.working else "off", **told)
    put_days(session, rules, at=at, by=by)


def drop_day(session: Session, day: date, *, at: datetime, by: int | str | None = None) -> list[date]:
    """Take back a day that the office set itself, with the other day of its swap; return the days."""
    row = session.get(CalendarDay, day)
    if row is None:
        raise Refused("own-day-unknown", "day", day=day_words(day))
    other = session.get(CalendarDay, row.swapped_with) if row.swapped_with is not None else None
    dropped = [one for one in (row, other) if one is not None]
    for one in dropped:
        session.delete(one)
        noted(session, "calendar-dropped", one.day.isoformat(), {"working": one.working, "basis": one.basis}, at, by)
    return [one.day for one in dropped]
