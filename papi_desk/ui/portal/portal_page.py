"""The provincial system: what is not there yet, the comparison of both registers, and the outage log."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTabWidget, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import Report
from papi_desk.services.case_lists import CaseLine
from papi_desk.services.imports import read_rows
from papi_desk.services.outages import KINDS, Outage, list_outages, outage_report, toggle_outage
from papi_desk.services.portal import not_on_portal
from papi_desk.services.reconciliation import reconciliation_report
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import day_text, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.portal.copy_pad import CopyPad
from papi_desk.ui.rows import Column, RowsView


class PortalPage(Page):
    """Everything between this register and the province's."""

    tables = frozenset({"cases", "book_entries", "case_events"})
    private = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cases = self._cases()
        self.outages = self._outages()
        self.note = text("", "note", wrap=True)
        self.note.setMinimumHeight(20)
        self.down = button(self.tr("The portal is down"), self.toggle, kind="primary")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._lay_out()
        self.cases.opened.connect(self.open_pad)

    def _cases(self) -> RowsView[CaseLine]:
        columns = (
            Column[CaseLine](self.tr("Number"), lambda line: line.code, width=160, figures=True),
            Column[CaseLine](self.tr("Owner"), lambda line: line.owner, width=210),
            Column[CaseLine](self.tr("Procedure"), lambda line: line.procedure),
            Column[CaseLine](self.tr("Received"), lambda line: day_text(line.received_at.date()), width=110),
        )
        empty = self.tr("Every case has its code of the provincial system.")
        return RowsView(columns, name=self.tr("Not yet on the portal"), empty=empty)

    def _outages(self) -> RowsView[Outage]:
        columns = (
            Column[Outage](self.tr("No."), lambda one: str(one.number), width=56, right=True, figures=True),
            Column[Outage](self.tr("What was down"), lambda one: KINDS[one.what], width=250),
            Column[Outage](self.tr("From"), lambda one: moment_text(one.since), width=150, figures=True),
            Column[Outage](self.tr("To"), lambda one: moment_text(one.until), width=150, figures=True),
            Column[Outage](self.tr("Cases handled"), lambda one: ", ".join(one.cases)),
        )
        empty = self.tr("No outage was noted this year. Ctrl+F11 notes that the portal is down, then that it works.")
        return RowsView(columns, name=self.tr("Outages"), empty=empty)

    def _lay_out(self) -> None:
        pad = button(self.tr("Copy pad"), self._open_chosen, kind="primary", picture="copy")
        compare = button(self.tr("&Compare with the province's export…"), self._choose_file, picture="swap")
        network = button(self.tr("&Network is down / works"), partial(self.toggle, "network"))
        paper = button(self.tr("&Print the log"), self.print_outages, picture="printer")
        lists = (
            (column((self.cases, 1), row(pad, compare, STRETCH, gap=8), margin=12), self.tr("Not yet on the portal")),
            (column((self.outages, 1), row(self.down, network, STRETCH, paper, gap=8), margin=12), self.tr("Outages")),
        )
        for layout, words in lists:
            holder = QWidget()
            holder.setLayout(layout)
            self.tabs.addTab(holder, words)
        whole = column(text(self.tr("Provincial system"), "title"), (self.tabs, 1), self.note)
        whole.setContentsMargins(20, 12, 20, 12)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Read what is not there yet, and the outages of the year."""
        now = self.desk.clock()
        self.desk.tasks.read(self, not_on_portal, now=now).then(self._show_cases)
        self.desk.tasks.read(self, list_outages, now.year, now=now).then(self._show_outages)

    def show_what(self, what: str) -> None:
        """Start at the list; «outage» begins or ends one at once, a case's number opens its pad."""
        if what == "outage":
            self.tabs.setCurrentIndex(1)
            self.toggle()
        elif what:
            CopyPad(self, self.desk, what, "").show()
        else:
            self.cases.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self, what: str = "portal") -> None:
        """Note that something is down, or that it works again."""
        noting = self.desk.tasks.run(self, toggle_outage, what, at=self.desk.clock(), by=self.desk.officer())
        noting.then(self._toggled).failed(self._refused)

    def open_pad(self, line: CaseLine) -> None:
        """Open the copy pad of a case."""
        pad = CopyPad(self, self.desk, line.code, line.owner)
        words = self.tr("{0} has the code {1}.")
        pad.brought_back.connect(lambda code: self._tell(words.format(line.code, code), "done"))
        pad.show()

    def compare(self, path: Path) -> None:
        """Compare the province's export with the register and show the paper for both signatures."""
        now = self.desk.clock()
        comparing = self.desk.tasks.read(self, _compared, path, now=now)
        comparing.named(self.tr("Comparing the registers…")).then(
            partial(self._print, f"doi-chieu-{now:%Y-%m-%d}.pdf")
        ).failed(self._refused)

    def print_outages(self) -> None:
        """Show the outages of the year as evidence."""
        now = self.desk.clock()
        reading = self.desk.tasks.read(self, outage_report, now.year, now=now)
        reading.then(partial(self._print, f"su-co-{now.year}.pdf"))

    def _print(self, name: str, report: Report) -> None:
        writing = self.desk.tasks.work(self, report_document, report, self.desk.papers_folder / name)
        writing.then(lambda paper: self.desk.printing.show(paper, self, self._tell))

    def _show_cases(self, lines: Sequence[CaseLine]) -> None:
        self.cases.show_rows(lines, same=lambda line: line.code)
        if lines and self.cases.chosen() is None:
            self.cases.choose(0)

    def _show_outages(self, outages: Sequence[Outage]) -> None:
        self.outages.show_rows(outages, same=lambda one: one.number)
        is_down = any(one.until is None and one.what == "portal" for one in outages)
        words = self.tr("The portal works again") if is_down else self.tr("The portal is down")
        self.down.setText(f"{words}   Ctrl+F11")
        self.down.setAccessibleName(words)

    def _toggled(self, outage: Outage) -> None:
        if outage.until is None:
            words = self.tr("{0}: down since {1}. The same key notes that it works again.")
            self._tell(words.format(KINDS[outage.what], moment_text(outage.since)), "late")
        else:
            words = self.tr("{0}: down for {1} minutes, {2} cases were being handled.")
            self._tell(words.format(KINDS[outage.what], outage.minutes, len(outage.cases)), "done")

    def _open_chosen(self) -> None:
        line = self.cases.chosen()
        if line is not None:
            self.open_pad(line)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("The province's export"), "", "CSV, XLSX (*.csv *.xlsx)")
        if name:
            self.compare(Path(name))

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.note.setText(words)
        restyle(self.note, "tone", tone)


def _compared(session: Any, path: Path, *, now: Any) -> Report:
    return reconciliation_report(session, read_rows(path), now=now)
