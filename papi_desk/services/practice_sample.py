"""A practice register begun: marked for good, with sample cases for new officers, never the real one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.db.models.offices import Setting
from papi_desk.domain.errors import Refused
from papi_desk.services.cases import register_case, take_step
from papi_desk.services.office import noted, set_office
from papi_desk.services.practice import MARK, is_practice
from papi_desk.services.sample import sample_cases

_CASES: Final = 60
_LEFT_OPEN: Final = 5
"""Every fifth sample case is left for the officer to go on with."""


def begin_practice(session: Session, *, at: datetime) -> int:
    """Mark an empty register as one for practice and fill it with sample cases; return how many.

    Safe to repeat. Raises ``Refused`` «practice-register-used» where there are cases that nobody marked.
    """
    if is_practice(session):
        return 0
    if session.scalar(select(Case.id).limit(1)) is not None:
        raise Refused("practice-register-used")
    session.add(Setting(name=MARK, value="yes"))
    set_office(session, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "place": "Xã Mẫu"}, at=at)
    month = date(at.year - (at.month == 1), (at.month - 2) % 12 + 1, 1)
    for number, sample in enumerate(sample_cases(_CASES, month=month, seed=1, until=at)):
        done = register_case(session, sample.new, at=sample.at, recorded_at=at)
        for action, moment in sample.steps if number % _LEFT_OPEN else ():
            take_step(session, done.code, action, at=moment, recorded_at=at)
    noted(session, "practice", "register", {"cases": _CASES}, at, None)
    return _CASES
