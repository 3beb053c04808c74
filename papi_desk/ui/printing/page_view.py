"""The pages of a paper as pictures: only those in sight are drawn, as sharp as the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle

from papi_desk.ui.theme import current_tokens

GAP: Final = 16
"""Room around a page, in pixels."""
POINT: Final = 96 / 72
"""Pixels a point at 100 %."""
STEPS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
PAGE: Final = "page"
WIDTH: Final = "width"
Zoom = str | float
"""«page» and «width» fit the window; else a share of the true size."""


class PageView(QAbstractScrollArea):
    """Pages beside and below each other; asks for the pictures it needs."""

    needs = Signal(int, float)
    """A page in sight, and with how many dots a point it shall be drawn."""
    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zoom: Zoom = PAGE
        self.page = 0
        self._sizes: Sequence[QSizeF] = ()
        self._places: list[QRectF] = []
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: set[tuple[int, float]] = set()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, sizes: Sequence[QSizeF]) -> None:
        """Show a paper whose pages are so large (in points)."""
        self._sizes = sizes
        self._pictures.clear()
        self._asked.clear()
        self._arrange()
        self.go_to(0)

    def show_picture(self, page: int, density: float, picture: QImage) -> None:
        """Show the picture of a page, when it is still the one that is wanted."""
        self._asked.discard((page, density))
        if page in self._near() and density == self.density():
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._pictures[page] = (density, picture)
            self.viewport().update()

    def sharp(self) -> bool:
        """Tell whether every page in sight is drawn as sharp as it can be."""
        return bool(self._places) and all(self._drawn(page) for page in self._in_sight())

    def scale(self) -> float:
        """Return the pixels a point has now."""
        if isinstance(self.zoom, float) or not self._sizes:
            return (self.zoom if isinstance(self.zoom, float) else 1.0) * POINT
        room = self.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wide = (room.width() - bar - 2 * GAP) / max(size.width() for size in self._sizes)
        high = (room.height() - 2 * GAP) / max(size.height() for size in self._sizes)
        fitting = wide if self.zoom == WIDTH else min(wide, high)
        return min(max(fitting, 0.1), STEPS[-1] * POINT)

    def density(self) -> float:
        """Return the dots a point has on this screen."""
        return self.scale() * self.devicePixelRatioF()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the pages larger or smaller; the page read stays in sight."""
        if zoom != self.zoom:
            self.zoom = zoom
            self._rearrange()
            self.zoom_changed.emit()

    def step_zoom(self, way: int) -> None:
        """Go to the next larger (1) or smaller (-1) step."""
        now = self.scale() / POINT
        steps = [step for step in STEPS if (step - now) * way > 0.01]
        if steps:
            self.set_zoom(min(steps) if way > 0 else max(steps))

    def go_to(self, page: int) -> None:
        """Bring a page into sight."""
        if not self._places:
            return
        page = min(max(page, 0), len(self._places) - 1)
        self.verticalScrollBar().setValue(round(self._places[page].top()) - GAP)
        self._turn_to(page)
        self._ask()

    def turn(self, way: int) -> None:
        """Go to the next page (1) or the one before (-1)."""
        self.go_to(self.page + way)

    def sizeHint(self) -> QSize:
        """Return room for a page that can be read."""
        return QSize(760, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the window again."""
        super().resizeEvent(event)
        self._rearrange()

    def event(self, event: QEvent) -> bool:
        """Draw the pages anew when the window comes to a screen of another sharpness."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._ask()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel, scroll with the wheel alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight: white paper in any theme."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QColor(current_tokens().edge))
        sharpness = self.devicePixelRatioF()
        for page in self._in_sight():
            place = self._places[page].translated(self._offset())
            painter.fillRect(place, Qt.GlobalColor.white)
            if page in self._pictures:
                density, picture = self._pictures[page]
                corner = QPointF(round(place.x() * sharpness) / sharpness, round(place.y() * sharpness) / sharpness)
                if density == self.density():
                    painter.drawImage(corner, picture)
                else:
                    painter.drawImage(place, picture)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def _arrange(self) -> None:
        """Find each page's place: beside the one before it where there is room, else below."""
        scale, room = self.scale(), self.viewport().width()
        rows: list[list[int]] = []
        used = 0.0
        for page, size in enumerate(self._sizes):
            width = size.width() * scale + GAP
            if not rows or used + width + GAP > room:
                rows.append([])
                used = 0.0
            rows[-1].append(page)
            used += width
        self._places = []
        top = float(GAP)
        for row in rows:
            wide = sum(self._sizes[page].width() * scale + GAP for page in row) - GAP
            left = max((room - wide) / 2, float(GAP))
            for page in row:
                place = QRectF(QPointF(left, top), self._sizes[page] * scale)
                self._places.append(place)
                left = place.right() + GAP
            top = max(self._places[page].bottom() for page in row) + GAP
        self._set_bars(round(top))

    def _set_bars(self, height: int) -> None:
        right = max((place.right() for place in self._places), default=0.0)
        room = self.viewport().size()
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setRange(0, max(height - room.height(), 0))
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(round(right) + GAP - room.width(), 0))

    def _rearrange(self) -> None:
        page = self.page
        self._arrange()
        self.go_to(page)
        self.viewport().update()

    def _scrolled(self) -> None:
        in_sight = self._in_sight()
        if in_sight and self.page not in in_sight:
            self._turn_to(max(in_sight, key=self._shown_of))
        self._ask()
        self.viewport().update()

    def _turn_to(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _ask(self) -> None:
        """Ask for the pictures that are missing, those in sight first; let go those far away."""
        density, near = self.density(), self._near()
        self._pictures = {page: kept for page, kept in self._pictures.items() if page in near}
        for page in near:
            if not self._drawn(page) and (page, density) not in self._asked:
                self._asked.add((page, density))
                self.needs.emit(page, density)

    def _drawn(self, page: int) -> bool:
        return page in self._pictures and self._pictures[page][0] == self.density()

    def _near(self) -> list[int]:
        """Return the pages in sight, then the one before and the one after."""
        seen = self._in_sight()
        if not seen:
            return []
        beside = (seen[-1] + 1, seen[0] - 1)
        return [*seen, *(page for page in beside if 0 <= page < len(self._places))]

    def _in_sight(self) -> list[int]:
        window = QRectF(QPointF(-self._offset()), QSizeF(self.viewport().size()))
        return [page for page, place in enumerate(self._places) if place.intersects(window)]

    def _shown_of(self, page: int) -> float:
        window = QRectF(QPointF(-self._offset()), QSizeF(self.viewport().size()))
        return self._places[page].intersected(window).height()

    def _offset(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
