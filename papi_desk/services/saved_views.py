"""Lists as officers want them again: saved under a name, for one officer or the whole office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.views import SavedView
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import tidy_name
from papi_desk.domain.records import Record
from papi_desk.services.reference import reference


class ViewLine(Record):
    """A saved view; the one without a name is the list as the officer left it."""

    id: int
    name: str
    of_office: bool
    content: Mapping[str, Any]


def saved_views(session: Session, page: str, *, officer: int | str) -> list[ViewLine]:
    """Return the views of a page that this officer sees: the own ones and the office's."""
    mine = or_(SavedView.officer_id == _key(session, officer), SavedView.officer_id.is_(None))
    rows = session.scalars(select(SavedView).where(SavedView.page == page, mine).order_by(SavedView.name))
    return [ViewLine(row.id, row.name, row.officer_id is None, row.content) for row in rows]


def _key(session: Session, officer: int | str | None) -> int | None:
    """Return the key of an officer at the desk; none at all is the office."""
    return None if officer is None else reference(session).officer(officer or None, date.max).id


def save_view(session: Session, page: str, name: str, content: Mapping[str, Any], *, officer: int | str | None) -> None:
    """Save a view, in place of the one of that name; ``officer`` None saves it for the office."""
    tidy, key = tidy_name(name), _key(session, officer)
    same = select(SavedView).where(
        SavedView.page == page, SavedView.name == tidy, SavedView.officer_id.is_not_distinct_from(key)
    )
    row = session.scalars(same).first() or SavedView(page=page, name=tidy, officer_id=key)
    row.content = dict(content)
    session.add(row)


def name_view(session: Session, page: str, name: str, content: Mapping[str, Any], *, officer: int | str | None) -> None:
    """Save a view that an officer names; raises ``Refused`` without a name."""
    if not tidy_name(name):
        raise Refused("name-missing", "name")
    save_view(session, page, name, content, officer=officer)


def drop_view(session: Session, view: int) -> None:
    """Forget a saved view."""
    session.execute(delete(SavedView).where(SavedView.id == view))
    session.info["changed"].add("saved_views")
