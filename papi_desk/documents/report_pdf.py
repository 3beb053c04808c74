"""Any report as PDF: A4 landscape, merged heads again on every page, drawn page by page as the rows come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papi_desk.documents.fonts import NO_BREAK, Typeface, faces, in_first_complete_face
from papi_desk.documents.paper import (
    A4_LANDSCAPE,
    MM,
    SIGN_HERE,
    Page,
    Setting,
    Sheet,
    caption,
    centred,
    field,
    header_block,
    page_number,
    pdf,
    signature,
)
from papi_desk.documents.phrases import place_and_date
from papi_desk.documents.report_charts import chart_fragments
from papi_desk.documents.report_columns import checked_rows, head_cells, remarks, words
from papi_desk.documents.tables import Cell, Grid, columns, head, row
from papi_desk.documents.typesetting import Fragment, Run, beside, block, pages, paragraph, stacked, wrap
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow

_WIDE = A4_LANDSCAPE.measure
_BODY = 11.5
_PAGE_NUMBER_SIZE = 13
_ALIGN = {
    "order": "center", "day": "center", "moment": "center", "count": "right", "money": "right", "percent": "right",
}  # fmt: skip
_USUAL = {"order": 10, "count": 17.4, "money": 25, "percent": 17, "day": 22, "moment": 33, "code": 36}
"""Millimetres of a column whose width is not given."""
_NARROWEST_TEXT = 24
_CROWDED_TEXT = 40
_MANY_COLUMNS = 15


def report_pdf(report: Report, *, face: Typeface | None = None) -> bytes:
    """Return the report as PDF, signed at its end; its rows are read once and never held all at once.

    A name with a letter that the face lacks is set in another face. Raises ``Refused`` for figures that do not add
    up and for a letter that no face has.
    """
    return in_first_complete_face(lambda chosen: _pdf(report, chosen, faces(face)), face)


def _pdf(report: Report, face: Typeface, all_faces: Sequence[Typeface]) -> bytes:
    setting = Setting(face, _BODY)
    opening, closing = _opening(report, setting), _closing(report, setting)
    table = _Table.of(report, setting, all_faces)
    laid_out = pages(
        _in_order(opening, table.rows(report), closing),
        A4_LANDSCAPE.room,
        lambda number: page_number(face.regular, _PAGE_NUMBER_SIZE * face.scale, number, A4_LANDSCAPE),
        A4_LANDSCAPE.room,
    )
    return pdf(
        (Sheet.of(Page(A4_LANDSCAPE, page)) for page in laid_out),
        face=face,
        title=f"{report.title} ({report.form_number})" if report.form_number else report.title,
        author=" - ".join(part for part in (report.office.unit, report.office.superior) if part),
        subject=report.period,
    )


def _in_order(
    opening: Sequence[Fragment], table: Iterator[Fragment], closing: Sequence[Fragment]
) -> Iterator[Fragment]:
    """Yield the pieces of the report; the last row stays with what closes it."""
    yield from opening
    last: Fragment | None = None
    for fragment in table:
        if last is not None:
            yield last
        last = fragment
    if last is not None:
        yield replace(last, with_next=bool(closing))
    yield from closing


# --- the opening -----------------------------------------------------------------------------------------


def _opening(report: Report, setting: Setting) -> list[Fragment]:
    parts = _list_opening(report, setting) if report.report_to is None else [_form_opening(report, setting)]
    for label, value in report.particulars:
        parts += field(setting, f"{label}:", value, 0, _WIDE)
    style = setting.letters(0.9, "right")
    unit = [setting.slanted(report.unit)] if report.unit else []
    lines = wrap(unit, style.size, _WIDE) if unit else []
    count = block(lines, 0, _WIDE, style, lead=setting.body * 0.6)
    return [*parts, replace(count, height=count.height + 2, with_next=True)]


def _form_opening(report: Report, setting: Setting) -> Fragment:
    """Set form number, title and period, and who reports to whom, as statutory forms have them side by side."""
    side, gap = 62 * MM, 5 * MM
    middle = _WIDE - 2 * (side + gap)
    small = setting.letters(0.86)
    form = [block(wrap([setting.strong(report.form_number)], small.size, side), 0, side, small)]
    if report.form_basis.strip():
        form += paragraph([setting.slanted(f"(Ban hành theo {report.form_basis})")], 0, side, small)
    little, right = replace(setting, body=setting.body * 0.86), side + middle + 2 * gap
    reporter = " - ".join(part for part in (report.office.unit, report.office.superior) if part.strip())
    units = [
        *field(little, "Đơn vị báo cáo:", reporter, right, side),
        *field(little, "Đơn vị nhận báo cáo:", report.report_to or "", right, side),
    ]
    return beside(stacked(form), stacked(_title(report, setting, side + gap, middle)), stacked(units))


def _list_opening(report: Report, setting: Setting) -> list[Fragment]:
    """Set the form's number, the office's head and the national motto, then the title in the middle."""
    top = []
    if report.form_number:
        top = [caption(setting, " · ".join(filter(None, (report.form_number, report.form_basis))), _WIDE)]
    dated = place_and_date(report.office.place, report.compiled_at)
    header = header_block(setting, report.office, _WIDE, number=None, dated="" if report.signatures else dated)
    title = stacked(_title(report, setting, 0, _WIDE))
    return [*top, header, replace(title, lead=setting.body * 0.7)]


def _title(report: Report, setting: Setting, x: float, measure: float) -> list[Fragment]:
    title = centred([setting.strong(_tied(report.title))], x, measure, setting.letters(1.12, "center", spread=1.2))
    if not report.period:
        return [title]
    return [title, centred([setting.slanted(report.period)], x, measure, setting.letters(align="center"), 3)]


def _tied(title: str) -> str:
    """Keep together what the title's lines should not part."""
    for phrase in ("TẠI CƠ QUAN", "ĐƠN VỊ", "KẾT QUẢ", "TRỰC TIẾP", "GIẢI QUYẾT"):
        title = title.replace(phrase, phrase.replace(" ", NO_BREAK))
    return title


