"""No private word of a citizen in a log, a crash report, a window's title or a file's name; no name is HTML."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from papi_desk.app import keep_log
from papi_desk.cli import main
from papi_desk.domain.errors import where_it_failed
from papi_desk.domain.people import Person
from papi_desk.services.attachments import attach, attachments
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.papers import issue_paper
from papi_desk.ui.cases.attachment_desk import DetachDialog
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.crash_dialog import CrashDialog
from papi_desk.ui.pages import PLACES
from papi_desk.ui.papers import kept_layout, write_paper
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.conftest import ExpectedLog
from tests.hostile.targets import pdf
from tests.ui.conftest import NOW, DeskWindow

HTML = '<b>Kín</b><img src="x">'
OWNER = Person(
    "person", f"Ownermark {HTML}", id_number="033190007711", phone="0912007722", email="mark@riengtu.example",
    address=f"Homemark {HTML}", sex="male",
)  # fmt: skip
OTHER = Person("person", f"Othermark {HTML}", id_number="033191007733", phone="0912007744", address="Othermark ở")
PRIVATE = ("mark", "007711", "007722", "riengtu", "007733", "007744")
WAIT = 9000


@pytest.fixture
def case(desk: DeskWindow) -> str:
    new = NewCase(
        "1.004884", OWNER, submitter=OTHER, relation=f"Relmark {HTML}", authorisation="Authmark 12/GUQ",
        note=f"Notemark {HTML}", all_documents=True,
    )  # fmt: skip
    code = desk.do(register_case, new, at=NOW).code
    desk.do(attach, code, "Filemark Nguyễn Thị Kín.pdf", pdf(), at=NOW)
    return code


def told(words: str) -> list[str]:
    return [one for one in PRIVATE if one in words.casefold()]


def titles() -> list[str]:
    """Return what the taskbar, the window list and a screen reader tell of the windows."""
    named = [QApplication.applicationDisplayName()]
    for one in QApplication.topLevelWidgets():
        named += [one.windowTitle(), one.windowIconText(), one.windowFilePath(), one.windowRole()]
    return named


def marked_up(root: QWidget) -> Iterator[str]:
    """Yield what Qt would show as HTML though somebody typed it: labels, tooltips of widgets and of cells."""
    for label in root.findChildren(QLabel):
        if label.textFormat() is not Qt.TextFormat.PlainText and Text.mightBeRichText(label.text()):
            yield label.text()
    tips = [widget.toolTip() for widget in (root, *root.findChildren(QWidget))]
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        wide = model.columnCount() if isinstance(view, QTableView | QTreeView) else 1
        cells = (model.index(row, column) for row in range(min(model.rowCount(), 40)) for column in range(wide))
        tips += [str(cell.data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells]
    yield from (tip for tip in tips if "<b>kín" in tip.casefold())


def test_no_page_takes_a_name_for_html_and_no_title_names_anybody(qtbot: QtBot, desk: DeskWindow, case: str) -> None:
    for place in PLACES:
        desk.window.go(place.name)
        qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
        assert not list(marked_up(desk.window)), place.name
        assert not told(" ".join(titles())), place.name
    desk.window.go("cases")
    page = cast("CasesPage", desk.window.page("cases"))
    qtbot.waitUntil(lambda: page.view.case is not None, timeout=WAIT)
    shown = " ".join(label.text() for label in page.view.findChildren(QLabel))
    assert HTML in shown
    assert not list(marked_up(page))
    (one,) = desk.ask(attachments, case)
    page.view.files.view(one)
    qtbot.waitUntil(lambda: page.view.files.dialog is not None, timeout=WAIT)
    assert not told(" ".join(titles()))
    assert page.view.files.dialog is not None
    page.view.files.dialog.close()
    dialog = DetachDialog(desk.window, desk.window.desk, one, lambda: None)
    assert not told(dialog.windowTitle())
    assert not list(marked_up(dialog))
    dialog.close()


def _fail(_session: Any, person: Person) -> None:
    raise ValueError(f"cannot read {person.name} {person.id_number} {person.phone} {person.address} {person.email}")


def _break(session: Any, person: Person) -> None:
    session.execute(
        sql("INSERT INTO parties (name, phone) VALUES (:name, :phone)"), {"name": person.name, "phone": person.phone}
    )


def test_a_bug_is_logged_and_told_by_its_place_and_kind_and_never_by_its_words(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path, expected_log: ExpectedLog
) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    keep_log(tmp_path)
    tasks = desk.window.desk.tasks
    heard: list[str] = []
    tasks.crashed.connect(lambda _number, details: heard.append(details))
    try:
        with expected_log("bug "):
            for use_case in (_fail, _break):
                tasks.run(desk.window, use_case, OWNER)
            qtbot.waitUntil(lambda: len(heard) == 2, timeout=WAIT)
    finally:
        for handler in [one for one in root.handlers if one not in before]:
            root.removeHandler(handler)
            handler.close()
    logged = (tmp_path / "papi-desk.log").read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "in _break" in logged
    assert "SQLITE_CONSTRAINT_NOTNULL" in logged
    shown = [box.detailedText() + box.text() + box.informativeText() for box in desk.window.findChildren(CrashDialog)]
    assert len(shown) == 2
    for words in (logged, *heard, *shown):
        assert not told(words)


def test_where_a_bug_lies_tells_of_every_error_that_led_to_it() -> None:
    try:
        try:
            raise KeyError(OWNER.phone)
        except KeyError as error:
            raise OSError(28, OWNER.name) from error
    except OSError as error:
        words = where_it_failed(error)
    error = ValueError(OWNER.name)
    error.__cause__ = error
    assert where_it_failed(error) == "builtins.ValueError\n"
    assert words.index("builtins.KeyError") < words.index("builtins.OSError 28")
    assert not told(words)


def test_no_file_that_the_program_names_names_anybody(desk: DeskWindow, case: str, tmp_path: Path) -> None:
    folder = tmp_path / "giay-to"
    desk.do(take_step, case, "finish", at=NOW, ask=StepDetails())
    desk.do(take_step, case, "return", at=NOW, ask=StepDetails(taken_by="Takenmark"))
    for form in ("receipt", "control", "fee-slip", "result-receipt"):
        write_paper(desk.do(issue_paper, case, form, lay_out=kept_layout, at=NOW), folder)
    assert len(list(folder.iterdir())) == 4
    paths = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    assert paths
    assert not told(" ".join(paths))


def test_what_is_listed_of_a_citizen_names_them_on_the_paper_and_in_no_title_or_name(
    qtbot: QtBot, desk: DeskWindow, case: str
) -> None:
    desk.window.go("settings", "private")
    tab = cast("SettingsPage", desk.window.page("settings")).personal
    tab.number.set_value(OWNER.id_number)
    tab.list_held()
    qtbot.waitUntil(lambda: bool(desk.opened), timeout=WAIT)
    assert not told(" ".join([str(desk.opened[0].name), *titles()]))
    tab.correct_held()
    assert not told(" ".join(titles()))


def test_a_bug_on_the_command_line_says_where_it_lies_and_nothing_of_the_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_given: Any) -> None:
        _fail(None, OWNER)

    monkeypatch.setattr("papi_desk.commands.reckon.due", broken)
    assert main(["due", "--procedure", "1.004884", "--at", "2026-03-02T09:00"]) == 3
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert not told(said)
