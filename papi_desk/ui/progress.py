"""Work of more than a second shows how far it has come, with «Stop» and Escape; what is stopped was never written."""

from __future__ import annotations

from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QWidget
from shiboken6 import isValid

from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import row, text
from papi_desk.ui.tasks import Pending, Tasks
from papi_desk.ui.tokens import scaled

AFTER: Final = 1.0
"""Seconds after which work is shown."""
_LOOK_EVERY: Final = 200
_ABOVE_THE_EDGE: Final = 12


class ProgressRow(QFrame):
    """What is being done, how far it is, and the way to stop it; over the lower edge of its window."""

    def __init__(self, host: QWidget, pending: Pending[Any]) -> None:
        super().__init__(host)
        self.setProperty("kind", "progress")
        self.pending = pending
        self._words = text(pending.words or self.tr("Working…"), "section")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Done so far"))
        self.bar.setFixedWidth(scaled(180))
        self._part = text("", "quiet")
        self._part.setMinimumWidth(scaled(40))
        self.stop_button = button(f"{self.tr('Stop')}   Esc", self.stop)
        self.stop_button.setAccessibleName(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop (Esc): nothing is written then"))
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(row(self._words, self.bar, self._part, self.stop_button, gap=12, margin=8))
        self.look()

    def stop(self) -> None:
        """Stop the work."""
        self.pending.stop()
        self.stop_button.setEnabled(False)
        self._words.setText(self.tr("Stopping…"))
        self.look()

    def look(self) -> None:
        """Show how far it is, in the middle of the window's lower edge."""
        work = self.pending.work
        self.bar.setRange(0, work.whole)
        self.bar.setValue(min(work.done, work.whole))
        self._part.setText(f"{100 * work.done // work.whole} %" if work.whole else "")
        self.adjustSize()
        host = self.parentWidget()
        if host is not None:
            self.move((host.width() - self.width()) // 2, host.height() - self.height() - _ABOVE_THE_EDGE)
        self.show()
        self.raise_()


class Progress(QObject):
    """Watches over what is under way and shows what takes long, in the dialog that is open or else in the window."""

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._window = window
        self._shown: ProgressRow | None = None
        self._silenced: list[QShortcut] = []
        self._looking = QTimer(self, interval=_LOOK_EVERY)
        self._looking.timeout.connect(self.look)
        tasks.busy_changed.connect(self._busy)

    @property
    def row(self) -> ProgressRow | None:
        """Return what is shown, if anything is."""
        return self._shown if self._shown is not None and isValid(self._shown) else None

    def look(self) -> None:
        """Show the work that was asked for first, once it has taken a second."""
        pending, shown = self._tasks.longest, self.row
        if pending is None or monotonic() - pending.begun < AFTER:
            self._hide()
        elif shown is not None and shown.pending is pending and shown.parentWidget() is self._host():
            shown.look()
        else:
            self._hide()
            self._shown = ProgressRow(self._host(), pending)
            self._take_escape(self._host(), self._shown)

    def _take_escape(self, host: QWidget, shown: ProgressRow) -> None:
        """Take Escape for «Stop», before a dialog or a page takes it.

        No filter over the whole program: it would see widgets while they are still being made, and Python would
        then know two of one, which brings the program down.
        """
        escape = QKeySequence(Qt.Key.Key_Escape)
        self._silenced = [one for one in host.findChildren(QShortcut) if one.key() == escape and one.isEnabled()]
        for other in self._silenced:
            other.setEnabled(False)
        QShortcut(escape, shown).activated.connect(shown.stop)

    def _host(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _busy(self, busy: bool) -> None:
        if busy:
            self._looking.start()
        else:
            self._looking.stop()
            self._hide()

    def _hide(self) -> None:
        shown, self._shown = self.row, None
        for other in filter(isValid, self._silenced):
            other.setEnabled(True)
        self._silenced = []
        if shown is not None:
            shown.hide()
            shown.deleteLater()
