"""The base of every paper: page formats, the office's header block, signatures, page numbers, PDF bytes.

Sizes are those of Times New Roman; a wider face is set smaller by its own scale so that lines break alike.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import atan2, degrees, hypot
from threading import Lock
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from papi_desk.documents.archival import PDF_VERSION, About, describe, sealed
from papi_desk.documents.codes import dark_runs
from papi_desk.documents.fonts import Font, Typeface
from papi_desk.documents.typesetting import (
    Bars,
    Fragment,
    Lettering,
    Mark,
    Placed,
    Rule,
    Run,
    Squares,
    Text,
    balanced,
    beside,
    block,
    paragraph,
    stacked,
    wrap,
)
from papi_desk.documents.watermark import words_across
from papi_desk.domain.papers import OfficeHead
from papi_desk.domain.records import Record

rl_config.useA85 = 0  # streams as plain bytes: a quarter smaller and faster than base 85
MM = 72 / 25.4
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SIGN_HERE = "(Ký và ghi rõ họ tên)"
SIGN_AND_SEAL = "(Ký tên, đóng dấu)"
PROGRAM = "PAPI Desk"
_PALE = 0.86
_DRAWING = Lock()
"""ReportLab cuts the subsets of one font for one document at a time."""


class Frame(NamedTuple):
    """A page and its margins, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right

    @property
    def room(self) -> float:
        """Return the height between the margins."""
        return self.height - self.top - self.bottom


A5 = Frame(148 * MM, 210 * MM, 12 * MM, 12 * MM, 9 * MM, 9 * MM)
A4 = Frame(210 * MM, 297 * MM, 30 * MM, 15 * MM, 20 * MM, 20 * MM)
ROLL_80 = Frame(80 * MM, 200 * MM, 4 * MM, 4 * MM, 4 * MM, 6 * MM)
"""A printer's roll: 72 mm are printed on, as long as the slip needs."""
A4_LANDSCAPE = Frame(297 * MM, 210 * MM, 15 * MM, 15 * MM, 14 * MM, 13 * MM)


class Setting(Record):
    """A typeface with the sizes of one paper; ``body`` is the size that the others follow."""

    face: Typeface
    body: float
    spread: float = 1.24
    """Distance of baselines in sizes."""

    def letters(self, factor: float = 1.0, align: str = "left", hang: float = 0, spread: float = 0) -> Lettering:
        """Return how text of ``factor`` times the body size is set."""
        nominal = self.body * factor
        return Lettering(nominal * self.face.scale, nominal * (spread or self.spread), align, hang)

    def plain(self, text: str) -> Run:
        """Return ``text`` upright."""
        return (self.face.regular, text)

    def strong(self, text: str) -> Run:
        """Return ``text`` in bold."""
        return (self.face.bold, text)

    def slanted(self, text: str) -> Run:
        """Return ``text`` in italic."""
        return (self.face.italic, text)


class Page(Record):
    """A laid out page: its fragments, placed from the upper left corner of the text area."""

    frame: Frame
    placed: Sequence[Placed]


class Sheet(Record):
    """A sheet of paper: the pages on it, each with the x of its left edge, and where it is cut apart."""

    width: float
    height: float
    pages: tuple[tuple[float, Page], ...]
    cuts: tuple[float, ...] = ()

    @classmethod
    def of(cls, page: Page) -> Sheet:
        """Return the sheet of one page."""
        return cls(page.frame.width, page.frame.height, ((0, page),))

    @classmethod
    def two_up(cls, pages: Sequence[Page]) -> Sheet:
        """Return an A4 sheet, landscape, with one or two A5 pages side by side and a line to cut along."""
        half = A4_LANDSCAPE.width / 2
        slack = (half - A5.width) / 2
        placed = tuple((number * half + slack, page) for number, page in enumerate(pages))
        return cls(A4_LANDSCAPE.width, A4_LANDSCAPE.height, placed, (half,))


def centred(runs: Sequence[Run], x: float, measure: float, style: Lettering, lead: float = 0) -> Fragment:
    """Set a head in even, centred lines."""
    return block(balanced(runs, style.size, measure), x, measure, style, lead)


