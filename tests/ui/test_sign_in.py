"""Signing in at the window: locked and left half done, another officer, what a role may not do, the approver's PIN."""

from __future__ import annotations

from collections.abc import Callable
from platform import node
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from papi_desk.db.models.audit import AuditEntry
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.people import Person
from papi_desk.services.case_files import StepOffer
from papi_desk.services.cases import NewCase, StepDetails, register_case
from papi_desk.services.deeds import guarded
from papi_desk.services.drafts import load_drafts
from papi_desk.services.officers import add_officer, officers_at
from papi_desk.services.reference import reference
from papi_desk.services.sign_in import KeysOf, begin_sign_in, last_here, set_badge, set_roles, set_secret
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.cases.step_dialog import StepDialog
from papi_desk.ui.cases.step_taker import StepTaker
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.settings.officer_list import OfficerDialog
from papi_desk.ui.settings.private_dialogs import DestroyDialog
from papi_desk.ui.settings.settings_page import SettingsPage
from papi_desk.ui.sign_in.code_dialog import CodeDialog
from papi_desk.ui.sign_in.front_door import FrontDoor
from papi_desk.ui.sign_in.lock_screen import LockScreen
from papi_desk.ui.sign_in.start_form import StartDialog
from tests.ui.conftest import NOW, DeskWindow

WAIT = 20_000
HEAD, HEADS_PIN, CLERK, CLERKS_PIN, BADGE = "Lê Thị Thử", "thạch sanh 07", "Trần Ví Dụ", "482915", "0012345678"


@pytest.fixture
def staffed(qtbot: QtBot, desk: DeskWindow) -> DeskWindow:
    """Open the window on an office that asks to sign in; nobody has yet."""
    for name, roles, pin in ((HEAD, ("head", "administrator"), HEADS_PIN), (CLERK, ("reception",), CLERKS_PIN)):
        desk.do(add_officer, name, at=NOW)
        desk.do(set_roles, name, roles, at=NOW)
        desk.do(set_secret, name, pin, at=NOW)
    desk.do(set_badge, CLERK, BADGE, at=NOW)
    desk.do(begin_sign_in, HEAD, HEADS_PIN, at=NOW)
    desk.database.at_desk = None
    guarded(desk.database)
    desk.window.seat.read()
    qtbot.waitUntil(lambda: desk.window.door.currentIndex() == 1, timeout=WAIT)
    return desk


def sign_in(qtbot: QtBot, desk: DeskWindow, typed: str, name: str = CLERK) -> None:
    lock = desk.window.door.lock_screen
    qtbot.waitUntil(lambda: lock.who.box.findText(name) >= 0, timeout=WAIT)
    lock.who.box.setCurrentIndex(lock.who.box.findText(name))
    lock.pin.edit.insert(typed)
    qtbot.keyClick(lock.pin.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.door.currentIndex() == 0 or bool(lock.told.text()), timeout=WAIT)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)


def test_keys_pressed_at_the_lock_lead_nowhere_and_are_not_told_of_later(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    qtbot.waitUntil(lambda: window.door.lock_screen.pin.edit.hasFocus(), timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    sign_in(qtbot, staffed, CLERKS_PIN)
    assert window.door.currentIndex() == 0
    assert not window.top_bar.isHidden()
    assert window.banner.isHidden()
    assert window.page("register").isVisible()


def test_arrows_choose_the_officer_while_the_pin_has_the_focus(qtbot: QtBot, staffed: DeskWindow) -> None:
    lock = staffed.window.door.lock_screen
    qtbot.waitUntil(lambda: lock.who.box.count() == 3 and lock.pin.edit.hasFocus(), timeout=WAIT)
    names = [lock.who.box.itemText(at) for at in range(3)]
    for key, at in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Down, 2)):
        qtbot.keyClick(lock.pin.edit, key)
        assert lock.who.box.currentText() == names[at]


def test_what_is_half_typed_waits_behind_the_lock_for_whoever_comes(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, "000000")
    assert "Mã PIN chưa đúng" in window.door.lock_screen.told.text()
    assert window.door.currentIndex() == 1
    sign_in(qtbot, staffed, CLERKS_PIN)
    assert window.door.currentIndex() == 0
    page = cast("RegisterPage", window.page("register"))
    page.form.owner.fields["name"].set_value("Nguyễn Văn Mẫu")
    page.form.owner.fields["name"].changed.emit()
    qtbot.waitUntil(lambda: bool(staffed.ask(load_drafts, "register")), timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1 and window.desk.tasks.idle, timeout=WAIT)
    window.go("cases")
    assert staffed.database.at_desk is None
    sign_in(qtbot, staffed, BADGE, HEAD)  # the badge says who it is, whoever is chosen
    assert staffed.ask(_officer_at_desk, staffed) == CLERK
    assert page.form.owner.fields["name"].value() == "Nguyễn Văn Mẫu"
    assert staffed.ask(_kinds)[-3:] == ["sign-in", "sign-out", "sign-in"]


