"""The office's packaged calendar and desk hours, read once."""

from __future__ import annotations

import tomllib

import pytest

from papi_desk.domain.calendar import Calendar, DayRule, DeskHours, read_days, read_desk_hours
from papi_desk.settings import resource


@pytest.fixture(scope="session")
def packaged_days() -> list[DayRule]:
    return read_days(resource("data", "holidays.csv").read_text("utf-8"))


@pytest.fixture(scope="session")
def packaged_hours() -> list[DeskHours]:
    return read_desk_hours(tomllib.loads(resource("data", "desk_hours.toml").read_text("utf-8")))


@pytest.fixture(scope="session")
def calendar(packaged_days: list[DayRule], packaged_hours: list[DeskHours]) -> Calendar:
    return Calendar(packaged_days, packaged_hours)
