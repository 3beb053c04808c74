"""The places of the program, each made when it is first shown (here and nowhere else)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from papi_desk.domain.records import Record
from papi_desk.domain.scans import Card, Slip
from papi_desk.ui.backup_keeper import BackupKeeper
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.scanning.reader_desk import ReaderDesk
from papi_desk.ui.seat_keeper import SeatKeeper
from papi_desk.ui.tasks import Tasks


class Desk(Record):
    """What every page works with: the workers, the office's clock, who is here, where papers go and are printed."""

    tasks: Tasks
    clock: Callable[[], datetime]
    officer: Callable[[], int | str]
    papers_folder: Path
    open_file: Callable[[Path], None]
    go: Callable[[str, str], None]
    """Go to a place («cases») with what it shall show there («MC-240304-0001»)."""
    closing: Callable[[date], time]
    """When the desk closes on a day: what a day typed without its hour means."""
    printing: PrintDesk
    reader: ReaderDesk
    """The scanner on a serial port, if this computer has one."""
    keeper: BackupKeeper
    """Copies of the register by plan."""
    after_closing: Callable[[Callable[[], object]], None]
    """Close the window, do this to the register once everybody has let go of it, and open the window again."""
    seat: SeatKeeper
    """Who sits here, and what they may do."""


class Page(QWidget):
    """A place of the program: knows its desk, refreshes itself when its tables change."""

    tables: frozenset[str] = frozenset()
    """Tables whose change this page wants to hear of."""
    private = False
    """Whether it shows what is covered for some: it is read again for whoever sits down."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("kind", "page")
        self._stale = True
        desk.tasks.changed.connect(self._heard)

    def arrive(self, what: str = "") -> None:
        """Be shown: refresh what is stale, then show ``what`` was asked for."""
        if self._stale:
            self._stale = False
            self.refresh()
        self.show_what(what)

    def seated(self) -> None:
        """Offer and show what who sits here now may do and see."""
        if self.private and not self._stale and not self.desk.seat.locked:
            self.refresh()

    def leave(self) -> None:
        """Keep what is half done: the window closes."""

    def refresh(self) -> None:
        """Read again what the page shows."""

    def show_what(self, what: str) -> None:
        """Put the focus where work begins, or show a case, a search, a procedure."""

    def take_scan(self, scan: Card | Slip) -> bool:
        """Use a scanned card or slip here; tell whether this page did."""
        del scan
        return False

    def _heard(self, tables: frozenset[str]) -> None:
        if not self.tables & tables:
            return
        self._stale = True
        if self.isVisible():
            self._stale = False
            self.refresh()


class Place(Record):
    """An entry of the navigation."""

    name: str
    key: str
    icon: str
    module: str
    page: str
    deed: str = ""
    """What is done there: who may not do it does not go there."""

    def build(self, desk: Desk) -> Page:
        """Import and make the page."""
        made: Page = getattr(import_module(self.module), self.page)(desk)
        return made


PLACES: Final = (
    Place(
        "register",
        "F2",
        "file-plus",
        "papi_desk.ui.cases.register_page",
        "RegisterPage",
        "register",
    ),
    Place(
        "lane",
        "F12",
        "medal",
        "papi_desk.ui.lane.lane_page",
        "LanePage",
        "certification",
    ),
    Place(
        "cases",
        "F3",
        "folders",
        "papi_desk.ui.cases.cases_page",
        "CasesPage",
    ),
    Place(
        "return",
        "F4",
        "hand-palm",
        "papi_desk.ui.cases.return_page",
        "ReturnPage",
        "return",
    ),
    Place("today", "F5", "sun-horizon", "papi_desk.ui.cases.today_page", "TodayPage"),
    Place(
        "notices",
        "F6",
        "megaphone",
        "papi_desk.ui.matters.notices_page",
        "NoticesPage",
    ),
    Place(
        "voices",
        "F7",
        "chats-circle",
        "papi_desk.ui.matters.voices_page",
        "VoicesPage",
    ),
    Place(
        "statistics",
        "F8",
        "chart-bar",
        "papi_desk.ui.reports.statistics_page",
        "StatisticsPage",
    ),
    Place(
        "books",
        "Ctrl+J",
        "books",
        "papi_desk.ui.books.books_page",
        "BooksPage",
    ),
    Place(
        "procedures",
        "F9",
        "book-open",
        "papi_desk.ui.procedures.procedures_page",
        "ProceduresPage",
    ),
    Place(
        "plan",
        "F11",
        "target",
        "papi_desk.ui.matters.plan_page",
        "PlanPage",
    ),
    Place(
        "portal",
        "Ctrl+T",
        "globe-simple",
        "papi_desk.ui.portal.portal_page",
        "PortalPage",
    ),
    Place(
        "settings",
        "Ctrl+,",
        "gear-six",
        "papi_desk.ui.settings.settings_page",
        "SettingsPage",
    ),
)


def place_words(name: str) -> str:
    """Return what a place is called."""
    return {
        "register": QCoreApplication.translate("places", "Register"),
        "lane": QCoreApplication.translate("places", "Certification"),
        "cases": QCoreApplication.translate("places", "Cases"),
        "return": QCoreApplication.translate("places", "Hand back"),
        "today": QCoreApplication.translate("places", "Today"),
        "notices": QCoreApplication.translate("places", "Disclosure"),
        "voices": QCoreApplication.translate("places", "People's voice"),
        "statistics": QCoreApplication.translate("places", "Statistics"),
        "books": QCoreApplication.translate("places", "Books"),
        "procedures": QCoreApplication.translate("places", "Procedures"),
        "plan": QCoreApplication.translate("places", "Plan"),
        "portal": QCoreApplication.translate("places", "Province"),
        "settings": QCoreApplication.translate("places", "Settings"),
    }[name]


def _voices_words() -> dict[str, str]:
    return {
        "reception": QCoreApplication.translate("places", "Reception of citizens"),
        "checks": QCoreApplication.translate("places", "Checks"),
        "findings": QCoreApplication.translate("places", "Findings"),
        "proposals": QCoreApplication.translate("places", "Proposals"),
        "checklist": QCoreApplication.translate("places", "Checklists"),
    }


def section_words() -> dict[tuple[str, str], str]:
    """Return the parts of places that can be gone to by name, and what each is called."""
    return {
        ("books", "register"): QCoreApplication.translate("places", "Book of cases"),
        ("books", "cash"): QCoreApplication.translate("places", "Fees and the drawer"),
        ("books", "handover"): QCoreApplication.translate("places", "Hand-over lists"),
        ("books", "blank-slips"): QCoreApplication.translate("places", "Slips printed in advance"),
        **{("voices", name): words for name, words in _voices_words().items()},
        ("settings", "office"): QCoreApplication.translate("places", "Office"),
        ("settings", "officers"): QCoreApplication.translate("places", "Officers"),
        ("settings", "numbering"): QCoreApplication.translate("places", "Numbering"),
        ("settings", "rules"): QCoreApplication.translate("places", "Rules of this office"),
        ("settings", "attention"): QCoreApplication.translate("places", "Attention list"),
        ("settings", "calendar"): QCoreApplication.translate("places", "Calendar"),
        ("settings", "hours"): QCoreApplication.translate("places", "Desk hours"),
        ("settings", "rates"): QCoreApplication.translate("places", "Fee rates"),
        ("settings", "forms"): QCoreApplication.translate("places", "Forms"),
        ("settings", "printers"): QCoreApplication.translate("places", "Printers"),
        ("settings", "scanner"): QCoreApplication.translate("places", "Scanner"),
        ("settings", "look"): QCoreApplication.translate("places", "Look"),
        ("settings", "backups"): QCoreApplication.translate("places", "Copies"),
        ("settings", "encryption"): QCoreApplication.translate("places", "Encryption"),
        ("settings", "private"): QCoreApplication.translate("places", "Private data"),
        ("settings", "about"): QCoreApplication.translate("places", "About"),
    }
