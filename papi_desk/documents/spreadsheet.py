"""Rows as an Excel workbook: real dates and numbers, texts that stay texts."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from papi_desk.documents.watermark import words_across
from papi_desk.domain.names import without_commands

FONT = "Times New Roman"
DAY_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "dd/mm/yyyy hh:mm"
FIGURE_FORMAT = "#,##0"
_FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel counts earlier days wrongly; they are written as text."""
_MEASURED_ROWS = 200
_WIDEST = 60
_SHEET_NAME_LENGTH = 31
_LONGEST_CELL = 32_767
_LIKE_A_FORMULA = ("=", "+", "-", "@")


def rows_xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet: headers in row 1, frozen and repeated on paper, then the rows.

    Dates and moments are Excel dates shown dd/mm/yyyy (hh:mm), numbers are numbers, and no text is ever
    run as a formula. ``title`` names the sheet and stands at the top of each printed page. Rows of a register that is
    not the real one say so, each of them.
    """
    marks = [words_across()] if words_across() else []
    headers, rows = [*headers, *marks], ([*row, *marks] for row in rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    book.properties.title = title = clean(title)
    first = list(islice(rows := iter(rows), _MEASURED_ROWS))
    _set_widths(sheet, headers, first)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_up_print(sheet)
    sheet.oddHeader.center.text = " ".join(title.split()).replace("&", "&&") or None
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.append(list(_head_cells(sheet, headers)))
    last = 1
    for row in chain(first, rows):
        sheet.append([_typed(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(headers)))}{last}"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(title: str) -> str:
    """Return ``title`` without the signs Excel forbids, at most 31 letters."""
    allowed = "".join(" " if letter in "[]:*?/\\" or letter > "\uffff" else letter for letter in clean(title))
    return " ".join(allowed.split())[:_SHEET_NAME_LENGTH].strip("' ") or "Bảng"


def set_up_print(sheet: Any) -> None:
    """Print on A4 landscape, as wide as the page, on as many pages as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.6, 0.5


def clean(text: str) -> str:
    """Return ``text`` in NFC as a cell can hold it: no signs that XML has not, at most as long as Excel takes."""
    plain = without_commands(unicodedata.normalize("NFC", text))
    return plain if len(plain) <= _LONGEST_CELL else plain[: _LONGEST_CELL - 1] + "…"


def keep_text(cell: Any, text: str) -> None:
    """Put ``text`` in a cell as text, even when it looks like a formula or an error value."""
    plain = clean(text)
    cell.value = plain
    cell.data_type = "s"
    if plain[:1] in _LIKE_A_FORMULA:
        cell.quotePrefix = True


def _typed(sheet: Any, value: object) -> object:
    """Return what is appended for one value: plain where Excel's own default serves, else a styled cell."""
    match value:
        case None | bool():
            return value
        case datetime() | date() if _day(value) < _FIRST_EXCEL_DAY:
            return value.strftime("%d/%m/%Y")
        case datetime():
            return _formatted(sheet, value, MOMENT_FORMAT)
        case date():
            return _formatted(sheet, value, DAY_FORMAT)
        case int():
            return _formatted(sheet, value, FIGURE_FORMAT)
        case float() | Decimal():
            return value
        case _:
            return _text(sheet, str(value))


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _formatted(sheet: Any, value: object, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def _text(sheet: Any, text: str) -> object:
    plain = clean(text)
    if plain[:1] not in (*_LIKE_A_FORMULA, "#"):
        return plain
    cell = WriteOnlyCell(sheet, "")
    keep_text(cell, plain)
    return cell


def _head_cells(sheet: Any, headers: Sequence[str]) -> Iterator[Any]:
    for header in headers:
        cell = WriteOnlyCell(sheet, "")
        keep_text(cell, header)
        cell.font = Font(name=FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="E8ECF1")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        yield cell


def _set_widths(sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    for number, header in enumerate(headers):
        texts = [len(header) + 2, *(_length(row[number]) for row in rows if number < len(row))]
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(_WIDEST, max(8, *texts) + 1)


def _length(value: object) -> int:
    if isinstance(value, datetime):
        return len(MOMENT_FORMAT)
    return len(DAY_FORMAT) if isinstance(value, date) else len(str("" if value is None else value))
