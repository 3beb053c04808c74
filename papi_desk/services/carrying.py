"""Carrying a proved copy to one place: a second disk, a stick, a network folder that may hang.

This runs in a program of its own for each place (``papi-desk carry``), so that a place that never answers holds
nothing up: after a while it is left alone and said so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

from papi_desk.db import files
from papi_desk.domain.backups import BackupPlan, kept
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import asdict
from papi_desk.services.attachments import FOLDER, GONE
from papi_desk.services.backup_plan import MARKER, OWN_PLACE, PlaceState, Trouble, place_state, read_plan
from papi_desk.services.copies import Copy, beside, copies_in, copying_failed, is_copy, read_beside, write_beside
from papi_desk.settings import program

SPARE: Final = 50_000_000
"""Bytes that must stay free in a place."""
_SLOWEST: Final = 1_000_000
"""Bytes a second that a place must take at least."""
_BLOCK: Final = 1 << 20


def carry_to_all(
    folder: Path, copy: Path, places: Sequence[str], *, at: datetime, patience: float = 60
) -> dict[str, PlaceState]:
    """Carry a copy to every place at once; each gets some time by its size, then it is left alone."""
    until = monotonic() + patience + copy.stat().st_size / _SLOWEST
    begun = {place: _start(folder, copy, place, at) for place in places}
    return {place: _finish(process, place, at, until) for place, process in begun.items()}


def _start(folder: Path, copy: Path, place: str, at: datetime) -> subprocess.Popen[str]:
    words = program("carry", str(copy), place, "--data", str(folder), "--now", f"{at:%Y-%m-%dT%H:%M:%S}")
    no_window: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.Popen(  # noqa: S603
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        encoding="utf-8", env=environment, creationflags=no_window,
    )  # fmt: skip


def _finish(process: subprocess.Popen[str], place: str, at: datetime, until: float) -> PlaceState:
    try:
        told, _ = process.communicate(timeout=max(until - monotonic(), 0.1))
        return place_state(json.loads(told))
    except subprocess.TimeoutExpired:
        _leave_alone(process)
        trouble = Trouble("place-hangs", {"path": place})
    except (ValueError, KeyError, TypeError):
        trouble = Trouble("cannot-write", {"path": place})
    return PlaceState(tried_at=at.isoformat(), trouble=trouble)


def _leave_alone(process: subprocess.Popen[str]) -> None:
    """End a program without waiting for it: one that waits for a dead share cannot even be ended."""
    process.kill()
    if process.stdout is not None:
        process.stdout.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        _left_alone.append(process)


_left_alone: list[subprocess.Popen[str]] = []
"""Held, so that nobody waits for them."""


def carry(folder: Path, source: Path, place: Path, *, at: datetime) -> dict[str, Any]:
    """Carry a copy and what belongs to it to a place, read it back, and let old ones go; answers plain values."""
    trouble, done = None, ""
    try:
        _check_place(place)
        _carry_file(source, place)
        _carry_attachments(folder / FOLDER, place / FOLDER)
        rotate(place, read_plan(folder))
        _let_destroyed_go(folder / FOLDER, place)
        done = at.isoformat()
    except (Refused, Unavailable) as error:
        trouble = Trouble(error.kind, {name: str(value) for name, value in error.data.items()})
    except OSError as error:
        failed = copying_failed(error, place / source.name)
        trouble = Trouble(failed.kind, {name: str(value) for name, value in failed.data.items()})
    with suppress(OSError):
        return asdict(PlaceState(at.isoformat(), done, trouble, tuple(copies_in(place)), _same_disk(folder, place)))
    return asdict(PlaceState(at.isoformat(), done, trouble))


def _check_place(place: Path) -> None:
    try:
        (place / MARKER).read_bytes()
    except OSError as error:
        raise Unavailable("place-gone", path=str(place)) from error


def _same_disk(folder: Path, place: Path) -> bool:
    return folder.stat().st_dev == place.stat().st_dev


def _carry_file(source: Path, place: Path) -> None:
    copy = read_beside(source)
    if copy is None:
        raise Refused("not-a-register", "file", file=source.name)
    if shutil.disk_usage(place).free < copy.size + SPARE:
        raise Unavailable("place-full", path=str(place))
    target = place / source.name
    half = target.with_name(target.name + ".part")
    try:
        _written_through(source, half)
        if files.digest(half) != copy.digest:
            raise Unavailable("place-garbles", path=str(place))
        half.replace(target)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    write_beside(place, copy)


def _written_through(source: Path, target: Path) -> None:
    """Copy a file down to the disk, and forget what the system remembers of it: it is read back from the disk."""
    with source.open("rb") as live, target.open("wb") as copy:
        shutil.copyfileobj(live, copy, _BLOCK)
        copy.flush()
        os.fsync(copy.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(copy.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _carry_attachments(source: Path, target: Path) -> None:
    """Bring over the files of cases that the place has not yet; their names are their content."""
    for path in source.glob("??/*") if source.is_dir() else ():
        there = target / path.parent.name / path.name
        if (there.exists() and there.stat().st_size == path.stat().st_size) or path.name.endswith(".part"):
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        half = there.with_name(f".{there.name}.part")
        _written_through(path, half)
        half.replace(there)


def _let_destroyed_go(source: Path, place: Path) -> None:
    """Let scans go that the register destroyed, once no copy kept in the place has them any more.

    Only what the newest copy itself says was destroyed; where a copy cannot be read, everything stays.
    """
    lying = {path for path in (place / FOLDER).glob("??/*") if not (source / path.parent.name / path.name).exists()}
    copies = copies_in(place)
    if not lying or not copies:
        return
    with suppress(Unavailable, *files.all_errors()):
        newest, *older = (place / copy.file for copy in copies)
        destroyed = _digests(newest, gone=True) - _digests(newest, gone=False)
        for copy in reversed(older):
            destroyed = destroyed and destroyed - _digests(copy, gone=False)
        gone = [path for path in lying if path.stem in destroyed]
        for path in gone:
            path.unlink(missing_ok=True)


def _digests(copy: Path, *, gone: bool) -> set[str]:
    with closing(files.connect(copy, None, read_only=True)) as connection:
        rows = connection.execute("SELECT sha256 FROM attachments WHERE (kind = ?) = ?", (GONE, gone))
        return {digest for (digest,) in rows}


def rotate(place: Path, plan: BackupPlan) -> list[str]:
    """Let copies go that the plan no longer keeps, and halves that were never finished; return their names."""
    found = copies_in(place)
    if not found:
        return []
    stay = kept((copy.moment for copy in found), plan) | {found[0].moment}
    gone = [place / copy.file for copy in found if copy.moment not in stay]
    for path in gone:
        beside(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    for path in _left_over(place):
        path.unlink(missing_ok=True)
    return [path.name for path in gone]


def _left_over(place: Path) -> Iterator[Path]:
    """Yield halves of copies older than a day, by the disk's own clock."""
    newest = max((path.stat().st_mtime for path in place.glob("papi-desk-*.db")), default=0.0)
    for path in place.glob("papi-desk-*.part*"):
        if is_copy(Path(path.name.partition(".part")[0])) and path.stat().st_mtime < newest - 86_400:
            yield path


def own_place(folder: Path) -> Path:
    """Return the place beside the register, ready to be written to."""
    place = folder / OWN_PLACE
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(place)) from error
    return place


def state_of(folder: Path, place: Path, copies: Sequence[Copy], at: datetime) -> PlaceState:
    """Return the state of a place that just got its copy."""
    return PlaceState(at.isoformat(), at.isoformat(), None, tuple(copies), _same_disk(folder, place))
