"""Desk hours and fee rates: the packaged ones, and over them what the office sets itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import condition_label
from papi_desk.domain.names import search_key
from papi_desk.services.case_lists import MovedPromise, promises_touched
from papi_desk.services.office_rules import DeskHours, ExemptionRule, FeeRule, RuleLine, drop_rules, list_rules
from papi_desk.ui.dialogs import button
from papi_desk.ui.labels import Chip, day_text, money, sentence
from papi_desk.ui.layouts import STRETCH, column, restyle, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.rows import Column, RowsView
from papi_desk.ui.settings.rule_dialogs import HoursDialog, RateDialog


class _RuleList(QWidget):
    """A list whose rows the office overrides with its own, each with a basis and dates."""

    group = ""

    def __init__(self, desk: Desk, columns: Sequence[Column[RuleLine]], name: str) -> None:
        super().__init__()
        self._desk = desk
        self._lines: Sequence[RuleLine] = ()
        own = Column[RuleLine](self.tr("Set by"), chip=self._source, width=132)
        dates = (
            Column[RuleLine](self.tr("From"), lambda r: day_text(r.content.valid_from), width=104, figures=True),
            Column[RuleLine](self.tr("Until"), lambda r: day_text(r.content.valid_to), width=104, figures=True),
            Column[RuleLine](self.tr("Basis"), lambda r: r.content.basis, tip=lambda r: r.content.basis),
        )
        self.list = RowsView((*columns, *dates, own), name=name)
        self.list.opened.connect(self.edit)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Narrow the list"))
        self.search.setAccessibleName(self.tr("Narrow the list"))
        self.search.textChanged.connect(self._narrow)
        self.add = button(self.tr("A&dd"), lambda: self.edit(None), picture="plus")
        self.drop = button(self.tr("&Back to the packaged one"), self._drop)
        self.result = text("", "note", wrap=True)
        hint = text(self.tr("Enter changes the chosen row from a day on. Promises already made stay."), "quiet")
        tools = row((self.search, 1), STRETCH, self.add, self.drop, gap=8)
        self.setLayout(column(hint, tools, (self.list, 1), self.result, margin=16))
        self.list.picked.connect(lambda line: self.drop.setEnabled(line.own))
        self.drop.setEnabled(False)

    def refresh(self) -> None:
        """Read the rows in force and to come."""
        self._desk.tasks.read(self, list_rules, self.group).then(self._show)

    def edit(self, line: RuleLine | None) -> None:
        """Open the form of a row, or of a new one; overridden."""

    def tell(self, words: str, tone: str = "done") -> None:
        """Say what came of a change."""
        self.result.setText(words)
        restyle(self.result, "tone", tone)

    def free_key(self) -> str:
        """Return a key that no row has yet."""
        taken = {line.key for line in self._lines}
        return next(key for key in (f"{self.group}-{n}" for n in range(1, len(taken) + 2)) if key not in taken)

    def changed(self) -> None:
        """Say that a change is in the register; overridden where it may touch promises."""
        self.tell(self.tr("Saved."))

    def _show(self, lines: Sequence[RuleLine]) -> None:
        self._lines = lines
        self._narrow()

    def _narrow(self) -> None:
        wanted = search_key(self.search.text())
        shown = [line for line in self._lines if wanted in search_key(_words(line))]
        self.list.show_rows(shown, same=lambda line: (line.table, line.key, line.own, line.content.valid_from))
        chosen = self.list.chosen()
        self.drop.setEnabled(chosen is not None and chosen.own)

    def _source(self, line: RuleLine) -> Chip:
        if line.own:
            return Chip(self.tr("this office"), "accent", "buildings")
        return Chip(self.tr("packaged"), "quiet", "package")

    def _drop(self) -> None:
        line = self.list.chosen()
        if line is None:
            return
        now, officer = self._desk.clock(), self._desk.officer()
        dropping = self._desk.tasks.run(self, drop_rules, self.group, line.key, at=now, by=officer or None)
        dropping.then(lambda _count: self.changed()).failed(self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.tell(sentence(refusal), "late")


class HoursList(_RuleList):
    """When the desk is open, by weekday, season and validity."""

    group = "hours"

    def __init__(self, desk: Desk) -> None:
        columns = (
            Column[RuleLine](self.tr("Sessions"), lambda r: _hours(r).session_words(), width=232, figures=True),
            Column[RuleLine](self.tr("Days"), lambda r: " ".join(_hours(r).to_json()["weekdays"]), width=150),
            Column[RuleLine](self.tr("Season"), lambda r: "–".join(filter(None, _hours(r).season_words())), width=104),
        )
        super().__init__(desk, columns, self.tr("Desk hours"))

    def edit(self, line: RuleLine | None) -> None:
        """Change a set of hours, or add one."""
        key = line.key if line is not None and line.key else self.free_key()
        hours = line.content if line is not None and isinstance(line.content, DeskHours) else None
        HoursDialog(self, self._desk, key, hours, self.changed).open()

    def changed(self) -> None:
        """Name the open cases that would now be promised otherwise; their dates stay."""
        self._desk.tasks.read(self, promises_touched, None).then(self._touched)

    def _touched(self, moved: Sequence[MovedPromise]) -> None:
        if not moved:
            self.tell(self.tr("Saved."))
            return
        codes = ", ".join(one.code for one in moved[:8])
        words = self.tr("Saved. {0} open cases keep the date they were promised: {1}")
        self.tell(words.format(len(moved), codes), "soon")


class RateList(_RuleList):
    """What is charged for what, and who is exempt."""

    group = "rates"

    def __init__(self, desk: Desk) -> None:
        columns = (
            Column[RuleLine](self.tr("Name"), lambda r: str(getattr(r.content, "name", "")), tip=_words),
            Column[RuleLine](self.tr("Amount"), self._amount, width=140, right=True),
            Column[RuleLine](self.tr("For"), self._scope, width=160, tip=lambda r: self._scope(r)),
        )
        super().__init__(desk, columns, self.tr("Fee rates"))

    def edit(self, line: RuleLine | None) -> None:
        """Change a rate or an exemption, or add a rate."""
        rule = line.content if line is not None and isinstance(line.content, FeeRule | ExemptionRule) else None
        key = line.key if line is not None else self.free_key()
        RateDialog(self, self._desk, key, rule, self.changed).open()

    def _amount(self, line: RuleLine) -> str:
        rule: Any = line.content
        if isinstance(rule, ExemptionRule):
            return self.tr("{0} % off").format(rule.percent)
        if rule.tiers:
            return " · ".join(money(price) for _, price in rule.tiers)
        return self.tr("not known") if rule.amount is None else money(rule.amount)

    def _scope(self, line: RuleLine) -> str:
        rule: Any = line.content
        procedures = [] if isinstance(rule, ExemptionRule) else list(rule.procedures)
        return " · ".join([*map(condition_label, rule.when), *sorted(rule.channels or ()), *procedures])


def _hours(line: RuleLine) -> DeskHours:
    assert isinstance(line.content, DeskHours)
    return line.content


def _words(line: RuleLine) -> str:
    """Return everything by which a row may be found."""
    return " ".join([line.key, line.content.basis, *map(str, line.content.to_json().values())])
