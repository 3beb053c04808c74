"""Dates, times and figures as the forms write them (Decree 30/2020, Annex I)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from papi_desk.documents.fonts import NO_BREAK


def day_words(day: date) -> str:
    """Return «ngày 04 tháng 3 năm 2024»: days below 10 and months 1 and 2 with a leading zero."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}".replace(" ", NO_BREAK)


def place_and_date(place: str, day: date) -> str:
    """Return «Tiền Phong, ngày 04 tháng 3 năm 2024»; dots stand for a place that is not set."""
    return f"{place.strip() or '.' * 16}, {day_words(day)}"


def moment_words(moment: datetime) -> str:
    """Return «09 giờ 15 phút, ngày 04 tháng 3 năm 2024»."""
    return f"{_hour_words(moment.hour, moment.minute)} {day_words(moment)}"


def end_words(moment: datetime) -> str:
    """Return the words of a moment by which something ends: midnight is 24 giờ of the day that closes."""
    if moment.time() != time(0):
        return moment_words(moment)
    return f"{_hour_words(24, 0)} {day_words(moment - timedelta(days=1))}"


def _hour_words(hour: int, minute: int) -> str:
    return f"{hour:02} giờ {minute:02} phút,".replace(" ", NO_BREAK)


def short_day(day: date) -> str:
    """Return «04/03/2024»."""
    return f"{day:%d/%m/%Y}"


def short_moment(moment: datetime) -> str:
    """Return «09:15 04/03/2024»."""
    return f"{moment:%H:%M %d/%m/%Y}"


def thousands(figure: int) -> str:
    """Return «1.234.567»."""
    return f"{figure:,}".replace(",", ".")
