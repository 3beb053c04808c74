"""Getting the register back: what is wrong with it, what a copy would bring and what it would lack, and the exchange.

A copy is brought beside the register and proved there first; only then do the two change places, and the register as
it was is kept under a name of its own.
"""

from __future__ import annotations

import itertools
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from papi_desk.db import files, journal, keys
from papi_desk.domain.cases import ACTION_NAMES
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record
from papi_desk.domain.recovery_key import cipher_key, key_name
from papi_desk.services.attachments import FOLDER, GONE
from papi_desk.services.copies import (
    Contents,
    contents,
    copying_failed,
    key_for,
    key_name_of,
    prove,
    read_beside,
)

COMING: Final = ".restoring"
_NAMES: Final = {"register": "tiếp nhận", **{str(action): name for action, name in ACTION_NAMES.items()}}
_SHOWN: Final = 2000
"""Steps listed at most; the rest is counted."""


class Step(Record):
    """A row of the audit log that one side has and the other has not."""

    sequence: int
    at: str
    action: str
    subject: str

    @property
    def what(self) -> str:
        """Return what was done in the office's words, as far as it has any."""
        return _NAMES.get(self.action, self.action)


class Comparison(Record):
    """What taking a copy back would change."""

    file: Path
    cases: int
    last_case: str
    missing: tuple[Step, ...]
    """In the register (or told by its journal) and not in the copy: to be done again from the papers."""
    missing_count: int
    new: tuple[Step, ...]
    """In the copy and not in the register."""
    new_count: int
    known: bool
    """Whether the register could still tell what it holds; else the journal did, as far as it goes."""
    attachments_missing: int = 0

    @property
    def missing_cases(self) -> list[str]:
        """Return the numbers of the cases received after the copy was made."""
        return sorted({step.subject for step in self.missing if step.action == "register"})


def compare(register: Path, source: Path, key: str | None) -> Comparison:
    """Prove a copy and tell what taking it back would change; nothing is written."""
    found = prove(source, key)
    with closing(files.connect(source, key, read_only=True)) as copy:
        missing, known = _missing(register, copy, found)
        new = _steps_after(copy, _common(register, copy, found)) if known else []
    lacking = _lacking_attachments(register.parent, source, key)
    return Comparison(
        source, found.counts.get("cases", 0), found.last_case, tuple(missing[:_SHOWN]), len(missing),
        tuple(new[:_SHOWN]), len(new), known, lacking,
    )  # fmt: skip


def _missing(register: Path, copy: Any, found: Contents) -> tuple[list[Step], bool]:
    """Return what the register holds after the place where it and the copy part, and whether it could tell."""
    with suppress(OSError, Unavailable, *files.all_errors()):
        common = _common(register, copy, found)
        with closing(_live(register)) as live:
            return _steps_after(live, common), True
    lines = journal.lines_after(register, found.sequence)
    return [Step(one.sequence, one.at, one.action, one.subject) for one in lines if one.action != "drill"], False


def _live(register: Path) -> Any:
    if not register.exists():
        raise Unavailable("register-gone")
    return files.connect(register, keys.key_of(register))


def _common(register: Path, copy: Any, found: Contents) -> int:
    """Return the last row of the chain that both have, by halving."""
    with closing(_live(register)) as live:
        least, most = 0, min(found.sequence, contents(live).sequence)
        while least < most:
            middle = (least + most + 1) // 2
            same = _hash_at(live, middle) == _hash_at(copy, middle)
            least, most = (middle, most) if same else (least, middle - 1)
    return least


def _hash_at(connection: Any, sequence: int) -> str | None:
    row = connection.execute("SELECT hash FROM audit_log WHERE sequence = ?", (sequence,)).fetchone()
    return row[0] if row else None


def _steps_after(connection: Any, sequence: int) -> list[Step]:
    query = "SELECT sequence, at, action, subject FROM audit_log WHERE sequence > ? AND action <> 'drill' ORDER BY 1"
    rows = connection.execute(query, (sequence,))
    return [Step(number, at[:19].replace(" ", "T"), action, subject) for number, at, action, subject in rows]


