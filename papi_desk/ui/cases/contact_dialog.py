"""Note what the citizen was told, how and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.contacts import MEANS, tell_citizen
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, Field, MomentField, TextField
from papi_desk.ui.labels import moment_text, sentence
from papi_desk.ui.layouts import column
from papi_desk.ui.pages import Desk


class ContactDialog(Sheet):
    """Means, content, and when: now unless another moment is typed."""

    def __init__(self, parent: QWidget, desk: Desk, code: str, told: Callable[[], None], *, message: str = "") -> None:
        self._desk = desk
        self._code = code
        self._told = told
        self.means = ChoiceField(self.tr("By what means"), MEANS)
        self.content = TextField(self.tr("What was said"), longest=1000)
        self.at = MomentField(self.tr("When"), hour=lambda _day: self._desk.clock().time())
        body = column(self.means, self.content, self.at, gap=4)
        super().__init__(parent, self.tr("Told the citizen"), body, agree=self.tr("&Save"))
        self.at.set_value(moment_text(desk.clock()))
        self.content.set_value(message)
        self.content.edit.selectAll()
        self.content.setFocus()

    def agree(self) -> None:
        """Write it down."""
        try:
            at = self.at.moment() or self._desk.clock()
        except Refused as refusal:
            self.at.complain(sentence(refusal))
            return
        self.agree_button.setEnabled(False)
        self._write(at)

    def _write(self, at: datetime) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        writing = self._desk.tasks.run(
            self, tell_citizen, self._code, self.content.value(), self.means.value(), at=at, by=officer, recorded_at=now
        )
        writing.then(lambda _done: self._written()).failed(self._refused)

    def _written(self) -> None:
        self.accept()
        self._told()

    def _refused(self, refusal: Refused) -> None:
        fields: dict[str, Field] = {"means": self.means, "content": self.content, "at": self.at}
        field = fields.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
            field.widget.setFocus()
        self.complain("" if field is not None else sentence(refusal))
