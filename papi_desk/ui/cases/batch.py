"""Several cases at once: a step on each in a transaction of its own, or a paper of each; what failed says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QMenu, QProgressBar, QWidget

from papi_desk.domain.cases import ACTION_NAMES, ALLOWED, Action
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, replace
from papi_desk.services.case_files import StepOffer
from papi_desk.services.case_lists import CaseLine
from papi_desk.services.cases import StepDetails, take_step
from papi_desk.services.papers import issue_paper
from papi_desk.ui.cases.step_dialog import StepDialog, asks_of
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import KINDS, Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.rows import Column, RowsView

_ONE_BY_ONE = frozenset({Action.AMEND, Action.VERIFY, Action.VOID, Action.PAY})
"""Steps that need a look at each case."""
PRINTED = ("receipt", "control", "fee-slip", "rating", "thermal", "supplement",
           "extension", "apology", "result-receipt")  # fmt: skip


def steps_for(cases: Sequence[CaseLine]) -> list[Action]:
    """Return the steps that at least one of the cases may take."""
    statuses = {case.status for case in cases if not case.voided}
    known = {action for action, start, _ in ALLOWED if int(start) in statuses}
    return [action for action in Action if action in known - _ONE_BY_ONE]


class NotTaken(Record):
    """A case that did not take the step, and why."""

    code: str
    owner: str
    reason: str


class BatchBar(QFrame):
    """What can be done with the cases chosen together."""

    asked = Signal(object)
    """A dialog was opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._cases: Sequence[CaseLine] = ()
        self._told = text("", "section")
        self.steps = button(self.tr("&Step for all"), picture="arrow-right")
        self.papers = button(self.tr("&Print for all"), picture="printer")
        self.hand_over = button(
            self.tr("&Hand over with form 06"), partial(self.print_all, "control"), picture="users-three"
        )
        self.papers.setMenu(self._paper_menu())
        self.setLayout(row(self._told, STRETCH, self.steps, self.papers, self.hand_over, margin=8, gap=8))
        self.hide()

    def show_cases(self, cases: Sequence[CaseLine]) -> None:
        """Offer what can be done with these cases; one alone is handled at the right."""
        self._cases = cases
        self.setVisible(len(cases) > 1)
        if len(cases) > 1:
            self._told.setText(self.tr("{0} cases chosen").format(len(cases)))
            self.steps.setMenu(self._step_menu())

    def _step_menu(self) -> QMenu:
        menu = QMenu(self.steps)
        for action in steps_for(self._cases):
            menu.addAction(ACTION_NAMES[action], partial(self.take_all, action))
        return menu

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self.papers)
        for form in PRINTED:
            menu.addAction(KINDS[form], partial(self.print_all, form))
        menu.addSeparator()
        menu.addAction(self.tr("A numbered hand-over list…"), self.hand_over_list)
        return menu

    def hand_over_list(self) -> None:
        """Put the cases on a hand-over list, in the books."""
        self._desk.go("books", f"handover:{','.join(case.code for case in self._cases)}")

    def take_all(self, action: Action) -> None:
        """Take a step on each case, asking once for the details it needs."""
        if not asks_of(action):
            self._begin(action, StepDetails())
            return
        offer = StepOffer(action, ACTION_NAMES[action], True, None)
        dialog = StepDialog(self, offer, [], lambda details: taken(details), closing=self._desk.closing)

        def taken(details: StepDetails) -> None:
            dialog.accept()
            self._begin(action, details)

        dialog.open()
        self.asked.emit(dialog)

    def _begin(self, action: Action, details: StepDetails) -> None:
        dialog = BatchSteps(self.window(), self._desk, self._cases, action, details)
        dialog.open()
        dialog.go_on()
        self.asked.emit(dialog)

    def print_all(self, form: str) -> None:
        """Print a paper of each case."""
        papers = [paper_of(self._desk, case.code, form) for case in self._cases]
        self._desk.printing.print_many(papers, self, kind=form, title=KINDS[form])


def paper_of(desk: Desk, code: str, form: str) -> Callable[[], Document]:
    """Return what makes a paper of a case when its turn to be printed comes."""
    at, by = desk.clock(), desk.officer()

    def made() -> Document:
        printed = desk.tasks.do(issue_paper, code, form, lay_out=kept_layout, at=at, by=by)
        return issued_document(printed, desk.papers_folder)

    return made


class BatchSteps(QDialog):
    """Take a step on one case after another; what failed is listed with its reason."""

    ended = Signal()

    def __init__(
        self, parent: QWidget, desk: Desk, cases: Sequence[CaseLine], action: Action, details: StepDetails
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(ACTION_NAMES[action])
        self.setMinimumSize(760, 380)
        self._desk = desk
        self._queue = list(cases)
        self._count = len(cases)
        self._action = action
        self._details = details
        self.failed: list[NotTaken] = []
        self._bar = QProgressBar(maximum=len(cases), textVisible=False)
        self._bar.setAccessibleName(self.tr("Done so far"))
        self.told = text("", "section", wrap=True)
        columns = (
            Column[NotTaken](self.tr("Code"), lambda one: one.code, width=166, figures=True),
            Column[NotTaken](self.tr("Owner"), lambda one: one.owner, width=180),
            Column[NotTaken](self.tr("Reason"), lambda one: one.reason, tip=lambda one: one.reason),
        )
        self.list = RowsView(columns, name=self.tr("Not done"))
        self.stop = button(self.tr("S&top"), self._stop)
        self.close_button = button(self.tr("&Close"), self.accept, kind="primary")
        self.setLayout(
            column(
                text(ACTION_NAMES[action], "title"), self._bar, self.told, (self.list, 1),
                row(STRETCH, self.stop, self.close_button), margin=20, gap=10,
            )
        )  # fmt: skip

    def go_on(self) -> None:
        """Take the step on the next case."""
        self._show()
        if not self._queue:
            self.ended.emit()
            return
        case = self._queue.pop(0)
        now, officer = self._desk.clock(), self._desk.officer()
        taking = self._desk.tasks.run(
            self, take_step, case.code, self._action, at=now, by=officer, ask=replace(self._details, at_screen=True)
        )
        taking.failed(partial(self._failed, case)).hindered(partial(self._failed, case)).always(self.go_on)

    def _failed(self, case: CaseLine, trouble: Refused | Unavailable) -> None:
        self.failed.append(NotTaken(case.code, case.owner, sentence(trouble)))
        self._show()

    def _stop(self) -> None:
        self._queue.clear()

    def _show(self) -> None:
        left = len(self._queue)
        self._bar.setValue(self._count - left)
        done = self._count - left - len(self.failed)
        words = self.tr("{0} of {1} cases are done.").format(done, self._count)
        self.told.setText(words)
        restyle(self.told, "tone", "late" if self.failed else "" if left else "done")
        self.list.setVisible(bool(self.failed))
        self.list.show_rows(list(self.failed))
        self.stop.setEnabled(bool(left))
