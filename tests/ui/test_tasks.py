"""Work runs beside the window; its answer, refusal or trouble comes back to it."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from sqlalchemy import text

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.officers import add_officer, officers_at
from papi_desk.ui.labels import sentence
from papi_desk.ui.tasks import Tasks
from tests.conftest import ExpectedLog
from tests.ui.conftest import NOW, DeskWindow


def _transact(use_case: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    return use_case(None, *args, **kwargs)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(_transact)
    yield made
    made.close()


def test_the_answer_comes_back_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner, threads = QObject(), []

    def use_case(_session: object, number: int) -> int:
        threads.append(threading.current_thread())
        return number + 1

    def show(answer: int) -> None:
        threads.append(threading.current_thread())
        assert answer == 2

    tasks.run(owner, use_case, 1).then(show)
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_a_job_changed_is_told_right_after_its_answer(qtbot: QtBot, tasks: Tasks) -> None:
    owner, told = QObject(), list[str]()
    tasks.changed.connect(lambda _tables: told.append("changed"))
    for _ in range(20):
        tasks.run(owner, lambda _session: tasks.announce(frozenset({"cases"}))).then(
            lambda _none: told.append("answer")
        )
    qtbot.waitUntil(lambda: len(told) == 40)
    assert told == ["answer", "changed"] * 20


def test_a_refusal_goes_to_the_form_that_takes_it(qtbot: QtBot, tasks: Tasks) -> None:
    owner, taken = QObject(), []

    def refuse(_session: object) -> None:
        raise Refused("bad-date", "event_date", text="x")

    tasks.run(owner, refuse).failed(taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken[0].field == "event_date"


def test_a_refusal_that_nobody_takes_is_told_to_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()

    def refuse(_session: object) -> None:
        raise Refused("bad-date")

    with qtbot.waitSignal(tasks.refused):
        tasks.run(owner, refuse)


def test_trouble_of_the_machine_can_be_tried_again(qtbot: QtBot, tasks: Tasks) -> None:
    owner, tries, answers, again = QObject(), [], [], []

    def write(_session: object) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("disk-full")
        return "written"

    tasks.unavailable.connect(lambda _error, retry: again.append(retry))
    tasks.run(owner, write).then(answers.append)
    qtbot.waitUntil(lambda: bool(again))
    again[0]()
    qtbot.waitUntil(lambda: answers == ["written"])


def test_a_bug_is_logged_under_the_number_that_is_shown(qtbot: QtBot, tasks: Tasks, expected_log: ExpectedLog) -> None:
    owner = QObject()

    def stumble(_session: object) -> None:
        raise ZeroDivisionError

    with expected_log("ZeroDivisionError"), qtbot.waitSignal(tasks.crashed) as crash:
        tasks.run(owner, stumble)
    assert "ZeroDivisionError" in crash.args[1]


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate, answers = QObject(), threading.Event(), []

    def wait(_session: object) -> int:
        gate.wait(5)
        return 1

    tasks.run(owner, wait).then(answers.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == []


def test_an_older_question_is_not_answered_once_it_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate, asked, answers = QObject(), threading.Event(), [], []

    def find(_session: object, words: str) -> str:
        asked.append(words)
        gate.wait(5)
        return words

    tasks.read(owner, find, "k").then(answers.append)
    older = tasks.read(owner, find, "kh").then(answers.append)
    older.drop()
    tasks.read(owner, find, "kha").then(answers.append)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == ["k", "kha"]
    assert asked == ["k", "kha"]


def test_a_long_report_does_not_delay_a_save(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate, saved = QObject(), threading.Event(), []

    def report(_session: object) -> None:
        gate.wait(5)

    tasks.read(owner, report)
    tasks.run(owner, lambda _session: "saved").then(saved.append)
    qtbot.waitUntil(lambda: saved == ["saved"])
    gate.set()


class _Left:
    """Something left behind in a circle, that tells on which thread it was freed."""

    def __init__(self, freed: list[threading.Thread]) -> None:
        self.itself = self
        self._freed = freed

    def __del__(self) -> None:
        self._freed.append(threading.current_thread())


def test_what_screens_leave_behind_is_freed_on_the_gui_thread_only(qtbot: QtBot, tasks: Tasks) -> None:
    owner, freed, answers = QObject(), [], []

    def allocate(_session: object) -> int:
        return len([[] for _ in range(200_000)])

    for _ in range(2000):
        _Left(freed)
    tasks.run(owner, allocate).then(answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.waitUntil(lambda: len(freed) == 2000)
    assert set(freed) == {threading.main_thread()}


def test_a_worker_is_never_the_last_to_hold_a_form(qtbot: QtBot, tasks: Tasks) -> None:
    waiting, freed = threading.Event(), []
    owner = QObject()
    pending = tasks.run(owner, lambda _session: waiting.wait(5))
    pending.then(partial(_ignore, _Left(freed)))
    worker_holds = [one for one in gc.get_referrers(pending) if isinstance(one, tuple | list)]
    waiting.set()
    assert worker_holds == []


def _ignore(_left: _Left, _answer: object) -> None:
    """Take an answer and forget it."""


def test_a_call_of_qt_takes_no_reference_of_none_away(qtbot: QtBot) -> None:
    """PySide6 6.12.0 does on Python 3.11, and the program stops dead after some thousand calls."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("Nguyễn Văn Mẫu")
    assert sys.getrefcount(None) > before - 250


