"""What the register knows that matters while a case is received: who came before, and what to stop at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseDocument, Party
from papi_desk.domain.attention import attention_hits
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.people import Person, plain_number
from papi_desk.domain.records import Record, field_names
from papi_desk.services.reference import Reference
from papi_desk.services.veils import covered
from papi_desk.services.versions import Version

_THEIR_NEWEST: Final = 50
"""So many of a person's newest cases are looked at."""


class KnownPerson(Record):
    """Somebody the register knows from an earlier case."""

    person: Person
    code: str
    seen_at: datetime


class StoredPaper(Record):
    """A digitised paper of an earlier case, which need not be asked for again."""

    name: str
    code: str
    stored_at: datetime


# --- who came before -------------------------------------------------------------------------------------


def known_people(session: Session, *, number: str = "", phone: str = "", most: int = 5) -> list[KnownPerson]:
    """Return whom a personal number, tax code or phone belonged to, each as last written down, newest first.

    Nobody is told to whoever has no work with private data.
    """
    plain = plain_number(number or phone)
    column = or_(Party.id_number == plain, Party.tax_code == plain) if number else Party.phone == plain
    if not plain or covered(session):
        return []
    newest = (
        select(Party, Case.code, Case.recorded_at)
        .join(Case, Case.id == Party.case_id)
        .where(column, Case.voided_at.is_(None))
        .order_by(Party.id.desc())
        .limit(50)
    )
    found: dict[tuple[str, str], KnownPerson] = {}
    for party, code, seen_at in session.execute(newest):
        key = (party.search_key, party.id_number or party.tax_code)
        found.setdefault(key, KnownPerson(_person(party), code, seen_at))
    return list(found.values())[:most]


def _person(party: Party) -> Person:
    return Person(**{name: getattr(party, name) for name in field_names(Person)})


def stored_papers(session: Session, number: str) -> list[StoredPaper]:
    """Return the digitised papers of a person's earlier cases, the newest of each name."""
    plain = plain_number(number)
    if not plain:
        return []
    query = (
        select(CaseDocument.name, Case.code, Case.recorded_at)
        .join(Case, Case.id == CaseDocument.case_id)
        .join(Party, Party.case_id == Case.id)
        .where(Party.role == "owner", Party.id_number == plain, CaseDocument.digitised, Case.voided_at.is_(None))
        .order_by(Case.id.desc())
        .limit(200)
    )
    found: dict[str, StoredPaper] = {}
    for name, code, stored_at in session.execute(query):
        found.setdefault(search_key(name), StoredPaper(name, code, stored_at))
    return list(found.values())


# --- what to stop at ---------------------------------------------------------------------------------------


def warnings_of(
    session: Session, ref: Reference, version: Version, people: Sequence[Person], text: str, *, on: date,
    open_cases: bool,
) -> list[Refused]:  # fmt: skip
    """Return what the officer has to see before a case is received; each has its «key».

    «attention-refused» means that the case cannot be received at all.
    """
    found = []
    for hit in attention_hits(ref.attention(session), people, text, version.code, on):
        kind = "attention-refused" if hit.refuses else "attention-warned"
        told = {"key": f"attention:{hit.entry.id}", "reason": hit.entry.reason, "who": hit.who}
        found.append(Refused(kind, "owner", **told))
    if open_cases and people:
        found += _open_cases(session, version, people[0])
    return found


def _open_cases(session: Session, version: Version, owner: Person) -> list[Refused]:
    """Return the open cases of the same person for the same procedure: by number, else by phone and name."""
    number, phone, key = plain_number(owner.id_number or owner.tax_code), plain_number(owner.phone), ""
    if number:
        same = or_(Party.id_number == number, Party.tax_code == number)
    elif phone and owner.name.strip():
        same, key = Party.phone == phone, search_key(owner.name)
    else:
        return []
    mine = (
        select(Party.case_id, Party.name, Party.search_key)
        .where(same, Party.role == "owner")
        .order_by(Party.id.desc())
        .limit(_THEIR_NEWEST)
        .subquery()  # the person first: a procedure has far more cases than anybody
    )
    query = (
        select(Case.code, Case.recorded_at, mine.c.name, mine.c.search_key)
        .join(mine, mine.c.case_id == Case.id)
        .where(Case.procedure_id == version.procedure_id, Case.finished_at.is_(None), Case.voided_at.is_(None))
        .order_by(Case.id.desc())
    )
    found = [(code, at, name) for code, at, name, its_key in session.execute(query) if key in ("", its_key)]
    return [
        Refused("open-case-exists", "owner", key=f"case:{code}", code=code, who=name, at=at)
        for code, at, name in found[:3]
    ]
