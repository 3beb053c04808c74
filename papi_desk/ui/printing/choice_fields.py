"""How a paper is printed: printer, tray, sides, copies, and whether to ask again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from papi_desk.domain.records import replace
from papi_desk.ui.fields import ChoiceField, CountField
from papi_desk.ui.layouts import STRETCH, column, row
from papi_desk.ui.printing.preferences import AS_SET, PrintChoice
from papi_desk.ui.printing.printers import Abilities, PrinterNames, Printers
from papi_desk.ui.tasks import Tasks

_MOST: Final = 99


class ChoiceFields(QWidget):
    """The fields of a ``PrintChoice``; what a printer cannot do is not offered."""

    found = Signal()
    """It is known which printers there are."""

    def __init__(self, tasks: Tasks, printers: Printers) -> None:
        super().__init__()
        self._tasks = tasks
        self._printers = printers
        self._wanted = PrintChoice()
        self._able = ""
        self.known: PrinterNames | None = None
        self.printer = ChoiceField(self.tr("P&rinter"), {"": self.tr("Looking for printers…")})
        self.tray = ChoiceField(self.tr("&Tray"), self._trays(()))
        self.duplex = ChoiceField(self.tr("S&ides"), self._sides(both=False))
        self.copies = CountField(self.tr("&Copies"), value=1, least=1, most=_MOST)
        self.direct = QCheckBox(self.tr("Print at &once, do not ask again"))
        self.direct.setToolTip(self.tr("Papers of this kind then go straight to this printer. Settings undo it."))
        beside = row((column(self.tray, STRETCH), 5), (column(self.copies, STRETCH), 2), gap=12)
        self.setLayout(column(self.printer, beside, self.duplex, self.direct, gap=2))
        self.printer.changed.connect(self._ask_abilities)
        tasks.work(self, printers.names).then(self._show_names)

    def show_choice(self, choice: PrintChoice) -> None:
        """Show a choice; a printer that is still being looked for is chosen when it is found."""
        self._wanted = choice
        self.copies.set_value(choice.copies)
        self.direct.setChecked(choice.direct)
        self._choose()

    def choice(self) -> PrintChoice:
        """Return what is chosen; what is not known yet is as it was wanted."""
        printer = self.printer.value() if self.known else self._wanted.printer
        chosen = replace(self._wanted, printer=printer, copies=self.copies.value(), direct=self.direct.isChecked())
        if self._able == printer:
            return replace(chosen, tray=int(self.tray.value()), duplex=self.duplex.value())
        return chosen if printer == self._wanted.printer else replace(chosen, tray=AS_SET, duplex="none")

    @property
    def none_there(self) -> bool:
        """Tell whether this computer has no printer at all."""
        return self.known is not None and not self.known.names

    def _show_names(self, known: PrinterNames) -> None:
        self.known = known
        names = {name: name for name in known.names}
        self.printer.set_choices(names or {"": self.tr("This computer has no printer")})
        self._choose()
        self.found.emit()

    def _choose(self) -> None:
        """Choose the wanted printer, or the usual one with a word of warning when it is gone."""
        if self.known is None:
            return
        wanted = self._wanted.printer
        self.printer.set_value(self.known.chosen(wanted))
        if wanted and wanted not in self.known.names:
            self.printer.warn(self.tr("«{0}» is no longer there.").format(wanted))
        elif self.none_there:
            self.printer.hint(self.tr("Set one up in the system, or save the file."))
        self._ask_abilities()

    def _ask_abilities(self) -> None:
        name = self.printer.value()
        if name and name != self._able:
            asking = self._tasks.spool(self, self._printers.abilities, name)
            asking.then(partial(self._show_abilities, name))

    def _show_abilities(self, name: str, abilities: Abilities) -> None:
        if name != self.printer.value():
            return
        before = self.choice()
        self.tray.set_choices(self._trays(abilities.trays))
        self.tray.widget.setEnabled(bool(abilities.trays))
        self.tray.set_value(str(before.tray))
        self.duplex.set_choices(self._sides(both=abilities.both_sides))
        self.duplex.widget.setEnabled(abilities.both_sides)
        self.duplex.set_value(before.duplex)
        self._able = name

    def _sides(self, *, both: bool) -> dict[str, str]:
        one = {"none": self.tr("One side")}
        more = {
            "long": self.tr("Both, turned over the long edge"),
            "short": self.tr("Both, turned over the short edge"),
        }
        return {**one, **more} if both else one

    def _trays(self, trays: Sequence[int]) -> dict[str, str]:
        words = {
            0: self.tr("Upper tray"),
            1: self.tr("Lower tray"),
            2: self.tr("Middle tray"),
            3: self.tr("By hand"),
            4: self.tr("Envelopes"),
            5: self.tr("Envelopes, by hand"),
            6: self.tr("The printer chooses"),
            10: self.tr("Large tray"),
            11: self.tr("Cassette"),
        }
        other = self.tr("Tray {0}")
        named = {str(tray): words.get(tray, other.format(place)) for place, tray in enumerate(trays, 1)}
        return {str(AS_SET): self.tr("As the printer is set"), **named}
