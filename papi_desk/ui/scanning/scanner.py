"""Tell a scanner that types like a keyboard from a person who types, anywhere in the window.

A key after a pause is held back for a moment. When others follow faster than fingers can, they are held too, until
Enter, Tab or silence; what then reads as a card or a slip is a scan, and anything else is typed after all, in the same
order. So a scan never leaves a letter in a field, presses no button, and no typing is ever lost or taken for a scan.
Times are those of the key events themselves: a slow computer changes nothing.
"""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QWidget

from papi_desk.domain.scans import Card, Slip, looks_scanned, read_scan

FINGERS_MS: Final = 35
"""Nobody types two keys closer than this for long."""
SCANNER_MS: Final = 90
"""What a scanner may need between two keys once it is clear that it is one."""
CARD_MS: Final = 400
"""… and in the middle of a card, where nothing else can follow."""
SURE_AFTER: Final = 4
TYPING_MS: Final = 80
"""A key this soon after another one goes on with typing and is not held back."""
LEAST: Final = 12
"""No scan is shorter: the barcode of a slip."""
_CARD_BEGUN: Final = re.compile(r"\d{12}\|")
_BARE_KEYS: Final = (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock)
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier


class Scanner(QObject):
    """Watches the keys of a window and its dialogs."""

    scanned = Signal(object)
    """A ``Card`` or a ``Slip``."""
    unreadable = Signal()
    """Something that only a scanner types, and that is neither."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._widget = window
        self._held: list[QEvent] = []
        self._text = ""
        self._last = -TYPING_MS
        self._from: QWindow | None = None
        self._heard_by: QObject | None = None
        self._replaying = False
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self.gone_quiet)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Watch a window, if it is ours or one of our dialogs."""
        ours = self._widget.windowHandle()
        above = window
        while above is not None and above is not ours:
            above = above.transientParent()
        if window is not None and above is not None:
            window.installEventFilter(self)

    def take(self, text: str) -> bool:
        """Take a text as scanned, from a serial reader or pasted; tell whether it was one."""
        scan = read_scan(text)
        if scan is not None:
            self.scanned.emit(scan)
        elif looks_scanned(text):
            self.unreadable.emit()
        return scan is not None or looks_scanned(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may come from a scanner; tell Qt whether the event goes no further."""
        if self._replaying:
            return False
        if watched is self._heard_by:
            return self._composed(event)
        if not isinstance(watched, QWindow):
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(watched, event)
        if kind == QEvent.Type.KeyRelease and self._held and isinstance(event, QKeyEvent):
            self._held.append(_copy(event))
            return True
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut, QEvent.Type.Close):
            self.release()
        return False

    def gone_quiet(self) -> None:
        """Decide when no key has followed: a scan without its Enter, or typing."""
        if len(self._text) < LEAST or not self._ended():
            self.release()

    def release(self) -> None:
        """Type what was held back: it was typed by hand."""
        held, window = self._held, self._from
        self._forget()
        if window is None:
            return
        self._replaying = True
        for event in held:
            QCoreApplication.sendEvent(window, event)
        self._replaying = False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        at = int(event.timestamp())
        if self._held and (window is not self._from or at - self._last > self._patience()):
            self.release()
        if event.key() in _ENDS and not event.modifiers() & (_COMMANDS | _ALT):
            return self._held_and_ended()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.release()
            return self._pasted()
        if self._held and event.key() in _BARE_KEYS:
            return self._hold(window, event)
        typing = at - self._last < TYPING_MS and not self._held
        if not _is_letter(event) or typing:
            self.release()
            self._last = at if _is_letter(event) else self._last
            return False
        self._last = at
        self._text += event.text()
        return self._hold(window, event)

    def _hold(self, window: QWindow, event: QKeyEvent) -> bool:
        self._from = window
        self._held.append(_copy(event))
        self._quiet.start(self._patience())
        self._listen_to_composed()
        return True

    def _patience(self) -> int:
        """Return how long the next key may take to belong to the same scan."""
        if _CARD_BEGUN.match(self._text):
            return CARD_MS
        return SCANNER_MS if len(self._text) >= SURE_AFTER else FINGERS_MS

    def _held_and_ended(self) -> bool:
        """Take the scan that an Enter or Tab ends; that key is part of it."""
        if self._held and self._ended():
            return True
        self.release()
        return False

    def _ended(self) -> bool:
        text = self._text
        if read_scan(text) is None and not looks_scanned(text):
            return False
        self._forget()
        return self.take(text)

    def _pasted(self) -> bool:
        """Take a pasted card or slip as scanned; a bare code may be meant for a field."""
        text = QGuiApplication.clipboard().text()
        scan = read_scan(text)
        meant = isinstance(scan, Card) or (isinstance(scan, Slip) and bool(scan.key))
        return meant and self.take(text)

    def _listen_to_composed(self) -> None:
        """In the middle of a card, hear also what an input method makes of its letters."""
        if self._heard_by is None and _CARD_BEGUN.match(self._text):
            self._heard_by = QGuiApplication.focusObject()
            if self._heard_by is not None:
                self._heard_by.installEventFilter(self)

    def _composed(self, event: QEvent) -> bool:
        """Take the letters that an input method composed out of a scan."""
        if not isinstance(event, QInputMethodEvent):
            return False
        self._text += event.commitString()
        self._quiet.start(CARD_MS)
        return True

    def _forget(self) -> None:
        self._quiet.stop()
        self._held, self._text, self._from = [], "", None
        if self._heard_by is not None:
            self._heard_by.removeEventFilter(self)
            self._heard_by = None


def _is_letter(event: QKeyEvent) -> bool:
    """Tell whether a key writes something: no command, no cursor key, not held down."""
    asked = event.modifiers() & (_COMMANDS | _ALT)
    other_level = asked == (Qt.KeyboardModifier.ControlModifier | _ALT)  # AltGr on Windows
    written = bool(event.text()) and event.text().isprintable()
    return written and not event.isAutoRepeat() and (not asked or other_level)


def _copy(event: QKeyEvent) -> QKeyEvent:
    copied = QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip
    copied.setTimestamp(event.timestamp())
    return copied
