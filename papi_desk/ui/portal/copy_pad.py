"""The copy pad: the fields of a case in the province's order; one key copies and moves on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.portal import PadLine, bring_back_code, copy_pad
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class PadList(RowsView[PadLine]):
    """The fields; Enter, Space or Ctrl+C copies the chosen one and goes on to the next."""

    copied = Signal(object)

    def __init__(self) -> None:
        columns = (
            Column[PadLine](self.tr("Field"), lambda line: line.label, width=170),
            Column[PadLine](self.tr("Text"), lambda line: line.text),
        )
        super().__init__(columns, name=self.tr("Fields of the official form"))
        self.opened.connect(lambda _line: self.copy())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy at Space and Ctrl+C too."""
        if event.key() == Qt.Key.Key_Space or event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the chosen field and choose the next."""
        line = self.chosen()
        if line is None:
            return
        QGuiApplication.clipboard().setText(line.text)
        place = list(self.rows).index(line)
        if place + 1 < len(self.rows):
            self.choose(place + 1)
        self.copied.emit(line)


class CopyPad(QDialog):
    """A small window that stays above the browser while a case is typed into the provincial system."""

    brought_back = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk, code: str, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Copy pad {0}").format(code))
        self._desk = desk
        self._code = code
        self.list = PadList()
        self.list.copied.connect(self._copied)
        self.official = TextField(self.tr("&Code given by the provincial system"))
        self.official.edit.returnPressed.connect(self.bring_back)
        self.note = text(self.tr("Enter copies the chosen field and goes on to the next."), "note", wrap=True)
        self.note.setMinimumHeight(20)
        save = button(self.tr("&Save the code"), self.bring_back, kind="primary")
        paste = button(self.tr("&Paste and save"), self._paste, key="Ctrl+Shift+V")
        head = text(f"{code} · {name}", "section", wrap=True)
        self.setLayout(
            column(head, (self.list, 1), self.note, self.official, row(STRETCH, paste, save), margin=16, gap=8)
        )
        self.resize(560, 660)
        desk.tasks.read(self, copy_pad, code).then(self._show)

    def bring_back(self) -> None:
        """Write the code into the case, checked; then there is nothing left to do here."""
        official, now, officer = self.official.value(), self._desk.clock(), self._desk.officer()
        writing = self._desk.tasks.run(self, bring_back_code, self._code, official, at=now, by=officer)
        writing.then(lambda _done: self._done(official)).failed(self._refused)

    def _paste(self) -> None:
        self.official.set_value(QGuiApplication.clipboard().text().strip())
        self.bring_back()

    def _show(self, lines: Sequence[PadLine]) -> None:
        self.list.show_rows(lines)
        if lines:
            self.list.choose(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copied(self, line: PadLine) -> None:
        self.note.setText(self.tr("Copied: {0}").format(line.label))
        restyle(self.note, "tone", "done")

    def _done(self, official: str) -> None:
        self.brought_back.emit(official)
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self.official.complain(sentence(refusal))
        self.official.edit.setFocus(Qt.FocusReason.OtherFocusReason)
