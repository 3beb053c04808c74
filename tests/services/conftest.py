"""A set-up register on a real SQLite file, made once and copied for each test, and a desk working on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.people import Person
from papi_desk.domain.records import Record
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.cases import NewCase, Registered, StepDetails, StepTaken, register_case, take_step
from papi_desk.services.deeds import guarded
from papi_desk.services.office import set_setting
from papi_desk.services.setting_up import set_up

OWNER = Person("person", "Nguyễn Văn Mẫu", phone="0912345678", address="Thôn Mẫu")
LAID_DOWN = datetime(2023, 1, 3, 8)


@pytest.fixture(scope="session")
def fresh_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a register just laid down, closed; do not write to it."""
    folder = tmp_path_factory.mktemp("fresh")
    database = Database(sqlite_url(folder))
    database.upgrade()
    database.transact(set_up, at=LAID_DOWN)
    database.transact(set_setting, "late_apology", "proposed", at=LAID_DOWN)  # most tests settle late cases by the way
    database.close()
    return folder / "papi-desk.db"


@pytest.fixture
def database(fresh_register: Path, own_folder: Path) -> Iterator[Database]:
    """Open a register of this test, set up with the packaged catalogue."""
    own_folder.mkdir(exist_ok=True)
    shutil.copy(fresh_register, own_folder / "papi-desk.db")
    opened = guarded(Database(sqlite_url(own_folder)))
    yield opened
    opened.close()


def moment(text: str) -> datetime:
    """Read «2024-05-06 09:00»."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


class Desk(Record):
    """The desk at work: each method is one use case, moments written as «2024-05-06 09:00»."""

    database: Database

    def receive(self, procedure: str, at: str, *, recorded: str = "", by: str | None = None, **new: Any) -> Registered:
        """Receive a case; its owner is a sample name unless given."""
        wanted = NewCase(procedure, **{"owner": OWNER, **new})
        return self.database.transact(
            register_case, wanted, at=moment(at), by=by, recorded_at=moment(recorded) if recorded else None
        )

    def step(
        self, case: Registered, action: str, at: str, *, recorded: str = "", due: str = "", **details: Any
    ) -> StepTaken:
        """Take a step."""
        ask = StepDetails(**details, new_due=moment(due) if due else None)
        later = moment(recorded) if recorded else None
        return self.database.transact(take_step, case.code, action, at=moment(at), ask=ask, recorded_at=later)

    def file(self, case: Registered) -> CaseFile:
        """Read everything on a case."""
        return self.file_of(case.code)

    def file_of(self, code: str) -> CaseFile:
        """Read everything on the case of this number."""
        return self.database.read(case_file, code)

    def choose(self, settings: Mapping[str, str]) -> None:
        """Choose settings of the office."""
        for name, value in settings.items():
            self.database.transact(set_setting, name, value, at=LAID_DOWN)


@pytest.fixture
def desk(database: Database) -> Desk:
    """Return a desk working on the register of this test."""
    return Desk(database)
