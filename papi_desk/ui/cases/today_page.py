"""What has to be done today: five groups at most, most urgent first, each row one key from being done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from papi_desk.domain.cases import ACTION_NAMES, Action
from papi_desk.services.case_sheets import CaseSheet, case_sheet
from papi_desk.services.today import TodayGroup, TodayRow, today
from papi_desk.ui.cases.contact_dialog import ContactDialog
from papi_desk.ui.cases.step_taker import StepTaker
from papi_desk.ui.chips import chip_label
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import WEEKDAYS, Chip, moment_text, money
from papi_desk.ui.layouts import STRETCH, boxed, column, restyle, roomy, row, text
from papi_desk.ui.matters.places import place_of
from papi_desk.ui.pages import Desk, Page
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.tokens import ROW_HEIGHT, scaled

SHOWN: Final = 5
"""Groups shown at a time; the others are named below and shown when asked for."""
ROWS: Final = 6
"""Rows of a group seen at once; the rest is scrolled to."""
_TONES: Final = {"apologies": "late", "breaches": "late", "extensions": "soon", "online": "soon", "due-today": "soon"}
_STEPS: Final = frozenset(str(action) for action in Action)


class GroupList(RowsView[TodayRow]):
    """The rows of a group; only where the keys are heard a row is marked."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row that Enter is for."""
        super().focusInEvent(event)
        if self.chosen() is None and self.rows:
            self.choose(max(self.currentIndex().row(), 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark none, but remember where it was."""
        super().focusOutEvent(event)
        self.clearSelection()


class TodayPage(Page):
    """The day's work."""

    tables = frozenset({"cases", "payments", "contacts", "matters", "book_entries", "issued_papers"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.groups: Sequence[TodayGroup] = ()
        self.lists: dict[str, GroupList] = {}
        self._asked_for = ""
        self._to_be_focused = False
        self.taker = StepTaker(desk, self)
        self._title = text("", "title")
        self.told = text("", "note", wrap=True)
        self._body = QWidget()
        self._body.setLayout(QVBoxLayout())
        self._area = roomy(self._body)
        layout = column(row(self._title, STRETCH), self.told, (self._area, 1), gap=8)
        layout.setContentsMargins(20, 12, 20, 12)
        self.setLayout(layout)
        self.taker.said.connect(self._tell)
        self._again = QTimer(self, interval=300_000)
        self._again.timeout.connect(self.refresh)
        self._again.start()

    def refresh(self) -> None:
        """Read what has to be done."""
        now = self.desk.clock()
        self._title.setText(self.tr("Today, {0}").format(f"{WEEKDAYS[now.weekday()]} {now:%d/%m/%Y}"))
        self.desk.tasks.read(self, today, now=now).then(self._show)

    def show_what(self, _what: str) -> None:
        """Put the focus on the most urgent row."""
        self._focus_first()
        self._to_be_focused = not self.lists

    def _focus_first(self) -> None:
        first = next(iter(self.lists.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, groups: Sequence[TodayGroup]) -> None:
        """Show the groups; the row that was chosen stays chosen."""
        had = {name: view.rows[max(view.currentIndex().row(), 0)] for name, view in self.lists.items() if view.rows}
        focused = next((name for name, view in self.lists.items() if view.hasFocus()), "")
        self.groups = groups
        self.lists = {}
        body = QWidget()
        cards = [self._card(group, place) for place, group in enumerate(self._first(), 1)]
        body.setLayout(column(*cards, *((part, 1) for part in self._rest()), gap=12))
        self._area.show_other(body)
        self._body = body
        for name, view in self.lists.items():
            chosen = had.get(name)
            if chosen is None or not view.choose_where(partial(_same, chosen)):
                view.choose(0)
            view.clearSelection()
        if focused in self.lists:
            self.lists[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible() and (focused or self._to_be_focused):
            self._focus_first()
        self._to_be_focused = False

    def _first(self) -> list[TodayGroup]:
        wanted = [group for group in self.groups if group.name == self._asked_for]
        others = [group for group in self.groups if group.name != self._asked_for]
        return [*wanted, *others][:SHOWN]

    def _rest(self) -> list[QLayout]:
        shown = {group.name for group in self._first()}
        rest = [group for group in self.groups if group.name not in shown]
        if not self.groups:
            words = self.tr("Nothing waits today. New cases are received with F2.")
            return [column(text(words, "quiet"), STRETCH)]
        names = [button(self._counted(group), partial(self._ask_for, group.name), kind="flat") for group in rest]
        more = [text(self.tr("Also:"), "quiet"), *names] if names else []
        return [column(row(*more, STRETCH, gap=4), STRETCH)]

    def _ask_for(self, name: str) -> None:
        self._asked_for = name
        self._show(self.groups)
        self.lists[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, group: TodayGroup, place: int) -> QFrame:
        view = GroupList(self._columns(group.name), name=self._words(group.name))
        view.show_rows(group.rows)
        view.setFixedHeight(min(len(group.rows), ROWS) * scaled(ROW_HEIGHT) + 4)
        view.horizontalHeader().hide()
        view.opened.connect(self._do)
        self.lists[group.name] = view
        count = f"{len(group.rows)}+" if group.more else str(len(group.rows))
        tone = _TONES.get(group.name, "quiet")
        go = button("", partial(self._go_to, group.name), kind="flat", key=f"Ctrl+{place}")
        go.setText(f"Ctrl+{place}")
        go.setAccessibleName(self._words(group.name))
        whole = button(self.tr("In the list"), partial(self._in_list, group.name), kind="flat", picture="list")
        whole.setVisible(group.name in _LISTED)
        head = row(text(self._words(group.name), "section"), chip_label(Chip(count, tone)), STRETCH, whole, go, gap=8)
        return boxed(column(head, view, margin=10, gap=6), "card")

    def _columns(self, name: str) -> tuple[Column[TodayRow], ...]:
        return (
            Column("", chip=partial(self._when, name), tip=lambda one: moment_text(one.at), width=186),
            Column("", lambda one: one.code, width=166, figures=True),
            Column("", lambda one: one.owner, width=210),
            Column("", lambda one: one.what if one.amount is None else money(one.amount), tip=lambda one: one.what),
            Column("", lambda one: f"{self.action_words(one.action)}   ⏎", width=236, right=True),
        )

    def _when(self, name: str, one: TodayRow) -> Chip:
        """Say until when, or since when."""
        tone = "late" if one.late else _TONES.get(name, "quiet")
        icon = "warning-circle" if one.late else "clock"
        if one.at is None:
            return Chip(self.tr("no date"), tone, icon)
        now = self.desk.clock()
        days = (one.at.date() - now.date()).days
        if days == 0:
            return Chip(self._clock_words(one.at), tone, icon)
        words = self.tr("{0} days ago") if days < 0 else self.tr("in {0} days")
        return Chip(f"{words.format(abs(days))} · {one.at:%d/%m}", tone, icon)

    def _clock_words(self, at: datetime) -> str:
        whole = (at.hour, at.minute) == (23, 59)
        return self.tr("today") if whole else self.tr("today {0}").format(f"{at:%H:%M}")

    def _do(self, one: TodayRow) -> None:
        """Do what the row is for."""
        if one.action in _STEPS:
            self.taker.begin(one.code, Action(one.action))
        elif one.action == "call":
            reading = self.desk.tasks.read(self, case_sheet, one.code, at=self.desk.clock())
            reading.then(self._call)
        elif one.action == "notice":
            self.desk.go(place_of(one.code), one.code)
        elif one.action == "quarter-list":
            self.desk.go("notices", one.action)
        elif one.action == "cash":
            self.desk.go("books", "cash")
        else:
            self.desk.go("cases", f"={one.code}")

    def _call(self, sheet: CaseSheet) -> None:
        """Note a call, with the message ready."""
        ContactDialog(self, self.desk, sheet.file.code, self.refresh, message=sheet.message).open()

    def _go_to(self, name: str) -> None:
        self.lists[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _in_list(self, name: str) -> None:
        self.desk.go("cases", _LISTED[name])

    def action_words(self, action: str) -> str:
        """Return what an action is called."""
        if action in _STEPS:
            return ACTION_NAMES[Action(action)]
        words = {
            "call": self.tr("Tell the citizen"),
            "notice": self.tr("Open the register"),
            "quarter-list": self.tr("Print the list"),
            "cash": self.tr("Count the drawer"),
            "open": self.tr("Open the case"),
        }
        return words[action]

    def _counted(self, group: TodayGroup) -> str:
        return f"{self._words(group.name)} ({len(group.rows)}{'+' if group.more else ''})"

    def _words(self, name: str) -> str:
        words: dict[str, Callable[[], str]] = {
            "apologies": lambda: self.tr("Overdue: apologise, name a new day, settle"),
            "extensions": lambda: self.tr("Will be late: the extension goes out today at the latest"),
            "online": lambda: self.tr("Handed in online, to be answered within 8 working hours"),
            "due-today": lambda: self.tr("Due today"),
            "supplements": lambda: self.tr("Papers asked for: the 15 days are ending"),
            "results": lambda: self.tr("Results waiting: call"),
            "matters": lambda: self.tr("Registers: disclosure, feedback, checks"),
            "drawer": lambda: self.tr("Cash in the drawer, not yet counted"),
            "breaches": lambda: self.tr("Breaches recorded in the last 7 days"),
        }
        return words[name]()

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        restyle(self.told, "tone", tone)


def _same(one: TodayRow, other: TodayRow) -> bool:
    return one.code == other.code


_LISTED: Final = {
    "apologies": "?due=overdue", "extensions": "?due=soon", "online": "?status=1", "due-today": "?due=today",
    "supplements": "?status=5", "results": "?status=9",
}  # fmt: skip
"""What the list of cases shows of a group."""
