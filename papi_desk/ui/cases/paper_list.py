"""The papers of a case: what the procedure asks for, ticked when handed in, counted by kind of copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from papi_desk import services
from papi_desk.domain.names import search_key
from papi_desk.domain.procedures import RequiredDocument, is_conditional
from papi_desk.ui.dialogs import Button, button
from papi_desk.ui.fields import Counter
from papi_desk.ui.labels import day_text
from papi_desk.ui.layouts import STRETCH, chain_tabs, column, row, text, tip

COUNTS = ("originals", "certified", "photos")


class _Line:
    """One paper: its tick, its three counts, and whether it was digitised."""

    def __init__(self, name: str, asked: Mapping[str, int], position: int | None) -> None:
        self.name = name
        self.position = position
        self.asked = asked
        self.tick = QCheckBox(name)
        self.tick.setToolTip(tip(name))
        self.tick.setAccessibleName(name)
        self.counters = {kind: Counter(0, most=99) for kind in COUNTS}
        for counter in self.counters.values():
            counter.setFixedWidth(58)
        self.digitised = QCheckBox()
        self.reuse = Button()
        self.reuse.setProperty("kind", "filter")
        self.reuse.setCheckable(True)
        self.reuse.hide()
        self.reused_from = ""
        self.fields: tuple[QWidget, ...] = (*self.counters.values(), self.digitised)

    def give(self, counts: Mapping[str, int]) -> None:
        for kind, counter in self.counters.items():
            counter.setValue(counts.get(kind, 0))

    def handed_in(self) -> services.cases.HandedIn:
        originals, certified, photos = (counter.value() for counter in self.counters.values())
        reused = self.reused_from if self.reuse.isChecked() else ""
        digitised = self.digitised.isChecked()
        return services.cases.HandedIn(self.name, originals, certified, photos, self.position, digitised, reused)


class PaperList(QWidget):
    """The checklist; ticking a paper counts what the procedure asks of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.count = text("", "quiet")
        self.all_here = button(self.tr("All &present"), self.tick_all, kind="flat", picture="checks")
        self.all_here.setText(self.tr("All present   Alt+D"))
        told = self.tr("All papers always asked for are there (Alt+D); once more: also those «if any»")
        self.all_here.setToolTip(tip(told))
        for keys in ("Alt+D", "Alt+Đ"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.tick_all)
        self.other = button(self.tr("Another paper"), self._add_other, kind="flat", picture="plus")
        title = text(self.tr("Papers handed in"), "section")
        self.setLayout(column(row(title, self.count, STRETCH, self.other, self.all_here), self._grid, gap=4))
        self._heads = [text(self.tr("originals"), "quiet"), text(self.tr("certified"), "quiet")]
        self._heads += [text(self.tr("photos"), "quiet"), text(self.tr("digitised"), "quiet")]
        for position, head in enumerate(self._heads, 1):
            self._grid.addWidget(head, 0, position, Qt.AlignmentFlag.AlignRight)
        self._set_lines([])

    def ask_for(self, documents: Iterable[RequiredDocument]) -> None:
        """Show the papers that the procedure asks for, none of them ticked."""
        self._set_lines(
            [
                _Line(
                    d.name,
                    {"originals": d.originals, "certified": d.certified, "photos": d.photos},
                    d.position,
                )
                for d in documents
            ]
        )

    def tick_all(self) -> None:
        """Tick every paper that is always asked for; asked again, also those «nếu có»: «đủ cả»."""
        always = [line for line in self._lines if not is_conditional(line.name)]
        whole = all(line.tick.isChecked() for line in always)
        for line in self._lines if whole else always:
            line.tick.setChecked(True)

    def handed_in(self) -> tuple[services.cases.HandedIn, ...]:
        """Return the papers ticked."""
        return tuple(line.handed_in() for line in self._lines if line.tick.isChecked())

    def missing(self) -> list[str]:
        """Return the papers not ticked: those always asked for, or where none of them is missing all others."""
        unticked = [line.name for line in self._lines if not line.tick.isChecked()]
        return [name for name in unticked if not is_conditional(name)] or unticked

    def payload(self) -> list[dict[str, object]]:
        """Return what was ticked, to keep as a draft."""
        return [
            {
                "name": p.name,
                "position": p.position,
                "originals": p.originals,
                "certified": p.certified,
                "photos": p.photos,
                "digitised": p.digitised,
                "reused_from": p.reused_from,
            }
            for p in self.handed_in()
        ]

    def restore(self, payload: Iterable[Mapping[str, object]]) -> None:
        """Tick what a draft had ticked."""
        for kept in payload:
            line = next((item for item in self._lines if item.name == kept["name"]), None)
            if line is None:
                line = _Line(str(kept["name"]), {"originals": 1}, None)
                self._set_lines([*self._lines, line])
            line.tick.setChecked(True)
            line.give({kind: int(str(kept[kind])) for kind in COUNTS})
            line.digitised.setChecked(bool(kept.get("digitised")))
            line.reused_from = str(kept.get("reused_from", ""))
            line.reuse.setChecked(bool(line.reused_from))

    def show_stored(self, stored: Iterable[services.intake.StoredPaper]) -> None:
        """Mark the papers that an earlier case of this person has in the store; they need not be asked for again."""
        known = {search_key(paper.name): paper for paper in stored}
        for line in self._lines:
            paper = known.get(search_key(line.name))
            if paper is not None:
                line.reused_from = paper.code
                words = self.tr("in store {0}").format(day_text(paper.stored_at.date()))
                line.reuse.setText(words)
                line.reuse.setAccessibleName(self.tr("{0}: use again from {1}").format(line.name, paper.code))
                line.reuse.setToolTip(self.tr("Use the digitised paper of {0} again").format(paper.code))
            line.reuse.setVisible(paper is not None)

    def add(self, name: str) -> None:
        """Add a paper that the procedure does not ask for, ticked."""
        line = _Line(name, {"originals": 1}, None)
        self._set_lines([*self._lines, line])
        chain_tabs(self)
        line.tick.setChecked(True)

    def _add_other(self) -> None:
        self.add(self.tr("Other paper"))

    def _set_lines(self, lines: list[_Line]) -> None:
        kept = {line.name for line in lines}
        for old in self._lines:
            if old.name not in kept:
                for widget in (old.tick, *old.fields, old.reuse):
                    widget.hide()
                    widget.deleteLater()
        new = [line for line in lines if line not in self._lines]
        self._lines = lines
        self._show_heads(bool(lines))
        for line in new:
            self._show_line(lines.index(line) + 1, line)
        self._tell_count()

    def _show_heads(self, shown: bool) -> None:
        for head in self._heads:
            head.setVisible(shown)

    def _show_line(self, at: int, line: _Line) -> None:
        self._grid.addWidget(line.tick, at, 0)
        for position, (kind, counter) in enumerate(line.counters.items(), 1):
            counter.setAccessibleName(f"{line.name}: {kind}")
            counter.valueChanged.connect(self.changed)
            self._grid.addWidget(counter, at, position, Qt.AlignmentFlag.AlignRight)
        line.digitised.setAccessibleName(self.tr("{0}: digitised").format(line.name))
        line.digitised.toggled.connect(self.changed)
        self._grid.addWidget(line.digitised, at, len(COUNTS) + 1, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(line.reuse, at, len(COUNTS) + 2)
        line.reuse.toggled.connect(lambda on: self._reused(line, on))
        for field in line.fields:
            field.setEnabled(False)
        line.tick.toggled.connect(lambda on: self._ticked(line, on))

    def _reused(self, line: _Line, on: bool) -> None:
        """A paper used again is there, and no copy of it is handed in."""
        if on:
            line.tick.setChecked(True)
        line.give({} if on else line.asked if line.tick.isChecked() else {})
        self.changed.emit()

    def _ticked(self, line: _Line, on: bool) -> None:
        for field in line.fields:
            field.setEnabled(on)
        line.give(line.asked if on else {})
        line.digitised.setChecked(on and line.digitised.isChecked())
        line.reuse.setChecked(on and line.reuse.isChecked())
        self._tell_count()
        self.changed.emit()

    def _tell_count(self) -> None:
        ticked = len(self.handed_in())
        self.count.setText(self.tr("{0} of {1}").format(ticked, len(self._lines)) if self._lines else "")
        self.all_here.setEnabled(bool(self._lines))
