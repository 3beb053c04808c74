"""A copy of the register: what it is called, what stands beside it, and how it is made and proved."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from papi_desk.db import audit, files, keys
from papi_desk.db.database import known_revisions
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, asdict, field_names
from papi_desk.domain.recovery_key import cipher_key
from papi_desk.domain.work import Stopped, is_stopped, step

_PAGES_A_STEP: Final = 2048
_LOOK_UP_EVERY: Final = 100_000
_NAME: Final = re.compile(r"papi-desk-\d{8}-\d{6}(-\d+)?(-khoa-(?P<key>[0-9A-Z]{5}))?\.db")


class Copy(Record):
    """What is known of a copy without opening it; written beside it as JSON."""

    file: str
    made_at: str
    size: int
    digest: str
    """Of the file's bytes: a copy of the copy is proved by it."""
    revision: str
    sequence: int
    """Of the last row of the audit chain, with its hash."""
    hash: str
    cases: int
    last_case: str
    counts: dict[str, int]
    key: str = ""
    """The name of the key of an encrypted copy."""

    @property
    def moment(self) -> datetime:
        """Return when it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def rank(self) -> tuple[int, str]:
        """Return what tells the newest: the chain first, since a clock may have been wrong."""
        return self.sequence, self.made_at


class Contents(Record):
    """What a register holds: rows by table, where the chain ends, its schema."""

    counts: dict[str, int]
    sequence: int
    hash: str
    revision: str
    last_case: str


def copy_name(at: datetime, key: str = "", number: int = 0) -> str:
    """Return the name of a copy made at a moment."""
    return f"papi-desk-{at:%Y%m%d-%H%M%S}{f'-{number}' if number else ''}{f'-khoa-{key}' if key else ''}.db"


def key_in_name(path: Path) -> str:
    """Return the name of the key that a copy's own name tells, empty for a plain one."""
    found = _NAME.fullmatch(path.name)
    return (found["key"] or "") if found else ""


def is_copy(path: Path) -> bool:
    """Tell whether a file is named as the copies of this program are."""
    return _NAME.fullmatch(path.name) is not None


def key_name_of(path: Path, register: Path) -> str:
    """Return the name of a copy's key: by its own name, by the note beside it, else the register's own."""
    noted = (keys.named_key(path) or ("",))[0]
    return key_in_name(path) or noted or (keys.named_key(register) or ("",))[0]


def key_for(path: Path, register: Path) -> str | None:
    """Return the cipher's key of a copy, as far as this computer has it; raise ``Refused`` «key-needed»."""
    try:
        with path.open("rb") as file:
            head = file.read(len(files.MAGIC))
    except OSError as error:
        raise Refused("file-missing", "file", file=str(path)) from error
    named = key_name_of(path, register)
    if not head or head == files.MAGIC or not named:
        return None
    try:
        secret, _store = keys.known_key(register, named)
    except Unavailable as error:
        raise Refused("key-needed", "key", name=named, file=path.name) from error
    return cipher_key(secret)


def beside(path: Path) -> Path:
    """Return the file that tells what a copy holds."""
    return path.with_suffix(".json")


def read_beside(path: Path) -> Copy | None:
    """Return what is written beside a copy; what is missing or makes no sense counts as unknown."""
    try:
        found = json.loads(beside(path).read_text(encoding="utf-8"))
        copy = Copy(**{name: found[name] for name in field_names(Copy)})
        copy.moment  # noqa: B018  (a moment that cannot be read is no moment)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return copy if copy.file == path.name else None


