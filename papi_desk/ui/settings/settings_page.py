"""The office's own settings: its name on papers, its officers, its answers where the law leaves room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from papi_desk.domain.scans import Card, Slip
from papi_desk.services.office import SettingLine, set_setting, settings_list
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, roomy, row, text
from papi_desk.ui.pages import Desk, Page, section_words
from papi_desk.ui.practice import open_practice
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.about_tab import AboutTab
from papi_desk.ui.settings.attention_panel import AttentionPanel
from papi_desk.ui.settings.backups_tab import BackupsTab
from papi_desk.ui.settings.calendar_tab import CalendarTab
from papi_desk.ui.settings.computer_tabs import LookTab
from papi_desk.ui.settings.encryption_tab import EncryptionTab
from papi_desk.ui.settings.forms_tab import FormsTab
from papi_desk.ui.settings.office_form import OfficeForm
from papi_desk.ui.settings.officer_list import OfficerList
from papi_desk.ui.settings.part_list import PartList
from papi_desk.ui.settings.printers_tab import PrintersTab
from papi_desk.ui.settings.private_tab import PrivateTab
from papi_desk.ui.settings.reader_tab import ReaderTab
from papi_desk.ui.settings.rule_lists import HoursList, RateList

NUMBERING: Final = (
    "desk_code", "issues_official_codes", "certification_copies", "certification_signatures",
    "certification_translators", "certification_contracts", "lookup_address", "qr_text",
)  # fmt: skip
"""Settings of how cases and certifications are numbered, and what is printed in their codes."""
CHANGES: Final = {
    "office": "office", "officers": "officer-roles", "numbering": "setting", "rules": "setting",
    "attention": "attention-added", "calendar": "calendar", "hours": "hours", "rates": "rule", "forms": "form",
}  # fmt: skip
"""What is done in each part; parts that hold for this computer alone are open to all."""


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
    """Points that the office decides for itself: those of a group, or all that are in no group."""

    def __init__(self, desk: Desk, mine: Callable[[str], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._mine = mine
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
        self._desk.tasks.read(self, settings_list).then(self._show)

    def _show(self, lines: Sequence[SettingLine]) -> None:
        self.list.show_rows([line for line in lines if self._mine(line.name)], same=lambda line: line.name)


class SettingsPage(Page):
    """The office, its officers, rules, calendar, rates and forms; this computer's printers, look and copies."""

    tables = frozenset({"offices", "officers", "settings", "attention", "calendar_days", "office_rules"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.office = OfficeForm(desk)
        self.officers = OfficerList(desk)
        self.settings = SettingList(desk, lambda name: name not in (*NUMBERING, "sign_in"))
        self.numbering = SettingList(desk, lambda name: name in NUMBERING)
        self.calendar = CalendarTab(desk)
        self.hours = HoursList(desk)
        self.rates = RateList(desk)
        self.forms = FormsTab(desk)
        self.printers = PrintersTab(desk.printing)
        self.look = LookTab(desk)
        self.backups = BackupsTab(desk)
        self.encryption = EncryptionTab(desk)
        self.about = AboutTab(desk)
        self.personal = PrivateTab(desk)
        self.attention = AttentionPanel(desk)
        self.scanner = ReaderTab(desk)
        self.shown = PartList(self.tr("Settings"))
        self.parts: dict[str, QWidget] = {
            "office": roomy(self.office), "officers": self.officers, "numbering": self.numbering,
            "rules": self.settings, "attention": self.attention, "calendar": self.calendar, "hours": self.hours,
            "rates": self.rates, "forms": self.forms, "printers": self.printers, "scanner": self.scanner,
            "look": self.look, "backups": self.backups, "encryption": self.encryption,
            "private": self.personal, "about": self.about,
        }  # fmt: skip
        for name, part in self.parts.items():
            self.shown.add(part, section_words()["settings", name])
        practise = button(self.tr("Practice re&gister"), self._practise, picture="student")
        practise.setToolTip(self.tr("Sample cases in a window of their own; the real register is not touched"))
        layout = column(row(text(self.tr("Settings"), "title"), STRETCH, practise), (self.shown, 1))
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Read everything again."""
        self.seated()
        for part in (
            self.office, self.officers, self.numbering, self.settings, self.attention, self.calendar, self.hours,
            self.rates, self.forms, self.printers, self.scanner, self.look, self.backups, self.encryption,
            self.personal, self.about,
        ):  # fmt: skip
            part.refresh()

    def seated(self) -> None:
        """Close the parts in which who sits here now may change nothing."""
        for name, deed in CHANGES.items():
            refusal = self.desk.seat.why_not(deed)
            self.shown.close_part(self.parts[name], sentence(refusal) if refusal is not None else "")

    def take_scan(self, scan: Card | Slip) -> bool:
        """Show a scan where scanners are tried out."""
        trying = self.shown.current() is self.scanner
        if trying:
            self.scanner.show_scan(scan)
        return trying

    def part(self) -> str:
        """Return which part is shown."""
        return next((name for name, part in self.parts.items() if part is self.shown.current()), "")

    def show_what(self, what: str) -> None:
        """Start at the list of parts, or at the part asked for."""
        if what in self.parts:
            self.shown.show_part(self.parts[what])
        self.shown.names.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _practise(self) -> None:
        open_practice(self.desk.papers_folder.parent)
