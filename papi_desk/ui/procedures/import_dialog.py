"""Weigh a new list of procedures before it is taken over: what it adds, what it changes, what it does not have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.procedures import ProcedureVersion
from papi_desk.services.procedure_versions import CatalogueLine, CatalogueReport, catalogue_report, read_procedures
from papi_desk.services.procedures import CatalogueChange, store_catalogue
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.labels import Chip, sentence
from papi_desk.ui.layouts import column, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class ImportDialog(Sheet):
    """The differences between a new list and the register; nothing is changed before it is agreed to."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path) -> None:
        self._desk = desk
        self._versions: Sequence[ProcedureVersion] = ()
        self.count = text(self.tr("Reading {0}…").format(path.name), wrap=True)
        columns = (
            Column[CatalogueLine]("", chip=self._chip, width=130, name=self.tr("Difference")),
            Column[CatalogueLine](self.tr("Code"), lambda line: line.code, width=110, figures=True),
            Column[CatalogueLine](self.tr("Name"), lambda line: line.name),
            Column[CatalogueLine](self.tr("What changes"), _labels, width=280),
        )
        self.list = RowsView(columns, name=self.tr("Differences"), empty=self.tr("The list brings nothing new."))
        self.list.setMinimumHeight(320)
        self.detail = text("", wrap=True)
        self.detail.setMinimumHeight(76)
        body = column(self.count, (self.list, 1), self.detail)
        title = self.tr("A new list of procedures")
        super().__init__(parent, title, body, agree=self.tr("&Take it over"))
        self.setMinimumWidth(900)
        self.list.picked.connect(lambda line: self.detail.setText(_change_words(line)))
        self.agree_button.setEnabled(False)
        reading = desk.tasks.read(self, _weigh, path).named(self.tr("Comparing the lists…"))
        reading.then(self._show).failed(lambda refusal: self._refuse(refusal))

    def agree(self) -> None:
        """Take the list over."""
        self.agree_button.setEnabled(False)
        storing = self._desk.tasks.run(self, store_catalogue, self._versions, at=self._desk.clock())
        storing.named(self.tr("Taking the list over…")).then(self._stored).failed(self._refuse)

    def _stored(self, _change: CatalogueChange) -> None:
        self.accept()

    def _show(self, weighed: tuple[Sequence[ProcedureVersion], CatalogueReport]) -> None:
        self._versions, report = weighed
        words = self.tr("{0} new, {1} changed, {2} as they were. {3} of this register are not in the list; they stay.")
        counts = [report.count(state) for state in ("added", "changed", "absent")]
        self.count.setText(words.format(counts[0], counts[1], report.unchanged, counts[2]))
        self.list.show_rows(report.lines)
        self.agree_button.setEnabled(bool(counts[0] or counts[1]))
        if report.lines:
            self.list.choose(0)
        self.list.setFocus()

    def _refuse(self, refusal: Refused) -> None:
        self.count.setText("")
        self.complain(sentence(refusal))
        self.agree_button.setEnabled(False)

    def _chip(self, line: CatalogueLine) -> Chip:
        return {
            "added": Chip(self.tr("new"), "done", "plus"),
            "changed": Chip(self.tr("changed"), "soon", "pencil-simple"),
        }.get(line.state, Chip(self.tr("not in it"), "quiet", "minus"))


def _weigh(session: Any, path: Path) -> tuple[Sequence[ProcedureVersion], CatalogueReport]:
    """Read the file and compare it with the register."""
    try:
        words = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("file-unreadable", "file", file=path.name, why=str(error)) from error
    versions = read_procedures(words)
    return versions, catalogue_report(session, versions)


def _labels(line: CatalogueLine) -> str:
    return ", ".join(change.label for change in line.changes)


def _change_words(line: CatalogueLine) -> str:
    return "\n".join(f"{change.label}: {change.old or '–'} → {change.new or '–'}" for change in line.changes)
