"""Find a case and see how it stands; the list stays while a case is read beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSplitter, QStackedWidget, QWidget

from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.services.case_lists import CaseLine, find_cases
from papi_desk.ui.cases.case_view import CaseView
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import CHANNEL_ICONS, Chip, channel_name, due_chip, moment_text, status_chip
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending

SHOWN = 500


class CasesPage(Page):
    """All cases: search as one types, filters, and the chosen case at the right."""

    tables = frozenset({"cases"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Search cases"))
        self.search.setPlaceholderText(self.tr("Name without accents, number, phone, code…"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.filters = self._make_filters()
        statuses = {"": self.tr("Every status"), **{str(s.value): STATUS_NAMES[s] for s in Status}}
        self.status = ChoiceField(self.tr("Status"), statuses)
        self.list = RowsView(self._columns(), name=self.tr("Cases"), empty=self.tr("No case is like this."))
        self.view = CaseView(desk)
        self.count = text("", "quiet")
        self._asked: Pending[list[CaseLine]] | None = None
        self._open_code = ""
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def _make_filters(self) -> QButtonGroup:
        group = QButtonGroup(self)
        words = (self.tr("All"), self.tr("Due today"), self.tr("Overdue"), self.tr("Waiting for papers"))
        for position, name in enumerate(words):
            made = QPushButton(name)
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setChecked(position == 0)
            group.addButton(made, position)
        return group

    def _columns(self) -> tuple[Column[CaseLine], ...]:
        return (
            Column(self.tr("Due"), chip=self._due, tip=lambda c: moment_text(c.due_at), width=152),
            Column(self.tr("Code"), lambda c: c.code, tip=lambda c: c.official_code or c.code, width=166, figures=True),
            Column(self.tr("Owner"), lambda c: c.owner),
            Column(self.tr("Procedure"), lambda c: c.procedure),
            Column("", mark=lambda c: status_chip(c.status, voided=c.voided), width=36),
            Column(
                "",
                icon=lambda c: CHANNEL_ICONS.get(c.channel, "user"),
                tip=lambda c: channel_name(c.channel),
                width=36,
            ),
        )

    def _due(self, case: CaseLine) -> Chip | None:
        if case.voided:
            return None
        return due_chip(case.status, case.due_at, case.finished_at, self.desk.clock(), by_hour=case.by_hour)

    def _lay_out(self) -> None:
        self.status.hide_label()
        self.status.setFixedWidth(230)
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
        chips = [self.filters.button(position) for position in range(4)]
        self._tools = QWidget()
        self._tools.setLayout(
            column(row((self.search, 1), self.status, gap=12), row(*chips, STRETCH, self.count, gap=6), gap=8)
        )
        head = row(text(self.tr("Cases"), "title"), STRETCH, self._back)
        layout = column(head, self._tools, (self._split, 1), gap=10)
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _typed: self._soon.start())
        self.search.textChanged.connect(lambda typed: None if typed else self._soon.start())
        self.search.returnPressed.connect(self._to_list)
        self._soon.timeout.connect(self.refresh)
        self.status.changed.connect(self.refresh)
        self.filters.idClicked.connect(lambda _position: self.refresh())
        self.list.picked.connect(self._read)
        self.list.opened.connect(self._show_whole)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self._show_list)

    def show_what(self, what: str) -> None:
        """Show a search, or with «=code» one case."""
        if what:
            self._open_code = what.removeprefix("=") if what.startswith("=") else ""
            self.search.setText(what.removeprefix("="))
            self._show_list()
            self.refresh()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Find again what is asked for."""
        if self._asked is not None:
            self._asked.drop()
        now, chosen = self.desk.clock(), self.filters.checkedId()
        status = int(self.status.value()) if self.status.value() else None
        end_of_today = now.replace(hour=23, minute=59, second=59)
        self._asked = self.desk.tasks.read(
            self,
            find_cases,
            query=self.search.text().strip(),
            status=Status.SUPPLEMENT.value if chosen == 3 else status,
            overdue=chosen == 2,
            due_before=end_of_today if chosen == 1 else None,
            limit=SHOWN,
            now=now,
        ).then(self._found)
        self.view.refresh()

    def _found(self, cases: Sequence[CaseLine]) -> None:
        self.list.show_rows(cases, same=lambda case: case.code)
        many = self.tr("the latest {0}").format(SHOWN)
        self.count.setText(many if len(cases) >= SHOWN else self.tr("{0} cases").format(len(cases)))
        if self._open_code and self.list.choose_where(lambda case: case.code == self._open_code):
            self._open_code = ""
        elif cases and self.list.chosen() is None:
            self.list.selectRow(0)

    def _read(self, case: CaseLine) -> None:
        self._right.setCurrentWidget(self.view)
        self.view.show_case(case.code)

    def _show_whole(self, case: CaseLine) -> None:
        self._read(case)
        self.view.spread(True)
        self.list.hide()
        self._tools.hide()
        self._back.show()
        self.view.focus_steps()

    def _show_list(self) -> None:
        if self.list.isHidden():
            self.view.spread(False)
            self.list.show()
            self._tools.show()
            self._back.hide()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_list(self) -> None:
        if self.list.chosen() is None and self.list.rows:
            self.list.selectRow(0)
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
