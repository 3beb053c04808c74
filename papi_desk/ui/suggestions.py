"""What a line suggests, listed below it: two lines each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from papi_desk.ui.icons import paint_icon
from papi_desk.ui.layouts import column
from papi_desk.ui.suggest import Suggestion
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import SIZES, scaled

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LINE: Final = 44
_LEAST_WIDTH: Final = 420
_ROLE: Final = Qt.ItemDataRole.UserRole


class _Suggestions(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Suggestion] = ()

    def show(self, lines: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = 0) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.words}, {line.detail}" if line.detail else line.words
        return line if role == _ROLE else None


class _SuggestionDelegate(QStyledItemDelegate):
    """Paint a suggestion in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), scaled(_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, tokens = index.data(_ROLE), current_tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.accent_soft))
        area = option.rect.adjusted(12, 4, -12, -4)
        if line.icon:
            side = scaled(18)
            picture = QRect(area.left(), area.center().y() - side // 2 + 1, side, side)
            paint_icon(painter, picture, line.icon, "quiet")
            area.setLeft(area.left() + side + 10)
        self._write(painter, area, line, option.font)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, area: QRect, line: Suggestion, font: QFont) -> None:
        tokens, small = current_tokens(), QFont(font)
        small.setPointSizeF(SIZES["small"])
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(QColor(tokens.text))
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(line.words, elide, area.width())
        top = Qt.AlignmentFlag.AlignTop if line.detail else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, top, words)
        painter.setFont(small)
        painter.setPen(QColor(tokens.quiet))
        detail = painter.fontMetrics().elidedText(line.detail, elide, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom, detail)


class SuggestionList(QFrame):
    """The list below (or above) the line it belongs to."""

    picked = Signal(int)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line = line
        self.list = QListView()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(line.accessibleName())
        self._model = _Suggestions(self.list)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_SuggestionDelegate(self.list))
        self.list.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.setProperty("kind", "suggestions")
        self.setLayout(column(self.list, margin=1))
        self.hide()

    @property
    def lines(self) -> Sequence[Suggestion]:
        """Return what is suggested."""
        return self._model.lines

    @property
    def position(self) -> int:
        """Return which one would be taken."""
        return max(self.list.currentIndex().row(), 0)

    def show_lines(self, lines: Sequence[Suggestion]) -> None:
        """Suggest something else."""
        self._model.show(lines)

    def move_on(self, by: int) -> None:
        """Go up or down the list."""
        position = self.list.currentIndex().row() + by
        if 0 <= position < len(self.lines):
            self.list.setCurrentIndex(self._model.index(position))

    def open(self, most: int) -> None:
        """Show up to so many suggestions where there is room, the first one chosen."""
        line, window = self._line, self._line.window()
        self.setParent(window)
        top = line.mapTo(window, QPoint(0, line.height() + 2))
        height = min(len(self.lines), most) * scaled(_LINE) + 4
        above, below = top.y() - line.height() - 4, window.height() - top.y()
        if below < height and above > below:  # low in a dialog: suggest above the line
            height = min(height, above)
            top.setY(above - height)
        width = max(line.width(), _LEAST_WIDTH)
        left = max(0, min(top.x(), window.width() - width))
        self.setGeometry(left, top.y(), width, min(height, window.height() - top.y()))
        self.show()
        self.raise_()
        self.list.setCurrentIndex(self._model.index(0))
