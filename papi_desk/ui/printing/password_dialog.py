"""Ask for the password under which a file leaves the register, twice, before it does."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import secret_field
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, text


class PasswordDialog(Sheet):
    """Two fields that must say the same."""

    def __init__(self, parent: QWidget, path: Path, done: Callable[[str], None]) -> None:
        self._done = done
        self.password = secret_field(self.tr("&Password"), hint=self.tr("at least 8 signs, without accents"))
        self.again = secret_field(self.tr("Password once &more"))
        words = self.tr(
            "Only this password opens {0}. It is kept nowhere: tell it to whoever gets the file, but not in the same"
            " message. Who forgets it exports again."
        )
        body = column(text(words.format(path.name), wrap=True), self.password, self.again)
        super().__init__(parent, self.tr("A password for the file"), body, agree=self.tr("&Export"))

    def agree(self) -> None:
        """Go on if both say the same and it can be typed anywhere."""
        password = self.password.edit.text()
        try:
            import_module("papi_desk.documents.locked").check_password(password)
        except Refused as refusal:
            self.password.complain(sentence(refusal))
            return
        if self.again.edit.text() != password:
            self.again.complain(self.tr("The two are not the same."))
            return
        self.accept()
        self._done(password)
