"""Receiving a case against the barest session that writes the same rows, and against hand-written SQL.

All three write the same rows, each case in a transaction of its own, with the same durability, into files
that hold PAPI_DESK_BENCHMARK_CASES cases (20,000 unless said otherwise) before. The three take turns, so a
busy machine slows all of them; their medians are compared.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import inspect, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry, AuditHead
from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, CaseDocument, CaseEvent, Party
from papi_desk.db.models.every import Base
from papi_desk.db.models.money import Charge
from papi_desk.db.models.offices import Counter
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from tests.benchmarks.registers import plain_rows, register_of

CASES = int(os.environ.get("PAPI_DESK_BENCHMARK_CASES", "20000"))
ROUNDS = 300
MOST = 1.7
"""Times the barest session's own time that the service may take: it also seals every row, asks who may do it, proves
that the certification book is open, and writes its line into the journal."""
AT = datetime(2024, 5, 6, 9)
OWNER = Person("person", "Nguyễn Văn Mẫu", id_number="034083001234", phone="0912345678", address="Thôn Mẫu")
NEW = {
    "a certification": NewCase("2.000815", OWNER, quantities={"pages": 5, "copies": 2}),
    "a birth with its papers": NewCase("1.004884", OWNER, all_documents=True),
}
PARTS = (Party, CaseDocument, CaseEvent, Charge, BookEntry)


@pytest.fixture(scope="module")
def big_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the closed file of a register with many cases."""
    path = tmp_path_factory.mktemp("big") / "register.db"
    assert register_of(path, plain_rows(CASES), at=datetime(2024, 1, 2, 8)) == CASES
    return path


def values(row: Base) -> dict[str, Any]:
    """Return a row's columns but its own key."""
    return {column.key: getattr(row, column.key) for column in inspect(row).mapper.column_attrs if column.key != "id"}


class Sample:
    """The rows that the service wrote for one case, to be written again under other numbers."""

    def __init__(self, session: Session, code: str) -> None:
        case = session.scalars(select(Case).where(Case.code == code)).one()
        self.case = values(case)
        self.parts = [
            (kind, values(row))
            for kind in PARTS
            for row in session.scalars(select(kind).where(kind.case_id == case.id))
        ]
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert entry is not None
        self.entry, self.sequence = values(entry), entry.sequence
        self.counter = f"case/{case.series}"
        self.books = [f"book/{row['book']}/{row['year']}" for kind, row in self.parts if kind is BookEntry]

    def numbered(self, number: int) -> dict[str, Any]:
        return {**self.case, "number": number, "code": f"{self.case['series']}-{number:04}"}

    def parts_of(self, case_id: int | None, number: int) -> list[dict[str, Any]]:
        """Return what belongs to a case; its line in a book takes the number of the case."""
        own = {"case_id": case_id}
        return [{**row, **own, **({"number": number} if kind is BookEntry else {})} for kind, row in self.parts]


def with_the_barest_session(database: Database, sample: Sample) -> Callable[[], None]:
    """Return a way to write the sample again with models and one session, nothing looked up but what must grow."""

    def write() -> None:
        with Session(database.engine) as session:
            counter, head = session.get_one(Counter, sample.counter), session.get_one(AuditHead, 1)
            for one in (counter, *(session.get_one(Counter, name) for name in sample.books)):
                one.value += 1
            head.sequence += 1
            case = Case(**sample.numbered(counter.value))
            session.add(case)
            session.flush()
            parts = zip(sample.parts, sample.parts_of(case.id, counter.value), strict=True)
            session.add_all([kind(**row) for (kind, _), row in parts])
            session.add(AuditEntry(**{**sample.entry, "sequence": head.sequence}))
            session.commit()

    return write


def with_sql_by_hand(path: Path, sample: Sample) -> tuple[Callable[[], None], sqlite3.Connection]:
    """Return a way to write the sample again with prepared SQL."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")
    numbers = count(sample.case["number"] + 1)
    case, parts, entry = _prepared(sample)

    def write() -> None:
        number = next(numbers)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE counters SET value = ? WHERE name = ?", (number, sample.counter))
        row = {**case[1], "number": number, "code": f"{sample.case['series']}-{number:04}"}
        key = connection.execute(case[0], row).lastrowid
        for name in sample.books:
            connection.execute("UPDATE counters SET value = value + 1 WHERE name = ?", (name,))
        for statement, part in parts:
            connection.execute(statement, {**part, "case_id": key, "number": number})
        (sequence,) = connection.execute("SELECT sequence + 1 FROM audit_head").fetchone()
        connection.execute(entry[0], {**entry[1], "sequence": sequence})
        connection.execute("UPDATE audit_head SET sequence = ?", (sequence,))
        connection.execute("COMMIT")

    return write, connection


Prepared = tuple[str, dict[str, Any]]


def _prepared(sample: Sample) -> tuple[Prepared, list[Prepared], Prepared]:
    dialect = sqlite.dialect()

    def one(kind: type[Base], row: dict[str, Any]) -> Prepared:
        table = kind.__table__
        plain = {}
        for name, value in row.items():
            turn = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
            plain[name] = turn(value) if turn else value
        names = list(row)
        return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES (:{', :'.join(names)})", plain

    parts = [one(kind, row) for kind, row in sample.parts]
    return one(Case, sample.case), parts, one(AuditEntry, sample.entry)


@pytest.mark.parametrize("kind", NEW)
def test_receiving_a_case_costs_little_more_than_the_barest_session(
    benchmark: BenchmarkFixture, big_register: Path, tmp_path: Path, kind: str
) -> None:
    new = NEW[kind]
    service = Database(f"sqlite:///{shutil.copy(big_register, tmp_path / 'service.db')}")
    sample = service.read(Sample, service.transact(register_case, new, at=AT).code)
    service.close()
    bare = Database(f"sqlite:///{shutil.copy(tmp_path / 'service.db', tmp_path / 'bare.db')}")
    shutil.copy(tmp_path / "service.db", tmp_path / "hand.db")
    by_hand, connection = with_sql_by_hand(tmp_path / "hand.db", sample)
    ways: dict[str, Callable[[], object]] = {
        "service": lambda: service.transact(register_case, new, at=AT),
        "bare": with_the_barest_session(bare, sample),
        "by hand": by_hand,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(-20, ROUNDS):
        for name, write in ways.items():
            start = perf_counter()
            write()
            if turn >= 0:
                times[name].append(perf_counter() - start)
    benchmark.pedantic(ways["service"], rounds=50)
    service.close()
    bare.close()
    connection.close()
    spent = {name: median(all_times) for name, all_times in times.items()}
    ratio, to_hand = spent["service"] / spent["bare"], spent["service"] / spent["by hand"]
    benchmark.extra_info |= {"cases": CASES, "to the barest session": ratio, "to SQL by hand": to_hand}
    words = ", ".join(f"{name} {1e3 * seconds:.2f} ms" for name, seconds in spent.items())
    print(f"\n{kind} on {CASES:,} cases: {words}; ×{ratio:.2f} the barest session, ×{to_hand:.2f} SQL by hand")
    assert ratio <= MOST
