"""The window: places on the left, search and clock on top, the page in the middle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial
from importlib import import_module
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from papi_desk import services
from papi_desk.domain.calendar import Calendar
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.scans import Card, Slip
from papi_desk.services.access_log import exports_locked, note_out
from papi_desk.services.deeds import Seat
from papi_desk.services.office import OfficeProfile, has_no_name, office_calendar, office_profile
from papi_desk.services.officers import OfficerLine, officers_at
from papi_desk.ui.backup_keeper import BackupChip, BackupKeeper
from papi_desk.ui.dialogs import Banner, button, is_enter
from papi_desk.ui.icons import SIZE, icon
from papi_desk.ui.labels import moment_text, sentence
from papi_desk.ui.layouts import STRETCH, Room, Scrolled, boxed, column, row, text, tip
from papi_desk.ui.pages import PLACES, Desk, Page, Place, place_words, section_words
from papi_desk.ui.palette import Command, Palette, commands_of
from papi_desk.ui.practice import open_practice
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.printing.preferences import FILE_NAME
from papi_desk.ui.progress import Progress
from papi_desk.ui.scanning.reader_desk import READER_FILE, ReaderDesk
from papi_desk.ui.scanning.scanner import Scanner
from papi_desk.ui.seat_keeper import LOCK_AFTER, SeatKeeper
from papi_desk.ui.server_line import SERVER_GONE, UNSURE_SAVED, ServerLine
from papi_desk.ui.sign_in.front_door import FrontDoor
from papi_desk.ui.tasks import Tasks
from papi_desk.ui.today_count import TodayCount
from papi_desk.ui.tokens import scaled

if TYPE_CHECKING:
    from papi_desk.ui.sign_in.lock_screen import LockScreen

_ASSISTANCE: Final = "papi_desk.ui.matters.assistance_tab"
_AHEAD: Final = ("procedures", "versions", "usage", "intake", "cases", "case_lists")
"""What the first keys of a day ask for: read one after the other when the window stands, so that no key waits."""
_AHEAD_EVERY: Final = 400
_ICONS: Final = {place.name: place.icon for place in PLACES}


class PlaceButton(QToolButton):
    """A place on the left; Enter opens it as a click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the place."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class SideBar(QWidget):
    """The places of the program, each with its key."""

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self._counts: dict[str, QLabel] = {}
        """How much waits at a place, where something does."""
        self._keys: dict[str, QHBoxLayout] = {}
        self._buttons = {place.name: self._button(place, go) for place in PLACES}
        self._group = QButtonGroup(self)
        for made in self._buttons.values():
            self._group.addButton(made)
        self.office = text("", "section", wrap=True)
        self.office.setMinimumHeight(40)
        *upper, last = self._buttons.values()
        side = column(self.office, 4, *upper, STRETCH, last, gap=4, margin=10)
        frame = boxed(side, "side")
        self.setFixedWidth(176)
        self.setLayout(column(Scrolled(frame)))

    def count(self, name: str, words: str) -> None:
        """Show how much waits at a place, beside its key."""
        place = next(place for place in PLACES if place.name == name)
        if name not in self._counts:
            self._counts[name] = text("", "count")
            self._keys[name].insertWidget(1, self._counts[name])
        self._counts[name].setText(words)
        made = self._buttons[name]
        made.setToolTip(tip(f"{place_words(name)} ({place.key})" + (f": {words}" if words else "")))
        made.setAccessibleName(f"{place_words(name)} {words}".strip())

    def allow(self, place: Place, refusal: Refused | None) -> None:
        """Say on its button why a place is not for who sits here."""
        made, words = self._buttons[place.name], f"{place_words(place.name)} ({place.key})"
        made.setEnabled(refusal is None)
        if refusal is not None:
            made.setToolTip(tip(f"{words}: {sentence(refusal)}"))

    def mark(self, name: str) -> None:
        """Show which place is open."""
        self._buttons[name].setChecked(True)

    def _button(self, place: Place, go: Callable[[str], None]) -> QToolButton:
        made = PlaceButton()
        words = place_words(place.name)
        made.setText(words)
        made.setToolTip(tip(f"{words} ({place.key})"))
        made.setAccessibleName(words)
        made.setProperty("kind", "place")
        made.setIcon(icon(place.icon))
        made.setIconSize(QSize(scaled(SIZE), scaled(SIZE)))
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: go(place.name))
        key = self._keys[place.name] = row(STRETCH, text(place.key, "quiet"), gap=6)
        key.setContentsMargins(0, 0, 10, 0)
        made.setLayout(key)
        return made


