"""The certification books (sổ chứng thực): listed, printed, and closed at the end of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.audit_log import locked_head
from papi_desk.db.models.books import BookEntry, BookPage
from papi_desk.db.models.cases import Case, CaseDocument, Party
from papi_desk.db.models.money import Charge
from papi_desk.db.numbers import next_in_book
from papi_desk.domain.books import SealedPage, report_words, short_title
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import cover_words
from papi_desk.domain.records import Record, replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.book_pages import page_report, seal_page
from papi_desk.services.certification_numbers import Kind, book_of, is_closed, kind_named, kinds, volume
from papi_desk.services.reference import office_head, reference
from papi_desk.services.veils import covered

_UNSURE = "Cần kiểm tra: {}."
_BATCH = 200


class CertificationBook(Record):
    """A certification book of a year, as the list of books shows it."""

    kind: str
    name: str
    year: int
    numbered: bool
    """Whether the office lets cases take its numbers."""
    numbers: int
    volume: int
    closed: bool
    basis: str
    retention: str
    unsure: str


class CertificationLine(Record):
    """A certification number and the case that has it."""

    number: int
    text: str
    case: str
    at: datetime
    name: str
    request: str
    """The papers handed in, else the procedure's name."""
    count: int | None
    """Copies or papers; None for a void number, which stays in the sequence."""
    fee: int | None
    void: bool


class ClosedBook(Record):
    """A certification book closed for good."""

    kind: str
    year: int
    numbers: int
    void: int
    count: int
    fee: int
    seal: str


def certification_books(session: Session, year: int) -> list[CertificationBook]:
    """List the certification books of a year."""
    ref, query = reference(session), select(BookEntry.book, func.max(BookEntry.number)).group_by(BookEntry.book)
    last = {book: int(number) for book, number in session.execute(query.where(BookEntry.year == year))}
    return [
        CertificationBook(
            kind["key"], kind["name"], year, ref.setting(f"certification_{kind['key']}") == "yes",
            last.get(book_of(kind), 0), volume(session, kind, year), is_closed(session, kind, year),
            kind["basis"], kind["retention"], kind["unsure"],
        )
        for kind in kinds()
    ]  # fmt: skip


def certification_lines(session: Session, key: str, year: int) -> Iterator[CertificationLine]:
    """Yield the numbers of a year's book in order, read a batch at a time."""
    columns = (
        BookEntry.number, BookEntry.content, BookEntry.at, Case.id, Case.code, Case.version_id, Case.voided_at,
        Party.name, Party.id_number,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Case, Case.id == BookEntry.case_id)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .where(BookEntry.book == book_of(kind_named(key)), BookEntry.year == year)
        .order_by(BookEntry.number)
        .execution_options(yield_per=_BATCH)
    )
    ref, charged = reference(session), 0
    for batch in session.execute(query).partitions():
        ids = [row.id for row in batch]
        fees, papers = _fees(session, ids), _papers(session, ids)
        for row in batch:
            void, version = row.voided_at is not None, ref.version_by_id(session, row.version_id)
            request = papers.get(row.id) or short_title(version.content.name, version.code)
            yield CertificationLine(
                row.number, row.content["text"], row.code, row.at,
                ", ".join(filter(None, (row.name, row.id_number))), request,
                None if void else int(row.content["count"]),
                None if void or row.id == charged else fees.get(row.id), void,
            )  # fmt: skip
            charged = row.id


def certification_list(session: Session, key: str, year: int) -> list[CertificationLine]:
    """Return the numbers of a year's book as whoever sits here may see them."""
    lines = list(certification_lines(session, key, year))
    return [replace(line, name=cover_words(line.name)) for line in lines] if covered(session) else lines


def _fees(session: Session, ids: Sequence[int]) -> dict[int, int | None]:
    """Return what each case owes; None where a rate is not known."""
    known = func.count(Charge.amount) == func.count()
    query = select(Charge.case_id, func.sum(Charge.amount), known).where(Charge.case_id.in_(ids))
    rows = session.execute(query.group_by(Charge.case_id))
    return {case: int(total or 0) if whole else None for case, total, whole in rows}


