"""Reports against the best SQL written by hand, as ratios of processor time in one run.

PAPI_DESK_BENCHMARK_REGISTER names the folder where the registers of 10,000 and PAPI_DESK_BENCHMARK_CASES cases (60,000
unless said otherwise; a million takes minutes to lay down) are kept between runs. 4,000 cases a month.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import event

from papi_desk.db.database import Database
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.periods import Period, month_period, months_back, read_period
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from tests.benchmarks.registers import busy_rows, register_of

CASES = int(os.environ.get("PAPI_DESK_BENCHMARK_CASES", "60000"))
LAST, NOW = datetime(2024, 3, 31, 17), datetime(2024, 4, 2, 8)
RECENT = month_period(2024, 2)
ROUNDS = 9


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Return the closed file of a register of so many cases; kept where the environment says."""
    kept = os.environ.get("PAPI_DESK_BENCHMARK_REGISTER")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("registers")

    def made(cases: int) -> Path:
        path = folder / f"register-{cases}.db"
        if not path.exists():
            assert register_of(path, busy_rows(cases, LAST), at=datetime(2024, 4, 1, 8)) == cases
        return path

    return made


@pytest.fixture
def opened(registers: Callable[[int], Path]) -> Iterator[Database]:
    database = Database(f"sqlite:///{registers(CASES)}")
    database.upgrade()
    yield database
    database.close()


