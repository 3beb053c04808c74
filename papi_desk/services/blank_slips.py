"""Blank slips printed in advance for power cuts (DP-NNNN): each is used once, or spoiled with a reason."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.services.entries import BLANK_SLIPS, add_entries, slip_code
from papi_desk.services.reference import reference

_MOST: Final = 500
_CODE: Final = re.compile(r"(?:DP-?)?0*([1-9][0-9]{0,8})", re.IGNORECASE)


class BlankSlip(Record):
    """A blank slip and what became of it."""

    code: str
    printed_at: datetime
    state: Literal["unused", "used", "spoiled"]
    case: str = ""
    reason: str = ""


def blank_slips(session: Session, count: int, *, at: datetime, by: int | str | None = None) -> list[str]:
    """Reserve the next numbers for blank slips to be printed; raises ``Refused`` «blank-slip-count»."""
    if not 1 <= count <= _MOST:
        raise Refused("blank-slip-count", "count", most=_MOST)
    officer = reference(session).officer(by, at.date())
    entries = add_entries(session, BLANK_SLIPS, 0, [{} for _ in range(count)], at=at, officer_id=officer.id)
    codes = [slip_code(entry.number) for entry in entries]
    note(session, Note(at, officer.name, "blank-slips", f"{codes[0]}…{codes[-1]}", {"count": count}))
    return codes


def blank_slip_list(session: Session) -> list[BlankSlip]:
    """List all blank slips in the order of their numbers."""
    query = (
        select(BookEntry.number, BookEntry.at, BookEntry.struck_at, BookEntry.reason, Case.code)
        .outerjoin(Case, Case.id == BookEntry.case_id)
        .where(BookEntry.book == BLANK_SLIPS)
        .order_by(BookEntry.number)
    )
    return [
        BlankSlip(
            slip_code(row.number), row.at, "spoiled" if row.struck_at else "used" if row.code else "unused",
            row.code or "", row.reason,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def spoil_blank_slip(
    session: Session, code: str, reason: str, *, at: datetime, by: int | str | None = None
) -> BlankSlip:
    """Strike out a slip that cannot be used any more; its number stays. Raises ``Refused``."""
    if not reason.strip():
        raise Refused("spoil-reason-needed", "reason")
    officer, entry = reference(session).officer(by, at.date()), _free_slip(session, code)
    entry.struck_at, entry.reason = at, reason.strip()
    note(session, Note(at, officer.name, "spoil", slip_code(entry.number), {"reason": entry.reason}))
    return BlankSlip(slip_code(entry.number), entry.at, "spoiled", "", entry.reason)


def use_blank_slip(session: Session, code: str, case: Case, *, at: datetime) -> str:
    """Link a blank slip filled in by hand to its case; a slip is used once, for a reception after it was printed."""
    entry = _free_slip(session, code)
    if at.date() < entry.at.date():
        raise Refused("blank-slip-later", "blank_slip", code=slip_code(entry.number), printed=entry.at)
    entry.case_id = case.id
    return slip_code(entry.number)


def _free_slip(session: Session, code: str) -> BookEntry:
    """Return an unused slip, locked; raises ``Refused`` «blank-slip-unknown», «blank-slip-used», «…-spoiled»."""
    plain = _CODE.fullmatch("".join(code.split()))
    number = int(plain[1]) if plain else 0
    query = select(BookEntry).where(BookEntry.book == BLANK_SLIPS, BookEntry.number == number)
    entry = session.scalars(query.with_for_update()).first()
    if entry is None:
        raise Refused("blank-slip-unknown", "blank_slip", code=code)
    if entry.case_id is not None:
        raise Refused("blank-slip-used", "blank_slip", code=slip_code(number))
    if entry.struck_at is not None:
        raise Refused("blank-slip-spoiled", "blank_slip", code=slip_code(number), reason=entry.reason)
    return entry