def test_who_sat_at_this_computer_last_is_offered_first(qtbot: QtBot, staffed: DeskWindow) -> None:
    sign_in(qtbot, staffed, CLERKS_PIN)
    assert staffed.ask(last_here, "máy khác") is None
    door = FrontDoor(staffed.window.seat, QWidget(), lambda: LockScreen(staffed.window.desk.tasks, lambda: NOW))
    qtbot.addWidget(door)
    door.remember(staffed.ask(last_here, node()))
    door.show_officers(staffed.ask(officers_at, on=NOW.date()))
    assert door.lock_screen.who.box.currentText() == CLERK


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_no_menu_stays_open_above_the_lock(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    menu = QMenu(window)
    within = menu.addMenu("Nguyễn Văn Mẫu")
    within.addAction("0912 345 678")
    menu.popup(window.pos())
    within.popup(window.pos())
    window.seat.lock()
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1, timeout=WAIT)
    assert QApplication.activePopupWidget() is None
    assert not menu.isVisible()
    assert not within.isVisible()


def test_a_file_dialog_ends_at_the_lock_and_is_not_brought_back(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    QTimer.singleShot(100, window.seat.lock)
    assert QFileDialog.getOpenFileName(window, "Tệp", "", "*")[0] == ""
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1, timeout=WAIT)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    sign_in(qtbot, staffed, CLERKS_PIN)
    assert window.door.currentIndex() == 0
    assert not window.findChildren(QFileDialog)


