"""Layouts as expressions: ``column(title, row(name, birth), STRETCH, row(STRETCH, save))``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from papi_desk.ui.tokens import STEP


class Stretch:
    """Room that grows between two parts."""


STRETCH: Final = Stretch()
Part = QWidget | QLayout | Stretch | int | tuple["QWidget | QLayout", int]
"""A widget, a layout, STRETCH, a gap in pixels, or (part, stretch factor)."""


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margin: int) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, tuple):
            _add(layout, part[0], part[1])
        elif isinstance(part, Stretch):
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            _add(layout, part, 0)


def _add(layout: QBoxLayout, part: QWidget | QLayout, stretch: int) -> None:
    if isinstance(part, QWidget):
        layout.addWidget(part, stretch)
    else:
        layout.addLayout(part, stretch)


def column(*parts: Part, gap: int = 2 * STEP, margin: int = 0) -> QVBoxLayout:
    """Lay parts out from top to bottom."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, margin)
    return layout


def row(*parts: Part, gap: int = 2 * STEP, margin: int = 0) -> QHBoxLayout:
    """Lay parts out from left to right."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, margin)
    return layout


def boxed(layout: QLayout, kind: str = "") -> QFrame:
    """Put a layout into a frame; ``kind`` («card», «bar») is what the style sheet knows it by."""
    frame = QFrame()
    frame.setLayout(layout)
    if kind:
        frame.setProperty("kind", kind)
    return frame


class Scrolled(QScrollArea):
    """Let content scroll up and down when the window is too low for it.

    The content is measured when it is first needed. Measured at once it would be dressed before it has a place, and
    Qt dresses everything in it anew each time the area itself is put somewhere.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        content.setParent(self)

    def sizeHint(self) -> QSize:
        """Return the size the content wants."""
        self._measure()
        return super().sizeHint()

    def event(self, event: QEvent) -> bool:
        """Measure the content when the area is dressed."""
        if event.type() is QEvent.Type.Polish:
            self._measure()
        return super().event(event)

    def show_other(self, content: QWidget) -> None:
        """Show other content; the old one goes once the events under way are done with it."""
        old, self._content = self._content, content
        if self.widget() is None:
            content.setParent(self)
            old.hide()
        else:
            self.takeWidget()
            self._place()
        old.deleteLater()

    def _measure(self) -> None:
        if self.widget() is None:
            self._place()

    def _place(self) -> None:
        self.setWidget(self._content)
        self.setWidgetResizable(True)


def roomy(content: QWidget) -> Scrolled:
    """Let content scroll both ways when the window is too small for it."""
    area = Scrolled(content)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area


class Room(Scrolled):
    """Give a page all there is, and at least what it needs: it scrolls only in a window that is too small."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        content.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new size."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when it needs another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setWidget(self._content)

    def _fit(self) -> None:
        content, room = self._content, self.maximumViewportSize()
        least, layout = content.minimumSizeHint(), content.layout()
        width = max(room.width(), least.width())
        height = least.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.minimumHeightForWidth(width)
        if height > room.height():
            width = max(width - self.verticalScrollBar().sizeHint().width(), least.width())
        content.resize(width, max(room.height() if width <= room.width() else room.height() - 10, height))


def text(words: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label; ``kind`` («title», «figure», «quiet», «section») is what the style sheet knows it by."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if kind:
        label.setProperty("kind", kind)
    return label


def tip(words: str) -> str:
    """Return words as a tooltip shows them letter by letter: Qt takes whatever looks like HTML for HTML."""
    return f"<span>{escape(words).replace(chr(10), '<br>')}</span>" if Text.mightBeRichText(words) else words


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet reads, and show it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it will be dressed by it when first seen
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def chain_tabs(root: QWidget, *, later: Sequence[QWidget] = (), moved: Sequence[tuple[QWidget, QWidget]] = ()) -> None:
    """Let Tab go through the fields of ``root`` as they are read; those in ``later`` come after all others.

    ``moved`` names fields that come right after another one: (field, the one before it). Hidden fields have their
    place too: Tab passes over them.
    """
    fields = [w for w in _fields_of(root.layout()) if w not in later]
    for field, before in moved:
        if field in fields and before in fields:
            fields.remove(field)
            fields.insert(fields.index(before) + 1, field)
    for one, other in pairwise([*fields, *later]):
        QWidget.setTabOrder(one, other)


def _fields_of(layout: QLayout | None) -> Iterator[QWidget]:
    """Yield what can be tabbed to, in the order of the layout.

    A layout is never asked for its items: Python keeps what stands for an item after Qt has freed it, and takes
    it for whatever comes to lie there next, which brings the program down.
    """
    holder = layout.parentWidget() if layout is not None else None
    if layout is None or holder is None:
        return
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    parts: list[QWidget | QLayout] = [
        *holder.findChildren(QWidget, options=direct), *layout.findChildren(QLayout, options=direct)
    ]  # fmt: skip
    for _, part in sorted((place, part) for part in parts if (place := layout.indexOf(part)) >= 0):
        if isinstance(part, QLayout):
            yield from _fields_of(part)
        elif part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            yield part
        else:
            yield from _fields_of(part.layout())
