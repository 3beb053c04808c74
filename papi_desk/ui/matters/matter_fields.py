"""The fields of a matter's form, made from what its book says of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import MatterField
from papi_desk.ui.fields import ChoiceField, DayField, Field, MomentField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, row
from papi_desk.ui.pages import Desk
from papi_desk.ui.procedure_picker import ProcedurePicker


class LongField(Field):
    """A text of several lines."""

    def __init__(self, label: str, *, hint: str = "", lines: int = 5) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        super().__init__(label, self.edit, hint=hint)
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 14)
        self.edit.textChanged.connect(self.clear_note)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str:
        """Return what was typed, in composed letters."""
        return unicodedata.normalize("NFC", self.edit.toPlainText()).strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.edit.setPlainText(value)


class ChoicesField(Field):
    """Several of a few values, each a box to tick."""

    def __init__(self, label: str, choices: Mapping[str, str], *, hint: str = "") -> None:
        self.boxes = {value: QCheckBox(words) for value, words in choices.items()}
        holder = QWidget()
        grid = QVBoxLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for box in self.boxes.values():
            grid.addWidget(box)
        super().__init__(label, holder, hint=hint)

    @property
    def entry(self) -> QWidget:
        """Return the first box."""
        return next(iter(self.boxes.values()), self.widget)

    def value(self) -> list[str]:
        """Return the values ticked."""
        return [value for value, box in self.boxes.items() if box.isChecked()]

    def set_value(self, values: Iterable[str]) -> None:
        """Tick these."""
        wanted = set(values)
        for value, box in self.boxes.items():
            box.setChecked(value in wanted)


class ProcedureField(ProcedurePicker):
    """A procedure picked by its words; its value is the code, or what was typed where none was picked."""

    def __init__(self, desk: Desk, label: str) -> None:
        super().__init__(desk)
        self.rename(label)
        self.chosen.connect(self.changed)

    def value(self) -> str:
        """Return the code."""
        if self.sheet is None:
            return self.line.text().strip()
        return self.sheet.line.code or self.sheet.line.internal_id

    def set_value(self, code: str) -> None:
        """Show the procedure of a code."""
        self.clear()
        if code:
            self.line.show_chosen(code)
            self.choose(code)


class FlagField(Field):
    """Yes or no."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        self.box = QCheckBox(label)
        super().__init__("", self.box, hint=hint)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not."""
        self.box.setChecked(value)


class MatterFields(QWidget):
    """The fields of a matter or of a step, in two columns: short ones left and right, long ones below."""

    def __init__(self, desk: Desk, items: Iterable[MatterField]) -> None:
        super().__init__()
        self.items = tuple(item for item in items if item.kind != "table" and not item.hidden)
        self.fields = {item.name: _made(desk, item) for item in self.items}
        first = [self.fields[item.name] for item in self.items if item.name == "title"]
        wide = [self.fields[item.name] for item in self.items if item.kind in ("long", "lines")]
        tall = [self.fields[item.name] for item in self.items if item.kind == "choices"]
        short = [self.fields[item.name] for item in self.items if item.kind not in ("long", "lines", "choices")]
        short = [field for field in short if field not in first]
        pairs = [row(*((one, 1) for one in short[at : at + 2]), gap=16) for at in range(0, len(short), 2)]
        high = [*tall, *wide]
        beside = [row(*((column(one, STRETCH), 1) for one in high), gap=16)] if len(high) == 2 else high
        self.setLayout(column(*first, *pairs, *beside, gap=2))

    def show_defaults(self, at: datetime) -> None:
        """Show what a new matter says where nothing is typed."""
        usual = {"@now": at.isoformat(), "@today": at.date().isoformat(), "@officer": ""}
        self.show_content({item.name: usual.get(item.default, item.default) for item in self.items})

    def show_content(self, content: Mapping[str, Any], *, only: Container[str] | None = None) -> None:
        """Show what a matter says, or only some of it."""
        for item in self.items:
            if only is not None and item.name not in only:
                continue
            field, value = self.fields[item.name], content.get(item.name)
            if isinstance(field, DayField):
                field.set_day(date.fromisoformat(value) if value else None)
            elif isinstance(field, MomentField):
                field.set_value(f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}" if value else "")
            elif isinstance(field, LongField):
                field.set_value("\n".join(value) if isinstance(value, list) else value or "")
            elif isinstance(field, ChoicesField):
                field.set_value(value or ())
            elif isinstance(field, FlagField):
                field.set_value(bool(value))
            elif isinstance(field, TextField | ChoiceField | ProcedureField):
                field.set_value("" if value is None else str(value))

    def content(self) -> dict[str, Any]:
        """Return what was typed; raises ``Refused`` with its field for what is no day."""
        return {name: _value(name, field) for name, field in self.fields.items()}

    def typed(self) -> dict[str, Any]:
        """Return what can be read of what was typed so far; days as they are kept."""
        found = {}
        for name, field in self.fields.items():
            with suppress(Refused):
                found[name] = _value(name, field)
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}

    def complain(self, refusal: Refused) -> bool:
        """Show why it cannot be taken under its field; tell whether there is such a field."""
        field = self.fields.get(refusal.field or "")
        if field is None:
            return False
        field.complain(sentence(refusal))
        field.setFocus()
        return True


def _made(desk: Desk, item: MatterField) -> Field:
    own = item.default == "@officer"
    label = f"{item.label} *" if item.required and not own else item.label
    if item.kind == "procedure":
        return ProcedureField(desk, label)
    if item.kind == "day":
        return DayField(label, hint=item.hint)
    if item.kind == "moment":
        return MomentField(label, hour=lambda _day: time(8), hint=item.hint)
    if item.kind in ("long", "lines"):
        return LongField(label, hint=item.hint, lines=5 if item.kind == "long" else 4)
    if item.kind == "choice":
        blank = {} if item.required and item.default else {"": ""}
        made = ChoiceField(label, {**blank, **item.choices}, hint=item.hint)
        made.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made
    if item.kind == "choices":
        return ChoicesField(label, item.choices, hint=item.hint)
    if item.kind == "flag":
        return FlagField(label, hint=item.hint)
    hint = QCoreApplication.translate("MatterFields", "empty: whoever writes it") if own else item.hint
    return TextField(label, hint=hint, longest=1000)


def _value(name: str, field: Field) -> Any:
    if isinstance(field, DayField):
        try:
            return field.day()
        except Refused as refusal:
            raise Refused(refusal.kind, name, **refusal.data) from refusal
    if isinstance(field, MomentField):
        try:
            return field.moment()
        except Refused as refusal:
            raise Refused(refusal.kind, name, **refusal.data) from refusal
    assert isinstance(field, TextField | ChoiceField | LongField | ChoicesField | FlagField | ProcedureField)
    return field.value()
