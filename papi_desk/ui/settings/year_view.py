"""A year on one page: twelve months, every day painted as worked or off, moved through by the arrow keys."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from papi_desk.services.calendar_days import DayRule, YearDays
from papi_desk.ui.labels import WEEKDAYS, day_text
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import SIZES

_ACROSS: Final = 4
_HEADS: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_ROWS: Final = 8
"""The month's name, the weekdays, six weeks."""
_STEPS: Final = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


class YearView(QWidget):
    """The months of a year; a day off is filled, a weekend day worked is framed, the office's own has a corner."""

    picked = Signal(object)
    opened = Signal(object)
    turned = Signal(int)
    """Another year is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Calendar of the year"))
        self.setMinimumSize(QSize(620, 400))
        self.days: YearDays | None = None
        self.day = date.today()  # noqa: DTZ011  (replaced by the office's day before it is shown)

    def show_year(self, days: YearDays, day: date) -> None:
        """Show a year with a day chosen in it."""
        self.days = days
        self.choose(day)

    def choose(self, day: date) -> None:
        """Choose a day."""
        if self.days is None:
            return
        if day.year != self.days.year:
            self.day = day
            self.turned.emit(day.year)
            return
        self.day = day
        self.setAccessibleDescription(day_words(self.days, day))
        self.picked.emit(day)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by day, week and month; Enter opens the day."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.day)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(_month_away(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(date(self.day.year, 1, 1) if key == Qt.Key.Key_Home else date(self.day.year, 12, 31))
        elif key in _STEPS:
            self.choose(self.day + timedelta(days=_STEPS[Qt.Key(key)]))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day that is clicked."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.days is not None:
            for month in range(1, 13):
                for day in _days_of(self.days.year, month):
                    if self._cell(day).contains(event.position()):
                        self.choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day that is clicked twice."""
        if self.days is not None and self._cell(self.day).contains(event.position()):
            self.opened.emit(self.day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the twelve months."""
        if self.days is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(SIZES["small"])
        fitting = min(1.0, self._size()[1] / QFontMetrics(font).height())
        font.setPointSizeF(SIZES["small"] * max(fitting, 0.8))
        painter.setFont(font)
        for month in range(1, 13):
            self._paint_month(painter, month)
        painter.end()

    def _size(self) -> tuple[float, float]:
        """Return how wide and high a day is."""
        gap = 18.0
        width = (self.width() - gap * (_ACROSS - 1)) / _ACROSS / 7
        height = (self.height() - gap / 2 * 2) / 3 / _ROWS
        return width, height

    def _corner(self, month: int) -> tuple[float, float]:
        width, height = self._size()
        down, across = divmod(month - 1, _ACROSS)
        return across * (width * 7 + 18), down * (height * _ROWS + 9)

    def _cell(self, day: date) -> QRectF:
        width, height = self._size()
        left, top = self._corner(day.month)
        first = date(day.year, day.month, 1).weekday()
        week, weekday = divmod(first + day.day - 1, 7)
        return QRectF(left + weekday * width, top + (week + 2) * height, width, height).adjusted(1, 1, -1, -1)

    def _paint_month(self, painter: QPainter, month: int) -> None:
        assert self.days is not None
        tokens = current_tokens()
        left, top = self._corner(month)
        width, height = self._size()
        painter.setPen(QColor(tokens.text))
        head = QRectF(left, top, width * 7, height)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.tr("Month {0}").format(month))
        painter.setPen(QColor(tokens.quiet))
        for place, words in enumerate(_HEADS):
            cell = QRectF(left + place * width, top + height, width, height)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)
        for day in _days_of(self.days.year, month):
            self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        assert self.days is not None
        tokens, cell = current_tokens(), self._cell(day)
        rule, working = self.days.rules.get(day), day in self.days.working
        painter.setPen(Qt.PenStyle.NoPen)
        if not working:
            painter.setBrush(QColor(tokens.accent_soft if rule is not None else tokens.raised))
            painter.drawRoundedRect(cell, 4, 4)
        elif rule is not None:
            painter.setPen(QPen(QColor(tokens.done), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 4, 4)
        if day in self.days.own:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QRectF(cell.right() - 6, cell.top() + 2, 4, 4))
        if day == self.day:
            painter.setPen(QPen(QColor(tokens.accent), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 4, 4)
        painter.setPen(QColor(tokens.text if working else tokens.accent if rule is not None else tokens.quiet))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))


def _days_of(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _month_away(day: date, months: int) -> date:
    """Return the same day of another month, its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_words(days: YearDays, day: date) -> str:
    """Say whether a day is worked, and why."""
    rule: DayRule | None = days.rules.get(day)
    state = "ngày làm việc" if day in days.working else "ngày nghỉ"
    why = rule.words() if rule is not None else ("nghỉ hằng tuần" if day not in days.working else "")
    return ": ".join(filter(None, (f"{WEEKDAYS[day.weekday()]} {day_text(day)}, {state}", why)))
