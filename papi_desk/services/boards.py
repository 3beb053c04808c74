"""What hangs at the desk: the fee board, and the list of the procedures that the office offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count
from typing import Final

from sqlalchemy.orm import Session

from papi_desk.domain.fee_rules import FeeRule, flat_rule, set_by_province
from papi_desk.domain.fee_words import condition_label, price_words, tier_words
from papi_desk.domain.names import search_key
from papi_desk.domain.procedures import limit_of
from papi_desk.domain.records import replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.procedures import all_versions, is_offered
from papi_desk.services.reference import Reference, office_head, reference
from papi_desk.services.versions import Version

_CHECK: Final = "cần kiểm tra"
_ONLINE: Final = frozenset({"online"})
_FEES: Final = (
    ReportColumn("tt", ("TT",), "order", 9),
    ReportColumn("code", ("Mã TTHC",), "code", 22),
    ReportColumn("procedure", ("Tên thủ tục hành chính",), "text", 58),
    ReportColumn("item", ("Khoản thu",), "text", 34),
    ReportColumn("rate", ("Mức thu",), "text", 42),
    ReportColumn("exemptions", ("Đối tượng miễn, giảm",), "text", 34),
    ReportColumn("basis", ("Căn cứ",)),
    ReportColumn("note", ("Ghi chú",), "text", 30),
)
_PROCEDURES: Final = (
    ReportColumn("tt", ("TT",), "order", 11),
    ReportColumn("code", ("Mã TTHC",), "code", 28),
    ReportColumn("procedure", ("Tên thủ tục hành chính",)),
    ReportColumn("field", ("Lĩnh vực",), "text", 42),
    ReportColumn("limit", ("Thời hạn giải quyết",), "text", 46),
    ReportColumn("note", ("Ghi chú",), "text", 36),
)


def fee_board(session: Session, *, now: datetime) -> Report:
    """Return the fee board: every procedure offered today with its rates; what is not sure is marked."""
    ref, day, numbers = reference(session), now.date(), count(1)
    rows: list[ReportRow] = []
    for version, opens_field in _offered(session, day):
        if opens_field:
            rows.append(ReportRow((version.content.field,), "section"))
        rows += _fee_rows(ref, version, day, next(numbers))
    return _report(session, "fee-board", "BẢNG NIÊM YẾT PHÍ, LỆ PHÍ", _FEES, rows, now)


def procedure_list(session: Session, *, now: datetime) -> Report:
    """Return the list of the procedures offered today, by field, with limit and code."""
    ref, numbers, rows = reference(session), count(1), list[ReportRow]()
    for version, opens_field in _offered(session, now.date()):
        content = version.content
        if opens_field:
            rows.append(ReportRow((content.field,), "section"))
        limit = limit_of(content, "", ref.conventions).words()
        values = (next(numbers), content.code, content.name, content.field, limit, _doubts(version))
        rows.append(ReportRow(values, key=version.code))
    title = "DANH MỤC THỦ TỤC HÀNH CHÍNH TIẾP NHẬN TẠI BỘ PHẬN MỘT CỬA"
    return replace(
        _report(session, "procedures", title, _PROCEDURES, rows, now),
        summary=(f"Tổng số: {next(numbers) - 1} thủ tục",),
    )


def _report(
    session: Session, name: str, title: str, columns: tuple[ReportColumn, ...], rows: list[ReportRow], now: datetime
) -> Report:
    return Report(
        name=name, office=office_head(reference(session).office(now.date())), title=title, columns=columns, rows=rows,
        compiled_at=now, period=f"Tại ngày {now:%d/%m/%Y}",
        footnotes=(f"Mục ghi «{_CHECK}» chưa được đối chiếu với văn bản gốc.",),
    )  # fmt: skip


def _offered(session: Session, day: date) -> Iterator[tuple[Version, bool]]:
    """Yield what the office offers by field and name, each with whether it is the first of its field."""
    offered = [version for version in all_versions(session, day) if is_offered(version, day)]
    offered.sort(key=lambda one: (search_key(one.content.field), search_key(one.content.name)))
    before = ""
    for version in offered:
        yield version, version.content.field != before
        before = version.content.field


def _doubts(version: Version) -> str:
    unverified = version.content.code_unverified
    return f"mã {_CHECK}: {unverified}" if unverified and not version.content.code else ""


def _fee_rows(ref: Reference, version: Version, day: date, number: int) -> Iterator[ReportRow]:
    """Yield a line for each rate of a procedure; its name stands on the first."""
    content = version.content
    exempt = "; ".join(ref.fees.exemptions_of(version.code, day).values()) or content.fee_exemptions
    for place, rule in enumerate(_rates(ref, version, day)):
        first = (number, content.code, content.name) if place == 0 else (None, "", "")
        rate = tier_words(rule.tiers, rule.cap, rule.unit) if rule.tiers else price_words(rule.amount, rule.unit)
        note = "; ".join(_notes(rule, day, [_doubts(version)] if place == 0 else []))
        values = (*first, rule.name, rate, exempt if place == 0 else "", rule.basis, note)
        yield ReportRow(values, key=version.code)


def _rates(ref: Reference, version: Version, day: date) -> list[FeeRule]:
    """Return a procedure's rates; one without a rule has the flat amount of the catalogue."""
    content = version.content
    found = ref.fees.rates_of(version.code, day, ref.setting("province"))
    if found:
        return found
    expired = ref.fees.covers(version.code)
    known = content.fee_vnd is not None and not set_by_province(content.fee_note) and not expired
    why = "mức thu đã biết không còn hiệu lực" if expired else content.fee_note or "nguồn không ghi mức phí"
    unsure = "" if known else why
    amount = content.fee_vnd if known else None
    return [flat_rule("flat", "Phí, lệ phí", version.code, amount, content.fee_unit, content.legal_basis, unsure)]


def _notes(rule: FeeRule, day: date, doubts: Iterable[str]) -> Iterator[str]:
    """Say for whom the rate is, and what has to be checked."""
    yield from (condition_label(condition) for condition in rule.when)
    if rule.channels is not None:
        yield "nộp trực tuyến" if rule.channels == _ONLINE else "nộp trực tiếp"
    doubt = rule.doubt(day) or ("mức thu chưa biết" if rule.price(1) is None else "")
    if doubt:
        yield f"{_CHECK}: {doubt}"
    yield from filter(None, doubts)
