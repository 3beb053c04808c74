"""Private data: how long they are kept and what goes today, the minutes, and what is held of a citizen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.services.citizen_data import Asked, citizen_report
from papi_desk.services.deeds import seat
from papi_desk.services.papers import Printed
from papi_desk.services.reference import reference
from papi_desk.services.retention import Minutes, PlanLine, minutes_paper, retention_minutes, retention_plan
from papi_desk.services.sign_in import approvers
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import Chip, day_text, moment_text, number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.matters.report_paper import report_document
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.private_dialogs import CorrectDialog, DestroyDialog, TermDialog


class _Read(Record):
    plan: tuple[PlanLine, ...]
    minutes: tuple[Minutes, ...]
    names: tuple[str, ...]
    by_pin: bool


class PrivateTab(QWidget):
    """The terms with what goes today, the minutes of what went, and a citizen's own data."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read_: _Read | None = None
        self.rules = RowsView(self._rule_columns(), name=self.tr("Terms of keeping"))
        self.minutes = RowsView(
            self._minute_columns(), name=self.tr("Minutes"), empty=self.tr("Nothing was destroyed yet.")
        )
        self.minutes.setFixedHeight(116)
        self.term = button(self.tr("Set the &term…"), self.set_term)
        self.go = button(self.tr("Dest&roy what is due…"), self.run, picture="fire")
        self.number = TextField(self.tr("Personal &number, tax code or phone"), longest=20)
        self.name = TextField(self.tr("or the whole na&me"))
        self.show_held = button(self.tr("&List what is held"), self.list_held, kind="primary", picture="list")
        self.correct = button(self.tr("C&orrect on request…"), self.correct_held)
        self.result = text("", "note", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        hint = self.tr("Enter sets the term of the chosen row. Without a term nothing goes.")
        asked = row((self.number, 2), (self.name, 3), column(10, row(self.show_held, self.correct, gap=8)), gap=12)
        self.setLayout(
            column(
                row(text(self.tr("How long data are kept"), "section"), STRETCH, self.term, self.go, gap=8),
                text(hint, "quiet"), (self.rules, 1), text(self.tr("Minutes"), "section"), self.minutes,
                text(self.tr("What is held of a citizen"), "section"), asked, self.result, margin=16, gap=8,
            )
        )  # fmt: skip
        self.rules.opened.connect(lambda _line: self.set_term())
        self.minutes.opened.connect(self.print_minutes)
        self.number.edit.returnPressed.connect(self.list_held)
        self.name.edit.returnPressed.connect(self.list_held)

    def _rule_columns(self) -> tuple[Column[PlanLine], ...]:
        return (
            Column(self.tr("Data"), lambda one: one.rule.label, tip=lambda one: one.rule.label),
            Column(self.tr("Kept"), lambda one: one.rule.term(), width=166),
            Column(self.tr("Goes today"), self._goes, width=110, right=True, figures=True),
            Column(self.tr("Ended until"), lambda one: day_text(one.until), width=112, figures=True),
            Column(self.tr("Basis"), lambda one: one.rule.basis, tip=lambda one: one.rule.basis, width=160),
            Column("", chip=self._sure, width=130),
        )

    def _minute_columns(self) -> tuple[Column[Minutes], ...]:
        return (
            Column(self.tr("No."), lambda one: one.key, width=150, figures=True),
            Column(self.tr("Done at"), lambda one: moment_text(one.at), width=160, figures=True),
            Column(self.tr("Entries"), lambda one: number(one.count), width=90, right=True, figures=True),
            Column(self.tr("By"), lambda one: one.officer),
            Column(self.tr("Approved by"), lambda one: one.approver),
        )

    def _goes(self, line: PlanLine) -> str:
        return number(len(line.keys)) if line.until is not None else "–"

    def _sure(self, line: PlanLine) -> Chip:
        if line.rule.own:
            return Chip(self.tr("this office"), "accent", "buildings")
        if line.rule.sure:
            return Chip(self.tr("by law"), "done", "check-circle")
        return Chip(self.tr("to be checked"), "soon", "warning")

    def refresh(self) -> None:
        """Read what would go today, and the minutes."""
        self._desk.tasks.read(self, _read, at=self._desk.clock()).then(self._show)

    def _show(self, read: _Read) -> None:
        self._read_ = read
        self.rules.show_rows(read.plan, same=lambda line: line.rule.key)
        self.minutes.show_rows(read.minutes, same=lambda one: one.key)
        self.go.setEnabled(any(line.keys for line in read.plan))

    def set_term(self) -> None:
        """Set the office's own term for the chosen row."""
        line = self.rules.chosen()
        if line is not None and not line.rule.permanent:
            TermDialog(self, self._desk, line.rule).open()

    def run(self) -> None:
        """Say what goes, and have it approved."""
        if self._read_ is not None:
            due = [line for line in self._read_.plan if line.keys]
            DestroyDialog(
                self, self._desk, due, self._read_.names, by_pin=self._read_.by_pin, done=self._destroyed
            ).open()

    def _destroyed(self, minutes: Minutes) -> None:
        self._tell(self.tr("Destroyed; minutes {0}.").format(minutes.key), "done")
        self.refresh()
        self.print_minutes(minutes)

    def print_minutes(self, minutes: Minutes) -> None:
        """Bring the minutes to the printer."""
        now = self._desk.clock()
        setting = self._desk.tasks.read(self, minutes_paper, minutes.key, lay_out=kept_layout, at=now)
        setting.then(self._print).failed(self._refused)

    def _print(self, printed: Printed) -> None:
        self._desk.tasks.work(self, issued_document, printed, self._desk.papers_folder).then(self._paper)

    def list_held(self) -> None:
        """Show what is held of a citizen as a paper; its name names nobody."""
        path = self._desk.papers_folder / f"du-lieu-cong-dan-{self._desk.clock():%y%m%d-%H%M%S}.pdf"
        now, officer = self._desk.clock(), self._desk.officer()
        setting = self._desk.tasks.run(self, _held, self._asked(), path, now=now, by=officer or None)
        setting.then(self._paper).failed(self._refused)

    def correct_held(self) -> None:
        """Ask what is to be corrected."""
        CorrectDialog(self, self._desk, self.number.value(), self._corrected).open()

    def _corrected(self, codes: Sequence[str]) -> None:
        self._tell(self.tr("Corrected: {0}").format(", ".join(codes)), "done")

    def _asked(self) -> Asked:
        return Asked(self.number.value(), self.name.value())

    def _paper(self, paper: Document) -> None:
        self._desk.printing.show(paper, self, self._tell)

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _read(session: Any, *, at: datetime) -> _Read:
    """Read the plan, the minutes, and who may approve."""
    required = seat(session).required
    officers = [line.name for line in reference(session).officers if line.retired_on is None]
    names = approvers(session, at=at) if required else officers
    plan = tuple(retention_plan(session, on=at.date()))
    return _Read(plan, tuple(retention_minutes(session)), tuple(names), required)


def _held(session: Any, asked: Asked, path: Path, *, now: datetime, by: int | str | None) -> Document:
    """Set what is held in type; the reading is noted with it."""
    return report_document(citizen_report(session, asked, now=now, by=by), path)