def test_work_that_is_stopped_is_rolled_back_says_so_and_the_worker_goes_on(qtbot: QtBot, desk: DeskWindow) -> None:
    tasks, begun, refused = desk.window.desk.tasks, threading.Event(), list[Refused]()

    def write_for_ever(session: Any) -> None:
        for number in count():
            add_officer(session, f"Mẫu {number}", "", at=NOW)
            session.flush()
            begun.set()

    pending = tasks.run(desk.window, write_for_ever).failed(refused.append)
    assert begun.wait(5)
    pending.stop()
    qtbot.waitUntil(lambda: tasks.idle)
    assert [(refusal.kind, "chưa ghi gì" in sentence(refusal)) for refusal in refused] == [("stopped", True)]
    assert not [officer for officer in desk.ask(officers_at, on=NOW.date()) if officer.name.startswith("Mẫu")]


def test_work_of_more_than_a_second_shows_itself_and_escape_stops_it_even_inside_one_statement(
    qtbot: QtBot, desk: DeskWindow
) -> None:
    tasks, progress = desk.window.desk.tasks, desk.window.progress

    def count_for_ever(session: Any) -> int:
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return int(session.scalar(text(endless)))

    with qtbot.waitSignal(tasks.refused) as stopped:
        tasks.read(desk.window, count_for_ever).named("Đang đếm…")
        qtbot.waitUntil(lambda: progress.row is not None)
        assert {"Đang đếm…", "Dừng   Esc"} <= {
            w.text() for w in progress.row.findChildren(QWidget) if hasattr(w, "text")
        }
        QTest.keyClick(desk.focus(), Qt.Key.Key_Escape)
    assert stopped.args[0].kind == "stopped"
    qtbot.waitUntil(lambda: tasks.idle and progress.row is None)


def test_what_is_asked_for_again_takes_the_place_of_what_waited(qtbot: QtBot, tasks: Tasks) -> None:
    owner, tries, answers, again = QObject(), [], [], []

    def pay(_session: object, case: str, *, at: int) -> str:
        tries.append((case, at))
        if len(tries) <= 2:
            raise Unavailable("server-gone")
        return case

    tasks.unavailable.connect(lambda _error, retry: again.append(retry))
    tasks.run(owner, pay, "one", at=1).then(answers.append)
    tasks.run(owner, pay, "other", at=2).then(answers.append)
    qtbot.waitUntil(lambda: len(again) == 2)
    tasks.run(owner, pay, "one", at=3).then(answers.append)
    qtbot.waitUntil(lambda: answers == ["one"])
    for retry in (*again, *again):
        retry()
    qtbot.waitUntil(lambda: tasks.idle)
    assert tries[2:] == [("one", 3), ("other", 2)]


def test_escape_stops_long_work_before_the_page_takes_it(qtbot: QtBot, desk: DeskWindow) -> None:
    tasks, progress = desk.window.desk.tasks, desk.window.progress
    desk.window.go("cases")  # has an Escape of its own
    qtbot.waitUntil(lambda: tasks.idle)

    def count_for_ever(session: Any) -> int:
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return int(session.scalar(text(endless)))

    with qtbot.waitSignal(tasks.refused):
        tasks.read(desk.window, count_for_ever)
        qtbot.waitUntil(lambda: progress.row is not None)
        own = [one for one in desk.window.page("cases").findChildren(QShortcut) if one.key() == QKeySequence("Esc")]
        assert [one.isEnabled() for one in own] == [False]
        QTest.keyClick(desk.focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: progress.row is None)
    assert own[0].isEnabled()
