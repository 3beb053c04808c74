"""The procedures page: offering with a key, printing the sheet, changing from a day on, weighing a new list."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from papi_desk.services.procedure_versions import procedure_versions
from papi_desk.services.procedures import procedure_sheet
from papi_desk.settings import resource
from papi_desk.ui.procedures.change_dialog import ChangeDialog
from papi_desk.ui.procedures.import_dialog import ImportDialog
from papi_desk.ui.procedures.procedures_page import ProceduresPage
from papi_desk.ui.procedures.sheet_view import SheetView
from tests.ui.conftest import NOW, DeskWindow

CODE = "1.004884"


def _sheet(qtbot: QtBot, desk: DeskWindow) -> tuple[ProceduresPage, SheetView]:
    desk.window.go("procedures", CODE)
    page = cast("ProceduresPage", desk.window.page("procedures"))
    qtbot.waitUntil(lambda: isinstance(page.sheet, SheetView) and page.sheet.sheet.line.code == CODE)
    return page, cast("SheetView", page.sheet)


def test_a_procedure_is_dropped_and_offered_again(qtbot: QtBot, desk: DeskWindow) -> None:
    page, _ = _sheet(qtbot, desk)
    page.scope.button(1).click()
    for offered in (False, True):
        qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)
        toggle = cast("SheetView", page.sheet).toggle
        assert "Ctrl+D" in toggle.text()
        toggle.click()
        qtbot.waitUntil(lambda: cast("SheetView", page.sheet).sheet.line.offered is offered)  # noqa: B023


def test_the_public_sheet_is_shown_for_printing(qtbot: QtBot, desk: DeskWindow) -> None:
    _, view = _sheet(qtbot, desk)
    assert "Ctrl+P" in view.print.text()
    view.print.click()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.opened[0].read_bytes().startswith(b"%PDF")


def test_a_change_is_checked_kept_and_shown_among_the_versions(qtbot: QtBot, desk: DeskWindow) -> None:
    page, view = _sheet(qtbot, desk)
    view.change.click()
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.fields["limit"].set_value("bảy ngày")
    dialog.agree()
    assert dialog.fields["limit"].wrong
    dialog.fields["limit"].set_value("7 ngày làm việc")
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.basis.wrong)
    dialog.basis.set_value("QĐ mẫu")
    dialog.agree()
    qtbot.waitUntil(lambda: len(desk.ask(procedure_versions, CODE)) == 2)
    assert desk.ask(procedure_sheet, CODE, on=NOW.date()).line.limit_words == "07 ngày làm việc"
    qtbot.waitUntil(lambda: page.sheet.sheet.line.limit_words == "07 ngày làm việc")  # type: ignore[attr-defined]


def test_a_new_list_is_weighed_before_it_is_taken_over(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    page, view = _sheet(qtbot, desk)
    name = view.sheet.version.name
    words = resource("data", "procedures.csv").read_text(encoding="utf-8")
    new = tmp_path / "moi.csv"
    new.write_text(words.replace(f",{name},", ",Tên mới mẫu,", 1), encoding="utf-8")
    page.weigh(new)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.list.rows))
    assert [line.state for line in dialog.list.rows] == ["changed"]
    assert "Tên mới mẫu" in dialog.detail.text()
    assert desk.ask(procedure_sheet, CODE, on=NOW.date()).version.name == name
    dialog.agree()
    qtbot.waitUntil(lambda: desk.ask(procedure_sheet, CODE, on=NOW.date()).version.name == "Tên mới mẫu")


def test_a_file_that_is_no_list_is_told(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    page, _ = _sheet(qtbot, desk)
    wrong = tmp_path / "khac.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    page.weigh(wrong)
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.complaint()))
    assert not dialog.agree_button.isEnabled()
