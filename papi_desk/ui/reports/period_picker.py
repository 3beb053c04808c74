"""Choose a reporting period: month, quarter, half, year by either cut, or any days; and what to compare it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from papi_desk.domain.periods import Period, free_period, read_period
from papi_desk.ui.fields import ChoiceField, DayField
from papi_desk.ui.layouts import row

MONTHS_BACK: Final = 36
REPORTED: Final = timedelta(days=5)
"""So long after its end reports are made of a period."""
_LENGTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_ROMAN: Final = ("I", "II", "III", "IV")


class PeriodPicker(QWidget):
    """Month by month as far back as three years, and longer or free periods."""

    changed = Signal()

    def __init__(self, clock: Callable[[], datetime], *, for_reports: bool = False) -> None:
        super().__init__()
        self._clock = clock
        self._today = today = clock().date()
        self._begin = today - REPORTED if for_reports else today
        kinds = {
            "month": self.tr("Month"), "quarter": self.tr("Quarter"), "half": self.tr("Half-year"),
            "year": self.tr("Year"), "days": self.tr("Any days"),
        }  # fmt: skip
        self.kind = ChoiceField(self.tr("&Period"), kinds)
        self.which = ChoiceField(self.tr("&Which"), {})
        self._offer("month")
        cuts = {"calendar": self.tr("Calendar month"), "15th": self.tr("From the 15th to the 14th")}
        self.cut = ChoiceField(self.tr("Reporting cut"), cuts)
        self.first, self.last = DayField(self.tr("From")), DayField(self.tr("To"))
        self.first.set_day(today.replace(day=1))
        self.last.set_day(today)
        widths = ((self.kind, 110), (self.which, 160), (self.cut, 206), (self.first, 110), (self.last, 110))
        for field, width in widths:
            field.setFixedWidth(width)
        self.setLayout(row(self.kind, self.which, self.cut, self.first, self.last, gap=10))
        self._show_fields()
        self.kind.changed.connect(self._other_kind)
        for choice in (self.which, self.cut):
            choice.changed.connect(self.changed)
        for day in (self.first, self.last):
            day.edit.editingFinished.connect(self.changed)

    def period(self) -> Period:
        """Return the period chosen; raises ``Refused`` for days that are no range."""
        kind = self.kind.value()
        if kind == "days":
            return free_period(self.first.day(), self.last.day())
        return read_period(kind, self.which.value(), self.cut.value())

    def name(self) -> str:
        """Return what files of the period are called: «2026-11», «2026-q4», «2026-11-ky-15»."""
        kind = self.kind.value()
        if kind == "days":
            return "-".join(f"{day:%Y%m%d}" for day in (self.first.day_or_none(), self.last.day_or_none()) if day)
        sign = {"quarter": "-q", "half": "-h"}.get(kind, "-")
        return self.which.value().replace("-", sign) + ("-ky-15" if self.cut.value() == "15th" else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the periods of today: the program stays open over night. What was chosen stays, if still offered."""
        super().showEvent(event)
        today = self._clock().date()
        if today == self._today:
            return
        before = self.name()
        if self.last.day_or_none() == self._today:
            self.last.set_day(today)
        self._begin += today - self._today
        self._today = today
        if self.kind.value() != "days":
            self.which.set_choices(self._choices(self.kind.value()))
        if self.name() != before:
            self.changed.emit()

    def _offer(self, kind: str) -> None:
        """Offer the periods of a kind; begin with this one, for reports with the one just over."""
        self.which.set_choices(self._choices(kind))
        months = _LENGTHS[kind]
        number = (self._begin.year * 12 + self._begin.month - 1) // months
        self.which.set_value(self._choice(kind, number, 12 // months)[0])

    def _choices(self, kind: str) -> Mapping[str, str]:
        months = _LENGTHS[kind]
        now = (self._today.year * 12 + self._today.month - 1) // months
        back = range(now, now - MONTHS_BACK // months - 1, -1)
        return dict(self._choice(kind, number, 12 // months) for number in back)

    def _choice(self, kind: str, number: int, parts: int) -> tuple[str, str]:
        year, part = divmod(number, parts)
        if kind == "month":
            return f"{year}-{part + 1:02}", self.tr("month {0}").format(f"{part + 1:02}/{year}")
        if kind == "quarter":
            return f"{year}-{part + 1}", self.tr("quarter {0}").format(f"{_ROMAN[part]}/{year}")
        if kind == "half":
            words = self.tr("second half of {0}") if part else self.tr("first half of {0}")
            return f"{year}-{part + 1}", words.format(year)
        return f"{year}", f"{year}"

    def _other_kind(self) -> None:
        if self.kind.value() != "days":
            self._offer(self.kind.value())
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        free = self.kind.value() == "days"
        for choice in (self.which, self.cut):
            choice.setVisible(not free)
        for day in (self.first, self.last):
            day.setVisible(free)
