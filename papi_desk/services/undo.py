"""Taking back the last step of a case: an event of its own puts back what the step changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent, Result
from papi_desk.db.models.money import Payment
from papi_desk.db.notes import Note, note
from papi_desk.domain.cases import Action, Ask, CaseState, take
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.records import Record, field_names
from papi_desk.domain.undo import UNDO, LastStep, action_name, can_undo, restored, standing
from papi_desk.services.cases import find_case, version_of
from papi_desk.services.deeds import why_not
from papi_desk.services.histories import write_history
from papi_desk.services.reference import OfficerLine, Reference, reference

UNDONE: Final = "undone"
"""Kind of a result whose step was taken back."""
_VOIDED: Final = "Hoàn tác tiếp nhận (lập nhầm)"


class Undone(Record):
    """A step taken back, and where its case stands now."""

    code: str
    undone: str
    words: str
    status: int
    due_at: datetime | None
    voided: bool


class UndoOffer(Record):
    """The step that could be taken back, by whom, and why not."""

    words: str
    officer: str
    why_not: Refused | None


def undo_offer(
    session: Session, case: Case, events: Sequence[CaseEvent], at: datetime, by: int | str | None = None
) -> UndoOffer | None:
    """Say which step of a case may be taken back now, by whom, and why not by who is here; None where there is nothing.

    Where nobody is named or signed in, it is judged for the officer who took the step.
    """
    ref, here = reference(session), by or session.info["database"].at_desk
    last = _last(ref, events)
    if last is None:
        return None
    officer = ref.officer(here, at.date()).name if here else last.officer
    refusal = can_undo(last, case.state, at, officer) or why_not(session, UNDO)
    return UndoOffer(action_name(last.action), last.officer, refusal)


def undo_step(session: Session, code: str, *, at: datetime, by: int | str | None = None) -> Undone:
    """Take back the last step of a case; a wrong registration is voided and keeps its number.

    ``at`` is when the officer does it. In the history it stands at the moment of the step, recorded ``at``: whoever
    counts what was known before counts the step, whoever counts later does not.
    """
    ref, case = reference(session), find_case(session, code, lock=True)
    officer = ref.officer(by, at.date())
    events = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)).all()
    refusal = can_undo(_last(ref, events), case.state, at, officer.name)
    if refusal is not None:
        raise refusal
    event = standing(events)[-1]
    if event.action == "register":
        _void(session, ref, case, officer, at)
    else:
        _take_back(session, case, event, officer, at)
    case.last_recorded_at = at
    words = action_name(event.action)
    return Undone(case.code, event.action, words, case.status, case.due_at, case.voided_at is not None)


def _last(ref: Reference, events: Sequence[CaseEvent]) -> LastStep | None:
    stands = standing(events)
    if not stands:
        return None
    event = stands[-1]
    officer = next((line.name for line in ref.officers if line.id == event.officer_id), "")
    kept = "was" in event.data or event.action == "register"
    return LastStep(event.action, officer, event.recorded_at, kept, by_undo="undone" in event.data)


def _void(session: Session, ref: Reference, case: Case, officer: OfficerLine, at: datetime) -> None:
    """Void a registration, and write back what was paid with it."""
    old, ask = case.state, Ask(Action.VOID, at, _VOIDED)
    outcome = take(old, ask, ref.step_rules(old.opened_at.date()), ref.clock(version_of(session, case).content))
    case.move_to(outcome.state)
    for paid in session.scalars(select(Payment).where(Payment.case_id == case.id)).all():
        _pay_back(session, case, paid, officer, at)
    write_history(session, case, ask, old, outcome, officer, at, {"undone": "register"}, case.trace)


def _take_back(session: Session, case: Case, event: CaseEvent, officer: OfficerLine, at: datetime) -> None:
    old, was = case.state, event.data["was"]
    back = restored(old, was)
    case.put_back(back)
    case.trace = was.get("trace", case.trace)
    changes = _changed_back(case, event.data.get("changes", {}))
    _beside(session, case, event, officer, at)
    told = {"action": event.action, **({"changes": changes} if changes else {})}
    session.add(
        CaseEvent(
            case_id=case.id, action=UNDO, at=event.at, recorded_at=at, officer_id=officer.id,
            from_status=int(old.status), to_status=int(back.status), old_due=old.due_at, new_due=back.due_at,
            data={**told, "undoes": event.id},
        )
    )  # fmt: skip
    moved = {"at": at, "from": int(old.status), "to": int(back.status), "due": back.due_at}
    note(session, Note(at, officer.name, UNDO, case.code, {**moved, **told}))


def _changed_back(case: Case, changes: dict[str, Any]) -> dict[str, Any]:
    """Put corrected data back, and return the changes the other way round."""
    counted = set(field_names(CaseState))
    for name, change in changes.items():
        role, _, fact = name.partition("_")
        if role in ("owner", "submitter"):
            party = next(party for party in case.parties if party.role == role)
            setattr(party, fact, change["old"])
            party.search_key = search_key(party.name)
        elif name not in counted:
            setattr(case, name, change["old"])
    return {name: {"old": change["new"], "new": change["old"]} for name, change in changes.items()}


def _beside(session: Session, case: Case, event: CaseEvent, officer: OfficerLine, at: datetime) -> None:
    """Take back the money or the result that the step brought; their rows stay."""
    if event.action == Action.PAID:
        last = session.scalars(select(Payment).where(Payment.case_id == case.id).order_by(Payment.id.desc())).first()
        if last is not None and event.data.get("amount"):
            _pay_back(session, case, last, officer, at)
    elif event.action in (Action.FINISH, Action.REFUSE):
        results = select(Result).where(Result.case_id == case.id).order_by(Result.id.desc())
        result = session.scalars(results).first()
        if result is not None:
            result.kind = UNDONE


def _pay_back(session: Session, case: Case, paid: Payment, officer: OfficerLine, at: datetime) -> None:
    """Write a payment the other way round."""
    session.add(
        Payment(
            case_id=case.id, amount=-paid.amount, method=paid.method, receipt_number=paid.receipt_number, at=at,
            officer_id=officer.id,
        )
    )  # fmt: skip
