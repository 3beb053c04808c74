"""Every text on the screens is Vietnamese, and the catalogue is the one that the code needs."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QTreeView
from pytestqt.qtbot import QtBot

from papi_desk.settings import resource

UI = Path(__file__).resolve().parents[2] / "papi_desk" / "ui"
SOURCES = sorted(UI.rglob("*.py"))


def _tool(name: str) -> str:
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def _messages(path: Path) -> dict[tuple[str, str], str]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            translation = message.find("translation")
            assert translation is not None
            found[key] = translation.text or ""
    return found


@pytest.mark.parametrize("name", ["papi_desk_vi", "qt_vi"])
def test_every_text_is_translated(name: str) -> None:
    text = resource("i18n", f"{name}.ts").read_text(encoding="utf-8")
    assert 'type="unfinished"' not in text
    assert [key for key, words in _messages(resource("i18n", f"{name}.ts")).items() if not words] == []


def test_the_catalogue_holds_just_the_texts_of_the_screens(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    command = [_tool("pyside6-lupdate"), "-locations", "none", *map(str, SOURCES), "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    assert set(_messages(fresh)) == set(_messages(resource("i18n", "papi_desk_vi.ts")))


@pytest.mark.parametrize("name", ["papi_desk_vi", "qt_vi"])
def test_the_compiled_catalogue_says_what_the_catalogue_says(name: str, qapp: object) -> None:
    translator = QTranslator()
    assert translator.load(str(resource("i18n", f"{name}.qm")))
    for (context, source), words in _messages(resource("i18n", f"{name}.ts")).items():
        comment = "language of errors" if source == "en" else None
        assert translator.translate(context, source, comment) == words


def test_gaps_in_a_text_are_the_same_in_both_languages() -> None:
    for (_, source), words in _messages(resource("i18n", "papi_desk_vi.ts")).items():
        assert [gap for gap in ("{0}", "{1}", "{2}") if gap in source] == [
            gap for gap in ("{0}", "{1}", "{2}") if gap in words
        ]


def test_no_text_is_put_together_before_it_is_translated() -> None:
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_translation(node):
                texts = node.args[:1] if _name(node) == "tr" else node.args[1:2]
                wrong += [f"{path.name}:{node.lineno}" for text in texts if not isinstance(text, ast.Constant)]
    assert wrong == []


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _is_translation(node: ast.Call) -> bool:
    return _name(node) in ("tr", "translate")


def test_qt_own_buttons_speak_vietnamese(dressed: object) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"
    assert QCoreApplication.translate("QLineEdit", "&Paste") == "&Dán"


def test_the_dialog_that_asks_for_a_file_speaks_vietnamese(dressed: object, qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    qtbot.addWidget(dialog)
    dialog.show()
    named = [one.text().replace("&", "") for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
    labels = [one.text().replace("&", "") for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert {"Chọn", "Hủy"} <= set(named)
    assert {"Ở thư mục:", "Thư mục:", "Loại tệp:"} <= set(labels)
    [details] = dialog.findChildren(QTreeView)
    columns = [str(details.model().headerData(at, Qt.Orientation.Horizontal)) for at in range(4)]
    assert columns == ["Tên", "Cỡ", "Loại", "Sửa lúc"]
