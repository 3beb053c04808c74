"""Private data in the settings: a term set, what is due destroyed and its minutes shown, a citizen's data listed."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from papi_desk.domain.people import Person
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.officers import add_officer
from papi_desk.ui.settings.private_dialogs import CorrectDialog, DestroyDialog, TermDialog
from papi_desk.ui.settings.private_tab import PrivateTab
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import DeskWindow

WAIT = 20_000
LONG_AGO = datetime(2018, 3, 5, 9)
OWNER = Person("person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678")


def test_a_term_is_set_and_what_is_due_destroyed_with_minutes(qtbot: QtBot, desk: DeskWindow) -> None:
    code = desk.do(register_case, NewCase("1.004884", OWNER), at=LONG_AGO).code
    for step in ("finish", "return"):
        desk.do(take_step, code, step, at=LONG_AGO)
    desk.do(add_officer, "Người Duyệt", at=LONG_AGO)
    tab = open_tab(qtbot, desk)
    assert not tab.go.isEnabled()
    tab.rules.choose_where(lambda line: line.rule.key == "cases")
    tab.set_term()
    term = tab.findChildren(TermDialog)[0]
    term.years.set_value(5)
    term.agree()
    qtbot.waitUntil(lambda: bool(term.complaint()), timeout=WAIT)
    term.basis.set_value("Quyết định của xã")
    term.agree()
    qtbot.waitUntil(tab.go.isEnabled, timeout=WAIT)
    tab.run()
    dialog = tab.findChildren(DestroyDialog)[0]
    dialog.agree()
    qtbot.waitUntil(lambda: bool(dialog.complaint()), timeout=WAIT)
    dialog.approver.set_value("Người Duyệt")
    dialog.agree()
    qtbot.waitUntil(lambda: len(tab.minutes.rows) == 1 and bool(desk.opened), timeout=WAIT)
    assert desk.ask(case_file, code).owner.name == "••••••"
    words = " ".join(PdfReader(desk.opened[0]).pages[0].extract_text().split())
    assert code in words
    assert OWNER.name not in words
    assert not tab.go.isEnabled()


def test_what_is_held_is_shown_as_a_paper_and_corrected(qtbot: QtBot, desk: DeskWindow) -> None:
    code = desk.do(register_case, NewCase("1.004884", OWNER), at=LONG_AGO).code
    tab = open_tab(qtbot, desk)
    tab.list_held()
    qtbot.waitUntil(lambda: bool(tab.result.text()), timeout=WAIT)
    tab.number.set_value(OWNER.id_number)
    tab.list_held()
    qtbot.waitUntil(lambda: bool(desk.opened), timeout=WAIT)
    assert OWNER.id_number not in desk.opened[0].name
    assert code in "".join(PdfReader(desk.opened[0]).pages[0].extract_text().split())
    tab.correct_held()
    dialog = tab.findChildren(CorrectDialog)[0]
    assert dialog.number.value() == OWNER.id_number
    dialog.what.set_value("phone")
    dialog.value.set_value("0987654321")
    dialog.agree()
    qtbot.waitUntil(lambda: bool(dialog.complaint()), timeout=WAIT)
    dialog.reason.set_value("theo đơn")
    dialog.agree()
    qtbot.waitUntil(lambda: code in tab.result.text(), timeout=WAIT)
    assert desk.ask(case_file, code).owner.phone == "0987654321"


def open_tab(qtbot: QtBot, desk: DeskWindow) -> PrivateTab:
    desk.window.go("settings", "private")
    tab = cast("SettingsPage", desk.window.page("settings")).personal
    qtbot.waitUntil(lambda: bool(tab.rules.rows) and desk.window.desk.tasks.idle, timeout=WAIT)
    return tab
