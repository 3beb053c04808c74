"""Apologies for missed promises: owed before a late case is settled or handed back, unless waived with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.domain.cases import Action, is_late
from papi_desk.domain.errors import Refused
from papi_desk.services.reference import reference

_SETTLES: Final = frozenset({Action.FINISH, Action.REFUSE, Action.RETURN})
_WRITTEN_LATER: Final = timedelta(days=1)
"""What is written down so much later has happened; refusing it would only make the register untrue."""


def check_apology(
    session: Session, case: Case, step: Action, waived: str, *, at: datetime, recorded_at: datetime, at_screen: bool
) -> dict[str, Any]:
    """Refuse to settle a late case without its apology; return what is noted of a waiver."""
    if step not in _SETTLES or not owes_apology(session, case, at):
        return {}
    if waived.strip():
        return {"no_apology": waived.strip(), "breaches": ["apology-waived"]}
    rule = reference(session).setting("late_apology")
    required = rule == "required" or (rule == "screen" and at_screen)
    if required and recorded_at - at < _WRITTEN_LATER:
        raise Refused("apology-needed", "no_apology", due_at=case.due_at)
    return {}


def owes_apology(session: Session, case: Case, at: datetime) -> bool:
    """Tell whether the case's promise was missed and nobody has apologised for it, nor waived it."""
    if not is_late(case.finished_at or at, case.due_at, by_hour=case.by_hour):
        return False
    told = select(CaseEvent.id, CaseEvent.action, CaseEvent.data).where(
        CaseEvent.case_id == case.id, CaseEvent.new_due == case.due_at
    )
    events = session.execute(told).all()
    if any("no_apology" in event.data for event in events):
        return False
    letters = [event.id for event in events if event.action == Action.APOLOGISE]
    issued = exists().where(IssuedPaper.event_id.in_(letters), IssuedPaper.form == "apology")
    return not (letters and session.scalar(select(issued)))
