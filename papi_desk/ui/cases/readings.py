"""Which cases an officer looked at: written into the audit log some at a time, so that leafing stays quick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from papi_desk.services.access_log import note_readings
from papi_desk.ui.pages import Desk

_SOON_MS: Final = 1500


class Readings(QObject):
    """Collects what was shown and has it noted."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._codes: list[str] = []
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.write)
        desk.seat.leaving.connect(self.write)

    def note(self, code: str) -> None:
        """Remember that a case, or a book of people, is shown with its private data, to whoever may see them."""
        if code and self._desk.seat.why_not("read") is None:
            self._codes.append(code)
            self._soon.start()

    def write(self) -> None:
        """Have noted what was shown since the last time."""
        self._soon.stop()
        codes, self._codes = self._codes, []
        if codes:
            self._desk.tasks.run(self, note_readings, codes, at=self._desk.clock(), by=self._desk.officer() or None)
