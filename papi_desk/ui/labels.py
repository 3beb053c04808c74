"""What states are called: status → words, icon and colour; error → sentence; figures as text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from papi_desk.domain.cases import CHANNELS, OPEN, RUNNING, STATUS_NAMES, Status, is_late
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record
from papi_desk.services import sentences

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
CHANNEL_ICONS: Final = {
    "direct": "user",
    "post": "envelope-simple",
    "online": "globe-simple",
    "vneid": "device-mobile",
}
_STATUS_TONES: Final = {
    Status.REGISTERED: ("accent", "tray"),
    Status.ACCEPTED: ("accent", "tray"),
    Status.DENIED: ("quiet", "prohibit"),
    Status.PROCESSING: ("accent", "gear-six"),
    Status.SUPPLEMENT: ("soon", "file-plus"),
    Status.PAYING: ("soon", "money"),
    Status.WITHDRAWN: ("quiet", "arrow-u-up-left"),
    Status.STOPPED: ("quiet", "stop-circle"),
    Status.FINISHED: ("done", "check-circle"),
    Status.RETURNED: ("done", "hand-palm"),
}


class Chip(Record):
    """A state told twice: words with an icon, and a colour («late», «soon», «done», «accent», «quiet»)."""

    words: str
    tone: str = "quiet"
    icon: str = ""


def sentence(error: Refused | Unavailable) -> str:
    """Return the sentence that an officer reads, in the language of the screens."""
    return sentences.sentence(error, language=QCoreApplication.translate("labels", "en", "language of errors"))


def status_chip(status: int, *, voided: bool = False) -> Chip:
    """Return the chip of a status."""
    if voided:
        return Chip(QCoreApplication.translate("labels", "Voided"), "quiet", "x-circle")
    known = Status(status)
    tone, icon = _STATUS_TONES[known]
    return Chip(STATUS_NAMES[known], tone, icon)


def due_chip(
    status: int, due_at: datetime | None, finished_at: datetime | None, now: datetime, *, by_hour: bool = False
) -> Chip | None:
    """Return «còn 2 ngày», «hôm nay», «quá hạn 3 ngày»; for a settled case whether it was on time."""
    known = Status(status)
    if known in (Status.WITHDRAWN, Status.STOPPED):
        return None
    if finished_at is not None:
        return _settled_chip(due_at, finished_at, by_hour)
    if known not in OPEN:
        return None
    if due_at is None:
        return Chip(QCoreApplication.translate("labels", "no due date"), "quiet", "minus")
    if known not in RUNNING:
        return Chip(QCoreApplication.translate("labels", "waiting"), "quiet", "pause")
    return _running_chip(due_at, now)


def _settled_chip(due_at: datetime | None, finished_at: datetime, by_hour: bool) -> Chip | None:
    if due_at is None:
        return None
    if is_late(finished_at, due_at, by_hour=by_hour):
        days = (finished_at.date() - due_at.date()).days
        if not days:
            words = QCoreApplication.translate("labels", "past {0}").format(f"{due_at:%H:%M}")
            return Chip(words, "late", "warning-circle")
        return Chip(QCoreApplication.translate("labels", "{0} days late").format(days), "late", "warning-circle")
    return Chip(QCoreApplication.translate("labels", "on time"), "done", "check")


def _running_chip(due_at: datetime, now: datetime) -> Chip:
    days = (due_at.date() - now.date()).days
    if now > due_at and days < 0:
        words = QCoreApplication.translate("labels", "{0} days overdue").format(-days)
        return Chip(words, "late", "warning-circle")
    if now > due_at:
        words = QCoreApplication.translate("labels", "past {0}").format(f"{due_at:%H:%M}")
        return Chip(words, "late", "warning-circle")
    if days == 0:
        words = QCoreApplication.translate("labels", "today {0}").format(f"{due_at:%H:%M}")
        return Chip(words, "soon", "clock")
    words = QCoreApplication.translate("labels", "{0} days left").format(days)
    return Chip(words, "soon" if days <= 1 else "quiet", "clock" if days <= 1 else "calendar-blank")


def channel_name(channel: str) -> str:
    """Return the words of a channel."""
    return CHANNELS.get(channel, channel)


def number(value: int) -> str:
    """Return «1.234.567»."""
    return f"{value:,}".replace(",", ".")


def money(value: int | None) -> str:
    """Return «1.234.000 đ», or a dash for an amount that is not known."""
    return "–" if value is None else f"{number(value)} đ"


def day_text(day: date | None) -> str:
    """Return «05/03/2024», empty for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def moment_text(moment: datetime | None) -> str:
    """Return «16:30 05/03/2024», empty for none."""
    return "" if moment is None else f"{moment:%H:%M %d/%m/%Y}"


def due_sentence(moment: datetime) -> str:
    """Return «16:30 thứ Ba 05/03/2024»."""
    return f"{moment:%H:%M} {WEEKDAYS[moment.weekday()]} {moment:%d/%m/%Y}"
