"""Show how a due date comes about, day by day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.domain.deadlines import TraceDay
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import day_text
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.rows import Column, RowsView


class TraceDialog(QDialog):
    """Each day: counted, or why not."""

    def __init__(self, parent: QWidget, days: Sequence[TraceDay]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How the due date comes about"))
        self.resize(560, 460)
        columns = (
            Column[TraceDay](self.tr("Day"), lambda day: day_text(day.date), width=124, figures=True),
            Column[TraceDay]("", icon=lambda day: "check" if day.counted else "minus", width=44),
            Column[TraceDay](self.tr("Reason"), lambda day: day.why),
        )
        view = RowsView(columns, name=self.windowTitle(), empty=self.tr("No day is counted for this limit."))
        view.show_rows(days)
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        self.setLayout(column(text(self.windowTitle(), "title"), (view, 1), row(STRETCH, close), margin=16, gap=10))
