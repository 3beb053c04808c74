"""Counters that are locked while their number is taken: no gap, no duplicate, in order of reception."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_TAKE = text(
    "INSERT INTO counters (name, value) VALUES (:name, :count) "
    "ON CONFLICT (name) DO UPDATE SET value = counters.value + :count RETURNING value"
)


def next_number(session: Session, name: str, count: int = 1) -> int:
    """Take the next ``count`` numbers of a counter and return the last of them.

    The counter's row stays locked until the use case commits; a rolled back use case gives them back.
    """
    value: int = session.execute(_TAKE, {"name": name, "count": count}).scalar_one()
    return value
