"""Write a matter, change it, take a step of its life: small forms made from its book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.matters import ADD, Matter, MatterBook, MatterField, MatterStep, no_hint
from papi_desk.services.matter_lists import matter_hint
from papi_desk.services.matters import NewFile, add_matter, amend_matter, attach_file, take_matter_step, withdraw_file
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, roomy, row, text
from papi_desk.ui.matters.matter_fields import MatterFields
from papi_desk.ui.pages import Desk

_FILTER = "*.pdf *.jpg *.jpeg *.png *.docx *.xlsx *.txt"


class MatterDialog(Sheet):
    """Write a new matter, or change what one says; ``saved`` is called with its number."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        book: MatterBook,
        saved: Callable[[str], None],
        *,
        key: str = "",
        content: Mapping[str, Any] | None = None,
        parents: Mapping[str, str] | None = None,
        parent_key: str = "",
    ) -> None:
        self._desk, self._book, self._key, self._saved = desk, book, key, saved
        self.fields = MatterFields(desk, _shown_fields(book, content))
        self.parents = ChoiceField(self.tr("Belongs to"), {"": "", **(parents or {})})
        self.parents.set_value(parent_key)
        self.reason = TextField(self.tr("Why it is changed"))
        self.hint = text("", "note", wrap=True)
        restyle(self.hint, "tone", book.hint_tone)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        if book.hinting is not no_hint:  # its place is kept, so that nothing moves when it comes
            self.hint.setMinimumHeight(self.hint.fontMetrics().lineSpacing() * 2)
        self._proposed = dict[str, Any]()
        body = column(self._area(), self.hint, gap=4)
        if parents:
            body.addWidget(self.parents)
        if key:
            body.addWidget(self.reason)
        title = f"{book.title}: {key}" if key else book.title
        super().__init__(parent, title, body, agree=self.tr("&Save"))
        self.setMinimumWidth(760)
        if content:
            self.fields.show_content(content)
        else:
            self.fields.show_defaults(desk.clock())
        next(iter(self.fields.fields.values())).setFocus()
        self._soon = QTimer(self, singleShot=True, interval=300)
        self._soon.timeout.connect(self._mind)
        for field in self.fields.fields.values():
            field.changed.connect(self._soon.start)

    def _mind(self) -> None:
        """Say what is to be minded in what has been typed so far, and propose what usually follows from it."""
        typed, on = self.fields.typed(), self._desk.clock().date()
        if not self._key:
            self._propose(typed, self._book.proposing(ADD, Matter(self._book.first_status, typed, on)))
        asking = self._desk.tasks.read(self, matter_hint, self._book.name, typed, on=on)
        asking.then(self.hint.setText)

    def _propose(self, typed: Mapping[str, Any], proposed: Mapping[str, Any]) -> None:
        """Fill in what the officer has not said herself."""
        own = {name for name, value in typed.items() if value and value != self._proposed.get(name)}
        fresh = {name: value for name, value in proposed.items() if name not in own and value != typed.get(name)}
        if fresh:
            self._proposed.update(fresh)
            self.fields.show_content(fresh, only=fresh)

    def _area(self) -> QScrollArea:
        area = roomy(self.fields)
        area.setMinimumHeight(min(self.fields.sizeHint().height() + 8, 440))
        return area

    def agree(self) -> None:
        """Write it into the register."""
        try:
            content = self.fields.content()
        except Refused as refusal:
            self.refuse(refusal)
            return
        if self.parents.value():
            content["parent"] = self.parents.value()
        self.agree_button.setEnabled(False)
        who: dict[str, Any] = {"at": self._desk.clock(), "by": self._desk.officer() or None}
        tasks = self._desk.tasks
        if self._key:
            writing = tasks.run(self, amend_matter, self._key, content, reason=self.reason.value(), **who)
        else:
            writing = tasks.run(self, add_matter, self._book.name, content, **who)
        writing.then(self._written).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show why it cannot be written."""
        self.complain("" if self.fields.complain(refusal) else sentence(refusal))

    def _written(self, key: str) -> None:
        self.accept()
        self._saved(key)


def _shown_fields(book: MatterBook, content: Mapping[str, Any] | None) -> list[MatterField]:
    """Return the fields of a form: those a matter begins with, and what its steps have written down so far."""
    said = content or {}
    begun = {item.name for item in book.fields}
    return [item for item in book.every_field if item.name in begun or said.get(item.name) not in (None, "", [])]


class MatterStepDialog(Sheet):
    """Take a step: on which day, with what remark, proved by which files."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        key: str,
        step: MatterStep,
        roles: Mapping[str, str],
        done: Callable[[], None],
        proposed: Mapping[str, Any] | None = None,
    ) -> None:
        self._desk, self._key, self._step, self._done = desk, key, step, done
        self.on = DayField(self.tr("On the day"))
        self.fields = MatterFields(desk, step.asks)
        self.remark = TextField(self.tr("Reason *") if step.needs_note else self.tr("Remark"), longest=1000)
        self.files = FileChoice(roles.get(step.role, ""))
        body = column(self.on, self.fields, self.remark, gap=4)
        if step.role:
            body.addWidget(self.files)
        super().__init__(parent, step.label, body, agree=step.label)
        self.on.set_day(desk.clock().date())
        self.fields.show_content(proposed or {})
        if any(item.kind == "long" for item in step.asks):
            self.setMinimumWidth(680)

    def agree(self) -> None:
        """Take the step."""
        try:
            on, asked, files = self.on.day(), self.fields.content(), self.files.read(self._step.role)
        except (Refused, Unavailable) as trouble:
            self.complain(sentence(trouble))
            return
        self.agree_button.setEnabled(False)
        taking = self._desk.tasks.run(
            self, take_matter_step, self._key, self._step.name, on=on, given=asked, remark=self.remark.value(),
            files=files, at=self._desk.clock(), by=self._desk.officer() or None,
        )  # fmt: skip
        taking.then(lambda _key: self._taken()).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show why the step cannot be taken."""
        if refusal.field in ("on", "note"):
            field = self.on if refusal.field == "on" else self.remark
            field.complain(sentence(refusal))
            field.setFocus()
            self.complain("")
        else:
            self.complain("" if self.fields.complain(refusal) else sentence(refusal))

    def _taken(self) -> None:
        self.accept()
        self._done()


class AttachDialog(Sheet):
    """Keep files with a matter."""

    def __init__(
        self, parent: QWidget, desk: Desk, key: str, roles: Mapping[str, str], done: Callable[[], None]
    ) -> None:
        self._desk, self._key, self._done = desk, key, done
        self.role = ChoiceField(self.tr("What they are"), roles)
        self.files = FileChoice("")
        super().__init__(parent, self.tr("Keep files"), column(self.role, self.files), agree=self.tr("&Save"))

    def agree(self) -> None:
        """Keep them, one after the other."""
        try:
            files = self.files.read(self.role.value())
        except (Refused, Unavailable) as trouble:
            self.complain(sentence(trouble))
            return
        self.agree_button.setEnabled(False)
        who: dict[str, Any] = {"at": self._desk.clock(), "by": self._desk.officer() or None}
        for file in files[:-1]:
            self._desk.tasks.run(self, attach_file, self._key, file, **who).failed(self._refused)
        if files:
            last = self._desk.tasks.run(self, attach_file, self._key, files[-1], **who)
            last.then(lambda _number: self._kept()).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.complain(sentence(refusal))

    def _kept(self) -> None:
        self.accept()
        self._done()


class WithdrawDialog(Sheet):
    """Take a file back, with the reason; it is shown and published no more."""

    def __init__(self, parent: QWidget, desk: Desk, file_id: int, name: str, done: Callable[[], None]) -> None:
        self._desk, self._file, self._done = desk, file_id, done
        self.reason = TextField(self.tr("Reason *"), longest=1000)
        super().__init__(
            parent, self.tr("Take {0} back").format(name), column(self.reason), agree=self.tr("Take &back")
        )

    def agree(self) -> None:
        """Take it back."""
        self.agree_button.setEnabled(False)
        taking = self._desk.tasks.run(
            self, withdraw_file, self._file, reason=self.reason.value(), at=self._desk.clock(),
            by=self._desk.officer() or None,
        )  # fmt: skip
        taking.then(lambda _none: self._taken()).failed(lambda refusal: self.complain(sentence(refusal)))

    def _taken(self) -> None:
        self.accept()
        self._done()


class FileChoice(QWidget):
    """The files chosen, by name."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.paths: Sequence[Path] = ()
        self._names = text("", "quiet", wrap=True)
        choose = button(label or self.tr("&Files…"), self._choose, picture="paperclip")
        self.setLayout(row(choose, (self._names, 1), STRETCH))

    def take(self, paths: Sequence[Path]) -> None:
        """Take these files."""
        self.paths = paths
        self._names.setText(", ".join(path.name for path in paths))

    def read(self, role: str) -> list[NewFile]:
        """Read the files; raises ``Unavailable`` for one that cannot be read."""
        try:
            return [NewFile(role, path.name, path.read_bytes()) for path in self.paths]
        except OSError as error:
            raise Refused("file-unreadable", "file", file=str(error.filename), why=str(error.strerror)) from error

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Files"), "", _FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
