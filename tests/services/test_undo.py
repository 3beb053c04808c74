"""Taking back the last step: who may, when, what comes back, and that every table still counts right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import Period
from papi_desk.domain.records import field_names
from papi_desk.domain.reports import Report
from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import Paid, Registered
from papi_desk.services.officers import add_officer
from papi_desk.services.papers import issue_paper
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.undo import Undone, undo_step
from papi_desk.services.upkeep import verify
from tests.services.conftest import LAID_DOWN, Desk, moment

SLOW = "1.004873"
"""A procedure of several days."""
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))


def _undo(desk: Desk, case: Registered, at: str, by: str | None = None) -> Undone:
    return desk.database.transact(undo_step, case.code, at=moment(at), by=by)


def _refusal(desk: Desk, case: Registered, at: str, by: str | None = None) -> str:
    with pytest.raises(Refused) as caught:
        _undo(desk, case, at, by)
    return caught.value.kind


@pytest.fixture
def case(desk: Desk) -> Registered:
    return desk.receive(SLOW, "2024-05-06 09:00", quantities={"certificates": 1})


STEPS = {
    "process": {},
    "supplement": {"reason": "Thiếu giấy tờ"},
    "extend": {"reason": "Chờ xác minh", "due": "2024-05-20 16:00"},
    "withdraw": {},
    "stop": {"reason": "Công dân đề nghị"},
    "finish": {"result_number": "12/XN"},
    "refuse": {"reason": "Không đủ điều kiện"},
    "pay": {"amount": 8000},
    "paid": {"amount": 8000, "receipt_number": "0000123"},
    "amend": {"reason": "Ghi sai tên", "changes": {"owner_name": "Lê Thị Thử", "note": "x", "channel": "post"}},
    "void": {"reason": "Lập nhầm"},
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_back_leaves_the_case_as_it_was(desk: Desk, case: Registered, step: str) -> None:
    before = desk.file(case)
    desk.step(case, step, "2024-05-06 10:00", **STEPS[step])
    undone = _undo(desk, case, "2024-05-06 10:05")
    after = desk.file(case)
    assert (undone.undone, undone.status, undone.due_at) == (step, before.status, before.due_at)
    changed = {name for name in field_names(before) if getattr(before, name) != getattr(after, name)}
    assert changed <= {"history", "payments", "undo", "steps"}
    assert sum(payment["amount"] for payment in after.payments) == 0
    assert [line.undone for line in after.history] == [False, True, True]
    assert desk.database.read(verify) == []


def test_a_correction_of_who_handed_in_is_taken_back_too(desk: Desk) -> None:
    case = desk.receive(SLOW, "2024-05-06 09:00", submitter=Person("person", "Trần Văn Thử", phone="0912345678"))
    before = desk.file(case)
    changes = {"submitter_name": "Lê Thị Khác", "submitter_phone": "0987654321"}
    desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi sai", changes=changes)
    _undo(desk, case, "2024-05-06 10:05")
    after = desk.file(case)
    assert after.submitter == before.submitter
    found = desk.database.read(find_cases, query="0912345678", now=moment("2024-05-06 11:00"))
    assert [line.code for line in found] == [case.code]


def test_steps_are_taken_back_one_after_the_other_down_to_the_registration(desk: Desk, case: Registered) -> None:
    desk.step(case, "process", "2024-05-06 10:00")
    desk.step(case, "finish", "2024-05-06 11:00")
    assert [_undo(desk, case, f"2024-05-06 11:0{n}").undone for n in range(3)] == ["finish", "process", "register"]
    file = desk.file(case)
    assert (file.voided, file.code) == (True, case.code)
    assert _refusal(desk, case, "2024-05-06 11:09") == "undo-nothing"
    assert desk.receive(SLOW, "2024-05-06 12:00").code.endswith("-0002")
    assert desk.database.read(verify) == []


def test_a_finish_taken_back_can_be_finished_again_with_another_result(desk: Desk, case: Registered) -> None:
    desk.step(case, "finish", "2024-05-06 10:00", result_number="12/XN")
    _undo(desk, case, "2024-05-06 10:01")
    desk.step(case, "finish", "2024-05-06 10:02", result_number="13/XN")
    desk.step(case, "return", "2024-05-06 10:03", taken_by="Lê Thị Thử")
    assert [(r["number"], r["taken_by"]) for r in desk.file(case).results] == [("13/XN", "Lê Thị Thử")]


def test_money_taken_with_a_wrong_registration_is_written_back(desk: Desk) -> None:
    case = desk.receive("2.000815", "2024-05-06 09:00", quantities={"pages": 2, "copies": 1}, paid=Paid(given=10000))
    assert [p["amount"] for p in desk.file(case).payments] == [4000]
    _undo(desk, case, "2024-05-06 09:01")
    assert [p["amount"] for p in desk.file(case).payments] == [4000, -4000]


def test_only_who_took_the_step_takes_it_back_and_only_the_same_day(desk: Desk, case: Registered) -> None:
    desk.database.transact(add_officer, "Cán bộ hai", at=LAID_DOWN)
    desk.step(case, "finish", "2024-05-06 10:00")
    assert _refusal(desk, case, "2024-05-06 10:01", "Cán bộ hai") == "undo-by-another"
    assert _refusal(desk, case, "2024-05-07 08:00") == "undo-another-day"
    offer = desk.file(case).undo
    assert offer is not None
    assert (offer.words, offer.officer, offer.why_not) == ("Xử lý xong", "Cán bộ tiếp nhận", None)
    asked = {"at": moment("2024-05-06 10:01")}
    other = desk.database.read(case_file, case.code, by="Cán bộ hai", **asked).undo
    assert other is not None
    assert other.why_not is not None
    assert other.why_not.kind == "undo-by-another"


def test_nothing_is_taken_back_after_the_result_was_handed_back(desk: Desk, case: Registered) -> None:
    desk.step(case, "finish", "2024-05-06 10:00")
    desk.step(case, "return", "2024-05-06 10:01")
    assert _refusal(desk, case, "2024-05-06 10:02") == "undo-after-return"
    desk.step(case, "amend", "2024-05-06 10:03", reason="Ghi chú", changes={"note": "x"})
    assert _refusal(desk, case, "2024-05-06 10:04") == "undo-after-return"


def test_a_letter_of_a_step_taken_back_is_not_issued_again(desk: Desk, case: Registered) -> None:
    desk.step(case, "supplement", "2024-05-06 10:00", reason="Thiếu giấy tờ")
    _undo(desk, case, "2024-05-06 10:01")
    with pytest.raises(Refused) as caught:
        desk.database.transact(
            issue_paper, case.code, "supplement", lay_out=lambda *_: b"", at=moment("2024-05-06 10:02")
        )
    assert caught.value.kind == "paper-needs-step"


def test_a_table_counts_what_stood_then_and_what_stands_now(desk: Desk, case: Registered) -> None:
    desk.step(case, "finish", "2024-05-31 15:00", recorded="2024-06-03 08:00")
    desk.database.transact(undo_step, case.code, at=moment("2024-06-03 09:00"))
    assert _settled(desk, None) == (0, 1)
    assert _settled(desk, "2024-06-03 08:30") == (1, 0)
    assert _settled(desk, "2024-06-03 07:00") == (0, 1)
    desk.step(case, "finish", "2024-06-04 09:00")
    assert _settled(desk, None) == (0, 1)


def test_a_moved_promise_taken_back_is_counted_as_it_was(desk: Desk, case: Registered) -> None:
    desk.choose({"statistics_due": "original"})
    before = desk.file(case)
    desk.step(case, "amend", "2024-05-06 10:00", reason="Nhầm", changes={"channel": "online"})
    _undo(desk, case, "2024-05-06 10:01")
    assert "Trực tiếp" in str(_counted(desk, by="channel").rows)
    assert "Trực tuyến" not in str(_counted(desk, by="channel").rows)
    assert desk.file(case).original_due_at == before.original_due_at


def test_papers_asked_for_by_mistake_are_not_counted_as_a_round(desk: Desk, case: Registered) -> None:
    desk.step(case, "supplement", "2024-05-06 10:00", reason="Thiếu giấy tờ")
    before = _counted(desk, "supplements").totals()
    _undo(desk, case, "2024-05-06 10:01")
    after = _counted(desk, "supplements").totals()
    assert before != after
    assert _counted(desk, "supplements", known_at=moment("2024-05-06 10:00")).totals() == before


def test_a_voiding_taken_back_is_counted_again(desk: Desk, case: Registered) -> None:
    desk.step(case, "void", "2024-05-06 10:00", reason="Nhầm")
    assert _settled(desk, None) == (0, 0)
    _undo(desk, case, "2024-05-06 10:01")
    assert _settled(desk, None) == (0, 1)
    assert _settled(desk, "2024-05-06 10:00") == (0, 0)


def _settled(desk: Desk, known: str | None) -> tuple[int, int]:
    found = _counted(desk, known_at=moment(known) if known else None).totals()
    return found["c7"], found["c11"]


def _counted(desk: Desk, name: str = "ii06a", **asked: Any) -> Report:
    return desk.database.read(report, name, Asked(MAY, moment("2024-06-10 08:00"), **asked))
