"""Reports on a real window: any report and period, the cases behind a figure, charts, clipboard, closed months."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from papi_desk.domain.charts import Chart, Series
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.lateness import cause_of
from papi_desk.services.months import close_month
from papi_desk.services.reports.run import REPORTS
from papi_desk.ui.cases.late_dialog import LateDialog
from papi_desk.ui.reports.cases_behind import CasesBehindDialog
from papi_desk.ui.reports.chart import ChartView
from papi_desk.ui.reports.months import CloseMonthDialog, DifferencesDialog
from papi_desk.ui.reports.period_picker import PeriodPicker
from papi_desk.ui.reports.statistics_page import StatisticsPage
from tests.ui.conftest import DeskWindow

OWNER = Person("person", "Nguyễn Văn Mẫu")


def receive(desk: DeskWindow, at: datetime, procedure: str = "1.004884") -> str:
    return desk.do(register_case, NewCase(procedure=procedure, owner=OWNER), at=at).code


@pytest.fixture
def page(qtbot: QtBot, desk: DeskWindow) -> StatisticsPage:
    """Return the page in October 2026, with an early and a late case."""
    early, late = receive(desk, datetime(2026, 10, 5, 9)), receive(desk, datetime(2026, 10, 6, 10))
    desk.do(take_step, early, "finish", at=datetime(2026, 10, 6, 9))
    desk.do(take_step, late, "finish", at=datetime(2026, 10, 30, 9))
    desk.window.go("statistics")
    page = cast("StatisticsPage", desk.window.page("statistics"))
    qtbot.waitUntil(lambda: page.report is not None)
    show(qtbot, page, "2026-10")
    return page


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2026, 10, 1), "2026-09", "2026-3"), (date(2026, 10, 5), "2026-09", "2026-3"),
        (date(2026, 10, 6), "2026-10", "2026-4"), (date(2026, 11, 3), "2026-10", "2026-4"),
        (date(2027, 1, 2), "2026-12", "2026-4"),
    ],
)  # fmt: skip
def test_the_first_days_begin_with_the_period_whose_report_is_made_then(
    qtbot: QtBot, today: date, month: str, quarter: str
) -> None:
    now = datetime.combine(today, time(9))
    picker, plain = PeriodPicker(lambda: now, for_reports=True), PeriodPicker(lambda: now)
    for one in (picker, plain):
        qtbot.addWidget(one)
    assert plain.which.value() == f"{today:%Y-%m}"
    assert picker.which.value() == month
    picker.kind.set_value("quarter")
    assert picker.which.value() == quarter


def test_the_month_that_begins_over_night_is_offered_and_what_was_chosen_stays(qtbot: QtBot) -> None:
    now = [datetime(2026, 11, 30, 17)]
    picker = PeriodPicker(lambda: now[0])
    qtbot.addWidget(picker)
    picker.show()
    picker.hide()
    told: list[str] = []
    picker.changed.connect(lambda: told.append(picker.name()))
    now[0] = datetime(2026, 12, 1, 8)
    picker.show()
    assert not told
    assert picker.which.value() == "2026-11"
    assert picker.which.box.itemData(0) == "2026-12"
    assert picker.last.day() == date(2026, 12, 1)
    picker.kind.set_value("quarter")
    picker.kind.set_value("month")
    assert picker.which.value() == "2026-12"
    picker.kind.set_value("days")
    picker.hide()
    told.clear()
    now[0] = datetime(2026, 12, 2, 8)
    picker.show()
    assert told == ["20261101-20261202"], "the figures of other days stand under the new ones"


def settle(qtbot: QtBot, page: StatisticsPage) -> None:
    qtbot.waitUntil(lambda: page.desk.tasks.idle)


def show(qtbot: QtBot, page: StatisticsPage, which: str) -> None:
    page.picker.which.set_value(which)
    settle(qtbot, page)


def dialog(qtbot: QtBot, page: StatisticsPage, kind: type[QDialog]) -> QDialog:
    def found() -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_every_report_shows_its_figures(qtbot: QtBot, page: StatisticsPage) -> None:
    for name in REPORTS:
        page.name.set_value(name)
        settle(qtbot, page)
        assert page.report is not None
        assert page.report.name == name
        assert page.table.columnCount() == len([c for c in page.report.columns if c.kind != "order"])
        assert page.result.text() == ""


def test_enter_on_a_figure_lists_its_cases_and_opens_one(qtbot: QtBot, desk: DeskWindow, page: StatisticsPage) -> None:
    late = next(n for n, one in enumerate(page.view.columns) if one.name == "c10")
    page.table.setCurrentCell(0, late)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    behind = cast("CasesBehindDialog", dialog(qtbot, page, CasesBehindDialog))
    [case] = behind.list.rows
    assert case.received_at == datetime(2026, 10, 6, 10)
    qtbot.keyClick(behind.list, Qt.Key.Key_Return)
    cases = desk.window.page("cases")
    qtbot.waitUntil(cases.isVisible)


def test_other_periods_are_counted_and_named(qtbot: QtBot, page: StatisticsPage) -> None:
    for kind, which, name in (
        ("quarter", "2026-4", "2026-q4"), ("half", "2026-2", "2026-h2"), ("year", "2026", "2026"),
    ):  # fmt: skip
        page.picker.kind.set_value(kind)
        show(qtbot, page, which)
        assert page.exports["pdf"].text() == f"II.06a-{name}.pdf"
        assert page.report is not None
        assert page.report.totals()["c3"] == 2
    page.picker.kind.set_value("days")
    page.picker.first.edit.setText("06/10/2026")
    page.picker.last.edit.setText("06/10/2026")
    page.picker.last.edit.editingFinished.emit()
    settle(qtbot, page)
    assert page.report.totals()["c5"] == 1
    page.picker.last.edit.setText("01/10/2026")
    page.picker.last.edit.editingFinished.emit()
    assert page.result.text()


def test_denominator_comparison_and_moment_change_the_report(qtbot: QtBot, page: StatisticsPage) -> None:
    page.share.set_value("to-process")
    page.compare.set_value("previous")
    settle(qtbot, page)
    assert page.report is not None
    assert page.report.figures["share"] == "to-process"
    assert "compared" in page.report.figures
    page.known.edit.setText("09:30 05/10/2026")
    page.known.edit.editingFinished.emit()
    settle(qtbot, page)
    assert page.report.totals()["c3"] == 1


def test_a_report_is_copied_for_excel_and_word(qtbot: QtBot, page: StatisticsPage) -> None:
    page.copy_button.click()
    settle(qtbot, page)
    data = QGuiApplication.clipboard().mimeData()
    assert "Hộ tịch\t2" in data.text()
    assert "<table" in data.html()


def test_a_month_is_closed_and_what_changed_since_is_shown(
    qtbot: QtBot, desk: DeskWindow, page: StatisticsPage
) -> None:
    page.month_button.click()
    cast("CloseMonthDialog", dialog(qtbot, page, CloseMonthDialog)).agree()
    qtbot.waitUntil(lambda: page._seal() is not None)
    settle(qtbot, page)
    late_entry = receive(desk, datetime(2026, 10, 20, 9))
    settle(qtbot, page)
    page.month_button.click()
    differences = cast("DifferencesDialog", dialog(qtbot, page, DifferencesDialog))
    assert [one.code for one in differences.list.rows] == [late_entry]
    differences.reject()


def test_a_month_closed_elsewhere_is_shown_as_closed(qtbot: QtBot, desk: DeskWindow, page: StatisticsPage) -> None:
    desk.do(close_month, page.period(), at=datetime(2026, 11, 23, 9))
    qtbot.waitUntil(lambda: page._seal() is not None)


def test_charts_are_drawn_and_told_to_those_who_cannot_see_them(qtbot: QtBot, page: StatisticsPage) -> None:
    page.tabs.setCurrentIndex(1)
    settle(qtbot, page)
    trend = page.charts[0]
    assert "10/26 · tiếp nhận: 2 · giải quyết: 2" in trend.accessibleDescription()
    assert not trend.grab().isNull()


def test_the_arrow_keys_and_the_pointer_tell_a_charts_figures(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show_chart(Chart("Thử", ("a", "b"), (Series("một", (1.0, 2.0)), Series("hai", (None, 3.5))), unit="%"))
    view.resize(400, 240)
    view.show()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.said == "b · một: 2 % · hai: 3,5 %"
    assert view.said_at(330) == "b · một: 2 % · hai: 3,5 %"
    assert view.said_at(60) == "a · một: 1 % · hai: –"
    assert view.said_at(0) == ""


def test_the_cause_of_lateness_is_recorded_from_the_case(qtbot: QtBot, desk: DeskWindow) -> None:
    code = receive(desk, datetime(2026, 11, 2, 9))
    desk.window.go("cases")
    page = desk.window.page("cases")
    made = LateDialog(page, desk.window.desk, code, lambda _line: None)
    made.open()
    made.cause.set_value("other")
    made.agree()
    qtbot.waitUntil(lambda: bool(made.complaint()))
    made.words.edit.setText("Mất điện hai ngày")
    made.agree()
    qtbot.waitUntil(lambda: desk.ask(cause_of, code) is not None)
