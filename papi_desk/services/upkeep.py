"""Keeping the register sound: proving it, copying it while it is in use, and getting a copy back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from papi_desk.db import audit_log
from papi_desk.db.database import Database
from papi_desk.db.keys import key_of
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.offices import Counter
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import Record
from papi_desk.domain.undo import UNDO, standing
from papi_desk.services.attachments import attachment_problems
from papi_desk.services.book_pages import verify_pages
from papi_desk.services.copies import make_copy
from papi_desk.services.entries import numbering_problems
from papi_desk.services.joined import joined_problems
from papi_desk.services.matters import matter_file_problems
from papi_desk.services.restoring import key_of_copy, take_back
from papi_desk.services.row_proofs import row_problems


class Problem(Record):
    """Something in the register that is not as it must be."""

    kind: str
    data: dict[str, Any]


Check = Callable[[Session], Iterator[tuple[str, dict[str, Any]]]]


def verify(session: Session, heads: Sequence[tuple[int, str]] = ()) -> list[Problem]:
    """Prove the register: file, audit chain, every row by its seal, numbering without gap, histories, the books' pages.

    ``heads`` are ends of the log as they stand on printed pages, (line, first letters of its hash): they show a log
    that was rewritten whole or cut, which nothing inside the register can.
    """
    checks = (
        _integrity, attachment_problems, matter_file_problems, audit_log.problems, _numbering, _histories, _undone,
        numbering_problems, _pages, row_problems, joined_problems,
    )  # fmt: skip
    found = [Problem(kind, data) for check in checks for kind, data in _readable(check, session)]
    return [*found, *(Problem("audit-printed", data) for data in _printed(session, heads))]


def _readable(check: Check, session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name what a check finds; values that no use case could have written are named too, not stumbled over."""
    try:
        yield from check(session)
    except ValueError as error:
        yield "unreadable", {"what": str(error)}


def _printed(session: Session, heads: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    for sequence, letters in heads:
        found = session.scalar(select(AuditEntry.hash).where(AuditEntry.sequence == sequence))
        if found is None or not found.startswith(letters.lower()):
            yield {"sequence": sequence, "printed": letters, "found": (found or "")[: len(letters)]}


def _integrity(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (words,) in session.execute(text("PRAGMA integrity_check")):
        if words != "ok":
            yield "file", {"what": words}
    for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield "reference", {"table": table, "row": row, "parent": parent}


def _numbering(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    counters = {row.name: row.value for row in session.execute(select(Counter.name, Counter.value))}
    query = select(Case.series, func.min(Case.number), func.max(Case.number), func.count()).group_by(Case.series)
    seen = set()
    for series, first, last, count in session.execute(query):
        seen.add(f"case/{series}")
        if first != 1 or last != count:
            yield "number-gap", {"series": series, "first": first, "last": last, "count": count}
        if counters.get(f"case/{series}") != last:
            yield "counter", {"series": series, "counter": counters.get(f"case/{series}"), "last": last}
    for name in counters:
        if name.startswith("case/") and name not in seen:
            yield (
                "number-gap",
                {"series": name.removeprefix("case/"), "first": 0, "last": counters[name], "count": 0},
            )


def _histories(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    last = select(CaseEvent.case_id, func.max(CaseEvent.id).label("id")).group_by(CaseEvent.case_id).subquery()
    query = (
        select(Case.code, Case.status, CaseEvent.to_status, Case.due_at, CaseEvent.new_due)
        .outerjoin(last, last.c.case_id == Case.id)
        .outerjoin(CaseEvent, CaseEvent.id == last.c.id)
        .where(
            (CaseEvent.id.is_(None))
            | (CaseEvent.to_status != Case.status)
            | CaseEvent.new_due.is_distinct_from(Case.due_at)
        )
    )
    for code, status, told, due_at, told_due in session.execute(query):
        data = {"code": code, "status": status, "history_status": told}
        yield "history", {**data, "due_at": str(due_at), "history_due": str(told_due)}


def _pages(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    for problem in verify_pages(session).problems:
        yield problem.kind, {"book": problem.book, "year": problem.year, "number": problem.number}


def _undone(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Prove that each undoing takes back an earlier step of its own case and leaves it where the last one stood."""
    undone = select(CaseEvent.case_id).where(CaseEvent.action == UNDO).distinct()
    query = select(CaseEvent, Case.code, Case.status).join(Case, Case.id == CaseEvent.case_id)
    rows = session.execute(query.where(CaseEvent.case_id.in_(undone)).order_by(CaseEvent.case_id, CaseEvent.id)).all()
    for (code, status), group in itertools.groupby(rows, lambda row: (row[1], row[2])):
        events = [row[0] for row in group]
        earlier = {event.id for event in events if event.action != UNDO}
        strange = [e.id for e in events if e.action == UNDO and e.data.get("undoes") not in earlier]
        stands = standing(events)
        if strange or not stands or stands[-1].to_status != status:
            yield "undo", {"code": code, "status": status, "events": strange}


def backup(database: Database, target: Path) -> None:
    """Copy the register into one file while it is in use; the copy is proved against the register before it counts."""
    source = _sqlite_file(database)
    if target.exists() and target.samefile(source):
        raise Refused("backup-onto-itself", "file", file=str(target))
    make_copy(source, target, key_of(source))


def restore(database: Database, source: Path, *, secret: int | None = None) -> Path | None:
    """Take a copy back; the register as it was is kept beside it. Returns where, none where there was none."""
    live = _sqlite_file(database)
    database.close()
    try:
        return take_back(live, source, key_of_copy(live, source, secret), secret=secret)
    finally:
        database.reopen()


def restore_file(
    register: Path, source: Path, secret: int | None = None, *, at: datetime, officer: str = ""
) -> Path | None:
    """Take a copy back in place of a register that is not open, bring it up to date, and note in it that this was done.

    Returns where the register is kept that was there before, none where there was none.
    """
    with closing(Database(f"sqlite:///{register}")) as database:
        before = restore(database, source, secret=secret)
        database.upgrade()
        told = Note(at, officer, "restore", "register", {"copy": source.name})
        database.transact(lambda session: note(session, told))
    return before


def _sqlite_file(database: Database) -> Path:
    if database.file is None:
        raise Unavailable("backup-on-server")
    return database.file
