"""Signing in: PIN, badge, failed tries, approval by an own PIN, and the code in the safe."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.offices import SignInKey
from papi_desk.domain.errors import Refused
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.deeds import guarded
from papi_desk.services.officers import add_officer
from papi_desk.services.sign_in import (
    approve,
    begin_sign_in,
    end_sign_in,
    officers_keys,
    recover,
    set_badge,
    set_roles,
    set_secret,
    sign_in,
    sign_out,
)
from papi_desk.services.upkeep import verify
from tests.services.conftest import OWNER

AT = datetime(2024, 5, 20, 9)
PIN, HEADS, BADGE = "482915", "thạch sanh 07", "0012345678"


@pytest.fixture
def office(database: Database) -> Database:
    """Return a register with a head who is administrator too, reception with a badge, and signing in asked."""
    for name, roles, pin in (("Lê Thị Thử", ("head", "administrator"), HEADS), ("Trần Ví Dụ", ("reception",), PIN)):
        database.transact(add_officer, name, at=AT)
        database.transact(set_roles, name, roles, at=AT)
        database.transact(set_secret, name, pin, at=AT)
    database.transact(set_badge, "Trần Ví Dụ", BADGE, at=AT)
    answer, database_code = database.transact(begin_sign_in, "Lê Thị Thử", HEADS, at=AT)
    answer.proved()
    database.cache["code"] = database_code  # what is printed for the safe
    return database


def kinds(database: Database) -> list[str]:
    return database.read(lambda session: list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence))))


def counted(database: Database) -> list[str]:
    """Return what each failed try was counted for."""
    failed = select(AuditEntry.subject).where(AuditEntry.action == "sign-in-failed")
    return database.read(lambda session: list(session.scalars(failed)))


def test_an_officer_sits_down_by_pin_or_badge_and_each_is_written_down(office: Database) -> None:
    head = office.at_desk
    office.transact(sign_out, at=AT)
    assert office.at_desk is None
    assert office.transact(sign_in, "Lê Thị Thử", f" {BADGE}\n", at=AT).proved().name == "Trần Ví Dụ"
    assert office.at_desk not in (None, head)
    assert office.transact(sign_in, "Lê Thị Thử", HEADS, at=AT).proved().id == office.at_desk == head
    assert kinds(office)[-3:] == ["sign-out", "sign-in", "sign-in"]
    assert office.read(verify) == []


def test_no_pin_badge_or_code_is_kept_in_plain_letters(office: Database) -> None:
    code = office.cache["code"]
    digests = office.read(lambda session: list(session.scalars(select(SignInKey.digest))))
    assert len(digests) == 5
    assert sum(digest.startswith("$argon2id$v=19$m=65536,t=2,p=2$") for digest in digests) == 3
    told = office.read(lambda session: " ".join(session.scalars(select(AuditEntry.data))))
    for secret in (PIN, HEADS, BADGE, code):
        assert secret not in " ".join(digests) + told


def test_failed_tries_are_slowed_down_then_locked_and_starting_again_forgives_none(office: Database) -> None:
    at, refusals = AT, []
    for _ in range(14):
        answer = office.transact(sign_in, "Trần Ví Dụ", "000000", at=at)
        assert answer.refusal is not None
        refusals.append(answer.refusal.kind)
        at += timedelta(seconds=4)
    assert refusals[:4] == ["secret-wrong", "secret-wrong", "secret-wrong", "try-later"]
    assert counted(office).count("Trần Ví Dụ") == refusals.count("secret-wrong")
    again = guarded(Database(str(office.engine.url)))
    while (answer := again.transact(sign_in, "Trần Ví Dụ", "000000", at=at)).refusal.kind != "officer-locked":  # type: ignore[union-attr]
        at += timedelta(minutes=16)
    right = again.transact(sign_in, "Trần Ví Dụ", PIN, at=at + timedelta(days=1))
    assert right.refusal is not None
    assert right.refusal.kind == "officer-locked"
    badge = again.transact(sign_in, "Lê Thị Thử", BADGE, at=at)
    assert badge.refusal is not None
    assert [line.locked for line in again.read(officers_keys, at=at)] == [False, False, True]
    again.close()
    office.transact(set_secret, "Trần Ví Dụ", "739150", at=at)  # the administrator unlocks by a new PIN
    assert office.transact(sign_in, "Trần Ví Dụ", "739150", at=at).officer is not None


def test_badges_cannot_be_guessed_where_a_pin_is_asked_either(office: Database) -> None:
    """The lock screen takes both in one field: what was not counted as a PIN is counted as a badge."""
    for _ in range(3):
        office.transact(sign_in, "Trần Ví Dụ", "000000", at=AT)
    tries = [office.transact(sign_in, "Trần Ví Dụ", f"99{n:08}", at=AT).refusal for n in range(4)]
    assert {one.kind for one in tries if one} == {"try-later"}
    assert office.transact(sign_in, "Lê Thị Thử", BADGE, at=AT).officer is None  # not even the right one, for now
    later = AT + timedelta(minutes=20)
    assert office.transact(sign_in, "Lê Thị Thử", BADGE, at=later).proved().name == "Trần Ví Dụ"


@pytest.mark.parametrize("secret", ["12", "111111", "123456", "987654", "     7"])
def test_a_pin_that_is_short_or_plain_is_refused(office: Database, secret: str) -> None:
    with pytest.raises(Refused) as refused:
        office.transact(set_secret, "Trần Ví Dụ", secret, at=AT)
    assert refused.value.kind in ("secret-short", "secret-plain")


def full(*_: object) -> None:
    """Stand for a disk that is full at the commit."""
    raise OSError("full")


def test_a_step_beyond_the_limits_needs_the_pin_of_somebody_who_may_approve(office: Database) -> None:
    start = datetime(2024, 5, 6, 9)
    office.transact(set_roles, "Trần Ví Dụ", ("reception", "specialist"), at=AT)
    office.transact(sign_in, "Trần Ví Dụ", PIN, at=AT)
    code = office.transact(register_case, NewCase("1.004884", OWNER), at=start).code

    def extend(approver: str, at: datetime = AT) -> Any:
        ask = StepDetails(reason="Chờ xác minh", approver=approver, new_due=datetime(2024, 6, 20, 16))
        return office.transact(take_step, code, "extend", at=at, ask=ask)

    for approver in ("Lê Thị Thử", "Một Người Lạ"):
        with pytest.raises(Refused) as refused:
            extend(approver)
        assert refused.value.kind == "approval-needed"
    own = office.transact(approve, "Trần Ví Dụ", PIN, code, step="extend", at=AT)
    assert own.refusal is not None
    assert own.refusal.kind == "deed-not-allowed"
    wrong = office.transact(approve, "Lê Thị Thử", "sai mã rồi", code, step="extend", at=AT)
    assert wrong.refusal is not None
    office.transact(approve, "Lê Thị Thử", HEADS, code, step="extend", at=AT).proved()
    late = AT + timedelta(minutes=6)
    with pytest.raises(Refused):
        extend("Lê Thị Thử", late)
    office.transact(approve, "Lê Thị Thử", HEADS, code, step="supplement", at=late).proved()
    with pytest.raises(Refused):  # what was approved is another step
        extend("Lê Thị Thử", late)
    office.transact(approve, "Lê Thị Thử", HEADS, code, step="extend", at=late).proved()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(office.changes, "leave_word", full)
        with pytest.raises(OSError, match="full"):
            extend("Lê Thị Thử", late)
    # what the machine hindered is tried again without asking the approver anew
    assert extend("Lê Thị Thử", late).due_at == datetime(2024, 6, 20, 16)
    with pytest.raises(Refused):  # once
        extend("Lê Thị Thử", late)
    assert [step for _, _, step in office.approvals] == ["supplement"]
    assert "approve-failed" in kinds(office)
    assert "approved" in kinds(office)


def test_the_code_from_the_safe_opens_a_locked_office_once(office: Database) -> None:
    code = office.cache["code"]
    office.transact(sign_out, at=AT)
    wrong, _ = office.transact(recover, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "Lê Thị Thử", "mật khẩu mới", at=AT)
    assert wrong.refusal is not None
    typed = code.lower().replace("-", " ")
    answer, following = office.transact(recover, typed, "Lê Thị Thử", "mật khẩu mới", at=AT)
    assert answer.proved().id == office.at_desk
    assert following not in ("", code)
    used, _ = office.transact(recover, code, "Lê Thị Thử", "mật khẩu mới", at=AT + timedelta(hours=1))
    assert used.refusal is not None
    office.transact(end_sign_in, at=AT)
    assert office.at_desk is None
    assert office.transact(register_case, NewCase("1.004884", OWNER), at=AT).code  # knowingly open again
    assert [kind for kind in kinds(office) if kind.startswith("sign-in-o")] == ["sign-in-on", "sign-in-off"]
