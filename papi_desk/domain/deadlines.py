"""When a case is due: limits counted by the Civil Code, the one-stop decree and the office's conventions.

Days of reception never count (BLDS 2015 Đ147k2); working days leave out weekends, holidays, days in lieu and
swapped days off and count swapped Saturdays; calendar days and months roll only at the last day (Đ148k5);
a due day is printed with the close of the desk. Open points are answered by ``Conventions``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from papi_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, Calendar, out_of_range
from papi_desk.domain.conventions import (
    DEFAULT_CONVENTIONS,
    Conventions,
    Question,
    read_conventions,
    read_questions,
)
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
from papi_desk.domain.reckoning import BY_HOUR, Terms, effective, steps
from papi_desk.domain.traces import TraceDay, write_trace

__all__ = [
    "DEFAULT_CONVENTIONS",
    "NO_LIMIT",
    "UNKNOWN_LIMIT",
    "Conventions",
    "Due",
    "Limit",
    "Question",
    "Stage",
    "TraceDay",
    "Unit",
    "clock_start",
    "due",
    "format_time",
    "last_day_to_ask_extension",
    "parse_amount",
    "parse_cutoff",
    "parse_stage",
    "parse_time",
    "paused_due",
    "read_conventions",
    "read_questions",
]

_DAY: Final = timedelta(days=1)
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

_NO_LIMIT: Final = "Thủ tục không quy định thời hạn: không có ngày hẹn trả."
_UNKNOWN: Final = "Chưa rõ thời hạn giải quyết của thủ tục: hãy nhập ngày hẹn trả và lý do."
_NO_CUTOFF: Final = (
    "Thủ tục trả trong ngày nhưng chưa có giờ chốt nhận hồ sơ (thường là 15:00): đang tính trả trong ngày."
)
_HALF: Final = "0,5 nửa ngày được hiểu là 0,5 ngày làm việc."


_Asked = tuple[Limit, datetime, Calendar, Conventions, bool]


class Due:
    """The answer to «when is it due»: the moment and how it was reached.

    ``at`` is office wall time, None without a limit or when it is not known; ``by_hour`` says that times are
    compared, not dates; ``end_of_day`` that the limit ends at 24:00 (``at`` is then the next midnight).
    """

    __slots__ = ("_asked", "at", "by_hour", "end_of_day")

    def __init__(self, at: datetime | None, by_hour: bool, end_of_day: bool, asked: _Asked) -> None:
        self.at = at
        self.by_hour = by_hour
        self.end_of_day = end_of_day
        self._asked = asked

    @property
    def last_day(self) -> date | None:
        """Return the day on which the limit ends; 24:00 belongs to the day before midnight."""
        if self.at is None:
            return None
        return (self.at - _DAY).date() if self.end_of_day else self.at.date()

    @property
    def warnings(self) -> list[str]:
        """Say in Vietnamese what the officer should check before she promises this date."""
        limit, received, calendar, _, _ = self._asked
        if limit.is_none or limit.is_unknown:
            return [_NO_LIMIT if limit.is_none else _UNKNOWN]
        found = [_NO_CUTOFF] if any(stage.is_same_day and not stage.cutoff for stage in limit.stages) else []
        if any(stage.unit is Unit.HALF_DAYS and stage.amount < 1 for stage in limit.stages):
            found.append(_HALF)
        return found + calendar.warnings(received.date(), self.last_day or received.date())

    def trace(self) -> list[TraceDay]:
        """Give every day from reception to the due date: counted or not, and why (worked out when asked)."""
        return [] if self.at is None else write_trace(*self._terms())

    def text(self) -> str | None:
        """Write the moment: «2024-03-07T17:00», «2025-02-28T24:00», or None."""
        if self.at is None:
            return None
        return f"{(self.at - _DAY).date()}T24:00" if self.end_of_day else format_time(self.at)

    def _terms(self) -> tuple[Limit, datetime, Terms]:
        """Return the question as the trace asks it again."""
        limit, received, calendar, conventions, validity = self._asked
        return limit, received, Terms(calendar, conventions, validity)

    def __repr__(self) -> str:
        return f"Due({self.text()})"


def due(
    limit: Limit,
    at: datetime,
    calendar: Calendar,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    *,
    validity: bool = False,
) -> Due:
    """Count a limit from the moment ``at`` and say when it ends.

    ``validity`` is for the validity of a paper, which ends at 24:00 of its last day and does not roll.
    Raises ``Refused`` «date-out-of-range» on the field «at» outside 2000–2100.
    """
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise out_of_range(at.date())
    if conventions.saturday_desk == "working":
        calendar = calendar.with_saturdays()
    asked = (limit, at, calendar, conventions, validity)
    if limit.plain_days and not validity and conventions.after_cutoff == "no-effect":
        return Due(calendar.closing_after(at, limit.plain_days), False, False, asked)
    return _due_by_steps(asked)


def _due_by_steps(asked: _Asked) -> Due:
    """Count any limit, stage by stage."""
    limit, at, calendar, conventions, validity = asked
    if limit.is_none or limit.is_unknown:
        return Due(None, False, False, asked)
    *_, (_, end) = steps(limit, at, Terms(calendar, conventions, validity))
    by_hour = effective(limit.stages[-1], conventions).unit in BY_HOUR
    return Due(end, by_hour, validity and not by_hour, asked)


def clock_start(submitted: datetime, accepted: datetime, conventions: Conventions) -> datetime:
    """Return where the clock of an online case starts: its acceptance, or by A6 its submission."""
    return submitted if conventions.online_start == "submission" else accepted


def paused_due(due_at: datetime, stopped: datetime, resumed: datetime, calendar: Calendar) -> datetime:
    """Move a due moment on by the working days in which the clock stood still (A2 «pause»).

    The day it stopped does not count as standing still, the day it resumed does. A promise at the close of
    the desk stays at the close. Raises ``Refused`` «resumed-before-stopped» on the field «at».
    """
    if resumed < stopped:
        raise Refused("resumed-before-stopped", "at", stopped=stopped)
    still = calendar.working_days_between(stopped.date(), resumed.date())
    day = calendar.add_working_days(due_at.date(), still)
    at_close = due_at.time() == calendar.closing(due_at.date())
    return datetime.combine(day, calendar.closing(day) if at_close else due_at.time())


def last_day_to_ask_extension(due_at: datetime) -> date:
    """Return the calendar day before the due day, the last one to apologise on (NĐ 118/2025 Đ19k6)."""
    return due_at.date() - _DAY


def parse_time(text: str) -> datetime:
    """Read «YYYY-MM-DDTHH:MM», with seconds or not; 24:00 is the next midnight; raise ``ValueError``."""
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    if text[11:] not in ("24:00", "24:00:00"):
        return datetime.fromisoformat(text)
    try:
        return datetime.fromisoformat(text[:10]) + _DAY
    except OverflowError:
        raise ValueError(text) from None


def format_time(moment: datetime) -> str:
    """Write a moment as «YYYY-MM-DDTHH:MM»."""
    return moment.isoformat(timespec="minutes")
