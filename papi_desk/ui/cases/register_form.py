"""The form of a new case: procedure, people, papers, fee figures; gives one ``NewCase``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from papi_desk import services
from papi_desk.domain.cases import CHANNELS
from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import condition_label
from papi_desk.domain.people import plain_number
from papi_desk.domain.scans import Card
from papi_desk.ui.cases.favourites_bar import FavouritesBar
from papi_desk.ui.cases.fee_fields import FeeFields
from papi_desk.ui.cases.paper_list import PaperList
from papi_desk.ui.cases.person_fields import PersonFields
from papi_desk.ui.fields import ChoiceField, DayField, Field, MomentField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, chain_tabs, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.procedure_picker import ProcedurePicker
from papi_desk.ui.tokens import scaled


class SubmitterFields(QWidget):
    """Who hands the case in for its owner, in what relation, with what authorisation."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.person = PersonFields(desk, "submitter_")
        self.relation = TextField(self.tr("Relation to the owner"))
        self.authorisation = TextField(self.tr("Authorisation (paper, number, date)"))
        for part in (self.person, self.relation, self.authorisation):
            part.changed.connect(self.changed)
        self.setLayout(
            column(
                text(self.tr("Who hands it in"), "section"),
                self.person,
                row((self.relation, 2), (self.authorisation, 3), gap=12),
                gap=2,
            )
        )