# --- the table -------------------------------------------------------------------------------------------


class _Table(Record):
    """How the rows of one report are set."""

    columns: tuple[ReportColumn, ...]
    setting: Setting
    faces: tuple[Typeface, ...]
    grid: Grid
    head: Fragment

    @classmethod
    def of(cls, report: Report, setting: Setting, all_faces: Sequence[Typeface]) -> _Table:
        """Lay out the columns and set their head."""
        factor = 0.8 if len(report.columns) > _MANY_COLUMNS or _is_crowded(report.columns) else 0.94
        style, small = setting.letters(factor), setting.letters(factor - 0.11)
        grid = Grid(columns(0, column_widths(report.columns)), style.size, style.leading, 2.2)
        top = head(
            head_cells(report.columns),
            grid._replace(size=small.size, leading=small.leading),
            setting.face.bold,
            setting.face.italic,
        )
        others = tuple(face for face in all_faces if face is not setting.face)
        return cls(report.columns, setting, (setting.face, *others), grid, top)

    def rows(self, report: Report) -> Iterator[Fragment]:
        """Yield the head and every row; a total is never parted from the row above, nor a section from its first."""
        yield self.head
        before: list[Fragment] = []
        for line in checked_rows(report):
            fragments = self._row(line)
            if before and line.kind in ("subtotal", "total"):
                before[-1] = replace(before[-1], with_next=True)
            yield from before
            before = fragments
        yield from before

    def _row(self, line: ReportRow) -> list[Fragment]:
        if line.kind == "section":
            whole = self.grid._replace(edges=(self.grid.edges[0], self.grid.edges[-1]))
            parts = row([Cell((self._run(str(line.values[0]), bold=True),))], whole, self.head)
            return [replace(part, with_next=True) for part in parts]
        bold = line.kind != "row"
        cells = [
            Cell((self._run(words(value, column), bold=bold),), _ALIGN.get(column.kind, "left"))
            for value, column in zip(line.values, self.columns, strict=True)
        ]
        return row(cells, self.grid, self.head)

    def _run(self, text: str, *, bold: bool) -> Run:
        """Return the text in the first face that has all of its letters."""
        refusal: Refused | None = None
        for face in self.faces:
            font = face.bold if bold else face.regular
            try:
                font.words(text)
            except Refused as refused:
                refusal = refusal or refused
            else:
                return (font, text)
        assert refusal is not None
        raise refusal


def _is_crowded(wanted: Sequence[ReportColumn]) -> bool:
    """Tell whether the widths asked for leave little room for the texts without one: such a table is set smaller."""
    open_texts = [column for column in wanted if not column.width and column.kind == "text"]
    left = _WIDE / MM - sum(column.width or _USUAL.get(column.kind, 0) for column in wanted)
    return bool(open_texts) and left / len(open_texts) < _CROWDED_TEXT


def column_widths(wanted: Sequence[ReportColumn]) -> list[float]:
    """Return the widths in points: as given, else usual for the kind; texts share what is left of the page."""
    widths = [float(column.width or _USUAL.get(column.kind, 0)) for column in wanted]
    texts = [place for place, width in enumerate(widths) if not width]
    page = _WIDE / MM
    left = page - sum(widths)
    for place in texts:
        widths[place] = max(_NARROWEST_TEXT, left / len(texts))
    return [width * page / sum(widths) * MM for width in widths]


# --- the closing -----------------------------------------------------------------------------------------


def _closing(report: Report, setting: Setting) -> list[Fragment]:
    """Return what the table comes to, the small print, and the signatures with place and date."""
    lead, parts = setting.body * 0.5, list[Fragment]()
    for line in report.summary:
        parts += paragraph([setting.strong(line)], 0, _WIDE, setting.letters(0.94), lead=0 if parts else lead)
    small = setting.letters(0.84, hang=setting.body * 0.6)
    for remark in remarks(report):
        parts += paragraph([setting.plain(remark)], 0, _WIDE, small, lead=0 if parts else lead)
    parts += chart_fragments(report.charts, setting, _WIDE)
    if not report.signatures:
        return parts
    tied = parts if report.charts else [replace(part, with_next=True) for part in parts]
    return [*tied, _signatures(report, setting)]


def _signatures(report: Report, setting: Setting) -> Fragment:
    each = _WIDE / len(report.signatures)
    dated = place_and_date(report.office.place, report.compiled_at)
    last = len(report.signatures) - 1
    signed = [
        signature(
            setting, title, number * each, each, name=name, hint=hint or SIGN_HERE,
            above=dated if number == last else NO_BREAK,
        )
        for number, (title, hint, name) in enumerate(report.signatures)
    ]  # fmt: skip
    return replace(beside(*signed), lead=setting.body * 0.5)
