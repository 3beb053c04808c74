"""The list of procedures: which this office offers, and the sheet of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from papi_desk.domain.procedures import CONFIDENCES
from papi_desk.services.procedures import (
    ProcedureLine,
    ProcedureSheet,
    find_procedures,
    offer,
    procedure_sheet,
)
from papi_desk.ui.dialogs import button
from papi_desk.ui.icons import icon
from papi_desk.ui.labels import Chip, day_text, money
from papi_desk.ui.layouts import STRETCH, boxed, column, row, scrolled, swap, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView, chip_label
from papi_desk.ui.tasks import Pending


class ProceduresPage(Page):
    """Browse procedures, read a sheet, offer or drop."""

    tables = frozenset({"procedures", "procedure_versions"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Search procedures"))
        self.search.setPlaceholderText(self.tr("Words without accents, initials or a code"))
        self.search.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.scope = self._scopes()
        self.list = RowsView(
            self._columns(), name=self.tr("Procedures"), empty=self.tr("No procedure has these words.")
        )
        self.count = text("", "quiet")
        self.sheet = QWidget()
        self.sheet.setLayout(QVBoxLayout())
        self._area = scrolled(self.sheet)
        self._asked: Pending[list[ProcedureLine]] | None = None
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._lay_out()
        self._connect()

    def _scopes(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for position, words in enumerate((self.tr("Offered here"), self.tr("All procedures"))):
            made = QPushButton(words)
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setChecked(position == 0)
            group.addButton(made, position)
        return group

    def _columns(self) -> tuple[Column[ProcedureLine], ...]:
        return (
            Column(self.tr("Code"), lambda p: p.code or p.internal_id, width=112, figures=True),
            Column(self.tr("Name"), lambda p: p.name),
            Column(self.tr("Field"), lambda p: p.field, width=140),
            Column(self.tr("Limit"), lambda p: p.limit_words, width=140),
            Column(
                "",
                icon=lambda p: "warning" if p.checks else "check",
                tip=lambda p: "\n".join(p.checks) or self.tr("nothing to be checked"),
                width=40,
            ),
        )

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self._area)
        split.setSizes([680, 480])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        chips = [self.scope.button(position) for position in range(2)]
        layout = column(
            text(self.tr("Procedures"), "title"),
            self.search,
            row(*chips, STRETCH, self.count, gap=6),
            (split, 1),
            gap=10,
        )
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _typed: self._soon.start())
        self.search.returnPressed.connect(self._to_list)
        self._soon.timeout.connect(self.refresh)
        self.scope.idClicked.connect(lambda _position: self.refresh())
        self.list.picked.connect(self._read)
        self.list.opened.connect(self._receive)

    def show_what(self, what: str) -> None:
        """Search for what is asked."""
        if what:
            self.search.setText(what)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Find the procedures asked for."""
        if self._asked is not None:
            self._asked.drop()
        today = self.desk.clock().date()
        offered = today if self.scope.checkedId() == 0 else None
        query = self.search.text().strip()
        finding = self.desk.tasks.read(self, find_procedures, query=query, offered_on=offered, on=today)
        self._asked = finding.then(self._found)

    def _found(self, procedures: Sequence[ProcedureLine]) -> None:
        self.list.show_rows(procedures, same=lambda procedure: procedure.internal_id)
        self.count.setText(self.tr("{0} procedures").format(len(procedures)))
        if procedures and self.list.chosen() is None:
            self.list.selectRow(0)

    def _read(self, line: ProcedureLine) -> None:
        today = self.desk.clock().date()
        reading = self.desk.tasks.read(self, procedure_sheet, line.internal_id, on=today)
        reading.then(self._show)

    def _show(self, sheet: ProcedureSheet) -> None:
        made = SheetView(sheet)
        made.receive.clicked.connect(lambda: self._receive(sheet.line))
        made.toggle.clicked.connect(lambda: self._offer(sheet.line))
        swap(self._area, made)
        self.sheet = made

    def _receive(self, line: ProcedureLine) -> None:
        self.desk.go("register", line.code or line.internal_id)

    def _offer(self, line: ProcedureLine) -> None:
        officer = self.desk.officer()
        self.desk.tasks.run(
            self, offer, line.internal_id, not line.offered, at=self.desk.clock(), by=officer or None
        ).then(lambda _done: self._read(line))

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)


class SheetView(QWidget):
    """The sheet of one procedure."""

    def __init__(self, sheet: ProcedureSheet) -> None:
        super().__init__()
        version, line = sheet.version, sheet.line
        self.receive = button(self.tr("Receive a case"), kind="primary", picture="file-plus")
        self.toggle = button(self.tr("Drop here") if line.offered else self.tr("Offer here"))
        self.receive.setEnabled(line.offered)
        code = line.code or line.internal_id
        unverified = version.code_unverified
        fee = money(version.fee_vnd) if version.fee_vnd is not None else self.tr("set by the province")
        facts = [
            (
                self.tr("Code"),
                code + (self.tr(" (to be checked: {0})").format(unverified) if unverified else ""),
            ),
            (self.tr("Field"), version.field),
            (self.tr("Limit"), " · ".join(filter(None, (line.limit_words, version.limit_note)))),
            *((self.tr("Other limit"), f"{v.label}: {v.limit.words()}") for v in version.variants),
            (self.tr("Fee"), " · ".join(filter(None, (fee, version.fee_unit, version.fee_note)))),
            (self.tr("Exemption"), version.fee_exemptions),
            (self.tr("Online"), version.online_level),
            (self.tr("Result"), version.result_document),
            (self.tr("Legal basis"), version.legal_basis),
            (self.tr("Together with"), version.interagency_with),
            (self.tr("In force from"), day_text(version.valid_from)),
            (self.tr("In force until"), day_text(version.valid_to)),
            (self.tr("Source"), version.source_url),
        ]
        chip = Chip(CONFIDENCES.get(version.confidence, version.confidence), *_confidence_tone(version.confidence))
        layout = column(
            boxed(
                column(
                    text(version.name, "section", wrap=True),
                    row(chip_label(chip), STRETCH),
                    row(self.receive, self.toggle, STRETCH),
                    margin=12,
                ),
                "card",
            ),
            self._checks(line),
            _facts([fact for fact in facts if fact[1]]),
            text(self.tr("Papers"), "section"),
            *(text(f"{d.position}. {d.name}", wrap=True) for d in version.documents),
            STRETCH,
            gap=8,
        )
        layout.setContentsMargins(4, 0, 8, 8)
        self.setLayout(layout)

    def _checks(self, line: ProcedureLine) -> QWidget:
        words = text("\n".join(line.checks), "note", wrap=True)
        words.setProperty("tone", "soon")
        words.setVisible(bool(line.checks))
        return words


def _confidence_tone(confidence: str) -> tuple[str, str]:
    return {
        "source-verified": ("done", "check-circle"),
        "partly-verified": ("soon", "warning"),
        "memory": ("soon", "warning"),
    }.get(confidence, ("quiet", "pencil-simple"))


def _facts(facts: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    lines = []
    for label, value in facts:
        name = text(label, "label", wrap=True)
        name.setFixedWidth(104)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = text(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.append(row(name, (shown, 1)))
    holder.setLayout(column(*lines, gap=4))
    return holder
