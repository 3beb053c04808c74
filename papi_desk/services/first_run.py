"""The first steps on an empty register: when they are offered, what was typed, and a slip to try the printer with."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.models.cases import Case
from papi_desk.domain.people import Person
from papi_desk.domain.records import field_names
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.drafts import DraftLine, load_drafts, save_draft
from papi_desk.services.office import OfficeProfile, is_unnamed, set_office
from papi_desk.services.papers import LayOut, Printed, issue_paper
from papi_desk.services.reference import reference
from papi_desk.services.setting_up import set_up

PAGE: Final = "first-run"
_SAMPLE: Final = "1.004873"


def first_steps_wanted(session: Session, *, at: datetime) -> bool:
    """Tell whether the office has neither a name nor a case, and the first steps were never shown."""
    if load_drafts(session, PAGE) or session.scalar(select(Case.id).limit(1)) is not None:
        return False
    return is_unnamed(reference(session).office(at.date()))


def first_steps(session: Session) -> DraftLine | None:
    """Return what was typed in the first steps, where they were left."""
    found = load_drafts(session, PAGE)
    return found[0] if found else None


def keep_first_steps(session: Session, typed: dict[str, Any], *, at: datetime) -> int:
    """Keep what is typed in the first steps, and that they were shown."""
    kept = first_steps(session)
    return save_draft(session, page=PAGE, payload=typed, draft=kept.id if kept is not None else None, at=at)


def sample_slip(profile: OfficeProfile, *, lay_out: LayOut, at: datetime) -> Printed:
    """Issue a slip for a sample person in a register of its own, which is thrown away: no number is used up."""
    with tempfile.TemporaryDirectory(prefix="papi-desk-") as folder:
        database = Database(sqlite_url(Path(folder)))
        try:
            database.upgrade()
            database.transact(set_up, at=at)
            named = {name: getattr(profile, name) for name in field_names(OfficeProfile)}
            database.transact(set_office, named, at=at)
            person = Person("person", "Nguyễn Văn Mẫu", address="Thôn Mẫu, xã Mẫu")
            done = database.transact(register_case, NewCase(_SAMPLE, person, all_documents=True), at=at)
            return database.transact(issue_paper, done.code, lay_out=lay_out, at=at)
        finally:
            database.close()
