"""Any report as an Excel workbook that prints like the paper: merged heads, real figures, totals as formulas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from papi_desk.documents.paper import COUNTRY, MOTTO, PROGRAM, SIGN_HERE
from papi_desk.documents.phrases import place_and_date
from papi_desk.documents.report_columns import checked_rows, column_checks, head_cells, number_of, remarks
from papi_desk.documents.spreadsheet import clean, sheet_name
from papi_desk.documents.watermark import words_across
from papi_desk.domain.records import replace
from papi_desk.domain.reports import SUMMED, Report, ReportColumn, ReportRow, Value

FONT: Final = "Times New Roman"
_DOTS = "." * 30
_FORMATS: Final = {
    "order": "0", "count": "#,##0", "money": "#,##0", "percent": "0.##", "day": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm", "text": "@", "code": "@",
}  # fmt: skip
_ALIGN: Final = {"order": "center", "day": "center", "moment": "center", "text": "left", "code": "left"}
_USUAL: Final = {"order": 6, "text": 40, "code": 22, "count": 10.5, "money": 14, "percent": 10, "day": 12, "moment": 17}
_CHARACTERS_PER_MM: Final = 0.55
_FIRST_EXCEL_DAY: Final = date(1900, 3, 1)
"""Excel counts earlier days wrongly; they are written as text."""
_LIKE_A_FORMULA: Final = ("=", "+", "-", "@")
_A4: Final = 9
_SIDE_SHARE: Final = 0.25
_FEW_COLUMNS: Final = 6
Area = tuple[int, int]
"""First and last column of a merged cell."""


def report_xlsx(report: Report, *, behind: Iterable[Report] = ()) -> bytes:
    """Return the report as a workbook: values as counted, totals as SUM formulas; ``behind`` on sheets of their own.

    A sheet «Kiểm tra» recomputes the sums that must hold. No name is ever run as a formula. Raises ``Refused`` for
    figures that do not add up.
    """
    if words_across():
        report = replace(report, title=f"{words_across()} – {report.title}")
        behind = [replace(further, title=f"{words_across()} – {further.title}") for further in behind]
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        properties = {"title": clean(report.title), "author": clean(report.office.unit), "comments": PROGRAM}
        book.set_properties({**properties, "created": report.compiled_at})
        styles = _Styles(book)
        first = _Sheet(book, styles, report, set())
        first.write()
        names = {first.name}
        for further in behind:
            sheet = _Sheet(book, styles, further, names)
            sheet.write(plain=True)
            names.add(sheet.name)
        first.write_checks(book)
    return out.getvalue()


class _Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            usual = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            self._made[key] = self._book.add_format({**usual, **properties})
        return self._made[key]

    def cell(self, column: ReportColumn, *, bold: bool = False, quoted: bool = False) -> Format:
        """Return the format of a value of this column."""
        align = _ALIGN.get(column.kind, "right")
        wrap = {"text_wrap": True} if column.kind in ("text", "code") else {}
        return self(border=1, bold=bold, align=align, num_format=_FORMATS[column.kind], quote_prefix=quoted, **wrap)


class _Sheet:
    """One report on one sheet."""

    def __init__(self, book: Workbook, styles: _Styles, report: Report, taken: set[str]) -> None:
        self.report, self.styles = report, styles
        self.columns = report.columns
        self.name = _free_name(report.form_number.split("/")[0] or report.title, taken)
        self.sheet: Worksheet = book.add_worksheet(self.name)
        self.last = len(self.columns) - 1
        self._segments: list[list[int]] = []
        self._section = 0

    def write(self, *, plain: bool = False) -> None:
        """Write the whole sheet; ``plain`` is a list behind the figures: no head of an office, no signatures."""
        self._set_widths()
        top = 2 if plain else _write_opening(self)
        if plain:
            self.across(0, (0, self.last), self.report.title, bold=True, align="left")
        first = self._write_head(top)
        end = self._write_rows(first)
        last = end if plain else _write_closing(self, end + 1)
        self._set_up(top, first, last)
        if plain:
            self.sheet.autofilter(first - 1, 0, max(first, end - 1), self.last)

    def across(
        self, row: int, area: Area, text: str, *, down: int = 0, bold: bool = False, italic: bool = False,
        size: float = 11, align: str = "center", border: int = 0,
    ) -> None:  # fmt: skip
        """Write text over the columns of an area and ``down`` rows below, merged when that is several cells."""
        style = self.styles(
            bold=bold, italic=italic, font_size=size, align=align, text_wrap=True, border=border,
            quote_prefix=text.startswith(_LIKE_A_FORMULA),
        )  # fmt: skip
        if area[0] == area[1] and not down:
            self.sheet.write_string(row, area[0], clean(text.replace("\u00a0", " ")), style)
            return
        self.sheet.merge_range(row, area[0], row + down, area[1], "", style)
        self.sheet.write_string(row, area[0], clean(text.replace("\u00a0", " ")), style)

    def _set_widths(self) -> None:
        for place, column in enumerate(self.columns):
            width = column.width * _CHARACTERS_PER_MM if column.width else _USUAL[column.kind]
            self.sheet.set_column(place, place, width)

    def _write_head(self, top: int) -> int:
        cells = head_cells(self.columns)
        for cell in cells:
            area = (cell.column, cell.column + cell.columns - 1)
            row = top + cell.row
            self.across(
                row, area, cell.text, down=cell.rows - 1, bold=not cell.quiet, italic=cell.quiet, size=10, border=1
            )
        depth = max(cell.row + cell.rows for cell in cells)
        lowest = max(cell.row + cell.rows for cell in cells if not cell.quiet)
        self.sheet.set_row(top + lowest - 1, 42)
        return top + depth

    def _write_rows(self, first: int) -> int:
        """Write the rows; return the number of the row after the last."""
        writers = [_writer(self.sheet, column, self.styles) for column in self.columns]
        at = first
        self._segments, self._section = [], 0
        for line in checked_rows(self.report):
            if line.kind == "row":
                self._extend(at)
                for place, (write, value) in enumerate(zip(writers, line.values, strict=True)):
                    write(at, place, value)
            elif line.kind == "section":
                self._section = len(self._segments)
                self.across(at, (0, self.last), str(line.values[0]), bold=True, align="left", border=1)
            else:
                self._write_total(at, line)
            at += 1
        return at

    def _extend(self, row: int) -> None:
        """Note that a row of values stands here, for the ranges that totals sum."""
        if len(self._segments) > self._section and self._segments[-1][1] == row - 1:
            self._segments[-1][1] = row
        else:
            self._segments.append([row, row])

    def _write_total(self, row: int, line: ReportRow) -> None:
        segments = self._segments[self._section if line.kind == "subtotal" else 0 :]
        for place, (column, value) in enumerate(zip(self.columns, line.values, strict=True)):
            style = self.styles.cell(column, bold=True)
            if column.kind in SUMMED and isinstance(value, int) and segments:
                letter = xl_col_to_name(place)
                ranges = ",".join(f"{letter}{start + 1}:{letter}{end + 1}" for start, end in segments)
                self.sheet.write_formula(row, place, f"=SUM({ranges})", style, value)
            else:
                _writer(self.sheet, column, self.styles, bold=True)(row, place, value)

    def _set_up(self, top: int, first: int, last: int) -> None:
        """Freeze the head, and print on A4 landscape as wide as the page with the head on every page."""
        sheet = self.sheet
        named = next((n for n, column in enumerate(self.columns) if column.kind == "text"), -1)
        sheet.freeze_panes(first, named + 1 if named < 3 else 0)
        sheet.repeat_rows(top, first - 1)
        sheet.print_area(0, 0, max(first, last - 1), self.last)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(0.4, 0.4, 0.6, 0.5)
        if words_across():
            sheet.set_header(f"&C&20{words_across()}")
        sheet.set_footer("&CTrang &P/&N")

    def write_checks(self, book: Workbook) -> None:
        """Write a sheet that recomputes, row by row, the sums that must hold between columns."""
        if not self._segments or not (checks := list(column_checks(self.columns))):
            return
        sheet = book.add_worksheet("Kiểm tra")
        sheet.set_column(0, 1, 34)
        bold, figure = self.styles(bold=True), self.styles(num_format="0")
        sheet.write_row(0, 0, ("Đẳng thức phải đúng ở từng dòng", "Số dòng sai (phải là 0)"), bold)
        places = {column.name: place for place, column in enumerate(self.columns)}
        for number, (whole, _, terms) in enumerate(checks, 1):
            parts = [places[name] for name in terms]
            words = " + ".join(number_of(self.columns[part]) for part in parts)
            sheet.write_string(number, 0, f"{number_of(self.columns[whole])} = {words}", self.styles())
            sheet.write_formula(number, 1, "=" + "+".join(self._misses(whole, parts)), figure, 0)

    def _misses(self, whole: int, parts: Sequence[int]) -> Iterator[str]:
        quoted = self.name.replace("'", "''")
        for start, end in self._segments:
            letters = [xl_col_to_name(place) for place in (whole, *parts)]
            ranges = [f"'{quoted}'!{letter}{start + 1}:{letter}{end + 1}" for letter in letters]
            yield f"SUMPRODUCT(--({ranges[0]}<>{'+'.join(ranges[1:])}))"


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a sheet's name that no other sheet has."""
    name, number = sheet_name(wanted), 2
    known = {one.casefold() for one in taken} | {"kiểm tra"}
    while name.casefold() in known:
        name, number = f"{sheet_name(wanted)[:27]} {number}", number + 1
    return name


