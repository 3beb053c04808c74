"""Biểu II.06a, the month's table, as an Excel workbook that prints like the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from papi_desk.documents.paper import SIGN_AND_SEAL, SIGN_HERE
from papi_desk.documents.phrases import place_and_date
from papi_desk.documents.spreadsheet import FIGURE_FORMAT, FONT, keep_text, saved, set_up_print, sheet_name
from papi_desk.documents.statistics_columns import (
    FIGURES,
    TOTAL,
    UNIT_OF_COUNT,
    check_sums,
    head_cells,
    period_words,
    remarks,
)
from papi_desk.domain.papers import StatisticsRow, StatisticsTable

_COLUMNS = FIGURES + 2
_HEAD_ROW = 6
_HEAD_ROWS = 4
_FIRST_ROW = _HEAD_ROW + _HEAD_ROWS
_DOTS = "." * 30
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")


def statistics_xlsx(table: StatisticsTable) -> bytes:
    """Return the table as a workbook: values as counted, the total row as SUM formulas.

    Raises ``Refused`` for figures that do not add up. No name is ever run as a formula.
    """
    check_sums(table)
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(table.form_number.split("/")[0])
    book.properties.title = table.title
    book.properties.creator = table.office.unit
    _write_opening(sheet, table)
    _write_head(sheet, table)
    total_row = _write_rows(sheet, table)
    last_row = _write_closing(sheet, table, total_row + 2)
    _set_up(sheet, last_row)
    return saved(book)


def _write(
    sheet: Any,
    area: tuple[int, int, int, int],
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 11,
    alignment: Alignment = _CENTRE,
) -> None:
    """Write text over the cells from (row, column) to (row, column), merged when they are several."""
    top, left, bottom, right = area
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    cell = sheet.cell(top, left)
    keep_text(cell, text.replace("\u00a0", " "))
    cell.font = Font(name=FONT, bold=bold, italic=italic, size=size)
    cell.alignment = alignment


def _write_opening(sheet: Any, table: StatisticsTable) -> None:
    """Write form number, title and period, and who reports to whom."""
    office = table.office
    reporter = " - ".join(part for part in (office.unit, office.superior) if part.strip())
    basis = f"(Ban hành theo {table.form_basis})" if table.form_basis.strip() else ""
    _write(sheet, (1, 1, 1, 2), table.form_number, bold=True, alignment=_LEFT)
    _write(sheet, (2, 1, 3, 2), basis, italic=True, size=10, alignment=_LEFT)
    _write(sheet, (1, 3, 2, 9), table.title, bold=True, size=13)
    _write(sheet, (3, 3, 3, 9), period_words(table), italic=True)
    _write(sheet, (1, 10, 2, _COLUMNS), f"Đơn vị báo cáo: {reporter}", alignment=_LEFT)
    receiver = f"Đơn vị nhận báo cáo: {table.report_to.strip() or _DOTS}"
    _write(sheet, (3, 10, 3, _COLUMNS), receiver, alignment=_LEFT)
    _write(sheet, (5, 10, 5, _COLUMNS), UNIT_OF_COUNT, italic=True, alignment=_RIGHT)
    for number, height in ((1, 24), (2, 24), (3, 30), (4, 6)):
        sheet.row_dimensions[number].height = height


def _write_head(sheet: Any, table: StatisticsTable) -> None:
    for cell in head_cells(table.grouped_by):
        top, left = _HEAD_ROW + cell.row, cell.column + 1
        area = (top, left, top + cell.rows - 1, left + cell.columns - 1)
        _write(sheet, area, cell.text, bold=not cell.quiet, italic=cell.quiet, size=10)
    for row in sheet.iter_rows(_HEAD_ROW, _FIRST_ROW - 1, 1, _COLUMNS):
        for cell in row:
            cell.border = _BOX
    sheet.row_dimensions[_HEAD_ROW + 2].height = 42


def _write_rows(sheet: Any, table: StatisticsTable) -> int:
    """Write the rows and the total below them; return the number of the total row."""
    for number, line in enumerate(table.rows, 1):
        _write_row(sheet, _FIRST_ROW + number - 1, number, line)
    total_row = _FIRST_ROW + len(table.rows)
    total = StatisticsRow(TOTAL, table.total)
    _write_row(sheet, total_row, None, total, bold=True)
    if table.rows:
        for column, formula in _sums(total_row):
            sheet.cell(total_row, column).value = formula
    return total_row


def _sums(total_row: int) -> Iterator[tuple[int, str]]:
    for column in range(3, _COLUMNS + 1):
        letter = get_column_letter(column)
        yield column, f"=SUM({letter}{_FIRST_ROW}:{letter}{total_row - 1})"


def _write_row(sheet: Any, row: int, number: int | None, line: StatisticsRow, *, bold: bool = False) -> None:
    values: Sequence[object] = (number, line.name, *line.figures)
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            keep_text(cell, value)
        else:
            cell.value = value
            cell.number_format = FIGURE_FORMAT
        cell.font = Font(name=FONT, bold=bold, size=11)
        cell.alignment = (_CENTRE, _LEFT)[column - 1] if column < 3 else _RIGHT
        cell.border = _BOX


def _write_closing(sheet: Any, table: StatisticsTable, row: int) -> int:
    """Write the share, the footnotes and the signatures; return the last row."""
    share, *others = remarks(table)
    _write(sheet, (row, 1, row, _COLUMNS), share, bold=True, alignment=_LEFT)
    for remark in others:
        row += 1
        _write(sheet, (row, 1, row, _COLUMNS), f"- {remark}", size=10, alignment=_LEFT)
        sheet.row_dimensions[row].height = 14 * (1 + len(remark) // 150)
    row += 2
    dated = place_and_date(table.office.place, table.compiled_at)
    _write(sheet, (row, 8, row, _COLUMNS), dated, italic=True)
    for first, last, title, hint, name in (
        (1, 5, "NGƯỜI LẬP BIỂU", SIGN_HERE, table.compiler),
        (8, _COLUMNS, "THỦ TRƯỞNG ĐƠN VỊ", SIGN_AND_SEAL, table.head),
    ):
        _write(sheet, (row + 1, first, row + 1, last), title, bold=True)
        _write(sheet, (row + 2, first, row + 2, last), hint, italic=True, size=10)
        _write(sheet, (row + 7, first, row + 7, last), name, bold=True)
    return row + 7


def _set_up(sheet: Any, last_row: int) -> None:
    """Set widths, frozen head, and A4 landscape as wide as the page with the head on every page."""
    for column in range(1, _COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(column)].width = {1: 6, 2: 40}.get(column, 10.5)
    sheet.freeze_panes = sheet.cell(_FIRST_ROW, 3)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_FIRST_ROW - 1}"
    sheet.print_area = f"A1:{get_column_letter(_COLUMNS)}{last_row}"
    sheet.print_options.horizontalCentered = True
    set_up_print(sheet)
    sheet.oddFooter.center.text = "Trang &P/&N"