def test_nothing_behind_the_lock_takes_the_pin_that_is_typed(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    name = cast("RegisterPage", window.page("register")).form.owner.name
    name.widget.setFocus()  # as a form does that was left half done and is filled in again
    typed_into = window.focusWidget()
    assert typed_into is window.door.lock_screen.pin.edit
    qtbot.keyClicks(typed_into, CLERKS_PIN)
    assert name.value() == ""
    sign_in(qtbot, staffed, "", CLERK)
    assert window.door.currentIndex() == 0
    name.widget.setFocus()
    assert window.focusWidget() is name.widget


def test_nobody_at_the_desk_for_a_while_locks_it(qtbot: QtBot, staffed: DeskWindow) -> None:
    sign_in(qtbot, staffed, CLERKS_PIN)
    staffed.window.seat._idle.setInterval(50)
    qtbot.keyClick(staffed.window, Qt.Key.Key_Shift)
    staffed.window.seat._touched()
    qtbot.waitUntil(lambda: staffed.window.door.currentIndex() == 1, timeout=WAIT)


def _gone(*_: object, **__: object) -> None:
    raise Unavailable("server-gone")


def test_the_desk_is_locked_at_once_even_while_its_server_is_gone(
    qtbot: QtBot, staffed: DeskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    with monkeypatch.context() as cut:
        cut.setattr("papi_desk.services.sign_in.sign_out", _gone)
        window.seat.lock("idle")
        assert window.door.currentIndex() == 1
        qtbot.waitUntil(lambda: window.desk.tasks.idle, timeout=WAIT)
    assert window.seat.locked
    window.seat.read()
    qtbot.waitUntil(lambda: window.desk.tasks.idle, timeout=WAIT)
    assert window.door.currentIndex() == 1
    sign_in(qtbot, staffed, CLERKS_PIN)
    assert window.door.currentIndex() == 0
    assert not window.seat.locked


def test_a_pin_typed_while_the_server_is_gone_is_told_of_and_opens_nothing_later(
    qtbot: QtBot, staffed: DeskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, lock = staffed.window, staffed.window.door.lock_screen
    with monkeypatch.context() as cut:
        cut.setattr("papi_desk.services.sign_in.sign_in", _gone)
        sign_in(qtbot, staffed, CLERKS_PIN)
        assert lock.told.text()
    window.desk.tasks.reach(True)  # what waits for the server goes on by itself
    qtbot.wait(100)
    qtbot.waitUntil(lambda: window.desk.tasks.idle, timeout=WAIT)
    assert window.door.currentIndex() == 1


def _step_dialog(staffed: DeskWindow) -> StepDialog:
    taker = StepTaker(staffed.window.desk, staffed.window)
    taker._code = "MC-261123-0001"
    taker._ask(StepOffer(Action.VOID, "Hủy", False, Refused("approval-needed")), StepDetails(), [], [HEAD])
    made = taker.dialog
    assert made is not None
    made.fields["approver"].set_value(HEAD)
    made.fields["approver_pin"].set_value(HEADS_PIN)
    return made


def _destroy_dialog(staffed: DeskWindow) -> DestroyDialog:
    made = DestroyDialog(staffed.window, staffed.window.desk, [], [HEAD], by_pin=True, done=lambda _minutes: None)
    made.approver.set_value(HEAD)
    made.pin.set_value(HEADS_PIN)
    return made


def _officer_dialog(staffed: DeskWindow) -> OfficerDialog:
    [clerk] = [one for one in staffed.ask(officers_at, on=NOW.date()) if one.name == CLERK]
    table = staffed.ask(lambda session: reference(session).roles)
    made = OfficerDialog(staffed.window, staffed.window.desk, KeysOf(clerk, pin=True, badge=True, locked=False), table)
    made.pin.set_value("739164")
    return made


def _start_dialog(staffed: DeskWindow) -> StartDialog:
    made = StartDialog(staffed.window, staffed.window.desk, [], lambda _begun: None)
    for field in (made.form.pin, made.form.again):
        field.set_value("739164")
    return made


@pytest.mark.parametrize(
    ("asks", "made"),
    [
        ("cases.step_taker.approve", _step_dialog),
        ("settings.private_dialogs.approve", _destroy_dialog),
        ("settings.officer_list._save", _officer_dialog),
        ("sign_in.start_form._begin", _start_dialog),
    ],
)
def test_a_pin_given_in_a_dialog_while_the_server_is_gone_is_told_of_and_not_tried_later(
    qtbot: QtBot, staffed: DeskWindow, monkeypatch: pytest.MonkeyPatch, asks: str, made: Callable[[DeskWindow], Sheet]
) -> None:
    window, asked = staffed.window, list[object]()

    def gone(*called: object, **_: object) -> None:
        asked.append(called)
        raise Unavailable("server-gone")

    sign_in(qtbot, staffed, HEADS_PIN, HEAD)
    monkeypatch.setattr(f"papi_desk.ui.{asks}", gone)
    dialog = made(staffed)
    dialog.agree()
    qtbot.waitUntil(lambda: "Mất máy chủ" in dialog.complaint())
    assert dialog.agree_button.isEnabled()
    window.desk.tasks.reach(True)
    qtbot.wait(50)
    qtbot.waitUntil(lambda: window.desk.tasks.idle, timeout=WAIT)
    assert len(asked) == 1


def test_what_a_role_may_not_do_is_closed_with_the_reason(qtbot: QtBot, staffed: DeskWindow) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    code = staffed.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    window.go("cases", f"!{code}")
    page = cast("CasesPage", window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None and page.view.case.code == code, timeout=WAIT)
    assert page.view.case is not None
    offers = {offer.action: offer for offer in page.view.case.steps}
    assert offers["process"].allowed
    assert not offers["void"].allowed
    assert offers["void"].why_not is not None
    assert offers["void"].why_not.kind == "deed-not-allowed"
    window.go("settings")
    settings = cast("SettingsPage", window.page("settings"))
    closed = {name for name, part in settings.parts.items() if not settings.shown.is_open(part)}
    assert {"office", "officers", "rates", "forms"} <= closed
    assert not {"printers", "look"} & closed
    assert settings.part() == "printers"
    assert CLERK in settings.shown.names.item(0).toolTip()
    window.go("settings", "rates")
    assert settings.part() == "printers"
    qtbot.waitUntil(lambda: "read" in staffed.ask(_kinds), timeout=WAIT)


def test_taking_back_is_offered_to_who_took_the_step_and_closed_to_others_with_the_reason(
    qtbot: QtBot, staffed: DeskWindow
) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    code = staffed.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    register = cast("RegisterPage", window.page("register"))
    register._saved_by = window.officer()
    register.undo.show()
    window.go("cases", f"!{code}")
    page = cast("CasesPage", window.page("cases"))
    qtbot.waitUntil(lambda: bool(_undo_buttons(page)) and window.desk.tasks.idle, timeout=WAIT)
    assert [made.isEnabled() for made in _undo_buttons(page)] == [True]
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1, timeout=WAIT)
    sign_in(qtbot, staffed, HEADS_PIN, HEAD)
    qtbot.waitUntil(lambda: window.desk.tasks.idle and not page._reading.isActive(), timeout=WAIT)
    qtbot.waitUntil(lambda: not any(made.isEnabled() for made in _undo_buttons(page)), timeout=WAIT)
    assert CLERK in _undo_buttons(page)[0].toolTip()
    assert register.undo.isHidden()


def _undo_buttons(page: CasesPage) -> list[QPushButton]:
    return [made for made in page.view.findChildren(QPushButton) if made.text().startswith("Hoàn tác")]


def test_whoever_sees_an_open_case_is_noted_even_when_the_desk_is_locked_at_once(
    qtbot: QtBot, staffed: DeskWindow
) -> None:
    window = staffed.window
    sign_in(qtbot, staffed, CLERKS_PIN)
    code = staffed.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    window.go("cases", f"!{code}")
    page = cast("CasesPage", window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None and page.view.case.code == code, timeout=WAIT)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1 and window.desk.tasks.idle, timeout=WAIT)
    assert staffed.ask(_readers, code) == [CLERK]
    sign_in(qtbot, staffed, CLERKS_PIN)
    window.go("register")
    window.seat.lock()
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1, timeout=WAIT)
    sign_in(qtbot, staffed, HEADS_PIN, HEAD)
    page.view.readings.write()
    qtbot.waitUntil(lambda: window.desk.tasks.idle, timeout=WAIT)
    assert staffed.ask(_readers, code) == [CLERK]  # the head has not seen it yet
    window.go("cases")
    qtbot.waitUntil(lambda: staffed.ask(_readers, code) == [CLERK, HEAD], timeout=WAIT)
    qtbot.waitUntil(lambda: page.view.case is not None and _offers(page, "void"), timeout=WAIT)


