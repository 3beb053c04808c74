"""How the office is named on papers, over time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.office import ProfileLine, office_profiles, set_office
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import DayField, TextField
from papi_desk.ui.labels import day_text, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.first_run import FirstSteps


class OfficeForm(QWidget):
    """The profiles over time, and the one that holds today to be corrected or followed by another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fields = {
            "superior": TextField(self.tr("Superior body (line 1 of every paper)")),
            "unit": TextField(self.tr("This unit (line 2)")),
            "place": TextField(self.tr("Place before the date")),
            "province": TextField(self.tr("Province")),
            "address": TextField(self.tr("Address")),
            "phone": TextField(self.tr("Phone")),
            "email": TextField(self.tr("E-mail")),
            "website": TextField(self.tr("Web site")),
            "signatory_title": TextField(self.tr("Title of who signs")),
            "signatory_name": TextField(self.tr("Name of who signs")),
        }
        self.starts = DayField(
            self.tr("New from the day"), hint=self.tr("empty: corrects what holds today; papers issued stay")
        )
        columns = (
            Column[ProfileLine](self.tr("From"), lambda p: day_text(p.valid_from) or "–", width=110, figures=True),
            Column[ProfileLine](self.tr("Until"), lambda p: day_text(p.valid_to) or "–", width=110, figures=True),
            Column[ProfileLine](self.tr("Superior body"), lambda p: p.profile.superior),
            Column[ProfileLine](self.tr("This unit"), lambda p: p.profile.unit),
            Column[ProfileLine](self.tr("Signs"), lambda p: p.profile.signatory_name, width=180),
        )
        self.list = RowsView(columns, name=self.tr("Profiles over time"))
        self.list.setMinimumHeight(110)
        self._result = text("", "note")
        save = button(self.tr("&Save"), self.save, kind="primary")
        fields = list(self.fields.values())
        pairs = [row((one, 1), (other, 1), gap=16) for one, other in zip(fields[::2], fields[1::2], strict=True)]
        last = row((self.starts, 1), (column(22, row((self._result, 1), save), STRETCH), 1), gap=16)
        steps = button(self.tr("First steps…"), lambda: FirstSteps(desk, self.window()).open(), picture="checks")
        over_time = row(text(self.tr("Profiles over time"), "section"), STRETCH, steps)
        self.setLayout(column(*pairs, last, over_time, (self.list, 1), gap=4, margin=16))
        self.list.picked.connect(self._show)

    def refresh(self) -> None:
        """Read the profiles."""
        self._desk.tasks.read(self, office_profiles).then(self._show_all)

    def _show_all(self, profiles: Sequence[ProfileLine]) -> None:
        today = self._desk.clock().date()
        self.list.show_rows(profiles, same=lambda line: line.id)
        holding = [p for p in profiles if (p.valid_from or today) <= today <= (p.valid_to or today)]
        self._show((holding or list(profiles))[0])

    def _show(self, line: ProfileLine) -> None:
        for name, field in self.fields.items():
            if not field.edit.hasFocus():
                field.set_value(getattr(line.profile, name))

    def save(self) -> None:
        """Write the profile, from the day typed or in place of what holds today."""
        profile = {name: field.value() for name, field in self.fields.items()}
        try:
            starts = self.starts.day()
        except Refused as refusal:
            self.starts.complain(sentence(refusal))
            return
        given = profile if starts is None else {**profile, "valid_from": starts}
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_office, given, at=now, by=officer or None)
        saving.then(lambda _done: self._saved()).failed(self._refused)

    def _saved(self) -> None:
        self.starts.set_value("")
        self._tell(self.tr("Saved."), "done")

    def _refused(self, refusal: Refused) -> None:
        field = {**self.fields, "valid_from": self.starts}.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self._result.setText(words)
        restyle(self._result, "tone", tone)
