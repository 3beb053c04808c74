"""Who works at the desk: their roles and keys, whether they sign in, and what each role may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from papi_desk.domain.roles import RoleTable
from papi_desk.services.deeds import Seat, seat
from papi_desk.services.officers import add_officer, retire_officer
from papi_desk.services.roles import role_table, set_role
from papi_desk.services.sign_in import (
    Answer,
    KeysOf,
    end_sign_in,
    officers_keys,
    renew_recovery_code,
    set_badge,
    set_roles,
    set_secret,
)
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import TextField, secret_field
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, roomy, row, text, tip
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.sign_in.code_dialog import CodeDialog
from papi_desk.ui.sign_in.start_form import StartDialog

Read = tuple[list[KeysOf], RoleTable, Seat]


class OfficerList(QWidget):
    """Who works at the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: RoleTable | None = None
        self.required = False
        columns = (
            Column[KeysOf](self.tr("Name"), lambda o: o.officer.name),
            Column[KeysOf](self.tr("Title"), lambda o: o.officer.title, width=190),
            Column[KeysOf](self.tr("Roles"), lambda o: self._role_words(o.officer.roles), width=300),
            Column[KeysOf](self.tr("Signs in by"), self._key_words, width=170),
        )
        self.list = RowsView(columns, name=self.tr("Officers"))
        self.list.opened.connect(lambda _line: self.edit())
        self.name = TextField(self.tr("Name of a new officer"))
        self.title = TextField(self.tr("Title"))
        add = button(self.tr("A&dd"), self.add, kind="primary")
        self.keys = button(self.tr("Roles and &PIN…"), self.edit, picture="key")
        retire = button(self.tr("&Retire the chosen one"), self._retire)
        tools = row(
            (self.name, 2), (self.title, 2), column(22, add, STRETCH), column(22, self.keys, STRETCH),
            column(22, retire, STRETCH), gap=12,
        )  # fmt: skip
        self.state = text("", wrap=True)
        self.switch = button(self.tr("Ask to sign &in…"), self._switch, picture="lock-simple")
        self.code = button(self.tr("New recovery &code…"), self._new_code)
        roles = button(self.tr("&What each role may do…"), self._roles)
        self.told = text("", "note", wrap=True)
        foot = row((self.state, 1), roles, self.code, self.switch, gap=8)
        self.setLayout(column((self.list, 1), tools, foot, self.told, margin=16))

    def refresh(self) -> None:
        """Read the officers of today, and whether they sign in."""
        self._desk.tasks.read(self, _read, at=self._desk.clock()).then(self._show)

    def _show(self, read: Read) -> None:
        keys, self._table, sitting = read
        self.required = sitting.required
        self.list.show_rows(keys, same=lambda one: one.officer.id)
        asked = self.tr("Each officer signs in by PIN or badge; the desk is locked by Ctrl+L and when nobody uses it.")
        opened = self.tr("The desk opens without signing in: whoever is here can do everything.")
        self.state.setText(asked if self.required else opened)
        self.switch.setText(self.tr("Open without signing in") if self.required else self.tr("Ask to sign &in…"))
        self.code.setVisible(self.required)

    def _role_words(self, roles: Sequence[str]) -> str:
        labels = self._table.roles if self._table is not None else {}
        return ", ".join(labels[role].label if role in labels else role for role in roles)

    def _key_words(self, one: KeysOf) -> str:
        if one.locked:
            return self.tr("locked")
        found = [words for words, has in ((self.tr("PIN"), one.pin), (self.tr("badge"), one.badge)) if has]
        return ", ".join(found) or self.tr("no key yet")

    def add(self) -> None:
        """Add the officer whose name is typed."""
        name, title = self.name.value(), self.title.value()
        adding = self._desk.tasks.run(self, add_officer, name, title, at=self._desk.clock())
        adding.then(lambda _done: self.name.set_value("")).failed(lambda refusal: self.name.complain(sentence(refusal)))

    def edit(self) -> None:
        """Give the chosen officer roles, a PIN, a badge."""
        chosen = self.list.chosen()
        if chosen is not None and self._table is not None:
            OfficerDialog(self, self._desk, chosen, self._table).open()

    def _retire(self) -> None:
        chosen = self.list.chosen()
        if chosen is None:
            return
        retiring = self._desk.tasks.run(self, retire_officer, chosen.officer.id, at=self._desk.clock())
        retiring.failed(lambda refusal: self.name.complain(sentence(refusal)))

    def _switch(self) -> None:
        if self.required:
            OpenDialog(self, self._desk).open()
            return
        officers = [one.officer for one in self.list.rows]
        StartDialog(self, self._desk, officers, lambda begun: self._show_code(*begun)).open()

    def _new_code(self) -> None:
        making = self._desk.tasks.run(self, renew_recovery_code, at=self._desk.clock())
        making.then(lambda code: self._show_code(None, code)).failed(lambda no: self._tell(sentence(no), "late"))

    def _show_code(self, answer: Answer | None, code: str) -> None:
        self._desk.seat.read()
        sitting = self._desk.seat.seat
        officer = answer.officer if answer is not None else sitting.officer if sitting is not None else None
        CodeDialog(self, self._desk, code, officer.name if officer is not None else "").open()

    def _roles(self) -> None:
        if self._table is not None:
            RolesDialog(self, self._desk, self._table).open()

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _read(session: Any, *, at: datetime) -> Read:
    return officers_keys(session, at=at), role_table(session), seat(session)


