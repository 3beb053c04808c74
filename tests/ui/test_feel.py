"""What holds for every page and dialog: names for the screen reader, room for large text, live light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from papi_desk.ui.pages import PLACES
from papi_desk.ui.procedures.procedures_page import ProceduresPage
from papi_desk.ui.procedures.sheet_view import SheetView
from papi_desk.ui.settings.settings_page import SettingsPage
from papi_desk.ui.theme import Theme, current_tokens
from papi_desk.ui.tokens import DARK, LIGHT, SIZES, enlarge, scaled
from tests.ui.conftest import DeskWindow

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit)
INNER = (QLineEdit, QComboBox, QAbstractSpinBox, QScrollBar, QAbstractItemView)
PLACE_NAMES = [place.name for place in PLACES]
WAIT = 9000


def _nameless(root: QWidget) -> list[str]:
    """Return the controls to which a screen reader could give no name."""
    found = []
    for widget in root.findChildren(QWidget):
        alone = isinstance(widget, CONTROLS) and widget.isVisible() and not isinstance(widget.parentWidget(), INNER)
        said = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
        if alone and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not said:
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def _chain(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches, in order."""
    widget = root.nextInFocusChain()
    while widget is not root:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            yield widget
        widget = widget.nextInFocusChain()


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_a_screen_reader_can_name_all_that_tab_reaches_on_a_page(qtbot: QtBot, desk: DeskWindow, place: str) -> None:
    desk.window.go(place)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    assert _nameless(desk.window) == []
    page = desk.window.page(place)
    here = [widget for widget in _chain(desk.window) if page.isAncestorOf(widget)]
    assert here or place == "today"  # nothing to do on an empty register


def test_a_screen_reader_can_name_all_in_every_part_of_the_settings(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("settings")
    page = cast("SettingsPage", desk.window.page("settings"))
    for name in page.parts:
        desk.window.go("settings", name)
        qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
        assert _nameless(desk.window) == [], name


def test_a_screen_reader_can_name_all_in_the_dialogs(qtbot: QtBot, desk: DeskWindow) -> None:
    desk.window.go("procedures", "1.004884")
    procedures = cast("ProceduresPage", desk.window.page("procedures"))
    qtbot.waitUntil(lambda: isinstance(procedures.sheet, SheetView), timeout=WAIT)
    desk.window.go("settings", "calendar")
    settings = cast("SettingsPage", desk.window.page("settings"))
    qtbot.waitUntil(lambda: settings.calendar.year.days is not None and desk.window.desk.tasks.idle, timeout=WAIT)
    openers = (
        desk.window.first_steps, desk.window.help, cast("SheetView", procedures.sheet).change.click,
        settings.calendar.swap.click, settings.calendar.change.click,
        lambda: settings.settings.list.opened.emit(settings.settings.list.rows[0]),
        lambda: settings.hours.edit(None), lambda: settings.rates.edit(None),
        lambda: settings.printers.list.opened.emit(settings.printers.list.rows[0]),
    )  # fmt: skip
    for opener in openers:
        opener()
        qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
        dialogs = [dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible()]
        assert dialogs
        for dialog in dialogs:
            assert _nameless(dialog) == [], type(dialog).__name__
            dialog.hide()


@pytest.mark.parametrize("place", PLACE_NAMES)
def test_with_the_largest_text_a_page_scrolls_and_the_window_still_fits(
    qtbot: QtBot, desk: DeskWindow, place: str
) -> None:
    theme = cast("Theme", QApplication.instance().findChild(Theme))  # type: ignore[union-attr]
    try:
        theme.use("light", 1.75)
        desk.window.go(place)
        desk.window.resize(1366, 728)
        qtbot.wait(50)
        assert desk.window.minimumSizeHint().width() <= 1366
        assert desk.window.minimumSizeHint().height() <= 728
        area = desk.window.page(place).parentWidget().parentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
    finally:
        theme.use("system", 1)


def test_lengths_grow_with_the_text() -> None:
    try:
        enlarge(1.5)
        assert (SIZES["body"], scaled(34)) == (15.75, 51)
    finally:
        enlarge(1)
    assert (SIZES["body"], scaled(34)) == (10.5, 34)


def test_light_and_dark_change_while_the_program_is_open(desk: DeskWindow) -> None:
    theme = cast("Theme", QApplication.instance().findChild(Theme))  # type: ignore[union-attr]
    try:
        for scheme, tokens in (("dark", DARK), ("light", LIGHT)):
            theme.use(scheme)
            assert current_tokens() is tokens
            assert desk.window.isVisible()
    finally:
        theme.use("system")
