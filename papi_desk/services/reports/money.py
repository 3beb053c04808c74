"""Fees and charges collected in a period: by kind, name, day, collector, field or procedure, and how they were paid.

A payment is laid on the lines of its case in their order, after what was paid before, so that what is collected can be
told by kind; what exceeds the lines, or a case without any, is «khoản khác».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.db.models.money import Charge, Payment
from papi_desk.db.models.offices import Officer
from papi_desk.db.models.procedures import Field, Procedure
from papi_desk.domain.names import search_key
from papi_desk.domain.records import Record, replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportColumn, ReportRow, Value
from papi_desk.services.reports.counted import TOTAL, framed
from papi_desk.services.reports.counting import Behind
from papi_desk.services.reports.facts import Asked

KINDS: Final = {"fee": "Phí", "charge": "Lệ phí", "": "Khoản khác"}
HEADS: Final = {
    "kind": "Loại thu", "name": "Khoản thu", "day": "Ngày thu", "officer": "Người thu", "field": "Lĩnh vực",
    "procedure": "Thủ tục hành chính",
}  # fmt: skip
_METHODS: Final = ("cash", "transfer", "online")
_BATCH: Final = 500


class Portion(Record):
    """Part of a payment, or an exemption, laid on one line of its case."""

    case_id: int
    code: str
    kind: str
    name: str
    day: date
    officer: str
    field: str
    procedure: str
    figures: Mapping[str, int]


def fees_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return what was collected and exempted, a row for each of what is grouped by."""
    rows = _rows(definition, _portions(session, asked), _GROUPS[asked.by])
    listed = [ReportRow((number, *values), key=key) for number, (key, values) in enumerate(rows, 1)]
    total = _total(definition, [values for _, values in rows])
    columns = tuple(replace(c, heads=(HEADS[asked.by],)) if c.name == "name" else c for c in definition.columns)
    return replace(framed(session, definition, asked), columns=columns, rows=(*listed, total))


