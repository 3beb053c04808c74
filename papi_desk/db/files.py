"""The register's file itself: opened by hand (plain or encrypted), looked at for damage, sealed at rest.

SQLite keeps no checksums of a plain file. When the last program lets go of the register, a checksum of the file is
written beside it (the seal); the first write takes it away. A file that rests sealed can be proved byte by byte when
it is opened next; one that was left by a power cut has no seal and is proved by SQLite's own check.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from contextlib import closing
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from papi_desk.domain.errors import Unavailable
from papi_desk.domain.records import Record

MAGIC: Final = b"SQLite format 3\0"
SEAL: Final = ".dau"
SIDE_FILES: Final = ("-wal", "-shm", SEAL)
_BLOCK: Final = 1 << 20
_SUMMED: Final = "crc32"
"""Begins a seal; those of the first versions are a hash and a length, and take this one for none."""


class Damage(Record):
    """What is wrong with a register's file, as a kind that has a sentence."""

    kind: str
    what: str = ""


def driver(key: str | None) -> Any:
    """Return the DB-API module for a file: the standard one, or SQLCipher's for a file with a key."""
    if key is None:
        return sqlite3
    try:
        return import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise Unavailable("cipher-missing") from error


def errors(key: str | None) -> type[Exception]:
    """Return the class of the errors that a file's driver raises."""
    found: type[Exception] = driver(key).Error
    return found


def all_errors() -> tuple[type[Exception], ...]:
    """Return the classes of the errors of every driver that is there."""
    try:
        return (sqlite3.Error, errors(""))
    except Unavailable:
        return (sqlite3.Error,)


def connect(path: Path, key: str | None = None, *, read_only: bool = False) -> Any:
    """Open a register's file by hand; a file that is only read is neither written nor locked."""
    address = path.resolve().as_uri() + ("?mode=ro&immutable=1" if read_only else "")
    connection = driver(key).connect(address, uri=True, isolation_level=None, timeout=60, check_same_thread=False)
    unlock(connection, key)
    return connection


def unlock(connection: Any, key: str | None) -> None:
    """Give the key before anything is read."""
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")


def digest(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=32)).hexdigest()


def _checksum(file: BufferedReader) -> str:
    """Return the CRC-32 of a file's bytes: five times as fast as a hash, and this is read at every start.

    Damage of up to 32 bits in a row shows for certain, any other but once in four thousand million times. Whoever
    means harm could seal anew by a hash as well; against them stand the seals of the rows.
    """
    found, block = 0, bytearray(_BLOCK)
    with memoryview(block) as view:
        while read := file.readinto(block):
            found = zlib.crc32(view[:read], found)
    return f"{found:08x}"


def side(path: Path, ending: str) -> Path:
    """Return the file that stands beside a register under its name."""
    return path.with_name(path.name + ending)


def rests(path: Path) -> bool:
    """Tell whether everything that was written is in the file itself."""
    wal = side(path, "-wal")
    return not wal.exists() or wal.stat().st_size == 0


def seal(path: Path, key: str | None = None) -> bool:
    """Seal the register if nobody else is at it; tell whether that was done."""
    try:
        with closing(connect(path, key)) as connection:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("BEGIN IMMEDIATE")
            if not rests(path):
                return False
            half = side(path, SEAL + ".part")
            with path.open("rb") as file:  # closed last, for with it goes the lock
                half.write_text(f"{_SUMMED} {_checksum(file)} {path.stat().st_size}\n", encoding="ascii")
                half.replace(side(path, SEAL))
    except (OSError, errors(key)):
        return False
    return True


def break_seal(path: Path) -> None:
    """Take the seal away before the first write; raise ``Unavailable`` where the folder has gone read-only."""
    try:
        os.unlink(side(path, SEAL))
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unavailable("folder-read-only") from error


def alone(path: Path, key: str | None = None) -> bool:
    """Tell whether no other program has the register open; a file too damaged to ask counts as alone.

    Asking changes the file's head, so its seal goes first: else it would be taken for tampered with.
    """
    break_seal(path)
    try:
        with closing(connect(path, key)) as connection:
            connection.execute("PRAGMA busy_timeout=2000")
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    except errors(key) as error:
        return "locked" not in str(error)
    return True


def first_sight(path: Path, *, plain: bool = True) -> Damage | None:
    """Look at a register's length and first page alone, which takes no time."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        return Damage("register-unreadable", str(error))
    if size == 0 or len(head) < 100:
        return Damage("register-empty")
    if not any(head):
        return Damage("register-zeroed")
    if plain and not head.startswith(MAGIC):
        return Damage("register-not-sqlite")
    if plain and rests(path):
        page = int.from_bytes(head[16:18], "big")
        told = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
        if size < told:
            return Damage("register-cut", f"{size} / {told}")
    return None


def damage_of(path: Path, key: str | None = None) -> Damage | None:
    """Look at a register that rests: its length, its first page, its seal, else SQLite's own check."""
    seen = first_sight(path, plain=key is None)
    if seen is not None:
        return seen
    found = _broken_seal(path)
    return found if found is not None or _sealed(path) else _structure(path, key)


def _sealed(path: Path) -> bool:
    return side(path, SEAL).exists() and rests(path)


def _broken_seal(path: Path) -> Damage | None:
    """Compare a sealed file with its seal; a seal that cannot be read says nothing."""
    if not _sealed(path):
        return None
    try:
        *kind, told, length = side(path, SEAL).read_text(encoding="ascii").split()
        if path.stat().st_size != int(length):
            return Damage("register-cut", f"{path.stat().st_size} / {length}")
        with path.open("rb") as file:
            found = _checksum(file) if kind == [_SUMMED] else digest(path)
        return None if found == told else Damage("register-changed")
    except (OSError, ValueError):
        break_seal(path)
        return None


def _structure(path: Path, key: str | None) -> Damage | None:
    """Ask SQLite (and for an encrypted file the cipher, whose pages carry a code each) whether the file is whole."""
    try:
        with closing(connect(path, key)) as connection:
            words = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")] if key else []
            words += [row[0] for row in connection.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
            connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except errors(key) as error:
        if "locked" in str(error) or "no such table" in str(error):
            return None
        return Damage("register-key" if key and "not a database" in str(error) else "register-broken", str(error))
    return Damage("register-broken", "; ".join(words)) if words else None
