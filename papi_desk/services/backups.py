"""Copies of the register by plan: made beside it, proved, carried to every place, taken back for trial each month."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db import files, keys
from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.notes import Note, note
from papi_desk.domain.backups import DRILL_EVERY
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, replace
from papi_desk.services.attachments import FOLDER
from papi_desk.services.backup_plan import (
    OWN_PLACE,
    BackupRecord,
    Drill,
    PlaceState,
    Trouble,
    read_plan,
    read_record,
    write_record,
)
from papi_desk.services.carrying import SPARE, carry_to_all, own_place, rotate, state_of
from papi_desk.services.copies import (
    Contents,
    Copy,
    copies_in,
    copy_name,
    key_for,
    make_copy,
    prove,
    write_beside,
)
from papi_desk.services.upkeep import verify


class BackedUp(Record):
    """What came of one round: the copy, each place, the drill if it was due."""

    copy: Copy
    places: dict[str, PlaceState]
    drill: Drill | None

    @property
    def troubles(self) -> list[Trouble]:
        """Return what went wrong anywhere."""
        found = [state.trouble for state in self.places.values()]
        return [one for one in (*found, self.drill and self.drill.trouble) if one]


def register_file(database: Database) -> Path:
    """Return the file of a register that can be copied; raise ``Unavailable`` for one on a server."""
    if database.file is None:
        raise Unavailable("backup-on-server")
    return database.file


def back_up(database: Database, *, at: datetime, patience: float = 60) -> BackedUp:
    """Make a proved copy, carry it to every place, let old ones go, and hold the month's drill if it is due."""
    register = register_file(database)
    folder, plan = register.parent, read_plan(register.parent)
    place = own_place(folder)
    copy = copy_into(place, register, at=at)
    rotate(place, plan)
    places = {str(place.absolute()): state_of(folder, place, copies_in(place), at)}
    places |= carry_to_all(folder, place / copy.file, plan.places, at=at, patience=patience)
    before = read_record(folder)
    places = {name: _with_past(state, before.places.get(name)) for name, state in places.items()}
    record = BackupRecord(places, before.drill)
    write_record(folder, record)
    return BackedUp(copy, places, drill(database, at=at) if drill_due(record, at) else None)


def changed_since(database: Database) -> bool:
    """Tell whether anything was done since the newest copy beside the register."""
    register = register_file(database)
    copies = copies_in(register.parent / OWN_PLACE)
    return not copies or database.read(_last_done) > copies[0].sequence


def _last_done(session: Session) -> int:
    query = select(AuditEntry.sequence).where(AuditEntry.action != "drill").order_by(AuditEntry.sequence.desc())
    return session.scalar(query.limit(1)) or 0


def _with_past(state: PlaceState, past: PlaceState | None) -> PlaceState:
    """Keep what is known of a place that could not be reached now."""
    if past is None or not state.trouble:
        return state
    return replace(state, done_at=past.done_at, copies=state.copies or past.copies, same_disk=past.same_disk)


def copy_into(place: Path, register: Path, *, at: datetime) -> Copy:
    """Make a proved copy in a folder, with what it holds written beside it."""
    key = keys.key_of(register)
    named = (keys.named_key(register) or ("",))[0]
    if shutil.disk_usage(place).free < register.stat().st_size + SPARE:
        raise Unavailable("place-full", path=str(place))
    target = next(path for number in range(1000) if not (path := place / copy_name(at, named, number)).exists())
    found = make_copy(register, target, key)
    copy = describe(target, found, at=at, key=named)
    try:
        write_beside(place, copy)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(target)) from error
    return copy


def describe(path: Path, found: Contents, *, at: datetime, key: str = "") -> Copy:
    """Write down what a proved copy holds."""
    return Copy(
        path.name, at.isoformat(timespec="seconds"), path.stat().st_size, files.digest(path), found.revision,
        found.sequence, found.hash, found.counts.get("cases", 0), found.last_case, found.counts, key,
    )  # fmt: skip


