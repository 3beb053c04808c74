"""The user guide inside the program: F1 opens it at the page of what is shown."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from papi_desk.settings import guide_page
from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import STRETCH, column, row

CONTENTS: Final = "muc-luc"
PAGES: Final = {
    "register": "tiep-nhan", "lane": "chung-thuc", "cases": "ho-so", "return": "tra-ket-qua", "today": "hom-nay",
    "notices": "cong-khai", "voices": "tieng-dan", "statistics": "thong-ke", "procedures": "thu-tuc",
    "settings": "thiet-lap", "portal": "cong-tinh", "books": "so-sach", "plan": "ke-hoach",
}  # fmt: skip
"""The page of the guide for each place."""
PARTS: Final = {
    "calendar": "lich", "officers": "dang-nhap", "backups": "sao-luu",
    "encryption": "ma-hoa", "forms": "giay-to", "printers": "giay-to", "ratings": "danh-gia",
    "private": "du-lieu-ca-nhan",
}  # fmt: skip
"""The page for a part of a place that has one of its own."""


class GuideView(QTextBrowser):
    """A page of the guide; pictures are as wide as the window."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Fit a picture into the window."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        path = self.source().resolved(QUrl(name)).toLocalFile()
        picture, room = QImage(path), max(self.viewport().width() - 24, 200)
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)


class GuideWindow(QDialog):
    """The guide beside the window; work goes on meanwhile."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self.view = GuideView()
        self.view.setAccessibleName(self.tr("User guide"))
        contents = button(self.tr("&Contents"), lambda: self.open_page(CONTENTS), picture="list")
        back = button(self.tr("&Back"), self.view.backward, picture="arrow-left")
        close = button(self.tr("Close"), self.hide, kind="flat")
        self.setLayout(column(row(contents, back, STRETCH, close), (self.view, 1), margin=12))
        self.resize(760, 680)

    def show_page(self, place: str, part: str = "") -> None:
        """Show the page of a place (or of a part of it)."""
        self.open_page(PARTS.get(part) or PAGES.get(place, CONTENTS))
        self.show()
        self.activateWindow()
        self.view.setFocus()

    def open_page(self, name: str) -> None:
        """Show a page by its name."""
        address = QUrl.fromLocalFile(str(guide_page(name)))
        self.view.setSource(address, QTextDocument.ResourceType.MarkdownResource)
