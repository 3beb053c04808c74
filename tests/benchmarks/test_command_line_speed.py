"""A due date from the command line, a whole process, against Python importing the ORM alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, MOST = 9, 2.0
DUE = [sys.executable, "-m", "papi_desk", "due", "--at", "2024-05-06T09:00", "--json"]
ASKED = {"by limit": ["--limit", "5", "--unit", "working-days"], "by procedure": ["--procedure", "1.004884"]}


def processor_seconds(command: list[str]) -> float:
    """Run a program, bytecode cached, and return the processor time it took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


@pytest.mark.parametrize("asked", ASKED)
def test_a_due_date_on_the_command_line_costs_at_most_two_imports_of_the_orm(
    benchmark: BenchmarkFixture, asked: str
) -> None:
    ways = {"due": [*DUE, *ASKED[asked]], "import": [sys.executable, "-c", "import sqlalchemy.orm"]}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(-1, ROUNDS):  # the first turn lays the register down and caches bytecode
        for name, command in ways.items():
            spent = processor_seconds(command)
            if turn >= 0:
                times[name].append(spent)
    benchmark.pedantic(lambda: processor_seconds(ways["due"]), rounds=3)
    ratio = median(times["due"]) / median(times["import"])
    benchmark.extra_info["to the import"] = ratio
    print(f"\ndue {asked}: {median(times['due']):.2f} s of processor, ×{ratio:.2f} importing sqlalchemy.orm")
    assert ratio <= MOST
