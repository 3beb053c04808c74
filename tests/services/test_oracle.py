"""The figures of random registers, told by the database, against an oracle in plain Python that knows no SQL.

PAPI_DESK_EXAMPLES says how many registers are drawn for each way of counting (60 unless said otherwise).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.procedures import Procedure
from papi_desk.domain.periods import Period, month_period, months_period
from papi_desk.services.office import set_setting
from papi_desk.services.reports.behind import behind_of
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.setting_up import set_up
from tests.services.lives import MOMENTS, Life, columns_of, lives, write

EXAMPLES = int(os.environ.get("PAPI_DESK_EXAMPLES", "60"))
PERIODS = (
    month_period(2024, 3), month_period(2024, 3, "15th"), month_period(2024, 2), month_period(2024, 4),
    months_period(2024, 1, 3), Period(date(2024, 3, 14), date(2024, 3, 15)),
)  # fmt: skip
PROCEDURES = [1, 2, 40, 80]


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """Lay a register down on this database, with the catalogue and no case."""
    database = Database(database_url)
    database.upgrade()
    database.transact(set_up, at=datetime(2023, 1, 3, 8))
    yield database
    database.close()


@st.composite
def registers(draw: st.DrawFn) -> list[Life]:
    """Draw a register of a few cases."""
    return [draw(lives(number, PROCEDURES)) for number in range(1, draw(st.integers(1, 9)))]


asked = st.builds(
    lambda period, now, known: Asked(period, max(now, known or now), by="procedure", known_at=known),
    st.sampled_from(PERIODS), st.sampled_from(MOMENTS), st.none() | st.sampled_from(MOMENTS),
)  # fmt: skip


def told(session: Session, register: list[Life], wanted: list[Asked]) -> list[tuple[Any, ...]]:
    """Write a register that is dropped again, and return what the database says of it."""
    write(session, register)
    return [(report(session, "ii06a", ask), behind_of(session, "ii06a", ask)) for ask in wanted]


@pytest.mark.parametrize("due", ["in-force", "original"])
def test_the_database_counts_what_plain_python_counts(empty: Database, due: str) -> None:
    empty.transact(set_setting, "statistics_due", due, at=datetime(2023, 1, 3, 8))
    named = empty.read(lambda s: dict(s.execute(select(Procedure.id, Procedure.name)).all()))

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(registers(), st.lists(asked, min_size=1, max_size=3))
    def holds(register: list[Life], wanted: list[Asked]) -> None:
        for ask, (table, behind) in zip(wanted, empty.read(told, register, wanted), strict=True):
            oracle = {
                f"MC-{life.number:04}": columns_of(
                    life, ask.period, ask.asked_at, ask.known_at, original=due == "original"
                )
                for life in register
            }
            assert {one.code: frozenset(one.columns) for one in behind} == {c: k for c, k in oracle.items() if k}
            figures = Counter(
                (named[life.procedure], column) for life in register for column in oracle[f"MC-{life.number:04}"]
            )
            counted = {
                (row.values[1], column.name): value
                for row in table.rows
                if row.kind == "row"
                for column, value in zip(table.columns[2:], row.values[2:], strict=True)
                if value
            }
            assert counted == figures
            assert table.totals() == {f"c{n}": sum(v for (_, c), v in figures.items() if c == f"c{n}")
                                      for n in range(3, 14)}  # fmt: skip

    holds()
