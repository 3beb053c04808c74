"""Who else has the case open now, said before anybody types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from papi_desk.services.presence import look_at_case, look_away
from papi_desk.ui.chips import chip_label
from papi_desk.ui.labels import Chip
from papi_desk.ui.layouts import boxed, column, row, text
from papi_desk.ui.pages import Desk

AGAIN_MS: Final = 2000
"""While somebody else is there, whether he still is: a desk that died tells nobody."""


class OthersLine(QWidget):
    """A line over the case, there only while another officer has the same case open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self._words = text("", "note", wrap=True)
        self._words.setProperty("tone", "soon")
        chip = chip_label(Chip(self.tr("Two at once"), "soon", "users"))
        self._frame = boxed(row(chip, (self._words, 1), margin=8, gap=8), "card")
        beside = column(self._frame)
        beside.setContentsMargins(4, 0, 18, 8)  # in line with the cards below
        self.setLayout(beside)
        self._frame.hide()
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._ask)
        desk.tasks.changed.connect(self._heard)

    def show_case(self, code: str) -> None:
        """Say that this desk has the case open, and show who else has."""
        if code != self._code:
            self._show([])
        self._code = code
        self._ask()

    def words(self) -> str:
        """Return what is shown."""
        return "" if self._frame.isHidden() else self._words.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Be at the case again."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the case."""
        super().hideEvent(event)
        self._again.stop()
        if self._code:
            self._desk.tasks.read(self, look_away)

    def _heard(self, tables: frozenset[str]) -> None:
        if "presence" in tables:
            self._ask()

    def _ask(self) -> None:
        if not self._code or not self.isVisible():
            return
        asking = self._desk.tasks.read(self, look_at_case, self._code, at=self._desk.clock(), by=self._desk.officer())
        asking.then(self._show).failed(lambda _refusal: self._show([])).hindered(lambda _trouble: self._show([]))

    def _show(self, names: Sequence[str]) -> None:
        if names:
            self._words.setText(self.tr("{0} has this case open too. Agree who works on it.").format(", ".join(names)))
            self._again.start()
        self._frame.setVisible(bool(names))
