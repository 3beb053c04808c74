"""Figures of equal width: the font has none, so they are painted digit by digit."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from papi_desk.ui.kept_cells import Index, KeptDelegate

_MARGIN = 8


def digit_width(metrics: QFontMetricsF) -> float:
    """Return the width every digit is given: that of the widest."""
    return max(metrics.horizontalAdvance(digit) for digit in "0123456789")


def figures_width(metrics: QFontMetricsF, words: str) -> float:
    """Return how wide the words are with digits of equal width."""
    digit = digit_width(metrics)
    return sum(digit if letter.isdigit() else metrics.horizontalAdvance(letter) for letter in words)


def paint_figures(painter: QPainter, rect: QRect, words: str, *, right: bool) -> None:
    """Paint one line of text with digits of equal width, at the left or the right of a rectangle."""
    metrics = QFontMetricsF(painter.font())
    digit = digit_width(metrics)
    base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2 - 0.5
    at = rect.right() - figures_width(metrics, words) if right else float(rect.left())
    for letter in words:
        width = metrics.horizontalAdvance(letter)
        room = digit if letter.isdigit() else width
        painter.drawText(QPointF(at + (room - width) / 2, base), letter)
        at += room


class FiguresDelegate(KeptDelegate):
    """Paint a cell's words with digits of equal width."""

    def shown(self, index: Index) -> Hashable | None:
        """Return the words of a cell, their side, and the font of a sum."""
        words: str = index.data()
        font = index.data(Qt.ItemDataRole.FontRole)
        return words, index.data(Qt.ItemDataRole.TextAlignmentRole), font.key() if font is not None else ""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell anew."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        words, ground.text = ground.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)
        painter.save()
        painter.setFont(ground.font)
        painter.setPen(ground.palette.color(QPalette.ColorRole.Text))
        right = bool(ground.displayAlignment & Qt.AlignmentFlag.AlignRight)
        paint_figures(painter, option.rect.adjusted(_MARGIN + 3, 0, -_MARGIN - 3, 0), words, right=right)
        painter.restore()
