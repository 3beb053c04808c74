"""Keeping the attention list: entries are added and ended, never changed or removed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.attention import AttentionRow
from papi_desk.domain.attention import Attention
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import tidy_name
from papi_desk.domain.people import cover, cover_words, plain_number
from papi_desk.domain.records import Record, replace
from papi_desk.services.attention_entries import entry_of
from papi_desk.services.office import noted
from papi_desk.services.reference import reference
from papi_desk.services.veils import covered


class AttentionLine(Record):
    """An entry of the list with who wrote it down."""

    entry: Attention
    in_force: bool
    officer: str
    recorded_at: datetime


def attention_list(session: Session, *, on: date) -> list[AttentionLine]:
    """List every entry, those in force first, the newest of them first."""
    names = {officer.id: officer.name for officer in reference(session).officers}
    rows = session.scalars(select(AttentionRow).order_by(AttentionRow.id.desc()))
    lines = [
        AttentionLine(entry, entry.in_force(on), names.get(row.officer_id, ""), row.recorded_at)
        for row, entry in ((row, entry_of(row)) for row in rows)
    ]
    if covered(session):
        lines = [replace(line, entry=_covered(line.entry)) for line in lines]
    return sorted(lines, key=lambda line: not line.in_force)


def _covered(entry: Attention) -> Attention:
    return replace(entry, number=cover(entry.number), words=cover_words(entry.words), reason=cover_words(entry.reason))


def add_attention(session: Session, entry: Attention, *, at: datetime, by: int | str | None = None) -> Attention:
    """Put an entry on the list, from today unless another day is given."""
    tidy = replace(
        entry, reason=tidy_name(entry.reason), number=plain_number(entry.number), name=tidy_name(entry.name),
        words=tidy_name(entry.words), procedure=_code(session, entry.procedure, at.date()),
        starts_on=entry.starts_on or at.date(),
    ).checked()  # fmt: skip
    officer = reference(session).officer(by, at.date())
    told = {name: getattr(tidy, name) for name in _TOLD}
    row = AttentionRow(**told, officer_id=officer.id, recorded_at=at)
    session.add(row)
    session.flush()
    noted(session, "attention-added", str(row.id), told, at, officer.id)
    return entry_of(row)


def end_attention(
    session: Session, number: int, *, reason: str = "", at: datetime, by: int | str | None = None
) -> Attention:
    """End an entry: from this moment it stops nobody."""
    row = session.get(AttentionRow, number)
    if row is None:
        raise Refused("attention-unknown", "number", number=number)
    row.ends_on = date.fromordinal(at.date().toordinal() - 1)
    officer = reference(session).officer(by, at.date())
    noted(session, "attention-ended", str(number), {"reason": reason.strip()}, at, officer.id)
    return entry_of(row)


_TOLD = ("effect", "reason", "number", "name", "words", "procedure", "starts_on", "ends_on")


def _code(session: Session, code: str, day: date) -> str:
    return reference(session).version(session, code, day, in_force_only=False).code if code.strip() else ""
