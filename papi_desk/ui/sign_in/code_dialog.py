"""Show the recovery code once, and print it for the safe; it is written nowhere else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from papi_desk.services.papers import Printed
from papi_desk.services.sheets import recovery_sheet
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import Document


class CodeDialog(Sheet):
    """The code for the safe."""

    def __init__(self, parent: QWidget, desk: Desk, code: str, officer: str) -> None:
        self._desk = desk
        self._code = code
        self._officer = officer
        shown = text(code, "title")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        why = text(
            self.tr(
                "It opens the program when a PIN is forgotten or locked. Print it, seal it, keep it in the safe. "
                "It is shown this once and kept nowhere in the computer."
            ),
            wrap=True,
        )
        self.told = text("", "note", wrap=True)
        self.printing = button(self.tr("&Print for the safe"), self._print, picture="printer")
        body = column(why, 8, shown, 8, row(self.printing, STRETCH), self.told)
        super().__init__(parent, self.tr("Recovery code"), body, agree=self.tr("It is in &safe hands"))
        self.cancel_button.hide()  # there is nothing to cancel, and the code is not shown twice

    def reject(self) -> None:
        """Stay until the officer says that the code is kept: Escape would lose it."""

    def _print(self) -> None:
        now = self._desk.clock()
        making = self._desk.tasks.run(self, recovery_sheet, self._code, self._officer, lay_out=kept_layout, at=now)
        making.then(self._made).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def _made(self, printed: Printed) -> None:
        drawing = self._desk.tasks.work(self, _drawn, printed)
        drawing.then(lambda paper: self._desk.printing.preview(paper, self, say=self._tell))

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _drawn(printed: Printed) -> Document:
    pdf: Any = import_module("papi_desk.ui.papers").paper_pdf(printed)
    return Document("recovery", printed.title, "ma-khoi-phuc.pdf", pdf)
