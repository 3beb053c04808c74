"""A case beside the list: how long is left, the next steps, who, papers, fee, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.procedures import choosable_variants
from papi_desk.domain.undo import UNDO
from papi_desk.services.case_files import CaseFile, EventLine, StepOffer, case_file
from papi_desk.services.cases import HandedIn, StepDetails, StepTaken, take_step
from papi_desk.services.contacts import MEANS
from papi_desk.services.papers import Printed, issue_paper
from papi_desk.services.procedures import ProcedureSheet, procedure_sheet
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.step_dialog import StepDialog, asks_of
from papi_desk.ui.cases.trace_dialog import TraceDialog
from papi_desk.ui.cases.undo_button import undo_button
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import channel_name, due_chip, moment_text, money, sentence, status_chip
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, scrolled, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.rows import chip_label

FIRST: Final = (Action.FINISH, Action.RETURN, Action.ACCEPT, Action.RESUBMIT, Action.PAID, Action.PROCESS)
"""Steps shown as buttons, in this order; the others are in the menu."""
SECOND: Final = (Action.CLOSE, Action.SUPPLEMENT, Action.EXTEND)
"""Steps shown as buttons only while they can be taken; closing is proposed once its day has come."""


class CaseView(QWidget):
    """Everything on one case, refreshed when it changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self.case: CaseFile | None = None
        self._wide = False
        self.step_buttons: dict[Action, QPushButton] = {}
        self.dialog: StepDialog | None = None
        self._focus_code = ""
        self._result = text("", "note", wrap=True)
        self._body = QWidget()
        self._body.setLayout(QVBoxLayout())
        self._area = scrolled(self._body)
        self.setLayout(column((self._area, 1), gap=0))

    def show_case(self, code: str) -> None:
        """Read a case and show it."""
        if code != self._code:
            self._tell("", "")
        self._code = code
        reading = self._desk.tasks.read(self, case_file, code, at=self._desk.clock())
        reading.then(self._show).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def refresh(self) -> None:
        """Read the case again."""
        if self._code:
            self.show_case(self._code)

    def spread(self, wide: bool) -> None:
        """Use the whole page (two columns), or stand beside the list."""
        if wide != self._wide:
            self._wide = wide
            if self.case is not None:
                self._show(self.case)

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

    def _show(self, case: CaseFile) -> None:
        if case.code != self._code and case.official_code != self._code:
            return
        self.case = case
        self.step_buttons = {}
        body = QWidget()
        upper = [
            self._head(case),
            self._steps(case),
            *self._proposal(case),
            self._result_line(),
            *self._undo(case),
            _section(self.tr("People"), self._people(case)),
            _section(self.tr("Told the citizen"), self._contacts(case)),
        ]
        lower = [
            _section(self.tr("Papers handed in"), self._documents(case)),
            _section(self.tr("Fee"), self._money(case)),
            _section(self.tr("History"), self._history(case.history)),
        ]
        beside = row((column(*upper, STRETCH, gap=10), 1), (column(*lower, STRETCH, gap=10), 1), gap=32)
        layout = beside if self._wide else column(*upper, *lower, STRETCH, gap=10)
        layout.setContentsMargins(4, 0, 8, 8)
        body.setLayout(layout)
        had_focus = self._body.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._area.setWidget(body)
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
        """Offer to take back the last step, to who took it today."""
        if case.undo is None or case.undo.why_not is not None:
            return []
        made = undo_button(self._desk, self, lambda: self._code, self._tell, self.refresh)
        return [boxed(row(made, text(f"{case.undo.words} · {case.undo.officer}", "quiet"), STRETCH, gap=4))]

    _tone = ""

    def _head(self, case: CaseFile) -> QWidget:
        now = self._desk.clock()
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
        ]
        slip = button(self.tr("Slip"), self.open_slip, kind="flat", picture="file-pdf")
        slip.setToolTip(self.tr("Print the receipt, or see it first"))
        card = column(
            row(code, official, STRETCH, slip, trace, gap=8),
            text(case.procedure, "section", wrap=True),
            row(*[chip_label(chip) for chip in chips], STRETCH, gap=8),
            _pairs(lines),
            margin=12,
            gap=6,
        )
        return boxed(card, "card")

    def _late_words(self, case: CaseFile) -> str:
        recorded = case.history[0].recorded_at if case.history else case.received_at
        return self.tr("late, at {0}").format(moment_text(recorded)) if case.entered_late else ""

    def _steps(self, case: CaseFile) -> QWidget:
        offers = {offer.action: offer for offer in case.steps}
        shown = [offers[a] for a in FIRST if a in offers and self._wanted(case, a)]
        shown += [offers[a] for a in SECOND if a in offers and offers[a].allowed]
        buttons = [self._step_button(offer, number) for number, offer in enumerate(shown, 1)]
        rest = [offer for action, offer in offers.items() if action not in {o.action for o in shown}]
        holder = QGridLayout()
        holder.setSpacing(6)
        for place, made in enumerate([*buttons, *([self._more(rest)] if rest else [])]):
            holder.addWidget(made, place // 2, place % 2)
        widget = QWidget()
        widget.setLayout(holder)
        holder.setContentsMargins(0, 0, 0, 0)
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
        made = button(offer.label, partial(self._begin, offer), kind=kind, key=f"Alt+{number}")
        made.setEnabled(offer.allowed)
        if offer.why_not is not None:
            made.setToolTip(sentence(offer.why_not))
        self.step_buttons[action] = made
        return made

    def _more(self, offers: Sequence[StepOffer]) -> QPushButton:
        made = button(self.tr("More steps"), picture="dots-three")
        menu = QMenu(made)
        for offer in offers:
            entry = menu.addAction(offer.label)
            entry.setEnabled(offer.allowed)
            if offer.why_not is not None:
                entry.setToolTip(sentence(offer.why_not))
            entry.triggered.connect(partial(self._begin_from_menu, offer))
        menu.setToolTipsVisible(True)
        made.setMenu(menu)
        return made

    def _people(self, case: CaseFile) -> QLayout:
        lines = _person_lines(case.owner, self.tr("Owner"))
        if case.submitter != case.owner:
            lines += _person_lines(case.submitter, self.tr("Handed in by"))
            lines.append((self.tr("Relation"), " · ".join(filter(None, (case.relation, case.authorisation)))))
        units = [(self.tr("Receiving unit"), case.receiving_unit), (self.tr("Competent unit"), case.competent_unit)]
        return _pairs([*lines, *units, (self.tr("Note"), case.note)])

    def _contacts(self, case: CaseFile) -> QLayout:
        tell = button(self.tr("Note what was said"), self.tell, kind="flat", picture="phone")
        told = ((c, (moment_text(c["at"]), MEANS[c["means"]], c["officer"])) for c in reversed(case.contacts))
        return column(*(_two_lines(c["content"], " · ".join(how)) for c, how in told), row(tell, STRETCH), gap=4)

    def tell(self) -> None:
        """Note that the citizen was told something."""
        ContactDialog(self, self._desk, self._code, self.refresh).open()

    def _documents(self, case: CaseFile) -> QLayout:
        counted = ((d.name, self._counts(d)) for d in case.documents)
        if not case.documents:
            return column(text(self.tr("None written down"), "quiet"))
        return column(*(_two_lines(name, count) for name, count in counted), gap=4)

    def _counts(self, paper: HandedIn) -> str:
        counts = (
            (paper.originals, self.tr("{0} originals")),
            (paper.certified, self.tr("{0} certified")),
            (paper.photos, self.tr("{0} photos")),
        )
        digitised = [self.tr("digitised")] if paper.digitised else []
        return " · ".join([*(words.format(count) for count, words in counts if count), *digitised])

    def _money(self, case: CaseFile) -> QLayout:
        lines = [(money(c["amount"]), str(c["name"])) for c in case.charges]
        lines += [(self.tr("Paid"), f"{money(p['amount'])} · {p['receipt_number']}") for p in case.payments]
        total = self.tr("to be checked") if case.fee_total is None else money(case.fee_total)
        return column(_pairs(lines), text(self.tr("Total {0}").format(total), "section"), gap=4)

    def _history(self, events: Sequence[EventLine]) -> QLayout:
        return column(*(self._event(event) for event in reversed(events)), gap=6)

    def _event(self, event: EventLine) -> QLayout:
        at = event.recorded_at if event.action == UNDO else event.at
        who = " · ".join(filter(None, (moment_text(at), event.officer, event.approver)))
        why = [event.reason] if event.reason else []
        if event.undone and event.action != UNDO:
            why.append(self.tr("taken back"))
        if event.old_due != event.new_due and event.new_due is not None:
            why.append(self.tr("due {0}").format(moment_text(event.new_due)))
        return column(text(" · ".join([event.label, *why]), wrap=True), text(who, "quiet"), gap=0)

    def _begin_from_menu(self, offer: StepOffer, _checked: bool = False) -> None:
        self._begin(offer)

    def _begin(self, offer: StepOffer) -> None:
        """Take a step at once when it needs nothing, else ask for its details."""
        action = Action(offer.action)
        needs_approver = offer.why_not is not None
        if not asks_of(action) and not needs_approver:
            self._take(action, StepDetails())
            return
        if action is Action.VERIFY and self.case is not None:
            today = self.case.received_at.date()
            reading = self._desk.tasks.read(self, procedure_sheet, self.case.procedure_code, on=today)
            reading.then(lambda sheet: self._ask(offer, _variants(sheet)))
            return
        self._ask(offer, [])

    def _ask(self, offer: StepOffer, variants: Sequence[tuple[str, str]]) -> None:
        more = ("approver",) if offer.why_not is not None else ()
        take = partial(self._take, Action(offer.action))
        self.dialog = StepDialog(self, offer, variants, take, closing=self._desk.closing, more=more)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _take(self, action: Action, details: StepDetails) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        taking = self._desk.tasks.run(self, take_step, self._code, action, at=now, by=officer, ask=details)
        taking.then(self._taken).failed(self._refused)

    def _taken(self, taken: StepTaken) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        late = self.tr("Done, and written in the history: {0}.")
        broken = ", ".join(self._breach(name) for name in taken.breaches)
        self._tell(late.format(broken) if broken else self.tr("Done."), "soon" if broken else "done")
        self.refresh()

    def _breach(self, name: str) -> str:
        words = {
            "supplement-late": self.tr("the request for papers came late"),
            "refused-late": self.tr("refused after the due date"),
            "overridden": self.tr("a limit was set aside with approval"),
        }
        return words.get(name, name)

    def _refused(self, refusal: Refused) -> None:
        if self.dialog is not None:
            self.dialog.refuse(refusal)
        else:
            self._tell(sentence(refusal), "late")

    def open_slip(self) -> None:
        """Print the receipt of the case as it was issued, or show it first."""
        now, officer = self._desk.clock(), self._desk.officer()
        issuing = self._desk.tasks.run(self, issue_paper, self._code, lay_out=kept_layout, at=now, by=officer)
        issuing.then(self._write_slip)

    def _write_slip(self, printed: Printed) -> None:
        writing = self._desk.tasks.work(self, issued_document, printed, self._desk.papers_folder)
        writing.then(lambda slip: self._desk.printing.show(slip, self, self._tell))

    def _tell(self, words: str, tone: str) -> None:
        self._tone = tone
        self._result.setText(words)
        restyle(self._result, "tone", tone)


def _section(title: str, body: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(title, "section"), body, gap=4))
    return holder


def _two_lines(words: str, detail: str) -> QLayout:
    quiet = [text(detail, "quiet")] if detail else []
    return column(text(words, wrap=True), *quiet, gap=0)


def _pairs(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Lay label and value out in two columns, leaving out what is empty."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for place, (label, value) in enumerate((label, value) for label, value in lines if value):
        shown: QLabel = text(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(text(label, "label"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, place, 1)
    return grid


def _person_lines(person: Person, role: str) -> list[tuple[str, str]]:
    contact = (person.id_number or person.tax_code, person.phone, person.email)
    return [(role, person.name), ("", " · ".join(filter(None, contact))), ("", person.address)]


def _due_words(case: CaseFile) -> str:
    due: datetime | None = case.due_at
    if due is None:
        return ""
    moved = case.original_due_at is not None and case.original_due_at != due
    return moment_text(due) + (f"  (← {moment_text(case.original_due_at)})" if moved else "")


def _variants(sheet: ProcedureSheet) -> list[tuple[str, str]]:
    return [(v.name, f"{v.label}: {v.limit.words()}") for v in choosable_variants(sheet.version)]
