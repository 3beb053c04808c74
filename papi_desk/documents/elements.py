"""Set the elements of a form in type: heads, fields, tables, signatures, notes and codes, from its template's lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from papi_desk.documents.codes import code128_modules, qr_modules
from papi_desk.documents.paper import (
    A4,
    MM,
    ROLL_80,
    SIGN_HERE,
    Frame,
    Setting,
    centred,
    header_block,
    signature,
)
from papi_desk.documents.phrases import place_and_date
from papi_desk.documents.tables import Cell, Grid, head, merged_heads, row
from papi_desk.documents.typesetting import (
    Bars,
    CopyName,
    Fragment,
    Rule,
    Run,
    Squares,
    beside,
    paragraph,
    stacked,
    wrap,
)
from papi_desk.documents.values import is_there, spoken, value_of
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import Element, FormColumn, Words
from papi_desk.domain.records import Record, replace

_QR_SIDE = 19 * MM
_BAR_MODULE = 0.39 * MM
_BAR_HEIGHT = 6.5 * MM
_BAR_QUIET = 10 * _BAR_MODULE
_DOTS = "." * 24
_LONG_DOTS = "." * 44


class Elements(Record):
    """Sets elements filled with one paper's words, in one size, on one kind of page."""

    words: Any
    setting: Setting
    frame: Frame

    def set(self, element: Element) -> list[Fragment]:
        """Set one element; nothing where its condition does not hold."""
        if not self.is_shown(element):
            return []
        made: list[Fragment] = _MAKERS[element.kind](self, element)
        return made

    def is_shown(self, element: Element) -> bool:
        """Tell whether an element's condition holds."""
        if element.condition is None:
            return True
        if element.condition:
            return is_there(self.words, element.condition) is not element.negated
        slots = [p.content for part in element.parts for p in part if not isinstance(p.content, str)]
        return any(is_there(self.words, slot.path) for slot in slots)

    # --- words --------------------------------------------------------------------------------------------------

    @property
    def measure(self) -> float:
        """Return the width between the margins."""
        return self.frame.measure

    @property
    def gap(self) -> float:
        """Return the room above a line."""
        return self.setting.body * (self.setting.spread - 1) * 0.5

    @property
    def hang(self) -> float:
        """Return how far the text of a numbered line stands in."""
        return self.setting.face.regular.width("4. ", self.setting.letters().size)

    def runs(self, pieces: Words, dots: str = "", values: Any = None, number: int | None = None) -> list[Run]:
        """Return words as runs; ``dots`` stand where a value is empty."""
        face, values = self.setting.face, self.words if number is None else values
        found = []
        for piece in pieces:
            font = face.bold if piece.bold else face.italic if piece.italic else face.regular
            if isinstance(piece.content, str):
                text = piece.content
            else:
                text = spoken(values, piece.content, number)
                text = font.capitals(text) if piece.content.style == "capitals" else text
                text = text if text.strip() else dots
            if text:
                found.append((font, text))
        return found

    def text(self, pieces: Words, dots: str = "") -> str:
        """Return words without their cuts."""
        return "".join(text for _, text in self.runs(pieces, dots))

    def field(self, pieces: Words, x: float, measure: float, hang: float = 0) -> list[Fragment]:
        """Set words; where they end in an empty value dots fill the line to write on."""
        style, last = self.setting.letters(hang=hang), pieces[-1].content if pieces else ""
        empty = not isinstance(last, str) and not spoken(self.words, last).strip()
        runs = self.runs(pieces[:-1] if empty else pieces, _DOTS)
        if empty and runs:
            runs[-1] = (runs[-1][0], runs[-1][1].rstrip())
        leader = self.setting.face.regular if empty and runs else None
        return paragraph(runs, x, measure, style, lead=self.gap, leader=leader) if runs else []

    # --- heads --------------------------------------------------------------------------------------------------

    def header(self, element: Element) -> list[Fragment]:
        """Set office and national motto, number, place and date; on a roll the office alone."""
        office, setting = self.words.office, self.setting
        if self.frame.width == ROLL_80.width:
            regular, bold = setting.face.regular, setting.face.bold
            names = ((regular, regular.capitals(office.superior)), (bold, bold.capitals(office.unit)))
            return [centred([name], 0, self.measure, setting.letters(align="center")) for name in names if name[1]]
        dated = place_and_date(office.place, self.words.issued_on)
        number = self.text(element.parts[0], _DOTS) if element.parts[0] else None
        return [header_block(setting, office, self.measure, number=number, dated=dated)]

    def title(self, element: Element) -> list[Fragment]:
        """Set the title on one line where it fits."""
        runs = [(self.setting.face.bold, text) for _, text in self.runs(element.parts[0])]
        for factor in (1.36, 1.3, 1.24, 1.18, 1.12):
            style = self.setting.letters(factor, "center", spread=1.15)
            if len(wrap(runs, style.size, self.measure)) == 1:
                break
        else:
            style = self.setting.letters(1.3, "center", spread=1.15)
        return [centred(runs, 0, self.measure, style, lead=self.setting.body * 0.75)]

    def centre(self, element: Element) -> list[Fragment]:
        """Set a centred line; an empty value leaves dots."""
        runs = self.runs(element.parts[0], _LONG_DOTS)
        return [centred(runs, 0, self.measure, self.setting.letters(align="center"), lead=self.gap)]

    def copy(self, _element: Element) -> list[Fragment]:
        """Leave the place where each copy says which one it is."""
        style = self.setting.letters()
        mark = CopyName(self.measure / 2, style.leading * 0.5 + style.size * 0.3, style.size, self.setting.face.italic)
        return [Fragment((mark,), style.leading + self.gap)]

    # --- text ---------------------------------------------------------------------------------------------------

    def line(self, element: Element) -> list[Fragment]:
        """Set a line; a numbered one hangs, one below a numbered line stands in as far as its text."""
        [pieces] = element.parts
        start = pieces[0].content if pieces else ""
        numbered = isinstance(start, str) and re.match(r"[0-9]+\. ", start)
        x = self.hang if element.kind == "under" else 0
        parts = self.field(pieces, x, self.measure - x, self.hang if numbered else 0)
        is_heading = all(piece.bold for piece in pieces) or self.text(pieces).endswith(":")
        return [*parts[:-1], replace(parts[-1], with_next=True)] if parts and is_heading else parts

    def abreast(self, element: Element) -> list[Fragment]:
        """Set two fields on one line, or one under the other where one is too long."""
        between, size = self.setting.body, self.setting.letters().size
        first = self.measure * int(element.options["share"]) / 100 - between
        widths = (first, self.measure - first - between)
        pairs = list(zip(element.parts, widths, strict=True))
        if any(len(wrap(self.runs(part), size, width)) > 1 for part, width in pairs):
            return [piece for part in element.parts for piece in self.field(part, 0, self.measure)]
        left, right = (self.field(part, x, width) for (part, width), x in zip(pairs, (0, first + between), strict=True))
        return [replace(beside(*left, *right), lead=self.gap)]

    def paragraph(self, element: Element) -> list[Fragment]:
        """Set a justified paragraph, its first line indented as letters have it; each line of a value is one."""
        letter = self.frame.width >= A4.width
        indent = (10 if letter else 6) * MM
        style = self.setting.letters(align="justify", hang=-indent, spread=1.32 if letter else 0)
        runs = self.runs(element.parts[0], _DOTS)
        lead = self.setting.body * (0.42 if letter else 0.2)
        lines = _paragraphs(runs)
        return [part for line in lines for part in paragraph(line, indent, self.measure - indent, style, lead=lead)]

    def note(self, element: Element, measure: float = 0) -> list[Fragment]:
        """Set a small note."""
        style = self.setting.letters(0.82, hang=self.setting.body * 0.5, spread=1.18)
        runs = self.runs(element.parts[0])
        return paragraph([self.setting.plain("- "), *runs], 0, measure or self.measure, style) if runs else []

    def small(self, element: Element, measure: float) -> list[Fragment]:
        """Set a line of the foot: as small as its notes."""
        style = self.setting.letters(0.82, spread=1.18)
        runs = self.runs(element.parts[0])
        return paragraph(runs, 0, measure, style) if runs else []

    def space(self, element: Element) -> list[Fragment]:
        """Leave room."""
        return [Fragment((), float(element.options["points"]))]

    def rule(self, _element: Element) -> list[Fragment]:
        """Draw a line across."""
        dash = 2 if self.frame.width == ROLL_80.width else 0
        return [Fragment((Rule(0, 3, self.measure, 3, 0.5, dash),), 6)]

    # --- tables and signatures ----------------------------------------------------------------------------------

    def table(self, element: Element) -> list[Fragment]:
        """Set a table, its head again on each page; ``least`` rows are there to be written in."""
        rows: Sequence[Any] = value_of(self.words, element.options["of"])
        least, high = int(element.options.get("least", "0")), int(element.options.get("high", "0")) * MM
        rows = [*rows, *[None] * (least - len(rows))]
        if not rows:
            return []
        style = self.setting.letters(0.94)
        grid = Grid(self._edges(element.columns), style.size, style.leading * 0.97, 1.3)
        heading = grid._replace(size=grid.size * 0.94, leading=grid.leading * 0.92)
        top = head(merged_heads([column.heads for column in element.columns]), heading, self.setting.face.bold)
        parts = [replace(top, lead=2)]
        for number, values in enumerate(rows, 1):
            cells = [Cell(self._cell(column, values, number), column.align) for column in element.columns]
            parts += row(cells, grid, top, high)
        return [*parts, Fragment((), 2)]

    def _edges(self, columns: Sequence[FormColumn]) -> tuple[float, ...]:
        """Return the rules between columns; those without a width share what is left."""
        free = self.measure - sum(column.width * MM for column in columns)
        shares = sum(1 for column in columns if not column.width) or 1
        return tuple(accumulate((column.width * MM or free / shares for column in columns), initial=0.0))

    def _cell(self, column: FormColumn, values: Any, number: int) -> tuple[Run, ...]:
        shown = "" if values is not None else " "
        return tuple(self.runs(column.words, shown, values, number))

    def sign(self, element: Element) -> list[Fragment]:
        """Set the signatures side by side, never parted from each other."""
        width = self.measure / len(element.parts)
        blocks = [self._signature(part, number * width, width) for number, part in enumerate(element.parts)]
        return [replace(beside(*blocks), lead=self.setting.body * 0.5)]

    def _signature(self, pieces: Words, x: float, width: float) -> Fragment:
        lines = _lines(pieces)
        if _is_marked(lines[0], "~"):
            first, *others = (self.text(line).strip() for line in lines)
            return self._sent_to([first[1:], *others], x, width)
        above = next((self.text(line).strip()[1:].strip() for line in lines if _is_marked(line, "^")), "")
        shown = (self.text(line).strip() for line in lines if not _is_marked(line, "^"))
        title, hint, name = (*shown, "", "", "")[:3]
        if not title and not name:
            return Fragment((), 0)
        space = (22 if self.frame.width >= A4.width else self.setting.body * self.setting.spread * 1.1) * MM
        return signature(self.setting, title, x, width, name=name, hint=hint or SIGN_HERE, above=above, space=space)

    def _sent_to(self, lines: Sequence[str], x: float, width: float) -> Fragment:
        """Set «Nơi nhận:» and who gets the letter (Decree 30/2020: 12 and 11 points beside a body of 14)."""
        first = paragraph([self.setting.strong(lines[0])], x, width, self.setting.letters(0.86))
        style = self.setting.letters(0.79, spread=1.18)
        return stacked(
            [*first, *(p for line in lines[1:] for p in paragraph([self.setting.plain(line)], x, width, style))]
        )

    # --- codes --------------------------------------------------------------------------------------------------

    def qr(self, element: Element, x: float | None = None) -> list[Fragment]:
        """Set a QR code with its caption, in the middle unless told where; none without its text."""
        text = self.text(element.parts[0]).strip()
        if not text:
            return []
        caption = self.text(element.parts[1]) if len(element.parts) > 1 else ""
        left = (self.measure - _QR_SIDE) / 2 if x is None else x
        square = Fragment((Squares(left, 0, _QR_SIDE, qr_modules(text)),), _QR_SIDE + 1)
        style = self.setting.letters(0.74, "center")
        below = [centred([self.setting.slanted(caption)], left, _QR_SIDE, style)] if caption else []
        return [replace(stacked([square, *below]), lead=self.setting.body * 0.4)]

    def bar(self, element: Element, room: float = 0) -> list[Fragment]:
        """Set a Code 128, in the middle or at the left of ``room``; its text alone where no bars can be."""
        text = self.text(element.parts[0]).strip()
        if not text:
            return []
        modules = _bar_modules(text)
        wide = len(modules) * _BAR_MODULE
        if not modules or wide + (2 * _BAR_QUIET if room else 0) > (room or self.measure):
            style = self.setting.letters(0.8, "left" if room else "center")
            return [centred([self.setting.plain(text)], 0, room or self.measure, style)]
        left = _BAR_QUIET if room else (self.measure - wide) / 2
        bars = Bars(left, 0, _BAR_MODULE, _BAR_HEIGHT, modules)
        return [Fragment((bars,), _BAR_HEIGHT, lead=self.setting.body * 0.4)]


