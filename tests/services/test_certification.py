"""Certification numbers given at intake, the books of a year, and their closing; blank slips for power cuts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services import certification_numbers
from papi_desk.services.blank_slips import blank_slip_list, blank_slips, spoil_blank_slip
from papi_desk.services.book_pages import verify_pages
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import HandedIn, NewCase, StepDetails, register_case, take_step
from papi_desk.services.certification import (
    certification_books,
    certification_lines,
    certification_report,
    close_book,
)
from papi_desk.services.certification_numbers import open_volume
from papi_desk.services.office import set_setting
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

ROOT = Path(__file__).resolve().parents[2]
COPIES, SIGNATURE, CONTRACT, BIRTH = "2.000815", "2.000884", "2.001035", "1.001193"
OWNER = Person("person", "Nguyễn Văn Mẫu")


@pytest.fixture
def register(database_url: str) -> Iterator[Database]:
    """Return a register just laid down, on either database."""
    opened = Database(database_url)
    opened.upgrade()
    opened.transact(set_up, at=datetime(2024, 1, 2, 8))
    yield opened
    opened.close()


def receive(register: Database, procedure: str, at: datetime, **more: Any) -> str:
    recorded, slip = more.pop("recorded", None), more.pop("blank_slip", "")
    new = NewCase(procedure, OWNER, **more)
    return register.transact(register_case, new, at=at, recorded_at=recorded, blank_slip=slip).code


def number_of(register: Database, code: str) -> str:
    return register.read(case_file, code).certification


def refused(register: Database, *call: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        register.transact(*call, **more)
    return caught.value.kind


def test_each_kind_runs_in_a_sequence_of_its_own_and_other_procedures_take_no_number(register: Database) -> None:
    codes = [receive(register, p, datetime(2024, 5, 6, 9)) for p in (COPIES, SIGNATURE, COPIES, CONTRACT, BIRTH)]
    assert [number_of(register, code) for code in codes] == [
        "Số chứng thực 1 quyển số 01/2024-SCT/BS",
        "Số chứng thực 1 quyển số 01/2024-SCT/CK,ĐC",
        "Số chứng thực 2 quyển số 01/2024-SCT/BS",
        "Số chứng thực 1 quyển số 01/2024-SCT/HĐ,GD",
        "",
    ]
    assert register.read(verify) == []


def test_numbers_begin_anew_with_the_year_of_reception(register: Database) -> None:
    old = receive(register, COPIES, datetime(2024, 12, 31, 16))
    new = receive(register, COPIES, datetime(2025, 1, 2, 9))
    late = receive(register, COPIES, datetime(2024, 12, 31, 16, 30), recorded=datetime(2025, 1, 2, 10))
    told = [number_of(register, code) for code in (old, new, late)]
    assert [words.split()[3] + words.split("/")[1][:4] for words in told] == ["12024", "12025", "22024"]


def test_a_void_case_keeps_its_number_and_counts_for_nothing(register: Database) -> None:
    code = receive(register, COPIES, datetime(2024, 5, 6, 9), quantities={"pages": 3, "copies": 2})
    receive(register, COPIES, datetime(2024, 5, 6, 10), quantities={"pages": 1, "copies": 5})
    register.transact(take_step, code, "void", at=datetime(2024, 5, 6, 11), ask=StepDetails(reason="Lập nhầm"))
    first, second = register.read(lambda s: list(certification_lines(s, "copies", 2024)))
    assert (first.number, first.void, first.count, first.fee) == (1, True, None, None)
    assert (second.number, second.void, second.count, second.fee) == (2, False, 5, 10000)


def test_the_book_names_the_papers_that_were_certified(register: Database) -> None:
    papers = (HandedIn("Căn cước"), HandedIn("Bằng tốt nghiệp"))
    receive(register, COPIES, datetime(2024, 5, 6, 9), documents=papers)
    receive(register, SIGNATURE, datetime(2024, 5, 6, 9))
    (copies,) = register.read(lambda s: list(certification_lines(s, "copies", 2024)))
    (signature,) = register.read(lambda s: list(certification_lines(s, "signatures", 2024)))
    assert copies.request == "Căn cước; Bằng tốt nghiệp"
    assert signature.request.startswith("Chứng thực chữ ký")


def test_a_failed_reception_gives_its_number_back(register: Database) -> None:
    new = NewCase(COPIES, OWNER)
    assert refused(register, register_case, new, at=datetime(2024, 5, 6, 9), blank_slip="DP-1") == "blank-slip-unknown"
    code = receive(register, COPIES, datetime(2024, 5, 6, 9))
    assert number_of(register, code).startswith("Số chứng thực 1 ")


def test_an_office_that_numbers_a_kind_elsewhere_takes_none(register: Database) -> None:
    register.transact(set_setting, "certification_copies", "no", at=datetime(2024, 1, 2, 8))
    assert number_of(register, receive(register, COPIES, datetime(2024, 5, 6, 9))) == ""
    numbered = {book.kind: book.numbered for book in register.read(certification_books, 2024)}
    assert numbered == {"copies": False, "signatures": True, "translators": True, "contracts": True}


def test_an_office_may_give_each_original_a_number(register: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [{**kind, "per": "originals"} for kind in certification_numbers.kinds()]
    monkeypatch.setattr(certification_numbers, "kinds", lambda: kinds)
    code = receive(register, COPIES, datetime(2024, 5, 6, 9), quantities={"originals": 2, "copies": 1, "pages": 1})
    assert [part.split()[3] for part in number_of(register, code).split("; ")] == ["1", "2"]
    lines = register.read(lambda s: list(certification_lines(s, "copies", 2024)))
    assert [line.fee for line in lines] == [4000, None]


def test_an_online_case_takes_its_number_when_it_is_accepted(register: Database) -> None:
    code = receive(register, COPIES, datetime(2024, 5, 6, 9), channel="online")
    assert number_of(register, code) == ""
    register.transact(take_step, code, "accept", at=datetime(2024, 5, 6, 10))
    assert number_of(register, code).startswith("Số chứng thực 1 ")


def test_a_new_volume_keeps_the_numbers_running(register: Database) -> None:
    receive(register, COPIES, datetime(2024, 5, 6, 9))
    assert register.transact(open_volume, "copies", 2024, at=datetime(2024, 5, 6, 10)) == 2
    code = receive(register, COPIES, datetime(2024, 5, 6, 11))
    assert number_of(register, code) == "Số chứng thực 2 quyển số 02/2024-SCT/BS"
    report = register.read(certification_report, "copies", 2024, now=datetime(2024, 5, 7))
    assert report.particulars == (("Quyển số", "01/2024, 02/2024"),)


def test_closing_a_book_seals_its_sums_and_stops_its_numbers(register: Database) -> None:
    for hour in (9, 10):
        code = receive(register, COPIES, datetime(2024, 5, 6, hour), quantities={"pages": 1, "copies": 3})
    register.transact(take_step, code, "void", at=datetime(2024, 5, 6, 11), ask=StepDetails(reason="Lập nhầm"))
    assert refused(register, close_book, "copies", 2024, at=datetime(2024, 12, 30, 17)) == "book-too-early"
    closed = register.transact(close_book, "copies", 2024, at=datetime(2024, 12, 31, 17))
    assert (closed.numbers, closed.void, closed.count, closed.fee) == (2, 1, 3, 6000)
    report = register.read(certification_report, "copies", 2024, now=datetime(2025, 3, 1))
    assert report.summary == ("Khóa sổ ngày 31/12/2024: tổng số việc chứng thực trong năm là 1.",)
    assert closed.seal in report.footnotes[-2]
    total = next(row for row in report.rows if row.kind == "total")
    assert total.values[5:7] == (3, 6000)
    assert refused(register, close_book, "copies", 2024, at=datetime(2025, 1, 2, 8)) == "book-closed"
    late = NewCase(COPIES, OWNER)
    at, recorded = datetime(2024, 12, 31, 9), datetime(2025, 1, 2, 9)
    assert refused(register, register_case, late, at=at, recorded_at=recorded) == "book-closed"
    assert register.read(verify_pages, 2024).ok
    assert register.read(verify) == []


def test_books_are_closed_in_the_order_of_their_years(register: Database) -> None:
    receive(register, COPIES, datetime(2024, 5, 6, 9))
    receive(register, COPIES, datetime(2025, 5, 6, 9))
    now = datetime(2026, 1, 5, 8)
    assert refused(register, close_book, "copies", 2025, at=now) == "book-earlier-open"
    for year in (2024, 2025):
        register.transact(close_book, "copies", year, at=now)
    assert refused(register, close_book, "copies", 2023, at=now) == "book-closed"
    assert [register.read(verify_pages, year).pages for year in (2024, 2025)] == [1, 1]
    assert register.read(verify_pages).ok


def test_an_unknown_book_is_refused_by_name(register: Database) -> None:
    assert refused(register, close_book, "dreams", 2024, at=datetime(2025, 1, 2)) == "certification-unknown"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM book_entries WHERE number = 1",
        "UPDATE book_entries SET number = 7 WHERE number = 2",
        "UPDATE counters SET value = 9 WHERE name = 'book/certification/copies/2024'",
        "DELETE FROM book_entries",
    ],
)
def test_a_number_taken_out_by_hand_is_found(register: Database, statement: str) -> None:
    for hour in (9, 10):
        receive(register, COPIES, datetime(2024, 5, 6, hour))
    with register.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))
    by_seals = {"row-changed", "row-missing"}
    assert {problem.kind for problem in register.read(verify)} - by_seals == {"number-gap"}


# --- many desks at once -----------------------------------------------------------------------------------

_WORK = """
import sys
from datetime import datetime
from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.services.cases import NewCase, register_case
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for year in (2024, 2025):
    for number in range(3):
        database.transact(register_case, NewCase("2.000815", Person("person", "Mẫu")), at=datetime(year, 1, 3, 9))
