"""The desk is locked: who comes types a PIN or scans a badge; what was half done waits behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from papi_desk import services
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.officers import OfficerLine
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, TextField, secret_field
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, row, text
from papi_desk.ui.tasks import Tasks


class LockScreen(QWidget):
    """Ask who is there; everything else of the window is covered."""

    signed_in = Signal(object)
    """The officer (``OfficerLine``) and, after a recovery, the new code for the safe: (officer, code)."""

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], counter: str = "") -> None:
        super().__init__()
        self._tasks = tasks
        self._clock = clock
        self._counter = counter
        self.setProperty("kind", "page")
        self.office = text("", "section", wrap=True)
        self.office.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.office.setContentsMargins(0, 4, 0, 0)  # room for the hook over a capital Ủ
        self.who = ChoiceField(self.tr("&Officer"), {})
        self.pin = secret_field(self.tr("&PIN, or scan the badge"))
        self.told = text("", "note", wrap=True)
        self.told.setMinimumHeight(40)
        self.enter = button(self.tr("&Sign in"), self.try_it, kind="primary", picture="lock-key-open")
        self.lost = button(self.tr("Use the &recovery code…"), self._recover, kind="flat")
        waits = text(self.tr("What was being typed is kept and waits."), "quiet", wrap=True)
        inner = column(
            self.office, 6, text(self.tr("The desk is locked"), "title"), waits, 4, self.who, self.pin, self.told,
            row(self.lost, STRETCH, self.enter), margin=28, gap=6,
        )  # fmt: skip
        card = boxed(inner, "card")
        card.setFixedWidth(460)
        self.setLayout(row(STRETCH, column(STRETCH, card, STRETCH), STRETCH))
        self.pin.edit.returnPressed.connect(self.try_it)
        for key, by in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            shortcut = QShortcut(QKeySequence(key), self.pin.edit)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._other, by))

    def _other(self, by: int) -> None:
        """Choose the officer above or below, without leaving the PIN."""
        box = self.who.box
        box.setCurrentIndex(max(0, min(box.currentIndex() + by, box.count() - 1)))

    def show_officers(self, officers: Sequence[OfficerLine]) -> None:
        """Offer the officers of today."""
        self.who.set_choices({str(officer.id): officer.name for officer in officers})

    def choose(self, officer: OfficerLine | None) -> None:
        """Start with the officer who sat here last."""
        if officer is not None:
            self.who.set_value(str(officer.id))

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for a PIN or a badge at once."""
        super().showEvent(event)
        self.pin.set_value("")
        self._tell("", "")
        self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_it(self) -> None:
        """Try what was typed or scanned."""
        typed, who = self.pin.edit.text(), self.who.value()
        if not typed or not self.enter.isEnabled():
            return
        self.enter.setEnabled(False)
        self.pin.edit.clear()
        trying = self._tasks.run(
            self, services.sign_in.sign_in, int(who or 0), typed, at=self._clock(), counter=self._counter
        )
        trying.then(self._answered).failed(self._refused).hindered(self._hindered)
        trying.always(lambda: self.enter.setEnabled(True))

    def _answered(self, answer: services.sign_in.Answer, code: str = "") -> None:
        if answer.refusal is not None:
            self._refused(answer.refusal)
        else:
            self.signed_in.emit((answer.officer, code))

    def _refused(self, refusal: Refused) -> None:
        self._tell(sentence(refusal), "late")
        self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hindered(self, error: Unavailable) -> None:
        """Say it here, in front; a PIN is not kept to be tried by itself later, when nobody stands here."""
        self._tell(sentence(error), "late")
        self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)

    def _recover(self) -> None:
        officers = {str(self.who.box.itemData(at)): self.who.box.itemText(at) for at in range(self.who.box.count())}
        RecoveryDialog(self, self._tasks, self._clock, officers, self._answered).open()


class RecoveryDialog(Sheet):
    """The code from the safe, who becomes administrator, and the new PIN."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        clock: Callable[[], datetime],
        officers: dict[str, str],
        answered: Callable[[services.sign_in.Answer, str], None],
    ) -> None:
        self._tasks = tasks
        self._clock = clock
        self._done = answered
        self.code = TextField(self.tr("The 25 letters of the paper in the safe"))
        self.who = ChoiceField(self.tr("&Officer"), officers)
        self.pin = secret_field(self.tr("New PIN"), hint=self.tr("at least 6 figures or letters"))
        body = column(self.code, self.who, self.pin, gap=4)
        super().__init__(parent, self.tr("Recovery code"), body, agree=self.tr("&Sign in"))

    def agree(self) -> None:
        """Try the code."""
        self.agree_button.setEnabled(False)
        who, code, pin = int(self.who.value()), self.code.value(), self.pin.edit.text()
        trying = self._tasks.run(self, services.sign_in.recover, code, who, pin, at=self._clock())
        trying.then(self._tried).failed(lambda refusal: self.complain(sentence(refusal)))
        trying.hindered(lambda error: self.complain(sentence(error)))

    def _tried(self, came: tuple[services.sign_in.Answer, str]) -> None:
        answer, code = came
        if answer.refusal is not None:
            self.complain(sentence(answer.refusal))
            return
        self.accept()
        self._done(answer, code)
