"""A day at the counter, by keys and scans on a real window, from an empty form to a printed slip."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.attention import Attention
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.services.attention import add_attention
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import HandedIn, NewCase, Registered, preview_case, register_case, take_step
from papi_desk.services.drafts import load_drafts
from papi_desk.services.favourites import set_favourite
from papi_desk.services.office import set_setting
from papi_desk.services.papers import issue_paper
from papi_desk.services.turned_away import turned_away
from papi_desk.ui.cases.case_view import CaseView
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.cases.step_dialog import StepDialog
from papi_desk.ui.cases.transfer_dialog import TransferDialog
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from tests.ui.conftest import NOW, DeskWindow
from tests.ui.paper_tray import PaperTray
from tests.ui.typist import Typist

CARD = "033090001234||Nguyễn Văn Mẫu|02091990|Nam|Thôn Ví Dụ, Tiền Phong, Hưng Yên|10052021"
SPOILT = "033090001234||Nguyen Van Mau|02091990|Nam|Thon Vi Du, Tien Phong, Hung Yen|10052021"
MAU = Person("person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678", address="Thôn Ví Dụ")
BIRTH, COPIES, MARITAL = "1.001193", "2.000815", "1.004873"
MOST = 12
"""Keys beyond the data, from an empty form to a printed slip."""


@pytest.fixture
def hands(desk: DeskWindow) -> Typist:
    return Typist(desk.window)


@pytest.fixture
def tray(desk: DeskWindow, tmp_path: Path) -> PaperTray:
    made = PaperTray(tmp_path)
    desk.window.desk.printing.printers = made
    return made


def _page(desk: DeskWindow) -> RegisterPage:
    return cast("RegisterPage", desk.window.page("register"))


def _chosen(qtbot: QtBot, desk: DeskWindow) -> None:
    qtbot.waitUntil(lambda: _page(desk).form.procedure.sheet is not None)


def _saved(qtbot: QtBot, desk: DeskWindow, count: int = 1) -> CaseFile:
    qtbot.waitUntil(lambda: len(desk.ask(find_cases, now=NOW)) == count)
    return desk.ask(case_file, desk.ask(find_cases, now=NOW)[0].code)


def _print(qtbot: QtBot, hands: Typist, tray: PaperTray) -> list[str]:
    """Press Enter in the preview, and read what came out of the printer."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PreviewDialog))
    preview = cast("PreviewDialog", QApplication.activeModalWidget())
    qtbot.waitUntil(lambda: preview.print_button.hasFocus() and preview.print_button.isEnabled())
    hands.press("Return")
    qtbot.waitUntil(lambda: bool(tray.jobs) and tray.jobs[-1].exists())
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    return [page.extract_text() for page in PdfReader(tray.jobs[-1]).pages]


def _register(desk: DeskWindow, procedure: str, owner: Person = MAU, **more: object) -> Registered:
    return desk.do(register_case, NewCase(procedure, owner, **more), at=NOW - timedelta(days=1))  # type: ignore[arg-type]


def _case_view(qtbot: QtBot, desk: DeskWindow) -> CaseView:
    """Wait until a case is shown with its next step focused, and nothing reads it again."""
    qtbot.waitUntil(lambda: "cases" in desk.window._pages and desk.window.page("cases").isVisible())
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: any(made.hasFocus() for made in page.view.step_buttons.values()))
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle and not page._reading.isActive())
    return page.view


# --- without the mouse ---------------------------------------------------------------------------------------


def test_a_birth_goes_from_card_scan_to_printed_slip(
    qtbot: QtBot, desk: DeskWindow, hands: Typist, tray: PaperTray
) -> None:
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    hands.data("20112026")
    hands.scan(CARD)
    qtbot.waitUntil(lambda: _page(desk).form.owner.phone.edit.hasFocus())
    hands.data("0912345678")
    hands.press("Alt+D", "Ctrl+Return")
    file = _saved(qtbot, desk)
    assert _print(qtbot, hands, tray)
    assert (file.owner.name, file.owner.id_number, file.owner.phone) == ("Nguyễn Văn Mẫu", "033090001234", "0912345678")
    assert (file.owner.sex, str(file.owner.birth_date)) == ("male", "1990-09-02")
    assert str(file.owner.issued_on) == "2021-05-10"
    assert f"{file.event_date}" == "2026-11-20"
    assert not [paper.name for paper in file.documents if "(nếu" in paper.name]
    assert len(file.documents) == 3
    assert hands.strokes <= 6
    assert desk.ask(load_drafts, "register") == []


