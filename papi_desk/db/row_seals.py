"""Row seals: each row that a use case writes leaves its digest in the audit log, so that no row changes unseen.

A digest leaves out what is empty, so that a column added later changes none; a migration that changes what rows
say has them sealed again (``services.row_proofs``). Drafts, counters, queue tickets and the words that cases are found
by are not sealed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Table, inspect
from sqlalchemy.orm import Mapper, Session

FREE: Final = frozenset(
    {"audit_log", "audit_head", "joined_log", "counters", "drafts", "party_words", "queue_tickets", "saved_views"}
)

Digest = str | None
"""Twelve letters; None for a row that was deleted."""


def table_of(mapper: Mapper[Any]) -> Table:
    """Return the table of a mapped class."""
    assert isinstance(mapper.local_table, Table)
    return mapper.local_table


@cache
def columns_of(mapper: Mapper[Any]) -> tuple[tuple[str, str, bool], ...]:
    """Return attribute, column name and whether it is a day, of what a row says; files are proved by their hashes."""
    kept = [one for one in mapper.column_attrs if not one.deferred and one.columns[0].computed is None]
    return tuple(sorted((one.key, one.columns[0].name, isinstance(one.columns[0].type, Date)) for one in kept))


@cache
def _keys(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)


def key_of(mapper: Mapper[Any], said: Mapping[str, Any]) -> str:
    """Return what a row is known by in its table."""
    return "/".join([str(said[name]) for name in _keys(mapper)])


def digest_of(mapper: Mapper[Any], said: Mapping[str, Any]) -> str:
    """Return the digest of a row: 72 bits of BLAKE2 over all that it says and that is not empty."""
    kept = {}
    for attribute, name, is_day in columns_of(mapper):
        if one := said[attribute]:
            kept[name] = one.date() if is_day and isinstance(one, datetime) else int(one) if one is True else one
    words = _ENCODER.encode(kept)
    return base64.b64encode(hashlib.blake2b(words.encode(), digest_size=9).digest()).decode()


def said_by(mapper: Mapper[Any], row: Any) -> Mapping[str, Any]:
    """Return what a mapped row says, by attribute; what is not at hand is read."""
    at_hand: dict[str, Any] = row.__dict__
    names = [attribute for attribute, _, _ in columns_of(mapper)]
    return at_hand if at_hand.keys() >= set(names) else {name: getattr(row, name) for name in names}


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"not plain data: {value!r}")


_ENCODER: Final = json.JSONEncoder(sort_keys=True, default=_plain)


def collect(session: Session) -> None:
    """Remember the rows of a flush, to be sealed when the use case commits."""
    touched: dict[Any, Any] | None = session.info.get("touched")
    if touched is None:
        return
    for row in (*session.new, *(row for row in session.dirty if session.is_modified(row))):
        if row.__tablename__ not in FREE:
            touched[id(row)] = (row, False)
    for row in session.deleted:
        if row.__tablename__ not in FREE:
            touched[id(row)] = (row, True)


def taken(session: Session) -> dict[str, dict[str, Digest]]:
    """Return the digests of the rows written so far, by table and key, and forget them."""
    touched, seals = session.info.get("touched", {}), dict[str, dict[str, Digest]]()
    for row, deleted in touched.values():
        if not deleted and inspect(row).transient:
            continue  # written, and taken back with a part of the use case
        mapper = inspect(type(row))
        said = said_by(mapper, row)
        seal = None if deleted else digest_of(mapper, said)
        seals.setdefault(table_of(mapper).name, {})[key_of(mapper, said)] = seal
    touched.clear()
    return seals
