"""Where this installation keeps its register, and where the packaged resources are."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from platformdirs import user_data_path

OFFICE_ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has kept UTC+7 all year since 1975; a fixed offset needs no time-zone data on the PC."""

_PRACTICE = "-luyen-tap"


def office_now() -> datetime:
    """Return the office's wall time (naive, Asia/Ho_Chi_Minh), whatever zone the PC is set to."""
    return datetime.now(OFFICE_ZONE).replace(tzinfo=None, microsecond=0)


def resource(*parts: str) -> Path:
    """Return the path of a packaged resource, e.g. ``resource("data", "holidays.csv")``."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    root = inside if inside.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)


def guide_page(name: str) -> Path:
    """Return the path of a page of the user guide, e.g. ``guide_page("tiep-nhan")``."""
    package = Path(__file__).resolve().parent
    inside = package / "resources" / "huong-dan"
    root = inside if inside.is_dir() else package.parent / "docs" / "huong-dan"
    return root / f"{name}.md"


def data_folder(chosen: str | None = None) -> Path:
    """Return the folder of the register: the one chosen, else PAPI_DESK_DATA, else the user's data folder."""
    named = chosen or os.environ.get("PAPI_DESK_DATA")
    return Path(named).expanduser() if named else user_data_path("papi-desk", appauthor=False)


def practice_folder(folder: Path) -> Path:
    """Return the folder of the practice register beside that of the real one."""
    return folder if folder.name.endswith(_PRACTICE) else folder.with_name(folder.name + _PRACTICE)


def program(*words: str) -> list[str]:
    """Return the command that runs this program."""
    itself = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "papi_desk"]
    return [*itself, *words]
