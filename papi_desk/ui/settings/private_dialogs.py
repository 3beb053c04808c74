"""Set a term, destroy what outlived its own with an approval, correct a citizen's data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.retention import RetentionRule
from papi_desk.services.citizen_data import CORRECTABLE, correct_citizen
from papi_desk.services.office_rules import set_rules
from papi_desk.services.retention import BOOK, DEED, Minutes, PlanLine, run_retention
from papi_desk.services.sign_in import Answer, approve
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, CountField, TextField, secret_field
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import column, row, text
from papi_desk.ui.pages import Desk

LONGEST_YEARS = 100


class TermDialog(Sheet):
    """How many years a kind of data is kept, and by which document."""

    def __init__(self, parent: QWidget, desk: Desk, rule: RetentionRule) -> None:
        self._desk, self._rule = desk, rule
        self.years = CountField(self.tr("Kept for … &years"), value=rule.years or 5, least=0, most=LONGEST_YEARS)
        self.basis = TextField(self.tr("&Basis: the document that says so"), longest=300)
        self.years.setFixedWidth(170)
        body = column(text(rule.label, wrap=True), row(self.years, (self.basis, 1), gap=12))
        super().__init__(parent, self.tr("Set the term"), body, agree=self.tr("&Save"))
        self.setMinimumWidth(640)
        self.basis.set_value(rule.basis if rule.own else "")
        self.basis.setFocus()

    def agree(self) -> None:
        """Write the office's own term."""
        words = {
            "key": self._rule.key, "label": self._rule.label, "what": self._rule.what,
            "books": list(self._rule.books), "years": self.years.value(), "basis": self.basis.value(), "sure": True,
        }  # fmt: skip
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_rules, BOOK, {BOOK: [words]}, at=now, by=officer or None)
        saving.then(lambda _keys: self.accept()).failed(lambda refusal: self.complain(sentence(refusal)))


class DestroyDialog(Sheet):
    """Says once more what goes, and asks another officer to approve it."""

    def __init__(
        self, parent: QWidget, desk: Desk, due: Sequence[PlanLine], names: Sequence[str], *, by_pin: bool,
        done: Callable[[Minutes], None],
    ) -> None:  # fmt: skip
        self._desk, self._done = desk, done
        self.approver = ChoiceField(self.tr("&Approved by"), {"": "", **{name: name for name in names}})
        self.pin = secret_field(self.tr("PIN of who approves"))
        self.pin.setVisible(by_pin)
        lines = (f"{number(len(line.keys))} · {line.rule.label} · {line.rule.term()}" for line in due)
        words = self.tr(
            "What is destroyed does not come back. Numbers, dates and figures stay; copies of the register made before "
            "still hold it until they are rotated out."
        )
        body = column(
            *(text(line, wrap=True) for line in lines), text(words, "quiet", wrap=True),
            row((self.approver, 1), (self.pin, 1), gap=12),
        )  # fmt: skip
        super().__init__(parent, self.tr("Destroy what outlived its term"), body, agree=self.tr("&Destroy"))
        self.setMinimumWidth(640)
        self.approver.setFocus()

    def agree(self) -> None:
        """Have it approved, then destroy."""
        self.agree_button.setEnabled(False)
        name, pin, now = self.approver.value(), self.pin.value(), self._desk.clock()
        if not pin:
            self._run()
            return
        self.pin.set_value("")
        approving = self._desk.tasks.run(self, approve, name, pin, BOOK, step=DEED, at=now)
        approving.then(self._approved).failed(self._refused)
        approving.hindered(lambda error: self.complain(sentence(error)))  # a PIN is not kept to be tried later

    def _approved(self, answer: Answer) -> None:
        if answer.refusal is not None:
            self._refused(answer.refusal)
        else:
            self._run()

    def _run(self) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        running = self._desk.tasks.run(self, run_retention, approver=self.approver.value(), at=now, by=officer or None)
        running.then(self._ran).failed(self._refused)

    def _ran(self, minutes: Minutes) -> None:
        self.accept()
        self._done(minutes)

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))


class CorrectDialog(Sheet):
    """What is to be corrected in every case of a citizen, and why."""

    def __init__(self, parent: QWidget, desk: Desk, citizen: str, done: Callable[[list[str]], None]) -> None:
        self._desk, self._done = desk, done
        self.number = TextField(self.tr("&Personal number or tax code"), longest=20)
        self.what = ChoiceField(
            self.tr("&What is wrong"), {name: words.capitalize() for name, words in CORRECTABLE.items()}
        )
        self.value = TextField(self.tr("&Right is"), longest=300)
        self.reason = TextField(self.tr("Rea&son: the citizen's request"), longest=300)
        body = column(self.number, row((self.what, 1), (self.value, 2), gap=12), self.reason)
        super().__init__(parent, self.tr("Correct on request"), body, agree=self.tr("&Correct"))
        self.setMinimumWidth(640)
        self.number.set_value(citizen)
        self.value.setFocus()

    def agree(self) -> None:
        """Correct every case of theirs."""
        now, officer = self._desk.clock(), self._desk.officer()
        changes = {self.what.value(): self.value.value()}
        correcting = self._desk.tasks.run(
            self, correct_citizen, self.number.value(), changes, self.reason.value(), at=now, by=officer or None
        )
        correcting.then(self._corrected).failed(lambda refusal: self.complain(sentence(refusal)))

    def _corrected(self, codes: list[str]) -> None:
        self.accept()
        self._done(codes)
