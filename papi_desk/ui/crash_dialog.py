"""The program made a mistake: said once, with its number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class CrashDialog(QMessageBox):
    """Say that the program itself made a mistake, with the number under which it is logged."""

    def __init__(self, parent: QWidget, reference: str, details: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Critical)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(self.tr("The program made a mistake"))
        self.setText(self.tr("What you were doing was not finished. What was saved before is safe."))
        self.setInformativeText(self.tr("Tell your IT officer the number {0}.").format(reference))
        self.setDetailedText(details)
        self.setStandardButtons(QMessageBox.StandardButton.Close)
