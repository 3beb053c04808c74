"""The office's own settings: its name on papers, its officers, its answers where the law leaves room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.scans import Card, Slip
from papi_desk.services.office import (
    OfficeProfile,
    SettingLine,
    office_profile,
    set_office,
    set_setting,
    settings_list,
)
from papi_desk.services.officers import OfficerLine, add_officer, officers_at, retire_officer
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, scrolled, text
from papi_desk.ui.pages import Desk, Page, section_words
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.attention_panel import AttentionPanel
from papi_desk.ui.settings.printers_tab import PrintersTab
from papi_desk.ui.settings.reader_tab import ReaderTab
from papi_desk.ui.settings.rule_lists import HoursList, RateList


class OfficeForm(QWidget):
    """How the office is named on papers."""

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
        self._result = text("", "note")
        save = button(self.tr("&Save"), self.save, kind="primary")
        fields = list(self.fields.values())
        pairs = [row((one, 1), (other, 1), gap=16) for one, other in zip(fields[::2], fields[1::2], strict=True)]
        body = column(*pairs, row((self._result, 1), save), STRETCH, gap=4, margin=16)
        self.setLayout(body)

    def refresh(self) -> None:
        """Read the profile in force."""
        today = self._desk.clock().date()
        self._desk.tasks.read(self, office_profile, on=today).then(self._show)

    def _show(self, profile: OfficeProfile) -> None:
        for name, field in self.fields.items():
            if not field.edit.hasFocus():
                field.set_value(getattr(profile, name))

    def save(self) -> None:
        """Write the profile."""
        profile = {name: field.value() for name, field in self.fields.items()}
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_office, profile, at=now, by=officer or None)
        saving.then(lambda _done: self._tell(self.tr("Saved."), "done")).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        field = self.fields.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self._result.setText(words)
        restyle(self._result, "tone", tone)


class OfficerList(QWidget):
    """Who works at the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        columns = (
            Column[OfficerLine](self.tr("Name"), lambda o: o.name),
            Column[OfficerLine](self.tr("Title"), lambda o: o.title),
        )
        self.list = RowsView(columns, name=self.tr("Officers"))
        self.name = TextField(self.tr("Name of a new officer"))
        self.title = TextField(self.tr("Title"))
        add = button(self.tr("A&dd"), self.add, kind="primary")
        retire = button(self.tr("&Retire the chosen one"), self._retire)
        tools = row((self.name, 2), (self.title, 2), column(22, add, STRETCH), column(22, retire, STRETCH), gap=12)
        self.setLayout(column((self.list, 1), tools, margin=16))

    def refresh(self) -> None:
        """Read the officers of today."""
        today = self._desk.clock().date()
        self._desk.tasks.read(self, officers_at, on=today).then(self._show)

    def _show(self, officers: Sequence[OfficerLine]) -> None:
        self.list.show_rows(officers, same=lambda officer: officer.id)

    def add(self) -> None:
        """Add the officer whose name is typed."""
        name, title = self.name.value(), self.title.value()
        adding = self._desk.tasks.run(self, add_officer, name, title, at=self._desk.clock())
        adding.then(lambda _done: self.name.set_value("")).failed(lambda refusal: self.name.complain(sentence(refusal)))

    def _retire(self) -> None:
        officer = self.list.chosen()
        if officer is None:
            return
        retiring = self._desk.tasks.run(self, retire_officer, officer.id, at=self._desk.clock())
        retiring.failed(lambda refusal: self.name.complain(sentence(refusal)))


class SettingDialog(Sheet):
    """Change one setting."""

    def __init__(self, parent: QWidget, desk: Desk, line: SettingLine) -> None:
        self._desk = desk
        self._line = line
        label = self.tr("Value")
        self.field = ChoiceField(label, line.choices) if line.choices else TextField(label)
        self.field.set_value(line.value)
        body = column(text(line.basis, "quiet", wrap=True), self.field)
        super().__init__(parent, line.label or line.name, body, agree=self.tr("&Save"))

    def agree(self) -> None:
        """Write the setting."""
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(
            self, set_setting, self._line.name, self.field.value(), at=now, by=officer or None
        )
        saving.then(lambda _done: self.accept()).failed(lambda refusal: self.complain(sentence(refusal)))


class SettingList(QWidget):
    """Every point that the office decides for itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        columns = (
            Column[SettingLine](self.tr("Setting"), lambda s: s.label or s.name, tip=lambda s: s.basis),
            Column[SettingLine](self.tr("Value"), lambda s: s.choices.get(s.value, s.value), width=420),
        )
        self.list = RowsView(columns, name=self.tr("Settings"))
        self.list.opened.connect(lambda line: SettingDialog(self, desk, line).open())
        hint = text(self.tr("Enter changes the chosen setting."), "quiet")
        self.setLayout(column(hint, (self.list, 1), margin=16))

    def refresh(self) -> None:
        """Read the settings."""
        self._desk.tasks.read(self, settings_list).then(
            lambda lines: self.list.show_rows(lines, same=lambda line: line.name)
        )


class SettingsPage(Page):
    """The office, its officers, its rules, its desk hours and its fee rates, and this computer's printers."""

    tables = frozenset({"offices", "officers", "settings", "attention"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.office = OfficeForm(desk)
        self.officers = OfficerList(desk)
        self.settings = SettingList(desk)
        self.hours = HoursList(desk)
        self.rates = RateList(desk)
        self.printers = PrintersTab(desk.printing)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.attention = AttentionPanel(desk)
        self.scanner = ReaderTab(desk)
        self.parts: dict[str, QWidget] = {
            "office": scrolled(self.office), "officers": self.officers, "rules": self.settings,
            "attention": self.attention, "hours": self.hours, "rates": self.rates, "printers": self.printers,
            "scanner": self.scanner,
        }  # fmt: skip
        for name, part in self.parts.items():
            self.tabs.addTab(part, section_words()["settings", name])
        layout = column(text(self.tr("Settings"), "title"), (self.tabs, 1))
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Read everything again."""
        for part in (
            self.office, self.officers, self.settings, self.attention, self.hours, self.rates, self.printers,
            self.scanner,
        ):  # fmt: skip
            part.refresh()

    def take_scan(self, scan: Card | Slip) -> bool:
        """Show a scan where scanners are tried out."""
        trying = self.tabs.currentWidget() is self.scanner
        if trying:
            self.scanner.show_scan(scan)
        return trying

    def show_what(self, what: str) -> None:
        """Start at the tabs, or at the part asked for."""
        if what in self.parts:
            self.tabs.setCurrentWidget(self.parts[what])
        self.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)
