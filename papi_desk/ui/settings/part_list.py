"""Parts of a page by name: a list at the left where there are too many for tabs, the chosen part beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from papi_desk.ui.layouts import row, tip


class _Names(QListWidget):
    """As wide as its longest name, whatever the size of the text."""

    def fit(self) -> None:
        """Take the width that the names need."""
        self.setFixedWidth(self.sizeHintForColumn(0) + 28)

    def changeEvent(self, event: QEvent) -> None:
        """Fit another size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.count():
            self.fit()


class PartList(QWidget):
    """Shows one part; parts in which nothing may be changed are listed but closed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.names = _Names()
        self.names.setProperty("kind", "parts")
        self.names.setAccessibleName(name)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._parts = QStackedWidget()
        self.names.currentRowChanged.connect(self._parts.setCurrentIndex)
        self.setLayout(row(self.names, (self._parts, 1), gap=0))

    def add(self, part: QWidget, words: str) -> None:
        """Add a part below the others."""
        self._parts.addWidget(part)
        self.names.addItem(words)
        self.names.fit()
        if self.names.currentRow() < 0:
            self.names.setCurrentRow(0)

    def current(self) -> QWidget:
        """Return the part that is shown."""
        shown = self._parts.currentWidget()
        assert shown is not None
        return shown

    def show_part(self, part: QWidget) -> None:
        """Show a part, unless it is closed."""
        if self.is_open(part):
            self.names.setCurrentRow(self._parts.indexOf(part))

    def is_open(self, part: QWidget) -> bool:
        """Tell whether a part can be gone to."""
        return _able(self._item(part))

    def close_part(self, part: QWidget, why_not: str) -> None:
        """Close a part and say why, or open it again with no words; from a closed one go to the first open one."""
        item = self._item(part)
        item.setToolTip(tip(why_not))
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(item.flags() & ~able if why_not else item.flags() | able)
        if not self.is_open(self.current()):
            rows = range(self._parts.count())
            self.names.setCurrentRow(next((at for at in rows if _able(self.names.item(at))), -1))

    def _item(self, part: QWidget) -> QListWidgetItem:
        return self.names.item(self._parts.indexOf(part))


def _able(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)