def _papers(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the names of the papers handed in with each case: what was certified."""
    query = select(CaseDocument.case_id, CaseDocument.name).where(CaseDocument.case_id.in_(ids))
    names: dict[int, str] = {}
    for case, name in session.execute(query.order_by(CaseDocument.case_id, CaseDocument.position)):
        names[case] = f"{names[case]}; {name}" if case in names else name
    return names


def certification_report(session: Session, key: str, year: int, *, now: datetime) -> Report:
    """Return a year's certification book: as it was closed, else as it stands."""
    kind = kind_named(key)
    if is_closed(session, kind, year):
        return page_report(session, book_of(kind), year, 1)
    report = _report(session, kind, year, now)
    return replace(report, rows=map(_covered, report.rows)) if covered(session) else report


def _covered(row: ReportRow) -> ReportRow:
    return replace(row, values=tuple(cover_words(one) if isinstance(one, str) else one for one in row.values))


def _report(session: Session, kind: Kind, year: int, now: datetime) -> Report:
    last, current = date(year, 12, 31), volume(session, kind, year)
    office = reference(session).office(last)
    return Report(
        name="certification", office=office_head(office), title=kind["name"].upper(), columns=_columns(kind),
        rows=_rows(session, kind, year, f"{office.signatory_name}, {office.signatory_title}".strip(", ")),
        compiled_at=now, period=f"Năm {year}",
        particulars=(("Quyển số", ", ".join(f"{n:02}/{year}" for n in range(1, current + 1))),),
        footnotes=(f"{kind['basis']}. Lưu giữ: {kind['retention']}.", _UNSURE.format(kind["unsure"])),
    )  # fmt: skip


def _columns(kind: Kind) -> tuple[ReportColumn, ...]:
    return (
        ReportColumn("number", ("Số thứ tự/ số chứng thực",), "order", 18),
        ReportColumn("day", ("Ngày, tháng, năm chứng thực",), "day", 24),
        ReportColumn("name", ("Họ tên, số giấy tờ tùy thân của người yêu cầu chứng thực",), "text", 48),
        ReportColumn("subject", (kind["subject"],)),
        ReportColumn("signer", ("Họ tên, chức danh người ký chứng thực",), "text", 40),
        ReportColumn("count", (kind["number_of"],), "count", 22),
        ReportColumn("fee", ("Phí chứng thực (đồng)",), "money", 24),
        ReportColumn("note", ("Ghi chú",), "text", 36),
    )


def _rows(session: Session, kind: Kind, year: int, signer: str) -> Iterator[ReportRow]:
    numbers = void = count = fee = 0
    for line in certification_lines(session, kind["key"], year):
        numbers, void = numbers + 1, void + line.void
        count, fee = count + (line.count or 0), fee + (line.fee or 0)
        words = "; ".join(filter(None, (line.case, "đã hủy số" if line.void else "")))
        values = (line.number, line.at.date(), line.name, line.request, signer, line.count, line.fee, words)
        yield ReportRow(values, key=line.case)
    told = f"Tổng số: {numbers} số" + (f", trong đó {void} số hủy" if void else "")
    yield ReportRow((None, None, told, "", "", count, fee, ""), "total")


# --- closing ----------------------------------------------------------------------------------------------


def close_book(session: Session, key: str, year: int, *, at: datetime, by: int | str | None = None) -> ClosedBook:
    """Close a year's certification book with its sums; no number is given in it any more.

    Raises ``Refused`` «book-closed», «book-too-early», «book-earlier-open».
    """
    kind, officer = kind_named(key), reference(session).officer(by, at.date())
    if at.date() < date(year, 12, 31):
        raise Refused("book-too-early", "year", year=year)
    next_in_book(session, book_of(kind), year, 0)
    head = locked_head(session)  # after the book, as registrations do: never each waiting for the other
    if is_closed(session, kind, year):
        raise Refused("book-closed", "year", name=kind["name"], year=year)
    _refuse_out_of_order(session, kind, year)
    report = _report(session, kind, year, at)
    rows = list(report.rows)
    sums = _sums(rows)
    page = SealedPage(
        book_of(kind), year, 0, at.date(), report_words(_closing(report, rows, sums)), *head, previous=""
    )  # fmt: skip
    return ClosedBook(key, year, **sums, seal=seal_page(session, page, officer, at).seal)


def _sums(rows: Sequence[ReportRow]) -> dict[str, int]:
    values: list[Any] = [row.values for row in rows if row.kind == "row"]
    return {
        "numbers": len(values),
        "void": sum(line[5] is None for line in values),
        "count": sum(line[5] or 0 for line in values),
        "fee": sum(line[6] or 0 for line in values),
    }


def _refuse_out_of_order(session: Session, kind: Kind, year: int) -> None:
    years = select(BookEntry.year).where(BookEntry.book == book_of(kind), BookEntry.year < year)
    closed = select(BookPage.year).where(BookPage.book == book_of(kind))
    earlier = session.scalar(years.where(BookEntry.year.not_in(closed)).order_by(BookEntry.year).limit(1))
    later = session.scalar(select(func.max(BookPage.year)).where(BookPage.book == book_of(kind)))
    if earlier is not None:
        raise Refused("book-earlier-open", "year", name=kind["name"], year=year, earlier=earlier)
    if later is not None and later > year:
        raise Refused("book-closed", "year", name=kind["name"], year=year)


def _closing(report: Report, rows: list[ReportRow], sums: dict[str, int]) -> Report:
    """Add the statement and the signature of closing."""
    done = sums["numbers"] - sums["void"]
    return replace(
        report,
        rows=rows,
        summary=(f"Khóa sổ ngày {report.compiled_at:%d/%m/%Y}: tổng số việc chứng thực trong năm là {done}.",),
        signatures=(("NGƯỜI KÝ CHỨNG THỰC", "(Ký, ghi rõ họ tên và đóng dấu)", ""),),
        figures=sums,
    )
