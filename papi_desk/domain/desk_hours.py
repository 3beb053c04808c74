"""Desk hours: the sessions of a working day, by weekday, season and validity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

Sessions = tuple[tuple[time, time], ...]

STANDARD_SESSIONS: Final[Sessions] = ((time(7, 30), time(11, 30)), (time(13), time(17)))
"""Used on a day that no desk hours cover."""
WORKING_WEEK: Final = frozenset(range(5))

_HOUR: Final = re.compile(r"^(\d{1,2})[:hg](\d{2})?$")
_FIELDS: Final = frozenset(
    {"key", "sessions", "weekdays", "valid_from", "valid_to", "season_from", "season_to", "basis"}
)
WEEKDAY_MARKS: Final = {"T2": 0, "T3": 1, "T4": 2, "T5": 3, "T6": 4, "T7": 5, "CN": 6}


class DeskHours(Record):
    """One set of desk hours: Monday is weekday 0, a season goes from (month, day) to (month, day)."""

    sessions: Sessions
    valid_from: date | None = None
    valid_to: date | None = None
    season_from: tuple[int, int] | None = None
    season_to: tuple[int, int] | None = None
    weekdays: frozenset[int] = WORKING_WEEK
    basis: str = ""
    key: str = ""
    own: bool = False
    """Set by the office itself: goes before the packaged hours."""

    def cover(self, day: date, weekday: int) -> bool:
        """Tell whether these hours hold on ``day``, taken as the given weekday."""
        return (
            weekday in self.weekdays
            and (self.valid_from is None or day >= self.valid_from)
            and (self.valid_to is None or day <= self.valid_to)
            and self._in_season(day)
        )

    def _in_season(self, day: date) -> bool:
        if self.season_from is None or self.season_to is None:
            return True
        here = (day.month, day.day)
        if self.season_from <= self.season_to:
            return self.season_from <= here <= self.season_to
        return here >= self.season_from or here <= self.season_to

    @property
    def rank(self) -> tuple[bool, bool, date]:
        """Order sets of hours: the office's own first, a season before the whole year, later before earlier."""
        return self.own, self.season_from is not None, self.valid_from or date.min

    def session_words(self) -> str:
        """Write the sessions: «07:30–11:30, 13:00–17:00»."""
        return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in self.sessions)

    def season_words(self) -> tuple[str, str]:
        """Write the first and last day of the season as dd/mm; empty for the whole year."""
        first, last = (f"{day[1]:02}/{day[0]:02}" if day else "" for day in (self.season_from, self.season_to))
        return first, last

    def to_json(self) -> dict[str, Any]:
        """Return plain values that ``read_desk_hours`` reads again."""
        first, last = self.season_words()
        days = {"valid_from": self.valid_from, "valid_to": self.valid_to}
        return {
            "key": self.key,
            "sessions": [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in self.sessions],
            "weekdays": [mark for mark, day in WEEKDAY_MARKS.items() if day in self.weekdays],
            "season_from": first or None,
            "season_to": last or None,
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "basis": self.basis,
        }


def read_desk_hours(data: Mapping[str, object]) -> list[DeskHours]:
    """Read parsed desk hours (``{"hours": [{"sessions": [["07:30", "11:30"], …], …}]}``).

    Raises ``Refused`` «desk-hours-wrong» naming the entry and what could not be read.
    """
    entries = data.get("hours")
    if not isinstance(entries, list) or not entries:
        raise Refused("desk-hours-wrong", "hours", entry=1, value=str(entries))
    return [_read_entry(entry, number) for number, entry in enumerate(entries, start=1)]


def _read_entry(entry: object, number: int) -> DeskHours:
    if not isinstance(entry, Mapping):
        raise Refused("desk-hours-wrong", "hours", entry=number, value=str(entry))
    try:
        if unknown := sorted(set(entry) - _FIELDS):
            raise ValueError(f"không biết mục {', '.join(unknown)}")
        hours = DeskHours(
            sessions=_read_sessions(entry.get("sessions")),
            valid_from=_read_day(entry.get("valid_from")),
            valid_to=_read_day(entry.get("valid_to")),
            season_from=_read_season(entry.get("season_from")),
            season_to=_read_season(entry.get("season_to")),
            weekdays=_read_weekdays(entry.get("weekdays")),
            basis=str(entry.get("basis", "")).strip(),
            key=str(entry.get("key", "")).strip(),
        )
        _check(hours)
    except ValueError as wrong:
        raise Refused("desk-hours-wrong", "hours", entry=number, value=str(wrong)) from None
    return hours


def _check(hours: DeskHours) -> None:
    """Refuse half a season, and a validity that ends before it begins."""
    if (hours.season_from is None) != (hours.season_to is None):
        raise ValueError("season_from và season_to phải đi cùng nhau")
    if hours.valid_from and hours.valid_to and hours.valid_to < hours.valid_from:
        raise ValueError("valid_to trước valid_from")


def _read_sessions(value: object) -> Sessions:
    pairs = _session_pairs(value) if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    if not pairs or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise ValueError("các buổi ghi như 07:30–11:30, 13:00–17:00")
    sessions = tuple((_read_time(start), _read_time(end)) for start, end in pairs)
    moments = [moment for session in sessions for moment in session]
    if any(earlier >= later for earlier, later in pairwise(moments)):
        raise ValueError("các buổi phải theo thứ tự và không chồng lên nhau")
    return sessions


def _session_pairs(words: str) -> list[list[str]]:
    """Read «7h30-11h30, 13:00–17:00» into pairs of hours."""
    sessions = [re.split(r"[-–]", session) for session in re.split(r"[,;]", words) if session.strip()]
    return [[_HOUR.sub(_hour_words, hour.strip()) for hour in session] for session in sessions]


def _hour_words(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def _read_time(value: object) -> time:
    try:
        read = value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"«{value}» không phải giờ (HH:MM)") from None
    if read.tzinfo is not None:
        raise ValueError(f"«{value}» không phải giờ (HH:MM)")
    return read.replace(second=0, microsecond=0)


def _read_day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"«{value}» không phải ngày (YYYY-MM-DD)") from None


def _read_season(value: object) -> tuple[int, int] | None:
    """Read «dd/mm» into (month, day)."""
    if value is None or value == "":
        return None
    try:
        day, month = (int(part) for part in str(value).split("/"))
        date(2000, month, day)  # refuses a day that no year has
    except ValueError:
        raise ValueError(f"«{value}» không phải ngày trong năm (dd/mm)") from None
    return month, day


def _read_weekdays(value: object) -> frozenset[int]:
    if value is None:
        return WORKING_WEEK
    marks = [str(mark).upper() for mark in value] if isinstance(value, list | tuple) else []
    if not marks or not set(marks) <= set(WEEKDAY_MARKS):
        raise ValueError(f"weekdays gồm {', '.join(WEEKDAY_MARKS)}")
    return frozenset(WEEKDAY_MARKS[mark] for mark in marks)