def _bar_modules(text: str) -> tuple[bool, ...]:
    """Return the modules of a Code 128; none for a number that no scanner types, as imported ones may be."""
    try:
        return code128_modules(text)
    except Refused:
        return ()


def _lines(pieces: Words) -> list[Words]:
    """Part words where the template begins a new line."""
    lines: list[Words] = [()]
    for piece in pieces:
        if piece.content == "\n":
            lines.append(())
        else:
            lines[-1] = (*lines[-1], piece)
    return lines


def _paragraphs(runs: Sequence[Run]) -> list[list[Run]]:
    """Part runs where a value begins a new line, as a list of households does; empty lines are left out."""
    lines: list[list[Run]] = [[]]
    for font, text in runs:
        first, *others = text.split("\n")
        lines[-1].append((font, first))
        lines += [[(font, one)] for one in others]
    return [line for line in lines if any(text.strip() for _, text in line)]


def _is_marked(line: Words, mark: str) -> bool:
    """Tell whether the template's own words begin a line with a mark; a value never does."""
    first = line[0].content if line else ""
    return isinstance(first, str) and first.strip().startswith(mark)


def foot(elements: Elements, shown: Sequence[Element]) -> Fragment:
    """Set the foot of a page below a thin rule: codes, then notes, a QR code at the right of them."""
    shown = [element for element in shown if elements.is_shown(element)]
    code = [piece for e in shown if e.kind == "qr" for piece in elements.qr(e, elements.measure - _QR_SIDE)]
    measure = elements.measure - (_QR_SIDE + 4 * MM if code else 0)
    parts: list[Fragment] = []
    for element in shown:
        if element.kind == "bar":
            parts += [*elements.bar(element, measure), Fragment((), 3)]
        elif element.kind == "note":
            parts += elements.note(element, measure)
        elif element.kind == "line":
            parts += elements.small(element, measure)
    if not parts and not code:
        return Fragment((), 0)
    both = beside(stacked(parts), *code) if code else stacked(parts)
    return stacked([Fragment((Rule(0, 0, 22 * MM, 0, 0.4),), 1.6 * MM), both])


_MAKERS: Mapping[str, Callable[[Elements, Element], list[Fragment]]] = {
    "header": Elements.header, "title": Elements.title, "centre": Elements.centre, "line": Elements.line,
    "under": Elements.line, "abreast": Elements.abreast, "paragraph": Elements.paragraph, "note": Elements.note,
    "table": Elements.table, "sign": Elements.sign, "copy": Elements.copy, "gap": Elements.space,
    "rule": Elements.rule, "qr": Elements.qr, "bar": Elements.bar,
}  # fmt: skip
