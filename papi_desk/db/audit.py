"""The audit chain: how its rows are made and checked; ``audit_log`` keeps them in the register.

Each row's hash covers its own words and the hash before it (SHA-256), so a row changed, removed, inserted or
moved breaks every row after it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from papi_desk.db.notes import Note

GENESIS = "0" * 64
ROWS = "rows"
"""Under this name a note carries the seals of the rows that were written with it."""


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"not plain data: {value!r}")


def row_hash(previous: str, entry: Mapping[Any, Any]) -> str:
    """Return the hash of a row: SHA-256 over the previous hash and every column, one per line."""
    at = entry["at"].isoformat(sep="T", timespec="seconds")
    lines = (
        previous,
        str(entry["sequence"]),
        at,
        entry["officer"],
        entry["action"],
        entry["subject"],
        entry["data"],
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def chained(sequence: int, head: str, notes: Iterable[Note]) -> Iterator[dict[str, Any]]:
    """Turn notes into rows of the log that continue the chain after (``sequence``, ``head``)."""
    for one in notes:
        sequence += 1
        row: dict[str, Any] = {
            "sequence": sequence,
            "at": one.at.replace(microsecond=0),
            "officer": one.officer,
            "action": one.action,
            "subject": one.subject,
            "data": json.dumps(one.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain),
            "previous": head,
        }
        head = row["hash"] = row_hash(head, row)
        yield row


def breaks(rows: Iterable[Mapping[Any, Any]], head: tuple[int, str] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name every break of a chain, given as its rows in order and where it is said to end."""
    previous, expected = GENESIS, 0
    for row in rows:
        expected += 1
        if row["sequence"] != expected:
            yield "audit-gap", {"sequence": expected, "found": row["sequence"]}
            expected = row["sequence"]
        if row["previous"] != previous:
            yield "audit-link", {"sequence": row["sequence"]}
        if row_hash(row["previous"], row) != row["hash"]:
            yield "audit-edited", {"sequence": row["sequence"], "subject": row["subject"]}
        previous = row["hash"]
    if head != (expected, previous):
        yield "audit-head", {"sequence": expected}
