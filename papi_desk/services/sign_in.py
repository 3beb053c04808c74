"""Signing in at the desk by PIN or badge, approving by an own PIN, locking, and the recovery code in the safe.

A failed try is an answer, not a refusal: its count and its line in the audit log have to be committed. The hash is
tried inside the transaction, so that tries come one after the other and none escapes the counting.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.offices import Officer, Setting, SignInKey
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.domain.roles import ADMINISTRATOR, check_secret
from papi_desk.services.deeds import policy
from papi_desk.services.office import noted, officer_name
from papi_desk.services.reference import OfficerLine, reference
from papi_desk.services.secrets import badge_digest, digest_of, new_recovery_code, new_salt, opens, tidy_code

SETTING: Final = "sign_in"
_LATEST: Final = 100
"""Times of signing in that are looked at, among the newest rows of the audit log; others fill it by the million."""
_LOOKED_AT: Final = 20_000
PIN, BADGE, RECOVERY, SALT = "pin", "badge", "recovery", "badges"


class Answer(Record):
    """What came of a try: the officer, or why not."""

    officer: OfficerLine | None = None
    refusal: Refused | None = None

    def proved(self) -> OfficerLine:
        """Return who it is; raise the refusal."""
        if self.refusal is not None:
            raise self.refusal
        assert self.officer is not None
        return self.officer


# --- at the desk -----------------------------------------------------------------------------------------


def sign_in(session: Session, named: int | str, secret: str, *, at: datetime, counter: str = "") -> Answer:
    """Let an officer sit down at this desk by PIN, or by a badge scanned in its place; who sat there leaves."""
    salt = _office_key(session, SALT)
    badges = salt if salt is not None and _must_wait(salt, at) is None else None
    if badges is not None and (badge := _badge(session, badges, secret)) is not None:
        badges.failed, badges.wait_until = 0, None
        return _by_badge(session, badge, at, counter)
    line = reference(session).officer(named, at.date())
    refusal = _try(session, _key(session, line.id, PIN), secret, line.name, at, counter)
    if badges is not None and refusal is not None and refusal.kind != "secret-wrong":
        _count_failure(session, badges, "", at, counter)  # no PIN was counted: then a badge was
    return Answer(refusal=refusal) if refusal else _sit_down(session, line, PIN, at, counter)


def _badge(session: Session, salt: SignInKey, scanned: str) -> SignInKey | None:
    """Find a badge; nothing is reckoned for what is too short to be one."""
    if len(scanned.strip()) < policy().shortest:
        return None
    digest = badge_digest(scanned.strip(), salt.digest)
    return session.scalars(select(SignInKey).where(SignInKey.kind == BADGE, SignInKey.digest == digest)).first()


def last_here(session: Session, counter: str) -> OfficerLine | None:
    """Return who signed in last at a computer, among the latest of the whole office; nobody where that is long ago."""
    newest = select(func.max(AuditEntry.sequence)).scalar_subquery()
    latest = (
        select(AuditEntry.officer, AuditEntry.data)
        .where(AuditEntry.action == "sign-in", AuditEntry.sequence > newest - _LOOKED_AT)
        .order_by(AuditEntry.sequence.desc())
        .limit(_LATEST)
    )
    name = next((name for name, data in session.execute(latest) if json.loads(data).get("counter") == counter), "")
    return next((line for line in reference(session).officers if line.name == name), None)


def _by_badge(session: Session, key: SignInKey, at: datetime, counter: str) -> Answer:
    line = reference(session).officer(key.officer_id, at.date())
    pin = _key(session, line.id, PIN)
    if pin is not None and policy().is_locked(pin.failed):
        return Answer(refusal=Refused("officer-locked", "badge", officer=line.name))
    return _sit_down(session, line, BADGE, at, counter)


def sign_out(session: Session, *, at: datetime, why: str = "") -> None:
    """Leave the desk: whoever comes next has to sign in."""
    at_desk = session.info["database"].at_desk
    if at_desk is None:
        return
    name = next(line.name for line in reference(session).officers if line.id == at_desk)
    note(session, Note(at, name, "sign-out", name, {"why": why}))
    _once_committed(session, None)


def _sit_down(session: Session, line: OfficerLine, how: str, at: datetime, counter: str) -> Answer:
    note(session, Note(at, line.name, "sign-in", line.name, {"how": how, "counter": counter}))
    _once_committed(session, line.id)
    return Answer(line)


def _once_committed(session: Session, officer: int | None) -> None:
    database = session.info["database"]
    event.listen(session, "after_commit", lambda _session: setattr(database, "at_desk", officer), once=True)


# --- approving -------------------------------------------------------------------------------------------


def approve(session: Session, named: int | str, secret: str, subject: str, *, step: str, at: datetime) -> Answer:
    """Approve one step on a case by the approver's own PIN, without taking over the desk."""
    ref = reference(session)
    line = ref.officer(named, at.date())
    if not ref.roles.allows(line.roles, "approve"):
        return Answer(refusal=ref.roles.refusal(line.name, "approve"))
    refusal = _try(session, _key(session, line.id, PIN), secret, line.name, at, "", "approve-failed")
    if refusal is None:
        note(session, Note(at, line.name, "approved", subject, {"step": step}))
        approvals, what = session.info["database"].approvals, (line.name, subject, step)
        event.listen(session, "after_commit", lambda _session: approvals.update({what: at}), once=True)
    return Answer(None if refusal else line, refusal)


