"""Ruled tables: heads of merged cells, and rows that may go over a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from papi_desk.documents.fonts import Font
from papi_desk.documents.typesetting import (
    Fragment,
    Lettering,
    Line,
    Mark,
    Rule,
    Run,
    Text,
    balanced,
    set_lines,
    wrap,
)

_HAIR = 0.45
_SIDE = 3.4
"""Points between a cell's text and its rules left and right."""
_WHOLE_ROW_LINES = 8
"""Rows of more lines than this may be broken between pages."""


class HeadCell(NamedTuple):
    """One cell of a table's head: its place in the grid and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    quiet: bool = False
    """Set in the second, lighter font of the head (column numbers)."""


class Cell(NamedTuple):
    """One cell of a row."""

    runs: tuple[Run, ...]
    align: str = "left"


class Grid(NamedTuple):
    """The columns of a table (x of each vertical rule) and how its cells are set."""

    edges: tuple[float, ...]
    size: float
    leading: float
    pad: float
    """Points above and below the text of a cell."""

    def style(self, align: str) -> Lettering:
        """Return how a cell of this alignment is set."""
        return Lettering(self.size, self.leading, align)


def columns(left: float, widths: Sequence[float]) -> tuple[float, ...]:
    """Return the x of the vertical rules of columns that begin at ``left``."""
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    return tuple(edges)


def head(cells: Sequence[HeadCell], grid: Grid, font: Font, quiet: Font | None = None) -> Fragment:
    """Set a head of merged cells, texts centred, with all of its rules."""
    fonts = [quiet if cell.quiet and quiet else font for cell in cells]
    lines = [
        balanced([(cut, cell.text)], grid.size, _measure(cell, grid)) for cell, cut in zip(cells, fonts, strict=True)
    ]
    heights = _row_heights(cells, [len(cell_lines) * grid.leading + 2 * grid.pad for cell_lines in lines])
    tops = columns(0, heights)
    marks: list[Mark] = []
    for cell, cell_lines in zip(cells, lines, strict=True):
        marks += _head_cell(cell, cell_lines, tops, grid)
    right, bottom = grid.edges[-1], tops[-1]
    marks += [Rule(right, 0, right, bottom, _HAIR), Rule(grid.edges[0], bottom, right, bottom, _HAIR)]
    return Fragment(tuple(marks), bottom, with_next=True)


def _measure(cell: HeadCell, grid: Grid) -> float:
    return grid.edges[cell.column + cell.columns] - grid.edges[cell.column] - 2 * _SIDE


def _row_heights(cells: Sequence[HeadCell], needed: Sequence[float]) -> list[float]:
    heights = [0.0] * max(cell.row + cell.rows for cell in cells)
    for cell, height in sorted(zip(cells, needed, strict=True), key=lambda pair: pair[0].rows):
        last = cell.row + cell.rows - 1
        heights[last] += max(0.0, height - sum(heights[cell.row : last + 1]))
    return heights


def _head_cell(cell: HeadCell, lines: Sequence[Line], tops: Sequence[float], grid: Grid) -> list[Mark]:
    left, right = grid.edges[cell.column], grid.edges[cell.column + cell.columns]
    top, bottom = tops[cell.row], tops[cell.row + cell.rows]
    slack = (bottom - top - len(lines) * grid.leading) / 2
    texts = set_lines(lines, left + _SIDE, right - left - 2 * _SIDE, grid.style("center"), top + slack)
    return [*texts, Rule(left, top, right, top, _HAIR), Rule(left, top, left, bottom, _HAIR)]


def merged_heads(heads: Sequence[tuple[str, ...]]) -> list[HeadCell]:
    """Return the cells of a head: equal heads of neighbours are one cell, a short one reaches down."""
    deepest = max(len(words) for words in heads)
    cells: list[HeadCell] = []
    for level in range(deepest):
        column = 0
        while column < len(heads):
            words = heads[column]
            end = column + 1
            while end < len(heads) and level < len(words) - 1 and heads[end][: level + 1] == words[: level + 1]:
                end += 1
            if level < len(words):
                rows = deepest - level if level == len(words) - 1 else 1
                cells.append(HeadCell(words[level], level, column, rows, end - column))
            column = end
    return cells


def _cell_lines(runs: Sequence[Run], size: float, measure: float) -> list[Line]:
    """Break a cell's words into lines, also where the words themselves ask for a new one."""
    lines: list[Line] = []
    begun: list[Run] = []
    for font, text in runs:
        first, *others = text.split("\n")
        begun.append((font, first))
        for part in others:
            lines += wrap(begun, size, measure) or [Line((), 0)]
            begun = [(font, part)]
    return lines + wrap(begun, size, measure)


def row(cells: Sequence[Cell], grid: Grid, repeat: Fragment, high: float = 0) -> list[Fragment]:
    """Set one row, at least ``high``; ``repeat`` is the head that comes again when the row opens a page."""
    texts = [
        set_lines(
            _cell_lines(cell.runs, grid.size, right - left - 2 * _SIDE),
            left + _SIDE,
            right - left - 2 * _SIDE,
            grid.style(cell.align),
        )
        for cell, (left, right) in zip(cells, pairwise(grid.edges), strict=True)
    ]
    count = max(1, int((high - 2 * grid.pad) / grid.leading), *(len(lines) for lines in texts))
    if count <= max(_WHOLE_ROW_LINES, int(high / grid.leading)):
        return [_strip(texts, 0, count, grid, repeat, first=True, last=True)]
    return [
        _strip(texts, number, number + 1, grid, repeat, first=number == 0, last=number == count - 1)
        for number in range(count)
    ]


def _strip(
    texts: Sequence[Sequence[Text]],
    start: int,
    stop: int,
    grid: Grid,
    repeat: Fragment,
    *,
    first: bool,
    last: bool,
) -> Fragment:
    """Set lines ``start`` to ``stop`` of every cell with the rules beside and, after the last, below."""
    above = grid.pad if first else 0.0
    height = above + (stop - start) * grid.leading + (grid.pad if last else 0.0)
    dy = above - start * grid.leading
    marks: list[Mark] = [line._replace(y=line.y + dy) for cell in texts for line in cell[start:stop]]
    marks += [Rule(x, 0, x, height, _HAIR) for x in grid.edges]
    if last:
        marks.append(Rule(grid.edges[0], height, grid.edges[-1], height, _HAIR))
    return Fragment(tuple(marks), height, repeat=repeat)
