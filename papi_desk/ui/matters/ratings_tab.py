"""The ratings of a month: what they come to, each slip, and the month's table on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from importlib import import_module

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, month_period
from papi_desk.domain.reports import Report
from papi_desk.services.ratings import RatingLine, rating_scale, ratings_between, void_rating
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report as run_report
from papi_desk.ui.dialogs import Sheet, button, card
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import Chip, day_text, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text, tip
from papi_desk.ui.pages import Desk
from papi_desk.ui.printing.slips import report_document
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tasks import Pending


class RatingsTab(QWidget):
    """What citizens said in a month."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        today = desk.clock().date()
        self.month = month_period(today.year, today.month)
        self.title = text("", "section")
        self.summary = text("", "", wrap=True)
        self.told = text("", "note", wrap=True)
        empty = self.tr("No rating in this month yet. Ctrl+N keys a paper slip in.")
        self.list = RowsView(self._columns(), name=self.tr("Ratings"), empty=empty)
        before = button("", lambda: self._move(-1), picture="caret-left", key="Alt+Left")
        after = button("", lambda: self._move(1), picture="caret-right", key="Alt+Right")
        for made, words in ((before, self.tr("The month before")), (after, self.tr("The month after"))):
            made.setText("")
            made.setAccessibleName(words)
            made.setToolTip(tip(words))
        self.new = button(self.tr("&Key paper slips in"), self.add, kind="primary", picture="plus", key="Ctrl+N")
        self.void = button(self.tr("&Leave out…"), self._void, picture="x-circle")
        self.print_button = button(self.tr("Print the &month"), self.print_month, picture="printer")
        more = button(self.tr("By officer, field…"), lambda: desk.go("statistics", "ratings"), picture="chart-bar")
        tools = row(before, self.title, after, STRETCH, self.void, more, self.print_button, self.new, gap=8)
        layout = column(tools, card(self.summary), (self.list, 1), self.told, gap=10)
        layout.setContentsMargins(0, 10, 0, 0)
        self.setLayout(layout)

    def _columns(self) -> tuple[Column[RatingLine], ...]:
        return (
            Column(self.tr("Slip"), lambda one: str(one.id), width=76, right=True, figures=True),
            Column(self.tr("Day"), lambda one: day_text(one.on), width=112, figures=True),
            Column("", chip=_chip, width=128),
            Column(self.tr("Case"), lambda one: one.case or "–", width=170, figures=True),
            Column(self.tr("Served by"), lambda one: one.officer, width=180),
            Column(self.tr("Answers 1 to 9"), _digits, tip=_words, width=180, figures=True),
            Column(self.tr("Remark"), lambda one: one.remark, tip=lambda one: one.remark),
        )

    def refresh(self) -> None:
        """Read the month again."""
        self.title.setText(self.month.words)
        reading = self._desk.tasks.read(self, ratings_between, self.month.first, self.month.last)
        reading.then(self._found)
        self._asked_report().then(self._sum_up)

    def _sum_up(self, found: Report) -> None:
        notes = found.footnotes[:1] if found.figures["small"] else ()
        self.summary.setText(" · ".join((*found.summary, *notes)))

    def add(self) -> None:
        """Key paper slips in; the dialog is loaded when it is first opened."""
        import_module("papi_desk.ui.cases.rating_dialog").RatingDialog(self, self._desk, self.refresh).open()

    def print_month(self) -> None:
        """Print the month's table."""
        self._asked_report().then(self._print).failed(self._refused)

    def _asked_report(self) -> Pending[Report]:
        return self._desk.tasks.read(self, run_report, "ratings", Asked(self.month, self._desk.clock()))

    def _print(self, report: Report) -> None:
        path = self._desk.papers_folder / f"danh-gia-{self.month.first:%Y-%m}.pdf"
        writing = self._desk.tasks.work(self, report_document, report, path)
        writing.then(lambda paper: self._desk.printing.show(paper, self, self.tell))

    def _found(self, lines: Sequence[RatingLine]) -> None:
        self.list.show_rows(lines, same=lambda one: one.id)

    def _move(self, months: int) -> None:
        self.month = _beside(self.month, months)
        self.refresh()

    def _void(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None and not chosen.voided:
            VoidDialog(self, self._desk, chosen.id, self.refresh).open()

    def _refused(self, refusal: Refused) -> None:
        self.tell(sentence(refusal), "late")

    def tell(self, words: str, tone: str = "") -> None:
        """Show what became of it."""
        self.told.setText(words)
        restyle(self.told, "tone", tone)


class VoidDialog(Sheet):
    """Leave a slip that was keyed in wrongly out of every figure."""

    def __init__(self, parent: QWidget, desk: Desk, number: int, done: Callable[[], None]) -> None:
        self._desk, self._number, self._done = desk, number, done
        self.reason = TextField(self.tr("Reason *"))
        title = self.tr("Leave slip {0} out").format(number)
        super().__init__(parent, title, column(self.reason), agree=self.tr("&Leave out"))

    def agree(self) -> None:
        """Leave it out."""
        now, officer = self._desk.clock(), self._desk.officer() or None
        writing = self._desk.tasks.run(self, void_rating, self._number, reason=self.reason.value(), at=now, by=officer)
        writing.then(lambda _none: self._voided()).failed(lambda refusal: self.reason.complain(sentence(refusal)))

    def _voided(self) -> None:
        self.accept()
        self._done()


def _beside(month: Period, step: int) -> Period:
    day: date = month.last + timedelta(days=1) if step > 0 else month.first - timedelta(days=1)
    return month_period(day.year, day.month)


def _chip(one: RatingLine) -> Chip:
    if one.voided:
        return Chip("đã loại", "quiet", "x-circle")
    return Chip(one.means_words.lower(), "quiet", "device-mobile" if one.means == "screen" else "file-text")


def _digits(one: RatingLine) -> str:
    """Return the answers as the columns of the slip: «1 2 – 4 …»."""
    levels = list(rating_scale().levels)
    known = {at: str(levels.index(level) + 1) for at, level in one.answers.items() if level in levels}
    return " ".join(known.get(at, "–") for at in range(1, len(rating_scale().contents) + 1))


def _words(one: RatingLine) -> str:
    scale = rating_scale()
    return "\n".join(f"{scale.contents[at - 1]}: {scale.levels.get(level, level)}" for at, level in one.answers.items())
