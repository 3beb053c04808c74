"""A report's columns as all of its forms share them: merged heads, the words of a value, sums that must hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Final

from papi_desk.documents.phrases import short_day, short_moment, thousands
from papi_desk.documents.tables import HeadCell
from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import SUMMED, Report, ReportColumn, ReportRow, Value
from papi_desk.domain.statistics import percent_words
from papi_desk.domain.work import step

NOTHING: Final = "–"
_NUMERIC: Final = SUMMED | {"percent"}
_TERM: Final = re.compile(r"[A-Za-z_]\w*")
Formula = Callable[[Mapping[str, int]], int]


def head_cells(columns: Sequence[ReportColumn]) -> list[HeadCell]:
    """Return the head of merged cells, the uppermost first; below it the numbers of the columns where there are any."""
    depth = max(len(column.heads) for column in columns)
    cells = list(_heads_below(columns, 0, 0, depth))
    cells.sort(key=lambda cell: cell.row > 0)
    if any(column.number for column in columns):
        cells += [HeadCell(column.number, depth, place, quiet=True) for place, column in enumerate(columns)]
    return cells


def _heads_below(columns: Sequence[ReportColumn], first: int, level: int, depth: int) -> Iterator[HeadCell]:
    """Yield the heads of neighbouring columns from one level down, each before those that it covers."""

    def shared(column: ReportColumn) -> str:
        return column.heads[level] if len(column.heads) > level + 1 else f"{column.name}\0"

    for _, group in groupby(columns, shared):
        covered = list(group)
        words = covered[0].heads[level]
        if len(covered[0].heads) == level + 1:
            yield HeadCell(words, level, first, rows=depth - level)
        else:
            yield HeadCell(words, level, first, columns=len(covered))
            yield from _heads_below(covered, first, level + 1, depth)
        first += len(covered)


def words(value: Value, column: ReportColumn) -> str:
    """Return a value as it is printed: «1.234», «98,25», «04/03/2024»; «–» for a figure that there is not."""
    match value:
        case None:
            return NOTHING if column.kind in _NUMERIC else ""
        case datetime():
            return short_day(value) if column.kind == "day" else short_moment(value)
        case date():
            return short_day(value)
        case float():
            return percent_words(Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)).removesuffix(" %")
        case int() if column.kind in SUMMED:
            return thousands(value)
        case _:
            return str(value)


def checked_rows(report: Report) -> Iterator[ReportRow]:
    """Yield the report's rows, each checked by the formulas of its columns and each total by what it sums.

    Raises ``Refused("statistics-do-not-add")`` naming the row and the rule.
    """
    summed = [place for place, column in enumerate(report.columns) if column.kind in SUMMED]
    checks = list(column_checks(report.columns))
    since_section, since_start = [0] * len(report.columns), [0] * len(report.columns)
    whole = len(report.rows) if isinstance(report.rows, Sized) else 0
    for place, row in enumerate(report.rows):
        step(place, whole)
        if len(row.values) != len(report.columns) and row.kind != "section":
            raise ValueError(f"a row of {report.name} has {len(row.values)} values for {len(report.columns)} columns")
        if row.kind != "section":
            _check_row(row, report.columns, checks)
        if row.kind == "row":
            for place in summed:
                value = row.values[place]
                if isinstance(value, int):
                    since_section[place] += value
                    since_start[place] += value
        elif row.kind == "section":
            since_section = [0] * len(report.columns)
        else:
            _check_total(row, report.columns, since_start if row.kind == "total" else since_section, summed)
        yield row


def column_checks(columns: Sequence[ReportColumn]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the place, the terms to be added, and the rule in words of every identity between columns."""
    known = {column.name: column for column in columns}
    for place, column in enumerate(columns):
        for rule in filter(None, column.formula.split("=") if column.kind in SUMMED else ()):
            yield place, rule, [name for name in _TERM.findall(rule) if name in known]


def _check_row(row: ReportRow, columns: Sequence[ReportColumn], checks: Sequence[tuple[int, str, list[str]]]) -> None:
    places = {column.name: place for place, column in enumerate(columns)}
    for place, _, terms in checks:
        whole, parts = row.values[place], [row.values[places[name]] for name in terms]
        summed = sum(part for part in parts if isinstance(part, int))
        if isinstance(whole, int) and whole != summed:
            sides = " + ".join(number_of(columns[places[name]]) for name in terms)
            rule = f"{number_of(columns[place])} = {sides}: {whole} ≠ {summed}"
            raise Refused("statistics-do-not-add", row=row_name(row), rule=rule)


def _check_total(row: ReportRow, columns: Sequence[ReportColumn], sums: Sequence[int], summed: Iterable[int]) -> None:
    for place in summed:
        value = row.values[place]
        if isinstance(value, int) and value != sums[place]:
            rule = f"{number_of(columns[place])}: {value} ≠ {sums[place]}"
            raise Refused("statistics-do-not-add", row=row_name(row), rule=rule)


def number_of(column: ReportColumn) -> str:
    """Return how a column is referred to: «(3)», else its own head."""
    return column.number or column.heads[-1]


def row_name(row: ReportRow) -> str:
    """Return what a row is called: its first words."""
    return next((value for value in row.values if isinstance(value, str) and value), "")


def remarks(report: Report) -> list[str]:
    """Return the small print below the table, a line each."""
    return [f"- {remark}" for remark in report.footnotes]
