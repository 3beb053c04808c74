"""Lists of cases: found by whatever is typed, in pages that neither skip nor repeat a case, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.services import case_search
from papi_desk.services.case_lists import ORDERS, CaseFilter, CasePage, find_cases, page_of_cases
from papi_desk.services.cases import HandedIn, NewCase, StepDetails, register_case, take_step
from papi_desk.services.imports import import_cases
from papi_desk.services.officers import add_officer
from papi_desk.services.setting_up import set_up

NOW = datetime(2026, 11, 23, 9, 15)
SETTLED = StepDetails(no_apology="Công dân đồng ý")
BIRTH, COPY = "1.004884", "2.000815"
PEOPLE = {
    "mau": Person(
        "person", "Nguyễn Văn Mẫu", id_number="034090000001", birth_date=date(1990, 5, 1), phone="0912345678"
    ),
    "du": Person("person", "Trần Thị Ví Dụ", birth_date=date(1985, 1, 2), phone="0987654321"),
    "old": Person("person", "NGUYỄN VĂN MẪU", birth_date=date(1951, 2, 3)),
    "firm": Person("organisation", "Công ty TNHH Ví Dụ", tax_code="0100109106"),
}


@pytest.fixture
def register(counter_url: str) -> Iterator[Database]:
    opened = Database(counter_url)
    opened.upgrade()
    opened.transact(set_up, at=datetime(2023, 1, 3, 8))
    yield opened
    opened.close()


def receive(database: Database, who: str, procedure: str = COPY, *, days: int = 0, **more: Any) -> str:
    new = NewCase(procedure=procedure, owner=PEOPLE[who], **more)
    return database.transact(register_case, new, at=NOW - timedelta(days=days), recorded_at=NOW).code


def found(database: Database, query: str) -> set[str]:
    return {line.owner for line in database.read(find_cases, query=query, now=NOW)}


def test_people_are_found_as_officers_type_them(register: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in PEOPLE:
        receive(register, who)
    mau, du, firm = "Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Công ty TNHH Ví Dụ"
    both = {mau, "NGUYỄN VĂN MẪU"}
    wanted = {
        "nguyen van mau": both, "NGUYỄN VĂN": both, "mau": both, "mẫu nguyễn": both, "nvm": both, "nv": both,
        "nguyen van mau 1990": {mau}, "mau 1951": {"NGUYỄN VĂN MẪU"}, "vi du": {du, firm}, "ttvd": {du},
        "034090000001": {mau}, "0340": {mau}, "0912345678": {mau}, "0912 345 678": {mau}, "0100109106": {firm},
        "nguyen du": set(), "au": set(), "van mau 1985": set(), "%": set(), "100%": set(), "_": set(),
    }  # fmt: skip
    for frequent in (30_000, 0):
        monkeypatch.setattr(case_search, "FREQUENT", frequent)
        for query, names in wanted.items():
            assert found(register, query) == names, (query, frequent)


def test_a_case_is_found_by_its_codes_and_its_procedure(register: Database) -> None:
    code = receive(register, "mau", BIRTH, official_code="H31.12-261123-0007")
    receive(register, "du", COPY)
    queries = (code, code.lower(), "H31.12-261123", BIRTH, "đăng ký lại khai sinh", "dang ky lai", "dklks")
    for query in queries:
        assert found(register, query) == {"Nguyễn Văn Mẫu"}, query


def test_a_corrected_name_moves_the_case_and_leaves_the_other_person_in_place(register: Database) -> None:
    code = receive(register, "mau", submitter=PEOPLE["du"])
    changes = StepDetails(reason="Ghi nhầm", changes={"owner_name": "Nguyễn Văn Vi"})
    register.transact(take_step, code, "amend", at=NOW, ask=changes)
    assert found(register, "mau") == set()
    assert found(register, "nguyen van vi") == found(register, "tran thi vi du") == {"Nguyễn Văn Vi"}


def test_imported_cases_are_found_too(register: Database) -> None:
    head = ("Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày tiếp nhận", "Trạng thái", "Số điện thoại")
    row = ("T1", COPY, "Đỗ Thị Mẫu", datetime(2024, 5, 6, 9), "Đang xử lý", "0912345679")
    assert register.transact(import_cases, [head, row], at=NOW).imported == 1
    for query in ("do thi mau", "dtm", "0912345679", "T1"):
        assert found(register, query) == {"Đỗ Thị Mẫu"}, query


def walk(database: Database, wanted: CaseFilter, *, backwards: bool = False) -> list[str]:
    """Go through a list page by page, from the start or from the end."""
    codes: list[str] = []
    page: CasePage = database.read(page_of_cases, wanted, from_end=backwards, limit=3, now=NOW)
    while True:
        lines = [line.code for line in page.lines]
        codes = lines + codes if backwards else codes + lines
        if not page.more:
            return codes
        way = {"before": page.first} if backwards else {"after": page.last}
        page = database.read(page_of_cases, wanted, **way, limit=3, now=NOW)


def test_pages_neither_skip_nor_repeat_in_either_direction(register: Database) -> None:
    for place in range(17):
        code = receive(register, list(PEOPLE)[place % 4], (COPY, BIRTH)[place % 2], days=place // 3)
        if place % 3 == 0:
            register.transact(take_step, code, "finish", at=NOW, ask=SETTLED)
    for order in ORDERS:
        for query in ("", "nguyen", "vi du", "chung thuc"):
            wanted = CaseFilter(query=query, order=order)
            whole = [line.code for line in register.read(page_of_cases, wanted, limit=1000, now=NOW).lines]
            assert walk(register, wanted) == walk(register, wanted, backwards=True) == whole, wanted
            assert len(set(whole)) == len(whole) >= (4 if order in ("newest", "oldest", "received") else 1)


def test_filters_say_what_they_show(register: Database) -> None:
    register.transact(add_officer, "Trần Thị Ví Dụ", at=NOW)
    late = receive(register, "mau", BIRTH, days=30)
    soon = receive(register, "du", BIRTH)
    today = receive(register, "old", COPY, official_code="H1", documents=(HandedIn("Bản chính", digitised=True),))
    bare = receive(register, "firm", COPY, days=3, channel="post", documents=(HandedIn("Bản chính"),))
    register.transact(take_step, bare, "finish", at=NOW, ask=SETTLED)

    def codes(**wanted: Any) -> set[str]:
        return {line.code for line in register.read(page_of_cases, CaseFilter(**wanted), now=NOW).lines}

    assert codes() == {late, soon, today, bare}
    assert codes(due="overdue") == {late}
    assert codes(due="today") == {today}
    assert codes(due="soon") >= {today}
    assert codes(status=9) == {bare}
    assert codes(channel="post") == codes(undigitised=True) == {bare}
    assert codes(field="Chứng thực") == codes(procedure=COPY) == {today, bare}
    assert codes(officer=2) == set()
    assert codes(off_portal=True) == {late, soon, bare}
    assert codes(first=date(2026, 11, 20), last=date(2026, 11, 21)) == {bare}
    assert codes(field="Chứng thực", query="nguyen") == {today}


def test_a_view_is_kept_by_its_plain_values() -> None:
    wanted = CaseFilter(query="mẫu", due="soon", first=date(2026, 11, 1), off_portal=True, order="due")
    plain = wanted.to_json()
    assert plain == {"query": "mẫu", "due": "soon", "first": "2026-11-01", "off_portal": True, "order": "due"}
    assert CaseFilter.from_json({**plain, "of a newer program": 1}) == wanted


def test_the_next_page_of_a_number_is_not_looked_for_case_by_case(register: Database) -> None:
    if register.engine.dialect.name != "sqlite":
        pytest.skip("plans are told in the words of SQLite")
    for days in range(3):
        receive(register, "mau", days=days)
    asked: list[tuple[str, Any]] = []
    event.listen(register.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    wanted = CaseFilter(query="0912")
    first = register.read(page_of_cases, wanted, limit=1, now=NOW)
    asked.clear()
    assert register.read(page_of_cases, wanted, after=first.last, limit=1, now=NOW).lines
    queries = [one for one in asked if one[0].startswith("SELECT")]
    with register.engine.connect() as connection:
        steps = [
            str(step)
            for query, given in queries
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all()
        ]
    assert steps
    assert not [step for step in steps if "SEARCH cases USING INTEGER PRIMARY KEY (rowid<?)" in step]
