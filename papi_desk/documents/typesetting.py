"""Set words in lines, lines in fragments, fragments on pages: the small typesetter under every paper.

All measures are points; y grows downwards from the top of the fragment or page. Nothing here knows
ReportLab: a page is a list of marks that ``paper`` draws. Texts are data, never markup.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from papi_desk.documents.fonts import NO_BREAK, Font
from papi_desk.domain.records import Record, replace

Run = tuple[Font, str]
"""A stretch of text in one font."""


class Text(NamedTuple):
    """One line of text that starts at ``x`` on the baseline ``y``."""

    x: float
    y: float
    size: float
    runs: tuple[Run, ...]
    stretch: float = 0
    """Points added to each space of a justified line."""


class CopyName(NamedTuple):
    """The place, centred at ``x`` on the baseline ``y``, where each copy of a paper says which one it is."""

    x: float
    y: float
    size: float
    font: Font


class Rule(NamedTuple):
    """A straight line; ``dash`` is the length of dash and gap, 0 for a full line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    dash: float = 0


class Squares(NamedTuple):
    """A square of dark and light modules (a QR code) with its upper left corner at ``x``, ``y``."""

    x: float
    y: float
    side: float
    modules: tuple[tuple[bool, ...], ...]


class Bars(NamedTuple):
    """A row of dark and light modules (a Code 128) with its upper left corner at ``x``, ``y``."""

    x: float
    y: float
    width_of_module: float
    height: float
    modules: tuple[bool, ...]

    @property
    def width(self) -> float:
        """Return the length of the whole code, without its quiet zones."""
        return self.width_of_module * len(self.modules)


Mark = Text | CopyName | Rule | Squares | Bars


class Line(NamedTuple):
    """One line that fits its measure."""

    runs: tuple[Run, ...]
    width: float


class Fragment(Record):
    """A piece of a page that is never broken.

    ``lead`` is the space above it (none at the top of a page), ``with_next`` keeps it on one page with the
    fragment that follows, ``repeat`` is set again above it when it is the first of a page.
    """

    marks: tuple[Mark, ...]
    height: float
    lead: float = 0
    with_next: bool = False
    repeat: Fragment | None = None


class Placed(NamedTuple):
    """A fragment and where its upper edge stands on the page."""

    y: float
    fragment: Fragment


class Lettering(Record):
    """How a paragraph is set: size, distance of baselines, and where its lines stand."""

    size: float
    leading: float
    align: str = "left"
    """"left", "center", "right" or "justify"."""
    hang: float = 0
    """Indent of every line but the first; below zero they begin further left."""


class _Word(NamedTuple):
    runs: tuple[Run, ...]
    width: float


def _words(runs: Iterable[Run], size: float) -> Iterator[_Word]:
    """Cut runs at their spaces; runs that touch without a space stay one word."""
    open_runs: tuple[Run, ...] = ()
    open_width = 0.0
    for font, text in runs:
        for number, (part, ems) in enumerate(font.words(text)):
            if number and open_runs:
                yield _Word(open_runs, open_width)
            if number:
                open_runs, open_width = (), 0.0
            if part:
                open_runs, open_width = (*open_runs, (font, part)), open_width + ems * size
    if open_runs:
        yield _Word(open_runs, open_width)


def _width(runs: Iterable[Run], size: float) -> float:
    return sum(font.width(text, size) for font, text in runs)


