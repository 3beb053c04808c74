"""Who is at the desk: officers, found, added and retired."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk import services
from papi_desk.db.models.offices import Officer
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import tidy_name
from papi_desk.domain.records import replace
from papi_desk.services.office import noted
from papi_desk.services.reference import OfficerLine, reference

__all__ = ["OfficerLine", "add_officer", "officers_at", "retire_officer"]


def officers_at(session: Session, *, on: date) -> list[OfficerLine]:
    """List the officers working on the day."""
    return [o for o in reference(session).officers if o.retired_on is None or o.retired_on > on]


def add_officer(
    session: Session, name: str, title: str = "", *, at: datetime, by: int | str | None = None
) -> OfficerLine:
    """Add an officer; the name must be new."""
    tidy = tidy_name(name)
    if not tidy:
        raise Refused("name-missing", "name")
    if session.scalar(select(Officer.id).where(Officer.name == tidy)) is not None:
        raise Refused("officer-exists", "name", officer=tidy)
    row = Officer(name=tidy, title=title, active_from=at.date())
    session.add(row)
    session.flush()
    noted(session, "officer-added", tidy, {"title": title}, at, by)
    return OfficerLine(row.id, tidy, title)


def retire_officer(session: Session, named: int | str, *, at: datetime, by: int | str | None = None) -> OfficerLine:
    """Retire an officer from today; the last one stays."""
    line = reference(session).officer(named, at.date())
    if len(officers_at(session, on=at.date())) == 1:
        raise Refused("last-officer", "officer", officer=line.name)
    services.sign_in.keep_an_administrator(session, line.id, (), at)
    row = session.get_one(Officer, line.id)
    row.retired_on = at.date()
    noted(session, "officer-retired", line.name, {}, at, by)
    return replace(line, retired_on=at.date())
