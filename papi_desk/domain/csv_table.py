"""Tables that an office keeps as CSV text: header, rows with line numbers, strictly typed cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field

_SEPARATORS: Final = (",", ";", "\t")
_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")
_MOST_DIGITS: Final = 18
_YES: Final = frozenset({"yes", "true", "1", "có", "x"})
_NO: Final = frozenset({"no", "false", "0", "không", ""})


class Row(Record):
    """One row of a table: the line it starts on and its cells by column name."""

    line: int
    cells: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the file itself calls a column, where that differs from our name."""

    def refused(self, kind: str, column: str, **data: object) -> Refused:
        """Build the refusal that names this line, the column and what was found there."""
        title = self.titles.get(column, column)
        return Refused(kind, title, line=self.line, column=title, value=self.text(column), **data)

    def text(self, column: str) -> str:
        """Return the cell without spaces around it; empty when the table has no such column."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """Return the cell, which must not be empty; raises «table-cell-empty»."""
        if not (value := self.text(column)):
            raise self.refused("table-cell-empty", column)
        return value

    def whole(self, column: str) -> int | None:
        """Return a whole number of at least 0, None when empty; raises «table-bad-number»."""
        value = self.text(column)
        if value and not (value.isdecimal() and len(value) <= _MOST_DIGITS):
            raise self.refused("table-bad-number", column)
        return int(value) if value else None

    def day(self, column: str) -> date | None:
        """Return a day written YYYY-MM-DD or dd/mm/yyyy, None when empty; raises «table-bad-date»."""
        value = self.text(column)
        if not value:
            return None
        found = _DATE.fullmatch(value)
        parts = [int(part) for part in found.groups() if part] if found else []
        try:
            return date(*(parts if "-" in value else parts[::-1]))
        except (TypeError, ValueError):
            raise self.refused("table-bad-date", column) from None

    def yes(self, column: str) -> bool:
        """Return True for yes/có, False for no/không or an empty cell; raises «table-bad-choice»."""
        value = self.text(column).casefold()
        if value not in _YES | _NO:
            raise self.refused("table-bad-choice", column, choices="yes, no")
        return value in _YES


def read_table(text: str) -> tuple[tuple[str, ...], list[Row]]:
    """Read CSV text with a header row, separated by comma, semicolon or tab; a byte order mark is skipped.

    Raises ``Refused``: «table-empty», «table-not-csv», «table-column-repeated», «table-row-length».
    """
    records = list(_records(text))
    if not records:
        raise Refused("table-empty")
    header = tuple(cell.casefold() for cell in records[0][1])
    for name in header:
        if name and header.count(name) > 1:
            raise Refused("table-column-repeated", name, column=name)
    return header, [_row(header, line, cells) for line, cells in records[1:]]


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line each record starts on and its stripped cells, blank records left out."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error:
        raise Refused("table-not-csv", line=line) from None


def _separator(text: str) -> str:
    """Return the separator that the header line uses most."""
    header = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _row(header: Sequence[str], line: int, cells: Sequence[str]) -> Row:
    """Put the cells under their columns; empty cells past the last column do not matter."""
    if len(cells) < len(header) or any(cells[len(header) :]):
        raise Refused("table-row-length", line=line, found=len(cells), expected=len(header))
    return Row(line, dict(zip(header, cells, strict=False)))
