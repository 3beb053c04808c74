"""The first steps on an empty register: the office, its officers, the desk's sign, the printer, a slip to try."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.drafts import DraftLine
from papi_desk.services.first_run import first_steps, keep_first_steps, sample_slip
from papi_desk.services.office import OfficeProfile, SettingLine, get_setting, office_profile, set_office, set_setting
from papi_desk.services.officers import OfficerLine, add_officer, officers_at
from papi_desk.ui.dialogs import button
from papi_desk.ui.fields import ChoiceField, Field, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.printing.choice_fields import ChoiceFields
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.slips import issued_document
from papi_desk.ui.sign_in.code_dialog import CodeDialog
from papi_desk.ui.sign_in.start_form import Begun, StartForm

_OFFICE = ("superior", "unit", "place", "province")
_DOTS = "…"
"""Where a name is to be put that only the office knows."""


class FirstSteps(QDialog):
    """Six steps, each saved when it is left; what is half typed is kept too, and found again."""

    arrived = Signal(int)
    """The first officer with a name: she is at the desk now."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("First steps"))
        self.fields: dict[str, TextField] = {
            "superior": TextField(
                self.tr("&Name of the office (line 1 of every paper)"), hint=self.tr("e.g. ỦY BAN NHÂN DÂN XÃ …")
            ),
            "unit": TextField(self.tr("This &unit (line 2)")),
            "place": TextField(self.tr("&Place before the date"), hint=self.tr("as printed: «Place, day … month …»")),
            "province": TextField(self.tr("P&rovince")),
            "officer": TextField(self.tr("&Name of an officer"), hint=self.tr("Enter adds; leave empty to go on")),
            "title": TextField(self.tr("&Title")),
            "desk_code": TextField(self.tr("&Sign of this desk")),
        }
        self.officers = text("", wrap=True)
        self.choices = ChoiceFields(desk.tasks, desk.printing.printers)
        self.choices.show_choice(desk.printing.preferences.choice("receipt"))
        self.signing = ChoiceField(
            self.tr("How the desk &opens"),
            {
                "open": self.tr("without signing in (one officer, nobody else at this computer)"),
                "on": self.tr("each officer signs in by PIN or badge"),
            },
        )
        self.start = StartForm(desk)
        self.start.setEnabled(False)
        self.signing.changed.connect(lambda: self.start.setEnabled(self.signing.value() == "on"))
        self.told = text("", "note", wrap=True)
        self.told.setMinimumHeight(36)
        self.steps: list[QLabel] = []
        self._nobody, self._first = False, 0
        self.stack = QStackedWidget()
        self.back = button(self.tr("&Back"), lambda: self.go(self.stack.currentIndex() - 1))
        self.later = button(self.tr("&Later"), self.reject)
        self.next = button(self.tr("Ne&xt"), self.leave_step, kind="primary")
        self.next.setDefault(True)
        self._keep_soon = QTimer(self, singleShot=True, interval=400)
        self._keep_soon.timeout.connect(self.keep)
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self._keep_soon.start)
        self._read()

    def _lay_out(self) -> None:
        titles, pages = zip(*self._pages(), strict=True)
        for place, title in enumerate(titles, 1):
            self.steps.append(text(f"{place}. {title}"))
        for title, page in zip(titles, pages, strict=True):
            holder = QWidget()
            holder.setLayout(column(text(title, "title"), *page, STRETCH, gap=8))
            self.stack.addWidget(holder)
        head = text(self.tr("First steps"), "section")
        side = boxed(column(head, 8, *self.steps, STRETCH, margin=18, gap=10), "side")
        side.setFixedWidth(210)
        hint = text(self.tr("Everything can be changed later in the settings (Ctrl+,)."), "quiet", wrap=True)
        foot = row(self.back, STRETCH, self.later, self.next)
        main = column((self.stack, 1), self.told, hint, foot, margin=20)
        self.setLayout(row(side, (main, 1), gap=0))
        self.resize(820, 470)

    def _pages(self) -> Sequence[tuple[str, Sequence[QWidget | Any]]]:
        office = [self.fields[name] for name in _OFFICE]
        add = button(self.tr("A&dd"), self.add_officer)
        names = row((self.fields["officer"], 2), (self.fields["title"], 2), column(22, add, STRETCH), gap=12)
        code = self.tr("Numbers of cases begin with it. The national identifier of the office is not for this.")
        slip = self.tr("A slip for a sample person is made in a register of its own: your register stays empty.")
        signs = self.tr(
            "Without signing in, whoever is at the computer can do everything under any name. Choose that knowingly."
        )
        receipts = self.tr("How receipts are printed on this computer. Other papers: Settings, Printers.")
        self.try_slip = button(self.tr("Show the slip and &print it"), self.print_slip, picture="printer")
        return (
            (self.tr("The office"), office),
            (self.tr("Who is at the desk"), [self.officers, names]),
            (self.tr("The desk's sign"), [text(code, wrap=True), self.fields["desk_code"]]),
            (self.tr("The printer"), [text(receipts, wrap=True), self.choices]),
            (self.tr("A slip to try"), [text(slip, wrap=True), row(self.try_slip, STRETCH)]),
            (self.tr("Signing in"), [text(signs, wrap=True), self.signing, self.start]),
        )

    # --- what was typed ---

    def _read(self) -> None:
        today = self._desk.clock().date()
        self._desk.tasks.read(self, office_profile, on=today).then(self._show_office)
        self._desk.tasks.read(self, get_setting, "desk_code").then(self._show_code)
        self._desk.tasks.read(self, officers_at, on=today).then(self._show_officers)
        self._desk.tasks.read(self, first_steps).then(self._resume)

    def _show_office(self, profile: OfficeProfile) -> None:
        for name in _OFFICE:
            self.fields[name].set_value(getattr(profile, name))

    def _show_code(self, line: SettingLine) -> None:
        self.fields["desk_code"].set_value(line.value)

    def _show_officers(self, officers: Sequence[OfficerLine]) -> None:
        self.start.show_officers(officers)
        self._nobody = len(officers) == 1
        if self._first:
            self.start.who.set_value(str(self._first))
            self._first = 0
        names = ", ".join(f"{o.name} ({o.title})" if o.title else o.name for o in officers)
        self.officers.setText(self.tr("At the desk: {0}").format(names))

    def _resume(self, kept: DraftLine | None) -> None:
        """Go on where the steps were left, with what was half typed."""
        typed: Mapping[str, Any] = kept.content if kept is not None else {}
        for name, field in self.fields.items():
            if typed.get(name):
                field.set_value(str(typed[name]))
        step = typed.get("step", 0)
        self.go(step if isinstance(step, int) and 0 <= step < self.stack.count() else 0)

    def typed(self) -> dict[str, Any]:
        """Return all that is typed, and the step."""
        return {**{name: field.value() for name, field in self.fields.items()}, "step": self.stack.currentIndex()}

    def keep(self) -> None:
        """Keep what is typed, finished or not."""
        self._desk.tasks.run(self._window, keep_first_steps, self.typed(), at=self._desk.clock())

    def done(self, result: int) -> None:
        """Keep what is typed when the steps are left."""
        self.keep()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed when the window is closed."""
        self.keep()
        super().closeEvent(event)

    # --- the steps ---

    def go(self, step: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(step)
        for place, label in enumerate(self.steps):
            restyle(label, "kind", "section" if place == step else "label")
            restyle(label, "tone", "done" if place < step else "")
            mark = "✓ " if place < step else ""
            label.setText(mark + label.text().removeprefix("✓ "))
        self.back.setEnabled(step > 0)
        self.next.setText(self.tr("&Finish") if step == self.stack.count() - 1 else self.tr("Ne&xt"))
        self._tell("", "")
        named = [self.fields[name] for name in ("superior", "officer", "desk_code")]
        first = [*named, self.choices, self.try_slip, self.signing]
        first[step].setFocus()
        if step == 0 and _DOTS in named[0].edit.text():
            named[0].edit.setSelection(named[0].edit.text().index(_DOTS), len(_DOTS))
        self._keep_soon.start()

    def leave_step(self) -> None:
        """Save the step and show the next one."""
        now, officer = self._desk.clock(), self._desk.officer()
        step, tasks = self.stack.currentIndex(), self._desk.tasks
        if step == 0 and not self._named():
            return
        if step == 0:
            profile = {name: self.fields[name].value() for name in _OFFICE}
            tasks.run(self, set_office, profile, at=now, by=officer or None).then(self._on).failed(self._refused)
        elif step == 1 and self.fields["officer"].value():
            self.add_officer()
        elif step == 2:
            code = self.fields["desk_code"].value()
            saving = tasks.run(self, set_setting, "desk_code", code, at=now, by=officer or None)
            saving.then(self._on).failed(self._refused)
        elif step == 3:
            self._desk.printing.remember_choice("receipt", self.choices.choice())
            self._on()
        elif step == self.stack.count() - 1 and self.signing.value() == "on":
            self.start.begin(self._signed_in, self._refused, self._hindered)
        elif step == self.stack.count() - 1:
            self.accept()
        else:
            self._on()

    def _named(self) -> bool:
        """Complain of the first name that still has its dots."""
        open_ = [field for field in (self.fields[name] for name in _OFFICE) if _DOTS in field.value()]
        for field in open_[:1]:
            field.complain(self.tr("Put the name in place of the dots."))
            field.setFocus()
        return not open_

    def _signed_in(self, begun: Begun) -> None:
        """Show the code for the safe once the first administrator sits here."""
        answer, code = begun
        if answer.refusal is not None:
            self._refused(answer.refusal)
            return
        self.accept()
        self._desk.seat.read()
        CodeDialog(self._window, self._desk, code, answer.officer.name if answer.officer else "").open()

    def add_officer(self) -> None:
        """Add the officer whose name is typed."""
        name, title = self.fields["officer"].value(), self.fields["title"].value()
        adding = self._desk.tasks.run(self, add_officer, name, title, at=self._desk.clock())
        adding.then(self._added).failed(self._refused)

    def _added(self, officer: OfficerLine) -> None:
        if self._nobody:  # but the line that every register begins with
            self.arrived.emit(officer.id)
            self._first = officer.id
        for name in ("officer", "title"):
            self.fields[name].set_value("")
        self.fields["officer"].setFocus()
        self._tell("", "")
        self._desk.tasks.read(self, officers_at, on=self._desk.clock().date()).then(self._show_officers)

    def print_slip(self) -> None:
        """Make a slip in a register of its own and show it."""
        self.try_slip.setEnabled(False)
        self._tell(self.tr("Making the slip…"), "")
        profile = OfficeProfile(**{name: self.fields[name].value() for name in _OFFICE})
        making = self._desk.tasks.work(self, _slip, profile, self._desk.clock())
        making.then(lambda slip: self._desk.printing.preview(slip, self, say=self._tell)).failed(self._refused)
        making.hindered(self._hindered).always(self._made)

    def _made(self) -> None:
        self.try_slip.setEnabled(True)
        self.next.setFocus()
        self._tell("", "")

    def _on(self, _answer: object = None) -> None:
        self.go(self.stack.currentIndex() + 1)

    def _hindered(self, trouble: Unavailable) -> None:
        self._tell(sentence(trouble), "late")

    def _refused(self, refusal: Refused) -> None:
        field: Field | None = {
            **self.fields,
            "name": self.fields["officer"],
            "secret": self.start.pin,
            "again": self.start.again,
        }.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
            field.widget.setFocus()
        self._tell(sentence(refusal), "late")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _slip(profile: OfficeProfile, at: datetime) -> Document:
    """Make the slip in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="papi-desk-") as folder:
        return issued_document(sample_slip(profile, lay_out=kept_layout, at=at), Path(folder))
