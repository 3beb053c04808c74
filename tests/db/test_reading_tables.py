"""The tables are read when they are first asked for, while other threads go on asking the register."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from papi_desk.db.database import Database

READ = """
import sys
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase
from papi_desk.db.database import Database
from papi_desk.db.models.offices import Setting
database = Database(sys.argv[1])
asked = []

make = DeclarativeBase.__init_subclass__.__func__

def ask_when_made(made, **how):
    make(made, **how)
    if "__tablename__" in vars(made):
        asked.append(made.__name__)
        Setting(name="asked", value="")  # makes every class of its registry ready

DeclarativeBase.__init_subclass__ = classmethod(ask_when_made)
import papi_desk.db.models.every
from papi_desk.db.models.cases import Case, Party
assert {"Case", "Party", "Procedure", "AuditEntry"} <= set(asked), asked
database.read(lambda session: session.scalars(select(Case).join(Case.parties)).all())
"""


def test_a_query_between_two_tables_of_a_case_meets_no_half_of_them(tmp_path: Path) -> None:
    """The worst moment: after each class that is made known, as another thread may."""
    url = f"sqlite:///{tmp_path / 'papi-desk.db'}"
    database = Database(url)
    database.upgrade()
    database.close()
    done = subprocess.run([sys.executable, "-c", READ, url], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
