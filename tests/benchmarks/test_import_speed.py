"""Reading a register of another system, row by row, against Python's own csv reader that checks nothing.

Run with bytecode cached: ``pytest tests/benchmarks --benchmark-only``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from timeit import repeat

from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.domain.register_file import ImportedCase, csv_rows, read_register

ROWS, MOST = 20_000, 100.0
"""Every moment is parsed, every status and code looked up; the csv reader only cuts at commas."""
HEAD = "Mã hồ sơ,Mã TTHC,Chủ hồ sơ,Số điện thoại,Ngày tiếp nhận,Ngày hẹn trả,Hình thức nhận,Trạng thái"
LINE = "H31-{},1.004873,Nguyễn Văn Mẫu,0912345678,04/03/2024 09:15,07/03/2024 09:15,Trực tiếp,Đang xử lý"
TEXT = "\n".join([HEAD, *map(LINE.format, range(ROWS))])


def quickest(work: Callable[[], object]) -> float:
    """Return the seconds of one call, at best."""
    return min(repeat(work, number=1, repeat=5))


def test_reading_a_register_of_another_system(benchmark: BenchmarkFixture) -> None:
    def ours() -> int:
        return sum(isinstance(case, ImportedCase) for case in read_register(csv_rows(TEXT)))

    def csvs() -> int:
        return sum(1 for _ in csv.reader(io.StringIO(TEXT)))

    assert ours() == csvs() - 1 == ROWS
    ratio = quickest(ours) / quickest(csvs)
    benchmark.extra_info["ratio_to_csv"] = round(ratio, 1)
    seconds = quickest(ours)
    benchmark.pedantic(ours, rounds=1)
    print(f"\n{ROWS} rows: {seconds / ROWS * 1e6:.0f} µs a row, {ratio:.1f} × csv.reader")
    assert ratio <= MOST
