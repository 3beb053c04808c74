"""Keep who sits at this desk: read it again when it changes, lock by key and after a while without a hand on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from papi_desk import services
from papi_desk.domain.errors import Refused
from papi_desk.services.deeds import Seat, seat
from papi_desk.services.office import get_setting
from papi_desk.ui.tasks import Tasks

LOCK_AFTER: Final = 10
"""Minutes until the office's own setting is read."""
_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class SeatKeeper(QObject):
    """Knows who sits here; the office's table answers what they may do."""

    changed = Signal()
    leaving = Signal()
    """Who sits here is about to be signed out: what is still to be written under that name is written now."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self.seat: Seat | None = None
        self._shut = False
        """Locked by hand or for nobody's being there; the signing out may still have to be written."""
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(lambda: self.lock("idle"))
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)

    @property
    def locked(self) -> bool:
        """Tell whether somebody has to sign in first."""
        return self.seat is not None and self.seat.required and (self._shut or self.seat.officer is None)

    def why_not(self, deed: str) -> Refused | None:
        """Tell why a deed cannot be done here now, or None."""
        return None if self.seat is None else self.seat.why_not(deed)

    def read(self) -> None:
        """Read who sits here."""
        self._tasks.read(self, _seat_and_patience).then(self.keep)

    def keep(self, read: tuple[Seat, int]) -> None:
        """Take over who sits here, and after how many minutes without a hand the desk is locked."""
        self.seat, minutes = read
        self._idle.setInterval(minutes * 60_000)
        self._touched()
        self.changed.emit()

    def lock(self, why: str = "key") -> None:
        """Lock at once, whether or not the register can be reached, and sign out; nothing typed is lost."""
        if self.seat is not None and self.seat.required and not self.locked:
            self.leaving.emit()
            self._tasks.run(self, services.sign_in.sign_out, at=self._clock(), why=why).then(lambda _done: self.read())
            self._shut = True
            self.changed.emit()

    def unlock(self) -> None:
        """Open to who has just signed in."""
        self._shut = False
        self.read()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew at every key and click."""
        if event.type() in _HANDS:
            self._touched()
        return False

    def _touched(self) -> None:
        if self.seat is not None and self.seat.required and self.seat.officer is not None:
            self._idle.start()
        else:
            self._idle.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _seat_and_patience(session: Any) -> tuple[Seat, int]:
    return seat(session), int(get_setting(session, "lock_after_minutes").value)
