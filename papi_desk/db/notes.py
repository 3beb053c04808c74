"""What a use case does is noted while it is done; the notes are chained into the audit log as it commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from papi_desk.domain.records import Record


class Note(Record):
    """Something to be written into the audit log; ``data`` must be JSON of plain values."""

    at: datetime
    officer: str
    action: str
    subject: str
    data: Mapping[str, Any]


def note(session: Session, *notes: Note) -> None:
    """Remember notes to be chained when this use case commits."""
    session.info.setdefault("audit", []).extend(notes)
