"""A visit of three lines against the same three cases registered one after the other.

Both write into one register in turns, so a busy machine slows both; their medians are compared.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.setting_up import set_up
from papi_desk.services.visits import register_visit

ROUNDS = 100
MOST = 1.0
"""Times three single registrations that a visit of three lines may take."""
AT = datetime(2024, 5, 6, 9)


def _lines(number: int) -> list[NewCase]:
    owner = Person("person", f"Nguyễn Văn Mẫu {number}", phone="0912345678", address="Thôn Mẫu")
    copies = NewCase("2.000815", owner, quantities={"pages": 5, "copies": 2})
    return [copies, NewCase("2.000884", owner), NewCase("2.001035", owner)]


def test_a_visit_of_three_lines_takes_less_than_three_single_registrations(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'register.db'}")
    database.upgrade()
    database.transact(set_up, at=datetime(2023, 1, 3, 8))
    numbers, took = count(), {"visit": list[float](), "single": list[float]()}

    def both() -> None:
        lines = _lines(next(numbers))
        start = perf_counter()
        database.transact(register_visit, lines, at=AT)
        middle = perf_counter()
        for line in lines:
            database.transact(register_case, line, at=AT)
        took["visit"].append(middle - start)
        took["single"].append(perf_counter() - middle)

    benchmark.pedantic(both, rounds=ROUNDS, warmup_rounds=5)
    visit, single = median(took["visit"]), median(took["single"])
    told = f"visit of three lines {visit * 1000:.1f} ms, three registrations {single * 1000:.1f} ms"
    print(f"\n{told}: {visit / single:.2f}×")
    database.close()
    assert visit < MOST * single
