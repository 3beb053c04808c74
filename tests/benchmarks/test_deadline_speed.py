"""One due date against numpy's, in the same run, the trace not rendered.

Run with bytecode cached: ``pytest tests/benchmarks --benchmark-only``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from timeit import repeat

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.domain.calendar import Calendar, read_days, read_desk_hours
from papi_desk.domain.deadlines import Limit, Stage, Unit, due
from papi_desk.settings import resource

DAYS = read_days(resource("data", "holidays.csv").read_text("utf-8"))
HOURS = read_desk_hours(tomllib.loads(resource("data", "desk_hours.toml").read_text("utf-8")))
CALENDAR = Calendar(DAYS, HOURS)
NUMPY_CALENDAR = np.busdaycalendar(holidays=[np.datetime64(rule.date) for rule in DAYS if not rule.working])
RECEIVED = datetime(2023, 12, 4, 9, 15)
NUMPY_DAY = np.datetime64(RECEIVED.date())
MOST = 3.0
"""Times numpy's own time that one due date may take."""


def quickest(work: Callable[[], object]) -> float:
    """Return the seconds of one call, at best."""
    return min(repeat(work, number=5_000, repeat=9)) / 5_000


@pytest.mark.parametrize("count", [3, 10, 30])
def test_a_due_date_costs_little_more_than_numpys(benchmark: BenchmarkFixture, count: int) -> None:
    limit = Limit((Stage(Decimal(count), Unit.WORKING_DAYS),))

    def ours() -> object:
        return due(limit, RECEIVED, CALENDAR)

    def numpys() -> object:
        return np.busday_offset(NUMPY_DAY, count, busdaycal=NUMPY_CALENDAR)

    assert due(limit, RECEIVED, CALENDAR).last_day == np.datetime64(str(numpys())).astype(object)
    ratio = quickest(ours) / quickest(numpys)
    benchmark.extra_info["ratio_to_numpy"] = round(ratio, 2)
    benchmark(ours)
    print(f"\n{count} working days: {ratio:.2f} × numpy.busday_offset")
    assert ratio <= MOST


def test_making_the_calendar_takes_a_few_milliseconds(benchmark: BenchmarkFixture) -> None:
    assert benchmark(Calendar, DAYS, HOURS).years
