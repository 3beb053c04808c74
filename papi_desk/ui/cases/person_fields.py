"""The fields of a person or an organisation: name, number, birth, phone, address."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from papi_desk import services
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.people import (
    SEXES,
    Person,
    check_email,
    check_personal_number,
    check_phone,
    check_tax_code,
)
from papi_desk.domain.scans import Card
from papi_desk.ui.cases.known_offers import KnownOffers
from papi_desk.ui.fields import ChoiceField, DayField, Field, TextField
from papi_desk.ui.labels import day_text, sentence
from papi_desk.ui.layouts import column, row
from papi_desk.ui.pages import Desk
from papi_desk.ui.tokens import scaled

ALIASES: Final = {"kind": "name", "tax_code": "number", "id_number": "number", "personal_number": "number"}
"""Which field shows what the rules say about which datum."""


class PersonFields(QWidget):
    """Who somebody is; ``prefix`` is how refusals name these fields («owner_phone»)."""

    changed = Signal()

    def __init__(self, desk: Desk, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self.kind = ChoiceField(self.tr("Kind"), {"person": self.tr("Person"), "organisation": self.tr("Organisation")})
        self.name = TextField(self.tr("Full &name"))
        self.offers = KnownOffers(desk, self)
        self.number = TextField(
            self.tr("Personal nu&mber"), check=self._check_number, longest=20, edit=self.offers.by_number
        )
        self.birth = DayField(self.tr("Date of birth"))
        self.sex = ChoiceField(self.tr("Sex"), {"": "", **SEXES})
        self.phone = TextField(self.tr("P&hone"), check=check_phone, longest=20, edit=self.offers.by_phone)
        self.issued = DayField(self.tr("Card issued on"))
        self.email = TextField(self.tr("E-mail"), check=check_email)
        self.address = TextField(self.tr("&Address"))
        self.name.setMinimumWidth(scaled(140))
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self.kind.changed.connect(self._show_kind)
        self.birth.edit.editingFinished.connect(self.number.check)
        self.offers.taken.connect(self.show_known)
        for text_field in self._texts():
            text_field.confirmed.connect(self._to_next_doubt)

    @property
    def fields(self) -> dict[str, Field]:
        """Return the fields by the name of their datum."""
        return {
            "name": self.name,
            "number": self.number,
            "birth_date": self.birth,
            "sex": self.sex,
            "phone": self.phone,
            "issued_on": self.issued,
            "email": self.email,
            "address": self.address,
            "kind": self.kind,
        }

    def _lay_out(self) -> None:
        self.kind.setFixedWidth(116)
        self.birth.setFixedWidth(148)
        self.sex.setFixedWidth(84)
        self.issued.setFixedWidth(148)
        self.setLayout(
            column(
                row((self.name, 5), (self.number, 3), self.birth, self.sex, self.kind, gap=12),
                row((self.address, 6), (self.phone, 2), self.issued, (self.email, 2), gap=12),
                gap=2,
            )
        )

    def person(self) -> Person:
        """Return what was typed as a person or organisation, not yet checked."""
        organisation = self.kind.value() == "organisation"
        number = self.number.value()
        return Person(
            kind=self.kind.value(),
            name=self.name.value(),
            id_number="" if organisation else number,
            tax_code=number if organisation else "",
            birth_date=None if organisation else self.birth.day_or_none(),
            sex="" if organisation else self.sex.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            address=self.address.value(),
            issued_on=None if organisation else self.issued.day_or_none(),
        )

    def complaint(self) -> Field | None:
        """Return the first field whose text cannot be used."""
        wrong = next((field for field in self._texts() if not field.check()), None)
        return wrong or next((field for field in self._texts() if field.doubtful), None)

    def _texts(self) -> list[TextField]:
        return [field for field in self.fields.values() if isinstance(field, TextField)]

    def show_card(self, card: Card) -> None:
        """Fill in what a card says; what its scanner may have spoilt is highlighted until the officer confirms it."""
        self.kind.set_value("person")
        self.number.set_value(card.number)
        self.name.set_value(card.name)
        self.birth.set_day(card.birth_date)
        self.sex.set_value(card.sex)
        self.address.set_value(card.address)
        self.issued.set_day(card.issued_on)
        for name in card.doubts:
            field = self.fields[name]
            if isinstance(field, TextField):
                field.doubt(self.tr("Compare with the card, then Enter."))
        self.changed.emit()
        self.offers.ask_after_scan(card.number)
        self._to_next_doubt()

    def _to_next_doubt(self) -> None:
        """Go to what is still to be confirmed, else to what no card tells."""
        field = next((field for field in self._texts() if field.doubtful), self.phone)
        field.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_known(self, known: services.intake.KnownPerson) -> None:
        """Fill in what an earlier case says; what is typed already stays, and the difference is told."""
        person = known.person
        told = self.tr("in {0} of {1}: {2}")
        self.kind.set_value(person.kind)
        number = person.tax_code if person.kind == "organisation" else person.id_number
        days = {"birth_date": day_text(person.birth_date), "issued_on": day_text(person.issued_on)}
        values = {**{name: getattr(person, name, "") for name in self.fields}, **days, "number": number}
        for name, field in self.fields.items():
            value = str(values[name] or "")
            if isinstance(field, TextField | ChoiceField) and not field.value():
                field.set_value(value)
            elif isinstance(field, TextField) and value and search_key(value) != search_key(field.value()):
                field.warn(told.format(known.code, day_text(known.seen_at.date()), value))
        self.changed.emit()
        first = next((field for field in self._texts() if not field.value()), self.address)
        first.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, refusal: Refused) -> Field | None:
        """Show a refusal under the field it is about; return that field, None when it is not ours."""
        named = (refusal.field or "").removeprefix(self._prefix)
        if not (refusal.field or "").startswith(self._prefix):
            return None
        field = self.fields.get(ALIASES.get(named, named))
        if field is not None:
            field.complain(sentence(refusal))
        return field

    def payload(self) -> dict[str, str]:
        """Return what was typed, to keep as a draft."""
        texts = {name: f.value() for name, f in self.fields.items() if isinstance(f, TextField)}
        return {**texts, "sex": self.sex.value(), "kind": self.kind.value()}

    def restore(self, payload: dict[str, str]) -> None:
        """Show a draft again."""
        for name, field in self.fields.items():
            if isinstance(field, TextField | ChoiceField):
                field.set_value(payload.get(name, ""))
        self._show_kind()

    def clear(self) -> None:
        """Empty every field."""
        self.restore({"kind": "person"})

    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(f.value() for f in self.fields.values() if isinstance(f, TextField))

    def _show_kind(self) -> None:
        organisation = self.kind.value() == "organisation"
        words = self.tr("Tax code") if organisation else self.tr("Personal nu&mber")
        self.number.rename(words)
        self.birth.setEnabled(not organisation)
        self.sex.setEnabled(not organisation)

    def _check_number(self, typed: str) -> list[str] | str:
        if self.kind.value() == "organisation":
            return check_tax_code(typed)
        return check_personal_number(typed, birth_date=self.birth.day_or_none(), sex=self.sex.value())
