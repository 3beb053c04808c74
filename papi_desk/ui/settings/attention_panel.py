"""The attention list: at whom and at what the desk stops while a case is received."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from papi_desk.domain.attention import EFFECTS, Attention
from papi_desk.domain.errors import Refused
from papi_desk.services.attention import AttentionLine, add_attention, attention_list, end_attention
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField, Field, TextField
from papi_desk.ui.labels import Chip, day_text, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView


class AttentionDialog(Sheet):
    """Put an entry on the list."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._desk = desk
        self.effect = ChoiceField(self.tr("What happens"), EFFECTS)
        self.reason = TextField(self.tr("&Reason, and the document it rests on"))
        self.number = TextField(self.tr("Personal &number or tax code"), longest=20)
        self.name = TextField(self.tr("Full na&me"), hint=self.tr("a name alone only warns: namesakes are many"))
        self.words = TextField(self.tr("Words in address or note"), hint=self.tr("a plot of land: thửa 12 tờ 5"))
        self.procedure = TextField(self.tr("Only for the procedure (code)"))
        self.starts = DayField(self.tr("From"), hint=self.tr("today, unless another day stands here"))
        self.ends = DayField(self.tr("Until and with"))
        body = column(
            row(self.effect, (self.reason, 1), gap=12), row((self.number, 1), (self.name, 2), gap=12), self.words,
            row((self.procedure, 2), (self.starts, 1), (self.ends, 1), gap=12), gap=2,
        )  # fmt: skip
        super().__init__(parent, self.tr("Put on the attention list"), body, agree=self.tr("&Save"))
        self.setMinimumWidth(640)
        self.reason.setFocus()

    def agree(self) -> None:
        """Add the entry."""
        if not all(field.check() for field in (self.starts, self.ends)):
            return
        entry = Attention(
            0, self.effect.value(), self.reason.value(), self.number.value(), self.name.value(), self.words.value(),
            self.procedure.value(), self.starts.day_or_none(), self.ends.day_or_none(),
        )  # fmt: skip
        now, officer = self._desk.clock(), self._desk.officer()
        adding = self._desk.tasks.run(self, add_attention, entry, at=now, by=officer or None)
        adding.then(lambda _entry: self.accept()).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        fields: dict[str, Field] = {
            "reason": self.reason, "number": self.number, "procedure": self.procedure, "ends_on": self.ends,
        }  # fmt: skip
        if (field := fields.get(refusal.field or "")) is not None:
            field.widget.setFocus()
        self.complain(sentence(refusal))


class AttentionPanel(QWidget):
    """Every entry, those in force first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        columns = (
            Column[AttentionLine]("", chip=self._effect, width=150),
            Column[AttentionLine](self.tr("Whom or what"), self._whom),
            Column[AttentionLine](self.tr("Reason"), lambda line: line.entry.reason),
            Column[AttentionLine](self.tr("Days"), self._days, width=190, figures=True),
            Column[AttentionLine](self.tr("Written by"), lambda line: line.officer, width=150),
        )
        empty = self.tr("Nobody is on the list. Put land in dispute, forged papers or wanted corrections here.")
        self.list = RowsView(columns, name=self.tr("Attention list"), empty=empty)
        add = button(self.tr("A&dd"), lambda: AttentionDialog(self, desk).open(), kind="primary")
        end = button(self.tr("&End the chosen one"), self._end)
        hint = text(self.tr("Looked at while a case is received: it warns, or refuses, with the reason."), "quiet")
        self.setLayout(column(row(hint, STRETCH, end, add), (self.list, 1), margin=16))

    def refresh(self) -> None:
        """Read the list."""
        today = self._desk.clock().date()
        reading = self._desk.tasks.read(self, attention_list, on=today)
        reading.then(lambda lines: self.list.show_rows(lines, same=lambda line: line.entry.id))

    def _end(self) -> None:
        line = self.list.chosen()
        if line is not None and line.in_force:
            now, officer = self._desk.clock(), self._desk.officer()
            ending = self._desk.tasks.run(self, end_attention, line.entry.id, at=now, by=officer or None)
            ending.then(lambda _entry: self.refresh())

    def _effect(self, line: AttentionLine) -> Chip:
        if not line.in_force:
            return Chip(self.tr("not in force"), "quiet", "minus")
        refuses = line.entry.effect == "refuse"
        return Chip(EFFECTS[line.entry.effect], "late" if refuses else "soon", "prohibit" if refuses else "warning")

    def _whom(self, line: AttentionLine) -> str:
        entry = line.entry
        return " · ".join(filter(None, (entry.name, entry.number, entry.words, entry.procedure)))

    def _days(self, line: AttentionLine) -> str:
        return f"{day_text(line.entry.starts_on)} – {day_text(line.entry.ends_on) or '…'}"
