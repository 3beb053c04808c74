"""Feedback, checks and help counted, on both databases: what follows by itself, and what is counted in biểu II.05."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import month_period
from papi_desk.services.assistance import count_help, help_report, strike_help
from papi_desk.services.checks import Answer, load_checklists, questions_of, record_check
from papi_desk.services.matter_lists import find_matters, matter_file, matter_warnings
from papi_desk.services.matters import add_matter, amend_matter, take_matter_step
from papi_desk.services.office import set_setting
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

AT = datetime(2026, 3, 2, 9)  # a Monday


@pytest.fixture
def register(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    database.upgrade()
    database.transact(set_up, at=AT)
    yield database
    database.close()


def feedback(register: Database, at: datetime = AT, *steps: str, **given: Any) -> str:
    """Write a feedback and take it through steps, each a day later."""
    key = register.transact(add_matter, "feedback", {"title": "A", "text": "Chờ lâu", **given}, at=at)
    words = {"classify": {"group": "rule"}, "answer": {"answer": "B"}, "refer": {"kind": "complaint"}}
    for day, step in enumerate(steps, 1):
        register.transact(
            take_matter_step, key, step, given=words.get(step), remark="C", at=at.replace(day=at.day + day)
        )
    return key


def test_form_ii05_counts_each_feedback_once_and_a_month_run_again_says_the_same(register: Database) -> None:
    february = datetime(2026, 2, 2, 9)
    for at, steps in (
        (february, ()), (february, ("classify", "answer")), (AT, ("classify",)), (AT, ("close",)), (AT, ("refer",)),
    ):  # fmt: skip
        feedback(register, at, *steps)
    late = feedback(register, AT, "classify")
    register.transact(take_matter_step, late, "answer", given={"answer": "B"}, at=datetime(2026, 4, 10, 9))
    for now in (datetime(2026, 4, 1, 9), datetime(2026, 6, 1, 9)):
        found = register.read(report, "feedback", Asked(month_period(2026, 3), now))
        by_name = {row.key: row.values[2:] for row in found.rows}
        assert by_name["Về quy định hành chính"] == (2, 2, 0, 0, 0, 0, 2)
        assert by_name["Nội dung khác"] == (2, 1, 1, 1, 1, 0, 1)
        assert by_name["total"] == (4, 3, 1, 1, 1, 0, 3)
        assert found.footnotes[-1].startswith("Ngoài ra 1 đơn")
    april = register.read(report, "feedback", Asked(month_period(2026, 4), datetime(2026, 5, 1, 9)))
    assert next(row.values[2:] for row in april.rows if row.kind == "total") == (3, 0, 3, 1, 0, 1, 2)
    assert register.read(verify) == []


def test_a_promise_once_answered_stays_when_the_setting_changes(register: Database) -> None:
    key = feedback(register, AT, "classify", "answer")
    register.transact(set_setting, "feedback_answer_days", "1", at=AT)
    register.transact(amend_matter, key, {"answer": "Đã sửa", "group": "conduct"}, at=datetime(2026, 3, 9, 9))
    line = register.read(matter_file, key, on=date(2026, 3, 9)).line
    assert (line.due_on, line.group) == (date(2026, 3, 16), "conduct")
    with pytest.raises(Refused) as refused:
        register.transact(set_setting, "feedback_answer_days", "mười", at=AT)
    assert refused.value.kind == "bad-number"


def test_a_check_that_repeats_plans_the_next_one_and_its_findings_stay_on_the_days_work(register: Database) -> None:
    register.transact(load_checklists, at=AT)
    given = {"title": "Tự kiểm tra", "place": "Một cửa", "lists": "plan", "repeat": "month", "due": "2026-01-31"}
    key = register.transact(add_matter, "checks", given, at=AT)
    first, *rest = register.read(questions_of, key, on=AT.date())
    answers = [Answer(first.key, "no"), *(Answer(one.key, "na") for one in rest)]
    words = {"present": "Trần Thị Ví Dụ", "conclusion": "Còn thiếu"}
    with pytest.raises(Refused) as refused:
        register.transact(record_check, key, [Answer("MKT-2026-0999", "no")], words, at=AT)
    assert refused.value.kind == "check-item-unknown"
    [finding] = register.transact(record_check, key, answers, words, at=AT)
    later, done = register.read(find_matters, "checks", on=AT.date())
    assert (done.key, later.status, later.due_on, later.content["repeat"]) == (
        key,
        "planned",
        date(2026, 3, 2),
        "month",
    )
    warned = register.read(matter_warnings, on=AT.date(), books=["findings"])
    assert [(line.key, line.title, line.due_on) for line in warned] == [(finding, first.text, date(2026, 3, 16))]
    assert register.read(matter_file, key, on=AT.date()).belonging == (finding,)
    assert register.read(verify) == []


def test_helps_are_counted_by_officer_and_month(register: Database) -> None:
    for month in (1, 3, 3):
        register.transact(count_help, "file", "1.001193", at=AT.replace(month=month))
    register.transact(strike_help, 1, reason="nhầm", at=AT)
    with pytest.raises(Refused):
        register.transact(count_help, "magic", at=AT)
    found = register.read(help_report, 2026, 1, now=AT)
    assert [row.values[1:] for row in found.list_rows()] == [("Cán bộ tiếp nhận", 0, 0, 2, 2), ("Tổng số", 0, 0, 2, 2)]
    assert register.read(verify) == []
