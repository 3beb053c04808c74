"""Everything the register knows of one case, and the steps it may take next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, CaseDocument, CaseEvent, Contact, Party, Result
from papi_desk.db.models.money import Charge, Payment
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.domain.books import is_late_entry
from papi_desk.domain.cases import ACTION_NAMES, ALLOWED, Action, Status, can_take
from papi_desk.domain.deadlines import TraceDay
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person, cover, cover_person, cover_words
from papi_desk.domain.procedures import limit_of
from papi_desk.domain.records import Record, field_names, replace
from papi_desk.domain.undo import UNDO, action_name, standing
from papi_desk.services.cases import HandedIn, find_case, version_of
from papi_desk.services.deeds import seat
from papi_desk.services.entries import BLANK_SLIPS, slip_code
from papi_desk.services.reference import reference
from papi_desk.services.undo import UNDONE, UndoOffer, undo_offer
from papi_desk.services.veils import covered


class StepOffer(Record):
    """A step that a case's status knows, and why it may not be taken now."""

    action: Action
    label: str
    allowed: bool
    why_not: Refused | None


class EventLine(Record):
    """A line of a case's history."""

    at: datetime
    recorded_at: datetime
    officer: str
    approver: str
    action: str
    label: str
    from_status: int | None
    to_status: int
    reason: str
    old_due: datetime | None
    new_due: datetime | None
    data: Mapping[str, Any]
    undone: bool = False
    """Whether it was taken back, or takes back another."""


class CaseFile(Record):
    """Everything on one case."""

    code: str
    official_code: str
    procedure: str
    procedure_code: str
    field: str
    status: int
    channel: str
    submitted_at: datetime | None
    received_at: datetime
    clock_from: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    by_hour: bool
    due_reason: str
    limit: str
    variant: str
    trace: tuple[TraceDay, ...]
    finished_at: datetime | None
    returned_at: datetime | None
    voided: bool
    refused: bool
    supplement_rounds: int
    owner: Person
    submitter: Person
    relation: str
    authorisation: str
    officer: str
    event_date: date | None
    sets: int
    result_place: str
    receiving_unit: str
    competent_unit: str
    note: str
    conditions: tuple[str, ...]
    documents: tuple[HandedIn, ...]
    charges: tuple[Mapping[str, Any], ...]
    payments: tuple[Mapping[str, Any], ...]
    results: tuple[Mapping[str, Any], ...]
    contacts: tuple[Mapping[str, Any], ...]
    papers: tuple[Mapping[str, Any], ...]
    history: tuple[EventLine, ...]
    steps: tuple[StepOffer, ...]
    undo: UndoOffer | None
    checks: tuple[str, ...]
    certification: str = ""
    """«Số chứng thực 12 quyển số 01/2024-SCT/BS»."""
    blank_slip: str = ""
    """«DP-0007», when it was first written on a blank slip."""
    entered_late: bool = False
    """Whether it was written into the register long after its reception, as the office sets."""
    covered: bool = False
    """Whether private data are covered: who sits here has no work with them."""

    @property
    def fee_total(self) -> int | None:
        """Return what is owed in đồng, None when a rate is not known."""
        amounts = [charge["amount"] for charge in self.charges]
        return None if None in amounts else sum(amounts)


_CHARGE = ("name", "kind", "quantity", "unit_price", "amount", "basis", "exemption", "evidence")


def allowed_steps(session: Session, code: str, *, at: datetime) -> list[StepOffer]:
    """Offer the steps that a case's status knows, each with the reason when it cannot be taken now."""
    return list(_offers(session, find_case(session, code), at))


def _offers(session: Session, case: Case, at: datetime) -> tuple[StepOffer, ...]:
    state = case.state
    rules = reference(session).step_rules(state.opened_at.date())
    known = [a for a in Action if any((a, state.status, end) in ALLOWED for end in Status)]
    found, sitting = [], seat(session)
    for action in known if not state.voided else []:
        refusal = can_take(state, action, at, rules)
        if refusal is None or refusal.field == "approver":
            refusal = sitting.why_not(action) or refusal
        possible = refusal is None or refusal.field == "approver"
        found.append(StepOffer(action, ACTION_NAMES[action], possible, refusal))
    return tuple(found)


def case_file(session: Session, code: str, *, at: datetime | None = None, by: int | str | None = None) -> CaseFile:
    """Return everything on one case, private data covered for whoever has no work with them.

    ``at`` is the moment its next steps are judged by, ``by`` whoever would take back the last one.
    """
    file = whole_case_file(session, code, at=at, by=by)
    return _covered(file) if covered(session) else file


def _covered(file: CaseFile) -> CaseFile:
    return replace(
        file, owner=cover_person(file.owner), submitter=cover_person(file.submitter), note=cover_words(file.note),
        authorisation=cover_words(file.authorisation), covered=True,
        contacts=tuple({**told, "content": cover_words(told["content"])} for told in file.contacts),
        history=tuple(
            replace(line, reason=cover_words(line.reason), data=_covered_data(line.data)) for line in file.history
        ),
    )  # fmt: skip


