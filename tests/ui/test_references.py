"""Qt's bindings keep count of None and True: where they lose one a call, the program dies after some thousand calls."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 500


class Sender(QObject):
    """Sends something to somebody."""

    sent = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost any more")
@pytest.mark.parametrize("name", ["processEvents", "emit", "parentWidget", "isVisible"])
def test_no_call_loses_a_reference(qapp: QApplication, name: str) -> None:
    sender, widget = Sender(), QWidget()
    sender.sent.connect(lambda _what: None)
    calls: dict[str, Callable[[], object]] = {
        "processEvents": QApplication.processEvents,
        "emit": lambda: sender.sent.emit(None),
        "parentWidget": widget.parentWidget,
        "isVisible": widget.isVisible,
    }
    for constant in (None, False):
        before = sys.getrefcount(constant)
        for _ in range(CALLS):
            calls[name]()
        assert sys.getrefcount(constant) > before - CALLS // 2
