"""What is written into the desk's other books when a case is received, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.services.blank_slips import use_blank_slip
from papi_desk.services.certification_numbers import number_case
from papi_desk.services.reference import OfficerLine


def enter_in_books(
    session: Session, case: Case, code: str, figures: Sequence[Mapping[str, int]], officer: OfficerLine,
    at: datetime, blank_slip: str = "",
) -> dict[str, str]:  # fmt: skip
    """Give a received case its certification numbers, one a paper, and link the blank slip it was first written on.

    Returns what the audit log should tell of it.
    """
    if case.received_at is not None:
        number_case(session, case, code, figures, officer, at)
    return {"blank_slip": use_blank_slip(session, blank_slip, case, at=at)} if blank_slip else {}
