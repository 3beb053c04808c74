"""Receiving a case and taking it through its life; one function is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session, selectinload

from papi_desk.db.models.cases import Case, CaseDocument, CaseEvent, Party
from papi_desk.db.models.drafts import Draft
from papi_desk.db.models.money import Charge
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_number
from papi_desk.domain.cases import (
    ONLINE_CHANNELS,
    Action,
    Ask,
    CaseState,
    Status,
    take,
)
from papi_desk.domain.deadlines import TraceDay, due
from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import Bill
from papi_desk.domain.names import search_key, tidy_name
from papi_desk.domain.people import Person
from papi_desk.domain.procedures import limit_of
from papi_desk.domain.records import Record, field, field_names, replace
from papi_desk.services.apologies import check_apology
from papi_desk.services.histories import plain_day, write_history
from papi_desk.services.intake import warnings_of
from papi_desk.services.intake_books import enter_in_books
from papi_desk.services.procedures import is_offered
from papi_desk.services.promises import bill_of, case_due, channel_of, lateness_of
from papi_desk.services.reference import Reference, reference
from papi_desk.services.sentences import sentence
from papi_desk.services.step_records import Paid, StepDetails, official_code, on_the_side, record_payment
from papi_desk.services.versions import Version, is_unknown

__all__ = [
    "HandedIn", "NewCase", "Paid", "Preview", "Registered", "StepDetails", "StepTaken", "check_past", "find_case",
    "preview_case", "register_case", "take_step", "version_of",
]  # fmt: skip

_SLACK = timedelta(minutes=5)


class HandedIn(Record):
    """A paper handed in, counted by kind of copy."""

    name: str
    originals: int = 1
    certified: int = 0
    photos: int = 0
    position: int | None = None
    digitised: bool = False
    reused_from: str = ""
    """The earlier case whose digitised paper serves again."""


class NewCase(Record):
    """What the officer typed to receive a case."""

    procedure: str
    owner: Person
    submitter: Person | None = None
    relation: str = ""
    authorisation: str = ""
    channel: str = "direct"
    submitted_at: datetime | None = None
    event_date: date | None = None
    official_code: str = ""
    documents: tuple[HandedIn, ...] = ()
    all_documents: bool = False
    quantities: Mapping[str, int] = field(default_factory=dict)
    further: tuple[Mapping[str, int], ...] = ()
    """Figures of further papers to be certified, each with a number of its own."""
    conditions: Mapping[str, str] = field(default_factory=dict)
    exempt: str = ""
    exempt_evidence: str = ""
    due_at: datetime | None = None
    due_reason: str = ""
    sets: int = 1
    result_place: str = ""
    receiving_unit: str = ""
    """Where it is handed in; this office's unit when not given."""
    competent_unit: str = ""
    """Who decides it; the body above this unit when not given."""
    note: str = ""
    paid: Paid | None = None
    """What was paid when it was handed in."""


class Preview(Record):
    """What the desk would promise and charge for what is typed so far."""

    due_at: datetime | None
    due_text: str
    by_hour: bool
    trace: list[TraceDay]
    fees: Bill
    warnings: list[str]
    missing: list[str]
    stops: list[Refused]
    """What the officer has to see before it is received: open cases of the person, the attention list."""


class Registered(Record):
    """A case that is in the register."""

    code: str
    official_code: str
    procedure: str
    received_at: datetime
    due_at: datetime | None
    fee_total: int | None
    status: int


class StepTaken(Record):
    """Where a case stands after a step."""

    code: str
    status: int
    due_at: datetime | None
    breaches: tuple[str, ...] = ()


def check_past(at: datetime, recorded_at: datetime) -> None:
    """Refuse what is said to have happened after it was written down (clocks may differ by minutes)."""
    if at > recorded_at + _SLACK:
        raise Refused("in-future", "at", at=at)


# --- working out ---------------------------------------------------------------------------------------


