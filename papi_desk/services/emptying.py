"""Taking personal data out of rows whose numbers and dates stay: cases, scans, matters, entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.attention import AttentionRow
from papi_desk.db.models.books import BookEntry, HandoverLine
from papi_desk.db.models.cases import Case, CaseEvent, Contact, Party, Result
from papi_desk.db.models.matters import MatterAttachment, MatterEvent, MatterRow
from papi_desk.db.models.money import Charge
from papi_desk.db.models.numbers import LateCause
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.db.models.ratings import Rating
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.people import COVER
from papi_desk.services.attachments import GONE, kept_at
from papi_desk.services.matter_books import matter_book

__all__ = [
    "EMPTIED", "GONE", "empty_attention", "empty_case", "empty_matter", "empty_scans", "empty_turned_away",
]  # fmt: skip

EMPTIED: Final = "Đã hủy dữ liệu cá nhân theo biên bản "
"""What stands in the note of a case that was emptied."""
_PEOPLE: Final = ("taken_by", "taken_as", "no_apology")


def empty_case(session: Session, case: Case, minutes: str, at: datetime) -> None:
    """Take people, words, scans and printed papers out of a case.

    Name and number stay where the case stands in a certification book, which is kept for ever.
    """
    in_book = select(BookEntry.id).where(BookEntry.case_id == case.id, BookEntry.book.startswith("certification/"))
    kept = session.scalar(in_book.limit(1)) is not None
    for party in _rows(session, Party, case):
        _empty_party(party, keep_owner=kept)
    for step in _rows(session, CaseEvent, case):
        step.reason, step.data = _covered(step.reason), _emptied_data(step.data)
    for told in _rows(session, Contact, case):
        told.content = COVER
    for result in _rows(session, Result, case):
        result.taken_by = _covered(result.taken_by)
    for charge in _rows(session, Charge, case):
        charge.evidence = _covered(charge.evidence)
    for cause in _rows(session, LateCause, case):
        cause.note = _covered(cause.note)
    for rating in _rows(session, Rating, case):
        rating.remark = _covered(rating.remark)
    for paper in _rows(session, IssuedPaper, case):
        paper.content, paper.layout, paper.lookup = {}, None, ""
    for line in _rows(session, HandoverLine, case):
        line.content = {**line.content, "owner": COVER, "address": _covered(line.content.get("address", ""))}
    empty_scans(session, case, minutes, at)
    case.due_reason = _covered(case.due_reason)
    case.note = EMPTIED + minutes


def _rows(session: Session, table: type[Any], case: Case) -> list[Any]:
    return list(session.scalars(select(table).where(table.case_id == case.id).order_by(table.id)))


def _covered(words: str) -> str:
    return COVER if words else ""


def _empty_party(party: Party, *, keep_owner: bool) -> None:
    if not (keep_owner and party.role == "owner"):
        party.name, party.search_key, party.id_number = COVER, "", ""
        party.tax_code = party.tax_code if party.kind == "organisation" else ""
    for name in ("phone", "email", "address", "relation", "authorisation"):
        setattr(party, name, "")
    party.birth_date = party.issued_on = None


def _emptied_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Take people and words out of what a step tells; what the figures are counted by stays."""
    emptied: dict[str, Any] = {name: COVER if name in _PEOPLE and value else value for name, value in data.items()}
    if "changes" in emptied:
        emptied["changes"] = {name: _emptied_change(name, pair) for name, pair in emptied["changes"].items()}
    return emptied


def _emptied_change(name: str, pair: Mapping[str, Any]) -> Mapping[str, Any]:
    private = name == "note" or name.startswith(("owner_", "submitter_"))
    return {key: COVER if value else value for key, value in pair.items()} if private else pair


# --- scans ---------------------------------------------------------------------------------------------------


def empty_scans(session: Session, case: Case, _minutes: str, at: datetime) -> None:
    """Take the scans of a case away for good, their bytes too once this is committed; that they were there stays."""
    for row in _rows(session, Attachment, case):
        if row.kind == GONE:
            continue
        path = kept_at(session, row)
        row.name, row.kind, row.removed_at, row.content = COVER, GONE, row.removed_at or at, None
        session.flush()
        again = select(Attachment.id).where(Attachment.sha256 == row.sha256, Attachment.kind != GONE)
        if path is not None and session.scalar(again.limit(1)) is None:
            _unlink_later(session, path)


def _unlink_later(session: Session, path: Path) -> None:
    """Let a file go once this is committed; one that another program holds stops all of it before that."""
    try:
        path.open("r+b").close()
    except FileNotFoundError:
        return
    except OSError as error:
        raise Unavailable("cannot-write", path=str(path)) from error
    event.listen(session, "after_commit", lambda _session: path.unlink(missing_ok=True), once=True)


# --- beside the cases ----------------------------------------------------------------------------------------


def empty_matter(session: Session, row: MatterRow, minutes: str, _at: datetime) -> None:
    """Take sender and words out of a matter, its history and its files; its steps and days stay."""
    private = {item.name for item in matter_book(row.book).every_field if item.private}
    words = EMPTIED + minutes
    row.content = {
        name: (words if name == "title" else COVER) if name in private and value else value
        for name, value in row.content.items()
    }
    row.title = row.content.get("title") or words
    row.search_key = COVER
    for step in session.scalars(select(MatterEvent).where(MatterEvent.matter_id == row.id)):
        step.note = _covered(step.note)
        step.data = {
            name: [COVER if one and name in private else one for one in pair] for name, pair in step.data.items()
        }
    for kept in session.scalars(select(MatterAttachment).where(MatterAttachment.matter_id == row.id)):
        kept.name, kept.content = COVER, b""


def empty_attention(_session: Session, row: AttentionRow, _minutes: str, _at: datetime) -> None:
    """Take whom an ended entry was about out of the attention list."""
    row.reason = COVER
    row.number = row.name = row.words = ""


def empty_turned_away(_session: Session, row: BookEntry, _minutes: str, _at: datetime) -> None:
    """Take the citizen out of a line of those turned away; what was asked for and why stays counted."""
    told = {name: _covered(row.content.get(name, "")) for name in ("address", "phone", "reason")}
    row.content = {**row.content, **told, "name": COVER}
