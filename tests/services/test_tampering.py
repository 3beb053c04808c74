"""The tampering matrix: a file edited by hand, cell after cell, and each edit named by ``verify``."""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, LargeBinary

from papi_desk.db.audit import GENESIS, row_hash
from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.row_seals import table_of
from papi_desk.db.sealed_rows import sealed_mappers
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.attention import Attention
from papi_desk.domain.books import SealedPage, seal_of
from papi_desk.domain.periods import Period
from papi_desk.domain.ratings import NewRating
from papi_desk.services.attachments import FOLDER, attach
from papi_desk.services.attention import add_attention
from papi_desk.services.book_pages import page_report
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.day_book import BOOK, close_day
from papi_desk.services.handover import hand_over
from papi_desk.services.imports import import_cases
from papi_desk.services.joining import join_register, other_register
from papi_desk.services.lateness import record_cause
from papi_desk.services.matters import NewFile, add_matter, attach_file
from papi_desk.services.months import close_month
from papi_desk.services.office import set_day
from papi_desk.services.office_rules import set_rules
from papi_desk.services.papers import issue_paper
from papi_desk.services.ratings import record_rating
from papi_desk.services.row_proofs import row_problems
from papi_desk.services.sign_in import set_secret
from papi_desk.services.upkeep import verify
from tests.benchmarks.registers import plain_rows
from tests.services.conftest import LAID_DOWN, OWNER, fresh_register

__all__ = ["fresh_register"]
MORNING = datetime(2024, 5, 6, 9)
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
KEPT = Path(__file__).resolve().parents[1] / "data" / "registers" / "0009.db.xz"
JOINED = datetime(2026, 12, 7, 8)


