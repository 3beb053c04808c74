"""A line that suggests while one types: arrows choose, Enter takes, Escape closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from papi_desk.domain.records import Record
from papi_desk.ui.icons import paint_icon
from papi_desk.ui.layouts import column
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import SIZES, scaled

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LINE: Final = 44
_ROLE: Final = Qt.ItemDataRole.UserRole


class Suggestion(Record):
    """One line suggested: what it stands for, its words and a quiet second line."""

    value: object
    words: str
    detail: str = ""
    icon: str = ""


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


class SuggestLine(QLineEdit):
    """A line edit with suggestions below it, fetched by ``ask`` and given to ``suggest``.

    ``ask`` is called with the text a moment after the last key; Enter before the answer came takes the
    first suggestion as soon as it is there, so that a quick hand loses nothing. A ``careful`` line takes only what
    is seen and confirmed with Enter.
    """

    taken = Signal(object)
    submitted = Signal(str)

    def __init__(
        self, ask: Callable[[str], None], *, name: str, placeholder: str = "", most: int = 8, careful: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._ask = ask
        self._most = most
        self._careful = careful
        self._asked: str | None = None
        self._take_when_there = False
        self._answered = ""
        self._wait = QTimer(self, singleShot=True, interval=80)
        self._wait.timeout.connect(self._ask_now)
        self.textEdited.connect(self._edited)
        self._build_popup()

    def _build_popup(self) -> None:
        self.list = QListView()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.accessibleName())
        self._lines = _Suggestions(self.list)
        self.list.setModel(self._lines)
        self.list.setItemDelegate(_SuggestionDelegate(self.list))
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.popup = QFrame(self)
        self.popup.setProperty("kind", "suggestions")
        self.popup.setLayout(column(self.list, margin=1))
        self.popup.hide()

    def suggest(self, asked: str, lines: Sequence[Suggestion]) -> None:
        """Show what was found for the text asked; an answer to older text is left aside."""
        if asked != self.text():
            return
        self._answered = asked
        self._lines.show(lines)
        if self._take_when_there:
            self._take_when_there = False
            self._take(0)
            return
        if lines and self.hasFocus():
            self._open()
        else:
            self.popup.hide()

    def show_chosen(self, words: str) -> None:
        """Show the words of what was chosen, suggesting nothing."""
        self._wait.stop()
        self.setText(words)
        self.setCursorPosition(0)
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the suggestions, take one, or close them."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._lines.lines and self.popup.isVisible():
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and not self.popup.isVisible():
            self._ask_now()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._enter()
        elif key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the suggestion also when Tab leaves the line."""
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() == QEvent.Type.KeyPress and self.popup.isVisible() and not self._careful:
            self._take(max(self.list.currentIndex().row(), 0))
        elif event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        return super().event(event)

    def _edited(self) -> None:
        self._take_when_there = False
        self._wait.start()

    def _ask_now(self) -> None:
        self._wait.stop()
        self._ask(self.text())

    def _enter(self) -> None:
        if self.popup.isVisible() and self._answered == self.text():
            self._take(max(self.list.currentIndex().row(), 0))
        elif self.text().strip() and self._answered != self.text() and not self._careful:
            self._take_when_there = True
            self._ask_now()
        else:
            self.submitted.emit(self.text())

    def _take(self, position: int) -> None:
        self.popup.hide()
        if position < len(self._lines.lines):
            self.taken.emit(self._lines.lines[position].value)
        else:
            self.submitted.emit(self.text())

    def _move(self, by: int) -> None:
        position = self.list.currentIndex().row() + by
        if 0 <= position < len(self._lines.lines):
            self.list.setCurrentIndex(self._lines.index(position))

    def _open(self) -> None:
        window = self.window()
        self.popup.setParent(window)
        top = self.mapTo(window, QPoint(0, self.height() + 2))
        height = min(len(self._lines.lines), self._most) * scaled(_LINE) + 4
        above, below = top.y() - self.height() - 4, window.height() - top.y()
        if below < height and above > below:  # low in a dialog: suggest above the line
            height = min(height, above)
            top.setY(above - height)
        width = max(self.width(), 420)
        left = max(0, min(top.x(), window.width() - width))
        self.popup.setGeometry(left, top.y(), width, min(height, window.height() - top.y()))
        self.popup.show()
        self.popup.raise_()
        self.list.setCurrentIndex(self._lines.index(0))


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