def _covered_data(value: Any, name: str = "") -> Any:
    """Cover what a step tells of people: old and new values of a correction, and numbers among words."""
    if isinstance(value, Mapping):
        return {key: _covered_data(one, name if key in ("old", "new") else key) for key, one in value.items()}
    if isinstance(value, list):
        return [_covered_data(one, name) for one in value]
    if not isinstance(value, str):
        return value
    person = name.startswith(("owner_", "submitter_")) and not name.endswith("_name")
    return cover(value) if person else cover_words(value)


def whole_case_file(
    session: Session, code: str, *, at: datetime | None = None, by: int | str | None = None
) -> CaseFile:
    """Return everything on one case, for the papers that are the citizen's own."""
    ref, case = reference(session), find_case(session, code)
    session.refresh(case, ["documents", "events"])
    version = version_of(session, case)
    people = {party.role: _person(party) for party in case.parties}
    other = next((p for p in case.parties if p.role == "submitter"), None)
    names = {line.id: line.name for line in ref.officers}
    limit = limit_of(version.content, case.variant, ref.conventions).words()
    opened = case.received_at or case.submitted_at or case.recorded_at
    return CaseFile(
        code=case.code, official_code=case.official_code or "", procedure=version.content.name,
        procedure_code=version.code, field=version.content.field, status=case.status, channel=case.channel,
        submitted_at=case.submitted_at, received_at=opened, clock_from=case.clock_from, due_at=case.due_at,
        original_due_at=case.original_due_at, by_hour=case.by_hour, due_reason=case.due_reason, limit=limit,
        variant=case.variant, trace=_trace(case), finished_at=case.finished_at, returned_at=case.returned_at,
        voided=case.voided_at is not None, refused=case.refused, supplement_rounds=case.supplement_rounds,
        owner=people["owner"], submitter=people.get("submitter", people["owner"]),
        relation=other.relation if other else "", authorisation=other.authorisation if other else "",
        officer=names.get(case.officer_id, ""), event_date=case.event_date, sets=case.sets,
        result_place=case.result_place, receiving_unit=case.receiving_unit, competent_unit=case.competent_unit,
        note=case.note, conditions=tuple(case.conditions.get("in_effect", ())),
        documents=tuple(_handed_in(paper) for paper in case.documents),
        charges=_rows(session, Charge, case, _CHARGE),
        payments=_rows(session, Payment, case, ("amount", "method", "receipt_number", "at")),
        results=_results(session, case),
        contacts=_contacts(session, case, names),
        papers=_rows(session, IssuedPaper, case, ("id", "form", "issued_at")),
        history=_history(case, names),
        steps=_offers(session, case, at or case.last_at),
        undo=undo_offer(session, case, case.events, at or case.last_at, by), checks=version.content.checks,
        **_in_books(session, case, opened),
    )  # fmt: skip


def _in_books(session: Session, case: Case, opened: datetime) -> dict[str, Any]:
    """Return the case's numbers in other books, and whether it was entered late."""
    query = select(BookEntry.book, BookEntry.number, BookEntry.content).where(BookEntry.case_id == case.id)
    entries = session.execute(query.order_by(BookEntry.id)).all()
    minutes = int(reference(session).setting("late_entry_minutes"))
    return {
        "certification": "; ".join(row.content["text"] for row in entries if row.book.startswith("certification/")),
        "blank_slip": next((slip_code(row.number) for row in entries if row.book == BLANK_SLIPS), ""),
        "entered_late": case.events[0].action != "import" and is_late_entry(opened, case.recorded_at, minutes),
    }


def _trace(case: Case) -> tuple[TraceDay, ...]:
    return tuple(TraceDay(date.fromisoformat(day), counted, why) for day, counted, why in case.trace)


def _handed_in(paper: CaseDocument) -> HandedIn:
    return HandedIn(**{name: getattr(paper, name) for name in field_names(HandedIn)})


def _person(party: Party) -> Person:
    return Person(**{name: getattr(party, name) for name in field_names(Person)})


def _rows(session: Session, table: type[Any], case: Case, columns: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    found = session.scalars(select(table).where(table.case_id == case.id).order_by(table.id))
    return tuple({name: getattr(row, name) for name in columns} for row in found)


def _results(session: Session, case: Case) -> tuple[Mapping[str, Any], ...]:
    rows = _rows(session, Result, case, ("kind", "number", "recorded_at", "taken_by", "taken_at"))
    return tuple(row for row in rows if row["kind"] != UNDONE)


def _contacts(session: Session, case: Case, names: Mapping[int, str]) -> tuple[Mapping[str, Any], ...]:
    told = _rows(session, Contact, case, ("at", "means", "content", "officer_id"))
    return tuple({**row, "officer": names.get(row["officer_id"], "")} for row in told)


def _history(case: Case, names: Mapping[int, str]) -> tuple[EventLine, ...]:
    stands = {event.id for event in standing(case.events)}
    return tuple(_event_line(event, names, undone=event.id not in stands) for event in case.events)


def _event_line(event: CaseEvent, names: Mapping[int, str], *, undone: bool) -> EventLine:
    return EventLine(
        event.at, event.recorded_at, names.get(event.officer_id, ""), event.approver, event.action,
        _label(event), event.from_status, event.to_status, event.reason, event.old_due, event.new_due,
        event.data, undone,
    )  # fmt: skip


def _label(event: CaseEvent) -> str:
    """Name a step; an undoing with the step it took back."""
    undone = f": {action_name(event.data['action'])}" if event.action == UNDO else ""
    return action_name(event.action) + undone
