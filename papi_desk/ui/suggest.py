"""A line that suggests while one types: arrows choose, Enter takes, Escape closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from papi_desk.domain.records import Record


class Suggestion(Record):
    """One line suggested: what it stands for, its words and a quiet second line."""

    value: object
    words: str
    detail: str = ""
    icon: str = ""


class SuggestLine(QLineEdit):
    """A line edit with suggestions below it, fetched by ``ask`` and given to ``suggest``.

    ``ask`` is called with the text a moment after the last key; Enter before the answer came takes the
    first suggestion as soon as it is there, so that a quick hand loses nothing. A ``careful`` line takes only what
    is seen and confirmed with Enter.
    """

    taken = Signal(object)
    submitted = Signal(str)

    def __init__(
        self, ask: Callable[[str], None], *, name: str, placeholder: str = "", most: int = 8, careful: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._ask = ask
        self._most = most
        self._careful = careful
        self._asked: str | None = None
        self._take_when_there = False
        self._answered = ""
        self._wait = QTimer(self, singleShot=True, interval=80)
        self._wait.timeout.connect(self._ask_now)
        self.textEdited.connect(self._edited)

    @cached_property
    def popup(self) -> Any:
        """Return the list of suggestions (``SuggestionList``), made when something is first suggested."""
        made = import_module("papi_desk.ui.suggestions").SuggestionList(self)
        made.picked.connect(self._take)
        return made

    @property
    def is_open(self) -> bool:
        """Tell whether suggestions are seen."""
        return "popup" in vars(self) and bool(self.popup.isVisible())

    def _shut(self) -> None:
        if "popup" in vars(self):
            self.popup.hide()

    def suggest(self, asked: str, lines: Sequence[Suggestion]) -> None:
        """Show what was found for the text asked; an answer to older text is left aside."""
        if asked != self.text():
            return
        self._answered = asked
        self.popup.show_lines(lines)
        if self._take_when_there:
            self._take_when_there = False
            self._take(0)
            return
        if lines and self.hasFocus():
            self.popup.open(self._most)
        else:
            self._shut()

    def show_chosen(self, words: str) -> None:
        """Show the words of what was chosen, suggesting nothing."""
        self._wait.stop()
        self.setText(words)
        self.setCursorPosition(0)
        self._shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the suggestions, take one, or close them."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open:
            self.popup.move_on(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and not self.is_open:
            self._ask_now()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._enter()
        elif key == Qt.Key.Key_Escape and self.is_open:
            self._shut()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the suggestion also when Tab leaves the line."""
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() == QEvent.Type.KeyPress and self.is_open and not self._careful:
            self._take(self.popup.position)
        elif event.type() == QEvent.Type.FocusOut:
            self._shut()
        return super().event(event)

    def _edited(self) -> None:
        self._take_when_there = False
        self._wait.start()

    def _ask_now(self) -> None:
        self._wait.stop()
        self._ask(self.text())

    def _enter(self) -> None:
        if self.is_open and self._answered == self.text():
            self._take(self.popup.position)
        elif self.text().strip() and self._answered != self.text() and not self._careful:
            self._take_when_there = True
            self._ask_now()
        else:
            self.submitted.emit(self.text())

    def _take(self, position: int) -> None:
        self._shut()
        if position < len(self.popup.lines):
            self.taken.emit(self.popup.lines[position].value)
        else:
            self.submitted.emit(self.text())


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
