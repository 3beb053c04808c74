"""The statutory book's lines: every case that was received, with the columns of the form (TT 03/2025, Mẫu 07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, CaseEvent, Party, Result
from papi_desk.db.models.procedures import Field, Procedure
from papi_desk.domain.books import is_late_entry, short_title
from papi_desk.domain.records import Record
from papi_desk.domain.reports import ReportColumn, Value
from papi_desk.services.entries import entry_words
from papi_desk.services.reference import Reference, reference

_SIDE, _DAYS = "Nhận và trả kết quả", "Ngày, tháng, năm"
COLUMNS: Final = (
    ReportColumn("tt", ("TT",), "order", 9),
    ReportColumn("code", ("Mã hồ sơ",), "code", 28),
    ReportColumn("procedure", ("Tên thủ tục hành chính",)),
    ReportColumn("sets", ("Số lượng hồ sơ (bộ)",), "count", 11),
    ReportColumn("owner", ("Tên cá nhân, tổ chức",), "text", 25),
    ReportColumn("contact", ("Địa chỉ, số điện thoại",), "text", 28),
    ReportColumn("competent", ("Cơ quan chủ trì giải quyết",), "text", 18),
    ReportColumn("received", (_SIDE, _DAYS, "Nhận hồ sơ"), "day", 19),
    ReportColumn("due", (_SIDE, _DAYS, "Hẹn trả kết quả"), "day", 19),
    ReportColumn("returned", (_SIDE, _DAYS, "Trả kết quả"), "day", 19),
    ReportColumn("means", (_SIDE, "Phương thức nhận kết quả"), "text", 15),
    ReportColumn("taken_by", (_SIDE, "Ký nhận"), "text", 17),
    ReportColumn("note", ("Ghi chú",), "text", 25),
)
FOOTNOTE: Final = (
    "Hồ sơ chưa có mã trên hệ thống của tỉnh thì cột «Mã hồ sơ» ghi số tiếp nhận tại quầy; "
    "tên thủ tục dài được rút gọn, kèm mã thủ tục."
)
_BATCH = 200
_CASE = (
    Case.id, Case.code, Case.official_code, Case.version_id, Case.sets, Case.competent_unit, Case.received_at,
    Case.due_at, Case.original_due_at, Case.returned_at, Case.result_place, Case.note, Case.recorded_at,
    Case.voided_at, Party.name, Party.address, Party.phone,
)  # fmt: skip


class BookLine(Record):
    """A case as the book writes it down."""

    case: str
    """The desk's number."""
    received_at: datetime
    values: tuple[Value, ...]
    """Under ``COLUMNS`` without the first."""


def book_lines(session: Session, *where: Any, known_on: date | None = None) -> Iterator[BookLine]:
    """Yield the cases received, in order of reception, a batch at a time.

    ``known_on`` writes them as they stood at the end of that day: first promise, no later hand-back.
    """
    query = (
        select(*_CASE)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .where(Case.received_at.is_not(None), *where)
        .order_by(Case.received_at, Case.id)
        .execution_options(yield_per=_BATCH)
    )
    ref = reference(session)
    for batch in session.execute(query).partitions():
        beside = _Beside(session, [row.id for row in batch])
        for row in batch:
            yield _line(session, ref, row, beside, known_on)


class _Beside:
    """What stands beside a batch of cases: who took the result, numbers in other books, voids and imports."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        taken = select(Result.case_id, Result.taken_by).where(Result.case_id.in_(ids))
        self.taken_by = {row.case_id: row.taken_by for row in session.execute(taken)}
        self.entries: dict[int, list[str]] = defaultdict(list)
        entries = select(BookEntry.case_id, BookEntry.book, BookEntry.number, BookEntry.content)
        for key, *entry in session.execute(entries.where(BookEntry.case_id.in_(ids)).order_by(BookEntry.id)):
            self.entries[key].append(entry_words(*entry))
        told = select(CaseEvent.case_id, CaseEvent.action, CaseEvent.reason)
        told = told.where(CaseEvent.case_id.in_(ids), CaseEvent.action.in_(("void", "import")))
        self.told = {(row.case_id, row.action): row.reason for row in session.execute(told)}


def _line(session: Session, ref: Reference, row: Any, beside: _Beside, known_on: date | None) -> BookLine:
    returned = row.returned_at if _known(row.returned_at, known_on) else None
    due_at, version = row.original_due_at if known_on else row.due_at, ref.version_by_id(session, row.version_id)
    at_the_desk = row.result_place == ref.setting("result_place")
    values = (
        row.official_code or row.code, short_title(version.content.name, version.code), row.sets, row.name,
        ", ".join(filter(None, (row.address, row.phone))), row.competent_unit, row.received_at.date(),
        due_at and due_at.date(), returned and returned.date(), "Trực tiếp" if at_the_desk else row.result_place,
        beside.taken_by.get(row.id, "") if returned else "", "; ".join(_notes(ref, row, beside, known_on)),
    )  # fmt: skip
    return BookLine(row.code, row.received_at, values)


def _known(moment: datetime | None, known_on: date | None) -> bool:
    return moment is not None and (known_on is None or moment.date() <= known_on)


def _notes(ref: Reference, row: Any, beside: _Beside, known_on: date | None) -> Iterator[str]:
    """Say what the columns have no room for."""
    if _known(row.voided_at, known_on):
        yield f"Hủy số: {beside.told.get((row.id, 'void'), '')}"
    if (row.id, "import") in beside.told:
        yield "Nhập từ hệ thống khác"
    elif is_late_entry(row.received_at, row.recorded_at, int(ref.setting("late_entry_minutes"))):
        yield f"Ghi muộn lúc {row.recorded_at:%H:%M %d/%m/%Y}"
    yield from beside.entries[row.id]
    if not known_on and row.original_due_at and row.due_at != row.original_due_at:
        yield f"Hẹn đầu {row.original_due_at:%d/%m/%Y}"
    if row.note:
        yield row.note
