"""The books on the screen: printed, closed, counted, handed over and struck out by keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar, cast

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from papi_desk.domain.cases import Action
from papi_desk.domain.people import Person
from papi_desk.services.blank_slips import blank_slip_list
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.cash import cash_day
from papi_desk.services.handover import handover_lists
from papi_desk.ui.books.books_page import BooksPage
from papi_desk.ui.books.cash_book import CashBook, CountDialog
from papi_desk.ui.books.handover_book import HandoverBook, HandoverDialog
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.books.register_book import CloseDayDialog, RegisterBook
from papi_desk.ui.books.slips_book import BlankSlipsBook, SpoilDialog
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from tests.ui.conftest import NOW, DeskWindow

OWNER = Person("person", "Nguyễn Văn Mẫu")
WAIT = 9000
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
B = TypeVar("B", bound="BookPanel[object]")
D = TypeVar("D", bound=QDialog)


def open_book(qtbot: QtBot, desk: DeskWindow, key: str, kind: type[B]) -> B:
    desk.window.go("books", key)
    page = cast("BooksPage", desk.window.page("books"))
    qtbot.waitUntil(lambda: key in page.books and desk.window.desk.tasks.idle, timeout=WAIT)
    book = page.books[key]
    assert isinstance(book, kind)
    assert book.list.hasFocus()
    return book


def dialog(desk: DeskWindow, kind: type[D]) -> D:
    return next(found for found in desk.window.findChildren(kind) if found.isVisible())


def press(qtbot: QtBot, desk: DeskWindow, key: Qt.Key, more: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(desk.focus(), key, Qt.KeyboardModifier.ControlModifier | more)


def test_a_day_is_closed_and_its_page_printed_again_by_keys(qtbot: QtBot, desk: DeskWindow) -> None:
    case = desk.do(register_case, NewCase("2.000884", OWNER), at=NOW)
    book = open_book(qtbot, desk, "register", RegisterBook)  # type: ignore[type-var]
    press(qtbot, desk, Qt.Key.Key_L, SHIFT)
    qtbot.keyClick(dialog(desk, CloseDayDialog), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(book.list.rows) == 1, timeout=WAIT)
    assert "trang 1" in book.note.text()
    book.list.setFocus()
    qtbot.keyClick(book.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.opened) == 1, timeout=WAIT)
    words = "".join(PdfReader(desk.opened[0]).pages[0].extract_text().split())
    assert case.code in words
    assert book.list.rows[0].seal in words
    book.prove()
    qtbot.waitUntil(lambda: "nguyên vẹn" in book.note.text(), timeout=WAIT)


def test_the_drawer_is_counted_by_its_notes_and_says_what_is_missing(qtbot: QtBot, desk: DeskWindow) -> None:
    new = NewCase("2.000815", OWNER, quantities={"pages": 1, "copies": 5})
    case = desk.do(register_case, new, at=NOW)
    desk.do(take_step, case.code, Action.PAID, at=NOW)
    book = open_book(qtbot, desk, "cash", CashBook)  # type: ignore[type-var]
    assert [line.amount for line in book.list.rows] == [10_000]
    press(qtbot, desk, Qt.Key.Key_L, SHIFT)
    asked = dialog(desk, CountDialog)
    asked.notes[5_000].setValue(1)
    assert "Thiếu 5.000 đ" in asked.sum.text()
    asked.why.set_value("Trả lại nhầm")
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "thiếu 5.000 đ. Trả lại nhầm" in book.drawer.text(), timeout=WAIT)
    assert desk.ask(cash_day, NOW.date()).difference == -5_000


def test_cases_chosen_in_the_list_are_handed_over_and_ticked_off_by_their_number(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    codes = [desk.do(register_case, NewCase("2.000884", OWNER), at=NOW).code for _ in range(2)]
    desk.window.go("books", f"handover:{','.join(codes)}")
    page = cast("BooksPage", desk.window.page("books"))
    qtbot.waitUntil(lambda: "handover" in page.books and desk.window.desk.tasks.idle, timeout=WAIT)
    asked = dialog(desk, HandoverDialog)
    assert asked.codes.value() == tuple(codes)
    asked.to.set_value("Văn phòng mẫu")
    asked.agree()
    qtbot.waitUntil(lambda: len(desk.opened) == 1, timeout=WAIT)
    book = cast("HandoverBook", page.books["handover"])
    book.back.set_value(codes[0])
    qtbot.keyClick(book.back.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: codes[0] in book.note.text(), timeout=WAIT)
    assert [made.out for made in desk.ask(handover_lists)] == [1]


def test_a_slip_printed_in_advance_is_used_for_a_case_received_in_a_power_cut(qtbot: QtBot, desk: DeskWindow) -> None:
    book = open_book(qtbot, desk, "blank-slips", BlankSlipsBook)  # type: ignore[type-var]
    book.count.set_value(2)
    press(qtbot, desk, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: len(desk.opened) == 1 and len(book.list.rows) == 2, timeout=WAIT)
    text = "".join(page.extract_text() for page in PdfReader(desk.opened[0]).pages)
    assert {"DP-0001", "DP-0002"} <= set(text.split())
    book.list.choose_where(lambda one: one.code == "DP-0002")
    book.strike()
    asked = dialog(desk, SpoilDialog)
    asked.reason.set_value("Rách")
    asked.agree()
    qtbot.waitUntil(lambda: "DP-0002" in book.note.text(), timeout=WAIT)
    dialog(desk, PreviewDialog).reject()
    desk.window.go("register", "2.000884")
    page = cast("RegisterPage", desk.window.page("register"))
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None, timeout=WAIT)
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    page.form.received.set_value(f"{NOW - timedelta(minutes=45):%H:%M %d/%m/%Y}")
    page.form.blank_slip.set_value("1")
    page.save.click()
    qtbot.waitUntil(lambda: page.result.text().startswith("Đã lưu"), timeout=WAIT)
    used, struck = desk.ask(blank_slip_list)
    assert (used.state, struck.state, struck.reason) == ("used", "spoiled", "Rách")
    assert desk.ask(case_file, used.case).received_at == NOW - timedelta(minutes=45)
