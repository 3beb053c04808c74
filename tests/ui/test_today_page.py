"""The day's work on a real window: each row one key from being done; stories of a late case, a supplement, a return."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from papi_desk.domain.cases import Action, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.attachments import attachments
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_sheets import TimeUsed, case_sheet
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.ui.cases.attachment_desk import PictureDialog, drawn, newest_scans
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.return_page import ReturnPage
from papi_desk.ui.cases.step_dialog import StepDialog
from papi_desk.ui.cases.time_bar import TimeBar
from papi_desk.ui.cases.today_page import TodayPage
from papi_desk.ui.printing.document import Document
from tests.ui.conftest import NOW, DeskWindow

BIRTH_AGAIN, COPY, MARRIAGE = "1.004884", "2.000815", "1.000894"
WAIVED = StepDetails(no_apology="Công dân đồng ý")


def _receive(desk: DeskWindow, name: str, code: str = BIRTH_AGAIN, *, at: datetime = NOW, **more: Any) -> str:
    new = NewCase(procedure=code, owner=Person("person", name, phone="0912345678"), **more)
    return desk.do(register_case, new, at=at - timedelta(minutes=20), recorded_at=NOW).code


def _today(qtbot: QtBot, desk: DeskWindow) -> TodayPage:
    desk.window.go("today")
    page = cast("TodayPage", desk.window.page("today"))
    qtbot.waitUntil(lambda: bool(page.groups))
    return page


def _kept(desk: DeskWindow, code: str) -> CaseFile:
    return desk.ask(case_file, code)


def _dialog(qtbot: QtBot, page: Any) -> StepDialog:
    qtbot.waitUntil(lambda: page.taker.dialog is not None)
    dialog = page.taker.dialog
    assert isinstance(dialog, StepDialog)
    return dialog


@pytest.fixture
def shown(desk: DeskWindow) -> list[Document]:
    """Collect the papers that are shown."""
    found: list[Document] = []
    desk.window.desk.printing.shown.connect(found.append)
    return found


def test_a_late_case_gets_its_apology_by_keys_alone(qtbot: QtBot, desk: DeskWindow, shown: list[Document]) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", at=NOW - timedelta(days=20))
    page = _today(qtbot, desk)
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.lists["apologies"], Qt.Key.Key_Return)
    dialog = _dialog(qtbot, page)
    assert dialog.fields["new_due"].widget.text() == "17:00 27/11/2026"  # type: ignore[attr-defined]
    reason = dialog.fields["reason"].widget
    reason.setFocus()
    qtbot.keyClicks(reason, "Cho xac minh")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shown))
    assert (shown[0].kind, shown[0].title.endswith("01/PXL")) == ("apology", True)
    qtbot.waitUntil(lambda: page.groups[0].rows[0].action == "finish")
    qtbot.waitUntil(lambda: "đã lỡ hẹn" in page.told.text())
    page.lists["apologies"].opened.emit(page.groups[0].rows[0])
    finishing = _dialog(qtbot, page)
    finishing.agree()
    qtbot.waitUntil(lambda: _kept(desk, code).status == Status.FINISHED)
    assert {b for e in _kept(desk, code).history for b in e.data.get("breaches", ())} == {"promise-missed"}


def test_a_late_case_is_not_finished_without_apology_or_reason(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", at=NOW - timedelta(days=20))
    desk.window.go("cases", f"={code}")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: Action.FINISH in page.view.step_buttons)
    page.view.step_buttons[Action.FINISH].click()
    dialog = _dialog(qtbot, page.view)
    dialog.agree()
    qtbot.waitUntil(lambda: "no_apology" in dialog.fields)
    assert "thư xin lỗi" in dialog.complaint()
    cast("Any", dialog.fields["no_apology"]).set_value("Công dân đồng ý lùi ngày")
    dialog.agree()
    qtbot.waitUntil(lambda: _kept(desk, code).status == Status.FINISHED)
    assert _kept(desk, code).history[-1].data["no_apology"] == "Công dân đồng ý lùi ngày"


def test_the_extension_is_drafted_on_the_last_day_for_it(qtbot: QtBot, desk: DeskWindow, shown: list[Document]) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", at=datetime(2026, 11, 17, 9))
    page = _today(qtbot, desk)
    assert [group.name for group in page.groups] == ["extensions"]
    page.lists["extensions"].opened.emit(page.groups[0].rows[0])
    dialog = _dialog(qtbot, page)
    cast("Any", dialog.fields["reason"]).set_value("Chờ xác minh")
    said: list[str] = []
    page.taker.said.connect(lambda words, _tone: said.append(words))
    dialog.agree()
    qtbot.waitUntil(lambda: bool(shown))
    assert said[0] == f"Đã ghi: {code} · Xin lỗi và gia hạn."
    assert shown[0].kind == "extension"
    assert _kept(desk, code).due_at == datetime(2026, 11, 30, 17)
    qtbot.waitUntil(lambda: not page.groups)


def test_the_side_bar_counts_what_waits_and_takes_no_focus(qtbot: QtBot, desk: DeskWindow) -> None:
    focus = desk.focus()
    _receive(desk, "Nguyễn Văn Mẫu", COPY)
    _receive(desk, "Trần Thị Ví Dụ", at=NOW - timedelta(days=20))
    side = desk.window._side
    qtbot.waitUntil(lambda: "today" in side._counts and side._counts["today"].text() == "2")
    assert desk.focus() is focus
    assert "2" in side._buttons["today"].accessibleName()


def test_five_groups_at_most_and_the_others_one_click_away(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Nguyễn Văn Mẫu", at=NOW - timedelta(days=20))
    _receive(desk, "Nguyễn Văn Mẫu", at=datetime(2026, 11, 17, 9))
    _receive(desk, "Nguyễn Văn Mẫu", channel="online")
    _receive(desk, "Nguyễn Văn Mẫu", COPY)
    asked = _receive(desk, "Nguyễn Văn Mẫu", at=NOW - timedelta(days=18))
    desk.do(take_step, asked, "supplement", at=NOW - timedelta(days=17), recorded_at=NOW,
            ask=StepDetails(reason="Thiếu"))  # fmt: skip
    waiting = _receive(desk, "Nguyễn Văn Mẫu", COPY, at=NOW - timedelta(days=9))
    desk.do(take_step, waiting, "finish", at=NOW - timedelta(days=9), recorded_at=NOW)
    page = _today(qtbot, desk)
    assert [group.name for group in page.groups] == [
        "apologies", "extensions", "online", "due-today", "supplements", "results",
    ]  # fmt: skip
    assert len(page.lists) == 5
    more = next(made for made in page.findChildren(QPushButton) if "gọi công dân" in made.text())
    more.click()
    assert next(iter(page.lists)) == "results"
    assert len(page.lists) == 5


def test_a_waiting_result_is_called_for_with_the_words_ready(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", COPY, at=NOW - timedelta(days=9))
    desk.do(take_step, code, "finish", at=NOW - timedelta(days=9), recorded_at=NOW)
    page = _today(qtbot, desk)
    page.lists["results"].opened.emit(page.groups[0].rows[0])
    qtbot.waitUntil(lambda: page.findChild(ContactDialog) is not None)
    dialog = page.findChild(ContactDialog)
    assert dialog is not None
    assert "đã có kết quả" in dialog.content.value()
    dialog.agree()
    qtbot.waitUntil(lambda: not page.groups)
    assert len(_kept(desk, code).contacts) == 1


def test_papers_are_asked_for_one_a_line_and_brought_back(
    qtbot: QtBot, desk: DeskWindow, shown: list[Document]
) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", MARRIAGE)
    desk.window.go("cases", f"={code}")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: Action.SUPPLEMENT in page.view.step_buttons)
    page.view.step_buttons[Action.SUPPLEMENT].click()
    dialog = _dialog(qtbot, page.view)
    missing = cast("Any", dialog.fields["missing"])
    assert len(missing.value()) == 4
    missing.set_value(["Tờ khai theo mẫu", "", "  Giấy xác nhận   tình trạng hôn nhân "])
    cast("Any", dialog.fields["reason"]).set_value("Thiếu giấy tờ")
    dialog.agree()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].kind == "supplement"
    asked = _kept(desk, code).history[-1].data["missing"]
    assert asked == ["Tờ khai theo mẫu", "Giấy xác nhận tình trạng hôn nhân"]
    qtbot.waitUntil(lambda: page.view.sheet is not None and "bổ sung: Tờ khai" in page.view.sheet.message)
    qtbot.waitUntil(lambda: Action.RESUBMIT in page.view.step_buttons)
    page.view.step_buttons[Action.RESUBMIT].click()
    qtbot.waitUntil(lambda: _kept(desk, code).status == Status.PROCESSING)


def test_a_scanned_slip_hands_its_result_back(qtbot: QtBot, desk: DeskWindow, shown: list[Document]) -> None:
    mother = Person("person", "Trần Thị Ví Dụ", phone="0987654321")
    code = _receive(desk, "Nguyễn Văn Mẫu", COPY, submitter=mother)
    other = _receive(desk, "Đỗ Thị Mẫu", COPY)
    desk.do(take_step, code, "finish", at=NOW)
    desk.window.go("return")
    page = cast("ReturnPage", desk.window.page("return"))
    page.hand_back(code)
    qtbot.waitUntil(lambda: page.confirm.isEnabled() and desk.focus() is page.taken_by.edit)
    assert (page.taken_by.value(), page.taken_as.value()) == ("Trần Thị Ví Dụ", "người nộp hồ sơ")
    qtbot.keyClick(desk.focus(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _kept(desk, code).status == Status.RETURNED)
    noted = _kept(desk, code).history[-1].data
    assert (noted["taken_by"], noted["taken_as"]) == ("Trần Thị Ví Dụ", "người nộp hồ sơ")
    qtbot.waitUntil(page.receipt.isVisible)
    page.receipt.click()
    qtbot.waitUntil(lambda: [paper.kind for paper in shown] == ["result-receipt"])
    page.hand_back(other)
    qtbot.waitUntil(lambda: "Được tiếp nhận" in page.result.text())


def test_results_are_narrowed_by_how_long_they_wait(qtbot: QtBot, desk: DeskWindow) -> None:
    old = _receive(desk, "Nguyễn Văn Mẫu", COPY, at=NOW - timedelta(days=31))
    new = _receive(desk, "Đỗ Thị Mẫu", COPY)
    desk.do(take_step, old, "finish", at=NOW - timedelta(days=31), recorded_at=NOW)
    desk.do(take_step, new, "finish", at=NOW)
    desk.window.go("return")
    page = cast("ReturnPage", desk.window.page("return"))
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [old, new])
    page.ages.button(3).click()
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [old])


def test_the_case_page_keeps_files_and_prints_again(
    qtbot: QtBot, desk: DeskWindow, shown: list[Document], tmp_path: Path
) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    desk.window.go("cases", f"={code}")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: page.view.sheet is not None)
    page.view.open_slip()
    qtbot.waitUntil(lambda: len(shown) == 1)
    scan = tmp_path / "scan.png"
    image = QImage(2400, 3200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    assert image.save(str(scan))
    page.view.sections.attached.emit(str(scan))
    qtbot.waitUntil(lambda: bool(desk.ask(attachments, code)))
    qtbot.waitUntil(lambda: page.view.sheet is not None and bool(page.view.sheet.attachments))
    sheet = page.view.sheet
    assert sheet is not None
    page.view.sections.viewed.emit(sheet.attachments[0])
    qtbot.waitUntil(lambda: isinstance(page.view.files.dialog, PictureDialog))
    sheet = desk.ask(case_sheet, code, at=NOW)
    page.view.sections.again.emit(sheet.issued[0].id)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert desk.ask(case_sheet, code, at=NOW).issued[0].prints == 2
    assert {form for form, _ in sheet.forms} >= {"receipt", "control", "fee-slip"}
    page.view.sections.copied.emit(sheet.message)
    assert QGuiApplication.clipboard().text() == sheet.message


def test_a_huge_picture_is_refused_before_it_is_drawn(dressed: object) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    huge = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", huge) + chunk(b"IDAT", zlib.compress(bytes(100)))
    with pytest.raises(Refused) as caught:
        drawn("png", content)
    assert (caught.value.kind, caught.value.data["width"]) == ("picture-too-large", 60_000)


def test_the_newest_scans_come_first_and_other_files_are_left_out(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.exe", "c.JPG"):
        (tmp_path / name).write_bytes(b"x")
    assert {Path(path).name for path in newest_scans(str(tmp_path))} == {"a.pdf", "c.JPG"}
    assert newest_scans("") == newest_scans(str(tmp_path / "none")) == []


@pytest.mark.parametrize(("used", "tone", "words"), [
    (100, "accent", "Còn 14 giờ 20 phút làm việc trên 2 ngày"),
    (800, "soon", "Còn 2 giờ 40 phút làm việc trên 2 ngày"),
    (1000, "late", "Quá 40 phút làm việc, hạn là 2 ngày"),
])  # fmt: skip
def test_the_bar_tells_the_working_time_that_is_left(dressed: object, used: int, tone: str, words: str) -> None:
    bar = TimeBar(TimeUsed(960, used))
    assert (bar.tone, bar.words) == (tone, words)
