"""The yearly plan on the screen: loaded, a task taken through its life, told on the Today page, its quarter printed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

from openpyxl import load_workbook
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from papi_desk.services.matter_lists import matter_file
from papi_desk.services.matters import add_matter, amend_matter
from papi_desk.ui.cases.today_page import TodayPage
from papi_desk.ui.matters.matter_dialogs import MatterDialog, MatterStepDialog
from papi_desk.ui.matters.plan_page import PlanPage
from tests.ui.conftest import NOW, DeskWindow


def _page(qtbot: QtBot, desk: DeskWindow, rows: int) -> PlanPage:
    desk.window.go("plan")
    page = cast("PlanPage", desk.window.page("plan"))
    qtbot.waitUntil(lambda: len(page.tasks_list.list.rows) == rows and desk.window.desk.tasks.idle)
    return page


def test_the_sample_plan_is_loaded_as_a_tree_and_a_task_is_done_with_evidence(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    page = _page(qtbot, desk, rows=0)
    assert page.load.isVisible()
    page.load.click()
    qtbot.waitUntil(lambda: len(page.tasks_list.list.rows) == 54 and not page.load.isVisible())
    rows = page.tasks_list.list.rows
    assert [row.content["kind"] for row in rows[:4]] == ["plan", "content", "task", "task"]
    assert "42 nhiệm vụ" in page.said.text()
    task = rows[2].key
    page.show_what(task)
    view = page.tasks_list.view
    qtbot.waitUntil(lambda: view.matter is not None and view.key == task)
    view.take(page.tasks_list.book.step("done"))
    [dialog] = [one for one in view.findChildren(MatterStepDialog) if one.isVisible()]
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(b"\x89PNG picture")
    dialog.fields.show_content({"result": "Đã bầu cử xong"})
    dialog.files.take([photo])
    dialog.agree()
    qtbot.waitUntil(lambda: desk.ask(matter_file, task, on=NOW.date()).line.status == "done")
    qtbot.waitUntil(lambda: "1 hoàn thành" in page.said.text())
    page.show_what("quarter")
    qtbot.waitUntil(lambda: len(page.quarter.list.rows) > 30)
    heads = {row.title: row.figure for row in page.quarter.list.rows}
    assert heads["1. Tham gia của người dân ở cấp cơ sở"] == "hoàn thành 1/4 nhiệm vụ"
    page.quarter.book.click()
    qtbot.waitUntil(lambda: bool(desk.opened))
    cells = [cell.value for line in load_workbook(desk.opened[-1]).worksheets[0] for cell in line]
    assert "Đã bầu cử xong" in cells
    page.quarter.paper.click()
    qtbot.waitUntil(lambda: desk.opened[-1].suffix == ".pdf")
    for shown in desk.window.findChildren(QDialog):
        shown.reject()


def test_a_late_task_is_told_today_and_opened_from_there_and_a_new_one_stands_below_what_is_chosen(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    top = desk.do(add_matter, "plan", {"title": "Môi trường", "kind": "content", "group": "environment"}, at=NOW)
    key = desk.do(add_matter, "plan", {"title": "Thu gom rác", "parent": top, "due": "2026-11-30"}, at=NOW)
    desk.do(amend_matter, key, {"due": (NOW - timedelta(days=5)).date()}, at=NOW)
    desk.window.go("today")
    today = cast("TodayPage", desk.window.page("today"))
    qtbot.waitUntil(lambda: "matters" in today.lists)
    [row] = today.lists["matters"].rows
    assert (row.what, row.late) == ("Quá hạn 5 ngày (hạn 18/11/2026)", True)
    today.lists["matters"].opened.emit(row)
    page = cast("PlanPage", desk.window.page("plan"))
    qtbot.waitUntil(lambda: page.tasks_list.view.key == key and desk.window.desk.tasks.idle)
    page.tasks_list.new.click()
    [dialog] = [one for one in page.tasks_list.findChildren(MatterDialog) if one.isVisible()]
    assert dialog.parents.value() == top
    dialog.fields.show_content({"title": "Phân loại chất thải", "kind": "task"})
    dialog.agree()
    qtbot.waitUntil(lambda: len(page.tasks_list.list.rows) == 3)
    assert [line.title for line in page.tasks_list.list.rows] == ["Môi trường", "Thu gom rác", "Phân loại chất thải"]
