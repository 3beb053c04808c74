"""The lines of a case's history: each step leaves one, with what it changed, and one in the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.notes import Note, note
from papi_desk.domain.cases import Ask, CaseState, Outcome
from papi_desk.domain.deadlines import TraceDay
from papi_desk.domain.undo import former
from papi_desk.services.reference import OfficerLine


def plain_day(day: TraceDay) -> list[Any]:
    """Return a counted day as a case keeps it."""
    return [day.date.isoformat(), day.counted, day.why]


def write_history(
    session: Session,
    case: Case,
    ask: Ask,
    old: CaseState,
    outcome: Outcome,
    officer: OfficerLine,
    recorded_at: datetime,
    data: dict[str, Any],
    old_trace: list[Any],
) -> None:
    """Write a step into the history of its case, with what has to be put back should it be undone."""
    new = outcome.state
    if breaches := [*data.get("breaches", ()), *outcome.breaches]:
        data["breaches"] = breaches
    if new.variant != old.variant:
        data["variant"] = new.variant
    if changes := {**data.get("changes", {}), **_counting_changes(old, new)}:
        data["changes"] = changes
    was = former(old, new) | ({"trace": old_trace} if case.trace != old_trace else {})
    session.add(
        CaseEvent(
            case_id=case.id, action=str(ask.action), at=ask.at, recorded_at=recorded_at, officer_id=officer.id,
            approver=ask.approver, from_status=int(old.status), to_status=int(new.status), reason=ask.reason,
            old_due=old.due_at, new_due=new.due_at, data={**data, "was": was},
        )
    )  # fmt: skip
    told = {"at": ask.at, "from": int(old.status), "to": int(new.status), "due": new.due_at, **data}
    told |= {name: value for name, value in (("reason", ask.reason), ("approver", ask.approver)) if value}
    note(session, Note(recorded_at, officer.name, str(ask.action), case.code, told))


def _counting_changes(old: CaseState, new: CaseState) -> dict[str, Any]:
    """Return what a step changes of how a case is counted, so that an older table can be counted again."""
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in ("original_due_at", "by_hour")}
    return {name: {"old": _plain(was), "new": _plain(now)} for name, (was, now) in pairs.items() if was != now}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
