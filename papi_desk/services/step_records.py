"""What a step writes beside the status: money, the result, who took it, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, Result
from papi_desk.db.models.money import Charge, Payment
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key, tidy_name
from papi_desk.domain.official_codes import fits
from papi_desk.domain.people import Person
from papi_desk.domain.records import Record, field, field_names
from papi_desk.services.promises import channel_of
from papi_desk.services.reference import OfficerLine, reference

METHODS: Mapping[str, str] = {"cash": "tiền mặt", "transfer": "chuyển khoản", "online": "trực tuyến"}


class StepDetails(Record):
    """What a step may need besides its name."""

    reason: str = ""
    approver: str = ""
    new_due: datetime | None = None
    variant: str = ""
    amount: int | None = None
    method: str = ""
    receipt_number: str = ""
    result_number: str = ""
    taken_by: str = ""
    taken_as: str = ""
    """In what capacity the result was taken."""
    no_apology: str = ""
    """Why nobody apologises for a missed promise."""
    at_screen: bool = False
    """An officer is at the screen and can be asked for what a script cannot: the apology for a missed promise."""
    missing: tuple[str, ...] = ()
    """Papers asked for by a supplement, printed one by one on form 02."""
    changes: Mapping[str, str] = field(default_factory=dict)


class Paid(Record):
    """Money taken from the citizen."""

    amount: int | None = None
    """None means all that is owed."""
    method: str = "cash"
    receipt_number: str = ""
    given: int | None = None
    """The cash handed over, from which change was given."""


def on_the_side(
    session: Session, case: Case, step: Action, ask: StepDetails, officer: OfficerLine, at: datetime
) -> dict[str, Any]:
    """Write what a step brings besides the status: money, the result, who took it, corrections."""
    if step is Action.PAID:
        return _pay(session, case, ask, officer, at)
    if step in (Action.FINISH, Action.REFUSE):
        kind = "refused" if step is Action.REFUSE else "granted"
        session.add(Result(case_id=case.id, kind=kind, number=ask.result_number, recorded_at=at))
        return {"result_number": ask.result_number} if ask.result_number else {}
    if step is Action.RETURN:
        result = session.scalars(select(Result).where(Result.case_id == case.id, Result.kind != "undone")).first()
        taken_by = ask.taken_by or next(p.name for p in case.parties if p.role == "owner")
        if result is None:
            result = Result(case_id=case.id, kind="granted", recorded_at=at)
            session.add(result)
        result.taken_by, result.taken_at = taken_by, at
        return {"taken_by": taken_by, **({"taken_as": tidy_name(ask.taken_as)} if ask.taken_as.strip() else {})}
    if step is Action.APOLOGISE and ask.new_due is not None:
        return {"again": ask.new_due.isoformat()}
    if step is Action.PAY and ask.amount:
        return {"amount": ask.amount}
    if step is Action.SUPPLEMENT and ask.missing:
        return {"missing": [tidy_name(name) for name in ask.missing if name.strip()]}
    return _amend(session, case, ask) if step is Action.AMEND else {}


def _pay(session: Session, case: Case, ask: StepDetails, officer: OfficerLine, at: datetime) -> dict[str, Any]:
    charges = session.scalars(select(Charge.amount).where(Charge.case_id == case.id)).all()
    paid = Paid(ask.amount, ask.method or "cash", ask.receipt_number)
    return record_payment(session, case, paid, sum(amount or 0 for amount in charges), officer, at)


def record_payment(
    session: Session, case: Case, paid: Paid, owed: int | None, officer: OfficerLine, at: datetime
) -> dict[str, Any]:
    """Write down money taken; return what the history tells of it."""
    amount = paid.amount if paid.amount is not None else owed or 0
    if amount < 0 or amount > 10**12 or (amount == 0 and paid.amount is not None):
        raise Refused("amount-wrong", "amount", amount=amount)
    if paid.given is not None and paid.given < amount:
        raise Refused("cash-short", "cash", given=paid.given, amount=amount)
    if paid.method not in METHODS:
        raise Refused("method-unknown", "method", method=paid.method)
    if amount:
        session.add(
            Payment(
                case_id=case.id, amount=amount, method=paid.method, receipt_number=paid.receipt_number, at=at,
                officer_id=officer.id,
            )
        )  # fmt: skip
    told = {"amount": amount, "method": paid.method, "receipt_number": paid.receipt_number}
    return told if paid.given is None else {**told, "given": paid.given}


_AMENDABLE = (
    "official_code", "note", "competent_unit", "receiving_unit", "result_place", "channel",
    "owner_name", "owner_phone", "owner_address", "owner_id_number", "owner_email",
    "submitter_name", "submitter_phone", "submitter_address", "submitter_id_number", "submitter_email",
)  # fmt: skip


def _amend(session: Session, case: Case, ask: StepDetails) -> dict[str, Any]:
    """Correct data and return old and new values for the history."""
    if not ask.changes and ask.new_due is None:
        raise Refused("nothing-to-amend", "changes", known=", ".join(_AMENDABLE))
    changed: dict[str, Any] = {}
    for name, value in ask.changes.items():
        if name not in _AMENDABLE:
            raise Refused("cannot-amend", name, name=name, known=", ".join(_AMENDABLE))
        changed[name] = _correct(session, case, name, value)
    return {"changes": changed}


def _correct(session: Session, case: Case, name: str, value: str) -> dict[str, Any]:
    role, _, attribute = name.partition("_")
    if role in ("owner", "submitter"):
        party = next((p for p in case.parties if p.role == role), None)
        if party is None:
            raise Refused("cannot-amend", name, name=name, known=", ".join(_AMENDABLE[:-5]))
        now = {**{f: getattr(party, f) for f in field_names(Person)}, attribute: value}
        person = Person(**now).checked(prefix=f"{role}_")
        old, new = getattr(party, attribute), getattr(person, attribute)
        setattr(party, attribute, new)
        party.search_key = search_key(person.name)
        return {"old": old, "new": new}
    old = getattr(case, name)
    repeated = "".join(value.split()) == case.official_code
    new = official_code(session, value) if name == "official_code" and not repeated else value.strip()
    new = channel_of(value) if name == "channel" else new
    setattr(case, name, new or None if name == "official_code" else new)
    return {"old": old, "new": new}


def official_code(session: Session, text: str) -> str:
    """Return the official code of a case as typed, refused when it is of another shape or another case has it."""
    code, shape = "".join(text.split()), reference(session).setting("official_code_shape")
    if code and not fits(shape, code):
        raise Refused("official-code-shape", "official_code", code=code, shape=shape)
    if code and session.scalar(select(Case.id).where(or_(Case.official_code == code, Case.code == code))):
        raise Refused("official-code-taken", "official_code", code=code)
    return code
