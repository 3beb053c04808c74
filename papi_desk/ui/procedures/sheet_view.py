"""The sheet of one procedure: what it asks and promises, and its versions by date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from papi_desk.domain.procedures import CONFIDENCES
from papi_desk.services.procedure_versions import Difference, VersionLine
from papi_desk.services.procedures import ProcedureSheet
from papi_desk.ui.chips import chip_label
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import Chip, day_text, money
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text


class SheetView(QWidget):
    """The sheet of one procedure."""

    def __init__(self, sheet: ProcedureSheet, versions: Sequence[VersionLine] = ()) -> None:
        super().__init__()
        self.sheet = sheet
        line = sheet.line
        self.receive = button(self.tr("Receive a case"), kind="primary", picture="file-plus")
        words = self.tr("Drop here") if line.offered else self.tr("Offer here")
        self.toggle = button(words, key="Ctrl+D")
        self.print = button(self.tr("Print the sheet"), picture="printer", key="Ctrl+P")
        self.change = button(self.tr("Change"), picture="pencil-simple", key="Ctrl+H")
        self.receive.setEnabled(line.offered)
        self.result = text("", "note", wrap=True)
        self.result.hide()
        layout = column(
            self._head(),
            self.result,
            self._checks(),
            facts([fact for fact in self._facts() if fact[1]]),
            text(self.tr("Papers"), "section"),
            *(self._paper(f"{d.position}. {d.name}") for d in sheet.version.documents),
            4,
            text(self.tr("Versions by date"), "section"),
            *(self._version(version) for version in versions),
            STRETCH,
            gap=8,
        )
        layout.setContentsMargins(4, 0, 8, 8)
        self.setLayout(layout)

    def say(self, words: str, tone: str) -> None:
        """Tell what came of printing."""
        self.result.setText(words)
        restyle(self.result, "tone", tone)
        self.result.show()

    def _head(self) -> QFrame:
        version = self.sheet.version
        chip = Chip(CONFIDENCES.get(version.confidence, version.confidence), *_confidence_tone(version.confidence))
        return boxed(
            column(
                text(version.name, "section", wrap=True),
                row(chip_label(chip), STRETCH),
                row(self.receive, self.print, STRETCH),
                row(self.toggle, self.change, STRETCH),
                margin=12,
            ),
            "card",
        )

    def _facts(self) -> list[tuple[str, str]]:
        version, line = self.sheet.version, self.sheet.line
        unverified = version.code_unverified
        doubt = self.tr(" (to be checked: {0})").format(unverified) if unverified else ""
        fee = money(version.fee_vnd) if version.fee_vnd is not None else self.tr("set by the province")
        return [
            (self.tr("Code"), (line.code or line.internal_id) + doubt),
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

    def _checks(self) -> QWidget:
        checks = self.sheet.line.checks
        words = text("\n".join(checks), "note", wrap=True)
        words.setProperty("tone", "soon")
        words.setVisible(bool(checks))
        return words

    def _paper(self, words: str) -> QLabel:
        label = text(words, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _version(self, version: VersionLine) -> QFrame:
        """Show a version's dates and what it changed."""
        first = day_text(version.valid_from) or self.tr("the beginning")
        last = day_text(version.valid_to) or self.tr("no end")
        dates = self.tr("from {0} to {1}").format(first, last)
        recorded = self.tr("recorded on {0}").format(day_text(version.recorded_on))
        if version.superseded_on is not None:
            recorded += self.tr(", replaced on {0}").format(day_text(version.superseded_on))
        return boxed(
            column(
                text(dates, "label"), text(recorded, "quiet", wrap=True), *map(difference_label, version.changes),
                margin=10, gap=4,
            ),
            "card",
        )  # fmt: skip


def difference_label(change: Difference) -> QLabel:
    """Show one point that changed: what it was, what it is."""
    return text(f"{change.label}: {change.old or '–'} → {change.new or '–'}", wrap=True)


def _confidence_tone(confidence: str) -> tuple[str, str]:
    return {
        "source-verified": ("done", "check-circle"),
        "partly-verified": ("soon", "warning"),
        "memory": ("soon", "warning"),
    }.get(confidence, ("quiet", "pencil-simple"))


def facts(told: Sequence[tuple[str, str]]) -> QWidget:
    """Show labels and what they say under each other."""
    holder = QWidget()
    lines = []
    for label, value in told:
        name = text(label, "label", wrap=True)
        name.setFixedWidth(104)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = text(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.append(row(name, (shown, 1)))
    holder.setLayout(column(*lines, gap=4))
    return holder
