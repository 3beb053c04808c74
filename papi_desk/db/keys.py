"""The key of an encrypted register: which one it is stands beside the file; the key itself is in the system's keyring.

Where a computer has no keyring the office may choose, knowingly, a file that only its own account can read.
"""

from __future__ import annotations

import os
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from papi_desk.db.files import MAGIC, side
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.recovery_key import cipher_key, key_name, read_back, written

SIDE: Final = ".khoa"
"""«papi-desk.db.khoa»: the name of the key and where it is kept; never the key."""
KEY_FILE: Final = ".khoa-bi-mat"
STORES: Final = ("keyring", "file")
_SERVICE: Final = "papi-desk"
_LOOKED_AT: Final[dict[tuple[int, int, int], bool]] = {}


def named_key(path: Path) -> tuple[str, str] | None:
    """Return the name of a register's key and where it is kept; none for a plain register.

    The file itself has the last word: a program that is ended while the encryption is switched leaves the note, or
    its absence, a moment behind. It is looked at once and only where there is a note: on Linux a program that closes a
    file it also has open elsewhere loses all its locks on it, and the next program to leave takes the WAL with it.
    """
    note = side(path, SIDE)
    try:
        noted = note.stat().st_mtime_ns
        if path.exists() and _begins_plain(path, noted):
            return None
        found = tomllib.loads(note.read_text(encoding="utf-8"))
        return str(found["name"]), str(found["store"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise Unavailable("key-note-unreadable", path=str(note)) from error


def _begins_plain(path: Path, noted: int) -> bool:
    """Look at the first letters of a file, once for each file and note."""
    there = path.stat()
    known = (there.st_dev, there.st_ino, noted)
    if known not in _LOOKED_AT:
        with path.open("rb") as file:
            _LOOKED_AT[known] = file.read(len(MAGIC)) == MAGIC
    return _LOOKED_AT[known]


def key_of(path: Path) -> str | None:
    """Return the cipher's key of a register, none for a plain one; raise ``Unavailable`` where it cannot be had."""
    named = named_key(path)
    return None if named is None else cipher_key(secret_of(path, *named))


def secret_of(path: Path, name: str, store: str) -> int:
    """Fetch a key from where it is kept."""
    if store == "file":
        try:
            text = side(path, KEY_FILE).read_text(encoding="ascii")
        except OSError:
            text = ""
    else:
        text = _keyring("get_password", _SERVICE, name) or ""
    try:
        secret = read_back(text)
    except Refused as error:
        raise Unavailable("key-missing", name=name) from error
    if key_name(secret) != name:
        raise Unavailable("key-missing", name=name)
    return secret


def known_key(path: Path, name: str) -> tuple[int, str]:
    """Return a key by its name and where this computer keeps it; raise ``Unavailable`` where it does not."""
    for store in STORES:
        try:
            return secret_of(path, name, store), store
        except Unavailable:
            continue
    raise Unavailable("key-missing", name=name)


def keep(path: Path, secret: int, store: str) -> None:
    """Keep a key for a register; nothing is said beside the register yet."""
    text = written(secret)
    if store == "keyring":
        _keyring("set_password", _SERVICE, key_name(secret), text)
        if _keyring("get_password", _SERVICE, key_name(secret)) != text:
            raise Unavailable("keyring-missing")
        return
    target = side(path, KEY_FILE)
    target.unlink(missing_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


def keep_somewhere(path: Path, secret: int) -> str:
    """Keep a key in the keyring, else in a file of its own, so that a register does not stay closed; return where."""
    for store in STORES:
        try:
            keep(path, secret, store)
        except (Unavailable, OSError):
            continue
        return store
    raise Unavailable("keyring-missing")


def tell(path: Path, secret: int, store: str) -> None:
    """Write beside a register which key it has."""
    half = side(path, SIDE + ".part")
    half.write_text(f'name = "{key_name(secret)}"\nstore = "{store}"\n', encoding="utf-8")
    half.replace(side(path, SIDE))


def untell(path: Path) -> None:
    """Say that a register is plain; its key stays where it is, for the copies made before."""
    side(path, SIDE).unlink(missing_ok=True)


def _keyring(verb: str, *words: str) -> Any:
    try:
        return getattr(import_module("keyring"), verb)(*words)
    except Exception as error:  # every system's keyring has errors of its own
        raise Unavailable("keyring-missing") from error
