"""The columns of the national catalogue's extract, put into ours; periods are read from its remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from papi_desk.domain.catalogue_documents import from_national_text
from papi_desk.domain.csv_table import Row
from papi_desk.domain.records import Record, replace

TITLES: Final[Mapping[str, str]] = {
    "name": "name_vi",
    "field": "field_vi",
    "limit_value": "time_limit_value",
    "limit_unit": "time_limit_unit",
    "limit_note": "time_limit_note",
    "documents": "required_documents",
    "delta": "in_2024_commune_list",
}
"""Our column → what the national extract calls it; the other columns have the same name in both."""

DISTRICTS_END: Final = date(2025, 7, 1)
"""Communes took over the districts' procedures on this day (two-level local government)."""

_NOT_OFFERED: Final = {
    "biên giới": "Chỉ áp dụng cho xã ở khu vực biên giới",
    "không có rừng": "Chỉ áp dụng cho xã có rừng",
    "vùng dtts": "Chỉ áp dụng cho xã vùng đồng bào dân tộc thiểu số",
    "vùng khó khăn": "Chỉ áp dụng cho xã vùng khó khăn",
    "mã địa phương": "Mã riêng của tỉnh khác, không phải mã quốc gia",
}
_DAY: Final = re.compile(r"(đến |bãi bỏ \D*)?(\d{1,2})/(\d{1,2})/(20\d\d)")
_MONTH: Final = re.compile(r"(?<![\d/])(\d{1,2})/(20\d\d)")
_YEAR: Final = re.compile(r"(?<!\d)20(?:2[5-9]|[3-9]\d)(?!\d)")
_REPLACED: Final = re.compile(r"(20\d\d)(?:\+: (?!mã mới)|: gộp)")
_DIRTY: Final = re.compile(
    r"đơn vị|chỉ ghi|nhiều mức|mâu thuẫn|trí nhớ|vô nghĩa|tự cộng|Đà Nẵng|diễn giải|KHÔNG|theo HĐND"
)
_NO_LIMIT: Final = re.compile(r"không quy định", re.IGNORECASE)
_PROVINCE_SETS: Final = re.compile(r"Mức tỉnh|Mức HĐND tỉnh|theo HĐND tỉnh")


class _Period(Record):
    """From when to when a commune does this, why it does not, and what has to be checked about it."""

    offered: bool = True
    because: str = ""
    first: date | None = None
    last: date | None = None
    checks: tuple[str, ...] = ()


def is_national(header: Iterable[str]) -> bool:
    """Tell whether a table has the national extract's column names."""
    return "name_vi" in header


def translated(row: Row) -> Row:
    """Put one row of the national extract into our columns."""
    cells = {ours: row.text(TITLES.get(ours, ours)) for ours in (*row.cells, *TITLES)}
    period = _period(replace(row, cells=cells, titles=TITLES))
    cells |= {
        "documents": from_national_text(cells["documents"]),
        "interagency": "yes" if row.text("interagency").startswith("có") else "no",
        "delta": "yes" if period.offered else "no",
        "not_offered_because": period.because,
        "valid_from": period.first.isoformat() if period.first else "",
        "valid_to": period.last.isoformat() if period.last else "",
        "fee_vnd": "" if _is_set_by_province(row) else row.text("fee_vnd"),
    }
    cells |= _limit_cells(row)
    cells["checks"] = ";;".join((*_doubts(row), *period.checks))
    return Row(row.line, cells, TITLES)


def _limit_cells(row: Row) -> dict[str, str]:
    """Fill in what only the note says: that there is no limit, or the 15:00 rule of a same-day limit."""
    note = row.text("time_limit_note")
    if not row.text("time_limit_value") and _NO_LIMIT.search(note):
        return {"limit_unit": "none"}
    same_day = row.text("time_limit_unit").casefold() == "trong ngày"
    return {"cutoff": "15:00"} if same_day and ("15 giờ" in note or "Đ7" in note) else {}