def took(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the processor time of the work in seconds, the best of a few rounds after a first."""
    work()
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def asked(database: Database, period: Period, name: str = "ii06a", **more: Any) -> Callable[[], object]:
    return lambda: database.read(report, name, Asked(period, NOW, **more))


class ByHand:
    """The same question as a hand would write it for sqlite3: one statement, the same index, nothing around it."""

    def __init__(self, database: Database, period: Period, name: str = "ii06a", **more: Any) -> None:
        said: list[tuple[str, Any]] = []
        event.listen(database.engine, "before_cursor_execute", lambda *a: said.append((a[2], a[3])))
        asked(database, period, name, **more)()
        self.statement, self.given = next(pair for pair in said if "WITH span" in pair[0])
        self.connection = sqlite3.connect(str(database.engine.url.database))
        self.connection.execute("PRAGMA cache_size=-32000")

    def __call__(self) -> list[Any]:
        """Run it."""
        return self.connection.execute(self.statement, self.given).fetchall()


NAIVE = """
SELECT f.name, count(*), sum(c.received_at >= :start AND c.channel IN ('online', 'vneid')),
       sum(c.received_at >= :start AND c.channel IN ('direct', 'post')), sum(c.received_at < :start),
       sum(c.finished_at < :end), sum(c.finished_at < :end AND date(c.finished_at) < date(c.due_at)),
       sum(c.finished_at < :end AND (c.due_at IS NULL OR date(c.finished_at) = date(c.due_at))),
       sum(c.finished_at < :end AND date(c.finished_at) > date(c.due_at)),
       sum(c.finished_at IS NULL OR c.finished_at >= :end),
       sum((c.finished_at IS NULL OR c.finished_at >= :end) AND (c.due_at IS NULL OR date(c.due_at) >= date(:last))),
       sum((c.finished_at IS NULL OR c.finished_at >= :end) AND date(c.due_at) < date(:last))
  FROM cases c JOIN procedures p ON p.id = c.procedure_id JOIN fields f ON f.id = p.field_id
 WHERE c.voided_at IS NULL AND c.received_at < :end AND (c.finished_at >= :start OR c.finished_at IS NULL) {hint}
 GROUP BY f.name"""
"""What one would write without the history and without an index of spans: today's rows, told as if they were then."""


def naive(database: Database, period: Period, hint: str = "") -> Callable[[], list[Any]]:
    connection = sqlite3.connect(str(database.engine.url.database))
    connection.execute("PRAGMA cache_size=-32000")
    given = {name: f"{moment:%Y-%m-%d %H:%M:%S.%f}" for name, moment in (("start", period.start), ("end", period.end))}
    given["last"] = period.last.isoformat()
    return lambda: connection.execute(NAIVE.format(hint=hint), given).fetchall()


def show(words: str, **times: float) -> None:
    print(f"\n{words} ({CASES:,} cases): " + ", ".join(f"{name} {1e3 * t:.1f} ms" for name, t in times.items()))


def test_a_recent_month_costs_little_more_than_sql_by_hand(benchmark: BenchmarkFixture, opened: Database) -> None:
    ours, hand = took(asked(opened, RECENT)), took(ByHand(opened, RECENT))
    plain = took(naive(opened, RECENT))
    show("II.06a of a month", ours=ours, by_hand=hand, without_history_and_index=plain)
    benchmark.pedantic(asked(opened, RECENT), rounds=5)
    benchmark.extra_info |= {"to SQL by hand": ours / hand, "to SQL without history": ours / plain}
    assert ours <= 1.5 * hand


def test_no_month_of_twenty_years_costs_much_more_than_the_others(
    benchmark: BenchmarkFixture, opened: Database
) -> None:
    benchmark.pedantic(asked(opened, RECENT), rounds=3)
    months = months_back(RECENT, max(3, min(240, CASES // 4000)))
    for known in (None, datetime(2024, 4, 1, 12)):
        times = [took(asked(opened, month, known_at=known), rounds=2) for month in months]
        show(f"{len(months)} months, known at {known}", median=median(times), worst=max(times))
        assert max(times) <= 5 * median(times)


def test_a_month_costs_the_same_in_a_small_register_and_in_a_large_one(
    benchmark: BenchmarkFixture, registers: Callable[[int], Path], opened: Database
) -> None:
    benchmark.pedantic(asked(opened, RECENT), rounds=3)
    small = Database(f"sqlite:///{registers(10_000)}")
    small.upgrade()
    few, many = took(asked(small, RECENT)), took(asked(opened, RECENT))
    counted = [sum(row[1] for row in naive(one, RECENT)()) for one in (small, opened)]
    small.close()
    show(f"the same month, {counted[0]} and {counted[1]} cases counted", small=few, large=many)
    assert many / counted[1] <= 1.3 * few / counted[0]


def test_a_year_by_procedure_costs_little_more_than_sql_by_hand(benchmark: BenchmarkFixture, opened: Database) -> None:
    year = read_period("year", "2023")
    benchmark.pedantic(asked(opened, year, by="procedure"), rounds=3)
    ours, hand = took(asked(opened, year, by="procedure"), 3), took(ByHand(opened, year, by="procedure"), 3)
    plain = took(naive(opened, year), 3)
    show("a year by procedure", ours=ours, by_hand=hand, without_history_and_index=plain)
    assert ours <= 3 * plain


def test_a_workbook_of_a_months_cases_costs_little_more_than_writing_its_cells(
    benchmark: BenchmarkFixture, opened: Database
) -> None:
    found = opened.read(report, "register", Asked(RECENT, NOW))
    rows = found.list_rows()
    benchmark.pedantic(report_xlsx, (found,), rounds=3)

    def bare() -> bytes:
        out = BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}) as book:
            sheet, style = book.add_worksheet(), book.add_format({"border": 1, "font_name": "Times New Roman"})
            for place, row in enumerate(rows):
                for column, value in enumerate(row.values):
                    if isinstance(value, datetime):
                        sheet.write_datetime(place, column, value, style)
                    elif isinstance(value, int):
                        sheet.write_number(place, column, value, style)
                    elif value is None:
                        sheet.write_blank(place, column, None, style)
                    else:
                        sheet.write_string(place, column, str(value), style)
        return out.getvalue()

    ours, written = took(lambda: report_xlsx(found), 3), took(bare, 3)
    show(f"a workbook of {len(rows)} cases", ours=ours, bare_xlsxwriter=written)
    assert ours <= 1.3 * written


def test_the_same_month_with_pandas_and_duckdb_from_csv(
    benchmark: BenchmarkFixture, opened: Database, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    benchmark.pedantic(asked(opened, RECENT), rounds=3)
    with sqlite3.connect(str(opened.engine.url.database)) as connection, path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("procedure_id", "channel", "received_at", "due_at", "finished_at"))
        writer.writerows(
            connection.execute("SELECT procedure_id, channel, received_at, due_at, finished_at FROM cases")
        )
    times = {"ours": took(asked(opened, RECENT), 3)}
    totals = opened.read(report, "ii06a", Asked(RECENT, NOW)).totals()
    for name, count in (("pandas", _pandas), ("duckdb", _duckdb)):
        try:
            first = count(path, RECENT)
        except ImportError:
            print(f"\n{name} is not installed: not compared (pip install {name})")
            continue
        assert first == [totals[column] for column in ("c3", "c6", "c7", "c8", "c10", "c11")]
        times[f"{name} from CSV"] = took(lambda count=count: count(path, RECENT), 1)  # type: ignore[misc]
    show("the same month", **times)


def _pandas(path: Path, period: Period) -> list[int]:
    import pandas

    cases = pandas.read_csv(path, parse_dates=["received_at", "due_at", "finished_at"])
    r, d, f = cases.received_at, cases.due_at, cases.finished_at
    here = (r < period.end) & (f.isna() | (f >= period.start))
    done = here & (f < period.end)
    early, late = done & (f.dt.normalize() < d.dt.normalize()), done & (f.dt.normalize() > d.dt.normalize())
    found = (here, here & (r < period.start), done, early, late, here & (f.isna() | (f >= period.end)))
    return [int(part.sum()) for part in found]


def _duckdb(path: Path, period: Period) -> list[int]:
    import duckdb

    row = duckdb.sql(
        f"""SELECT count(*), count(*) FILTER (received_at < '{period.start}'),
        count(*) FILTER (finished_at < '{period.end}'),
        count(*) FILTER (finished_at < '{period.end}' AND finished_at::date < due_at::date),
        count(*) FILTER (finished_at < '{period.end}' AND finished_at::date > due_at::date),
        count(*) FILTER (finished_at IS NULL OR finished_at >= '{period.end}')
        FROM read_csv('{path}', types={{'received_at': 'TIMESTAMP', 'due_at': 'TIMESTAMP', 'finished_at': 'TIMESTAMP'}})
        WHERE received_at < '{period.end}' AND (finished_at IS NULL OR finished_at >= '{period.start}')"""
    ).fetchall()[0]
    return [int(value) for value in row]
