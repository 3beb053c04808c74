"""Dates, times and figures as the forms write them (Decree 30/2020, Annex I)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from papi_desk.documents.fonts import NO_BREAK


def day_words(day: date) -> str:
    """Return «ngày 04 tháng 3 năm 2024»: days below 10 and months 1 and 2 with a leading zero."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    parts = (f"ngày{NO_BREAK}{day.day:02}", f"tháng{NO_BREAK}{month}", f"năm{NO_BREAK}{day.year}")
    return " ".join(parts)


def moment_words(moment: datetime) -> str:
    """Return «09 giờ 15 phút, ngày 04 tháng 3 năm 2024»."""
    return f"{moment.hour:02}{NO_BREAK}giờ {moment.minute:02}{NO_BREAK}phút, {day_words(moment)}"


def end_words(moment: datetime) -> str:
    """Return the words of a moment by which something ends: midnight is 24 giờ of the day that closes."""
    if moment.time() != time(0):
        return moment_words(moment)
    return f"24{NO_BREAK}giờ 00{NO_BREAK}phút, {day_words(moment - timedelta(days=1))}"


def short_day(day: date) -> str:
    """Return «04/03/2024»."""
    return f"{day:%d/%m/%Y}"


def short_moment(moment: datetime) -> str:
    """Return «09:15 04/03/2024»."""
    return f"{moment:%H:%M %d/%m/%Y}"


def thousands(figure: int) -> str:
    """Return «1.234.567»."""
    return f"{figure:,}".replace(",", ".")
