"""Setting up an empty register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.audit import AuditHead
from papi_desk.db.models.offices import Office, Officer
from papi_desk.db.models.procedures import Procedure
from papi_desk.db.notes import Note, note
from papi_desk.domain.catalogue import read_catalogue
from papi_desk.services.office import UNNAMED
from papi_desk.services.procedures import store_catalogue
from papi_desk.services.reference import packaged, reference_changed
from papi_desk.services.row_proofs import begin_row_seals
from papi_desk.settings import resource


def set_up(session: Session, *, at: datetime) -> int:
    """Fill an empty register: the packaged catalogue, an office to be named, one unnamed officer.

    Safe to repeat: what is there stays. Returns the number of procedures in the register.
    """
    session.execute(select(AuditHead.id).with_for_update())  # two programs started at once fill it one after the other
    begin_row_seals(session, at=at)
    if session.scalar(select(func.count()).select_from(Office)) == 0:
        session.add(Office(**UNNAMED))
    if session.scalar(select(func.count()).select_from(Officer)) == 0:
        session.add(Officer(name="Cán bộ tiếp nhận", title="Cán bộ một cửa"))
    count = session.scalar(select(func.count()).select_from(Procedure)) or 0
    if count == 0:
        text = resource("data", "procedures.csv").read_text(encoding="utf-8")
        count = store_catalogue(session, read_catalogue(text, packaged("variants.toml")), at=at).added
        note(session, Note(at, "", "init", "register", {"procedures": count}))
        reference_changed(session)
    return count
