"""The practice register in a window of its own, beside the real one."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess


def practice_command(folder: Path) -> list[str]:
    """Return the command that opens the practice register beside that of a data folder."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "papi_desk"]
    return [*program, "--practice", "--data", str(folder)]


def open_practice(folder: Path) -> None:
    """Open it; where it is open already its window comes to the front."""
    program, *words = practice_command(folder)
    QProcess.startDetached(program, words)
