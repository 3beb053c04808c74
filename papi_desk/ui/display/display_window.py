"""The display for citizens: what is public in turn, a kiosk when it is touched, and the numbers that are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QWidget

from papi_desk.domain.public_site import PublicBoard
from papi_desk.domain.ratings import SCREEN, NewRating
from papi_desk.services.public_site import public_board
from papi_desk.services.queue import Call, last_call
from papi_desk.services.ratings import case_to_rate, rating_scale, record_rating
from papi_desk.ui.display.chime import ring
from papi_desk.ui.display.keyboard import DIGITS, ScreenKeyboard
from papi_desk.ui.display.kiosk import ProcedureKiosk, touch
from papi_desk.ui.display.rating import RatingKiosk
from papi_desk.ui.display.slides import Slide, SlideWords, slides_of
from papi_desk.ui.labels import WEEKDAYS
from papi_desk.ui.layouts import STRETCH, boxed, column, row, text
from papi_desk.ui.tasks import Tasks

SLIDE_SECONDS: Final = 12
IDLE_SECONDS: Final = 60
CALL_SECONDS: Final = 12
THANKS_SECONDS: Final = 6
LOOK_SECONDS: Final = 2
"""How often other desks' calls are looked for."""
_TOUCHED: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.TouchBegin})


class DisplayWindow(QWidget):
    """A window of its own, on the second monitor where there is one."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], folder: Path, *, sound: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "display")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("PAPI Desk")
        self._tasks, self._clock, self._folder, self._sound = tasks, clock, folder, sound
        self._board: PublicBoard | None = None
        self._slides: list[Slide] = []
        self._place = 0
        self._may_close = False
        self._heard: Call | None = None
        self._since = clock()
        self.rang = ""
        self._lay_out()
        self._connect()
        self.refresh()

    # --- what is shown ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.superior, self.unit = text("", "display-quiet", wrap=True), text("", "display-strong", wrap=True)
        self.superior.setContentsMargins(0, 8, 0, 0)  # room for the marks over a capital Ẫ
        self.hour, self.day = text("", "display-clock"), text("", "display-quiet")
        for one in (self.hour, self.day):
            one.setAlignment(Qt.AlignmentFlag.AlignRight)
        names = column(self.superior, self.unit, gap=0)
        head = boxed(row((names, 1), column(self.hour, self.day, gap=0), margin=28), "display-bar")
        self.slide = QWidget()
        self.stage = QStackedWidget()
        self.kiosk = ProcedureKiosk()
        self.rating = RatingKiosk(rating_scale())
        self.called = text("", "display-call", wrap=True)
        self.called.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._holder = QWidget()
        self._holder.setLayout(column(self.slide))
        for widget in (self._holder, self.kiosk, self.called, self.rating):
            self.stage.addWidget(widget)
        self._before_call: QWidget = self._holder
        self.to_procedures = touch("Thủ tục", self.show_kiosk)
        self.to_fees = touch("Mức phí", self.show_fees)
        self.to_notices = touch("Công khai", self.show_slides)
        self.to_rating = touch("Đánh giá", self.show_rating)
        self._hint = text("", "display-quiet")
        buttons = (self.to_procedures, self.to_fees, self.to_notices, self.to_rating)
        foot = boxed(row(*buttons, STRETCH, self._hint, gap=16, margin=18), "display-bar")
        middle = column((self.stage, 1), margin=40)
        self.setLayout(column(head, (boxed(middle), 1), foot, gap=0))

    def refresh(self) -> None:
        """Read what is public now."""
        self._tasks.read(self, public_board, now=self._clock()).then(self._take)

    def _take(self, board: PublicBoard) -> None:
        self._board = board
        self.superior.setText(board.office.superior)
        self.unit.setText(board.office.unit)
        self.kiosk.take(board.procedures)
        self._arrange()

    def _arrange(self) -> None:
        if self._board is None:
            return
        self._slides = slides_of(self._board, self._room(), SlideWords())
        self._place %= len(self._slides)
        self._show_slide()

    def _room(self) -> QSize:
        return QSize(max(self.width() - 80, 400), max(self.height() - 330, 300))

    def slide_names(self) -> list[str]:
        """Return what is shown in turn."""
        return [slide.name for slide in self._slides]

    def advance(self) -> None:
        """Show the next slide."""
        if self._slides:
            self._place = (self._place + 1) % len(self._slides)
            if self._place == 0:
                self.refresh()
            self._show_slide()

    def show_slide(self, name: str) -> None:
        """Show the first slide of a name."""
        self._place = self.slide_names().index(name)
        self._show_slide()

    def _show_slide(self) -> None:
        fresh = self._slides[self._place].make()
        layout = self._holder.layout()
        if layout is not None:
            layout.replaceWidget(self.slide, fresh)
            fresh.show()
        self.slide.hide()
        self.slide.deleteLater()
        self.slide = fresh
        self._hint.setText(f"{self._place + 1}/{len(self._slides)}")

    def show_kiosk(self) -> None:
        """Let a citizen look a procedure up."""
        self.kiosk.restart()
        self.stage.setCurrentWidget(self.kiosk)
        self.kiosk.search.setFocus()
        self._idle.start()

    def show_fees(self) -> None:
        """Let a citizen read what everything costs."""
        self.show_kiosk()
        self.kiosk.show_fees()

    def show_rating(self) -> None:
        """Let a citizen rate the visit."""
        self.rating.restart()
        self.stage.setCurrentWidget(self.rating)
        self.rating.number.setFocus()
        self._idle.start()

    def _identify(self, typed: str) -> None:
        asking = self._tasks.read(self, case_to_rate, typed, at=self._clock())
        asking.then(self.rating.ask).failed(self.rating.refuse)

    def _keep_rating(self, case: str, answers: dict[int, str]) -> None:
        new = NewRating(answers, case, SCREEN)
        keeping = self._tasks.run(self, record_rating, new, at=self._clock())
        keeping.then(lambda _number: self._thank()).failed(self.rating.refuse)

    def _thank(self) -> None:
        self.rating.thank()
        self._after_thanks.start()

    def show_slides(self) -> None:
        """Go back to what is shown in turn, and forget what was looked up or not sent."""
        self.kiosk.restart()
        self.rating.restart()
        self.stage.setCurrentWidget(self._holder)

    # --- calls -----------------------------------------------------------------------------------------------

    def _look_for_calls(self) -> None:
        self._tasks.read(self, last_call, since=self._since).then(self._hear)

    def _hear(self, call: Call | None) -> None:
        if call is None or call == self._heard:
            return
        self._heard, self._since = call, call.called_at
        self.called.setText(f"Mời số {call.number}\n{call.counter}")
        if self.stage.currentWidget() is not self.called:
            self._before_call = self.stage.currentWidget() or self._holder
        self.stage.setCurrentWidget(self.called)
        self._after_call.start()
        if self._sound:
            self.rang = ring(self._folder)

    def end_call(self) -> None:
        """Go back to what the call stands over: the slides, or what a citizen is reading."""
        self.stage.setCurrentWidget(self._before_call)

    # --- time, touch, and the way out -------------------------------------------------------------------------

    def _connect(self) -> None:
        self._turn = self._timer(SLIDE_SECONDS, self._turn_over)
        self._idle = self._timer(IDLE_SECONDS, self.show_slides, once=True)
        self._after_call = self._timer(CALL_SECONDS, self.end_call, once=True)
        self._after_thanks = self._timer(THANKS_SECONDS, self._end_thanks, once=True)
        self.rating.identified.connect(self._identify)
        self.rating.given.connect(self._keep_rating)
        self.rating.left.connect(self.show_slides)
        self._look = self._timer(LOOK_SECONDS, self._look_for_calls)
        self._tick = self._timer(1, self._show_time)
        for timer in (self._turn, self._look, self._tick):
            timer.start()
        self._tasks.changed.connect(self._changed)
        self.stage.currentChanged.connect(lambda _at: self._hint.setVisible(self.stage.currentWidget() is self._holder))
        for keys in ("Ctrl+Shift+Q", "Esc"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.ask_to_leave)
        self._show_time()

    def showEvent(self, event: QShowEvent) -> None:
        """Notice touches once there is a window that hears them."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def _timer(self, seconds: int, action: Callable[[], None], *, once: bool = False) -> QTimer:
        made = QTimer(self, interval=seconds * 1000, singleShot=once)
        made.timeout.connect(action)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count a touch of the display as somebody being there."""
        if event.type() in _TOUCHED and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def _end_thanks(self) -> None:
        """Go back to the slides, unless the next citizen has begun."""
        if self.stage.currentWidget() is self.rating and self.rating.thanking:
            self.show_slides()

    def _turn_over(self) -> None:
        if self.stage.currentWidget() is self._holder:
            self.advance()

    def _changed(self, tables: frozenset[str]) -> None:
        if "queue_tickets" in tables:
            self._look_for_calls()
        if tables & {"matters", "matter_files", "settings", "offices", "officers", "ratings"}:
            self.refresh()

    def _show_time(self) -> None:
        now = self._clock()
        self.hour.setText(f"{now:%H:%M}")
        weekday = WEEKDAYS[now.weekday()]
        self.day.setText(f"{weekday[0].upper()}{weekday[1:]}, {now:%d/%m/%Y}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the notices anew for another size."""
        super().resizeEvent(event)
        self._arrange()

    def open_on_second_screen(self) -> None:
        """Fill the second monitor, or the only one."""
        screen = QGuiApplication.screens()[-1]
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def ask_to_leave(self) -> None:
        """Leave the display with the officer's key; at once where the office has set none."""
        if self._board is None or not self._board.key:
            self.leave()
            return
        KeyDialog(self, self._board.key, self.leave).open()

    def leave(self) -> None:
        """Close the display."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless an officer lets it go."""
        if not self._may_close and self._board is not None and self._board.key:
            event.ignore()
            self.ask_to_leave()
            return
        for timer in (self._turn, self._look, self._tick, self._idle, self._after_call, self._after_thanks):
            timer.stop()
        super().closeEvent(event)


class KeyDialog(QDialog):
    """Ask for the officer's key; goes away by itself."""

    def __init__(self, parent: QWidget, key: str, leave: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._key, self._leave = key, leave
        self.typed = QLineEdit()
        self.typed.setEchoMode(QLineEdit.EchoMode.Password)
        self.typed.setProperty("kind", "display")
        self.typed.setAccessibleName(self.tr("Officer's key"))
        self.typed.textChanged.connect(self._compare)
        keyboard = ScreenKeyboard(DIGITS)
        keyboard.typed.connect(self.typed.insert)
        keyboard.erased.connect(self.typed.backspace)
        keyboard.cleared.connect(self.typed.clear)
        self.setLayout(column(text(self.tr("Officer's key"), "title"), self.typed, keyboard, margin=24))
        QTimer.singleShot(20_000, self, self.reject)

    def _compare(self, typed: str) -> None:
        if typed == self._key:
            self.accept()
            self._leave()
