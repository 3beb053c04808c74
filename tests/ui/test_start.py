"""A start reads what it shows, and no more (docs/decisions/21-speed-of-the-window.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from papi_desk.db.database import Database
from papi_desk.services.setting_up import set_up
from tests.ui.conftest import NOW

_OPENED = """
import json, sys
from pathlib import Path
from datetime import datetime
import papi_desk.ui
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from papi_desk.db.database import Database
from papi_desk.ui.language import speak
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.tasks import Tasks
from papi_desk.ui.theme import ARGUMENTS, Theme
application = QApplication(ARGUMENTS)
theme, words = Theme(application), speak(application)
database = Database(sys.argv[1])
tasks = Tasks(database.transact, database.read)
with theme.put_off():
    window = MainWindow(tasks=tasks, office_clock=datetime.now, papers_folder=Path(sys.argv[2]), open_file=print)
window.show()
while not tasks.idle:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
print(json.dumps([name for name in sys.modules]))
window.close()
tasks.close()
database.close()
"""
LATER = {
    "papi_desk.db.models.cases", "papi_desk.db.models.audit", "papi_desk.services.cases", "papi_desk.services.sign_in",
    "papi_desk.ui.rows", "papi_desk.ui.suggestions", "papi_desk.documents.paper", "reportlab", "alembic", "psycopg",
    "argon2", "openpyxl", "xlsxwriter", "cryptography", "numpy", "PySide6.QtPrintSupport", "PySide6.QtNetwork",
}  # fmt: skip
"""Read when they are first asked for."""


def test_a_start_reads_what_it_shows_and_no_more(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'papi-desk.db'}"
    database = Database(url)
    database.upgrade()
    database.transact(set_up, at=NOW)
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", _OPENED, url, str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    read = set(json.loads(done.stdout.splitlines()[-1]))
    assert "papi_desk.ui.cases.register_page" in read
    assert read & LATER == set()
