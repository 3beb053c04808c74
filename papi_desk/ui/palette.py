"""The line that finds everything (Ctrl+K): commands with their keys, cases, people, procedures, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from papi_desk import services
from papi_desk.domain.matching import SURE, match_rank
from papi_desk.domain.names import initials, search_key
from papi_desk.domain.records import Record
from papi_desk.ui.pages import Desk
from papi_desk.ui.suggest import Suggestion, SuggestLine

_CASES: Final = 6
_COMMANDS: Final = 5
_PROCEDURES: Final = 4


class Command(Record):
    """Something the desk can do now, with the key that does it without the list."""

    words: str
    run: Callable[[], None]
    key: str = ""
    icon: str = "lightning"


def commands_of(page: QWidget) -> Iterator[Command]:
    """Yield what the buttons and menus shown on a page do; a page needs to say nothing for it."""
    for button in page.findChildren(QPushButton):
        if not button.isVisibleTo(page) or not button.isEnabled() or not button.accessibleName():
            continue
        menu = button.menu()
        if menu is None:
            yield Command(button.accessibleName(), button.click, _key_of(button))
            continue
        for action in menu.actions():
            if action.isEnabled() and action.text():
                yield Command(f"{button.accessibleName()}: {action.text().replace('&', '')}", action.trigger)


def _key_of(button: QPushButton) -> str:
    """Return the key that a button shows behind its words."""
    key = button.text().rpartition("   ")[2].strip() if "   " in button.text() else ""
    return key if key and not QKeySequence(key.replace("Enter", "Return")).isEmpty() else ""


class Palette(SuggestLine):
    """One line over the whole program."""

    def __init__(self, desk: Desk, commands: Callable[[], Sequence[Command]]) -> None:
        self._desk = desk
        self._commands = commands
        self._before: QWidget | None = None
        super().__init__(self._find, name=self.tr("Search"), most=12)
        self.setPlaceholderText(self.tr("Find a case, a person, a procedure, a command…   Ctrl+K"))
        self.taken.connect(self._taken)
        self.submitted.connect(lambda typed: self._go("cases", typed))

    def start(self) -> None:
        """Begin to search: everything that can be done here is shown at once."""
        if not self.hasFocus():
            self._before = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._find(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave the search: what was typed before goes on where it was."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.show_chosen("")
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _find(self, typed: str) -> None:
        if not typed.strip():
            self.suggest(typed, [_command_line(one) for one in self._commands()])
            return
        first, later = self._matching(typed)
        now = self._desk.clock()
        asked = self._desk.tasks.read(self, _find_in_register, typed, on=now.date(), now=now)
        asked.then(lambda found: self.suggest(typed, [*first, *found, *later]))

    def _matching(self, typed: str) -> tuple[list[Suggestion], list[Suggestion]]:
        """Return the commands that the letters begin, and those that only contain them."""
        ranked = []
        for place, command in enumerate(self._commands()):
            rank = match_rank(search_key(typed), search_key(command.words), initials(command.words))
            if rank is not None:
                ranked.append((rank, place, command))
        lines = [(rank, _command_line(command)) for rank, _, command in sorted(ranked, key=lambda one: one[:2])]
        first = [line for rank, line in lines if rank <= SURE][:_COMMANDS]
        return first, [line for rank, line in lines if rank > SURE][: _COMMANDS - len(first)]

    def _taken(self, value: object) -> None:
        if isinstance(value, Command):
            self.show_chosen("")
            value.run()
        elif isinstance(value, tuple):
            self._go(*value)

    def _go(self, place: str, what: str) -> None:
        self.show_chosen("")
        self._desk.go(place, what)


def _command_line(command: Command) -> Suggestion:
    return Suggestion(command, command.words, command.key, command.icon)


def _find_in_register(session: Any, typed: str, *, on: date, now: datetime) -> list[Suggestion]:
    """Find the cases and procedures that the words may mean."""
    cases = services.case_lists.find_cases(session, query=typed, limit=_CASES, now=now)
    procedures = services.procedures.find_procedures(
        session, query=typed, offered_on=on, limit=_PROCEDURES, by_use=True
    )
    return [
        *(Suggestion(("cases", f"={c.code}"), c.owner, f"{c.code} · {c.procedure}", "folder") for c in cases),
        *(
            Suggestion(("register", p.code or p.internal_id), p.name, f"{p.code} · {p.field}", "file-plus")
            for p in procedures
        ),
    ]
