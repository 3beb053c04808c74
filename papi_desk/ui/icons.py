"""Icons of one family (Phosphor), drawn by QtAwesome; loaded when the first one is painted."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

SIZE: Final = 18
"""Side of an icon beside a word, in pixels."""


@cache
def _family() -> Any:
    """Load QtAwesome, of its fonts ours alone: slow to import, so only when the first icon is painted, and here."""
    family: Any = import_module("qtawesome")
    family._BUNDLED_FONTS = tuple(font for font in family._BUNDLED_FONTS if font[0] == "ph")
    return family


class _PhosphorIcon(QIconEngine):
    """Draw a Phosphor glyph in the colour of the text (or its own) when it is first asked for."""

    def __init__(self, name: str, colour: str = "") -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _PhosphorIcon(self._name, self._colour)

    def _painted(self, mode: QIcon.Mode, state: QIcon.State) -> QIcon:
        palette = QGuiApplication.palette()
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        colour = self._colour or palette.color(group, QPalette.ColorRole.WindowText).name()
        if not self._colour and state is QIcon.State.On:
            colour = palette.color(group, QPalette.ColorRole.Highlight).name()
        icon: QIcon = _family().icon(f"ph.{self._name}", color=colour)
        return icon

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._painted(mode, state).paint(painter, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(name: str, colour: str = "") -> QIcon:
    """Return a Phosphor icon, e.g. ``icon("folder-open")``; without a colour it follows the text."""
    return QIcon(_PhosphorIcon(name, colour))
