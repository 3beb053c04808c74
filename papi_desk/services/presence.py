"""Who has a case open: told to the others at once, and gone the moment a desk is."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.services.cases import find_case
from papi_desk.services.reference import reference

_MARKS: Final = 1 << 62
"""Marks of cases begin here, far from every other lock."""
_OFFICERS: Final = 1 << 20


def look_at_case(session: Session, code: str, *, at: datetime, by: int | str | None = None) -> list[str]:
    """Say that this desk has a case open, in place of the one before; return the officers who have it open elsewhere.

    An officer who works at two computers is named to himself as well.
    """
    case, ref = find_case(session, code), reference(session)
    officer = ref.officer(by, at.date())
    first = _MARKS + case.id * _OFFICERS
    changes = _database(session).changes
    changes.hold(first + officer.id)
    names = {line.id: line.name for line in ref.officers}
    held = changes.held(session, first, first + _OFFICERS - 1)
    return sorted({names.get(mark - first, "") for mark in held} - {""})


def look_away(session: Session) -> None:
    """Say that this desk has no case open."""
    _database(session).changes.hold(None)


def _database(session: Session) -> Database:
    found: Database = session.info["database"]
    return found
