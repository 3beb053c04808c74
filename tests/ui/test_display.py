"""The display for citizens: one thing after the other, calls on top, a kiosk that forgets, a way out by key."""

from __future__ import annotations

import io
import os
import wave
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from papi_desk.app import listen, raised
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.ratings import NewRating
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.services.office import set_office, set_setting
from papi_desk.services.queue import call_next, take_ticket
from papi_desk.services.ratings import ratings_of_case, record_rating
from papi_desk.ui.display.chime import chime_wave
from papi_desk.ui.display.display_window import DisplayWindow, KeyDialog
from papi_desk.ui.display.slides import QrCode, pages_of
from papi_desk.ui.tokens import SIZES
from tests.ui.conftest import NOW, DeskWindow

NOTICE = {"title": "Quyết toán ngân sách", "group": "finance", "responsible": "Kế toán", "forms": "board"}
FEEDBACK = {"title": "Riêng", "text": "Tôi là Nguyễn Văn Mẫu", "name": "Nguyễn Văn Mẫu"}


@pytest.fixture
def shown(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> DisplayWindow:
    desk.do(set_office, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "phone": "0221 000 0000"}, at=NOW)
    desk.do(set_setting, "display_key", "2468", at=NOW)
    key = desk.do(add_matter, "disclosure", NOTICE, at=NOW)
    desk.do(take_matter_step, key, "post", at=NOW)
    said = desk.do(add_matter, "feedback", FEEDBACK, at=NOW)
    told = {"public_text": "Chờ lâu ở quầy", "public_answer": "Đã thêm quầy."}
    for step, given in (("classify", {"group": "rule"}), ("answer", {"answer": "Riêng"}), ("publish", told)):
        desk.do(take_matter_step, said, step, given=given, at=NOW)
    window = DisplayWindow(desk.window.desk.tasks, lambda: NOW, tmp_path, sound=False)
    qtbot.addWidget(window, before_close_func=lambda one: one.leave())
    window.resize(1920, 1080)
    window.show()
    qtbot.waitUntil(lambda: "notice" in window.slide_names())
    return window


