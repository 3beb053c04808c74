"""The desk's books: the shelf at the left, the open book at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from papi_desk.domain.scans import Card, Slip
from papi_desk.services.shelf import CERTIFICATION, ShelfLine, shelf
from papi_desk.ui.books.cash_book import CashBook
from papi_desk.ui.books.certification_book import CertificationPanel
from papi_desk.ui.books.handover_book import HandoverBook
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.books.register_book import RegisterBook
from papi_desk.ui.books.slips_book import BlankSlipsBook, TurnedAwayBook
from papi_desk.ui.labels import day_text, number
from papi_desk.ui.layouts import column, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tokens import scaled


class BooksPage(Page):
    """One list of books, each with what is done with it."""

    tables = frozenset({"cases", "book_entries", "book_pages", "handover_lines", "payments", "settings"})
    private = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = (
            Column[ShelfLine](self.tr("Book"), _short, tip=lambda book: book.name),
            Column[ShelfLine](self.tr("Today"), self._words, width=120),
        )
        self.shelf: RowsView[ShelfLine] = RowsView(columns, name=self.tr("Books"))
        self.shelf.setMinimumWidth(200)
        self.shelf.setMaximumWidth(scaled(384))
        self.books: dict[str, BookPanel[Any]] = {}
        self._wanted = ""
        self._stack = QStackedWidget()
        whole = column(text(self.tr("Books"), "title"), (row((self.shelf, 2), (self._stack, 3), gap=16), 1), gap=10)
        whole.setContentsMargins(20, 12, 20, 12)
        self.setLayout(whole)
        self.shelf.picked.connect(self._pick)
        self.shelf.opened.connect(self._enter)

    def refresh(self) -> None:
        """Read how the books stand, and the open one again."""
        self.desk.tasks.read(self, shelf, now=self.desk.clock()).then(self._show)
        for key, book in self.books.items():
            if book is self._stack.currentWidget() and key:
                book.refresh()

    def show_what(self, what: str) -> None:
        """Open a book by its name; «handover:CODE,CODE» makes a hand-over list of these cases."""
        self._wanted = what
        self._open_wanted()
        if not what:
            self.shelf.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_scan(self, scan: Card | Slip) -> bool:
        """Give a slip to the open book."""
        book = self._stack.currentWidget()
        return isinstance(scan, Slip) and isinstance(book, BookPanel) and book.take_slip(scan)

    def _show(self, books: Sequence[ShelfLine]) -> None:
        self.shelf.show_rows(books, same=lambda book: book.key)
        if self.shelf.chosen() is None:
            self.shelf.choose(0)
        self._open_wanted()

    def _open_wanted(self) -> None:
        key, _, codes = self._wanted.partition(":")
        if key and self.shelf.choose_where(lambda book: book.key == key):
            self._wanted = ""
            book = self.books[key]
            self._enter()
            if isinstance(book, HandoverBook) and codes:
                book.make(codes.split(","))

    def _pick(self, line: ShelfLine) -> None:
        """Show a book; made when it is first taken from the shelf."""
        if line.key not in self.books:
            self.books[line.key] = self._book(line)
            self._stack.addWidget(self.books[line.key])
        self._stack.setCurrentWidget(self.books[line.key])
        self.books[line.key].refresh()

    def _enter(self, _line: ShelfLine | None = None) -> None:
        book = self._stack.currentWidget()
        if isinstance(book, BookPanel):
            book.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _book(self, line: ShelfLine) -> BookPanel[Any]:
        if line.key.startswith(CERTIFICATION):
            return CertificationPanel(self.desk, line.key.removeprefix(CERTIFICATION), line.name)
        made: dict[str, Callable[[Desk, str], BookPanel[Any]]] = {
            "register": RegisterBook, "cash": CashBook, "handover": HandoverBook, "blank-slips": BlankSlipsBook,
            "turned-away": TurnedAwayBook,
        }  # fmt: skip
        return made[line.key](self.desk, line.name)

    def _words(self, book: ShelfLine) -> str:
        return {
            "closed-until": self.tr("closed until {0}"), "never-closed": self.tr("never closed"),
            "numbers": self.tr("{1} numbers"), "closed": self.tr("closed, {1} numbers"),
            "counted": self.tr("counted"), "not-counted": self.tr("not counted"),
            "out": self.tr("{1} still out"), "unused": self.tr("{1} left"), "month": self.tr("{1} this month"),
        }[book.told].format(day_text(book.day)[:5], number(book.count))  # fmt: skip


def _short(book: ShelfLine) -> str:
    """Return a book's name without the word that all of them begin with."""
    name = book.name.removeprefix("Sổ ")
    return name[:1].upper() + name[1:]
