"""Key paper slips in, one after the other: a digit for each content, Enter for the next slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.ratings import NewRating, RatingScale
from papi_desk.services.ratings import rating_scale, record_rating
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import DayField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import column, restyle, row, text, tip
from papi_desk.ui.pages import Desk
from papi_desk.ui.procedure_picker import ProcedurePicker

_LEVEL_WIDTH = 118
_WORDS_WIDTH = 470


class AnswerRow(QFrame):
    """A content with its levels: a digit chooses one and goes on, 0 takes it back."""

    answered = Signal()

    def __init__(self, number: int, words: str, scale: RatingScale) -> None:
        super().__init__()
        self.setProperty("kind", "answer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words, self._scale, self.level = words, scale, ""
        self.buttons: dict[str, QPushButton] = {}
        for at, (level, name) in enumerate(scale.levels.items(), 1):
            made = self.buttons[level] = QPushButton(str(at))
            made.setProperty("kind", "filter")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setFixedWidth(_LEVEL_WIDTH - 8)
            made.setToolTip(tip(name))
            made.clicked.connect(partial(self.choose, level))
        label = text(f"{number}. {words}", wrap=True)
        if label.fontMetrics().horizontalAdvance(label.text()) > _WORDS_WIDTH:
            label.setMinimumHeight(2 * label.fontMetrics().lineSpacing() + 2)
        self.setLayout(row((label, 1), *self.buttons.values(), gap=8, margin=3))
        self.choose("")

    def choose(self, level: str, _checked: bool = False) -> None:
        """Choose a level, or none."""
        self.level = level
        for name, made in self.buttons.items():
            made.setChecked(name == level)
        said = self._scale.levels.get(level) or self.tr("no answer")
        self.setAccessibleName(f"{self._words}: {said}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit as the level of this place on the slip."""
        levels, typed = list(self._scale.levels), event.text()
        if typed in ("0", " ") or event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose("")
        elif typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(levels):
            self.choose(levels[int(typed) - 1])
            self.answered.emit()
        else:
            super().keyPressEvent(event)


class RatingDialog(Sheet):
    """Write down what a paper slip says; stays open for the next one."""

    def __init__(self, parent: QWidget, desk: Desk, saved: Callable[[], None]) -> None:
        self._desk, self._saved, self._scale = desk, saved, rating_scale()
        self.case = TextField(self.tr("Number of the case"), hint=self.tr("as on the slip; empty if it names none"))
        self.on = DayField(self.tr("Day on the slip"))
        self.procedure = ProcedurePicker(desk)
        self.procedure.hint(self.tr("only where the slip names no case"))
        self.answers = [AnswerRow(at, words, self._scale) for at, words in enumerate(self._scale.contents, 1)]
        self.remark = TextField(self.tr("Other remarks on the slip"), longest=2000)
        self.told = text("", "note", wrap=True)
        head = row(*(self._head(at, words) for at, words in enumerate(self._scale.levels.values(), 1)), gap=8)
        heads = row((text(self.tr("Digits 1 to 5 as the columns of the slip, 0 for none"), "quiet"), 1), head, gap=8)
        heads.setContentsMargins(4, 0, 4, 0)
        first = row((self.case, 2), (self.on, 1), (self.procedure, 3), gap=16)
        body = column(first, heads, column(*self.answers, gap=1), self.remark, self.told, gap=6)
        super().__init__(parent, self.tr("Ratings on paper"), body, agree=self.tr("&Save, next slip"))
        self.setMinimumWidth(1120)
        self.on.set_day(desk.clock().date())
        for one, after in zip(self.answers, [*self.answers[1:], self.remark.edit], strict=True):
            one.answered.connect(partial(after.setFocus, Qt.FocusReason.TabFocusReason))
        self.case.setFocus()

    @staticmethod
    def _head(at: int, words: str) -> QWidget:
        label = text(f"{at} {words}", "quiet", wrap=True)
        label.setFixedWidth(_LEVEL_WIDTH - 8)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        return label

    def agree(self) -> None:
        """Keep the slip."""
        answers = {at: one.level for at, one in enumerate(self.answers, 1) if one.level}
        try:
            day = self.on.day()
        except Refused as refusal:
            self.on.complain(sentence(refusal))
            return
        sheet = self.procedure.sheet
        procedure = (sheet.line.code or sheet.line.internal_id) if sheet is not None and not self.case.value() else ""
        new = NewRating(answers, self.case.value(), on=day, procedure=procedure, remark=self.remark.value())
        self.agree_button.setEnabled(False)
        now, officer = self._desk.clock(), self._desk.officer() or None
        keeping = self._desk.tasks.run(self, record_rating, new, at=now, by=officer)
        keeping.then(self._kept).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show why it cannot be kept, under its field."""
        field = {"case": self.case, "code": self.case, "on": self.on}.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
            field.setFocus()
        self.complain("" if field is not None else sentence(refusal))

    def _kept(self, number: int) -> None:
        self.complain("")
        self.told.setText(self.tr("Kept as slip {0}. The next one:").format(number))
        restyle(self.told, "tone", "done")
        self.case.set_value("")
        self.remark.set_value("")
        for one in self.answers:
            one.choose("")
        self.case.setFocus()
        self._saved()
