"""A fee asked for by VietQR, large on the screen; Enter when the money has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.documents.codes import dark_runs, qr_modules
from papi_desk.services.papers import Transfer
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import money
from papi_desk.ui.layouts import STRETCH, column, row, text

_FREE = 4
"""Modules left free around the code."""


class CodeView(QWidget):
    """A QR code as large as there is room, dark on light in either theme."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._modules = qr_modules(content)
        self.setMinimumSize(QSize(360, 360))
        self.setAccessibleName(self.tr("Code for the transfer"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint whole modules of equal size."""
        count = len(self._modules) + 2 * _FREE
        side = min(self.width(), self.height()) // count
        left, top = (self.width() - side * count) // 2, (self.height() - side * count) // 2
        painter = QPainter(self)
        painter.fillRect(QRectF(left, top, side * count, side * count), QColor("white"))
        for y, line in enumerate(self._modules, _FREE):
            for start, length in dark_runs(line):
                painter.fillRect(
                    QRectF(left + (start + _FREE) * side, top + y * side, length * side, side), QColor("black")
                )
        painter.end()


class TransferDialog(QDialog):
    """Shows the code, the amount and whose account it is; ``received`` is called when the officer says so."""

    def __init__(self, parent: QWidget, transfer: Transfer, received: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Transfer for {0}").format(transfer.code))
        self._received = received
        self.code = CodeView(transfer.text)
        agree = button(self.tr("The money has come"), self._agree, kind="primary")
        agree.setDefault(True)
        later = button(self.tr("&Not yet"), self.reject)
        self.setLayout(
            column(
                row(STRETCH, text(money(transfer.amount), "figure"), STRETCH), (self.code, 1),
                row(STRETCH, text(transfer.payee, "section"), STRETCH),
                row(STRETCH, text(self.tr("Content: {0}").format(transfer.code), "quiet"), STRETCH),
                row(STRETCH, later, agree), margin=20, gap=8,
            )
        )  # fmt: skip
        self.resize(520, 620)

    def _agree(self) -> None:
        self._received()
        self.accept()
