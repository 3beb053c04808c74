"""What a case costs: the lines, the total, and everything an officer has to check before taking money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from math import prod
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.fee_rules import (
    KINDS,
    ExemptionRule,
    FeeRule,
    Lateness,
    flat_rule,
    period_words,
    read_fee_rules,
    read_lateness,
    set_by_province,
)
from papi_desk.domain.fee_words import (
    CHANNELS,
    CONDITIONS,
    QUANTITIES,
    RELATIONS,
    Vocabulary,
    checked_quantities,
    condition_label,
    quantity_out_of_range,
    rate_channel,
)
from papi_desk.domain.names import plain_words
from papi_desk.domain.records import Record, replace
from papi_desk.domain.words import in_words

__all__ = [
    "CHANNELS",
    "CONDITIONS",
    "KINDS",
    "QUANTITIES",
    "RELATIONS",
    "Bill",
    "ExemptionRule",
    "FeeLine",
    "FeeRule",
    "FeeTable",
    "Lateness",
    "bill",
    "condition_label",
    "flat_rule",
    "read_fee_rules",
    "read_lateness",
    "set_by_province",
]


class FeeLine(Record):
    """One line of a bill; amounts in đồng."""

    name: str
    quantity: int
    unit_price: int | None
    """None when the rate is not known."""
    amount: int | None
    """What is due after the exemption; None when it is not known."""
    basis: str
    kind: str
    """«fee» (phí) or «charge» (lệ phí)."""
    exemption: str = ""
    """Who is exempt and by what, or «»."""
    key: str = ""
    """Key of the rule."""
    evidence: str = ""
    """What proves the exemption."""
    detail: str = ""
    """«10 trang/bản», where pages make the price."""
    unit: str = ""


class Bill(Record):
    """Everything a case owes, with what has to be checked."""

    lines: tuple[FeeLine, ...]
    total: int | None
    """Đồng; None when an amount that is due is not known."""
    in_words: str | None
    warnings: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    """Conditions in effect, e.g. «late», «relation=step-parent»."""


class _Asked(Record):
    """What a bill is asked for, in the words of the rules."""

    quantities: Mapping[str, int]
    conditions: frozenset[str]
    channel: str
    reasons: tuple[str, ...]
    on: date
    province: str


class FeeTable:
    """All fee rules and exemptions, found by procedure; never changes after it is made."""

    def __init__(self, rules: Iterable[FeeRule], exemptions: Iterable[ExemptionRule]) -> None:
        self._groups: dict[str, dict[str, list[FeeRule]]] = {}
        self._exemptions: dict[str, list[ExemptionRule]] = {}
        self._reasons: dict[str, str] = {}
        self._names: dict[str, str] = {}
        stated: list[str] = []
        for rule in rules:
            stated += [*rule.when, *rule.unless]
            for procedure in rule.procedures:
                self._groups.setdefault(procedure, {}).setdefault(rule.item, []).append(rule)
        for exemption in exemptions:
            stated += exemption.when
            self._learn(exemption)
        self._vocabulary = Vocabulary(stated)

    def _learn(self, exemption: ExemptionRule) -> None:
        """File an exemption under its items, and its words under its reason."""
        for item in exemption.applies_to:
            self._exemptions.setdefault(item, []).append(exemption)
        for word in (exemption.reason, exemption.name, *exemption.also):
            self._reasons.setdefault(plain_words(word), exemption.reason)
        self._names.setdefault(exemption.reason, exemption.name)

    def with_rule(self, rule: FeeRule) -> FeeTable:
        """Return this table with one rule more, e.g. a flat one; its exemptions and words stay known."""
        table = copy(self)
        table._groups = self._groups | {
            procedure: {**self._groups.get(procedure, {}), rule.item: [rule]} for procedure in rule.procedures
        }
        return table

    def covers(self, procedure: str) -> bool:
        """Tell whether any rule names this procedure."""
        return procedure in self._groups

    def quantities_of(self, procedure: str) -> dict[str, int]:
        """Return the quantities that the procedure's rules ask for, with their defaults."""
        asked: dict[str, int] = {}
        for rule in self._rules_of(procedure):
            for name, default in (*rule.quantities, *((name, 1) for name in rule.informs)):
                asked.setdefault(name, default)
        return asked

    def conditions_of(self, procedure: str) -> list[str]:
        """Return the conditions that change what the procedure costs: names, or name=value."""
        stated = [one for rule in self._rules_of(procedure) for one in (*rule.when, *rule.unless)]
        stated += [one for exemption in self._exemptions_of(procedure) for one in exemption.when]
        return list(dict.fromkeys(stated))

    def exemptions_of(self, procedure: str, on: date) -> dict[str, str]:
        """Return the reasons for exemption that hold for the procedure on the day, with their names."""
        found = self._exemptions_of(procedure)
        return {one.reason: self._names[one.reason] for one in found if one.in_force(on)}

    def _rules_of(self, procedure: str) -> list[FeeRule]:
        return [rule for group in self._groups.get(procedure, {}).values() for rule in group]

    def _exemptions_of(self, procedure: str) -> list[ExemptionRule]:
        items = self._groups.get(procedure, {})
        return [exemption for item in items for exemption in self._exemptions.get(item, ())]

    def rates_of(self, procedure: str, on: date, province: str) -> list[FeeRule]:
        """Return the rates of a procedure in force on the day in the province, the usual ones first."""
        rates = [rule for rule in self._rules_of(procedure) if rule.in_force(on) and rule.is_of(province)]
        own = {(rule.item, rule.when) for rule in rates if rule.province is not None}
        kept = (rule for rule in rates if rule.province is not None or (rule.item, rule.when) not in own)
        return sorted(kept, key=lambda rule: (bool(rule.when), bool(rule.channels)))

    def bill(
        self,
        *,
        procedure: str,
        quantities: Mapping[str, int],
        conditions: Mapping[str, str],
        channel: str,
        exempt: str | None,
        on: date,
        province: str,
    ) -> Bill:
        """Return what a case of the procedure owes at the rates in force on the day, in đồng.

        ``exempt`` holds reasons separated by commas (keys or Vietnamese words); the highest benefit wins,
        line by line. Raises ``Refused`` «fee-quantity-unknown», «fee-quantity-range»,
        «fee-condition-unknown», «fee-condition-value», «fee-exemption-unknown», «channel-unknown».
        """
        asked = _Asked(
            quantities=checked_quantities(quantities),
            conditions=self._vocabulary.read(conditions),
            channel=rate_channel(channel),
            reasons=self._read_reasons(exempt),
            on=on,
            province=province,
        )
        counted = _Counted(asked)
        for item, group in self._groups.get(procedure, {}).items():
            counted.add(group, self._exemptions.get(item, ()))
        if procedure not in self._groups:
            counted.warnings.append("Chưa có quy định mức phí, lệ phí cho thủ tục này: hãy kiểm tra và nhập số tiền.")
        return self._settled(counted, procedure)

    def _settled(self, counted: _Counted, procedure: str) -> Bill:
        """Sum the lines up and add what was asked in vain."""
        asked, lines = counted.asked, tuple(counted.lines)
        warnings = [*counted.warnings, *self._uncovered(counted), *self._unused(counted, procedure)]
        known = [line.amount for line in lines if line.amount is not None]
        total = sum(known) if len(known) == len(lines) and procedure in self._groups else None
        return Bill(
            lines=lines,
            total=total,
            in_words=None if total is None else in_words(total),
            warnings=tuple(dict.fromkeys(warnings)),
            conditions=tuple(sorted(asked.conditions)),
        )

    def _read_reasons(self, exempt: str | None) -> tuple[str, ...]:
        """Return the reasons asked for; raises ``Refused`` «fee-exemption-unknown»."""
        words = [part.strip() for part in (exempt or "").replace(";", ",").split(",")]
        return tuple(dict.fromkeys(self._read_reason(word) for word in words if word))

    def _read_reason(self, given: str) -> str:
        reason = self._reasons.get(plain_words(given))
        if reason is None:
            known = ", ".join(f"{name} ({key})" for key, name in self._names.items())
            raise Refused("fee-exemption-unknown", "exempt", reason=given, known=known)
        return reason

    def _uncovered(self, counted: _Counted) -> list[str]:
        """Say for each reason asked which lines it does not cover, and why."""
        return [
            f"{self._names[reason]}: không miễn «{line.name}» – {self._why_not(rule, reason, counted.asked)}."
            for reason in counted.asked.reasons
            for line, rule in counted.due
        ]

    def _why_not(self, rule: FeeRule, reason: str, asked: _Asked) -> str:
        same = [one for one in self._exemptions.get(rule.item, ()) if one.reason == reason]
        outside = [why for one in same if (why := one.why_not(asked.on, asked.channel))]
        return outside[0] if outside else rule.no_exemption or f"không có căn cứ miễn ({rule.basis})"

    def _unused(self, counted: _Counted, procedure: str) -> list[str]:
        """Say which quantities and conditions changed nothing."""
        asked, named = counted.asked, self.quantities_of(procedure)
        idle = [
            f"«{QUANTITIES[name]}» ({name}) không dùng để tính phí {_scope(name in named)}."
            for name in asked.quantities
            if name not in counted.used
        ]
        useful = set(self.conditions_of(procedure)) if asked.conditions else set()
        return idle + [
            f"Điều kiện «{condition_label(one)}» không ảnh hưởng đến phí, lệ phí của thủ tục này."
            for one in sorted(asked.conditions - useful)
        ]


