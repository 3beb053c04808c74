"""The statutory book (Sổ theo dõi hồ sơ): any period of it, and its pages closed day by day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate, count, groupby, islice
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from papi_desk.db.audit_log import locked_head
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.models.procedures import Field
from papi_desk.domain.books import SealedPage, report_words, sheets
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import cover, cover_words
from papi_desk.domain.periods import Period
from papi_desk.domain.records import Record, replace
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.domain.undo import UNDO, action_name
from papi_desk.services.book_lines import COLUMNS, FOOTNOTE, BookLine, book_lines
from papi_desk.services.book_pages import last_page, seal_page
from papi_desk.services.reference import OfficerLine, in_force, office_head, packaged, reference
from papi_desk.services.veils import covered

BOOK: Final = "register"
_ENTERS: Final = ("register", "accept")
_ADDS: Final = ("extend", "verify", "resubmit", "amend", "return", "refuse", "withdraw", "stop", "close", "void", UNDO)
"""Steps that are written beside a case which is already in the book."""
_TOLD_BY_THE_LINE: Final = ("return", "void")


class ClosedPage(Record):
    """A page just closed."""

    year: int
    number: int
    day: date
    rows: int
    seal: str


class ClosedDay(Record):
    """What closing the book on a day made."""

    day: date
    pages: tuple[ClosedPage, ...]


class _LogLine(Record):
    """A line of the audit log that belongs into the book."""

    sequence: int
    hash: str
    day: date
    action: str
    case: str
    reason: str


def book_report(session: Session, period: Period, field: str | None = None, *, now: datetime) -> Report:
    """Return the book of a period in order of reception; its rows are read while they are written out.

    Raises ``Refused`` «field-unknown». Voided cases keep their line.
    """
    where = [Case.received_at >= period.start, Case.received_at < period.end]
    if field:
        if session.scalar(select(Field.id).where(Field.name == field)) is None:
            raise Refused("field-unknown", "field", name=field)
        where.append(Field.name == field)
    lines = map(_covered, book_lines(session, *where)) if covered(session) else book_lines(session, *where)
    numbered = zip(count(1), lines, strict=False)
    years = dict.fromkeys((period.first.year, period.last.year))
    return replace(
        _report(session, period.last, now),
        period=f"Từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}",
        particulars=(("Lĩnh vực", field or "Tất cả"), ("Năm", "–".join(str(year) for year in years))),
        rows=(ReportRow((number, *line.values), key=line.case) for number, line in numbered),
    )


def _covered(line: BookLine) -> BookLine:
    """Cover where somebody lives and can be called; the note may tell of it too."""
    values = dict(zip((column.name for column in COLUMNS[1:]), line.values, strict=True))
    values |= {"contact": cover(str(values["contact"])), "note": cover_words(str(values["note"]))}
    return replace(line, values=tuple(values.values()))


def _report(session: Session, day: date, now: datetime) -> Report:
    form = in_force(packaged("books.toml")["register"], day)
    return Report(
        name="book", office=office_head(reference(session).office(day)), title=form["title"], columns=COLUMNS,
        rows=(), compiled_at=now, form_number=form["number"], form_basis=form["circular"], footnotes=(FOOTNOTE,),
    )  # fmt: skip


# --- closing ----------------------------------------------------------------------------------------------


def close_day(session: Session, day: date, *, at: datetime, by: int | str | None = None) -> ClosedDay:
    """Close the book on a day: what was written into it since the last page comes on sealed pages of its days.

    What is written later, corrections too, comes on later pages. Raises ``Refused`` «in-future», «day-closed».
    """
    officer, head, last = reference(session).officer(by, at.date()), locked_head(session), last_page(session, BOOK)
    if day > at.date():
        raise Refused("in-future", "day", at=datetime.combine(day, time()))
    if last is not None and day < last.day:
        raise Refused("day-closed", "day", day=day, last=last.day)
    begun = AuditEntry.sequence > last.audit_sequence if last else AuditEntry.at >= datetime.combine(day, time())
    wanted = and_(begun, AuditEntry.action.in_((*_ENTERS, *_ADDS)))
    end = _log_end(session, wanted, day, head)
    lines = _log(session, and_(wanted, AuditEntry.sequence <= end[0]), last.day if last else day)
    days = {its_day: list(found) for its_day, found in groupby(lines, lambda line: line.day)}
    if last is None or last.day < day:
        days.setdefault(day, [])
    pages: list[ClosedPage] = []
    for its_day, found in days.items():
        until = end if its_day == day else (found[-1].sequence, found[-1].hash)
        pages += _seal_day(session, its_day, found, until, officer, at)
    return ClosedDay(day, tuple(pages))


def _log_end(session: Session, wanted: Any, day: date, head: tuple[int, str]) -> tuple[int, str]:
    """Return where the audit log stood at the end of the day: before its first line that belongs to a later page."""
    table, after = AuditEntry, datetime.combine(day + timedelta(days=1), time())
    beyond = session.scalar(select(func.min(table.sequence)).where(wanted, table.at >= after))
    if beyond is None:
        return head
    row = session.execute(select(table.sequence, table.hash).where(table.sequence == beyond - 1)).first()
    return (row.sequence, row.hash) if row else (0, "")


def _log(session: Session, wanted: Any, first: date) -> list[_LogLine]:
    """Return what the audit log says of the book, in its order.

    A line never counts for an earlier day than the lines before it, whatever a clock said.
    """
    table = AuditEntry
    columns = (table.sequence, table.hash, table.at, table.action, table.subject, table.data)
    rows = session.execute(select(*columns).where(wanted).order_by(table.sequence)).all()
    days = accumulate((row.at.date() for row in rows), max, initial=first)
    return [
        _LogLine(row.sequence, row.hash, its_day, row.action, row.subject, json.loads(row.data).get("reason", ""))
        for row, its_day in zip(rows, islice(days, 1, None), strict=True)
    ]


def _seal_day(
    session: Session, day: date, log: list[_LogLine], end: tuple[int, str], officer: OfficerLine, at: datetime
) -> Iterator[ClosedPage]:
    """Seal a day's pages one after the other, each with the rows that fit on a sheet."""
    last = last_page(session, BOOK)
    first = int(last.content["figures"]["last"]) if last is not None and last.year == day.year else 0
    rows, room = list(_rows(session, day, log, first + 1)), int(packaged("books.toml")["page_lines"])
    for shown in sheets(rows, COLUMNS, room):
        first = max([first, *(int(row.values[0]) for row in shown if isinstance(row.values[0], int))])
        report = _page(session, day, shown, first, at)
        page = SealedPage(BOOK, day.year, 0, day, report_words(report), *end, previous="")
        done = seal_page(session, page, officer, at)
        yield ClosedPage(done.year, done.number, day, sum(row.kind == "row" for row in shown), done.seal)


