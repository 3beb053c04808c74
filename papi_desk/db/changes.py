"""What other desks change, told within two seconds: seen in the file, or heard from the server.

Each use case leaves word of the tables it touched inside its own transaction, so nobody hears of what was not
committed. On SQLite the word is a counter a table, looked for once a second where the file has changed at all; on
PostgreSQL it is a NOTIFY, and the connection that listens also tells that the server is gone and that it is back.
"""

from __future__ import annotations

import secrets
import selectors
import socket
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Any, Final, Protocol

import psycopg
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from papi_desk.db.models import Base

Tell = Callable[[frozenset[str]], None]
PRESENCE: Final = "presence"
"""Told as if it were a table: somebody opened or left a case."""
EVERYTHING: Final = frozenset({*Base.metadata.tables, PRESENCE})
EVERY_S: Final = 1.0
BEAT_S: Final = 5.0
"""After so much silence the server is asked whether it is still there."""
_OWN: Final = frozenset({"drafts"})
"""What each counter keeps for itself."""
_CHANNEL: Final = "papi_desk"


class Changes(Protocol):
    """How desks on one register hear of each other."""

    def leave_word(self, session: Session, tables: Collection[str]) -> str | None:
        """Leave word of touched tables in this transaction; return the name that a server knows it by."""

    def listen(self, tell: Tell, reach: Callable[[bool], None]) -> None:
        """Tell what others change from now on, and whenever the server is lost or found again."""

    def hold(self, key: int | None) -> None:
        """Hold one mark for as long as this desk lives, in place of the one before."""

    def held(self, session: Session, first: int, last: int) -> list[int]:
        """Return the marks between two that other desks hold."""

    def close(self) -> None:
        """Listen no longer."""


class FileChanges:
    """Desks on one SQLite file: other programs of this computer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stop = Event()
        self._lock = Lock()
        self._own: Counter[str] = Counter()
        self._watch: Thread | None = None

    def leave_word(self, session: Session, tables: Collection[str]) -> str | None:
        """Count one up for each table."""
        names = sorted(set(tables) - _OWN)
        if names:
            session.execute(_COUNT_UP, [{"name": f"changed/{name}"} for name in names])
            self._add(names, 1)
            event.listen(session, "after_rollback", lambda _session: self._add(names, -1), once=True)
        return None

    def listen(self, tell: Tell, reach: Callable[[bool], None]) -> None:
        """Look for the counters of others once a second."""
        del reach
        self._watch = Thread(target=self._look, args=(tell,), name="desk-changes", daemon=True)
        self._watch.start()

    def hold(self, key: int | None) -> None:
        """Hold nothing: a file has one window."""

    def held(self, session: Session, first: int, last: int) -> list[int]:
        """Return nothing: a file has one window."""
        del session, first, last
        return []

    def close(self) -> None:
        """Look no longer."""
        self._stop.set()
        if self._watch is not None:
            self._watch.join()

    def _add(self, names: Collection[str], count: int) -> None:
        with self._lock:
            for name in names:
                self._own[name] += count

    def _look(self, tell: Tell) -> None:
        version, known = None, None
        with self._engine.connect().execution_options(read_only=True) as connection:
            while True:
                with suppress(DBAPIError):
                    now = connection.scalar(text("PRAGMA data_version"))
                    if now != version:
                        version, known = now, self._compare(connection, known, tell)
                    connection.rollback()
                if self._stop.wait(EVERY_S):
                    return

    def _compare(self, connection: Connection, known: Counter[str] | None, tell: Tell) -> Counter[str]:
        """Tell what was counted beyond this program's own; return what is known now."""
        counted = Counter({name.removeprefix("changed/"): value for name, value in connection.execute(_COUNTED)})
        with self._lock:
            counted.subtract(self._own)
        if known is not None and (others := {name for name, value in counted.items() if value > known[name]}):
            tell(frozenset(others))
        return counted


_COUNT_UP = text(
    "INSERT INTO counters (name, value) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1"
)
_COUNTED = text("SELECT name, value FROM counters WHERE name LIKE 'changed/%'")


