"""A certification book of a year: its numbers, on paper, a new volume, and its close at the end of the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.certification import (
    CertificationBook,
    CertificationLine,
    certification_books,
    certification_list,
    certification_report,
    close_book,
)
from papi_desk.services.certification_numbers import open_volume
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.cases.readings import Readings
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import CountField
from papi_desk.ui.labels import day_text, money, number, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column
from papi_desk.ui.tasks import Pending


class CertificationPanel(BookPanel[CertificationLine]):
    """Sổ chứng thực."""

    def __init__(self, desk: Desk, kind: str, name: str) -> None:
        columns = (
            Column[CertificationLine](self.tr("No."), lambda c: str(c.number), width=52, right=True, figures=True),
            Column[CertificationLine](self.tr("Day"), lambda c: day_text(c.at.date()), width=100, figures=True),
            Column[CertificationLine](self.tr("Case"), lambda c: c.case, width=150, figures=True),
            Column[CertificationLine](self.tr("Name"), lambda c: c.name, width=150),
            Column[CertificationLine](self.tr("What was certified"), lambda c: c.request),
            Column[CertificationLine](self.tr("Count"), _count, width=60, right=True, figures=True),
            Column[CertificationLine](
                self.tr("Fee"), lambda c: "" if c.fee is None else money(c.fee), width=92, right=True, figures=True
            ),
        )
        empty = self.tr("No number of this book is taken this year. Certification (F12) takes the next one.")
        super().__init__(desk, columns, name=name, empty=empty)
        self.kind = kind
        self._readings = Readings(desk, self)
        self.year = CountField(self.tr("&Year"), value=desk.clock().year, least=2000, most=2100)
        self.year.setFixedWidth(90)
        paper = button(self.tr("Print"), self.print_book, kind="primary", picture="printer", key="Ctrl+P")
        table = button(self.tr("Save as &XLSX"), self.save_book, picture="table")
        volume = button(self.tr("Begin a new &volume…"), self.begin_volume, picture="book-open")
        self.close_button = button(self.tr("Close the year…"), self.close_year, picture="lock", key="Ctrl+Shift+L")
        buttons = row(paper, table, STRETCH, volume, self.close_button)
        self.lay_out(column(row(self.year, STRETCH), buttons, gap=4))
        self.year.changed.connect(self.refresh)
        self.list.opened.connect(lambda line: self.open_case(line.case))

    def refresh(self) -> None:
        """Read the numbers of the year."""
        self.desk.tasks.read(self, certification_list, self.kind, self.year.value()).then(self._show).failed(
            self.refused
        )
        self.desk.tasks.read(self, certification_books, self.year.value()).then(self._tell_book)

    def print_book(self) -> None:
        """Show the book of the year as it is printed."""
        self.show_paper(self._name(), certification_report, self.kind, self.year.value(), now=self.desk.clock())

    def save_book(self) -> None:
        """Save the book of the year as a workbook."""
        self.save_table(self._name(), certification_report, self.kind, self.year.value(), now=self.desk.clock())

    def begin_volume(self) -> None:
        """Begin another volume of the year's book."""
        words = self.tr("From now on the numbers of {0} are written into its next volume; they run on.")
        title, year = self.tr("Begin a new volume"), self.year.value()
        AgreeDialog(
            self, title, words.format(year),
            lambda dialog: self.desk.tasks.run(
                dialog, open_volume, self.kind, year, at=self.desk.clock(), by=self.desk.officer()
            ),
            lambda opened: self._done(self.tr("Volume {0} is begun.").format(opened)),
        ).open()  # fmt: skip

    def close_year(self) -> None:
        """Close the book of the year for good."""
        words = self.tr("The book of {0} is closed with its sums and sealed: no number is given in it any more.")
        title, year = self.tr("Close the book of the year"), self.year.value()
        AgreeDialog(
            self, title, words.format(year),
            lambda dialog: self.desk.tasks.run(
                dialog, close_book, self.kind, year, at=self.desk.clock(), by=self.desk.officer()
            ),
            lambda closed: self._done(self.tr("Closed with {0} numbers.").format(closed.numbers)),
        ).open()  # fmt: skip

    def _name(self) -> str:
        return f"so-chung-thuc-{self.kind}-{self.year.value()}"

    def _done(self, words: str) -> None:
        self.say(words, "done")
        self.refresh()

    def _show(self, lines: Sequence[CertificationLine]) -> None:
        self.list.show_rows(lines, same=lambda line: line.number)
        if lines:
            self._readings.note(self._name())
        if lines and self.list.chosen() is None:
            self.list.choose(len(lines) - 1)

    def _tell_book(self, books: Sequence[CertificationBook]) -> None:
        book = next(book for book in books if book.kind == self.kind)
        self.close_button.setEnabled(not book.closed)
        told = [self.tr("Volume {0}/{1}, {2} numbers.").format(f"{book.volume:02}", book.year, number(book.numbers))]
        if book.closed:
            told = [self.tr("Closed."), *told]
        if not book.numbered:
            told.append(self.tr("This office gives no numbers of this book here: Settings, Numbering."))
        self.told.setText(" ".join([*told, f"{book.basis}."]))


class AgreeDialog(Sheet):
    """Asks once more before something that cannot be taken back."""

    def __init__(
        self, parent: QWidget, title: str, words: str, ask: Callable[[QWidget], Pending[Any]],
        done: Callable[[Any], None],
    ) -> None:  # fmt: skip
        super().__init__(parent, title, column(text(words, wrap=True)), agree=title)
        self._ask, self._done = ask, done

    def agree(self) -> None:
        """Do it."""
        self.agree_button.setEnabled(False)
        self._ask(self).then(self._agreed).failed(self._refused)

    def _agreed(self, answer: object) -> None:
        self.accept()
        self._done(answer)

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))


def _count(line: CertificationLine) -> str:
    return "hủy số" if line.void else str(line.count)
