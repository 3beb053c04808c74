"""Citizens turned away before registration with form 02 or 03: without a case, but counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.offices import Officer
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import tidy_name
from papi_desk.domain.people import cover
from papi_desk.domain.periods import Period
from papi_desk.domain.records import Record, asdict, replace
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import reference
from papi_desk.services.veils import covered

FORMS: Final = ("supplement", "refusal")
_BOOK: Final = "turned-away/"


class TurnedAway(Record):
    """A citizen turned away: the words of the form that was handed out."""

    form: str
    number: int
    year: int
    at: datetime
    name: str
    procedure: str
    procedure_name: str
    field: str
    reason: str
    missing: tuple[str, ...]
    address: str
    phone: str
    officer: str


class TurnedAwayCount(Record):
    """How many were turned away in a field."""

    field: str
    supplement: int
    refusal: int


def turn_away(
    session: Session, form: str, name: str, procedure: str, reason: str, missing: Sequence[str] = (), *,
    address: str = "", phone: str = "", at: datetime, by: int | str | None = None,
) -> TurnedAway:  # fmt: skip
    """Write down that a citizen was sent away with form 02 (supplement) or 03 (refusal), and why.

    Raises ``Refused`` «turn-away-form», «name-missing», «turn-away-reason», «procedure-unknown».
    """
    ref, name, missing = reference(session), tidy_name(name), tuple(filter(None, map(str.strip, missing)))
    if form not in FORMS:
        raise Refused("turn-away-form", "form", form=form)
    if not name:
        raise Refused("name-missing", "name")
    if not reason.strip() and not (form == "supplement" and missing):
        raise Refused("turn-away-reason", "reason")
    version, officer = ref.version(session, procedure, at.date(), in_force_only=False), ref.officer(by, at.date())
    content = {
        "name": name, "procedure": version.code, "procedure_name": version.content.name,
        "field": version.content.field, "reason": reason.strip(), "missing": missing, "address": address.strip(),
        "phone": phone.strip(),
    }  # fmt: skip
    (entry,) = add_entries(session, _BOOK + form, at.year, [content], at=at, officer_id=officer.id)
    note(session, Note(at, officer.name, "turn-away", f"{form}/{entry.year}/{entry.number}", content))
    return _told(entry, officer.name)


def _told(entry: BookEntry, officer: str) -> TurnedAway:
    words = {**entry.content, "missing": tuple(entry.content["missing"])}
    return TurnedAway(entry.book.removeprefix(_BOOK), entry.number, entry.year, entry.at, officer=officer, **words)


def turned_away(session: Session, period: Period) -> list[TurnedAway]:
    """List who was turned away in a period, in order of time."""
    query = (
        select(BookEntry, Officer.name)
        .join(Officer, Officer.id == BookEntry.officer_id)
        .where(BookEntry.book.in_([_BOOK + form for form in FORMS]))
        .where(BookEntry.at >= period.start, BookEntry.at < period.end)
        .order_by(BookEntry.at, BookEntry.id)
    )
    found = [_told(entry, officer) for entry, officer in session.execute(query)]
    if covered(session):
        found = [replace(one, address=cover(one.address), phone=cover(one.phone)) for one in found]
    return found


def count_by_field(lines: Iterable[TurnedAway]) -> list[TurnedAwayCount]:
    """Count who was turned away by field, in the order in which the fields come."""
    counts: dict[str, TurnedAwayCount] = {}
    for line in lines:
        count = asdict(counts.get(line.field, TurnedAwayCount(line.field, 0, 0)))
        counts[line.field] = TurnedAwayCount(**{**count, line.form: count[line.form] + 1})
    return list(counts.values())
