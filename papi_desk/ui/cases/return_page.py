"""Hand results back: who waits and how long, who was called, who took it and in what capacity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit

from papi_desk.domain.cases import STATUS_NAMES, Action, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import cover
from papi_desk.services.case_files import case_file
from papi_desk.services.case_sheets import CaseSheet, case_sheet
from papi_desk.services.cases import StepDetails, StepTaken, take_step
from papi_desk.services.step_defaults import TAKEN_AS
from papi_desk.services.waiting_results import WaitingLine, waiting_results
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.readings import Readings
from papi_desk.ui.cases.step_taker import StepTaker
from papi_desk.ui.dialogs import Button, button
from papi_desk.ui.fields import TextField
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import Chip, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text
from papi_desk.ui.lines import Lines
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending

AGES: Final = (0, 3, 7, 30)
"""Days waited that the list can be narrowed to."""


class ReturnPage(Page):
    """Results that wait at the desk, the longest waiting first."""

    tables = frozenset({"cases", "contacts"})
    private = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._make_search()
        self._make_foot()
        self.taker = StepTaker(desk, self)
        self._readings = Readings(desk, self)
        self.ages = self._make_ages()
        self._asked: Pending[list[WaitingLine]] | None = None
        self._scanned = ""
        self._returned_code = ""
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def _make_search(self) -> None:
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

    def _make_foot(self) -> None:
        self.chosen = Lines(1, "section")
        self.chosen.setText(self.tr("Choose a result in the list."))
        self.taken_by = TextField(self.tr("&Taken by"), hint=self.tr("the owner, unless another name stands here"))
        self.taken_as = TextField(self.tr("In what &capacity"), suggested=TAKEN_AS)
        self.no_apology = TextField(self.tr("Why no &apology is sent"))
        self.no_apology.hide()
        self.confirm = button(self.tr("Hand back"), self._hand_back, kind="primary", key="Ctrl+Return")
        self.confirm.setEnabled(False)
        self.call = button(self.tr("Ca&lled: note it"), self._call, picture="phone")
        self.call.setEnabled(False)
        self.receipt = button(self.tr("&Receipt for the result"), self._print_receipt, picture="printer")
        self.receipt.hide()
        self.result = text("", "note", wrap=True)
        self.result.setMinimumHeight(20)

    def _make_ages(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for position, days in enumerate(AGES):
            made = Button(self.tr("from {0} days").format(days) if days else self.tr("All"))
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setChecked(position == 0)
            group.addButton(made, position)
        return group

    def _columns(self) -> tuple[Column[WaitingLine], ...]:
        return (
            Column(self.tr("Waiting"), chip=self._waiting, tip=lambda c: moment_text(c.finished_at), width=124),
            Column(self.tr("Code"), lambda c: c.code, width=166, figures=True),
            Column(self.tr("Owner"), lambda c: c.owner, width=190),
            Column(self.tr("Procedure"), lambda c: c.procedure),
            Column(self.tr("Phone"), lambda c: cover(c.phone), width=130, figures=True),
            Column(self.tr("Last told"), self._told_words, tip=lambda c: c.told, width=170),
        )

    def _waiting(self, case: WaitingLine) -> Chip:
        return waiting_chip(case.finished_at, self.desk.clock(), self.tr("since today"), self.tr("{0} days"))

    def _told_words(self, case: WaitingLine) -> str:
        if case.told_at is None:
            return self.tr("not yet")
        return " · ".join((f"{case.told_at:%d/%m}", self.tr("{0} times").format(case.times)))

    def _lay_out(self) -> None:
        self.taken_by.setMinimumWidth(260)
        fields = row((self.taken_by, 3), (self.taken_as, 2), (self.no_apology, 3), self.call, self.confirm, gap=12)
        bottom = column(row((self.chosen, 1), self.receipt), fields, self.result, margin=12, gap=4)
        bottom.setContentsMargins(20, 12, 20, 10)
        ages = row(*self.ages.buttons(), STRETCH, gap=6)
        title = row(text(self.tr("Hand back results"), "title"), STRETCH)
        top = column(title, self.search, ages, (self.list, 1), gap=10)
        top.setContentsMargins(20, 12, 20, 12)
        self.setLayout(column((boxed(top), 1), boxed(bottom, "foot"), gap=0))

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _typed: self._soon.start())
        self.search.returnPressed.connect(self._take_first)
        self.list.below(self.search)
        self._soon.timeout.connect(self.refresh)
        self.ages.idClicked.connect(lambda _place: self.refresh())
        self.list.picked.connect(self._picked)
        self.list.opened.connect(lambda _case: self.taken_by.setFocus())
        self.taker.said.connect(self._tell)
        for field in (self.taken_by, self.taken_as, self.no_apology):
            field.edit.returnPressed.connect(self._hand_back)

    def show_what(self, what: str) -> None:
        """Wait for a scan or a name; «=code» chooses one result."""
        if what.startswith("="):
            self.hand_back(what.removeprefix("="))
            return
        if what:
            self.search.setText(what)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def hand_back(self, code: str) -> None:
        """Take a scanned slip: choose its result, ready to be handed over; say why where there is none."""
        self._scanned = code
        self.search.setText(code)
        self._soon.stop()
        self.ages.button(0).setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Find the results that wait."""
        if self._asked is not None:
            self._asked.drop()
        query, days = self.search.text().strip(), AGES[max(self.ages.checkedId(), 0)]
        self._asked = self.desk.tasks.read(self, waiting_results, query=query, days=days, now=self.desk.clock())
        self._asked.then(self._found)

    def _found(self, cases: Sequence[WaitingLine]) -> None:
        self.list.show_rows(cases, same=lambda case: case.code)
        if len(cases) == 1:
            self.list.choose(0)
        if self.list.chosen() is None:
            self._picked(None)
        scanned, self._scanned = self._scanned, ""
        if scanned and cases:
            self._take_first()
        elif scanned:
            self.desk.tasks.read(self, _why_not, scanned).then(self._refused).failed(self._refused)

    def _picked(self, case: WaitingLine | None) -> None:
        for part in (self.confirm, self.call):
            part.setEnabled(case is not None)
        words = self.tr("Choose a result in the list.")
        self.chosen.setText(
            words if case is None else " · ".join(filter(None, (case.code, case.owner, case.phone, case.procedure)))
        )
        self.taken_by.edit.setPlaceholderText("" if case is None else case.owner)
        self.no_apology.hide()
        if case is not None:
            self._readings.note(case.code)
            self.taken_by.set_value(case.submitter if case.submitter != case.owner else "")
            self.taken_as.set_value(TAKEN_AS[0] if case.submitter == case.owner else TAKEN_AS[1])

    def _take_first(self) -> None:
        if self.list.chosen() is None and self.list.rows:
            self.list.choose(0)
        if self.list.chosen() is not None:
            self.taken_by.setFocus()
            self.taken_by.edit.selectAll()

    def _hand_back(self) -> None:
        case = self.list.chosen()
        if case is None or not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        ask = StepDetails(
            at_screen=True,
            taken_by=self.taken_by.value(),
            taken_as=self.taken_as.value(),
            no_apology=self.no_apology.value(),
        )
        now, officer = self.desk.clock(), self.desk.officer()
        returning = self.desk.tasks.run(self, take_step, case.code, Action.RETURN, at=now, by=officer, ask=ask)
        returning.then(self._returned).failed(self._refused)

    def _returned(self, taken: StepTaken) -> None:
        self._tell(self.tr("Handed back: {0}").format(taken.code), "done")
        self._returned_code = taken.code
        self.receipt.show()
        for field in (self.taken_by, self.taken_as, self.no_apology):
            field.set_value("")
        self.search.clear()
        self.refresh()
        self.search.setFocus()

    def _print_receipt(self) -> None:
        self.taker.print(self._returned_code, "result-receipt")

    def _call(self) -> None:
        case = self.list.chosen()
        if case is not None:
            self.desk.tasks.read(self, case_sheet, case.code, at=self.desk.clock()).then(self._note_call)

    def _note_call(self, sheet: CaseSheet) -> None:
        ContactDialog(self, self.desk, sheet.file.code, self.refresh, message=sheet.message).open()

    def _refused(self, refusal: Refused) -> None:
        self.confirm.setEnabled(self.list.chosen() is not None)
        if refusal.field == "no_apology":
            self.no_apology.show()
            self.no_apology.setFocus()
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _why_not(session: Any, code: str) -> Refused:
    """Say why a case has no result to hand back."""
    status = STATUS_NAMES[Status(case_file(session, code).status)]
    return Refused("step-not-allowed", action="Trả kết quả", status=status)


def waiting_chip(since: datetime | None, now: datetime, today: str, days: str) -> Chip:
    """Tell how long a result has waited: amber from 7 days, red from 30."""
    waited = (now.date() - since.date()).days if since is not None else 0
    tone = "late" if waited >= 30 else "soon" if waited >= 7 else "quiet"
    return Chip(days.format(waited) if waited else today, tone, "hourglass")
