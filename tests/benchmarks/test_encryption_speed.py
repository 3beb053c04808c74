"""An encrypted register against the same one plain: receiving a case, the month's table, a search, as ratios.

Both hold PAPI_DESK_BENCHMARK_CASES cases (20,000 unless said otherwise) and take turns, so that a busy machine slows
both; their medians are compared.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.encryption import switch_on
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from tests.benchmarks.registers import busy_rows, register_of

CASES = int(os.environ.get("PAPI_DESK_BENCHMARK_CASES", "20000"))
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B
LAST, NOW = datetime(2024, 3, 31, 17), datetime(2024, 4, 2, 8)
NEW = NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu", id_number="034083001234"), all_documents=True)
WORK: dict[str, tuple[int, Callable[[Database], object]]] = {
    "receiving a case": (200, lambda database: database.transact(register_case, NEW, at=NOW)),
    "the month's table": (15, lambda database: database.read(report, "ii06a", Asked(month_period(2024, 3), NOW))),
    "a search": (60, lambda database: database.read(find_cases, query="mau 123", now=NOW)),
    "the month's table, just opened": (15, lambda database: _afresh(database)),
}
MOST = {"receiving a case": 1.6, "the month's table": 1.6, "a search": 1.6, "the month's table, just opened": 3.0}


def _afresh(database: Database) -> object:
    """Read every page from the file again: each is deciphered and proved then."""
    database.engine.dispose()
    return WORK["the month's table"][1](database)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    """Return a register plain and the same one encrypted."""
    folder = tmp_path_factory.mktemp("pair")
    (folder / "plain").mkdir()
    (folder / "secret").mkdir()
    plain = folder / "plain" / "papi-desk.db"
    assert register_of(plain, busy_rows(CASES, LAST), at=datetime(2024, 4, 1, 8)) == CASES
    secret = Path(shutil.copy(plain, folder / "secret" / "papi-desk.db"))
    databases = Database(f"sqlite:///{plain}"), Database(f"sqlite:///{secret}")
    switch_on(databases[1], SECRET, "file", at=NOW)
    yield databases
    for database in databases:
        database.close()


@pytest.mark.parametrize("what", WORK)
def test_an_encrypted_register_is_hardly_slower(
    benchmark: BenchmarkFixture, pair: tuple[Database, Database], what: str
) -> None:
    rounds, work = WORK[what]
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(-3, rounds):
        for database, spent in zip(pair, times, strict=True):
            start = perf_counter()
            work(database)
            if turn >= 0:
                spent.append(perf_counter() - start)
    benchmark.pedantic(lambda: work(pair[1]), rounds=5)
    plain, secret = map(median, times)
    benchmark.extra_info |= {"cases": CASES, "to the plain register": secret / plain}
    print(f"\n{what} on {CASES:,} cases: plain {1e3 * plain:.2f} ms, encrypted ×{secret / plain:.2f}")
    assert secret / plain <= MOST[what]
