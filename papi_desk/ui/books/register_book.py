"""The statutory book: printed for any period, closed day by day, its closed pages printed again and proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, free_period
from papi_desk.services.book_pages import PageLine, PagesProved, closed_pages, page_report, verify_pages
from papi_desk.services.day_book import BOOK, ClosedDay, book_report, close_day
from papi_desk.services.shelf import field_names
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField
from papi_desk.ui.labels import day_text, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column


class RegisterBook(BookPanel[PageLine]):
    """Sổ theo dõi hồ sơ."""

    def __init__(self, desk: Desk, name: str) -> None:
        columns = (
            Column[PageLine](self.tr("Page"), lambda p: f"{p.number}/{p.year}", width=90, right=True, figures=True),
            Column[PageLine](self.tr("Day"), lambda p: day_text(p.day), width=120, figures=True),
            Column[PageLine](self.tr("Closed at"), lambda p: moment_text(p.sealed_at), width=160, figures=True),
            Column[PageLine](self.tr("By"), lambda p: p.officer),
            Column[PageLine](self.tr("Seal"), lambda p: p.seal[:16], tip=lambda p: p.seal, width=190),
        )
        empty = self.tr("No page is closed yet this year. Ctrl+Shift+L closes the book on a day and seals its pages.")
        super().__init__(desk, columns, name=name, empty=empty)
        today = desk.clock().date()
        self.first, self.last = DayField(self.tr("F&rom")), DayField(self.tr("&To"))
        self.first.set_day(today)
        self.last.set_day(today)
        self.field = ChoiceField(self.tr("&Field"), {"": self.tr("All")})
        for field, width in ((self.first, 120), (self.last, 120), (self.field, 220)):
            field.setFixedWidth(width)
        paper = button(self.tr("Print"), self.print_book, kind="primary", picture="printer", key="Ctrl+P")
        table = button(self.tr("Save as &XLSX"), self.save_book, picture="table")
        self.close_button = button(self.tr("Close the day…"), self.close_day, picture="lock", key="Ctrl+Shift+L")
        prove = button(self.tr("Check the &seals"), self.prove, picture="shield-check")
        tools = row(self.first, self.last, self.field, STRETCH, gap=10)
        self.lay_out(column(tools, row(paper, table, STRETCH, prove, self.close_button), gap=4))
        self.list.opened.connect(self.print_page)

    def refresh(self) -> None:
        """Read the closed pages of the year."""
        self.desk.tasks.read(self, closed_pages, BOOK, self.desk.clock().year).then(self._show)
        self.desk.tasks.read(self, field_names).then(self._offer)

    def print_book(self) -> None:
        """Show the book of the period as it is printed."""
        period = self._period()
        if period is not None:
            self.show_paper(_name(period), book_report, period, self.field.value() or None, now=self.desk.clock())

    def save_book(self) -> None:
        """Save the book of the period as a workbook."""
        period = self._period()
        if period is not None:
            self.save_table(_name(period), book_report, period, self.field.value() or None, now=self.desk.clock())

    def print_page(self, page: PageLine) -> None:
        """Show a closed page as it was sealed."""
        self.show_paper(f"so-theo-doi-{page.year}-trang-{page.number}", page_report, BOOK, page.year, page.number)

    def close_day(self) -> None:
        """Ask for the day, then close the book on it."""
        CloseDayDialog(self, self.desk, self._closed).open()

    def prove(self) -> None:
        """Prove the closed pages of the year."""
        proving = self.desk.tasks.read(self, verify_pages, self.desk.clock().year).named(self.tr("Checking…"))
        proving.then(self._proved).failed(self.refused)

    def _period(self) -> Period | None:
        try:
            return free_period(self.first.day(), self.last.day())
        except Refused as refusal:
            self.refused(refusal)
            self.first.setFocus()
            return None

    def _closed(self, closed: ClosedDay) -> None:
        numbers = ", ".join(str(page.number) for page in closed.pages)
        words = self.tr("Closed the book on {0}: pages {1}. Enter on a page prints it.")
        self.say(words.format(day_text(closed.day), numbers or "–"), "done")
        self.refresh()

    def _proved(self, found: PagesProved) -> None:
        if found.ok:
            self.say(self.tr("{0} closed pages of this year are whole.").format(found.pages), "done")
        else:
            self.say(" ".join(problem.message for problem in found.problems), "late")

    def _show(self, pages: Sequence[PageLine]) -> None:
        self.list.show_rows(pages, same=lambda page: (page.year, page.number))
        if pages and self.list.chosen() is None:
            self.list.choose(0)
        until = self.tr("Closed until {0}. What is written later comes on a later page.")
        self.told.setText(until.format(day_text(pages[0].day)) if pages else self.tr("No day is closed yet this year."))

    def _offer(self, names: Sequence[str]) -> None:
        self.field.set_choices({"": self.tr("All"), **{name: name for name in names}})


class CloseDayDialog(Sheet):
    """Asks which day the book is closed on."""

    def __init__(self, parent: QWidget, desk: Desk, done: Callable[[ClosedDay], None]) -> None:
        words = self.tr(
            "What was written into the book since the last page is sealed on pages of its days. A closed page is "
            "never changed; corrections come on later pages."
        )
        self.day = DayField(self.tr("&Day"))
        super().__init__(
            parent, self.tr("Close the book on a day"), column(text(words, wrap=True), self.day),
            agree=self.tr("&Close the day"),
        )  # fmt: skip
        self.day.set_day(desk.clock().date())
        self._desk, self._done = desk, done

    def agree(self) -> None:
        """Close it."""
        day = self.day.day_or_none()
        if day is None:
            self.day.complain(self.tr("Type the day that is closed."))
            return
        self.agree_button.setEnabled(False)
        closing = self._desk.tasks.run(self, close_day, day, at=self._desk.clock(), by=self._desk.officer())
        closing.named(self.windowTitle()).then(self._closed).failed(lambda refusal: self.complain(sentence(refusal)))

    def _closed(self, closed: ClosedDay) -> None:
        self.accept()
        self._done(closed)


def _name(period: Period) -> str:
    return f"so-theo-doi-{period.first:%Y%m%d}-{period.last:%Y%m%d}"
