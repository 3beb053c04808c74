"""A paper laid out for good: every line and its place, kept as issued, drawn again identically years later."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from papi_desk.documents.fonts import Font, Typeface, face_named
from papi_desk.documents.paper import A5, MM, Frame, Page, Setting, Sheet, pdf
from papi_desk.documents.typesetting import (
    Bars,
    CopyName,
    Fragment,
    Mark,
    Placed,
    Rule,
    Squares,
    Text,
    moved,
)
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

SHEETS = ("single", "a5", "a4")
_KINDS: dict[str, Any] = {"t": Text, "n": CopyName, "r": Rule, "q": Squares, "b": Bars}


class Layout(Record):
    """The pages of one paper, with all that is needed to draw them."""

    frame: Frame
    face: Typeface
    pages: tuple[tuple[Mark, ...], ...]
    """Marks of each page from the upper left corner of its text area."""
    copies: tuple[str, ...]
    """What each copy is called, «Lưu»; further ones are only numbered."""
    title: str
    author: str
    subject: str
    made_at: datetime | None = None
    """When it was issued, written into the file; none: a fixed moment."""

    def to_bytes(self) -> bytes:
        """Return the layout as it is kept with the case."""
        cuts = [self.face.regular, self.face.bold, self.face.italic]
        kept = {
            "frame": self.frame, "family": self.face.family, "scale": self.face.scale, "copies": self.copies,
            "title": self.title, "author": self.author, "subject": self.subject,
            "made_at": self.made_at and self.made_at.isoformat(),
            "pages": [[_plain(mark, cuts) for mark in page] for page in self.pages],
        }  # fmt: skip
        return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(), 9)

    @classmethod
    def from_bytes(cls, kept: bytes) -> Layout:
        """Return a layout that was kept; a face that this computer lacks is replaced by the packaged one."""
        data = json.loads(zlib.decompress(kept))
        face = face_named(data["family"])
        cuts = [face.regular, face.bold, face.italic]
        scale = None if face.family == data["family"] else face.scale / data["scale"]
        pages = tuple(tuple(_mark(values, cuts, scale) for values in page) for page in data["pages"])
        made_at = data["made_at"] and datetime.fromisoformat(data["made_at"])
        return cls(
            Frame(*data["frame"]), face, pages, tuple(data["copies"]), data["title"], data["author"], data["subject"],
            made_at,
        )  # fmt: skip


def _plain(mark: Mark, cuts: list[Font]) -> list[Any]:
    """Return a mark as plain values, its first the letter of its kind."""
    match mark:
        case Text():
            mark = mark._replace(size=round(mark.size, 3))
            runs = [[cuts.index(font), text] for font, text in mark.runs]
            place, width = (round(mark.x, 2), round(mark.y, 2)), round(_width(mark), 2)
            return ["t", *place, mark.size, runs, round(mark.stretch, 3), width]
        case CopyName():
            return ["n", round(mark.x, 2), round(mark.y, 2), round(mark.size, 3), cuts.index(mark.font)]
        case Rule():
            return ["r", *(round(value, 2) for value in mark)]
        case Squares():
            return ["q", round(mark.x, 2), round(mark.y, 2), mark.side, [_bits(row) for row in mark.modules]]
        case Bars():
            return ["b", round(mark.x, 2), round(mark.y, 2), mark.width_of_module, mark.height, _bits(mark.modules)]


def _width(text: Text) -> float:
    return sum(font.width(words, text.size) for font, words in text.runs)


def _mark(values: list[Any], cuts: list[Font], scale: float | None) -> Mark:
    """Return a mark from its plain values; ``scale`` is there when its face had to be replaced."""
    kind, *rest = values
    match kind:
        case "t":
            x, y, size, runs, stretch, *width = rest  # papers of the first versions keep no width
            text = Text(x, y, size, tuple((cuts[cut], words) for cut, words in runs), stretch)
            return text if scale is None else _in_other_letters(text, scale, width[0] if width else _width(text))
        case "n":
            return CopyName(rest[0], rest[1], rest[2] * (scale or 1), cuts[rest[3]])
        case "q":
            return Squares(rest[0], rest[1], rest[2], tuple(_modules(row) for row in rest[3]))
        case "b":
            return Bars(rest[0], rest[1], rest[2], rest[3], _modules(rest[4]))
        case _:
            return Rule(*rest)


def _in_other_letters(text: Text, scale: float, width: float) -> Text:
    """Set a line in another face, no longer than it was issued; raises ``Refused`` for a letter the face lacks."""
    runs = tuple((font, font.clean(words)) for font, words in text.runs)
    text = text._replace(runs=runs, size=text.size * scale)
    fit = min(1.0, width / (_width(text) or 1))
    blanks = sum(words.count(" ") for _, words in runs)
    slack = width - _width(text) * fit
    return text._replace(size=text.size * fit, stretch=text.stretch and text.stretch + slack / max(1, blanks))


def _bits(modules: Iterable[bool]) -> str:
    return "".join("1" if module else "0" for module in modules)


def _modules(bits: str) -> tuple[bool, ...]:
    return tuple(bit == "1" for bit in bits)


def frozen_pages(pages: Iterable[Page]) -> tuple[tuple[Mark, ...], ...]:
    """Return the marks of laid out pages, each at its place."""
    return tuple(
        tuple(mark for placed in page.placed for mark in moved(placed.fragment.marks, 0, placed.y)) for page in pages
    )


def layout_pdf(layout: Layout, *, copies: int = 1, sheet: str = "single", reprint: int = 0) -> bytes:
    """Return one laid out paper as PDF; see ``layouts_pdf``."""
    return layouts_pdf([layout], copies=copies, sheet=sheet, reprint=reprint)


def layouts_pdf(layouts: Sequence[Layout], *, copies: int = 1, sheet: str = "single", reprint: int = 0) -> bytes:
    """Return laid out papers as one PDF, each ``copies`` times, each copy saying which one it is.

    ``sheet`` "a4" puts two A5 pages on one A4 sheet with a line to cut along. ``reprint`` above 0 marks each
    page «In lại lần n»; nothing else differs from the first print. Raises ``Refused``.
    """
    check_sheets(copies, sheet)
    sheets = [one for layout in layouts for one in _sheets(layout, copies, sheet, reprint)]
    first = layouts[0]
    return pdf(
        sheets, face=first.face, title=first.title, author=first.author, subject=first.subject, made_at=first.made_at
    )


def check_sheets(copies: int, sheet: str) -> None:
    """Raise ``Refused`` for copies and sheets that cannot be: before a paper is issued, for that counts its prints."""
    if copies < 1:
        raise Refused("copies-out-of-range", field="copies", copies=copies)
    if sheet not in SHEETS:
        raise Refused("unknown-sheet", field="sheet", sheet=sheet, known=", ".join(SHEETS))


def _sheets(layout: Layout, copies: int, sheet: str, reprint: int) -> list[Sheet]:
    mark = _reprint_mark(layout, reprint)
    sets = [[_drawn_page(layout, page, copy, mark) for page in layout.pages] for copy in range(copies)]
    two_up = sheet == "a4" and layout.frame[:2] == A5[:2]
    return _pairs(sets) if two_up else [Sheet.of(page) for pages in sets for page in pages]


def _pairs(sets: list[list[Page]]) -> list[Sheet]:
    """Put the same page of two copies side by side; a copy left over stands alone on the left half."""
    couples = [sets[first : first + 2] for first in range(0, len(sets), 2)]
    return [Sheet.two_up(pages) for couple in couples for pages in zip(*couple, strict=True)]


def _drawn_page(layout: Layout, marks: tuple[Mark, ...], copy: int, extra: tuple[Mark, ...]) -> Page:
    label = layout.copies[copy] if copy < len(layout.copies) else ""
    words = f"(Liên {copy + 1}: {label})" if label else f"(Liên {copy + 1})"
    shown = [_named(mark, words) if isinstance(mark, CopyName) else mark for mark in marks]
    return Page(layout.frame, [Placed(0, Fragment((*shown, *extra), 0))])


def _named(mark: CopyName, words: str) -> Text:
    return Text(mark.x - mark.font.width(words, mark.size) / 2, mark.y, mark.size, ((mark.font, words),))


def _reprint_mark(layout: Layout, times: int) -> tuple[Mark, ...]:
    """Say above the text how often the paper was printed again."""
    if not times:
        return ()
    setting = Setting(layout.face, 8.2)
    run = setting.slanted(f"In lại lần {times}")
    y = -min(layout.frame.top * 0.42, 4 * MM)
    return (Text(0, y + setting.body * 0.3, setting.letters().size, (run,)),)
