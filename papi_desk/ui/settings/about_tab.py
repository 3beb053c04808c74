"""The program itself: its version, what it is made of, and every licence in full."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QSplitter, QWidget

from papi_desk import __version__
from papi_desk.services.licences import Part, licences_text, parts
from papi_desk.settings import resource
from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import write_file
from papi_desk.ui.rows import Column, RowsView

_SIDE = 48


class AboutTab(QWidget):
    """Which version this is, where its register lies, and the parts it is made of with their licences."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        picture = QLabel()
        picture.setPixmap(QPixmap(str(resource("icons", f"papi-desk-{_SIDE}.png"))))
        made_of = f"Python {platform.python_version()} · Qt {qVersion()} · SQLite {sqlite3.sqlite_version}"
        place = self.tr("Data of this computer: {0}").format(desk.papers_folder.parent)
        where = text(place, "quiet", wrap=True)
        words = column(text(f"PAPI Desk {__version__}", "title"), text(made_of, "quiet"), where, gap=2)
        self.save = button(self.tr("Save &all licences…"), self._ask_where, picture="floppy-disk")
        columns = (
            Column[Part](self.tr("Part"), lambda part: part.name, tip=lambda part: part.home),
            Column[Part](self.tr("Version"), lambda part: part.version, width=90, figures=True),
            Column[Part](self.tr("Licence"), lambda part: part.licence, width=190, tip=lambda part: part.licence),
        )
        self.list = RowsView(columns, name=self.tr("Parts of the program"))
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName(self.tr("Words of the licence"))
        self.words.setTabChangesFocus(True)
        self.list.picked.connect(self._read)
        self.result = text("", "note", wrap=True)
        both = QSplitter()
        both.addWidget(self.list)
        both.addWidget(self.words)
        both.setSizes([560, 520])
        both.setChildrenCollapsible(False)
        head = row(picture, (words, 1), column(self.save, STRETCH), gap=16)
        self.setLayout(column(head, (both, 1), self.result, margin=16, gap=12))

    def refresh(self) -> None:
        """Read what is installed; once is enough."""
        if not self.list.model().rowCount():
            self._desk.tasks.work(self, parts).then(self._show)

    def _show(self, rows: Sequence[Part]) -> None:
        self.list.show_rows(rows, same=lambda part: part.name)

    def _read(self, part: Part) -> None:
        self.words.setPlainText(part.text or part.home)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.save.text().replace("&", ""))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("GIAY-PHEP.txt")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> None:
        """Write all licences into a file."""
        self._desk.tasks.work(self, _write, path).then(self._written)

    def _written(self, path: Path) -> None:
        self.result.setText(self.tr("Written: {0}").format(path))
        restyle(self.result, "tone", "done")


def _write(path: Path) -> Path:
    return write_file(path, licences_text().encode("utf-8"))
