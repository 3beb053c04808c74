"""Taking a copy back: what it would bring and lack is shown before anything is exchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.recovery_key import read_back
from papi_desk.services.copies import Copy
from papi_desk.services.damage import Trouble, known_copies
from papi_desk.services.restoring import Comparison, Step, compare, key_of_copy
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import moment_text, number, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Tasks

Found = tuple[Path, Copy]
TakeBack = Callable[[Path, int | None], None]
"""Exchanges the register for a copy, with the key typed from the sheet if it needed one."""


class CopyList(RowsView[Found]):
    """Copies of the register, the newest first."""

    def __init__(self) -> None:
        columns = (
            Column[Found](self.tr("Made at"), lambda one: moment_text(one[1].moment), width=150, figures=True),
            Column[Found](self.tr("Cases"), lambda one: number(one[1].cases), width=90, right=True, figures=True),
            Column[Found](self.tr("Last case"), lambda one: one[1].last_case, width=170, figures=True),
            Column[Found](self.tr("Where"), lambda one: str(one[0].parent), tip=lambda one: str(one[0])),
            Column[Found](self.tr("Size (kB)"), lambda one: number(one[1].size // 1024 + 1), width=100, right=True),
        )
        empty = self.tr("No copy yet. Ctrl+B makes the first one.")
        super().__init__(columns, name=self.tr("Copies of the register"), empty=empty)


class RestoreDialog(Sheet):
    """Prove a copy and compare it with the register; only then offer the exchange."""

    def __init__(self, parent: QWidget, tasks: Tasks, register: Path, source: Path, take_back: TakeBack) -> None:
        self._tasks, self._register, self._source, self._take_back = tasks, register, source, take_back
        self._secret: int | None = None
        self.compared: Comparison | None = None
        self.told = text("", wrap=True)
        self.key = TextField(self.tr("&Key, from its sheet"), hint=self.tr("six groups of six"))
        columns = (
            Column[Step](self.tr("Done at"), lambda step: step.at.replace("T", " "), width=170, figures=True),
            Column[Step](self.tr("About"), lambda step: step.subject, width=190, figures=True),
            Column[Step](self.tr("What"), lambda step: step.what),
        )
        self.missing = RowsView(columns, name=self.tr("Would be missing"), empty=self.tr("Nothing would be missing."))
        self.missing.setMinimumHeight(190)
        body = column(self.told, self.key, self.missing)
        super().__init__(parent, self.tr("Take a copy back"), body, agree=self.tr("&Exchange the register"))
        self.setMinimumWidth(720)
        self.key.hide()
        self._compare()

    def agree(self) -> None:
        """Exchange the register; or compare again with the key that was typed."""
        if self.compared is not None:
            self.accept()
            self._take_back(self._source, self._secret)
            return
        try:
            self._secret = read_back(self.key.value())
        except Refused as refusal:
            self.key.complain(sentence(refusal))
            return
        self._compare()

    def _compare(self) -> None:
        self.agree_button.setEnabled(False)
        self.told.setText(self.tr("Proving the copy and comparing it…"))
        comparing = self._tasks.spool(self, _compared, self._register, self._source, self._secret)
        comparing.then(self._show).failed(self._refused).hindered(lambda trouble: self._stop(sentence(trouble)))

    def _show(self, compared: Comparison) -> None:
        self.compared = compared
        self.key.hide()
        lines = [
            self.tr("The copy is whole: {0} cases, up to {1}.").format(
                number(compared.cases), compared.last_case or "–"
            ),
            self.tr("{0} steps done after it would be missing; do them again from the papers.").format(
                number(compared.missing_count)
            ) if compared.missing_count else self.tr("Nothing done after it would be missing."),
        ]  # fmt: skip
        if not compared.known:
            lines.append(self.tr("The register itself can no longer tell; this is from the journal beside it."))
        if compared.new_count:
            lines.append(self.tr("It holds {0} steps that the register has not.").format(number(compared.new_count)))
        if compared.attachments_missing:
            lines.append(self.tr("{0} files of cases are not there.").format(number(compared.attachments_missing)))
        lines.append(self.tr("The register as it is now is set aside, not deleted."))
        self.told.setText("\n".join(lines))
        self.missing.show_rows(compared.missing)
        self.agree_button.setEnabled(True)

    def _refused(self, refusal: Refused) -> None:
        if refusal.kind == "key-needed":
            self.key.show()
            self.key.setFocus()
            self.told.setText(sentence(refusal))
            self.agree_button.setEnabled(True)
            return
        self._stop(sentence(refusal))

    def _stop(self, words: str) -> None:
        self.told.setText("")
        self.complain(words)
        self.agree_button.setEnabled(self.key.isVisible())


def _compared(register: Path, source: Path, secret: int | None) -> Comparison:
    return compare(register, source, key_of_copy(register, source, secret))


class DamageDialog(QDialog):
    """The register cannot be opened: what is wrong, and the copies that can take its place, the newest chosen."""

    def __init__(self, tasks: Tasks, register: Path, trouble: Trouble, words: str, take_back: TakeBack) -> None:
        super().__init__()
        self._tasks, self._register, self._take_back = tasks, register, take_back
        self.setWindowTitle("PAPI Desk")
        self.resize(900, 480)
        self.list = CopyList()
        self.list.show_rows(trouble.copies)
        self.look = button(self.tr("&See what it holds…"), self.compare, kind="primary")
        self.look.setDefault(True)
        elsewhere = button(self.tr("&Other folder…"), self._choose)
        leave = button(self.tr("&Close the program"), self.reject)
        self.told = text("", "note", wrap=True)
        head = text(self.tr("The register cannot be opened"), "title")
        tools = row(elsewhere, STRETCH, leave, self.look)
        self.setLayout(column(head, text(words, wrap=True), (self.list, 1), self.told, tools, margin=20, gap=10))
        self.list.opened.connect(lambda _found: self.compare())
        if trouble.copies:
            self.list.choose(0)

    def compare(self) -> None:
        """Show what the chosen copy would bring."""
        found = self.list.chosen()
        if found is not None:
            RestoreDialog(self, self._tasks, self._register, found[0], self._exchange).open()

    def look_in(self, folder: str) -> None:
        """List the copies in another folder."""
        looking = self._tasks.spool(self, known_copies, self._register.parent, [folder])
        looking.then(self._show)

    def _show(self, found: Sequence[Found]) -> None:
        self.list.show_rows(found)
        if found:
            self.list.choose(0)

    def _exchange(self, source: Path, secret: int | None) -> None:
        self._take_back(source, secret)
        self.accept()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of copies"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
