"""What the officer has to see before a case is received: an open case of the person, the attention list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from papi_desk.domain.errors import Refused
from papi_desk.ui.dialogs import button
from papi_desk.ui.icons import SIZE, icon
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, restyle, row, text

_MOST = 3


class StopsStrip(QFrame):
    """Up to three lines; «key» of each line that was on the screen counts as seen."""

    def __init__(self, open_case: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("kind", "stops")
        self.seen: set[str] = set()
        self._open = open_case
        self._rows: QVBoxLayout = column(margin=6, gap=2)
        self._lines: list[tuple[QLabel, QLabel, QPushButton]] = []
        self.setLayout(self._rows)
        self.clear()

    def show_stops(self, stops: Sequence[Refused]) -> None:
        """Show what there is; nothing hides the strip."""
        self.setVisible(bool(stops))
        tone = "late" if any(stop.kind == "attention-refused" for stop in stops) else "soon"
        restyle(self, "tone", tone)
        while len(self._lines) < min(len(stops), _MOST):
            self._lines.append(self._line())
        for place, (mark, words, show) in enumerate(self._lines):
            stop = stops[place] if place < len(stops) else None
            for part in (mark, words):
                part.setVisible(stop is not None)
            show.setVisible(stop is not None and "code" in stop.data)
            if stop is not None:
                name = "prohibit" if stop.kind == "attention-refused" else "warning"
                mark.setPixmap(icon(name, tone).pixmap(SIZE, SIZE))
                words.setText(sentence(stop))
                words.setAccessibleName(sentence(stop))
                show.setProperty("case", stop.data.get("code", ""))
        if self.isVisible():
            self.seen |= {str(stop.data["key"]) for stop in stops}

    def clear(self) -> None:
        """Show nothing, and forget what was seen."""
        self.seen = set()
        self.hide()

    def words(self) -> list[str]:
        """Return the sentences shown."""
        return [words.text() for _, words, _ in self._lines if not words.isHidden()]

    def _line(self) -> tuple[QLabel, QLabel, QPushButton]:
        show = button(self.tr("Open that case"), kind="flat")
        show.clicked.connect(partial(self._open_of, show))
        mark = text("")
        mark.setFixedWidth(SIZE)
        words = text("", wrap=True)
        self._rows.addLayout(row(mark, (words, 1), show, gap=8))
        return mark, words, show

    def _open_of(self, show: QPushButton, _checked: bool = False) -> None:
        self._open(str(show.property("case")))
