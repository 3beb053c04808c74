"""What leaves the register without changing it: cases read, papers printed, tables exported; each leaves its note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import event
from sqlalchemy.orm import Session

from papi_desk.db.notes import Note, note
from papi_desk.services.office import officer_name
from papi_desk.services.reference import reference

INTERVAL: Final = timedelta(minutes=15)
"""A case looked at again by the same officer within this time is the same reading."""


def note_readings(session: Session, codes: Sequence[str], *, at: datetime, by: int | str | None = None) -> list[str]:
    """Note that an officer read the private data of cases; return those noted now, the others were a moment ago."""
    seen: dict[tuple[str, str], datetime] = session.info["database"].seen
    officer = reference(session).officer(by, at.date()).name
    new = [code for code in dict.fromkeys(codes) if at - seen.get((officer, code), datetime.min) >= INTERVAL]
    note(session, *(Note(at, officer, "read", code, {}) for code in new))
    event.listen(session, "after_commit", lambda _session: seen.update({(officer, one): at for one in new}), once=True)
    for key in [key for key, last in seen.items() if at - last >= INTERVAL]:
        del seen[key]
    return new


def note_copies(
    session: Session,
    deed: Literal["backup-file", "backup-plan"],
    where: str,
    *,
    at: datetime,
    by: int | str | None = None,
) -> None:
    """Note that a copy is taken away, or where copies go from now on; who may not do it is refused here."""
    note(session, Note(at, officer_name(session, by, at), deed, where, {}))


def note_out(
    session: Session,
    deed: Literal["print", "export"],
    what: str,
    where: str = "",
    *,
    locked: bool = False,
    at: datetime,
    by: int | str | None = None,
) -> None:
    """Note that something is printed or exported (locked with a password or plain), before it is.

    Who may not do it is refused here.
    """
    details = {"where": where} if where else {}
    details |= {"lock": "password" if locked else "none"} if deed == "export" else {}
    note(session, Note(at, officer_name(session, by, at), deed, what, details))


def exports_locked(session: Session) -> bool:
    """Tell whether the office lets no file leave the register without a password."""
    return reference(session).setting("locked_exports") == "yes"
