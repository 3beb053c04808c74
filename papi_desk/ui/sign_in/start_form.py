"""Begin to ask the officers to sign in: who is administrator, with which PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.roles import ADMINISTRATOR
from papi_desk.services.officers import OfficerLine
from papi_desk.services.reference import reference
from papi_desk.services.sign_in import Answer, begin_sign_in, set_roles, set_secret
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, secret_field
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, row, text
from papi_desk.ui.pages import Desk

Begun = tuple[Answer, str]


class StartForm(QWidget):
    """The first administrator and the PIN, typed twice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.who = ChoiceField(self.tr("First &administrator"), {})
        self.pin = secret_field(self.tr("&PIN"), hint=self.tr("at least 6 figures or letters"))
        self.again = secret_field(self.tr("PIN once &more"))
        self.setLayout(column(self.who, row((self.pin, 1), (self.again, 1), gap=12), gap=4))

    def show_officers(self, officers: Sequence[OfficerLine]) -> None:
        """Offer the officers of today."""
        self.who.set_choices({str(officer.id): officer.name for officer in officers})

    def begin(
        self,
        then: Callable[[Begun], None],
        failed: Callable[[Refused], None],
        hindered: Callable[[Unavailable], None],
    ) -> None:
        """Make the officer administrator and ask everybody to sign in from now on."""
        pin = self.pin.edit.text()
        if pin != self.again.edit.text():
            self.complain(Refused("secret-twice", "again"))
            failed(Refused("secret-twice", "again"))
            return
        beginning = self._desk.tasks.run(self, _begin, int(self.who.value() or 0), pin, at=self._desk.clock())
        beginning.then(then).failed(failed).hindered(hindered)

    def complain(self, refusal: Refused) -> None:
        """Show why not, under its field."""
        field = {"again": self.again}.get(refusal.field or "", self.pin)
        field.complain(sentence(refusal))
        field.edit.setFocus()


def _begin(session: Any, officer: int, pin: str, *, at: datetime) -> Begun:
    """Give the first administrator every role of the house, the PIN, and ask to sign in: one step, or none."""
    table = reference(session).roles
    roles = tuple(name for name in table.roles if name != "unattended")
    set_roles(session, officer, (ADMINISTRATOR, *roles), at=at)
    set_secret(session, officer, pin, at=at)
    return begin_sign_in(session, officer, pin, at=at)


class StartDialog(Sheet):
    """Switch signing in on, from the settings."""

    def __init__(
        self, parent: QWidget, desk: Desk, officers: Sequence[OfficerLine], done: Callable[[Begun], None]
    ) -> None:
        self.form = StartForm(desk)
        self.form.show_officers(officers)
        self._done = done
        why = text(
            self.tr(
                "From then on each officer signs in by PIN or badge and does what the own roles allow. "
                "Give the others a PIN and roles right after."
            ),
            wrap=True,
        )
        super().__init__(
            parent, self.tr("Ask officers to sign in"), column(why, self.form), agree=self.tr("&Switch on")
        )

    def agree(self) -> None:
        """Switch it on."""
        self.agree_button.setEnabled(False)
        self.form.begin(
            self._begun,
            lambda refusal: self.complain(sentence(refusal)),
            lambda error: self.complain(sentence(error)),
        )

    def _begun(self, begun: Begun) -> None:
        if begun[0].refusal is not None:
            self.complain(sentence(begun[0].refusal))
            return
        self.accept()
        self._done(begun)