def _writer(
    sheet: Worksheet, column: ReportColumn, styles: _Styles, *, bold: bool = False
) -> Callable[[int, int, Value], object]:
    """Return what writes a value of this column in its own type; a text stays a text whatever it looks like."""
    style, quoted = styles.cell(column, bold=bold), styles.cell(column, bold=bold, quoted=True)

    def write(row: int, place: int, value: Value) -> object:
        if isinstance(value, str):
            safe = value if value.isascii() and value.isprintable() and len(value) < 32_000 else clean(value)
            return sheet.write_string(row, place, safe, quoted if safe[:1] in _LIKE_A_FORMULA else style)
        if value is None:
            return sheet.write_blank(row, place, None, style)
        if isinstance(value, date):
            return _write_day(sheet, row, place, value, style)
        return sheet.write_number(row, place, value, style)

    return write


def _write_day(sheet: Worksheet, row: int, place: int, value: date, style: Format) -> object:
    day = value.date() if isinstance(value, datetime) else value
    if day < _FIRST_EXCEL_DAY:
        return sheet.write_string(row, place, f"{day:%d/%m/%Y}", style)
    return sheet.write_datetime(row, place, value, style)


# --- what stands above and below the table ---------------------------------------------------------------


def _thirds(sheet: _Sheet) -> tuple[Area, Area, Area]:
    """Return the columns at the left, in the middle and at the right that head blocks are written over."""
    widths = [c.width * _CHARACTERS_PER_MM if c.width else _USUAL[c.kind] for c in sheet.columns]
    whole, left, right = sum(widths), 0, sheet.last
    while left < sheet.last - 2 and sum(widths[: left + 1]) < whole * _SIDE_SHARE:
        left += 1
    while right > left + 2 and sum(widths[right:]) < whole * _SIDE_SHARE:
        right -= 1
    return (0, left), (left + 1, right - 1), (right, sheet.last)


