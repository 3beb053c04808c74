"""What holds for this computer: how its screens look, and where copies of the register are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.backups import BackupLine, back_up, backups_in
from papi_desk.services.office import SettingLine, get_setting, set_setting
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField, TextField
from papi_desk.ui.labels import moment_text, number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.printing.preferences import TEXT_PERCENTS
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.theme import Theme


class LookTab(QWidget):
    """Light or dark, the size of the text, and the language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        schemes = {"system": self.tr("as the system"), "light": self.tr("light"), "dark": self.tr("dark")}
        self.scheme = ChoiceField(self.tr("Light or &dark"), schemes, hint=self.tr("This computer; takes hold at once"))
        self.text_size = ChoiceField(
            self.tr("Size of the &text"),
            {str(percent): f"{percent} %" for percent in TEXT_PERCENTS},
            hint=self.tr("This computer; every page fits after the next start"),
        )
        self.language = ChoiceField(
            self.tr("&Language"),
            {"vi": "Tiếng Việt", "en": "English"},
            hint=self.tr("The office; after the next start"),
        )
        self.result = text("", "note")
        fields = (self.scheme, self.text_size, self.language)
        for field in fields:
            field.setMaximumWidth(420)
        self.setLayout(column(*fields, self.result, STRETCH, margin=16, gap=6))
        self.scheme.changed.connect(self._remember)
        self.text_size.changed.connect(self._remember)
        self.language.changed.connect(self._speak)

    def refresh(self) -> None:
        """Show what is chosen."""
        kept = self._desk.printing.preferences
        self._quietly(self.scheme, kept.scheme)
        self._quietly(self.text_size, str(kept.text_percent))
        self._desk.tasks.read(self, get_setting, "language").then(self._show_language)

    def _show_language(self, line: SettingLine) -> None:
        self._quietly(self.language, line.value)

    def _quietly(self, field: ChoiceField, value: str) -> None:
        field.box.blockSignals(True)
        field.set_value(value)
        field.box.blockSignals(False)

    def _remember(self) -> None:
        printing = self._desk.printing
        scheme, percent = self.scheme.value(), int(self.text_size.value())
        printing.remember(replace(printing.preferences, scheme=scheme, text_percent=percent))
        running = QApplication.instance()
        theme = None if running is None else running.findChild(Theme)
        if theme is not None:
            theme.use(scheme, percent / 100)
        self._tell()

    def _speak(self) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_setting, "language", self.language.value(), at=now, by=officer or None)
        saving.then(lambda _line: self._tell())

    def _tell(self) -> None:
        self.result.setText(self.tr("Remembered."))
        restyle(self.result, "tone", "done")


class BackupsTab(QWidget):
    """The copies of the register: make one now, where they are, when the last was made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.last = text("", "section", wrap=True)
        self.folder = TextField(
            self.tr("&Folder of the copies"), hint=self.tr("Best on another disk. Kept for this computer alone.")
        )
        columns = (
            Column[BackupLine](self.tr("Made at"), lambda one: moment_text(one.made_at), width=170, figures=True),
            Column[BackupLine](self.tr("File"), lambda one: one.path.name, tip=lambda one: str(one.path)),
            Column[BackupLine](self.tr("Size (kB)"), lambda one: number(one.size // 1024 + 1), width=120, right=True),
        )
        empty = self.tr("No copy yet. Ctrl+B makes the first one.")
        self.list = RowsView(columns, name=self.tr("Copies of the register"), empty=empty)
        self.now = button(self.tr("Make a copy now"), self.copy, kind="primary", picture="floppy-disk", key="Ctrl+B")
        choose = button(self.tr("C&hoose…"), self._choose)
        self.result = text("", "note", wrap=True)
        back = self.tr("To take a copy back, close the program and run: papi-desk restore FILE")
        where = row((self.folder, 1), column(22, choose, STRETCH), gap=12)
        head = row((self.last, 1), self.now)
        self.setLayout(column(head, where, (self.list, 1), self.result, text(back, "quiet", wrap=True), margin=16))
        self.folder.edit.editingFinished.connect(lambda: self._remember(self.folder.value()))

    def where(self) -> Path:
        """Return the folder of the copies."""
        kept = self._desk.printing.preferences.backup_folder
        return Path(kept) if kept else self._desk.papers_folder.parent / "sao-luu"

    def refresh(self) -> None:
        """See which copies there are."""
        if not self.folder.edit.hasFocus():
            self.folder.set_value(str(self.where()))
        self._desk.tasks.work(self, backups_in, self.where()).then(self._show)

    def copy(self) -> None:
        """Copy the register now; work goes on meanwhile."""
        self.now.setEnabled(False)
        self._tell(self.tr("Copying…"), "")
        copying = self._desk.tasks.read(self, back_up, self.where(), at=self._desk.clock())
        copying.named(self.tr("Copying the register…"))
        copying.then(self._copied).failed(self._refused).hindered(lambda trouble: self._tell(sentence(trouble), "late"))
        copying.always(lambda: self.now.setEnabled(True))

    def _copied(self, line: BackupLine) -> None:
        self._tell(self.tr("Copied and checked: {0}").format(line.path.name), "done")
        self.refresh()

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _show(self, lines: Sequence[BackupLine]) -> None:
        self.list.show_rows(lines, same=lambda line: line.path)
        told = self.tr("Last copy: {0}").format(moment_text(lines[0].made_at)) if lines else self.tr("No copy yet")
        self.last.setText(told)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.folder.name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._remember)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remember(self, folder: str) -> None:
        printing = self._desk.printing
        if folder and Path(folder) != self.where():
            printing.remember(replace(printing.preferences, backup_folder=folder))
            self.folder.set_value(folder)
            self.refresh()

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)
