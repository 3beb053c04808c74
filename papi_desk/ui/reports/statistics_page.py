"""The month's table: choose the month, read the three figures, send the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QTableWidget, QTableWidgetItem

from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, month_period
from papi_desk.domain.reports import Report, Value
from papi_desk.domain.statistics import percent_words, share
from papi_desk.services.reports.counting import GROUPS
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField
from papi_desk.ui.figures import FiguresDelegate
from papi_desk.ui.labels import day_text, number, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import write_report
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import report_document
from papi_desk.ui.tasks import Pending

MONTHS_BACK: Final = 36
TITLES: Final = (
    "Tổng số\n(3)",
    "Trực tuyến\n(4)",
    "Trực tiếp,\nbưu chính\n(5)",
    "Từ kỳ\ntrước (6)",
    "Tổng số\n(7)",
    "Trước hạn\n(8)",
    "Đúng hạn\n(9)",
    "Quá hạn\n(10)",
    "Tổng số\n(11)",
    "Trong hạn\n(12)",
    "Quá hạn\n(13)",
)
_BY: Final = ("field", "procedure", "officer", "channel", "level")
GROUPS_OF_COLUMNS: Final = (("Nhận giải quyết", 4), ("Đã giải quyết", 4), ("Đang giải quyết", 3))


class Figure(QFrame):
    """One figure that matters, with what it counts."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._figure = text("–", "figure")
        self._words = text(words, "quiet")
        self.setLayout(column(self._figure, self._words, margin=12, gap=0))

    def show_figure(self, figure: str, tone: str = "") -> None:
        """Show the figure."""
        self._figure.setText(figure)
        self._figure.setAccessibleName(f"{self._words.text()}: {figure}")
        restyle(self._figure, "tone", tone)