def preview_case(session: Session, new: NewCase, *, at: datetime) -> Preview:
    """Work out date and fee for what is typed so far; what cannot be worked out is a warning, not a refusal."""
    ref = reference(session)
    try:
        version = ref.version(session, new.procedure, at.date())
    except Refused as refusal:
        return Preview(None, "", False, [], _NO_BILL, [sentence(refusal)], _missing(new), [])
    promise, warnings = case_due(ref, version, at), list(version.content.checks)
    warnings += promise.warnings
    bill = _NO_BILL
    conditions = {**new.conditions, **lateness_of(ref, version.code, new.event_date, at)}
    try:
        bill = bill_of(
            ref, version, quantities=new.quantities, conditions=conditions,
            channel=channel_of(new.channel), exempt=new.exempt, on=at.date(), further=new.further,
        )  # fmt: skip
        warnings += bill.warnings
    except Refused as refusal:
        warnings.append(sentence(refusal))
    shown = new.due_at or promise.at
    words = limit_of(version.content, "", ref.conventions).words()
    stops = _stops(session, ref, version, new, at.date(), open_cases=True)
    return Preview(shown, words, promise.by_hour, promise.trace(), bill, warnings, _missing(new), stops)


_NO_BILL = Bill((), None, None, ())


def _stops(
    session: Session, ref: Reference, version: Version, new: NewCase, on: date, *, open_cases: bool
) -> list[Refused]:
    people = [person for person in (new.owner, new.submitter) if person is not None]
    text = " ".join((new.owner.address, new.note))
    found = warnings_of(session, ref, version, people, text, on=on, open_cases=open_cases)
    if new.submitter is not None and new.submitter.name.strip() and not new.authorisation.strip():
        found.append(Refused("authorisation-missing", "authorisation", key="authorisation", who=new.submitter.name))
    return found


def _missing(new: NewCase) -> list[str]:
    given = {"procedure": new.procedure, "owner_name": new.owner.name.strip()}
    return [name for name, value in given.items() if not value]


# --- receiving ------------------------------------------------------------------------------------------


