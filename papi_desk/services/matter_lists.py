"""Registers of matters read: one matter whole, lists of a book, and what to warn of today."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.db.models.matters import MatterAttachment, MatterEvent, MatterRow
from papi_desk.db.models.offices import Officer
from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import (
    AMEND,
    VOID,
    Content,
    Matter,
    MatterBook,
    MatterContext,
    MatterWarning,
    split_key,
)
from papi_desk.domain.names import search_key
from papi_desk.domain.people import cover_words
from papi_desk.domain.records import Record, replace
from papi_desk.services.matter_books import book_of, matter_book, matter_books
from papi_desk.services.reference import Reference, reference
from papi_desk.services.veils import covered, covered_content, covered_value

VOIDED: Final = "Đã hủy"
_TOLD_AFTER_END: Final = timedelta(days=60)
"""How long an ended matter is still warned of on the Today page."""


class MatterLine(Record):
    """A matter as lists show it."""

    key: str
    book: str
    title: str
    group: str
    responsible: str
    status: str
    status_words: str
    recorded_on: date
    opened_on: date | None
    due_on: date | None
    closed_on: date | None
    parent: str
    case: str
    content: Content
    warnings: tuple[MatterWarning, ...]
    files: Mapping[str, int]
    children: Mapping[str, int]


class MatterEventLine(Record):
    """A step or change in the life of a matter."""

    action: str
    label: str
    on: date
    recorded_at: datetime
    officer: str
    note: str
    changes: Mapping[str, Any]


class FileLine(Record):
    """A file of a matter, without its content."""

    id: int
    role: str
    role_words: str
    name: str
    media: str
    size: int
    digest: str
    added_at: datetime
    withdrawn: bool


class MatterFile(Record):
    """Everything on one matter."""

    line: MatterLine
    history: tuple[MatterEventLine, ...]
    files: tuple[FileLine, ...]
    steps: tuple[str, ...]
    """Names of the steps that can be taken now."""
    version: int
    """How many wordings it has had."""
    officer: str
    recorded_at: datetime
    belonging: tuple[str, ...] = ()
    """Numbers of the matters that belong to it."""


def find_matter(session: Session, key: str, *, lock: bool = False) -> tuple[MatterBook, MatterRow]:
    """Return a matter with its book; raises ``Refused`` for a number nobody gave."""
    book, (_, year, number) = book_of(key), split_key(key)
    query = select(MatterRow).where(MatterRow.book == book.name, MatterRow.year == year, MatterRow.number == number)
    row = session.scalars(query.with_for_update() if lock else query).first()
    if row is None:
        raise Refused("matter-unknown", "key", key=key)
    return book, row


def find_matters(
    session: Session,
    book_name: str,
    *,
    query: str = "",
    status: str = "",
    group: str = "",
    year: int | None = None,
    parent: str = "",
    on: date,
) -> list[MatterLine]:
    """Find the matters of a book, newest first, by words without accents; voided ones only when asked for."""
    book = matter_book(book_name)
    wanted = select(MatterRow).where(MatterRow.book == book.name)
    wanted = wanted.where(MatterRow.status == status) if status else wanted.where(MatterRow.status != VOID)
    if group:
        wanted = wanted.where(MatterRow.group == group)
    if year is not None:
        wanted = wanted.where(MatterRow.year == year)
    if parent:
        wanted = wanted.where(MatterRow.parent_id == find_matter(session, parent)[1].id)
    key = search_key(query)
    if key:
        escaped = key.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        wanted = wanted.where(MatterRow.search_key.like(f"%{escaped}%", escape="\\"))
    rows = session.scalars(wanted.order_by(MatterRow.year.desc(), MatterRow.number.desc())).all()
    return _lines(session, rows, on)


def matter_file(session: Session, key: str, *, on: date) -> MatterFile:
    """Return everything on one matter."""
    book, row = find_matter(session, key)
    [line] = _lines(session, [row], on)
    history = tuple(_history(session, book, row.id))
    mine = select(MatterAttachment).where(MatterAttachment.matter_id == row.id)
    files = tuple(
        FileLine(
            one.id, one.role, book.roles.get(one.role, one.role), one.name, one.media, one.size, one.digest,
            one.added_at, one.withdrawn_at is not None,
        )
        for one in session.scalars(mine.order_by(MatterAttachment.id))
    )  # fmt: skip
    return MatterFile(
        line, history, files, tuple(step.name for step in book.steps_from(row.status, row.content)),
        1 + sum(event.action == AMEND for event in history), _officer_names(session)[row.officer_id], row.recorded_at,
        tuple(_belonging(session, row.id)),
    )  # fmt: skip


def _belonging(session: Session, matter_id: int) -> Iterator[str]:
    query = select(MatterRow.book, MatterRow.year, MatterRow.number).where(MatterRow.parent_id == matter_id)
    for book, year, number in session.execute(query.where(MatterRow.status != VOID).order_by(MatterRow.id)):
        yield matter_book(book).key(year, number)


def matter_warnings(session: Session, *, on: date, books: Sequence[str] = ()) -> list[MatterLine]:
    """Return the matters that something is to be said of today, the most urgent first: for the Today page."""
    found = list[MatterLine]()
    for book in (matter_book(name) for name in books or matter_books()):
        query = select(MatterRow).where(
            MatterRow.book == book.name,
            MatterRow.status != VOID,
            MatterRow.status.not_in(book.ended) | (MatterRow.closed_on >= on - _TOLD_AFTER_END),
        )
        rows = session.scalars(query.order_by(MatterRow.id)).all()
        found += [line for line in _lines(session, rows, on) if not all(warning.past for warning in line.warnings)]
    return sorted(found, key=_urgency)


def _urgency(line: MatterLine) -> tuple[bool, date, str]:
    late = any(warning.tone == "late" for warning in line.warnings)
    return not late, min((warning.due or date.max for warning in line.warnings), default=date.max), line.key


def matter_context(session: Session, on: date) -> MatterContext:
    """Return what the rules of the books may look up on a day."""
    ref = reference(session)
    return MatterContext(on, ref.calendar, ref.setting, lambda code: _version_id(session, ref, code, on))


def matter_hint(session: Session, book_name: str, content: Content, *, on: date) -> str:
    """Return what is to be said of a matter while it is being typed."""
    return matter_book(book_name).hinting(content, matter_context(session, on))


def _version_id(session: Session, ref: Reference, code: str, on: date) -> int | None:
    try:
        return ref.version(session, code, on, in_force_only=False).id
    except Refused:
        return None


def matter_of(session: Session, row: MatterRow) -> Matter:
    """Return a matter as the rules of its book see it."""
    return replace(
        plain_matter(row),
        files=_file_counts(session, [row.id]).get(row.id, {}),
        children=_children(session, [row.id]).get(row.id, {}),
    )


def plain_matter(row: MatterRow) -> Matter:
    """Return a matter without what is counted: its files and what belongs to it."""
    return Matter(
        status=row.status, content=row.content, recorded_on=row.recorded_at.date(), opened_on=row.opened_on,
        closed_on=row.closed_on, due_on=row.due_on,
    )  # fmt: skip


def _lines(session: Session, rows: Sequence[MatterRow], on: date) -> list[MatterLine]:
    ids = [row.id for row in rows]
    files, children, context = _file_counts(session, ids), _children(session, ids), matter_context(session, on)
    parents, cases = _parent_keys(session, rows), _case_codes(session, rows)
    lines = [_line(row, files.get(row.id, {}), children.get(row.id, {}), parents, cases, on, context) for row in rows]
    if covered(session):
        lines = [replace(one, content=covered_content(one.content), title=cover_words(one.title)) for one in lines]
    return lines


def _line(
    row: MatterRow,
    files: Mapping[str, int],
    children: Mapping[str, int],
    parents: Mapping[int, str],
    cases: Mapping[int, str],
    on: date,
    context: MatterContext,
) -> MatterLine:
    book = matter_book(row.book)
    matter = replace(plain_matter(row), files=files, children=children)
    warnings = () if row.status == VOID else tuple(book.warnings(matter, on, context))
    stands = book.standing(matter) or book.statuses.get(row.status, VOIDED)
    return MatterLine(
        key=book.key(row.year, row.number), book=row.book, title=row.title, group=row.group,
        responsible=row.responsible, status=row.status, status_words=stands,
        recorded_on=row.recorded_at.date(), opened_on=row.opened_on, due_on=row.due_on, closed_on=row.closed_on,
        parent=parents.get(row.parent_id or 0, ""),
        case=cases.get(row.case_id or 0, ""), content=row.content, warnings=warnings, files=files, children=children,
    )  # fmt: skip


def _file_counts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    query = (
        select(MatterAttachment.matter_id, MatterAttachment.role, func.count())
        .where(MatterAttachment.matter_id.in_(ids), MatterAttachment.withdrawn_at.is_(None))
        .group_by(MatterAttachment.matter_id, MatterAttachment.role)
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for matter, role, count in session.execute(query):
        counts[matter][role] = count
    return counts


def _children(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    query = select(MatterRow.parent_id, MatterRow.status).where(MatterRow.parent_id.in_(ids), MatterRow.status != VOID)
    counts: dict[int, dict[str, int]] = defaultdict(Counter)
    for parent, status in session.execute(query):
        counts[parent or 0][status] += 1
    return counts


def _parent_keys(session: Session, rows: Sequence[MatterRow]) -> dict[int, str]:
    ids = {row.parent_id for row in rows if row.parent_id is not None}
    if not ids:
        return {}
    query = select(MatterRow.id, MatterRow.book, MatterRow.year, MatterRow.number).where(MatterRow.id.in_(ids))
    return {key: matter_book(book).key(year, number) for key, book, year, number in session.execute(query)}


def _case_codes(session: Session, rows: Sequence[MatterRow]) -> dict[int, str]:
    ids = {row.case_id for row in rows if row.case_id is not None}
    query = select(Case.id, Case.code).where(Case.id.in_(ids))
    return {key: code for key, code in session.execute(query)} if ids else {}  # noqa: C416


def _officer_names(session: Session) -> dict[int, str]:
    return {officer.id: officer.name for officer in reference(session).officers}


def _history(session: Session, book: MatterBook, matter_id: int) -> Iterator[MatterEventLine]:
    query = (
        select(MatterEvent, Officer.name)
        .join(Officer, Officer.id == MatterEvent.officer_id)
        .where(MatterEvent.matter_id == matter_id)
        .order_by(MatterEvent.id)
    )
    hidden = covered(session)
    for event, officer in session.execute(query):
        told, data = event.note, event.data
        if hidden:
            told = cover_words(told)
            data = {name: [covered_value(name, one) for one in pair] for name, pair in data.items()}
        yield MatterEventLine(event.action, book.label(event.action), event.on, event.recorded_at, officer, told, data)
