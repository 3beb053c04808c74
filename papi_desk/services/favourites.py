"""The procedures on the number keys, chosen by the office."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from papi_desk import services
from papi_desk.domain.errors import Refused
from papi_desk.services.office import set_setting
from papi_desk.services.reference import reference

SETTING = "favourites"


def favourites(session: Session, *, on: date) -> list[services.procedures.ProcedureLine | None]:
    """Return the procedures on the keys 1 to 9, None where a key has none or its procedure is gone."""
    return [_line(session, code, on) for code in _codes(session)]


def _codes(session: Session) -> list[str]:
    codes = [code.strip() for code in reference(session).setting(SETTING).split(",")]
    return [*codes, *[""] * 9][:9]


def _line(session: Session, code: str, on: date) -> services.procedures.ProcedureLine | None:
    try:
        return services.procedures.procedure_sheet(session, code, on=on).line if code else None
    except Refused:
        return None


def set_favourite(session: Session, key: int, code: str, *, at: datetime, by: int | str | None = None) -> None:
    """Put a procedure on a number key; it leaves the key it was on. An empty code frees the key."""
    if not 1 <= key <= 9:
        raise Refused("favourite-key", "key", key=key)
    known = reference(session).version(session, code, at.date(), in_force_only=False).code if code else ""
    codes = ["" if one == known else one for one in _codes(session)]
    codes[key - 1] = known
    set_setting(session, SETTING, ",".join(codes), at=at, by=by)
