"""Cells of an exported register: text, numbers that lost their zeros, dates in every shape."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, TypeAlias

from papi_desk.domain.names import tidy_name
from papi_desk.domain.records import Record

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None

_EXCEL_EPOCH: Final = datetime(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_END_OF_DAY: Final = time(23, 59)
"""What 24:00 is kept as, so that it stays on its day."""
_HOUR: Final = r"(?P<h>\d{1,2})\s*(?::|h|giờ)\s*(?P<m>\d{1,2})?(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?:phút|p)?"
_VIETNAMESE: Final = r"(?P<d>\d{1,2})[/.-](?P<mo>\d{1,2})[/.-](?P<y>\d{4})"
_ISO: Final = r"(?P<y2>\d{4})-(?P<mo2>\d{1,2})-(?P<d2>\d{1,2})"
_DAY: Final = f"{_VIETNAMESE}|{_ISO}"
_BETWEEN: Final = r"(?:\s*[,T]\s*|\s+)(?:lúc\s+)?"
_DAY_FIRST: Final = re.compile(rf"(?:{_DAY})(?:{_BETWEEN}{_HOUR})?(?:\+07:?00)?", re.IGNORECASE)
_HOUR_FIRST: Final = re.compile(rf"{_HOUR}\s*[,-]?\s*(?:ngày\s+)?(?:{_DAY})", re.IGNORECASE)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")


class Moment(Record):
    """A moment as an export gives it; many give only the day."""

    at: datetime
    date_only: bool


def text(cell: Cell) -> str:
    """Return a cell as one line of text; a whole number loses Excel's «.0»."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M").removesuffix(" 00:00")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return tidy_name(str(cell))


def number_text(cell: Cell, *, lost_zero: int = 0, decimals: int = 0) -> str:
    """Return the text of a number that is a name, not a quantity, with the zeros that Excel dropped.

    ``lost_zero``: a number of so many digits has lost the 0 before it. ``decimals``: digits after the point.
    """
    if isinstance(cell, float) and decimals and not cell.is_integer():
        return f"{cell:.{decimals}f}"
    plain = text(cell)
    if lost_zero and isinstance(cell, int | float) and len(plain) == lost_zero:
        return "0" + plain
    return plain


def moment(cell: Cell) -> Moment | None:
    """Read a date or moment, None when empty; midnight means only the day is known; raises ValueError."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return _moment_of_text(cell)
    if isinstance(cell, datetime):
        return _checked(cell.replace(tzinfo=None))
    if isinstance(cell, date):
        return _checked(datetime.combine(cell, time()))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise ValueError(cell)
    return _of_day_number(cell)


@lru_cache(maxsize=65536)
def _moment_of_text(words: str) -> Moment | None:
    """Read dd/mm/yyyy or yyyy-mm-dd with or without an hour, or an Excel day number kept as text."""
    words = words.strip()
    if not words or words in {"-", "–"}:
        return None
    if _SERIAL.fullmatch(words):
        return _of_day_number(float(words))
    found = _DAY_FIRST.fullmatch(words) or _HOUR_FIRST.fullmatch(words)
    if found is None:
        raise ValueError(words)
    part = {name: int(value or 0) for name, value in found.groupdict().items()}
    day = date(part["y"] or part["y2"], part["mo"] or part["mo2"], part["d"] or part["d2"])
    if (part["h"], part["m"], part["s"]) == (24, 0, 0):
        return _checked(datetime.combine(day, _END_OF_DAY))
    return _checked(datetime.combine(day, time(part["h"], part["m"], part["s"])))


def _of_day_number(number: float) -> Moment:
    """Read a moment that Excel kept as days since 1900."""
    try:
        return _checked(_EXCEL_EPOCH + timedelta(days=number))
    except OverflowError:
        raise ValueError(number) from None


def _checked(at: datetime) -> Moment:
    """Round to the second; a year out of all reason is a typing error."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(at)
    at = (at + timedelta(microseconds=500_000)).replace(microsecond=0)
    return Moment(at, at.time() == time())
