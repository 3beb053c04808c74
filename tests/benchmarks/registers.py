"""Registers of many cases for the benchmarks: built once by the import, 4,000 cases a month unless said otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from papi_desk.db.database import Database
from papi_desk.services.imports import import_cases
from papi_desk.services.setting_up import set_up

HEADERS = ("Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái",
           "Hình thức nhận")  # fmt: skip
PROCEDURES = ("2.000815",) * 70 + ("2.000884",) * 12 + ("1.001193", "1.004884", "1.004873", "1.000656", "1.000894") * 3
MONTH = timedelta(days=30.44)
PART = 100_000
"""Cases imported in one transaction."""


def plain_rows(cases: int) -> Iterator[tuple[Any, ...]]:
    """Yield a header and cases of four years that were settled within the hour."""
    yield HEADERS[:-1]
    for number in range(cases):
        day = datetime(2020, 1, 1, 9) + timedelta(days=number % 1400)
        done = day + timedelta(hours=1)
        yield (f"T{number:07}", "2.000815", f"Nguyễn Văn Mẫu {number}", day, day, done, "Đã trả kết quả")


def register_of(path: Path, rows: Iterator[tuple[Any, ...]], *, at: datetime) -> int:
    """Lay a register down, import the rows in parts, close it, and return how many cases it holds."""
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.transact(set_up, at=datetime(2003, 1, 3, 8))
    header, count = next(rows), 0
    while part := list(islice(rows, PART)):
        report = database.transact(import_cases, iter([header, *part]), at=at)
        assert report.rejected == ()
        count += report.imported
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return count


def busy_rows(cases: int, last: datetime, *, monthly: int = 4000, seed: int = 1) -> Iterator[tuple[Any, ...]]:
    """Yield a header and cases received evenly up to ``last``: nine in ten settled on the day, a few open for years."""
    chance, step = random.Random(seed), MONTH / monthly
    yield HEADERS
    for number in range(cases):
        received = (last - step * (cases - number)).replace(microsecond=0)
        due = received + timedelta(days=chance.choice((0, 0, 0, 5, 15)))
        took = _how_long(chance)
        finished = None if took is None or received + took > last else received + took
        status = "Đang xử lý" if finished is None else "Đã trả kết quả"
        channel = chance.choice(("Trực tiếp", "Trực tiếp", "Trực tuyến", "Bưu chính công ích"))
        yield (
            f"T{number:07}", chance.choice(PROCEDURES), f"Nguyễn Văn Mẫu {number}", received, due, finished, status,
            channel,
        )  # fmt: skip


def _how_long(chance: random.Random) -> timedelta | None:
    drawn = chance.random()
    if drawn < 0.9:
        return timedelta(minutes=chance.randrange(5, 120))
    if drawn < 0.995:
        return timedelta(days=chance.randrange(1, 45), hours=1)
    return timedelta(days=chance.randrange(60, 2500)) if drawn < 0.9999 else None
