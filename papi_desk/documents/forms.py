"""Set a form in type: a template and its words in, the laid out pages out; one mechanism for every slip and letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from papi_desk.documents.codes import code128_modules, qr_modules
from papi_desk.documents.fonts import NO_BREAK, Typeface, in_first_complete
from papi_desk.documents.layout import Layout, frozen_pages
from papi_desk.documents.paper import (
    A4,
    A4_LANDSCAPE,
    A5,
    MM,
    ROLL_80,
    Frame,
    Page,
    Setting,
    caption,
    centred,
    header_block,
    page_number,
    running_head,
    signature,
)
from papi_desk.documents.phrases import place_and_date
from papi_desk.documents.tables import Cell, Grid, HeadCell, columns, head, row
from papi_desk.documents.typesetting import (
    Bars,
    CopyName,
    Fragment,
    Lettering,
    Placed,
    Rule,
    Run,
    Squares,
    beside,
    block,
    depth,
    paginate,
    paragraph,
    stacked,
    wrap,
)
from papi_desk.documents.values import is_there, spoken, spoken_words
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import Element, Form, FormSet, Piece, Words

FRAMES = {"A5": A5, "A4": A4, "A4-landscape": A4_LANDSCAPE, "roll-80": ROLL_80}
_SIZES = {
    "A5": (10.6, 10.3, 10.0, 9.7, 9.4, 9.1, 8.8), "A4": (14, 13.5, 13), "A4-landscape": (12,), "roll-80": (9.6,),
}  # fmt: skip
"""From comfortable to tight: the first that fits one page is used, else the middle one on several pages."""
_QR_SIDE = 19 * MM
_BAR_MODULE = 0.39 * MM
_FOOT_GAP = 3.0 * MM
_DOTS = "." * 24


def lay_out(form: Form, of_set: FormSet, words: Any, *, face: Typeface | None = None) -> Layout:
    """Lay a form out for good: line breaks, places and typeface are in what is returned.

    Raises ``Refused`` for a letter that no face has and for codes that no reader could read.
    """
    return in_first_complete(lambda chosen: _lay_out(form, of_set, words, chosen), face)


def _lay_out(form: Form, of_set: FormSet, words: Any, face: Typeface) -> Layout:
    frame, pages = _fitted(form, of_set, words, face)
    title = form.title.capitalize() or form.form
    name = spoken_words(form.name, words)
    office = words.office
    return Layout(
        frame=frame, face=face, pages=frozen_pages(Page(frame, page) for page in pages), copies=form.copies,
        title=f"{title} {name}".strip(),
        author=" - ".join(part for part in (office.unit, office.superior) if part),
        subject=getattr(words, "request", "") or getattr(words, "name", ""),
    )  # fmt: skip


def _fitted(form: Form, of_set: FormSet, words: Any, face: Typeface) -> tuple[Frame, list[list[Placed]]]:
    """Set the form in the largest size that keeps it on one page, or go on to further pages."""
    frame, sizes = FRAMES[form.page], form.sizes or _SIZES[form.page]
    for body in sizes:
        made = _Setter(form, of_set, words, Setting(face, body), frame)
        if frame is ROLL_80:
            return made.on_a_roll()
        pages = paginate(made.content, frame.room, made.further, frame.room)
        foot = made.foot()
        if len(pages) == 1 and depth(pages[0]) + (_FOOT_GAP + foot.height if foot.height else 0) <= frame.room:
            return frame, [[*pages[0], Placed(frame.room - foot.height, foot)]]
        if len(pages) > 2:
            break
    made = _Setter(form, of_set, words, Setting(face, sizes[len(sizes) // 2]), frame)
    return frame, made.flowing()


@dataclass(frozen=True)
class _Codes:
    """The codes of a form and their captions."""

    qr: tuple[str, str] = ("", "")
    bar: str = ""


class _Setter:
    """Sets the elements of one form, in one size, on one kind of page."""

    def __init__(self, form: Form, of_set: FormSet, words: Any, setting: Setting, frame: Frame) -> None:
        self.form, self.of_set, self.words, self.setting, self.frame = form, of_set, words, setting, frame
        self.measure = frame.measure
        self.gap = setting.body * 0.12
        self.hang = setting.face.regular.width("4. ", setting.letters().size)
        shown = [element for element in form.elements if self._is_shown(element)]
        at = next((n for n, element in enumerate(shown) if element.kind == "notes"), len(shown))
        self._foot = shown[at:]
        self.content = [part for element in shown[:at] for part in self.set(element)]
        number = " · ".join(part for part in (of_set.number, of_set.basis) if part)
        if number:
            self.content.insert(0, caption(setting, number, self.measure))

    def _is_shown(self, element: Element) -> bool:
        if element.condition is None:
            return True
        if element.condition:
            return is_there(self.words, element.condition) is not element.negated
        slots = [p.content for part in element.parts for p in part if not isinstance(p.content, str)]
        return any(is_there(self.words, slot.path) for slot in slots)

    # --- elements -----------------------------------------------------------------------------------------------

    def set(self, element: Element) -> list[Fragment]:
        """Set one element."""
        makers: dict[str, Callable[[Element], list[Fragment]]] = {
            "header": self.header, "title": self.title, "centre": self.centre, "line": self.line, "under": self.line,
            "abreast": self.abreast, "paragraph": self.paragraph, "note": self.note, "table": self.table,
            "sign": self.sign, "copy": self.copy, "gap": self.space, "rule": self.rule, "qr": self.inline_qr,
            "bar": self.inline_bar,
        }  # fmt: skip
        return makers[element.kind](element)

    def runs(self, pieces: Words, values: Any = None) -> list[Run]:
        """Return words as runs, empty values inside a line as dots to write on."""
        values = self.words if values is None else values
        return [run for piece in pieces if (run := self._run(piece, values))[1]]

    def _run(self, piece: Piece, values: Any) -> Run:
        face = self.setting.face
        font = face.bold if piece.bold else face.italic if piece.italic else face.regular
        text = piece.content if isinstance(piece.content, str) else spoken(values, piece.content)
        return (font, text)

    def header(self, element: Element) -> list[Fragment]:
        """Set office and national motto, number, place and date."""
        office, setting = self.words.office, self.setting
        if self.frame is ROLL_80:
            unit = centred([setting.strong(setting.face.bold.capitals(office.unit))], 0, self.measure, self.centring)
            above = centred([setting.plain(setting.face.regular.capitals(office.superior))], 0, self.measure, self.centring)
            return [above, unit]
        dated = place_and_date(office.place, self.words.issued_on)
        number = None
        if element.parts[0]:
            number = "".join(text for _, text in self.runs(self._or_dots(element.parts[0])))
        return [header_block(setting, office, self.measure, number=number, dated=dated)]

    @property
    def centring(self) -> Lettering:
        """Return how centred body text is set."""
        return self.setting.letters(align="center")

    def _or_dots(self, pieces: Words, dots: str = _DOTS) -> Words:
        """Put dots where a value is empty."""
        return tuple(
            piece if isinstance(piece.content, str) or spoken(self.words, piece.content).strip()
            else Piece(dots)
            for piece in pieces
        )  # fmt: skip

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
        runs = self.runs(self._or_dots(element.parts[0], "." * 44))
        return [centred(runs, 0, self.measure, self.centring, lead=self.gap)] if runs else []

    def copy(self, _element: Element) -> list[Fragment]:
        """Leave the place where each copy says which one it is."""
        style = self.centring
        baseline = style.leading * 0.5 + style.size * 0.3
        mark = CopyName(self.measure / 2, baseline, style.size, self.setting.face.italic)
        return [Fragment((mark,), style.leading + self.gap)]

    def line(self, element: Element) -> list[Fragment]:
        """Set a line; a numbered one hangs, one below a numbered line stands in as far as its text."""
        pieces = element.parts[0]
        start = pieces[0].content if pieces else ""
        numbered = isinstance(start, str) and re.match(r"[0-9]+\. ", start)
        x = self.hang if element.kind == "under" else 0
        style = self.setting.letters(hang=self.hang if numbered else 0)
        return self._field(pieces, x, self.measure - x, style)

    def _field(self, pieces: Words, x: float, measure: float, style: Lettering) -> list[Fragment]:
        """Set words that may end in an empty value: dots to write on."""
        last = pieces[-1].content if pieces else ""
        empty = not isinstance(last, str) and not spoken(self.words, last).strip()
        shown = (*self._or_dots(pieces[:-1]), pieces[-1]) if pieces else ()
        runs = [(font, text.rstrip() if n == len(shown) - 2 and empty else text) for n, (font, text) in enumerate(self.runs(shown))]
        leader = self.setting.face.regular if empty and runs else None
        return paragraph(runs, x, measure, style, lead=self.gap, leader=leader) if runs else []

    def abreast(self, element: Element) -> list[Fragment]:
        """Set two fields on one line, or one under the other where one is too long."""
        share = int(element.options["share"]) / 100
        gap, style = self.setting.body, self.setting.letters()
        first = self.measure * share - gap
        second = self.measure - first - gap
        widths = (first, second)
        fits = all(
            len(wrap(self.runs(part), style.size, width)) <= 1 for part, width in zip(element.parts, widths, strict=True)
        )
        if not fits:
            return [piece for part in element.parts for piece in self._field(part, 0, self.measure, style)]
        left = self._field(element.parts[0], 0, first, style)
        right = self._field(element.parts[1], first + gap, second, style)
        return [replace(beside(*left, *right), lead=self.gap)]

    def paragraph(self, element: Element) -> list[Fragment]:
        """Set a justified paragraph, its first line indented as letters have it."""
        indent = (12.7 if self.frame is A4 else 7) * MM
        style = self.setting.letters(align="justify", hang=-indent, spread=1.3 if self.frame is A4 else 0)
        runs = self.runs(self._or_dots(element.parts[0]))
        return paragraph(runs, indent, self.measure - indent, style, lead=self.setting.body * 0.45) if runs else []

    def note(self, element: Element) -> list[Fragment]:
        """Set a small note."""
        style = self.setting.letters(0.82, hang=self.setting.body * 0.5, spread=1.18)
        runs = self.runs(element.parts[0])
        return paragraph([self.setting.plain("- "), *runs], 0, self._note_measure, style)

    @property
    def _note_measure(self) -> float:
        return self.measure

    def space(self, element: Element) -> list[Fragment]:
        """Leave room."""
        return [Fragment((), float(element.options["points"]))]

    def rule(self, _element: Element) -> list[Fragment]:
        """Draw a line across."""
        return [Fragment((Rule(0, 2, self.measure, 2, 0.5, 2 if self.frame is ROLL_80 else 0),), 4)]
