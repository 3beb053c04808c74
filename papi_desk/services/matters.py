"""Registers of matters (notices, feedback, checks, plans): write, take a step, prove with files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.matters import MatterAttachment, MatterEvent, MatterRow
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_in_book
from papi_desk.domain.errors import Refused
from papi_desk.domain.files import plain_name
from papi_desk.domain.matters import (
    AMEND,
    VOID,
    Content,
    MatterBook,
    MatterContext,
    MatterStep,
    changes_between,
    check_file,
    filled_in,
    read_content,
)
from papi_desk.domain.names import composed_text, search_key, tidy_name
from papi_desk.domain.records import Record, replace
from papi_desk.services.cases import find_case
from papi_desk.services.matter_books import matter_book, matter_books
from papi_desk.services.matter_lists import VOIDED, find_matter, matter_context, matter_of, plain_matter
from papi_desk.services.reference import reference
from papi_desk.services.veils import without_covers


class NewFile(Record):
    """A file to be kept with a matter."""

    role: str
    name: str
    content: bytes


# --- writing -------------------------------------------------------------------------------------------------


def add_matter(
    session: Session,
    book_name: str,
    given: Mapping[str, Any],
    *,
    at: datetime,
    by: int | str | None = None,
    files: Iterable[NewFile] = (),
) -> str:
    """Write a matter into its book under the next number of the year and return that number («CK-2026-0012»).

    ``given`` may name a ``parent`` («KHCK-2026-0003») and, where the book tells of cases, a ``case``.
    """
    book, given = matter_book(book_name), dict(given)
    parent, case = given.pop("parent", None), given.pop("case", None)
    context, officer = matter_context(session, at.date()), reference(session).officer(by, at.date())
    content = read_content(book.fields, filled_in(book.fields, given, at, officer.name))
    book.check(content, context)
    number = next_in_book(session, book.name, at.year)
    row = MatterRow(
        book=book.name, year=at.year, number=number, status=book.first_status, recorded_at=at, officer_id=officer.id,
        parent_id=_parent_id(session, book, parent), case_id=_case_id(session, book, case), content={},
    )  # fmt: skip
    _fill(row, book, content, context)
    session.add(row)
    session.flush()
    key = book.key(row.year, row.number)
    _record(session, row, "add", at.date(), at, officer.id, "", {})
    note(session, Note(at, officer.name, f"{book.name}-add", key, content))
    for file in files:
        attach_file(session, key, file, at=at, by=by)
    return key


def amend_matter(
    session: Session,
    key: str,
    given: Mapping[str, Any],
    *,
    reason: str = "",
    at: datetime,
    by: int | str | None = None,
) -> str:
    """Change what a matter says; the old words stay in its history."""
    book, row = find_matter(session, key, lock=True)
    _not_void(row, key)
    given = dict(given)
    parent = given.pop("parent", None)
    given = without_covers(given, row.content)
    changes = changes_between(row.content, read_content(book.every_field, given, whole=False))
    if parent:
        row.parent_id = _above(session, row, _parent_id(session, book, parent))
    if not changes and not parent:
        return key
    context, officer = matter_context(session, at.date()), reference(session).officer(by, at.date())
    content = {**row.content, **{name: new for name, (_, new) in changes.items()}}
    book.check(content, context)
    _fill(row, book, content, context)
    _record(session, row, AMEND, at.date(), at, officer.id, reason, changes)
    note(session, Note(at, officer.name, f"{book.name}-amend", key, {"changes": changes, "reason": reason}))
    return key


def take_matter_step(
    session: Session,
    key: str,
    step_name: str,
    *,
    on: date | None = None,
    given: Mapping[str, Any] | None = None,
    remark: str = "",
    files: Iterable[NewFile] = (),
    at: datetime,
    by: int | str | None = None,
) -> str:
    """Take a step of a matter's life on a day (today unless given), with the files that prove it.

    What the book says follows is written into the other books in the same transaction. Raises ``Refused`` for a step
    that its status does not allow, a day in the future or before its last step.
    """
    book, row = find_matter(session, key, lock=True)
    on, remark = on or at.date(), tidy_name(remark)
    if step_name == VOID:
        return _void(session, book, row, key, remark, at, by)
    step = book.step(step_name)
    _check_step(session, book, row, step, on, remark, at)
    context, officer = matter_context(session, on), reference(session).officer(by, at.date())
    asked = read_content(step.asks, without_covers(given or {}, row.content))
    new = {**asked, **book.entering(step.name, matter_of(session, row), context)}
    content, changes = {**row.content, **new}, changes_between(row.content, new)
    book.check(content, context)
    row.status = step.after
    row.opened_on = on if step.opens else row.opened_on
    row.closed_on = on if step.closes else None if step.reopens else row.closed_on
    _fill(row, book, content, context)
    _record(session, row, step.name, on, at, officer.id, remark, changes)
    told = {"on": on, "note": remark, "status": step.after, **new}
    note(session, Note(at, officer.name, f"{book.name}-{step.name}", key, told))
    for file in files:
        attach_file(session, key, replace(file, role=file.role or step.role), at=at, by=by)
    for other, words in book.following(step.name, plain_matter(row), context):
        mine = {"parent": key} if matter_book(other).parent == book.name else {}
        add_matter(session, other, {**words, **mine}, at=at, by=by)
    return key


def _check_step(
    session: Session, book: MatterBook, row: MatterRow, step: MatterStep, on: date, remark: str, at: datetime
) -> None:
    if not step.is_for(row.status, row.content):
        status = book.statuses.get(row.status, VOIDED)
        raise Refused("matter-step-not-allowed", "step", step=step.label, status=status)
    if on > at.date():
        raise Refused("in-future", "on", at=datetime.combine(on, time()))
    last = session.scalar(
        select(func.max(MatterEvent.on)).where(
            MatterEvent.matter_id == row.id, MatterEvent.action.in_([one.name for one in book.steps])
        )
    )
    if last is not None and on < last:
        raise Refused("matter-step-before-last", "on", last=last)
    if step.needs_note and not remark:
        raise Refused("matter-note-needed", "note", step=step.label)


def _void(
    session: Session, book: MatterBook, row: MatterRow, key: str, reason: str, at: datetime, by: int | str | None
) -> str:
    _not_void(row, key)
    if not reason:
        raise Refused("matter-note-needed", "note", step="Hủy")
    officer = reference(session).officer(by, at.date())
    row.status, row.due_on = VOID, None
    _record(session, row, VOID, at.date(), at, officer.id, reason, {})
    note(session, Note(at, officer.name, f"{book.name}-void", key, {"reason": reason}))
    return key


def _not_void(row: MatterRow, key: str) -> None:
    if row.status == VOID:
        raise Refused("matter-voided", "key", key=key)


def _fill(row: MatterRow, book: MatterBook, content: Content, context: MatterContext) -> None:
    """Take over a content, with what lists and searches know a matter by."""
    row.content = content
    row.title, row.group = content.get("title") or "", content.get("group") or ""
    row.responsible = content.get("responsible") or ""
    words = (str(value) for value in content.values() if isinstance(value, str))
    row.search_key = search_key(" ".join(words))[:2000]
    row.due_on = book.due(plain_matter(row), context)


def _record(
    session: Session, row: MatterRow, action: str, on: date, at: datetime, officer: int, remark: str, changes: Any
) -> None:
    session.add(
        MatterEvent(
            matter_id=row.id, action=action, on=on, recorded_at=at, officer_id=officer, status=row.status,
            note=composed_text(remark), data=changes,
        )
    )  # fmt: skip


def _parent_id(session: Session, book: MatterBook, key: str | None) -> int | None:
    if not key:
        return None
    parent_book, row = find_matter(session, key)
    if parent_book.name != book.parent:
        title = matter_books()[book.parent].title if book.parent else "–"
        raise Refused("matter-parent", "parent", key=key, book=title)
    return row.id


def _above(session: Session, row: MatterRow, parent: int | None) -> int | None:
    """Refuse to put a matter below itself, or below what belongs to it."""
    above = parent
    while above is not None:
        if above == row.id:
            raise Refused("matter-parent-circle", "parent")
        above = session.scalar(select(MatterRow.parent_id).where(MatterRow.id == above))
    return parent


def _case_id(session: Session, book: MatterBook, code: str | None) -> int | None:
    return find_case(session, code).id if code and book.of_case else None


# --- files ---------------------------------------------------------------------------------------------------


def attach_file(session: Session, key: str, file: NewFile, *, at: datetime, by: int | str | None = None) -> int:
    """Keep a file with a matter and return its number; raises ``Refused`` for a role or a file it cannot have."""
    book, row = find_matter(session, key, lock=True)
    _not_void(row, key)
    if file.role not in book.roles:
        raise Refused("matter-role", "role", role=file.role, known=", ".join(book.roles))
    name = plain_name(file.name)
    media, digest = check_file(name, file.content), hashlib.sha256(file.content).hexdigest()
    officer = reference(session).officer(by, at.date())
    kept = MatterAttachment(
        matter_id=row.id, role=file.role, name=name, media=media, digest=digest, size=len(file.content),
        added_at=at, officer_id=officer.id, content=file.content,
    )  # fmt: skip
    session.add(kept)
    session.flush()
    told = {"role": file.role, "name": name, "sha256": digest}
    _record(session, row, "attach", at.date(), at, officer.id, name, {})
    note(session, Note(at, officer.name, f"{book.name}-attach", key, told))
    return kept.id


def withdraw_file(session: Session, file_id: int, *, reason: str, at: datetime, by: int | str | None = None) -> None:
    """Take a file back, with the reason; it stays in the register and is shown and published no more."""
    kept = _kept_file(session, file_id)
    if not tidy_name(reason):
        raise Refused("matter-note-needed", "note", step="Bỏ tệp")
    row, officer = session.get_one(MatterRow, kept.matter_id), reference(session).officer(by, at.date())
    kept.withdrawn_at = at
    key = matter_book(row.book).key(row.year, row.number)
    _record(session, row, "withdraw", at.date(), at, officer.id, f"{kept.name}: {reason}", {})
    note(session, Note(at, officer.name, f"{row.book}-withdraw", key, {"name": kept.name, "reason": reason}))


def file_content(session: Session, file_id: int) -> tuple[str, bytes]:
    """Return a file's name and content."""
    kept = _kept_file(session, file_id)
    content = session.scalar(select(MatterAttachment.content).where(MatterAttachment.id == file_id))
    return kept.name, content or b""


def matter_file_problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every file whose content is not the one that was kept."""
    for kept, row in session.execute(select(MatterAttachment, MatterRow).join(MatterRow)):
        content = session.scalar(select(MatterAttachment.content).where(MatterAttachment.id == kept.id))
        if hashlib.sha256(content or b"").hexdigest() != kept.digest:
            key = matter_book(row.book).key(row.year, row.number)
            yield "matter-file-changed", {"matter": key, "name": kept.name}


def _kept_file(session: Session, file_id: int) -> MatterAttachment:
    kept = session.get(MatterAttachment, file_id)
    if kept is None:
        raise Refused("matter-file-unknown", "file", file=file_id)
    return kept
