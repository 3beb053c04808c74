"""One counter of many, a process of its own: told over its standard input how to receive cases, and for how long.

Run as ``python -m tests.benchmarks.counter SERVICE-URL BARE-URL``; each line «way seconds pace» is answered in JSON:
when each case was begun, how long it took, and which number it got.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from time import perf_counter, sleep, time
from typing import Any

import psycopg
from sqlalchemy import insert, make_url

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.models.every import Base
from papi_desk.services.cases import register_case
from tests.benchmarks.test_register_speed import AT, NEW, Sample

KIND = "a birth with its papers"
Way = Callable[[], str]
Prepared = tuple[str, dict[str, Any]]


def with_the_service(database: Database) -> Way:
    """Receive a case as the program does."""
    return lambda: database.transact(register_case, NEW[KIND], at=AT).code


def with_bare_psycopg(database: Database, sample: Sample) -> Way:
    """Write the rows of a case again with SQL by hand, over a connection of psycopg alone."""
    words = make_url(database.engine.url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(words, prepare_threshold=0)
    case, entry = _prepared(database, Case, sample.case), _prepared(database, AuditEntry, sample.entry)
    parts = [_prepared(database, kind, row) for kind, row in sample.parts]
    number_of = "UPDATE counters SET value = value + 1 WHERE name = %s RETURNING value"
    head_of = "UPDATE audit_head SET sequence = sequence + 1 RETURNING sequence"

    def write() -> str:
        with connection.transaction():
            (number,) = connection.execute(number_of, (sample.counter,)).fetchone() or (0,)
            code = f"{sample.case['series']}-{number:04}"
            row = {**case[1], "number": number, "code": code}
            (key,) = connection.execute(f"{case[0]} RETURNING id", row).fetchone() or (0,)
            for statement, part in parts:
                connection.execute(statement, {**part, "case_id": key})
            (sequence,) = connection.execute(head_of).fetchone() or (0,)
            connection.execute(entry[0], {**entry[1], "sequence": sequence})
        return code

    return write


def _prepared(database: Database, kind: type[Base], row: dict[str, Any]) -> Prepared:
    """Return the statement and the values that SQLAlchemy would send."""
    dialect = database.engine.dialect
    made = insert(kind.__table__).values(row).compile(dialect=dialect)  # type: ignore[arg-type]
    turns = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in made.binds.items()}
    return str(made).partition(" RETURNING")[0], {
        name: turns[name](value) if turns.get(name) else value for name, value in made.params.items()
    }


def main(service: str, bare: str) -> None:
    """Do what is asked, line by line."""
    here, there = Database(service), Database(bare)
    last = "MC-240506-0001"
    ways = {"service": with_the_service(here), "bare": with_bare_psycopg(there, there.read(Sample, last))}
    print("ready", flush=True)
    for line in sys.stdin:
        way, seconds, pace = line.split()
        print(json.dumps(_received(ways[way], time() + float(seconds), float(pace))), flush=True)


def _received(way: Way, until: float, pace: float) -> list[tuple[float, float, str]]:
    done = []
    sleep(random.random() * pace)  # counters do not receive in step
    while time() < until:
        begun, start = time(), perf_counter()
        code = way()
        done.append((begun, perf_counter() - start, code))
        sleep(max(0.0, pace - (perf_counter() - start)))
    return done


if __name__ == "__main__":
    main(*sys.argv[1:])
