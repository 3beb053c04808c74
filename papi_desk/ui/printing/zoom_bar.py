"""Which page is read, and how large."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import STRETCH, boxed, column, row, text, tip
from papi_desk.ui.printing.page_view import PAGE, POINT, STEPS, WIDTH, PageView


class ZoomBar(QWidget):
    """Pages to turn and sizes to choose for a ``PageView``."""

    def __init__(self, view: PageView) -> None:
        super().__init__()
        self._view = view
        self._count = 0
        self.place = text("", "quiet")
        self.back = button("", lambda: view.turn(-1), kind="flat", picture="caret-left")
        self.on = button("", lambda: view.turn(1), kind="flat", picture="caret-right")
        self.smaller = button("", lambda: view.step_zoom(-1), kind="flat", picture="magnifying-glass-minus")
        self.larger = button("", lambda: view.step_zoom(1), kind="flat", picture="magnifying-glass-plus")
        self._name(
            (self.back, self.tr("Page before"), "PgUp"),
            (self.on, self.tr("Next page"), "PgDn"),
            (self.smaller, self.tr("Smaller"), "Ctrl+-"),
            (self.larger, self.tr("Larger"), "Ctrl++"),
        )
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(self.tr("Size of the pages"))
        self.zoom.setMinimumWidth(170)
        self.zoom.addItem(self.tr("Whole page   Ctrl+0"), PAGE)
        self.zoom.addItem(self.tr("Whole width"), WIDTH)
        for step in STEPS:
            self.zoom.addItem(f"{step:.0%}", step)
        line = row(self.back, self.place, self.on, STRETCH, self.smaller, self.zoom, self.larger, margin=8, gap=6)
        self.setLayout(column(boxed(line, "bar")))
        self.zoom.activated.connect(lambda _place: view.set_zoom(self.zoom.currentData()))
        view.page_changed.connect(lambda _page: self._show_place())
        view.zoom_changed.connect(self._show_zoom)

    def show_count(self, count: int) -> None:
        """Say how many pages there are."""
        self._count = count
        self._show_place()

    def whole_page(self) -> None:
        """Show the page whole."""
        self._view.set_zoom(PAGE)

    def _show_place(self) -> None:
        page = self._view.page
        words = self.tr("Page {0} of {1}").format(page + 1, self._count)
        self.place.setText(words)
        self._view.setAccessibleDescription(words)
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < self._count - 1)

    def _show_zoom(self) -> None:
        self.zoom.setCurrentIndex(self.zoom.findData(self._view.zoom))
        share = self._view.scale() / POINT
        self.zoom.setToolTip(f"{share:.0%}")
        self.smaller.setEnabled(share > STEPS[0])
        self.larger.setEnabled(share < STEPS[-1])

    @staticmethod
    def _name(*named: tuple[QWidget, str, str]) -> None:
        for widget, words, key in named:
            widget.setAccessibleName(words)
            widget.setToolTip(tip(f"{words} ({key})"))
