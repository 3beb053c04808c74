"""What a page makes is printed from the page: shown first, or at once where this computer remembers how."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from papi_desk.domain.papers import FORM_WORDS
from papi_desk.services.case_lists import find_cases
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.printing.document import KINDS
from papi_desk.ui.printing.preferences import PrintChoice
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from papi_desk.ui.reports.statistics_page import StatisticsPage
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import NOW, DeskWindow
from tests.ui.paper_tray import USUAL, PaperTray, millimetres

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tray(desk: DeskWindow, tmp_path: Path) -> PaperTray:
    made = PaperTray(tmp_path)
    desk.window.desk.printing.printers = made
    return made


def _receive(qtbot: QtBot, desk: DeskWindow) -> RegisterPage:
    page = cast("RegisterPage", desk.window.page("register"))
    qtbot.keyClicks(page.form.procedure.line, "2.000815")
    qtbot.keyClick(page.form.procedure.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.opened))
    return page


def _preview(qtbot: QtBot, desk: DeskWindow) -> PreviewDialog:
    dialog = desk.window.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.view.sharp() and dialog.isActiveWindow())
    return dialog


def test_a_received_case_shows_its_slip_and_enter_prints_it(qtbot: QtBot, desk: DeskWindow, tray: PaperTray) -> None:
    page = _receive(qtbot, desk)
    code = desk.ask(find_cases, now=NOW)[0].code
    dialog = _preview(qtbot, desk)
    assert code in dialog.windowTitle()
    assert "Nguyễn" not in dialog.windowTitle()
    assert desk.opened[0].exists()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is None)
    assert millimetres(tray.jobs[0].read_bytes()) == [(148, 210), (148, 210)]
    assert desk.focus() is page.form.procedure.line
    assert page.result.text().startswith(f"Đã lưu {code}")
    assert page.result.text().endswith(f"Đã gửi 2 trang tới máy in «{USUAL}».")


def test_a_remembered_printer_prints_at_once_and_the_page_says_so(
    qtbot: QtBot, desk: DeskWindow, tray: PaperTray
) -> None:
    desk.window.desk.printing.remember_choice("receipt", PrintChoice(USUAL, sheet="a4", direct=True))
    page = _receive(qtbot, desk)
    qtbot.waitUntil(lambda: f"máy in «{USUAL}»" in page.result.text())
    assert desk.ask(find_cases, now=NOW)[0].code in page.result.text()
    assert desk.window.findChild(PreviewDialog) is None
    assert millimetres(tray.jobs[0].read_bytes()) == [(297, 210)]
    page.reprint.click()
    assert _preview(qtbot, desk).isVisible()


def test_the_slip_of_a_case_is_shown_from_its_page(qtbot: QtBot, desk: DeskWindow, tray: PaperTray) -> None:
    _receive(qtbot, desk)
    _preview(qtbot, desk).reject()
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is None)
    desk.window.go("cases")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None)
    page.view.open_slip()
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is not None)
    assert set(_preview(qtbot, desk).document.sheets) == {"a5", "a4"}


def test_the_month_s_table_is_shown_lying(qtbot: QtBot, desk: DeskWindow, tray: PaperTray) -> None:
    desk.window.go("statistics")
    page = cast("StatisticsPage", desk.window.page("statistics"))
    qtbot.waitUntil(lambda: page.report is not None)
    page.exports["pdf"].click()
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is not None)
    dialog = _preview(qtbot, desk)
    assert millimetres(dialog.document.content)[0] == (297, 210)
    assert not dialog.sheet.isVisible()


def test_settings_list_every_kind_of_paper(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    assert {line.kind for line in page.printers.list.rows} == set(KINDS)
    assert set(FORM_WORDS) <= set(KINDS)
