"""Every row of every table from one database into another, and the proof that both say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    RowMapping,
    Table,
    Text,
    Update,
    func,
    insert,
    select,
    text,
    update,
)

from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.every import Base
from papi_desk.domain.records import Record

ROWS: Final = 1000
FILES: Final = 20
"""So many rows at a time; of tables that keep files, fewer."""
Content = Callable[[Mapping[str, Any]], bytes | None]
_BYTES: Final = Base.metadata.tables[Attachment.__tablename__].c.content


class TableProof(Record):
    """How many rows a table has, and the SHA-256 over all of them in the order of their keys."""

    table: str
    rows: int
    sha256: str


def tables() -> list[Table]:
    """Return every table of the register, each after those it refers to."""
    return Base.metadata.sorted_tables


def empty(connection: Connection) -> None:
    """Take everything out of a register that was only laid down."""
    if connection.dialect.name == "sqlite":
        for table in reversed(tables()):
            connection.execute(table.delete())
        return
    names = ", ".join(table.name for table in tables())
    connection.execute(text(f"TRUNCATE {names}"))


def copy_tables(source: Connection, target: Connection, content: Content) -> None:
    """Copy every row; ``content`` is asked what the target keeps as the bytes of a file of a case."""
    for table in tables():
        columns, waiting = _own_columns(table), list[Update]()
        for batch in _batches(source, table, columns):
            rows = [dict(row) for row in batch]
            if table is _BYTES.table:
                rows = [{**row, "content": content(row)} for row in rows]
            waiting += _hold_back(table, rows)
            target.execute(insert(table), rows)
        for held in waiting:
            target.execute(held)
    if target.dialect.name != "sqlite":
        _set_sequences(target)


def _hold_back(table: Table, rows: list[dict[str, Any]]) -> list[Update]:
    """Take out of rows what they say of later rows of their own table; return what puts it back once all are there."""
    held = []
    for column in (key.parent for key in table.foreign_keys if key.column.table is table):
        (own,) = table.primary_key.columns
        for row in rows:
            if row[column.name] is not None and row[column.name] > row[own.name]:
                held.append(update(table).where(own == row[own.name]).values({column: row[column.name]}))
                row[column.name] = None
    return held


def prove(connection: Connection) -> list[TableProof]:
    """Return what each table says: the same for two registers that are equal, wherever their files lie."""
    return [_proof(connection, table) for table in tables()]


def _proof(connection: Connection, table: Table) -> TableProof:
    digest, count = hashlib.sha256(), 0
    columns = [column for column in _own_columns(table) if column is not _BYTES]
    for batch in _batches(connection, table, columns):
        for row in batch:
            count += 1
            digest.update(json.dumps([*row.values()], sort_keys=True, ensure_ascii=False, default=_plain).encode())
            digest.update(b"\n")
    return TableProof(table.name, count, digest.hexdigest())


def _plain(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def _own_columns(table: Table) -> list[Column[Any]]:
    """Leave out what the database itself works out."""
    return [column for column in table.columns if column.computed is None]


def _batches(connection: Connection, table: Table, columns: list[Column[Any]]) -> Iterator[list[RowMapping]]:
    binary = connection.dialect.name != "sqlite"
    order = [
        column.collate("C") if binary and isinstance(column.type, Text) else column for column in table.primary_key
    ]
    size = FILES if any(isinstance(column.type, LargeBinary) for column in columns) else ROWS
    found = connection.execute(select(*columns).order_by(*order).execution_options(yield_per=size))
    for batch in found.mappings().partitions(size):
        yield list(batch)


def _set_sequences(connection: Connection) -> None:
    """Let the server go on numbering rows after those that came."""
    for table in tables():
        (key, *further) = table.primary_key.columns
        if not further and isinstance(key.type, Integer) and key.autoincrement in (True, "auto"):
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            after = select(func.coalesce(func.max(key), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, after, False)))
