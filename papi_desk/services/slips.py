"""Which case a scanned slip belongs to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.services.cases import find_case


def case_of_slip(session: Session, code: str, key: str = "") -> str:
    """Return the desk number of the case whose slip was scanned: by the key of its papers, else by its number.

    The key goes first: of two communes that were merged, both may have given out a number. Raises ``Refused``
    «case-unknown».
    """
    query = select(Case.code).join(IssuedPaper, IssuedPaper.case_id == Case.id).where(IssuedPaper.lookup == key)
    found = session.scalars(query.limit(1)).first() if key else None
    return found or find_case(session, code).code
