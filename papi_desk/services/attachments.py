"""Scans and files kept with a case: by their hash, in the data folder, or in a register on a server or encrypted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.keys import named_key
from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.models.joined import JoinedEntry
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.files import kind_of_file, named_as, plain_name
from papi_desk.domain.records import Record
from papi_desk.services.cases import find_case
from papi_desk.services.reference import reference
from papi_desk.services.veils import whole_only

FOLDER: Final = "tep-kem"
"""Beside the register's file: ``tep-kem/ab/ab12….pdf``, named by content and never by what somebody typed."""
_MEGABYTE: Final = 1_000_000
GONE: Final = "gone"
"""The kind of a file whose term of keeping is over: its bytes are destroyed, its row tells that it was there."""


class AttachmentLine(Record):
    """A file of a case as the case shows it."""

    id: int
    name: str
    kind: str
    size: int
    sha256: str
    added_at: datetime
    officer: str


def attachments(session: Session, code: str) -> list[AttachmentLine]:
    """Return the files of a case, oldest first; those taken away are left out."""
    names = {line.id: line.name for line in reference(session).officers}
    rows = session.scalars(
        select(Attachment)
        .where(Attachment.case_id == find_case(session, code).id, Attachment.removed_at.is_(None))
        .order_by(Attachment.id)
    )
    return [
        AttachmentLine(r.id, r.name, r.kind, r.size, r.sha256, r.added_at, names.get(r.officer_id, "")) for r in rows
    ]


def attach(
    session: Session, code: str, name: str, content: bytes, *, at: datetime, by: int | str | None = None
) -> AttachmentLine:
    """Keep a file with a case; raises ``Refused`` for another kind of file, an empty or too large or repeated one."""
    case, officer = find_case(session, code, lock=True), reference(session).officer(by, at.date())
    shown = plain_name(name)
    kind = _checked(session, shown, content)
    shown = named_as(shown, kind)
    digest = hashlib.sha256(content).hexdigest()
    there = next((one for one in attachments(session, code) if one.sha256 == digest), None)
    if there is not None:
        raise Refused("attachment-there", "file", name=there.name)
    folder = _folder(session)
    row = Attachment(
        case_id=case.id, name=shown, kind=kind, size=len(content), sha256=digest, added_at=at, officer_id=officer.id,
        content=content if folder is None else None,
    )  # fmt: skip
    if folder is not None:
        write_file(folder, digest, kind, content)
    session.add(row)
    session.flush()
    told = {"name": shown, "sha256": digest, "size": len(content)}
    note(session, Note(at, officer.name, "attach", case.code, told))
    return AttachmentLine(row.id, shown, kind, len(content), digest, at, officer.name)


def detach(session: Session, number: int, reason: str, *, at: datetime, by: int | str | None = None) -> None:
    """Take a file away from a case, with a reason; its bytes stay where they are."""
    row, officer = _found(session, number), reference(session).officer(by, at.date())
    if not reason.strip():
        raise Refused("reason-needed", "reason", action="Bỏ tệp kèm")
    row.removed_at = at
    code = session.get_one(Case, row.case_id).code
    note(session, Note(at, officer.name, "detach", code, {"sha256": row.sha256, "reason": reason.strip()}))


def attachment_content(session: Session, number: int) -> bytes:
    """Return the bytes of a file; raises ``Refused`` where they are not what was attached, and to whoever
    has no work with private data: a scan cannot be covered.
    """
    whole_only(session)
    row = _found(session, number)
    content = _kept(session, row)
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise Refused("attachment-damaged", "file", name=row.name)
    return content


def attachment_problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every file that is gone, changed, or not the one that the audit log tells of."""
    told = set[str]()
    for log in (AuditEntry, JoinedEntry):
        for data in session.scalars(select(log.data).where(log.action == "attach")):
            told.add(str(json.loads(data).get("sha256", "")))
    kept = select(Attachment, Case.code).join(Case, Case.id == Attachment.case_id).where(Attachment.kind != GONE)
    for row, code in session.execute(kept):
        content = _kept(session, row)
        what = {"code": code, "name": row.name}
        if content is None:
            yield "attachment-gone", what
        elif hashlib.sha256(content).hexdigest() != row.sha256:
            yield "attachment-changed", what
        elif row.sha256 not in told:
            yield "attachment-untold", what
        session.expunge(row)


def files_of(file: Path) -> Path:
    """Return the folder of the files of a register that lies in one file."""
    return file.parent / FOLDER


def kept_at(session: Session, row: Attachment) -> Path | None:
    """Return where the bytes of a file lie; none when the register is on a server."""
    folder = _folder(session)
    return None if folder is None else _path(folder, row.sha256, row.kind)


def read_file(folder: Path, digest: str, kind: str) -> bytes | None:
    """Return the bytes of a file, None where it is not there."""
    try:
        return _path(folder, digest, kind).read_bytes()
    except OSError:
        return None


def write_file(folder: Path, digest: str, kind: str, content: bytes) -> None:
    """Write a file whole or not at all, before the register says that it is there."""
    path = _path(folder, digest, kind)
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Unavailable("cannot-write", path=str(path)) from error


def _checked(session: Session, name: str, content: bytes) -> str:
    most = int(reference(session).setting("attachment_limit") or 0)
    if not content:
        raise Refused("attachment-empty", "file", name=name)
    if len(content) > most * _MEGABYTE:
        raise Refused("attachment-too-large", "file", name=name, size=-(-len(content) // _MEGABYTE), most=most)
    return kind_of_file(name, content)


def _folder(session: Session) -> Path | None:
    """Return where files lie; none when they are in the register: on a server, or encrypted."""
    named: Path | None = session.info["database"].file
    return files_of(named) if named and named_key(named) is None else None


def _path(folder: Path, digest: str, kind: str) -> Path:
    return folder / digest[:2] / f"{digest}.{kind}"


def _kept(session: Session, row: Attachment) -> bytes | None:
    folder = _folder(session)
    if folder is None:
        return session.scalar(select(Attachment.content).where(Attachment.id == row.id))
    return read_file(folder, row.sha256, row.kind)


def _found(session: Session, number: int) -> Attachment:
    row = session.get(Attachment, number)
    if row is None:
        raise Refused("attachment-unknown", "file", number=number)
    return row
