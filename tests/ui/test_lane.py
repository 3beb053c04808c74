"""The certification lane by keyboard on a real window: one line a paper, fee at once, numbers in sequence."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from papi_desk.domain.cases import Status
from papi_desk.domain.scans import parse_card
from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.certification_lane import lane_day
from papi_desk.services.drafts import load_drafts, save_draft
from papi_desk.services.practice import WORDS
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.lane.batch_dialog import BatchDialog
from papi_desk.ui.lane.lane_page import LanePage, read_cash
from papi_desk.ui.main_window import MainWindow
from tests.ui.conftest import NOW, DeskWindow

WAIT = 20000
"""A busy machine may be slow; what is meant comes at once."""


class Keyboard:
    """Presses keys where the focus is and counts those that are neither a name nor a figure."""

    def __init__(self, desk: DeskWindow) -> None:
        self.desk = desk
        self.pressed = 0

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key, or one chord."""
        self.pressed += 1
        QTest.keyClick(self.desk.focus(), key, modifier)

    def letter(self, letter: str) -> None:
        """Press a letter that chooses something."""
        self.pressed += 1
        QTest.keyClicks(self.desk.focus(), letter)

    def data(self, words: str) -> None:
        """Type a name or a figure, which is not counted."""
        if words.isascii():
            QTest.keyClicks(self.desk.focus(), words)
            return
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.desk.focus(), event)


def lane(qtbot: QtBot, desk: DeskWindow) -> LanePage:
    desk.window.go("lane")
    page = desk.window.page("lane")
    assert isinstance(page, LanePage)
    qtbot.waitUntil(lambda: bool(page.hint.text()), timeout=WAIT)
    return page


def type_three_kinds(keyboard: Keyboard) -> None:
    """Type a citizen with copies, a signature and a contract, then the cash."""
    keyboard.data("Nguyễn Văn Mẫu")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("b")
    keyboard.data("1")
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.data("5")
    keyboard.key(Qt.Key.Key_Tab)
    keyboard.data("2")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("c")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("h")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.key(Qt.Key.Key_Return)
    keyboard.data("100")


def test_a_citizen_with_three_kinds_takes_fewer_than_fifteen_keys(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    type_three_kinds(keyboard)
    qtbot.waitUntil(lambda: page.change.text() == "26.000 đ", timeout=WAIT)
    assert page.total.text() == "74.000 đ"
    assert [line.fee.text() for line in page.lines.filled()] == ["14.000 đ", "10.000 đ", "50.000 đ"]
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert keyboard.pressed < 15
    qtbot.waitUntil(lambda: "26.000 đ" in page.result.text(), timeout=WAIT)
    assert "Số chứng thực 1 quyển số 01/2026-SCT/HĐ,GD" in page.result.text()
    lines = desk.ask(find_cases, query="nguyen van mau", now=NOW)
    assert sorted(line.procedure_code for line in lines) == ["2.000815", "2.000884", "2.001035"]
    assert sum(desk.ask(case_file, line.code).payments[0]["amount"] for line in lines) == 74_000
    qtbot.waitUntil(lambda: len(page.list.rows) == 3, timeout=WAIT)
    assert desk.ask(lane_day, NOW.date()).persons == 1
    assert page.person.is_empty()
    assert desk.focus() is page.person.name.widget
    qtbot.waitUntil(lambda: len(desk.opened) == 1, timeout=WAIT)  # the contract is promised for another day


def test_what_is_typed_while_a_citizen_is_saved_is_the_next_one(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard, slow = lane(qtbot, desk), Keyboard(desk), Event()
    keyboard.data("Nguyễn Văn Mẫu")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("b")
    desk.window.desk.tasks._writer.submit(slow.wait, 30)
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.save.isEnabled()
    keyboard.data("Trần Thị Ví Dụ")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("c")
    slow.set()
    qtbot.waitUntil(lambda: page.save.isEnabled() and len(page.list.rows) == 1, timeout=WAIT)
    assert page.list.rows[0].name == "Nguyễn Văn Mẫu"
    assert page.person.name.value() == "Trần Thị Ví Dụ"
    assert [line.is_empty() for line in page.lines.lines] == [False, True]


def test_what_is_typed_ahead_is_typed_nowhere_else(qtbot: QtBot, desk: DeskWindow) -> None:
    page = lane(qtbot, desk)
    page.person.name.widget.setFocus()
    page._ahead.hold()
    Keyboard(desk).data("abc")
    desk.window.go("cases")
    search = cast("CasesPage", desk.window.page("cases")).search
    search.setFocus()
    page._ahead.let_go()
    page._ahead.type()
    assert search.text() == ""


def test_what_was_typed_before_a_refusal_does_not_come_back_later(qtbot: QtBot, desk: DeskWindow) -> None:
    page = lane(qtbot, desk)
    page.person.name.widget.setFocus()
    page._ahead.hold()
    Keyboard(desk).data("abc")
    page._ahead.let_go()
    qtbot.wait(20)
    page._ahead.type()
    assert page.person.is_empty()
    assert desk.focus() is page.person.name.widget


def test_the_same_again_is_one_key_for_the_next_citizen(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    keyboard.data("Nguyễn Văn Mẫu")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("b")
    keyboard.data("3")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("c")
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows) == 2 and page.save.isEnabled(), timeout=WAIT)
    keyboard.key(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert [line.is_empty() for line in page.lines.lines] == [False, False, True]
    keyboard.data("Trần Thị Ví Dụ")
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows) == 4, timeout=WAIT)
    assert [line.fee for line in page.list.rows] == [10_000, 6_000, 10_000, 6_000]


