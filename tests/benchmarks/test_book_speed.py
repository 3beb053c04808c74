"""The statutory book on paper: time per page flat to the last, and memory that does not grow with the book."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.sample_papers import OFFICE
from papi_desk.domain.reports import Report, ReportRow
from papi_desk.services.book_lines import COLUMNS

AT = datetime(2026, 11, 25, 9)


def _book(rows: int, passed: list[float]) -> Report:
    def lines() -> Iterator[ReportRow]:
        for number in range(1, rows + 1):
            if number % 100 == 0:
                passed.append(time.process_time())
            yield ReportRow(tuple(_value(column.kind, number) for column in COLUMNS))

    return Report("book", OFFICE, "SỔ THEO DÕI HỒ SƠ", COLUMNS, lines(), AT)


def _value(kind: str, number: int) -> object:
    values = {"order": number, "count": 1, "money": 2000, "day": AT.date(), "moment": AT, "percent": 1.0}
    return values.get(kind, f"Ví dụ {number}")


def _peak(rows: int) -> int:
    tracemalloc.start()
    report_pdf(_book(rows, []))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_book_of_ten_thousand_rows(benchmark: BenchmarkFixture) -> None:
    report_pdf(_book(100, []))
    passed: list[float] = []
    benchmark.pedantic(lambda: report_pdf(_book(10_000, passed)), rounds=1)
    steps = [after - before for before, after in pairwise(passed)]
    early, late = sorted(steps[10:30])[10], sorted(steps[-20:])[10]
    small, large = _peak(100), _peak(10_000)
    print(f"\n100 rows: {early * 1e3:.1f} ms early, {late * 1e3:.1f} ms at the end, ratio {late / early:.2f}")
    print(f"peak memory: {small / 1e6:.1f} MB for 100 rows, {large / 1e6:.1f} MB for 10,000, ratio {large / small:.2f}")
