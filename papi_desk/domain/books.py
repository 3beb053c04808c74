"""The desk's own books: what a sealed page covers, what shows that it was tampered with, and late entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any, Final

from papi_desk.domain.papers import OfficeHead
from papi_desk.domain.records import Record, asdict, field_names
from papi_desk.domain.reports import Report, ReportColumn, ReportRow, Value

GENESIS: Final = "0" * 64
"""What the first page of a book is linked to."""

PAGE_PROBLEMS: Final[Mapping[str, str]] = {
    "page-changed": "Trang {number}/{year} đã bị sửa sau khi khóa.",
    "page-moved": "Trang {number}/{year} đã bị đổi chỗ: nội dung là của trang {of}.",
    "page-inserted": "Trang {number}/{year} bị chèn vào: sổ không khóa trang này.",
    "page-removed": "Trang {number}/{year} đã bị lấy khỏi sổ.",
    "page-link": "Trang {number}/{year} không nối với trang trước.",
    "page-log": "Trang {number}/{year} không khớp dòng {line} của nhật ký: nhật ký đã bị sửa.",
}
"""What can be wrong with a sealed page, as an inspector reads it."""

Key = tuple[int, int]
"""Year and number of a page."""


class SealedPage(Record):
    """A page as it was closed: its words, where the audit log stood, and the seal over both."""

    book: str
    year: int
    number: int
    day: date
    content: Mapping[str, Any]
    audit_sequence: int
    audit_hash: str
    previous: str
    seal: str = ""

    @property
    def key(self) -> Key:
        """Return year and number."""
        return self.year, self.number


def seal_of(page: SealedPage) -> str:
    """Return the page's seal: SHA-256 over the previous seal, its place, its words and the head of the audit log."""
    words = json.dumps(page.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    place = (page.book, str(page.year), str(page.number), page.day.isoformat())
    lines = (page.previous, *place, words, str(page.audit_sequence), page.audit_hash)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def page_problems(
    pages: Iterable[SealedPage], noted: Mapping[Key, str], log: Mapping[int, str], before: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name every page of a year that was changed, moved, inserted or removed, as (kind, data).

    ``noted`` holds the seals that the audit log knows, ``log`` the hashes of its lines that pages name,
    ``before`` the seal of the last page of the years before.
    """
    places, there, previous = {seal: key for key, seal in noted.items()}, set(), before
    for page in pages:
        there.add(page.key)
        expected = noted.get(page.key)
        wrong = _wrong(page, expected, places)
        if wrong is None and page.previous != noted.get((page.year, page.number - 1), previous):
            wrong = "page-link", {}
        if wrong is None and log.get(page.audit_sequence) != page.audit_hash and page.audit_sequence:
            wrong = "page-log", {"line": page.audit_sequence}
        if wrong is not None:
            yield wrong[0], {"book": page.book, "year": page.year, "number": page.number, **wrong[1]}
        previous = expected or page.seal
    for year, number in sorted(set(noted) - there):
        yield "page-removed", {"year": year, "number": number}


def _wrong(page: SealedPage, expected: str | None, places: Mapping[str, Key]) -> tuple[str, dict[str, Any]] | None:
    """Tell what is wrong with a page by itself, measured against the seal that the audit log knows."""
    if page.seal == expected and seal_of(page) == expected:
        return None
    if page.seal != expected and page.seal in places:
        year, number = places[page.seal]
        return "page-moved", {"of": f"{number}/{year}"}
    return ("page-changed" if expected else "page-inserted"), {}


def is_late_entry(at: datetime, recorded_at: datetime, minutes: int) -> bool:
    """Tell whether something was written into the book more than so many minutes after it happened."""
    return recorded_at - at > timedelta(minutes=minutes)


# --- what fits on a sheet ---------------------------------------------------------------------------------

_TITLE, _LETTER, _OPEN_COLUMN = 90, 1.75, 35
"""Letters of a procedure's name in a table; millimetres of a letter, and of a column without a width."""


def short_title(name: str, code: str) -> str:
    """Return a procedure's name for a table: a long one is cut after a whole word and followed by its code."""
    if len(name) <= _TITLE + len(code):
        return name
    return f"{name[:_TITLE].rpartition(' ')[0].rstrip(',;')}… ({code})"


def sheets(rows: Sequence[ReportRow], columns: Sequence[ReportColumn], room: int) -> Iterator[list[ReportRow]]:
    """Part rows into sheets of about ``room`` printed lines; a section head never stands last."""
    sheet: list[ReportRow] = []
    left = room
    for row in rows:
        lines = _printed_lines(row, columns)
        if sheet and lines + (row.kind == "section") * 2 > left:
            yield sheet
            sheet, left = [], room
        sheet.append(row)
        left -= lines
    yield sheet


def _printed_lines(row: ReportRow, columns: Sequence[ReportColumn]) -> int:
    if row.kind == "section":
        return 1
    texts = ((str(value), column.width or _OPEN_COLUMN) for value, column in zip(row.values, columns, strict=True))
    return max(ceil(len(text) * _LETTER / (width - 2)) for text, width in texts)


# --- the words of a table, kept with a page ---------------------------------------------------------------


def report_words(report: Report) -> dict[str, Any]:
    """Return a table as plain values to keep as JSON."""
    plain = {name: getattr(report, name) for name in field_names(Report) if name not in ("rows", "office")}
    return {
        **plain,
        "office": asdict(report.office),
        "columns": [asdict(column) for column in report.columns],
        "rows": [{"values": [_word(value) for value in row.values], "kind": row.kind} for row in report.rows],
        "compiled_at": report.compiled_at.isoformat(),
        "figures": {name: _word(value) for name, value in report.figures.items()},
    }


def _word(value: Value) -> str | int | float | list[str] | None:
    """Write a day or a moment as a list of one, so that it is told from a text of the same letters."""
    return [value.isoformat()] if isinstance(value, date) else value


def report_of(words: Mapping[str, Any], *footnotes: str) -> Report:
    """Rebuild a table from its words, with footnotes added below its own."""
    return Report(
        **{
            **words,
            "office": OfficeHead(**words["office"]),
            "columns": tuple(ReportColumn(**{**one, "heads": tuple(one["heads"])}) for one in words["columns"]),
            "rows": [ReportRow(tuple(_value(one) for one in row["values"]), row["kind"]) for row in words["rows"]],
            "compiled_at": datetime.fromisoformat(words["compiled_at"]),
            "particulars": tuple((label, text) for label, text in words["particulars"]),
            "summary": tuple(words["summary"]),
            "footnotes": (*words["footnotes"], *footnotes),
            "signatures": tuple((title, hint, name) for title, hint, name in words["signatures"]),
            "figures": {name: _value(one) for name, one in words["figures"].items()},
        }
    )


def _value(word: Any) -> Value:
    if isinstance(word, list):
        return datetime.fromisoformat(word[0]) if "T" in word[0] else date.fromisoformat(word[0])
    plain: Value = word
    return plain
