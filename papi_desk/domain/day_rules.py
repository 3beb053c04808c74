"""Days that differ from the ordinary week: holidays, days in lieu, swapped days, the office's own days."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, TypeVar

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

T = TypeVar("T")
Day = date
"""The type of a day, where a field is called ``date``."""

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
KINDS: Final = frozenset({"holiday", "tet", "in-lieu", "swap-off", "swap-work", "office"})
CONFIDENCES: Final = frozenset({"announced", "computed", "unsure"})
CULTURE_DAY: Final = "culture-day"
"""Tag of the days off of 24 November, which an office may leave out until the law is checked."""

_DOUBTS: Final = {"announced": "", "computed": " – chưa công bố", "unsure": " – cần kiểm tra"}
_YES_NO: Final = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}


class DayRule(Record):
    """One day that is off or worked against the ordinary week, with the document that says so."""

    date: date
    working: bool
    kind: str
    name: str
    basis: str
    confidence: str
    swapped_with: Day | None = None
    tag: str = ""

    def words(self) -> str:
        """Say in Vietnamese why this day is off or worked, with its legal basis."""
        basis = f" ({self.basis})" if self.basis else ""
        return self._cause() + basis + _DOUBTS.get(self.confidence, "")

    def _cause(self) -> str:
        if self.kind == "swap-work":
            return f"làm bù cho {day_words(self.swapped_with)}" if self.swapped_with else self.name
        if self.kind == "swap-off":
            worked = f", làm bù {day_words(self.swapped_with)}" if self.swapped_with else ""
            return f"nghỉ hoán đổi{worked}"
        if self.kind == "in-lieu":
            return "nghỉ b" + self.name[1:] if self.name.startswith("Bù ") else f"nghỉ bù: {self.name}"
        opening = {"holiday": "nghỉ lễ", "tet": "nghỉ Tết"}.get(self.kind)
        if opening is None:
            opening = "cơ quan làm việc" if self.working else "cơ quan nghỉ"
        return f"{opening}: {self.name}" if self.name else opening


def day_words(day: date | None) -> str:
    """Write a day as the office does: dd/mm/yyyy."""
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year:04}"


def read_days(csv_text: str) -> list[DayRule]:
    """Read the calendar file: date, working, kind, name, basis, confidence, swapped_with and perhaps tag.

    The layout with Vietnamese kinds (kind «nghỉ lễ», name_vi, deciding_document) is understood as well.
    Raises ``Refused`` «calendar-row-wrong» naming the row and column, «calendar-day-twice» for a repeated
    day, «calendar-columns-missing» for a file that is not a calendar.
    """
    reader = csv.DictReader(io.StringIO(csv_text.removeprefix("\ufeff"), newline=""))
    try:
        return _read_rows(reader)
    except csv.Error:
        raise Refused("table-not-csv", "calendar", line=reader.line_num) from None


def _read_rows(reader: csv.DictReader[str]) -> list[DayRule]:
    ours = {"date", "working", "kind", "name", "basis", "confidence", "swapped_with"}
    published = {"date", "kind", "name_vi", "deciding_document", "confidence", "swapped_with"}
    columns = set(reader.fieldnames or ())
    if not (ours <= columns or published <= columns):
        raise Refused("calendar-columns-missing", "calendar", columns=", ".join(sorted(ours - columns)))
    rows = (row if ours <= columns else _from_published(row) for row in reader)
    days = [_read_day(row, number) for number, row in enumerate(rows, start=2)]
    for day, times in Counter(rule.date for rule in days).items():
        if times > 1:
            raise Refused("calendar-day-twice", "calendar", date=day)
    return days


def _read_day(row: Mapping[str, str | None], number: int) -> DayRule:
    """Read one row; ``number`` is its line in the file, shown when it is refused."""
    text = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str)}
    swapped = text.get("swapped_with", "")
    return DayRule(
        date=_read_date(text, "date", number),
        working=_one_of(_YES_NO, text, "working", number),
        kind=_one_of({kind: kind for kind in KINDS}, text, "kind", number),
        name=text.get("name", ""),
        basis=text.get("basis", ""),
        confidence=_one_of({word: word for word in CONFIDENCES}, text, "confidence", number),
        swapped_with=_read_date(text, "swapped_with", number) if swapped else None,
        tag=text.get("tag", ""),
    )


def _read_date(text: Mapping[str, str], column: str, number: int) -> date:
    try:
        return date.fromisoformat(text.get(column, ""))
    except ValueError:
        raise _wrong(text, column, number) from None


def _one_of(choices: Mapping[str, T], text: Mapping[str, str], column: str, number: int) -> T:
    value = choices.get(text.get(column, "").lower())
    if value is None:
        raise _wrong(text, column, number)
    return value


def _wrong(text: Mapping[str, str], column: str, number: int) -> Refused:
    return Refused("calendar-row-wrong", "calendar", row=number, column=column, value=text.get(column, ""))


_PUBLISHED_KINDS: Final = {
    "nghỉ lễ": "holiday",
    "nghỉ tết": "tet",
    "nghỉ bù": "in-lieu",
    "hoán đổi: nghỉ": "swap-off",
    "hoán đổi: làm việc": "swap-work",
}


def _from_published(row: Mapping[str, str | None]) -> dict[str, str | None]:
    """Turn a row with Vietnamese kinds into our columns."""
    kind = _PUBLISHED_KINDS.get((row["kind"] or "").strip().lower(), "")
    sure = (row["confidence"] or "").lower()
    doubt = "unsure" if sure.startswith("uncertain") else "computed" if sure.startswith("computed") else ""
    culture = (row["date"] or "")[5:] == "11-24" and kind == "holiday"
    return {
        "date": row["date"],
        "working": "yes" if kind == "swap-work" else "no",
        "kind": kind,
        "name": row["name_vi"],
        "basis": row["deciding_document"],
        "confidence": doubt or "announced",
        "swapped_with": row["swapped_with"],
        "tag": CULTURE_DAY if culture else "",
    }


def check_year(days: Iterable[DayRule], year: int) -> list[str]:
    """List in Vietnamese what does not add up in a year's calendar; empty when all is well.

    Holidays that fall on a weekend must equal the days in lieu; swapped days come in pairs, a weekday off
    and a weekend day worked; ten statutory days until 2020, eleven from 2021, twelve from 2026 (BLLĐ 2012
    Điều 115; BLLĐ 2019 Điều 111–112; NQ 28/2026/QH16).
    """
    known = {rule.date: rule for rule in days}
    rules = [rule for rule in known.values() if rule.date.year == year and rule.kind != "office"]
    if not rules:
        return [f"Chưa có lịch nghỉ năm {year}."]
    statutory = [rule for rule in rules if rule.kind in ("holiday", "tet")]
    weekend = sum(rule.date.weekday() > 4 for rule in statutory)
    in_lieu = sum(rule.kind == "in-lieu" for rule in rules)
    problems = []
    expected = 10 if year <= 2020 else 11 if year <= 2025 else 12
    if len(statutory) != expected:
        problems.append(f"Năm {year} có {len(statutory)} ngày nghỉ lễ, Tết; luật định {expected} ngày.")
    if weekend != in_lieu:
        problems.append(f"Năm {year} có {weekend} ngày lễ trùng cuối tuần nhưng {in_lieu} ngày nghỉ bù.")
    problems += [_pair_problem(rule, known) for rule in rules if rule.kind.startswith("swap")]
    return [problem for problem in problems if problem]


def _pair_problem(rule: DayRule, known: Mapping[date, DayRule]) -> str:
    """Say what is wrong with one half of a swap, or nothing."""
    other = known.get(rule.swapped_with) if rule.swapped_with else None
    if other is None or other.swapped_with != rule.date or other.working == rule.working:
        return f"Ngày hoán đổi {day_words(rule.date)} không có ngày đi đôi trỏ về nó."
    if (rule.date.weekday() > 4) != rule.working:
        weekday = WEEKDAYS[rule.date.weekday()]
        return f"Ngày hoán đổi {day_words(rule.date)} là {weekday}: kiểm tra nghỉ hay làm."
    return ""