class ServerChanges:
    """Desks on one PostgreSQL server: a connection of its own listens, and holds the desk's mark as a lock.

    The mark is a shared advisory lock, so it is gone the moment the desk is: nothing to write, nothing to clean up.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._token = secrets.token_hex(8)
        self._stop = Event()
        self._wake: socket.socket | None = None
        self._pid = 0
        self._wanted: int | None = None
        self._done = Event()
        self._watch: Thread | None = None

    def leave_word(self, session: Session, tables: Collection[str]) -> str | None:
        """Notify of the tables at the commit; return the transaction's number, by which the server knows it again."""
        names = " ".join(sorted(set(tables) - _OWN))
        if not names:
            return None
        told = session.execute(_NOTIFY, {"channel": _CHANNEL, "word": f"{self._token} {names}"}).one()
        return str(told[1])

    def listen(self, tell: Tell, reach: Callable[[bool], None]) -> None:
        """Hear what others notify of."""
        self._wake, woken = socket.socketpair()
        self._watch = Thread(target=self._hear, args=(woken, tell, reach), name="desk-changes", daemon=True)
        self._watch.start()

    def hold(self, key: int | None) -> None:
        """Hold one mark; the others are told, and the lock stands when this returns, if the server is there."""
        self._wanted = key
        if self._wake is not None:
            self._done.clear()
            self._wake.send(b"!")
            self._done.wait(EVERY_S)

    def held(self, session: Session, first: int, last: int) -> list[int]:
        """Return the marks between two that other desks hold."""
        return list(session.scalars(_HELD, {"first": first, "last": last, "pid": self._pid}))

    def close(self) -> None:
        """Listen no longer; the mark is gone."""
        self._stop.set()
        if self._wake is not None and self._watch is not None:
            with suppress(OSError):  # it had stopped already
                self._wake.send(b"!")
            self._watch.join()
            self._wake.close()
            self._wake = None

    def _hear(self, woken: socket.socket, tell: Tell, reach: Callable[[bool], None]) -> None:
        there: bool | None = None
        while not self._stop.is_set():
            with suppress(psycopg.Error, OSError), self._connected() as connection:
                if there is False:
                    reach(True)
                    tell(EVERYTHING)
                there = True
                self._hear_on(connection, woken, tell)
            if not self._stop.is_set() and there is not False:
                there = False
                reach(False)
            self._stop.wait(EVERY_S)
        woken.close()

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        with psycopg.connect(*arguments, **{**SERVER_OPTIONS, **options}, autocommit=True) as connection:
            connection.execute("LISTEN papi_desk")
            self._pid = connection.info.backend_pid
            yield connection

    def _hear_on(self, connection: psycopg.Connection[Any], woken: socket.socket, tell: Tell) -> None:
        held: int | None = None
        with selectors.DefaultSelector() as both:
            both.register(connection.fileno(), selectors.EVENT_READ)
            both.register(woken, selectors.EVENT_READ)
            while not self._stop.is_set():
                if held != self._wanted:
                    held = self._change_mark(connection, held)
                self._done.set()
                heard = [notify.payload.split() for notify in connection.notifies(timeout=0)]
                names = {name for token, *names in heard if token != self._token for name in names}
                if names:
                    tell(frozenset(names))
                ready = [key.fileobj for key, _ in both.select(BEAT_S)]
                if woken in ready:
                    woken.recv(64)
                if not ready:
                    connection.execute("SELECT 1")

    def _change_mark(self, connection: psycopg.Connection[Any], held: int | None) -> int | None:
        wanted = self._wanted
        if held is not None:
            connection.execute("SELECT pg_advisory_unlock_shared(%s)", (held,))
        if wanted is not None:
            connection.execute("SELECT pg_try_advisory_lock_shared(%s)", (wanted,))
        connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, f"{self._token} {PRESENCE}"))
        return wanted


SERVER_OPTIONS: Final = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
"""A server that does not answer is given up after seconds, not hours."""
_NOTIFY = text("SELECT pg_notify(:channel, :word), pg_current_xact_id()::text")
_HELD = text(
    "SELECT mark FROM (SELECT (classid::bigint << 32) | objid::bigint AS mark FROM pg_locks "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> :pid AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())) AS marks "
    "WHERE mark BETWEEN :first AND :last ORDER BY mark"
)


def changes_of(engine: Engine) -> Changes:
    """Return how desks on this register hear of each other."""
    return FileChanges(engine) if engine.dialect.name == "sqlite" else ServerChanges(engine)
