"""Keys that mean two things at once mean nothing: no page gives a key twice, in either language."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.language import speak
from papi_desk.ui.pages import PLACES, section_words
from tests.ui.conftest import DeskWindow

SYSTEM = {
    "Alt+F4", "Alt+Space", "Alt+Z", "Ctrl+Space", "Ctrl+Shift", "Ctrl+A", "Ctrl+C", "Ctrl+E", "Ctrl+U", "Ctrl+V",
    "Ctrl+X", "F10",
}  # fmt: skip
"""Keys of the system, of every field (on Linux Ctrl+E and Ctrl+U too), and of the Vietnamese input methods (Unikey:
Ctrl+Shift, Alt+Z)."""


def _keys(page: QWidget) -> Counter[str]:
    """Count every key that works while a page, or a whole window or dialog, is shown."""
    found: Counter[str] = Counter()
    for shortcut in page.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisibleTo(page) and owner.window() is page.window():
            found[shortcut.key().toString()] += 1
    for button in page.findChildren(QAbstractButton):
        if button.isVisibleTo(page) and button.isEnabled() and button.window() is page.window():
            found[QKeySequence.mnemonic(button.text()).toString()] += 1
    for label in page.findChildren(QLabel):
        if label.isVisibleTo(page) and label.buddy() is not None and label.window() is page.window():
            found[QKeySequence.mnemonic(label.text()).toString()] += 1
    if not isinstance(page, (QMainWindow, QDialog)):
        found.update(place.key for place in PLACES)
    del found[""]
    return found


def test_no_key_of_the_counter_means_two_things(qtbot: QtBot, desk: DeskWindow) -> None:
    page = desk.window.page("register")
    assert isinstance(page, RegisterPage)
    page.form.procedure.choose("2.000815")
    qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)
    qtbot.waitUntil(lambda: page.fee.pay.isVisible())
    page.undo.show()
    found = _keys(page)
    assert {"Ctrl+1", "Ctrl+9", "Ctrl+G", "Ctrl+B", "Ctrl+M", "Ctrl+Shift+U", "Alt+D"} <= set(found)
    assert [key for key, count in found.items() if count > 1] == []


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_no_page_takes_a_key_of_the_system_or_of_the_input_methods(desk: DeskWindow, name: str) -> None:
    desk.window.go(name)
    assert not set(_keys(desk.window.page(name))) & SYSTEM


def _tabbed(qtbot: QtBot, desk: DeskWindow) -> list[QWidget]:
    """Press Tab until it comes to where it was before."""
    passed: list[QWidget] = []
    while desk.focus() not in passed:
        passed.append(desk.focus())
        qtbot.keyClick(desk.focus(), Qt.Key.Key_Tab)
    return passed


def _wanted(window: QWidget) -> list[QWidget]:
    """Return what Tab has to come to; of buttons that exclude each other one stands for all."""
    found = []
    for one in window.findChildren(QWidget):
        alone = not isinstance(one, QAbstractButton) or one.group() is None or one.isChecked()
        asks = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None and one.isEnabled()
        if asks and alone and one.isVisible():
            found.append(one)
    return found


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_tab_comes_to_everything_on_a_page_and_back(qtbot: QtBot, desk: DeskWindow, name: str) -> None:
    desk.window.go(name)
    qtbot.waitUntil(lambda: desk.window.page("register").desk.tasks.idle)
    passed = _tabbed(qtbot, desk)
    assert [(type(one), one.accessibleName()) for one in _wanted(desk.window) if one not in passed] == []


def test_tab_reads_the_form_downwards_from_the_procedure_to_the_save(qtbot: QtBot, desk: DeskWindow) -> None:
    page = desk.window.page("register")
    assert isinstance(page, RegisterPage)
    page.form.procedure.choose("2.000815")
    qtbot.waitUntil(lambda: page.fee.pay.isVisible())
    page.form.by_other.setChecked(True)
    qtbot.wait(20)
    page.form.procedure.line.setFocus()
    passed = _tabbed(qtbot, desk)
    form = page.form
    ticks = [line.tick for line in form.papers._lines]
    owner, submitter = form.owner.fields["name"].widget, form.submitter.person.fields["name"].widget
    below = [form.blank_slip.widget, page.fee.pay.means.widget, page.fee.pay.cash.widget, page.empty, page.save]
    read = [form.procedure.line, owner, form.by_other, submitter, form.submitter.relation.widget, *ticks, *below]
    assert ticks
    assert [one for one in passed if one in read] == read


def _twice(root: QWidget) -> list[str]:
    return [key for key, count in _keys(root).items() if count > 1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_key_means_two_things_on_any_page_nor_in_the_first_steps(
    qtbot: QtBot, dressed: list[Any], request: pytest.FixtureRequest, language: str
) -> None:
    application = cast("QApplication", QApplication.instance())
    if language == "en":
        for translator in dressed[1]:
            application.removeTranslator(translator)
    try:
        window = cast("DeskWindow", request.getfixturevalue("desk")).window
        found = {}
        for place, part in [*((place.name, "") for place in PLACES), *section_words()]:
            window.go(place, part)
            qtbot.waitUntil(lambda: window.desk.tasks.idle)
            found[f"{place} {part}"] = _twice(window)
        window.first_steps()
        qtbot.waitUntil(lambda: window.desk.tasks.idle)
        found["first steps"] = _twice(next(one for one in window.findChildren(QDialog) if one.isVisible()))
        assert {name: keys for name, keys in found.items() if keys} == {}
    finally:
        if language == "en":
            dressed[1] = speak(application)
