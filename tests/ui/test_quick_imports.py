"""What is imported after Qt is not read: PySide would keep every line of its source."""

from __future__ import annotations

import subprocess
import sys

READ = """
import linecache
import papi_desk.ui
import papi_desk.ui.labels
from PySide6.QtWidgets import QWidget
import papi_desk.ui.rows
import sqlalchemy.orm
assert QWidget.setLayout
ours = [name for name in linecache.cache if name.endswith(".py")]
print([name for name in ours if "papi_desk" in name or "sqlalchemy" in name])
"""


def test_no_source_is_read_for_an_import() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