def _is_set_by_province(row: Row) -> bool:
    """Tell whether the portal's «0» only means that the province sets the amount."""
    return row.text("fee_vnd") == "0" and _PROVINCE_SETS.match(_portal_note(row)) is not None


def _portal_note(row: Row) -> str:
    return row.text("fee_note").removeprefix("Cổng ghi miễn phí nhưng ghi chú ").strip('"')


def _doubts(row: Row) -> list[str]:
    """List what has to be checked: unverified code, weak confidence, limits and fees that contradict."""
    doubts = []
    if not row.text("code") and (unverified := row.text("code_unverified")):
        doubts.append(f"Mã {unverified} theo trí nhớ, chưa thấy trong nguồn nào")
    if row.text("confidence") in {"memory", "partly-verified"}:
        doubts.append(f"Độ tin cậy: {row.text('confidence_detail') or row.text('confidence')}")
    for title, column in (("Thời hạn", "time_limit_note"), ("Phí", "fee_note")):
        if _DIRTY.search(note := row.text(column)):
            doubts.append(f"{title}: {note}")
    if _is_set_by_province(row) and not _DIRTY.search(row.text("fee_note")):
        doubts.append(f"Phí: nguồn ghi 0 nhưng «{row.text('fee_note')}»; chưa biết mức thu")
    return doubts


def _period(row: Row) -> _Period:
    """Read whether and when a delta commune does this; raises «table-bad-choice» for an unknown answer."""
    answer, note = row.text("delta").casefold(), row.text("valid_note")
    word = re.split(r"[ (]", answer, maxsplit=1)[0]
    if word not in {"yes", "no", "unsure", ""}:
        raise row.refused("table-bad-choice", "delta", choices="yes, no, unsure")
    for sign, because in _NOT_OFFERED.items():
        if sign in answer:
            return _Period(offered=False, because=because)
    moved = "" if word == "yes" else row.text("delta")[len(word) :].strip(" ()")
    period = _begun(f"{moved} {note}" if note.startswith("về xã") else answer, _Period(), moved=moved)
    if word == "unsure":
        doubt = "Chưa rõ cấp xã có thực hiện thủ tục này không" + (f": {note}" if note else "")
        period = replace(period, checks=(doubt, *period.checks))
    return _ended(note, period)


def _begun(answer: str, period: _Period, *, moved: str) -> _Period:
    """Read the day from which (or to which) communes do this."""
    if found := _DAY.search(answer):
        day = date(int(found[4]), int(found[3]), int(found[2]))
        return replace(period, last=day) if found[1] else replace(period, first=day)
    if found := _MONTH.search(moved):
        return _guessed(period, date(int(found[2]), int(found[1]), 1), moved)
    if "huyện" in moved or "Sở" in moved:
        return _guessed(period, DISTRICTS_END, moved)
    if found := _YEAR.search(moved):
        year = int(found[0])
        return _guessed(period, DISTRICTS_END if year == DISTRICTS_END.year else date(year, 1, 1), moved)
    return period


def _guessed(period: _Period, first: date, source: str) -> _Period:
    doubt = f"Ngày cấp xã bắt đầu làm ({first:%d/%m/%Y}) suy từ ghi chú «{source}»"
    return replace(period, first=first, checks=(*period.checks, doubt))


def _ended(note: str, period: _Period) -> _Period:
    """Read from the remark when the procedure was abolished or replaced."""
    if note.startswith("bãi bỏ") and (found := _DAY.search(note)):
        return replace(period, last=date(int(found[4]), int(found[3]), int(found[2])) - timedelta(1))
    if found := _REPLACED.match(note):
        year = int(found[1])
        last = (DISTRICTS_END if year == DISTRICTS_END.year else date(year, 1, 1)) - timedelta(1)
        doubt = f"Ngày hết hiệu lực ({last:%d/%m/%Y}) suy từ ghi chú «{note}»"
        return replace(period, last=last, checks=(*period.checks, doubt))
    doubtful = note.startswith(("Từ 2023", "Không còn", "2024+"))
    return replace(period, checks=(*period.checks, note)) if doubtful else period
