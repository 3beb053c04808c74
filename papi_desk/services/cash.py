"""The day's fee list and the cash in the drawer; real receipts are issued elsewhere, their numbers are kept here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, Party
from papi_desk.db.models.money import Charge, Payment
from papi_desk.db.models.offices import Office, Officer
from papi_desk.db.notes import Note, note
from papi_desk.domain.books import short_title
from papi_desk.domain.cash import Share, counted_cash, share_of
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report, ReportColumn, ReportRow, Value
from papi_desk.domain.words import in_words
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import office_head, reference
from papi_desk.services.step_records import METHODS

_BOOK: Final = "cash"
_NO_RECEIPT: Final = "chưa ghi số biên lai"
_COLUMNS: Final = (
    ReportColumn("tt", ("STT",), "order", 9),
    ReportColumn("unit", ("Đơn vị",), "text", 22),
    ReportColumn("code", ("Mã hồ sơ",), "code", 27),
    ReportColumn("procedure", ("Tên TTHC",)),
    ReportColumn("owner", ("Chủ hồ sơ",), "text", 25),
    ReportColumn("address", ("Địa chỉ",), "text", 24),
    ReportColumn("payer", ("Người nộp",), "text", 24),
    ReportColumn("at", ("Ngày thu",), "moment", 20),
    ReportColumn("charge", ("Lệ phí đã thu",), "money", 18),
    ReportColumn("fee", ("Phí đã thu",), "money", 18),
    ReportColumn("method", ("Hình thức",), "text", 18),
    ReportColumn("receipt", ("Số biên lai",), "text", 18),
    ReportColumn("note", ("Ghi chú",), "text", 20),
)


class PaymentLine(Record):
    """Money taken for a case, parted into lệ phí and phí."""

    code: str
    unit: str
    procedure: str
    owner: str
    address: str
    payer: str
    at: datetime
    amount: int
    charge: int
    fee: int
    method: str
    receipt_number: str
    collector: str
    void: bool


class CashCount(Record):
    """The cash of a day as it was counted."""

    counted: int
    opening: int
    """What lay in the drawer for change in the morning."""
    denominations: Mapping[str, int]
    explanation: str
    at: datetime
    officer: str


class CashDay(Record):
    """The money of a day: every payment, its sums, and the drawer."""

    date: date
    payments: tuple[PaymentLine, ...]
    total: int
    by_method: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_collector: Mapping[str, int]
    without_receipt: tuple[str, ...]
    count: CashCount | None
    expected: int
    """Cash that has to be in the drawer: what lay there in the morning and what was taken in cash."""
    difference: int | None


def count_cash(
    session: Session, day: date, counted: int | None = None, *, denominations: Mapping[int, int] | None = None,
    opening: int = 0, explanation: str = "", at: datetime, by: int | str | None = None,
) -> CashDay:  # fmt: skip
    """Keep a count of the drawer, by notes or as a sum, with why it differs; the last count of a day holds."""
    officer, notes = reference(session).officer(by, at.date()), denominations or {}
    content = {
        "day": day.isoformat(), "counted": counted_cash(notes, counted), "opening": counted_cash({}, opening),
        "denominations": {str(one): count for one, count in notes.items()}, "explanation": explanation.strip(),
    }  # fmt: skip
    add_entries(session, _BOOK, day.year, [content], at=at, officer_id=officer.id)
    found = cash_day(session, day)
    told = {**content, "expected": found.expected, "difference": found.difference}
    note(session, Note(at, officer.name, "cash-count", day.isoformat(), told))
    return found


def cash_day(session: Session, day: date) -> CashDay:
    """Return the money of a day."""
    lines, count = tuple(_payments(session, day)), _count(session, day)
    methods = {method: sum(line.amount for line in lines if line.method == method) for method in METHODS}
    expected = methods["cash"] + (count.opening if count else 0)
    collectors = dict.fromkeys((line.collector for line in lines), 0)
    for line in lines:
        collectors[line.collector] += line.amount
    return CashDay(
        date=day, payments=lines, total=sum(line.amount for line in lines), by_method=methods,
        by_kind={"charge": sum(line.charge for line in lines), "fee": sum(line.fee for line in lines)},
        by_collector=collectors,
        without_receipt=tuple(dict.fromkeys(line.code for line in lines if not line.receipt_number)),
        count=count, expected=expected, difference=count.counted - expected if count else None,
    )  # fmt: skip


def _count(session: Session, day: date) -> CashCount | None:
    query = (
        select(BookEntry, Officer.name)
        .join(Officer, Officer.id == BookEntry.officer_id)
        .where(BookEntry.book == _BOOK, BookEntry.year == day.year)
        .order_by(BookEntry.number.desc())
    )
    for entry, officer in session.execute(query):
        if entry.content["day"] == day.isoformat():
            words = entry.content
            return CashCount(
                words["counted"], words["opening"], words["denominations"], words["explanation"], entry.at, officer
            )
    return None


def _payments(session: Session, day: date) -> Iterator[PaymentLine]:
    query = (
        select(Payment, Case, Party, Officer.name, Office.unit)
        .join(Case, Case.id == Payment.case_id)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .join(Officer, Officer.id == Payment.officer_id)
        .join(Office, Office.id == Case.office_id)
        .where(Payment.at.between(datetime.combine(day, time()), datetime.combine(day, time.max)))
        .order_by(Payment.at, Payment.id)
    )
    rows, ref = session.execute(query).all(), reference(session)
    ids = {case.id for _, case, *_ in rows}
    shares, submitters = _shares(session, ids), _submitters(session, ids)
    for payment, case, owner, collector, unit in rows:
        version, share = ref.version_by_id(session, case.version_id), shares[payment.id]
        yield PaymentLine(
            case.official_code or case.code, case.receiving_unit or unit,
            short_title(version.content.name, version.code), owner.name, owner.address,
            submitters.get(case.id, owner.name), payment.at, payment.amount, share.charge, share.fee, payment.method,
            payment.receipt_number, collector, case.voided_at is not None,
        )  # fmt: skip


def _submitters(session: Session, cases: set[int]) -> dict[int, str]:
    query = select(Party.case_id, Party.name).where(Party.case_id.in_(cases), Party.role == "submitter")
    return {row.case_id: row.name for row in session.execute(query)}


def _shares(session: Session, cases: set[int]) -> dict[int, Share]:
    """Part every payment of these cases by kind, those of earlier days first."""
    owed: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for charge in session.scalars(select(Charge).where(Charge.case_id.in_(cases))):
        owed[charge.case_id].append((charge.kind, charge.amount))
    paid: dict[int, int] = defaultdict(int)
    shares = {}
    for payment in session.scalars(select(Payment).where(Payment.case_id.in_(cases)).order_by(Payment.id)):
        shares[payment.id] = share_of(payment.amount, paid[payment.case_id], owed[payment.case_id])
        paid[payment.case_id] += payment.amount
    return shares


# --- the list on paper ------------------------------------------------------------------------------------


def cash_report(session: Session, day: date, *, by_collector: bool = False, now: datetime) -> Report:
    """Return the day's fee list with its sums and the count of the drawer, by collector where asked."""
    found, ref = cash_day(session, day), reference(session)
    office = ref.office(day)
    return Report(
        name="cash", office=office_head(office), title="BẢNG KÊ THU PHÍ, LỆ PHÍ TRONG NGÀY", columns=_COLUMNS,
        rows=list(_rows(found, by_collector)), compiled_at=now, period=f"Ngày {day:%d/%m/%Y}",
        unit="Đơn vị tính: đồng", summary=tuple(_summary(found)),
        footnotes=("Bảng kê để đối chiếu trong cơ quan, không thay thế biên lai thu phí, lệ phí.",),
        signatures=(("NGƯỜI LẬP", "", ""), ("NGƯỜI KIỂM TIỀN", "", found.count.officer if found.count else "")),
        figures={"total": found.total, "expected": found.expected, "difference": found.difference},
    )  # fmt: skip


