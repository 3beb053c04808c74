"""A register that counters share: prepared on a server, moved there and fetched back, each time proved equal."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import DeclarativeBase, Session

from papi_desk.db.database import Database, known_revisions
from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.cases import Case
from papi_desk.db.models.matters import MatterRow
from papi_desk.db.moving import TableProof, copy_tables, empty, prove
from papi_desk.db.notes import Note, note
from papi_desk.db.server import Administrator
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record
from papi_desk.services.attachments import files_of, read_file, write_file
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

NAME: Final = "papi_desk"


class Prepared(Record):
    """A server made ready: addresses for the owner and the counters (with passwords when these are new)."""

    owner: str
    desk: str
    fingerprint: str
    new: bool
    restart: bool
    """Whether the server has to be started again before other computers can reach it."""


class Moved(Record):
    """A register that now lies elsewhere too, table by table the same."""

    tables: tuple[TableProof, ...]
    files: int
    where: str

    @property
    def rows(self) -> int:
        """Return how many rows were compared."""
        return sum(table.rows for table in self.tables)


def prepare_server(
    address: str, *, at: datetime, name: str = NAME, hosts: Sequence[str] = (), network: str = "samenet",
    local: bool = False, renew: bool = False,
) -> Prepared:  # fmt: skip
    """Prepare a database for several counters, or bring one up to date: roles, schema, rights, encryption, network.

    ``address`` is the server administrator's; ``local`` leaves encryption and network alone, for counters on the
    server's own computer; ``renew`` gives new passwords. Safe to repeat, and to be repeated after each update.
    """
    admin = Administrator(address, name)
    try:
        passwords = admin.make_roles(renew=renew)
        admin.make_database()
        database = Database(admin.owner_address())
        database.upgrade()
        database.transact(set_up, at=at)
        database.close()
        admin.grant()
        named = [*hosts] or [socket.gethostname()]
        shown = "" if local else admin.encrypt(named)
        restart = False if local else admin.admit(network)
        host = "" if local else named[0]
        owner, desk = (admin.address(role, passwords.get(role, ""), host) for role in (admin.owner, admin.desk))
        return Prepared(owner, desk, shown, bool(passwords), restart)
    finally:
        admin.close()


def move_to_server(source: Database, target: Database, *, at: datetime) -> Moved:
    """Move a register of this computer to a prepared server, prove both equal, and close the one here.

    Raises ``Refused`` «move-unsound» for a register with problems, «server-not-empty» where cases are there already.
    """
    if source.engine.dialect.name != "sqlite":
        raise Refused("move-not-here")
    if target.engine.dialect.name == "sqlite" or target.revision() != known_revisions()[-1]:
        raise Refused("server-unprepared")
    source.upgrade()
    folder = files_of(Path(str(source.engine.url.database)))
    with source.opened() as here, target.opened() as there:
        there.execute(_ALONE)
        if any(_count(there, table) for table in (Case, MatterRow)):
            raise Refused("server-not-empty")
        _sound(source, here)
        empty(there)
        copy_tables(here, there, lambda row: row["content"] or read_file(folder, row["sha256"], row["kind"]))
        moved = _proved(here, there, target, target.engine.url.render_as_string())
        here.execute(_CLOSED)
    told = {"files": moved.files, "tables": {table.table: [table.rows, table.sha256] for table in moved.tables}}
    target.transact(_note_move, told, at=at)
    return moved


def fetch_from_server(source: Database, folder: Path, *, close: bool = False) -> Moved:
    """Fetch a register from its server into a folder that has none, and prove both equal; a copy, unless it is closed.

    With ``close`` the counters can write on the server no longer (needs its owner).
    """
    if source.engine.dialect.name == "sqlite":
        raise Refused("move-not-on-server")
    file = folder / "papi-desk.db"
    if file.exists():
        raise Refused("fetch-there", "output", file=str(file))
    half = _fresh(folder, file)
    target = Database(f"sqlite:///{half}")
    try:
        target.upgrade()
        with source.opened(isolation_level="REPEATABLE READ") as there, target.opened() as here:
            if close:
                there.execute(_ALONE)
            empty(here)
            copy_tables(there, here, partial(_write, files_of(file)))
            moved = _proved(there, here, target, str(file))
            if close:
                there.execute(text(f'REVOKE INSERT ON audit_log FROM "{source.engine.url.database}_desk"'))
    finally:
        target.close()
    half.replace(file)
    return moved


_ALONE: Final = text("LOCK TABLE audit_head IN EXCLUSIVE MODE")
_CLOSED: Final = text(
    "CREATE TRIGGER register_moved BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'register moved'); END"
)


def _fresh(folder: Path, file: Path) -> Path:
    """Return the name of the file while it is being filled; nothing of an earlier try is left."""
    half = file.with_name(f"{file.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            half.with_name(half.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(folder)) from error
    return half


def _write(folder: Path, row: Mapping[str, Any]) -> None:
    if row["content"] is not None:
        write_file(folder, row["sha256"], row["kind"], row["content"])


def _count(connection: Connection, table: type[DeclarativeBase]) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _sound(database: Database, connection: Connection) -> None:
    """Refuse a register that ``verify`` finds fault with."""
    with Session(connection, info={"database": database, "changed": set()}) as session:
        problems = verify(session)
    if problems:
        raise Refused("move-unsound", None, count=len(problems), first=problems[0].kind)


def _proved(source: Connection, target: Connection, database: Database, where: str) -> Moved:
    """Prove that two registers say the same, and that the new one is sound."""
    tables = prove(source)
    for one, other in zip(tables, prove(target), strict=True):
        if one != other:
            raise Refused("move-differs", None, table=one.table, rows=one.rows, found=other.rows)
    _sound(database, target)
    return Moved(tuple(tables), _count(target, Attachment), where)


def _note_move(session: Session, told: Mapping[str, Any], *, at: datetime) -> None:
    note(session, Note(at, "", "move", "register", told))
