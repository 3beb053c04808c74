"""Biểu II.06a: periods, and the predicate of each column over what was known of a case.

Columns (3)–(13) of TT 01/2020/TT-VPCP. Each column asks its own question of a case, never a subtraction, so
that the identities (3)=(4)+(5)+(6)=(7)+(11), (7)=(8)+(9)+(10), (11)=(12)+(13) can fail and be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from papi_desk.domain.cases import is_late
from papi_desk.domain.errors import Refused

COLUMNS: Final = tuple(f"c{number}" for number in range(3, 14))


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Return the first moment of the period."""
        return datetime.combine(self.first, time())

    @property
    def end(self) -> datetime:
        """Return the first moment after the period."""
        return datetime.combine(self.last + timedelta(days=1), time())


def month_period(year: int, month: int, cut: str = "calendar") -> Period:
    """Return a reporting month: the calendar's, or («15th») the 15th of the month before to the 14th."""
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise Refused("month-unknown", "month", month=f"{year}-{month}")
    before = date(year, month, 1) - timedelta(days=1)
    if cut == "15th":
        return Period(before.replace(day=15), date(year, month, 14))
    after = (date(year, month, 28) + timedelta(days=4)).replace(day=1)
    return Period(date(year, month, 1), after - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class ColumnRules:
    """Which status counts where (data: ``resources/data/statistics.toml``)."""

    not_received: frozenset[int]
    finished_by_date: frozenset[int]
    finished_on_time: frozenset[int]
    open_by_date: frozenset[int]
    open_in_time: frozenset[int]
    online_channels: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> ColumnRules:
        """Read the mapping from the parsed file."""
        return cls(**{name: frozenset(data[name]) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Facts:
    """A case as it stood at the end of the period, or at the moment asked about if that came first."""

    received_at: datetime
    channel: str
    status: int
    due_at: datetime | None
    by_hour: bool
    finished_at: datetime | None


def figures(facts: Facts, period: Period, asked_at: datetime, mapping: ColumnRules) -> tuple[bool, ...] | None:
    """Answer columns (3)–(13) for one case, or None when the case does not belong to the period's table."""
    received, finished = facts.received_at.date(), facts.finished_at and facts.finished_at.date()
    if facts.status in mapping.not_received or received > period.last:
        return None
    if finished is not None and finished < period.first:
        return None
    inside = received >= period.first
    online = facts.channel in mapping.online_channels
    done = finished is not None and finished <= period.last
    early, on_time, late = _finish_class(facts, mapping) if done else (False, False, False)
    pending = finished is None or finished > period.last
    waits = facts.status in mapping.open_in_time
    overdue = pending and not waits and _is_overdue(facts, period, asked_at)
    return (
        inside or received < period.first,
        inside and online,
        inside and not online,
        received < period.first,
        done,
        early,
        on_time,
        late,
        pending,
        pending and (waits or not _is_overdue(facts, period, asked_at)),
        overdue,
    )


def _finish_class(facts: Facts, mapping: ColumnRules) -> tuple[bool, bool, bool]:
    """Tell early, on time, late: by date (by the hour for hour limits); withdrawn and stopped are on time."""
    done, due = facts.finished_at, facts.due_at
    if done is None or due is None or facts.status in mapping.finished_on_time:
        return False, done is not None, False
    late = is_late(done, due, by_hour=facts.by_hour)
    early = done < due if facts.by_hour else done.date() < due.date()
    return early, not early and not late, late


def _is_overdue(facts: Facts, period: Period, asked_at: datetime) -> bool:
    """Tell whether an open case is late: due before the period's last day or the day asked about."""
    if facts.due_at is None:
        return False
    if facts.by_hour:
        return facts.due_at < min(period.end, asked_at)
    return facts.due_at.date() < min(period.last, asked_at.date())


def broken_identities(row: tuple[int, ...]) -> list[str]:
    """Return the identities of the form that a row of eleven figures breaks."""
    c = dict(zip(range(3, 14), row, strict=True))
    checks = {
        "(3)=(4)+(5)+(6)": c[3] == c[4] + c[5] + c[6],
        "(7)=(8)+(9)+(10)": c[7] == c[8] + c[9] + c[10],
        "(11)=(12)+(13)": c[11] == c[12] + c[13],
        "(3)=(7)+(11)": c[3] == c[7] + c[11],
    }
    return [name for name, holds in checks.items() if not holds]


def share(part: int, whole: int) -> Decimal | None:
    """Return a percentage with two decimals, None of nothing."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent_words(percent: Decimal | None) -> str:
    """Return a percentage as reports print it: decimal comma, a trailing «,00» dropped, «–» for none."""
    if percent is None:
        return "–"
    return f"{percent}".replace(".", ",").removesuffix(",00") + " %"


_SUMS: Final = (
    ("received_total", ("received_new", "carried_over")),
    ("solved_total", ("solved_early", "solved_on_time", "solved_late")),
    ("solved_total", ("solved_early_or_on_time", "solved_late")),
    ("pending_total", ("pending_in_time", "pending_overdue")),
    ("received_total", ("solved_total", "pending_total")),
    ("total_received", ("total_on_time", "total_overdue_as_published")),
)
_COUNTS: Final = tuple(dict.fromkeys(name for total, parts in _SUMS for name in (total, *parts)))
_COUNT: Final = re.compile(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+")
_KEYS: Final = ("table_id", "place", "period", "level_or_field", "unit_code", "unit_name")


def published_problems(rows: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Name the sums of a published table that do not hold: within each row, and of parts to their «toàn …».

    Each answer gives the row's own labels, the rule, both sides and their difference (left − right).
    """
    listed = list(rows)
    found = []
    for row in listed:
        label = {key: row[key] for key in _KEYS if row.get(key)}
        for total, parts in _SUMS:
            left, right = _number(row, total), [_number(row, part) for part in parts]
            if left is not None and None not in right:
                side = sum(n for n in right if n is not None)
                if left != side:
                    rule = f"{total} = {' + '.join(parts)}"
                    found.append({**label, "rule": rule, "left": left, "right": side, "difference": left - side})
    return found + _level_problems(listed)


def _level_problems(rows: list[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Compare each «toàn …» row with the sum of the other levels of its table."""
    found = []
    for whole in (row for row in rows if (row.get("level_or_field") or "").startswith("toàn")):
        same = ("table_id", "period")
        parts = [r for r in rows if r is not whole and all(r.get(k) == whole.get(k) for k in same)]
        for column in (c for c in _COUNTS if parts and c in whole):
            left, right = _number(whole, column), [_number(part, column) for part in parts]
            if left is not None and None not in right:
                side = sum(n for n in right if n is not None)
                if left != side:
                    label = {key: whole[key] for key in _KEYS if whole.get(key)}
                    rule = f"{column} = Σ các cấp"
                    found.append({**label, "rule": rule, "left": left, "right": side, "difference": left - side})
    return found


def _number(row: Mapping[str, str], column: str) -> int | None:
    text = (row.get(column) or "").strip()
    return int(text.replace(".", "")) if _COUNT.fullmatch(text) else None