def field(
    setting: Setting,
    label: str,
    value: str,
    x: float,
    measure: float,
    *,
    bold: bool = False,
    hang: float = 0,
    lead: float = 0,
) -> list[Fragment]:
    """Set «label: value», the value bold when it matters most; an empty value leaves dots to write on."""
    style = setting.letters(hang=hang)
    if not value.strip():
        return paragraph([setting.plain(label)], x, measure, style, lead=lead, leader=setting.face.regular)
    run = setting.strong(value) if bold else setting.plain(value)
    return paragraph([setting.plain(label + " "), run], x, measure, style, lead=lead)


def caption(setting: Setting, words: str, measure: float) -> Fragment:
    """Set the form's number and circular, small, at the upper right."""
    style = setting.letters(0.78, "right")
    return block(wrap([setting.slanted(words)], style.size, measure), 0, measure, style)


def _under_rule(fragment: Fragment, setting: Setting, x: float, measure: float, width: float) -> Fragment:
    """Add a short centred rule below a head."""
    y = fragment.height + setting.body * 0.18
    start = x + (measure - width) / 2
    return Fragment((*fragment.marks, Rule(start, y, start + width, y, 0.6)), y + setting.body * 0.3)


def _widest(fragment: Fragment) -> float:
    texts = [mark for mark in fragment.marks if isinstance(mark, Text)]
    return max((sum(font.width(s, text.size) for font, s in text.runs) for text in texts), default=0.0)


def header_block(setting: Setting, office: OfficeHead, measure: float, *, number: str | None, dated: str) -> Fragment:
    """Set the office at the left and the national motto at the right, then «Số: …» and the place and date.

    ``number`` («Số: 12/HDHS») None prints no line.
    """
    left, right = measure * 0.435, measure * 0.565
    head = setting.letters(0.92, "center", spread=1.18)
    superior = centred([setting.plain(setting.face.regular.capitals(office.superior))], 0, left, head)
    unit = centred([setting.strong(setting.face.bold.capitals(office.unit))], 0, left, head)
    unit = _under_rule(unit, setting, 0, left, left * 0.36)
    country = centred([setting.strong(COUNTRY)], left, right, head)
    motto = centred([setting.strong(MOTTO)], left, right, setting.letters(1.0, "center", spread=1.18))
    motto = _under_rule(motto, setting, left, right, _widest(motto))
    upper = beside(stacked([superior, unit]), stacked([country, motto]))
    small = setting.letters(0.98, "center")
    lower = [centred([setting.slanted(dated)], left, right, small)]
    if number is not None:
        lower.insert(0, centred([setting.plain(number)], 0, left, small))
    return stacked([upper, beside(*lower)])


def signature(
    setting: Setting,
    title: str,
    x: float,
    measure: float,
    *,
    name: str = "",
    hint: str = SIGN_HERE,
    above: str = "",
    space: float = 15 * MM,
) -> Fragment:
    """Set one signature: place and date if any, capacity, hint in italic, room to sign, name in bold."""
    style = setting.letters(align="center")
    parts = [centred([setting.slanted(above)], x, measure, style)] if above else []
    parts.append(centred([setting.strong(title)], x, measure, style))
    parts.append(centred([setting.slanted(hint)], x, measure, setting.letters(0.92, "center")))
    parts.append(Fragment((), space))
    if name.strip():
        parts.append(centred([setting.strong(name)], x, measure, style))
    return stacked(parts)


def running_head(setting: Setting, words: str, number: int, measure: float) -> Fragment:
    """Set the head of a continuation page: what the paper is, «Trang n», a rule."""
    style = setting.letters(0.84)
    page = [(setting.face.italic, f"Trang {number}")]
    right = block(wrap(page, style.size, measure), 0, measure, setting.letters(0.84, "right"))
    room = measure - _widest(right) - setting.body
    left = stacked(paragraph([setting.slanted(words)], 0, room, style))
    both = beside(left, right)
    y = both.height + 2
    return Fragment((*both.marks, Rule(0, y, measure, y, 0.4)), y + setting.body * 0.6)


def page_number(font: Font, size: float, number: int, frame: Frame) -> Fragment:
    """Set a page number in the middle of the upper margin, Arabic, as Decree 30 has it."""
    style = Lettering(size, size, "center")
    marks = block(wrap([(font, str(number))], size, frame.measure), 0, frame.measure, style).marks
    raised = tuple(mark._replace(y=mark.y - frame.top * 0.55) for mark in marks if isinstance(mark, Text))
    return Fragment(raised, 0)


