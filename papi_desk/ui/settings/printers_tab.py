"""Which printer this computer uses for each kind of paper, and the folder that the office shares."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from papi_desk.domain.records import Record
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import TextField
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.printing.choice_fields import ChoiceFields
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.printing.document import KINDS
from papi_desk.ui.printing.preferences import AS_SET, PrintChoice
from papi_desk.ui.rows import Column, RowsView


class KindLine(Record):
    """A kind of paper and how it is printed."""

    kind: str
    name: str
    choice: PrintChoice


class KindDialog(Sheet):
    """Choose how a kind of paper is printed."""

    def __init__(self, parent: QWidget, desk: PrintDesk, line: KindLine) -> None:
        self._desk = desk
        self._kind = line.kind
        self.choices = ChoiceFields(desk.tasks, desk.printers)
        self.choices.show_choice(line.choice)
        super().__init__(parent, line.name, column(self.choices), agree=self.tr("&Save"))

    def agree(self) -> None:
        """Remember the choice."""
        self._desk.remember_choice(self._kind, self.choices.choice())
        self.accept()


class PrintersTab(QWidget):
    """Every kind of paper in a line; Enter changes it."""

    def __init__(self, desk: PrintDesk) -> None:
        super().__init__()
        self._desk = desk
        columns = (
            Column[KindLine](self.tr("Paper"), lambda line: line.name),
            Column[KindLine](self.tr("Printer"), self._printer, width=230),
            Column[KindLine](self.tr("Tray"), self._tray, width=110),
            Column[KindLine](self.tr("Sides"), self._sides, width=90),
            Column[KindLine](self.tr("Copies"), lambda line: str(line.choice.copies), width=80, right=True),
            Column[KindLine](self.tr("Printing"), self._printing, width=130),
        )
        self.list = RowsView(columns, name=self.tr("Printers by kind of paper"))
        self.share = TextField(
            self.tr("&Folder that the office shares"),
            hint=self.tr("Papers are copied there with Ctrl+D. Kept for this computer alone."),
        )
        self.list.opened.connect(self._change)
        self.share.edit.editingFinished.connect(lambda: desk.remember_share_folder(self.share.value()))
        choose = button(self.tr("C&hoose…"), self._choose_folder)
        hint = text(self.tr("Enter changes the chosen line."), "quiet")
        folder = row((self.share, 1), column(22, choose, STRETCH), gap=12)
        self.setLayout(column(hint, (self.list, 1), folder, margin=16))
        desk.remembered.connect(self.refresh)

    def refresh(self) -> None:
        """Show what this computer remembers."""
        kept = self._desk.preferences
        kinds = {**KINDS, **{kind: kind for kind in kept.choices if kind not in KINDS}}
        lines = [KindLine(kind, name, kept.choice(kind)) for kind, name in kinds.items()]
        self.list.show_rows(lines, same=lambda line: line.kind)
        if not self.share.edit.hasFocus():
            self.share.set_value(kept.share_folder)

    def _change(self, line: KindLine) -> None:
        KindDialog(self, self._desk, line).open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.share.name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._desk.remember_share_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _printer(self, line: KindLine) -> str:
        return line.choice.printer or self.tr("The usual one")

    def _tray(self, line: KindLine) -> str:
        return "–" if line.choice.tray == AS_SET else self.tr("No. {0}").format(line.choice.tray)

    def _sides(self, line: KindLine) -> str:
        return self.tr("One") if line.choice.duplex == "none" else self.tr("Both")

    def _printing(self, line: KindLine) -> str:
        return self.tr("at once") if line.choice.direct else self.tr("shown first")