def test_a_case_is_covered_for_one_and_whole_for_the_next_who_sits_down(qtbot: QtBot, staffed: DeskWindow) -> None:
    window, cashier = staffed.window, "Phạm Văn Thu"
    staffed.database.guard = None
    person = Person("person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678", address="Thôn Kín 17")
    code = staffed.do(register_case, NewCase("1.004884", person), at=NOW).code
    staffed.do(add_officer, cashier, at=NOW)
    staffed.do(set_roles, cashier, ("cashier",), at=NOW)
    staffed.do(set_secret, cashier, "739164", at=NOW)
    guarded(staffed.database)
    sign_in(qtbot, staffed, "739164", cashier)
    window.go("cases", f"={code}")
    page = cast("CasesPage", window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None, timeout=WAIT)
    words = _labels(page.view)
    assert "••••••1234 · ••••••5678" in words
    assert not [one for one in ("033090001234", "0912345678", "Thôn Kín") if one in words]
    assert "read" not in staffed.ask(_kinds)
    window.seat.lock()
    qtbot.waitUntil(lambda: window.door.currentIndex() == 1, timeout=WAIT)
    sign_in(qtbot, staffed, CLERKS_PIN)
    qtbot.waitUntil(lambda: "033090001234 · 0912345678" in _labels(page.view), timeout=WAIT)
    qtbot.waitUntil(lambda: "read" in staffed.ask(_kinds), timeout=WAIT)


def _labels(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel))


def test_signing_in_is_switched_on_with_a_code_for_the_safe_and_roles_given(qtbot: QtBot, desk: DeskWindow) -> None:
    guarded(desk.database)
    desk.do(add_officer, CLERK, at=NOW)
    window = desk.window
    window.go("settings", "officers")
    officers = cast("SettingsPage", window.page("settings")).officers
    qtbot.waitUntil(lambda: len(officers.list.rows) == 2, timeout=WAIT)
    officers.switch.click()
    start = officers.findChildren(StartDialog)[0]
    start.form.pin.edit.setText(CLERKS_PIN)
    start.form.again.edit.setText("482916")
    start.agree()
    qtbot.waitUntil(lambda: bool(start.complaint()), timeout=WAIT)
    start.form.again.edit.setText(CLERKS_PIN)
    start.agree()
    qtbot.waitUntil(lambda: bool(officers.findChildren(CodeDialog)), timeout=WAIT)
    officers.findChildren(CodeDialog)[0].accept()
    qtbot.waitUntil(lambda: officers.required and window.desk.tasks.idle, timeout=WAIT)
    assert window.door.currentIndex() == 0
    officers.list.choose(next(at for at, one in enumerate(officers.list.rows) if one.officer.name == CLERK))
    officers.edit()
    dialog = officers.findChildren(OfficerDialog)[0]
    dialog.roles["cashier"].setChecked(True)
    dialog.pin.edit.setText("739164")
    dialog.agree()
    qtbot.waitUntil(lambda: any(o.officer.roles == ("cashier",) and o.pin for o in officers.list.rows), timeout=WAIT)


def _offers(page: CasesPage, action: str) -> bool:
    assert page.view.case is not None
    return any(offer.action == action and offer.allowed for offer in page.view.case.steps)


def _readers(session: Any, code: str) -> list[str]:
    query = select(AuditEntry.officer).where(AuditEntry.action == "read", AuditEntry.subject == code)
    return list(session.scalars(query.order_by(AuditEntry.sequence)))


def _kinds(session: Any) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def _officer_at_desk(session: Any, desk: DeskWindow) -> str:
    from papi_desk.services.deeds import seat

    sitting = seat(session).officer
    return sitting.name if sitting is not None else ""
