"""Icons of one family (Phosphor, of QtAwesome), drawn as letters of its font; loaded when the first one is painted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from papi_desk.ui.theme import current_tokens

SIZE: Final = 18
"""Side of an icon beside a word, in pixels."""
_FILLED: Final = 0.875
"""How much of its square a letter fills; the font keeps room around it."""


@cache
def _family() -> tuple[str, Mapping[str, str]]:
    """Make QtAwesome's font known; return its family and the place of each icon's letter, as a hexadecimal number.

    Only its files are used: its own code loads a layer over all of Qt first, and works out each letter anew.
    """
    found = find_spec("qtawesome")
    assert found is not None, "qtawesome is not installed"
    folder = Path(next(iter(found.submodule_search_locations or ())), "fonts")
    (face,), (table,) = folder.glob("phosphor-*.ttf"), folder.glob("phosphor-*.json")
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(face)))[0]
    return family, json.loads(table.read_text(encoding="utf-8"))


def paint_icon(painter: QPainter, square: QRect, name: str, tone: str) -> None:
    """Paint an icon in the middle of a square, in a colour of the theme in force («quiet», «late»)."""
    _paint(painter, square, name, getattr(current_tokens(), tone))


def _paint(painter: QPainter, square: QRect, name: str, colour: str) -> None:
    family, places = _family()
    font = QFont(family)
    font.setPixelSize(round(square.height() * _FILLED))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, chr(int(places[name], 16)))
    painter.restore()


class _PhosphorIcon(QIconEngine):
    """Draw a Phosphor glyph in the colour of the text (or one of the theme), as they are when it is drawn."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _PhosphorIcon(self._name, self._tone)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if self._tone:
            return str(getattr(current_tokens(), self._tone))
        disabled = mode is QIcon.Mode.Disabled
        group = QPalette.ColorGroup.Disabled if disabled else QPalette.ColorGroup.Active
        role = QPalette.ColorRole.Highlight if state is QIcon.State.On else QPalette.ColorRole.WindowText
        return QGuiApplication.palette().color(group, role).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _paint(painter, rect, self._name, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(name: str, tone: str = "") -> QIcon:
    """Return a Phosphor icon: ``icon("warning", "late")``; without a colour of the theme it follows the text."""
    return QIcon(_PhosphorIcon(name, tone))
