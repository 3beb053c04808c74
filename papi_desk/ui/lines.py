"""A text that keeps to its lines: what does not fit ends in «…» and is told whole in the tooltip."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from papi_desk.ui.layouts import tip

BREAK: Final = "\u2028"
"""Begins another line."""


class Lines(QLabel):
    """A label of a fixed number of lines, so that longer words never move what is below."""

    def __init__(self, count: int = 2, kind: str = "quiet") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._count = count
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Take the room of so many lines of the font in force, whatever the words."""
        self.ensurePolished()
        return QSize(0, self._count * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """Never take less."""
        return self.sizeHint()

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        told = words.replace(BREAK, "; ")
        self.setToolTip(tip(told))
        self.setAccessibleName(told)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as many lines as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for place, words in enumerate(self.shown_lines()):
            height = self.fontMetrics().lineSpacing()
            painter.drawText(QPointF(0, place * height + self.fontMetrics().ascent()), words)
        painter.end()

    def shown_lines(self) -> list[str]:
        """Return the lines as they are painted, the last one shortened where it must be."""
        words, found = self.text(), list[str]()
        layout = QTextLayout(words, self.font())
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
            start, last = line.textStart(), len(found) == self._count - 1
            rest = words[start:] if last else words[start : start + line.textLength()]
            rest = rest.strip().replace(BREAK, "; ")
            found.append(self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width()))
            if last:
                break
        layout.endLayout()
        return found
