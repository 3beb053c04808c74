"""A case beside the list: how long is left, the next steps, who, papers, files, fee, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from papi_desk.domain.cases import Action
from papi_desk.services.case_files import CaseFile, StepOffer
from papi_desk.services.case_sheets import CaseSheet, case_sheet
from papi_desk.services.papers import print_again
from papi_desk.ui.cases.attachment_desk import AttachmentDesk, newest_scans
from papi_desk.ui.cases.case_sections import CaseSections, pairs
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.late_dialog import LateDialog
from papi_desk.ui.cases.others_line import OthersLine
from papi_desk.ui.cases.readings import Readings
from papi_desk.ui.cases.step_dialog import StepDialog
from papi_desk.ui.cases.step_taker import StepTaker
from papi_desk.ui.cases.time_bar import TimeBar
from papi_desk.ui.cases.trace_dialog import TraceDialog
from papi_desk.ui.cases.undo_button import undo_button
from papi_desk.ui.chips import chip_label
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import channel_name, due_chip, moment_text, sentence, status_chip
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, roomy, row, text, tip
from papi_desk.ui.pages import Desk

FIRST: Final = (Action.FINISH, Action.RETURN, Action.ACCEPT, Action.RESUBMIT, Action.PAID, Action.PROCESS)
"""Steps shown as buttons, in this order; the others are in the menu."""
SECOND: Final = (Action.CLOSE, Action.APOLOGISE, Action.SUPPLEMENT, Action.EXTEND)
"""Steps shown as buttons only while they can be taken; closing is proposed once its day has come."""


_NOT_YOURS: Final = ("undo-by-another", "deed-not-allowed")
"""Why the last step is shown as one to take back, but not by who is here."""
_NARROW: Final = 410
"""Dots that are there for buttons beside the list."""


class CaseView(QWidget):
    """Everything on one case, refreshed when it changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self.case: CaseFile | None = None
        self.sheet: CaseSheet | None = None
        self._wide = False
        self.step_buttons: dict[Action, QPushButton] = {}
        self.taker = StepTaker(desk, self)
        self.files = AttachmentDesk(desk, self)
        self.sections = CaseSections(self.taker.breach, newest_scans, self)
        self._focus_code = ""
        self.readings = Readings(desk, self)
        self._result = text("", "note", wrap=True)
        self._body = QWidget()
        self._body.setLayout(QVBoxLayout())
        self._area = roomy(self._body)
        self.others = OthersLine(desk)
        self.setLayout(column(self.others, (self._area, 1), gap=0))
        self._connect()

    @property
    def dialog(self) -> StepDialog | None:
        """Return the form of the step being taken."""
        return self.taker.dialog

    def _connect(self) -> None:
        self.taker.said.connect(self._tell)
        self.taker.taken.connect(lambda _taken: self.refresh())
        self.files.said.connect(self._tell)
        self.files.changed.connect(self.refresh)
        self.sections.tell.connect(self.tell)
        self.sections.copied.connect(self._copy)
        self.sections.printed.connect(lambda form: self.taker.print(self._code, form))
        self.sections.again.connect(self._print_again)
        self.sections.attached.connect(lambda path: self.files.attach(self._code, path))
        self.sections.viewed.connect(self.files.view)
        self.sections.detached.connect(self.files.detach)

    def show_case(self, code: str) -> None:
        """Read a case and show it."""
        if code != self._code:
            self._tell("", "")
            self.readings.note(code)
        self._code = code
        self.others.show_case(code)
        reading = self._desk.tasks.read(self, case_sheet, code, at=self._desk.clock(), by=self._desk.officer())
        reading.then(self._show).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def refresh(self) -> None:
        """Read the case again."""
        if self._code:
            self.show_case(self._code)

    def seated(self) -> None:
        """Show the case as whoever sits here now may see it, and have that noted."""
        if self.isVisible():
            self.readings.note(self._code)

    def showEvent(self, event: QShowEvent) -> None:
        """Have noted that the case, chosen before, is seen by whoever sits here now."""
        super().showEvent(event)
        self.readings.note(self._code)

    def spread(self, wide: bool) -> None:
        """Use the whole page (two columns), or stand beside the list."""
        if wide != self._wide:
            self._wide = wide
            if self.sheet is not None:
                self._show(self.sheet)

    def focus_when_shown(self, code: str) -> None:
        """Put the focus on the next step of a case as soon as it is shown."""
        self._focus_code = code
        if self.case is not None and self.case.code == code:
            self._focus_wanted()

    def _focus_wanted(self) -> None:
        if self.case is not None and self.case.code == self._focus_code:
            self._focus_code = ""
            self.focus_steps()

    def focus_steps(self) -> None:
        """Put the focus on the first step that can be taken."""
        first = next((made for made in self.step_buttons.values() if made.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, sheet: CaseSheet) -> None:
        case = sheet.file
        if self._code not in (case.code, case.official_code):
            return
        self.sheet, self.case = sheet, case
        self.step_buttons = {}
        body = QWidget()
        first = [
            self._head(sheet), self._steps(case), *self._proposal(case), self._result_line(), *self._undo(case),
        ]  # fmt: skip
        upper, lower = [*first, *self.sections.upper(sheet)], self.sections.lower(sheet)
        beside = row((column(*upper, STRETCH, gap=10), 1), (column(*lower, STRETCH, gap=10), 1), gap=32)
        layout = beside if self._wide else column(*upper, *lower, STRETCH, gap=10)
        layout.setContentsMargins(4, 0, 8, 8)
        body.setLayout(layout)
        had_focus = self._body.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._area.show_other(body)
        self._body = body
        if had_focus:
            self.focus_steps()
        self._focus_wanted()

    def _result_line(self) -> QWidget:
        """Carry the last message over to the new body."""
        self._result = text(self._result.text(), "note", wrap=True)
        self._result.setProperty("tone", self._tone)
        return self._result

    def _undo(self, case: CaseFile) -> list[QWidget]:
        """Offer to take back the last step, to who took it today; tell others why it is not theirs to take back."""
        refusal = case.undo.why_not if case.undo is not None else None
        if case.undo is None or (refusal is not None and refusal.kind not in _NOT_YOURS):
            return []
        made = undo_button(self._desk, self, lambda: self._code, self._tell, self.refresh)
        if refusal is not None:
            made.setEnabled(False)
            made.setToolTip(tip(sentence(refusal)))
        told = text(f"{case.undo.words} · {case.undo.officer}", "quiet", wrap=True)
        return [boxed(row(made, (told, 1), gap=4))]

    _tone = ""

    def _head(self, sheet: CaseSheet) -> QWidget:
        case, now = sheet.file, self._desk.clock()
        chips = [status_chip(case.status, voided=case.voided)]
        due = None if case.voided else due_chip(case.status, case.due_at, case.finished_at, now, by_hour=case.by_hour)
        if due is not None:
            chips.append(due)
        trace = button(self.tr("Day by day"), lambda: TraceDialog(self, case.trace).open(), kind="flat")
        trace.setEnabled(bool(case.trace))
        code = text(case.code, "title")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        official = text(case.official_code, "quiet")
        lines = [
            (self.tr("Received"), moment_text(case.received_at)),
            (self.tr("Due"), _due_words(case)),
            (self.tr("Limit"), case.limit),
            (self.tr("Channel"), channel_name(case.channel)),
            (self.tr("Received by"), case.officer),
            (self.tr("Certification"), case.certification),
            (self.tr("Blank slip"), case.blank_slip),
            (self.tr("Written down"), self._late_words(case)),
            (self.tr("Cause of lateness"), sheet.late_cause),
        ]
        slip = button(self.tr("Slip"), self.open_slip, kind="flat", picture="file-pdf")
        slip.setToolTip(self.tr("Print the receipt, or see it first"))
        card = column(
            row(code, official, STRETCH, gap=8),
            text(case.procedure, "section", wrap=True),
            row(*[chip_label(chip) for chip in chips], STRETCH, gap=8),
            *([TimeBar(sheet.time)] if sheet.time is not None else []),
            pairs(lines),
            row(slip, trace, *([self._why_late(case.code)] if sheet.late else []), STRETCH, gap=4),
            margin=12,
            gap=6,
        )
        return boxed(card, "card")

    def _why_late(self, code: str) -> QPushButton:
        def ask() -> None:
            LateDialog(self, self._desk, code, lambda _line: self.refresh()).open()

        return button(self.tr("Why late…"), ask, kind="flat")

    def _late_words(self, case: CaseFile) -> str:
        recorded = case.history[0].recorded_at if case.history else case.received_at
        return self.tr("late, at {0}").format(moment_text(recorded)) if case.entered_late else ""

    def _steps(self, case: CaseFile) -> QWidget:
        offers = {offer.action: offer for offer in case.steps}
        shown = [offers[a] for a in FIRST if a in offers and self._wanted(case, a)]
        shown += [offers[a] for a in SECOND if a in offers and offers[a].allowed]
        buttons = [self._step_button(offer, number) for number, offer in enumerate(shown, 1)]
        rest = [offer for action, offer in offers.items() if action not in {o.action for o in shown}]
        widget = QWidget()
        widget.setLayout(column(*_in_rows([*buttons, *([self._more(rest)] if rest else [])]), gap=6))
        return widget

    def _proposal(self, case: CaseFile) -> list[QWidget]:
        """Propose closing a case whose papers were not brought in time; an officer decides."""
        if not any(offer.action is Action.CLOSE and offer.allowed for offer in case.steps):
            return []
        words = self.tr("The papers asked for were not brought in time: the case may be closed.")
        proposal = text(words, "note", wrap=True)
        proposal.setProperty("tone", "soon")
        return [proposal]

    @staticmethod
    def _wanted(case: CaseFile, action: Action) -> bool:
        """Leave «paid» to the menu where nothing is owed."""
        return action is not Action.PAID or (bool(case.fee_total) and not sum(p["amount"] for p in case.payments))

    def _step_button(self, offer: StepOffer, number: int) -> QPushButton:
        action = Action(offer.action)
        kind = "primary" if number == 1 else ""
        made = button(offer.label, partial(self.taker.offered, self._code, offer), kind=kind, key=f"Alt+{number}")
        made.setEnabled(offer.allowed)
        if offer.why_not is not None:
            made.setToolTip(tip(sentence(offer.why_not)))
        self.step_buttons[action] = made
        return made

    def _more(self, offers: Sequence[StepOffer]) -> QPushButton:
        made = button(self.tr("More steps"), picture="dots-three")
        menu = QMenu(made)
        for offer in offers:
            entry = menu.addAction(offer.label)
            entry.setEnabled(offer.allowed)
            if offer.why_not is not None:
                entry.setToolTip(tip(sentence(offer.why_not)))
            entry.triggered.connect(partial(self._from_menu, offer))
        menu.setToolTipsVisible(True)
        made.setMenu(menu)
        return made

    def _from_menu(self, offer: StepOffer, _checked: bool = False) -> None:
        self.taker.offered(self._code, offer)

    def tell(self) -> None:
        """Note that the citizen was told something: what the message says, unless other words are typed."""
        message = self.sheet.message if self.sheet is not None else ""
        ContactDialog(self, self._desk, self._code, self.refresh, message=message).open()

    def _copy(self, message: str) -> None:
        QGuiApplication.clipboard().setText(message)
        self._tell(self.tr("The message is copied: paste it where you send it."), "done")

    def open_slip(self) -> None:
        """Print the receipt of the case as it was issued, or show it first."""
        self.taker.print(self._code, "receipt")

    def _print_again(self, paper: int) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        printing = self._desk.tasks.run(self, print_again, paper, at=now, by=officer)
        printing.then(self.taker.write).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def _tell(self, words: str, tone: str) -> None:
        self._tone = tone
        self._result.setText(words)
        restyle(self._result, "tone", tone)


def _in_rows(buttons: Sequence[QPushButton]) -> list[QLayout]:
    """Put buttons beside each other as long as they fit into the narrow page."""
    rows, width = list[list[QPushButton]](), _NARROW
    for made in buttons:
        width += made.sizeHint().width() + 6
        if width > _NARROW:
            rows, width = [*rows, []], made.sizeHint().width()
        rows[-1].append(made)
    return [row(*((made, 1) for made in each), gap=6) for each in rows]


def _due_words(case: CaseFile) -> str:
    due: datetime | None = case.due_at
    if due is None:
        return ""
    moved = case.original_due_at is not None and case.original_due_at != due
    return moment_text(due) + (f"  (← {moment_text(case.original_due_at)})" if moved else "")
