"""The first steps: offered once on an empty register, left and resumed without losing a letter."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.first_run import first_steps_wanted
from papi_desk.services.office import get_setting, office_profile
from papi_desk.services.officers import officers_at
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from papi_desk.ui.settings.first_run import FirstSteps
from tests.ui.conftest import NOW, DeskWindow

WAIT = 9000


def _steps(qtbot: QtBot, desk: DeskWindow) -> FirstSteps:
    desk.window.first_steps()
    return _shown(qtbot, desk)


def _shown(qtbot: QtBot, desk: DeskWindow) -> FirstSteps:
    def found() -> list[FirstSteps]:
        return [one for one in desk.window.findChildren(FirstSteps) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle and bool(found()[0].officers.text()), timeout=WAIT)
    return found()[0]


def _enter(qtbot: QtBot, steps: FirstSteps, step: int) -> None:
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.stack.currentIndex() == step, timeout=WAIT)


def test_from_an_empty_register_to_a_slip_by_keyboard(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.welcome()
    steps = _shown(qtbot, desk)
    assert steps.fields["superior"].edit.selectedText() == "…"
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.fields["superior"].wrong, timeout=WAIT)
    steps.fields["superior"].set_value("ỦY BAN NHÂN DÂN XÃ MẪU")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert steps.fields["place"].wrong
    steps.fields["place"].set_value("Xã Mẫu")
    _enter(qtbot, steps, 1)
    qtbot.keyClicks(steps.fields["officer"].edit, "Tran Thi Vi Du")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tran Thi Vi Du" in steps.officers.text(), timeout=WAIT)
    named = {one.id: one.name for one in desk.ask(officers_at, on=NOW.date())}
    qtbot.waitUntil(lambda: named.get(int(desk.window.officer())) == "Tran Thi Vi Du", timeout=WAIT)
    assert named[int(steps.start.who.value())] == "Tran Thi Vi Du"
    qtbot.keyClicks(steps.fields["officer"].edit, "Le Van Mau")
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Le Van Mau" in steps.officers.text(), timeout=WAIT)
    assert named[int(desk.window.officer())] == "Tran Thi Vi Du"
    _enter(qtbot, steps, 2)
    steps.fields["desk_code"].set_value("MC2")
    _enter(qtbot, steps, 3)
    _enter(qtbot, steps, 4)
    assert steps.focusWidget() is steps.try_slip
    qtbot.keyClick(steps.try_slip, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(steps.findChildren(PreviewDialog)) or bool(desk.opened))
    assert steps.focusWidget() is steps.next
    today = NOW.date()
    assert desk.ask(office_profile, on=today).superior == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert len(desk.ask(officers_at, on=today)) == 3
    assert desk.ask(get_setting, "desk_code").value == "MC2"
    assert desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code.endswith("0001")


def test_what_is_half_typed_is_there_again(qtbot: QtBot, desk: DeskWindow) -> None:
    steps = _steps(qtbot, desk)
    steps.fields["superior"].set_value("ỦY BAN NHÂN DÂN XÃ MẪU")
    steps.fields["place"].set_value("Xã Mẫu")
    _enter(qtbot, steps, 1)
    qtbot.keyClicks(steps.fields["officer"].edit, "Le Thi Thu")
    steps.reject()
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    again = _steps(qtbot, desk)
    assert again.stack.currentIndex() == 1
    assert again.fields["officer"].value() == "Le Thi Thu"


def test_they_are_offered_once_and_only_on_an_empty_register(qtbot: QtBot, desk: DeskWindow) -> None:
    assert desk.ask(first_steps_wanted, at=NOW)
    desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW - timedelta(hours=1))
    assert not desk.ask(first_steps_wanted, at=NOW)


def test_steps_that_were_left_are_not_offered_again(qtbot: QtBot, desk: DeskWindow) -> None:
    _steps(qtbot, desk).reject()
    qtbot.waitUntil(lambda: not desk.ask(first_steps_wanted, at=NOW), timeout=WAIT)


def test_a_wrong_sign_is_told_under_its_field(qtbot: QtBot, desk: DeskWindow) -> None:
    steps = _steps(qtbot, desk)
    steps.go(2)
    steps.fields["desk_code"].set_value("H31.12.5")
    steps.leave_step()
    qtbot.waitUntil(lambda: steps.fields["desk_code"].wrong, timeout=WAIT)
    assert steps.stack.currentIndex() == 2


def test_enter_presses_the_button_that_has_the_focus_not_the_one_below(qtbot: QtBot, desk: DeskWindow) -> None:
    steps = _steps(qtbot, desk)
    steps.go(4)
    pressed: list[str] = []
    steps.try_slip.clicked.disconnect()
    steps.try_slip.clicked.connect(lambda: pressed.append("try"))
    steps.try_slip.setFocus()
    qtbot.keyClick(steps.try_slip, Qt.Key.Key_Return)
    assert pressed == ["try"]
    assert steps.stack.currentIndex() == 4