database.close()
"""
DESKS = 16


def test_sixteen_desks_take_certification_numbers_at_once_without_gap_or_duplicate(register: Database) -> None:
    url = register.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-W", "error", "-X", "utf8", "-c", _WORK, url]
    desks = [
        subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(DESKS)
    ]
    try:
        for desk in desks:
            assert desk.stdout is not None
            assert desk.stdout.readline() == "ready\n"
        for desk in desks:
            assert desk.stdin is not None
            desk.stdin.write("go\n")
            desk.stdin.flush()
        assert [desk.communicate(timeout=120) and desk.returncode for desk in desks] == [0] * DESKS
    finally:
        for desk in desks:
            desk.kill()
            desk.wait()
    for year in (2024, 2025):
        lines = register.read(lambda s, y=year: list(certification_lines(s, "copies", y)))
        assert [line.number for line in lines] == list(range(1, DESKS * 3 + 1))
    assert register.read(verify) == []


# --- blank slips ------------------------------------------------------------------------------------------


def test_a_blank_slip_is_used_once_and_the_late_entry_keeps_its_true_time(register: Database) -> None:
    printed = register.transact(blank_slips, 3, at=datetime(2024, 5, 6, 8))
    assert printed == ["DP-0001", "DP-0002", "DP-0003"]
    at, recorded = datetime(2024, 5, 6, 9), datetime(2024, 5, 7, 8)
    code = receive(register, COPIES, at, recorded=recorded, blank_slip="dp-0002")
    file = register.read(case_file, code)
    assert (file.blank_slip, file.entered_late, file.received_at) == ("DP-0002", True, at)
    again = NewCase(COPIES, OWNER)
    assert refused(register, register_case, again, at=at, blank_slip="DP-0002") == "blank-slip-used"
    register.transact(spoil_blank_slip, "DP-0001", "Rách", at=recorded)
    assert refused(register, register_case, again, at=at, blank_slip="DP-0001") == "blank-slip-spoiled"
    assert refused(register, spoil_blank_slip, "DP-0003", " ", at=at) == "spoil-reason-needed"
    before = datetime(2024, 5, 5, 9)
    assert refused(register, register_case, again, at=before, blank_slip="DP-0003") == "blank-slip-later"
    assert [(s.code, s.state, s.case, s.reason) for s in register.read(blank_slip_list)] == [
        ("DP-0001", "spoiled", "", "Rách"), ("DP-0002", "used", code, ""), ("DP-0003", "unused", "", ""),
    ]  # fmt: skip
    assert register.read(verify) == []


def test_blank_slips_are_numbered_on_over_the_years(register: Database) -> None:
    register.transact(blank_slips, 1, at=datetime(2024, 12, 31, 8))
    assert register.transact(blank_slips, 1, at=datetime(2025, 1, 2, 8)) == ["DP-0002"]
    assert refused(register, blank_slips, 0, at=datetime(2025, 1, 2, 8)) == "blank-slip-count"


def test_a_case_written_down_at_once_is_not_late(register: Database) -> None:
    at = datetime(2024, 5, 6, 9)
    on_time = receive(register, COPIES, at, recorded=datetime(2024, 5, 6, 10))
    late = receive(register, COPIES, at, recorded=datetime(2024, 5, 6, 10, 1))
    assert [register.read(case_file, code).entered_late for code in (on_time, late)] == [False, True]
    assert register.read(case_file, late).received_at.date() == date(2024, 5, 6)
