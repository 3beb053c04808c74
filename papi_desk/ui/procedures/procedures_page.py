"""The list of procedures: which this office offers, the sheet of each, its versions, and new lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QSplitter, QVBoxLayout, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.procedure_versions import VersionLine, procedure_versions
from papi_desk.services.procedures import ProcedureLine, ProcedureSheet, find_procedures, offer, procedure_sheet
from papi_desk.services.sheets import procedure_sheet_paper
from papi_desk.ui.dialogs import Button, button
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, roomy, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.procedures.change_dialog import ChangeDialog
from papi_desk.ui.procedures.import_dialog import ImportDialog
from papi_desk.ui.procedures.sheet_view import SheetView
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending, Tasks


class ProceduresPage(Page):
    """Browse procedures, read a sheet, offer or drop."""

    tables = frozenset({"procedures", "procedure_versions"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Search procedures"))
        self.search.setPlaceholderText(self.tr("Words without accents, initials or a code"))
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.scope = self._scopes()
        self.list = RowsView(
            self._columns(), name=self.tr("Procedures"), empty=self.tr("No procedure has these words.")
        )
        self.count = text("", "quiet")
        self.sheet = QWidget()
        self.sheet.setLayout(QVBoxLayout())
        self._area = roomy(self.sheet)
        self._asked: Pending[list[ProcedureLine]] | None = None
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def _scopes(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for position, words in enumerate((self.tr("Offered here"), self.tr("All procedures"))):
            made = Button(words)
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setChecked(position == 0)
            group.addButton(made, position)
        return group

    def _columns(self) -> tuple[Column[ProcedureLine], ...]:
        return (
            Column(self.tr("Code"), lambda p: p.code or p.internal_id, width=112, figures=True),
            Column(self.tr("Name"), lambda p: p.name),
            Column(self.tr("Field"), lambda p: p.field, width=140),
            Column(self.tr("Limit"), lambda p: p.limit_words, width=140),
            Column(
                "",
                icon=lambda p: "warning" if p.checks else "check",
                tip=lambda p: "\n".join(p.checks) or self.tr("nothing to be checked"),
                width=40,
            ),
        )

    def _lay_out(self) -> None:
        load = button(self.tr("New list…"), self._choose_list, picture="download-simple", key="Ctrl+I")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self._area)
        split.setSizes([680, 480])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        chips = [self.scope.button(position) for position in range(2)]
        layout = column(
            row(text(self.tr("Procedures"), "title"), STRETCH, load),
            self.search,
            row(*chips, STRETCH, self.count, gap=6),
            (split, 1),
            gap=10,
        )
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _typed: self._soon.start())
        self.search.returnPressed.connect(self.list.enter)
        self.list.below(self.search)
        self._soon.timeout.connect(self.refresh)
        self.scope.idClicked.connect(lambda _position: self.refresh())
        self.list.picked.connect(self._read)
        self.list.opened.connect(self._receive)

    def show_what(self, what: str) -> None:
        """Search for what is asked."""
        if what:
            self.search.setText(what)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Find the procedures asked for."""
        if self._asked is not None:
            self._asked.drop()
        today = self.desk.clock().date()
        offered = today if self.scope.checkedId() == 0 else None
        query = self.search.text().strip()
        finding = self.desk.tasks.read(self, find_procedures, query=query, offered_on=offered, on=today)
        self._asked = finding.then(self._found)

    def _found(self, procedures: Sequence[ProcedureLine]) -> None:
        self.list.show_rows(procedures, same=lambda procedure: procedure.internal_id)
        self.count.setText(self.tr("{0} procedures").format(len(procedures)))
        if procedures and self.list.chosen() is None:
            self.list.selectRow(0)

    def _read(self, line: ProcedureLine) -> None:
        today = self.desk.clock().date()
        self.desk.tasks.read(self, _read_sheet, line.internal_id, on=today).then(self._show)

    def _show(self, read: tuple[ProcedureSheet, list[VersionLine]]) -> None:
        sheet, versions = read
        made = SheetView(sheet, versions)
        made.receive.clicked.connect(lambda: self._receive(sheet.line))
        made.toggle.clicked.connect(lambda: self._offer(sheet.line))
        made.print.clicked.connect(lambda: self._print(made))
        made.change.clicked.connect(lambda: ChangeDialog(self, self.desk, sheet.version).open())
        self._area.show_other(made)
        self.sheet = made

    def _receive(self, line: ProcedureLine) -> None:
        self.desk.go("register", line.code or line.internal_id)

    def _offer(self, line: ProcedureLine) -> None:
        officer = self.desk.officer()
        self.desk.tasks.run(
            self, offer, line.internal_id, not line.offered, at=self.desk.clock(), by=officer or None
        ).then(lambda _done: self._read(line))

    def _print(self, view: SheetView) -> None:
        """Show the public sheet as it will be printed."""

        def refused(refusal: Refused) -> None:
            view.say(sentence(refusal), "late")

        code, desk = view.sheet.line.internal_id, self.desk
        making = desk.tasks.work(view, _sheet_document, desk.tasks, code, desk.clock(), desk.papers_folder)
        making.then(lambda document: desk.printing.show(document, self, view.say)).failed(refused)

    def _choose_list(self) -> None:
        """Let the officer choose the file of a new list."""
        dialog = QFileDialog(self, self.tr("A new list of procedures"))
        dialog.setNameFilter(self.tr("Lists of procedures (*.csv)"))
        dialog.fileSelected.connect(lambda name: self.weigh(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def weigh(self, path: Path) -> None:
        """Show what a new list would change."""
        ImportDialog(self, self.desk, path).open()


def _read_sheet(session: Any, code: str, *, on: date) -> tuple[ProcedureSheet, list[VersionLine]]:
    return procedure_sheet(session, code, on=on), procedure_versions(session, code)


def _sheet_document(tasks: Tasks, code: str, at: datetime, folder: Path) -> Document:
    return issued_document(tasks.do(procedure_sheet_paper, code, lay_out=kept_layout, at=at), folder)
