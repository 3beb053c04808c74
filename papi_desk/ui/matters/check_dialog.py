"""A check written down: each question answered, what is not met with its day and person, the conclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from papi_desk.domain.checks import CHECKS, MARKS
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.checks import Answer, Question, record_check
from papi_desk.services.matter_books import matter_book
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField, TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, Part, column, roomy, row, text
from papi_desk.ui.matters.matter_dialogs import FileChoice
from papi_desk.ui.matters.matter_fields import MatterFields
from papi_desk.ui.pages import Desk


class QuestionRow(QWidget):
    """A question with its answer; what is not met asks for what is wrong, until when, and who mends it."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.mark = ChoiceField(question.text, {"": "", **MARKS})
        self.mark.hide_label()
        self.mark.setFixedWidth(150)
        self.note = TextField(self.tr("What is wrong"), longest=500)
        self.due = DayField(self.tr("To be mended until"))
        self.who = TextField(self.tr("Who mends it"))
        self.due.setFixedWidth(150)
        self._wrong = QWidget()
        self._wrong.setLayout(row((self.note, 2), self.due, (self.who, 1), gap=12))
        self._wrong.hide()
        words = column(text(question.text, wrap=True), text(question.basis, "quiet", wrap=True), gap=0)
        self.setLayout(column(row((words, 1), self.mark, gap=12), self._wrong, gap=2))
        self.mark.changed.connect(lambda: self._wrong.setVisible(self.mark.value() == "no"))

    def answer(self) -> Answer | None:
        """Return the answer, None while there is none; raises ``Refused`` for what is no day."""
        mark = self.mark.value()
        if mark != "no":
            return Answer(self.question.key, mark) if mark else None
        return Answer(self.question.key, mark, self.note.value(), self.due.day(), self.who.value())


class CheckDialog(Sheet):
    """Write a check down."""

    def __init__(
        self, parent: QWidget, desk: Desk, key: str, questions: Sequence[Question], done: Callable[[], None]
    ) -> None:
        self._desk, self._key, self._done = desk, key, done
        step = matter_book(CHECKS).step("record")
        self.on = DayField(self.tr("On the day"))
        self.rows = [QuestionRow(question) for question in questions]
        self.fields = MatterFields(desk, step.asks)
        self.files = FileChoice(matter_book(CHECKS).roles[step.role])
        content = QWidget()
        rest = button(self.tr("The &rest is met"), self.rest_is_met, picture="check")
        asked: list[Part] = [*self.rows, row(rest, STRETCH)] if questions else []
        content.setLayout(column(*asked, self.fields, self.files, gap=8))
        area = roomy(content)
        area.setMinimumHeight(420)
        super().__init__(parent, f"{step.label}: {key}", column(self.on, area, gap=4), agree=self.tr("&Save"))
        self.setMinimumWidth(860)
        self.on.set_day(desk.clock().date())
        (self.rows[0].mark if self.rows else self.on).setFocus()

    def rest_is_met(self) -> None:
        """Answer every question that is not answered yet: met."""
        for one in self.rows:
            if not one.mark.value():
                one.mark.set_value("yes")

    def agree(self) -> None:
        """Write it down, with what has to be mended."""
        unanswered = next((one for one in self.rows if not one.mark.value()), None)
        if unanswered is not None:
            unanswered.mark.setFocus()
            self.complain(self.tr("A question is not answered yet. Answer it, or press «The rest is met»."))
            return
        try:
            answers = [answer for one in self.rows if (answer := one.answer()) is not None]
            on, given, files = self.on.day(), self.fields.content(), self.files.read("evidence")
        except (Refused, Unavailable) as trouble:
            self.complain(sentence(trouble))
            return
        self.agree_button.setEnabled(False)
        who: dict[str, Any] = {"at": self._desk.clock(), "by": self._desk.officer() or None}
        writing = self._desk.tasks.run(self, record_check, self._key, answers, given, on=on, files=files, **who)
        writing.then(lambda _found: self._written()).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.complain("" if self.fields.complain(refusal) else sentence(refusal))

    def _written(self) -> None:
        self.accept()
        self._done()
