"""A matter beside its list: what it says, what to mind, its next steps, its files, its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QGridLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from papi_desk.domain.files import plain_name
from papi_desk.domain.matters import VOID, Matter, MatterBook, MatterStep, MatterWarning, shown_value
from papi_desk.services.matter_lists import FileLine, MatterEventLine, MatterFile, matter_file
from papi_desk.services.matters import file_content
from papi_desk.ui.chips import chip_label
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import Chip, day_text, moment_text, sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, roomy, row, text, tip
from papi_desk.ui.matters.matter_dialogs import AttachDialog, MatterDialog, MatterStepDialog, WithdrawDialog
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import write_file

_ROOM: Final = 376
"""Pixels beside the list that buttons and chips have at least."""
_PICTURE: Final = QSize(120, 80)
"""How large a photo is shown beside its name."""


class MatterView(QWidget):
    """Everything on one matter, refreshed when it changes."""

    def __init__(self, desk: Desk, book: MatterBook, extra: Callable[[MatterFile], QWidget | None]) -> None:
        super().__init__()
        self._desk, self._book, self._extra = desk, book, extra
        self.key = ""
        self.matter: MatterFile | None = None
        self.parents: Mapping[str, str] = {}
        self.takers: dict[str, Callable[[MatterFile], None]] = {}
        """Steps that have a screen of their own."""
        self._result = text("", "note", wrap=True)
        self._body = QWidget()
        self._body.setLayout(QVBoxLayout())
        self._area = roomy(self._body)
        self.setLayout(column(self._result, (self._area, 1), gap=4))

    def show_matter(self, key: str) -> None:
        """Read a matter and show it."""
        if key != self.key:
            self.tell("", "")
        self.key = key
        reading = self._desk.tasks.read(self, matter_file, key, on=self._desk.clock().date())
        reading.then(self._show).failed(lambda refusal: self.tell(sentence(refusal), "late"))

    def refresh(self) -> None:
        """Read the matter again."""
        if self.key:
            self.show_matter(self.key)

    def tell(self, words: str, tone: str) -> None:
        """Say what came of it."""
        self._result.setText(words)
        restyle(self._result, "tone", tone)

    def amend(self) -> None:
        """Change what the matter says."""
        if self.matter is not None:
            MatterDialog(
                self, self._desk, self._book, self.show_matter, key=self.key, content=self.matter.line.content,
                parents=self.parents,
            ).open()  # fmt: skip

    def take(self, step: MatterStep) -> None:
        """Take a step."""
        if self.matter is None:
            return
        if step.name in self.takers:
            self.takers[step.name](self.matter)
            return
        line = self.matter.line
        told = Matter(line.status, line.content, line.recorded_on, line.opened_on, line.closed_on, line.due_on)
        proposed = {**line.content, **self._book.proposing(step.name, told)}
        MatterStepDialog(self, self._desk, self.key, step, self._book.roles, self.refresh, proposed).open()

    def attach(self) -> None:
        """Keep files with the matter."""
        AttachDialog(self, self._desk, self.key, self._book.roles, self.refresh).open()

    def _show(self, found: MatterFile) -> None:
        if found.line.key != self.key:
            return
        self.matter = found
        body = QWidget()
        extra = self._extra(found)
        parts = [self._steps(found), *([extra] if extra is not None else []), self._head(found)]
        sections = [
            _section(self.tr("Files"), self._files(found)),
            _section(self.tr("History"), column(*(self._event(one) for one in reversed(found.history)), gap=6)),
        ]
        layout = column(*parts, *sections, STRETCH, gap=10)
        layout.setContentsMargins(4, 0, 8, 8)
        body.setLayout(layout)
        self._area.show_other(body)
        self._body = body

    def _head(self, found: MatterFile) -> QWidget:
        line = found.line
        chips = [chip_label(Chip(line.status_words, "accent"))]
        chips += [_warned(warning) for warning in line.warnings]
        fields = [item for item in self._book.every_field[1:] if not item.hidden]
        said = [(item.label, shown_value(item, line.content.get(item.name))) for item in fields]
        days = [
            (self.tr("From"), day_text(line.opened_on)),
            (self.tr("Next day to mind"), day_text(line.due_on) if line.closed_on is None else ""),
            (self.tr("Until"), day_text(line.closed_on)),
            (self.tr("Belongs to"), line.parent),
            (self.tr("Case"), line.case),
        ]
        head = row(text(line.key, "title"), STRETCH, text(self.tr("version {0}").format(found.version), "quiet"))
        title = text(line.title, "section", wrap=True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return boxed(column(head, title, *chips, _pairs([*days, *said]), margin=12, gap=6), "card")

    def _steps(self, found: MatterFile) -> QWidget:
        steps = [self._book.step(name) for name in found.steps]
        made = [
            button(step.label, partial(self.take, step), kind=_kind(at, step), key=f"Alt+{at + 1}")
            for at, step in enumerate(steps)
        ]
        more = list[QPushButton]()
        if found.line.status != VOID:
            void = MatterStep(VOID, self.tr("Void"), frozenset(), VOID, needs_note=True)
            more += [
                button(self.tr("&Change"), self.amend, picture="pencil-simple"),
                button(self.tr("&Files…"), self.attach, picture="paperclip"),
                button(self.tr("Void"), partial(self.take, void), kind="flat"),
            ]
        holder = QWidget()
        holder.setLayout(column(*beside(made), row(*more, STRETCH), gap=6))
        return holder

    def _files(self, found: MatterFile) -> QLayout:
        if not found.files:
            return column(text(self.tr("None kept yet"), "quiet"))
        return column(*(self._file(one) for one in found.files), gap=4)

    def _file(self, file: FileLine) -> QLayout:
        if file.withdrawn:
            return column(text(self.tr("{0} (withdrawn)").format(file.name), "quiet"))
        opener = button(file.name, partial(self._open, file), kind="flat", picture="file")
        if file.media.startswith("image/"):
            reading = self._desk.tasks.read(opener, file_content, file.id)
            reading.then(partial(self._picture, opener))
        back = button("", partial(self._take_back, file), kind="flat", picture="x")
        back.setAccessibleName(self.tr("Take {0} back").format(file.name))
        back.setToolTip(tip(back.accessibleName()))
        return row(opener, text(file.role_words, "quiet", wrap=True), STRETCH, back)

    def _picture(self, opener: QPushButton, kept: tuple[str, bytes]) -> None:
        """Show a photo small on the button that opens it."""
        shrinking = self._desk.tasks.work(opener, small_picture, kept[1])
        shrinking.then(lambda picture: _wear(opener, picture))

    def _take_back(self, file: FileLine) -> None:
        WithdrawDialog(self, self._desk, file.id, file.name, self.refresh).open()

    def _open(self, file: FileLine) -> None:
        reading = self._desk.tasks.read(self, file_content, file.id)
        reading.then(lambda kept: self._write(file.id, *kept))

    def _write(self, number: int, name: str, content: bytes) -> None:
        path = self._desk.papers_folder / plain_name(f"{self.key}-{number}{Path(name).suffix}")
        self._desk.tasks.work(self, write_file, path, content).then(self._desk.open_file)

    def _event(self, event: MatterEventLine) -> QLayout:
        who = " · ".join((day_text(event.on), event.officer, moment_text(event.recorded_at)))
        changed = [self._change(name, pair) for name, pair in event.changes.items()]
        said = " · ".join(filter(None, (event.label, event.note)))
        changes = [text(words, "quiet", wrap=True) for words in changed if words]
        return column(text(said, wrap=True), *changes, text(who, "quiet"), gap=0)

    def _change(self, name: str, pair: Any) -> str:
        for item in self._book.every_field:
            if item.name == name and item.kind != "table":
                return f"{item.label}: {shown_value(item, pair[0]) or '–'} → {shown_value(item, pair[1]) or '–'}"
        return ""


def _warned(warning: MatterWarning) -> QWidget:
    """Tell a warning: on a chip where it fits, else on lines of its own."""
    chip = chip_label(Chip(warning.words, warning.tone, "warning-circle"))
    if chip.minimumWidth() <= _ROOM:
        return chip
    words = text(warning.words, "note", wrap=True)
    restyle(words, "tone", warning.tone)
    return words


def beside(parts: Sequence[QWidget]) -> list[QLayout]:
    """Lay buttons out beside each other, as many in a line as there is room for."""
    lines, used = list[list[QWidget]](), _ROOM
    for part in parts:
        used += part.sizeHint().width() + 8
        if used > _ROOM:
            lines.append([])
            used = part.sizeHint().width()
        lines[-1].append(part)
    return [row(*line, STRETCH) for line in lines]


def small_picture(content: bytes) -> QImage:
    """Return a photo as it is shown beside its name; an empty picture for what cannot be read."""
    kept = QByteArray(content)
    buffer = QBuffer(kept)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return QImage()
    reader.setScaledSize(size.scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _kind(place: int, step: MatterStep) -> str:
    """Make the first step the one that is meant, unless it gives something up."""
    return "" if place or (step.closes and step.needs_note) else "primary"


def _wear(opener: QPushButton, picture: QImage) -> None:
    if not picture.isNull():
        opener.setIcon(QIcon(QPixmap.fromImage(picture)))
        opener.setIconSize(picture.size())


def _section(title: str, body: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(title, "section"), body, gap=4))
    return holder


def _pairs(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for place, (label, value) in enumerate((label, value) for label, value in lines if value):
        shown = text(value, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name = text(label, "label", wrap=True)
        name.setFixedWidth(150)
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, place, 1)
    return grid
