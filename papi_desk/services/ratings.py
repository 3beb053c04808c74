"""Ratings by citizens: taken on the screen or keyed in from paper, at most one of a case a visit, and listed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.offices import Officer
from papi_desk.db.models.procedures import Procedure
from papi_desk.db.models.ratings import Rating, RatingAnswer
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import composed_text
from papi_desk.domain.ratings import MEANS, SCREEN, NewRating, RatingScale
from papi_desk.domain.records import Record
from papi_desk.domain.scans import Slip, read_scan
from papi_desk.services.cases import find_case
from papi_desk.services.reference import packaged, reference
from papi_desk.services.slips import case_of_slip
from papi_desk.services.veils import shown_words

CITIZEN: Final = "Công dân (màn hình)"
"""Who the audit log names for a rating given on the screen."""


@cache
def rating_scale() -> RatingScale:
    """Return what is rated and on which levels."""
    return RatingScale.read(packaged("rating.toml"))


class RatingLine(Record):
    """A rating as lists show it."""

    id: int
    on: date
    means: str
    means_words: str
    case: str
    procedure: str
    officer: str
    answers: dict[int, str]
    remark: str
    recorded_at: datetime
    voided: bool


# --- taking --------------------------------------------------------------------------------------------------


def case_to_rate(session: Session, typed: str, *, at: datetime) -> str:
    """Return the number of the case that a citizen at the screen means: scanned, typed whole, or by its last digits.

    Raises ``Refused``: «rating-number» for what is no number, «rating-number-unknown» and «rating-number-many» for
    last digits that fit no case or several of today, «rating-no-visit» for a case nothing happened to today,
    «rating-twice» where today's visit was rated.
    """
    scanned, plain = read_scan(typed), "".join(typed.split())
    if isinstance(scanned, Slip):
        code = case_of_slip(session, scanned.code, scanned.key)
    elif re.fullmatch(r"[0-9]{1,6}", plain, re.ASCII):
        code = _by_last_digits(session, int(plain), plain, at.date())
    else:
        raise Refused("rating-number", "case", text=plain)
    case = find_case(session, code)
    _check_visit(session, case, at.date())
    _check_once(session, case, at.date())
    return case.code


def record_rating(session: Session, new: NewRating, *, at: datetime, by: int | str | None = None) -> int:
    """Keep a rating and return its number; the case's procedure and officer are written down with it.

    Raises ``Refused`` for answers that fit no content or level, a day in the future, a second rating of a visit,
    and on the screen for a case that nothing happened to today.
    """
    rating_scale().check(new.answers)
    if new.means not in MEANS:
        raise Refused("rating-means", "means", means=new.means, known=", ".join(MEANS))
    day, ref, on_screen = new.on or at.date(), reference(session), new.means == SCREEN
    if day > at.date():
        raise Refused("in-future", "on", at=datetime.combine(day, time()))
    if on_screen and not new.case:
        raise Refused("rating-number", "case", text="")
    case = find_case(session, new.case, lock=True) if new.case else None
    if case is not None:
        _check_once(session, case, day)
        if on_screen:
            _check_visit(session, case, day)
    keeper = None if on_screen else ref.officer(by, at.date())
    procedure, officer = _whose(session, case, new, day)
    row = Rating(
        on=day, means=new.means, case_id=case.id if case else None, procedure_id=procedure, officer_id=officer,
        remark=composed_text(new.remark).strip()[:2000], recorded_at=at, recorded_by=keeper.id if keeper else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(RatingAnswer(rating_id=row.id, content=at_, level=level) for at_, level in new.answers.items())
    told = {"means": new.means, "on": day, "case": case.code if case else "", "answers": _by_text(new.answers)}
    kept = Note(at, keeper.name, "rating-paper", str(row.id), told) if keeper else None
    note(session, kept or Note(at, CITIZEN, "rating", str(row.id), told))
    return row.id


def void_rating(session: Session, number: int, *, reason: str, at: datetime, by: int | str | None = None) -> None:
    """Leave a rating that was keyed in wrongly out of every figure, with the reason; it stays in the register."""
    row = session.get(Rating, number)
    if row is None or row.voided_at is not None:
        raise Refused("rating-unknown", "number", number=number)
    if not reason.strip():
        raise Refused("rating-reason", "reason")
    row.voided_at = at
    officer = reference(session).officer(by, at.date())
    note(session, Note(at, officer.name, "rating-void", str(number), {"reason": composed_text(reason)}))


def _by_last_digits(session: Session, number: int, typed: str, day: date) -> str:
    query = select(Case.code).where(Case.number == number, Case.voided_at.is_(None), _came(day))
    found = session.scalars(query).all()
    if not found:
        raise Refused("rating-number-unknown", "case", text=typed)
    if len(found) > 1:
        raise Refused("rating-number-many", "case", text=typed)
    return found[0]


def _came(day: date) -> Any:
    """Ask whether something happened to the case at the desk on the day."""
    start = datetime.combine(day, time())
    return exists().where(CaseEvent.case_id == Case.id, CaseEvent.at >= start, CaseEvent.at < start + timedelta(days=1))


def _check_visit(session: Session, case: Case, day: date) -> None:
    if case.voided_at is not None or session.scalar(select(Case.id).where(Case.id == case.id, _came(day))) is None:
        raise Refused("rating-no-visit", "case", code=case.code)


def _check_once(session: Session, case: Case, day: date) -> None:
    """Refuse a second rating of the visit; the case is locked while it is written."""
    standing = select(Rating.id).where(Rating.case_id == case.id, Rating.on == day, Rating.voided_at.is_(None))
    if session.scalar(standing) is not None:
        raise Refused("rating-twice", "case", code=case.code, on=day)


def _whose(session: Session, case: Case | None, new: NewRating, day: date) -> tuple[int | None, int | None]:
    """Return procedure and officer of a rating: of its case, else as the slip says."""
    ref = reference(session)
    officer = ref.officer(new.officer, day).id if new.officer else None
    if case is not None:
        return case.procedure_id, officer or case.officer_id
    if not new.procedure:
        return None, officer
    code = ref.version(session, new.procedure, day, in_force_only=False).code
    known = (Procedure.code == code) | (Procedure.internal_id == code)
    return session.scalar(select(Procedure.id).where(known)), officer


def _by_text(answers: Any) -> dict[str, str]:
    return {str(content): level for content, level in sorted(answers.items())}


# --- listing -------------------------------------------------------------------------------------------------


def ratings_between(session: Session, first: date, last: date, *, most: int = 500) -> list[RatingLine]:
    """List the ratings of visits between two days, the newest first, voided ones too."""
    query = select(Rating).where(Rating.on >= first, Rating.on <= last).order_by(Rating.on.desc(), Rating.id.desc())
    return _lines(session, session.scalars(query.limit(most)).all())


def ratings_of_case(session: Session, code: str) -> list[RatingLine]:
    """List the ratings of a case."""
    case = find_case(session, code)
    return _lines(session, session.scalars(select(Rating).where(Rating.case_id == case.id).order_by(Rating.id)).all())


def find_rating(session: Session, number: int) -> RatingLine:
    """Return a rating by its number; raise ``Refused``."""
    row = session.get(Rating, number)
    if row is None:
        raise Refused("rating-unknown", "number", number=number)
    return _lines(session, [row])[0]


def _lines(session: Session, rows: Any) -> list[RatingLine]:
    cases = _names(session, select(Case.id, Case.code), Case.id, {row.case_id for row in rows})
    procedures = _names(session, select(Procedure.id, Procedure.name), Procedure.id, {row.procedure_id for row in rows})
    officers = _names(session, select(Officer.id, Officer.name), Officer.id, {row.officer_id for row in rows})
    answers: dict[int, dict[int, str]] = {row.id: {} for row in rows}
    found = select(RatingAnswer).where(RatingAnswer.rating_id.in_(answers)).order_by(RatingAnswer.content)
    for one in session.scalars(found):
        answers[one.rating_id][one.content] = one.level
    return [
        RatingLine(
            row.id, row.on, row.means, MEANS[row.means], cases.get(row.case_id, ""),
            procedures.get(row.procedure_id, ""), officers.get(row.officer_id, ""), answers[row.id],
            shown_words(session, row.remark), row.recorded_at, row.voided_at is not None,
        )
        for row in rows
    ]  # fmt: skip


def _names(session: Session, query: Any, key: Any, wanted: set[int | None]) -> dict[int | None, str]:
    if not wanted - {None}:
        return {}
    return {key: name for key, name in session.execute(query.where(key.in_(wanted - {None})))}  # noqa: C416
