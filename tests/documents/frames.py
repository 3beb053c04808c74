"""What must hold of every laid out page: everything inside the frame, nothing over anything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from papi_desk.documents.layout import Layout
from papi_desk.documents.paper import A4, MM, Frame
from papi_desk.documents.typesetting import Bars, CopyName, Mark, Rule, Squares, Text

_SLACK = 0.05


class Box(NamedTuple):
    """What a mark covers, from the upper left corner of the text area."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right - _SLACK and other.left < self.right - _SLACK
        return across and self.top < other.bottom - _SLACK and other.top < self.bottom - _SLACK


def text_width(text: Text) -> float:
    """Return how long a line is, its blanks grown as a justified line has them."""
    blanks = sum(words.count(" ") for _, words in text.runs)
    return sum(font.width(words, text.size) for font, words in text.runs) + blanks * text.stretch


def box(mark: Mark) -> Box:
    """Return what a mark covers; of a letter its body, marks above capitals aside."""
    match mark:
        case Text():
            return Box(mark.x, mark.y - mark.size * 0.68, mark.x + text_width(mark), mark.y + mark.size * 0.2)
        case CopyName():
            half = mark.font.width("(Liên 2: Giao người nhận kết quả)", mark.size) / 2
            return Box(mark.x - half, mark.y - mark.size * 0.68, mark.x + half, mark.y + mark.size * 0.2)
        case Rule():
            return Box(mark.x1, mark.y1, mark.x2, mark.y2)
        case Squares():
            return Box(mark.x, mark.y, mark.x + mark.side, mark.y + mark.side)
        case Bars():
            return Box(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)


def assert_inside_the_frame(layout: Layout) -> None:
    """Assert that no page of a paper has anything outside its margins or one thing over another."""
    for page in layout.pages:
        for mark in page:
            _assert_inside(mark, layout.frame)
        _assert_apart(page)


def _assert_inside(mark: Mark, frame: Frame) -> None:
    at = box(mark)
    assert at.left >= -_SLACK, mark
    assert at.right <= frame.measure + _SLACK, mark
    assert at.bottom <= frame.room + 1, mark
    is_page_number = isinstance(mark, Text) and frame.width >= A4.width and mark.y < 0
    assert at.top >= (8 * MM - frame.top if is_page_number else -1), mark


def _assert_apart(page: Sequence[Mark]) -> None:
    solid = sorted(((box(mark), mark) for mark in page if not isinstance(mark, Rule)), key=lambda pair: pair[0].top)
    for (one, first), (other, second) in combinations(solid, 2):
        assert not one.meets(other), f"{first} stands over {second}"
    for rule in _rules(page):
        for at, mark in solid:
            assert not at.meets(rule), f"a rule crosses {mark}"


def _rules(page: Iterable[Mark]) -> list[Box]:
    """Return the rules as boxes a hair wide."""
    found = [box(mark) for mark in page if isinstance(mark, Rule)]
    return [at._replace(right=at.right + 2 * _SLACK, bottom=at.bottom + 2 * _SLACK) for at in found]
