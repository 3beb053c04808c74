"""The door between the lock screen and the desk: one of the two is shown, what was open waits behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from papi_desk.services.officers import OfficerLine
from papi_desk.ui.seat_keeper import SeatKeeper

if TYPE_CHECKING:
    from papi_desk.ui.sign_in.lock_screen import LockScreen


class FrontDoor(QStackedWidget):
    """Shows the desk to who signed in, and the lock screen to everybody else."""

    opened = Signal(object, str)
    """Who signed in, and the new recovery code where the old one was used."""

    def __init__(self, seat: SeatKeeper, centre: QWidget, make_lock: Callable[[], LockScreen]) -> None:
        super().__init__()
        self._seat = seat
        self._make_lock = make_lock
        self._office = ""
        self._officers: Sequence[OfficerLine] = ()
        self._centre = centre
        self._last: OfficerLine | None = None
        self._hidden: list[QDialog] = []
        self._focus: QWidget | None = None
        self.addWidget(centre)
        seat.changed.connect(self.follow)

    @cached_property
    def lock_screen(self) -> LockScreen:
        """Return the lock screen, made when it is first needed."""
        made = self._make_lock()
        made.signed_in.connect(self._signed_in)
        self.addWidget(made)
        self._tell(made)
        return made

    def _tell(self, lock: LockScreen) -> None:
        lock.office.setText(self._office)
        lock.show_officers(self._officers)
        lock.choose(self._last)

    def show_office(self, name: str) -> None:
        """Say on the lock screen whose desk this is."""
        self._office = name
        if "lock_screen" in vars(self):
            self.lock_screen.office.setText(name)

    def show_officers(self, officers: Sequence[OfficerLine]) -> None:
        """Offer the officers of today on the lock screen."""
        self._officers = officers
        self._tell_again()

    def remember(self, officer: OfficerLine | None) -> None:
        """Offer first who sat at this computer when the program was last open."""
        self._last = self._last or officer
        self._tell_again()

    def _tell_again(self) -> None:
        if "lock_screen" in vars(self):
            self._tell(self.lock_screen)

    def _signed_in(self, came: tuple[OfficerLine, str]) -> None:
        self._seat.unlock()
        self.opened.emit(*came)

    def follow(self) -> None:
        """Show what the seat asks for."""
        now = self._seat.seat
        if self._seat.locked and self.currentIndex() == 0:
            self._close()
        elif not self._seat.locked and self.currentIndex() == 1:
            self._open(now.officer if now is not None else None)
        elif now is not None and now.officer is not None:
            self._last = now.officer

    def _close(self) -> None:
        window = self.window()
        while (popup := QApplication.activePopupWidget()) is not None:  # a menu or list would stand above the lock
            popup.close()
        self._focus = window.focusWidget()
        self._hidden = [one for one in window.findChildren(QDialog) if one.isVisible()]
        for dialog in self._hidden:
            dialog.hide()
        self.lock_screen.choose(self._last)
        self._centre.setEnabled(False)  # nothing behind it takes a key, even where a form comes back by itself
        self.setCurrentIndex(1)

    def _open(self, officer: OfficerLine | None) -> None:
        """Go on where the desk was left; a dialog that another officer had open is left undone."""
        same = officer is not None and self._last is not None and officer.id == self._last.id
        self._centre.setEnabled(True)
        self.setCurrentIndex(0)
        for dialog in filter(isValid, self._hidden):
            if same:
                dialog.show()
            else:
                dialog.reject()
        self._hidden, self._last = [], officer
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None
