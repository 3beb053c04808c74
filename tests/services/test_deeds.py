"""Who may do what: every step and deed tried by every role through the services, and nothing without a role."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.db.models.offices import Officer
from papi_desk.db.sealed_rows import sealed_mappers
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.attention import Attention
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.domain.roles import read_roles
from papi_desk.services.attention import add_attention
from papi_desk.services.cases import NewCase, Paid, StepDetails, register_case, take_step
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.deeds import check_deeds, seat
from papi_desk.services.office import set_day, set_office, set_setting
from papi_desk.services.officers import add_officer, retire_officer
from papi_desk.services.papers import issue_paper
from papi_desk.services.procedures import offer
from papi_desk.services.reference import packaged
from papi_desk.services.roles import drop_role, role_table, set_role
from papi_desk.services.sign_in import begin_sign_in, set_roles, set_secret, sign_in, sign_out
from papi_desk.services.undo import undo_step
from tests.services.conftest import OWNER

TABLE = read_roles(packaged("roles.toml"))
AT = datetime(2024, 5, 20, 9)
PIN = "482915"
BEFORE = {
    Action.RESUBMIT: ("supplement",), Action.CLOSE: ("supplement",), Action.RETURN: ("finish",),
}  # fmt: skip


class _Enough(Exception):
    """Everything was allowed; nothing is to be kept."""


@pytest.fixture
def staffed(database: Database) -> Database:
    """Return a register that asks to sign in, with an officer for each role, named as the role."""
    for role in TABLE.roles:
        database.transact(add_officer, role, at=AT)
        database.transact(set_roles, role, (role,), at=AT)
    database.transact(add_officer, "nothing", at=AT)
    database.transact(set_secret, "administrator", PIN, at=AT)
    answer, code = database.transact(begin_sign_in, "administrator", PIN, at=AT)
    assert answer.proved().name == "administrator"
    assert len(code) == 29
    return database


def sit(database: Database, name: str) -> None:
    """Put an officer at the desk without the work of a PIN."""
    known = database.read(lambda session: {line.name: line.id for line in seat_lines(session)})
    database.at_desk = known.get(name)


def seat_lines(session: Any) -> list[Any]:
    from papi_desk.services.reference import reference

    return list(reference(session).officers)


def unwatched(database: Database, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Prepare something as if the office did not ask to sign in."""
    guard, database.guard = database.guard, None
    try:
        return database.transact(use_case, *args, **kwargs)
    finally:
        database.guard = guard


