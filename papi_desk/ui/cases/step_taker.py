"""Take a step on a case from wherever it is seen: ask for details with usual answers, then show the paper it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from papi_desk.domain.cases import ACTION_NAMES, STATUS_NAMES, Action, Status
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.procedures import choosable_variants
from papi_desk.domain.records import replace
from papi_desk.services.case_files import StepOffer, allowed_steps, case_file
from papi_desk.services.cases import StepDetails, StepTaken, take_step
from papi_desk.services.papers import Printed, issue_paper
from papi_desk.services.procedures import procedure_sheet
from papi_desk.services.sign_in import Answer, approve, approvers
from papi_desk.services.step_defaults import step_defaults
from papi_desk.ui.cases.step_dialog import StepDialog, asks_of
from papi_desk.ui.labels import sentence
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.slips import issued_document

PAPER_AFTER: Final[Mapping[Action, str]] = {
    Action.SUPPLEMENT: "supplement",
    Action.EXTEND: "extension",
    Action.APOLOGISE: "apology",
    Action.DENY: "refusal",
    Action.REFUSE: "refusal",
    Action.STOP: "stop",
    Action.CLOSE: "stop",
}
"""The paper in which the citizen is told of a step; it is issued with its number once the step is taken."""

Variants = Sequence[tuple[str, str]]


class StepTaker(QObject):
    """Takes steps for a page and tells it in words how it went."""

    taken = Signal(object)
    """The step is in the register (``StepTaken``)."""
    said = Signal(str, str)
    """Words and their tone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._code = ""
        self.dialog: StepDialog | None = None

    def begin(self, code: str, action: Action) -> None:
        """Take a step, asking first whether the case offers it."""
        self._code = code
        reading = self._desk.tasks.read(self, _offer_of, code, action, at=self._desk.clock())
        reading.then(partial(self.offered, code)).failed(self._refused)

    def offered(self, code: str, offer: StepOffer) -> None:
        """Take a step that a case offers: at once when it needs nothing, else with its details."""
        self._code = code
        action = Action(offer.action)
        if not offer.allowed and offer.why_not is not None:
            self._refused(offer.why_not)
        elif not asks_of(action) and offer.why_not is None:
            self._take(action, StepDetails())
        else:
            reading = self._desk.tasks.read(self, _usual, code, action, at=self._desk.clock())
            reading.then(lambda found: self._ask(offer, *found)).failed(self._refused)

    def _ask(self, offer: StepOffer, usual: StepDetails, variants: Variants, approvers: Sequence[str]) -> None:
        more = ("approver",) if offer.why_not is not None else ()
        take = partial(self._take, Action(offer.action))
        closing = self._desk.closing
        self.dialog = StepDialog(
            self._parent, offer, variants, take, closing=closing, more=more, usual=usual, approvers=approvers
        )
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _take(self, action: Action, details: StepDetails) -> None:
        pin = self.dialog.approver_pin() if self.dialog is not None and details.approver else ""
        if pin:
            approving = self._desk.tasks.run(
                self, approve, details.approver, pin, self._code, step=str(action), at=self._desk.clock()
            )
            approving.then(lambda answer: self._approved(answer, action, details)).failed(self._refused)
            approving.hindered(self._hindered)
        else:
            self._take_now(action, details)

    def _approved(self, answer: Answer, action: Action, details: StepDetails) -> None:
        if answer.refusal is not None:
            self._refused(Refused(answer.refusal.kind, "approver_pin", **answer.refusal.data))
        else:
            self._take_now(action, details)

    def _take_now(self, action: Action, details: StepDetails) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        taking = self._desk.tasks.run(
            self, take_step, self._code, action, at=now, by=officer, ask=replace(details, at_screen=True)
        )
        taking.then(partial(self._taken, action)).failed(self._refused)

    def _taken(self, action: Action, taken: StepTaken) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        broken = ", ".join(self.breach(name) for name in taken.breaches)
        late = self.tr("Done, and written in the history: {0}.")
        done = self.tr("Written: {0} · {1}.").format(taken.code, ACTION_NAMES[action])
        self.said.emit(late.format(broken) if broken else done, "soon" if broken else "done")
        self.taken.emit(taken)
        if action in PAPER_AFTER:
            self.print(taken.code, PAPER_AFTER[action])

    def print(self, code: str, form: str) -> None:
        """Issue a paper of a case, or take it as it was issued, and bring it to the printer."""
        now, officer = self._desk.clock(), self._desk.officer()
        issuing = self._desk.tasks.run(self, issue_paper, code, form, lay_out=kept_layout, at=now, by=officer)
        issuing.then(self.write).failed(self._refused)

    def write(self, printed: Printed) -> None:
        """Bring an issued paper to the printer."""
        writing = self._desk.tasks.work(self, issued_document, printed, self._desk.papers_folder)
        writing.then(lambda paper: self._desk.printing.show(paper, self._parent, self.said.emit))

    def breach(self, name: str) -> str:
        """Return what a breach of the rules is called."""
        words = {
            "supplement-late": self.tr("the request for papers came late"),
            "refused-late": self.tr("refused after the due date"),
            "overridden": self.tr("a limit was set aside with approval"),
            "promise-missed": self.tr("the promise was missed"),
            "apology-waived": self.tr("no apology was sent, with a reason"),
        }
        return words.get(name, name)

    def _refused(self, refusal: Refused) -> None:
        if self.dialog is not None:
            self.dialog.refuse(refusal)
        else:
            self.said.emit(sentence(refusal), "late")

    def _hindered(self, error: Unavailable) -> None:
        """Say it where the PIN was typed; it is not kept to be tried by itself later, when nobody stands here."""
        if self.dialog is not None:
            self.dialog.complain(sentence(error))
        else:
            self.said.emit(sentence(error), "late")


def _offer_of(session: Any, code: str, action: Action, *, at: datetime) -> StepOffer:
    """Return a step as the case offers it now."""
    for offer in allowed_steps(session, code, at=at):
        if offer.action == action:
            return offer
    status = STATUS_NAMES[Status(case_file(session, code, at=at).status)]
    refusal = Refused("step-not-allowed", action=ACTION_NAMES[action], status=status)
    return StepOffer(action, ACTION_NAMES[action], False, refusal)


def _usual(session: Any, code: str, action: Action, *, at: datetime) -> tuple[StepDetails, Variants, list[str]]:
    """Return the usual details of a step, the limits it can switch to, and who may approve it by PIN."""
    may_approve = approvers(session, at=at)
    usual = step_defaults(session, code, action, at=at)
    if action is not Action.VERIFY:
        return usual, [], may_approve
    file = case_file(session, code, at=at)
    sheet = procedure_sheet(session, file.procedure_code, on=file.received_at.date())
    variants = [(v.name, f"{v.label}: {v.limit.words()}") for v in choosable_variants(sheet.version)]
    return usual, variants, may_approve
