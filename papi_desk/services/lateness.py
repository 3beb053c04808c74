"""Why a case is late: recorded when it becomes so, counted in the report on causes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.numbers import LateCause
from papi_desk.db.notes import Note, note
from papi_desk.domain.cases import is_late
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.services.cases import find_case
from papi_desk.services.reference import reference
from papi_desk.services.reports.counting import late_causes


class CauseLine(Record):
    """A cause of lateness as recorded."""

    code: str
    cause: str
    words: str
    note: str
    recorded_at: datetime


def record_cause(
    session: Session, code: str, cause: str, *, remark: str = "", at: datetime, by: int | str | None = None
) -> CauseLine:
    """Record why a case is late; a later record replaces it in the figures, both stay in the history.

    Raises ``Refused`` for a case that is not late, a cause nobody knows, and «other» without words.
    """
    case, known = find_case(session, code), late_causes()
    if cause not in known:
        raise Refused("cause-unknown", "cause", cause=cause, known=", ".join(known))
    if not is_late(case.finished_at or at, case.due_at, by_hour=case.by_hour):
        raise Refused("case-not-late", "code", code=case.code)
    if cause == "other" and not remark.strip():
        raise Refused("cause-needs-words", "note")
    officer = reference(session).officer(by, at.date())
    session.add(LateCause(case_id=case.id, cause=cause, note=remark, recorded_at=at, officer_id=officer.id))
    session.flush()
    note(session, Note(at, officer.name, "late-cause", case.code, {"cause": cause, "note": remark}))
    return CauseLine(case.code, cause, known[cause], remark, at)


def cause_of(session: Session, code: str) -> CauseLine | None:
    """Return the last recorded cause of a case's lateness."""
    case, known = find_case(session, code), late_causes()
    row = session.scalars(
        select(LateCause).where(LateCause.case_id == case.id).order_by(LateCause.id.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return CauseLine(case.code, row.cause, known.get(row.cause, row.cause), row.note, row.recorded_at)
