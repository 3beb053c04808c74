"""An officer at the keyboard: keys go through the window as the system sends them, and are counted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from papi_desk.ui.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAUSE_MS, SCANNER_MS = 180, 6


class Typist:
    """Types into the window or the dialog before it; ``strokes`` counts keys, a chord as one, data not at all."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.strokes = 0
        self._at = 10_000

    def press(self, *keys: str) -> None:
        """Press keys one after the other: «ks» is two, «Ctrl+Return» one chord."""
        for key in keys:
            for one in [key] if len(key) > 1 and ("+" in key or hasattr(Qt.Key, f"Key_{key}")) else key:
                self.strokes += 1
                self._key(one, PAUSE_MS)

    def data(self, text: str) -> None:
        """Type what is not known before: names and figures, as an input method hands them over."""
        self.settle()
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), composed)

    def scan(self, text: str) -> None:
        """Let the scanner type."""
        for place, letter in enumerate(text):
            self._send(Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter, SCANNER_MS if place else PAUSE_MS)
        self._send(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", SCANNER_MS)

    def settle(self) -> None:
        """Let the last key be a key: nothing follows it."""
        self.window.scanner.release()

    def _key(self, name: str, after: int) -> None:
        *held, last = name.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= {"Ctrl": CTRL, "Alt": ALT, "Shift": SHIFT}[one]
        code = getattr(Qt.Key, f"Key_{last}", None) or Qt.Key(ord(last.upper()))
        text = last if len(last) == 1 else {"Return": "\r", "Tab": "\t"}.get(last, "")
        self._send(code, modifiers, "" if held else text, after)

    def _send(self, code: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, after: int) -> None:
        self._at += after
        window = self._target()
        if not text or modifiers & (CTRL | ALT):
            self.settle()
            QTest.keyClick(self._focus(), code, modifiers)  # through Qt's shortcuts, as a key of the system goes
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, modifiers, text)
            event.setTimestamp(self._at)
            QCoreApplication.sendEvent(window, event)

    def _focus(self) -> QWidget:
        top = self.top()
        return top.focusWidget() or top

    def top(self) -> QWidget:
        """Return the dialog in front of this window, else the window; another test's dialog may just be going."""
        modal = QApplication.activeModalWidget()
        if modal is not None and (modal.parentWidget() is None or modal.parentWidget().window() is not self.window):
            modal = None
        if modal is None and QApplication.activeWindow() is not self.window:
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window, 3000)
        return modal or self.window

    def _target(self) -> QWindow:
        handle = self.top().windowHandle()
        assert handle is not None
        return handle
