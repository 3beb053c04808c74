"""The encryption of the register: how it rests, switching it, the sheet with its key, what is still plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.recovery_key import key_name, read_back, written
from papi_desk.services.backup_plan import places_of, read_plan
from papi_desk.services.deeds import why_not
from papi_desk.services.encryption import (
    EncryptionState,
    current_secret,
    encrypt_file,
    encryption_state,
    new_secret,
    plain_file,
    plain_left,
    wipe_plain,
)
from papi_desk.services.papers import Printed
from papi_desk.services.sheets import key_sheet
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import kept_layout, paper_pdf
from papi_desk.ui.printing.document import Document
from papi_desk.ui.rows import Column, RowsView


def _document(printed: Printed) -> Document:
    return Document("recovery", printed.title, f"{printed.desk_number}.pdf", paper_pdf(printed), copies=2)


class EncryptDialog(Sheet):
    """Print the key first; only who types it back from the paper switches the encryption on."""

    def __init__(self, parent: QWidget, desk: Desk, done: Callable[[int, str], None]) -> None:
        self._desk, self._done = desk, done
        self.secret = new_secret()
        self.printing = button(self.tr("&Print the sheet with the key…"), self._print, picture="printer")
        self.key = TextField(self.tr("Then type the &key from the paper"), hint=self.tr("six groups of six"))
        self.in_file = QCheckBox(self.tr("This computer has no keyring: keep the key in a &file of its own"))
        self.in_file.setToolTip(self.tr("Whoever can read that file can open the register"))
        words = self.tr(
            "Without this key nobody can open the register on another computer. Print two sheets, lock them away in"
            " two places. The window closes, the register is encrypted and proved, and the window opens again."
        )
        body = column(text(words, wrap=True), row(self.printing, STRETCH), self.key, self.in_file)
        super().__init__(parent, self.tr("Encrypt the register"), body, agree=self.tr("&Encrypt"))

    def agree(self) -> None:
        """Switch on if the key on the paper is the one that was drawn."""
        try:
            typed = read_back(self.key.value())
            if typed != self.secret:
                raise Refused("key-not-drawn", "key", name=key_name(self.secret), typed=key_name(typed))
        except Refused as refusal:
            self.key.complain(sentence(refusal))
            return
        self.accept()
        self._done(self.secret, "file" if self.in_file.isChecked() else "keyring")

    def _print(self) -> None:
        _print_sheet(self, self._desk, self.secret, self.complain)


class PlainDialog(Sheet):
    """Ask once more before the encryption is taken away."""

    def __init__(self, parent: QWidget, done: Callable[[], None]) -> None:
        self._done = done
        words = self.tr(
            "Whoever gets this computer's disk or a new copy can then read the register. The window closes, a plain"
            " register is made and proved, and the window opens again. Keep the sheet with the key: the copies made so"
            " far need it."
        )
        body = column(text(words, wrap=True))
        super().__init__(parent, self.tr("Take the encryption away"), body, agree=self.tr("&Take it away"))

    def agree(self) -> None:
        """Take it away."""
        self.accept()
        self._done()


def _print_sheet(parent: QWidget, desk: Desk, secret: int, complain: Callable[[str], None]) -> None:
    """Show the sheet for printing; it is set in memory and written nowhere."""
    setting = desk.tasks.run(
        parent, key_sheet, written(secret), key_name(secret), lay_out=kept_layout, at=desk.clock(),
        by=desk.officer() or None,
    )  # fmt: skip

    def draw(printed: Printed) -> None:
        drawing = desk.tasks.work(parent, _document, printed)
        drawing.then(lambda document: desk.printing.preview(document, parent))

    setting.then(draw)
    setting.failed(lambda refusal: complain(sentence(refusal)))


class EncryptionTab(QWidget):
    """How the register rests on this computer, and what of it is still plain."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._register = desk.keeper.folder / "papi-desk.db"
        self.state: EncryptionState | None = None
        self.told = text("", wrap=True)
        self.on = button(self.tr("&Encrypt the register…"), self.switch_on, kind="primary", picture="lock-key")
        self.off = button(self.tr("&Take the encryption away…"), self.switch_off)
        self.sheet = button(self.tr("&Print the sheet with the key again…"), self._print)
        columns = (Column[Path](self.tr("Files that are not encrypted"), str, tip=str),)
        self.plain = RowsView(columns, name=self.tr("Files that are not encrypted"), empty=self.tr("No such file."))
        self.wipe = button(self.tr("&Write over these files and delete them"), self._wipe)
        self.result = text("", "note", wrap=True)
        tools = row(self.on, self.sheet, self.off, STRETCH)
        parts = column(self.told, tools, (self.plain, 1), row(self.wipe, (self.result, 1)), margin=16, gap=12)
        parts.addStretch(0)  # keeps what is there at the top where there is no list
        self.setLayout(parts)

    def refresh(self) -> None:
        """See how the register rests."""
        self._desk.tasks.work(self, encryption_state, self._register).then(self._show)

    def _show(self, state: EncryptionState) -> None:
        self.state = state
        if state.encrypted:
            where = self.tr("the system's keyring") if state.store == "keyring" else self.tr("a file of its own")
            words = self.tr("The register and its copies are encrypted. Key {0}, kept in {1}.").format(state.key, where)
            if not self._desk.printing.locks_exports:
                words += " " + self.tr(
                    "Files that are exported are not: it is advised to ask for a password for each"
                    " (tab «Rules of this office»)."
                )
        elif state.possible:
            words = self.tr("The register is not encrypted: whoever gets this computer's disk or a copy can read it.")
        else:
            words = sentence(Unavailable("cipher-missing"))
        self.told.setText(words)
        restyle(self.told, "tone", "done" if state.encrypted else "soon")
        self.on.setVisible(not state.encrypted)
        self.on.setEnabled(state.possible)
        for part in (self.off, self.sheet, self.plain, self.wipe):
            part.setVisible(state.encrypted)
        if state.encrypted:
            self._desk.tasks.spool(self, _left, self._register).then(self._show_plain)

    def _show_plain(self, paths: Sequence[Path]) -> None:
        self.plain.show_rows(paths)
        self.wipe.setEnabled(bool(paths))

    def switch_on(self) -> None:
        """Ask for it, if who is at the desk may."""
        self._allowed("encryption-on", lambda: EncryptDialog(self.window(), self._desk, self._encrypt).open())

    def _encrypt(self, secret: int, store: str) -> None:
        at, by = self._desk.clock(), self._desk.officer() or None
        self._desk.after_closing(partial(encrypt_file, self._register, secret, store, at=at, by=by))

    def switch_off(self) -> None:
        """Ask once more, if who is at the desk may."""
        self._allowed("encryption-off", lambda: PlainDialog(self.window(), self._plain).open())

    def _plain(self) -> None:
        at, by = self._desk.clock(), self._desk.officer() or None
        self._desk.after_closing(partial(plain_file, self._register, at=at, by=by))

    def _allowed(self, deed: str, go: Callable[[], None]) -> None:
        def hear(refusal: Refused | None) -> None:
            if refusal is None:
                go()
            else:
                self._tell(sentence(refusal), "late")

        self._desk.tasks.read(self, why_not, deed).then(hear)

    def _print(self) -> None:
        self._allowed("encryption-sheet", self._print_again)

    def _print_again(self) -> None:
        finding = self._desk.tasks.work(self, current_secret, self._register)
        complain = partial(self._tell, tone="late")
        finding.then(lambda secret: _print_sheet(self, self._desk, secret, complain))
        finding.hindered(lambda trouble: complain(sentence(trouble)))

    def _wipe(self) -> None:
        self._allowed("encryption-wipe", self._wipe_now)

    def _wipe_now(self) -> None:
        self.wipe.setEnabled(False)
        self._desk.tasks.spool(self, _wiped, self._register).then(self._wiped)

    def _wiped(self, left: Sequence[Path]) -> None:
        self._show_plain(left)
        words = self.tr("{0} files could not be deleted.").format(number(len(left))) if left else self.tr("Deleted.")
        self._tell(words, "late" if left else "done")
        self._desk.keeper.start()

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)


def _left(register: Path) -> list[Path]:
    return plain_left(register, places_of(register.parent, read_plan(register.parent)))


def _wiped(register: Path) -> list[Path]:
    return wipe_plain(register, places_of(register.parent, read_plan(register.parent)))
