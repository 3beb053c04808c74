"""Results that wait at the desk: the longest waiting first, whom to call, and when they were told last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, Contact, Party
from papi_desk.domain.cases import Status
from papi_desk.domain.people import cover, cover_words
from papi_desk.domain.records import Record, replace
from papi_desk.services.case_lists import CaseFilter, CaseLine, page_of_cases
from papi_desk.services.veils import covered

MOST = 300


class WaitingLine(Record):
    """A result that waits."""

    code: str
    owner: str
    submitter: str
    procedure: str
    phone: str
    finished_at: datetime | None
    due_at: datetime | None
    told_at: datetime | None
    told: str
    times: int


def waiting_results(session: Session, *, query: str = "", days: int = 0, now: datetime) -> list[WaitingLine]:
    """Return the results that have waited so many days, with the person to call."""
    wanted = CaseFilter(query=query, status=int(Status.FINISHED), order="finished")
    before = datetime.combine(now.date() - timedelta(days=days), time.max)
    listed = page_of_cases(session, wanted, limit=MOST, now=now).lines
    lines = [line for line in listed if line.finished_at is not None and line.finished_at <= before]
    keys = select(Case.id, Case.code).where(Case.code.in_([line.code for line in lines]))
    ids = {row.code: row.id for row in session.execute(keys)}
    people, told = _people(session, ids.values()), _told(session, ids.values())
    found = [_line(line, people[ids[line.code]], told.get(ids[line.code], [])) for line in lines]
    if covered(session):
        found = [replace(one, phone=cover(one.phone), told=cover_words(one.told)) for one in found]
    return found


def _people(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Party]]:
    found: dict[int, dict[str, Party]] = {}
    for party in session.scalars(select(Party).where(Party.case_id.in_(ids))):
        found.setdefault(party.case_id, {})[party.role] = party
    return found


def _told(session: Session, ids: Iterable[int]) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    for contact in session.scalars(select(Contact).where(Contact.case_id.in_(ids)).order_by(Contact.at)):
        found.setdefault(contact.case_id, []).append(contact)
    return found


def _line(line: CaseLine, people: Mapping[str, Party], told: Sequence[Contact]) -> WaitingLine:
    owner, last = people["owner"], told[-1] if told else None
    other = people.get("submitter", owner)
    return WaitingLine(
        line.code, owner.name, other.name, line.procedure, other.phone or owner.phone, line.finished_at, line.due_at,
        last.at if last else None, last.content if last else "", len(told),
    )  # fmt: skip
