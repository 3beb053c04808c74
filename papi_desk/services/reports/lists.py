"""Reports that list rather than count: the register's extract, the notices of a period."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.domain.cases import CHANNELS, STATUS_NAMES, Status
from papi_desk.domain.records import replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.services.case_lists import CaseLine, case_lines, owner_phones
from papi_desk.services.disclosure_reports import notices_between
from papi_desk.services.reports.counted import framed
from papi_desk.services.reports.counting import Behind
from papi_desk.services.reports.facts import Asked


def register_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return the cases received in the period, in the order of reception."""
    ids = [one.case_id for one in register_behind(session, definition, asked)]
    lines, phones = case_lines(session, ids, now=asked.now), owner_phones(session, ids)
    rows = [
        ReportRow((number, *_cells(lines[key], phones.get(key, ""), definition)), key=lines[key].code)
        for number, key in enumerate(ids, 1)
    ]
    return replace(framed(session, definition, asked), rows=tuple(rows), figures={"cases": len(rows)})


def _cells(line: CaseLine, phone: str, definition: Definition) -> list[Value]:
    words = {"phone": phone, "channel": CHANNELS.get(line.channel, line.channel)}
    words["status"] = STATUS_NAMES[Status(line.status)]
    return [words.get(column.name) or getattr(line, column.name, "") for column in definition.columns[1:]]


def register_behind(session: Session, definition: Definition, asked: Asked) -> list[Behind]:
    """Return the cases received in the period; voided ones are left out."""
    del definition
    query = (
        select(Case.id, Case.code)
        .where(Case.received_at >= asked.period.start, Case.received_at < asked.period.end, Case.voided_at.is_(None))
        .order_by(Case.received_at, Case.id)
    )
    if asked.known_at is not None:
        query = query.where(Case.recorded_at <= asked.known_at)
    return [Behind(key, code, code, code, ()) for key, code in session.execute(query)]


def disclosure_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return what was posted in the period, from the register of notices."""
    period = asked.period
    found = notices_between(session, period.first, period.last, period.words, now=asked.asked_at)
    return replace(found, columns=definition.columns, rows=tuple(found.rows))


def nothing_behind(session: Session, definition: Definition, asked: Asked) -> list[Behind]:
    """Return no case."""
    del session, definition, asked
    return []
