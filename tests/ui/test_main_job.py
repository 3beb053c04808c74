"""The main job as an officer does it: by keyboard, on a real window, to a real PDF."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import qtawesome
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.ui.pages import PLACES
from papi_desk.ui.suggest import SuggestLine
from tests.ui.conftest import NOW, DeskWindow

ROOT = Path(__file__).resolve().parents[2]


def test_a_birth_registration_goes_from_two_letters_to_a_printed_slip(qtbot: QtBot, desk: DeskWindow) -> None:
    qtbot.keyClicks(desk.focus(), "ks")
    qtbot.waitUntil(lambda: _suggested(desk) > 0)
    picker = desk.focus()
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.focus() is not picker)
    _tab_to(qtbot, desk, "Họ và tên")
    _compose(desk, "Nguyễn Văn Mẫu")
    qtbot.keyClick(desk.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.opened))
    lines = desk.ask(find_cases, query="nguyen van mau", now=NOW)
    assert [line.procedure_code for line in lines] == ["1.001193"]
    pages = PdfReader(desk.opened[0]).pages
    assert len(pages) == 2
    assert "Nguyễn Văn Mẫu" in pages[0].extract_text()
    assert lines[0].code in pages[1].extract_text()
    kept = desk.ask(case_file, lines[0].code)
    assert kept.due_at is not None
    assert kept.due_at.hour == 17


def _tab_to(qtbot: QtBot, desk: DeskWindow, name: str) -> None:
    """Press Tab until the field of that name hears the keys."""
    passed = []
    while desk.focus().accessibleName() != name:
        passed.append(desk.focus().accessibleName())
        assert len(passed) < 12, f"no field {name!r} within reach of Tab: {passed}"
        qtbot.keyClick(desk.focus(), Qt.Key.Key_Tab)


def _compose(desk: DeskWindow, text: str) -> None:
    """Type Vietnamese as an input method hands it over; QTest itself only knows ASCII keys."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(desk.focus(), event)


def _suggested(desk: DeskWindow) -> int:
    lists = desk.window.page("register").findChildren(SuggestLine)
    return max(len(line.popup.lines) for line in lists)


@pytest.mark.parametrize("name", [place.name for place in PLACES])
def test_every_place_opens_on_an_empty_register(qtbot: QtBot, desk: DeskWindow, name: str) -> None:
    desk.window.go(name)
    qtbot.wait(300)
    assert desk.window.page(name).isVisible()


def test_every_icon_is_one_that_the_family_has() -> None:
    charmap = next(Path(qtawesome.__file__).parent.glob("fonts/phosphor*charmap*.json"))
    known = set(json.loads(charmap.read_text(encoding="utf-8")))
    named: set[str] = set()
    for path in (ROOT / "papi_desk" / "ui").rglob("*.py"):
        named |= set(re.findall(r'(?:\bicon\(|picture=)"([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert named
    assert not named - known
