"""Hand-over lists: made from cases typed, pasted or scanned, printed, and ticked off as papers come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from papi_desk.domain.scans import Slip
from papi_desk.services.handover import Handed, HandoverList, Ticked, hand_over, handover_lists, handover_report, tick
from papi_desk.ui.books.panel import BookPanel
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import LinesField, TextField
from papi_desk.ui.labels import Chip, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class HandoverBook(BookPanel[HandoverList]):
    """Phiếu bàn giao kết quả."""

    def __init__(self, desk: Desk, name: str) -> None:
        columns = (
            Column[HandoverList](self.tr("No."), lambda h: f"{h.number}/{h.year}", width=90, right=True, figures=True),
            Column[HandoverList](self.tr("Handed over at"), lambda h: moment_text(h.at), width=160, figures=True),
            Column[HandoverList](self.tr("To"), lambda h: h.to),
            Column[HandoverList](self.tr("Cases"), lambda h: str(len(h.lines)), width=80, right=True, figures=True),
            Column[HandoverList](self.tr("Back"), chip=self._chip, width=150),
        )
        empty = self.tr("Nothing was handed over yet. Ctrl+N makes a list of cases for an officer or another body.")
        super().__init__(desk, columns, name=name, empty=empty)
        self.lines: RowsView[Handed] = RowsView(self._line_columns(), name=self.tr("Cases of the list"))
        self.lines.setMaximumHeight(190)
        self.only_out = QCheckBox(self.tr("Only what is still &out"))
        self.back = TextField(self.tr("&Back: scan a slip or type its number, then Enter"))
        self.back.setMinimumWidth(360)
        paper = button(self.tr("Print"), self.print_list, picture="printer", key="Ctrl+P")
        self.new = button(self.tr("New list…"), self.make, kind="primary", picture="plus", key="Ctrl+N")
        tools = row(self.new, paper, STRETCH, self.only_out)
        self.lay_out(column(row(self.back, STRETCH), tools, gap=4), self.lines)
        self.list.picked.connect(lambda one: self.lines.show_rows(one.lines))
        self.list.opened.connect(lambda _one: self.print_list())
        self.lines.opened.connect(lambda line: self.open_case(line.case))
        self.only_out.toggled.connect(lambda _on: self.refresh())
        self.back.edit.returnPressed.connect(self._take_back)

    def refresh(self) -> None:
        """Read the lists."""
        self.desk.tasks.read(self, handover_lists, only_out=self.only_out.isChecked()).then(self._show)

    def make(self, codes: Sequence[str] = ()) -> None:
        """Make a list, of these cases where some are given."""
        HandoverDialog(self, self.desk, self._made, codes).open()

    def print_list(self) -> None:
        """Show the chosen list as it is printed."""
        one = self.list.chosen()
        if one is not None:
            self.show_paper(
                f"ban-giao-{one.year}-{one.number}", handover_report, one.number, one.year, now=self.desk.clock()
            )

    def take_slip(self, slip: Slip) -> bool:
        """Tick off a case by its slip."""
        self.tick(slip.code)
        return True

    def tick(self, code: str) -> None:
        """Note that the papers of a case are back."""
        ticking = self.desk.tasks.run(self, tick, [code], at=self.desk.clock(), by=self.desk.officer())
        ticking.then(self._ticked).failed(self.refused)

    def _take_back(self) -> None:
        if self.back.value():
            self.tick(self.back.value())

    def _ticked(self, done: Sequence[Ticked]) -> None:
        (one,) = done
        words = self.tr("{0} is back from list {1}; {2} are still out.")
        self.say(words.format(one.case, f"{one.number}/{one.year}", one.out), "done")
        self.back.set_value("")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _made(self, made: HandoverList) -> None:
        self.say(self.tr("List {0} is made.").format(f"{made.number}/{made.year}"), "done")
        self.refresh()
        self.show_paper(
            f"ban-giao-{made.year}-{made.number}", handover_report, made.number, made.year, now=self.desk.clock()
        )

    def _show(self, lists: Sequence[HandoverList]) -> None:
        self.list.show_rows(lists, same=lambda one: (one.year, one.number))
        if lists and self.list.chosen() is None:
            self.list.choose(0)
        chosen = self.list.chosen()
        self.lines.show_rows(chosen.lines if chosen is not None else ())
        self.lines.setVisible(bool(lists))

    def _chip(self, one: HandoverList) -> Chip:
        if one.out:
            return Chip(self.tr("{0} still out").format(one.out), "soon", "clock")
        return Chip(self.tr("all back"), "done", "check")

    def _line_columns(self) -> tuple[Column[Handed], ...]:
        return (
            Column[Handed](self.tr("Case"), lambda one: one.case, width=160, figures=True),
            Column[Handed](self.tr("Owner"), lambda one: one.owner, width=200),
            Column[Handed](self.tr("Procedure"), lambda one: one.request),
            Column[Handed](self.tr("Back at"), lambda one: moment_text(one.back_at), width=160, figures=True),
        )


class HandoverDialog(Sheet):
    """Who is given which cases."""

    def __init__(
        self, parent: QWidget, desk: Desk, done: Callable[[HandoverList], None], codes: Sequence[str] = ()
    ) -> None:
        self.to = TextField(self.tr("&To whom"), hint=self.tr("an officer, a section, or another body"), longest=200)
        self.codes = LinesField(self.tr("&Cases, one number a line"), rows=8)
        title = self.tr("A new hand-over list")
        super().__init__(parent, title, column(self.to, self.codes), agree=self.tr("&Hand over and print"))
        self.codes.set_value(codes)
        self._desk, self._done = desk, done
        self.to.setFocus()

    def agree(self) -> None:
        """Hand the cases over."""
        self.agree_button.setEnabled(False)
        given = self._desk.tasks.run(
            self, hand_over, self.codes.value(), self.to.value(), at=self._desk.clock(), by=self._desk.officer()
        )
        given.then(self._made).failed(lambda refusal: self.complain(sentence(refusal)))

    def _made(self, made: HandoverList) -> None:
        self.accept()
        self._done(made)
