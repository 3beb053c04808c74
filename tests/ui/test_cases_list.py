"""The list of cases: pages while scrolling, filters as chips, saved views, columns, several cases at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QToolButton
from pytestqt.qtbot import QtBot

from papi_desk.domain.cases import Action, Status
from papi_desk.domain.people import Person
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.imports import import_cases
from papi_desk.services.saved_views import saved_views
from papi_desk.ui.cases.batch import BatchSteps
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.paging import MOST
from papi_desk.ui.printing.batch_dialog import BatchDialog
from tests.ui.conftest import NOW, DeskWindow


def _receive(desk: DeskWindow, name: str, code: str = "1.004884", *, days_ago: int = 0) -> str:
    new = NewCase(procedure=code, owner=Person("person", name), all_documents=True)
    return desk.do(register_case, new, at=NOW - timedelta(days=days_ago, hours=1), recorded_at=NOW).code


def _many(desk: DeskWindow, count: int) -> None:
    head = ("Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày tiếp nhận", "Trạng thái")
    rows = [
        (f"T{number:05}", "2.000815", f"Nguyễn Văn Mẫu {number}", NOW - timedelta(hours=count - number), "Đang xử lý")
        for number in range(count)
    ]
    desk.do(import_cases, [head, *rows], at=NOW)


def _open(qtbot: QtBot, desk: DeskWindow, what: str = "") -> CasesPage:
    desk.window.go("cases", what)
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: bool(page.list.rows))
    return page


def _names(page: CasesPage) -> list[int]:
    return [int(line.owner.rpartition(" ")[2]) for line in page.list.rows]


def test_scrolling_to_the_end_and_back_shows_every_case_in_order(qtbot: QtBot, desk: DeskWindow) -> None:
    count = MOST + 700
    _many(desk, count)
    page = _open(qtbot, desk)
    bar = page.list.verticalScrollBar()
    seen: list[int] = []
    asked: list[dict[str, object]] = []
    ask = page.list._ask

    def recorded(**how: object) -> object:
        asked.append(how)
        return ask(**how)

    page.list._ask = recorded  # type: ignore[assignment]

    def scroll(step: int, until: int) -> None:
        def moved() -> bool:
            names = _names(page)
            assert names == sorted(names, reverse=True)
            assert len(names) <= MOST + 100
            top = names[page.list.rowAt(2)]
            seen.append(top)
            bar.setValue(bar.value() + step)
            return until in names

        qtbot.waitUntil(moved)

    page.list.selectRow(0)
    qtbot.waitUntil(lambda: page.view.case is not None and desk.window.desk.tasks.idle)
    chosen, read = page.list.rows[0], page.view.case
    scroll(40, 0)
    assert len(page.list.rows) <= MOST + 100
    assert page.list.more_before
    assert seen == sorted(seen, reverse=True)
    top = _names(page)[page.list.rowAt(2)]
    page.refresh()  # something was saved meanwhile
    qtbot.waitUntil(lambda: page.list._asked is None and desk.window.desk.tasks.idle)
    assert _names(page)[page.list.rowAt(2)] == top, "the list jumped"
    opened: list[object] = []
    page.list.opened.connect(opened.append)
    page.list.opened.disconnect(page._show_whole)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened == [chosen]
    seen.clear()
    scroll(-40, count - 1)
    assert seen == sorted(seen)
    assert page.list.chosen() == chosen, "the row that was too far to be kept is chosen no more"
    assert page.view.case is not None
    assert page.view.case.code == read.code, "another case is shown though only the list was scrolled"
    assert not [one for one, other in pairwise(asked) if one == other], "a page was asked for twice"


def test_the_arrow_goes_on_from_what_is_seen_where_the_chosen_row_is_far(qtbot: QtBot, desk: DeskWindow) -> None:
    _many(desk, MOST + 300)
    page = _open(qtbot, desk)
    bar = page.list.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.value() + 40)
        return 0 in _names(page)

    page.list.selectRow(0)
    qtbot.waitUntil(at_the_end)
    assert page.list.away is not None
    page.list.setFocus()
    assert page.list.away is not None
    top = page.list.rowAt(1)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == top + 1
    assert page.list.chosen() == page.list.rows[top + 1]


def test_the_cross_that_clears_the_search_is_there_when_a_case_was_asked_for(qtbot: QtBot, desk: DeskWindow) -> None:
    code = _receive(desk, "Nguyễn Văn Mẫu")
    page = _open(qtbot, desk)

    def shown() -> int:
        return sum(one.isVisible() for one in page.search.findChildren(QToolButton))

    plain = shown()
    desk.window.go("cases", f"={code}")
    qtbot.waitUntil(lambda: shown() == plain + 1)
    desk.window.go("cases", "?due=overdue")
    qtbot.waitUntil(lambda: shown() == plain)


def test_the_arrow_down_goes_from_the_search_into_the_list(qtbot: QtBot, desk: DeskWindow) -> None:
    _many(desk, 3)
    page = _open(qtbot, desk)
    assert page.search.hasFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    assert page.list.chosen() == page.list.rows[0]


def test_control_end_shows_the_oldest_case_at_once(qtbot: QtBot, desk: DeskWindow) -> None:
    _many(desk, 400)
    page = _open(qtbot, desk)
    qtbot.keyClick(page.list, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _names(page)[-1] == 0)
    assert page.list.chosen() == page.list.rows[-1]
    qtbot.keyClick(page.list, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _names(page)[0] == 399)


def test_what_is_seen_stays_in_place_when_another_desk_receives_a_case(qtbot: QtBot, desk: DeskWindow) -> None:
    _many(desk, 400)
    page = _open(qtbot, desk)
    bar = page.list.verticalScrollBar()
    qtbot.waitUntil(lambda: len(page.list.rows) > 100)
    bar.setValue(60)
    before = page.list.rows[60].code
    _receive(desk, "Trần Thị Ví Dụ")
    qtbot.waitUntil(lambda: page.list.rows[0].owner == "Trần Thị Ví Dụ")
    assert bar.value() == 60
    assert page.list.rows[61].code == before


def test_a_filter_becomes_a_chip_that_can_be_taken_away(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Nguyễn Văn Mẫu", "2.000815")
    birth = _receive(desk, "Trần Thị Ví Dụ")
    page = _open(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.filters._choices.procedures) > 10)
    page.filters.more.click()
    dialog = page.filters.findChild(QDialog)
    assert dialog is not None
    dialog.field.set_value("Hộ tịch")  # type: ignore[attr-defined]
    dialog.agree()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [birth])
    chip = page.filters._chips.itemAt(0).widget()
    assert "Hộ tịch" in chip.text()  # type: ignore[attr-defined]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)


def test_a_saved_list_comes_back_with_its_filter_and_its_columns(qtbot: QtBot, desk: DeskWindow) -> None:
    late = _receive(desk, "Nguyễn Văn Mẫu", days_ago=30)
    _receive(desk, "Trần Thị Ví Dụ")
    page = _open(qtbot, desk)
    page.filters.quick.button(2).click()
    page.columns._toggle(5, True)
    page.views.save()
    dialog = page.views.findChild(QDialog)
    assert dialog is not None
    dialog.agree()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: dialog.name.wrong)  # type: ignore[attr-defined]
    dialog.name.set_value("Quá hạn")  # type: ignore[attr-defined]
    dialog.whom.set_value("office")  # type: ignore[attr-defined]
    dialog.agree()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: any(view.name for view in page.views.views))
    page.filters.quick.button(0).click()
    page.columns._as_usual()
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    page.views.choose(next(view for view in page.views.views if view.name == "Quá hạn"))
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [late])
    assert not page.list.horizontalHeader().isSectionHidden(5)
    names = [(view.name, view.of_office) for view in desk.ask(saved_views, "cases", officer="")]
    assert ("Quá hạn", True) in names


def test_columns_stay_as_the_officer_left_them(qtbot: QtBot, desk: DeskWindow) -> None:
    _receive(desk, "Nguyễn Văn Mẫu")
    page = _open(qtbot, desk)
    page.columns._toggle(2, True)
    now = page.columns.state()

    def kept() -> bool:
        return [view.content["columns"] for view in desk.ask(saved_views, "cases", officer="")] == [now]

    qtbot.waitUntil(kept)
    other = CasesPage(page.desk)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: not other.list.horizontalHeader().isSectionHidden(2))
    assert other.columns.state()["hidden"] == now["hidden"]
    assert kept()


def test_a_click_on_a_title_orders_the_list(qtbot: QtBot, desk: DeskWindow) -> None:
    later = _receive(desk, "Nguyễn Văn Mẫu", "2.000815")
    sooner = _receive(desk, "Trần Thị Ví Dụ", "2.000815", days_ago=5)
    done = _receive(desk, "Đỗ Thị Mẫu", "2.000815")
    desk.do(take_step, done, Action.FINISH, at=NOW)
    page = _open(qtbot, desk)
    page.list.horizontalHeader().sectionClicked.emit(0)
    qtbot.waitUntil(lambda: [line.code for line in page.list.rows] == [sooner, later])


def test_a_step_for_several_cases_tells_which_could_not_take_it(qtbot: QtBot, desk: DeskWindow) -> None:
    codes = [_receive(desk, f"Nguyễn Văn Mẫu {n}") for n in range(3)]
    desk.do(take_step, codes[1], Action.FINISH, at=NOW)
    page = _open(qtbot, desk)
    page.list.selectAll()
    assert page.batch.isVisible()
    with qtbot.waitSignal(page.batch.asked) as asked:
        page.batch.take_all(Action.PROCESS)
    dialog = asked.args[0]
    assert isinstance(dialog, BatchSteps)
    qtbot.waitSignal(dialog.ended).wait()
    assert [one.code for one in dialog.failed] == [codes[1]]
    assert "Đã xử lý xong" in dialog.failed[0].reason
    assert [desk.ask(case_file, code).status for code in codes] == [4, 9, 4]
    dialog.accept()


def test_a_step_that_needs_a_reason_asks_for_it_once(qtbot: QtBot, desk: DeskWindow) -> None:
    codes = [_receive(desk, f"Nguyễn Văn Mẫu {n}") for n in range(2)]
    page = _open(qtbot, desk)
    page.list.selectAll()
    page.batch.take_all(Action.STOP)
    form = page.batch.findChild(QDialog)
    assert form is not None
    form.fields["reason"].set_value("Theo đề nghị")  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.batch.asked) as asked:
        form.agree()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: [desk.ask(case_file, code).status for code in codes] == [Status.STOPPED] * 2)
    assert asked.args[0].failed == []
    asked.args[0].accept()


def test_a_paper_of_each_chosen_case_goes_to_the_printer(qtbot: QtBot, desk: DeskWindow) -> None:
    for number in range(2):
        _receive(desk, f"Nguyễn Văn Mẫu {number}")
    page = _open(qtbot, desk)
    page.list.selectAll()
    page.batch.hand_over.click()
    dialog = desk.window.findChild(BatchDialog)
    assert dialog is not None
    with ThreadPoolExecutor(1) as printer:
        papers = [printer.submit(paper).result() for paper in dialog._papers]
    assert [paper.kind for paper in papers] == ["control", "control"]
    assert all(paper.content.startswith(b"%PDF") for paper in papers)
    dialog.close()
