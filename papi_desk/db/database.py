"""The register's database: one engine, one transaction per use case, and «what changed».

SQLite runs in WAL mode with synchronous=FULL, foreign keys on, and takes its write lock at BEGIN IMMEDIATE,
so that a use case never fails half-way for a lock; PostgreSQL runs the same models and migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from papi_desk.db import files, journal, keys, row_seals
from papi_desk.db.changes import SERVER_OPTIONS, Changes, FileChanges
from papi_desk.db.notes import Note
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.work import Stopped, Work, current_work, is_stopped, step, under_way

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_MS = 60_000
UNSURE_S = 30.0
"""How long a server that was lost during a commit is waited for, to ask it what came of the commit."""
_LOOK_UP_EVERY = 100_000
"""After so many of its instructions SQLite asks whether the work was asked to stop: some milliseconds."""
_MIGRATIONS = Path(__file__).with_name("migrations")
_WORDS = (
    ("disk-full", ("disk is full", "no space left")),
    ("folder-read-only", ("readonly database", "read-only", "permission denied")),
    ("database-busy", ("database is locked", "database table is locked", "deadlock", "lock timeout")),
    ("database-damaged", ("malformed", "not a database", "disk i/o error", "corrupt")),
    ("cannot-open", ("unable to open",)),
    ("register-moved", ("register moved",)),
)
_SERVER_WORDS = (
    ("server-password", ("password authentication failed", "no password supplied")),
    ("server-certificate", ("certificate", "ssl error")),
    ("server-refuses", ("pg_hba.conf", "does not exist")),
    ("server-rights", ("permission denied", "must be owner")),
    ("server-gone", ("read-only transaction",)),
)
_STOPPED = ("interrupted", "canceling statement due to user request")


def known_revisions() -> list[str]:
    """Return the migrations this program knows, oldest first (from the names of their files)."""
    return sorted(p.name.split("_", 1)[0] for p in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def sqlite_url(folder: Path) -> str:
    """Return the URL of the embedded register kept in a folder."""
    return f"sqlite:///{folder / 'papi-desk.db'}"


class Database:
    """A register: hands out sessions, one per use case, and tells which tables each one changed."""

    def __init__(self, url: str) -> None:
        try:
            self.engine = _engine(url)
        except (ArgumentError, NoSuchModuleError) as error:
            raise Unavailable("cannot-open") from error
        self._wrote = False
        self.cache: dict[str, Any] = {}
        """What was read once and is read again when it is another: reference data, guesses of a search, uses."""
        self.on_change: list[Callable[[frozenset[str]], None]] = []
        self.on_reach: list[Callable[[bool], None]] = []
        """Told when the server is lost, and when it is found again."""
        self.changes = _changes_of(self.engine)
        self._listening = False
        self._closing = Event()
        self.guard: Callable[[Session, list[Note]], list[Note]] | None = None
        """Looks at what was noted just before the commit and refuses what may not be done (``services.deeds``)."""
        self.at_desk: int | None = None
        """The number of the officer who signed in here; nobody in an office that opens without signing in."""
        self.seen: dict[tuple[str, str], datetime] = {}
        """Which officer read which case when, as far as it was noted a moment ago."""
        self.approvals: dict[tuple[str, str, str], datetime] = {}
        """Who approved which step on what by an own PIN, and when; each is good for once."""

    def transact(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in one transaction, committed before its answer is returned.

        Raises ``Refused`` (the office says no), ``Unavailable`` (the machine does), ``Stopped`` (somebody asked the
        work to stop; nothing is written then), and lets bugs through.
        """
        from papi_desk.db import audit_log  # noqa: PLC0415  (a start changes nothing, and needs none of its tables)

        with self._session({}) as session:
            session.info["touched"] = {}
            answer = use_case(session, *args, **kwargs)
            session.flush()
            notes = audit_log.settled(session)
            if self.guard is not None:
                notes = self.guard(session, notes)
            noted = audit_log.append(session, notes)
            step()
            changed = frozenset(session.info["changed"])
            self._commit(session, changed)
            self._acknowledge(noted)
        if changed:
            self._tell(changed)
        return answer

    def listen(self) -> None:
        """Tell what other desks change, too, from now on."""
        self._listening = True
        self.changes.listen(self._tell, self._reach)

    def _tell(self, changed: frozenset[str]) -> None:
        for tell in self.on_change:
            tell(changed)

    def _reach(self, there: bool) -> None:
        for tell in self.on_reach:
            tell(there)

    def _commit(self, session: Session, changed: frozenset[str]) -> None:
        """Commit; where the server is lost at that very moment, ask it what came of it once it is there again."""
        mark = self.changes.leave_word(session, changed)
        try:
            session.commit()
        except BaseException as error:
            lost = isinstance(error, DBAPIError) and error.connection_invalidated
            if mark is None or not lost or not self._came_through(mark):
                self.changes.take_back(changed)
                raise

    def _came_through(self, mark: str) -> bool:
        """Tell whether a transaction was committed; raises ``Unavailable`` «unsure-saved» when nobody can say."""
        until = monotonic() + UNSURE_S
        while monotonic() < until and not self._closing.is_set():
            with suppress(DBAPIError), under_way(Work()), self.engine.connect() as connection:
                found = connection.scalar(text("SELECT pg_xact_status(CAST(:mark AS xid8))"), {"mark": mark})
                if found in ("committed", "aborted"):
                    return bool(found == "committed")
            self._closing.wait(0.3)
        raise Unavailable("unsure-saved")

    @property
    def file(self) -> Path | None:
        """Return the register's file, none for one on a server."""
        url = self.engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    def _acknowledge(self, noted: list[dict[str, Any]]) -> None:
        self._wrote = True
        if noted and self.file is not None:
            journal.write(self.file, noted)

    def read(self, use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that only reads; it takes no write lock and whatever it changed is dropped."""
        with self._session({"read_only": True}) as session:
            return use_case(session, *args, **kwargs)

    @contextmanager
    def opened(self, **options: Any) -> Iterator[Connection]:
        """Work on the tables themselves, in one transaction: for copying whole registers."""
        try:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise _understood(error) from error

    @contextmanager
    def _session(self, options: dict[str, Any]) -> Iterator[Session]:
        try:
            with self.engine.connect().execution_options(**options) as connection:
                session = Session(connection, expire_on_commit=False, info={"database": self, "changed": set()})
                try:
                    with session:
                        yield session
                except BaseException:
                    with suppress(DBAPIError):  # the server is gone
                        connection.rollback()  # where the commit itself was refused, SQLite still holds its lock
                    raise
        except StaleDataError as error:
            raise Refused("changed-by-another") from error
        except DBAPIError as error:
            if (meant := _understood(error)) is not error:
                raise meant from error
            raise

    def revision(self) -> str | None:
        """Return the schema revision of the register, None when it is empty."""
        try:
            with self.engine.connect().execution_options(read_only=True) as connection:
                if not self.engine.dialect.has_table(connection, "alembic_version"):
                    return None
                found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
                return found
        except DBAPIError as error:
            if (meant := _understood(error)) is not error:
                raise meant from error
            raise

    def upgrade(self, told: Callable[[str], None] | None = None) -> bool:
        """Bring the schema up to date; return whether anything was done, and tell of each migration.

        Raises ``Unavailable("newer-database")`` for a register written by a later version of the program.
        """
        found, known = self.revision(), known_revisions()
        if found == known[-1]:
            return False
        if found is not None and found not in known:
            raise Unavailable("newer-database", revision=found)
        from papi_desk.db.migrations.run import upgrade  # noqa: PLC0415  (Alembic is slow to import)

        try:
            with self.engine.connect() as connection:
                upgrade(connection, told=told)
        except DBAPIError as error:
            if (meant := _understood(error)) is not error:
                raise meant from error
            raise
        return True

    def reopen(self) -> None:
        """Begin anew on a file that was exchanged: what was kept of the one before is forgotten."""
        self.changes.close()
        self.engine.dispose()
        self.engine = _engine(self.engine.url.render_as_string(hide_password=False))
        self.changes = _changes_of(self.engine)
        if self._listening:
            self.listen()
        self.cache.clear()

    def close(self) -> None:
        """Let go of every connection; a register that nobody else is at rests sealed."""
        self._closing.set()
        self.changes.close()
        self.engine.dispose()
        if self._wrote and self.file is not None and self.file.exists():
            self._wrote = False
            with suppress(Unavailable):  # a key that is gone meanwhile
                files.seal(self.file, keys.key_of(self.file))


@event.listens_for(Session, "after_flush")
def _note_changes(session: Session, _context: object) -> None:
    changed = session.info.get("changed")
    if changed is not None:
        for rows in (session.new, session.dirty, session.deleted):
            changed.update(row.__tablename__ for row in rows)
        row_seals.collect(session)


@event.listens_for(Session, "do_orm_execute")
def _note_bulk_changes(state: ORMExecuteState) -> None:
    changed = state.session.info.get("changed")
    if changed is not None and (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper:
        changed.add(state.bind_mapper.class_.__tablename__)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        given = make_url(url).query
        options = {name: value for name, value in SERVER_OPTIONS.items() if name not in given}
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=3, connect_args=options)
        event.listen(engine, "do_execute", _execute_interruptibly)
    else:
        path = Path(make_url(url).database or "")
        driver = files.driver("" if keys.named_key(path) else None)
        settings = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
        engine = create_engine(url, hide_parameters=True, module=driver, connect_args=settings)
        event.listen(engine, "connect", lambda connection, _record: files.unlock(connection, keys.key_of(path)))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _step)
    return engine


def _changes_of(engine: Engine) -> Changes:
    """Return how desks on this register hear of each other."""
    if engine.dialect.name == "sqlite":
        return FileChanges(engine)
    from papi_desk.db.server_changes import ServerChanges  # noqa: PLC0415  (a desk on a file needs no server's driver)

    return ServerChanges(engine)


def _step(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    """Stop before the next statement where that was asked for; what takes work back is never hindered."""
    if not statement.startswith("ROLLBACK"):
        step()


def _execute_interruptibly(cursor: Any, statement: str, parameters: Any, _context: object) -> bool | None:
    """Run a statement on the server so that it can be cancelled from another thread."""
    work = current_work()
    if work is None or statement.startswith("ROLLBACK"):
        return None
    with work.interruptible(cursor.connection.cancel_safe):
        cursor.execute(statement, parameters)
    return True


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.set_progress_handler(is_stopped, _LOOK_UP_EVERY)
    _write_ahead(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:
    """Switch to WAL; SQLite itself does not wait here when another program is just laying the file down."""
    until = monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except connection.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
    if not read_only and connection.engine.url.database:
        files.break_seal(Path(connection.engine.url.database))


def _understood(error: DBAPIError) -> Exception:
    """Translate a database error into ours, or return it as it is: then it is a bug."""
    words = str(error.orig).lower()
    if is_stopped() and any(sign in words for sign in _STOPPED):
        return Stopped()
    embedded = type(error.orig).__module__.partition(".")[0] in ("sqlite3", "sqlcipher3")
    for kind, signs in _WORDS if embedded else (*_SERVER_WORDS, *_WORDS):
        if any(sign in words for sign in signs):
            return Unavailable(kind)
    if isinstance(error, OperationalError) and not embedded:
        return Unavailable("server-gone")
    return error
