"""How much of a promise's working time is used: a bar with the words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from papi_desk.services.case_sheets import TimeUsed
from papi_desk.ui.layouts import column, text, tip
from papi_desk.ui.theme import current_tokens

_DAY = 480
"""Minutes of a working day, for saying long times in days."""


class TimeBar(QWidget):
    """The bar fills with the hours the desk was open; it turns amber at three quarters, red when time is over."""

    def __init__(self, time: TimeUsed) -> None:
        super().__init__()
        self._time = time
        self.words = self._told()
        self.setLayout(column(14, text(self.words, "quiet", wrap=True), gap=0))
        self.setAccessibleName(self.words)
        self.setToolTip(tip(self.words))

    def _told(self) -> str:
        left = self._time.left
        words = self.tr("{0} of working time left of {1}") if left >= 0 else self.tr("{0} of working time over, of {1}")
        return words.format(self._duration(abs(left)), self._duration(self._time.whole))

    def _duration(self, minutes: int) -> str:
        if minutes >= 2 * _DAY:
            return self.tr("{0} days").format(f"{minutes / _DAY:.1f}".replace(".", ",").removesuffix(",0"))
        hours, rest = divmod(minutes, 60)
        return self.tr("{0} h {1} min").format(hours, rest) if hours else self.tr("{0} min").format(rest)

    @property
    def tone(self) -> str:
        """Return the colour: plain, soon or late."""
        share = self._time.used / self._time.whole
        return "late" if share > 1 else "soon" if share >= 0.75 else "accent"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar above its words."""
        tokens = current_tokens().as_dict()
        whole = QRectF(0, 4, self.width(), 6)
        used = QRectF(whole)
        used.setWidth(whole.width() * min(self._time.used / self._time.whole, 1))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(tokens["line"]))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setBrush(QColor(tokens[self.tone]))
        painter.drawRoundedRect(used, 3, 3)
        painter.end()