def _write_opening(sheet: _Sheet) -> int:
    """Write what stands above the table; return the row of its head."""
    report = sheet.report
    if report.report_to is None or sheet.last < _FEW_COLUMNS:
        row = _write_list_opening(sheet)
    else:
        row = _write_form_opening(sheet)
    for label, value in report.particulars:
        sheet.across(row, (0, sheet.last), f"{label}: {value}", align="left")
        row += 1
    if report.unit:
        sheet.across(row, (max(0, sheet.last - 3), sheet.last), report.unit, italic=True, align="right")
        row += 1
    return row


def _write_form_opening(sheet: _Sheet) -> int:
    """Write form number, title and period, and who reports to whom, as statutory forms have them."""
    report, (left, middle, right) = sheet.report, _thirds(sheet)
    office = report.office
    reporter = " - ".join(part for part in (office.unit, office.superior) if part.strip())
    basis = f"(Ban hành theo {report.form_basis})" if report.form_basis.strip() else ""
    sheet.across(0, left, report.form_number, bold=True, align="left")
    sheet.across(1, left, basis, down=1, italic=True, size=10, align="left")
    sheet.across(0, middle, report.title, down=1, bold=True, size=13)
    sheet.across(2, middle, report.period, italic=True)
    sheet.across(0, right, f"Đơn vị báo cáo: {reporter}", down=1, align="left")
    sheet.across(2, right, f"Đơn vị nhận báo cáo: {(report.report_to or '').strip() or _DOTS}", align="left")
    for row, height in ((0, 24), (1, 24), (2, 30), (3, 6)):
        sheet.sheet.set_row(row, height)
    return 4


