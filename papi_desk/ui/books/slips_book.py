"""Slips printed in advance for power cuts, and the citizens who were turned away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.blank_slips import BlankSlip, blank_slip_list, blank_slips, spoil_blank_slip
from papi_desk.services.papers import Printed
from papi_desk.services.sheets import slip_papers
from papi_desk.services.turned_away import TurnedAway, turned_away
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import CountField, TextField
from papi_desk.ui.labels import Chip, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout, papers_pdf, write_file
from papi_desk.ui.printing.document import KINDS, Document
from papi_desk.ui.reports.period_picker import PeriodPicker
from papi_desk.ui.rows import Column


class BlankSlipsBook(BookPanel[BlankSlip]):
    """Giấy tiếp nhận in sẵn: each is used once, or struck out with a reason."""

    def __init__(self, desk: Desk, name: str) -> None:
        columns = (
            Column[BlankSlip](self.tr("Number"), lambda one: one.code, width=120, figures=True),
            Column[BlankSlip](self.tr("Printed at"), lambda one: moment_text(one.printed_at), width=150, figures=True),
            Column[BlankSlip](self.tr("State"), chip=self._chip, width=150),
            Column[BlankSlip](self.tr("Case"), lambda one: one.case, width=150, figures=True),
            Column[BlankSlip](self.tr("Reason"), lambda one: one.reason),
        )
        empty = self.tr("No slip is kept for power cuts. Print some now; each has its own number.")
        super().__init__(desk, columns, name=name, empty=empty)
        self.count = CountField(self.tr("How &many"), value=20, least=1, most=500)
        self.count.setFixedWidth(110)
        more = button(self.tr("Print more"), self.print_more, kind="primary", picture="printer", key="Ctrl+P")
        self.spoil = button(self.tr("Strike out…"), self.strike, picture="prohibit", key="Ctrl+Shift+L")
        self.lay_out(column(row(self.count, STRETCH), row(more, STRETCH, self.spoil), gap=4))
        self.list.opened.connect(self._open)
        self.list.picked.connect(lambda one: self.spoil.setEnabled(one.state == "unused"))
        self.spoil.setEnabled(False)

    def refresh(self) -> None:
        """Read what became of the slips."""
        self.desk.tasks.read(self, blank_slip_list).then(self._show)

    def print_more(self) -> None:
        """Take the next numbers and print their slips; both or neither."""
        making = self.desk.tasks.run(
            self, _printed, self.count.value(), self.desk.papers_folder, at=self.desk.clock(), by=self.desk.officer()
        )
        making.named(KINDS["blank-slip"]).then(self._print).failed(self.refused)

    def strike(self) -> None:
        """Strike out the chosen slip."""
        one = self.list.chosen()
        if one is not None and one.state == "unused":
            SpoilDialog(self, self.desk, one.code, self._struck).open()

    def _open(self, one: BlankSlip) -> None:
        if one.case:
            self.open_case(one.case)

    def _print(self, paper: Document) -> None:
        self.refresh()
        self.desk.printing.show(paper, self, self.say)

    def _struck(self, one: BlankSlip) -> None:
        self.say(self.tr("{0} is struck out; its number stays.").format(one.code), "done")
        self.refresh()

    def _show(self, slips: Sequence[BlankSlip]) -> None:
        self.list.show_rows(slips[::-1], same=lambda one: one.code)
        if slips and self.list.chosen() is None:
            self.list.choose(0)
        left = sum(one.state == "unused" for one in slips)
        words = self.tr("{0} slips are left. When power is back, type the slip's number at registration.")
        self.told.setText(words.format(left))

    def _chip(self, one: BlankSlip) -> Chip:
        return {
            "used": Chip(self.tr("used"), "done", "check"),
            "spoiled": Chip(self.tr("struck out"), "quiet", "prohibit"),
        }.get(one.state, Chip(self.tr("not used"), "accent", "file-plus"))


class SpoilDialog(Sheet):
    """Why a slip cannot be used any more."""

    def __init__(self, parent: QWidget, desk: Desk, code: str, done: Callable[[BlankSlip], None]) -> None:
        self.reason = TextField(self.tr("&Reason"), longest=300)
        super().__init__(
            parent, self.tr("Strike out {0}").format(code), column(self.reason), agree=self.tr("&Strike out")
        )
        self._desk, self._code, self._done = desk, code, done
        self.reason.setFocus()

    def agree(self) -> None:
        """Strike it out."""
        now, officer = self._desk.clock(), self._desk.officer()
        striking = self._desk.tasks.run(self, spoil_blank_slip, self._code, self.reason.value(), at=now, by=officer)
        striking.then(self._struck).failed(self._refused)

    def _struck(self, one: BlankSlip) -> None:
        self.accept()
        self._done(one)

    def _refused(self, refusal: Refused) -> None:
        self.reason.complain(sentence(refusal))
        self.reason.setFocus()


class TurnedAwayBook(BookPanel[TurnedAway]):
    """Công dân chưa nộp được hồ sơ: asked to complete it, or refused, before registration."""

    def __init__(self, desk: Desk, name: str) -> None:
        columns = (
            Column[TurnedAway](self.tr("At"), lambda one: moment_text(one.at), width=140, figures=True),
            Column[TurnedAway](self.tr("Form"), chip=self._chip, width=120),
            Column[TurnedAway](self.tr("Name"), lambda one: one.name, width=150),
            Column[TurnedAway](self.tr("Procedure"), lambda one: one.procedure_name),
            Column[TurnedAway](self.tr("Reason"), lambda one: one.reason or "; ".join(one.missing), width=180),
        )
        empty = self.tr("Nobody was turned away in this period.")
        super().__init__(desk, columns, name=name, empty=empty)
        self.period = PeriodPicker(desk.clock)
        self.lay_out(row(self.period, STRETCH))
        self.period.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read who was turned away."""
        try:
            period = self.period.period()
        except Refused as refusal:
            self.refused(refusal)
            return
        self.desk.tasks.read(self, turned_away, period).then(self._show)

    def _show(self, lines: Sequence[TurnedAway]) -> None:
        self.list.show_rows(lines)
        if lines:
            self.list.choose(0)
        asked = sum(line.form == "supplement" for line in lines)
        words = self.tr("{0} asked to complete their papers, {1} refused.")
        self.told.setText(words.format(asked, len(lines) - asked))

    def _chip(self, one: TurnedAway) -> Chip:
        if one.form == "supplement":
            return Chip(self.tr("to complete"), "soon", "file-plus")
        return Chip(self.tr("refused"), "quiet", "prohibit")


def _printed(session: Any, count: int, folder: Path, *, at: datetime, by: int | str) -> Document:
    """Take numbers, lay their slips out and write them: a number without a slip is not taken."""
    numbers = blank_slips(session, count, at=at, by=by)
    made: list[Printed] = slip_papers(session, "blank-slip", numbers, lay_out=kept_layout, at=at)
    path = write_file(folder / f"giay-in-san-{numbers[0]}-{numbers[-1]}.pdf", papers_pdf(made))
    return Document("blank-slip", f"{KINDS['blank-slip']} {numbers[0]}…{numbers[-1]}", path.name, path.read_bytes())