def write_beside(folder: Path, copy: Copy) -> None:
    """Write what a copy holds beside it, whole or not at all."""
    target = beside(folder / copy.file)
    half = target.with_name(target.name + ".part")
    half.write_text(json.dumps(asdict(copy), ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(target)


def copies_in(folder: Path) -> list[Copy]:
    """List the proved copies in a folder that are still as long as they were; the one that knows most first."""
    found = [copy for path in folder.glob("papi-desk-*.db") if is_copy(path) and (copy := _whole(path)) is not None]
    return sorted(found, key=lambda copy: copy.rank, reverse=True)


def _whole(path: Path) -> Copy | None:
    copy = read_beside(path)
    try:
        return copy if copy is not None and path.stat().st_size == copy.size else None
    except OSError:
        return None


def contents(connection: Any) -> Contents:
    """Count a register: every table, the head of its chain."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = sorted(name for (name,) in names.fetchall())
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608  (the names are ours)
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    sequence, hash_ = connection.execute("SELECT sequence, hash FROM audit_head").fetchone()
    last = connection.execute("SELECT code FROM cases ORDER BY id DESC LIMIT 1").fetchone()
    return Contents(counts, sequence, hash_, revision, last[0] if last else "")


def prove(path: Path, key: str | None, expected: Contents | None = None) -> Contents:
    """Open a copy and prove it: file, references, counts against the source, the chain from its first row to its head.

    Raises ``Refused`` «not-a-register», «copy-differs» or «copy-chain», ``Unavailable`` «newer-database».
    """
    try:
        with closing(files.connect(path, key, read_only=True)) as connection:
            connection.set_progress_handler(is_stopped, _LOOK_UP_EVERY)
            found = contents(connection)
            problems = list(_file_problems(connection, key))
            broken = next(audit.breaks(_log(connection), (found.sequence, found.hash)), None)
    except (OSError, TypeError, ValueError, files.errors(key)) as error:
        if is_stopped():
            raise Stopped from error
        raise Refused("not-a-register", "file", file=path.name) from error
    if found.revision not in known_revisions():
        raise Unavailable("newer-database", revision=found.revision)
    if problems:
        raise Refused("not-a-register", "file", file=path.name, what=problems[0])
    if expected is not None and found != expected:
        raise Refused("copy-differs", "file", file=path.name)
    if broken is not None:
        raise Refused("copy-chain", "file", file=path.name, sequence=broken[1]["sequence"])
    return found


def _file_problems(connection: Any, key: str | None) -> Iterator[str]:
    checks = ("cipher_integrity_check", "integrity_check") if key else ("integrity_check",)
    for check in checks:
        yield from (row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok")
    yield from (row[0] for row in connection.execute("PRAGMA foreign_key_check"))


def _log(connection: Any) -> Iterator[dict[str, Any]]:
    names = ("sequence", "at", "officer", "action", "subject", "data", "previous", "hash")
    for row in connection.execute(f"SELECT {', '.join(names)} FROM audit_log ORDER BY sequence"):  # noqa: S608  (the names are ours)
        entry = dict(zip(names, row, strict=True))
        entry["at"] = datetime.fromisoformat(entry["at"])
        yield entry


def make_copy(register: Path, target: Path, key: str | None) -> Contents:
    """Copy a register into a new file while it is in use, and prove the copy against the very state it was made of."""
    half = target.with_name(target.name + ".part")
    half.unlink(missing_ok=True)
    try:
        with closing(files.connect(register, key)) as live, closing(files.connect(half, key)) as copy:
            live.execute("BEGIN")
            expected = contents(live)
            live.backup(copy, pages=_PAGES_A_STEP, progress=lambda _code, left, whole: step(whole - left, whole))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _prove_made(half, key, expected)
        half.replace(target)
    except BaseException as error:
        half.unlink(missing_ok=True)
        if isinstance(error, OSError | sqlite3.Error | files.errors(key)):
            raise copying_failed(error, target) from error
        raise
    return expected


def _prove_made(half: Path, key: str | None, expected: Contents) -> None:
    try:
        prove(half, key, expected)
    except Refused as error:
        raise Unavailable("copy-unsound", why=error.kind) from error


def copying_failed(error: BaseException, target: Path) -> Unavailable:
    """Say in the office's words why a copy could not be written."""
    words = str(error).lower()
    if "full" in words or "no space" in words:
        return Unavailable("place-full", path=str(target.parent))
    if "malformed" in words or "not a database" in words:
        return Unavailable("database-damaged")
    return Unavailable("cannot-write", path=str(target), why=str(error))
