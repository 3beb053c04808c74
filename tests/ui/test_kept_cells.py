"""Cells keep their pictures: painted once while they say the same, anew when they are lit or dressed otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFont, QGuiApplication, QImage
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from papi_desk.ui.figures import FiguresDelegate
from papi_desk.ui.kept_cells import MOST, KeptDelegate
from papi_desk.ui.labels import Chip
from papi_desk.ui.rows import Column, RowsView

LATE = Chip("quá hạn 2 ngày", "late", "warning-circle")
COLUMNS = (
    Column[int]("Hạn", chip=lambda row: LATE if row % 2 else None, width=150),
    Column[int]("Số", lambda row: f"MC-{row:04}", figures=True, width=150),
    Column[int]("", mark=lambda row: LATE, width=40),
    Column[int]("", icon=lambda row: "user", width=40),
    Column[int]("Tên", lambda row: f"Người {row}"),
)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Tell what each picture that is made shows."""
    made, paint = list[Any](), KeptDelegate._picture

    def noted(delegate: KeptDelegate, option: Any, index: Any, ratio: float) -> Any:
        made.append(delegate.shown(index))
        return paint(delegate, option, index, ratio)

    monkeypatch.setattr(KeptDelegate, "_picture", noted)
    return made


def _shown(qtbot: QtBot, rows: range) -> RowsView[int]:
    view = RowsView[int](COLUMNS, name="mẫu")
    qtbot.addWidget(view)
    view.resize(700, 34 * len(rows[:12]) + 80)
    view.show_rows(rows)
    return view


def _image(view: RowsView[int]) -> QImage:
    return view.grab().toImage()


def test_what_says_the_same_is_painted_once(qtbot: QtBot, dressed: list[Any], painted: list[Any]) -> None:
    view = _shown(qtbot, range(8))
    before = _image(view)
    figures = [(f"MC-{row:04}", None, "") for row in range(8)]
    each = [LATE, ("warning-circle", "late"), ("user", "quiet"), *figures]
    assert sorted(map(str, painted)) == sorted(map(str, each))
    painted.clear()
    assert _image(view) == before
    assert not painted


def test_a_kept_picture_is_what_painting_anew_would_show(
    qtbot: QtBot, dressed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _shown(qtbot, range(8))
    view.choose(3)
    kept = [_image(view) for _ in range(2)][-1]
    monkeypatch.setattr(KeptDelegate, "paint", lambda delegate, *given: delegate.draw(*given))
    fresh = _shown(qtbot, range(8))
    fresh.choose(3)
    assert kept == _image(fresh)


def test_a_chosen_row_and_another_theme_are_painted_anew(qtbot: QtBot, dressed: list[Any], painted: list[Any]) -> None:
    view = _shown(qtbot, range(8))
    plain = _image(view)
    painted.clear()
    view.choose(2)
    assert _image(view) != plain
    assert ("MC-0002", None, "") in painted
    painted.clear()
    dressed[0].use("dark")
    dark = _image(view)
    dressed[0].use("system")
    assert dark != plain
    assert LATE in painted


def test_the_same_figure_is_bold_in_a_sum(qtbot: QtBot, dressed: list[Any]) -> None:
    table, bold = QTableWidget(2, 1), QFont(QGuiApplication.font())
    qtbot.addWidget(table)
    table.setItemDelegate(FiguresDelegate(table))
    bold.setBold(True)
    for row in range(2):
        table.setItem(row, 0, QTableWidgetItem("1.234"))
    plain = table.grab().toImage()
    table.item(1, 0).setFont(bold)
    assert table.grab().toImage() != plain


def test_no_more_pictures_are_kept_than_two_screens_have(qtbot: QtBot, dressed: list[Any], painted: list[Any]) -> None:
    view = _shown(qtbot, range(2000))
    for row in range(0, 2000, 10):
        view.verticalScrollBar().setValue(row)
        _image(view)
    assert len(painted) > MOST
    assert max(len(one._kept) for one in (view._chips, view._figures)) <= MOST
