"""A citizen's visit: several certifications in one transaction, paid for together."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from papi_desk.db.audit import ROWS
from papi_desk.db.database import Database
from papi_desk.db.models.cases import Case
from papi_desk.db.models.money import Payment
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.case_files import case_file
from papi_desk.services.cases import NewCase, StepDetails, take_step
from papi_desk.services.certification import certification_lines
from papi_desk.services.certification_lane import lane_day, lane_kinds
from papi_desk.services.office import set_setting
from papi_desk.services.upkeep import verify
from papi_desk.services.visits import Visit, preview_visit, register_visit

AT = datetime(2024, 5, 6, 9)
OWNER = Person("person", "Nguyễn Văn Mẫu")
COPIES = NewCase("2.000815", OWNER, quantities={"pages": 5, "copies": 2})
MORE = NewCase("2.000815", OWNER, quantities={"pages": 1, "copies": 3})
SIGNATURE, CONTRACT = NewCase("2.000884", OWNER), NewCase("2.001035", OWNER)


def visit(database: Database, *lines: NewCase, at: datetime = AT, **more: Any) -> Visit:
    return database.transact(register_visit, lines, at=at, **more)


def test_three_kinds_are_three_cases_with_a_number_each(database: Database) -> None:
    done = visit(database, COPIES, SIGNATURE, CONTRACT)
    assert [case.procedure for case in done.cases] == ["2.000815", "2.000884", "2.001035"]
    assert len(set(done.codes)) == 3
    assert done.numbers == (
        "Số chứng thực 1 quyển số 01/2024-SCT/BS", "Số chứng thực 1 quyển số 01/2024-SCT/CK,ĐC",
        "Số chứng thực 1 quyển số 01/2024-SCT/HĐ,GD",
    )  # fmt: skip
    assert done.total == 2 * 7000 + 10000 + 50000
    assert database.read(verify) == []


@pytest.mark.parametrize(("setting", "cases"), [("kind", 1), ("line", 2)])
def test_papers_of_one_kind_are_one_case_or_one_each_as_the_office_sets(
    database: Database, setting: str, cases: int
) -> None:
    database.transact(set_setting, "visit_cases", setting, at=AT)
    done = visit(database, COPIES, MORE)
    assert len(done.cases) == cases
    assert len(done.numbers) == 2
    assert done.total == 2 * 7000 + 3 * 2000
    lines = database.read(lambda session: list(certification_lines(session, "copies", 2024)))
    assert [(line.number, line.count) for line in lines] == [(1, 2), (2, 3)]
    assert sum(line.fee or 0 for line in lines) == done.total
    assert database.read(verify) == []


def test_cash_pays_every_case_and_the_change_is_given(database: Database) -> None:
    done = visit(database, COPIES, SIGNATURE, CONTRACT, cash=100_000)
    assert (done.total, done.change) == (74_000, 26_000)
    paid = database.read(lambda session: list(session.scalars(select(Payment.amount))))
    assert paid == [14_000, 10_000, 50_000]
    assert database.read(case_file, done.codes[0]).payments[0]["method"] == "cash"


@pytest.mark.parametrize("wrong", [NewCase("2.001035", Person("person", " ")), NewCase("0.000000", OWNER)])
def test_a_visit_is_received_whole_or_not_at_all(database: Database, wrong: NewCase) -> None:
    with pytest.raises(Refused):
        visit(database, COPIES, wrong)
    with pytest.raises(Refused, match="visit-cash-short"):
        visit(database, COPIES, cash=1_000)
    with pytest.raises(Refused, match="visit-empty"):
        visit(database)
    assert database.read(lambda session: list(session.scalars(select(Case.id)))) == []
    assert visit(database, COPIES).numbers == ("Số chứng thực 1 quyển số 01/2024-SCT/BS",)
    assert database.read(verify) == []


def test_a_slip_is_handed_out_for_what_is_not_done_today_or_always_as_the_office_sets(database: Database) -> None:
    assert visit(database, COPIES).slip == ""
    assert visit(database, COPIES, at=datetime(2024, 5, 6, 15, 30)).slip == "receipt"
    database.transact(set_setting, "certification_slip", "thermal", at=AT)
    assert visit(database, COPIES, at=datetime(2024, 5, 6, 16)).slip == "thermal"


def test_the_day_counts_persons_once_papers_and_money_by_kind_and_no_void_case(database: Database) -> None:
    visit(database, COPIES, MORE, SIGNATURE)
    other = NewCase("2.000884", Person("person", "Trần Thị Ví Dụ"))
    void = visit(database, other).codes[0]
    visit(database, other)
    database.transact(take_step, void, "void", at=AT, ask=StepDetails(reason="ghi nhầm"))
    day = database.read(lane_day, date(2024, 5, 6))
    assert (day.persons, day.papers, day.money) == (2, 7, 40_000)
    assert [(kind.name, kind.persons, kind.papers, kind.money) for kind in day.kinds] == [
        ("Bản sao từ bản chính", 1, 5, 20_000), ("Chữ ký, điểm chỉ", 2, 2, 20_000),
    ]  # fmt: skip
    assert [line.numbers for line in day.lines] == ["3", "1", "1, 2"]
    assert database.read(lane_day, date(2024, 5, 7)).lines == ()


def test_every_kind_on_a_key_is_a_procedure_with_its_figures(database: Database) -> None:
    kinds = database.read(lane_kinds, on=date(2026, 11, 23))
    assert [kind.key for kind in kinds][:3] == ["b", "c", "h"]
    assert len({kind.key for kind in kinds}) == len(kinds)
    for kind in kinds:
        line = NewCase(kind.procedure, OWNER, quantities=dict.fromkeys(kind.figures, 1))
        found = database.read(preview_visit, [line], at=datetime(2026, 11, 23, 9))
        assert found.total, kind


def test_the_log_tells_what_was_taken_together(database: Database) -> None:
    done = visit(database, COPIES, SIGNATURE, cash=50_000)
    text = "SELECT data FROM audit_log WHERE action = 'visit'"
    with database.engine.connect() as connection:
        told = json.loads(connection.exec_driver_sql(text).scalar_one())
    assert set(told.pop(ROWS)) >= {"book_entries", "cases", "charges"}
    assert told == {"cases": list(done.codes), "total": 24_000, "cash": 50_000, "change": 26_000}
