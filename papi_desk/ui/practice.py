"""The practice register in a window of its own, beside the real one."""

from __future__ import annotations

from pathlib import Path

from PySide6 import QtCore

from papi_desk.settings import program


def practice_command(folder: Path) -> list[str]:
    """Return the command that opens the practice register beside that of a data folder."""
    return program("--practice", "--data", str(folder))


def open_practice(folder: Path) -> None:
    """Open it; where it is open already its window comes to the front."""
    itself, *words = practice_command(folder)
    QtCore.QProcess.startDetached(itself, words)