def register_case(
    session: Session,
    new: NewCase,
    *,
    at: datetime,
    by: int | str | None = None,
    recorded_at: datetime | None = None,
    draft: int | None = None,
    blank_slip: str = "",
    seen: Collection[str] | None = None,
) -> Registered:
    """Receive a case: number, promise, charges, history and audit in one transaction; its draft goes with it.

    ``at`` is the office wall time of reception (for online channels: of submission; the clock then starts
    at acceptance, A6). ``recorded_at`` is when it is written down, later than ``at`` for a late entry.
    ``seen`` names the warnings that the officer has looked at; one that is not among them is refused as
    «look-first», so that none is passed unseen. None asks for no look, and the attention list still refuses.
    """
    ref, recorded_at = reference(session), recorded_at or at
    check_past(at, recorded_at)
    version = ref.version(session, new.procedure, at.date())
    if not is_offered(version, at.date()):
        raise Refused("procedure-not-offered", "procedure", name=version.content.name, code=version.code)
    if new.event_date is not None and new.event_date > at.date():
        raise Refused("event-after-receipt", "event_date", date=new.event_date)
    officer, channel = ref.officer(by, at.date()), channel_of(new.channel)
    owner = new.owner.checked(on=at.date(), prefix="owner_")
    submitter = new.submitter and new.submitter.checked(on=at.date(), prefix="submitter_")
    warned = _looked_at(_stops(session, ref, version, new, at.date(), open_cases=seen is not None), seen)
    bill = bill_of(
        ref, version, quantities=new.quantities, channel=channel, exempt=new.exempt, on=at.date(), further=new.further,
        conditions={**new.conditions, **lateness_of(ref, version.code, new.event_date, at)},
    )  # fmt: skip
    waiting = channel in ONLINE_CHANNELS and ref.conventions.online_start == "acceptance"
    promise = _Promise() if waiting else _promise(ref, version, new, at)
    official, office = official_code(session, new.official_code), ref.office(at.date())
    series, number, code = _number(session, ref, at.date())
    case = Case(
        code=code, series=series, number=number, official_code=official or None,
        office_id=office.id, procedure_id=version.procedure_id, version_id=version.id, officer_id=officer.id,
        channel=channel, receiving_unit=new.receiving_unit or office.unit,
        competent_unit=new.competent_unit or office.superior,
        status=int(Status.REGISTERED if waiting else Status.ACCEPTED),
        submitted_at=at if waiting else new.submitted_at, received_at=None if waiting else at,
        clock_from=None if waiting else at, due_at=promise.due_at, original_due_at=promise.due_at,
        by_hour=promise.by_hour, due_reason=new.due_reason, trace=promise.trace, event_date=new.event_date,
        sets=new.sets, result_place=new.result_place or ref.setting("result_place"), note=new.note,
        conditions={"in_effect": list(bill.conditions)},
        recorded_at=recorded_at, last_at=at, last_recorded_at=recorded_at,
    )  # fmt: skip
    case.parties = _parties(new, owner, submitter)
    case.documents = _documents(new, version)
    session.add(case)
    session.flush()
    session.add_all(_charges(case, bill, new.exempt_evidence))
    beside = {"warned": warned} if warned else {}
    if new.paid is not None:
        beside |= record_payment(session, case, new.paid, bill.total, officer, at)
    session.add(
        CaseEvent(
            case_id=case.id, action="register", at=at, recorded_at=recorded_at, officer_id=officer.id,
            from_status=None, to_status=case.status, reason=new.due_reason, new_due=promise.due_at, data=beside,
        )
    )  # fmt: skip
    data = {"procedure": version.code, "channel": channel, "at": at, "due": promise.due_at, "fee": bill.total}
    data |= beside
    data |= enter_in_books(session, case, version.code, (new.quantities, *new.further), officer, at, blank_slip)
    note(session, Note(recorded_at, officer.name, "register", code, {**data, "owner": owner.name}))
    if draft is not None:
        session.execute(delete(Draft).where(Draft.id == draft))
    return Registered(code, official, version.code, at, promise.due_at, bill.total, case.status)


def _looked_at(stops: list[Refused], seen: Collection[str] | None) -> list[str]:
    """Refuse what the attention list forbids, and what the officer has not seen yet; return the rest."""
    for stop in stops:
        if stop.kind == "attention-refused":
            raise stop
    keys = [str(stop.data["key"]) for stop in stops]
    if seen is not None and not set(keys) <= set(seen):
        raise Refused("look-first", None, keys=keys)
    return keys


class _Promise(Record):
    due_at: datetime | None = None
    by_hour: bool = False
    trace: list[Any] = field(default_factory=list)


def _promise(ref: Reference, version: Version, new: NewCase, at: datetime) -> _Promise:
    """Promise the date worked out, or the one the officer typed with a reason."""
    limit = limit_of(version.content, "", ref.conventions)
    if new.due_at is not None:
        if not new.due_reason.strip():
            raise Refused("due-reason-needed", "due_reason")
        if new.due_at < at:
            raise Refused("due-before-receipt", "due_at")
        return _Promise(new.due_at, False, [])
    if is_unknown(limit):
        raise Refused("due-needed", "due_at", name=version.content.name)
    found = due(limit, at, ref.calendar, ref.conventions)
    return _Promise(found.at, found.by_hour, [plain_day(day) for day in found.trace()])


def _number(session: Session, ref: Reference, day: date) -> tuple[str, int, str]:
    """Take the next number of the day: series «MC-240304», number 1, code «MC-240304-0001»."""
    series = f"{ref.setting('desk_code')}-{day:%y%m%d}"
    number = next_number(session, f"case/{series}")
    return series, number, f"{series}-{number:04}"


def _parties(new: NewCase, owner: Person, submitter: Person | None) -> list[Party]:
    parties = [_party("owner", owner)]
    if submitter is not None and submitter != owner:
        parties.append(_party("submitter", submitter, new.relation, new.authorisation))
    return parties


