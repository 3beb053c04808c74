"""Help with online services, counted by one key: who helped, when, with what; struck out when counted by mistake."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.offices import Officer
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import period_words
from papi_desk.domain.records import Record
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import office_head, packaged, reference

ASSISTANCE: Final = "assistance"
KINDS: Final = {
    "file": "Nộp hồ sơ trực tuyến", "account": "Tài khoản, định danh điện tử", "payment": "Thanh toán trực tuyến",
    "other": "Khác",
}  # fmt: skip


class Help(Record):
    """A help that was counted."""

    number: int
    year: int
    at: datetime
    officer: str
    kind: str
    procedure: str
    struck: bool
    today: int = 0
    """How many of that day count, with this one."""


def count_help(
    session: Session, kind: str = "file", procedure: str = "", *, at: datetime, by: int | str | None = None
) -> Help:
    """Count one citizen helped with online services; raises ``Refused`` for an unknown kind or procedure."""
    if kind not in KINDS:
        raise Refused("assistance-kind", "kind", what=kind, known=", ".join(KINDS))
    ref = reference(session)
    code = ref.version(session, procedure, at.date(), in_force_only=False).code if procedure.strip() else ""
    officer, content = ref.officer(by, at.date()), {"kind": kind, "procedure": code}
    (entry,) = add_entries(session, ASSISTANCE, at.year, [content], at=at, officer_id=officer.id)
    note(session, Note(at, officer.name, ASSISTANCE, f"{entry.year}/{entry.number}", content))
    return _told(entry, officer.name, _of_day(session, at))


def strike_help(
    session: Session, number: int | None = None, *, year: int = 0, reason: str = "", at: datetime,
    by: int | str | None = None,
) -> Help:  # fmt: skip
    """Strike out a help counted by mistake: the officer's last one of today unless a number is given."""
    officer = reference(session).officer(by, at.date())
    query = select(BookEntry).where(BookEntry.book == ASSISTANCE, BookEntry.struck_at.is_(None))
    if number is None:
        start = datetime.combine(at.date(), time())
        query = query.where(BookEntry.officer_id == officer.id, BookEntry.at >= start).order_by(BookEntry.id.desc())
    else:
        query = query.where(BookEntry.year == (year or at.year), BookEntry.number == number)
    entry = session.scalars(query.limit(1).with_for_update()).first()
    if entry is None:
        raise Refused("assistance-none", "number")
    entry.struck_at, entry.reason = at, reason.strip()
    note(session, Note(at, officer.name, "assistance-strike", f"{entry.year}/{entry.number}", {"reason": entry.reason}))
    session.flush()
    return _told(entry, officer.name, _of_day(session, at))


def help_lines(session: Session, year: int, month: int | None = None) -> list[Help]:
    """List the helps of a year or a month, the newest first."""
    query = (
        select(BookEntry, Officer.name)
        .join(Officer, Officer.id == BookEntry.officer_id)
        .where(BookEntry.book == ASSISTANCE, BookEntry.year == year)
        .order_by(BookEntry.number.desc())
    )
    found = [_told(entry, name) for entry, name in session.execute(query)]
    return [one for one in found if month is None or one.at.month == month]


def help_report(session: Session, year: int, quarter: int | None = None, *, now: datetime) -> Report:
    """Return how many helps each officer gave in each month of a year (of a quarter: its months)."""
    months = range(1, 13) if quarter is None else range(quarter * 3 - 2, quarter * 3 + 1)
    definition, ref = Definition.read(ASSISTANCE, packaged("reports.toml")[ASSISTANCE]), reference(session)
    counts = Counter((one.officer, one.at.month) for one in help_lines(session, year) if not one.struck)
    officers = sorted({officer for officer, month in counts if month in months})
    rows = [
        ReportRow((number, name, *(values := _months(counts, [name], months)), sum(values)), key=name)
        for number, name in enumerate(officers, 1)
    ]
    total = _months(counts, officers, months)
    columns = (*definition.columns[:2], *(definition.columns[1 + month] for month in months), definition.columns[-1])
    return Report(
        name=ASSISTANCE, office=office_head(ref.office(now.date())), title=definition.title, columns=columns,
        rows=[*rows, ReportRow((None, "Tổng số", *total, sum(total)), "total", "total")], compiled_at=now,
        period=period_words(year, quarter), unit=definition.unit,
        signatures=(("NGƯỜI LẬP", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", "")),
        figures={"helps": sum(total)},
    )  # fmt: skip


def _months(counts: Counter[tuple[str, int]], officers: list[str], months: range) -> list[int]:
    return [sum(counts[name, month] for name in officers) for month in months]


def _of_day(session: Session, at: datetime) -> int:
    start = datetime.combine(at.date(), time())
    counted = select(func.count()).where(
        BookEntry.book == ASSISTANCE, BookEntry.struck_at.is_(None),
        BookEntry.at >= start, BookEntry.at < start + timedelta(days=1),
    )  # fmt: skip
    return session.scalar(counted) or 0


def _told(entry: BookEntry, officer: str, today: int = 0) -> Help:
    return Help(
        entry.number, entry.year, entry.at, officer, entry.content["kind"], entry.content["procedure"],
        entry.struck_at is not None, today,
    )  # fmt: skip
