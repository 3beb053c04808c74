"""The calendar, the forms, the profiles over time, the copies and the look, in the settings."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.backups import BackupPlan
from papi_desk.domain.people import Person
from papi_desk.services.backup_plan import read_plan
from papi_desk.services.backups import copy_into
from papi_desk.services.calendar_days import year_days
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.copies import copies_in
from papi_desk.services.damage import trouble_of
from papi_desk.services.forms import form_text, list_forms
from papi_desk.services.office import office_profile
from papi_desk.services.upkeep import verify
from papi_desk.ui.backup_keeper import BackupChip
from papi_desk.ui.printing.preferences import read_preferences
from papi_desk.ui.settings.calendar_tab import DayDialog, SwapDialog
from papi_desk.ui.settings.officer_list import RolesDialog
from papi_desk.ui.settings.restore_dialog import DamageDialog, RestoreDialog
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import NOW, DeskWindow, after_closing

WAIT = 9000


def _settings(qtbot: QtBot, desk: DeskWindow, tab: str = "") -> SettingsPage:
    desk.window.go("settings", tab)
    page = cast("SettingsPage", desk.window.page("settings"))
    qtbot.waitUntil(lambda: page.calendar.year.days is not None and bool(page.forms.list.rows), timeout=WAIT)
    return page


def test_every_part_is_in_sight_on_a_small_screen(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.resize(1366, 768)
    page = _settings(qtbot, desk, "about")
    names = page.shown.names
    assert page.part() == "about"
    room = names.viewport().rect()
    assert all(room.contains(names.visualItemRect(names.item(at))) for at in range(names.count()))
    assert names.count() == len(page.parts)
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Up)
    assert page.part() == "private"
    usual = names.width()
    larger = names.font()
    larger.setPointSizeF(larger.pointSizeF() * 1.5)
    names.setFont(larger)
    assert names.width() > usual


def test_the_heads_of_roles_stay_above_their_columns(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _settings(qtbot, desk, "officers")
    qtbot.waitUntil(lambda: page.officers._table is not None, timeout=WAIT)
    table = page.officers._table
    assert table is not None
    dialog = RolesDialog(page, desk.window.desk, table)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    heads = {head.text(): head for head in dialog.heads.findChildren(QLabel)}
    for role in table.roles.values():
        head, box = heads[role.label], dialog.boxes[role.name, next(iter(table.works))]
        assert head.isVisible()
        assert head.mapTo(dialog, head.rect().topLeft()).x() == box.mapTo(dialog, box.rect().topLeft()).x()
    assert bar.maximum() > 0


def test_the_year_is_moved_through_by_keys(qtbot: QtBot, desk: DeskWindow) -> None:
    year = _settings(qtbot, desk, "calendar").calendar.year
    assert year.day == NOW.date()
    keys = Qt.Key
    for key, day in (
        (keys.Key_Right, date(2026, 11, 24)), (keys.Key_Down, date(2026, 12, 1)), (keys.Key_Home, date(2026, 1, 1)),
        (keys.Key_PageDown, date(2026, 2, 1)), (keys.Key_End, date(2026, 12, 31)), (keys.Key_Right, date(2027, 1, 1)),
    ):  # fmt: skip
        qtbot.keyClick(year, key)
        assert year.day == day
    qtbot.waitUntil(lambda: year.days is not None and year.days.year == 2027, timeout=WAIT)
    assert "ngày nghỉ" in year.accessibleDescription()


def test_a_day_off_shows_beforehand_whose_promise_it_would_move(qtbot: QtBot, desk: DeskWindow) -> None:
    code = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    tab = _settings(qtbot, desk, "calendar").calendar
    tab.year.choose(date(2026, 11, 26))
    qtbot.keyClick(tab.year, Qt.Key.Key_Return)
    dialog = tab.findChild(DayDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: [line.code for line in dialog.moved.rows] == [code], timeout=WAIT)
    dialog.agree()
    assert dialog.basis.wrong
    dialog.basis.set_value("QĐ mẫu")
    dialog.agree()
    qtbot.waitUntil(lambda: tab.year.days is not None and date(2026, 11, 26) in tab.year.days.own, timeout=WAIT)
    assert date(2026, 11, 26) not in desk.ask(year_days, 2026).working
    tab.drop.click()
    qtbot.waitUntil(lambda: date(2026, 11, 26) in desk.ask(year_days, 2026).working, timeout=WAIT)


def test_a_swap_needs_a_day_worked_and_a_day_off(qtbot: QtBot, desk: DeskWindow) -> None:
    tab = _settings(qtbot, desk, "calendar").calendar
    tab.year.choose(date(2026, 11, 27))
    tab.swap.click()
    dialog = tab.findChild(SwapDialog)
    assert dialog is not None
    assert dialog.off.day() == date(2026, 11, 27)
    dialog.basis.set_value("QĐ mẫu")
    for worked, word in (("27/11/2026", "khác nhau"), ("26/11/2026", "không thay đổi gì")):
        dialog.worked.set_value(worked)
        dialog.agree()
        qtbot.waitUntil(lambda: word in dialog.complaint(), timeout=WAIT)  # noqa: B023
    dialog.worked.set_value("28/11/2026")
    dialog.agree()
    qtbot.waitUntil(lambda: date(2026, 11, 28) in desk.ask(year_days, 2026).working, timeout=WAIT)
    qtbot.waitUntil(lambda: tab.drop.isEnabled(), timeout=WAIT)
    tab.drop.click()
    qtbot.waitUntil(lambda: not desk.ask(year_days, 2026).own, timeout=WAIT)


def test_the_office_gets_another_name_from_a_day_on(qtbot: QtBot, desk: DeskWindow) -> None:
    form = _settings(qtbot, desk).office
    form.fields["superior"].set_value("ỦY BAN NHÂN DÂN XÃ MẪU")
    form.save()
    qtbot.waitUntil(lambda: desk.ask(office_profile, on=NOW.date()).superior.endswith("MẪU"), timeout=WAIT)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    form.fields["superior"].set_value("ỦY BAN NHÂN DÂN XÃ VÍ DỤ")
    form.starts.set_value("01/12/2026")
    form.save()
    qtbot.waitUntil(lambda: len(form.list.rows) == 2, timeout=WAIT)
    assert desk.ask(office_profile, on=NOW.date()).superior.endswith("MẪU")
    assert desk.ask(office_profile, on=date(2026, 12, 1)).superior.endswith("VÍ DỤ")
    qtbot.waitUntil(lambda: form.fields["superior"].value().endswith("MẪU"), timeout=WAIT)
    form.fields["phone"].set_value("0221 3000 000")
    form.save()
    qtbot.waitUntil(lambda: desk.ask(office_profile, on=NOW.date()).phone == "0221 3000 000", timeout=WAIT)
    assert desk.ask(office_profile, on=date(2026, 12, 1)).superior.endswith("VÍ DỤ")


def test_a_form_is_shown_changed_and_taken_back(qtbot: QtBot, desk: DeskWindow) -> None:
    tab = _settings(qtbot, desk, "forms").forms
    assert tab.list.choose_where(lambda line: line.form == "ticket")
    tab.show_button.click()
    qtbot.waitUntil(lambda: bool(desk.opened))
    line = next(one for one in tab.list.rows if one.form == "ticket")
    dialog = tab.edit_wording(line, desk.ask(form_text, "ticket"))
    good = dialog.edit.toPlainText()
    dialog.edit.setPlainText(good.replace("{waiting}", "{sai}"))
    dialog.agree()
    qtbot.waitUntil(lambda: bool(dialog.edit.extraSelections()), timeout=WAIT)
    assert "{sai}" in dialog.edit.textCursor().block().text()
    dialog.edit.setPlainText(good.replace("Đang chờ trước", "Trước ông/bà còn"))
    dialog.agree()
    qtbot.waitUntil(lambda: "Trước ông/bà còn" in desk.ask(form_text, "ticket"), timeout=WAIT)
    qtbot.waitUntil(lambda: tab.drop.isEnabled(), timeout=WAIT)
    tab.drop.click()
    qtbot.waitUntil(lambda: not any(one.own for one in desk.ask(list_forms)), timeout=WAIT)


def test_copies_are_made_told_in_the_bar_and_taken_back_in_three_clicks(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    tab = _settings(qtbot, desk, "backups").backups
    chip = desk.window.top_bar.findChildren(BackupChip)[0]
    qtbot.waitUntil(lambda: chip.property("tone") == "late", timeout=WAIT)
    tab.add_place(str(tmp_path / "usb"))
    qtbot.waitUntil(lambda: len(tab.places.rows) == 2, timeout=WAIT)
    tab.now.click()
    qtbot.waitUntil(lambda: tab.result.property("tone") == "done", timeout=60_000)
    qtbot.waitUntil(lambda: len(tab.list.rows) == 2, timeout=WAIT)
    assert len(copies_in(tmp_path / "usb")) == 1
    assert "Đã sao lưu" in chip.text() or "lùi" in chip.text()  # the copying program has the computer's own clock
    late = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    tab.list.choose(0)
    tab.back.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(RestoreDialog)), timeout=WAIT)
    [dialog] = desk.window.findChildren(RestoreDialog)
    qtbot.waitUntil(dialog.agree_button.isEnabled)
    assert [step.subject for step in dialog.missing.rows if step.action == "register"] == [late]
    dialog.agree_button.click()
    qtbot.waitUntil(lambda: desk.window.afterwards is not None, timeout=WAIT)
    after_closing(desk)
    with closing(Database(sqlite_url(tmp_path))) as again:
        assert again.read(find_cases, now=NOW) == []
        assert again.read(verify) == []


def test_a_place_that_cannot_be_written_is_told_and_the_plan_is_kept(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    tab = _settings(qtbot, desk, "backups").backups
    (tmp_path / "tep").write_text("a file where the folder should be")
    tab.add_place(str(tmp_path / "tep" / "sao-luu"))
    qtbot.waitUntil(lambda: tab.result.property("tone") == "late", timeout=WAIT)
    assert read_plan(tmp_path).places == ()
    tab.numbers["keep_last"].set_value(7)
    tab.numbers["keep_last"].counter.editingFinished.emit()
    tab.at_closing.click()
    qtbot.waitUntil(lambda: read_plan(tmp_path) == BackupPlan(keep_last=7, at_closing=False), timeout=WAIT)


def test_a_damaged_register_leads_to_its_newest_copy(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW)
    copied = tmp_path / "sao-luu"
    copied.mkdir()
    copy = copy_into(copied, tmp_path / "papi-desk.db", at=NOW)
    hurt = tmp_path / "hurt" / "papi-desk.db"
    hurt.parent.mkdir()
    hurt.write_bytes(bytes(200_000))
    trouble = trouble_of(hurt)
    assert trouble is not None
    taken: list[Path] = []
    dialog = DamageDialog(desk.window.desk.tasks, hurt, trouble, "hỏng", lambda path, _key: taken.append(path))
    qtbot.addWidget(dialog)
    dialog.look_in(str(copied))
    qtbot.waitUntil(lambda: dialog.list.chosen() is not None, timeout=WAIT)
    dialog.look.click()
    [shown] = dialog.findChildren(RestoreDialog)
    qtbot.waitUntil(shown.agree_button.isEnabled)
    shown.agree_button.click()
    assert taken == [copied / copy.file]


def test_this_computer_remembers_how_its_screens_look(qtbot: QtBot, desk: DeskWindow) -> None:
    tab = _settings(qtbot, desk, "look").look
    try:
        tab.scheme.box.setCurrentIndex(2)
        tab.text_size.box.setCurrentIndex(1)
        file = desk.window.desk.printing._file
        qtbot.waitUntil(lambda: file.exists() and read_preferences(file).text_percent == 115, timeout=WAIT)
        assert read_preferences(file).scheme == "dark"
    finally:
        tab.scheme.box.setCurrentIndex(0)
        tab.text_size.box.setCurrentIndex(0)


def test_the_program_tells_its_version_and_every_licence_in_full(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    about = _settings(qtbot, desk, "about").about
    qtbot.waitUntil(lambda: bool(about.list.rows), timeout=WAIT)
    place = next(n for n, part in enumerate(about.list.rows) if part.name == "PySide6_Essentials")
    about.list.choose(place)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in about.words.toPlainText()
    about.write(tmp_path / "GIAY-PHEP.txt")
    qtbot.waitUntil(lambda: (tmp_path / "GIAY-PHEP.txt").exists(), timeout=WAIT)
    qtbot.waitUntil(lambda: "GIAY-PHEP.txt" in about.result.text(), timeout=WAIT)