def _page(session: Session, day: date, rows: list[ReportRow], last: int, at: datetime) -> Report:
    empty = () if rows else ("Trong ngày không có hồ sơ nào vào sổ.",)
    return replace(
        _report(session, day, at),
        period=f"Ngày {day:%d/%m/%Y}",
        particulars=(("Quyển số", f"{day.year}, khóa lúc {at:%H:%M} ngày {at:%d/%m/%Y}"),),
        rows=rows,
        footnotes=(FOOTNOTE, *empty),
        figures={"last": last},
    )


def _rows(session: Session, day: date, log: Iterable[_LogLine], first: int) -> Iterator[ReportRow]:
    """Yield the cases that came into the book on the day, then what was written beside earlier ones."""
    entered: dict[str, None] = {}
    added: dict[str, list[_LogLine]] = defaultdict(list)
    for line in log:
        if line.action in _ENTERS:
            entered[line.case] = None
        elif line.case not in entered or line.action not in _TOLD_BY_THE_LINE:
            added[line.case].append(line)
    known = {one.case: one for one in _lines_of(session, [*entered, *added], day)}
    new = [known[case] for case in entered if case in known and known[case].received_at.date() <= day]
    for number, one in enumerate(sorted(new, key=lambda one: one.received_at), first):
        yield ReportRow((number, *one.values), key=one.case)
    beside = [case for case in added if case in known]
    if beside:
        yield ReportRow(("Ghi thêm vào hồ sơ đã vào sổ",), "section")
    for case in beside:
        yield ReportRow((None, *_with_note(known[case], added[case])), key=case)


def _with_note(line: BookLine, steps: Iterable[_LogLine]) -> tuple[Value, ...]:
    """Put what was done on the day in place of the notes."""
    words = (": ".join(filter(None, (action_name(step.action), step.reason))) for step in steps)
    return (*line.values[:-1], "; ".join(words))


def _lines_of(session: Session, cases: list[str], day: date) -> Iterator[BookLine]:
    for start in range(0, len(cases), 500):
        yield from book_lines(session, Case.code.in_(cases[start : start + 500]), known_on=day)
