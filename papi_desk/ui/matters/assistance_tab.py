"""Help with online services: counted by one key, told by officer and month."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import Report, ReportRow
from papi_desk.services.assistance import KINDS, Help, count_help, help_report, strike_help
from papi_desk.ui.dialogs import button, card
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class AssistanceTab(QWidget):
    """Count, take back, and see the year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kind = ChoiceField(self.tr("Helped with"), KINDS)
        self.kind.setFixedWidth(300)
        self.told = text("", "note", wrap=True)
        self.count = button(self.tr("&Count one"), self.count_one, kind="primary", picture="plus", key="Ctrl+N")
        back = button(self.tr("&Take the last one back"), self.take_back)
        printing = button(self.tr("Print the &year"), self.print_year, picture="printer")
        hint = text(self.tr("Ctrl+R counts one from every page."), "quiet")
        self.table = RowsView[ReportRow](self._columns(), name=self.tr("By officer and month"))
        head = card(row(self.kind, STRETCH), row(self.count, back, hint, STRETCH), self.told)
        year = row(text(self.tr("By officer and month"), "section"), STRETCH, printing)
        self.setLayout(column(10, head, year, (self.table, 1), gap=10))

    def _columns(self) -> tuple[Column[ReportRow], ...]:
        months = [
            Column[ReportRow](number(month), _cell(month + 1), width=58, right=True, figures=True)
            for month in range(1, 13)
        ]
        total = Column[ReportRow](self.tr("Year"), _cell(14), width=76, right=True, figures=True)
        return (Column(self.tr("Officer"), lambda line: str(line.values[1])), *months, total)

    def refresh(self) -> None:
        """Read the year again."""
        now = self._desk.clock()
        self._desk.tasks.read(self, help_report, now.year, now=now).then(lambda report: self._show(report.list_rows()))

    def count_one(self) -> None:
        """Count one citizen helped."""
        counting = self._desk.tasks.run(
            self, count_help, self.kind.value(), at=self._desk.clock(), by=self._desk.officer() or None
        )
        counting.then(self._counted).failed(self._refused)

    def take_back(self) -> None:
        """Strike out this officer's last one of today."""
        striking = self._desk.tasks.run(self, strike_help, at=self._desk.clock(), by=self._desk.officer() or None)
        striking.then(self._struck).failed(self._refused)

    def print_year(self) -> None:
        """Print the year by officer and month."""
        now = self._desk.clock()
        self._desk.tasks.read(self, help_report, now.year, now=now).then(self._print)

    def _print(self, report: Report) -> None:
        path = self._desk.papers_folder / f"{report.name}-{report.compiled_at:%Y%m%d}.pdf"
        writing = self._desk.tasks.work(self, report_document, report, path)
        writing.then(lambda paper: self._desk.printing.show(paper, self, self._tell))

    def _show(self, rows: Sequence[ReportRow]) -> None:
        self.table.show_rows(rows, same=lambda line: line.key)

    def _counted(self, done: Help) -> None:
        self._tell(counted_words(done), "done")

    def _struck(self, done: Help) -> None:
        self._tell(self.tr("Number {0} was struck out; today counts {1}.").format(done.number, done.today), "done")

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def counted_words(done: Help) -> str:
    """Say which help of the day was counted."""
    words = QCoreApplication.translate("AssistanceTab", "Counted: help number {0}, {1} today.")
    return words.format(number(done.number), number(done.today))


def _cell(at: int) -> Callable[[ReportRow], str]:
    return lambda line: number(int(str(line.values[at]))) if line.values[at] else "–"
