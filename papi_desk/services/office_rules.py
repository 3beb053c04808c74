"""Desk hours, fee rates and exemptions that the office sets itself, over the packaged ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.offices import OfficeRule
from papi_desk.domain.desk_hours import DeskHours, read_desk_hours
from papi_desk.domain.errors import Refused
from papi_desk.domain.fees import ExemptionRule, FeeRule, read_fee_rules
from papi_desk.domain.records import Record
from papi_desk.domain.retention import RetentionRule, read_retention
from papi_desk.services.office import noted
from papi_desk.services.reference import reference

__all__ = [
    "GROUPS", "DeskHours", "ExemptionRule", "FeeRule", "RuleLine", "drop_rules", "list_rules", "set_rules",
]  # fmt: skip

Rule = DeskHours | FeeRule | ExemptionRule | RetentionRule
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "hours": ("hours",),
    "rates": ("rule", "exemption"),
    "retention": ("retention",),
}
"""What is set together, with the tables of its file."""


class RuleLine(Record):
    """A set of hours, a rate or an exemption as lists show it."""

    table: str
    key: str
    own: bool
    content: Rule

    def to_json(self) -> dict[str, Any]:
        """Return the row as its file has it, with its table and whether the office set it."""
        return {"table": self.table, "own": self.own, **self.content.to_json()}


def list_rules(session: Session, group: str) -> list[RuleLine]:
    """List the rows of a group, the office's own first."""
    ref = reference(session)
    tables: dict[str, Iterable[Rule]] = {"hours": ref.desk_hours}
    if group == "rates":
        rules, exemptions = ref.fee_rules
        tables = {"rule": rules, "exemption": exemptions}
    lines = [RuleLine(table, one.key, one.own, one) for table, found in tables.items() for one in found]
    return sorted(lines, key=lambda line: not line.own)


def set_rules(
    session: Session, group: str, data: Mapping[str, Any], *, at: datetime, by: int | str | None = None
) -> list[str]:
    """Take over the rows of a parsed file and return their keys; a bad row refuses them all.

    A row replaces the office's own of the same key and first day; one that begins later ends the earlier one.
    Promises made and charges written keep what they were reckoned by.
    """
    rows = _checked(session, group, data, at.date())
    for table, rule in rows:
        _put(session, table, rule, at, by)
    return [rule.key for _, rule in rows]


def drop_rules(session: Session, group: str, key: str, *, at: datetime, by: int | str | None = None) -> int:
    """Drop the office's own rows of a key, so that the packaged ones hold again; return how many there were."""
    own = session.scalars(select(OfficeRule).where(OfficeRule.kind.in_(GROUPS[group]))).all()
    rows = [row for row in own if row.key == key]
    if not rows:
        raise Refused("own-rule-unknown", "key", key=key, known=", ".join(sorted({row.key for row in own})) or "–")
    for row in rows:
        session.delete(row)
        noted(session, f"{row.kind}-dropped", key, {"old": row.content}, at, by)
    return len(rows)


def _checked(session: Session, group: str, data: Mapping[str, Any], day: date) -> list[tuple[str, Rule]]:
    """Read the rows as the packaged files are read; raise ``Refused`` for the first that cannot be."""
    unknown = sorted(set(data) - set(GROUPS[group]))
    if unknown or not data:
        known = ", ".join(f"[[{table}]]" for table in GROUPS[group])
        raise Refused("own-rule-table", "file", tables=", ".join(unknown) or "–", known=known)
    rows: list[tuple[str, Rule]]
    if group == "hours":
        rows = [("hours", hours) for hours in read_desk_hours(data)]
    elif group == "retention":
        rows = [("retention", rule) for rule in read_retention(data)]
    else:
        rules, exemptions = read_fee_rules(data)
        rows = [*(("rule", _named(session, rule, day)) for rule in rules), *(("exemption", one) for one in exemptions)]
    for number, (_, rule) in enumerate(rows, 1):
        if not rule.key:
            raise Refused("own-rule-key", "key", entry=number)
        if not rule.basis.strip():
            raise Refused("basis-needed", "basis")
    return rows


def _named(session: Session, rule: FeeRule, day: date) -> FeeRule:
    """Write the procedures of a rate by the codes that cases have; raise ``Refused`` for one nobody knows."""
    found = (reference(session).version(session, code, day, in_force_only=False).code for code in rule.procedures)
    return FeeRule.from_json({**rule.to_json(), "procedures": list(dict.fromkeys(found))})


def _put(session: Session, table: str, rule: Rule, at: datetime, by: int | str | None) -> None:
    rows = session.scalars(select(OfficeRule).where(OfficeRule.kind == table, OfficeRule.key == rule.key)).all()
    same = next((row for row in rows if row.valid_from == rule.valid_from), None)
    for row in rows:
        if row is not same and rule.valid_from is not None:
            _end(row, rule.valid_from - timedelta(days=1))
    old = same.content if same is not None else None
    row = same or OfficeRule(kind=table, key=rule.key, valid_from=rule.valid_from)
    row.content = rule.to_json()
    session.add(row)
    noted(session, table, rule.key, {"old": old, "new": row.content}, at, by)


def _end(row: OfficeRule, last: date) -> None:
    """Let an earlier row hold to the day before the next one begins."""
    until = date.fromisoformat(row.content["valid_to"]) if row.content.get("valid_to") else date.max
    if (row.valid_from or date.min) <= last < until:
        row.content = {**row.content, "valid_to": last.isoformat()}
