"""Nothing that the register keeps of people reaches a published byte: every column of words is planted and looked for.

A column that comes new is planted too, until somebody says below that the public may read it or that no person's words
can stand in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, LargeBinary, Text

from papi_desk.cli import main
from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.models.every import Base
from papi_desk.domain.attention import Attention
from papi_desk.domain.cases import Action
from papi_desk.domain.matters import MatterField
from papi_desk.domain.people import Person
from papi_desk.domain.ratings import NewRating
from papi_desk.services.attachments import attach
from papi_desk.services.attention import add_attention
from papi_desk.services.cases import HandedIn, NewCase, register_case, take_step
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.drafts import save_draft
from papi_desk.services.handover import hand_over
from papi_desk.services.lateness import record_cause
from papi_desk.services.matter_books import matter_books
from papi_desk.services.matters import NewFile, add_matter, take_matter_step
from papi_desk.services.papers import issue_paper
from papi_desk.services.ratings import record_rating
from papi_desk.services.saved_views import save_view
from papi_desk.services.setting_up import set_up
from papi_desk.services.turned_away import turn_away

AT = datetime(2026, 4, 1, 9)
PRIVATE_BOOKS = "book NOT IN ('disclosure', 'feedback')"
"""Not the books of which something is published: what of it is private is planted in the other test."""
NOT_OF_PEOPLE = frozenset(
    {
        "audit_head", "audit_log", "book_pages", "calendar_days", "counters", "fields", "joined_log", "joined_pages",
        "joined_registers", "month_seals", "office_rules", "offices", "procedure_versions", "procedures",
        "queue_tickets", "rating_answers", "settings", "sign_in_keys",
    }
)  # fmt: skip
"""Tables of rules, numbers and seals."""
PARSED = frozenset(
    {
        "attention.effect", "attachments.kind", "book_entries.book", "case_events.action", "cases.channel",
        "cases.code", "cases.series", "charges.kind", "contacts.means", "drafts.page", "issued_papers.form",
        "issued_papers.form_set",
        "issued_papers.lookup", "issued_papers.template", "late_causes.cause", "matter_events.action",
        "matter_events.status", "matter_files.role", "matters.book", "matters.group", "matters.status", "parties.kind",
        "parties.role", "parties.sex", "payments.method", "ratings.means", "results.kind", "saved_views.page",
    }
)  # fmt: skip
"""Columns of the program's own words: kinds, states, and the numbers and keys that a look-up needs."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a register in which something stands in every table that tells of people."""
    (tmp_path / "data").mkdir()
    database = Database(sqlite_url(tmp_path / "data"))
    database.upgrade()
    database.transact(set_up, at=AT)
    person = Person("person", "Nguyễn Văn Mẫu", id_number="033090001234", phone="0912345678")
    new = NewCase("1.004884", person, note="x", documents=(HandedIn("x"),))
    codes = [database.transact(register_case, new, at=AT).code for _ in range(2)]
    copies = NewCase("2.000815", person, quantities={"pages": 2, "copies": 2})
    codes.append(database.transact(register_case, copies, at=AT).code)
    for code in codes:
        database.transact(issue_paper, code, lay_out=lambda *_: b"", at=AT)
    for action in (Action.PAID, Action.FINISH, Action.RETURN):
        database.transact(take_step, codes[2], action, at=AT + timedelta(minutes=9))
    database.transact(record_rating, NewRating({5: "poor"}, codes[0], on=AT.date(), remark="x"), at=AT)
    database.transact(tell_citizen, codes[0], "x", "phone", at=AT)
    database.transact(add_attention, Attention(0, "refuse", "x", number="033090001234"), at=AT)
    database.transact(hand_over, codes[:1], "x", at=AT)
    database.transact(attach, codes[0], "x.pdf", b"%PDF-1.7 x", at=AT)
    database.transact(record_cause, codes[0], "other", remark="x", at=AT + timedelta(days=20))
    database.transact(turn_away, "supplement", "Trần Văn Mẫu", "1.004884", "x", ["x"], at=AT)
    database.transact(save_draft, page="register", payload={"name": "x"}, draft=None, at=AT)
    database.transact(save_view, "cases", "x", {"query": "x"}, officer=None)
    _write_matters(database)
    database.close()
    return tmp_path / "data"


def _write_matters(database: Database) -> None:
    """Write a matter into every book, and take it one step on where that is allowed."""
    for name, book in matter_books().items():
        content = {field.name: words for field in book.fields if (words := _words(field))}
        files = [NewFile(role, "x.txt", b"x") for role in book.roles if role != "attachment"]
        key = database.transact(add_matter, name, content, files=files, at=AT)
        if name == "disclosure":
            database.transact(take_matter_step, key, "post", remark="x", at=AT)


def _words(field: MatterField) -> str | None:
    kinds = {"text": "x", "long": "x", "day": "2026-03-31", "count": "2026", "choice": next(iter(field.choices), "")}
    if field.hidden or field.name == "procedure":
        return None
    return "website" if field.name == "forms" else kinds.get(field.kind)


def planted_columns() -> Iterator[tuple[str, Column[Any]]]:
    """Yield every column in which words of people can stand."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            told = isinstance(column.type, Text | JSON | LargeBinary) and name not in PARSED
            if told and table.name not in NOT_OF_PEOPLE:
                yield name, column


def _plant(register: sqlite3.Connection, name: str, column: Column[Any]) -> int:
    table, own = column.table.name, column.name
    where = {"matters": PRIVATE_BOOKS, "matter_files": "role <> 'attachment'"}.get(table, "1 = 1")
    mark = f"DẤU {name}"
    value: str | bytes = mark.encode() if isinstance(column.type, LargeBinary) else mark
    words = "?"
    if isinstance(column.type, JSON):
        words = (
            f"CASE json_type(\"{own}\") WHEN 'object' THEN json_set(\"{own}\", '$.mark', ?1) ELSE json_array(?1) END"
        )
    return register.execute(f'UPDATE OR IGNORE "{table}" SET "{own}" = {words} WHERE {where}', (value,)).rowcount


def test_no_words_of_people_stand_in_any_published_byte(data: Path, tmp_path: Path) -> None:
    planted = {}
    with closing(sqlite3.connect(next(data.glob("*.db")))) as register:
        for (guard,) in register.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            register.execute(f'DROP TRIGGER "{guard}"')
        for name, column in planted_columns():
            planted[name] = _plant(register, name, column)
        register.commit()
    site = tmp_path / "site"
    assert main(["publish", "-o", str(site), "--now", "2026-05-04T09:00", "--data", str(data), "--json"]) == 0
    found = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert len(found) > 250
    assert [path for path, content in found.items() if "DẤU ".encode() in content or b"\\u1ea4U " in content] == []
    assert [name for name, rows in planted.items() if not rows] == []
