"""The audit log in the register: what is noted during a use case is appended to its chain just before the commit.

The head of the chain is locked while appending.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from papi_desk.db import row_seals
from papi_desk.db.audit import ROWS, breaks, chained
from papi_desk.db.models.audit import AuditEntry, AuditHead
from papi_desk.db.models.base import Base
from papi_desk.db.notes import Note
from papi_desk.domain.records import replace
from papi_desk.settings import office_now

_LOG = Base.metadata.tables[AuditEntry.__tablename__]
_HEAD = Base.metadata.tables[AuditHead.__tablename__]


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
