"""Batch intake: many citizens or many procedures at once, each citizen whole or not at all with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from papi_desk.domain.batch_rows import BatchRow, person_of, read_batch, read_day
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.records import Record
from papi_desk.domain.register_cells import Cell, moment
from papi_desk.domain.work import step
from papi_desk.services.cases import NewCase, Registered, register_case
from papi_desk.services.reference import reference
from papi_desk.services.sentences import sentence


class BatchLine(Record):
    """What became of one case of a batch."""

    row: int
    name: str
    procedure: str
    case: Registered | None
    reason: str = ""
    """Why it was not received."""


class BatchReport(Record):
    """What a batch did."""

    lines: tuple[BatchLine, ...]

    @property
    def registered(self) -> tuple[BatchLine, ...]:
        """Return the cases that came in."""
        return tuple(line for line in self.lines if line.case is not None)

    @property
    def rejected(self) -> tuple[BatchLine, ...]:
        """Return those that did not."""
        return tuple(line for line in self.lines if line.case is None)


def register_batch(
    session: Session,
    rows: Iterable[Sequence[Cell]],
    procedures: Sequence[str] = (),
    *,
    at: datetime,
    by: int | str | None = None,
    dry_run: bool = False,
) -> BatchReport:
    """Receive a case for each row and procedure; a row comes in whole or not at all, the good ones commit together.

    A row's own procedure goes before ``procedures``. ``dry_run`` tries everything and keeps nothing.
    """
    found, lines = list(read_batch(rows)), list[BatchLine]()
    for place, row in enumerate(found):
        step(place, len(found))
        lines += _row(session, row, procedures or [""], at, by)
    if dry_run:
        session.rollback()
    return BatchReport(tuple(lines))


def _row(
    session: Session, row: BatchRow, procedures: Sequence[str], at: datetime, by: int | str | None
) -> list[BatchLine]:
    """Receive a row's cases, or take back everything that it wrote and say why."""
    name, noted, done = row.values.get("name", ""), len(session.info.get("audit", ())), list[BatchLine]()
    wanted = [row.values["procedure"]] if row.values.get("procedure") else procedures
    try:
        with session.begin_nested():
            for procedure in wanted:
                received = _moment(session, row.values, "at") or at
                new = _new_case(session, row.values, procedure)
                case = register_case(session, new, at=received, by=by, recorded_at=at)
                done.append(BatchLine(row.row, name, case.procedure, case))
    except Refused as refusal:
        del session.info.get("audit", [])[noted:]
        return [BatchLine(row.row, name, wanted[len(done)], None, sentence(refusal))]
    return done


def _new_case(session: Session, values: Mapping[str, str], procedure: str) -> NewCase:
    if not procedure:
        raise Refused("procedure-unknown", "procedure", code="–")
    event = values.get("event_date", "")
    if event and read_day(event) is None:
        raise Refused("bad-date", "event_date", text=event)
    other = values.get("owner", "") and values.get("name", "")
    return NewCase(
        procedure=procedure, owner=person_of(values), submitter=Person("person", other) if other else None,
        relation=values.get("relation", ""), channel=values.get("channel") or "direct",
        event_date=read_day(event) if event else None, official_code=values.get("official_code", ""),
        all_documents=values.get("documents", "") == "all", quantities=dict(_counts(values.get("quantity", ""))),
        conditions=dict(_pairs(values.get("condition", ""))), exempt=values.get("exempt", ""),
        exempt_evidence=values.get("exempt_evidence", ""), due_at=_moment(session, values, "due"),
        due_reason=values.get("reason", ""), receiving_unit=values.get("receiving_unit", ""),
        competent_unit=values.get("competent_unit", ""), note=values.get("note", ""),
    )  # fmt: skip


def _moment(session: Session, values: Mapping[str, str], name: str) -> datetime | None:
    """Read a moment; a bare day means the hour at which the desk closes."""
    words = values.get(name, "")
    try:
        found = moment(words)
    except ValueError:
        raise Refused("bad-date", name, text=words) from None
    if found is None:
        return None
    if not found.date_only:
        return found.at
    return datetime.combine(found.at.date(), reference(session).calendar.closing(found.at.date()))


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for word in words.replace(";", " ").split():
        name, _, value = word.partition("=")
        yield name, value or "yes"


def _counts(words: str) -> Iterator[tuple[str, int]]:
    for name, value in _pairs(words):
        if not value.isascii() or not value.isdigit():
            raise Refused("bad-pair", "quantity", text=words)
        yield name, int(value)
