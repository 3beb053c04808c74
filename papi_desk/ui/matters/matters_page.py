"""A register of matters on the screen: search, filters, the list, and the chosen matter at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import MatterBook
from papi_desk.domain.reports import Report
from papi_desk.services.matter_lists import MatterFile, MatterLine, find_matters
from papi_desk.ui.dialogs import Button, button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import Chip, day_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.matters.matter_dialogs import MatterDialog
from papi_desk.ui.matters.matter_view import MatterView
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView

ReportOf = Callable[..., Report]
"""The register of a year (and quarter) as a table."""


class MattersList(QWidget):
    """One register: shown alone on its page, or as one of a page's tabs."""

    def __init__(
        self,
        desk: Desk,
        book: MatterBook,
        report: ReportOf,
        extra: Callable[[MatterFile], QWidget | None] = lambda _found: None,
    ) -> None:
        super().__init__()
        self._desk, self.book, self._report = desk, book, report
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Narrow the list"))
        self.search.setPlaceholderText(self.tr("Words without accents"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.status = ChoiceField(self.tr("Status"), {"": self.tr("Every status"), **book.statuses})
        self.warned = Button(self.tr("With warnings"))
        self.warned.setProperty("kind", "filter")
        self.warned.setCheckable(True)
        self.list = RowsView(self._columns(), name=book.title, empty=self.empty_words())
        self.view = MatterView(desk, book, extra)
        self.count = text("", "quiet")
        self._wanted = self._parent = ""
        self.only = button("", self.show_all, kind="flat", picture="x")
        self.only.hide()
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def empty_words(self) -> str:
        """Say how the register begins."""
        return self.tr("Nothing here yet. Ctrl+N writes the first one.")

    def _columns(self) -> tuple[Column[MatterLine], ...]:
        return (
            Column(self.tr("State"), chip=line_chip, tip=line_tip, width=236),
            Column(self.tr("Number"), lambda m: m.key, width=148, figures=True),
            Column(self.tr("Title"), lambda m: m.title, tip=lambda m: m.title),
            Column(self.tr("Day to mind"), lambda m: day_text(m.closed_on or m.due_on), width=112, figures=True),
        )

    def _lay_out(self) -> None:
        self.status.hide_label()
        self.status.setFixedWidth(190)
        self._right = QStackedWidget()
        hint = text(self.tr("Choose a line to read it here."), "quiet", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right.addWidget(hint)
        self._right.addWidget(self.view)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self._right)
        split.setSizes([720, 430])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        self.new = button(self.tr("&New"), self.add, kind="primary", picture="plus", key="Ctrl+N")
        quarter = button(self.tr("Print the &quarter"), lambda: self.print_report(quarterly=True), picture="printer")
        year = button(self.tr("Print the &year"), lambda: self.print_report(quarterly=False), picture="printer")
        narrow = (self.only, self.status, self.warned, self.count)
        tools = row((self.search, 1), *narrow, STRETCH, quarter, year, self.new, gap=8)
        layout = column(tools, (split, 1), gap=10)
        layout.setContentsMargins(0, 10, 0, 0)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.returnPressed.connect(self.list.enter)
        self.list.below(self.search)
        self.search.textEdited.connect(lambda _typed: self._soon.start())
        self.search.textChanged.connect(lambda typed: None if typed else self._soon.start())
        self._soon.timeout.connect(self.refresh)
        self.status.changed.connect(self.refresh)
        self.warned.toggled.connect(lambda _on: self.refresh())
        self.list.picked.connect(self._read)
        self.list.opened.connect(lambda _line: self.view.amend())

    def refresh(self) -> None:
        """Find again what is asked for."""
        today = self._desk.clock().date()
        asked = self._desk.tasks.read(
            self, find_matters, self.book.name, query=self.search.text(), status=self.status.value(),
            parent=self._parent, on=today,
        )  # fmt: skip
        asked.then(self._found)
        self.view.refresh()

    def show_key(self, key: str) -> None:
        """Show a matter."""
        self._wanted = key
        self.refresh()

    def show_children(self, key: str) -> None:
        """Show only what belongs to another matter."""
        self._parent = key
        self.only.setText(self.tr("Only of {0}").format(key))
        self.only.show()
        self.refresh()

    def show_all(self) -> None:
        """Show everything again."""
        self._parent = ""
        self.only.hide()
        self.refresh()

    def add(self) -> None:
        """Write a new matter."""
        MatterDialog(
            self, self._desk, self.book, self.show_key, parents=self.view.parents, parent_key=self._parent
        ).open()

    def print_report(self, *, quarterly: bool) -> None:
        """Print the register of this quarter or year."""
        today = self._desk.clock().date()
        self.print_quarter(today.year, (today.month + 2) // 3 if quarterly else None)

    def print_quarter(self, year: int, quarter: int | None) -> None:
        """Print the register of a quarter, or of a year."""
        reading = self._desk.tasks.read(self, self._report, year, quarter, now=self._desk.clock())
        reading.then(self._set_report).failed(self._refused)

    def _set_report(self, report: Report) -> None:
        path = self._desk.papers_folder / f"{report.name}-{report.compiled_at:%Y%m%d}.pdf"
        writing = self._desk.tasks.work(self, report_document, report, path)
        writing.then(lambda paper: self._desk.printing.show(paper, self, self.view.tell))

    def _refused(self, refusal: Refused) -> None:
        self.view.tell(sentence(refusal), "late")

    def _found(self, lines: Sequence[MatterLine]) -> None:
        shown = [line for line in lines if line.warnings or not self.warned.isChecked()]
        self.list.show_rows(shown, same=lambda line: line.key)
        self.count.setText(self.tr("{0} lines").format(len(shown)))
        if self._wanted and self.list.choose_where(lambda line: line.key == self._wanted):
            self._wanted = ""
        elif shown and self.list.chosen() is None:
            self.list.selectRow(0)

    def _read(self, line: MatterLine) -> None:
        self._right.setCurrentWidget(self.view)
        self.view.show_matter(line.key)


def line_chip(line: MatterLine) -> Chip:
    """Tell the most urgent thing, else the status."""
    for warning in sorted(line.warnings, key=lambda one: one.tone != "late"):
        return Chip(warning.words.split(" (")[0], warning.tone, "warning-circle")
    return Chip(line.status_words, "quiet")


def line_tip(line: MatterLine) -> str:
    """Return the status and everything there is to mind."""
    return "\n".join([line.status_words, *(warning.words for warning in line.warnings)])
