"""Rows as CSV text that a spreadsheet opens without taking anybody's name for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from papi_desk.documents.phrases import short_day
from papi_desk.documents.watermark import words_across
from papi_desk.domain.names import without_commands

_LIKE_A_FORMULA = re.compile(r"[\s\u200b\ufeff]*(?:[=@＝＠]|[+\-＋－].)", re.DOTALL)
_BEHIND_A_SIGN = re.compile(r"([;,\t\n][\s\"]*)(?=[=@＝＠]|[+\-][^;,\t\n]*(?:\||\w\())")
"""A formula in the middle of a text, which a spreadsheet that parts the line elsewhere would find in a cell."""
_ENDS = ",;\t\r\n"
"""Written as the end of a row, so that a cell with any of these in it is quoted, whatever parts the cells here."""


def rows_csv(headers: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> str:
    """Return a header line and rows as CSV; dates as dd/mm/yyyy, moments as dd/mm/yyyy hh:mm.

    A text that a spreadsheet would run as a formula (it begins with = + - @) gets a leading apostrophe.
    The writer of the file adds the byte-order mark. Rows of a register that is not the real one say so, each of them.
    """
    marks = [words_across()] if words_across() else []
    out = _Lines()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=_ENDS)
    writer.writerow([safe_cell(header) for header in [*headers, *marks]])
    writer.writerows([safe_cell(value) for value in [*row, *marks]] for row in rows)
    return out.getvalue()


class _Lines(io.StringIO):
    """Takes rows as the writer ends them and ends them as text does."""

    def write(self, row: str) -> int:
        """Write one row."""
        return super().write(row.removesuffix(_ENDS) + "\n")


def safe_cell(value: object) -> object:
    """Return a value as a delimited text holds it: days as the office writes them, nothing that runs as a formula."""
    match value:
        case datetime():
            return f"{short_day(value)} {value:%H:%M}"
        case date():
            return short_day(value)
        case str():
            plain = _BEHIND_A_SIGN.sub(r"\1'", without_commands(value))
            return f"'{plain}" if _LIKE_A_FORMULA.match(plain) else plain
        case _:
            return value