def prove_all(folder: Path, places: Sequence[str]) -> dict[str, Trouble | None]:
    """Prove every copy in every place anew, from its bytes to its chain; return what is wrong with each."""
    found: dict[str, Trouble | None] = {}
    for place in places:
        for copy in copies_in(Path(place)):
            found[str(Path(place) / copy.file)] = _proof(Path(place) / copy.file, copy, folder)
    return found


def _proof(path: Path, copy: Copy, folder: Path) -> Trouble | None:
    try:
        if files.digest(path) != copy.digest:
            return Trouble("copy-changed", {"file": path.name})
        prove(path, key_for(path, folder / "papi-desk.db"))
    except (Refused, Unavailable) as error:
        return Trouble(error.kind, {name: str(value) for name, value in error.data.items()})
    except OSError:
        return Trouble("place-gone", {"path": str(path.parent)})
    return None


def drill_due(record: BackupRecord, at: datetime) -> bool:
    """Tell whether the month's drill is due."""
    if record.drill is None or record.drill.trouble:
        return True
    passed = at - datetime.fromisoformat(record.drill.at)
    return abs(passed) >= DRILL_EVERY


def drill(database: Database, *, at: datetime) -> Drill:
    """Take the newest proved copy back into a folder that is thrown away, work on it, and record how that went."""
    register = register_file(database)
    folder, begun = register.parent, monotonic()
    record = read_record(folder)
    found = [(copy, Path(place)) for place, state in record.places.items() for copy in state.copies]
    if not found:
        raise Refused("no-copy", "file")
    copy, place = max(found, key=lambda one: one[0].rank)
    trouble = None
    try:
        _try_out(place / copy.file, copy, register)
    except (Refused, Unavailable) as error:
        trouble = Trouble(error.kind, {name: str(value) for name, value in error.data.items()})
    except OSError as error:
        trouble = Trouble("cannot-write", {"path": str(error.filename or place)})
    done = Drill(at.isoformat(), copy.file, copy.cases, round(monotonic() - begun, 1), trouble)
    write_record(folder, replace(read_record(folder), drill=done))
    told = {"file": copy.file, "cases": copy.cases, "trouble": trouble.kind if trouble else ""}
    database.transact(_note_drill, told, at=at)
    return done


def _note_drill(session: Session, told: dict[str, Any], *, at: datetime) -> None:
    note(session, Note(at, "", "drill", "backup", told))


def _try_out(source: Path, copy: Copy, register: Path) -> None:
    """Bring a copy up in a folder of its own as on a new computer, and prove it with everything that is known."""
    key = key_for(source, register)
    with tempfile.TemporaryDirectory(prefix="papi-desk-", dir=register.parent) as made:
        trial = Path(made) / register.name
        shutil.copyfile(source, trial)
        if files.digest(trial) != copy.digest:
            raise Refused("copy-changed", "file", file=source.name)
        prove(trial, key)
        if key is not None:
            for ending in (keys.SIDE, keys.KEY_FILE):
                if files.side(register, ending).exists():
                    shutil.copyfile(files.side(register, ending), files.side(trial, ending))
        _link_attachments(source.parent / FOLDER, register.parent / FOLDER, Path(made) / FOLDER)
        opened = Database(f"sqlite:///{trial}")
        try:
            opened.upgrade()
            problems = opened.read(verify)
        finally:
            opened.close()
    if problems:
        raise Refused("drill-problems", "file", file=source.name, count=len(problems), first=problems[0].kind)


def _link_attachments(place: Path, own: Path, target: Path) -> None:
    """Lay the place's own files of cases beside the trial; the place beside the register has none of its own."""
    source = place if place.is_dir() else own
    if source.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.symlink_to(source.absolute(), target_is_directory=True)
        except OSError:
            shutil.copytree(source, target)