class RegisterForm(QWidget):
    """One column read from top to bottom."""

    changed = Signal()
    procedure_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.procedure = ProcedurePicker(desk)
        self.favourites = FavouritesBar(desk, self, self.procedure.choose)
        self.channel = ChoiceField(self.tr("Channel"), CHANNELS)
        self.event_day = DayField(self.tr("Day of the event"), hint=self.tr("birth, death…"))
        self.owner = PersonFields(desk, "owner_")
        self.by_other = QCheckBox(self.tr("&Somebody else hands it in"))
        self.fees = FeeFields()
        self.papers = PaperList()
        self.due = MomentField(self.tr("Due (limit not known)"), hour=desk.closing)
        self.due_reason = TextField(self.tr("Reason for this date"))
        self.official_code = TextField(self.tr("Official case code (if known)"))
        self.result_place = TextField(self.tr("Result received at"))
        self.remark = TextField(self.tr("Note"))
        self.receiving_unit = TextField(self.tr("Receiving unit"))
        self.competent_unit = TextField(self.tr("Competent unit"))
        self.received = MomentField(self.tr("Received &earlier at"), hour=desk.closing)
        self.blank_slip = TextField(self.tr("Slip printed in advance"), placeholder="DP-0001")
        self.received.edit.setToolTip(self.tr("For what was received by hand while the power was out; else empty: now"))
        self._due_row = QWidget()
        self._kept: Mapping[str, Any] | None = None
        self._lay_out()
        self._connect()
        self.clear()
        self.after: Sequence[QWidget] = ()
        """What Tab comes to after the form."""
        self.order_tabs()

    def _lay_out(self) -> None:
        self.channel.setFixedWidth(190)
        self.event_day.setFixedWidth(150)
        self.due.setFixedWidth(210)
        self.received.setFixedWidth(scaled(170))
        self.blank_slip.setFixedWidth(scaled(150))
        self._due_row.setLayout(row(self.due, (self.due_reason, 1), gap=12))
        self.setLayout(
            column(
                row((self.procedure, 1), self.event_day, gap=12),
                self.favourites,
                row(text(self.tr("Owner of the case"), "section"), STRETCH, self.by_other),
                self.owner,
                self.fees,
                self._due_row,
                self.papers,
                6,
                row(self.channel, (self.official_code, 2), (self.result_place, 2), (self.remark, 2), gap=12),
                row((self.receiving_unit, 3), (self.competent_unit, 3), self.received, self.blank_slip, gap=12),
                STRETCH,
                gap=4,
                margin=0,
            )
        )

    def _connect(self) -> None:
        self.by_other.toggled.connect(self._show_submitter)
        self.by_other.toggled.connect(lambda _on: self.order_tabs())
        self.by_other.toggled.connect(lambda _on: self.changed.emit())
        self.procedure.chosen.connect(self._show_procedure)
        self.favourites.chips_made.connect(self.order_tabs)
        self.owner.number.edit.editingFinished.connect(self._look_for_papers)
        parts: tuple[Any, ...] = (
            self.procedure, self.channel, self.event_day, self.owner, self.fees, self.papers, self.due,
            self.due_reason, self.official_code, self.result_place, self.remark, self.receiving_unit,
            self.competent_unit, self.received, self.blank_slip,
        )  # fmt: skip
        for part in parts:
            part.changed.connect(self.changed)

    @cached_property
    def submitter(self) -> SubmitterFields:
        """Return the fields of who hands it in, made when somebody else does."""
        made = SubmitterFields(self._desk)
        made.changed.connect(self.changed)
        layout = cast("QVBoxLayout", self.layout())
        layout.insertWidget(layout.indexOf(self.fees), made)
        made.setVisible(self.by_other.isChecked())
        return made

    @property
    def _has_submitter(self) -> bool:
        return "submitter" in vars(self)

    @property
    def _people(self) -> tuple[PersonFields, ...]:
        return (self.owner, self.submitter.person) if self._has_submitter else (self.owner,)

    def _show_submitter(self, shown: bool) -> None:
        if shown or self._has_submitter:
            self.submitter.setVisible(shown)

    def new_case(self) -> services.cases.NewCase | None:
        """Return what was typed, None before a procedure is chosen."""
        sheet = self.procedure.sheet
        if sheet is None:
            return None
        other = self.by_other.isChecked()
        return services.cases.NewCase(
            procedure=sheet.line.code or sheet.line.internal_id,
            owner=self.owner.person(),
            submitter=self.submitter.person.person() if other else None,
            relation=self.submitter.relation.value() if other else "",
            authorisation=self.submitter.authorisation.value() if other else "",
            channel=self.channel.value(),
            event_date=self.event_day.day_or_none(),
            official_code=self.official_code.value(),
            documents=self.papers.handed_in(),
            quantities=self.fees.counts(),
            conditions=self.fees.conditions(),
            exempt=self.fees.exempt.value(),
            exempt_evidence=self.fees.evidence.value(),
            due_at=self.due.moment_or_none() if self.needs_due() else None,
            due_reason=self.due_reason.value() if self.needs_due() else "",
            result_place=self.result_place.value(),
            receiving_unit=self.receiving_unit.value(),
            competent_unit=self.competent_unit.value(),
            note=self.remark.value(),
        )

    def take_card(self, card: Card) -> str:
        """Fill in a scanned card: where the focus is, else the owner, else who hands it in; say whose it was."""
        second = not self.owner.is_empty() and plain_number(self.owner.number.value()) not in ("", card.number)
        focus = self.focusWidget()
        at_submitter = focus is not None and self._has_submitter and self.submitter.isAncestorOf(focus)
        if at_submitter or (second and not self.owner.isAncestorOf(self.focusWidget() or self)):
            self.by_other.setChecked(True)
            self.submitter.person.show_card(card)
            return self.tr("Card of {0}: written down as who hands it in.").format(card.name)
        self.owner.show_card(card)
        self._look_for_papers()
        return self.tr("Card of {0}: written down as the owner.").format(card.name)

    def _look_for_papers(self) -> None:
        """Mark what an earlier case of the owner has in the store."""
        number = self.owner.number.value()
        if self.procedure.sheet is not None and len(plain_number(number)) == 12:
            self._desk.tasks.read(self, services.intake.stored_papers, number).then(self.papers.show_stored)

    def show_office(self, unit: str, superior: str) -> None:
        """Show what the units are when nothing is typed."""
        self.receiving_unit.edit.setPlaceholderText(unit)
        self.competent_unit.edit.setPlaceholderText(superior)

    def needs_due(self) -> bool:
        """Tell whether the officer types the due date because the limit is not known."""
        return not self._due_row.isHidden()

    def complaint(self) -> Field | None:
        """Say what is wrong and return the first field to be changed."""
        if self.procedure.sheet is None:
            self.procedure.complain(self.tr("Choose a procedure from the list."))
            return self.procedure
        texts = (self.event_day, *((self.due,) if self.needs_due() else ()), self.received)
        wrong = self.owner.complaint() or next((f for f in texts if not f.check()), None)
        if wrong is None and self.by_other.isChecked():
            wrong = self.submitter.person.complaint()
        return wrong

    def refuse(self, refusal: Refused) -> Field | None:
        """Show a refusal under its field; None when no field here is meant."""
        for person in self._people:
            if (field := person.refuse(refusal)) is not None:
                return field
        named: Mapping[str, Field] = {
            "procedure": self.procedure, "channel": self.channel, "event_date": self.event_day,
            "due_at": self.due, "due_reason": self.due_reason, "official_code": self.official_code,
            "exempt": self.fees.exempt, "exempt_evidence": self.fees.evidence, "owner": self.owner.name,
            "name": self.owner.name, "submitter": self._people[-1].name,
            "at": self.received, "received_at": self.received, "blank_slip": self.blank_slip,
            **self.fees.quantities, **self._texts_of_submitter(),
        }  # fmt: skip
        field = named.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
        return field

    def payload(self) -> dict[str, Any] | None:
        """Return everything typed, None while the form is empty."""
        if self.procedure.sheet is None and self.owner.is_empty():
            return None
        sheet = self.procedure.sheet
        return {
            "procedure": (sheet.line.code or sheet.line.internal_id) if sheet is not None else "",
            "procedure_name": sheet.line.name if sheet is not None else "",
            "channel": self.channel.value(),
            "owner": self.owner.payload(),
            "by_other": self.by_other.isChecked(),
            "submitter": self.submitter.person.payload() if self._has_submitter else {},
            "fees": self.fees.payload(),
            "papers": self.papers.payload(),
            "texts": {name: field.value() for name, field in self._texts().items()},
        }

    def restore(self, payload: Mapping[str, Any]) -> None:
        """Show a draft again."""
        self._kept = payload
        self.channel.set_value(payload["channel"])
        self.owner.restore(payload["owner"])
        self.by_other.setChecked(payload["by_other"])
        if payload["submitter"] or self._has_submitter:
            self.submitter.person.restore(payload["submitter"])
        for name, field in self._texts().items():
            field.set_value(payload["texts"].get(name, ""))
        if payload["procedure"]:
            self.procedure.choose(payload["procedure"])

    def clear(self) -> None:
        """Begin anew."""
        self._kept = None
        self.procedure.clear()
        for person in self._people:
            person.clear()
        self.by_other.setChecked(False)
        self.fees.clear()
        self.papers.ask_for(())
        for field in self._texts().values():
            field.set_value("")
        self.event_day.hide()
        self._due_row.hide()
        self.channel.set_value("direct")
        self.changed.emit()

    def order_tabs(self) -> None:
        """Tab reads the form downwards; what is seldom changed comes after the person it is about."""
        kinds = [(person.kind.widget, person.email.widget) for person in self._people]
        chain_tabs(self, moved=[*kinds, (self.by_other, self.owner.kind.widget)], later=self.after)

    def _texts(self) -> dict[str, TextField]:
        return {
            "event_day": self.event_day, "due": self.due, "due_reason": self.due_reason,
            "official_code": self.official_code, "result_place": self.result_place, "remark": self.remark,
            **self._texts_of_submitter(),
            "receiving_unit": self.receiving_unit, "competent_unit": self.competent_unit,
            "received": self.received, "blank_slip": self.blank_slip,
        }  # fmt: skip

    def _texts_of_submitter(self) -> dict[str, TextField]:
        if not self._has_submitter:
            return {}
        return {"relation": self.submitter.relation, "authorisation": self.submitter.authorisation}

    def _show_procedure(self, sheet: services.procedures.ProcedureSheet) -> None:
        self.papers.ask_for(sheet.version.documents)
        self.fees.ask_for(sheet.quantities, _ticked(sheet), sheet.exemptions)
        self.event_day.setVisible(sheet.asks_event_date)
        self._due_row.setVisible(sheet.limit_unknown)
        if self._kept is not None:
            self.fees.restore(self._kept["fees"])
            self.papers.restore(self._kept["papers"])
            self._kept = None
        self.order_tabs()
        self._look_for_papers()
        self.procedure_chosen.emit(sheet)
        self.changed.emit()


def _ticked(sheet: services.procedures.ProcedureSheet) -> list[tuple[str, str]]:
    """Return the conditions to tick: being late is worked out where the day of the event is asked for."""
    shown = (key for key in sheet.conditions if key != "late" or not sheet.asks_event_date)
    return [(key, condition_label(key)) for key in shown]
