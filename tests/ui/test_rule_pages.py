"""Desk hours and fee rates are changed in the settings, from a day on, with a basis."""

from __future__ import annotations

from datetime import date
from typing import TypeVar, cast

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.reference import closing_hour
from papi_desk.ui.settings.rule_dialogs import HoursDialog, RateDialog
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import NOW, DeskWindow

D = TypeVar("D", bound=QWidget)


def _settings(qtbot: QtBot, desk: DeskWindow) -> SettingsPage:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    qtbot.waitUntil(lambda: bool(page.hours.list.rows) and len(page.rates.list.rows) > 50)
    return page


def _dialog(owner: QWidget, kind: type[D]) -> D:
    [dialog] = [one for one in owner.findChildren(kind) if one.isVisible()]
    return dialog


def test_other_desk_hours_hold_from_their_day_and_name_the_promises_they_leave(qtbot: QtBot, desk: DeskWindow) -> None:
    code = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    page = _settings(qtbot, desk)
    page.hours.list.opened.emit(page.hours.list.rows[0])
    dialog = _dialog(page.hours, HoursDialog)
    dialog.sessions.set_value("7h30-11h30, 13h-16h")
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.basis.wrong)
    dialog.basis.set_value("QĐ 12/2026/QĐ-UBND (mẫu)")
    dialog.sessions.set_value("7h30")
    dialog.agree()
    qtbot.waitUntil(lambda: "07:30–11:30" in dialog.complaint())
    dialog.sessions.set_value("7h30-11h30, 13h-16h")
    dialog.agree()
    qtbot.waitUntil(lambda: code in page.hours.result.text())
    assert desk.ask(closing_hour, date(2026, 11, 30)).hour == 16
    qtbot.waitUntil(lambda: desk.window.closing(date(2026, 11, 30)).hour == 16)
    qtbot.waitUntil(lambda: len(page.hours.list.rows) == 2)
    page.hours.list.selectRow(0)
    assert page.hours.drop.isEnabled()
    page.hours.drop.click()
    qtbot.waitUntil(lambda: len(page.hours.list.rows) == 1)


def test_a_rate_is_changed_from_a_day_and_everything_else_of_it_stays(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _settings(qtbot, desk)
    page.rates.search.setText("birth-late-hung-yen-direct")
    page.rates.list.opened.emit(page.rates.list.rows[0])
    dialog = _dialog(page.rates, RateDialog)
    assert dialog.prices["amount"].value() == "5.000"
    dialog.prices["amount"].set_value("8.000đ")
    dialog.basis.set_value("NQ mẫu")
    dialog.agree()
    assert "8.000đ" in dialog.complaint()
    dialog.prices["amount"].set_value("8.000")
    dialog.agree()
    qtbot.waitUntil(lambda: any(line.own for line in page.rates.list.rows))
    [own] = [line.content for line in page.rates.list.rows if line.own]
    assert (own.amount, own.when, own.valid_from) == (8000, ("late",), NOW.date())  # type: ignore[union-attr]


def test_a_tiered_rate_and_an_exemption_have_their_own_fields(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _settings(qtbot, desk)
    for key, fields in (("certified-copy", ["1", "3", "cap"]), ("poor-civil-status", ["percent"])):
        line = next(line for line in page.rates.list.rows if line.key == key)
        page.rates.edit(line)
        dialog = _dialog(page.rates, RateDialog)
        assert list(dialog.prices) == fields
        dialog.basis.set_value("Văn bản mẫu")
        dialog.agree()
        qtbot.waitUntil(lambda: any(line.own and line.key == key for line in page.rates.list.rows))  # noqa: B023


def test_a_new_rate_needs_a_procedure_that_exists(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _settings(qtbot, desk)
    page.rates.add.click()
    dialog = _dialog(page.rates, RateDialog)
    dialog.name.set_value("Lệ phí mẫu")
    dialog.code.set_value("9.999999")
    dialog.prices["amount"].set_value("1.000")
    dialog.basis.set_value("NQ mẫu")
    dialog.agree()
    qtbot.waitUntil(lambda: "9.999999" in dialog.complaint())
    dialog.code.set_value("1.004884")
    dialog.agree()
    qtbot.waitUntil(lambda: any(line.own for line in page.rates.list.rows))
