"""Every report: choose it and its period, read the figures and what stands behind them, send the file."""

from __future__ import annotations

from datetime import time
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QTabWidget, QWidget

from papi_desk.domain.charts import Chart, figure_words
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.periods import Period
from papi_desk.domain.records import replace
from papi_desk.domain.reports import Report
from papi_desk.services.months import SEALED, Seal, Verified, closed_months, verify_month
from papi_desk.services.reports.behind import CaseBehind, cases_behind, list_behind
from papi_desk.services.reports.counted import SHARES
from papi_desk.services.reports.counting import GROUPS
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.money import HEADS
from papi_desk.services.reports.run import definition_of, report, report_names
from papi_desk.services.reports.trends import charts
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField, MomentField
from papi_desk.ui.labels import day_text, number, sentence
from papi_desk.ui.layouts import STRETCH, Scrolled, column, restyle, row, text
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.papers import report_clip, write_report
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import report_document
from papi_desk.ui.reports.cases_behind import CasesBehindDialog
from papi_desk.ui.reports.chart import ChartView
from papi_desk.ui.reports.months import CloseMonthDialog, DifferencesDialog
from papi_desk.ui.reports.period_picker import PeriodPicker
from papi_desk.ui.reports.report_table import ReportTable
from papi_desk.ui.tasks import Pending

_FILES: Final = {"ii06a": "II.06a"}
_ABREAST: Final = 2


