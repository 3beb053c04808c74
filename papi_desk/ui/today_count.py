"""How much waits today, counted beside the window now and then, without stealing anybody's focus."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from papi_desk.ui.tasks import Tasks

FIRST: Final = 1500
"""Milliseconds after the start: the window is usable first."""
AGAIN: Final = 300_000
SOON: Final = 600
_TABLES: Final = frozenset({"cases", "contacts", "matters", "payments", "issued_papers"})


class TodayCount(QObject):
    """Counts the work of the day when the window opens, when it changes, and every five minutes."""

    def __init__(
        self, tasks: Tasks, clock: Callable[[], datetime], show: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._show = show
        self._soon = QTimer(self, singleShot=True, interval=FIRST)
        self._soon.timeout.connect(self.count)
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self.count)
        tasks.changed.connect(self._changed)
        self._soon.start()
        self._again.start()

    def count(self) -> None:
        """Count now."""
        self._soon.setInterval(SOON)
        self._tasks.read(self, _waiting, now=self._clock()).then(self._told)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._soon.start()

    def _told(self, count: int) -> None:
        self._show(str(count) if count else "")


def _waiting(session: Any, *, now: datetime) -> int:
    """Count on the reader's thread, where what it needs is loaded too."""
    module = import_module("papi_desk.services.today")
    count: int = module.work_waiting(module.today(session, now=now))
    return count
