"""The trace of a due date: each day from reception, whether it counted, and why, in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Final

from papi_desk.domain.calendar import day_words
from papi_desk.domain.limits import Limit, Unit, number_words
from papi_desk.domain.reckoning import (
    DAY,
    Step,
    Terms,
    counted_from,
    hour_slices,
    is_after,
    nominal_last_day,
    sessions_from,
    steps,
)
from papi_desk.domain.records import Record

_FIRST_DAY: Final = "không tính (BLDS 2015 Đ147k2)"
_NEXT: Final = "chuyển sang ngày làm việc tiếp theo, BLDS 2015 Đ148k5"


class TraceDay(Record):
    """One day between reception and the due date: whether it counted towards the limit, and why."""

    date: date
    counted: bool
    why: str


def write_trace(limit: Limit, at: datetime, terms: Terms) -> list[TraceDay]:
    """Write down every day from reception to the due date, stage by stage."""
    rows: list[TraceDay] = []
    for place, (step, end) in enumerate(steps(limit, at, terms), start=1):
        for row in _WRITERS[step.stage.unit](step, end):
            named = f"bước {place}: {row.why}" if len(limit.stages) > 1 else row.why
            _append(rows, TraceDay(row.date, row.counted, named))
    return rows


def _append(rows: list[TraceDay], row: TraceDay) -> None:
    """Add a row, or join it to the last one when a stage goes on within the same day."""
    if rows and rows[-1].date == row.date:
        last = rows.pop()
        row = TraceDay(row.date, last.counted or row.counted, f"{last.why}; {row.why}")
    rows.append(row)


def _last_day(step: Step, end: datetime) -> date:
    """Return the day that a limit ends on; midnight belongs to the day before."""
    return (end - DAY).date() if end.time() == time() and step.terms.validity and step.last else end.date()


def _ending(step: Step, end: datetime) -> str:
    """Say when the last day ends: at the close of the desk, or at midnight for the validity of a paper."""
    if step.terms.validity and step.last:
        return " → hết 24:00"
    return f" → hạn {end:%H:%M}" if step.last else " → hết bước này"


def _days(after: date, until: date) -> Iterator[date]:
    """Give the days after ``after`` up to and including ``until``."""
    return (after + number * DAY for number in range(1, (until - after).days + 1))


def _opening(step: Step) -> Iterator[TraceDay]:
    """Write the day of reception and, by convention A1, the days until the count begins."""
    day, base = step.start.date(), counted_from(step)
    if step.first and base == day:
        name = "ngày bắt đầu" if step.terms.validity else "ngày tiếp nhận"
        yield TraceDay(day, False, f"{name}, {_FIRST_DAY}")
    elif step.first:
        yield TraceDay(day, False, f"nhận {step.start:%H:%M}, sau giờ chốt → coi như nhận ngày {day_words(base)}")
    for later in _days(day, base):
        why = "coi như ngày tiếp nhận, không tính" if later == base else step.terms.calendar.why(later)
        yield TraceDay(later, False, why)


def _working_days(step: Step, end: datetime) -> Iterator[TraceDay]:
    yield from _opening(step)
    calendar, number, last = step.terms.calendar, 0, _last_day(step, end)
    for day in _days(counted_from(step), last):
        if not calendar.is_working(day):
            yield TraceDay(day, False, calendar.why(day))
            continue
        number += 1
        special = "" if calendar.rule(day) is None else f" – {calendar.why(day)}"
        ending = _ending(step, end) if day == last else ""
        yield TraceDay(day, True, f"ngày làm việc thứ {number}{special}{ending}")


def _calendar_days(step: Step, end: datetime) -> Iterator[TraceDay]:
    yield from _opening(step)
    nominal, last, calendar = nominal_last_day(step), _last_day(step, end), step.terms.calendar
    for number, day in enumerate(_days(counted_from(step), nominal), start=1):
        final = _final_day(step, nominal, last, end) if day == nominal else ""
        yield TraceDay(day, True, f"ngày thứ {number}{final}")
    for day in _days(nominal, last):
        why = f"ngày làm việc tiếp theo{_ending(step, end)}" if day == last else calendar.why(day)
        yield TraceDay(day, False, why)


def _final_day(step: Step, nominal: date, last: date, end: datetime) -> str:
    """Say what the last counted day is, and whether the limit moves on from it."""
    calendar = step.terms.calendar
    months = _corresponding(step, nominal) if step.stage.unit is Unit.MONTHS else ""
    special = "" if calendar.rule(nominal) is None else "ngày "
    named = f"{months}, ngày cuối là {special}{calendar.why(nominal)}"
    if last > nominal:
        return f"{named} → {_NEXT}"
    stays = "" if calendar.is_working(nominal) else ", không chuyển"
    return f"{named}{stays}{_ending(step, end)}"


def _corresponding(step: Step, nominal: date) -> str:
    """Say that the last day is the corresponding day of the month, or why it is not."""
    base = counted_from(step)
    if base.day == nominal.day:
        return f", ngày tương ứng sau {number_words(step.stage.amount)} tháng (BLDS 2015 Đ148k3)"
    return f", tháng {nominal:%m/%Y} không có ngày {base.day} → ngày cuối tháng (BLDS 2015 Đ148k3)"


def _same_day(step: Step, end: datetime) -> Iterator[TraceDay]:
    day, last, calendar = step.start.date(), _last_day(step, end), step.terms.calendar
    if day == last:
        limit = f", không quá {step.stage.cutoff:%H:%M}" if step.stage.cutoff else ""
        yield TraceDay(day, True, f"trong ngày: nhận {step.start:%H:%M}{limit}{_ending(step, end)}")
        return
    yield TraceDay(day, False, f"{_why_not_today(step)} → ngày làm việc tiếp theo")
    for later in _days(day, last):
        why = f"ngày làm việc tiếp theo{_ending(step, end)}" if later == last else calendar.why(later)
        yield TraceDay(later, later == last, why)


def _why_not_today(step: Step) -> str:
    """Say why a same-day case is not due on the day it came."""
    calendar, day, moment = step.terms.calendar, step.start.date(), step.start.time()
    if not calendar.is_working(day):
        return f"nhận ngày nghỉ ({calendar.why(day)})"
    cutoff = step.stage.cutoff
    if cutoff is not None and is_after(moment, cutoff, step.terms.conventions):
        after = "đúng" if moment == cutoff else "sau"
        return f"nhận {moment:%H:%M}, {after} {cutoff:%H:%M}"
    return f"nhận {moment:%H:%M}, sau giờ làm việc ({calendar.closing(day):%H:%M})"


def _clock_hours(step: Step, end: datetime) -> Iterator[TraceDay]:
    start = step.start
    while start < end:
        until = min(end, datetime.combine(start.date() + DAY, time()))
        ending = _ending(step, end) if until == end else ""
        yield TraceDay(start.date(), True, f"{_hours(start, until, 'giờ')}{ending}")
        start = until


def _working_hours(step: Step, end: datetime) -> Iterator[TraceDay]:
    used: dict[date, list[str]] = {}
    for start, until in hour_slices(step):
        used.setdefault(start.date(), []).append(_hours(start, until, "giờ làm việc"))
    yield from _by_day(step, end, used)


def _half_days(step: Step, end: datetime) -> Iterator[TraceDay]:
    used: dict[date, list[str]] = {}
    sessions = islice(sessions_from(step.start, step.terms.calendar), int(step.stage.amount) + 1)
    for number, (opens, closes) in enumerate(sessions):
        name = f"buổi thứ {number}" if number else "buổi tiếp nhận, không tính"
        used.setdefault(opens.date(), []).append(f"{name} ({_span(opens, closes)})")
    yield from _by_day(step, end, used)


def _by_day(step: Step, end: datetime, used: dict[date, list[str]]) -> Iterator[TraceDay]:
    """Write each day with the hours or sessions that it gave."""
    calendar = step.terms.calendar
    for day in _days(step.start.date() - DAY, end.date()):
        if day in used:
            counted = any(not text.startswith("buổi tiếp nhận") for text in used[day])
            ending = _ending(step, end) if day == end.date() else ""
            yield TraceDay(day, counted, ", ".join(used[day]) + ending)
        else:
            worked = calendar.is_working(day)
            yield TraceDay(day, False, "đã hết giờ làm việc" if worked else calendar.why(day))


def _hours(start: datetime, until: datetime, unit: str) -> str:
    """Write a part of a day: «1,5 giờ làm việc (15:30–17:00)»."""
    minutes = Decimal(int((until - start).total_seconds())) / 60
    hours = f"{(minutes / 60).quantize(Decimal('0.01')).normalize():f}".replace(".", ",")
    return f"{hours} {unit} ({_span(start, until)})"


def _span(start: datetime, until: datetime) -> str:
    midnight = until.time() == time() and until.date() > start.date()
    return f"{start:%H:%M}–{'24:00' if midnight else f'{until:%H:%M}'}"


_WRITERS: Final[dict[Unit, Callable[[Step, datetime], Iterator[TraceDay]]]] = {
    Unit.HOURS: _clock_hours,
    Unit.WORKING_HOURS: _working_hours,
    Unit.HALF_DAYS: _half_days,
    Unit.WORKING_DAYS: _working_days,
    Unit.DAYS: _calendar_days,
    Unit.MONTHS: _calendar_days,
    Unit.SAME_DAY: _same_day,
}
