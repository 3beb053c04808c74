"""Biểu II.05 from the register of feedback: what came in, what was answered in time and late, what is open."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.matters import MatterRow
from papi_desk.domain.feedback import FEEDBACK, GROUPS, REFERRED, received_on
from papi_desk.domain.matters import VOID
from papi_desk.domain.records import Record, replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow
from papi_desk.services.matter_lists import plain_matter
from papi_desk.services.reports.counted import TOTAL, framed
from papi_desk.services.reports.facts import Asked

_ORDER = tuple(GROUPS)


class _Fact(Record):
    """A feedback as the report counts it."""

    group: str
    received: date
    answered: date | None
    due: date | None
    referred: bool


def feedback_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return how feedback was handled in the period, by what it is about; complaints referred are told apart."""
    facts, period = _facts(session, asked), asked.period
    counts = Counter[tuple[str, str]]()
    for fact in facts:
        if not fact.referred and (fact.answered or date.max) >= period.first:
            counts.update((fact.group, name) for name in _counted(fact, period.first, period.last))
    rows = [
        ReportRow((number, words, *(counts[group, column.name] for column in definition.columns[2:])), key=words)
        for number, (group, words) in enumerate(zip(_ORDER, definition.lines, strict=False), 1)
    ]
    sums = (sum(counts[group, column.name] for group in _ORDER) for column in definition.columns[2:])
    report = framed(session, definition, asked)
    referred = sum(fact.referred and fact.received >= period.first for fact in facts)
    notes = report.footnotes
    if referred:
        notes = (
            *notes,
            f"Ngoài ra {referred} đơn nhận trong kỳ có nội dung khiếu nại, tố cáo, đã chuyển tiếp công dân.",
        )
    return replace(report, rows=(*rows, ReportRow((None, TOTAL, *sums), "total", "total")), footnotes=notes)


def _counted(fact: _Fact, first: date, last: date) -> list[str]:
    """Return the columns that a feedback of the period counts in."""
    found = ["received", "inside" if fact.received >= first else "carried"]
    if fact.answered is None or fact.answered > last:
        return [*found, "pending"]
    late = fact.due is not None and fact.answered > fact.due
    return [*found, "answered", "late" if late else "in_time"]


def _facts(session: Session, asked: Asked) -> list[_Fact]:
    """Return what had come in by the end of the period, as far as was known."""
    query = select(MatterRow).where(MatterRow.book == FEEDBACK, MatterRow.status != VOID)
    if asked.known_at is not None:
        query = query.where(MatterRow.recorded_at <= asked.known_at)
    known, found = asked.asked_at.date(), []
    for row in session.scalars(query.order_by(MatterRow.id)):
        answered = row.closed_on if row.closed_on is not None and row.closed_on <= known else None
        received, group = received_on(plain_matter(row)), row.content.get("group")
        if received <= asked.period.last:
            group = group if group in _ORDER else _ORDER[-1]
            found.append(_Fact(str(group), received, answered, row.due_on, row.status == REFERRED))
    return found
