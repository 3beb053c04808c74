"""Many cases at once: a list of citizens, one procedure or several; each row is received or says why not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from papi_desk.domain.batch_rows import pasted_rows
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.domain.register_cells import Cell, text
from papi_desk.services.batches import BatchLine, BatchReport, register_batch
from papi_desk.services.imports import read_rows
from papi_desk.services.procedures import ProcedureSheet
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row
from papi_desk.ui.layouts import text as label
from papi_desk.ui.pages import Desk
from papi_desk.ui.procedure_picker import ProcedurePicker
from papi_desk.ui.rows import Column, RowsView


class BatchDialog(Sheet):
    """Paste or open a list, choose procedures, look at what would come of it, receive."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._desk = desk
        self._chosen: dict[str, str] = {}
        self.picker = ProcedurePicker(desk)
        self.picker.chosen.connect(self._add)
        self.procedures = label("", "quiet", wrap=True)
        self.people = QPlainTextEdit()
        self.people.setTabChangesFocus(True)
        self.people.setAccessibleName(self.tr("Citizens, one a line"))
        self.people.setPlaceholderText(self.tr("Name; personal number; phone; address – one citizen a line"))
        self.people.setFixedHeight(130)
        self.lines = self._list()
        self.tried = button(self.tr("&Try"), self.try_out)
        file = button(self.tr("&Open a table…"), self._choose_file, picture="folder-open")
        none = button(self.tr("No procedure"), self._forget, kind="flat")
        body = column(
            self.picker, row((self.procedures, 1), none), label(self.tr("Citizens, one a line"), "label"), self.people,
            row(file, STRETCH, self.tried), self.lines, gap=6,
        )  # fmt: skip
        super().__init__(parent, self.tr("Receive many at once"), body, agree=self.tr("&Receive all"))
        self.setMinimumSize(760, 620)
        self._show_procedures()

    def _list(self) -> RowsView[BatchLine]:
        columns = (
            Column[BatchLine](self.tr("Row"), lambda line: str(line.row), width=56, right=True, figures=True),
            Column[BatchLine](self.tr("Name"), lambda line: line.name, width=190),
            Column[BatchLine](self.tr("Procedure"), lambda line: line.procedure, width=100, figures=True),
            Column[BatchLine](self.tr("Result"), lambda line: line.reason or _code(line)),
        )
        return RowsView(columns, name=self.tr("Result"), empty=self.tr("«Try» shows what would come of each line."))

    def read_file(self, path: Path) -> None:
        """Put a table's rows into the list, to be looked at before anything is received."""

        def show(rows: Sequence[Sequence[Cell]]) -> None:
            lines = ["\t".join(text(cell) for cell in cells) for cells in rows]
            self.people.setPlainText("\n".join(lines))

        reading = self._desk.tasks.work(self, partial(_rows, path))
        reading.then(show).failed(lambda refusal: self.complain(sentence(refusal)))

    def try_out(self) -> None:
        """Show what would come of each row; nothing is kept."""
        rows, now, officer = self._rows(), self._desk.clock(), self._desk.officer()
        trying = self._desk.tasks.read(self, register_batch, rows, list(self._chosen), at=now, by=officer, dry_run=True)
        trying.then(self._tried).failed(self._refused)

    def agree(self) -> None:
        """Receive every row that can be received; the others stay in the list with their reasons."""
        self.agree_button.setEnabled(False)
        rows, now, officer = self._rows(), self._desk.clock(), self._desk.officer()
        receiving = self._desk.tasks.run(self, register_batch, rows, list(self._chosen), at=now, by=officer)
        receiving.then(self._received).failed(self._refused)

    def _rows(self) -> list[list[Cell]]:
        return pasted_rows(self.people.toPlainText())

    def _tried(self, report: BatchReport) -> None:
        fine = self.tr("can be received")
        self.lines.show_rows([replace(line, reason=line.reason or fine) for line in report.lines])
        self._say(self.tr("{0} can be received, {1} cannot."), report)

    def _received(self, report: BatchReport) -> None:
        self.lines.show_rows(report.lines)
        self._say(self.tr("Received {0}; {1} were not: correct them and receive again."), report)
        self._keep_rejected(report)

    def _say(self, words: str, report: BatchReport) -> None:
        self.complain(words.format(len(report.registered), len(report.rejected)))
        restyle(self._error, "tone", "late" if report.rejected else "done")

    def _keep_rejected(self, report: BatchReport) -> None:
        """Leave only what was not received, so that nothing is received twice; the row of titles stays."""
        done = {line.row for line in report.registered}
        lines = enumerate(self.people.toPlainText().splitlines(), 1)
        self.people.setPlainText("\n".join(line for number, line in lines if number not in done))
        if not report.rejected:
            self.people.clear()

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a table"), "", "CSV, XLSX (*.csv *.xlsx)")
        if name:
            self.read_file(Path(name))

    def _add(self, sheet: ProcedureSheet) -> None:
        self._chosen[sheet.line.code or sheet.line.internal_id] = sheet.line.name
        self.picker.clear()
        self._show_procedures()

    def _forget(self) -> None:
        self._chosen = {}
        self._show_procedures()

    def _show_procedures(self) -> None:
        named = [f"{code} {name}" for code, name in self._chosen.items()]
        self.procedures.setText("; ".join(named) or self.tr("No procedure chosen yet."))


def _code(line: BatchLine) -> str:
    return line.case.code if line.case is not None else ""


def _rows(path: Path) -> list[Sequence[Cell]]:
    return list(read_rows(path))
