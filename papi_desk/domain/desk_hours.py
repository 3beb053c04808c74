"""Desk hours: the sessions of a working day, by weekday, season and validity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Final

from papi_desk.domain.errors import Refused

Sessions = tuple[tuple[time, time], ...]

STANDARD_SESSIONS: Final[Sessions] = ((time(7, 30), time(11, 30)), (time(13), time(17)))
"""Used on a day that no desk hours cover."""
WORKING_WEEK: Final = frozenset(range(5))

_WEEKDAY_MARKS: Final = {"T2": 0, "T3": 1, "T4": 2, "T5": 3, "T6": 4, "T7": 5, "CN": 6}


@dataclass(frozen=True, slots=True)
class DeskHours:
    """One set of desk hours: Monday is weekday 0, a season goes from (month, day) to (month, day)."""

    sessions: Sessions
    valid_from: date | None = None
    valid_to: date | None = None
    season_from: tuple[int, int] | None = None
    season_to: tuple[int, int] | None = None
    weekdays: frozenset[int] = WORKING_WEEK
    basis: str = ""

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
    def rank(self) -> tuple[bool, date]:
        """Order sets of hours: a season goes before the whole year, later validity before earlier."""
        return self.season_from is not None, self.valid_from or date.min


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
        hours = DeskHours(
            sessions=_read_sessions(entry.get("sessions")),
            valid_from=_read_day(entry.get("valid_from")),
            valid_to=_read_day(entry.get("valid_to")),
            season_from=_read_season(entry.get("season_from")),
            season_to=_read_season(entry.get("season_to")),
            weekdays=_read_weekdays(entry.get("weekdays")),
            basis=str(entry.get("basis", "")),
        )
    except (ValueError, TypeError, KeyError) as wrong:
        raise Refused("desk-hours-wrong", "hours", entry=number, value=str(wrong)) from None
    if (hours.season_from is None) != (hours.season_to is None):
        raise Refused("desk-hours-wrong", "hours", entry=number, value="season_from, season_to")
    return hours


def _read_sessions(value: object) -> Sessions:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("sessions")
    sessions = tuple((_read_time(start), _read_time(end)) for start, end in value)
    moments = [moment for session in sessions for moment in session]
    if any(earlier >= later for earlier, later in pairwise(moments)):
        raise ValueError(f"sessions {value}")
    return sessions


def _read_time(value: object) -> time:
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def _read_day(value: object) -> date | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _read_season(value: object) -> tuple[int, int] | None:
    """Read «dd/mm» into (month, day)."""
    if value is None or value == "":
        return None
    day, month = (int(part) for part in str(value).split("/"))
    date(2000, month, day)  # refuses a day that no year has
    return month, day


def _read_weekdays(value: object) -> frozenset[int]:
    if value is None:
        return WORKING_WEEK
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("weekdays")
    return frozenset(_WEEKDAY_MARKS[str(mark).upper()] for mark in value)
