"""Disclosure: the register of notices, the yearly plan, ratings, the display for citizens, and the web site."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from papi_desk.domain.disclosure import NOTICES, PLAN, PLANNED, QUARTER_LIST
from papi_desk.services.disclosure_reports import last_quarter, notices_report, plan_report
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterFile, MatterLine, find_matters
from papi_desk.services.notice_papers import NOTICE_PAPERS, paper_of_notice, papers_for
from papi_desk.services.papers import Printed
from papi_desk.ui.dialogs import button
from papi_desk.ui.display.citizens_tab import CitizensTab
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.matters.matter_dialogs import MatterDialog
from papi_desk.ui.matters.matter_view import beside
from papi_desk.ui.matters.matters_page import MattersList
from papi_desk.ui.matters.ratings_tab import RatingsTab
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document

_PLANNED_FIELDS = ("title", "group", "forms", "places", "responsible")
"""What a notice takes over from the item of the plan that asks for it."""


class NoticesPage(Page):
    """What the commune makes public, and what is to be done about it."""

    tables = frozenset(
        {"matters", "matter_events", "matter_files", "procedures", "settings", "queue_tickets", "ratings"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.notices = MattersList(desk, matter_book(NOTICES), notices_report, self._papers)
        self.plan = MattersList(desk, matter_book(PLAN), plan_report, self._plan_steps)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.notices, self.tr("Notices"))
        self.tabs.addTab(self.plan, self.tr("Plan of the year"))
        self.ratings = RatingsTab(desk)
        self.tabs.addTab(self.ratings, self.tr("Ratings"))
        self.citizens = CitizensTab(desk)
        self.tabs.addTab(self.citizens, self.tr("Citizens"))
        layout = column(row(text(self.tr("Disclosure"), "title"), STRETCH), (self.tabs, 1))
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Read the registers again."""
        self.notices.refresh()
        self.plan.refresh()
        self.ratings.refresh()
        self.citizens.refresh()
        today = self.desk.clock().date()
        self.desk.tasks.read(self, find_matters, PLAN, on=today).then(self._show_plan)

    def leave(self) -> None:
        """Close the display with the program."""
        self.citizens.close_display()

    def part(self) -> str:
        """Return which part is shown, where the guide has a page of its own for it."""
        return "ratings" if self.tabs.currentWidget() is self.ratings else ""

    def show_what(self, what: str) -> None:
        """Show a notice or an item of the plan by its number, the ratings, or the last quarter's list to be printed."""
        if what == "ratings":
            self.tabs.setCurrentWidget(self.ratings)
        elif what == QUARTER_LIST:
            self.tabs.setCurrentWidget(self.notices)
            self.notices.print_quarter(*last_quarter(self.desk.clock().date()))
        elif what:
            shown = self.plan if what.startswith(f"{matter_book(PLAN).prefix}-") else self.notices
            self.tabs.setCurrentWidget(shown)
            shown.show_key(what)

    def print_paper(self, key: str, paper: str) -> None:
        """Print a paper of a notice."""
        setting = self.desk.tasks.run(self, paper_of_notice, key, paper, lay_out=kept_layout, at=self.desk.clock())
        setting.then(self._write).failed(lambda refusal: self.notices.view.tell(sentence(refusal), "late"))

    def _write(self, printed: Printed) -> None:
        writing = self.desk.tasks.work(self, issued_document, printed, self.desk.papers_folder)
        writing.then(lambda paper: self.desk.printing.show(paper, self, self.notices.view.tell))

    def _papers(self, found: MatterFile) -> QWidget | None:
        """Offer the papers that a notice has come to."""
        made = [
            button(NOTICE_PAPERS[name], partial(self.print_paper, found.line.key, name), kind="flat", picture="printer")
            for name in papers_for(found.line)
        ]
        holder = QWidget()
        holder.setLayout(column(*beside(made), gap=2))
        return holder

    def _plan_steps(self, found: MatterFile) -> QWidget | None:
        """Offer to write down what an item of the plan asks for."""
        if found.line.status != PLANNED:
            return None
        write = partial(self.write_planned, found.line)
        made = button(self.tr("Write the &notice…"), write, kind="primary", picture="megaphone")
        holder = QWidget()
        holder.setLayout(row(made, STRETCH))
        return holder

    def write_planned(self, item: MatterLine) -> None:
        """Write a notice with what the plan says of it already."""
        said = {name: item.content[name] for name in _PLANNED_FIELDS if item.content.get(name)}
        MatterDialog(
            self, self.desk, matter_book(NOTICES), self.show_what, content=said, parents=self.notices.view.parents,
            parent_key=item.key,
        ).open()  # fmt: skip

    def _show_plan(self, lines: Sequence[MatterLine]) -> None:
        planned = [line for line in lines if line.status == PLANNED]
        self.notices.view.parents = {line.key: f"{line.key} · {line.title}" for line in planned}
