"""A proved copy of the register, plain and encrypted, against copying its file to the disk, as ratios in one run.

The register holds PAPI_DESK_BENCHMARK_CASES cases (20,000 unless said otherwise; a million takes minutes to lay down,
and is kept between runs where PAPI_DESK_BENCHMARK_REGISTER names a folder).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from papi_desk.db import files
from papi_desk.db.database import Database
from papi_desk.domain.recovery_key import cipher_key
from papi_desk.services.copies import make_copy, prove
from papi_desk.services.encryption import switch_on
from tests.benchmarks.registers import plain_rows, register_of

CASES = int(os.environ.get("PAPI_DESK_BENCHMARK_CASES", "20000"))
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B
NOW = datetime(2024, 4, 2, 8)
MOST = 60
"""Times a bare copy of the file that the copy and all its proofs may take: each row of the chain is hashed again."""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the closed file of a register; kept where the environment says."""
    kept = os.environ.get("PAPI_DESK_BENCHMARK_REGISTER")
    path = (Path(kept) if kept else tmp_path_factory.mktemp("register")) / f"plain-{CASES}.db"
    if not path.exists():
        assert register_of(path, plain_rows(CASES), at=datetime(2024, 1, 2, 8)) == CASES
    return path


def _took(work: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _copied(source: Path, target: Path) -> None:
    with source.open("rb") as live, target.open("wb") as copy:
        shutil.copyfileobj(live, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "encrypted"])
def test_a_proved_copy_takes_some_times_a_bare_one(
    benchmark: BenchmarkFixture, register: Path, tmp_path: Path, secret: int | None
) -> None:
    source, key = Path(shutil.copy(register, tmp_path / "papi-desk.db")), None
    if secret is not None:
        database = Database(f"sqlite:///{source}")
        switch_on(database, secret, "file", at=NOW)
        database.close()
        key = cipher_key(secret)
    rounds = 3 if CASES <= 100_000 else 1
    bare = _took(lambda: _copied(source, tmp_path / "bare.db"), 3)
    whole = _took(lambda: make_copy(source, tmp_path / "copy.db", key), rounds)
    proof = _took(lambda: prove(tmp_path / "copy.db", key), rounds)
    seal = _took(lambda: files.digest(source), rounds)
    benchmark.pedantic(lambda: files.digest(source), rounds=1)
    benchmark.extra_info |= {"cases": CASES, "to copying the file": whole / bare, "proof": proof / bare}
    size = source.stat().st_size / 1e6
    print(
        f"\n{CASES:,} cases, {size:.0f} MB, {'encrypted' if key else 'plain'}: bare copy {bare:.2f} s, proved copy"
        f" {whole:.2f} s (×{whole / bare:.1f}), of it proof {proof:.2f} s; hash of the file at start {seal:.2f} s"
    )
    assert whole / bare <= MOST
