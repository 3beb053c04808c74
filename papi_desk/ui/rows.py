"""One table of rows serves every list: a record a line, columns told by functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
)

from papi_desk.domain.records import Record
from papi_desk.ui.chips import LOOK_ROLE, ChipDelegate
from papi_desk.ui.figures import FiguresDelegate
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import Chip
from papi_desk.ui.layouts import tip
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import ROW_HEIGHT, scaled

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
READABLE: Final = 110
"""The least width of a column that takes what is left; where there is less, the list scrolls sideways."""
_ROLES: Final = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.AccessibleTextRole, LOOK_ROLE,
    )
)  # fmt: skip
"""What a cell may have an answer to; asked for the rest at every painting, it says no at once."""


class Column(Record, Generic[R]):
    """A column of a list: its title and what it says of a row."""

    title: str
    text: Callable[[R], str] = lambda _row: ""
    chip: Callable[[R], Chip | None] | None = None
    icon: Callable[[R], str] | None = None
    mark: Callable[[R], Chip | None] | None = None
    """A state shown by its icon alone; its words are the tooltip."""
    tip: Callable[[R], str] | None = None
    width: int = 0
    """Pixels; 0 shares what is left."""
    right: bool = False
    figures: bool = False
    """Painted with digits of equal width, so that codes and moments stand under each other."""
    key: str = ""
    """What the column is remembered by, where columns can be chosen."""
    name: str = ""
    """What it is called where its title is empty."""
    resizable: bool = False
    order: str = ""
    """The order of the list that a click on the title asks for."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """The rows of a list, in the order given."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[R] = ()

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """Return the columns."""
        return self._columns

    @property
    def rows(self) -> Sequence[R]:
        """Return the rows."""
        return self._rows

    def show(self, rows: Sequence[R], columns: Sequence[Column[R]] | None = None) -> None:
        """Show other rows (in other columns)."""
        self.beginResetModel()
        self._rows = rows
        if columns is not None:
            self._columns = tuple(columns)
        self.endResetModel()

    def append(self, rows: Sequence[R]) -> None:
        """Show further rows below."""
        there = len(self._rows)
        self.beginInsertRows(_ROOT, there, there + len(rows) - 1)
        self._rows = [*self._rows, *rows]
        self.endInsertRows()

    def prepend(self, rows: Sequence[R]) -> None:
        """Show further rows above."""
        self.beginInsertRows(_ROOT, 0, len(rows) - 1)
        self._rows = [*rows, *self._rows]
        self.endInsertRows()

    def drop(self, count: int, *, from_start: bool) -> None:
        """Show some rows no longer, at the start or at the end."""
        first = 0 if from_start else len(self._rows) - count
        self.beginRemoveRows(_ROOT, first, first + count - 1)
        self._rows = [*self._rows[:first], *self._rows[first + count :]]
        self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title or self._columns[section].name or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell says: words, icon, chip, or its tooltip."""
        if role not in _ROLES:
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == LOOK_ROLE:
            return _look(column, row)
        if column.mark is not None:
            return _mark(column.mark(row), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(column, row)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return icon(column.icon(row), "quiet")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column) if column.right else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.tip(row) if column.tip is not None else self._words(column, row))
        return None

    @staticmethod
    def _words(column: Column[R], row: R) -> str:
        chip = column.chip(row) if column.chip is not None else None
        return chip.words if chip is not None else column.text(row)


def _look(column: Column[R], row: R) -> Chip | tuple[str, str] | None:
    """Return the chip of a cell, or its icon and colour."""
    if column.chip is not None:
        return column.chip(row)
    if column.mark is not None:
        mark = column.mark(row)
        return (mark.icon, mark.tone) if mark is not None else ("", "")
    return (column.icon(row), "quiet") if column.icon is not None else None


def _mark(chip: Chip | None, role: int) -> Any:
    """Return what a cell says that shows a state by its icon."""
    if chip is None:
        return None
    if role == Qt.ItemDataRole.DecorationRole:
        return icon(chip.icon, chip.tone)
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        return chip.words
    return None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowsView(QTableView, Generic[R]):
    """A list moved through by arrow keys; Enter opens the row."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], *, name: str, empty: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._empty = empty
        self._rows: RowsModel[R] = RowsModel(columns, self)
        self.setModel(self._rows)
        self._chips = ChipDelegate(self)
        self._figures = FiguresDelegate(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(32)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._pick)
        self._wide: tuple[int, ...] = ()
        self._fit()

    @property
    def rows(self) -> Sequence[R]:
        """Return the rows shown."""
        return self._rows.rows

    def show_rows(
        self,
        rows: Sequence[R],
        *,
        same: Callable[[R], object] | None = None,
        columns: Sequence[Column[R]] | None = None,
    ) -> None:
        """Show other rows; the chosen one stays chosen where ``same`` finds it again."""
        chosen = self.chosen()
        key = same(chosen) if same is not None and chosen is not None else None
        self._rows.show(rows, columns)
        if columns is not None:
            self._fit()
        if same is not None and key is not None:
            self.choose_where(lambda row: same(row) == key)
        self.viewport().update()

    def chosen(self) -> R | None:
        """Return the row that is chosen."""
        chosen = self.selectionModel().selectedRows()
        return self._rows.rows[chosen[0].row()] if chosen else None

    def all_chosen(self) -> list[R]:
        """Return all rows that are chosen, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.rows[place] for place in places]

    def choose(self, place: int) -> None:
        """Choose one row and no other, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(place, 0), flags)

    def choose_where(self, wanted: Callable[[R], bool]) -> bool:
        """Choose the first such row; tell whether there is one."""
        for position, row in enumerate(self._rows.rows):
            if wanted(row):
                self.choose(position)
                return True
        return False

    def below(self, line: QLineEdit) -> None:
        """Let the arrow down in the line that narrows this list go into it."""
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Down), line)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.enter)

    def enter(self) -> None:
        """Take the focus, with a row chosen."""
        if self.chosen() is None and self._rows.rows:
            self.choose(0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def say_when_empty(self, words: str) -> None:
        """Change the sentence shown when there is no row."""
        self._empty = words
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say a sentence where there is no row."""
        super().paintEvent(event)
        if self._rows.rows or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(current_tokens().quiet))
        middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(24, 0, -24, 0), middle, self._empty)
        painter.end()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()])

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._rows.rows[index.row()])

    def spread(self, wide: tuple[int, ...]) -> None:
        """Let these columns share what the others leave, none less than can be read."""
        self._wide = wide
        header = self.horizontalHeader()
        shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
        taken = sum(header.sectionSize(place) for place in shown if place not in wide)
        sharing = [place for place in shown if place in wide]
        crowded = self.viewport().width() - taken < len(sharing) * scaled(READABLE)
        for place in sharing:
            mode = QHeaderView.ResizeMode.Fixed if crowded else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if crowded:
                header.resizeSection(place, scaled(READABLE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self.spread(self._wide)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        for position, column in enumerate(self._rows.columns):
            header.setSectionResizeMode(position, QHeaderView.ResizeMode.Fixed)
            if column.width:
                header.resizeSection(position, scaled(column.width))
            self.setItemDelegateForColumn(position, self._delegate(column))
        self.spread(tuple(place for place, column in enumerate(self._rows.columns) if not column.width))

    def _delegate(self, column: Column[R]) -> QAbstractItemDelegate:
        """Return who paints a column; plain words are left to Qt."""
        if column.figures:
            return self._figures
        plain = column.chip is None and column.mark is None and column.icon is None
        return self.itemDelegate() if plain else self._chips
