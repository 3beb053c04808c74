"""What this computer keeps about copies: the plan and what came of it, in two small files beside the register.

They are read even where the register itself can no longer be.
"""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from papi_desk.domain.backups import Age, BackupPlan, age_of
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, asdict, field, field_names, replace
from papi_desk.services.copies import Copy
from papi_desk.services.sentences import sentence

PLAN: Final = "sao-luu.toml"
RECORD: Final = "sao-luu.json"
OWN_PLACE: Final = "sao-luu"
"""Beside the register: every copy is made and proved here, then carried to the other places."""
MARKER: Final = "noi-luu-papi-desk.txt"
"""Stands in each place: where it is missing, the disk or the share is not there, only its empty folder."""
_MARKER_WORDS: Final = (
    "Nơi PAPI Desk cất bản sao của sổ. Đừng xóa tệp này: thiếu nó, chương trình coi là ổ đĩa chưa cắm.\n"
)
_PLAN_WORDS: Final = "# Sao lưu trên máy tính này: nơi cất, số giờ một lần, số bản giữ lại.\n"


class Trouble(Record):
    """Why something did not work, as an error that can be written down."""

    kind: str
    data: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Say it."""
        return sentence(Unavailable(self.kind, **self.data))


class PlaceState(Record):
    """What came of the last copies to a place, and which copies it holds."""

    tried_at: str = ""
    done_at: str = ""
    trouble: Trouble | None = None
    copies: tuple[Copy, ...] = ()
    same_disk: bool = False


class Drill(Record):
    """A copy taken back for trial: when, which, how it went."""

    at: str
    file: str
    cases: int
    seconds: float
    trouble: Trouble | None = None


class BackupRecord(Record):
    """Everything that came of the plan so far."""

    places: dict[str, PlaceState] = field(default_factory=dict)
    drill: Drill | None = None

    def newest(self) -> datetime | None:
        """Return when the newest proved copy was made."""
        moments = [copy.moment for state in self.places.values() for copy in state.copies]
        return max(moments, default=None)


class BackupState(Record):
    """The plan and the record as a screen shows them."""

    plan: BackupPlan
    record: BackupRecord
    places: tuple[str, ...]
    newest: datetime | None
    age: Age

    @property
    def troubled(self) -> bool:
        """Tell whether a place did not get the last copy."""
        return any(self.record.places.get(place, PlaceState()).trouble for place in self.places)


def read_plan(folder: Path) -> BackupPlan:
    """Read the plan; what is missing or makes no sense counts as never chosen."""
    try:
        found = tomllib.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return BackupPlan()
    plan = BackupPlan()
    places = found.get("places", [])
    if isinstance(places, list):
        plan = replace(plan, places=tuple(place for place in places if isinstance(place, str)))
    if isinstance(found.get("at_closing"), bool):
        plan = replace(plan, at_closing=found["at_closing"])
    for name in ("every_hours", "keep_last", "keep_days", "keep_months"):
        if type(found.get(name)) is int:
            try:
                plan = plan.with_number(name, found[name])
            except Refused:
                continue
    return plan


def write_plan(folder: Path, plan: BackupPlan) -> BackupPlan:
    """Keep the plan."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in asdict(plan).items()]
    _write(folder / PLAN, _PLAN_WORDS + "".join(lines).replace("\x7f", "\\u007f"))
    return plan


def add_place(folder: Path, place: str) -> BackupPlan:
    """Add a folder to the plan and put the marker into it; raise ``Unavailable`` where nothing can be written."""
    path = Path(place).expanduser().absolute()
    if path == folder.absolute() or not place.strip():
        raise Refused("place-is-data", "place", path=place)
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / MARKER).write_text(_MARKER_WORDS, encoding="utf-8")
    except OSError as error:
        raise Unavailable("cannot-write", path=str(path)) from error
    plan = read_plan(folder)
    return write_plan(folder, replace(plan, places=tuple(dict.fromkeys((*plan.places, str(path))))))


def drop_place(folder: Path, place: str) -> BackupPlan:
    """Copy there no longer; the copies it holds stay."""
    plan = read_plan(folder)
    return write_plan(folder, replace(plan, places=tuple(one for one in plan.places if one != place)))


def places_of(folder: Path, plan: BackupPlan) -> tuple[str, ...]:
    """Return every place: the one beside the register, then the chosen ones."""
    return (str(folder.absolute() / OWN_PLACE), *plan.places)


def read_record(folder: Path) -> BackupRecord:
    """Read what came of the plan; a file that cannot be read says nothing."""
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        places = {place: _place(state) for place, state in found.get("places", {}).items()}
        drill = found.get("drill")
        return BackupRecord(places, drill and Drill(**{**drill, "trouble": _trouble(drill.get("trouble"))}))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return BackupRecord()


def write_record(folder: Path, record: BackupRecord) -> None:
    """Keep what came of the plan."""
    _write(folder / RECORD, json.dumps(asdict(record), ensure_ascii=False, indent=1))


def backup_state(folder: Path, *, at: datetime) -> BackupState:
    """Read how the copies of a register stand."""
    plan, record = read_plan(folder), read_record(folder)
    newest = record.newest()
    return BackupState(plan, record, places_of(folder, plan), newest, age_of(newest, at, plan.every_hours))


def place_state(found: dict[str, Any]) -> PlaceState:
    """Read the state of a place from plain values."""
    return _place(found)


def _place(found: dict[str, Any]) -> PlaceState:
    copies = tuple(Copy(**{name: copy[name] for name in field_names(Copy)}) for copy in found.get("copies", ()))
    same = bool(found.get("same_disk"))
    return PlaceState(found["tried_at"], found["done_at"], _trouble(found.get("trouble")), copies, same)


def _trouble(found: dict[str, Any] | None) -> Trouble | None:
    return None if not found else Trouble(found["kind"], found.get("data", {}))


def _write(path: Path, text: str) -> None:
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(path)) from error
