"""The registers as tables of a quarter or a year: feedback, the reception of citizens, checks, findings, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.checks import CHECKLIST, CHECKS, FINDINGS
from papi_desk.domain.feedback import PERSONAL
from papi_desk.domain.matters import MatterBook, shown_value
from papi_desk.domain.periods import period_words
from papi_desk.domain.reception import RECEPTION, SECRET
from papi_desk.domain.report_definitions import UNSURE, Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.services.disclosure_reports import quarter_days
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters
from papi_desk.services.reference import office_head, packaged, reference

_SIGNED: Final = (("NGƯỜI LẬP", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", ""))
_SECRET_WORDS: Final = "giữ bí mật"


def register_of_matters(
    session: Session, book_name: str, year: int, quarter: int | None = None, *, now: datetime
) -> Report:
    """Return a register of a quarter (of the whole year without one) as a table, by its columns in ``reports.toml``."""
    book, name = matter_book(book_name), f"{book_name}-register"
    definition, ref = Definition.read(name, packaged("reports.toml")[name]), reference(session)
    first, last = quarter_days(year, quarter)
    lines = [line for line in find_matters(session, book_name, on=now.date()) if _within(line, first, last)]
    rows = [
        ReportRow(tuple(_values(book, definition, line, number)), key=line.key)
        for number, line in enumerate(reversed(lines), 1)
    ]
    late = sum(any(warning.tone == "late" for warning in line.warnings) for line in lines)
    notes = [definition.note] if definition.note else []
    if book_name == RECEPTION:
        days = {matter_day(line) for line in lines if line.content.get("chairman")}
        notes.append(f"Chủ tịch UBND trực tiếp tiếp công dân: {len(days)} ngày trong kỳ (luật: ít nhất 01 ngày/tuần).")
    return Report(
        name=name, office=office_head(ref.office(last)), title=definition.title, columns=definition.columns, rows=rows,
        compiled_at=now, form_basis=definition.basis, period=period_words(year, quarter),
        signatures=_SIGNED, figures={"lines": len(rows), "late": late},
        footnotes=(*notes, *(["Mẫu sổ cần kiểm tra."] if definition.sure == UNSURE else [])),
    )  # fmt: skip


def matter_day(line: MatterLine) -> date:
    """Return the day that a line belongs to: of its arrival, of the check, else of being written down."""
    received = line.content.get("received")
    if received:
        return datetime.fromisoformat(received).date()
    return (line.opened_on or line.due_on or line.recorded_on) if line.book == CHECKS else line.recorded_on


def _within(line: MatterLine, first: date, last: date) -> bool:
    """Tell whether a line belongs to a period; what has to be mended belongs to it as long as it is open."""
    if line.book in (FINDINGS, CHECKLIST):
        return line.recorded_on <= last and (line.closed_on or date.max) >= first
    return first <= matter_day(line) <= last


def _values(book: MatterBook, definition: Definition, line: MatterLine, number: int) -> Iterator[Value]:
    secret = SECRET in (line.group if line.book == RECEPTION else "", line.content.get("kind"))
    fields = {item.name: item for item in book.every_field}
    for column in definition.columns:
        if column.name == "STT":
            yield number
        elif column.name == "remarks":
            yield "; ".join([line.status_words, *(one.words for one in line.warnings if one.tone == "late")])
        elif column.name == "children":
            yield sum(line.children.values())
        elif hasattr(line, column.name) and column.name not in fields:
            yield getattr(line, column.name)
        elif column.kind in ("day", "count"):
            yield _plain(column.kind, line.content.get(column.name))
        else:
            names = column.name.split("+")
            parts = [_SECRET_WORDS if secret and name in PERSONAL else _said(fields, line, name) for name in names]
            yield ", ".join(dict.fromkeys(filter(None, parts)))


def _plain(kind: str, value: Any) -> Value:
    return date.fromisoformat(value) if kind == "day" and value else value


def _said(fields: Any, line: MatterLine, name: str) -> str:
    return shown_value(fields[name], line.content.get(name))
