"""The day's work: what is in which group, most urgent first, and what leaves it when it is done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.services.cash import count_cash
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.matters import NewFile, add_matter, take_matter_step
from papi_desk.services.papers import issue_paper
from papi_desk.services.today import today, work_waiting
from papi_desk.services.waiting_results import waiting_results
from tests.services.conftest import Desk, moment

NOW = datetime(2026, 11, 23, 9, 15)
BIRTH_AGAIN, COPY = "1.004884", "2.000815"


def groups(database: Database, now: datetime = NOW) -> dict[str, list[str]]:
    return {group.name: [row.code for row in group.rows] for group in database.read(today, now=now)}


def actions(database: Database, name: str) -> list[str]:
    return [row.action for group in database.read(today, now=NOW) if group.name == name for row in group.rows]


def test_an_empty_register_has_no_work(database: Database) -> None:
    assert database.read(today, now=NOW) == []


def test_a_missed_promise_asks_for_its_apology_and_then_for_the_end(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-11-02 09:00")
    assert groups(database) == {"apologies": [case.code]}
    assert actions(database, "apologies") == ["apologise"]
    desk.step(case, "apologise", "2026-11-23 09:00", due="2026-11-26 17:00", reason="Chờ xác minh")
    database.transact(issue_paper, case.code, "apology", lay_out=kept_layout, at=NOW)
    assert actions(database, "apologies") == ["finish"]
    assert groups(database)["breaches"] == [case.code]


@pytest.mark.parametrize(
    ("received", "now", "asked"),
    [
        ("2026-11-16 09:00", "2026-11-20 10:00", True),  # due Monday the 23rd: Sunday is too late, so Friday it is
        ("2026-11-16 09:00", "2026-11-19 10:00", False),
        ("2026-11-16 09:00", "2026-11-23 10:00", False),
    ],
)
def test_an_extension_goes_out_on_the_last_working_day_that_is_early_enough(
    desk: Desk, database: Database, received: str, now: str, asked: bool
) -> None:
    case = desk.receive(BIRTH_AGAIN, received)
    assert case.due_at is not None
    assert case.due_at.date() == datetime(2026, 11, 23).date()
    assert ("extensions" in groups(database, moment(now))) is asked


def test_an_extended_case_is_not_asked_for_again(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-11-16 09:00")
    desk.step(case, "extend", "2026-11-20 09:00", due="2026-11-30 17:00", reason="Chờ xác minh")
    assert "extensions" not in groups(database, moment("2026-11-27 09:00"))


def test_what_is_due_today_leaves_the_page_when_it_is_finished(desk: Desk, database: Database) -> None:
    case = desk.receive(COPY, "2026-11-23 08:00")
    assert groups(database) == {"due-today": [case.code]}
    desk.step(case, "finish", "2026-11-23 09:00")
    assert groups(database) == {}


def test_online_files_show_until_when_they_have_to_be_answered(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-11-20 15:30", channel="online")
    [group] = database.read(today, now=NOW)
    assert (group.name, group.rows[0].action, group.rows[0].late) == ("online", "accept", False)
    assert group.rows[0].at is not None
    assert group.rows[0].at.date() == NOW.date()
    late = database.read(today, now=NOW + timedelta(days=2))[0]
    assert late.rows[0].late
    desk.step(case, "accept", "2026-11-23 09:00")
    assert "online" not in groups(database)


def test_papers_asked_for_are_reminded_of_and_then_the_case_is_closed(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-11-05 09:00")
    desk.step(case, "supplement", "2026-11-06 09:00", reason="Thiếu giấy chứng sinh")
    for now, action in (("2026-11-17 09:00", None), ("2026-11-18 09:00", "call"), ("2026-11-22 09:00", "close")):
        found = [row.action for group in database.read(today, now=moment(now)) for row in group.rows]
        assert found == ([action] if action else []), now


def test_results_are_called_for_at_three_seven_and_thirty_days(desk: Desk, database: Database) -> None:
    case = desk.receive(COPY, "2026-11-02 08:00")
    desk.step(case, "finish", "2026-11-02 09:00")

    def asked(now: str) -> bool:
        return "results" in groups(database, moment(now))

    assert not asked("2026-11-04 09:00")
    assert asked("2026-11-05 09:00")
    database.transact(tell_citizen, case.code, "Đã có kết quả", "phone", at=moment("2026-11-05 10:00"))
    assert not asked("2026-11-05 11:00")
    assert asked("2026-11-09 09:00")
    database.transact(tell_citizen, case.code, "Gọi lần hai", "phone", at=moment("2026-11-10 10:00"))
    assert not asked("2026-11-20 09:00")
    assert asked("2026-12-02 09:00")
    [line] = database.read(waiting_results, days=7, now=NOW)
    assert (line.code, line.times, line.told, line.phone) == (case.code, 2, "Gọi lần hai", "0912345678")
    assert database.read(waiting_results, days=30, now=NOW) == []
    assert database.read(waiting_results, query="van mau", now=NOW) == [line]


def test_cash_stays_on_the_page_until_the_drawer_is_counted(desk: Desk, database: Database) -> None:
    case = desk.receive(COPY, "2026-11-23 08:00", quantities={"pages": 2, "copies": 1})
    desk.step(case, "paid", "2026-11-23 08:30", amount=16000)
    found: Any = {group.name: group.rows for group in database.read(today, now=NOW)}
    assert [row.amount for row in found["drawer"]] == [16000]
    database.transact(count_cash, NOW.date(), 16000, at=NOW)
    assert "drawer" not in groups(database)


def test_the_most_urgent_comes_first_and_what_is_only_told_is_not_counted(desk: Desk, database: Database) -> None:
    desk.receive(COPY, "2026-11-23 08:00")
    desk.receive(BIRTH_AGAIN, "2026-11-02 09:00")
    paid = desk.receive(COPY, "2026-11-23 08:10")
    desk.step(paid, "paid", "2026-11-23 08:30", amount=16000)
    found = database.read(today, now=NOW)
    assert [group.name for group in found] == ["apologies", "due-today", "drawer"]
    assert work_waiting(found) == 3


def test_the_list_of_the_last_quarter_is_owed_until_it_is_posted(database: Database) -> None:
    given = {"title": "Quyết toán", "group": "conduct", "responsible": "Kế toán"}
    at, photo = datetime(2026, 8, 3, 9), [NewFile("posted", "a.png", b"\x89PNG")]
    key = database.transact(add_matter, "disclosure", given, at=at)
    assert groups(database, datetime(2026, 10, 1, 8)) == {}  # nothing was posted in that quarter
    database.transact(take_matter_step, key, "post", files=photo, at=at)
    assert groups(database, datetime(2026, 9, 30, 8)) == {}
    assert groups(database, datetime(2026, 10, 1, 8)) == {"matters": ["Quý III/2026"]}
    assert actions(database, "matters") == ["quarter-list"]
    given = {"title": "Danh mục", "group": "quarter-list", "responsible": "Kế toán"}
    key = database.transact(add_matter, "disclosure", given, at=NOW)
    database.transact(take_matter_step, key, "post", files=photo, at=NOW)
    assert groups(database, NOW) == {}
