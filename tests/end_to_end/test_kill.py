"""The program killed at random moments: what it said is in the register stays there.

``PAPI_DESK_KILLS`` sets how often it is killed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from papi_desk.db.database import Database
from papi_desk.db.journal import lines_after
from papi_desk.services.case_lists import find_cases
from papi_desk.services.damage import trouble_of
from papi_desk.services.encryption import switch_on
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("PAPI_DESK_KILLS", "20"))
_WORK = """
import os, signal, sys, time
from datetime import datetime
from papi_desk.db.database import Database
from papi_desk.db.journal import lines_after
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case, take_step

def work(url, begun, late):
    database = Database(url)
    database.revision()
    if not late:
        os.write(begun, b".")
    while True:
        new = NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu"))
        code = database.transact(register_case, new, at=datetime(2024, 5, 6, 9)).code
        os.write(1, f"{code} 2\\n".encode())
        os.write(begun, b".")
        database.transact(take_step, code, "finish", at=datetime(2024, 5, 7, 9))
        os.write(1, f"{code} 9\\n".encode())

for number, pause in enumerate(sys.argv[2:]):
    opened, begun = os.pipe()
    desk = os.fork()  # before anything is opened: the child is a program of its own, quickly started
    if not desk:
        work(sys.argv[1], begun, number % 2)
    os.read(opened, 1)  # however busy the machine is, it is killed at work, half of the time after its first case
    time.sleep(float(pause))
    os.kill(desk, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(desk, 0)[1]) == -signal.SIGKILL
    os.close(opened)
    os.close(begun)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its programs by fork")
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_every_case_whose_number_was_printed_survives_a_kill_at_any_moment(sqlite_url: str, *, encrypted: bool) -> None:
    database = Database(sqlite_url)
    database.upgrade()
    database.transact(set_up, at=datetime(2024, 1, 2, 8))
    if encrypted:
        switch_on(database, 150 * 7919, "file", at=datetime(2024, 1, 2, 9))
    database.close()
    chance = random.Random(2024)
    pauses = [f"{chance.uniform(0.02, 0.4):.3f}" for _ in range(KILLS)]
    command = [sys.executable, "-X", "utf8", "-c", _WORK, sqlite_url, *pauses]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60 + KILLS, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said: dict[str, int] = {}
    for line in done.stdout.splitlines():
        code, status = line.split()
        said[code] = int(status)
    there = {line.code: line.status for line in database.read(find_cases, limit=1_000_000, now=datetime(2024, 5, 8))}
    assert len(said) >= KILLS // 2
    assert {code: status for code, status in said.items() if there.get(code, 0) < status} == {}
    assert len(there) - len(said) <= KILLS
    assert database.read(verify) == []
    database.close()
    assert trouble_of(Path(str(database.engine.url.database))) is None
    noted = {line.subject for line in lines_after(Path(str(database.engine.url.database)), 0)}
    assert said.keys() <= noted
