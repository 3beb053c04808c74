"""The disclosure register on the screen: written, posted with proof, printed, called to the display, published."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from pypdf import PdfReader
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.matter_lists import find_matters, matter_file
from papi_desk.services.matters import NewFile, add_matter
from papi_desk.services.office import set_setting
from papi_desk.services.officers import officers_at
from papi_desk.ui.cases.rating_dialog import RatingDialog
from papi_desk.ui.matters.matter_dialogs import AttachDialog, MatterDialog, MatterStepDialog, WithdrawDialog
from papi_desk.ui.matters.matter_fields import ProcedureField
from papi_desk.ui.matters.notices_page import NoticesPage
from papi_desk.ui.matters.ratings_tab import VoidDialog
from tests.ui.conftest import NOW, DeskWindow

D = TypeVar("D", bound=QWidget)
NOTICE = {"title": "Quyết toán ngân sách", "group": "finance", "responsible": "Kế toán", "forms": ["website"]}


def _page(qtbot: QtBot, desk: DeskWindow, rows: int = 0) -> NoticesPage:
    desk.window.go("notices")
    page = cast("NoticesPage", desk.window.page("notices"))
    qtbot.waitUntil(lambda: len(page.notices.list.rows) == rows and desk.window.desk.tasks.idle)
    return page


def _dialog(owner: QWidget, kind: type[D]) -> D:
    [dialog] = [one for one in owner.findChildren(kind) if one.isVisible()]
    return dialog


def test_a_notice_is_written_and_what_is_missing_stands_under_its_field(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(qtbot, desk)
    page.notices.new.click()
    dialog = _dialog(page.notices, MatterDialog)
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.fields.fields["title"].wrong)
    content = {"title": "Danh sách", "group": "poor-official", "responsible": "Nguyễn Văn Mẫu", "places": ["A", "B"]}
    dialog.fields.show_content({**content, "decision_date": "2026-11-20", "forms": ["board"]})
    dialog.agree()
    qtbot.waitUntil(lambda: page.notices.view.matter is not None)
    [line] = desk.ask(find_matters, "disclosure", on=NOW.date())
    assert line.content["places"] == ["A", "B"]
    assert line.content["decision_date"] == "2026-11-20"
    assert page.notices.view.key == "CK-2026-0001"


def test_the_group_is_the_officers_choice_and_brings_what_the_law_asks_of_it(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(qtbot, desk)
    page.notices.new.click()
    dialog = _dialog(page.notices, MatterDialog)
    fields = dialog.fields.fields
    fields["title"].set_value("Danh sách")
    dialog.agree()
    qtbot.waitUntil(lambda: fields["group"].wrong)
    fields["group"].set_value("poor-draft")
    qtbot.waitUntil(lambda: "3 ngày làm việc" in dialog.hint.text())
    assert fields["forms"].value() == ["board", "culture-house"]
    fields["group"].set_value("procedures")
    qtbot.waitUntil(lambda: fields["forms"].value() == ["board", "website"])
    fields["forms"].set_value(["loudspeaker"])
    fields["group"].set_value("poor-draft")
    qtbot.waitUntil(lambda: "3 ngày làm việc" in dialog.hint.text())
    assert fields["forms"].value() == ["loudspeaker"]


def test_the_procedure_of_a_notice_is_picked_by_its_words(qtbot: QtBot, desk: DeskWindow) -> None:
    page = _page(qtbot, desk)
    page.notices.new.click()
    dialog = _dialog(page.notices, MatterDialog)
    dialog.fields.show_content({**NOTICE, "group": "procedures"})
    field = dialog.fields.fields["procedure"]
    assert isinstance(field, ProcedureField)
    field.line.setFocus()
    qtbot.keyClicks(field.line, "xac nhan tinh trang hon nhan")
    qtbot.waitUntil(lambda: field.line.popup.isVisible())
    shown = field.line.popup.geometry()
    assert dialog.rect().contains(shown)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.value() == "1.004873")
    assert dialog.isVisible()
    dialog.agree()
    qtbot.waitUntil(lambda: page.notices.view.matter is not None)
    [line] = desk.ask(find_matters, "disclosure", on=NOW.date())
    assert line.content["procedure"] == "1.004873"
    page.notices.view.amend()
    change = _dialog(page.notices.view, MatterDialog).fields.fields["procedure"]
    assert isinstance(change, ProcedureField)
    qtbot.waitUntil(lambda: change.sheet is not None)
    assert "hôn nhân" in change.line.text()
    change.line.clear()
    qtbot.keyClicks(change.line, "9.999999")
    assert change.value() == "9.999999"


def test_a_notice_is_posted_with_its_photo_and_changed(qtbot: QtBot, desk: DeskWindow, tmp_path: Path) -> None:
    photo = tmp_path / "bảng tin.png"
    photo.write_bytes(b"\x89PNG picture")
    key = desk.do(add_matter, "disclosure", NOTICE, at=NOW)
    page = _page(qtbot, desk, rows=1)
    view = page.notices.view
    qtbot.waitUntil(lambda: view.matter is not None)
    view.take(page.notices.book.step("post"))
    dialog = _dialog(view, MatterStepDialog)
    dialog.files.take([photo])
    dialog.agree()
    qtbot.waitUntil(lambda: view.matter is not None and view.matter.line.status == "posted")
    assert desk.ask(matter_file, key, on=NOW.date()).line.files == {"posted": 1}
    view.amend()
    change = _dialog(view, MatterDialog)
    change.fields.show_content({**NOTICE, "title": "Quyết toán năm 2025"})
    change.reason.set_value("sửa tên")
    change.agree()
    qtbot.waitUntil(lambda: desk.ask(matter_file, key, on=NOW.date()).version == 2)
    qtbot.waitUntil(lambda: view.matter is not None and view.matter.version == 2)
    view.attach()
    attach = _dialog(view, AttachDialog)
    attach.files.take([photo])
    attach.agree()
    qtbot.waitUntil(lambda: desk.ask(matter_file, key, on=NOW.date()).line.files.get("attachment") == 1)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


def test_a_notice_is_written_from_the_item_of_the_plan_that_asks_for_it(qtbot: QtBot, desk: DeskWindow) -> None:
    item = desk.do(add_matter, "disclosure-plan", {**NOTICE, "due": "2026-12-10"}, at=NOW)
    page = _page(qtbot, desk)
    page.show_what(item)
    qtbot.waitUntil(lambda: page.plan.view.matter is not None)
    [write] = [one for one in page.plan.view.findChildren(QPushButton) if one.accessibleName().startswith("Ghi")]
    write.click()
    dialog = _dialog(page, MatterDialog)
    assert dialog.fields.fields["title"].value() == NOTICE["title"]
    dialog.agree()
    qtbot.waitUntil(lambda: page.notices.view.matter is not None)
    [line] = desk.ask(find_matters, "disclosure", on=NOW.date())
    assert (line.parent, line.group, line.content["forms"]) == (item, "finance", ["website"])
    assert page.tabs.currentWidget() is page.notices
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


def test_a_photo_is_seen_beside_its_name_and_a_wrong_one_taken_back(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    picture = QImage(3000, 2000, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    assert picture.save(str(tmp_path / "bang-tin.jpg"))
    photo = NewFile("posted", "bang-tin.jpg", (tmp_path / "bang-tin.jpg").read_bytes())
    key = desk.do(add_matter, "disclosure", NOTICE, at=NOW, files=[photo])
    view = _page(qtbot, desk, rows=1).notices.view

    def opener() -> QPushButton | None:
        return next((one for one in view.findChildren(QPushButton) if one.text() == "bang-tin.jpg"), None)

    qtbot.waitUntil(lambda: (found := opener()) is not None and found.iconSize() == QSize(120, 80))
    [back] = [one for one in view.findChildren(QPushButton) if one.accessibleName() == "Bỏ tệp bang-tin.jpg"]
    back.click()
    dialog = _dialog(view, WithdrawDialog)
    dialog.agree()
    qtbot.waitUntil(lambda: bool(dialog.complaint()))
    dialog.reason.set_value("ảnh chụp nhầm người dân")
    dialog.agree()
    qtbot.waitUntil(lambda: desk.ask(matter_file, key, on=NOW.date()).files[0].withdrawn)
    qtbot.waitUntil(lambda: opener() is None and desk.window.desk.tasks.idle)


def test_its_papers_and_the_quarters_list_are_shown_to_be_printed(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.do(add_matter, "disclosure", NOTICE, at=NOW)
    page = _page(qtbot, desk, rows=1)
    page.print_paper("CK-2026-0001", "posting-minutes")
    qtbot.waitUntil(lambda: len(desk.opened) == 1)
    page.notices.print_report(quarterly=True)
    qtbot.waitUntil(lambda: len(desk.opened) == 2)
    assert [path.name.split("-")[0] for path in desk.opened] == ["CK", "disclosure"]
    desk.window.go("notices", "quarter-list")
    qtbot.waitUntil(lambda: len(desk.opened) == 3)
    assert "Quý III/2026" in " ".join(page.extract_text() for page in PdfReader(desk.opened[2]).pages)


def test_the_counter_of_the_officer_at_this_desk_is_known(qtbot: QtBot, desk: DeskWindow) -> None:
    officer = desk.ask(officers_at, on=NOW.date())[0].name
    desk.do(set_setting, "counters", f"Quầy 1: Người khác; Quầy 7: {officer}", at=NOW)
    citizens = _page(qtbot, desk).citizens
    qtbot.waitUntil(lambda: citizens.counter.value() == "Quầy 7")
    citizens.counter.set_value("Quầy 9")
    citizens.refresh()
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)
    assert citizens.counter.value() == "Quầy 9"


def test_numbers_are_taken_and_called_and_the_site_published_from_the_page(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    citizens = _page(qtbot, desk).citizens
    citizens.call_next()
    assert citizens.counter.wrong
    citizens.counter.set_value("Quầy 1")
    citizens.take_ticket()
    qtbot.waitUntil(lambda: citizens.waiting.text() == "1")
    citizens.call_next()
    qtbot.waitUntil(lambda: "Quầy 1" in citizens.result.text() and citizens.waiting.text() == "0")
    citizens.publish(tmp_path / "web")
    qtbot.waitUntil(lambda: (tmp_path / "web" / "index.html").exists())
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle)


def test_paper_ratings_are_keyed_in_by_digits_one_slip_after_the_other(qtbot: QtBot, desk: DeskWindow) -> None:
    case = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    page = _page(qtbot, desk)
    page.show_what("ratings")
    page.ratings.add()
    dialog = _dialog(page.ratings, RatingDialog)
    dialog.case.set_value(case)
    dialog.answers[0].setFocus()
    for key in "120":
        QTest.keyClick(dialog.window().focusWidget(), key)
    assert [row.level for row in dialog.answers[:3]] == ["very_good", "good", ""]
    assert dialog.focusWidget() is dialog.answers[2]
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.told.text().startswith("Đã ghi phiếu số 1"))
    assert [row.level for row in dialog.answers] == [""] * 9
    dialog.agree()
    qtbot.waitUntil(lambda: "Hãy chọn ít nhất một nội dung" in dialog.complaint())
    dialog.case.set_value(case)
    dialog.answers[4].choose("poor")
    dialog.agree()
    qtbot.waitUntil(lambda: dialog.case.wrong)
    dialog.reject()
    qtbot.waitUntil(lambda: len(page.ratings.list.rows) == 1 and "mẫu nhỏ: 1" in page.ratings.summary.text())
    page.ratings.list.selectRow(0)
    page.ratings.void.click()
    void = _dialog(page.ratings, VoidDialog)
    void.reason.set_value("ghi nhầm")
    void.agree()
    qtbot.waitUntil(lambda: "Số phiếu: 0" in page.ratings.summary.text())