def _write_list_opening(sheet: _Sheet) -> int:
    """Write the office and the national motto side by side, then title and period in the middle."""
    report = sheet.report
    half = max(0, sheet.last // 2)
    left, right = (0, half), (min(half + 1, sheet.last), sheet.last)
    whole: Area = (0, sheet.last)
    if sheet.last:
        sheet.across(0, left, report.office.superior.upper())
        sheet.across(1, left, report.office.unit.upper(), bold=True)
        sheet.across(0, right, COUNTRY, bold=True)
        sheet.across(1, right, MOTTO, bold=True)
    row = 3
    if form := " · ".join(filter(None, (report.form_number, report.form_basis))):
        sheet.across(2, whole, form, italic=True, size=10, align="right")
    sheet.across(row, whole, report.title, bold=True, size=13)
    sheet.sheet.set_row(row, 24)
    if report.period:
        row += 1
        sheet.across(row, whole, report.period, italic=True)
    return row + 2


def _write_closing(sheet: _Sheet, row: int) -> int:
    """Write what the table comes to, the small print and the signatures; return the row after the last."""
    report, whole = sheet.report, (0, sheet.last)
    for line in report.summary:
        sheet.across(row, whole, line, bold=True, align="left")
        row += 1
    for remark in remarks(report):
        sheet.across(row, whole, remark, size=10, align="left")
        sheet.sheet.set_row(row, 14 * (1 + len(remark) // 150))
        row += 1
    return _write_signatures(sheet, row + 1) if report.signatures else row


def _write_signatures(sheet: _Sheet, row: int) -> int:
    report, count = sheet.report, len(sheet.report.signatures)
    share = max(1, len(sheet.columns) // count)
    for number, (title, hint, name) in enumerate(report.signatures):
        last = sheet.last if number == count - 1 else min(sheet.last, (number + 1) * share - 1)
        area = (min(number * share, sheet.last), last)
        if area[0] > area[1]:
            continue
        if number == count - 1:
            sheet.across(row, area, place_and_date(report.office.place, report.compiled_at), italic=True)
        sheet.across(row + 1, area, title, bold=True)
        sheet.across(row + 2, area, hint or SIGN_HERE, italic=True, size=10)
        sheet.across(row + 7, area, name, bold=True)
    return row + 8
