"""What the list of cases shows: search as one types, quick filters, further ones as chips, and the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QWidget

from papi_desk.domain.cases import CHANNELS, STATUS_NAMES, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace
from papi_desk.services.case_lists import CaseFilter
from papi_desk.services.officers import OfficerLine, officers_at
from papi_desk.services.procedures import ProcedureLine, find_procedures
from papi_desk.ui.dialogs import Button, Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import day_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk

QUICK: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"due": "today"},
    {"due": "overdue"},
    {"due": "soon"},
    {"status": int(Status.SUPPLEMENT)},
    {"status": int(Status.FINISHED)},
)
"""What each quick filter asks for, in the order of the buttons."""
_CHIPS: Final = ("status", "field", "procedure", "officer", "channel", "first", "last", "undigitised", "off_portal")
"""What is shown as a chip that can be taken away."""


class Choices(Record):
    """What can be chosen from: officers and the procedures offered, with their fields."""

    officers: Sequence[OfficerLine] = ()
    procedures: Sequence[ProcedureLine] = ()

    @property
    def fields(self) -> list[str]:
        """Return the fields of the procedures."""
        return sorted({one.field for one in self.procedures})


def find_choices(session: Any, *, on: Any) -> Choices:
    """Return what a list can be filtered by."""
    return Choices(officers_at(session, on=on), find_procedures(session, offered_on=on))


class FilterBar(QWidget):
    """Everything that decides which cases are listed."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._value = CaseFilter()
        self._choices = Choices()
        self._showing = False
        self.search = self._make_search()
        self.quick = self._make_quick()
        self.order = ChoiceField(self.tr("Order"), _orders())
        self.order.hide_label()
        self.order.setFixedWidth(210)
        self.more = button(self.tr("Filter…"), self._ask_more, kind="flat", picture="funnel", key="Ctrl+Shift+F")
        self.count = text("", "quiet")
        self._chips = row(gap=6)
        self._holder = QWidget()
        self._holder.setLayout(self._chips)
        self._holder.hide()
        self.setLayout(self._laid_out())
        self.quick.idClicked.connect(lambda _place: self.changed.emit())
        self.order.changed.connect(self._ordered)

    def _make_search(self) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self.tr("Search cases"))
        made.setPlaceholderText(self.tr("Name without accents or initials, year of birth, number, phone, code…"))
        made.setClearButtonEnabled(True)
        made.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        made.textChanged.connect(self._typed)
        return made

    def _make_quick(self) -> QButtonGroup:
        group = QButtonGroup(self)
        words = (
            self.tr("All"), self.tr("Due today"), self.tr("Overdue"), self.tr("Due soon"),
            self.tr("Waiting for papers"), self.tr("To hand back"),
        )  # fmt: skip
        for position, name in enumerate(words):
            made = Button(name)
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setChecked(position == 0)
            group.addButton(made, position)
        return group

    def _laid_out(self) -> Any:
        self.top = row((self.search, 1), self.order, gap=8)
        quick = row(*self.quick.buttons(), self.more, STRETCH, self.count, gap=6)
        return column(self.top, quick, self._holder, gap=8)

    def value(self) -> CaseFilter:
        """Return what is asked for."""
        quick = QUICK[max(self.quick.checkedId(), 0)]
        return replace(self._value, query=self.search.text().strip(), order=self.order.value(), **quick)

    def show_value(self, wanted: CaseFilter) -> None:
        """Ask for something else, and show it."""
        plain = {name: value for name, value in (("due", wanted.due), ("status", wanted.status)) if value}
        place = QUICK.index(plain) if plain in QUICK else 0
        self.quick.button(place).setChecked(True)
        self._value = replace(wanted, query="", due="", status=wanted.status if place == 0 else None, order="newest")
        self._showing = True
        with QSignalBlocker(self.order.box):
            self.order.set_value(wanted.order)
        self.search.setText(wanted.query)
        self._showing = False
        self._show_chips()
        self.changed.emit()

    def _typed(self) -> None:
        if not self._showing:
            self.changed.emit()

    def order_by(self, order: str) -> None:
        """List in another order."""
        self.order.set_value(order)

    def _ordered(self) -> None:
        self.changed.emit()

    def read_choices(self) -> None:
        """Read what can be chosen from."""
        reading = self._desk.tasks.read(self, find_choices, on=self._desk.clock().date())
        reading.then(self._keep)

    def _keep(self, choices: Choices) -> None:
        self._choices = choices
        self._show_chips()

    def _ask_more(self) -> None:
        FilterDialog(self, self._value, self._choices, self._take).open()

    def _take(self, wanted: CaseFilter) -> None:
        self._value = wanted
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        given = [name for name in _CHIPS if getattr(self._value, name)]
        for name in given:
            chip = button(f"{self._words(name)}   ✕", partial(self._without, name), kind="filter")
            chip.setToolTip(self.tr("Take this filter away"))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._holder.setVisible(bool(given))

    def _without(self, name: str) -> None:
        usual: Any = getattr(CaseFilter(), name)
        self._take(replace(self._value, **{name: usual}))

    def _words(self, name: str) -> str:
        value = getattr(self._value, name)
        known: dict[str, Callable[[], str]] = {
            "status": lambda: STATUS_NAMES[Status(value)],
            "field": lambda: value,
            "procedure": lambda: next((p.name for p in self._choices.procedures if p.code == value), value)[:40],
            "officer": lambda: next((o.name for o in self._choices.officers if o.id == value), str(value)),
            "channel": lambda: CHANNELS.get(value, value),
            "first": lambda: self.tr("from {0}").format(day_text(value)),
            "last": lambda: self.tr("to {0}").format(day_text(value)),
            "undigitised": lambda: self.tr("not digitised"),
            "off_portal": lambda: self.tr("not yet on the portal"),
        }
        return known[name]()


