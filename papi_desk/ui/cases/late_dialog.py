"""Record why a case is late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.lateness import CauseLine, record_cause
from papi_desk.services.reports.counting import late_causes
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column
from papi_desk.ui.pages import Desk


class LateDialog(Sheet):
    """A cause from the office's list, and words where they are needed."""

    def __init__(self, parent: QWidget, desk: Desk, code: str, done: Callable[[CauseLine], None]) -> None:
        self._desk, self._code, self._done = desk, code, done
        self.cause = ChoiceField(self.tr("&Cause of lateness"), late_causes())
        self.words = TextField(self.tr("&In words"), longest=1000)
        body = column(self.cause, self.words, gap=4)
        super().__init__(parent, self.tr("Why is {0} late?").format(code), body, agree=self.tr("&Save"))

    def agree(self) -> None:
        """Record the cause."""
        self.agree_button.setEnabled(False)
        recording = self._desk.tasks.run(
            self, record_cause, self._code, self.cause.value(), remark=self.words.value(), at=self._desk.clock(),
            by=self._desk.officer(),
        )  # fmt: skip
        recording.then(self._recorded).failed(self._refused)

    def _recorded(self, line: CauseLine) -> None:
        self._done(line)
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))