def test_a_birth_typed_by_hand_takes_twelve_keys_beyond_its_data(
    qtbot: QtBot, desk: DeskWindow, hands: Typist, tray: PaperTray
) -> None:
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    for value in ("20112026", "Nguyễn Văn Mẫu", "033090001234", "02091990", "", "Thôn Ví Dụ", "0912345678"):
        if value:
            hands.data(value)
        if value != "0912345678":
            hands.press("Tab")
    hands.press("Alt+D", "Ctrl+Return")
    file = _saved(qtbot, desk)
    assert _print(qtbot, hands, tray)
    assert (file.owner.name, file.owner.address, file.owner.phone) == ("Nguyễn Văn Mẫu", "Thôn Ví Dụ", "0912345678")
    assert hands.strokes <= MOST


def test_certified_copies_with_an_exemption_and_its_evidence(
    qtbot: QtBot, desk: DeskWindow, hands: Typist, tray: PaperTray
) -> None:
    desk.do(set_favourite, 2, MARITAL, at=NOW)
    _page(desk).form.favourites.refresh()
    qtbot.waitUntil(lambda: not _page(desk).form.favourites._hint.isVisible())
    hands.press("Ctrl+2")
    _chosen(qtbot, desk)
    form = _page(desk).form
    assert form.fees.exempt.isVisible()
    hands.data("Nguyễn Văn Mẫu")
    key = form.fees.exempt.box.itemData(1)
    form.fees.exempt.set_value(key)
    form.fees.evidence.set_value("Giấy xác nhận số 01 (mẫu)")
    hands.press("Alt+D", "Ctrl+Return")
    file = _saved(qtbot, desk)
    assert [charge["evidence"] for charge in file.charges if charge["exemption"]] == ["Giấy xác nhận số 01 (mẫu)"]
    assert _print(qtbot, hands, tray)


def test_a_favourite_is_pinned_from_the_picker_and_waits_on_its_key(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    menu = page.form.favourites.pin_menu(COPIES, page)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: not page.form.favourites._hint.isVisibleTo(page.form.favourites))
    hands.press("Ctrl+N")
    assert page.form.procedure.sheet is None
    hands.press("Ctrl+1")
    _chosen(qtbot, desk)
    assert page.form.procedure.sheet is not None
    assert page.form.procedure.sheet.line.code == COPIES