def prepared(database: Database) -> dict[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]:
    """Return for every deed a use case that does it, ready to be tried."""
    found: dict[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = {}
    for day, action in enumerate(Action, 1):
        online = action in (Action.ACCEPT, Action.DENY)
        at = AT - timedelta(days=28 + (14 if action is Action.APOLOGISE else 0))
        procedure = "1.000894" if action is Action.VERIFY else "1.004884"
        new = NewCase(procedure, OWNER, channel="online" if online else "direct")
        code = unwatched(database, register_case, new, at=at, by="head").code
        for step in BEFORE.get(action, ()):
            ask = StepDetails(reason="Thiếu giấy")
            unwatched(database, take_step, code, step, at=at + timedelta(hours=day), by="head", ask=ask)
        new_due = AT + timedelta(days=5) if action in (Action.APOLOGISE, Action.EXTEND) else None
        changes = {"note": "Đã sửa"} if action is Action.AMEND else {}
        ask = StepDetails(reason="Theo mẫu", amount=1000, new_due=new_due, changes=changes, variant="verification")
        when = at + timedelta(hours=30) if action is Action.EXTEND else AT
        found[str(action)] = (take_step, (code, action), {"at": when, "recorded_at": AT, "ask": ask})
    done = unwatched(database, register_case, NewCase("1.004884", OWNER), at=AT, by="head").code
    found |= {
        "register": (register_case, (NewCase("1.004884", OWNER),), {"at": AT}),
        "paper": (issue_paper, (done,), {"at": AT, "lay_out": kept_layout}),
        "contact": (tell_citizen, (done, "Mời nhận", "phone"), {"at": AT}),
        "setting": (set_setting, ("province", "Thái Bình"), {"at": AT}),
        "office": (set_office, ({"place": "Xã Thử"},), {"at": AT}),
        "calendar": (set_day, (AT.date(),), {"working": False, "basis": "Mẫu", "at": AT}),
        "officer-added": (add_officer, ("Người Mới",), {"at": AT}),
        "officer-retired": (retire_officer, ("nothing",), {"at": AT}),
        "officer-roles": (set_roles, ("nothing", ("head",)), {"at": AT}),
        "role": (set_role, ("cashier", "Thu tiền", ("money",)), {"at": AT}),
        "offer": (offer, ("1.004884", True), {"at": AT}),
        "attention-added": (add_attention, (Attention(0, "warn", "Mẫu", name="Ai Đó"),), {"at": AT}),
    }
    return found


def test_every_step_and_deed_is_tried_by_every_role_and_done_by_those_alone_that_may(staffed: Database) -> None:
    def only_look(session: Any, notes: Any) -> Any:
        check_deeds(session, notes)
        raise _Enough

    tries = prepared(staffed)
    staffed.guard = only_look
    wrong, tried = [], 0
    for who in (*TABLE.roles, "nothing", "nobody"):
        sit(staffed, who)
        for deed, (use_case, args, kwargs) in tries.items():
            expected = who in TABLE.roles and TABLE.work_of(deed) in TABLE.roles[who].may
            with pytest.raises((Refused, _Enough)) as came:
                staffed.transact(use_case, *args, **kwargs)
            no = "sign-in-first" if who == "nobody" else "deed-not-allowed"
            tried += 1
            if getattr(came.value, "kind", "done") != ("done" if expected else no):
                wrong.append((who, deed, came.value))
            assert staffed.read(seat).may(deed) == expected, (who, deed)
    assert not wrong
    assert tried == (len(TABLE.roles) + 2) * (len(Action) + 12)


def test_every_kind_of_note_in_the_program_belongs_to_a_work() -> None:
    kinds = set()
    for path in Path(__file__).parents[2].joinpath("papi_desk", "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 2:
                place = {"Note": 2, "noted": 1}.get(node.func.id)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    kinds.add(node.args[place].value)
    assert len(kinds) > 40
    assert {kind for kind in kinds if TABLE.work_of(kind) == "rest"} == set()
    for role in TABLE.roles.values():
        assert role.may <= set(TABLE.works), role.name


def test_nobody_writes_in_the_name_of_another(staffed: Database) -> None:
    sit(staffed, "reception")
    with pytest.raises(Refused) as refused:
        staffed.transact(register_case, NewCase("1.004884", OWNER), at=AT, by="head")
    assert refused.value.kind == "not-at-desk"
    done = staffed.transact(register_case, NewCase("1.004884", OWNER), at=AT)
    sit(staffed, "head")
    with pytest.raises(Refused) as refused:
        staffed.transact(undo_step, done.code, at=AT)
    assert refused.value.kind == "undo-by-another"


def test_money_taken_with_a_case_needs_the_right_to_take_money(staffed: Database) -> None:
    sit(staffed, "administrator")
    staffed.transact(set_role, "reception", "Tiếp nhận", ("intake",), at=AT)
    sit(staffed, "reception")
    new = NewCase("2.000815", OWNER, quantities={"pages": 2, "copies": 1})
    staffed.transact(register_case, new, at=AT)
    with pytest.raises(Refused) as refused:
        staffed.transact(register_case, replace(new, paid=Paid()), at=AT)
    assert refused.value.kind == "deed-not-allowed"
    assert "Thu tiền" in str(refused.value.data["work"])


def test_a_role_changed_at_one_desk_holds_at_the_next_step_everywhere(staffed: Database) -> None:
    other = Database(str(staffed.engine.url))
    other.guard = check_deeds
    sit(other, "cashier")
    with pytest.raises(Refused):
        other.transact(register_case, NewCase("1.004884", OWNER), at=AT)
    staffed.transact(set_role, "cashier", "Thu tiền", ("money", "intake"), at=AT)
    assert other.transact(register_case, NewCase("1.004884", OWNER), at=AT).code
    staffed.transact(drop_role, "cashier", at=AT)
    with pytest.raises(Refused):
        other.transact(register_case, NewCase("1.004884", OWNER), at=AT)
    assert staffed.read(role_table) == TABLE
    other.close()


def test_the_last_administrator_stays_and_keeps_the_care_of_officers(staffed: Database) -> None:
    for use_case, args in (
        (set_roles, ("administrator", ("head",))),
        (retire_officer, ("administrator",)),
        (set_role, ("administrator", "Quản trị", ("office",))),
    ):
        with pytest.raises(Refused) as refused:
            staffed.transact(use_case, *args, at=AT)
        assert refused.value.kind in ("last-administrator", "administrator-keeps")


def test_a_change_made_in_the_doing_grants_nothing(staffed: Database) -> None:
    def grant_and_use(session: Any, *, at: datetime) -> None:
        set_role(session, "cashier", "Thu tiền", ("officers", "money"), at=at)

    sit(staffed, "cashier")
    with pytest.raises(Refused):
        staffed.transact(grant_and_use, at=AT)
    staffed.transact(sign_out, at=AT)
    assert staffed.at_desk is None
    with pytest.raises(Refused) as refused:
        staffed.transact(set_setting, "sign_in", "open", at=AT)
    assert refused.value.kind == "sign-in-own-way"
    assert staffed.transact(sign_in, "administrator", PIN, at=AT).proved().name == "administrator"


def test_a_change_without_a_note_of_its_own_is_asked_about_too(staffed: Database) -> None:
    def slip_in(session: Any) -> None:
        session.add(Officer(name="Ai Đó", title="", active_from=AT.date(), roles="administrator"))

    for who, kind in (("cashier", "deed-not-allowed"), ("nobody", "sign-in-first")):
        sit(staffed, who)
        with pytest.raises(Refused) as refused:
            staffed.transact(slip_in)
        assert refused.value.kind == kind
    assert "Ai Đó" not in [line.name for line in staffed.read(seat_lines)]


def test_nothing_in_the_program_writes_sealed_rows_past_the_session() -> None:
    """Rows written by statement leave neither seal nor note: only imports do, which seal what they wrote."""
    sealed = {mapper.class_.__name__ for mapper in sealed_mappers()}
    there = Path(__file__).parents[2] / "papi_desk"
    found = []
    for path in [*there.joinpath("services").rglob("*.py"), *there.joinpath("commands").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                named = node.args[0].id if isinstance(node.args[0], ast.Name) else ""
                if node.func.id in ("insert", "update", "delete") and named in sealed:
                    found.append((path.name, node.func.id, named))
    assert {name for name, _, _ in found} <= {"imports.py"}, found