def approvers(session: Session, *, at: datetime) -> list[str]:
    """Name the officers who may approve by an own PIN; empty where the office does not ask to sign in."""
    ref = reference(session)
    if ref.setting(SETTING) != "on":
        return []
    working = (line for line in ref.officers if line.retired_on is None or line.retired_on > at.date())
    return [line.name for line in working if ref.roles.allows(line.roles, "approve")]


# --- tries -----------------------------------------------------------------------------------------------


def _key(session: Session, officer: int, kind: str) -> SignInKey | None:
    query = select(SignInKey).where(SignInKey.officer_id == officer, SignInKey.kind == kind)
    return session.scalars(query.with_for_update()).first()


def _office_key(session: Session, kind: str) -> SignInKey | None:
    query = select(SignInKey).where(SignInKey.officer_id.is_(None), SignInKey.kind == kind)
    return session.scalars(query.with_for_update()).first()


def _must_wait(key: SignInKey, at: datetime) -> Refused | None:
    if key.wait_until is not None and at < key.wait_until:
        return Refused("try-later", "secret", seconds=int((key.wait_until - at).total_seconds()))
    return None


def _try(
    session: Session, key: SignInKey | None, secret: str, name: str, at: datetime, counter: str,
    deed: str = "sign-in-failed",
) -> Refused | None:  # fmt: skip
    """Try a secret and count it; return why not."""
    if key is None:
        return Refused("secret-none", "secret", officer=name)
    if policy().is_locked(key.failed):
        return Refused("officer-locked", "secret", officer=name)
    if wait := _must_wait(key, at):
        return wait
    if opens(key.digest, secret.strip()):
        key.failed, key.wait_until = 0, None
        return None
    _count_failure(session, key, name, at, counter, deed)
    left = policy().lock_after - key.failed
    return Refused("secret-wrong", "secret", left=left) if left else Refused("officer-locked", "secret", officer=name)


def _count_failure(
    session: Session, key: SignInKey, name: str, at: datetime, counter: str, deed: str = "sign-in-failed"
) -> None:
    key.failed += 1
    key.wait_until = at + timedelta(seconds=policy().wait(key.failed))
    note(session, Note(at, name, deed, name or BADGE, {"time": key.failed, "counter": counter}))


# --- keys ------------------------------------------------------------------------------------------------


def set_secret(
    session: Session,
    named: int | str,
    secret: str,
    *,
    at: datetime,
    by: int | str | None = None,
    old: str | None = None,
) -> Answer:
    """Give an officer a PIN or password, which unlocks too; ``old`` proves that an officer changes the own one."""
    line = reference(session).officer(named, at.date())
    plain = check_secret(secret, policy())
    if old is None:
        _put_key(session, line.id, PIN, digest_of(plain), at)
        noted(session, "officer-secret", line.name, {}, at, by)
        return Answer(line)
    refusal = _try(session, _key(session, line.id, PIN), old, line.name, at, "")
    if refusal is None:
        _put_key(session, line.id, PIN, digest_of(plain), at)
        note(session, Note(at, line.name, "own-secret", line.name, {}))
    return Answer(None if refusal else line, refusal)


def set_badge(session: Session, named: int | str, badge: str, *, at: datetime, by: int | str | None = None) -> None:
    """Give an officer a badge, in place of an earlier one; an empty one takes it away."""
    line, plain = reference(session).officer(named, at.date()), badge.strip()
    if not plain:
        key = _key(session, line.id, BADGE)
        if key is not None:
            session.delete(key)
    else:
        if len(plain) < policy().shortest:
            raise Refused("secret-short", "badge", shortest=policy().shortest)
        salt = _office_key(session, SALT) or _put_key(session, None, SALT, new_salt(), at)
        digest = badge_digest(plain, salt.digest)
        taken = session.scalar(select(SignInKey.officer_id).where(SignInKey.kind == BADGE, SignInKey.digest == digest))
        if taken not in (None, line.id):
            raise Refused("badge-taken", "badge")
        _put_key(session, line.id, BADGE, digest, at)
    noted(session, "officer-badge", line.name, {"has": bool(plain)}, at, by)


def _put_key(session: Session, officer: int | None, kind: str, digest: str, at: datetime) -> SignInKey:
    found = _office_key(session, kind) if officer is None else _key(session, officer, kind)
    key = found or SignInKey(officer_id=officer, kind=kind)
    key.digest, key.made_at, key.failed, key.wait_until = digest, at, 0, None
    session.add(key)
    session.flush()
    return key


