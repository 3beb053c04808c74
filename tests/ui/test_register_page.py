"""Receiving a case: fee and date while one types, refusals that lose nothing, drafts that come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.drafts import load_drafts
from papi_desk.services.procedures import ProcedureLine, ProcedureSheet, find_procedures, procedure_sheet
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.tasks import Tasks, Transact
from tests.ui.conftest import NOW, DeskWindow

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _page(desk: DeskWindow) -> RegisterPage:
    return cast("RegisterPage", desk.window.page("register"))


def _choose(qtbot: QtBot, desk: DeskWindow, words: str) -> RegisterPage:
    page = _page(desk)
    line = page.form.procedure.line
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)
    return page


def _save(qtbot: QtBot, page: RegisterPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)


def test_certified_copies_cost_what_pages_and_copies_say(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _choose(qtbot, desk, "2.000815")
    assert set(page.form.fees.quantities) >= {"pages", "copies"}
    page.form.fees.quantities["pages"].set_value(6)
    page.form.fees.quantities["copies"].set_value(3)
    qtbot.waitUntil(lambda: page.fee.figure.text() == "24.000 đ")
    assert "17:00" in page.due.figure.text()
    page.form.owner.name.set_value("Trần Thị Ví Dụ")
    qtbot.keyClick(page, Qt.Key.Key_D, ALT)
    _save(qtbot, page)
    qtbot.waitUntil(lambda: bool(desk.opened))
    line = desk.ask(find_cases, now=NOW)[0]
    kept = desk.ask(case_file, line.code)
    assert kept.fee_total == 24000
    assert kept.documents
    assert page.form.procedure.sheet is None


def test_what_is_typed_while_a_case_is_saved_is_typed_into_the_next_form(qtbot: QtBot, desk: DeskWindow) -> None:
    page, slow = _choose(qtbot, desk, "2.000815"), Event()
    page.form.owner.name.set_value("Trần Thị Ví Dụ")
    qtbot.keyClick(page, Qt.Key.Key_D, ALT)
    page.form.owner.name.widget.setFocus()
    desk.window.desk.tasks._writer.submit(slow.wait, 30)
    _save(qtbot, page)
    qtbot.keyClicks(desk.focus(), "kss")
    qtbot.keyClick(desk.focus(), Qt.Key.Key_Backspace)
    assert page.form.owner.name.value() == "Trần Thị Ví Dụ"
    slow.set()
    qtbot.waitUntil(lambda: bool(desk.ask(find_cases, now=NOW)) and page.save.isEnabled())
    qtbot.waitUntil(lambda: page.form.procedure.line.text() == "ks")
    assert [line.owner for line in desk.ask(find_cases, now=NOW)] == ["Trần Thị Ví Dụ"]


def test_a_quick_hand_takes_the_first_procedure_before_the_list_is_there(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(desk)
    line = page.form.procedure.line
    line.setText("khai sinh")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)
    assert page.form.procedure.sheet is not None
    assert page.form.procedure.sheet.line.code == "1.001193"


def test_a_refused_save_says_why_under_the_field_and_keeps_what_was_typed(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _choose(qtbot, desk, "ks")
    form = page.form
    form.owner.name.set_value("Nguyễn Văn Mẫu")
    form.owner.phone.set_value("12")
    form.owner.address.set_value("Thôn 1")
    _save(qtbot, page)
    assert form.owner.phone.wrong
    assert "12" in form.owner.phone.words
    assert form.owner.address.value() == "Thôn 1"
    form.owner.phone.set_value("0912345678")
    form.owner.name.set_value("")
    _save(qtbot, page)
    qtbot.waitUntil(lambda: form.owner.name.wrong)
    assert form.owner.address.value() == "Thôn 1"
    assert desk.ask(find_cases, now=NOW) == []
    assert page.save.isEnabled()


def test_without_a_procedure_nothing_is_saved_and_the_focus_is_there(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(desk)
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    _save(qtbot, page)
    assert page.form.procedure.wrong
    assert desk.focus() is page.form.procedure.line


def test_a_late_birth_shows_its_own_fee_line(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _choose(qtbot, desk, "ks")
    assert page.form.event_day.isVisible()
    page.form.event_day.set_day(NOW.date() - timedelta(days=200))
    page.form.changed.emit()
    qtbot.waitUntil(lambda: "quá hạn" in page.fee.reason.text())


def test_a_procedure_without_a_known_limit_asks_for_date_and_reason(qtbot: QtBot, desk: DeskWindow) -> None:
    code = next(
        line.internal_id for line in desk.ask(_all_procedures) if desk.ask(_sheet, line.internal_id).limit_unknown
    )
    page = _page(desk)
    page.form.procedure.choose(code)
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)
    assert page.form.needs_due()
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    _save(qtbot, page)
    qtbot.waitUntil(lambda: page.form.due.wrong)
    page.form.due.set_value("16:00 30/11/2026")
    page.form.due_reason.set_value("Theo thông báo của cơ quan có thẩm quyền")
    _save(qtbot, page)
    qtbot.waitUntil(lambda: bool(desk.opened))
    line = desk.ask(find_cases, now=NOW)[0]
    assert line.due_at is not None
    assert f"{line.due_at:%d/%m/%Y %H:%M}" == "30/11/2026 16:00"


def test_what_was_typed_is_there_again_in_a_new_window(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    page = _choose(qtbot, desk, "2.000815")
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    page.form.fees.quantities["pages"].set_value(7)
    page.form.papers.tick_all()
    page.drafts.save()
    qtbot.waitUntil(lambda: page.drafts.number is not None)
    tasks = Tasks(cast("Transact", desk.database.transact), cast("Transact", desk.database.read))
    window = MainWindow(tasks=tasks, office_clock=lambda: NOW, papers_folder=tmp_path, open_file=desk.opened.append)
    window.desk.printing.shown.connect(desk.opened.append)
    qtbot.addWidget(window)
    window.show()
    again = cast("RegisterPage", window.page("register"))
    qtbot.waitUntil(lambda: again.form.procedure.sheet is not None)
    assert again.form.owner.name.value() == "Nguyễn Văn Mẫu"
    assert again.form.fees.counts()["pages"] == 7
    assert again.form.papers.missing() == []
    again.form.owner.name.widget.setFocus()
    _save(qtbot, again)
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.ask(load_drafts, "register") == []
    window.close()
    tasks.close()


def test_a_digitised_paper_and_another_competent_unit_come_back_and_are_kept(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    page = _choose(qtbot, desk, "ks")
    form = page.form
    qtbot.waitUntil(lambda: bool(form.competent_unit.edit.placeholderText()))
    form.owner.name.set_value("Nguyễn Văn Mẫu")
    form.papers.tick_all()
    box = next(w for w in form.papers.findChildren(QCheckBox) if "số hóa" in w.accessibleName() and w.isEnabled())
    box.click()
    form.competent_unit.set_value("SỞ TƯ PHÁP (mẫu)")
    payload = form.payload()
    assert payload is not None
    form.clear()
    form.restore(payload)
    qtbot.waitUntil(lambda: len(form.papers.handed_in()) > 1)
    assert [paper.digitised for paper in form.papers.handed_in()][:2] == [True, False]
    _save(qtbot, page)
    qtbot.waitUntil(lambda: bool(desk.opened))
    kept = desk.ask(case_file, desk.ask(find_cases, now=NOW)[0].code)
    assert (kept.receiving_unit, kept.competent_unit) == ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "SỞ TƯ PHÁP (mẫu)")
    assert [paper.digitised for paper in kept.documents][:2] == [True, False]
    assert form.competent_unit.value() == ""


def test_a_paper_that_is_not_there_cannot_be_digitised(qtbot: QtBot, desk: DeskWindow) -> None:
    form = _choose(qtbot, desk, "ks").form
    form.papers.tick_all()
    boxes = form.papers.findChildren(QCheckBox)
    box = next(w for w in boxes if "số hóa" in w.accessibleName() and w.isEnabled())
    tick = next(w for w in boxes if w.text() and box.accessibleName().startswith(w.text()))
    box.click()
    tick.click()
    assert (box.isEnabled(), box.isChecked()) == (False, False)


def test_tab_reads_the_form_downwards(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _choose(qtbot, desk, "2.000815")
    page.form.owner.name.widget.setFocus()
    passed = []
    for _ in range(13):
        widget = desk.window.focusWidget()
        assert isinstance(widget, QWidget)
        passed.append(widget.accessibleName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    wanted = ["Họ và tên", "Số định danh", "Ngày sinh", "Địa chỉ", "Điện thoại", "Số trang bản chính", "Số bản sao"]
    assert [name for name in passed if name in wanted] == wanted


def _all_procedures(session: object) -> list[ProcedureLine]:
    return find_procedures(session, offered_on=NOW.date())  # type: ignore[arg-type]


def _sheet(session: object, code: str) -> ProcedureSheet:
    return procedure_sheet(session, code, on=NOW.date())  # type: ignore[arg-type]


def test_closing_the_window_keeps_the_last_letters(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _choose(qtbot, desk, "2.000815")
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    desk.window.close()
    kept = desk.ask(load_drafts, "register")
    assert kept[-1].content["owner"]["name"] == "Nguyễn Văn Mẫu"


def test_a_fee_still_to_be_checked_leaves_the_form_room_on_a_common_office_screen(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    desk.window.resize(1366, 728)
    page = _choose(qtbot, desk, "1.004873")
    qtbot.waitUntil(lambda: "kiểm tra" in page.fee.figure.text())
    assert page.fee.pay.isVisible()
    qtbot.wait(50)
    assert page.minimumSizeHint().width() <= page.parentWidget().width()