def _lacking_attachments(folder: Path, source: Path, key: str | None) -> int:
    """Count the files of cases that neither the copy's folder nor the data folder has."""
    with closing(files.connect(source, key, read_only=True)) as copy:
        rows = copy.execute(
            "SELECT sha256, kind FROM attachments WHERE content IS NULL AND kind <> ?", (GONE,)
        ).fetchall()
    places = (folder / FOLDER, source.parent / FOLDER)
    return sum(not any((place / digest[:2] / f"{digest}.{kind}").exists() for place in places) for digest, kind in rows)


def take_back(register: Path, source: Path, key: str | None = None, *, secret: int | None = None) -> Path | None:
    """Bring a copy beside the register, prove it there, and let the two change places; return the old register.

    The files of cases come with it. Raises ``Refused`` for what is no whole copy, ``Unavailable`` where the machine
    stands in the way; the register is as it was then.
    """
    if register.exists() and register.samefile(source):
        raise Refused("backup-onto-itself", "file", file=str(source))
    if register.exists() and not files.alone(register, keys.key_of(register)):
        raise Unavailable("register-in-use")
    coming = register.with_name(register.name + COMING)
    try:
        register.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, coming)
        told = read_beside(source)
        if told is not None and files.digest(coming) != told.digest:
            raise Refused("copy-changed", "file", file=source.name)
        prove(coming, key)
        if key is None:
            _bring_attachments(source.parent / FOLDER, register.parent / FOLDER)
        before = set_aside(register)
        try:
            files.break_seal(register)
            coming.replace(register)
        except OSError:
            _put_back(before, register)
            raise
    except OSError as error:
        coming.unlink(missing_ok=True)
        raise copying_failed(error, register) from error
    except BaseException:
        coming.unlink(missing_ok=True)
        raise
    _tell_key(register, source, key, secret)
    return before


def _tell_key(register: Path, source: Path, key: str | None, secret: int | None) -> None:
    """Write beside the register which key the copy has that took its place, and keep a key that was typed."""
    if key is None:
        keys.untell(register)
        return
    if secret is None:
        secret, store = keys.known_key(register, key_name_of(source, register))
    else:
        store = keys.keep_somewhere(register, secret)
    keys.tell(register, secret, store)


def _bring_attachments(source: Path, target: Path) -> None:
    for path in source.glob("??/*") if source.is_dir() else ():
        there = target / path.parent.name / path.name
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            half = there.with_name(f".{there.name}.part")
            shutil.copyfile(path, half)
            half.replace(there)


def set_aside(register: Path) -> Path | None:
    """Move the register and what belongs to it aside under a name of its own; none when there was none."""
    before = _free_name(register)
    fold = register.with_name(journal.FOLDER)
    if fold.is_dir():
        fold.replace(before.with_name(f"{journal.FOLDER}{before.name.removeprefix(register.name)}"))
    if not register.exists():
        return None
    register.replace(before)
    for ending in files.SIDE_FILES:
        part = files.side(register, ending)
        if part.exists():
            part.replace(files.side(before, ending))
    note = files.side(register, keys.SIDE)
    if note.exists():
        shutil.copyfile(note, files.side(before, keys.SIDE))
    return before


def _put_back(before: Path | None, register: Path) -> None:
    """Undo the setting aside, where nothing could take the register's place."""
    if before is None:
        return
    for ending in files.SIDE_FILES:
        part = files.side(before, ending)
        if part.exists():
            part.replace(files.side(register, ending))
    fold = before.with_name(f"{journal.FOLDER}{before.name.removeprefix(register.name)}")
    if fold.is_dir():
        fold.replace(register.with_name(journal.FOLDER))
    files.side(before, keys.SIDE).unlink(missing_ok=True)
    before.replace(register)


def _free_name(register: Path) -> Path:
    """Return a name that nothing set aside earlier has."""
    names = (f".before-restore-{number}" for number in itertools.count(1))
    free = (
        name
        for name in names
        if not register.with_name(register.name + name).exists()
        and not register.with_name(journal.FOLDER + name).exists()
    )
    return register.with_name(register.name + next(free))


def key_of_copy(register: Path, source: Path, secret: int | None) -> str | None:
    """Return the cipher's key of a copy: the one typed from the sheet, else the one this computer has."""
    if secret is None:
        return key_for(source, register)
    named = key_name_of(source, register)
    if named not in ("", key_name(secret)):
        raise Refused("key-other", "key", name=named, typed=key_name(secret))
    return cipher_key(secret)