class TopBar(QWidget):
    """Search over cases and procedures, who is at the desk, and the office's clock."""

    def __init__(self, desk: Desk, officers: QComboBox, commands: Callable[[], Sequence[Command]]) -> None:
        super().__init__()
        self._desk = desk
        self.search = Palette(desk, commands)
        self.search.setProperty("kind", "search")
        self.search.addAction(icon("magnifying-glass"), Palette.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(380)
        officers.setMinimumWidth(scaled(210))
        officers.setAccessibleName(self.tr("Officer at the desk"))
        officers.setToolTip(self.tr("Who is at the desk now: every step is recorded under this name"))
        self._clock = text("", "section")
        self._sits = button("", desk.seat.lock, kind="flat", picture="lock-simple")
        self._sits.setToolTip(self.tr("Lock the desk, or let somebody else sit down (Ctrl+L)"))
        self._sits.hide()
        copies = BackupChip(desk.keeper, lambda: desk.go("settings", "backups"))
        parts = row((self.search, 2), STRETCH, copies, officers, self._sits, self._clock, margin=8, gap=12)
        self.setLayout(column(boxed(parts, "bar")))
        self._tick = QTimer(self, interval=5000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()

    def show_sitting(self, officer: OfficerLine | None) -> None:
        """Show who signed in; nobody where the office does not ask it."""
        self._sits.setVisible(officer is not None)
        self._sits.setText(officer.name if officer is not None else "")

    def _show_time(self) -> None:
        now = self._desk.clock()
        self._clock.setText(f"{now:%H:%M}")
        self._clock.setToolTip(tip(moment_text(now)))


class MainWindow(QMainWindow):
    """The program's one window."""

    def __init__(
        self,
        *,
        tasks: Tasks,
        office_clock: Callable[[], datetime],
        papers_folder: Path,
        open_file: Callable[[Path], None],
        officer: int | str = "",
        printers_file: Path | None = None,
        band: str = "",
        seat: Seat | None = None,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self.seat = SeatKeeper(tasks, office_clock, self)
        self._officers = QComboBox()
        self._officer = officer
        self._coming = 0
        self._calendar = Calendar((), ())
        kept = printers_file or papers_folder / FILE_NAME
        self.scanner = Scanner(self)
        self.reader = ReaderDesk(self, self.scanner, tasks, kept.with_name(READER_FILE))
        printing = PrintDesk(tasks, papers_folder, open_file, kept)
        printing.goes_out = self._goes_out
        self.keeper = BackupKeeper(tasks, office_clock, kept.parent, self)
        self.afterwards: Callable[[], object] | None = None
        """What is done to the register once the window is gone."""
        self.desk = Desk(
            tasks, office_clock, self.officer, papers_folder, open_file, self.go, self.closing, printing, self.reader,
            self.keeper, self.after_closing, self.seat,
        )  # fmt: skip
        self._pages: dict[str, Page] = {}
        self._band = text(band, "band")
        self._shown = ""
        self._guide: Any = None
        self.banner = Banner()
        self._progress = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self._progress.setProperty("kind", "thin")
        self._stack = QStackedWidget()
        self._side = SideBar(lambda name: self.go(name, ""))
        self.top_bar = TopBar(self.desk, self._officers, self.commands)
        self._lay_out()
        self._connect()
        self._read_office()
        self.waiting = TodayCount(tasks, office_clock, lambda words: self._side.count("today", words), self)
        self.go("register", "")
        if seat is not None:
            self.seat.keep((seat, LOCK_AFTER))
        for place, name in enumerate(_AHEAD, 1):
            reading = partial(self._tasks.work, self, import_module, f"papi_desk.services.{name}")
            QTimer.singleShot(place * _AHEAD_EVERY, self, reading)
        if seat is not None and seat.required:
            self._tasks.read(self, services.sign_in.last_here, node()).then(self.door.remember)

    def officer(self) -> int | str:
        """Return who is at the desk."""
        if self.seat.seat is not None and self.seat.seat.officer is not None:
            return self.seat.seat.officer.id
        chosen = self._officers.currentData()
        return self._officer if chosen is None else int(chosen)

    def closing(self, day: date) -> time:
        """Return when the desk closes on a day."""
        return self._calendar.closing(day)

    def go(self, name: str, what: str = "") -> None:
        """Open a place; make its page when it is opened for the first time."""
        place = next(place for place in PLACES if place.name == name)
        if self._shown and self.seat.locked:
            return  # the lock screen says already what is to be done
        if self._shown and (refusal := self._not_there(place)):
            self.banner.tell(sentence(refusal))
            return
        if name not in self._pages:
            self._pages[name] = place.build(self.desk)
            self._stack.addWidget(Room(self._pages[name]))
        self._shown = name
        self._stack.setCurrentIndex(list(self._pages).index(name))
        self._side.mark(name)
        self._pages[name].arrive(what)

    def _not_there(self, place: Place) -> Refused | None:
        """Tell why who sits here has nothing to do at a place."""
        return self.seat.why_not(place.deed) if place.deed else None

    def commands(self) -> list[Command]:
        """Return everything that can be done now: what the page shows, then the places and their parts."""
        page = self._pages.get(self._shown)
        places = [
            Command(place_words(place.name), partial(self.go, place.name), place.key, place.icon) for place in PLACES
        ]
        parts = [
            Command(f"{place_words(place)}: {words}", partial(self.go, place, part), icon=_ICONS[place])
            for (place, part), words in section_words().items()
        ]
        helped = Command(self.tr("Count one helped online"), self.count_help, "Ctrl+R", "hand-heart")
        practice = Command(self.tr("Practice register"), partial(open_practice, self.desk.papers_folder.parent))
        return [*(commands_of(page) if page is not None else ()), *places, *parts, helped, practice]

    def welcome(self) -> None:
        """Offer the first steps once, on a register that has neither an office's name nor a case."""
        now = self.desk.clock()

        def ask() -> None:
            asking = self._tasks.read(self, services.first_run.first_steps_wanted, at=now)
            asking.then(lambda wanted: self.first_steps() if wanted else None)

        self._tasks.read(self, has_no_name, on=now.date()).then(lambda nameless: ask() if nameless else None)

    def first_steps(self) -> None:
        """Open the first steps where they were left."""
        steps = import_module("papi_desk.ui.settings.first_run").FirstSteps(self.desk, self)
        steps.arrived.connect(self.choose_officer)
        steps.open()

    def after_closing(self, job: Callable[[], object]) -> None:
        """Close the window, so that the register can be exchanged or encrypted."""
        self.afterwards = job
        self.close()

    def count_help(self) -> None:
        """Count a citizen helped with an online service, wherever the officer is."""
        counting = self._tasks.run(
            self, services.assistance.count_help, at=self.desk.clock(), by=self.officer() or None
        )
        counting.then(lambda done: self.banner.tell(import_module(_ASSISTANCE).counted_words(done)))

    def help(self) -> None:
        """Open the user guide at the page of what is shown."""
        part = getattr(self._pages.get(self._shown), "part", str)()
        if self._guide is None:
            self._guide = import_module("papi_desk.ui.guide").GuideWindow(self)
        self._guide.show_page(self._shown, part)

    def office_name(self) -> str:
        """Return the office's name as the window shows it."""
        return self._side.office.text()

    def page(self, name: str) -> Page:
        """Return the page of a place that was opened."""
        return self._pages[name]

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the scanners once there is a window to type into."""
        super().showEvent(event)
        self.scanner.watch(self.windowHandle())
        self.reader.listen()

    def _scanned(self, scan: Card | Slip) -> None:
        """Give a scan to the page; what it does not take opens the case, or begins one with the card."""
        page = self._pages.get(self._shown)
        if self.seat.locked or (isinstance(page, Page) and page.take_scan(scan)):
            return
        if isinstance(scan, Card):
            self.go("register")
            self._pages["register"].take_scan(scan)
            return
        finding = self._tasks.read(self, services.slips.case_of_slip, scan.code, scan.key)
        finding.then(lambda code: self.go("cases", f"!{code}")).failed(self._scan_failed)

    def _scan_failed(self, refusal: Refused) -> None:
        """Say why, and take the focus away, so that the next scan is not mixed with what is typed."""
        self.banner.tell(sentence(refusal))
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed and let what is being written be finished."""
        for page in self._pages.values():
            page.leave()
        self.reader.stop()
        if self.afterwards is None:
            self.keeper.leave()
        else:
            self.keeper.stop()
        self._tasks.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("PAPI Desk"))
        self.setMinimumSize(1024, 600)
        self.resize(1366, 728)
        main: QVBoxLayout = column(self.top_bar, self._band, self._progress, self.banner, (self._stack, 1), gap=0)
        centre = QWidget()
        centre.setLayout(row(self._side, (boxed(main), 1), gap=0))
        self.door = FrontDoor(self.seat, centre, self._lock_screen)
        self.setCentralWidget(self.door)
        self._band.setVisible(bool(self._band.text()))
        self._band.setAlignment(Qt.AlignmentFlag.AlignCenter)
        keep = self._progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keep)
        self._progress.hide()

    def _lock_screen(self) -> LockScreen:
        module = import_module("papi_desk.ui.sign_in.lock_screen")
        return cast("LockScreen", module.LockScreen(self._tasks, self.desk.clock, node()))

    def _connect(self) -> None:
        tasks = self._tasks
        tasks.unavailable.connect(self._unavailable)
        tasks.refused.connect(self._refused)
        tasks.crashed.connect(self._crashed)
        tasks.changed.connect(self._changed)
        self._line = ServerLine(tasks, self.banner)
        self.seat.changed.connect(self._seated)
        self.door.opened.connect(self._signed_in)
        self._officers.activated.connect(self._seated)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.seat.lock)
        self._show_busy = QTimer(self, singleShot=True, interval=150)
        self._show_busy.timeout.connect(lambda: self._progress.setVisible(not tasks.idle))
        tasks.busy_changed.connect(self._busy)
        self.progress = Progress(tasks, self)
        self.scanner.scanned.connect(self._scanned)
        self.scanner.unreadable.connect(lambda: self._scan_failed(Refused("scan-unreadable")))
        for place in PLACES:
            shortcut = QShortcut(QKeySequence(place.key), self)
            shortcut.activated.connect(lambda name=place.name: self.go(name, ""))
        QShortcut(QKeySequence("F1"), self).activated.connect(self.help)
        search = QShortcut(QKeySequence("Ctrl+K"), self)
        search.activated.connect(self.top_bar.search.start)
        helped = QShortcut(QKeySequence("Ctrl+R"), self)
        helped.activated.connect(self.count_help)
        outage = QShortcut(QKeySequence("Ctrl+F11"), self)
        outage.activated.connect(lambda: self.go("portal", "outage"))

    def _busy(self, busy: bool) -> None:
        if busy:
            self._show_busy.start()
        else:
            self._show_busy.stop()
            self._progress.hide()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & {"officers", "offices", "settings"}:
            self._read_office()

    def _read_office(self) -> None:
        today = self.desk.clock().date()
        self.seat.read()
        self._tasks.read(self, officers_at, on=today).then(self._show_officers)
        self._tasks.read(self, office_profile, on=today).then(self._show_office)
        self._tasks.read(self, office_calendar).then(self._keep_calendar)
        self._tasks.read(self, exports_locked).then(self._lock_exports)

    def _seated(self) -> None:
        """Show who sits here, and which places are for them."""
        seat = self.seat.seat
        sitting = seat.officer if seat is not None and seat.required else None
        self._officers.setHidden(seat is not None and seat.required)
        self.top_bar.show_sitting(sitting)
        for place in PLACES:
            self._side.allow(place, self.seat.why_not(place.deed) if place.deed and not self.seat.locked else None)
        for page in self._pages.values():
            page.seated()

    def _lock_exports(self, locked: bool) -> None:
        self.desk.printing.locks_exports = locked

    def _goes_out(
        self, deed: Literal["print", "export"], what: str, where: str, *, locked: bool = False
    ) -> Refused | None:
        """Have it noted what is printed or exported, or tell why it may not be."""
        refusal = self.seat.why_not(deed)
        if refusal is None:
            now, officer = self.desk.clock(), self.officer() or None
            self._tasks.run(self, note_out, deed, what, where, locked=locked, at=now, by=officer)
        return refusal

    def _signed_in(self, officer: OfficerLine, code: str) -> None:
        """After a recovery, show the code that goes into the safe now."""
        if code:
            import_module("papi_desk.ui.sign_in.code_dialog").CodeDialog(self, self.desk, code, officer.name).open()

    def _show_officers(self, officers: Sequence[OfficerLine]) -> None:
        self.door.show_officers(officers)
        chosen, self._coming = self._coming or self.officer(), 0
        self._officers.clear()
        for officer in officers:
            self._officers.addItem(officer.name, officer.id)
            if chosen in (officer.id, officer.name):
                self._officers.setCurrentIndex(self._officers.count() - 1)

    def choose_officer(self, officer: int) -> None:
        """Let an officer be at the desk, now or as soon as she is in the list."""
        place = self._officers.findData(officer)
        self._coming = officer if place < 0 else 0
        if place >= 0:
            self._officers.setCurrentIndex(place)

    def _show_office(self, office: OfficeProfile) -> None:
        self._side.office.setText(office.superior)
        self.door.show_office(office.superior)
        self._side.office.setToolTip(tip(office.unit))

    def _keep_calendar(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def _refused(self, error: Refused) -> None:
        self.banner.tell(sentence(error))

    def _unavailable(self, error: Unavailable, again: Callable[[], None]) -> None:
        if error.kind == SERVER_GONE:
            self._line.wait(again)
        elif error.kind == UNSURE_SAVED:
            self.banner.tell(sentence(error))
        else:
            self.banner.tell(sentence(error), again)

    def _crashed(self, reference: str, details: str) -> None:
        import_module("papi_desk.ui.crash_dialog").CrashDialog(self, reference, details).open()
