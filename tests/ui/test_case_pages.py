"""From the list to the case, through its steps, to the citizen's hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from papi_desk.domain.cases import Action, Status
from papi_desk.domain.people import Person
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.office import set_setting
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.return_page import ReturnPage, waiting_chip
from papi_desk.ui.cases.step_dialog import StepDialog, asks_of
from papi_desk.ui.labels import due_chip, money, status_chip
from tests.ui.conftest import NOW, DeskWindow


def _receive(desk: DeskWindow, name: str, code: str = "1.004884", *, days_ago: int = 0) -> str:
    new = NewCase(procedure=code, owner=Person("person", name), all_documents=True)
    at = NOW - timedelta(days=days_ago, hours=1)
    return desk.do(register_case, new, at=at, recorded_at=NOW).code


def _cases(qtbot: QtBot, desk: DeskWindow) -> CasesPage:
    desk.window.go("cases")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: bool(page.list.rows) and page.view.case is not None)
    return page


def _asked(qtbot: QtBot, page: CasesPage) -> StepDialog:
    """Wait for the form of a step."""
    qtbot.waitUntil(lambda: page.view.dialog is not None)
    dialog = page.view.dialog
    assert isinstance(dialog, StepDialog)
    return dialog


def _kept(desk: DeskWindow, code: str) -> CaseFile:
    return desk.ask(case_file, code)


def test_a_case_is_found_by_name_without_accents(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Đỗ Thị Mẫu")
    wanted = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    qtbot.keyClicks(page.search, "nguyen van")
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [wanted])
    qtbot.waitUntil(lambda: page.view.case is not None and page.view.case.code == wanted)


def test_a_case_shows_its_certification_number_and_that_it_was_entered_late(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Nguyễn Văn Mẫu", code="2.000815")
    page = _cases(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.view.findChildren(QLabel)))
    shown = [label.text() for label in page.view.findChildren(QLabel)]
    assert any(words.startswith("Số chứng thực 1 quyển số 01/") for words in shown)
    assert any(words.startswith("muộn, lúc") for words in shown) is False
    desk.do(set_setting, "late_entry_minutes", "30", at=NOW)
    page.view.refresh()
    qtbot.waitUntil(lambda: any(label.text().startswith("muộn, lúc") for label in page.view.findChildren(QLabel)))


def test_an_overdue_case_is_found_by_its_filter(qtbot: QtBot, desk: DeskWindow) -> None:
    late = _receive(desk, "Nguyễn Văn Mẫu", days_ago=30)
    _receive(desk, "Đỗ Thị Mẫu")
    page = _cases(qtbot, desk)
    page.filters.quick.button(2).click()
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [late])


def test_the_list_hears_of_a_case_received_meanwhile(qtbot: QtBot, desk: DeskWindow) -> None:
    first = _receive(desk, "Đỗ Thị Mẫu")
    page = _cases(qtbot, desk)
    _receive(desk, "Nguyễn Văn Mẫu")
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    chosen = page.list.chosen()
    assert chosen is not None
    assert chosen.code == first


def test_a_step_that_needs_a_reason_asks_for_it_and_refuses_without(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    page.view.step_buttons[Action.SUPPLEMENT].click()
    dialog = _asked(qtbot, page)
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.fields["reason"].wrong)
    assert _kept(desk, code).status == Status.ACCEPTED
    reason = dialog.fields["reason"].widget
    qtbot.keyClicks(reason, "Thieu to khai")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.dialog is None)
    kept = _kept(desk, code)
    assert kept.status == Status.SUPPLEMENT
    assert kept.history[-1].reason == "Thieu to khai"


def test_a_step_that_needs_nothing_is_one_key(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    page.view.step_buttons[Action.PROCESS].click()
    qtbot.waitUntil(lambda: _kept(desk, code).status == Status.PROCESSING)
    qtbot.waitUntil(lambda: Action.PROCESS not in page.view.step_buttons)


def test_an_extension_asked_too_late_asks_who_approves(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu", days_ago=30)
    page = _cases(qtbot, desk)
    page.view.step_buttons[Action.EXTEND].click()
    dialog = _asked(qtbot, page)
    for name, words in (
        ("new_due", "17:00 30/11/2026"),
        ("reason", "Cho xac minh"),
        ("approver", "Lanh dao mau"),
    ):
        qtbot.keyClicks(dialog.fields[name].widget, words)
    dialog.agree()
    qtbot.waitUntil(lambda: page.view.dialog is None)
    assert _kept(desk, code).due_at == datetime(2026, 11, 30, 17)


def test_enter_opens_a_case_whole_and_escape_goes_back(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.list.isVisible()
    assert page.view.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.list.isVisible()


def test_the_slip_of_a_case_opens_again(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    page.view.open_slip()
    qtbot.waitUntil(lambda: bool(desk.opened))
    assert desk.opened[0].name == f"{code}-giay-tiep-nhan-ho-so-va-hen-tra-ket-qua.pdf"


def test_a_result_is_handed_back_to_who_takes_it(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    desk.do(take_step, code, Action.FINISH, at=NOW, ask=StepDetails())
    desk.window.go("return")
    page = cast("ReturnPage", desk.window.page("return"))
    qtbot.waitUntil(lambda: bool(page.list.rows))
    qtbot.keyClicks(page.search, code)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClicks(page.taken_by.edit, "Tran Thi Vi Du")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.list.rows)
    kept = _kept(desk, code)
    assert kept.status == Status.RETURNED
    assert kept.results[0]["taken_by"] == "Tran Thi Vi Du"


def test_the_search_on_top_finds_a_case_from_anywhere(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    desk.window.go("cases")
    desk.window.go("statistics")
    search = desk.window.top_bar.search
    qtbot.keyClicks(search, "nguyen van mau")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.page("cases").isVisible())
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None and page.view.case.code == code)


DUE = datetime(2026, 11, 25, 17)


@pytest.mark.parametrize(
    ("now", "words", "tone"),
    [
        (datetime(2026, 11, 20, 9), "còn 5 ngày", "quiet"),
        (datetime(2026, 11, 24, 9), "còn 1 ngày", "soon"),
        (datetime(2026, 11, 25, 9), "hôm nay 17:00", "soon"),
        (datetime(2026, 11, 25, 17, 1), "quá 17:00", "late"),
        (datetime(2026, 11, 28, 9), "quá hạn 3 ngày", "late"),
    ],
)
def test_how_long_is_left_is_told_in_words_and_colour(dressed: object, now: datetime, words: str, tone: str) -> None:
    chip = due_chip(Status.PROCESSING, DUE, None, now)
    assert chip is not None
    assert (chip.words, chip.tone) == (words, tone)
    assert chip.icon


def test_a_settled_case_tells_whether_it_was_on_time(dressed: object) -> None:
    on_time = due_chip(Status.RETURNED, DUE, datetime(2026, 11, 25, 16), DUE)
    late = due_chip(Status.FINISHED, DUE, datetime(2026, 11, 27, 8), DUE)
    assert on_time is not None
    assert late is not None
    assert (on_time.words, late.words) == ("đúng hạn", "trễ 2 ngày")


def test_every_status_has_words_an_icon_and_a_colour() -> None:
    for status in Status:
        chip = status_chip(status)
        assert chip.words
        assert chip.icon
        assert chip.tone


def test_waiting_results_grow_amber_and_red() -> None:
    tones = [waiting_chip(NOW - timedelta(days=d), NOW, "hôm nay", "{0} ngày").tone for d in (0, 6, 7, 29, 30)]
    assert tones == ["quiet", "quiet", "soon", "soon", "late"]


def test_money_is_written_with_points() -> None:
    assert (money(1234000), money(0), money(None)) == ("1.234.000 đ", "0 đ", "–")


def test_every_step_knows_what_to_ask() -> None:
    assert {action for action in Action if "reason" in asks_of(action)} >= {Action.VOID, Action.REFUSE, Action.STOP}
    assert asks_of(Action.PROCESS) == ()


def test_what_the_citizen_was_told_is_noted_from_the_case(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    page.view.tell()
    dialog = page.view.findChild(ContactDialog)
    assert dialog is not None
    assert code in dialog.content.value()
    dialog.content.set_value("")
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.content.wrong)
    dialog.content.set_value("Đã có kết quả")
    dialog.means.set_value("sms")
    dialog.at.set_value("32/13/2026")
    dialog.agree()
    assert dialog.at.wrong
    dialog.at.set_value("09:00 23/11/2026")
    dialog.agree()
    qtbot.waitUntil(lambda: bool(_kept(desk, code).contacts))
    [told] = _kept(desk, code).contacts
    assert (told["means"], told["content"], told["at"]) == ("sms", "Đã có kết quả", datetime(2026, 11, 23, 9))
    qtbot.waitUntil(lambda: page.view.case is not None and bool(page.view.case.contacts))


def test_an_hour_limit_is_late_by_the_hour_and_a_withdrawn_case_never() -> None:
    due = datetime(2026, 11, 23, 9)
    late = due_chip(Status.FINISHED, due, datetime(2026, 11, 23, 10), NOW, by_hour=True)
    assert late is not None
    assert (late.tone, "09:00" in late.words) == ("late", True)
    by_day = due_chip(Status.FINISHED, due, datetime(2026, 11, 23, 10), NOW)
    assert by_day is not None
    assert by_day.tone == "done"
    for status in (Status.WITHDRAWN, Status.STOPPED):
        assert due_chip(status, due, datetime(2026, 11, 30, 9), NOW) is None


def test_closing_is_proposed_on_the_sixteenth_day_and_not_before(qtbot: QtBot, desk: DeskWindow) -> None:
    for days, proposed in ((15, False), (16, True)):
        code = _receive(desk, f"Nguyễn Văn Mẫu {days}", days_ago=days)
        asked = StepDetails(reason="Thiếu tờ khai")
        desk.do(take_step, code, "supplement", at=NOW - timedelta(days=days), ask=asked, recorded_at=NOW)
        page = _cases(qtbot, desk)
        page.view.show_case(code)
        qtbot.waitUntil(lambda: page.view.case is not None and page.view.case.code == code)  # noqa: B023
        assert (Action.CLOSE in page.view.step_buttons) is proposed


def test_a_refusal_after_a_cancelled_dialog_is_told_on_the_page(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _cases(qtbot, desk)
    page.view.step_buttons[Action.SUPPLEMENT].click()
    _asked(qtbot, page).reject()
    qtbot.waitUntil(lambda: page.view.dialog is None)
    desk.do(take_step, code, "finish", at=NOW)
    page.view.step_buttons[Action.PROCESS].click()
    told = "không thể «Chuyển xử lý»"
    qtbot.waitUntil(lambda: any(told in label.text() for label in page.view.findChildren(QLabel)))
