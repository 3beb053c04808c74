"""Statistics, procedures, settings; and what holds for every page."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from papi_desk.domain.errors import Unavailable
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.office import get_setting, office_profile
from papi_desk.services.officers import officers_at
from papi_desk.ui.pages import PLACES
from papi_desk.ui.papers import write_file
from papi_desk.ui.procedures.procedures_page import ProceduresPage
from papi_desk.ui.procedures.sheet_view import SheetView
from papi_desk.ui.reports.statistics_page import StatisticsPage
from papi_desk.ui.settings.settings_page import SettingDialog, SettingsPage
from tests.ui.conftest import NOW, DeskWindow


def _statistics(qtbot: QtBot, desk: DeskWindow) -> StatisticsPage:
    desk.window.go("statistics")
    page = cast("StatisticsPage", desk.window.page("statistics"))
    qtbot.waitUntil(lambda: page.report is not None)
    return page


def test_the_month_counts_a_case_received_today(qtbot: QtBot, desk: DeskWindow) -> None:
    new = NewCase(procedure="2.000815", owner=Person("person", "Nguyễn Văn Mẫu"))
    desk.do(register_case, new, at=NOW)
    page = _statistics(qtbot, desk)
    assert page.table.item(0, 0).text() == "Chứng thực"
    assert page.table.item(0, 1).text() == "1"
    assert page.table.item(1, 0).text() == "Tổng số"


@pytest.mark.parametrize("ending", ["xlsx", "pdf", "csv"])
def test_an_export_makes_the_file_that_its_button_names(qtbot: QtBot, desk: DeskWindow, ending: str) -> None:
    page = _statistics(qtbot, desk)
    name = page.exports[ending].text()
    assert name == f"II.06a-2026-11.{ending}"
    page.exports[ending].click()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.opened[0].name == name
    assert desk.opened[0].stat().st_size > 50


def test_another_cut_names_another_file(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _statistics(qtbot, desk)
    page.cut.set_value("15th")
    assert page.period().first.day == 15
    assert "ky-15" in page.exports["pdf"].text()


def test_a_procedure_that_is_dropped_leaves_the_list_of_this_office(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("procedures")
    page = cast("ProceduresPage", desk.window.page("procedures"))
    qtbot.waitUntil(lambda: isinstance(page.sheet, SheetView))
    before = len(page.list.rows)
    cast("SheetView", page.sheet).toggle.click()
    qtbot.waitUntil(lambda: len(page.list.rows) == before - 1)


def test_a_procedure_opens_the_register_with_itself(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("procedures", "2.000815")
    page = cast("ProceduresPage", desk.window.page("procedures"))
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    register = desk.window.page("register")
    qtbot.waitUntil(lambda: register.form.procedure.sheet is not None)  # type: ignore[attr-defined]
    assert register.isVisible()


def test_the_office_is_named_once_and_shown_at_once(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    field = page.office.fields["superior"]
    qtbot.waitUntil(lambda: bool(field.value()))
    field.set_value("ỦY BAN NHÂN DÂN XÃ MẪU")
    page.office.save()
    qtbot.waitUntil(lambda: desk.window.office_name() == "ỦY BAN NHÂN DÂN XÃ MẪU")
    assert desk.ask(office_profile, on=NOW.date()).superior == "ỦY BAN NHÂN DÂN XÃ MẪU"


def test_an_officer_is_added_and_can_be_chosen(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    page.officers.name.set_value("Trần Thị Ví Dụ")
    page.officers.add()
    qtbot.waitUntil(lambda: len(page.officers.list.rows) == 2)
    assert len(desk.ask(officers_at, on=NOW.date())) == 2
    page.officers.name.set_value("Trần Thị Ví Dụ")
    page.officers.add()
    qtbot.waitUntil(lambda: page.officers.name.wrong)


def test_a_setting_is_changed_in_its_dialog(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    qtbot.waitUntil(lambda: bool(page.numbering.list.rows))
    line = next(row for row in page.numbering.list.rows if row.name == "desk_code")
    page.numbering.list.opened.emit(line)
    dialog = page.numbering.findChild(SettingDialog)
    assert dialog is not None
    dialog.field.set_value("H31.12.5")  # type: ignore[union-attr]
    dialog.agree()
    qtbot.waitUntil(lambda: "H31.12.5" in dialog.complaint())
    dialog.field.set_value("MC2")  # type: ignore[union-attr]
    dialog.agree()
    qtbot.waitUntil(lambda: desk.ask(get_setting, "desk_code").value == "MC2")


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_every_control_has_an_accessible_name(qtbot: QtBot, desk: DeskWindow, place: str) -> None:
    desk.window.go(place)
    qtbot.wait(200)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    nameless = [
        widget
        for widget in desk.window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and _stands_alone(widget)
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def _stands_alone(widget: QWidget) -> bool:
    """Leave out the parts of a control (the clear button of a line, the line of a number)."""
    parent = widget.parentWidget()
    inner = isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QScrollBar | QAbstractItemView)
    return not inner and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_every_page_fits_an_office_screen(qtbot: QtBot, desk: DeskWindow, place: str) -> None:
    desk.window.go(place)
    desk.window.resize(1366, 690)
    qtbot.wait(100)
    assert desk.window.minimumSizeHint().width() <= 1366
    assert desk.window.minimumSizeHint().height() <= 690


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as trouble:
        write_file(tmp_path / "papers" / "slip.pdf", b"x")
    assert trouble.value.kind == "cannot-write"
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a" / "slip.pdf", b"content")
    assert path.read_bytes() == b"content"
    assert len(list(path.parent.iterdir())) == 1
