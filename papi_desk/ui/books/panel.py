"""What every book on the shelf has: a table, a line that tells what came of things, and a way onto paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QLayout, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import Report
from papi_desk.domain.scans import Slip
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import Part, column, restyle, text
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import write_report
from papi_desk.ui.printing.document import Document
from papi_desk.ui.rows import Column, RowsView

R = TypeVar("R")


class BookPanel(QWidget, Generic[R]):
    """A book: what stands in it, and what can be done with it."""

    def __init__(self, desk: Desk, columns: Sequence[Column[R]], *, name: str, empty: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = text(name, "section", wrap=True)
        self.told = text("", "quiet", wrap=True)
        self.list: RowsView[R] = RowsView(columns, name=name, empty=empty)
        self.note = text("", "note", wrap=True)
        self.note.setMinimumHeight(20)

    def lay_out(self, tools: QLayout, *below: Part) -> None:
        """Lay the book out: its tools, its table, what is below it."""
        self.setLayout(column(self.title, self.told, tools, (self.list, 1), *below, self.note, gap=8))

    def refresh(self) -> None:
        """Read the book again."""

    def take_slip(self, slip: Slip) -> bool:
        """Use a scanned slip; tell whether this book did."""
        del slip
        return False

    def say(self, words: str, tone: str = "") -> None:
        """Tell what came of something."""
        self.note.setText(words)
        restyle(self.note, "tone", tone)

    def refused(self, refusal: Refused) -> None:
        """Tell why not."""
        self.say(sentence(refusal), "late")

    def show_paper(self, name: str, make: Callable[..., Report], *given: Any, **more: Any) -> None:
        """Show a table of the book as it is printed."""
        path = self.desk.papers_folder / f"{name}.pdf"
        setting = self.desk.tasks.read(self, _paper, path, make, *given, **more).named(path.name)
        setting.then(lambda paper: self.desk.printing.show(paper, self, self.say)).failed(self.refused)

    def save_table(self, name: str, make: Callable[..., Report], *given: Any, **more: Any) -> None:
        """Save a table of the book as a workbook, and open it."""
        path = self.desk.papers_folder / f"{name}.xlsx"

        def write(password: str) -> None:
            writing = self.desk.tasks.read(self, _workbook, path, password, make, *given, **more).named(path.name)
            writing.then(self._saved).failed(self.refused)

        self.desk.printing.export(name, path, self.window(), write, self.refused)

    def _saved(self, path: Path) -> None:
        self.say(self.tr("Saved: {0}").format(path), "done")
        self.desk.open_file(path)

    def open_case(self, code: str) -> None:
        """Go to a case."""
        self.desk.go("cases", f"={code}")


def _paper(session: Any, path: Path, make: Callable[..., Report], *given: Any, **more: Any) -> Document:
    """Set a table in type while its rows are read."""
    return report_document(make(session, *given, **more), path)


def _workbook(session: Any, path: Path, password: str, make: Callable[..., Report], *given: Any, **more: Any) -> Path:
    return write_report(make(session, *given, **more), path, password=password)
