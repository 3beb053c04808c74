"""Copies of the register in a folder: make one now, see which there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from papi_desk.domain.errors import Unavailable
from papi_desk.services.upkeep import backup
from papi_desk.settings import OFFICE_ZONE

_NAME = "papi-desk-"
_ENDING = ".db"


@dataclass(frozen=True)
class BackupLine:
    """A copy of the register: where, how large in bytes, and when it was made."""

    path: Path
    size: int
    made_at: datetime


def back_up(session: Session, folder: Path, *, at: datetime) -> BackupLine:
    """Copy the register into a folder under the hour it was made at; the copy is checked before it counts."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(folder)) from error
    target = folder / f"{_NAME}{at:%Y%m%d-%H%M%S}{_ENDING}"
    backup(session.info["database"], target)
    return _line(target)


def backups_in(folder: Path) -> list[BackupLine]:
    """List the copies in a folder, newest first."""
    try:
        found = [_line(path) for path in folder.glob(f"{_NAME}*{_ENDING}")]
    except OSError:
        return []
    return sorted(found, key=lambda line: line.made_at, reverse=True)


def _line(path: Path) -> BackupLine:
    kept = path.stat()
    made = datetime.fromtimestamp(kept.st_mtime, OFFICE_ZONE).replace(tzinfo=None, microsecond=0)
    return BackupLine(path, kept.st_size, made)
