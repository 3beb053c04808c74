"""Shares as reports print them, and the sums that a published table must keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final


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
