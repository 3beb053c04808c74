"""Twenty counters receive cases on one PostgreSQL server at the same time, against psycopg alone doing the same.

The server writes to disk as an office's does (fsync). The register holds PAPI_DESK_BENCHMARK_CASES cases before (20,000
unless said otherwise), moved there from a file. The two ways take turns, so a busy machine slows both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

import psycopg
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import make_url, select, text

from papi_desk.db.database import Database
from papi_desk.db.models.cases import Case
from papi_desk.services.cases import register_case
from papi_desk.services.shared_register import move_to_server, prepare_server
from papi_desk.services.upkeep import verify
from tests.benchmarks.counter import KIND
from tests.benchmarks.registers import plain_rows, register_of
from tests.benchmarks.test_register_speed import AT, CASES, NEW
from tests.postgres import start_server

COUNTERS = int(os.environ.get("PAPI_DESK_BENCHMARK_COUNTERS", "20"))
SECONDS = 8
PACE = 2.0
"""Seconds from one case to the next at a counter that is busier than any in an office."""
MOST = 6.0
"""Times as many may psycopg alone write: the rules, the numbers, the seals and the chain are worked out in Python."""
ROOT = Path(__file__).resolve().parents[2]


class Server(NamedTuple):
    """Two databases with the same cases: one for the program, one for psycopg alone."""

    service: str
    bare: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that writes to disk, and move a register of many cases there."""
    path = tmp_path_factory.mktemp("busy") / "papi-desk.db"
    register_of(path, plain_rows(CASES), at=datetime(2024, 1, 2, 8))
    with tempfile.TemporaryDirectory(prefix="papi-desk-20-") as folder, start_server(Path(folder)) as started:
        with psycopg.connect(started.get_uri(), autocommit=True) as admin:
            for setting in ("fsync", "full_page_writes"):
                admin.execute(f"ALTER SYSTEM SET {setting} = on")
            admin.execute("SELECT pg_reload_conf()")
        prepared = prepare_server(started.get_uri(), at=AT, name="busy", local=True)
        here, there = Database(f"sqlite:///{path}"), Database(prepared.owner)
        begun = perf_counter()
        moved = move_to_server(here, there, at=AT)
        took = perf_counter() - begun
        with there.opened() as connection:
            size = connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
        each = f"{moved.rows / CASES:.1f} rows and {size / CASES / 1024:.1f} KB each"
        print(f"\n{CASES:,} cases, {each}, moved and proved equal in {took:.0f} s")
        there.transact(register_case, NEW[KIND], at=AT)
        here.close()
        there.close()
        with psycopg.connect(started.get_uri(), autocommit=True) as admin:
            admin.execute("CREATE DATABASE bare TEMPLATE busy")
        bare = make_url(started.get_uri(database="bare", driver="psycopg"))
        yield Server(prepared.desk, bare.render_as_string(hide_password=False))


class Counters:
    """Many counters, each a process of its own."""

    def __init__(self, server: Server, stack: ExitStack) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.counter", *server]
        self._all = [
            stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            )
            for _ in range(COUNTERS)
        ]
        assert [counter.stdout and counter.stdout.readline() for counter in self._all] == ["ready\n"] * COUNTERS

    def receive(self, way: str, pace: float = 0.0) -> list[tuple[float, float, str]]:
        """Let all receive at once; return when each case was begun, how long it took, and its number."""
        for counter in self._all:
            assert counter.stdin is not None
            counter.stdin.write(f"{way} {SECONDS} {pace}\n")
            counter.stdin.flush()
        return [one for counter in self._all if counter.stdout for one in json.loads(counter.stdout.readline())]


def a_second(cases: list[tuple[float, float, str]]) -> float:
    """Return how many were received each second."""
    ends = [begun + took for begun, took, _ in cases]
    return len(cases) / (max(ends) - min(begun for begun, _, _ in cases))


def worst(cases: list[tuple[float, float, str]]) -> tuple[float, float]:
    """Return the median and the 99th percentile, in ms."""
    cuts = quantiles([1e3 * took for _, took, _ in cases], n=100)
    return cuts[49], cuts[98]


@pytest.mark.postgresql
def test_twenty_counters_receive_cases_without_a_gap_or_a_double(benchmark: BenchmarkFixture, server: Server) -> None:
    service, bare = [], []
    with ExitStack() as stack:
        counters = Counters(server, stack)
        for _ in range(2):
            service.append(counters.receive("service"))
            bare.append(counters.receive("bare"))
        paced = counters.receive("service", PACE)
    ratio = max(map(a_second, bare)) / max(map(a_second, service))
    for name, cases in (("the program", service[-1]), ("psycopg alone", bare[-1]), ("at a pace", paced)):
        median, p99 = worst(cases)
        print(f"{COUNTERS} counters, {name}: {a_second(cases):.0f} a second, median {median:.0f} ms, p99 {p99:.0f} ms")
    print(f"psycopg alone writes ×{ratio:.2f} as many")
    benchmark.extra_info["psycopg to the program"] = round(ratio, 2)
    codes = [code for cases in (*service, paced) for _, _, code in cases]
    register = Database(server.service)
    numbers = register.read(
        lambda session: session.scalars(select(Case.number).where(Case.series == "MC-240506")).all()
    )
    assert len(set(codes)) == len(codes) == len(numbers) - 1
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert benchmark.pedantic(register.read, (verify,), rounds=1) == []
    register.close()
    assert ratio <= MOST