class StatisticsPage(Page):
    """Biểu II.06a of a month, as a table and as files."""

    tables = frozenset({"cases"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = ChoiceField(self.tr("&Month"), self._months())
        cuts = {"calendar": self.tr("Calendar month"), "15th": self.tr("From the 15th to the 14th")}
        self.cut = ChoiceField(self.tr("Reporting cut"), cuts)
        self.by = ChoiceField(self.tr("&Group by"), {name: GROUPS[name] for name in _BY})
        self.received = Figure(self.tr("received in the period"))
        self.on_time = Figure(self.tr("settled early or on time"))
        self.late = Figure(self.tr("open and overdue"))
        self.table = QTableWidget()
        self.footnotes = text("", "quiet", wrap=True)
        self.result = text("", "note")
        self.report: Report | None = None
        self._asked: Pending[Report] | None = None
        self.exports = {
            ending: button("", partial(self._export, ending), picture=picture)
            for ending, picture in (("xlsx", "table"), ("pdf", "file-pdf"), ("csv", "file-text"))
        }
        self._lay_out()
        for choice in (self.month, self.cut, self.by):
            choice.changed.connect(self.refresh)

    def _months(self) -> Mapping[str, str]:
        today = self.desk.clock().date()
        counted = [today.year * 12 + today.month - 1 - back for back in range(MONTHS_BACK)]
        words = self.tr("month {0}")
        return {f"{n // 12}-{n % 12 + 1:02}": words.format(f"{n % 12 + 1:02}/{n // 12}") for n in counted}

    def _lay_out(self) -> None:
        for choice, width in ((self.month, 170), (self.cut, 230), (self.by, 200)):
            choice.setFixedWidth(width)
        self._prepare_table()
        self.result.setMinimumHeight(20)
        head = row(text(self.tr("Statistics (II.06a)"), "title"), STRETCH)
        figures = row((self.received, 1), (self.on_time, 1), (self.late, 1), gap=12)
        layout = column(
            head,
            row(self.month, self.cut, self.by, STRETCH, gap=12),
            figures,
            self._heads,
            (self.table, 1),
            self.footnotes,
            row((self.result, 1), *self.exports.values(), gap=8),
            gap=8,
        )
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _prepare_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Statistics (II.06a)"))
        table.setColumnCount(1 + len(TITLES))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.Stretch)
        header.setSectionResizeMode(0, header.ResizeMode.Fixed)
        header.resizeSection(0, 220)
        header.setMinimumSectionSize(50)
        self._figures = FiguresDelegate(table)
        for column_ in range(1, 1 + len(TITLES)):
            table.setItemDelegateForColumn(column_, self._figures)
        self._heads = self._group_heads()

    def _group_heads(self) -> QFrame:
        heads = []
        for words, span in GROUPS_OF_COLUMNS:
            label = text(words, "section")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            heads.append((label, span))
        line = row(*heads, gap=0)
        line.setContentsMargins(221, 0, 0, 0)
        return boxed(line)

    def period(self) -> Period:
        """Return the period chosen."""
        year, month = (int(part) for part in self.month.value().split("-"))
        return month_period(year, month, self.cut.value())

    def refresh(self) -> None:
        """Count the month."""
        if self._asked is not None:
            self._asked.drop()
        self._name_files()
        counting = self.desk.tasks.read(
            self, report, "ii06a", Asked(self.period(), self.desk.clock(), by=self.by.value())
        )
        self._asked = counting.then(self._show).failed(self._refused)

    def show_what(self, what: str) -> None:
        """Start at the month."""
        del what
        self.month.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, found: Report) -> None:
        self.report = found
        figures = found.totals()
        self.received.show_figure(number(figures["c4"] + figures["c5"]))
        percent = found.figures["on_time_percent"]
        self.on_time.show_figure(percent_words(None if percent is None else share(round(percent * 100), 10_000)))
        self.late.show_figure(number(figures["c13"]), "late" if figures["c13"] else "")
        self._fill(found)
        span = self.tr("From {0} to {1}.").format(day_text(found.figures["from"]), day_text(found.figures["to"]))
        self.footnotes.setText(" ".join([span, *found.footnotes]))

    def _fill(self, found: Report) -> None:
        named = next(column for column in found.columns if column.name == "name")
        self.table.setHorizontalHeaderLabels([f"{named.heads[-1]}\n(2)", *TITLES])
        lines = found.list_rows()
        self.table.setRowCount(len(lines))
        for place, line in enumerate(lines):
            bold = line.kind == "total"
            name = self.tr("Total") if bold else str(line.values[1])
            self.table.setItem(place, 0, _cell(name, bold=bold))
            for column_, figure in enumerate(line.values[2:], 1):
                self.table.setItem(place, column_, _cell(_figure(figure), bold=bold, right=True))

    def _file(self, ending: str) -> Path:
        cut = "-ky-15" if self.cut.value() == "15th" else ""
        by = "" if self.by.value() == "field" else f"-{self.by.value()}"
        return self.desk.papers_folder / f"II.06a-{self.month.value()}{cut}{by}.{ending}"

    def _name_files(self) -> None:
        for ending, made in self.exports.items():
            name = self._file(ending).name
            made.setText(name)
            made.setAccessibleName(self.tr("Save {0}").format(name))
            made.setToolTip(self.tr("Save {0}").format(self._file(ending)))

    def _export(self, ending: str) -> None:
        if self.report is None:
            return
        path = self._file(ending)
        if ending == "pdf":
            printing = self.desk.tasks.work(self, report_document, self.report, path)
            printing.then(self._printable).failed(self._refused)
            return
        writing = self.desk.tasks.work(self, write_report, self.report, path)
        writing.then(self._written).failed(self._refused)

    def _written(self, path: Path) -> None:
        self._tell(self.tr("Saved: {0}").format(path), "done")
        self.desk.open_file(path)

    def _printable(self, document: Document) -> None:
        self._tell(self.tr("Saved: {0}").format(document.file_name), "done")
        self.desk.printing.show(document, self, self._tell)

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _figure(value: Value) -> str:
    return number(value) if isinstance(value, int) else ""


def _cell(words: str, *, bold: bool = False, right: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    if right:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    else:
        item.setToolTip(words)
    if bold:
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
    return item
