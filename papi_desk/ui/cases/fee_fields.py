"""What a fee depends on: quantities, conditions, exemption; only what the procedure uses is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from papi_desk.ui.fields import ChoiceField, CountField, TextField
from papi_desk.ui.layouts import STRETCH, column, row


def quantity_words() -> dict[str, str]:
    """Return what each quantity is called."""
    return {
        "pages": QCoreApplication.translate("quantities", "Pages of the original"),
        "copies": QCoreApplication.translate("quantities", "Copies"),
        "originals": QCoreApplication.translate("quantities", "Originals"),
        "signatures": QCoreApplication.translate("quantities", "Signatures"),
        "papers": QCoreApplication.translate("quantities", "Papers"),
        "events": QCoreApplication.translate("quantities", "Events"),
        "people": QCoreApplication.translate("quantities", "People"),
        "certificates": QCoreApplication.translate("quantities", "Certificates"),
    }


class FeeFields(QWidget):
    """The figures from which the fee is worked out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._quantities: dict[str, CountField] = {}
        self._conditions: dict[str, QCheckBox] = {}
        self._count_row = QHBoxLayout()
        self._count_row.setSpacing(12)
        self._row: QHBoxLayout = row(self._count_row, STRETCH, gap=12)
        self.setLayout(column(self._row))
        self.ask_for({}, (), ())

    @cached_property
    def exempt(self) -> ChoiceField:
        """Return the field of the exemption, made when it is first asked for."""
        made = ChoiceField(self.tr("Exemption or reduction"), {"": self.tr("None")})
        made.changed.connect(self._exempted)
        self._row.insertWidget(1, made, 3)
        made.hide()
        return made

    @cached_property
    def evidence(self) -> TextField:
        """Return the field of what the exemption rests on."""
        made = TextField(self.tr("Evidence (paper, number)"))
        made.changed.connect(self.changed)
        self._row.insertWidget(self._row.indexOf(self.exempt) + 1, made, 3)
        made.hide()
        return made

    def ask_for(
        self,
        quantities: Mapping[str, int],
        conditions: Iterable[tuple[str, str]],
        exemptions: Sequence[tuple[str, str]],
    ) -> None:
        """Show the fields that the procedure's fees use."""
        self._empty_row()
        self._quantities = {name: self._counter(name, usual) for name, usual in quantities.items()}
        self._conditions = {key: self._tick(words) for key, words in conditions}
        for widget in (*self._quantities.values(), *self._conditions.values()):
            self._count_row.addWidget(widget)
        if exemptions or "exempt" in vars(self):
            self.exempt.set_choices({"": self.tr("None"), **dict(exemptions)})
            self.exempt.setVisible(bool(exemptions))
            self._exempted()
        self.setVisible(bool(self._quantities or self._conditions or exemptions))

    def clear(self) -> None:
        """Ask for nothing, and keep nothing of the citizen before."""
        self.ask_for({}, (), ())
        if "evidence" in vars(self):
            self.exempt.set_value("")
            self.evidence.set_value("")

    @property
    def quantities(self) -> Mapping[str, CountField]:
        """Return the fields of the quantities asked for."""
        return self._quantities

    def counts(self) -> dict[str, int]:
        """Return the quantities."""
        return {name: field.value() for name, field in self._quantities.items()}

    def conditions(self) -> dict[str, str]:
        """Return the conditions ticked."""
        ticked = [key.partition("=") for key, box in self._conditions.items() if box.isChecked()]
        return {name: value or "yes" for name, _, value in ticked}

    def ticked(self) -> list[str]:
        """Return the conditions ticked, each as the rules write it."""
        return [key for key, box in self._conditions.items() if box.isChecked()]

    def payload(self) -> dict[str, object]:
        """Return what was typed, to keep as a draft."""
        return {
            "quantities": self.counts(),
            "conditions": self.ticked(),
            "exempt": self.exempt.value(),
            "evidence": self.evidence.value(),
        }

    def restore(self, payload: Mapping[str, object]) -> None:
        """Show a draft again."""
        quantities, conditions = payload.get("quantities"), payload.get("conditions")
        if isinstance(quantities, dict):
            for name, field in self._quantities.items():
                field.set_value(int(quantities.get(name, field.value())))
        if isinstance(conditions, list):
            for key, box in self._conditions.items():
                box.setChecked(key in conditions)
        self.exempt.set_value(str(payload.get("exempt", "")))
        self.evidence.set_value(str(payload.get("evidence", "")))

    def _counter(self, name: str, usual: int) -> CountField:
        field = CountField(quantity_words().get(name, name), value=usual, least=0)
        field.setMinimumWidth(118)
        field.changed.connect(self.changed)
        return field

    def _tick(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.toggled.connect(self.changed)
        return box

    def _exempted(self) -> None:
        self.evidence.setVisible(bool(self.exempt.value()))
        self.changed.emit()

    def _empty_row(self) -> None:
        while (item := self._count_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