def test_the_palette_finds_commands_cases_and_procedures_in_one_list(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    code = _register(desk, COPIES).code
    line = desk.window.top_bar.search

    def found() -> list[str]:
        return [one.words for one in line.popup.lines]

    hands.press("Ctrl+K")
    qtbot.waitUntil(lambda: "Lưu và in giấy hẹn" in found())
    assert {"Hồ sơ", "Thống kê", "Thiết lập: Chú ý"} <= set(found())
    hands.press(*"tlcy")
    qtbot.waitUntil(lambda: found()[:1] == ["Thiết lập: Chú ý"])
    hands.press("Return")
    qtbot.waitUntil(lambda: desk.window.page("settings").isVisible())
    hands.press("Ctrl+K", *"nguyen")
    qtbot.waitUntil(lambda: "Nguyễn Văn Mẫu" in found())
    hands.press("Return")
    qtbot.waitUntil(lambda: desk.window.page("cases").isVisible())
    assert code in cast("CasesPage", desk.window.page("cases")).search.text()


# --- scans ---------------------------------------------------------------------------------------------------


def test_a_spoilt_card_is_confirmed_field_by_field_before_it_is_saved(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    owner = _page(desk).form.owner
    hands.scan(SPOILT)
    qtbot.waitUntil(lambda: owner.name.edit.hasFocus())
    assert (owner.name.doubtful, owner.address.doubtful) == (True, True)
    hands.press("Ctrl+Return")
    assert owner.name.doubtful
    assert desk.ask(find_cases, now=NOW) == []
    owner.name.edit.selectAll()
    hands.data("Nguyễn Văn Mẫu")
    assert not owner.name.doubtful
    owner.address.edit.setFocus()
    hands.press("Return")
    qtbot.waitUntil(lambda: owner.phone.edit.hasFocus())
    hands.press("Ctrl+Return")
    assert _saved(qtbot, desk).owner.name == "Nguyễn Văn Mẫu"


def test_a_second_card_is_who_hands_it_in(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    hands.scan(CARD)
    form = _page(desk).form
    qtbot.waitUntil(lambda: form.owner.name.value() != "")
    form.papers.all_here.setFocus()
    hands.scan("034190001234||Lê Thị Thử|01011990|Nữ|Thôn Mẫu, Hưng Yên|10052021")
    qtbot.waitUntil(lambda: form.submitter.person.name.value() == "Lê Thị Thử")
    assert form.owner.name.value() == "Nguyễn Văn Mẫu"
    assert form.by_other.isChecked()


def test_a_card_scanned_elsewhere_begins_a_case(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    desk.window.go("statistics")
    hands.scan(CARD)
    qtbot.waitUntil(lambda: _page(desk).form.owner.name.value() == "Nguyễn Văn Mẫu")
    assert _page(desk).isVisible()


def test_a_scanned_slip_opens_its_case_with_its_next_step_focused(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    code, shown = _register(desk, COPIES).code, list[str]()
    desk.do(set_setting, "lookup_address", "https://vidu.vn/mot-cua/", at=NOW)
    desk.do(issue_paper, code, lay_out=lambda _form, _set, words: shown.append(words.lookup) or b"", at=NOW)
    assert shown[0].startswith(f"https://vidu.vn/mot-cua/tra-cuu.html#ma={code}&k=")
    for place, scanned in (("register", code), ("statistics", shown[0]), ("cases", shown[0])):
        desk.window.go(place)
        hands.scan(scanned)
        view = _case_view(qtbot, desk)
        assert view.case is not None
        assert view.case.code == code


def test_an_unknown_slip_says_so_and_the_next_scan_is_not_lost(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    code = _register(desk, COPIES).code
    hands.scan("MC-200101-9999")
    qtbot.waitUntil(lambda: desk.window.banner.isVisible())
    assert not _page(desk).form.procedure.line.hasFocus()
    assert _page(desk).form.procedure.line.text() == ""
    hands.scan(code)
    qtbot.waitUntil(lambda: "cases" in desk.window._pages and desk.window.page("cases").isVisible())


# --- citizens who come again -----------------------------------------------------------------------------------


def test_a_known_number_offers_what_is_known_and_enter_fills_it_in(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    _register(desk, COPIES)
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    owner = _page(desk).form.owner
    owner.number.edit.setFocus()
    hands.press(*"033090001234")
    hands.settle()
    qtbot.waitUntil(lambda: owner.offers.by_number.popup.isVisible())
    assert "22/11/2026" in owner.offers.by_number.popup.lines[0].detail
    assert owner.name.value() == ""
    hands.press("Return")
    assert (owner.name.value(), owner.phone.value(), owner.address.value()) == (MAU.name, MAU.phone, MAU.address)


def test_tab_passes_an_offer_by_and_nobody_is_merged(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    _register(desk, COPIES)
    owner = _page(desk).form.owner
    owner.name.set_value("Lê Thị Thử")
    owner.number.edit.setFocus()
    hands.press(*"033090001234")
    hands.settle()
    qtbot.waitUntil(lambda: owner.offers.by_number.popup.isVisible())
    hands.press("Tab")
    assert (owner.name.value(), owner.phone.value()) == ("Lê Thị Thử", "")


def test_after_a_scan_the_phone_of_an_earlier_case_is_one_enter_away(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    _register(desk, COPIES)
    hands.scan(CARD)
    owner = _page(desk).form.owner
    qtbot.waitUntil(lambda: owner.offers.by_phone.popup.isVisible())
    hands.press("Return")
    assert owner.phone.value() == MAU.phone
    assert owner.address.value() == "Thôn Ví Dụ, Tiền Phong, Hưng Yên"
    assert "Thôn Ví Dụ" in owner.address.words


def test_an_open_case_is_shown_before_saving_and_a_second_look_saves(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    first = _register(desk, MARITAL)
    page = _page(desk)
    page.form.procedure.choose(MARITAL)
    _chosen(qtbot, desk)
    page._preview_soon.setInterval(100_000)
    page.form.owner.restore({"kind": "person", "name": MAU.name, "number": MAU.id_number})
    hands.press("Ctrl+Return")
    qtbot.waitUntil(lambda: page.stops.isVisible())
    assert first.code in page.stops.words()[0]
    assert len(desk.ask(find_cases, now=NOW)) == 1
    hands.press("Ctrl+Return")
    assert _saved(qtbot, desk, 2).history[0].data["warned"] == [f"case:{first.code}"]


def test_the_attention_list_refuses_with_its_reason(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    desk.do(add_attention, Attention(0, "refuse", "Giấy tờ giả (mẫu)", number=MAU.id_number), at=NOW)
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    hands.scan(CARD)
    qtbot.waitUntil(lambda: page.stops.isVisible())
    assert "Giấy tờ giả (mẫu)" in page.stops.words()[0]
    hands.press("Ctrl+Return")
    qtbot.waitUntil(lambda: "Giấy tờ giả (mẫu)" in page.result.text())
    assert desk.ask(find_cases, now=NOW) == []
    assert page.form.owner.name.value() == MAU.name


# --- papers and money ------------------------------------------------------------------------------------------


def test_missing_papers_make_form_02_in_one_step_and_the_form_waits(
    qtbot: QtBot, desk: DeskWindow, hands: Typist, tray: PaperTray
) -> None:
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    page = _page(desk)
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    hands.press("Ctrl+B")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    hands.press("Return")
    _print(qtbot, hands, tray)
    text = "".join(page.extract_text() for page in PdfReader(desk.opened[-1]).pages)
    assert "PHIẾU YÊU CẦU BỔ SUNG" in text
    assert "Nguyễn Văn Mẫu" in text
    told = desk.ask(turned_away, month_period(2026, 11))
    assert [(one.form, one.name, len(one.missing)) for one in told] == [("supplement", "Nguyễn Văn Mẫu", 3)]
    qtbot.waitUntil(lambda: page.held.isVisible())
    assert page.form.owner.name.value() == ""


def test_a_paper_in_the_store_is_marked_and_used_again(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    first = _register(desk, BIRTH, documents=(HandedIn("Tờ khai đăng ký khai sinh", digitised=True),))
    hands.press("ks", "Return")
    _chosen(qtbot, desk)
    hands.scan(CARD)
    form = _page(desk).form
    qtbot.waitUntil(lambda: form.papers._lines[0].reuse.isVisibleTo(form))
    form.papers._lines[0].reuse.click()
    (paper,) = form.papers.handed_in()
    assert (paper.originals, paper.reused_from) == (0, first.code)


def test_cash_with_its_change_is_kept_with_the_case(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    hands.data("Nguyễn Văn Mẫu")
    page.form.fees.quantities["pages"].set_value(10)
    page.form.fees.quantities["copies"].set_value(3)
    qtbot.waitUntil(lambda: page.fee.figure.text() == "36.000 đ")
    hands.press("Ctrl+M", "50", "Tab")
    assert page.fee.pay.back.text() == "trả lại 14.000 đ"
    hands.press("Ctrl+Return")
    file = _saved(qtbot, desk)
    assert [(p["amount"], p["method"]) for p in file.payments] == [(36000, "cash")]
    assert file.history[0].data["given"] == 50000
    qtbot.waitUntil(lambda: page.fee.pay.means.value() == "")


def test_too_little_cash_is_told_and_nothing_is_saved(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    hands.data("Nguyễn Văn Mẫu")
    qtbot.waitUntil(lambda: page.fee.figure.text() == "2.000 đ")
    hands.press("Ctrl+M", "1", "Tab", "Ctrl+Return")
    qtbot.waitUntil(lambda: page.fee.pay.cash.edit.hasFocus())
    assert desk.ask(find_cases, now=NOW) == []


def test_a_transfer_is_shown_large_and_kept_when_the_money_has_come(
    qtbot: QtBot, desk: DeskWindow, hands: Typist
) -> None:
    for name, value in (("bank_bin", "970400"), ("bank_account", "0000000000")):
        desk.do(set_setting, name, value, at=NOW)
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    hands.data("Nguyễn Văn Mẫu")
    qtbot.waitUntil(lambda: page.fee.figure.text() == "2.000 đ")
    page.fee.pay.means.set_value("transfer")
    hands.press("Ctrl+Return")
    code = _saved(qtbot, desk).code
    qtbot.waitUntil(lambda: isinstance(_transfer(), TransferDialog))
    shown = _transfer()
    assert shown is not None
    assert desk.ask(case_file, code).payments == ()
    shown._agree()
    qtbot.waitUntil(lambda: len(desk.ask(case_file, code).payments) == 1)
    assert desk.ask(case_file, code).payments[0]["method"] == "transfer"


def _transfer() -> TransferDialog | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, TransferDialog))
    return next((one for one in shown if one.isVisible()), None)


def test_a_date_beyond_the_calendar_is_warned_of(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(desk)
    preview = desk.ask(preview_case, NewCase(MARITAL, MAU), at=datetime(2030, 3, 4, 9))
    page.due.show_preview(preview, "", ())
    assert "2030" in page.due.reason.text()
    assert page.due.reason.property("tone") == "soon"


# --- taking back, and waiting ------------------------------------------------------------------------------------


def test_a_wrong_registration_is_voided_with_one_key(
    qtbot: QtBot, desk: DeskWindow, hands: Typist, tray: PaperTray
) -> None:
    page = _page(desk)
    page.form.procedure.choose(COPIES)
    _chosen(qtbot, desk)
    hands.data("Nguyễn Văn Mẫu")
    hands.press("Ctrl+Return")
    code = _saved(qtbot, desk).code
    _print(qtbot, hands, tray)
    hands.press("Ctrl+Shift+U")
    qtbot.waitUntil(lambda: desk.ask(case_file, code).voided)
    qtbot.waitUntil(lambda: not page.undo.isVisible())
    assert code in page.result.text()


def test_nothing_of_the_citizen_before_stays_in_the_form(qtbot: QtBot, desk: DeskWindow) -> None:
    form = _page(desk).form
    form.procedure.choose(BIRTH)
    qtbot.waitUntil(lambda: form.fees.exempt.isVisible())
    form.by_other.setChecked(True)
    form.submitter.person.name.set_value("Lê Thị Thử")
    form.fees.exempt.set_value(form.fees.exempt.box.itemData(1))
    form.fees.evidence.set_value("Giấy xác nhận số 01 (mẫu)")
    form.clear()
    assert (form.fees.exempt.value(), form.fees.evidence.value(), form.submitter.person.name.value()) == ("", "", "")


def test_a_draft_without_a_submitter_leaves_none_in_the_form(qtbot: QtBot, desk: DeskWindow) -> None:
    form = _page(desk).form
    form.owner.name.set_value("Nguyễn Văn Mẫu")
    kept = form.payload()
    assert kept is not None
    form.submitter.person.name.set_value("Lê Thị Thử")
    form.restore(kept)
    assert form.submitter.person.name.value() == ""


def test_the_last_step_of_a_case_is_taken_back_where_it_is_read(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    code = desk.do(register_case, NewCase(MARITAL, MAU), at=NOW).code
    desk.do(take_step, code, "finish", at=NOW)
    hands.scan(code)
    view = _case_view(qtbot, desk)
    hands.press("Ctrl+Z")
    qtbot.waitUntil(lambda: view.case is not None and view.case.status == 2)
    assert [event.label for event in view.case.history][-1] == "Hoàn tác: Xử lý xong"  # type: ignore[union-attr]


def test_citizens_are_put_on_hold_and_taken_up_again(qtbot: QtBot, desk: DeskWindow, hands: Typist) -> None:
    page = _page(desk)
    for name, code in (("Nguyễn Văn Mẫu", COPIES), ("Trần Thị Ví Dụ", BIRTH)):
        page.form.procedure.choose(code)
        _chosen(qtbot, desk)
        page.form.owner.name.set_value(name)
        hands.press("Ctrl+G")
        qtbot.waitUntil(lambda: page.form.procedure.sheet is None)
    qtbot.waitUntil(lambda: page.held.text() == "Đang giữ: 2")
    page.form.owner.name.set_value("Lê Thị Thử")
    first = page.held.menu().actions()[0]
    assert "Nguyễn Văn Mẫu" in first.text()
    first.trigger()
    _chosen(qtbot, desk)
    assert page.form.owner.name.value() == "Nguyễn Văn Mẫu"
    qtbot.waitUntil(lambda: sorted(_waiting(page)) == ["Lê Thị Thử", "Trần Thị Ví Dụ"])
    hands.press("Ctrl+Return")
    assert _saved(qtbot, desk).owner.name == "Nguyễn Văn Mẫu"
    assert len(desk.ask(load_drafts, "register")) == 2


def _waiting(page: RegisterPage) -> list[str]:
    return [draft.content["owner"]["name"] for draft in page.drafts.held]


def test_escape_leaves_the_search_and_typing_goes_on_where_it_was(desk: DeskWindow, hands: Typist) -> None:
    desk.window.go("lane")
    before, line = desk.focus(), desk.window.top_bar.search
    hands.press("Ctrl+K")
    hands.data("khong co")
    hands.press("Escape")
    assert (line.text(), line.popup.isVisible(), desk.focus()) == ("", False, before)


def test_a_second_desk_changes_a_case_meanwhile(qtbot: QtBot, desk: DeskWindow, hands: Typist, tmp_path: Path) -> None:
    code = desk.do(register_case, NewCase(MARITAL, MAU), at=NOW).code
    hands.scan(code)
    view = _case_view(qtbot, desk)
    other = Database(sqlite_url(tmp_path))
    DeskWindow(desk.window, other).do(take_step, code, "withdraw", at=NOW)
    other.close()
    hands.press("Alt+1")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, StepDialog)
    hands.press("Return")
    qtbot.waitUntil(lambda: "Công dân yêu cầu rút hồ sơ" in asking.complaint())
    asking.reject()
    assert desk.ask(case_file, code).status == 7
    view.refresh()
    qtbot.waitUntil(lambda: view.case is not None and view.case.status == 7)
