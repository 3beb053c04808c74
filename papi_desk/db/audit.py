"""The audit chain: what is noted during a use case is appended to it just before the commit.

Each row's hash covers its own words and the hash before it (SHA-256), so a row changed, removed, inserted or
moved breaks every row after it. The head of the chain is locked while appending.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from papi_desk.db import row_seals
from papi_desk.db.models.audit import AuditEntry, AuditHead
from papi_desk.db.models.base import Base
from papi_desk.db.notes import Note
from papi_desk.domain.records import replace
from papi_desk.settings import office_now

GENESIS = "0" * 64
ROWS = "rows"
"""Under this name a note carries the seals of the rows that were written with it."""
_LOG = Base.metadata.tables[AuditEntry.__tablename__]
_HEAD = Base.metadata.tables[AuditHead.__tablename__]


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


def locked_head(session: Session) -> tuple[int, str]:
    """Return where the chain ends, as (sequence, hash); nobody appends until this use case commits."""
    head = session.execute(select(AuditHead.sequence, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).one()
    return head.sequence, head.hash


def settled(session: Session) -> list[Note]:
    """Return what was noted, with the seals of the rows written.

    What a use case changed without a note of its own is noted as «change»: nothing is changed unseen.
    """
    notes, seals = session.info.pop("audit", None) or [], row_seals.taken(session)
    if seals:
        last = notes.pop() if notes else Note(office_now(), "", "change", ", ".join(sorted(seals)), {})
        notes.append(replace(last, data={**last.data, ROWS: seals}))
    return notes


def append(session: Session, notes: list[Note]) -> list[dict[str, Any]]:
    """Append notes to the chain and return its rows."""
    if not notes:
        return []
    rows = list(chained(*locked_head(session), notes))
    session.execute(insert(_LOG), rows)
    session.execute(update(_HEAD).where(AuditHead.id == 1).values(sequence=rows[-1]["sequence"], hash=rows[-1]["hash"]))
    return rows


def problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk the whole chain and name every break as (kind, data): gap, edited row, broken link, wrong head."""
    table = AuditEntry.__table__
    query = select(table).order_by(table.c.sequence).execution_options(yield_per=5000)
    head = session.execute(select(AuditHead.sequence, AuditHead.hash)).one_or_none()
    yield from breaks(session.execute(query).mappings(), None if head is None else (head.sequence, head.hash))


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
