"""A citizen's visit: several cases received in one transaction, and paid for together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.models.drafts import Draft
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace
from papi_desk.services.cases import NewCase, Paid, Registered, preview_case, register_case
from papi_desk.services.certification_numbers import kinds
from papi_desk.services.reference import Reference, reference


class VisitPreview(Record):
    """What each line of a visit would cost, and the warnings."""

    fees: tuple[int | None, ...]
    total: int | None
    due_at: datetime | None
    warnings: tuple[str, ...]


class Visit(Record):
    """A visit that is in the register."""

    cases: tuple[Registered, ...]
    numbers: tuple[str, ...]
    """Certification numbers in the order of the lines."""
    total: int | None
    cash: int | None
    change: int | None
    slip: str
    """The form to be printed, «» when no slip is asked for."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the numbers of its cases."""
        return tuple(case.code for case in self.cases)


def preview_visit(session: Session, lines: Sequence[NewCase], *, at: datetime) -> VisitPreview:
    """Work out what each line costs and what the visit comes to."""
    found = [preview_case(session, line, at=at) for line in lines]
    fees = tuple(one.fees.total for one in found)
    return VisitPreview(
        fees, _sum(fees), max((one.due_at for one in found if one.due_at), default=None),
        tuple(dict.fromkeys(words for one in found for words in one.warnings)),
    )  # fmt: skip


def _sum(amounts: Sequence[int | None]) -> int | None:
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def register_visit(
    session: Session,
    lines: Sequence[NewCase],
    *,
    at: datetime,
    by: int | str | None = None,
    recorded_at: datetime | None = None,
    cash: int | None = None,
    draft: int | None = None,
) -> Visit:
    """Receive everything that a citizen brought, all or nothing; with ``cash`` given, take the fees and give change.

    Papers of one kind make one case where the office wants it so; each line keeps its certification number.
    Raises ``Refused`` «visit-empty», «visit-fee-unknown», «visit-cash-short», and what refuses a case.
    """
    if not lines:
        raise Refused("visit-empty", "lines")
    ref = reference(session)
    paid = None if cash is None else Paid()
    cases = tuple(
        register_case(session, replace(new, paid=paid), at=at, by=by, recorded_at=recorded_at)
        for new in _as_cases(ref, lines)
    )
    total = _sum([case.fee_total for case in cases])
    change = _change(total, cash)
    if draft is not None:
        session.execute(delete(Draft).where(Draft.id == draft))
    if len(cases) > 1 or cash is not None:
        told = {"cases": [case.code for case in cases], "total": total, "cash": cash, "change": change}
        officer = ref.officer(by, at.date()).name
        note(session, Note(recorded_at or at, officer, "visit", cases[0].code, told))
    return Visit(cases, _numbers(session, cases), total, cash, change, _slip(ref, cases, at))


def _as_cases(ref: Reference, lines: Sequence[NewCase]) -> list[NewCase]:
    """Put papers of one kind into one case, where the office wants it so."""
    certified = {code for kind in kinds() for code in kind["procedures"]}
    found: dict[object, NewCase] = {}
    for place, line in enumerate(lines):
        together = line.procedure in certified and ref.setting("visit_cases") == "kind"
        key: object = (line.procedure, line.owner) if together else place
        first = found.get(key)
        found[key] = line if first is None else replace(first, further=(*first.further, line.quantities))
    return list(found.values())


def _change(total: int | None, cash: int | None) -> int | None:
    """Return the change from the cash handed over, None when nothing is paid now."""
    if cash is None:
        return None
    if total is None:
        raise Refused("visit-fee-unknown", "cash")
    if cash < total:
        raise Refused("visit-cash-short", "cash", cash=cash, total=total)
    return cash - total


def _numbers(session: Session, cases: Sequence[Registered]) -> tuple[str, ...]:
    """Return the certification numbers given to the cases."""
    query = (
        select(BookEntry.content)
        .join(Case, Case.id == BookEntry.case_id)
        .where(Case.code.in_([case.code for case in cases]), BookEntry.book.startswith("certification/"))
        .order_by(BookEntry.id)
    )
    return tuple(content["text"] for content in session.scalars(query))


def _slip(ref: Reference, cases: Sequence[Registered], at: datetime) -> str:
    """Return the form of the slip that the office hands out: always, or only for what is not done today."""
    wanted = ref.setting("certification_slip")
    if wanted != "later":
        return wanted
    later = any(case.due_at is not None and case.due_at.date() > at.date() for case in cases)
    return "receipt" if later else ""
