"""The display for citizens as the program opens it, on a monitor that is not wide."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

OPENED = """
import json, sys
import papi_desk.ui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from papi_desk import app, cli
listen, display = app.listen, app._display

def made(*given):
    made.dressed = bool(QApplication.instance().styleSheet())
    return display(*given)

def tell(window):
    window.show_kiosk()
    told = lambda: print(json.dumps([made.dressed, window.width(), window.isFullScreen()]), flush=True)
    QTimer.singleShot(300, told)
    QTimer.singleShot(400, window.leave)
    QTimer.singleShot(500, QApplication.quit)

def listening(name, window):
    QTimer.singleShot(300, lambda: tell(window))
    return listen(name, window)

app.listen, app._display = listening, made
sys.exit(cli.main(["--data", sys.argv[1], "display"]))
"""
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1366, "height": 1024, "logicalDpi": 96, "dpr": 1}


def test_the_display_fills_a_monitor_of_1366_and_no_more(tmp_path: Path) -> None:
    """It is made under its sheet: what is hidden of it would else ask for the room of keys without one."""
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}
    command = [sys.executable, "-c", OPENED, str(tmp_path / "data")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [True, 1366, True]
