"""The statutory book: its lines, its pages closed day by day, and whatever is done to a closed page by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.books import BookPage
from papi_desk.domain.books import GENESIS, SealedPage, report_of, report_words, seal_of
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import Period
from papi_desk.domain.records import field_names
from papi_desk.services.book_pages import page_report, verify_pages
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.day_book import BOOK, ClosedDay, book_report, close_day
from papi_desk.services.office import set_setting
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

COPIES, BIRTH_AGAIN = "2.000815", "1.004884"
OWNER = Person("person", "Nguyễn Văn Mẫu", phone="0912345678", address="Thôn Mẫu")
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))
Rows = list[dict[str, Any]]


@pytest.fixture
def register(database_url: str) -> Iterator[Database]:
    """Return a register just laid down, on either database."""
    opened = Database(database_url)
    opened.upgrade()
    opened.transact(set_up, at=datetime(2024, 1, 2, 8))
    yield opened
    opened.close()


def receive(register: Database, at: datetime, recorded: datetime | None = None, **new: Any) -> str:
    wanted = NewCase(**{"procedure": BIRTH_AGAIN, "owner": OWNER, **new})
    return register.transact(register_case, wanted, at=at, recorded_at=recorded).code


def close(register: Database, day: date, at: datetime | None = None) -> ClosedDay:
    return register.transact(close_day, day, at=at or datetime(day.year, day.month, day.day, 17))


def named(report: Any) -> Rows:
    names = [column.name for column in report.columns]
    return [dict(zip(names, row.values, strict=True)) for row in report.rows if row.kind == "row"]


def book(register: Database, period: Period = MAY, field: str | None = None) -> Rows:
    return register.read(lambda s: named(book_report(s, period, field, now=datetime(2024, 6, 1, 8))))


def page(register: Database, number: int, year: int = 2024) -> Any:
    return register.read(page_report, BOOK, year, number)


def test_the_book_lists_a_period_in_order_of_reception_with_the_columns_of_the_form(register: Database) -> None:
    later = receive(register, datetime(2024, 5, 7, 9), procedure=COPIES)
    receive(register, datetime(2024, 5, 6, 9), recorded=datetime(2024, 5, 7, 10), sets=2, official_code="H31.1-1")
    receive(register, datetime(2024, 6, 3, 9))
    register.transact(take_step, later, "finish", at=datetime(2024, 5, 7, 10))
    register.transact(take_step, later, "return", at=datetime(2024, 5, 7, 11), ask=StepDetails(taken_by="Trần Ví Dụ"))
    first, second = book(register)
    assert (first["tt"], first["code"], first["sets"]) == (1, "H31.1-1", 2)
    assert (first["received"], first["due"], first["returned"]) == (date(2024, 5, 6), date(2024, 5, 13), None)
    assert first["contact"] == "Thôn Mẫu, 0912345678"
    assert first["note"] == "Ghi muộn lúc 10:00 07/05/2024"
    assert (second["tt"], second["code"], second["taken_by"]) == (2, later, "Trần Ví Dụ")
    assert second["returned"] == date(2024, 5, 7)


def test_the_book_of_one_field_leaves_the_others_out_and_refuses_a_field_nobody_knows(register: Database) -> None:
    receive(register, datetime(2024, 5, 6, 9))
    receive(register, datetime(2024, 5, 6, 10), procedure=COPIES)
    assert [row["procedure"][:9] for row in book(register, field="Chứng thực")] == ["Chứng thự"]
    with pytest.raises(Refused) as caught:
        book(register, field="Thiên văn")
    assert caught.value.kind == "field-unknown"


def test_the_form_of_the_book_follows_its_dates(register: Database) -> None:
    def form(last: date) -> tuple[str, str]:
        report = register.read(book_report, Period(last, last), now=datetime(2026, 1, 2))
        return report.form_number, report.form_basis

    assert form(date(2024, 5, 6)) == ("Mẫu số 06", "TT 01/2018/TT-VPCP")
    assert form(date(2025, 9, 15)) == ("Mẫu số 07", "TT 03/2025/TT-VPCP")


def test_a_void_case_keeps_its_line_in_the_book(register: Database) -> None:
    code = receive(register, datetime(2024, 5, 6, 9))
    register.transact(take_step, code, "void", at=datetime(2024, 5, 6, 10), ask=StepDetails(reason="Lập nhầm"))
    assert [row["note"] for row in book(register)] == ["Hủy số: Lập nhầm"]


def test_closing_a_day_seals_its_rows_and_a_later_correction_comes_on_a_later_page(register: Database) -> None:
    code = receive(register, datetime(2024, 5, 6, 9))
    (first,) = close(register, date(2024, 5, 6)).pages
    issued = page(register, 1)
    amend = StepDetails(reason="Sai tên", changes={"owner_name": "Nguyễn Văn Sửa"})
    register.transact(take_step, code, "amend", at=datetime(2024, 5, 7, 9), ask=amend)
    (second,) = close(register, date(2024, 5, 7)).pages
    assert (first.number, second.number, first.rows, second.rows) == (1, 2, 1, 1)
    assert page(register, 1) == issued
    assert named(page(register, 1))[0]["owner"] == "Nguyễn Văn Mẫu"
    (corrected,) = named(page(register, 2))
    assert (corrected["owner"], corrected["note"]) == ("Nguyễn Văn Sửa", "Đính chính: Sai tên")
    assert first.seal in page(register, 1).footnotes[-2]
    assert first.seal in page(register, 2).footnotes[-1]
    assert register.read(verify_pages, 2024).ok
    assert register.read(verify) == []


def test_a_late_entry_comes_on_the_page_of_the_day_it_was_written_and_is_marked(register: Database) -> None:
    close(register, date(2024, 5, 6))
    receive(register, datetime(2024, 5, 6, 9), recorded=datetime(2024, 5, 7, 8))
    close(register, date(2024, 5, 7))
    assert named(page(register, 1)) == []
    assert "Trong ngày không có hồ sơ nào vào sổ." in page(register, 1).footnotes
    (late,) = named(page(register, 2))
    assert (late["received"], late["note"]) == (date(2024, 5, 6), "Ghi muộn lúc 08:00 07/05/2024")


def test_a_day_with_many_cases_takes_several_pages_numbered_on(register: Database) -> None:
    for number in range(30):
        receive(register, datetime(2024, 5, 6, 9, number))
    pages = close(register, date(2024, 5, 6)).pages
    assert sum(p.rows for p in pages) == 30
    assert len(pages) > 1
    assert [row["tt"] for p in pages for row in named(page(register, p.number))] == list(range(1, 31))
    receive(register, datetime(2024, 5, 7, 9))
    close(register, date(2024, 5, 7))
    assert [row["tt"] for row in named(page(register, len(pages) + 1))] == [31]


def test_a_register_laid_down_by_a_later_clock_is_closed_all_the_same(register: Database) -> None:
    register.transact(set_setting, "desk_code", "TP", at=datetime(2026, 11, 25, 9))
    receive(register, datetime(2024, 5, 6, 9))
    assert [p.rows for p in close(register, date(2024, 5, 6)).pages] == [1]


def test_days_nobody_closed_get_pages_of_their_own_and_what_came_after_the_day_waits(register: Database) -> None:
    for day in (6, 7, 8):
        receive(register, datetime(2024, 5, day, 9))
    register.transact(close_day, date(2024, 5, 6), at=datetime(2024, 5, 8, 10))
    closed = register.transact(close_day, date(2024, 5, 8), at=datetime(2024, 5, 8, 17))
    assert [(p.number, p.day.day, p.rows) for p in closed.pages] == [(2, 7, 1), (3, 8, 1)]
    assert register.read(verify_pages, 2024).ok


def test_closing_again_makes_a_page_only_of_what_is_new_and_never_goes_back(register: Database) -> None:
    receive(register, datetime(2024, 5, 6, 9))
    close(register, date(2024, 5, 6))
    assert close(register, date(2024, 5, 6)).pages == ()
    receive(register, datetime(2024, 5, 6, 17, 5))
    assert [p.rows for p in close(register, date(2024, 5, 6), datetime(2024, 5, 6, 17, 30)).pages] == [1]
    for day, at, kind in ((5, 7, "day-closed"), (9, 8, "in-future")):
        with pytest.raises(Refused) as caught:
            register.transact(close_day, date(2024, 5, day), at=datetime(2024, 5, at, 17))
        assert caught.value.kind == kind


def test_pages_are_numbered_anew_each_year_and_the_first_links_to_the_last_of_the_year_before(
    register: Database,
) -> None:
    receive(register, datetime(2024, 12, 31, 9))
    (old,) = close(register, date(2024, 12, 31)).pages
    receive(register, datetime(2025, 1, 2, 9))
    (new,) = close(register, date(2025, 1, 2)).pages
    assert (old.year, old.number, new.year, new.number) == (2024, 1, 2025, 1)
    assert "trang đầu của sổ" in page(register, 1).footnotes[-1]
    assert old.seal in page(register, 1, 2025).footnotes[-1]
    assert [row["tt"] for row in named(page(register, 1, 2025))] == [1]
    with register.engine.connect() as connection, connection.begin():
        _open(connection)
        connection.execute(text("DELETE FROM book_pages WHERE year = 2024"))
    assert register.read(verify_pages, 2025).ok
    assert [p.kind for p in register.read(verify_pages, 2024).problems] == ["page-removed"]


def test_an_online_case_comes_into_the_book_when_it_is_accepted(register: Database) -> None:
    code = receive(register, datetime(2024, 5, 6, 9), channel="online")
    close(register, date(2024, 5, 6))
    register.transact(take_step, code, "accept", at=datetime(2024, 5, 7, 9))
    close(register, date(2024, 5, 7))
    assert named(page(register, 1)) == []
    assert [(row["tt"], row["received"]) for row in named(page(register, 2))] == [(1, date(2024, 5, 7))]


def test_the_words_of_a_table_survive_being_kept(register: Database) -> None:
    receive(register, datetime(2024, 5, 6, 9))
    close(register, date(2024, 5, 6))
    report = page(register, 1)
    assert report_of(report_words(report)) == report


# --- tampering --------------------------------------------------------------------------------------------


def _open(connection: Connection) -> None:
    """Take the triggers away, as somebody with the file and a tool can."""
    on = "" if connection.dialect.name == "sqlite" else " ON book_pages"
    for verb in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER book_pages_no_{verb}{on}"))


def _change(column: str, value: str, number: int) -> str:
    return f"UPDATE book_pages SET {column} = {value} WHERE number = {number}"


_CONTENT = "CAST(replace(CAST(content AS TEXT), '0912345678', '0987654321') AS JSON)"
_COPY = (
    "INSERT INTO book_pages (id, book, year, number, day, sealed_at, officer_id, content, audit_sequence, audit_hash,"
    " previous, seal) SELECT 99, book, year, 5, day, sealed_at, officer_id, content, audit_sequence, audit_hash,"
    " seal, 'x' FROM book_pages WHERE number = 4"
)


@pytest.mark.parametrize(
    ("statements", "problems"),
    [
        ((_change("content", _CONTENT, 2),), [("page-changed", 2)]),
        ((_change("day", "'2024-05-30'", 3),), [("page-changed", 3)]),
        ((_change("seal", "'x'", 3),), [("page-changed", 3)]),
        ((_change("previous", f"'{GENESIS}'", 3),), [("page-changed", 3)]),
        ((_change("audit_hash", "'x'", 1),), [("page-changed", 1)]),
        (("DELETE FROM book_pages WHERE number = 2",), [("page-removed", 2)]),
        (("DELETE FROM book_pages WHERE number = 4",), [("page-removed", 4)]),
        ((_COPY,), [("page-inserted", 5)]),
        (
            (_change("number", "-1", 2), _change("number", "2", 3), _change("number", "3", -1)),
            [("page-moved", 2), ("page-moved", 3)],
        ),
    ],
)
def test_a_sealed_page_touched_by_hand_is_named(
    register: Database, statements: tuple[str, ...], problems: list[tuple[str, int]]
) -> None:
    _four_pages(register)
    with register.engine.connect() as connection, connection.begin():
        _open(connection)
        for statement in statements:
            on_sqlite = connection.dialect.name == "sqlite"  # keeps JSON as text
            connection.execute(text(statement.replace("AS JSON", "AS TEXT") if on_sqlite else statement))
    proved = register.read(verify_pages, 2024)
    assert [(p.kind, p.number) for p in proved.problems] == problems
    assert all(f"Trang {p.number}/2024" in p.message for p in proved.problems)
    assert {kind for kind, _ in problems} <= {problem.kind for problem in register.read(verify)}


def _forge(session: Session) -> None:
    """Change every page and seal them all again, as somebody who has the program could."""
    previous = GENESIS
    for row in session.scalars(select(BookPage).order_by(BookPage.number)):
        row.content = json.loads(json.dumps(row.content).replace("0912345678", "0987654321"))
        names = [name for name in field_names(SealedPage) if name != "previous"]
        row.previous = previous
        row.seal = previous = seal_of(SealedPage(**{n: getattr(row, n) for n in names}, previous=previous))


def test_pages_edited_and_all_sealed_again_are_named_although_their_chain_holds(register: Database) -> None:
    _four_pages(register)
    with register.engine.connect() as connection, connection.begin():
        _open(connection)
    register.transact(_forge)
    found = [(p.kind, p.number) for p in register.read(verify_pages, 2024).problems]
    assert found == [("page-changed", number) for number in (1, 2, 3, 4)]


def test_an_audit_log_rewritten_under_a_page_is_named(register: Database) -> None:
    _four_pages(register)
    with register.engine.connect() as connection, connection.begin():
        on = "" if connection.dialect.name == "sqlite" else " ON audit_log"
        connection.execute(text(f"DROP TRIGGER audit_log_no_update{on}"))
        first = connection.scalar(text("SELECT min(audit_sequence) FROM book_pages"))
        connection.execute(text("UPDATE audit_log SET hash = 'x' WHERE sequence = :s"), {"s": first})
    assert [(p.kind, p.number) for p in register.read(verify_pages, 2024).problems] == [("page-log", 1)]


@pytest.mark.parametrize("change", ["UPDATE book_pages SET number = 7", "DELETE FROM book_pages"])
def test_sealed_pages_refuse_changes(register: Database, change: str) -> None:
    _four_pages(register)
    with pytest.raises(DBAPIError, match="book_pages is append-only"):
        register.transact(lambda session: session.execute(text(change)) and None)


def _four_pages(register: Database) -> None:
    for day in (6, 7, 8, 9):
        receive(register, datetime(2024, 5, day, 9))
        close(register, date(2024, 5, day))
