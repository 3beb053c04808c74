"""Rows as CSV text that a spreadsheet opens without taking anybody's name for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from papi_desk.documents.phrases import short_day
from papi_desk.documents.watermark import words_across

_LIKE_A_FORMULA = re.compile(r"[=+\-@\t\r].")


def rows_csv(headers: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> str:
    """Return a header line and rows as CSV; dates as dd/mm/yyyy, moments as dd/mm/yyyy hh:mm.

    A text that a spreadsheet would run as a formula (it begins with = + - @) gets a leading apostrophe.
    The writer of the file adds the byte-order mark. Rows of a register that is not the real one say so, each of them.
    """
    marks = [words_across()] if words_across() else []
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([safe_cell(header) for header in [*headers, *marks]])
    writer.writerows([safe_cell(value) for value in [*row, *marks]] for row in rows)
    return out.getvalue()


def safe_cell(value: object) -> object:
    """Return a value as a delimited text holds it: days as the office writes them, nothing that runs as a formula."""
    match value:
        case datetime():
            return f"{short_day(value)} {value:%H:%M}"
        case date():
            return short_day(value)
        case str():
            return f"'{value}" if _LIKE_A_FORMULA.match(value) else value
        case _:
            return value
