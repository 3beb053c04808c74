"""What this program holds of a register's file stays held: other programs come and go while it works."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.files import side
from papi_desk.db.keys import SIDE, named_key
from papi_desk.db.notes import Note, note

LOOK_AND_LEAVE = """
import sqlite3, sys
one = sqlite3.connect(sys.argv[1])
print(one.execute("SELECT count(*) FROM audit_log").fetchone()[0])
one.close()
"""


@pytest.mark.parametrize("noted", [False, True])
def test_another_program_that_leaves_takes_no_journal_from_under_this_one(own_folder: Path, noted: bool) -> None:
    """On Linux a program that opens a file and closes it again loses every lock that it has on it."""
    own_folder.mkdir(exist_ok=True)
    path = own_folder / "papi-desk.db"
    database = Database(sqlite_url(own_folder))
    database.upgrade()
    if noted:  # as it is left when switching the encryption is cut off
        database.engine.dispose()
        side(path, SIDE).write_text('name = "x"\nstore = "file"\n', encoding="utf-8")
        database.reopen()
    with database.opened(read_only=True), database.opened(read_only=True):
        pass  # two connections, both kept

    def looked_at() -> int:
        words = [sys.executable, "-c", LOOK_AND_LEAVE, str(path)]
        return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)

    before = looked_at()
    assert named_key(path) is None
    looked_at()
    assert side(path, "-wal").exists()
    database.transact(lambda session: note(session, Note(datetime(2024, 5, 6), "", "init", "x", {})))
    assert looked_at() == before + 1
    database.close()
