"""What is typed while a form is being saved: it is meant for the next citizen, whose form is there a moment later."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class TypedAhead(QObject):
    """Keeps the keys typed into a page that is saving, and types them into the form that comes after."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._back: QWidget | None = None
        self._keys: list[QKeyEvent | QInputMethodEvent] = []

    def hold(self) -> None:
        """Take the focus away from the form and keep what is typed from now on."""
        focused = self._page.window().focusWidget()
        self._keys.clear()
        if focused is not None and self._page.isAncestorOf(focused):
            self._back = focused
            self._page.installEventFilter(self)
            self._page.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            self._page.setFocus()

    def let_go(self) -> None:
        """Give the focus back: the form is there again, as it was or empty.

        What was typed is forgotten unless ``type`` follows at once: after a refusal it would come at the wrong time.
        """
        self._page.removeEventFilter(self)
        self._page.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        if self._back is not None and self._page.hasFocus():
            self._back.setFocus()
        self._back = None
        QTimer.singleShot(0, self._keys.clear)

    def type(self) -> None:
        """Type what was kept into the form that is there now, and nowhere else: who went elsewhere types there."""
        keys, self._keys = self._keys, []
        for key in keys:
            focused = self._page.window().focusWidget()
            if focused is None or not self._page.isVisible() or not self._page.isAncestorOf(focused):
                return
            QApplication.sendEvent(focused, key)

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:
        """Keep a key, or letters that an input method put together."""
        if isinstance(event, QInputMethodEvent):
            composed = QInputMethodEvent()
            composed.setCommitString(event.commitString())
            self._keys.append(composed)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            repeats, count = event.isAutoRepeat(), event.count()
            self._keys.append(QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), repeats, count))
            return True
        return False
