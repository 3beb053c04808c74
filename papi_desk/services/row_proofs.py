"""Proving rows by their seals in the audit log: each one changed, removed or added by hand is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from papi_desk.db.audit import ROWS
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.notes import Note, note
from papi_desk.db.row_seals import table_of
from papi_desk.db.sealed_rows import all_seals, read_seals, sealed_mappers

BEGIN: Final = "rows-begin"
_MARK: Final = f'"{ROWS}":{{'
_NAMED: Final = 200
"""So many rows of one kind are named; a register changed all over needs no longer list."""


def begin_row_seals(session: Session, *, at: datetime) -> None:
    """Seal every row there is, once and never again: sealed anew, a tampered row would pass for a true one."""
    if session.scalar(select(AuditEntry.sequence).where(AuditEntry.action == BEGIN).limit(1)) is not None:
        return
    note(session, Note(at, "", BEGIN, "register", {}))
    for seals in all_seals(session):
        note(session, Note(at, "", BEGIN, next(iter(seals)), {ROWS: seals}))


def note_rows(session: Session, officer: str, at: datetime, where: Mapping[Any, Any], ids: Sequence[int]) -> None:
    """Seal rows that were written in bulk; ``where`` gives for each class the column that holds one of the keys."""
    seals = {
        table_of(inspect(kind)).name: dict(
            read_seals(session, inspect(kind), column.between(min(ids), max(ids)), column.in_(ids))
        )
        for kind, column in where.items()
    }
    note(session, Note(at, officer, "import-rows", "register", {ROWS: seals}))


def row_problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Compare every row with its last seal: «row-changed», «row-missing», «row-strange» (no use case wrote it)."""
    with closing(sqlite3.connect("")) as kept:  # a file of its own in the temporary folder: registers may be big
        kept.execute("CREATE TABLE seal (place TEXT, row TEXT, digest TEXT, PRIMARY KEY (place, row)) WITHOUT ROWID")
        if not _keep_seals(session, kept):
            yield "rows-unsealed", {}
            return
        for mapper in sealed_mappers():
            try:
                yield from islice(_of_table(session, kept, mapper), _NAMED)
            except ValueError as error:
                yield "row-unreadable", {"table": table_of(mapper).name, "what": str(error)}


def _keep_seals(session: Session, kept: sqlite3.Connection) -> bool:
    """Keep the last seal of each row; tell whether sealing ever began."""
    begun = False
    query = select(AuditEntry.action, AuditEntry.data).where(AuditEntry.data.contains(_MARK))
    marked = query.order_by(AuditEntry.sequence).execution_options(yield_per=2000)
    for action, data in session.execute(marked):
        begun = begun or action == BEGIN
        seals: dict[str, dict[str, str | None]] = json.loads(data)[ROWS]
        rows = [(table, key, digest) for table, some in seals.items() for key, digest in some.items()]
        kept.executemany("INSERT OR REPLACE INTO seal VALUES (?, ?, ?)", rows)
    return begun or session.scalar(select(AuditEntry.sequence).where(AuditEntry.action == BEGIN).limit(1)) is not None


def _of_table(session: Session, kept: sqlite3.Connection, mapper: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    table = table_of(mapper).name
    for key, digest in read_seals(session, mapper):
        found = kept.execute("SELECT digest FROM seal WHERE place = ? AND row = ?", (table, key)).fetchone()
        if found is None or found[0] is None:
            yield "row-strange", {"table": table, "row": key}
        elif found[0] != digest:
            yield "row-changed", {"table": table, "row": key}
        kept.execute("DELETE FROM seal WHERE place = ? AND row = ?", (table, key))
    left = "SELECT row FROM seal WHERE place = ? AND digest IS NOT NULL ORDER BY row"
    for (key,) in kept.execute(left, (table,)).fetchall():
        yield "row-missing", {"table": table, "row": key}