def words(window: DisplayWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_office_the_hour_and_one_thing_after_the_other_are_shown(shown: DisplayWindow) -> None:
    assert shown.slide_names() == ["hours", "notice", "figures", "answer", "feedback"]
    seen = []
    for _ in shown.slide_names():
        seen.append(words(shown))
        assert "ỦY BAN NHÂN DÂN XÃ MẪU" in seen[-1]
        assert "09:15" in seen[-1]
        shown.advance()
    assert ["Quyết toán ngân sách" in one for one in seen] == [False, True, False, False, False]
    assert ["Chờ lâu ở quầy" in one and "Đã thêm quầy." in one for one in seen].index(True) == 3
    assert not any("Nguyễn Văn Mẫu" in one for one in seen)
    assert [code.content for code in shown.findChildren(QrCode)] in ([], ["tel:0221 000 0000"])


def test_a_citizen_rates_the_visit_by_touch_once(shown: DisplayWindow, desk: DeskWindow, qtbot: QtBot) -> None:
    case = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW)
    rating = shown.rating
    qtbot.mouseClick(shown.to_rating, Qt.MouseButton.LeftButton)
    for typed, told in (("77", "chưa có lượt giao dịch nào của hồ sơ số 77"), ("", "bốn chữ số cuối")):
        rating.number.setText(typed)
        qtbot.mouseClick(rating.on, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda told=told: told in rating.told.text())  # type: ignore[misc]
    rating.keyboard.keys["1"].click()
    qtbot.mouseClick(rating.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rating.case == case.code)
    assert "Nguyễn" not in words(shown)
    assert not rating.send.isEnabled()
    for level in ("very_good", "good"):
        qtbot.mouseClick(rating.choices[level], Qt.MouseButton.LeftButton)
    for _ in range(2):
        qtbot.mouseClick(rating.skip, Qt.MouseButton.LeftButton)
    assert "nội dung 5/9" in rating.place.text()
    qtbot.mouseClick(rating.choices["poor"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(rating.back, Qt.MouseButton.LeftButton)
    assert rating.choices["poor"].isChecked()
    qtbot.mouseClick(rating.choices["fair"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(rating.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rating.thanking)
    [kept] = desk.ask(ratings_of_case, case.code)
    assert (kept.answers, kept.means) == ({1: "very_good", 2: "good", 5: "fair"}, "screen")
    shown.show_rating()
    rating.number.setText(case.code)
    qtbot.mouseClick(rating.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "đã được đánh giá rồi. Xin cảm ơn" in rating.told.text())


def test_a_rating_left_half_done_is_forgotten_and_a_small_month_is_shown_without_a_share(
    shown: DisplayWindow, desk: DeskWindow, qtbot: QtBot
) -> None:
    shown.rating.ask("MC-261123-0001")
    shown.rating.choose("good")
    shown.show_slides()
    assert (shown.rating.answers, shown.rating.case) == ({}, "")
    for _ in range(2):
        desk.do(record_rating, NewRating({5: "good"}), at=datetime(2026, 10, 5, 9))
    shown.refresh()
    qtbot.waitUntil(lambda: "ratings" in shown.slide_names())
    shown.show_slide("ratings")
    assert "2 phiếu\nMẫu nhỏ: dưới 30 phiếu nên chưa nêu tỷ lệ." in words(shown)
    assert "%" not in words(shown)


@pytest.mark.parametrize("size", [QSize(1920, 1080), QSize(1080, 1920)])
def test_nothing_is_smaller_than_what_is_read_from_three_metres_and_all_fits(
    shown: DisplayWindow, desk: DeskWindow, qtbot: QtBot, size: QSize
) -> None:
    desk.do(record_rating, NewRating({5: "good"}), at=datetime(2026, 10, 5, 9))
    shown.refresh()
    qtbot.waitUntil(lambda: "ratings" in shown.slide_names())
    shown.resize(size)
    shown.show_rating()
    shown.rating.ask("MC-261123-0001")
    shown.rating.refuse(Refused("rating-twice", code="MC-261123-0001", on=NOW.date()))
    shown.show_kiosk()
    for name in shown.slide_names():
        shown.show_slide(name)
        small = [label.text() for label in shown.findChildren(QLabel) if label.font().pointSizeF() < SIZES["display"]]
        assert small == [], name
    shown.kiosk.show_sheet(shown.kiosk.found[0])
    assert (shown.minimumSizeHint().width(), shown.minimumSizeHint().height()) <= (size.width(), size.height())
    assert shown.size() == size


def test_a_procedure_is_found_by_touch_without_accents_and_forgotten_afterwards(
    shown: DisplayWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(shown.to_procedures, Qt.MouseButton.LeftButton)
    for letter in "dang ky khai sinh luu dong":
        shown.kiosk.keyboard.keys[letter].click()
    [sheet] = shown.kiosk.found
    assert "lưu động" in sheet.name
    shown.kiosk.show_sheet(sheet)
    assert "Thời hạn giải quyết" in words(shown)
    shown.show_slides()
    assert shown.kiosk.search.text() == ""
    assert shown.kiosk.stack.currentIndex() == 0


def test_what_is_meant_by_a_few_letters_stands_first(shown: DisplayWindow) -> None:
    shown.show_kiosk()
    shown.kiosk.search.setText("khai sinh")
    assert shown.kiosk.found[0].name == "Đăng ký khai sinh"
    assert len(shown.kiosk.found) > 3
    shown.kiosk.search.setText("sinh khai")
    assert "khai sinh" in shown.kiosk.found[0].name.casefold()


def test_every_fee_is_read_by_one_touch(shown: DisplayWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.to_fees, Qt.MouseButton.LeftButton)
    read = words(shown).splitlines()
    assert "Phí, lệ phí" in read
    assert any("8.000 đồng/bản sao trích lục" in line for line in read)
    sheets = [sheet for _, _, sheet in shown.kiosk._sheets]
    costs = {sheet.name for sheet in sheets if any(fee.text != "Không thu" for fee in sheet.fees)}
    assert costs == {sheet.name for sheet in sheets} & set(read)
    shown.show_slides()
    assert shown.kiosk.stack.currentIndex() == 0


def test_a_number_called_from_the_desk_stands_on_the_display(
    shown: DisplayWindow, desk: DeskWindow, qtbot: QtBot
) -> None:
    shown.show_kiosk()
    later = datetime(2026, 11, 23, 9, 16)
    desk.do(take_ticket, lay_out=kept_layout, at=NOW)
    desk.do(call_next, "Quầy 3", at=later)
    qtbot.waitUntil(lambda: shown.stage.currentWidget() is shown.called)
    assert shown.called.text() == "Mời số 1\nQuầy 3"
    shown.end_call()
    assert shown.stage.currentWidget() is shown.kiosk


def test_only_the_officers_key_leads_out(shown: DisplayWindow, qtbot: QtBot) -> None:
    shown.close()
    assert shown.isVisible()
    [dialog] = shown.findChildren(KeyDialog)
    dialog.typed.setText("1357")
    assert shown.isVisible()
    dialog.typed.setText("2468")
    qtbot.waitUntil(lambda: not shown.isVisible())


def test_a_display_that_is_opened_twice_still_fills_the_screen(shown: DisplayWindow, qtbot: QtBot) -> None:
    shown.showFullScreen()
    name = f"papi-desk-test-{os.getpid()}"
    server = listen(name, shown)
    with qtbot.waitSignal(server.newConnection):
        assert raised(name)
    assert shown.isFullScreen()
    server.close()


def test_a_long_notice_is_cut_into_pages_that_lose_no_word(qtbot: QtBot, dressed: list[Any]) -> None:
    text = "\n".join(f"Hộ số {n}: " + "nội dung công khai " * 9 for n in range(30))
    pages = pages_of(text, QSize(1840, 750))
    assert len(pages) > 2
    assert " ".join(" ".join(pages).split()) == " ".join(text.split())
    assert pages_of("", QSize(1840, 750)) == [""]


def test_the_chime_is_a_sound_of_a_second() -> None:
    with wave.open(io.BytesIO(chime_wave())) as sound:
        assert sound.getnframes() == sound.getframerate()
        assert len(set(sound.readframes(2000))) > 50