@pytest.fixture(scope="module")
def worked_in(fresh_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the closed file of a register in which nearly everything was done once."""
    folder = tmp_path_factory.mktemp("worked")
    shutil.copy(fresh_register, folder / "papi-desk.db")
    desk = Database(sqlite_url(folder))
    do: Callable[..., Any] = desk.transact
    do(import_cases, plain_rows(3), at=LAID_DOWN)
    first = do(register_case, NewCase("1.004884", OWNER, all_documents=True), at=MORNING).code
    second = do(register_case, NewCase("2.000815", OWNER, quantities={"pages": 2, "copies": 2}), at=MORNING).code
    do(issue_paper, first, lay_out=kept_layout, at=MORNING)
    do(tell_citizen, first, "Mời bổ sung", "phone", at=MORNING)
    do(take_step, second, "paid", at=MORNING, ask=StepDetails(amount=8000))
    do(hand_over, [first], "Phòng chuyên môn", at=MORNING)
    do(close_day, MORNING.date(), at=MORNING.replace(hour=17))
    do(take_step, second, "finish", at=datetime(2024, 5, 7, 9))
    do(take_step, first, "finish", at=datetime(2024, 5, 30, 9))
    do(record_cause, first, "workload", at=datetime(2024, 5, 30, 9))
    do(close_day, date(2024, 5, 30), at=datetime(2024, 5, 30, 17))
    do(close_month, MAY, at=datetime(2024, 6, 3, 9))
    do(add_attention, Attention(0, "warn", "Mẫu", name="Ai Đó"), at=datetime(2024, 6, 3, 9))
    do(set_day, date(2024, 6, 10), working=False, basis="Mẫu", at=datetime(2024, 6, 3, 9))
    do(set_rules, "hours", {"hours": [HOURS]}, at=datetime(2024, 6, 3, 9))
    do(set_secret, 1, "482915", at=datetime(2024, 6, 3, 9))
    notice = do(add_matter, "disclosure", NOTICE, at=datetime(2024, 6, 3, 9))
    do(attach_file, notice, NewFile("attachment", "thong-bao.pdf", b"%PDF-1.4 mau"), at=datetime(2024, 6, 3, 9))
    do(attach, first, "quet.pdf", b"%PDF-1.4 mau", at=datetime(2024, 6, 3, 9))
    do(record_rating, NewRating({5: "good"}, procedure="2.000815", remark="Mẫu"), at=datetime(2024, 6, 3, 9))
    joined = folder / "other"
    joined.mkdir()
    (joined / "papi-desk.db").write_bytes(lzma.decompress(KEPT.read_bytes()))
    with other_register(joined / "papi-desk.db", at=JOINED) as (other, digest):
        do(join_register, other, digest=digest, prefix="B", at=JOINED)
    assert desk.read(verify) == []
    desk.close()
    return folder / "papi-desk.db"


NOTICE = {"title": "Thông báo mẫu", "group": "finance", "responsible": "Cán bộ mẫu", "forms": ["website"]}
HOURS = {"key": "mau", "sessions": [["07:00", "11:30"], ["13:30", "17:00"]], "valid_from": "2025-01-01", "basis": "Mẫu"}


@pytest.fixture
def tampered(worked_in: Path, own_folder: Path) -> Iterator[sqlite3.Connection]:
    """Return a copy of the file open in a tool that knows no rules, its triggers dropped."""
    own_folder.mkdir(exist_ok=True)
    shutil.copy(worked_in, own_folder / "papi-desk.db")
    shutil.copytree(worked_in.parent / FOLDER, own_folder / FOLDER)
    with closing(sqlite3.connect(own_folder / "papi-desk.db", isolation_level=None)) as tool:
        tool.row_factory = sqlite3.Row
        for (name,) in tool.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            tool.execute(f"DROP TRIGGER {name}")
        yield tool


def proved(own_folder: Path, *heads: tuple[int, str]) -> set[str]:
    desk = Database(sqlite_url(own_folder))
    kinds = {problem.kind for problem in desk.read(verify, heads)}
    desk.close()
    return kinds


# --- rows -----------------------------------------------------------------------------------------------------


def other(kind: Any, column: str) -> str:
    """Return SQL for another value of a column."""
    if isinstance(kind, DateTime):
        return "'2031-01-01 00:00:00.000000'"
    if isinstance(kind, Date):
        return "'2031-01-01'"
    if isinstance(kind, JSON):
        return """'{"x":1}'"""
    if isinstance(kind, Boolean):
        return f'1 - coalesce("{column}", 0)'
    if isinstance(kind, Integer):
        return f'coalesce("{column}", 0) + 7'
    return "x'0102'" if isinstance(kind, LargeBinary) else f"coalesce(\"{column}\", '') || 'x'"


def test_every_cell_of_every_table_that_is_changed_by_hand_is_named(
    tampered: sqlite3.Connection, own_folder: Path
) -> None:
    desk, unseen, cells, empty = Database(sqlite_url(own_folder)), [], 0, set()
    for mapper in sealed_mappers():
        table = table_of(mapper)
        if tampered.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] == 0:
            empty.add(table.name)
            continue
        row = tampered.execute(f"SELECT rowid AS its_place, * FROM {table.name} ORDER BY rowid DESC LIMIT 1").fetchone()
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            if attribute.deferred:
                continue
            cells += 1
            change = f'UPDATE {table.name} SET "{column.name}" = {other(column.type, column.name)} WHERE rowid = ?'
            tampered.execute("PRAGMA foreign_keys = OFF")
            tampered.execute(change, (row["its_place"],))
            kinds = {(kind, data["table"]) for kind, data in desk.read(lambda s: list(row_problems(s)))}
            wanted = {"row-strange", "row-missing"} if column.primary_key else {"row-changed"}
            if kinds != {(kind, table.name) for kind in wanted}:
                unseen.append((table.name, column.name, kinds))
            back = f'UPDATE {table.name} SET "{column.name}" = ? WHERE "{column.name}" IS NOT NULL AND rowid = ?'
            moved = list(table.primary_key) == [column] and isinstance(column.type, Integer)
            place = row["its_place"] + (7 if moved else 0)
            tampered.execute(back, (row[column.name], place))
            if row[column.name] is None:
                tampered.execute(f'UPDATE {table.name} SET "{column.name}" = NULL WHERE rowid = ?', (place,))
    assert desk.read(verify) == []
    desk.close()
    assert unseen == []
    assert empty == set()
    assert cells > 200


def test_every_row_taken_out_or_put_in_by_hand_is_named(tampered: sqlite3.Connection, own_folder: Path) -> None:
    desk = Database(sqlite_url(own_folder))
    for mapper in sealed_mappers():
        table = table_of(mapper).name
        rows = [tuple(row) for row in tampered.execute(f"SELECT * FROM {table} LIMIT 1")]
        if not rows or len(table_of(mapper).primary_key) > 1:
            continue
        tampered.execute(f"CREATE TABLE kept AS SELECT rowid AS its_place, * FROM {table} ORDER BY rowid DESC LIMIT 1")
        names = [f'"{column.name}"' for column in table_of(mapper).columns if column.computed is None]
        tampered.execute(f"DELETE FROM {table} WHERE rowid = (SELECT its_place FROM kept)")
        assert ("row-missing", table) in found(desk), table
        tampered.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM kept")
        assert found(desk) == set(), table
        if isinstance(table_of(mapper).primary_key.columns[0].type, Integer):
            key = f'"{table_of(mapper).primary_key.columns[0].name}"'
            tampered.execute(f"UPDATE kept SET {key} = {key} + 1000")
            unique = [n for n in ("code", "name", "internal_id", "number", "book", "kind") if f'"{n}"' in names]
            for name in unique[:3]:
                tampered.execute(f'UPDATE kept SET "{name}" = "{name}" || \'9\'')
            if table == "month_seals":
                tampered.execute("UPDATE kept SET first = '2031-01-01'")
            tampered.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM kept")
            assert ("row-strange", table) in found(desk), table
            tampered.execute(f"DELETE FROM {table} WHERE {key} = (SELECT {key} FROM kept)")
        tampered.execute("DROP TABLE kept")
    assert found(desk) == set()
    desk.close()


def found(desk: Database) -> set[tuple[str, str]]:
    return {(kind, data["table"]) for kind, data in desk.read(lambda s: list(row_problems(s)))}


def test_a_value_that_no_use_case_could_have_written_is_named_and_not_stumbled_over(
    tampered: sqlite3.Connection, own_folder: Path
) -> None:
    tampered.execute("UPDATE parties SET birth_date = 'hôm qua' WHERE id = 4")
    tampered.execute("UPDATE case_events SET data = '{' WHERE id = 4")
    assert {"row-unreadable"} <= proved(own_folder)


def test_a_file_exchanged_by_hand_is_named_wherever_it_is_kept(tampered: sqlite3.Connection, own_folder: Path) -> None:
    tampered.execute("UPDATE matter_files SET content = x'255044462D'")
    for kept in (own_folder / FOLDER).rglob("*.pdf"):
        kept.write_bytes(b"%PDF-1.4 khac")
    assert proved(own_folder) == {"matter-file-changed", "attachment-changed"}


# --- the log --------------------------------------------------------------------------------------------------


def log(tool: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = [dict(row) for row in tool.execute("SELECT * FROM audit_log ORDER BY sequence")]
    return [{**row, "at": datetime.fromisoformat(row["at"])} for row in rows]


def write(tool: sqlite3.Connection, rows: list[dict[str, Any]], *, head: bool = True) -> None:
    """Write a log anew, chained like a real one, its head put right."""
    previous = GENESIS
    tool.execute("DELETE FROM audit_log")
    for sequence, row in enumerate(rows, 1):
        row |= {"sequence": sequence, "previous": previous}
        previous = row["hash"] = row_hash(previous, row)
        values = {**row, "at": row["at"].isoformat(" ") + ".000000"}
        tool.execute(
            f"INSERT INTO audit_log ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
        )
    if head:
        tool.execute("UPDATE audit_head SET sequence = ?, hash = ?", (len(rows), previous))


def line_of(rows: list[dict[str, Any]], action: str) -> int:
    return next(at for at, row in enumerate(rows) if row["action"] == action)


def edited(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows[line_of(rows, "contact")]["officer"] = "Người khác"
    return rows


def cut_out(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = line_of(rows, "contact")
    return rows[:at] + rows[at + 1 :]


def put_in(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = line_of(rows, "contact")
    return [*rows[:at], dict(rows[at]), *rows[at:]]


def reordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = line_of(rows, "contact")
    return [*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]]


@pytest.mark.parametrize("change", [edited, cut_out, put_in, reordered])
def test_a_chain_reckoned_anew_from_the_middle_is_named_by_the_pages_closed_after_it(
    tampered: sqlite3.Connection, own_folder: Path, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
) -> None:
    write(tampered, change(log(tampered)))
    assert "page-log" in proved(own_folder)


def test_a_tail_cut_off_with_the_head_put_right_is_named_by_the_rows_it_told_of(
    tampered: sqlite3.Connection, own_folder: Path
) -> None:
    rows = log(tampered)
    write(tampered, rows[:-1])
    assert proved(own_folder) == {"row-strange"}
    write(tampered, rows[: line_of(rows, "month-close")])
    assert {"row-strange", "row-changed"} <= proved(own_folder) | {"row-changed"}


def rewrite_everything(tool: sqlite3.Connection) -> None:
    """Do what a forger with the whole program could: change the log, and every page and seal that told of it."""
    import json

    rows = edited(log(tool))
    write(tool, rows)
    previous = GENESIS
    for page in tool.execute("SELECT * FROM book_pages WHERE book = ? ORDER BY number", (BOOK,)).fetchall():
        there = log(tool)
        kept = SealedPage(
            page["book"], page["year"], page["number"], date.fromisoformat(page["day"]), json.loads(page["content"]),
            page["audit_sequence"], there[page["audit_sequence"] - 1]["hash"], previous,
        )  # fmt: skip
        seal = seal_of(kept)
        tool.execute(
            "UPDATE book_pages SET audit_hash = ?, previous = ?, seal = ? WHERE id = ?",
            (kept.audit_hash, previous, seal, page["id"]),
        )
        for row in there:
            row["data"] = row["data"].replace(page["seal"], seal)
        write(tool, there)
        previous = seal


def test_even_a_register_forged_whole_is_named_by_what_is_printed_on_a_closed_page(
    tampered: sqlite3.Connection, own_folder: Path
) -> None:
    desk = Database(sqlite_url(own_folder))
    printed = desk.read(page_report, BOOK, 2024, 2).footnotes[-1].rpartition("nhật ký dòng ")[2]
    desk.close()
    line, letters = printed.split()
    head = int(line), letters
    assert proved(own_folder, head) == set()
    rewrite_everything(tampered)
    named = proved(own_folder, head)
    assert "audit-printed" in named
    assert "page-log" not in named  # nothing inside shows it any more but the seals of the rows
