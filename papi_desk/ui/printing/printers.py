"""The printers of this computer and what each can do; asked off the screen's thread, for some answer slowly."""

from __future__ import annotations

from typing import Final

from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from papi_desk.domain.errors import Unavailable
from papi_desk.domain.records import Record
from papi_desk.ui.printing.preferences import AS_SET, PrintChoice

_BOTH_SIDES: Final = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_AT_REST: Final = (QPrinter.PrinterState.Idle, QPrinter.PrinterState.Active)
_TRAY: Final = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSource
_TRAYS: Final = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSources


class PrinterNames(Record):
    """The printers by name, and the one that the system prefers."""

    names: tuple[str, ...]
    preferred: str

    def chosen(self, wanted: str) -> str:
        """Return the printer to use: the one wanted, else the preferred one, else any; empty when there is none."""
        usual = self.preferred if self.preferred in self.names else next(iter(self.names), "")
        return wanted if wanted in self.names else usual


class Abilities(Record):
    """What a printer can do."""

    trays: tuple[int, ...] = ()
    both_sides: bool = False


class Printers:
    """The printers that the system knows."""

    def names(self) -> PrinterNames:
        """Return the printers there are."""
        return PrinterNames(tuple(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName())

    def abilities(self, name: str) -> Abilities:
        """Return what a printer can do; nothing special for one that is gone."""
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            return Abilities()
        trays = QPrinter(info).printEngine().property(_TRAYS) or ()
        modes = info.supportedDuplexModes()
        return Abilities(tuple(map(int, trays)), any(mode in modes for mode in list(_BOTH_SIDES.values())[1:]))

    def open(self, choice: PrintChoice, title: str) -> QPrinter:
        """Return the chosen printer for one job; raises ``Unavailable`` when it is not there."""
        name = self.names().chosen("") if not choice.printer else choice.printer
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise Unavailable("printer-gone" if name else "printer-none", printer=name)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        prepare(printer, choice, title)
        return printer

    def at_rest(self, name: str) -> bool:
        """Tell whether a printer reports no trouble (no paper, a jam, switched off)."""
        info = QPrinterInfo.printerInfo(name)
        return info.isNull() or info.state() in _AT_REST


def prepare(printer: QPrinter, choice: PrintChoice, title: str) -> None:
    """Tell a printer the name of the job, its tray and sides."""
    printer.setDocName(title)
    printer.setDuplex(_BOTH_SIDES[choice.duplex])
    if choice.tray != AS_SET:
        printer.printEngine().setProperty(_TRAY, choice.tray)
