"""Offer what an earlier case says of a number or phone: seen with its date, taken only with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from papi_desk import services
from papi_desk.domain.people import plain_number
from papi_desk.ui.labels import day_text
from papi_desk.ui.pages import Desk
from papi_desk.ui.suggest import Suggestion, SuggestLine


class KnownOffers(QObject):
    """The lines of a person's number and phone, which offer who came before."""

    taken = Signal(object)
    """The ``KnownPerson`` that the officer confirmed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.by_number = SuggestLine(self._ask_number, name="", careful=True)
        self.by_phone = SuggestLine(self._ask_phone, name="", careful=True)
        for line in (self.by_number, self.by_phone):
            line.taken.connect(self.taken)

    def ask_after_scan(self, number: str) -> None:
        """Offer under the phone, where the hand is after a scan, what no card says."""
        reading = self._desk.tasks.read(self, services.intake.known_people, number=number)
        reading.then(lambda known: self._show(self.by_phone, self.by_phone.text(), known))

    def _ask_number(self, typed: str) -> None:
        if len(plain_number(typed)) < 9:
            self.by_number.suggest(typed, ())
            return
        reading = self._desk.tasks.read(self, services.intake.known_people, number=typed)
        reading.then(partial(self._show, self.by_number, typed))

    def _ask_phone(self, typed: str) -> None:
        if len(plain_number(typed)) < 10:
            self.by_phone.suggest(typed, ())
            return
        reading = self._desk.tasks.read(self, services.intake.known_people, phone=typed)
        reading.then(partial(self._show, self.by_phone, typed))

    def _show(self, line: SuggestLine, typed: str, known: Sequence[services.intake.KnownPerson]) -> None:
        line.suggest(typed, [self._line(one) for one in known])

    def _line(self, known: services.intake.KnownPerson) -> Suggestion:
        person = known.person
        facts = (day_text(person.birth_date), person.phone, person.address)
        seen = self.tr("{0} of {1}, Enter fills in").format(known.code, day_text(known.seen_at.date()))
        return Suggestion(known, person.name, " · ".join([seen, *filter(None, facts)]), "user")