class Figure(QFrame):
    """One figure that matters, with what it counts."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._figure = text("–", "figure")
        self._words = text(words, "quiet")
        self.setLayout(column(self._figure, self._words, margin=10, gap=0))

    def show_figure(self, figure: str, tone: str = "") -> None:
        """Show the figure."""
        self._figure.setText(figure)
        self._figure.setAccessibleName(f"{self._words.text()}: {figure}")
        restyle(self._figure, "tone", tone)


class StatisticsPage(Page):
    """Reports as a table, as charts and as files."""

    tables = frozenset({"cases", "late_causes", "month_seals", "payments", "settings", "ratings"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.name = ChoiceField(self.tr("&Report"), report_names())
        self.picker = PeriodPicker(desk.clock, for_reports=True)
        self.cut = self.picker.cut
        self.by = ChoiceField(self.tr("&Group by"), {"field": GROUPS["field"]})
        self.share = ChoiceField(self.tr("Denominator of the on-time share"), {n: of for n, (_, of) in SHARES.items()})
        self.compare = ChoiceField(self.tr("Compare with"), self._comparisons())
        self.known = MomentField(self.tr("As known at"), hour=lambda _day: time(23, 59))
        self.received = Figure(self.tr("received in the period"))
        self.on_time = Figure(self.tr("settled early or on time"))
        self.late = Figure(self.tr("open and overdue"))
        self.view = ReportTable(self.tr("Figures"))
        self.table = self.view.table
        self.charts = [ChartView() for _ in range(5)]
        self.tabs = QTabWidget()
        self.footnotes = text("", "quiet", wrap=True)
        self.result = text("", "note")
        self.report: Report | None = None
        self._shown: tuple[Chart, ...] = ()
        self._seals: list[Seal] = []
        self._asked: list[Pending[Any]] = []
        self.copy_button = button(self.tr("&Copy"), self._copy, picture="copy")
        self.month_button = button(self.tr("Close &month…"), self._month, picture="lock")
        self.exports = {
            ending: button("", partial(self._export, ending), picture=picture)
            for ending, picture in (("xlsx", "table"), ("pdf", "file-pdf"), ("csv", "file-text"))
        }
        self._lay_out()
        self._connect()

    def _comparisons(self) -> dict[str, str]:
        return {
            "": self.tr("nothing"),
            "previous": self.tr("the period before"),
            "last-year": self.tr("the same period last year"),
        }

    def _connect(self) -> None:
        self.name.changed.connect(self._other_report)
        for choice in (self.by, self.share, self.compare):
            choice.changed.connect(self.refresh)
        self.picker.changed.connect(self.refresh)
        self.known.edit.editingFinished.connect(self._other_moment)
        self.view.asked.connect(self._ask_behind)

    def _lay_out(self) -> None:
        widths = ((self.name, 200), (self.by, 170), (self.share, 290), (self.compare, 200), (self.known, 196))
        for field, width in widths:
            field.setFixedWidth(width)
        self.result.setMinimumHeight(20)
        self._figures = QWidget()
        self._figures.setLayout(row((self.received, 1), (self.on_time, 1), (self.late, 1), gap=12))
        self.tabs.addTab(self.view, self.tr("Figures"))
        self.tabs.addTab(Scrolled(self._charts_page()), self.tr("Charts"))
        self.tabs.setDocumentMode(True)
        layout = column(
            row(text(self.tr("Statistics"), "title"), STRETCH),
            row(self.name, self.picker, self.by, STRETCH, gap=10),
            row(self.share, self.compare, self.known, STRETCH, gap=10),
            self._figures,
            (self.tabs, 1),
            self.footnotes,
            row((self.result, 1), self.month_button, self.copy_button, *self.exports.values(), gap=8),
            gap=6,
        )
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)

    def _charts_page(self) -> QWidget:
        page, grid = QWidget(), QGridLayout()
        for place, view in enumerate(self.charts):
            grid.addWidget(view, place // _ABREAST, place % _ABREAST)
        page.setLayout(grid)
        return page

    # --- what is asked -----------------------------------------------------------------------------------

    def period(self) -> Period:
        """Return the period chosen; raises ``Refused`` for days that are no range."""
        return self.picker.period()

    def asked(self) -> Asked:
        """Return what is asked of the report; raises ``Refused``."""
        return Asked(
            self.period(), self.desk.clock(), by=self.by.value(), known_at=self.known.moment(),
            share=self.share.value(), compare=self.compare.value(),
        )  # fmt: skip

    def refresh(self) -> None:
        """Count the period."""
        for pending in self._asked:
            pending.drop()
        self._name_files()
        try:
            asked = self.asked()
        except Refused as refusal:
            self._refused(refusal)
            return
        name, tasks = self.name.value(), self.desk.tasks
        offering = tasks.read(self, definition_of, name).then(lambda found: self._offer(found.by))
        counting = tasks.read(self, report, name, asked).named(self.tr("Counting…"))
        counting.then(self._show).failed(self._refused)
        drawing = tasks.read(self, charts, replace(asked, by="")).then(self._draw).failed(self._refused)
        sealing = tasks.read(self, closed_months).then(self._show_seals)
        self._asked = [offering, counting, drawing, sealing]

    def show_what(self, what: str) -> None:
        """Start at the report."""
        if what:
            self.name.set_value(what)
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _other_report(self) -> None:
        self.by.set_choices({"": "…"})
        self.refresh()

    def _other_moment(self) -> None:
        if self.known.check():
            self.refresh()

    def _offer(self, groups: tuple[str, ...]) -> None:
        self.by.set_choices({name: {**HEADS, **GROUPS}[name] for name in groups} or {"": "–"})
        self.by.setEnabled(len(groups) > 1)
        self._name_files()

    # --- what is shown -----------------------------------------------------------------------------------

    def _show(self, found: Report) -> None:
        self.report = found
        figures = found.totals()
        counts = "c13" in figures
        self._figures.setVisible(counts)
        self.share.setEnabled("on_time_percent" in found.figures)
        if counts:
            self.received.show_figure(number(figures["c4"] + figures["c5"]))
            self.on_time.show_figure(figure_words(found.figures["on_time_percent"], "%"))
            self.late.show_figure(number(figures["c13"]), "late" if figures["c13"] else "")
        self.view.show_report(found)
        period = self.period()
        span = self.tr("From {0} to {1}.").format(day_text(period.first), day_text(period.last))
        self.footnotes.setText(" ".join([span, *found.footnotes]))
        self._tell("", "")

    def _draw(self, found: tuple[Chart, ...]) -> None:
        self._shown = found
        for view, chart in zip(self.charts, found, strict=False):
            view.show_chart(chart)

    def _show_seals(self, seals: list[Seal]) -> None:
        self._seals = seals
        closed = self._seal() is not None
        self.month_button.setText(self.tr("Closed &month…") if closed else self.tr("Close &month…"))
        self.month_button.setEnabled(self.picker.kind.value() == "month" and self.name.value() == SEALED)

    def _seal(self) -> Seal | None:
        try:
            period = self.period()
        except Refused:
            return None
        days = (period.first.isoformat(), period.last.isoformat())
        return next((seal for seal in self._seals if (seal.first, seal.last) == days), None)

    # --- cases behind, months ----------------------------------------------------------------------------

    def _ask_behind(self, key: str, column_name: str) -> None:
        asked, name = self.asked(), self.name.value()
        asking = self.desk.tasks.read(self, cases_behind, name, asked, row=key, column=column_name)
        asking.then(partial(self._show_behind, key, column_name)).failed(self._refused)

    def _show_behind(self, key: str, column_name: str, cases: list[CaseBehind]) -> None:
        heads = next((" – ".join(one.heads) for one in self.view.columns if one.name == column_name), column_name)
        title = f"{heads}: {cases[0].row}" if key and cases else heads
        save = partial(self._save_behind, key, column_name)
        CasesBehindDialog(self, title, cases, open_case=partial(self.desk.go, "cases"), save=save).open()

    def _save_behind(self, key: str, column_name: str) -> None:
        listing = self.desk.tasks.read(self, list_behind, self.name.value(), self.asked(), row=key, column=column_name)
        path = self._file("xlsx").with_name(f"{self._file('xlsx').stem}-{column_name}-ho-so.xlsx")
        going = partial(self.desk.printing.export, self.name.value(), path, self.window())
        listing.then(lambda found: going(partial(self._write, found, path), self._refused)).failed(self._refused)

    def _month(self) -> None:
        if self._seal() is None:
            CloseMonthDialog(self, self.desk, self.period(), lambda _seal: self.refresh()).open()
            return
        verifying = self.desk.tasks.read(self, verify_month, self.period(), now=self.desk.clock())
        verifying.then(self._show_differences).failed(self._refused)

    def _show_differences(self, found: Verified) -> None:
        DifferencesDialog(self, found, partial(self.desk.go, "cases")).open()

    # --- files -------------------------------------------------------------------------------------------

    def _file(self, ending: str) -> Path:
        usual = self.by.box.currentIndex() <= 0
        by = "" if usual else f"-{self.by.value()}"
        name = _FILES.get(self.name.value(), _plain(self.name.box.currentText()))
        return self.desk.papers_folder / f"{name}-{self.picker.name()}{by}.{ending}"

    def _name_files(self) -> None:
        for ending, made in self.exports.items():
            name = self._file(ending).name
            made.setText(name)
            made.setAccessibleName(self.tr("Save {0}").format(name))
            made.setToolTip(self.tr("Save {0}").format(self._file(ending)))

    def _export(self, ending: str) -> None:
        if self.report is not None:
            path, write = self._file(ending), partial(self._export_as, ending, self.report, self._file(ending))
            self.desk.printing.export(self.name.value(), path, self.window(), write, self._refused)

    def _export_as(self, ending: str, found: Report, path: Path, password: str) -> None:
        if ending == "pdf":
            drawn = replace(found, charts=self._shown if self.tabs.currentIndex() else ())
            printing = self.desk.tasks.work(self, report_document, drawn, path, password).named(path.name)
            printing.then(self._printable).failed(self._refused)
        elif ending == "xlsx":
            listing = self.desk.tasks.read(self, list_behind, self.name.value(), self.asked())
            listing.then(lambda behind: self._write(found, path, password, behind)).failed(self._refused)
        else:
            self._write(found, path, password)

    def _write(self, found: Report, path: Path, password: str, *behind: Report) -> None:
        writing = self.desk.tasks.work(self, write_report, found, path, behind, password).named(path.name)
        writing.then(self._written).failed(self._refused)

    def _copy(self) -> None:
        if self.report is None:
            return
        if refusal := self.desk.printing.goes_out("export", self.name.value(), self.tr("clipboard")):
            self._refused(refusal)
        else:
            self.desk.tasks.work(self, report_clip, self.report).then(self._copied).failed(self._refused)

    def _copied(self, clip: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(clip[0])
        data.setHtml(clip[1])
        QGuiApplication.clipboard().setMimeData(data)
        self._tell(self.tr("Copied: paste it into Excel or Word."), "done")

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


def _plain(words: str) -> str:
    """Return a name for a file: without accents, blanks and signs."""
    return "-".join("".join(c if c.isalnum() else " " for c in search_key(words)).split())
