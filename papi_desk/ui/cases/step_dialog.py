"""Ask for the details that a step needs: its reason, the new date, who approved, who took the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from papi_desk.domain.cases import NEEDS_REASON, Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.services.case_files import StepOffer
from papi_desk.services.cases import StepDetails
from papi_desk.services.step_defaults import TAKEN_AS
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, CountField, Field, LinesField, MomentField, TextField, secret_field
from papi_desk.ui.labels import moment_text, sentence
from papi_desk.ui.layouts import column

ASKS: Final[dict[Action, tuple[str, ...]]] = {
    Action.ACCEPT: (),
    Action.VERIFY: ("variant",),
    Action.SUPPLEMENT: ("missing", "reason"),
    Action.EXTEND: ("new_due", "reason"),
    Action.APOLOGISE: ("new_due", "reason"),
    Action.PAY: ("amount", "reason"),
    Action.PAID: ("amount", "method", "receipt_number"),
    Action.FINISH: ("result_number",),
    Action.RETURN: ("taken_by", "taken_as"),
    Action.AMEND: ("corrected", "correct_value", "reason"),
}
"""What each step asks for; steps that need a reason ask for it too."""


def asks_of(action: Action) -> tuple[str, ...]:
    """Return the details a step asks for."""
    return ASKS.get(action, ("reason",) if action in NEEDS_REASON else ())


class StepDialog(Sheet):
    """A small form for one step; ``take`` is called with its details."""

    def __init__(
        self,
        parent: QWidget,
        offer: StepOffer,
        variants: Sequence[tuple[str, str]],
        take: Callable[[StepDetails], None],
        *,
        closing: Callable[[date], time],
        more: tuple[str, ...] = (),
        usual: StepDetails | None = None,
        approvers: Sequence[str] = (),
    ) -> None:
        self._take = take
        self._approvers = approvers
        self._closing = closing
        self.fields: dict[str, Field] = {}
        self._body = column(gap=4)
        super().__init__(parent, offer.label, self._body, agree=offer.label)
        for name in (*asks_of(Action(offer.action)), *more):
            self._ask_more(name, dict(variants))
        self._fill(usual or StepDetails())
        if offer.why_not is not None:
            self.complain(sentence(offer.why_not))
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    def agree(self) -> None:
        """Take the step with what was typed."""
        texts: dict[str, Any] = {
            name: f.value() for name, f in self.fields.items() if isinstance(f, TextField | ChoiceField | LinesField)
        }
        due, amount = self.fields.get("new_due"), self.fields.get("amount")
        texts.pop("new_due", None)
        texts.pop("approver_pin", None)
        corrected, value = texts.pop("corrected", ""), texts.pop("correct_value", "")
        try:
            moment = due.moment() if isinstance(due, MomentField) else None
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.agree_button.setEnabled(False)
        self._take(
            replace(
                StepDetails(),
                **texts,
                new_due=moment,
                changes={corrected: value} if corrected else {},
                amount=amount.value() if isinstance(amount, CountField) else None,
            )
        )

    def refuse(self, refusal: Refused) -> None:
        """Show why the step cannot be taken; ask for the approver where one may allow it."""
        if refusal.field in ("approver", "reason", "no_apology") and refusal.field not in self.fields:
            self._ask_more(refusal.field)
        field = self.fields.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
            field.widget.setFocus()
            self.agree_button.setEnabled(True)
        self.complain(sentence(refusal) if field is None or refusal.field == "no_apology" else "")

    def _fill(self, usual: StepDetails) -> None:
        """Show what is usual, ready to be typed over."""
        for name, field in self.fields.items():
            value = getattr(usual, name, None)
            if isinstance(field, MomentField):
                field.set_value(moment_text(value))
            elif isinstance(field, CountField):
                field.set_value(value or 0)
            elif value and isinstance(field, TextField | ChoiceField | LinesField):
                field.set_value(value)

    def approver_pin(self) -> str:
        """Return the PIN by which the approver approves; it goes nowhere else."""
        field = self.fields.get("approver_pin")
        return field.edit.text() if isinstance(field, TextField) else ""

    def _ask_more(self, name: str, variants: dict[str, str] | None = None) -> None:
        self.fields[name] = self._field(name, variants or {})
        self._body.addWidget(self.fields[name])
        if name == "approver" and self._approvers:
            self._ask_more("approver_pin")

    def _field(self, name: str, variants: dict[str, str]) -> Field:
        if name == "approver" and self._approvers:
            return ChoiceField(self._words(name), {"": "", **{one: one for one in self._approvers}})
        if name == "approver_pin":
            return secret_field(self.tr("PIN of who approves"))
        if name == "variant":
            return ChoiceField(self.tr("Limit"), variants)
        if name == "method":
            means = {"cash": self.tr("Cash"), "transfer": self.tr("Bank transfer"), "online": self.tr("Online")}
            return ChoiceField(self.tr("How it was paid"), means)
        if name == "corrected":
            return ChoiceField(self.tr("What to correct"), self._amendable())
        if name == "amount":
            return CountField(self.tr("Amount (đồng)"), most=2_000_000_000)
        if name == "missing":
            return LinesField(self.tr("Papers that are missing, one a line"))
        if name == "taken_as":
            return TextField(self._words(name), suggested=TAKEN_AS)
        if name == "new_due":
            return MomentField(self.tr("New due date"), hour=self._closing)
        return TextField(self._words(name))

    def _amendable(self) -> dict[str, str]:
        return {
            "owner_name": self.tr("Name of the owner"),
            "owner_id_number": self.tr("Personal number of the owner"),
            "owner_phone": self.tr("Phone of the owner"),
            "owner_address": self.tr("Address of the owner"),
            "official_code": self.tr("Official code of the case"),
            "result_place": self.tr("Where the result is collected"),
            "receiving_unit": self.tr("Receiving unit"),
            "competent_unit": self.tr("Competent unit"),
            "note": self.tr("Note on the case"),
        }

    def _words(self, name: str) -> str:
        words = {
            "reason": self.tr("Reason"),
            "approver": self.tr("Approved by"),
            "correct_value": self.tr("Correct value"),
            "receipt_number": self.tr("Receipt number"),
            "result_number": self.tr("Number of the result"),
            "taken_by": self.tr("Taken by (if not the owner)"),
            "taken_as": self.tr("In what capacity"),
            "no_apology": self.tr("Why no apology is sent"),
        }
        return words[name]
