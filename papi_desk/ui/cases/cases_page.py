"""Find a case and see how it stands; the list stays while a case is read beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget

from papi_desk.services.case_lists import CaseFilter, CaseLine, CasePage, page_of_cases
from papi_desk.ui.cases.batch import BatchBar
from papi_desk.ui.cases.case_columns import SHOWN, WIDE, CaseColumns
from papi_desk.ui.cases.case_filters import FilterBar
from papi_desk.ui.cases.case_view import CaseView
from papi_desk.ui.cases.view_menu import ViewMenu
from papi_desk.ui.columns import ColumnChoice
from papi_desk.ui.dialogs import button
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.paging import PagedView
from papi_desk.ui.tasks import Pending


class CasesPage(Page):
    """All cases: search as one types, filters, and the chosen case at the right."""

    tables = frozenset({"cases"})
    private = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filters = FilterBar(desk)
        columns = CaseColumns(desk.clock).every()
        self.list = PagedView(
            columns, self._ask, name=self.tr("Cases"), same=lambda case: case.code,
            empty=self.tr("No case is like this."),
        )  # fmt: skip
        self.columns = ColumnChoice(self.list, columns, wide=WIDE, shown=SHOWN)
        self.views = ViewMenu(desk, self._content)
        self.view = CaseView(desk)
        self.batch = BatchBar(desk)
        self._open_code = ""
        self._reading = QTimer(self, singleShot=True, interval=30)
        self._lay_out()
        self._connect()
        self.filters.read_choices()
        self.views.read()

    @property
    def search(self) -> Any:
        """Return the line that searches."""
        return self.filters.search

    def _lay_out(self) -> None:
        self._right = QStackedWidget()
        hint = text(self.tr("Choose a case to read it here. Enter opens it whole."), "quiet", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right.addWidget(hint)
        self._right.addWidget(self.view)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.list)
        self._split.addWidget(self._right)
        self._split.setSizes([700, 460])
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._back = button(self.tr("&Back to the list"), self._show_list, kind="flat", picture="arrow-left")
        self._back.hide()
        self._choose = button(self.tr("&Columns"), kind="flat", picture="columns")
        self._choose.clicked.connect(self._offer_columns)
        self._tools = (self.views, self._choose)
        head = row(text(self.tr("Cases"), "title"), STRETCH, *self._tools, self._back, gap=4)
        layout = column(head, self.filters, (self._split, 1), self.batch, gap=10)
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.filters.changed.connect(self._restart)
        self.filters.search.returnPressed.connect(self.list.enter)
        self.list.below(self.filters.search)
        self.list.filled.connect(self._filled)
        self.list.picked.connect(lambda _case: self._reading.start())
        self._reading.timeout.connect(self._read)
        self.list.opened.connect(self._show_whole)
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.columns.ordered.connect(self.filters.order_by)
        self.columns.changed.connect(self.views.remember)
        self.views.chosen.connect(self._show_view)
        self.views.remembered.connect(lambda content: self.columns.restore(content.get("columns", {})))
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self._show_list)

    def show_what(self, what: str) -> None:
        """Show a search, or with «=code» one case, «!code» also with its next step, or «?due=overdue»."""
        if what.startswith("?"):
            name, _, value = what[1:].partition("=")
            self._show_list()
            self.filters.show_value(CaseFilter.from_json({name: int(value) if value.isdigit() else value or True}))
        elif what:
            self._open_code = what[1:] if what[0] in "=!" else ""
            self._show_list()
            self.filters.show_value(CaseFilter(query=self._open_code or what))
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if what.startswith("!"):
            self.view.focus_when_shown(self._open_code)

    def leave(self) -> None:
        """Note what was read to the last."""
        self.view.readings.write()

    def seated(self) -> None:
        """Show the chosen case as whoever sits here now may see it."""
        super().seated()
        self.view.seated()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.list.reread()
        self.view.refresh()

    def _ask(self, **how: Any) -> Pending[CasePage]:
        return self.desk.tasks.read(self, page_of_cases, self.filters.value(), now=self.desk.clock(), **how)

    def _restart(self) -> None:
        self.list.restart()

    def _content(self) -> Mapping[str, Any]:
        """Return the list as it is, to be saved."""
        return {"filter": self.filters.value().to_json(), "columns": self.columns.state()}

    def _show_view(self, content: Mapping[str, Any]) -> None:
        self.columns.restore(content.get("columns", {}))
        self.filters.show_value(CaseFilter.from_json(content.get("filter", {})))

    def _offer_columns(self) -> None:
        self.columns.menu().popup(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))

    def _filled(self, anew: bool) -> None:
        count = len(self.list.rows)
        more = self.list.more_before or self.list.more_after
        self.filters.count.setText((self.tr("more than {0}") if more else self.tr("{0} cases")).format(count))
        if self._open_code and self.list.choose_where(lambda case: case.code == self._open_code):
            self._open_code = ""
        elif anew and count and self.list.chosen() is None and self.list.away is None:
            self.list.choose(0)

    def _selected(self) -> None:
        self.batch.show_cases(self.list.all_chosen())

    def _read(self) -> None:
        """Read the chosen case, once the arrow keys rest."""
        place = self.list.currentIndex().row()
        if 0 <= place < len(self.list.rows):
            self._right.setCurrentWidget(self.view)
            self.view.show_case(self.list.rows[place].code)

    def _show_whole(self, _case: CaseLine) -> None:
        self._read()
        self.view.spread(True)
        for part in (self.list, self.filters, *self._tools):
            part.hide()
        self._back.show()
        self.view.focus_steps()

    def _show_list(self) -> None:
        if self.list.isHidden():
            self.view.spread(False)
            for part in (self.list, self.filters, *self._tools):
                part.show()
            self._back.hide()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