def _pieces(word: _Word, size: float, measure: float) -> Iterator[_Word]:
    """Break a word that is longer than the line, never between a letter and its combining mark."""
    kept: list[Run] = []
    used = 0.0
    for font, text in word.runs:
        for letter in text:
            width = font.width(letter, size)
            if kept and used + width > measure and not unicodedata.combining(letter):
                yield _Word(_joined(kept), used)
                kept, used = [], 0.0
            kept.append((font, letter))
            used += width
    yield _Word(_joined(kept), used)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Make neighbours in one font a single run."""
    merged: list[Run] = []
    for font, text in runs:
        if merged and merged[-1][0] is font:
            merged[-1] = (font, merged[-1][1] + text)
        else:
            merged.append((font, text))
    return tuple(merged)


def _line(words: Sequence[_Word], width: float) -> Line:
    """Join words with spaces, neighbours in one font as a single run."""
    runs: list[tuple[Font, list[str]]] = []
    for word in words:
        if runs:
            runs[-1][1].append(" ")
        for font, part in word.runs:
            if runs and runs[-1][0] is font:
                runs[-1][1].append(part)
            else:
                runs.append((font, [part]))
    return Line(tuple((font, "".join(parts).replace(NO_BREAK, " ")) for font, parts in runs), width)


def wrap(runs: Iterable[Run], size: float, measure: float, hang: float = 0) -> list[Line]:
    """Break ``runs`` into lines no longer than ``measure`` (the later ones shorter by ``hang``)."""
    lines: list[Line] = []
    words: list[_Word] = []
    used = 0.0
    room, least = measure, min(measure, measure - hang)
    for whole in _words(runs, size):
        for word in [whole] if whole.width <= least else _pieces(whole, size, least):
            space = words[-1].runs[-1][0].width(" ", size) if words else 0.0
            if words and used + space + word.width > room:
                lines.append(_line(words, used))
                words, used, space, room = [], 0.0, 0.0, measure - hang
            words.append(word)
            used += space + word.width
    if words:
        lines.append(_line(words, used))
    return lines


def balanced(runs: Sequence[Run], size: float, measure: float) -> list[Line]:
    """Break into as few lines as ``wrap`` does, but of even length (for centred heads)."""
    lines = wrap(runs, size, measure)
    if len(lines) == 1:
        return lines
    longest = max((word.width for word in _words(runs, size)), default=0.0)
    low, high = min(measure, longest), measure
    if len(wrap(runs, size, low + 0.01)) == len(lines):
        return wrap(runs, size, low + 0.01)
    while high - low > 1:
        middle = (low + high) / 2
        if len(narrower := wrap(runs, size, middle)) == len(lines):
            high, lines = middle, narrower
        else:
            low = middle
    return lines


def with_leader(lines: list[Line], font: Font, size: float, measure: float, hang: float = 0) -> list[Line]:
    """Fill the last line with dots to write on, or add a line of dots when it is nearly full."""
    dot = font.width(".", size)
    last = lines[-1]
    room = measure - (hang if len(lines) > 1 else 0) - last.width - font.width(" ", size)
    if room < 12 * dot:
        dots = "." * int((measure - hang) / dot)
        return [*lines, Line(((font, dots),), len(dots) * dot)]
    runs = _joined([*last.runs, (font, " " + "." * int(room / dot))])
    return [*lines[:-1], Line(runs, _width(runs, size))]


def set_lines(lines: Sequence[Line], x: float, measure: float, style: Lettering, top: float = 0) -> list[Text]:
    """Place lines one under another in a column that starts at ``x``, from ``top`` down."""
    first = top + style.leading * 0.5 + style.size * 0.3
    marks = []
    for number, line in enumerate(lines):
        indent = style.hang if number else 0
        slack = max(0.0, measure - indent - line.width)
        shift = {"center": slack / 2, "right": slack}.get(style.align, 0.0)
        stretch = _stretch(line, slack, style.size) if style.align == "justify" and number < len(lines) - 1 else 0.0
        marks.append(Text(x + indent + shift, first + number * style.leading, style.size, line.runs, stretch))
    return marks


def _stretch(line: Line, slack: float, size: float) -> float:
    """Return what each space of a justified line grows by; a line of few words is left ragged."""
    grown = slack / max(1, sum(text.count(" ") for _, text in line.runs))
    return grown if grown < size * 0.7 else 0.0


def block(lines: Sequence[Line], x: float, measure: float, style: Lettering, lead: float = 0) -> Fragment:
    """Make lines one fragment that is not broken."""
    return Fragment(tuple(set_lines(lines, x, measure, style)), len(lines) * style.leading, lead)


def paragraph(
    runs: Iterable[Run],
    x: float,
    measure: float,
    style: Lettering,
    *,
    lead: float = 0,
    leader: Font | None = None,
) -> list[Fragment]:
    """Set a paragraph; a long one may go over a page, at least two lines staying together on each side.

    ``leader`` is the font of the dots that fill the last line.
    """
    lines = wrap(runs, style.size, measure, style.hang)
    if leader:
        lines = with_leader(lines, leader, style.size, measure, style.hang)
    return _by_line(lines, x, measure, style, lead)


def _by_line(lines: list[Line], x: float, measure: float, style: Lettering, lead: float) -> list[Fragment]:
    if len(lines) < 4:
        return [block(lines, x, measure, style, lead)]
    marks = set_lines(lines, x, measure, style)
    pieces = [
        Fragment((mark._replace(y=mark.y - number * style.leading),), style.leading)
        for number, mark in enumerate(marks)
    ]
    pieces[0] = replace(pieces[0], lead=lead, with_next=True)
    pieces[-2] = replace(pieces[-2], with_next=True)
    return pieces


def stacked(fragments: Iterable[Fragment]) -> Fragment:
    """Join fragments into one that is never broken."""
    marks: list[Mark] = []
    y = 0.0
    for fragment in fragments:
        y += fragment.lead if marks else 0
        marks.extend(moved(fragment.marks, 0, y))
        y += fragment.height
    return Fragment(tuple(marks), y)


def beside(*fragments: Fragment) -> Fragment:
    """Join fragments that stand in columns of their own."""
    marks = tuple(mark for fragment in fragments for mark in fragment.marks)
    return Fragment(marks, max(fragment.height for fragment in fragments))


def moved(marks: Iterable[Mark], dx: float, dy: float) -> Iterator[Mark]:
    """Shift marks to the right and down."""
    for mark in marks:
        if isinstance(mark, Rule):
            yield mark._replace(x1=mark.x1 + dx, y1=mark.y1 + dy, x2=mark.x2 + dx, y2=mark.y2 + dy)
        else:
            yield mark._replace(x=mark.x + dx, y=mark.y + dy)


def paginate(
    fragments: Iterable[Fragment], room: float, later: Callable[[int], Fragment], later_room: float
) -> list[list[Placed]]:
    """Put fragments on pages, all of them at once (see ``pages``)."""
    return list(pages(fragments, room, later, later_room))


def pages(
    fragments: Iterable[Fragment], room: float, later: Callable[[int], Fragment], later_room: float
) -> Iterator[list[Placed]]:
    """Yield each page as it fills: ``room`` is the height of the first page, ``later_room`` of the others.

    ``later(number)`` is the head of page ``number`` (2, 3, …), inside ``later_room``.
    """
    page: list[Placed] = []
    number, y, fresh = 1, 0.0, True
    for chain in _chains(fragments):
        height = sum(part.height + part.lead for part in chain) - (chain[0].lead if fresh else 0)
        if y + height > (room if number == 1 else later_room) + 0.01 and not fresh:
            yield page
            number += 1
            head = later(number)
            page, y, fresh = [Placed(0, head)], head.height, True
        for part in chain:
            if fresh and number > 1 and part.repeat:
                page.append(Placed(y, part.repeat))
                y += part.repeat.height
            y += 0 if fresh else part.lead
            page.append(Placed(y, part))
            y, fresh = y + part.height, False
    yield page


def _chains(fragments: Iterable[Fragment]) -> Iterator[list[Fragment]]:
    """Group each fragment with those it must share a page with, at most ten."""
    chain: list[Fragment] = []
    for fragment in fragments:
        chain.append(fragment)
        if not fragment.with_next or len(chain) == 10:
            yield chain
            chain = []
    if chain:
        yield chain


def depth(page: Sequence[Placed]) -> float:
    """Return how far down the last fragment of a page reaches."""
    return max((placed.y + placed.fragment.height for placed in page), default=0.0)
