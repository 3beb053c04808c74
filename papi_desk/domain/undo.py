"""Taking back the last step: by the same officer, on the same day, before the next step, never after hand-back.

Nothing is struck out: an event of its own restores what the step changed, so the history keeps both. A wrong
registration is voided and keeps its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, Protocol, TypeVar

from papi_desk.domain.cases import ACTION_NAMES, Action, CaseState, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field_names

UNDO: Final = "undo"
UNDO_NAME: Final = "Hoàn tác"


class Event(Protocol):
    """A line of a case's history."""

    @property
    def id(self) -> int:
        """Return its key."""

    @property
    def action(self) -> str:
        """Return the step."""

    @property
    def data(self) -> Mapping[str, Any]:
        """Return what it brought; an undo names the event it takes back: «undoes»."""


E = TypeVar("E", bound=Event)


def standing(events: Iterable[E]) -> list[E]:
    """Return the events that stand: without those taken back, and without their undoing."""
    listed = list(events)
    undone = {event.data.get("undoes") for event in listed if event.action == UNDO}
    return [event for event in listed if event.action != UNDO and event.id not in undone]


def action_name(action: str) -> str:
    """Return the official words of anything a history tells of."""
    own = {"register": "Tiếp nhận", "import": "Nhập từ hệ thống khác", UNDO: UNDO_NAME}
    return own.get(action) or ACTION_NAMES[Action(action)]


class LastStep(Record):
    """The last step that stands, and who wrote it down when."""

    action: str
    officer: str
    recorded_at: datetime
    kept: bool
    """Whether what it changed was kept with it."""
    by_undo: bool = False
    """Whether it is itself the undoing of a registration."""


def can_undo(last: LastStep | None, state: CaseState, at: datetime, officer: str) -> Refused | None:
    """Tell why the last step cannot be taken back, or None."""
    if last is None or last.action == "import" or last.by_undo or not last.kept:
        return Refused("undo-nothing")
    name = action_name(last.action)
    if last.action == Action.ACCEPT:
        return Refused("undo-accepted", action=name)
    if state.status is Status.RETURNED:
        return Refused("undo-after-return", action=name)
    if last.officer != officer:
        return Refused("undo-by-another", action=name, officer=last.officer)
    if last.recorded_at.date() != at.date():
        return Refused("undo-another-day", action=name, recorded_at=last.recorded_at)
    return None


def former(old: CaseState, new: CaseState) -> dict[str, Any]:
    """Return what a step changed of a case's state, as plain values, so that it can be taken back."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in field_names(CaseState))
    return {name: _plain(was) for name, was, now in pairs if was != now}


def restored(state: CaseState, was: Mapping[str, Any]) -> CaseState:
    """Return the state with what a step changed put back."""
    names = list(field_names(CaseState))
    now = {name: getattr(state, name) for name in names}
    back = {name: _moment(name, value) for name, value in was.items() if name in names}
    return CaseState(**{**now, **back})


_MOMENTS: Final = frozenset(
    ("opened_at", "last_at", "clock_from", "due_at", "original_due_at", "stopped_at", "finished_at")
)


def _plain(value: Any) -> Any:
    if isinstance(value, Status):
        return int(value)
    return value.isoformat() if isinstance(value, datetime | date) else value


def _moment(name: str, value: Any) -> Any:
    if name == "status":
        return Status(value)
    return datetime.fromisoformat(value) if name in _MOMENTS and value is not None else value
