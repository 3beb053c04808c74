"""Forms half filled in: on disk within a second, there again after a crash; several wait while others are served."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from papi_desk.db.models.drafts import Draft
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record


class DraftLine(Record):
    """A draft with what was typed."""

    id: int
    page: str
    content: dict[str, Any]
    saved_at: datetime
    held_at: datetime | None = None
    """Since when the citizen waits; None for the form being typed."""


def save_draft(
    session: Session,
    *,
    page: str,
    payload: dict[str, Any],
    draft: int | None,
    at: datetime,
    counter: str = "",
    held: bool = False,
) -> int:
    """Keep what is typed on a page, or put it on hold, and return the draft's number."""
    row = session.get(Draft, draft) if draft is not None else None
    row = row or Draft(page=page, counter=counter)
    row.content, row.saved_at, row.held_at = payload, at, at if held else None
    session.add(row)
    session.flush()
    return row.id


def load_drafts(session: Session, page: str, counter: str | None = None) -> list[DraftLine]:
    """Return the drafts of a page, oldest first; those of one counter (computer) where it is named."""
    query = select(Draft).where(Draft.page == page).order_by(Draft.id)
    if counter is not None:
        query = query.where(Draft.counter.in_((counter, "")))
    return [_line(row) for row in session.scalars(query)]


def take_up_draft(session: Session, draft: int) -> DraftLine:
    """Go on with a draft that was on hold; raises ``Refused`` «draft-gone»."""
    row = session.get(Draft, draft)
    if row is None:
        raise Refused("draft-gone")
    row.held_at = None
    return _line(row)


def drop_draft(session: Session, draft: int) -> None:
    """Forget a draft that was saved as a case or thrown away."""
    session.execute(delete(Draft).where(Draft.id == draft))


def _line(row: Draft) -> DraftLine:
    return DraftLine(row.id, row.page, row.content, row.saved_at, row.held_at)
