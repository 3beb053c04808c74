"""A keyboard on the screen: letters without accents are enough for the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from papi_desk.ui.layouts import column, row

LETTERS: Final = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM.-")
DIGITS: Final = ("123", "456", "789", "0")


class ScreenKeyboard(QWidget):
    """Keys as large as a thumb."""

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, rows: Sequence[str] = LETTERS) -> None:
        super().__init__()
        self.keys: dict[str, QPushButton] = {}
        lines = [row(*((self._key(letter, letter.lower()), 1) for letter in line), gap=8) for line in rows]
        space = [(self._key(self.tr("Space"), " "), 3)] if rows is LETTERS else []
        erase, clear = self._plain("⌫", self.tr("Erase")), self._plain(self.tr("Clear"), self.tr("Clear"))
        erase.clicked.connect(lambda _checked=False: self.erased.emit())
        clear.clicked.connect(lambda _checked=False: self.cleared.emit())
        self.setLayout(column(*lines, row(*space, (erase, 1), (clear, 1), gap=8), gap=8))

    def _key(self, words: str, letter: str) -> QPushButton:
        made = self._plain(words, words)
        made.clicked.connect(lambda _checked=False: self.typed.emit(letter))
        self.keys[letter] = made
        return made

    @staticmethod
    def _plain(words: str, name: str) -> QPushButton:
        made = QPushButton(words)
        made.setAccessibleName(name)
        made.setProperty("kind", "display-key")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made
