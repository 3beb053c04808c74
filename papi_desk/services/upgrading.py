"""Opening a register that an older program wrote: copied and proved first, then brought up to date step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from papi_desk import services
from papi_desk.db.database import Database, known_revisions
from papi_desk.domain.errors import Unavailable

FOLDER: Final = "sao-luu"
COPYING: Final = "copying"
MIGRATING: Final = "migrating"
Told = Callable[[str, int, int], None]
"""Hears what is being done (``COPYING``, ``MIGRATING``), how many steps are done, and of how many."""


def bring_up_to_date(database: Database, folder: Path, *, at: datetime, told: Told) -> bool:
    """Bring a register up to date; return whether anything was done, laying down an empty one included.

    An older register is copied into ``sao-luu`` first and stays as it is when it cannot be copied: raises
    ``Unavailable``. One of a newer program is left alone: raises ``Unavailable`` «newer-database». A register on a
    server is copied by the server's own means (docs/quan-tri.md).
    """
    found, known = database.revision(), known_revisions()
    if found is None or found not in known:
        return database.upgrade()
    waiting = known[known.index(found) + 1 :]
    if not waiting:
        return False
    steps = len(waiting) + 1
    if database.engine.dialect.name == "sqlite":
        told(COPYING, 0, steps)
        services.upkeep.backup(database, _copy_of(folder, found, at))
    told(MIGRATING, 1, steps)
    return database.upgrade(lambda revision: told(MIGRATING, 2 + waiting.index(revision), steps))


def _copy_of(folder: Path, revision: str, at: datetime) -> Path:
    """Return where the copy of an older register is kept; copies made by plan do not take its name."""
    place = folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(place)) from error
    return place / f"truoc-nang-cap-{revision}-{at:%Y%m%d-%H%M%S}.db"
