"""Copies by plan while the window is open: made by a program of its own, told in the bar on top in colour and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal

from papi_desk import services
from papi_desk.domain.backups import Age, is_due
from papi_desk.settings import program
from papi_desk.ui.dialogs import Button
from papi_desk.ui.icons import icon
from papi_desk.ui.layouts import restyle
from papi_desk.ui.tasks import Tasks

FIRST: Final = 20_000
"""Milliseconds after the start: the desk comes first."""
AGAIN: Final = 60_000
PATIENCE: Final = 5_000


class BackupKeeper(QObject):
    """Knows how the copies stand, and makes the next when it is due or asked for."""

    changed = Signal(object)
    """How the copies stand now."""
    finished = Signal(str, str)
    """What came of a round: words, and «done» or «late»."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self.folder = folder
        self.state: services.backup_plan.BackupState | None = None
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.timeout.connect(self._look)

    @cached_property
    def _process(self) -> QtCore.QProcess:
        """The program that makes a round; its class, like all of QtCore, is made when it is first asked for."""
        made = QtCore.QProcess(self)
        made.finished.connect(self._ended)
        made.errorOccurred.connect(self._not_begun)
        return made

    @property
    def running(self) -> bool:
        """Tell whether a round is under way."""
        return "_process" in vars(self) and self._process.state() is not QtCore.QProcess.ProcessState.NotRunning

    def begin(self) -> None:
        """Make copies by plan from now on."""
        QTimer.singleShot(FIRST, self, self._look)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """See how the copies stand."""
        self._tasks.work(self, services.backup_plan.backup_state, self.folder, at=self._clock()).then(self._show)

    def start(self) -> bool:
        """Begin a round now; tell whether one was begun."""
        if self.running:
            return False
        command, *words = program("backup", "--json", "--data", str(self.folder))
        self._process.start(command, words)
        return True

    def leave(self) -> None:
        """Make a last copy while the window goes, if the plan says so and something was done since."""
        planned = self._timer.isActive() and (self.state is None or self.state.plan.at_closing)
        self.stop()
        if planned:
            command, *words = program("backup", "--json", "--if-changed", "--data", str(self.folder))
            QtCore.QProcess.startDetached(command, words)

    def stop(self) -> None:
        """End a round that is under way, so that nobody has the register open; its half of a copy does not count."""
        self._timer.stop()
        if self.running:
            self._process.kill()
            self._process.waitForFinished(PATIENCE)

    def _look(self) -> None:
        self.refresh()
        state = self.state
        if state is not None and is_due(state.newest, self._clock(), state.plan.every_hours):
            self.start()

    def _show(self, state: services.backup_plan.BackupState) -> None:
        self.state = state
        self.changed.emit(state)

    def _ended(self, _code: int) -> None:
        words, tone = self._answer(bytes(self._process.readAllStandardOutput().data()))
        self.finished.emit(words, tone)
        self.refresh()

    def _not_begun(self, error: QtCore.QProcess.ProcessError) -> None:
        if error is QtCore.QProcess.ProcessError.FailedToStart:
            self.finished.emit(self.tr("The copying program cannot be started."), "late")

    def _answer(self, told: bytes) -> tuple[str, str]:
        """Read what the program said: the first trouble of any place, or the copy's name."""
        try:
            answer = json.loads(told)
        except ValueError:
            return self.tr("Copying ended without an answer; nothing was changed."), "late"
        if "error" in answer:
            return str(answer["error"]["message"]), "late"
        drill = answer.get("drill") or {}
        troubles = [place["trouble"] for place in answer["places"].values()] + [drill.get("trouble", "")]
        trouble = next((one for one in troubles if one), "")
        if trouble:
            return trouble, "late"
        return self.tr("Copied and proved: {0}").format(answer["file"]), "done"


class BackupChip(Button):
    """How old the newest proved copy is, in the bar on top; a click opens the settings of copies."""

    def __init__(self, keeper: BackupKeeper, open_settings: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "state")
        self.clicked.connect(lambda _checked=False: open_settings())
        keeper.changed.connect(self.show_state)
        self.hide()

    def show_state(self, state: services.backup_plan.BackupState) -> None:
        """Say how the copies stand, in words, colour and icon."""
        words, tone, picture = self.words(state)
        self.setText(words)
        self.setIcon(icon(picture, tone))
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Copies of the register: {0}").format(words))
        restyle(self, "tone", tone)
        self.show()

    def words(self, state: services.backup_plan.BackupState) -> tuple[str, str, str]:
        """Return words, tone and icon for how the copies stand."""
        if state.newest is None:
            return self.tr("Never copied"), "late", "warning"
        shown = f"{state.newest:%H:%M %d/%m}"
        if state.age is Age.AHEAD:
            return self.tr("The clock was set back"), "late", "warning"
        if state.age is Age.STALE:
            return self.tr("Last copy {0}: too old").format(shown), "late", "warning"
        if state.age is Age.OLD:
            return self.tr("Last copy {0}: old").format(shown), "soon", "clock"
        if state.troubled:
            return self.tr("Copied {0}, not everywhere").format(shown), "soon", "warning"
        return self.tr("Copied {0}").format(shown), "done", "check-circle"
