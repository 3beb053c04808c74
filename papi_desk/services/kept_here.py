"""A form kept in a file of this computer while the register cannot be reached; never beside an encrypted one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from papi_desk.db.keys import named_key
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.records import Record, asdict

FOLDER: Final = "nhap"
"""Among the papers: ``giay-to/nhap/register.json``."""


class KeptHere(Record):
    """What was typed, and the number of the draft that the register had of it."""

    draft: int | None
    content: dict[str, Any]


def keep_here(path: Path, kept: KeptHere, register: Path) -> bool:
    """Write the form whole or not at all, for this user's eyes only; tell whether it was written.

    Beside an encrypted register it is not: what the register covers may lie in no plain file.
    """
    if named_key(register) is not None:
        return False
    half = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(half, "w", encoding="utf-8", opener=_for_us_only) as file:
            json.dump(asdict(kept), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(path)) from error
    return True


def kept_here(path: Path) -> KeptHere | None:
    """Return the form that was kept, None when there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return KeptHere(found["draft"], found["content"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drop_here(path: Path) -> None:
    """Forget the form: the register has it again, or it became a case."""
    path.unlink(missing_ok=True)


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
