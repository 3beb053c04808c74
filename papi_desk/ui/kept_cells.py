"""Cells painted once: rows are scrolled past far more often than what they show changes."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from papi_desk.ui.theme import dress

Index = QModelIndex | QPersistentModelIndex
MOST: Final = 240
"""Pictures kept by a list: those of about two screens."""
_States = QStyle.StateFlag
_LIT: Final = (
    _States.State_Enabled | _States.State_HasFocus | _States.State_Selected | _States.State_MouseOver
    | _States.State_Active
).value  # fmt: skip


class KeptDelegate(QStyledItemDelegate):
    """Paint a cell by ``draw`` and keep its picture under what it shows, its size, and how it is lit and dressed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: dict[Hashable, QPixmap] = {}

    def shown(self, index: Index) -> Hashable | None:
        """Return what a cell shows; none where its picture is not to be kept."""
        raise NotImplementedError

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell anew."""
        super().paint(painter, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        shown, ratio = self.shown(index), painter.device().devicePixelRatioF()
        if shown is None or ratio % 1:  # between pixels a picture would blur
            self.draw(painter, option, index)
            return
        rect = option.rect
        key = shown, rect.width(), rect.height(), option.state.value & _LIT, ratio, dress()
        picture = self._kept.get(key)
        if picture is None:
            picture = self._picture(option, index, ratio)
            if len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = picture
        painter.drawPixmap(rect.topLeft(), picture)

    def _picture(self, option: QStyleOptionViewItem, index: Index, ratio: float) -> QPixmap:
        """Paint a cell on the ground of its list."""
        made = QPixmap(option.rect.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(option.palette.color(QPalette.ColorRole.Base))
        own = QStyleOptionViewItem(option)
        own.rect = QRect(QPoint(0, 0), option.rect.size())
        painter = QPainter(made)
        painter.setFont(own.font)
        self.draw(painter, own, index)
        painter.end()
        return made
