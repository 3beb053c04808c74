"""Dialogs: one question at a time, Enter agrees, Escape leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QPushButton, QWidget

from papi_desk.ui.icons import icon
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text, tip


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether this is Enter alone, pressed once."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()


class Button(QPushButton):
    """A button that Enter presses while it has the focus, in a dialog before what Enter agrees to."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it, or leave the key to the dialog or page."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    words: str, action: Callable[[], None] | None = None, *, kind: str = "", picture: str = "", key: str = ""
) -> QPushButton:
    """Make a button; the key that presses it stands on it and works on its page."""
    made = Button(f"{words}   {_key_words(key)}" if key else words)
    made.setAccessibleName(words.replace("&", ""))
    if kind:
        made.setProperty("kind", kind)
    if picture:
        made.setIcon(icon(picture, "on_accent" if kind == "primary" else ""))
    if key:
        shortcut = QShortcut(QKeySequence(key), made)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(made.click)
        made.setToolTip(tip(f"{words.replace('&', '')} ({_key_words(key)})"))
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made


def _key_words(key: str) -> str:
    return key.replace("Return", "Enter")


class Sheet(QDialog):
    """A small form in a dialog; Enter agrees, and the dialog stays until it is told to close."""

    def __init__(self, parent: QWidget, title: str, body: QLayout, *, agree: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self._error = text("", "note", wrap=True)
        self._error.setMinimumHeight(34)
        self.agree_button = button(agree, self.agree, kind="primary")
        self.agree_button.setDefault(True)
        self.cancel_button = button(self.tr("&Cancel"), self.reject)
        self.setLayout(
            column(
                text(title, "title", wrap=True),
                body,
                self._error,
                row(STRETCH, self.cancel_button, self.agree_button),
                margin=20,
                gap=10,
            )
        )

    def agree(self) -> None:
        """Do what the dialog is for; overridden."""
        self.accept()

    def complaint(self) -> str:
        """Return the sentence shown."""
        return self._error.text()

    def complain(self, words: str) -> None:
        """Show why it cannot be done; nothing typed is lost."""
        restyle(self._error, "tone", "late")
        self._error.setText(words)
        self.agree_button.setEnabled(True)


class Banner(QFrame):
    """One calm line at the top of the window, with a way to try again."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._words = text("", wrap=True)
        self._again: Callable[[], None] | None = None
        self._retry = button(self.tr("&Try again"), self._try_again)
        close = button(self.tr("Close"), self.hide, kind="flat")
        self.setLayout(row((self._words, 1), self._retry, close, margin=8))
        self.hide()

    def tell(self, words: str, again: Callable[[], None] | None = None) -> None:
        """Show a sentence, and the button when it can be tried again."""
        self._again = again
        self._words.setText(words)
        self._retry.setVisible(again is not None)
        self.setAccessibleName(words)
        self.show()

    def words(self) -> str:
        """Return the sentence shown, none while the line is hidden."""
        return "" if self.isHidden() else self._words.text()

    def _try_again(self) -> None:
        self.hide()
        if self._again is not None:
            self._again()


def card(*parts: QWidget | QLayout, gap: int = 8) -> QFrame:
    """Put parts on a card."""
    return boxed(column(*parts, gap=gap, margin=12), "card")