class OpenDialog(Sheet):
    """Open the desk without signing in, knowing what that means."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._desk = desk
        words = self.tr(
            "Without signing in, whoever is at the computer can do everything under any name. Choose that knowingly."
        )
        body = column(text(words, wrap=True))
        super().__init__(parent, self.tr("Open without signing in"), body, agree=self.tr("&Open for all"))

    def agree(self) -> None:
        """Ask nobody to sign in from now on; who decided it is written down."""
        ending = self._desk.tasks.run(self, end_sign_in, at=self._desk.clock())
        ending.then(lambda _done: self.accept()).failed(lambda refusal: self.complain(sentence(refusal)))


class OfficerDialog(Sheet):
    """An officer's roles and keys; what is left empty stays as it is."""

    def __init__(self, parent: QWidget, desk: Desk, one: KeysOf, table: RoleTable) -> None:
        self._desk = desk
        self._one = one
        self.roles = {role.name: QCheckBox(role.label) for role in table.roles.values()}
        for name, box in self.roles.items():
            box.setChecked(name in one.officer.roles)
        hint = self.tr("empty: as it is") if one.pin else self.tr("at least 6 figures or letters")
        self.pin = secret_field(self.tr("New &PIN"), hint=hint)
        self.badge = secret_field(self.tr("&Badge"), hint=self.tr("scan it here; empty: as it is"))
        labels = text(self.tr("Roles"), "label")
        boxes = list(self.roles.values())
        body = column(
            labels, row(column(*boxes[::2], gap=4), column(*boxes[1::2], gap=4), gap=24), 6, self.pin, self.badge, gap=4
        )
        super().__init__(parent, one.officer.name, body, agree=self.tr("&Save"))

    def agree(self) -> None:
        """Write roles and keys in one step."""
        self.agree_button.setEnabled(False)
        chosen = tuple(name for name, box in self.roles.items() if box.isChecked())
        pin, badge = self.pin.edit.text().strip(), self.badge.edit.text().strip()
        now, officer = self._desk.clock(), self._desk.officer() or None
        saving = self._desk.tasks.run(self, _save, self._one, chosen, pin, badge, at=now, by=officer)
        saving.then(lambda _done: self.accept()).failed(lambda refusal: self.complain(sentence(refusal)))
        saving.hindered(lambda error: self.complain(sentence(error)))  # a PIN is not kept to be tried later


def _save(
    session: Any, one: KeysOf, roles: tuple[str, ...], pin: str, badge: str, *, at: datetime, by: int | str | None
) -> None:
    if set(roles) != set(one.officer.roles):
        set_roles(session, one.officer.id, roles, at=at, by=by)
    if pin:
        set_secret(session, one.officer.id, pin, at=at, by=by)
    if badge:
        set_badge(session, one.officer.id, badge, at=at, by=by)


class RolesDialog(Sheet):
    """What each role may do: works down, roles across."""

    def __init__(self, parent: QWidget, desk: Desk, table: RoleTable) -> None:
        self._desk = desk
        self._table = table
        self.heads = QWidget()
        inner = QWidget()
        above, grid = QGridLayout(self.heads), QGridLayout(inner)
        self.boxes: dict[tuple[str, str], QCheckBox] = {}
        for across, role in enumerate(table.roles.values(), 1):
            head = text(role.label, "label")
            above.addWidget(head, 0, across)
            for one in (above, grid):
                one.setColumnMinimumWidth(across, max(head.sizeHint().width(), 80))
            for down, work in enumerate(table.works.values(), 1):
                box = QCheckBox()
                box.setAccessibleName(f"{role.label}: {work.label}")
                box.setToolTip(tip(f"{role.label}: {work.label}"))
                box.setChecked(work.name in role.may)
                self.boxes[role.name, work.name] = box
                grid.addWidget(box, down, across)
        for down, work in enumerate(table.works.values(), 1):
            grid.addWidget(text(work.label, wrap=True), down, 0)
        area = roomy(inner)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so the heads know where columns end
        for one, right in ((above, area.verticalScrollBar().sizeHint().width()), (grid, 0)):
            one.setContentsMargins(8, 0, right, 0)
            one.setVerticalSpacing(6)
            one.setHorizontalSpacing(10)
            one.setColumnStretch(0, 1)
        body = column(self.heads, (area, 1))
        super().__init__(parent, self.tr("What each role may do"), body, agree=self.tr("&Save"))
        self.setMinimumSize(1020, 560)

    def agree(self) -> None:
        """Write the roles that were changed."""
        self.agree_button.setEnabled(False)
        wanted = {
            role: frozenset(work for (one, work), box in self.boxes.items() if one == role and box.isChecked())
            for role in self._table.roles
        }
        changed = {role: may for role, may in wanted.items() if may != self._table.roles[role].may}
        now, officer = self._desk.clock(), self._desk.officer() or None
        saving = self._desk.tasks.run(self, _save_roles, self._table, changed, at=now, by=officer)
        saving.then(lambda _done: self.accept()).failed(lambda refusal: self.complain(sentence(refusal)))


def _save_roles(
    session: Any, table: RoleTable, changed: dict[str, frozenset[str]], *, at: datetime, by: int | str | None
) -> None:
    for name, may in changed.items():
        set_role(session, name, table.roles[name].label, may, at=at, by=by)
