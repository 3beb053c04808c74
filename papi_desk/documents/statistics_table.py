"""Biểu II.06a, the month's table: A4 landscape as PDF, and the same figures as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from papi_desk.documents.delimited import rows_csv
from papi_desk.documents.fonts import NO_BREAK, Typeface, in_first_complete_face
from papi_desk.documents.paper import (
    A4_LANDSCAPE,
    MM,
    SIGN_AND_SEAL,
    Page,
    Setting,
    Sheet,
    centred,
    field,
    page_number,
    pdf,
    signature,
)
from papi_desk.documents.phrases import place_and_date, thousands
from papi_desk.documents.statistics_columns import (
    FIGURES,
    FIRST_FIGURE,
    TOTAL,
    UNIT_OF_COUNT,
    check_sums,
    head_cells,
    period_words,
    remarks,
)
from papi_desk.documents.tables import Cell, Grid, columns, head, row
from papi_desk.documents.typesetting import Fragment, Run, beside, block, paginate, paragraph, stacked, wrap
from papi_desk.domain.papers import StatisticsTable

_WIDE = A4_LANDSCAPE.measure
_NUMBER = 10 * MM
_FIGURE = 17.4 * MM
_BODY = 11.5
_PAGE_NUMBER_SIZE = 13


def statistics_pdf(table: StatisticsTable, *, face: Typeface | None = None) -> bytes:
    """Return the table as PDF, its head again on every page, signed at the end.

    Raises ``Refused`` for figures that do not add up and for a letter that no face has.
    """
    check_sums(table)
    return in_first_complete_face(lambda chosen: _pdf(table, chosen), face)


def statistics_csv(table: StatisticsTable) -> str:
    """Return the table as CSV text, columns STT, name, c3 … c13, the total last; the writer adds the BOM."""
    headers = ["STT", "name", *(f"c{number}" for number in range(FIRST_FIGURE, FIRST_FIGURE + FIGURES))]
    rows = [[number, line.name, *line.figures] for number, line in enumerate(table.rows, 1)]
    return rows_csv(headers, [*rows, ["", TOTAL, *table.total]])


def _pdf(table: StatisticsTable, face: Typeface) -> bytes:
    setting = Setting(face, _BODY)
    fragments = [*_opening(table, setting), *_table(table, setting), *_closing(table, setting)]
    pages = paginate(
        fragments,
        A4_LANDSCAPE.room,
        lambda number: page_number(face.regular, _PAGE_NUMBER_SIZE * face.scale, number, A4_LANDSCAPE),
        A4_LANDSCAPE.room,
    )
    return pdf(
        [Sheet.of(Page(A4_LANDSCAPE, page)) for page in pages],
        face=face,
        title=f"{table.title} ({table.form_number})",
        author=" - ".join(part for part in (table.office.unit, table.office.superior) if part),
        subject=period_words(table),
    )


def _opening(table: StatisticsTable, setting: Setting) -> list[Fragment]:
    """Return form number, title and period, and who reports to whom, as the form has them side by side."""
    side, gap = 62 * MM, 5 * MM
    middle = _WIDE - 2 * (side + gap)
    small = setting.letters(0.86)
    form = [block(wrap([setting.strong(table.form_number)], small.size, side), 0, side, small)]
    if table.form_basis.strip():
        form += paragraph([setting.slanted(f"(Ban hành theo {table.form_basis})")], 0, side, small)
    title = [
        centred(
            [setting.strong(_tied(table.title))],
            side + gap,
            middle,
            setting.letters(1.12, "center", spread=1.2),
        ),
        centred([setting.slanted(period_words(table))], side + gap, middle, setting.letters(align="center"), 3),
    ]
    little, right = replace(setting, body=setting.body * 0.86), side + middle + 2 * gap
    units = [
        *field(
            little,
            "Đơn vị báo cáo:",
            f"{table.office.unit} {_of(table.office.superior)}".strip(),
            right,
            side,
        ),
        *field(little, "Đơn vị nhận báo cáo:", table.report_to, right, side),
    ]
    upper = beside(stacked(form), stacked(title), stacked(units))
    style = setting.letters(0.9, "right")
    count = block(wrap([setting.slanted(UNIT_OF_COUNT)], style.size, _WIDE), 0, _WIDE, style, lead=setting.body * 0.6)
    return [upper, replace(count, height=count.height + 2, with_next=True)]


def _tied(title: str) -> str:
    """Keep together what the title's lines should not part."""
    for words in ("TẠI CƠ QUAN", "ĐƠN VỊ", "KẾT QUẢ", "TRỰC TIẾP", "GIẢI QUYẾT"):
        title = title.replace(words, words.replace(" ", NO_BREAK))
    return title


def _of(superior: str) -> str:
    return f"- {superior}" if superior.strip() else ""


def _table(table: StatisticsTable, setting: Setting) -> list[Fragment]:
    edges = columns(0, [_NUMBER, _WIDE - _NUMBER - FIGURES * _FIGURE, *[_FIGURE] * FIGURES])
    style = setting.letters(0.94)
    grid = Grid(edges, style.size, style.leading, 2.2)
    small = setting.letters(0.83)
    top = head(
        head_cells(table.grouped_by),
        grid._replace(size=small.size, leading=small.leading),
        setting.face.bold,
        setting.face.italic,
    )
    parts = [top]
    for number, line in enumerate(table.rows, 1):
        cells = _cells(setting.plain(str(number)), setting.plain(line.name), line.figures, setting.plain)
        parts += row(cells, grid, top)
    parts[-1] = replace(parts[-1], with_next=True)
    total = row(_cells(setting.plain(""), setting.strong(TOTAL), table.total, setting.strong), grid, top)
    return [*parts, *(replace(part, with_next=True) for part in total)]


def _cells(number: Run, name: Run, figures: Sequence[int], set_figure: Callable[[str], Run]) -> list[Cell]:
    figure_cells = [Cell((set_figure(thousands(figure)),), "right") for figure in figures]
    return [Cell((number,), "center"), Cell((name,)), *figure_cells]


def _closing(table: StatisticsTable, setting: Setting) -> list[Fragment]:
    """Return the on-time share, the footnotes, and the two signatures with place and date."""
    share, *others = remarks(table)
    lead = setting.body * 0.5
    parts = paragraph([setting.strong(share)], 0, _WIDE, setting.letters(0.94), lead=lead)
    small = setting.letters(0.84, hang=setting.body * 0.6)
    for remark in others:
        parts += paragraph([setting.plain(f"- {remark}")], 0, _WIDE, small)
    half = _WIDE / 2
    dated = place_and_date(table.office.place, table.compiled_at)
    left = signature(setting, "NGƯỜI LẬP BIỂU", 0, half, name=table.compiler, above=NO_BREAK)
    right = signature(setting, "THỦ TRƯỞNG ĐƠN VỊ", half, half, name=table.head, hint=SIGN_AND_SEAL, above=dated)
    return [*(replace(part, with_next=True) for part in parts), replace(beside(left, right), lead=lead)]
