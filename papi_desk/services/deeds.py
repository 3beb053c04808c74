"""Who may do what, asked in one place: every change passes here, as its audit note, just before it is committed.

A deed is the kind of its audit note («register», «void», «setting»), so no use case can forget the question, and
the screens ask the same table to say beforehand why something cannot be done.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.notes import Note
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, replace
from papi_desk.domain.roles import Policy, RoleTable
from papi_desk.services.reference import OfficerLine, packaged, reference, reference_before


def policy() -> Policy:
    """Return how failed tries are slowed down."""
    return Policy(**packaged("roles.toml")["policy"])


class Seat(Record):
    """Who sits at this desk, and what the office lets them do."""

    required: bool
    """Whether the office asks its officers to sign in."""
    officer: OfficerLine | None
    table: RoleTable

    def why_not(self, deed: str) -> Refused | None:
        """Tell why a deed («register», «void», «setting», «read») cannot be done here now, or None."""
        if not self.required:
            return None
        if self.officer is None:
            return None if not self.table.work_of(deed) else Refused("sign-in-first")
        if self.table.allows(self.officer.roles, deed):
            return None
        return self.table.refusal(self.officer.name, deed)

    def may(self, deed: str) -> bool:
        """Tell whether a deed may be done here now."""
        return self.why_not(deed) is None


def seat(session: Session) -> Seat:
    """Return who sits at this desk now."""
    ref, database = reference(session), session.info["database"]
    sitting = next((line for line in ref.officers if line.id == database.at_desk), None)
    return Seat(ref.setting("sign_in") == "on", sitting, ref.roles)


def why_not(session: Session, deed: str) -> Refused | None:
    """Tell why a deed cannot be done at this desk now, or None."""
    return seat(session).why_not(deed)


def may(session: Session, deed: str) -> bool:
    """Tell whether a deed may be done at this desk now."""
    return seat(session).may(deed)


def guarded(database: Database) -> Database:
    """Let nothing into the register that who is at the desk may not do."""
    database.guard = check_deeds
    return database


def check_deeds(session: Session, notes: list[Note]) -> list[Note]:
    """Refuse what may not be done; return the notes, each with the name of who signed in.

    The rules are those that held when the use case began: nobody grants oneself a deed in the doing of it.
    """
    ref = reference_before(session)
    if ref.setting("sign_in") != "on":
        return notes
    database, checked = session.info["database"], []
    sitting = next((line for line in ref.officers if line.id == database.at_desk), None)
    for one in notes:
        if ref.roles.work_of(one.action):
            one = _own(sitting, one)
            for deed in _deeds(one):
                if sitting is None or not ref.roles.allows(sitting.roles, deed):
                    raise ref.roles.refusal(one.officer, deed)
            _check_approver(session, one)
        checked.append(one)
    return checked


def _own(sitting: OfficerLine | None, one: Note) -> Note:
    """Refuse what nobody signed in for, or what is done in another's name."""
    if sitting is None:
        raise Refused("sign-in-first")
    if sitting.retired_on is not None and sitting.retired_on <= one.at.date():
        raise Refused("officer-retired", "by", officer=sitting.name)
    if one.officer not in ("", sitting.name):
        raise Refused("not-at-desk", "by", officer=one.officer, at_desk=sitting.name)
    return replace(one, officer=sitting.name)


def _deeds(one: Note) -> tuple[str, ...]:
    """Return all that a note tells of: money taken with a case is taken by whoever may take money."""
    return (one.action, "paid") if one.action == "register" and one.data.get("amount") else (one.action,)


def _check_approver(session: Session, one: Note) -> None:
    """Refuse a step that names an approver who has not just approved it; an approval is good for one that is saved."""
    approver = str(one.data.get("approver") or "")
    if not approver:
        return
    approvals, what = session.info["database"].approvals, (approver, one.subject, one.action)
    given = approvals.get(what)
    if given is None or one.at - given > timedelta(minutes=policy().approval_minutes):
        raise Refused("approval-needed", "approver", approver=approver)
    event.listen(session, "after_commit", lambda _session: approvals.pop(what, None), once=True)
