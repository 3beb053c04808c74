"""Registers that came into this one: which there are, and the proof that their log and pages are as they came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db import audit
from papi_desk.db.models.joined import JoinedEntry, JoinedPage, JoinedRegister
from papi_desk.domain.books import GENESIS, Key, SealedPage, page_problems
from papi_desk.domain.records import Record, field_names


class JoinedLine(Record):
    """A register that came into this one, with what is written otherwise here: old → new."""

    name: str
    prefix: str
    joined_at: datetime
    cases: int
    series: dict[str, str]
    matters: dict[str, str]
    officers: dict[str, str]


def joined_registers(session: Session) -> list[JoinedLine]:
    """List the registers that came into this one, the first one first."""
    rows = session.scalars(select(JoinedRegister).order_by(JoinedRegister.id))
    return [
        JoinedLine(
            row.name, row.prefix, row.joined_at, row.content["counts"].get("cases", 0),
            *(row.content[name] for name in ("series", "matters", "officers")),
        )
        for row in rows
    ]  # fmt: skip


def prefixes(session: Session) -> list[str]:
    """Return what stands before numbers that came with a joined register."""
    return list(session.scalars(select(JoinedRegister.prefix)))


def joined_problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk the audit log and the closed pages of every joined register and name each break, with whose it is."""
    for row in session.scalars(select(JoinedRegister).order_by(JoinedRegister.id)):
        for kind, data in (*_log_problems(session, row), *_page_problems(session, row)):
            yield f"joined-{kind}", {"register": row.name, **data}


def _log_problems(session: Session, row: JoinedRegister) -> Iterator[tuple[str, dict[str, Any]]]:
    table = JoinedEntry.__table__
    query = select(table).where(table.c.joined_id == row.id).order_by(table.c.sequence)
    yield from audit.breaks(
        session.execute(query.execution_options(yield_per=5000)).mappings(), (row.sequence, row.hash)
    )


def _page_problems(session: Session, row: JoinedRegister) -> Iterator[tuple[str, dict[str, Any]]]:
    """Prove their closed pages against their own log, as ``book_pages`` proves ours."""
    kept = select(JoinedPage.content).where(JoinedPage.joined_id == row.id, JoinedPage.kind == "book_pages")
    pages = sorted((_page(one) for one in session.scalars(kept)), key=lambda page: (page.book, *page.key))
    noted: dict[str, dict[Key, str]] = {}
    seals = select(JoinedEntry.subject, JoinedEntry.data)
    for subject, told in session.execute(seals.where(JoinedEntry.joined_id == row.id, JoinedEntry.action == "seal")):
        book, year, number = subject.rsplit("/", 2)
        noted.setdefault(book, {})[int(year), int(number)] = json.loads(told)["seal"]
    lines = {page.audit_sequence for page in pages}
    log = select(JoinedEntry.sequence, JoinedEntry.hash).where(JoinedEntry.joined_id == row.id)
    hashes = {line: found for line, found in session.execute(log) if line in lines}
    there = {book: list(some) for book, some in groupby(pages, key=lambda page: page.book)}
    for book in sorted({*there, *noted}):
        for kind, data in page_problems(there.get(book, []), noted.get(book, {}), hashes, GENESIS):
            yield kind, {"book": book, **data}


def _page(content: dict[str, Any]) -> SealedPage:
    names = field_names(SealedPage)
    return SealedPage(**{**{name: content[name] for name in names}, "day": date.fromisoformat(content["day"])})
