"""Choose the serial port of a scanner, and try any scanner out."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from papi_desk.domain.people import SEXES
from papi_desk.domain.scans import Card, Slip
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.labels import day_text
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.scanning.reader_desk import ReaderChoice

_RATES: Final = (9600, 19200, 38400, 57600, 115200)


class ReaderTab(QWidget):
    """What this computer reads scans from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._reader = desk.reader
        self.port = ChoiceField(self.tr("Serial &port"), {"": self.tr("None: the scanner types like a keyboard")})
        self.rate = ChoiceField(self.tr("Speed"), {str(rate): str(rate) for rate in _RATES})
        self.state = text("", "note")
        self._heard = text("", "quiet", wrap=True)
        self._understood = text("", wrap=True)
        save = button(self.tr("&Use this port"), self.save, kind="primary")
        look = button(self.tr("Look for ports again"), self.refresh)
        fields = row((self.port, 3), (self.rate, 1), column(22, save, STRETCH), column(22, look, STRETCH), gap=12)
        words = self.tr(
            "A scanner that types loses Vietnamese letters on some keyboards and input methods. In its serial mode "
            "(COM, RS-232, HID-POS as COM) it loses none: switch it over with the code in its booklet, then choose its "
            "port here."
        )
        self.setLayout(
            column(
                text(words, "quiet", wrap=True), fields, self.state, text(self.tr("Scan here to try"), "section"),
                self._heard, self._understood, STRETCH, margin=16, gap=8,
            )
        )  # fmt: skip
        self._reader.told.connect(lambda _state: self._show_state())
        self._reader.heard.connect(self._heard.setText)

    def refresh(self) -> None:
        """Look for the ports of this computer."""
        chosen = self._reader.choice
        none = {"": self.tr("None: the scanner types like a keyboard")}
        kept = {chosen.port: chosen.port} if chosen.port else {}
        self.port.set_choices({**none, **kept, **self._reader.ports()})
        self.port.set_value(chosen.port)
        self.rate.set_value(str(chosen.rate))
        self._show_state()

    def save(self) -> None:
        """Read the chosen port from now on."""
        self._reader.choose(ReaderChoice(self.port.value(), int(self.rate.value())))

    def show_scan(self, scan: Card | Slip) -> None:
        """Say what was understood of a scan, from whichever scanner it came."""
        if isinstance(scan, Slip):
            self._understood.setText(self.tr("Slip of {0}").format(scan.code))
            return
        facts = (scan.name, scan.number, day_text(scan.birth_date), SEXES[scan.sex], scan.address)
        spoilt = self.tr("Letters were lost on the way: use the serial mode.") if scan.doubts else ""
        self._understood.setText("\n".join(filter(None, (" · ".join(filter(None, facts)), spoilt))))

    def _show_state(self) -> None:
        words = {
            "none": self.tr("No port is read."),
            "open": self.tr("The port is read. Scan a card to try it."),
            "gone": self.tr("The port cannot be opened. Is the scanner plugged in? It is tried again by itself."),
        }
        self.state.setText(words[self._reader.state])
        restyle(self.state, "tone", {"open": "done", "gone": "late"}.get(self._reader.state, ""))
