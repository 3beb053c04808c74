"""The program killed while a form is being typed: the next start shows it again, and who was waiting."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_WINDOW = """
import os, sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from papi_desk.db.database import Database, sqlite_url
from papi_desk.services.setting_up import set_up
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.tasks import Tasks

folder, now = Path(sys.argv[1]), datetime(2026, 11, 23, 9, 15)
application = QApplication([])
database = Database(sqlite_url(folder))
database.upgrade()
database.transact(set_up, at=now)
tasks = Tasks(database.transact, database.read)
database.on_change.append(tasks.announce)
window = MainWindow(tasks=tasks, office_clock=lambda: now, papers_folder=folder, open_file=print)
window.show()
page = window.page("register")
every = QTimer(interval=20)

def say(words):
    os.write(1, (words + "\\n").encode())

def when(ready, then):
    def look():
        if ready():
            every.timeout.disconnect(look)
            then()
    every.timeout.connect(look)
"""
_TYPE = """
def first():
    page.form.procedure.choose("2.000815")
    when(lambda: page.form.procedure.sheet is not None, wait)

def wait():
    page.form.owner.name.set_value("Trần Thị Ví Dụ")
    page.hold.click()
    when(lambda: page.form.procedure.sheet is None and page.drafts.held, second)

def second():
    page.form.procedure.choose("1.001193")
    when(lambda: page.form.procedure.sheet is not None, typed)

def typed():
    page.form.owner.name.set_value("Nguyễn Văn Mẫu")
    page.form.owner.phone.set_value("0912345678")
    page.form.papers.tick_all()
    when(lambda: (page.drafts._saved or {}).get("owner", {}).get("phone") and page.drafts.number, lambda: say("kept"))

QTimer.singleShot(0, first)
every.start()
application.exec()
"""
_LOOK = """
def look():
    names = [draft.content["owner"]["name"] for draft in page.drafts.held]
    papers = len(page.form.papers.handed_in())
    say(f"{page.form.owner.name.value()} {page.form.owner.phone.value()} {papers} {names}")
    os._exit(0)

when(lambda: page.form.procedure.sheet is not None and page.drafts.held, look)
every.start()
application.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills a program as only POSIX can")
def test_a_form_is_there_again_after_a_kill_with_who_was_waiting(own_folder: Path) -> None:
    own_folder.mkdir(exist_ok=True)
    typing = _start(_WINDOW + _TYPE, own_folder)
    assert typing.stdout is not None
    assert typing.stdout.readline().strip() == "kept"
    typing.send_signal(signal.SIGKILL)
    typing.communicate(timeout=30)
    assert typing.returncode == -signal.SIGKILL
    looking = _start(_WINDOW + _LOOK, own_folder)
    told, _ = looking.communicate(timeout=60)
    assert told.strip() == "Nguyễn Văn Mẫu 0912345678 3 ['Trần Thị Ví Dụ']"


def _start(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", script, str(folder)], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
    )  # fmt: skip
