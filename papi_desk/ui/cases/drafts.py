"""Keep what is being typed: every second on disk, shown again after a crash or a power cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from papi_desk.services.drafts import drop_draft, load_drafts, save_draft
from papi_desk.ui.pages import Desk

EVERY_MS = 1000


class DraftKeeper(QObject):
    """Save the form's contents when they changed, at most once a second."""

    def __init__(self, desk: Desk, page: str, contents: Callable[[], dict[str, Any] | None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._contents = contents
        self._saved: dict[str, Any] | None = None
        self._saving = False
        self.number: int | None = None
        self._handed: int | None = None
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.save)
        self._every.start()

    def load(self, show: Callable[[dict[str, Any]], None]) -> None:
        """Read the last draft and show it, if there is one."""

        def found(drafts: list[Any]) -> None:
            if drafts and self.number is None:
                self.number = drafts[-1].id
                self._saved = drafts[-1].content
                show(drafts[-1].content)

        self._desk.tasks.read(self, load_drafts, self._page).then(found)

    def save(self) -> None:
        """Save the form when it differs from what was saved last."""
        contents = self._contents()
        if self._saving or contents is None or contents == self._saved:
            return
        self._saving = True
        self._saved = contents
        keep = self._desk.tasks.run(
            self, save_draft, page=self._page, payload=contents, draft=self.number, at=self._desk.clock()
        )
        keep.then(self._kept).always(self._done)

    def hand_over(self) -> int | None:
        """Pause, and return the draft that goes with the case now being saved."""
        self._every.stop()
        self._handed = self.number
        return self.number

    def go_on(self) -> None:
        """Keep drafts again, whatever came of the case."""
        self._every.start()

    def became_a_case(self) -> None:
        """Begin a new form; a draft that was still being written when the case was saved is dropped now."""
        if self.number is not None and self.number != self._handed:
            self._desk.tasks.run(self, drop_draft, self.number)
        self.number = self._saved = None

    def forget(self) -> None:
        """Throw the draft away and begin a new form."""
        if self.number is not None:
            self._desk.tasks.run(self, drop_draft, self.number)
        self.number = self._saved = None

    def _kept(self, number: int) -> None:
        self.number = number

    def _done(self) -> None:
        self._saving = False
