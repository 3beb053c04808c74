"""While the register is opened: nothing to see, unless an older one has to be brought up to date first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget
from shiboken6 import delete

from papi_desk.services.upgrading import COPYING, Told
from papi_desk.ui.layouts import column, text

T = TypeVar("T")


class Opening(QWidget):
    """How far the upgrade of an older register is; it cannot be broken off, and half of it is never kept."""

    stepped = Signal(str, int, int)
    done = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self.setWindowTitle("PAPI Desk")
        self.words = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.kept = text(
            self.tr("The register as it was stays in the folder «sao-luu». Please do not switch off."), "quiet"
        )
        self.kept.setWordWrap(True)
        self.head = text(self.tr("Bringing the register up to date"), "title")
        self.setLayout(column(self.head, self.words, self.bar, self.kept, margin=24, gap=12))
        self.setMinimumWidth(460)
        self.stepped.connect(self._show_step)

    def wait(self) -> None:
        """Show that the register is exchanged or encrypted, without how far it is."""
        self.head.setText(self.tr("Working on the register"))
        self.words.setText(self.tr("The new file is made and proved; the program opens again by itself."))
        self.kept.setText(self.tr("Please do not switch off."))
        self.bar.setRange(0, 0)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.show()

    def _show_step(self, what: str, done: int, steps: int) -> None:
        copying = self.tr("Copying the register and checking the copy…")
        moving = self.tr("Step {0} of {1}").format(done, steps)
        self.words.setText(copying if what == COPYING else moving)
        self.bar.setRange(0, steps)
        self.bar.setValue(done)
        self.show()


def opened(work: Callable[[Told], T]) -> T:
    """Do the work of opening off the screen's thread; show how far it is once it tells of an upgrade."""
    window = Opening()
    return _off_the_screen(partial(work, window.stepped.emit), window)


def waited_for(work: Callable[[], T]) -> T:
    """Do something to a register that nobody has open, off the screen's thread; show meanwhile that it is done."""
    window = Opening()
    window.wait()
    return _off_the_screen(work, window)


def _off_the_screen(work: Callable[[], T], window: Opening) -> T:
    loop = QEventLoop()
    window.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    with ThreadPoolExecutor(1) as worker:
        opening = worker.submit(work)
        opening.add_done_callback(lambda _done: window.done.emit())
        loop.exec()
    window.hide()
    delete(window)  # at once: a window that is still there would keep its sheet on (``Theme.put_off``)
    return opening.result()