class KeysOf(Record):
    """What an officer can sign in with."""

    officer: OfficerLine
    pin: bool
    badge: bool
    locked: bool


def officers_keys(session: Session, *, at: datetime) -> list[KeysOf]:
    """List the officers with what they can sign in with."""
    keys = {(key.officer_id, key.kind): key.failed for key in session.scalars(select(SignInKey))}
    lines = (line for line in reference(session).officers if line.retired_on is None or line.retired_on > at.date())
    return [
        KeysOf(line, (line.id, PIN) in keys, (line.id, BADGE) in keys, policy().is_locked(keys.get((line.id, PIN), 0)))
        for line in lines
    ]


# --- with or without signing in --------------------------------------------------------------------------


def begin_sign_in(session: Session, administrator: int | str, secret: str, *, at: datetime) -> tuple[Answer, str]:
    """Ask the officers to sign in from now on; return the recovery code, which is shown once and kept as a digest.

    The administrator proves the own PIN and sits at this desk from then on: nobody is locked out by it.
    """
    ref = reference(session)
    line = ref.officer(administrator, at.date())
    if ADMINISTRATOR not in line.roles:
        return Answer(refusal=Refused("administrator-needed", "administrator", officer=line.name)), ""
    answer = sign_in(session, line.id, secret, at=at)
    if answer.refusal is not None:
        return answer, ""
    _choose(session, "on", at, line.id)
    return answer, _new_code(session, at)


def end_sign_in(session: Session, *, at: datetime, by: int | str | None = None) -> None:
    """Open the desk without signing in from now on; an administrator decides it, and it is written down."""
    by = session.info["database"].at_desk if by is None else by
    _choose(session, "open", at, by)
    _once_committed(session, None)


def _choose(session: Session, value: str, at: datetime, by: int | str | None) -> None:
    row = session.get(Setting, SETTING) or Setting(name=SETTING)
    row.value = value
    session.add(row)
    noted(session, f"sign-in-{'on' if value == 'on' else 'off'}", SETTING, {}, at, by)


def renew_recovery_code(session: Session, *, at: datetime, by: int | str | None = None) -> str:
    """Make a new code for the safe; the one on the old paper is worth nothing any more."""
    code = _new_code(session, at)
    note(session, Note(at, officer_name(session, by, at), "recovery-code", RECOVERY, {}))
    return code


def _new_code(session: Session, at: datetime) -> str:
    code = new_recovery_code()
    _put_key(session, None, RECOVERY, digest_of(code), at)
    return code


def recover(session: Session, code: str, named: int | str, secret: str, *, at: datetime) -> tuple[Answer, str]:
    """Give an officer a new PIN and the role of administrator by the code from the safe; return the next code.

    The code is used up by it. Failed tries are slowed down like any others, but never locked for good.
    """
    line = reference(session).officer(named, at.date())
    plain = check_secret(secret, policy())
    key = _office_key(session, RECOVERY)
    if key is None:
        return Answer(refusal=Refused("recovery-none", "code")), ""
    if wait := _must_wait(key, at):
        return Answer(refusal=wait), ""
    if not opens(key.digest, tidy_code(code)):
        _count_failure(session, key, line.name, at, "recovery")
        return Answer(refusal=Refused("recovery-wrong", "code")), ""
    _put_key(session, line.id, PIN, digest_of(plain), at)
    row = session.get_one(Officer, line.id)
    row.roles = " ".join(dict.fromkeys((*line.roles, ADMINISTRATOR)))
    noted(session, "recovered", line.name, {}, at, line.id)
    return _sit_down(session, line, RECOVERY, at, ""), _new_code(session, at)


# --- roles -----------------------------------------------------------------------------------------------


def set_roles(
    session: Session, named: int | str, roles: tuple[str, ...], *, at: datetime, by: int | str | None = None
) -> OfficerLine:
    """Say which roles an officer has; somebody who can sign in stays administrator where signing in is asked."""
    ref = reference(session)
    line = ref.officer(named, at.date())
    unknown = sorted(set(roles) - set(ref.roles.roles))
    if unknown:
        raise Refused("role-unknown", "roles", roles=", ".join(unknown), known=", ".join(ref.roles.roles))
    keep_an_administrator(session, line.id, roles, at)
    row = session.get_one(Officer, line.id)
    row.roles = " ".join(dict.fromkeys(roles))
    noted(session, "officer-roles", line.name, {"old": list(line.roles), "new": list(roles)}, at, by)
    return OfficerLine(line.id, line.name, line.title, line.retired_on, tuple(roles))


def keep_an_administrator(session: Session, officer: int, roles: tuple[str, ...], at: datetime) -> None:
    """Refuse to take the role of administrator from the last one who can sign in."""
    if ADMINISTRATOR in roles or reference(session).setting(SETTING) != "on":
        return
    others = [one for one in officers_keys(session, at=at) if one.officer.id != officer and one.pin]
    if not any(ADMINISTRATOR in one.officer.roles for one in others):
        raise Refused("last-administrator", "roles")
