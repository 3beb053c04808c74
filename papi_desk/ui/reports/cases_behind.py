"""The cases behind a figure: a list from which a case is opened, or the list saved as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.services.reports.behind import CaseBehind
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import moment_text
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.rows import Column, RowsView

_WIDTH: Final = 1220


class CasesBehindDialog(QDialog):
    """Lists the cases; Enter opens one, F8 (the page below) stays where it was."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        cases: Sequence[CaseBehind],
        *,
        open_case: Callable[[str], None],
        save: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(_WIDTH, 480)
        self.list: RowsView[CaseBehind] = RowsView(
            self._columns(), name=title, empty=self.tr("No case stands behind this figure.")
        )
        self.list.show_rows(cases)
        self.list.opened.connect(lambda case: self._open(open_case, case))
        buttons = [button(self.tr("&Close"), self.reject)]
        if save is not None:
            buttons.insert(0, button(self.tr("&Save the list (XLSX)"), save, picture="table"))
        count = self.tr("{0} cases. Enter opens a case.").format(len(cases))
        head = text(title, "title", wrap=True)
        self.setLayout(column(head, text(count, "quiet"), (self.list, 1), row(STRETCH, *buttons), margin=16, gap=10))
        if cases:
            self.list.selectRow(0)
        self.list.setFocus()

    def _columns(self) -> tuple[Column[CaseBehind], ...]:
        return (
            Column(self.tr("Number"), lambda case: case.code, width=165, figures=True),
            Column(self.tr("Owner"), lambda case: case.owner),
            Column(self.tr("Procedure"), lambda case: case.procedure),
            Column(self.tr("Received"), lambda case: moment_text(case.received_at), width=165, figures=True),
            Column(self.tr("Due"), lambda case: moment_text(case.due_at), width=165, figures=True),
            Column(self.tr("Finished"), lambda case: moment_text(case.finished_at), width=165, figures=True),
            Column(self.tr("Status"), lambda case: STATUS_NAMES[Status(case.status)], width=130),
        )

    def _open(self, open_case: Callable[[str], None], case: CaseBehind) -> None:
        self.accept()
        open_case(case.code)
