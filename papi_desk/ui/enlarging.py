"""The style for larger text: Fusion, with as much more room for what has a fixed size."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QProxyStyle, QWidget

QWIDGETSIZE_MAX: Final = 16_777_215
"""Qt's word for «as large as you like»."""


class Enlarging(QProxyStyle):
    """Give every widget of a fixed size as much more room as its text is larger, once, when it is first dressed."""

    def __init__(self, factor: float) -> None:
        super().__init__("Fusion")
        self._factor = factor

    def polish(self, what: Any) -> Any:
        """Dress a widget."""
        if isinstance(what, QWidget) and not what.property("enlarged"):
            what.setProperty("enlarged", True)
            self._make_room(what)
        return super().polish(what)

    def _make_room(self, widget: QWidget) -> None:
        if widget.isWindow():
            return
        least, most = widget.minimumSize(), widget.maximumSize()
        if 0 < most.width() < QWIDGETSIZE_MAX:
            widget.setMaximumWidth(round(most.width() * self._factor))
        if 0 < most.height() < QWIDGETSIZE_MAX:
            widget.setMaximumHeight(round(most.height() * self._factor))
        if 0 < least.width() == most.width():
            widget.setMinimumWidth(round(least.width() * self._factor))
        if least.height() > 0:
            widget.setMinimumHeight(round(least.height() * self._factor))
