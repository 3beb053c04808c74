"""Send a citizen home with form 02: what is missing, all at once, with the reason written already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from papi_desk import services
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout

_SHOWN = 8


class MissingDialog(Sheet):
    """Enter writes it down and prints the form."""

    def __init__(
        self, parent: QWidget, desk: Desk, procedure: str, owner: Person, submitter: Person | None,
        missing: Sequence[str], done: Callable[[services.papers.Printed], None],
    ) -> None:  # fmt: skip
        self._desk = desk
        self._about = (owner, submitter or owner, procedure)
        self._missing = tuple(missing)
        self._done = done
        self.name = TextField(self.tr("&Name of the citizen"))
        self.name.set_value((submitter or owner).name)
        self.reason = TextField(self.tr("&Reason"), longest=1000)
        self.reason.set_value(services.turn_away_papers.MISSING_REASON if missing else "")
        lines = [text(f"{place}. {name}", wrap=True) for place, name in enumerate(missing[:_SHOWN], 1)]
        more = [text(self.tr("… and {0} more").format(len(missing) - _SHOWN), "quiet")] if len(missing) > _SHOWN else []
        body = column(text(self.tr("Asked for, all at once"), "section"), *lines, *more, self.name, self.reason, gap=4)
        super().__init__(parent, self.tr("Papers are missing: form 02"), body, agree=self.tr("Print form 02"))
        self.setMinimumWidth(560)
        (self.reason if self.name.value() else self.name).setFocus()

    def agree(self) -> None:
        """Number the form, write it down and print it."""
        owner, submitter, procedure = self._about
        who = Person(submitter.kind, self.name.value(), phone=submitter.phone)
        now, officer = self._desk.clock(), self._desk.officer()
        self.agree_button.setEnabled(False)
        writing = self._desk.tasks.run(
            self, services.turn_away_papers.turn_away_paper, "supplement", owner, who, procedure,
            self.reason.value(), self._missing, lay_out=kept_layout, at=now, by=officer,
        )  # fmt: skip
        writing.then(self._written).failed(self._refused)

    def _written(self, printed: services.papers.Printed) -> None:
        self.accept()
        self._done(printed)

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))
