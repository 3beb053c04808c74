"""The provincial system on a real window: copying over, the code brought back, comparing, outages by one key."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from papi_desk.domain.people import Person
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.outages import list_outages
from papi_desk.ui.portal.copy_pad import CopyPad
from papi_desk.ui.portal.portal_page import PortalPage
from tests.ui.conftest import NOW, DeskWindow

WAIT = 20000
OWNER = Person("person", "Nguyễn Văn Mẫu", phone="0912345678")


def portal(desk: DeskWindow, what: str = "") -> PortalPage:
    desk.window.go("portal", what)
    page = desk.window.page("portal")
    assert isinstance(page, PortalPage)
    return page


def pad_of(qtbot: QtBot, page: PortalPage) -> CopyPad:
    qtbot.waitUntil(lambda: page.findChild(CopyPad) is not None, timeout=WAIT)
    pad = page.findChild(CopyPad)
    assert isinstance(pad, CopyPad)
    qtbot.waitUntil(lambda: bool(pad.list.rows), timeout=WAIT)
    return pad


def test_one_key_copies_a_field_and_goes_on_and_the_code_comes_back(qtbot: QtBot, desk: DeskWindow) -> None:
    code = desk.do(register_case, NewCase("2.000884", OWNER), at=NOW).code
    page = portal(desk)
    qtbot.waitUntil(lambda: len(page.cases.rows) == 1, timeout=WAIT)
    qtbot.keyClick(page.cases, Qt.Key.Key_Return)
    pad, copied = pad_of(qtbot, page), []
    for _ in range(3):
        qtbot.keyClick(pad.list, Qt.Key.Key_Return)
        copied.append(QGuiApplication.clipboard().text())
    assert (copied[0], copied[2]) == ("2.000884", "Nguyễn Văn Mẫu")
    QGuiApplication.clipboard().setText(" H31.12.5-261123-0001\n")
    qtbot.keyClick(pad, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(page.cases.rows) == 0, timeout=WAIT)
    assert desk.ask(case_file, code).official_code == "H31.12.5-261123-0001"
    qtbot.waitUntil(lambda: "H31.12.5-261123-0001" in page.note.text(), timeout=WAIT)


def test_a_code_that_another_case_has_is_refused_where_it_was_pasted(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.do(register_case, NewCase("2.000884", OWNER, official_code="H31-1"), at=NOW)
    desk.do(register_case, NewCase("2.000884", OWNER), at=NOW)
    page = portal(desk)
    qtbot.waitUntil(lambda: len(page.cases.rows) == 1, timeout=WAIT)
    page.open_pad(page.cases.rows[0])
    pad = pad_of(qtbot, page)
    pad.official.set_value("H31-1")
    pad.bring_back()
    qtbot.waitUntil(lambda: pad.official.wrong, timeout=WAIT)
    pad.reject()


def test_both_registers_are_compared_on_a_paper_for_both_signatures(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    desk.do(register_case, NewCase("2.000884", OWNER), at=NOW)
    export = tmp_path / "tinh.csv"
    export.write_text(
        "Mã hồ sơ,Mã TTHC,Chủ hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái\n"
        "H31-1,2.000884,Nguyễn Văn Mẫu,23/11/2026,27/11/2026,Được tiếp nhận\n"
        "H31-2,2.000884,Lê Thị Thử,23/11/2026,23/11/2026,Được tiếp nhận\n",
        encoding="utf-8",
    )
    page = portal(desk)
    page.compare(export)
    qtbot.waitUntil(lambda: len(desk.opened) == 1, timeout=WAIT)
    words = " ".join(PdfReader(desk.opened[0]).pages[0].extract_text().split())
    assert "ĐỐI CHIẾU" in words
    assert "H31-2" in words
    assert "Khác ngày hẹn trả" in words


def test_one_key_from_anywhere_notes_that_the_portal_is_down_and_that_it_works_again(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    page = portal(desk)
    for down in (True, False):
        desk.window.go("register")
        qtbot.keyClick(desk.focus(), Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(page.isVisible() and page.note.text()), timeout=WAIT)
        qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
        found = desk.ask(list_outages, 2026, now=NOW)
        assert [one.until is None for one in found] == [down]
    page.print_outages()
    qtbot.waitUntil(lambda: len(desk.opened) == 1, timeout=WAIT)