def pdf(
    sheets: Iterable[Sheet],
    *,
    face: Typeface,
    title: str,
    author: str,
    subject: str = "",
    made_at: datetime | None = None,
) -> bytes:
    """Return the PDF of laid out sheets, to be kept for decades: the same bytes each time for the same sheets.

    ``made_at`` is when the paper was issued, in the office's wall time. Safe to call from several threads.
    """
    with _DRAWING:
        return sealed(_drawn(sheets, face, About(title, author, subject, PROGRAM, made_at)))


def _drawn(sheets: Iterable[Sheet], face: Typeface, about: About) -> bytes:
    out = io.BytesIO()
    font = face.regular.name
    canvas = Canvas(out, invariant=1, pageCompression=1, pdfVersion=PDF_VERSION, lang="vi", initialFontName=font)
    for sheet in sheets:
        _draw_across(canvas, sheet, face.bold, words_across())
        _draw_sheet(canvas, sheet)
    describe(canvas, about)
    canvas.save()
    return out.getvalue()


def _draw_across(canvas: Canvas, sheet: Sheet, font: Font, words: str) -> None:
    """Draw words in grey across each page of a sheet, under what it says; PDF/A has no see-through letters."""
    canvas.setPageSize((sheet.width, sheet.height))
    for edge, page in sheet.pages if words else ():
        width, height = page.frame.width, min(page.frame.height, 1.42 * page.frame.width)
        size = 0.72 * hypot(width, height) / font.width(words, 1)
        canvas.saveState()
        canvas.setFillGray(_PALE)
        canvas.translate(edge + width / 2, sheet.height - page.frame.height / 2)
        canvas.rotate(degrees(atan2(height, width)))
        canvas.setFont(font.name, size)
        canvas.drawCentredString(0, -size / 3, words)
        canvas.restoreState()


def _draw_sheet(canvas: Canvas, sheet: Sheet) -> None:
    for edge, page in sheet.pages:
        left, top = edge + page.frame.left, sheet.height - page.frame.top
        for placed in page.placed:
            _draw(canvas, placed.fragment.marks, left, top - placed.y)
    _draw(canvas, [Rule(x, 0, x, sheet.height, 0.4, 3) for x in sheet.cuts], 0, sheet.height)
    canvas.showPage()


def _draw(canvas: Canvas, marks: Iterable[Mark], left: float, top: float) -> None:
    for mark in marks:
        match mark:
            case Text():
                _draw_text(canvas, mark, left, top)
            case Rule():
                canvas.setLineWidth(mark.weight)
                canvas.setDash(mark.dash, mark.dash) if mark.dash else canvas.setDash()
                canvas.line(left + mark.x1, top - mark.y1, left + mark.x2, top - mark.y2)
            case Squares():
                step = mark.side / len(mark.modules)
                _draw_modules(canvas, mark.modules, left + mark.x, top - mark.y, step, step)
            case Bars():
                _draw_modules(canvas, [mark.modules], left + mark.x, top - mark.y, mark.width_of_module, mark.height)


def _draw_text(canvas: Canvas, text: Text, left: float, top: float) -> None:
    line = canvas.beginText(left + text.x, top - text.y)
    x = left + text.x
    for font, words in text.runs:
        line.setFont(font.name, text.size)
        if not text.stretch:
            line.textOut(words)
            continue
        for part in re.split(r"(?<= )", words):  # each space stays a letter of the text, only wider
            line.setTextOrigin(x, top - text.y)
            line.textOut(part)
            x += font.width(part, text.size) + (text.stretch if part.endswith(" ") else 0)
    canvas.drawText(line)


def _draw_modules(
    canvas: Canvas, rows: Sequence[Sequence[bool]], left: float, top: float, width: float, height: float
) -> None:
    """Draw the dark modules as one path in steps of a module, neighbours in a row as one rectangle."""
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        for start, length in dark_runs(row):
            path.rect(start, number, length, 1)
    canvas.saveState()
    canvas.transform(width, 0, 0, -height, left, top)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
