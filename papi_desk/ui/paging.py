"""A list as long as the register: pages are fetched around what is seen, far ones are let go, nothing is counted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending

R = TypeVar("R")
PAGE: Final = 100
FIRST: Final = 50
"""Rows of the first page: a screen full is there at once, and more is asked for when it is painted."""
MOST: Final = 1500
"""Rows kept at a time; those farther from what is seen are fetched again when one comes back."""
AHEAD: Final = 120
"""Rows from the edge of what is there at which the next page is asked for."""
SOON_MS: Final = 20
"""What is asked for ahead waits until what was just shown is painted."""


class Pages(Protocol):
    """A page of a list (``services.case_lists.CasePage``)."""

    @property
    def lines(self) -> Sequence[Any]:
        """Its rows."""

    @property
    def first(self) -> Any:
        """The place of its first row."""

    @property
    def last(self) -> Any:
        """The place of its last row."""

    @property
    def more(self) -> bool:
        """Whether more rows come beyond it, in the direction asked."""


class PagedView(RowsView[R], Generic[R]):
    """A list whose rows are read from the register as one scrolls; what is shown stays until the answer is there."""

    filled = Signal(bool)
    """Rows came; true when the list was read anew."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        ask: Callable[..., Pending[Any]],
        *,
        name: str,
        same: Callable[[R], object],
        empty: str = "",
    ) -> None:
        super().__init__(columns, name=name, empty=empty)
        self._ask = ask
        self._same = same
        self._pages: deque[Pages] = deque()
        self.more_before = self.more_after = False
        self._asked: Pending[Any] | None = None
        self._showing = False
        self.away: R | None = None
        """The chosen row while it is too far to be kept."""
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._look_ahead)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead_soon)

    def restart(self) -> None:
        """Show the list from its start, as it is now."""
        self._fetch(self._show_start, limit=FIRST)

    def reread(self) -> None:
        """Read again what is shown: the register has changed."""
        if not self._pages or not self.more_before:
            self._fetch(self._show_start_again, limit=max(len(self.rows), FIRST))
        else:
            self._fetch(self._show_window, since=self._pages[0].first, limit=max(len(self.rows), PAGE))

    def to_end(self) -> None:
        """Show the end of the list."""
        if self.more_after:
            self._fetch(self._show_end, from_end=True, limit=PAGE)
        else:
            self.choose(len(self.rows) - 1)

    def to_start(self) -> None:
        """Show the start of the list."""
        if self.more_before:
            self._fetch(self._show_start_chosen, limit=PAGE)
        else:
            self.choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the ends of the whole list, not of what happens to be there; go on from what is seen."""
        if self.away is not None and not self.currentIndex().isValid():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(self.away)
                return
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._choose_quietly(self.rowAt(1))
        if event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self.to_end()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.to_start()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Take the focus with a row chosen, of those that are seen."""
        if self.away is not None and self.chosen() is None:
            self.choose(self.rowAt(1))
        super().enter()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus; Qt would choose the first row that is kept where the chosen one is far."""
        far = self.away is not None and not self.currentIndex().isValid()
        if far:
            self._choose_quietly(self.rowAt(1))
        super().focusInEvent(event)
        if far:
            self._choose_none()

    # --- asking ----------------------------------------------------------------------------------------------

    def _fetch(self, show: Callable[[Any], None], **how: Any) -> None:
        if self._asked is not None:
            self._asked.drop()
        asked = self._ask(**how)
        self._asked = asked
        asked.then(lambda page: self._shown(show, page)).always(lambda: self._answered(asked))

    def _shown(self, show: Callable[[Any], None], page: Pages) -> None:
        """Show a page; rows that come and go scroll the list, which is no reason to ask for more before all stand."""
        self._showing = True
        try:
            show(page)
        finally:
            self._showing = False
        self._look_ahead_soon()

    def _answered(self, asked: Pending[Any]) -> None:
        if self._asked is asked:
            self._asked = None

    def _look_ahead_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _look_ahead(self) -> None:
        """Ask for the next page when its rows will soon be seen."""
        if self._showing or self._asked is not None or not self._pages:
            return
        first = self.verticalScrollBar().value()
        if self.more_after and first + self.verticalScrollBar().pageStep() > len(self.rows) - AHEAD:
            self._fetch(self._append, after=self._pages[-1].last, limit=PAGE)
        elif self.more_before and first < AHEAD:
            self._fetch(self._prepend, before=self._pages[0].first, limit=PAGE)

    # --- showing ---------------------------------------------------------------------------------------------

    def _show_start(self, page: Pages) -> None:
        self.away = None
        self._show_start_again(page)

    def _show_start_again(self, page: Pages) -> None:
        self._show(page, before=False, after=page.more)

    def _show_window(self, page: Pages) -> None:
        self._show(page, before=True, after=page.more)

    def _show_start_chosen(self, page: Pages) -> None:
        self._show_start(page)
        self.choose(0)

    def _show_end(self, page: Pages) -> None:
        self.away = None
        self._show(page, before=page.more, after=False)
        self.choose(len(self.rows) - 1)

    def _show(self, page: Pages, *, before: bool, after: bool) -> None:
        self._pages = deque([page])
        self.more_before, self.more_after = before, after
        at = self.verticalScrollBar().value()
        self.show_rows(list(page.lines), same=self._same)
        self.updateGeometries()
        self.verticalScrollBar().setValue(at)
        self._welcome(page, 0)
        self.filled.emit(True)

    def _append(self, page: Pages) -> None:
        self._pages.append(page)
        self.more_after = page.more
        self._rows.append(page.lines)
        while self._too_many():
            at, gone = self.verticalScrollBar().value(), len(self._pages.popleft().lines)
            self._let_go(gone, from_start=True)
            self.more_before = True
            self._scroll_to(at - gone)
        self._welcome(page, len(self.rows) - len(page.lines))
        self.filled.emit(False)

    def _prepend(self, page: Pages) -> None:
        at = self.verticalScrollBar().value()
        self._pages.appendleft(page)
        self.more_before = page.more
        self._rows.prepend(page.lines)
        self._scroll_to(at + len(page.lines))
        while self._too_many():
            self._let_go(len(self._pages.pop().lines), from_start=False)
            self.more_after = True
        self._welcome(page, 0)
        self.filled.emit(False)

    def _let_go(self, gone: int, *, from_start: bool) -> None:
        """Drop far rows; where the chosen one is among them, Qt must not choose its neighbour."""
        place, first = self.currentIndex().row(), 0 if from_start else len(self.rows) - gone
        if first <= place < first + gone:
            self.away = self.rows[place]
            self._choose_none()
        self._rows.drop(gone, from_start=from_start)

    def _welcome(self, page: Pages, first: int) -> None:
        """Choose the row again that was chosen before it was let go of, if it came back with this page."""
        if self.away is None or self.currentIndex().isValid():
            self.away = None
            return
        known = self._same(self.away)
        place = next((place for place, row in enumerate(page.lines, first) if self._same(row) == known), None)
        if place is not None:
            self._choose_quietly(place)
            self.away = None

    def _choose_none(self) -> None:
        with QSignalBlocker(self.selectionModel()):
            self.selectionModel().clear()

    def _choose_quietly(self, place: int) -> None:
        """Choose a row that nobody need read anew."""
        with QSignalBlocker(self.selectionModel()):
            self.choose(place)

    def _scroll_to(self, row: int) -> None:
        """Keep what is seen where it is while rows come and go above it."""
        self.updateGeometries()
        self.verticalScrollBar().setValue(row)

    def _too_many(self) -> bool:
        """Tell whether far rows should go; none does while several are chosen."""
        return len(self.rows) > MOST and len(self._pages) > 1 and len(self.selectionModel().selectedRows()) < 2
