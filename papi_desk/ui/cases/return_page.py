"""Hand results back: who waits, found by name or code, and who took it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from papi_desk.domain.cases import Action, Status
from papi_desk.domain.errors import Refused
from papi_desk.services.case_lists import CaseLine, find_cases
from papi_desk.services.cases import StepDetails, StepTaken, take_step
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import TextField
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import Chip, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text
from papi_desk.ui.lines import Lines
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending


class ReturnPage(Page):
    """Results that wait at the desk, the longest waiting first."""

    tables = frozenset({"cases"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Find a result"))
        self.search.setPlaceholderText(self.tr("Scan the slip or type a code, a name, a number"))
        self.search.addAction(icon("barcode"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.list = RowsView(
            self._columns(),
            name=self.tr("Results waiting"),
            empty=self.tr("No result is waiting. A case comes here when its step «finish» is taken."),
        )
        self.chosen = Lines(1, "section")
        self.chosen.setText(self.tr("Choose a result in the list."))
        self.taken_by = TextField(self.tr("&Taken by"), hint=self.tr("the owner, unless another name stands here"))
        self.hand_back = button(self.tr("Hand back"), self._hand_back, kind="primary", key="Ctrl+Return")
        self.hand_back.setEnabled(False)
        self.result = text("", "note", wrap=True)
        self._asked: Pending[list[CaseLine]] | None = None
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[CaseLine], ...]:
        return (
            Column(self.tr("Waiting"), chip=self._waiting, width=150),
            Column(self.tr("Code"), lambda c: c.code, width=166, figures=True),
            Column(self.tr("Owner"), lambda c: c.owner),
            Column(self.tr("Procedure"), lambda c: c.procedure),
            Column(self.tr("Finished"), lambda c: moment_text(c.finished_at), width=172, figures=True),
        )

    def _waiting(self, case: CaseLine) -> Chip:
        return waiting_chip(case.finished_at, self.desk.clock(), self.tr("since today"), self.tr("{0} days"))

    def _lay_out(self) -> None:
        self.taken_by.setMinimumWidth(320)
        bottom = column(self.chosen, row((self.taken_by, 1), self.hand_back, gap=12), self.result, margin=12, gap=4)
        bottom.setContentsMargins(20, 12, 20, 10)
        bottom_row = boxed(bottom, "foot")
        self.result.setMinimumHeight(20)
        top = column(row(text(self.tr("Hand back results"), "title"), STRETCH), self.search, (self.list, 1), gap=10)
        top.setContentsMargins(20, 12, 20, 12)
        self.setLayout(column((boxed(top), 1), bottom_row, gap=0))

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _typed: self._soon.start())
        self.search.returnPressed.connect(self._take_first)
        self._soon.timeout.connect(self.refresh)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _case: self.taken_by.setFocus())
        self.taken_by.edit.returnPressed.connect(self._hand_back)

    def show_what(self, what: str) -> None:
        """Wait for a scan or a name."""
        if what:
            self.search.setText(what)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def refresh(self) -> None:
        """Find the results that wait."""
        if self._asked is not None:
            self._asked.drop()
        self._asked = self.desk.tasks.read(
            self,
            find_cases,
            query=self.search.text().strip(),
            status=Status.FINISHED.value,
            limit=300,
            now=self.desk.clock(),
        ).then(self._found)

    def _found(self, cases: Sequence[CaseLine]) -> None:
        oldest_first = sorted(cases, key=lambda case: case.finished_at or datetime.max)
        self.list.show_rows(oldest_first, same=lambda case: case.code)
        if len(cases) == 1:
            self.list.selectRow(0)
        chosen = self.list.chosen()
        if chosen is None:
            self._picked(None)

    def _picked(self, case: CaseLine | None) -> None:
        self.hand_back.setEnabled(case is not None)
        words = self.tr("Choose a result in the list.")
        self.chosen.setText(words if case is None else f"{case.code} · {case.owner} · {case.procedure}")
        self.taken_by.edit.setPlaceholderText("" if case is None else case.owner)

    def _take_first(self) -> None:
        if self.list.chosen() is None and self.list.rows:
            self.list.selectRow(0)
        if self.list.chosen() is not None:
            self.taken_by.setFocus()

    def _hand_back(self) -> None:
        case = self.list.chosen()
        if case is None or not self.hand_back.isEnabled():
            return
        self.hand_back.setEnabled(False)
        ask = StepDetails(taken_by=self.taken_by.value())
        now, officer = self.desk.clock(), self.desk.officer()
        returning = self.desk.tasks.run(self, take_step, case.code, Action.RETURN, at=now, by=officer, ask=ask)
        returning.then(self._returned).failed(self._refused)

    def _returned(self, taken: StepTaken) -> None:
        self._tell(self.tr("Handed back: {0}").format(taken.code), "done")
        self.taken_by.set_value("")
        self.search.clear()
        self.refresh()
        self.search.setFocus()

    def _refused(self, refusal: Refused) -> None:
        self.hand_back.setEnabled(True)
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def waiting_chip(since: datetime | None, now: datetime, today: str, days: str) -> Chip:
    """Tell how long a result has waited: amber from 7 days, red from 30."""
    waited = (now.date() - since.date()).days if since is not None else 0
    tone = "late" if waited >= 30 else "soon" if waited >= 7 else "quiet"
    return Chip(days.format(waited) if waited else today, tone, "hourglass")
