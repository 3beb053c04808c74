"""Feedback, reception and checks on the screen: a complaint is referred, an answer published, a check written down."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from papi_desk.services.assistance import help_lines
from papi_desk.services.checks import load_checklists
from papi_desk.services.matter_lists import find_matters, matter_file
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.ui.matters.check_dialog import CheckDialog
from papi_desk.ui.matters.matter_dialogs import MatterDialog, MatterStepDialog
from papi_desk.ui.matters.voices_page import VoicesPage
from tests.ui.conftest import NOW, DeskWindow

D = TypeVar("D", bound=QWidget)
FEEDBACK = {"title": "Đơn", "text": "Tôi tố cáo việc nhận phong bì", "name": "Nguyễn Văn Mẫu", "phone": "0912345678"}


def _page(qtbot: QtBot, desk: DeskWindow, what: str) -> VoicesPage:
    desk.window.go("voices", what)
    page = cast("VoicesPage", desk.window.page("voices"))
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)
    return page


def _dialog(owner: QWidget, kind: type[D]) -> D:
    [dialog] = [one for one in owner.findChildren(kind) if one.isVisible()]
    return dialog


def _status(desk: DeskWindow, key: str) -> str:
    return desk.ask(matter_file, key, on=NOW.date()).line.status


def test_a_feedback_is_written_with_what_the_desk_knows_and_a_complaint_referred_by_the_officer(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    page = _page(qtbot, desk, "")
    shown = page.lists["feedback"]
    QTest.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog(shown, MatterDialog)
    assert cast("Any", dialog.fields.fields["received"]).value() == f"{NOW:%H:%M %d/%m/%Y}"
    dialog.fields.show_content({**FEEDBACK, "received": NOW.isoformat(), "channel": "paper"})
    qtbot.waitUntil(lambda: "«tố cáo»" in dialog.hint.text())
    dialog.agree()
    qtbot.waitUntil(lambda: shown.view.matter is not None)
    assert shown.view.matter is not None
    line = shown.view.matter.line
    assert (line.responsible, [one.kind for one in line.warnings]) == ("Cán bộ tiếp nhận", ["looks-like-denunciation"])
    shown.view.take(shown.book.step("refer"))
    step = _dialog(shown.view, MatterStepDialog)
    step.fields.show_content({"kind": "denunciation"})
    step.agree()
    qtbot.waitUntil(lambda: _status(desk, line.key) == "referred")
    page.show_what("TCD-2026-0001")
    assert page.tabs.currentWidget() is page.lists["reception"]
    qtbot.waitUntil(lambda: page.lists["reception"].view.key == "TCD-2026-0001")
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


def test_what_is_to_be_published_is_proposed_without_the_sender_and_refused_with_him(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    given = {**FEEDBACK, "text": "Tôi là Nguyễn Văn Mẫu, gọi 0912345678: chờ lâu"}
    key = desk.do(add_matter, "feedback", given, at=NOW)
    for name, words in (("classify", {"group": "rule"}), ("answer", {"answer": "Đã sửa."})):
        desk.do(take_matter_step, key, name, given=words, at=NOW)
    view = _page(qtbot, desk, key).lists["feedback"].view
    qtbot.waitUntil(lambda: view.matter is not None)
    view.take(view._book.step("publish"))
    step = _dialog(view, MatterStepDialog)
    proposed = step.fields.content()
    assert proposed == {"public_text": "Tôi là người gửi, gọi …: chờ lâu", "public_answer": "Đã sửa."}
    step.fields.show_content({**proposed, "public_text": given["text"]})
    step.agree()
    qtbot.waitUntil(lambda: step.fields.fields["public_text"].wrong)
    step.fields.show_content(proposed)
    step.agree()
    qtbot.waitUntil(lambda: _status(desk, key) == "published")
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


def test_a_check_is_written_down_and_its_minutes_and_findings_shown(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.do(load_checklists, at=NOW)
    given = {"title": "Kiểm tra", "group": "surprise", "place": "Bộ phận Một cửa", "lists": ["desk"]}
    key = desk.do(add_matter, "checks", given, at=NOW)
    page = _page(qtbot, desk, key)
    view = page.lists["checks"].view
    qtbot.waitUntil(lambda: view.matter is not None)
    view.take(view._book.step("record"))
    qtbot.waitUntil(lambda: bool(view.findChildren(CheckDialog)))
    dialog = _dialog(view, CheckDialog)
    dialog.agree()
    assert dialog.complaint()
    dialog.rows[0].mark.set_value("no")
    dialog.rows[0].note.set_value("Bản cũ")
    dialog.rest_is_met()
    dialog.fields.show_content({"present": "Trần Thị Ví Dụ", "conclusion": "Thay bản mới"})
    dialog.agree()
    qtbot.waitUntil(lambda: _status(desk, key) == "done")
    [finding] = desk.ask(find_matters, "findings", parent=key, on=NOW.date())
    assert (finding.title, finding.responsible, finding.due_on) == ("Bản cũ", "Trần Thị Ví Dụ", finding.due_on)
    page.print_paper(key, "check-minutes")
    qtbot.waitUntil(lambda: len(desk.opened) == 1)
    page.show_findings(key)
    shown = page.lists["findings"]
    qtbot.waitUntil(lambda: len(shown.list.rows) == 1)
    shown.show_all()
    desk.window.go("today")
    today = cast("Any", desk.window.page("today"))
    qtbot.waitUntil(lambda: "matters" in today.lists)
    codes = [one.code for one in today.lists["matters"].rows]
    assert finding.key in codes
    today._do(today.lists["matters"].rows[codes.index(finding.key)])
    assert page.isVisible()
    qtbot.waitUntil(lambda: shown.view.key == finding.key)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


@pytest.mark.parametrize("times", [2])
def test_one_key_counts_a_citizen_helped_online_from_every_page(qtbot: QtBot, desk: DeskWindow, times: int) -> None:
    for _ in range(times):
        QTest.keyClick(desk.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.ask(help_lines, NOW.year)) == times)
    tab = _page(qtbot, desk, "").assistance
    qtbot.waitUntil(lambda: len(tab.table.rows) == 2)
    tab.take_back()
    qtbot.waitUntil(lambda: bool(tab.told.text()))
    assert [one.struck for one in desk.ask(help_lines, NOW.year)] == [True, False]
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)