def _orders() -> dict[str, str]:
    """Return the orders that the list can be in, by what they are called."""
    return {
        "newest": QCoreApplication.translate("FilterBar", "Newest first"),
        "oldest": QCoreApplication.translate("FilterBar", "Oldest first"),
        "received": QCoreApplication.translate("FilterBar", "By day of reception"),
        "due": QCoreApplication.translate("FilterBar", "Due first (open cases)"),
    }


class FilterDialog(Sheet):
    """Every filter at once; Enter applies them."""

    def __init__(
        self, parent: QWidget, wanted: CaseFilter, choices: Choices, take: Callable[[CaseFilter], None]
    ) -> None:
        self._wanted = wanted
        self._apply = take
        any_ = self.tr("any")
        statuses = {str(int(s)): STATUS_NAMES[s] for s in Status}
        self.status = ChoiceField(self.tr("&Status"), {"": any_, **statuses})
        self.field = ChoiceField(self.tr("&Field"), {"": any_, **{name: name for name in choices.fields}})
        procedures = {p.code or p.internal_id: p.name for p in choices.procedures}
        self.procedure = ChoiceField(self.tr("&Procedure"), {"": any_, **procedures})
        self.procedure.box.setMaximumWidth(560)
        self.officer = ChoiceField(self.tr("&Officer"), {"": any_, **{str(o.id): o.name for o in choices.officers}})
        self.channel = ChoiceField(self.tr("C&hannel"), {"": any_, **CHANNELS})
        self.first = DayField(self.tr("Received f&rom"))
        self.last = DayField(self.tr("&to"))
        self.undigitised = QCheckBox(self.tr("Papers not &digitised"))
        self.off_portal = QCheckBox(self.tr("Not yet on the province's &portal (no official code)"))
        body = column(
            self.procedure, row(self.field, self.status, gap=12), row(self.officer, self.channel, gap=12),
            row(self.first, self.last, gap=12), self.undigitised, self.off_portal, gap=4,
        )  # fmt: skip
        super().__init__(parent, self.tr("Filter cases"), body, agree=self.tr("&Apply"))
        self.setMinimumWidth(600)
        self._show(wanted)
        self.procedure.setFocus()

    def _show(self, wanted: CaseFilter) -> None:
        texts = {"status": self.status, "field": self.field, "procedure": self.procedure, "officer": self.officer}
        for name, field in {**texts, "channel": self.channel}.items():
            field.set_value(str(getattr(wanted, name) or ""))
        self.first.set_day(wanted.first)
        self.last.set_day(wanted.last)
        self.undigitised.setChecked(wanted.undigitised)
        self.off_portal.setChecked(wanted.off_portal)

    def agree(self) -> None:
        """Apply what is chosen."""
        try:
            first, last = self.first.day(), self.last.day()
        except Refused as refusal:
            self.complain(sentence(refusal))
            return
        whole = {name: int(f.value()) if f.value() else None for name, f in self._numbers()}
        texts = {"field": self.field.value(), "procedure": self.procedure.value(), "channel": self.channel.value()}
        marks = {"undigitised": self.undigitised.isChecked(), "off_portal": self.off_portal.isChecked()}
        chosen: dict[str, Any] = {**whole, **texts, **marks, "first": first, "last": last}
        self.accept()
        self._apply(replace(self._wanted, **chosen))

    def _numbers(self) -> tuple[tuple[str, ChoiceField], ...]:
        return (("status", self.status), ("officer", self.officer))