def _party(role: str, person: Person, relation: str = "", authorisation: str = "") -> Party:
    key = search_key(person.name)
    return Party(role=role, search_key=key, relation=relation, authorisation=authorisation, **_fields(person))


def _fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in field_names(Person)}


def _documents(new: NewCase, version: Version) -> list[CaseDocument]:
    handed = list(new.documents)
    if new.all_documents:
        handed = [HandedIn(d.name, d.originals, d.certified, d.photos, d.position) for d in version.content.documents]
    return [
        CaseDocument(
            position=paper.position or place, name=tidy_name(paper.name), originals=paper.originals,
            certified=paper.certified, photos=paper.photos, digitised=paper.digitised, reused_from=paper.reused_from,
        )
        for place, paper in enumerate(handed, 1)
    ]  # fmt: skip


def _charges(case: Case, bill: Bill, evidence: str) -> list[Charge]:
    return [
        Charge(
            case_id=case.id, name=line.name, kind=line.kind, quantity=line.quantity, unit_price=line.unit_price,
            amount=line.amount, basis=line.basis, exemption=line.exemption,
            evidence=evidence if line.exemption else "",
        )
        for line in bill.lines
    ]  # fmt: skip


# --- the life of a case ---------------------------------------------------------------------------------


def take_step(
    session: Session,
    code: str,
    action: Action | str,
    *,
    at: datetime,
    by: int | str | None = None,
    ask: StepDetails | None = None,
    recorded_at: datetime | None = None,
) -> StepTaken:
    """Take one step on a case: state, history row, money and result in one transaction."""
    details, ref, recorded_at = ask or StepDetails(), reference(session), recorded_at or at
    try:
        step = Action(action)
    except ValueError:
        raise Refused("action-unknown", "action", action=action, known=", ".join(Action)) from None
    check_past(at, recorded_at)
    case = find_case(session, code, lock=True)
    officer, state, old_trace = ref.officer(by, at.date()), case.state, case.trace
    version = version_of(session, case)
    wanted = Ask(step, at, details.reason, details.approver, details.new_due, details.variant)
    outcome = take(state, wanted, ref.step_rules(state.opened_at.date()), ref.clock(version.content))
    data = check_apology(
        session, case, step, details.no_apology, at=at, recorded_at=recorded_at, at_screen=details.at_screen
    )
    data |= on_the_side(session, case, step, details, officer, at)
    case.move_to(outcome.state)
    if step is Action.ACCEPT:
        enter_in_books(session, case, version.code, ({},), officer, at)
    counted_anew = step is Action.VERIFY or (outcome.state.clock_from == at and state.clock_from != at)
    if counted_anew and not details.new_due:
        case.trace = _new_trace(ref, version, outcome.state)
    case.last_recorded_at = recorded_at
    write_history(session, case, wanted, state, outcome, officer, recorded_at, data, old_trace)
    return StepTaken(case.code, case.status, case.due_at, outcome.breaches)


def _new_trace(ref: Reference, version: Version, state: CaseState) -> list[Any]:
    start = state.clock_from or state.opened_at
    return [plain_day(day) for day in case_due(ref, version, start, state.variant).trace()]


# --- finding --------------------------------------------------------------------------------------------


def find_case(session: Session, code: str, *, lock: bool = False) -> Case:
    """Return a case by desk number or official code, with its people; ``lock`` keeps others from changing it."""
    plain = "".join(code.split())
    query = (
        select(Case)
        .where(or_(Case.code == plain, Case.official_code == plain, Case.code == plain.upper()))
        .options(selectinload(Case.parties))
    )
    case = session.scalars(query.with_for_update() if lock else query).first()
    if case is None:
        raise Refused("case-unknown", "code", code=code)
    return case


def version_of(session: Session, case: Case) -> Version:
    """Return the version of the procedure that the case was received under."""
    row = reference(session).version_by_id(session, case.version_id)
    return replace(row, procedure_id=case.procedure_id)