def _rows(found: CashDay, by_collector: bool) -> Iterator[ReportRow]:
    numbers = iter(range(1, len(found.payments) + 1))
    if not by_collector:
        yield from (_row(next(numbers), line) for line in found.payments)
    else:
        lines = sorted(found.payments, key=lambda line: line.collector)
        for collector, group in groupby(lines, lambda line: line.collector):
            its = list(group)
            yield ReportRow((f"Người thu: {collector}",), "section")
            yield from (_row(next(numbers), line) for line in its)
            yield _sum("Cộng", its, "subtotal")
    yield _sum("Tổng số", found.payments, "total")


def _row(number: int, line: PaymentLine) -> ReportRow:
    notes = ("" if line.receipt_number else _NO_RECEIPT, "hồ sơ đã hủy số" if line.void else "")
    values: tuple[Value, ...] = (
        number, line.unit, line.code, line.procedure, line.owner, line.address, line.payer, line.at, line.charge,
        line.fee, METHODS[line.method], line.receipt_number, "; ".join(filter(None, notes)),
    )  # fmt: skip
    return ReportRow(values, key=line.code)


def _sum(name: str, lines: Sequence[PaymentLine], kind: Any) -> ReportRow:
    charge, fee = sum(line.charge for line in lines), sum(line.fee for line in lines)
    return ReportRow((None, name, "", "", "", "", "", None, charge, fee, "", "", ""), kind)


def _summary(found: CashDay) -> Iterator[str]:
    """Say the day's sums, the drawer, and what has no receipt yet."""
    yield f"Tổng số tiền đã thu: {_dong(found.total)} ({in_words(found.total)})"
    yield "; ".join(f"{METHODS[method].capitalize()}: {_dong(sum_)}" for method, sum_ in found.by_method.items())
    if found.count is not None:
        yield from _drawer(found, found.count)
    if found.without_receipt:
        yield f"Khoản thu {_NO_RECEIPT}: {', '.join(found.without_receipt)}"


def _drawer(found: CashDay, count: CashCount) -> Iterator[str]:
    opening = f" (gồm tiền lẻ đầu ngày {_dong(count.opening)})" if count.opening else ""
    words = f"Tiền mặt phải có trong ngăn: {_dong(found.expected)}{opening}; đã đếm: {_dong(count.counted)}"
    if not found.difference:
        yield f"{words}; khớp."
    else:
        more = "thừa" if found.difference > 0 else "thiếu"
        why = count.explanation or "chưa giải thích"
        yield f"{words}; {more} {_dong(abs(found.difference))}: {why}."
    if count.denominations:
        notes = sorted(((int(one), number) for one, number in count.denominations.items()), reverse=True)
        yield "Mệnh giá: " + "; ".join(f"{_dong(one)} × {number}" for one, number in notes if number)


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"
