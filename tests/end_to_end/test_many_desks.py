"""Sixteen programs at work on one register at the same moment."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from papi_desk.db.database import Database
from papi_desk.services.case_lists import find_cases
from papi_desk.services.officers import officers_at
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

ROOT = Path(__file__).resolve().parents[2]
DESKS, CASES = 16, 5
_LAY_DOWN = """
database.upgrade()
database.transact(set_up, at=datetime(2024, 1, 2, 8))
"""
_WORK = """
import sys
from datetime import datetime
from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.setting_up import set_up
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
{first}
for number in range({cases}):
    new = NewCase("1.004884", Person("person", f"Nguyễn Văn Mẫu {{number}}"))
    print(database.transact(register_case, new, at=datetime(2024, 5, 6, 9)).code, flush=True)
database.close()
"""


def codes_of_desks_working_at_once(url: str, first: str = "") -> list[str]:
    """Start the programs, let them all go at the same moment, and return what they printed."""
    work = _WORK.format(first=first, cases=CASES)
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", work, url]
    desks = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(DESKS)
    ]
    try:
        for desk in desks:
            assert desk.stdout is not None
            assert desk.stdin is not None
            assert desk.stdout.readline() == "ready\n", desk.communicate()[1]
        for desk in desks:
            assert desk.stdin is not None
            desk.stdin.write("go\n")
            desk.stdin.flush()
        answers = [desk.communicate(timeout=120) for desk in desks]
    finally:
        for desk in desks:
            desk.kill()
            desk.wait()
    assert [error for _, error in answers if error] == []
    return [code for said, _ in answers for code in said.split()]


def assert_every_case_is_there_once(url: str, codes: list[str]) -> None:
    expected = [f"MC-240506-{number:04}" for number in range(1, DESKS * CASES + 1)]
    database = Database(url)
    assert sorted(codes) == expected
    assert sorted(line.code for line in database.read(find_cases, now=datetime(2024, 5, 6, 10))) == expected
    assert database.read(verify) == []
    database.close()


def test_sixteen_desks_register_at_once_without_error_duplicate_or_gap(database_url: str) -> None:
    database = Database(database_url)
    database.upgrade()
    database.transact(set_up, at=datetime(2024, 1, 2, 8))
    database.close()
    assert_every_case_is_there_once(database_url, codes_of_desks_working_at_once(database_url))


def test_sixteen_desks_opened_at_once_lay_down_one_register(database_url: str) -> None:
    assert_every_case_is_there_once(database_url, codes_of_desks_working_at_once(database_url, _LAY_DOWN))
    database = Database(database_url)
    assert len(database.read(officers_at, on=date(2024, 5, 6))) == 1
    database.close()