def remittance_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return what has to be remitted, fees and charges apart, each with its sum."""
    found, rows, sums = list(_portions(session, asked)), list[ReportRow](), list[tuple[Value, ...]]()
    for kind, words in KINDS.items():
        part = [one for one in found if one.kind == kind and one.figures.get("collected")]
        if not part:
            continue
        lines = _rows(definition, part, _GROUPS["name"])
        rows.append(ReportRow((words,), "section"))
        rows += [ReportRow((number, *values), key=key) for number, (key, values) in enumerate(lines, 1)]
        subtotal = _total(definition, [values for _, values in lines], f"Cộng {words.lower()}")
        rows.append(replace(subtotal, kind="subtotal"))
        sums += [values for _, values in lines]
    return replace(framed(session, definition, asked), rows=(*rows, _total(definition, sums)))


def money_behind(session: Session, definition: Definition, asked: Asked) -> list[Behind]:
    """Return the cases that were paid for, or exempted, in the period."""
    group, found = _GROUPS[asked.by], dict[tuple[int, str], Behind]()
    for one in _portions(session, asked):
        key, name = group(one)
        columns = {column for column, amount in one.figures.items() if amount}
        known = found.get((one.case_id, key))
        columns |= set(known.columns) if known else set()
        found[one.case_id, key] = Behind(one.case_id, one.code, key, name, tuple(sorted(columns)))
    del definition
    return list(found.values())


_GROUPS: Final[Mapping[str, Callable[[Portion], tuple[str, str]]]] = {
    "kind": lambda one: (one.kind, KINDS.get(one.kind, one.kind)),
    "name": lambda one: (one.name, one.name),
    "day": lambda one: (one.day.isoformat(), f"{one.day:%d/%m/%Y}"),
    "officer": lambda one: (one.officer, one.officer),
    "field": lambda one: (one.field, one.field),
    "procedure": lambda one: (one.procedure, one.procedure),
}


def _rows(
    definition: Definition, portions: Iterable[Portion], group: Callable[[Portion], tuple[str, str]]
) -> list[tuple[str, tuple[Value, ...]]]:
    """Return the key and the values (without the row's number) of each row, in the order of their names."""
    sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in portions:
        row = sums[group(one)]
        for name, amount in one.figures.items():
            row[name] += amount
    ordered = sorted(sums.items(), key=lambda item: (item[0][0] if _is_day(item[0][0]) else "", search_key(item[0][1])))
    return [(key, (name, *(row[c.name] for c in _figures(definition)))) for (key, name), row in ordered]


def _is_day(key: str) -> bool:
    return len(key) == 10 and key[4] == key[7] == "-"


def _figures(definition: Definition) -> list[ReportColumn]:
    return [column for column in definition.columns if column.kind in ("count", "money")]


def _total(definition: Definition, rows: list[tuple[Value, ...]], words: str = TOTAL) -> ReportRow:
    figures = range(1, 1 + len(_figures(definition)))
    sums = (sum(value for row in rows if isinstance(value := row[place], int)) for place in figures)
    return ReportRow((None, words, *sums), "total", "total")


# --- payments laid on the lines of their cases -----------------------------------------------------------


def _portions(session: Session, asked: Asked) -> Iterator[Portion]:
    yield from _collected(session, asked)
    yield from _exempted(session, asked)


def _collected(session: Session, asked: Asked) -> Iterator[Portion]:
    end = asked.period.end
    query = (
        select(Payment, Case.code, Officer.name, Field.name, Procedure.name)
        .join(Case, Case.id == Payment.case_id)
        .join(Officer, Officer.id == Payment.officer_id)
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .where(Payment.at >= asked.period.start, Payment.at < end, *_alive(asked))
        .order_by(Payment.at, Payment.id)
    )
    if asked.known_at is not None:
        query = query.where(Payment.at <= asked.known_at)
    paid = session.execute(query).all()
    lines = _lines_left(session, sorted({row[0].case_id for row in paid}), asked.period.start)
    for payment, code, officer, field, procedure in paid:
        method = payment.method if payment.method in _METHODS else "other"
        for number, (kind, name, amount) in enumerate(_laid(lines[payment.case_id], payment.amount)):
            figures = {"payments": 1 if number == 0 else 0, "collected": amount, method: amount}
            day = payment.at.date()
            yield Portion(payment.case_id, code, kind, name, day, officer, field, procedure, figures)


def _alive(asked: Asked) -> list[Any]:
    """Leave out voided cases, as far as that was known."""
    if asked.known_at is None:
        return [Case.voided_at.is_(None)]
    return [or_(Case.voided_at.is_(None), Case.last_recorded_at > asked.known_at)]


def _lines_left(session: Session, ids: list[int], start: datetime) -> dict[int, list[list[object]]]:
    """Return the lines of each case with what is still unpaid of them when the period begins."""
    lines: dict[int, list[list[object]]] = defaultdict(list)
    for batch in (ids[place : place + _BATCH] for place in range(0, len(ids), _BATCH)):
        charges = select(Charge).where(Charge.case_id.in_(batch)).order_by(Charge.case_id, Charge.id)
        for charge in session.scalars(charges):
            lines[charge.case_id].append([charge.kind, charge.name, charge.amount or 0])
        earlier = select(Payment).where(Payment.case_id.in_(batch), Payment.at < start).order_by(Payment.id)
        for payment in session.scalars(earlier):
            _laid(lines[payment.case_id], payment.amount)
    return lines


def _laid(lines: list[list[object]], amount: int) -> list[tuple[str, str, int]]:
    """Lay an amount on the lines that are still unpaid, and take it off them."""
    found = list[tuple[str, str, int]]()
    for line in lines:
        kind, name, left = str(line[0]), str(line[1]), line[2]
        assert isinstance(left, int)
        if amount > 0 and left > 0:
            taken = min(left, amount)
            line[2], amount = left - taken, amount - taken
            found.append((kind, name, taken))
    if amount or not found:
        found.append(("", KINDS[""], amount))
    return found


def _exempted(session: Session, asked: Asked) -> Iterator[Portion]:
    query = (
        select(Charge, Case.code, Case.received_at, Officer.name, Field.name, Procedure.name)
        .join(Case, Case.id == Charge.case_id)
        .join(Officer, Officer.id == Case.officer_id)
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .where(Case.received_at >= asked.period.start, Case.received_at < asked.period.end, *_alive(asked))
        .where(Charge.exemption != "")
        .order_by(Charge.id)
    )
    for charge, code, received, officer, field, procedure in session.execute(query):
        full = charge.quantity * (charge.unit_price or 0)
        figures = {"exempted": 1, "exempt_amount": max(0, full - (charge.amount or 0))}
        kind, name = charge.kind, charge.name
        day = (received or asked.period.start).date()
        yield Portion(charge.case_id, code, kind, name, day, officer, field, procedure, figures)
