"""Who waits: «Đang giữ: 2», with their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from papi_desk.services.drafts import DraftLine
from papi_desk.ui.cases.drafts import DraftKeeper
from papi_desk.ui.icons import icon


class HeldButton(QPushButton):
    """Lists the forms on hold; a digit takes one up again."""

    def __init__(self, drafts: DraftKeeper, take_up: Callable[[int], None]) -> None:
        super().__init__()
        self._drafts = drafts
        self._take_up = take_up
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setIcon(icon("users"))
        drafts.held_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        held = self._drafts.held
        words = self.tr("On hold: {0}").format(len(held))
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Citizens who wait; Ctrl+G on an empty form opens the list"))
        self.setVisible(bool(held))
        self._menu.clear()
        for number, draft in enumerate(held, 1):
            name = f"&{number}  {self._words(draft)}" if number < 10 else self._words(draft)
            self._menu.addAction(name).triggered.connect(partial(self._take_up, draft.id))

    def _words(self, draft: DraftLine) -> str:
        content = draft.content
        name = content.get("owner", {}).get("name") or self.tr("no name yet")
        since = draft.held_at or draft.saved_at
        parts = (name, content.get("procedure_name", ""), f"{since:%H:%M %d/%m}")
        return " · ".join(filter(None, (part.replace("&", "&&") for part in parts)))
