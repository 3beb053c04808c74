"""The arithmetic of limits: from the start of one stage to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from papi_desk.domain.calendar import LAST_YEAR, Calendar, out_of_range
from papi_desk.domain.conventions import Conventions
from papi_desk.domain.limits import Limit, Stage, Unit, half_days
from papi_desk.domain.records import Record

DAY: Final = timedelta(days=1)
USUAL_CUTOFF: Final = time(15)
"""The hour of the one-stop decree, used where a limit in days names none (NĐ 118/2025 Đ18k2)."""
BY_HOUR: Final = frozenset({Unit.HOURS, Unit.WORKING_HOURS, Unit.HALF_DAYS})
_HOURS_A_DAY: Final = 8


class Terms(Record):
    """What a limit is counted with; ``validity`` is for how long a paper is valid."""

    calendar: Calendar
    conventions: Conventions
    validity: bool = False


class Step(Record):
    """One stage being counted: from where, and whether it opens or ends the limit."""

    stage: Stage
    start: datetime
    terms: Terms
    first: bool
    last: bool

    @property
    def rolls(self) -> bool:
        """Tell whether a last day off moves on (BLDS 2015 Đ148k5), by the office's conventions."""
        if self.terms.validity and self.last:
            return self.terms.conventions.validity_end == "roll"
        return self.last or self.terms.conventions.composite == "stages"


def effective(stage: Stage, conventions: Conventions) -> Stage:
    """Express a stage in the unit that it is really counted in, by the office's conventions (A5, A7)."""
    unit, amount = stage.unit, stage.amount
    if stage.is_same_day:
        return Stage(stage.amount * 0, Unit.SAME_DAY, stage.cutoff)
    if unit is Unit.HOURS and conventions.hours == "working":
        return Stage(amount, Unit.WORKING_HOURS)
    if unit is Unit.WORKING_HOURS and conventions.working_hours == "days" and amount % _HOURS_A_DAY == 0:
        return Stage(amount / _HOURS_A_DAY, Unit.WORKING_DAYS)
    if unit is Unit.HALF_DAYS or (unit is Unit.WORKING_DAYS and amount % 1):
        halves = half_days(stage)
        by_session = conventions.half_day == "half-day"
        return Stage(halves, Unit.HALF_DAYS) if by_session else Stage(halves * 4, Unit.WORKING_HOURS)
    return stage


def steps(limit: Limit, at: datetime, terms: Terms) -> Iterator[tuple[Step, datetime]]:
    """Count a limit stage by stage: each step with the moment that it ends."""
    final = len(limit.stages) - 1
    for place, stage in enumerate(limit.stages):
        step = Step(effective(stage, terms.conventions), at, terms, place == 0, place == final)
        at = ENDINGS[step.stage.unit](step)
        yield step, at


def counted_from(step: Step) -> date:
    """Return the day that does not count: the day of reception, or the next working day by convention A1."""
    day = step.start.date()
    terms = step.terms
    if not step.first or terms.validity or terms.conventions.after_cutoff == "no-effect":
        return day
    late = is_after(step.start.time(), step.stage.cutoff or USUAL_CUTOFF, terms.conventions)
    return terms.calendar.add_working_days(day, 1) if late else day


def is_after(moment: time, cutoff: time, conventions: Conventions) -> bool:
    """Tell whether a case came after the cut-off hour; exactly at it counts as before, or by A3 as after."""
    return moment > cutoff or (moment == cutoff and conventions.exactly_cutoff == "next-day")


def can_end_on(day: date, terms: Terms) -> bool:
    """Tell whether a limit in days may end on this day without moving on (A4, A4b)."""
    worked, rule = terms.calendar.is_working(day), terms.calendar.rule(day)
    if rule is None:
        return worked
    if worked and day.weekday() > 4:
        return terms.conventions.last_day_on_worked_saturday == "working"
    if not worked and rule.kind == "swap-off":
        return terms.conventions.last_day_on_swapped_day_off == "working"
    return worked


def nominal_last_day(step: Step) -> date:
    """Return the last day of a limit in days or months before it moves on for a day off (BLDS 2015 Đ148)."""
    day = counted_from(step)
    if step.stage.unit is Unit.DAYS:
        return day + int(step.stage.amount) * DAY
    return add_months(day, int(step.stage.amount))


def add_months(day: date, months: int) -> date:
    """Return the corresponding day, or the month's last day where there is none (BLDS 2015 Đ148k3)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(years + (month == 11), (month + 1) % 12 + 1, 1)
    return date(years, month + 1, min(day.day, (following - DAY).day))


def same_day(step: Step) -> date:
    """Return the day of reception, or the next working day when it came late or on a day off."""
    calendar, day, moment = step.terms.calendar, step.start.date(), step.start.time()
    cutoff = step.stage.cutoff
    late = cutoff is not None and is_after(moment, cutoff, step.terms.conventions)
    if calendar.is_working(day) and not late and moment <= calendar.closing(day):
        return day
    return calendar.add_working_days(day, 1)


def hour_slices(step: Step) -> Iterator[tuple[datetime, datetime]]:
    """Walk through the desk's sessions and give the parts of them that a limit in working hours uses."""
    left = timedelta(seconds=int(step.stage.amount * 3600))
    for opens, closes in sessions_from(step.start, step.terms.calendar):
        start = max(opens, step.start)
        end = min(closes, start + left)
        yield start, end
        left -= end - start
        if not left:
            return


def sessions_from(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Give the desk's sessions one after another, from the one that ``start`` falls in or the next."""
    day = start.date()
    while day.year <= LAST_YEAR + 50:
        for opens, closes in calendar.sessions(day):
            if datetime.combine(day, closes) > start:
                yield datetime.combine(day, opens), datetime.combine(day, closes)
        day += DAY
    raise out_of_range(day)


def _at_close(step: Step, day: date) -> datetime:
    """Return the close of the desk on the last day, or its midnight for the validity of a paper (Đ148k6)."""
    if step.terms.validity and step.last:
        return datetime.combine(day + DAY, time())
    return datetime.combine(day, step.terms.calendar.closing(day))


def _working_days_end(step: Step) -> datetime:
    return _at_close(step, step.terms.calendar.add_working_days(counted_from(step), int(step.stage.amount)))


def _calendar_end(step: Step) -> datetime:
    day = nominal_last_day(step)
    while step.rolls and not can_end_on(day, step.terms):
        day += DAY
    return _at_close(step, day)


def _same_day_end(step: Step) -> datetime:
    return _at_close(step, same_day(step))


def _clock_end(step: Step) -> datetime:
    return step.start + timedelta(seconds=int(step.stage.amount * 3600))


def _working_hours_end(step: Step) -> datetime:
    return max(end for _, end in hour_slices(step))


def _half_days_end(step: Step) -> datetime:
    """Return the end of the n-th session after the one of reception."""
    sessions = sessions_from(step.start, step.terms.calendar)
    return next(islice(sessions, int(step.stage.amount), None))[1]


ENDINGS: Final[dict[Unit, Callable[[Step], datetime]]] = {
    Unit.HOURS: _clock_end,
    Unit.WORKING_HOURS: _working_hours_end,
    Unit.HALF_DAYS: _half_days_end,
    Unit.WORKING_DAYS: _working_days_end,
    Unit.DAYS: _calendar_end,
    Unit.MONTHS: _calendar_end,
    Unit.SAME_DAY: _same_day_end,
}