def test_too_little_cash_is_refused_and_nothing_typed_is_lost(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    type_three_kinds(keyboard)
    page.cash.set_value("50")
    page.save.click()
    qtbot.waitUntil(lambda: page.cash.wrong, timeout=WAIT)
    assert desk.ask(find_cases, now=NOW) == []
    assert page.person.name.value() == "Nguyễn Văn Mẫu"
    assert len(page.lines.filled()) == 3


def test_copies_that_are_ready_today_need_no_slip(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    keyboard.data("Nguyễn Văn Mẫu")
    keyboard.key(Qt.Key.Key_Return)
    keyboard.letter("b")
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    assert keyboard.pressed == 3
    assert desk.opened == []


def test_half_a_visit_is_there_again_after_a_crash(qtbot: QtBot, desk: DeskWindow) -> None:
    kept = {"owner": {"name": "Lê Thị Thử", "kind": "person"}, "cash": "50", "lines": [
        {"procedure": "2.000884", "figures": {"papers": 3}},
    ]}  # fmt: skip
    desk.do(save_draft, page="lane", payload=kept, draft=None, at=NOW)
    page = lane(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.lines.filled()), timeout=WAIT)
    assert page.person.name.value() == "Lê Thị Thử"
    assert page.lines.payload() == kept["lines"]
    page.save.click()
    qtbot.waitUntil(lambda: desk.ask(load_drafts, "lane") == [], timeout=WAIT)


def test_a_pasted_list_is_tried_and_received_and_what_was_refused_stays(qtbot: QtBot, desk: DeskWindow) -> None:
    page = lane(qtbot, desk)
    page.batch.click()
    dialog = page.findChild(BatchDialog)
    assert dialog is not None
    dialog.picker.choose("2.000884")
    qtbot.waitUntil(lambda: "2.000884" in dialog.procedures.text(), timeout=WAIT)
    dialog.people.setPlainText("Họ tên\tSĐT\nNguyễn Văn Mẫu\t0912345678\nTrần Thị Ví Dụ\t12")
    dialog.tried.click()
    qtbot.waitUntil(lambda: len(dialog.lines.rows) == 2, timeout=WAIT)
    assert desk.ask(find_cases, now=NOW) == []
    dialog.agree_button.click()
    qtbot.waitUntil(lambda: "Nguyễn" not in dialog.people.toPlainText(), timeout=WAIT)
    assert dialog.people.toPlainText().splitlines() == ["Họ tên\tSĐT", "Trần Thị Ví Dụ\t12"]
    assert len(desk.ask(find_cases, now=NOW)) == 1
    dialog.reject()


def test_a_table_is_opened_into_the_list(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    table = tmp_path / "danh-sach.csv"
    table.write_text("Họ tên,SĐT\nNguyễn Văn Mẫu,0912345678\n", encoding="utf-8")
    dialog = BatchDialog(lane(qtbot, desk), desk.window.desk)
    dialog.read_file(table)
    qtbot.waitUntil(lambda: "Mẫu\t0912345678" in dialog.people.toPlainText(), timeout=WAIT)
    dialog.reject()


def test_cash_below_a_thousand_means_thousands() -> None:
    assert [read_cash(typed) for typed in ("", "50", "50000", "1.000.000")] == [None, 50_000, 50_000, 1_000_000]


def test_the_band_of_a_practice_register_stands_over_every_place(qtbot: QtBot, desk: DeskWindow) -> None:
    window = MainWindow(
        tasks=desk.window.desk.tasks, office_clock=lambda: NOW, papers_folder=desk.window.desk.papers_folder,
        open_file=desk.opened.append, band=WORDS,
    )  # fmt: skip
    qtbot.addWidget(window)
    window.show()
    bands = [label for label in window.findChildren(QLabel) if label.text() == WORDS]
    for place in ("register", "lane", "portal", "settings"):
        window.go(place)
        assert [band.isVisible() for band in bands] == [True]
    assert not [label for label in desk.window.findChildren(QLabel) if label.text() == WORDS]


def test_a_scanned_card_fills_the_person_and_the_next_key_chooses_a_kind(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    card = parse_card("033090001234||Nguyễn Văn Mẫu|02091990|Nam|Thôn Ví Dụ|10052021")
    assert card is not None
    assert page.take_scan(card)
    assert page.person.number.value() == "033090001234"
    keyboard.letter("c")
    assert page.lines.payload() == [{"procedure": "2.000884", "figures": {"papers": 1}}]


def test_one_key_hands_back_at_once_what_was_just_certified(qtbot: QtBot, desk: DeskWindow) -> None:
    page, keyboard = lane(qtbot, desk), Keyboard(desk)
    type_three_kinds(keyboard)
    keyboard.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.list.rows) == 3 and desk.window.desk.tasks.idle, timeout=WAIT)
    for dialog in (found for found in desk.window.findChildren(QDialog) if found.isVisible()):
        dialog.reject()
    page.back.click()
    qtbot.waitUntil(lambda: all(line.returned for line in page.list.rows), timeout=WAIT)
    assert "3" in page.result.text()
    assert desk.ask(case_file, page.list.rows[0].code).status == Status.RETURNED
