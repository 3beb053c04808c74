"""Reporting periods: calendar or from the 15th to the 14th, month to year, and what to compare them with.

The cut on the 15th: NĐ 09/2019/NĐ-CP Điều 12; offices also report by calendar months, so both are offered.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

CUTS: Final = ("calendar", "15th")
_QUARTERS: Final = ("I", "II", "III", "IV")
_HALVES: Final = ("đầu", "cuối")
YEARS: Final = (2000, 2100)


class Period(Record, eq=False):
    """From the first to the last day, both included."""

    first: date
    last: date
    months: int = 0
    """How many reporting months it is, 0 for a free range; the same days are the same period."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    @property
    def start(self) -> datetime:
        """Return the first moment of the period."""
        return datetime.combine(self.first, time())

    @property
    def end(self) -> datetime:
        """Return the first moment after the period."""
        return datetime.combine(self.last + timedelta(days=1), time())

    @property
    def words(self) -> str:
        """Return what the period is called: «Tháng 6/2024», «Quý II/2024»; nothing for a free range."""
        month, year = self.last.month, self.last.year
        part = (month - 1) // self.months if self.months else 0
        match self.months:
            case 1:
                return f"Tháng {month}/{year}"
            case 3:
                return f"Quý {_QUARTERS[part]}/{year}"
            case 6:
                return f"6 tháng {_HALVES[part]} năm {year}"
            case 12:
                return f"Năm {year}"
        return ""

    def before(self) -> Period:
        """Return the period of the same length just before."""
        if self.months:
            return self._shifted(-self.months)
        days = self.last - self.first + timedelta(days=1)
        return Period(self.first - days, self.last - days)

    def a_year_before(self) -> Period:
        """Return the same period of the year before."""
        if self.months:
            return self._shifted(-12)
        return Period(_in_year(self.first, -1), _in_year(self.last, -1))

    def _shifted(self, months: int) -> Period:
        count = self.last.year * 12 + self.last.month - self.months + months
        cut = "15th" if self.first.day == 15 else "calendar"
        return months_period(count // 12, count % 12 + 1, self.months, cut)


def period_words(year: int, quarter: int | None) -> str:
    """Return what a quarter, or without one the whole year, is called: «Quý IV/2026», «Năm 2026»."""
    return months_period(year, quarter * 3 - 2, 3).words if quarter else months_period(year, 1, 12).words


def _in_year(day: date, years: int) -> date:
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def months_period(year: int, first_month: int, months: int, cut: str = "calendar") -> Period:
    """Return so many reporting months from a month on: the calendar's, or («15th») the 15th before to the 14th."""
    count = year * 12 + first_month + months - 2
    last = date(count // 12, count % 12 + 1, 1)
    first = date(year, first_month, 1)
    if cut == "15th":
        return Period((first - timedelta(days=1)).replace(day=15), last.replace(day=14), months)
    return Period(first, last.replace(day=monthrange(last.year, last.month)[1]), months)


def month_period(year: int, month: int, cut: str = "calendar") -> Period:
    """Return a reporting month."""
    if not (YEARS[0] <= year <= YEARS[1] and 1 <= month <= 12):
        raise Refused("month-unknown", "month", month=f"{year}-{month}")
    return months_period(year, month, 1, cut)


_SHAPES: Final = {"month": (1, r"([0-9]{4})-([0-9]{1,2})"), "quarter": (3, r"([0-9]{4})-[QqIi]?([1-4])"),
                  "half": (6, r"([0-9]{4})-[Hh]?([12])"), "year": (12, r"([0-9]{4})()")}  # fmt: skip


def read_period(kind: str, text: str, cut: str = "calendar") -> Period:
    """Read «2024-06» (month), «2024-2» (quarter, half) or «2024» (year); raise ``Refused``."""
    months, shape = _SHAPES[kind]
    found = re.fullmatch(shape, text.strip(), re.ASCII)
    if found is None or not YEARS[0] <= int(found[1]) <= YEARS[1]:
        raise Refused("month-unknown" if kind == "month" else "period-unknown", kind, month=text, text=text)
    year, number = int(found[1]), int(found[2] or 1)
    if kind == "month":
        return month_period(year, number, cut)
    return months_period(year, (number - 1) * months + 1, months, cut)


def free_period(first: date | None, last: date | None) -> Period:
    """Return the range of days, both included; raise ``Refused`` «period-range»."""
    if first is None or last is None or not YEARS[0] <= first.year <= last.year <= YEARS[1] or last < first:
        raise Refused("period-range", "from")
    return Period(first, last)


def known_words(period: Period) -> str:
    """Return «Kỳ báo cáo: Tháng 6/2024 (từ ngày … đến ngày …)»."""
    days = f"(từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y})"
    return " ".join(part for part in ("Kỳ báo cáo:", period.words, days) if part)


def months_back(period: Period, count: int) -> list[Period]:
    """Return the last ``count`` reporting months that end with the period, oldest first."""
    cut = "15th" if period.first.day == 15 and period.last.day == 14 else "calendar"
    last = period.last.year * 12 + period.last.month - 1
    return [months_period(n // 12, n % 12 + 1, 1, cut) for n in range(last - count + 1, last + 1)]
