"""The calendar of the office: a year on one page, days off and on, swaps, and the promises they would move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.calendar_days import (
    DayRule,
    MovedPromise,
    YearDays,
    drop_day,
    moved_by,
    office_day,
    set_swap,
    swap,
    year_days,
)
from papi_desk.services.office import set_day
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import ChoiceField, DayField, Field, TextField
from papi_desk.ui.labels import moment_text, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.year_view import YearView, day_words
from papi_desk.ui.tasks import Pending


class _DayDialog(Sheet):
    """Days the office sets, with the open cases that would be promised otherwise, seen before saving."""

    def __init__(
        self, parent: QWidget, desk: Desk, title: str, fields: Sequence[Field], saved: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._saved = saved
        self._asked: Pending[list[MovedPromise]] | None = None
        self.basis = TextField(self.tr("Basis (number, date and body of the decision)"), longest=1000)
        columns = (
            Column[MovedPromise](self.tr("Case"), lambda one: one.code, figures=True),
            Column[MovedPromise](self.tr("Promised (kept)"), lambda one: moment_text(one.due_at), width=160),
            Column[MovedPromise](self.tr("Counted now"), lambda one: moment_text(one.by_calendar), width=160),
        )
        self.moved = RowsView(
            columns, name=self.tr("Open cases that would move"), empty=self.tr("No open case would move.")
        )
        self.moved.setFixedHeight(150)
        kept = text(self.tr("Open cases that would be counted otherwise. What was printed stays promised."), "quiet")
        whole = column(row(*((field, 1) for field in fields), gap=12), self.basis, kept, self.moved, gap=4)
        super().__init__(parent, title, whole, agree=self.tr("&Save"))
        self.setMinimumWidth(620)
        for field in fields:
            field.changed.connect(self.weigh)
        self.weigh()

    def rules(self, basis: str) -> list[DayRule]:
        """Return the days typed; overridden."""
        raise NotImplementedError(basis)

    def write(self) -> Pending[None]:
        """Write the days; overridden."""
        raise NotImplementedError

    def weigh(self) -> None:
        """See which promises the days typed would move."""
        if self._asked is not None:
            self._asked.drop()
        try:
            rules = self.rules("–")
        except Refused:
            self.moved.show_rows([])
            return
        self._asked = self._desk.tasks.read(self, moved_by, rules).then(self.moved.show_rows)

    def agree(self) -> None:
        """Write the days into the office's calendar."""
        try:
            self.rules(self.basis.value())
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.agree_button.setEnabled(False)
        self.write().then(lambda _done: self._close()).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show why the days cannot be set."""
        if refusal.field == "basis":
            self.basis.complain(sentence(refusal))
            self.basis.edit.setFocus()
        self.complain(sentence(refusal))

    def _close(self) -> None:
        self.accept()
        self._saved()


class DayDialog(_DayDialog):
    """One day off, or worked."""

    def __init__(self, parent: QWidget, desk: Desk, day: date, working: bool, saved: Callable[[], None]) -> None:
        self._day = day
        self.state = ChoiceField(
            self.tr("The office on this day"), {"off": self.tr("is closed"), "on": self.tr("works")}
        )
        self.state.set_value("off" if working else "on")
        self.name = TextField(self.tr("Name"), hint=self.tr("e.g. what the day is for; may stay empty"))
        super().__init__(parent, desk, f"{day:%d/%m/%Y}", (self.state, self.name), saved)

    def rules(self, basis: str) -> list[DayRule]:
        """Return the day."""
        return [office_day(self._day, working=self.state.value() == "on", basis=basis, name=self.name.value())]

    def write(self) -> Pending[None]:
        """Write the day."""
        now, officer, name = self._desk.clock(), self._desk.officer(), self.name.value()
        return self._desk.tasks.run(
            self, set_day, self._day, working=self.state.value() == "on", basis=self.basis.value(), name=name,
            at=now, by=officer or None,
        )  # fmt: skip


class SwapDialog(_DayDialog):
    """A working day taken off, and a day off worked for it."""

    def __init__(self, parent: QWidget, desk: Desk, day: date, working: bool, saved: Callable[[], None]) -> None:
        self.off = DayField(self.tr("Day off"))
        self.worked = DayField(self.tr("Worked instead on"))
        (self.off if working else self.worked).set_day(day)
        super().__init__(parent, desk, self.tr("Swap two days"), (self.off, self.worked), saved)

    def rules(self, basis: str) -> list[DayRule]:
        """Return the two days."""
        off, worked = self.off.day(), self.worked.day()
        if off is None or worked is None:
            raise Refused("valid-from-needed", "worked")
        return swap(off, worked, basis=basis)

    def write(self) -> Pending[None]:
        """Write the swap."""
        off, worked = self.rules("–")[0].date, self.rules("–")[1].date
        now, officer, basis = self._desk.clock(), self._desk.officer(), self.basis.value()
        return self._desk.tasks.run(self, set_swap, off, worked, basis=basis, at=now, by=officer or None)


class CalendarTab(QWidget):
    """A year of the office's calendar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.year = YearView()
        self.year.day = desk.clock().date()
        self.title = text("", "title")
        self.told = text("", wrap=True)
        self.result = text("", "note", wrap=True)
        self.change = button(self.tr("Off or on"), lambda: self._set(self.year.day), key="Ctrl+Shift+L")
        self.swap = button(self.tr("Swap"), self._swap, key="Ctrl+H")
        self.drop = button(self.tr("Back to the packaged one"), self._drop)
        back = button("‹", lambda: self.go_year(-1))
        back.setAccessibleName(self.tr("Year before"))
        forward = button("›", lambda: self.go_year(1))
        forward.setAccessibleName(self.tr("Year after"))
        head = row(back, self.title, forward, STRETCH, self.change, self.swap, self.drop)
        words = self.tr("Blue: day off · grey: weekend · green frame: weekend day worked · dot: set by this office")
        legend = text(words, "quiet", wrap=True)
        self.setLayout(column(head, (self.year, 1), legend, self.told, self.result, margin=12, gap=6))
        self.year.picked.connect(self._picked)
        self.year.opened.connect(self._set)
        self.year.turned.connect(lambda _year: self.refresh())

    def refresh(self) -> None:
        """Read the year of the chosen day."""
        reading = self._desk.tasks.read(self, year_days, self.year.day.year)
        reading.then(self._show).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def go_year(self, years: int) -> None:
        """Show another year."""
        self.year.choose(self.year.day.replace(year=self.year.day.year + years, day=min(self.year.day.day, 28)))

    def _show(self, days: YearDays) -> None:
        self.title.setText(str(days.year))
        self.year.show_year(days, self.year.day)
        if not days.known:
            words = self.tr("The holidays of {0} are not loaded: promises into that year are not sure.")
            self._tell(words.format(days.year), "soon")

    def _picked(self, day: date) -> None:
        assert self.year.days is not None
        self.told.setText(day_words(self.year.days, day))
        self.drop.setEnabled(day in self.year.days.own)

    def _set(self, day: date) -> None:
        DayDialog(self, self._desk, day, self._works(day), self._saved).open()

    def _swap(self) -> None:
        SwapDialog(self, self._desk, self.year.day, self._works(self.year.day), self._saved).open()

    def _works(self, day: date) -> bool:
        return self.year.days is not None and day in self.year.days.working

    def _drop(self) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        dropping = self._desk.tasks.run(self, drop_day, self.year.day, at=now, by=officer or None)
        dropping.then(lambda _days: self._saved()).failed(lambda refusal: self._tell(sentence(refusal), "late"))

    def _saved(self) -> None:
        self._tell(self.tr("Saved."), "done")
        self.refresh()
        self.year.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str, tone: str) -> None:
        self.result.setText(words)
        restyle(self.result, "tone", tone)
