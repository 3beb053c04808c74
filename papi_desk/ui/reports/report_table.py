"""A report on the screen: merged heads over the columns, figures that open the cases behind them."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QTableWidget, QTableWidgetItem, QWidget

from papi_desk.domain.charts import figure_words
from papi_desk.domain.reports import Report, ReportColumn, Value
from papi_desk.ui.figures import FiguresDelegate
from papi_desk.ui.labels import day_text, moment_text, number
from papi_desk.ui.layouts import column, tip
from papi_desk.ui.theme import current_tokens
from papi_desk.ui.tokens import scaled

_RIGHT: Final = frozenset({"count", "money", "percent"})
_WIDTHS: Final = {"count": 78, "money": 110, "percent": 112, "day": 110, "moment": 165, "code": 165}
_NAME_WIDTH: Final = 220
_ROW: Final = 30
_MANY_TEXTS: Final = 3
"""With more columns of text than this the table scrolls to the side."""
_HEAD_LINE: Final = 17
_HEAD_SIDES: Final = 18
"""Dots left and right of a head's words."""


class ReportTable(QWidget):
    """Shows any report; Enter or a double click on a figure asks for its cases."""

    asked = Signal(str, str)
    """The key of the row («» for the total) and the name of the column."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.columns: tuple[ReportColumn, ...] = ()
        self.table = _Table(self)
        self.table.setAccessibleName(name)
        self._heads = _Heads(self.table)
        self._keys: list[str] = []
        self.table.setMinimumHeight(scaled(170))
        self.setLayout(column(self._heads, (self.table, 1), gap=0))
        self.table.cellDoubleClicked.connect(self.open_cell)

    def show_report(self, report: Report) -> None:
        """Show a report."""
        places = [place for place, one in enumerate(report.columns) if one.kind != "order"]
        self.columns = tuple(report.columns[place] for place in places)
        rows = report.list_rows()
        self._keys = [row.key if row.kind == "row" else "" for row in rows]
        self.table.clear()
        self.table.clearSpans()
        self.table.setColumnCount(len(self.columns))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels([_title(one) for one in self.columns])
        for line, row in enumerate(rows):
            if row.kind == "section" and len(self.columns) > 1:
                self.table.setSpan(line, 0, 1, len(self.columns))
            values = row.values if row.kind == "section" else [row.values[place] for place in places]
            for place, (value, one) in enumerate(zip(values, self.columns, strict=False)):
                self.table.setItem(line, place, _cell(value, one, bold=row.kind != "row"))
        self._fit()
        self.fit_heads()
        self._heads.show_heads(self.columns)

    def open_cell(self, line: int, place: int) -> None:
        """Ask for the cases behind a figure."""
        if line < len(self._keys) and self.columns[place].kind in ("count", "money"):
            self.asked.emit(self._keys[line], self.columns[place].name)

    def fit_heads(self) -> None:
        """Make the heads as high as the longest of them needs in its column."""
        header, centred = self.table.horizontalHeader(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        header.ensurePolished()
        rooms = (QRect(0, 0, header.sectionSize(place) - _HEAD_SIDES, 1000) for place in range(len(self.columns)))
        heights = [
            header.fontMetrics().boundingRect(room, centred, _title(one)).height()
            for room, one in zip(rooms, self.columns, strict=True)
        ]
        header.setFixedHeight(max(heights, default=scaled(_HEAD_LINE)) + 12)

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        named = [n for n, one in enumerate(self.columns) if one.kind == "text"]
        crowded = len(named) > _MANY_TEXTS
        for place, one in enumerate(self.columns):
            figure = one.kind in ("count", "money")
            stretches = not crowded and (one.kind == "text" if len(named) > 1 else figure)
            header.setSectionResizeMode(place, header.ResizeMode.Stretch if stretches else header.ResizeMode.Fixed)
            header.resizeSection(place, scaled(_WIDTHS.get(one.kind, _NAME_WIDTH)))
            self.table.paint_figures(place, figures=one.kind in _RIGHT)


class _Table(QTableWidget):
    def __init__(self, owner: ReportTable) -> None:
        super().__init__()
        self._owner = owner
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.horizontalHeader().setMinimumSectionSize(scaled(62))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self._figures, self._plain = FiguresDelegate(self), QStyledItemDelegate(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the heads of narrower columns more lines."""
        super().resizeEvent(event)
        self._owner.fit_heads()

    def paint_figures(self, place: int, *, figures: bool) -> None:
        """Paint a column with digits of equal width, or plainly."""
        self.setItemDelegateForColumn(place, self._figures if figures else self._plain)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cases on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._owner.open_cell(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)


class _Heads(QWidget):
    """The uppermost heads, painted over the columns that they cover."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__()
        self._table = table
        self._columns: tuple[ReportColumn, ...] = ()
        self.setFixedHeight(26)
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_heads(self, columns: tuple[ReportColumn, ...]) -> None:
        """Show the heads of other columns."""
        self._columns = columns
        self.setVisible(any(len(one.heads) > 1 for one in columns))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each head in the middle of its columns, a line below it."""
        painter, header, first = QPainter(self), self._table.horizontalHeader(), 0
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for words, group in groupby(self._columns, lambda one: one.heads[0] if len(one.heads) > 1 else ""):
            last = first + len(list(group)) - 1
            left = header.sectionViewportPosition(first)
            right = header.sectionViewportPosition(last) + header.sectionSize(last)
            if words:
                painter.setPen(QColor(current_tokens().text))
                box = QRect(left + 2, 0, right - left - 4, self.height() - 4)
                painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, words)
                painter.setPen(QColor(current_tokens().edge))
                painter.drawLine(left + 6, self.height() - 3, right - 6, self.height() - 3)
            first = last + 1
        painter.end()


def _title(one: ReportColumn) -> str:
    words = ": ".join(one.heads[1:] if len(one.heads) > 1 else one.heads)
    return f"{words}\n{one.number}" if one.number else words


def _cell(value: Value, one: ReportColumn, *, bold: bool) -> QTableWidgetItem:
    words = _words(value, one)
    item = QTableWidgetItem(words)
    if one.kind in _RIGHT:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    else:
        item.setToolTip(tip(words))
    if bold:
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
    return item


def _words(value: Value, one: ReportColumn) -> str:
    if value is None:
        return "–" if one.kind in _RIGHT else ""
    if isinstance(value, float):
        return figure_words(value, "%").removesuffix(" %")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, str):
        return value
    return moment_text(value) if isinstance(value, datetime) and one.kind == "moment" else day_text(value)
