"""The line to the server of a shared register: said to be cut while it is, and what waited goes on by itself after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from papi_desk.domain.errors import Unavailable
from papi_desk.ui.dialogs import Banner
from papi_desk.ui.labels import sentence
from papi_desk.ui.tasks import Tasks

SERVER_GONE: Final = "server-gone"
UNSURE_SAVED: Final = "unsure-saved"
"""Not to be tried again before the officer has looked."""


class ServerLine(QObject):
    """Tells in the window's banner that the server is gone, and does again what waited for it."""

    def __init__(self, tasks: Tasks, banner: Banner) -> None:
        super().__init__(banner)
        self._banner = banner
        self._waiting: list[Callable[[], None]] = []
        tasks.reached.connect(self._reached)

    @property
    def _words(self) -> str:
        return sentence(Unavailable(SERVER_GONE))

    def wait(self, again: Callable[[], None]) -> None:
        """Keep what could not be done until the server is there again, or the officer asks for it."""
        self._waiting.append(again)
        self._banner.tell(self._words, self._go_on)

    def _reached(self, there: bool) -> None:
        if not there:
            self._banner.tell(self._words, self._go_on if self._waiting else None)
            return
        if self._banner.words() == self._words:
            self._banner.hide()
        self._go_on()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for again in waiting:
            again()
