"""What a step's form says before anything is typed: right most of the time, changed with a few keys."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.domain.cases import Action
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.cases import StepDetails, find_case, version_of
from papi_desk.services.reference import reference

EXTRA_DAYS: Final = 3
"""Working days by which a promise is proposed to be moved."""
TAKEN_AS: Final = ("chủ hồ sơ", "người nộp hồ sơ", "người được ủy quyền", "người thân trong gia đình")
"""In what capacity results are usually taken."""


def step_defaults(session: Session, code: str, action: Action | str, *, at: datetime) -> StepDetails:
    """Propose the details of a step on a case."""
    file, action = case_file(session, code, at=at), Action(action)
    if action in (Action.EXTEND, Action.APOLOGISE):
        calendar = reference(session).calendar
        start = max(file.due_at or at, at).date()
        due = calendar.closing_after(start, EXTRA_DAYS)
        return StepDetails(new_due=due, reason=_last_reason(session, file, action))
    if action is Action.SUPPLEMENT:
        return StepDetails(missing=_not_handed_in(session, file))
    if action is Action.PAID:
        return StepDetails(amount=_owed(file), method="cash")
    if action is Action.RETURN:
        same = file.submitter == file.owner
        return StepDetails(taken_by=file.submitter.name, taken_as=TAKEN_AS[0 if same else 1])
    return StepDetails()


def _owed(file: CaseFile) -> int:
    paid: int = sum(payment["amount"] for payment in file.payments)
    return max((file.fee_total or 0) - paid, 0)


def _last_reason(session: Session, file: CaseFile, action: Action) -> str:
    """Return why the step was last taken on a case of the same procedure."""
    procedure = find_case(session, file.code).procedure_id
    last = (
        select(CaseEvent.reason)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(Case.procedure_id == procedure, Case.finished_at.is_(None), CaseEvent.action == str(action))
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    return session.scalar(last) or ""


def _not_handed_in(session: Session, file: CaseFile) -> tuple[str, ...]:
    """Return the papers that the procedure asks for and the case does not have."""
    there = {paper.name for paper in file.documents}
    asked = version_of(session, find_case(session, file.code)).content.documents
    return tuple(paper.name for paper in asked if paper.name not in there)
