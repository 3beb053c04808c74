"""What other desks change, told within two seconds: seen in the file, or heard from the server.

Each use case leaves word of the tables it touched inside its own transaction, so nobody hears of what was not
committed. On SQLite the word is a counter a table, looked for once a second where the file has changed at all; on
PostgreSQL it is a NOTIFY, and the connection that listens also tells that the server is gone and that it is back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Tell = Callable[[frozenset[str]], None]
PRESENCE: Final = "presence"
"""Told as if it were a table: somebody opened or left a case."""
EVERY_S: Final = 1.0
OWN: Final = frozenset({"drafts"})
"""What each counter keeps for itself."""
SERVER_OPTIONS: Final = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
"""A server that does not answer is given up after seconds, not hours."""


class Changes(Protocol):
    """How desks on one register hear of each other."""

    def leave_word(self, session: Session, tables: Collection[str]) -> str | None:
        """Leave word of touched tables in this transaction; return the name that a server knows it by."""

    def take_back(self, tables: Collection[str]) -> None:
        """Forget the word that was left of these tables: it was not committed."""

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
        names = sorted(set(tables) - OWN)
        if names:
            session.execute(_COUNT_UP, [{"name": f"changed/{name}"} for name in names])
            self._add(names, 1)
        return None

    def take_back(self, tables: Collection[str]) -> None:
        """Count no more what was not committed."""
        self._add(set(tables) - OWN, -1)

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
        """Keep in mind what this program counts itself: before it is committed, lest a look in between hides others."""
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
