"""Rows of one register written into another beside those that are there: keys move on, what they refer to with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Integer, RowMapping, Table, func, insert, select

from papi_desk.db.models.every import Base

_ROWS: Final = 500
_TABLES: Final = Base.metadata.tables
TAKEN: Final = tuple(
    _TABLES[name]
    for name in (
        "joined_registers", "joined_log", "joined_pages", "cases", "parties", "party_words", "case_documents",
        "case_events", "results", "contacts", "charges", "payments", "issued_papers", "attachments", "late_causes",
        "attention", "book_entries", "handover_lines", "matters", "matter_events", "matter_files",
        "ratings", "rating_answers",
    )
)  # fmt: skip
"""What comes over row by row; officers, procedures and profiles are matched, drafts and tickets stay behind."""
MATCHED: Final = frozenset({"officers", "fields", "procedures", "procedure_versions", "offices", "counters"})
LEFT: Final = frozenset(
    {"settings", "calendar_days", "office_rules", "saved_views", "drafts", "queue_tickets", "sign_in_keys"}
)
"""What the merged office decides anew, and what nobody needs the next day."""
PAGES: Final = (_TABLES["book_pages"], _TABLES["month_seals"])
"""What is closed, and is kept as it was in ``joined_pages``."""
Row = dict[str, Any]


@dataclass
class Moves:
    """Where rows go: by how much the keys of a table move on, or which row of ours stands for one of theirs."""

    offsets: Mapping[str, int]
    known: Mapping[str, Mapping[int, int]]
    """By table: their key → ours, for officers, procedures, versions, profiles."""
    joined_id: int
    code: Callable[[str], str]
    """How a desk number of theirs is written here."""
    changes: Mapping[str, Callable[[Row], Row]] = field(default_factory=dict)
    """By table: what else changes in a row."""

    def key(self, table: str, value: int) -> int:
        """Return the key here of a row that had this key there."""
        return self.known[table][value] if table in self.known else value + self.offsets[table]


def offsets(connection: Connection) -> dict[str, int]:
    """Return the largest key of every table whose rows come over."""
    numbered = [table for table in TAKEN if "id" in table.c]
    return {table.name: connection.scalar(select(func.max(table.c.id))) or 0 for table in numbered}


def copy_rows(source: Connection, target: Connection, moves: Moves) -> dict[str, int]:
    """Write every row over; return how many of each table."""
    counts: dict[str, int] = {}
    for table in TAKEN:
        for rows in _batches(source, table):
            target.execute(insert(table), [_moved(table, row, moves) for row in rows])
            counts[table.name] = counts.get(table.name, 0) + len(rows)
    if target.dialect.name == "postgresql":
        _number_on(target)
    return counts


def copy_closed(source: Connection, target: Connection, joined_id: int) -> int:
    """Keep the audit log and the closed pages word for word; return how many pages and months there are."""
    log, kept, count = _TABLES["audit_log"], _TABLES["joined_log"], 0
    for rows in _batches(source, log):
        target.execute(insert(kept), [{"joined_id": joined_id, **row} for row in rows])
    for table in PAGES:
        for rows in _batches(source, table):
            pages = [{name: _plain(value) for name, value in row.items()} for row in rows]
            values = [{"joined_id": joined_id, "kind": table.name, "content": page} for page in pages]
            target.execute(insert(_TABLES["joined_pages"]), values)
            count += len(values)
    return count


def _moved(table: Table, row: RowMapping, moves: Moves) -> Row:
    made: Row = dict(row)
    for column in table.columns:
        value = made.get(column.name)
        if value is None:
            continue
        if column.name == "id":
            made["id"] = value + moves.offsets[table.name]
        for foreign in column.foreign_keys:
            made[column.name] = moves.key(foreign.column.table.name, value)
    if table.name == "cases":
        old = made["joined_id"]
        made["joined_id"] = moves.joined_id if old is None else old + moves.offsets["joined_registers"]
    elif table.name == "case_events" and "undoes" in (made["data"] or {}):
        made["data"] = {**made["data"], "undoes": made["data"]["undoes"] + moves.offsets["case_events"]}
    elif table.name == "issued_papers" and made["event_id"] is not None:
        made["event_id"] += moves.offsets["case_events"]
    elif table.name == "case_documents" and made["reused_from"]:
        made["reused_from"] = moves.code(made["reused_from"])
    change = moves.changes.get(table.name)
    return change(made) if change else made


def _batches(source: Connection, table: Table) -> Iterator[list[RowMapping]]:
    columns = [column for column in table.columns if column.computed is None]
    query = select(*columns).order_by(*table.primary_key.columns)
    for batch in source.execution_options(yield_per=_ROWS).execute(query).mappings().partitions(_ROWS):
        yield list(batch)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _number_on(connection: Connection) -> None:
    """Let the server number new rows after those that came."""
    for table in TAKEN:
        key = table.c.get("id")
        if key is not None and isinstance(key.type, Integer):
            last = select(func.max(key)).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
