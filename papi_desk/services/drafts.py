"""Forms half filled in: on disk within a second, there again after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from papi_desk.db.models import Draft


@dataclass(frozen=True)
class DraftLine:
    """A draft with what was typed."""

    id: int
    page: str
    content: dict[str, Any]
    saved_at: datetime


def save_draft(session: Session, *, page: str, payload: dict[str, Any], draft: int | None, at: datetime) -> int:
    """Keep what is typed on a page and return the draft's number."""
    row = session.get(Draft, draft) if draft is not None else None
    row = row or Draft(page=page)
    row.content, row.saved_at = payload, at
    session.add(row)
    session.flush()
    return row.id


def load_drafts(session: Session, page: str) -> list[DraftLine]:
    """Return the drafts of a page, oldest first."""
    rows = session.scalars(select(Draft).where(Draft.page == page).order_by(Draft.id))
    return [DraftLine(row.id, row.page, row.content, row.saved_at) for row in rows]


def drop_draft(session: Session, draft: int) -> None:
    """Forget a draft that was saved as a case or thrown away."""
    session.execute(delete(Draft).where(Draft.id == draft))
