"""See a paper as it will come out of the printer, then print, save, open or copy it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.files import plain_name
from papi_desk.domain.records import replace
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, boxed, chain_tabs, column, restyle, row, text
from papi_desk.ui.papers import write_file
from papi_desk.ui.printing.choice_fields import ChoiceFields
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.printing.document import Document, Sent
from papi_desk.ui.printing.page_view import PageView
from papi_desk.ui.printing.pictures import page_sizes, picture
from papi_desk.ui.printing.zoom_bar import ZoomBar

SIDE: Final = 300
"""Width of what is chosen at the right, in pixels."""


class PreviewDialog(QDialog):
    """The pages at the left, printing and keeping at the right; Ctrl+P or Enter prints."""

    sent = Signal(str, str)
    """What was handed to the printer, in words, and their tone."""

    def __init__(self, desk: PrintDesk, document: Document, parent: QWidget, complaint: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(document.title)
        self._desk = desk
        self._original = document
        self.document = document
        self._stopped = Event()
        self.view = PageView()
        self.view.setAccessibleName(document.title)
        self.bar = ZoomBar(self.view)
        self.sheet = ChoiceField(self.tr("S&heet"), self._sheets())
        self.choices = ChoiceFields(desk.tasks, desk.printers)
        self.told = text("", "note", wrap=True)
        self.told.setMinimumHeight(52)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.print_button = button(self.tr("Print"), self.print_paper, kind="primary", key="Ctrl+P")
        self._lay_out()
        self._connect()
        self.resize((parent.size() * 0.92).expandedTo(QSize(900, 560)))
        self._start()
        if complaint:
            self._tell(complaint, "late")

    def _lay_out(self) -> None:
        save = button(self.tr("Save as…"), self._save, picture="floppy-disk", key="Ctrl+S")
        opened = button(self.tr("Open in the viewer"), self._open, picture="file-pdf", key="Ctrl+O")
        share = button(self.tr("Copy to the share"), self._share, picture="folders", key="Ctrl+D")
        close = button(self.tr("Close"), self.reject, kind="flat", key="")
        self.print_button.setMinimumHeight(40)
        self.print_button.setDefault(True)
        self.sheet.setVisible(len(self._original.sheets) > 1)
        title = text(self._original.title, "title", wrap=True)
        side = column(
            title, self.sheet, self.choices, self.told, STRETCH, self.print_button, 4, save, opened, share, close,
            margin=16, gap=6,
        )  # fmt: skip
        panel = boxed(side, "panel")
        panel.setFixedWidth(SIDE)
        left: QLayout = column(self.bar, (self.view, 1), gap=0)
        self.setLayout(row((left, 1), panel, gap=0))
        chain_tabs(panel)

    def _connect(self) -> None:
        self.view.needs.connect(self._draw)
        self.sheet.changed.connect(self._change_sheet)
        self.choices.found.connect(self._found)
        keys = {
            "PgDown": lambda: self.view.turn(1),
            "PgUp": lambda: self.view.turn(-1),
            "Ctrl++": lambda: self.view.step_zoom(1),
            "Ctrl+=": lambda: self.view.step_zoom(1),
            "Ctrl+-": lambda: self.view.step_zoom(-1),
            "Ctrl+0": self.bar.whole_page,
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)

    def _start(self) -> None:
        """Show the paper as this kind was printed last."""
        choice = self._desk.preferences.choice(self.document.kind)
        copies = choice.copies if choice.direct else self.document.copies
        self.choices.show_choice(replace(choice, copies=copies))
        self.sheet.set_value(choice.sheet)
        self._change_sheet()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sheets(self) -> dict[str, str]:
        words = {
            "a5": self.tr("Each copy on a sheet of its own"),
            "a4": self.tr("A4, two copies on a sheet"),
            "thermal": self.tr("Roll, 80 mm"),
        }
        return {sheet: words.get(sheet, sheet.upper()) for sheet in self._original.sheets}

    def _change_sheet(self) -> None:
        """Set the paper on the chosen sheet and show it."""
        opening = self._desk.tasks.work(self, _opened, self._original, self.sheet.value())
        opening.then(self._show).hindered(self._trouble)

    def _show(self, opened: tuple[Document, Sequence[QSizeF]]) -> None:
        self.document, sizes = opened
        self.view.show_pages(sizes)
        self.bar.show_count(len(sizes))

    def _draw(self, page: int, density: float) -> None:
        drawing = self._desk.tasks.work(self, picture, self.document.content, page, density)
        drawing.then(partial(self.view.show_picture, page, density)).hindered(self._trouble)

    def _found(self) -> None:
        self.print_button.setEnabled(not self.choices.none_there)

    def print_paper(self) -> None:
        """Hand the paper to the printer; the dialog closes when the printer has it."""
        if not self.print_button.isEnabled():
            return
        self.print_button.setEnabled(False)
        self._tell(self.tr("Sending to the printer…"), "")
        choice = replace(self.choices.choice(), sheet=self.sheet.value())
        printing = self._desk.print_paper(self._original, choice, self, lambda: not self._stopped.is_set())
        printing.always(lambda: self.print_button.setEnabled(True))
        printing.then(self._printed).failed(self._trouble).hindered(self._trouble)

    def _printed(self, printed: Sent) -> None:
        choice = replace(self.choices.choice(), sheet=self.sheet.value())
        self._desk.remember_choice(self._original.kind, choice)
        words, tone = self._desk.words(printed)
        self._tell(words, tone)
        self.sent.emit(words, tone)
        if printed.at_rest:
            self.accept()

    def reject(self) -> None:
        """Leave; what is being printed stops at the end of its page."""
        self._stopped.set()
        super().reject()

    def _save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save as"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.document.file_name)
        dialog.fileSelected.connect(self._save_in)
        dialog.open()

    def _save_in(self, path: str) -> None:
        self._desk.export(self.document.title, Path(path), self, partial(self._write, Path(path)), self._trouble)

    def _write(self, path: Path, password: str) -> None:
        writing = self._desk.tasks.work(self, write_file, path, self.document.content, password)
        writing.then(self._saved).failed(self._trouble).hindered(self._trouble)

    def _open(self) -> None:
        self._desk.open(self.document, self).hindered(self._trouble)

    def _share(self) -> None:
        """Copy the paper to the office's folder; ask for the folder the first time."""
        if folder := self._desk.preferences.share_folder:
            path = Path(folder, plain_name(self.document.file_name))
            self._desk.export(self.document.title, path, self, self._share_now, self._trouble)
            return
        dialog = QFileDialog(self, self.tr("The folder that the office shares"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._share_in)
        dialog.open()

    def _share_now(self, password: str) -> None:
        sharing = self._desk.share(self.document, self, password)
        sharing.then(self._saved).failed(self._trouble).hindered(self._trouble)

    def _share_in(self, folder: str) -> None:
        self._desk.remember_share_folder(folder)
        self._share()

    def _saved(self, path: Path) -> None:
        self._tell(self.tr("Saved: {0}").format(path), "done")

    def _trouble(self, trouble: Refused | Unavailable) -> None:
        self._tell(sentence(trouble), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _opened(document: Document, sheet: str) -> tuple[Document, Sequence[QSizeF]]:
    paper = document.on(sheet)
    return paper, page_sizes(paper.content)
