"""The people's voice: feedback, the reception of citizens, checks and what they found, proposals, help counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from papi_desk.domain.checks import CHECKLIST, CHECKS, FINDINGS
from papi_desk.domain.feedback import FEEDBACK
from papi_desk.domain.proposals import PROPOSALS
from papi_desk.domain.reception import RECEPTION
from papi_desk.domain.reports import Report
from papi_desk.services.checks import CHECK_PAPERS, load_checklists, paper_of_check, questions_of
from papi_desk.services.matter_books import book_of, matter_book
from papi_desk.services.matter_lists import MatterFile, MatterLine, find_matters
from papi_desk.services.papers import Printed
from papi_desk.services.register_reports import register_of_matters
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.matters.assistance_tab import AssistanceTab
from papi_desk.ui.matters.check_dialog import CheckDialog
from papi_desk.ui.matters.matter_dialogs import MatterDialog
from papi_desk.ui.matters.matter_view import beside
from papi_desk.ui.matters.matters_page import MattersList
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document


class VoicesPage(Page):
    """What people tell the office, and how the office looks at itself; a tab a register."""

    tables = frozenset({"matters", "matter_events", "matter_files", "book_entries", "settings"})
    private = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lists = {
            FEEDBACK: self._list(FEEDBACK, self._to_proposal),
            RECEPTION: self._list(RECEPTION),
            CHECKS: self._list(CHECKS, self._of_check),
            FINDINGS: self._list(FINDINGS),
            PROPOSALS: self._list(PROPOSALS),
            CHECKLIST: self._list(CHECKLIST),
        }
        self.lists[CHECKS].view.takers["record"] = self._record
        self.assistance = AssistanceTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._add_tabs()
        load = button(self.tr("&Load the sample questions"), self.load_checklists, picture="download-simple")
        self.told = text("", "note", wrap=True)
        checklist = self.lists[CHECKLIST]
        checklist.layout().insertLayout(1, row(load, (self.told, 1)))  # type: ignore[union-attr]
        layout = column(row(text(self.tr("People's voice"), "title"), STRETCH), (self.tabs, 1))
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _add_tabs(self) -> None:
        """Number the tabs; Ctrl and the number opens one."""
        tabs = [
            (self.lists[FEEDBACK], self.tr("Feedback")), (self.lists[RECEPTION], self.tr("Reception of citizens")),
            (self.lists[CHECKS], self.tr("Checks")), (self.lists[FINDINGS], self.tr("Findings")),
            (self.lists[PROPOSALS], self.tr("Proposals")), (self.assistance, self.tr("Online assistance")),
            (self.lists[CHECKLIST], self.tr("Checklists")),
        ]  # fmt: skip
        for place, (tab, words) in enumerate(tabs, 1):
            self.tabs.addTab(tab, f"{number(place)}  {words}")
            self.tabs.setTabToolTip(place - 1, f"Ctrl+{place}")
            key = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            key.activated.connect(partial(self.tabs.setCurrentIndex, place - 1))

    def _list(self, book: str, extra: Callable[[MatterFile], QWidget | None] = lambda _found: None) -> MattersList:
        return MattersList(self.desk, matter_book(book), _report_of(book), extra)

    def refresh(self) -> None:
        """Read the registers again."""
        for shown in self.lists.values():
            shown.refresh()
        self.assistance.refresh()
        today = self.desk.clock().date()
        self.desk.tasks.read(self, find_matters, FEEDBACK, on=today).then(self._offer_feedback)
        self.desk.tasks.read(self, find_matters, CHECKS, on=today).then(self._offer_checks)

    def show_what(self, what: str) -> None:
        """Show a matter by its number, or a register by its name."""
        name = what if what in self.lists else book_of(what).name if what else ""
        if name:
            self.tabs.setCurrentWidget(self.lists[name])
        if what and what != name:
            self.lists[name].show_key(what)

    def _offer_feedback(self, lines: Sequence[MatterLine]) -> None:
        for book in (RECEPTION, PROPOSALS):
            self.lists[book].view.parents = {line.key: f"{line.key} · {line.title}" for line in lines}

    def _offer_checks(self, lines: Sequence[MatterLine]) -> None:
        self.lists[FINDINGS].view.parents = {line.key: f"{line.key} · {line.title}" for line in lines}

    # --- feedback and checks -------------------------------------------------------------------------------------

    def _to_proposal(self, found: MatterFile) -> QWidget | None:
        """Offer to make a proposal of what a citizen says, and what has come of it in other registers."""
        words = self.tr("Make it a proposal…")
        propose = button(words, partial(self.begin, PROPOSALS, found.line.key), kind="flat", picture="lightbulb")
        there = [
            button(key, partial(self.show_what, key), kind="flat", picture="arrow-right") for key in found.belonging
        ]  # fmt: skip
        return _beside(*there, propose)

    def begin(self, book: str, parent: str) -> None:
        """Write a matter that belongs to another one."""
        there = self.lists[book]
        self.tabs.setCurrentWidget(there)
        parents = {parent: parent, **there.view.parents}
        MatterDialog(there, self.desk, there.book, there.show_key, parents=parents, parent_key=parent).open()

    def _of_check(self, found: MatterFile) -> QWidget | None:
        """Offer the minutes of a check, and what it found."""
        key, offered = found.line.key, list[QWidget]()
        if found.line.opened_on is not None:
            papers = ["check-minutes", *(["recheck-minutes"] if found.line.content.get("rechecked_on") else [])]
            offered = [
                button(CHECK_PAPERS[name], partial(self.print_paper, key, name), kind="flat", picture="printer")
                for name in papers
            ]
            count = sum(found.line.children.values())
            see = self.tr("Findings ({0})").format(number(count))
            offered.append(button(see, partial(self.show_findings, key), kind="flat", picture="list"))
            offered.append(button(self.tr("Add a finding…"), partial(self.begin, FINDINGS, key), kind="flat"))
        return _beside(*offered) if offered else None

    def show_findings(self, key: str) -> None:
        """Show what a check found."""
        self.tabs.setCurrentWidget(self.lists[FINDINGS])
        self.lists[FINDINGS].show_children(key)

    def _record(self, found: MatterFile) -> None:
        """Ask the questions of a check's lists, then write it down."""
        asking = self.desk.tasks.read(self, questions_of, found.line.key, on=self.desk.clock().date())
        view = self.lists[CHECKS].view
        asking.then(lambda asked: CheckDialog(view, self.desk, found.line.key, asked, view.refresh).open())

    def print_paper(self, key: str, paper: str) -> None:
        """Print the minutes of a check."""
        view = self.lists[CHECKS].view
        setting = self.desk.tasks.run(self, paper_of_check, key, paper, lay_out=kept_layout, at=self.desk.clock())
        setting.then(self._write).failed(lambda refusal: view.tell(sentence(refusal), "late"))

    def _write(self, printed: Printed) -> None:
        writing = self.desk.tasks.work(self, issued_document, printed, self.desk.papers_folder)
        writing.then(lambda paper: self.desk.printing.show(paper, self, self.lists[CHECKS].view.tell))

    def load_checklists(self) -> None:
        """Take the packaged questions into the office's checklists."""
        loading = self.desk.tasks.run(
            self, load_checklists, at=self.desk.clock(), by=self.desk.officer() or None
        )  # fmt: skip
        loading.then(lambda count: self.told.setText(self.tr("{0} questions were added.").format(number(count))))


def _beside(*parts: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*beside(parts), gap=4))
    return holder


def _report_of(book: str) -> Callable[..., Report]:
    def made(session: Any, *words: Any, **more: Any) -> Report:
        return register_of_matters(session, book, *words, **more)

    return made
