"""A real window on a real register, offscreen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from papi_desk.db.database import Database, sqlite_url
from papi_desk.services.setting_up import set_up
from papi_desk.ui.language import speak
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.tasks import Tasks, Transact
from papi_desk.ui.theme import Theme

T = TypeVar("T")
NOW = datetime(2026, 11, 23, 9, 15)


@dataclass
class DeskWindow:
    """The window, its register, and the papers it opened or showed."""

    window: MainWindow
    database: Database
    opened: list[Path] = field(default_factory=list)

    def ask(self, use_case: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Read the register as the window does: off the GUI thread."""
        with ThreadPoolExecutor(1) as worker:
            return worker.submit(self.database.read, use_case, *args, **kwargs).result()

    def do(self, use_case: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Change the register as another desk does, off the GUI thread."""
        with ThreadPoolExecutor(1) as worker:
            return worker.submit(self.database.transact, use_case, *args, **kwargs).result()

    def focus(self) -> QWidget:
        """Return the field that would hear the next key."""
        widget = self.window.focusWidget()
        assert widget is not None
        return widget


def after_closing(desk: DeskWindow) -> None:
    """Do what was asked for once the window is gone, as the program does."""
    assert desk.window.afterwards is not None
    assert not desk.window.isVisible()
    desk.database.close()
    desk.window.afterwards()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[list[Any]]:
    """Dress the program once and let it speak Vietnamese.

    Without a screen Qt keeps what was copied until after Python has gone, which brings the test run down.
    """
    yield [Theme(qapp), speak(qapp)]
    qapp.clipboard().clear()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, dressed: list[Any]) -> Iterator[DeskWindow]:
    """Open the window on an empty register."""
    with window_on(sqlite_url(tmp_path), qtbot, tmp_path) as opened:
        yield opened


@contextmanager
def window_on(url: str, qtbot: QtBot, folder: Path) -> Iterator[DeskWindow]:
    """Open the window on a register that is set up first; no SQL may run on the GUI thread meanwhile."""
    database = Database(url)
    database.upgrade()
    database.transact(set_up, at=NOW)
    on_the_gui_thread: list[str] = []
    gui_thread = threading.get_ident()

    def watch(*called: Any) -> None:
        if threading.get_ident() == gui_thread:
            on_the_gui_thread.append(str(called[2]))

    event.listen(database.engine, "before_cursor_execute", watch)
    tasks = Tasks(cast("Transact", database.transact), cast("Transact", database.read))
    database.on_change.append(tasks.announce)
    database.on_reach.append(tasks.reach)
    opened: list[Path] = []
    window = MainWindow(tasks=tasks, office_clock=lambda: NOW, papers_folder=folder, open_file=opened.append)
    window.desk.printing.shown.connect(lambda paper: opened.append(folder / paper.file_name))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield DeskWindow(window, database, opened)
    window.close()
    tasks.close()
    database.close()
    assert not on_the_gui_thread, on_the_gui_thread
