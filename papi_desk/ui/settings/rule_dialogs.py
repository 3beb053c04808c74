"""The forms of a set of desk hours and of a fee rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QWidget

from papi_desk.domain.desk_hours import WEEKDAY_MARKS
from papi_desk.domain.errors import Refused
from papi_desk.services.office_rules import DeskHours, ExemptionRule, FeeRule, set_rules
from papi_desk.ui.dialogs import Sheet
from papi_desk.ui.fields import ChoiceField, DayField, Field, TextField
from papi_desk.ui.labels import number, sentence
from papi_desk.ui.layouts import STRETCH, column, row, text
from papi_desk.ui.pages import Desk


class _RuleDialog(Sheet):
    """A row of the office's own: what it says, from when until when, and on what basis."""

    group = ""

    def __init__(
        self, parent: QWidget, desk: Desk, title: str, body: QLayout, rule: Any, changed: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._changed = changed
        self.first = DayField(self.tr("In force from"), hint=self.tr("empty: always"))
        self.last = DayField(self.tr("until"), hint=self.tr("empty: no end"))
        self.basis = TextField(self.tr("Basis (number, date and body of the decision)"), longest=1000)
        whole = column(body, row((self.first, 1), (self.last, 1), gap=12), self.basis, gap=4)
        super().__init__(parent, title, whole, agree=self.tr("&Save"))
        self.setMinimumWidth(560)
        if rule is not None and rule.own:
            self.first.set_day(rule.valid_from)
            self.last.set_day(rule.valid_to)
            self.basis.set_value(rule.basis)
        else:
            self.first.set_day(desk.clock().date())

    def rows(self) -> Mapping[str, Any]:
        """Return what is typed as its file would have it; overridden."""
        return {}

    def dated(self) -> dict[str, Any]:
        """Return basis and dates; raises ``Refused`` for what is no day."""
        days = {"valid_from": self.first.day(), "valid_to": self.last.day()}
        return {"basis": self.basis.value(), **{name: day for name, day in days.items() if day is not None}}

    def agree(self) -> None:
        """Write the row into the office's register."""
        try:
            rows = self.rows()
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.agree_button.setEnabled(False)
        now, officer = self._desk.clock(), self._desk.officer()
        saving = self._desk.tasks.run(self, set_rules, self.group, rows, at=now, by=officer or None)
        saving.then(self._saved).failed(self.refuse)

    def refuse(self, refusal: Refused) -> None:
        """Show why the row cannot be taken over."""
        fields: Mapping[str, Field] = {"basis": self.basis}
        field = fields.get(refusal.field or "")
        if field is not None:
            field.complain(sentence(refusal))
            field.widget.setFocus()
        self.complain("" if field is not None else sentence(refusal))

    def _saved(self, _keys: list[str]) -> None:
        self.accept()
        self._changed()


class HoursDialog(_RuleDialog):
    """One set of desk hours."""

    group = "hours"

    def __init__(
        self, parent: QWidget, desk: Desk, key: str, hours: DeskHours | None, changed: Callable[[], None]
    ) -> None:
        self._key = key
        self.sessions = TextField(self.tr("Sessions"), hint=self.tr("e.g. 07:30–11:30, 13:00–17:00"))
        self.season = TextField(self.tr("Season"), hint=self.tr("e.g. 16/04–15/10; empty: the whole year"))
        self.days = {mark: QCheckBox(mark) for mark in WEEKDAY_MARKS}
        body = column(self.sessions, text(self.tr("Weekdays"), "label"), self._day_row(), self.season, gap=4)
        super().__init__(parent, desk, self.tr("Desk hours"), body, hours, changed)
        chosen = (hours or DeskHours(sessions=())).to_json()["weekdays"]
        for mark, box in self.days.items():
            box.setChecked(mark in chosen)
        if hours is not None:
            self.sessions.set_value(hours.session_words())
            self.season.set_value("–".join(filter(None, hours.season_words())))

    def _day_row(self) -> QHBoxLayout:
        return row(*self.days.values(), STRETCH, gap=10)

    def rows(self) -> Mapping[str, Any]:
        """Return the set of hours typed."""
        first, _, last = self.season.value().replace("-", "–").partition("–")
        days = [mark for mark, box in self.days.items() if box.isChecked()]
        hours = {
            "key": self._key, "sessions": self.sessions.value(), "weekdays": days,
            "season_from": first.strip(), "season_to": last.strip(), **self.dated(),
        }  # fmt: skip
        return {"hours": [hours]}


class RateDialog(_RuleDialog):
    """One rate or exemption; a new rate asks for its procedure too."""

    group = "rates"

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        key: str,
        rule: FeeRule | ExemptionRule | None,
        changed: Callable[[], None],
    ) -> None:
        self._key = key
        self._rule = rule
        self.name = TextField(self.tr("Name on the slip"))
        self.code = TextField(self.tr("Code of the procedure"))
        kinds = {"charge": self.tr("charge (lệ phí)"), "fee": self.tr("fee (phí)")}
        self.kind = ChoiceField(self.tr("Kind"), kinds)
        self.prices = {name: TextField(label) for name, label in self._asked().items()}
        prices = row(*((field, 1) for field in self.prices.values()), gap=12)
        head = [] if rule is not None else [row((self.code, 1), (self.kind, 1), gap=12)]
        super().__init__(parent, desk, self.tr("Fee rate"), column(self.name, *head, prices, gap=4), rule, changed)
        if rule is not None:
            self.name.set_value(rule.name)
            for name, field in self.prices.items():
                field.set_value(_price(rule, name))

    def _asked(self) -> dict[str, str]:
        """Return what the row's price is made of."""
        if isinstance(self._rule, ExemptionRule):
            return {"percent": self.tr("Percent off")}
        if self._rule is None or not self._rule.tiers:
            return {"amount": self.tr("Amount (đồng); empty: not known")}
        tiers = {str(first): self.tr("From page {0} (đồng)").format(first) for first, _ in self._rule.tiers}
        return {**tiers, "cap": self.tr("At most (đồng)")}

    def rows(self) -> Mapping[str, Any]:
        """Return the rate typed, with everything else as the row it stands for."""
        prices = {name: _whole(field.value()) for name, field in self.prices.items()}
        known = {} if self._rule is None else self._rule.to_json()
        for name in ("valid_from", "valid_to", "unsure", "unsure_from", "amount", "cap"):
            known.pop(name, None)
        changed: dict[str, Any] = {
            name: price for name, price in prices.items() if price is not None and not name.isdigit()
        }
        if "tiers" in known:
            changed["tiers"] = [[int(name), price] for name, price in prices.items() if name.isdigit()]
        if self._rule is None:
            changed |= {"procedures": [self.code.value()], "kind": self.kind.value()}
        row_ = {**known, "key": self._key, "name": self.name.value(), **changed, **self.dated()}
        return {"exemption" if isinstance(self._rule, ExemptionRule) else "rule": [row_]}


def _price(rule: FeeRule | ExemptionRule, name: str) -> str:
    tiers = dict(rule.tiers) if isinstance(rule, FeeRule) else {}
    value = tiers.get(int(name)) if name.isdigit() else getattr(rule, name)
    return "" if value is None else number(value)


def _whole(typed: str) -> int | None:
    """Read «8.000»; raise ``Refused`` «bad-number»."""
    plain = typed.replace(".", "").replace(" ", "")
    if plain and not (plain.isascii() and plain.isdigit()):
        raise Refused("bad-number", "amount", text=typed)
    return int(plain) if plain else None