def _scope(elsewhere: bool) -> str:
    return "trong trường hợp này" if elsewhere else "của thủ tục này"


@dataclass
class _Counted:
    """A bill while it is being counted."""

    asked: _Asked
    lines: list[FeeLine] = field(default_factory=list)
    due: list[tuple[FeeLine, FeeRule]] = field(default_factory=list)
    """Lines without any exemption that are not free anyway."""
    warnings: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Quantities that a line took."""

    def add(self, group: Sequence[FeeRule], exemptions: Sequence[ExemptionRule]) -> None:
        """Add the line of one item, if this case owes it at all."""
        asked = self.asked
        fitting = [rule for rule in group if rule.fits(asked.province, asked.channel, asked.conditions)]
        if not fitting:
            return
        valid = [rule for rule in fitting if rule.in_force(asked.on)]
        rule = max(valid, key=_rank) if valid else _unknown_on(max(fitting, key=_rank))
        line = self._line(rule)
        if line is not None:
            self._warn(rule, line, fitting, out_of_force=not valid)
            self._finish(line, rule, exemptions)

    def _line(self, rule: FeeRule) -> FeeLine | None:
        """Return the line before any exemption; None when a quantity of 0 leaves it out."""
        counts = self._counts(rule)
        pages = counts.pop(rule.tier_by) if rule.tier_by else 0
        quantity, price = prod(counts.values()), rule.price(pages)
        if not quantity:
            return None
        return FeeLine(
            name=rule.name,
            quantity=quantity,
            unit_price=price,
            amount=None if price is None else price * quantity,
            basis=rule.basis,
            kind=rule.kind,
            key=rule.key,
            detail=f"{pages} trang/{rule.unit}" if rule.tier_by else "",
            unit=rule.unit,
        )

    def _counts(self, rule: FeeRule) -> dict[str, int]:
        """Return the quantities the rate takes; raises ``Refused`` «fee-quantity-range» for a wrong 0."""
        given = self.asked.quantities
        counts = {name: given.get(name, default) for name, default in rule.quantities}
        for name, count in counts.items():
            if not count and not rule.optional:
                raise quantity_out_of_range(name, count, 1)
        self.used.update(counts, rule.informs)
        return counts

    def _warn(self, rule: FeeRule, line: FeeLine, fitting: Sequence[FeeRule], *, out_of_force: bool) -> None:
        """Note what is not sure about the rate."""
        doubt = rule.doubt(self.asked.on)
        if out_of_force:
            periods = "; ".join(period_words(one.valid_from, one.valid_to) for one in fitting)
            doubt = f"mức thu hiện có chỉ áp dụng {periods}"
        if line.amount is None:
            because = f" ({doubt})" if doubt else ""
            self.warnings.append(f"Chưa biết mức «{line.name}»{because}: cần kiểm tra và nhập số tiền.")
        elif doubt:
            self.warnings.append(f"Cần kiểm tra «{line.name}»: {doubt}.")
        if rule.assumed and not any(name in self.asked.quantities for name, _ in rule.quantities):
            self.warnings.append(rule.assumed)

    def _finish(self, line: FeeLine, rule: FeeRule, exemptions: Sequence[ExemptionRule]) -> None:
        """Apply the best exemption to a line that would cost something, and keep the line."""
        holding = [one for one in exemptions if self._holds(one)] if line.amount != 0 else []
        if holding:
            best = max(holding, key=lambda one: (one.percent, not one.unsure))
            line = _exempted(line, best)
            if best.unsure:
                self.warnings.append(f"Cần kiểm tra diện miễn «{best.name}»: {best.unsure}.")
        elif line.amount != 0:
            self.due.append((line, rule))
        self.lines.append(line)

    def _holds(self, exemption: ExemptionRule) -> bool:
        asked = self.asked
        wanted = exemption.reason in asked.reasons or not asked.conditions.isdisjoint(exemption.when)
        return wanted and not exemption.why_not(asked.on, asked.channel)


_LONG_AGO: Final = date.min


def _rank(rule: FeeRule) -> tuple[bool, bool, int, date]:
    """Rank rates of one item: the office's own first, the province's, then more conditions, then the latest."""
    return rule.own, rule.province is not None, len(rule.when), rule.valid_from or _LONG_AGO


def _unknown_on(rule: FeeRule) -> FeeRule:
    """Return the rate as one whose amount is not known, outside its period."""
    return replace(rule, amount=None, tiers=())


def _exempted(line: FeeLine, exemption: ExemptionRule) -> FeeLine:
    """Return the line after an exemption, rounded half up to the đồng; a full one needs no known rate."""
    left = 100 - exemption.percent
    amount = line.amount if left else 0
    how = "miễn" if not left else f"giảm {exemption.percent}%"
    return replace(
        line,
        amount=None if amount is None else (amount * left + 50) // 100,
        exemption=f"{exemption.name}: {how} ({exemption.basis})",
        evidence=exemption.evidence,
    )


def bill(
    rules: Sequence[FeeRule],
    exemptions: Sequence[ExemptionRule],
    *,
    procedure: str,
    quantities: Mapping[str, int],
    conditions: Mapping[str, str],
    channel: str,
    exempt: str | None,
    on: date,
    province: str,
) -> Bill:
    """Return what a case owes; ``FeeTable`` is faster where many bills are made. See ``FeeTable.bill``."""
    return FeeTable(rules, exemptions).bill(
        procedure=procedure,
        quantities=quantities,
        conditions=conditions,
        channel=channel,
        exempt=exempt,
        on=on,
        province=province,
    )


def summed(bills: Sequence[Bill]) -> Bill:
    """Return the bill of several papers of one case."""
    amounts = [one.total for one in bills]
    total = None if None in amounts else sum(amount or 0 for amount in amounts)
    return Bill(
        lines=tuple(line for one in bills for line in one.lines), total=total,
        in_words=None if total is None else in_words(total),
        warnings=tuple(dict.fromkeys(words for one in bills for words in one.warnings)),
        conditions=tuple(dict.fromkeys(name for one in bills for name in one.conditions)),
    )  # fmt: skip
