"""The audit chain: whole after any use case, closed to changes, and any tampering by hand is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from papi_desk.db.audit import row_hash
from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.office import set_setting
from papi_desk.services.officers import add_officer
from papi_desk.services.papers import issue_paper
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

MORNING = datetime(2024, 5, 6, 9)
OWNER = Person("person", "Nguyễn Văn Mẫu")


@pytest.fixture
def register(database_url: str) -> Iterator[Database]:
    """Return a register in which a few things happened; its chain has nine rows or more."""
    database = Database(database_url)
    database.upgrade()
    database.transact(set_up, at=datetime(2024, 1, 2, 8))
    database.transact(add_officer, "Trần Thị Ví Dụ", at=datetime(2024, 1, 2, 8))
    database.transact(set_setting, "desk_code", "TP", at=datetime(2024, 1, 2, 8))
    code = database.transact(register_case, NewCase("1.004884", OWNER), at=MORNING).code
    database.transact(issue_paper, code, lay_out=kept_layout, at=MORNING)
    database.transact(
        take_step, code, "supplement", at=datetime(2024, 5, 8, 10), ask=StepDetails(reason="Thiếu bản sao")
    )
    database.transact(tell_citizen, code, "Mời bổ sung", "phone", at=datetime(2024, 5, 8, 10, 5))
    database.transact(take_step, code, "resubmit", at=datetime(2024, 5, 16, 10), by="Trần Thị Ví Dụ")
    database.transact(take_step, code, "finish", at=datetime(2024, 5, 20, 10))
    yield database
    database.close()


def found(database: Database) -> list[str]:
    return [problem.kind for problem in database.read(verify)]


def chain(session: Session) -> list[dict[str, Any]]:
    table = AuditEntry.__table__
    return [dict(row) for row in session.execute(select(table).order_by(table.c.sequence)).mappings()]


def test_the_chain_is_whole_after_every_use_case(register: Database) -> None:
    rows = register.read(chain)
    assert found(register) == []
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["action"] for row in rows[-6:]] == ["register", "paper", "supplement", "contact", "resubmit", "finish"]
    assert all(later["previous"] == earlier["hash"] for earlier, later in pairwise(rows))


def test_a_refused_use_case_leaves_no_trace_in_the_chain(register: Database) -> None:
    before = register.read(chain)
    with pytest.raises(Refused):
        register.transact(take_step, "TP-240506-0001", "extend", at=datetime(2024, 5, 21, 8))
    assert register.read(chain) == before
    assert found(register) == []


@pytest.mark.parametrize("table", ["audit_log", "case_events"])
@pytest.mark.parametrize("change", ["UPDATE {} SET action = 'x'", "DELETE FROM {}"])
def test_the_log_and_the_history_refuse_changes(register: Database, table: str, change: str) -> None:
    statement = text(change.format(table))
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        register.transact(lambda session: session.execute(statement) and None)
    assert found(register) == []


def _edit(connection: Connection) -> None:
    connection.execute(text("UPDATE audit_log SET officer = 'Người khác' WHERE sequence = 4"))


def _edit_and_hash_again(connection: Connection) -> None:
    row = dict(connection.execute(select(AuditEntry.__table__).where(AuditEntry.sequence == 4)).mappings().one())
    row["officer"] = "Người khác"
    values = {"officer": row["officer"], "hash": row_hash(row["previous"], row)}
    connection.execute(text("UPDATE audit_log SET officer = :officer, hash = :hash WHERE sequence = 4"), values)


def _remove(connection: Connection) -> None:
    connection.execute(text("DELETE FROM audit_log WHERE sequence = 4"))


def _remove_the_last(connection: Connection) -> None:
    connection.execute(text("DELETE FROM audit_log WHERE sequence = (SELECT max(sequence) FROM audit_log)"))


def _remove_everything(connection: Connection) -> None:
    connection.execute(text("DELETE FROM audit_log"))


def _insert(connection: Connection) -> None:
    row = dict(
        connection.execute(select(AuditEntry.__table__).order_by(AuditEntry.sequence.desc())).mappings().first() or {}
    )
    row |= {"sequence": row["sequence"] + 1, "previous": row["hash"], "action": "finish"}
    row["hash"] = row_hash(row["previous"], row)
    connection.execute(AuditEntry.__table__.insert(), row)


def _reorder(connection: Connection) -> None:
    for old, new in ((4, -1), (5, 4), (-1, 5)):
        connection.execute(text(f"UPDATE audit_log SET sequence = {new} WHERE sequence = {old}"))


@pytest.mark.parametrize(
    ("tamper", "kinds"),
    [
        (_edit, {"audit-edited"}),
        (_edit_and_hash_again, {"audit-link"}),
        (_remove, {"audit-gap", "audit-link", "row-strange"}),
        (_remove_the_last, {"audit-head", "row-changed", "row-strange"}),
        (_remove_everything, {"audit-head", "rows-unsealed"}),
        (_insert, {"audit-head"}),
        (_reorder, {"audit-edited", "audit-link"}),
    ],
)
def test_tampering_with_the_log_by_hand_is_found(
    register: Database, tamper: Callable[[Connection], None], kinds: set[str]
) -> None:
    on = "" if register.engine.dialect.name == "sqlite" else " ON audit_log"
    with register.engine.connect() as connection, connection.begin():
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_log_no_{verb}{on}"))
        tamper(connection)
    assert set(found(register)) == kinds


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE cases SET status = 10", "history"),
        ("UPDATE cases SET due_at = '2024-06-30 17:00:00.000000'", "history"),
        ("UPDATE counters SET value = value + 1 WHERE name LIKE 'case/%'", "counter"),
        ("UPDATE cases SET number = 2", "number-gap"),
        ("INSERT INTO counters (name, value) VALUES ('case/TP-240507', 3)", "number-gap"),
    ],
)
def test_a_case_or_a_number_changed_by_hand_is_found(register: Database, statement: str, kind: str) -> None:
    with register.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))
    assert kind in found(register)
