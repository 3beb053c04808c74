"""The quarter of the plan: each content with its tasks done and what the program measures of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from papi_desk.domain.periods import period_words
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report
from papi_desk.services.reports.plan import quarter_result
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, row, text
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView

_BACK = 8
"""Quarters that can be looked back at."""


class _Line(Record):
    """A content, or a figure of it."""

    key: str
    title: str
    figure: str


class QuarterTab(QWidget):
    """Figures on the screen; the whole report with every task as PDF or XLSX."""

    wanted_file = Signal(object, str)
    """The report, and the name of the file it shall be saved as."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.report: Report | None = None
        self.which = ChoiceField(self.tr("&Quarter"), _quarters(desk.clock().year, (desk.clock().month + 2) // 3))
        self.which.hide_label()
        self.which.setFixedWidth(170)
        self.summary = text("", "section", wrap=True)
        self.notes = text("", "quiet", wrap=True)
        self.told = text("", "note", wrap=True)
        columns = (
            Column[_Line](self.tr("Content, figure"), lambda one: one.title, tip=lambda one: one.title),
            Column[_Line](self.tr("In the quarter"), lambda one: one.figure, width=380),
        )
        self.list = RowsView(columns, name=self.tr("Figures of the quarter"))
        self.paper = button(self.tr("&Print the report"), self.print_report, kind="primary", picture="printer")
        self.book = button(self.tr("Save as &XLSX"), self._save_book, picture="table")
        tools = row(self.which, (self.summary, 1), self.book, self.paper, gap=10)
        layout = column(tools, (self.list, 1), self.notes, self.told, gap=10)
        layout.setContentsMargins(0, 10, 0, 0)
        self.setLayout(layout)
        self.which.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Reckon the quarter."""
        year, _, quarter = self.which.value().partition("-")
        now = self._desk.clock()
        reading = self._desk.tasks.read(self, quarter_result, int(year), int(quarter), now=now)
        reading.then(self._show).failed(lambda refusal: self.told.setText(sentence(refusal)))

    def print_report(self) -> None:
        """Show the whole report as it is printed."""
        if self.report is not None:
            path = self._desk.papers_folder / f"ke-hoach-{self.which.value()}.pdf"
            writing = self._desk.tasks.work(self, report_document, self.report, path)
            writing.then(lambda paper: self._desk.printing.show(paper, self, self._tell))

    def _save_book(self) -> None:
        if self.report is not None:
            self.wanted_file.emit(self.report, f"ke-hoach-{self.which.value()}.xlsx")

    def _show(self, report: Report) -> None:
        self.report = report
        self.summary.setText(" ".join(report.summary))
        self.notes.setText(" ".join(report.footnotes))
        self.list.show_rows(list(_lines(report)), same=lambda one: one.key)

    def _tell(self, words: str, _tone: str = "") -> None:
        self.told.setText(words)


def _lines(report: Report) -> Iterator[_Line]:
    """Yield the contents and their figures; the tasks stand on the other tab."""
    for line in report.list_rows():
        if line.kind == "section":
            title, _, done = str(line.values[0]).partition(": ")
            yield _Line(line.key, title, done)
        elif "/" in line.key:
            yield _Line(line.key, f"\u2003{str(line.values[1]).partition(': ')[2]}", str(line.values[6]))


def _quarters(year: int, quarter: int) -> dict[str, str]:
    """Return the last quarters, this one first."""
    last = year * 4 + quarter - 1
    return {f"{n // 4}-{n % 4 + 1}": period_words(n // 4, n % 4 + 1) for n in range(last, last - _BACK, -1)}
