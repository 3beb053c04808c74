"""The lines of a visit: a letter chooses the kind, figures follow, Enter goes on to the next line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from papi_desk.services.certification_lane import LaneKind
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import Counter
from papi_desk.ui.labels import money
from papi_desk.ui.layouts import STRETCH, column, row, text

COLUMNS: Final = ("originals", "pages", "count")
_WIDTHS: Final = (96, 96, 118)
_FEE: Final = 98
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def column_words() -> tuple[str, ...]:
    """Return what the columns of figures are called."""
    return (
        QCoreApplication.translate("lane", "Originals"),
        QCoreApplication.translate("lane", "Pages each"),
        QCoreApplication.translate("lane", "Copies / papers"),
    )


def _goes_on(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier


def _keep_room(widget: QWidget) -> None:
    """Let the place of a hidden widget stay empty, so that columns stand still."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


class KindBox(QComboBox):
    """The kind of a line; its letter chooses it at once."""

    lettered = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kinds: Sequence[LaneKind] = ()
        self.setAccessibleName(self.tr("Kind of paper"))
        self.setMinimumWidth(232)

    def offer(self, kinds: Sequence[LaneKind]) -> None:
        """Offer these kinds below «none»."""
        self._kinds = kinds
        self.clear()
        self.addItem("")
        for kind in kinds:
            self.addItem(f"{kind.key.upper()}   {kind.name}", kind.procedure)

    def kind(self) -> LaneKind | None:
        """Return the kind chosen, None for an empty line."""
        place = self.currentIndex() - 1
        return self._kinds[place] if 0 <= place < len(self._kinds) else None

    def choose(self, procedure: str) -> None:
        """Choose a kind by its procedure, «» for none."""
        self.setCurrentIndex(max(0, self.findData(procedure)) if procedure else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letter; Enter goes on, Delete empties the line."""
        keys = [kind.key for kind in self._kinds]
        letter = event.text().lower()
        if letter in keys:
            self.setCurrentIndex(keys.index(letter) + 1)
            self.lettered.emit()
        elif _goes_on(event):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
        else:
            super().keyPressEvent(event)


class FigureBox(Counter):
    """A figure of a line; Enter goes on to the next line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter."""
        if _goes_on(event):
            self.interpretText()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class LaneLine(QWidget):
    """One line: kind, originals, pages, copies, fee."""

    changed = Signal()
    finished = Signal(object)
    removed = Signal(object)

    def __init__(self, kinds: Sequence[LaneKind]) -> None:
        super().__init__()
        self.kind = KindBox()
        self.kind.offer(kinds)
        self.figures = {name: FigureBox(1, least=1) for name in COLUMNS}
        self.fee = text("", "section")
        self.fee.setFixedWidth(_FEE)
        self.fee.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.drop = button("", lambda: self.removed.emit(self), kind="flat", picture="x")
        self.drop.setAccessibleName(self.tr("Remove this line"))
        self.drop.setToolTip(self.tr("Remove this line"))
        self.drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.drop.setFixedWidth(32)
        _keep_room(self.drop)
        for box, width, words in zip(self.figures.values(), _WIDTHS, column_words(), strict=True):
            box.setFixedWidth(width)
            box.setAccessibleName(words)
            _keep_room(box)
        self.setLayout(row((self.kind, 1), *self.figures.values(), self.fee, self.drop, gap=8))
        self._connect()
        self._show_kind()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.kind.lettered.connect(lambda: self.asked()[0].setFocus(Qt.FocusReason.TabFocusReason))
        self.kind.entered.connect(lambda: self.finished.emit(self))
        for box in self.figures.values():
            box.valueChanged.connect(self.changed)
            box.entered.connect(lambda: self.finished.emit(self))

    def asked(self) -> list[FigureBox]:
        """Return the boxes that the kind asks for."""
        return [box for box in self.figures.values() if box.isEnabled()]

    def counts(self) -> dict[str, int]:
        """Return the figures by the names that fees know."""
        kind = self.kind.kind()
        names = kind.figures if kind is not None else ()
        return {name: self._box(name).value() for name in names}

    def is_empty(self) -> bool:
        """Tell whether no kind is chosen."""
        return self.kind.kind() is None

    def payload(self) -> dict[str, Any]:
        """Return the line, to keep as a draft or to repeat."""
        kind = self.kind.kind()
        return {"procedure": kind.procedure if kind else "", "figures": self.counts()}

    def restore(self, payload: Mapping[str, Any]) -> None:
        """Show a line again."""
        self.kind.choose(payload["procedure"])
        for name, value in payload["figures"].items():
            self._box(name).setValue(value)

    def _box(self, name: str) -> FigureBox:
        return self.figures.get(name) or self.figures["count"]

    def _show_kind(self) -> None:
        kind = self.kind.kind()
        wanted = {self._box(name) for name in kind.figures} if kind is not None else set()
        for box in self.figures.values():
            box.setEnabled(box in wanted)
            box.setVisible(box in wanted)
        self.fee.setText("")
        self.drop.setVisible(kind is not None)
        self.changed.emit()


class LaneLines(QWidget):
    """The lines of a visit; there is always an empty one at the end."""

    changed = Signal()
    arranged = Signal()
    """Lines came or went."""
    left = Signal()
    """Enter was pressed on the empty line: everything is there."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: Sequence[LaneKind] = ()
        self._waiting: Sequence[Mapping[str, Any]] = ()
        self.lines: list[LaneLine] = []
        self._box = column(gap=4)
        self.setLayout(column(_heads(), self._box, STRETCH, gap=2))
        self._add()

    def offer(self, kinds: Sequence[LaneKind]) -> None:
        """Offer these kinds on every line, keeping what is chosen."""
        if list(kinds) == list(self._kinds):
            return
        kept = self._waiting or self.payload()
        self._kinds, self._waiting = kinds, ()
        self.restore(kept)

    def filled(self) -> list[LaneLine]:
        """Return the lines with a kind."""
        return [line for line in self.lines if not line.is_empty()]

    def payload(self) -> list[dict[str, Any]]:
        """Return the lines, to keep as a draft or to repeat."""
        return [line.payload() for line in self.filled()]

    def restore(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Show lines again, as soon as their kinds are known."""
        if not self._kinds:
            self._waiting = lines
            return
        for line in list(self.lines):
            self._take(line)
        for kept in lines:
            self._empty().restore(kept)
        self._empty()
        self.changed.emit()

    def show_fees(self, fees: Sequence[int | None]) -> None:
        """Show what each filled line costs."""
        for line, fee in zip(self.filled(), fees, strict=False):
            line.fee.setText(money(fee))

    def fields(self) -> list[QWidget]:
        """Return what Tab goes through, line by line."""
        return [box for line in self.lines for box in (line.kind, *line.figures.values())]

    def start(self) -> None:
        """Go to the first empty line."""
        self._empty().kind.setFocus(Qt.FocusReason.TabFocusReason)

    def _empty(self) -> LaneLine:
        return next((line for line in self.lines if line.is_empty()), None) or self._add()

    def _add(self) -> LaneLine:
        line = LaneLine(self._kinds)
        line.changed.connect(self._changed)
        line.finished.connect(self._go_on)
        line.removed.connect(self._remove)
        self.lines.append(line)
        self._box.addWidget(line)
        line.show()  # now, not when the window comes to it: the next key may be Tab
        self.arranged.emit()
        return line

    def _changed(self) -> None:
        if self.lines and not self.lines[-1].is_empty():
            self._add()
        self.changed.emit()

    def _go_on(self, line: LaneLine) -> None:
        if line.is_empty():
            self.left.emit()
            return
        after = self.lines[self.lines.index(line) + 1 :]
        (after[0] if after else self._add()).kind.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, line: LaneLine) -> None:
        self._take(line)
        self.start()
        self.changed.emit()

    def _take(self, line: LaneLine) -> None:
        self.lines.remove(line)
        line.hide()
        self._box.removeWidget(line)
        line.deleteLater()
        self.arranged.emit()


def _heads() -> QWidget:
    """Make the titles above the columns."""
    heads = QWidget()
    labels = [text(words, "label") for words in (QCoreApplication.translate("lane", "Kind"), *column_words())]
    fee = text(QCoreApplication.translate("lane", "Fee"), "label")
    fee.setFixedWidth(_FEE)
    fee.setAlignment(Qt.AlignmentFlag.AlignRight)
    for label, width in zip(labels[1:], _WIDTHS, strict=True):
        label.setFixedWidth(width)
    heads.setLayout(row((labels[0], 1), *labels[1:], fee, 40, gap=8))
    return heads


class TotalsCard(QWidget):
    """The day's totals: persons, papers, money, and the same by kind."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = [text("0", "figure") for _ in range(3)]
        words = (self.tr("persons"), self.tr("papers"), self.tr("money"))
        boxes = [column(one, text(word, "quiet"), gap=0) for one, word in zip(self._figures, words, strict=True)]
        self._kinds = QGridLayout()
        self._kinds.setVerticalSpacing(2)
        self._kinds.setColumnStretch(0, 1)
        self.setLayout(column(row(*((box, 1) for box in boxes)), self._kinds, gap=8))

    def show_day(self, figures: tuple[int, int, int], kinds: Sequence[tuple[str, int, int, int]]) -> None:
        """Show the sums, and a line for each kind."""
        for label, words in zip(self._figures, (*map(str, figures[:2]), money(figures[2])), strict=True):
            label.setText(words)
        while (item := self._kinds.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for place, (name, _persons, papers, sum_) in enumerate(kinds):
            for at, words in enumerate((name, str(papers), money(sum_))):
                self._kinds.addWidget(_cell(words, right=at > 0), place, at)


def _cell(words: str, *, right: bool) -> QLabel:
    label = text(words, "quiet")
    if right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setMinimumWidth(44)
    return label
