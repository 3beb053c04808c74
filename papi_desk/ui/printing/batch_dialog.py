"""Print a selection of papers one after another; what failed is told at the end and can be tried again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record, replace
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.printing.choice_fields import ChoiceFields
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.printing.document import Document, Sent
from papi_desk.ui.rows import Column, RowsView


class Left(Record):
    """A paper that is not printed (yet), and why."""

    place: int
    title: str
    reason: str = ""


class BatchDialog(QDialog):
    """The printer, a bar that fills, and the papers that are left."""

    def __init__(
        self,
        desk: PrintDesk,
        papers: Sequence[Callable[[], Document]],
        parent: QWidget,
        *,
        kind: str,
        title: str,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumSize(900, 480)
        self._desk = desk
        self._papers = papers
        self._kind = kind
        paper = self.tr("Paper {0}")
        self.left = {place: Left(place, paper.format(place + 1)) for place in range(len(papers))}
        self._titles: dict[int, str] = {}
        self._queue: list[int] = []
        self._under_way = False
        self._stopped = Event()
        self._make_parts()
        self._lay_out(title)
        self._show()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_parts(self) -> None:
        self.choices = ChoiceFields(self._desk.tasks, self._desk.printers)
        self.choices.show_choice(replace(self._desk.preferences.choice(self._kind), copies=1))
        self.choices.direct.hide()
        self.bar = QProgressBar(maximum=len(self._papers), textVisible=False)
        self.bar.setAccessibleName(self.tr("Printed so far"))
        self.told = text("", "note", wrap=True)
        self.told.setMinimumHeight(50)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        columns = (
            Column[Left](self.tr("Not printed"), lambda paper: paper.title, width=190),
            Column[Left](self.tr("Reason"), lambda paper: paper.reason, tip=lambda paper: paper.reason),
        )
        self.list = RowsView(columns, name=self.tr("Not printed"), empty=self.tr("Every paper is printed."))
        self.list.picked.connect(self._explain)
        self.print_button = button(self.tr("Print"), self.print_all, kind="primary", key="Ctrl+P")
        self.print_button.setDefault(True)
        self.stop_button = button(self.tr("&Stop"), self.stop)

    def _lay_out(self, title: str) -> None:
        self.choices.setFixedWidth(260)
        close = button(self.tr("Close"), self.reject)
        told = column(self.bar, self.told, (self.list, 1))
        self.setLayout(
            column(
                text(title, "title", wrap=True),
                row(column(self.choices, STRETCH), (told, 1), gap=20),
                row(STRETCH, self.stop_button, close, self.print_button),
                margin=20,
                gap=12,
            )
        )

    def print_all(self) -> None:
        """Print what is left, in the order of the selection."""
        if self._queue or self._under_way:
            return
        self._stopped.clear()
        self._queue = sorted(self.left)
        self._go_on()

    def stop(self) -> None:
        """Print no further page; what is not printed whole stays in the list."""
        self._stopped.set()
        self._queue.clear()
        self._show()

    def reject(self) -> None:
        """Stop first, close when nothing is being printed."""
        if self._queue or self._under_way:
            self.stop()
        else:
            super().reject()

    def _go_on(self) -> None:
        """Print the next paper when its turn comes."""
        self._under_way = bool(self._queue)
        if self._queue:
            place = self._queue.pop(0)
            paper = partial(_made, self._papers[place], place, self._titles)
            printing = self._desk.print_paper(paper, self.choices.choice(), self, self._wanted)
            printing.always(self._go_on)
            printing.then(partial(self._printed, place))
            printing.failed(partial(self._failed, place)).hindered(partial(self._failed, place))
        self._show()

    def _wanted(self) -> bool:
        return not self._stopped.is_set()

    def _printed(self, place: int, _printed: Sent) -> None:
        del self.left[place]
        kept = self._desk.preferences.choice(self._kind)
        choice = replace(self.choices.choice(), copies=kept.copies, sheet=kept.sheet, direct=kept.direct)
        self._desk.remember_choice(self._kind, choice)
        self._show()

    def _explain(self, paper: Left) -> None:
        """Show the whole reason of the chosen paper."""
        if paper.reason:
            self._tell(f"{paper.title}: {paper.reason}", "late")

    def _failed(self, place: int, trouble: Refused | Unavailable) -> None:
        title = self._titles.get(place, self.left[place].title)
        self.left[place] = Left(place, title, sentence(trouble))
        self._show()

    def _show(self) -> None:
        """Show how far it is, and what is left once nothing is being printed."""
        count, printing = len(self._papers), self._under_way
        done = count - len(self.left)
        self.bar.setValue(done)
        self.list.show_rows([] if printing else list(self.left.values()), same=lambda paper: paper.place)
        self.list.say_when_empty("" if printing else self.tr("Every paper is printed."))
        self.choices.setEnabled(not printing)
        self.stop_button.setEnabled(printing and not self._stopped.is_set())
        self.print_button.setEnabled(bool(self.left) and not printing)
        failed = any(paper.reason for paper in self.left.values())
        words = self.tr("{0} of {1} papers are printed.").format(done, count)
        self._tell(words, "late" if failed else "" if self.left else "done")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _made(paper: Callable[[], Document], place: int, titles: dict[int, str]) -> Document:
    """Make a paper when its turn comes, and keep its title for what may be told of it."""
    document = paper()
    titles[place] = document.title
    return document
