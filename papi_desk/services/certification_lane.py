"""The certification lane: the kinds of papers on its keys, and what a day came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, Party
from papi_desk.db.models.money import Charge
from papi_desk.db.models.procedures import Procedure
from papi_desk.domain.cases import Action, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.services.cases import StepDetails, find_case, take_step
from papi_desk.services.procedures import is_offered
from papi_desk.services.reference import packaged, reference

_MOST = 200


class LaneKind(Record):
    """A kind of paper on a key of the lane."""

    key: str
    procedure: str
    name: str
    figures: tuple[str, ...]
    """What is counted, in the order of the columns: originals, pages, then copies or papers."""


class LaneLine(Record):
    """A case of the day, as the lane shows it."""

    code: str
    at: datetime
    name: str
    key: str
    kind: str
    numbers: str
    papers: int
    fee: int | None
    returned: bool
    """Whether the citizen has the result."""


class KindTotal(Record):
    """What a kind came to."""

    name: str
    persons: int
    papers: int
    money: int


class LaneDay(Record):
    """A day of the lane: its newest cases and its totals; void cases count nothing."""

    lines: tuple[LaneLine, ...]
    kinds: tuple[KindTotal, ...]
    persons: int
    papers: int
    money: int


def lane_kinds(session: Session, *, on: date) -> list[LaneKind]:
    """Return the kinds that the office receives on the day, in the order of the data."""
    return [kind for kind in _kinds() if _is_received(session, kind.procedure, on)]


def _kinds() -> list[LaneKind]:
    rows = packaged("certification.toml")["lane"]
    return [LaneKind(row["key"], row["procedure"], row["name"], tuple(row["figures"])) for row in rows]


def _is_received(session: Session, procedure: str, on: date) -> bool:
    try:
        return is_offered(reference(session).version(session, procedure, on), on)
    except Refused:
        return False


def lane_day(session: Session, day: date) -> LaneDay:
    """Return the certifications received on a day."""
    kinds = {kind.procedure: kind for kind in _kinds()}
    query = (
        select(
            Case.id,
            Case.code,
            Case.received_at,
            Case.returned_at,
            Procedure.code.label("procedure"),
            Party.name,
            Party.id_number,
        )
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .where(Case.received_at.between(datetime.combine(day, time()), datetime.combine(day, time.max)))
        .where(Case.voided_at.is_(None), Procedure.code.in_(kinds))
        .order_by(Case.id.desc())
    )
    rows = session.execute(query).all()
    ids = [row.id for row in rows]
    entries, fees = _entries(session, ids), _fees(session, ids)
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    papers: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    lines = []
    for row in rows:
        numbers, count = entries.get(row.id, ("", 1))
        people[row.procedure].add((row.name, row.id_number))
        papers[row.procedure] += count
        money[row.procedure] += fees.get(row.id) or 0
        kind = kinds[row.procedure]
        told = (row.code, row.received_at, row.name, kind.key, kind.name, numbers, count, fees.get(row.id, 0))
        lines.append(LaneLine(*told, returned=row.returned_at is not None))
    totals = [
        KindTotal(kind.name, len(people[code]), papers[code], money[code])
        for code, kind in kinds.items()
        if code in people
    ]
    everybody = set().union(*people.values())
    return LaneDay(tuple(lines[:_MOST]), tuple(totals), len(everybody), sum(papers.values()), sum(money.values()))


def hand_back_now(
    session: Session, codes: Sequence[str], *, at: datetime, by: int | str | None = None, taken_by: str = ""
) -> int:
    """Finish cases and hand their results back at once, all or none; return how many.

    One that is finished already is handed back, one that was handed back is left as it is. Raises ``Refused``.
    """
    done = 0
    for code in dict.fromkeys(codes):
        status = Status(find_case(session, code, lock=True).status)
        if status is Status.RETURNED:
            continue
        if status is not Status.FINISHED:
            take_step(session, code, Action.FINISH, at=at, by=by)
        take_step(session, code, Action.RETURN, at=at, by=by, ask=StepDetails(taken_by=taken_by))
        done += 1
    return done


def _entries(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Return the certification numbers of each case, and how many papers they stand for."""
    query = select(BookEntry.case_id, BookEntry.number, BookEntry.content).where(
        BookEntry.case_id.in_(ids), BookEntry.book.startswith("certification/")
    )
    found: dict[int, tuple[str, int]] = {}
    for case, number, content in session.execute(query.order_by(BookEntry.number)):
        numbers, count = found.get(case or 0, ("", 0))
        found[case or 0] = (f"{numbers}, {number}" if numbers else str(number), count + int(content["count"]))
    return found


def _fees(session: Session, ids: Sequence[int]) -> dict[int, int | None]:
    """Return what each case owes; None where a rate is not known."""
    known = func.count(Charge.amount) == func.count()
    query = select(Charge.case_id, func.sum(Charge.amount), known).where(Charge.case_id.in_(ids))
    return {
        case: int(total or 0) if whole else None
        for case, total, whole in session.execute(query.group_by(Charge.case_id))
    }
