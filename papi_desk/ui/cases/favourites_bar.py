"""The procedures on the number keys: Ctrl+1 to Ctrl+9, shown while none is chosen, and pinned from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from papi_desk import services
from papi_desk.services.favourites import favourites, set_favourite
from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import STRETCH, row, text, tip
from papi_desk.ui.pages import Desk

_WORDS = 34
"""Letters of a name on a chip."""


class FavouritesBar(QWidget):
    """One chip a key; ``choose`` is called with the code of the procedure; the keys work wherever ``form`` is shown."""

    chips_made = Signal()
    """There are other chips now: Tab has to find them."""

    def __init__(self, desk: Desk, form: QWidget, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._choose = choose
        self._lines: Sequence[services.procedures.ProcedureLine | None] = [None] * 9
        self._hint = text(self.tr("Pin a procedure to Ctrl+1…9: choose it, then «Pin»."), "quiet")
        self._chips: dict[int, QPushButton] = {}
        self._row: QHBoxLayout = row(self._hint, STRETCH, gap=6)
        self.setLayout(self._row)
        for key in range(1, 10):
            QShortcut(QKeySequence(f"Ctrl+{key}"), form).activated.connect(partial(self._take, key))

    def refresh(self) -> None:
        """Read which procedure is on which key."""
        reading = self._desk.tasks.read(self, favourites, on=self._desk.clock().date())
        reading.then(self._show)

    def pin_menu(self, code: str, parent: QWidget) -> QMenu:
        """Make the menu that puts a procedure on a key; a digit chooses."""
        menu = QMenu(parent)
        for key, line in enumerate(self._lines, 1):
            name = line.name[:60].replace("&", "&&") if line is not None else "–"
            menu.addAction(f"&{key}   {name}").triggered.connect(partial(self._pin, key, code))
        return menu

    def _pin(self, key: int, code: str, _checked: bool = False) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        pinning = self._desk.tasks.run(self, set_favourite, key, code, at=now, by=officer or None)
        pinning.then(lambda _done: self.refresh())

    def _take(self, key: int) -> None:
        line = self._lines[key - 1]
        if line is not None:
            self._choose(line.code or line.internal_id)

    def _chip(self, key: int) -> QPushButton:
        """Return the chip of a key, made when something is first on it."""
        if key not in self._chips:
            before = sum(other < key for other in self._chips)
            self._chips[key] = button("", partial(self._take, key), kind="filter")
            self._row.insertWidget(1 + before, self._chips[key])
        return self._chips[key]

    def _show(self, lines: Sequence[services.procedures.ProcedureLine | None]) -> None:
        self._lines = lines
        self._hint.setVisible(not any(lines))
        before = len(self._chips)
        for key, line in enumerate(lines, 1):
            if line is None and key in self._chips:
                self._chips[key].hide()
            elif line is not None:
                chip = self._chip(key)
                chip.show()
                short = line.name if len(line.name) <= _WORDS else f"{line.name[:_WORDS].rstrip()}…"
                chip.setText(f"{key}  {short}".replace("&", "&&"))
                chip.setAccessibleName(f"{line.name} (Ctrl+{key})")
                chip.setToolTip(tip(f"{line.name} (Ctrl+{key})"))
        if len(self._chips) > before:
            self.chips_made.emit()
