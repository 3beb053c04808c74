"""Take back the last step: Ctrl+Shift+U anywhere on the page, Ctrl+Z where no field means it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from papi_desk import services
from papi_desk.domain.errors import Refused
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import sentence
from papi_desk.ui.pages import Desk

Tell = Callable[[str, str], None]
"""Tell words in a tone."""


def undo_button(
    desk: Desk, owner: QObject, code: Callable[[], str], tell: Tell, done: Callable[[], None]
) -> QPushButton:
    """Make the button that takes back the last step of a case; ``done`` is called when it was."""

    def undone(what: services.undo.Undone) -> None:
        tell(undone_words(what), "soon")
        done()

    def undo() -> None:
        made.setEnabled(False)
        now, officer = desk.clock(), desk.officer()
        undoing = desk.tasks.run(owner, services.undo.undo_step, code(), at=now, by=officer)
        undoing.then(undone).failed(refused).always(lambda: made.setEnabled(True))

    def refused(refusal: Refused) -> None:
        tell(sentence(refusal), "late")

    words = QCoreApplication.translate("undo", "Take back")
    made = button(words, undo, kind="flat", picture="arrow-counter-clockwise", key="Ctrl+Shift+U")
    QShortcut(QKeySequence("Ctrl+Z"), made).activated.connect(made.click)
    return made


def undone_words(what: services.undo.Undone) -> str:
    """Say what was taken back."""
    if what.voided and what.undone == "register":
        voided = QCoreApplication.translate("undo", "{0} is voided and keeps its number.")
        return voided.format(what.code)
    return QCoreApplication.translate("undo", "Taken back: {0} · {1}").format(what.words, what.code)
