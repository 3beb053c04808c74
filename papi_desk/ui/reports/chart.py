"""A chart on the screen: bars told apart by colour and hatching, figures in tooltips and by the arrow keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from papi_desk.domain.charts import Chart, figure_words
from papi_desk.ui.theme import current_tokens

_TOP: Final = 58
_FOOT: Final = 40
_SIDE: Final = 10
_FILL: Final = 0.66
_THICKEST: Final = 34.0
_KEYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChartView(QWidget):
    """Paints one chart; Left and Right go from label to label and say what stands there."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._place = -1
        self.setMinimumSize(300, 190)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart, self._place = chart, -1
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("; ".join(chart.words(place) for place in range(len(chart.labels))))
        self.update()

    @property
    def said(self) -> str:
        """Return what is said of the label chosen."""
        return "" if self._chart is None or self._place < 0 else self._chart.words(self._place)

    def said_at(self, x: int) -> str:
        """Return what is said of the label at this place, nothing beside the labels."""
        place = int((x - _SIDE) // max(1.0, self._room()))
        inside = self._chart is not None and 0 <= place < len(self._chart.labels)
        return self._chart.words(place) if self._chart is not None and inside else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from label to label."""
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or self._chart is None or not self._chart.labels:
            super().keyPressEvent(event)
            return
        last = len(self._chart.labels) - 1
        self._choose(max(0, min(last, self._place + step)) if self._place >= 0 else (0 if step > 0 else last))

    def event(self, event: QEvent) -> bool:
        """Say the figures under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._chart is not None:
            QToolTip.showText(event.globalPos(), self.said_at(event.pos().x()), self)
            return True
        return super().event(event)

    def _choose(self, place: int) -> None:
        self._place = place
        self.setAccessibleDescription(self.said)
        self.update()

    def _room(self) -> float:
        labels = len(self._chart.labels) if self._chart is not None else 1
        return (self.width() - 2 * _SIDE) / max(1, labels)

    # --- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, legend, bars or lines, labels, and the figures of the label chosen."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter, self._chart)
        tokens, foot = current_tokens(), float(self.height() - _FOOT)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawLine(QPointF(_SIDE, foot), QPointF(self.width() - _SIDE, foot))
        for number in range(len(self._chart.series)):
            draw = self._paint_bars if self._chart.kind == "bars" else self._paint_line
            draw(painter, self._chart, number, foot)
        self._paint_labels(painter, self._chart, foot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()

    def _paint_head(self, painter: QPainter, chart: Chart) -> None:
        tokens, font = current_tokens(), painter.font()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(_SIDE, 4, self.width() - 2 * _SIDE, 20), Qt.AlignmentFlag.AlignVCenter, chart.title)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        x = float(_SIDE)
        for number, one in enumerate(chart.series):
            painter.fillRect(QRectF(x, 30, 12, 12), self._brush(number))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QPointF(x + 17, 41), one.name)
            x += 34 + painter.fontMetrics().horizontalAdvance(one.name)
        if self.said:
            right = QRectF(x, 26, self.width() - x - _SIDE, 20)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.said)

    @staticmethod
    def _brush(number: int) -> QBrush:
        tokens = current_tokens()
        if number:
            return QBrush(QColor(tokens.late), Qt.BrushStyle.BDiagPattern)
        return QBrush(QColor(tokens.accent))

    def _height(self, chart: Chart, figure: float, foot: float) -> float:
        return figure / chart.highest * (foot - _TOP - 14)

    def _middle(self, place: int) -> float:
        return _SIDE + (place + 0.5) * self._room()

    def _paint_bars(self, painter: QPainter, chart: Chart, number: int, foot: float) -> None:
        thick = min(_THICKEST, self._room() * _FILL / len(chart.series))
        for place, figure in enumerate(chart.series[number].figures):
            height = self._height(chart, figure or 0, foot)
            left = self._middle(place) + (number - len(chart.series) / 2) * thick
            bar = QRectF(left, foot - height, thick - 1, height)
            painter.fillRect(bar, self._brush(number))
            if number and height:
                painter.setPen(QPen(QColor(current_tokens().late), 1))
                painter.drawRect(bar)
            self._paint_figure(painter, chart, figure, left + thick / 2, foot - height)

    def _paint_line(self, painter: QPainter, chart: Chart, number: int, foot: float) -> None:
        before: QPointF | None = None
        for place, figure in enumerate(chart.series[number].figures):
            if figure is None:
                before = None
                continue
            here = QPointF(self._middle(place), foot - self._height(chart, figure, foot))
            painter.setPen(QPen(QColor(current_tokens().accent), 2))
            if before is not None:
                painter.drawLine(before, here)
            painter.setBrush(self._brush(number))
            painter.drawEllipse(here, 3.5, 3.5)
            self._paint_figure(painter, chart, figure, here.x(), here.y() - 4)
            before = here

    def _paint_figure(self, painter: QPainter, chart: Chart, figure: float | None, x: float, y: float) -> None:
        """Write a figure over its bar, where there is room for it."""
        if not figure:
            return
        words = figure_words(round(figure, 1) if chart.unit else figure, chart.unit).removesuffix(" %")
        if painter.fontMetrics().horizontalAdvance(words) + 4 > self._room() / len(chart.series):
            return  # the tooltip and the arrow keys tell it
        painter.setPen(QColor(current_tokens().text))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(QRectF(x - 40, y - 20, 80, 18), middle, words)

    def _paint_labels(self, painter: QPainter, chart: Chart, foot: float) -> None:
        tokens, room = current_tokens(), self._room()
        widest = max((painter.fontMetrics().horizontalAdvance(label) for label in chart.labels), default=0)
        every = 1 if " " in "".join(chart.labels) else 1 + int((widest + 4) / max(room, 1))
        for place, label in enumerate(chart.labels):
            if place % every:
                continue
            painter.setPen(QColor(tokens.accent if place == self._place else tokens.quiet))
            wide = room * every
            box = QRectF(self._middle(place) - wide / 2 + 1, foot + 3, wide - 2, _FOOT - 5)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, label)
