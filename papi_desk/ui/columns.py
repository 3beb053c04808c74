"""Columns of a list as the officer wants them: which, in what order, how wide; a click on a title orders the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tokens import scaled, unscaled


class ColumnChoice(QObject):
    """Lets the columns of a list be shown, hidden, moved and sized, and tells how they stand."""

    changed = Signal()
    ordered = Signal(str)
    """An order of the list was asked for by a click on a title."""

    def __init__(self, view: RowsView[Any], columns: tuple[Column[Any], ...], *, wide: str, shown: set[str]) -> None:
        super().__init__(view)
        self._view = view
        self._header = view.horizontalHeader()
        self._columns = columns
        self._wide = wide
        keys = [column.key for column in columns]
        self._usual: dict[str, Any] = {"order": keys, "hidden": [key for key in keys if key not in shown]}
        self._later = QTimer(self, singleShot=True, interval=400)
        self._later.timeout.connect(self.changed)
        self._header.setSectionsMovable(True)
        self._header.setSectionsClickable(True)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._offer)
        self.restore(self._usual)
        self._header.sectionResized.connect(self._resized)
        self._header.sectionMoved.connect(lambda *_: self._later.start())
        self._header.sectionClicked.connect(self._clicked)

    def state(self) -> dict[str, Any]:
        """Return order, widths and what is hidden, as plain values."""
        by_place = sorted(range(len(self._columns)), key=self._header.visualIndex)
        shown = [place for place in by_place if not self._header.isSectionHidden(place)]
        return {
            "order": [self._columns[place].key for place in by_place],
            "widths": {
                self._columns[p].key: unscaled(self._header.sectionSize(p)) for p in shown if not self._is_wide(p)
            },
            "hidden": [c.key for p, c in enumerate(self._columns) if self._header.isSectionHidden(p)],
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the columns as they stood; what a newer program added stands where it usually does."""
        known = {column.key: place for place, column in enumerate(self._columns)}
        hidden = set(state.get("hidden", self._usual["hidden"]))
        for target, key in enumerate(key for key in state.get("order", ()) if key in known):
            self._header.moveSection(self._header.visualIndex(known[key]), target)
        for key, place in known.items():
            column = self._columns[place]
            fixed = column.width and not column.resizable
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
            if not self._is_wide(place):
                self._header.setSectionResizeMode(place, mode)
                width = int(state.get("widths", {}).get(key, column.width or 160))
                self._header.resizeSection(place, scaled(width))
            self._header.setSectionHidden(place, key in hidden and not self._is_wide(place))
        self._spread()
        self._later.stop()

    def menu(self) -> QMenu:
        """Return the menu that shows and hides columns."""
        menu = QMenu(self._header)
        for place, column in enumerate(self._columns):
            entry = menu.addAction(column.title or column.name)
            entry.setCheckable(True)
            entry.setChecked(not self._header.isSectionHidden(place))
            entry.setEnabled(not self._is_wide(place))
            entry.toggled.connect(lambda on, at=place: self._toggle(at, on))
        menu.addSeparator()
        menu.addAction(self.tr("As usual"), self._as_usual)
        return menu

    def _resized(self, place: int, _old: int, _new: int) -> None:
        """Remember a width that an officer chose; the wide column only takes what is left."""
        if not self._is_wide(place):
            self._spread()
            self._later.start()

    def _spread(self) -> None:
        self._view.spread(tuple(filter(self._is_wide, range(len(self._columns)))))

    def _is_wide(self, place: int) -> bool:
        return self._columns[place].key == self._wide

    def _toggle(self, place: int, on: bool) -> None:
        self._header.setSectionHidden(place, not on)
        self._spread()
        self.changed.emit()

    def _as_usual(self) -> None:
        self.restore(self._usual)
        self.changed.emit()

    def _offer(self, at: QPoint) -> None:
        self.menu().popup(self._header.mapToGlobal(at))

    def _clicked(self, place: int) -> None:
        if self._columns[place].order:
            self.ordered.emit(self._columns[place].order)
