"""Chips: a state told twice, by an icon with words and by a colour; in lists and beside other words."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from papi_desk.ui.icons import paint_icon
from papi_desk.ui.kept_cells import Index, KeptDelegate
from papi_desk.ui.labels import Chip
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import SIZES

LOOK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""What a cell shows besides words: its chip, or what its icon is known by."""


class ChipDelegate(KeptDelegate):
    """Paint a chip where the cell has one, else the cell's icon or words."""

    def shown(self, index: Index) -> Hashable | None:
        """Return the chip or icon of a cell."""
        look: Hashable | None = index.data(LOOK_ROLE)
        return look

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell anew."""
        chip = index.data(LOOK_ROLE)
        if not isinstance(chip, Chip):
            super().draw(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        paint_chip(painter, option.rect.adjusted(8, 0, -4, 0), chip, option.font)


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, font: QFont) -> None:
    """Paint a chip at the left of a rectangle: icon and words on its soft colour."""
    tokens = current_tokens()
    colour: str = getattr(tokens, chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    small = QFont(font)
    small.setPointSizeF(SIZES["small"])
    painter.setFont(small)
    left = 22 if chip.icon else 9
    width = min(painter.fontMetrics().horizontalAdvance(chip.words) + left + 9, rect.width())
    height = painter.fontMetrics().height() + 4
    pill = QRect(rect.left(), rect.center().y() - height // 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(tokens, f"{chip.tone}_soft")))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    if chip.icon:
        paint_icon(painter, QRect(pill.left() + 6, pill.center().y() - 6, 13, 13), chip.icon, chip.tone)
    painter.setPen(QColor(colour))
    words = painter.fontMetrics().elidedText(chip.words, Qt.TextElideMode.ElideRight, width - left - 6)
    painter.drawText(pill.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def chip_label(chip: Chip | None) -> QWidget:
    """Make a small widget that paints a chip, for use outside lists."""
    return _ChipLabel(chip)


class _ChipLabel(QWidget):
    def __init__(self, chip: Chip | None) -> None:
        super().__init__()
        self._chip = chip
        self.setFixedHeight(24)
        if chip is not None:
            self.setAccessibleName(chip.words)
            small = QFont(self.font())
            small.setPointSizeF(SIZES["small"])
            self.setFixedWidth(QFontMetrics(small).horizontalAdvance(chip.words) + 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chip is not None:
            painter = QPainter(self)
            paint_chip(painter, self.rect(), self._chip, self.font())
            painter.end()
