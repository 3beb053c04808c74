"""Lay a form out: a template and its words in, pages out; one mechanism for every slip, letter and notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from papi_desk.documents.elements import Elements, foot
from papi_desk.documents.fonts import Typeface, in_first_complete_face
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
    page_number,
    running_head,
)
from papi_desk.documents.typesetting import Fragment, Placed, block, depth, paginate, wrap
from papi_desk.documents.values import spoken_words
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import LONGEST, MOST_LINES, Form, FormSet
from papi_desk.domain.records import replace

FRAMES = {"A5": A5, "A4": A4, "A4-landscape": A4_LANDSCAPE, "roll-80": ROLL_80}
_SIZES = {
    "A5": (10.6, 10.3, 10.0, 9.7, 9.4, 9.1, 8.8, 8.5), "A4": (14.0, 13.5, 13.0), "A4-landscape": (12.0,),
    "roll-80": (9.6,),
}  # fmt: skip
"""From comfortable to tight: the first that fits one page is used, else the middle one on several pages."""
_SPREAD, _TIGHT = 1.24, 1.13
"""Distance of baselines in sizes; the tighter one is tried before a form goes on to a second page."""
_FOOT_GAP = 3.0 * MM
_PAGE_NUMBER_SIZE = 13
_LONGEST_ROLL = 10_000
"""Points; three and a half metres of paper."""


def lay_out(form: Form, of_set: FormSet, words: Any, *, face: Typeface | None = None) -> Layout:
    """Lay a form out for good: line breaks, places and typeface are in what is returned.

    ``face`` overrides the choice of typeface. Raises ``Refused`` for a letter that no face has and for a code
    that no reader could read.
    """
    return in_first_complete_face(lambda chosen: _lay_out(form, of_set, words, chosen), face)


def kept_layout(form: Form, of_set: FormSet, words: Any) -> bytes:
    """Lay a form out and return it as it is kept with the case."""
    return lay_out(form, of_set, words).to_bytes()


def _lay_out(form: Form, of_set: FormSet, words: Any, face: Typeface) -> Layout:
    frame, pages = _fitted(form, of_set, words, face)
    office = words.office
    return Layout(
        frame=frame, face=face, pages=frozen_pages(Page(frame, page) for page in pages), copies=form.copies,
        title=_called(form, words), subject=getattr(words, "request", "") or getattr(words, "name", ""),
        author=" - ".join(part for part in (office.unit, office.superior) if part),
        made_at=datetime.combine(words.issued_on, time()),
    )  # fmt: skip


def _called(form: Form, words: Any) -> str:
    """Say which paper this is: its title and its number."""
    title = form.title.capitalize() or form.form
    return f"{title} {spoken_words(form.name, words)}".strip()


def _fitted(form: Form, of_set: FormSet, words: Any, face: Typeface) -> tuple[Frame, list[list[Placed]]]:
    """Set the form in the largest size that keeps it on one page, or let it flow over several."""
    frame, sizes = FRAMES[form.page], form.sizes or _SIZES[form.page]
    ways = [*((body, _SPREAD) for body in sizes), *((body, _TIGHT) for body in sizes[-3:])]

    def made(body: float, spread: float = _SPREAD) -> _Pages:
        return _Pages(form, of_set, words, Setting(face, body, spread), frame)

    first = made(*ways[0])
    if frame is ROLL_80:
        return first.on_a_roll()
    page = first.on_one_page()
    if page is None and not first.is_far_too_long():
        page = _first_that_fits(lambda way: made(*way).on_one_page(), ways[1:])
    if page is not None:
        return frame, [page]
    return frame, made(sizes[len(sizes) // 2]).flowing()


def _first_that_fits(
    page_of: Callable[[tuple[float, float]], list[Placed] | None], ways: Sequence[tuple[float, float]]
) -> list[Placed] | None:
    """Return the page of the most comfortable of the ways that get tighter and tighter, found by halves."""
    found, low, high = None, 0, len(ways)
    while low < high:
        middle = (low + high) // 2
        if (page := page_of(ways[middle])) is None:
            low = middle + 1
        else:
            found, high = page, middle
    return found


@dataclass
class _Pages:
    """One form in one size: its content, its foot, and the pages they make."""

    form: Form
    of_set: FormSet
    words: Any
    setting: Setting
    frame: Frame

    def __post_init__(self) -> None:
        self.elements = Elements(self.words, self.setting, self.frame)
        kinds = [element.kind for element in self.form.elements]
        at = kinds.index("notes") if "notes" in kinds else len(kinds)
        self.content = [*self._caption(), *self._set(self.form.elements[:at])]
        self.foot = foot(self.elements, self.form.elements[at + 1 :])

    def _set(self, elements: Sequence[Any]) -> Iterator[Fragment]:
        for element in elements:
            yield from self.elements.set(element)

    def _caption(self) -> list[Fragment]:
        """Set the form's number and circular, small, at the upper right."""
        words = " · ".join(part for part in (self.of_set.number, self.of_set.basis) if part)
        return [caption(self.setting, words, self.frame.measure)] if words else []

    def on_one_page(self) -> list[Placed] | None:
        """Return the form on one page, its foot at the bottom, or None where it has not room."""
        [first, *others] = self._paginated(self.content, self.frame.room)
        below = _FOOT_GAP + self.foot.height if self.foot.height else 0
        if others or depth(first) + below > self.frame.room:
            return None
        return [*first, Placed(self.frame.room - self.foot.height, self.foot)]

    def is_far_too_long(self) -> bool:
        """Tell whether no smaller size would bring the form on one page."""
        return sum(part.height for part in self.content) > self.frame.room * 1.7

    def on_a_roll(self) -> tuple[Frame, list[list[Placed]]]:
        """Return the form on a piece of roll as long as it needs."""
        parts = [*self.content, replace(self.foot, lead=_FOOT_GAP)]
        page, *others = paginate(parts, _LONGEST_ROLL, self.further, _LONGEST_ROLL)
        if others:
            raise Refused("form-too-long", "file", letters=LONGEST, lines=MOST_LINES)
        return self.frame._replace(height=depth(page) + self.frame.top + self.frame.bottom), [page]

    def flowing(self) -> list[list[Placed]]:
        """Return the form on several pages, the foot after the rest, each page saying that it goes on."""
        parts = [*self.content, replace(self.foot, lead=_FOOT_GAP)]
        if self.frame.width >= A4.width:
            return self._paginated(parts, self.frame.room)
        style = self.setting.letters(0.84, "right")
        room, measure = self.frame.room - style.leading, self.frame.measure
        pages = self._paginated(parts, room)
        for number, page in enumerate(pages[:-1], 2):
            words = wrap([self.setting.slanted(f"(xem tiếp trang {number})")], style.size, measure)
            page.append(Placed(room, block(words, 0, measure, style)))
        return pages

    def _paginated(self, parts: Sequence[Fragment], room: float) -> list[list[Placed]]:
        return paginate(parts, room, self.further, room)

    def further(self, number: int) -> Fragment:
        """Return the head of a continuation page: of a letter the page number, else what the paper is, too."""
        if self.frame.width >= A4.width:
            size = _PAGE_NUMBER_SIZE * self.setting.face.scale
            return page_number(self.setting.face.regular, size, number, self.frame)
        words = f"{_called(self.form, self.words)} (tiếp theo)"
        return running_head(self.setting, words, number, self.frame.measure)
