"""Desks on one register hear of each other, lose their server and find it again, and never save twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.models.cases import Case
from papi_desk.db.server_changes import EVERYTHING
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, Registered, register_case
from papi_desk.services.office import set_setting
from papi_desk.services.officers import add_officer
from papi_desk.services.presence import look_at_case, look_away
from papi_desk.services.setting_up import set_up
from tests.postgres import LosesTheAnswer, start_server

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 5, 6, 9)
SOON = 2.0
"""Seconds within which every counter sees what another did."""


class Ears:
    """What a desk was told, as it came."""

    def __init__(self, database: Database) -> None:
        self.heard: list[frozenset[str]] = []
        self.there: list[bool] = []
        self._something = Event()
        database.on_change.append(self._hear)
        database.on_reach.append(self._reach)
        database.listen()

    def _hear(self, tables: frozenset[str]) -> None:
        self.heard.append(tables)
        self._something.set()

    def _reach(self, there: bool) -> None:
        self.there.append(there)
        self._something.set()

    def wait(self, what: str, *, there: bool | None = None, seconds: float = SOON) -> None:
        """Wait until a table was told of, or the server was lost or found."""
        until = monotonic() + seconds
        while not (self.there[-1:] == [there] if there is not None else any(what in told for told in self.heard)):
            assert self._something.wait(max(0.0, until - monotonic())), (what, there, self.heard, self.there)
            self._something.clear()


@pytest.fixture
def two(database_url: str) -> Iterator[tuple[Database, Database]]:
    here, there = Database(database_url), Database(database_url)
    here.upgrade()
    here.transact(set_up, at=NOW)
    yield here, there
    here.close()
    there.close()


def receive(database: Database, number: int = 1) -> Registered:
    return database.transact(register_case, NewCase("1.004884", Person("person", f"Nguyễn Văn Mẫu {number}")), at=NOW)


def cases(database: Database) -> int:
    return database.read(lambda session: session.scalar(select(func.count()).select_from(Case)) or 0)


def test_a_desk_hears_what_another_saved_and_its_own_work_once(two: tuple[Database, Database]) -> None:
    here, there = two
    ears = Ears(here)
    receive(here)
    assert [told for told in ears.heard if "cases" in told] == ears.heard[:1]
    ears.heard.clear()
    there.transact(set_setting, "language", "en", at=NOW)
    ears.wait("settings")
    assert "cases" not in ears.heard[-1]
    receive(there)
    ears.wait("cases")
    receive(there)


@pytest.fixture(scope="module")
def own_server() -> Iterator[object]:
    """Start a PostgreSQL server that the tests here may stop."""
    with tempfile.TemporaryDirectory(prefix="papi-desk-own-") as folder, start_server(Path(folder)) as server:
        yield server


def test_nothing_of_others_is_missed_after_a_commit_that_failed(own_folder: Path) -> None:
    """SQLite may refuse at the very commit, here for a row that names none."""

    def refused_at_the_commit(session: Session) -> None:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text("INSERT INTO party_words (word, case_id) VALUES ('mau', 999999)"))
        set_setting(session, "culture_day", "on", at=NOW)

    own_folder.mkdir(exist_ok=True)
    one, other = Database(sqlite_url(own_folder)), Database(sqlite_url(own_folder))
    one.upgrade()
    one.transact(set_up, at=NOW)
    ears = Ears(one)
    sleep(1.5)  # the watch has looked once
    with pytest.raises(IntegrityError):
        one.transact(refused_at_the_commit)
    other.transact(set_setting, "language", "en", at=NOW)
    ears.wait("settings", seconds=10)
    one.close()
    other.close()


@pytest.mark.postgresql
def test_a_desk_whose_server_stops_says_so_and_returns_by_itself(own_server) -> None:  # type: ignore[no-untyped-def]
    database = Database(own_server.get_uri(driver="psycopg"))
    database.upgrade()
    database.transact(set_up, at=NOW)
    ears = Ears(database)
    receive(database)
    own_server.stop()
    ears.wait("", there=False)
    with pytest.raises(Unavailable) as gone:
        receive(database)
    assert gone.value.kind == "server-gone"
    ears.heard.clear()
    own_server.start()
    ears.wait("", there=True, seconds=10)
    ears.wait("cases")
    assert ears.heard[0] == EVERYTHING
    assert receive(database).code == "MC-240506-0002"
    database.close()


@pytest.mark.postgresql
def test_a_case_is_saved_once_when_the_server_is_lost_while_it_commits(postgresql_url: str) -> None:
    before = Database(postgresql_url)
    before.upgrade()
    before.transact(set_up, at=NOW)
    with LosesTheAnswer(postgresql_url) as proxy:
        database = Database(proxy.url)
        receive(database)
        proxy.lose(1)
        assert receive(database, 2).code == "MC-240506-0002"
        assert proxy.lost == 1
        database.close()
    assert cases(before) == 2
    before.close()


@pytest.mark.postgresql
def test_who_has_a_case_open_is_told_and_forgotten_when_the_desk_dies(postgresql_url: str) -> None:
    here = Database(postgresql_url)
    here.upgrade()
    here.transact(set_up, at=NOW)
    here.transact(add_officer, "Trần Thị Mẫu", "", at=NOW)
    code = receive(here).code
    ears = Ears(here)
    assert here.read(look_at_case, code, at=NOW) == []
    work = (
        "import sys; from datetime import datetime; from papi_desk.db.database import Database;"
        "from papi_desk.services.presence import look_at_case; d = Database(sys.argv[1]); d.listen();"
        f"print(d.read(look_at_case, {code!r}, at=datetime(2024, 5, 6, 9), by='Trần Thị Mẫu'), flush=True);"
        "sys.stdin.read()"
    )
    command = [sys.executable, "-X", "utf8", "-c", work, postgresql_url]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "['Cán bộ tiếp nhận']\n"
        ears.wait("presence")
        assert here.read(look_at_case, code, at=NOW) == ["Trần Thị Mẫu"]
        other.send_signal(signal.SIGKILL)
    until = monotonic() + SOON
    while here.read(look_at_case, code, at=NOW) and monotonic() < until:
        Event().wait(0.05)
    assert here.read(look_at_case, code, at=NOW) == []
    here.read(look_away)
    here.close()
