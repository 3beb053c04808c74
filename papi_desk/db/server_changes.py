"""What other desks change, heard from a PostgreSQL server, and whether it is there at all."""

from __future__ import annotations

import secrets
import selectors
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any, Final

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from papi_desk.db.changes import EVERY_S, OWN, PRESENCE, SERVER_OPTIONS, Tell
from papi_desk.db.models.every import Base

BEAT_S: Final = 5.0
"""After so much silence the server is asked whether it is still there."""
EVERYTHING: Final = frozenset({*Base.metadata.tables, PRESENCE})
"""Told when the server is found again: what was missed meanwhile is not known."""
_CHANNEL: Final = "papi_desk"
_NOTIFY = text("SELECT pg_notify(:channel, :word), pg_current_xact_id()::text")
_HELD = text(
    "SELECT mark FROM (SELECT (classid::bigint << 32) | objid::bigint AS mark FROM pg_locks "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pid <> :pid AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())) AS marks "
    "WHERE mark BETWEEN :first AND :last ORDER BY mark"
)


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
        names = " ".join(sorted(set(tables) - OWN))
        if not names:
            return None
        told = session.execute(_NOTIFY, {"channel": _CHANNEL, "word": f"{self._token} {names}"}).one()
        return str(told[1])

    def take_back(self, tables: Collection[str]) -> None:
        """Do nothing: the server forgets by itself."""

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
