"""The month's table II.06a: every column from the lives of real cases, as known then and as known now."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, month_period
from papi_desk.domain.reports import Report
from papi_desk.services.imports import import_cases, read_rows
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.upkeep import verify

WEEK, NO_LIMIT, MARITAL, ONE_DAY = "1.004884", "1.013144", "1.004873", "1.013133"
MARCH = month_period(2024, 3)
APRIL_5 = datetime(2024, 4, 5, 8)
GROUPS = ("field", "procedure", "officer", "channel", "level")
Desk = Any
HEADERS = (
    "Mã hồ sơ", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Chủ hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả",
    "Ngày kết thúc xử lý", "Ngày trả kết quả", "Hình thức nhận", "Trạng thái",
)  # fmt: skip


def count(database: Database, now: datetime = APRIL_5, period: Period = MARCH, **asked: Any) -> Report:
    return database.read(report, "ii06a", Asked(period, now, **asked))


def total(counted: Report) -> dict[str, int]:
    """Return the columns of the total that are not nought."""
    return {name: value for name, value in counted.totals().items() if value}


# --- one case, one column --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "settled"),
    [
        ([("finish", "2024-03-08 10:00")], "c8"),
        ([("finish", "2024-03-11 08:00")], "c9"),
        ([("finish", "2024-03-11 18:30")], "c9"),
        ([("finish", "2024-03-12 08:00")], "c10"),
        ([("finish", "2024-03-08 10:00"), ("return", "2024-03-20 10:00")], "c8"),
        ([("refuse", "2024-03-08 10:00")], "c8"),
        ([("refuse", "2024-03-12 10:00")], "c10"),
        ([("withdraw", "2024-03-20 10:00")], "c9"),
        ([("stop", "2024-03-20 10:00")], "c9"),
        ([("supplement", "2024-03-05 10:00"), ("close", "2024-03-21 10:00")], "c9"),
        ([("supplement", "2024-03-05 10:00"), ("resubmit", "2024-03-12 09:00"), ("finish", "2024-03-19 09:00")], "c9"),
    ],
)  # fmt: skip
def test_a_settled_case_is_early_on_time_or_late_by_the_day(
    desk: Desk, database: Database, steps: list[tuple[str, str]], settled: str
) -> None:
    case = desk.receive(WEEK, "2024-03-04 09:00")
    for action, at in steps:
        desk.step(case, action, at, reason="Theo quy định")
    found = count(database)
    assert total(found) == {"c3": 1, "c5": 1, "c7": 1, settled: 1}
    assert found.figures["on_time_percent"] == (0 if settled == "c10" else 100)


@pytest.mark.parametrize(
    ("received", "steps", "column"),
    [
        ("2024-03-25 09:00", [], "c12"),
        ("2024-03-11 09:00", [], "c13"),
        ("2024-03-11 09:00", [("process", "2024-03-12 09:00")], "c13"),
        ("2024-03-11 09:00", [("supplement", "2024-03-12 09:00")], "c12"),
        ("2024-03-11 09:00", [("pay", "2024-03-12 09:00")], "c12"),
        ("2024-03-11 09:00", [("extend", "2024-03-15 09:00")], "c12"),
    ],
)
def test_an_open_case_is_in_time_or_overdue(
    desk: Desk, database: Database, received: str, steps: list[tuple[str, str]], column: str
) -> None:
    case = desk.receive(WEEK, received)
    for action, at in steps:
        due = {"due": "2024-04-02 17:00"} if action == "extend" else {}
        desk.step(case, action, at, reason="Theo quy định", **due)
    found = count(database)
    assert total(found) == {"c3": 1, "c5": 1, "c11": 1, column: 1}
    assert found.figures["on_time_percent"] is None


def test_an_open_case_is_judged_by_the_day_asked_about_within_the_period(desk: Desk, database: Database) -> None:
    desk.receive(WEEK, "2024-03-11 09:00")  # promised for the 18th
    assert total(count(database, datetime(2024, 3, 18, 23)))["c12"] == 1
    assert total(count(database, datetime(2024, 3, 19, 8)))["c13"] == 1


def test_a_case_without_a_limit_is_told_apart_and_left_out_of_the_share(desk: Desk, database: Database) -> None:
    settled = desk.receive(NO_LIMIT, "2024-03-04 09:00")
    desk.step(settled, "finish", "2024-03-25 09:00")
    desk.receive(NO_LIMIT, "2024-03-05 09:00")
    late = desk.receive(WEEK, "2024-03-04 09:00")
    desk.step(late, "finish", "2024-03-25 09:00")
    found = count(database)
    assert total(found) == {"c3": 3, "c5": 3, "c7": 2, "c9": 1, "c10": 1, "c11": 1, "c12": 1}
    assert (found.figures["without_due"], found.figures["on_time_percent"]) == (2, 0)
    assert any("không có hạn trả" in note for note in found.footnotes)


def test_a_case_of_an_earlier_month_is_carried_over_until_it_is_settled(desk: Desk, database: Database) -> None:
    for at in ("2024-02-19 09:00", "2024-02-20 09:00", "2024-02-21 09:00"):
        case = desk.receive(WEEK, at)
        if at.startswith("2024-02-19"):
            desk.step(case, "finish", "2024-02-23 09:00")
        if at.startswith("2024-02-20"):
            desk.step(case, "finish", "2024-03-01 09:00")
    assert total(count(database)) == {"c3": 2, "c6": 2, "c7": 1, "c10": 1, "c11": 1, "c13": 1}


def test_only_what_the_office_took_in_counts_as_received(desk: Desk, database: Database) -> None:
    desk.receive(MARITAL, "2024-03-05 09:00", channel="online")
    denied = desk.receive(MARITAL, "2024-03-05 09:00", channel="online")
    desk.step(denied, "deny", "2024-03-05 10:00", reason="Không thuộc thẩm quyền")
    voided = desk.receive(MARITAL, "2024-03-05 09:00")
    desk.step(voided, "void", "2024-03-05 10:00", reason="Lập nhầm")
    taken = desk.receive(MARITAL, "2024-03-05 09:00", channel="vneid")
    desk.step(taken, "accept", "2024-03-05 10:00")
    desk.step(taken, "finish", "2024-03-06 10:00")
    desk.receive(MARITAL, "2024-03-27 09:00", channel="post")
    assert total(count(database)) == {"c3": 2, "c4": 1, "c5": 1, "c7": 1, "c8": 1, "c11": 1, "c12": 1}


def test_an_office_chooses_whether_an_extended_promise_counts(desk: Desk, database: Database) -> None:
    desk.choose({"statistics_due": "original"})
    case = desk.receive(WEEK, "2024-03-04 09:00")
    desk.step(case, "extend", "2024-03-08 09:00", reason="Chờ xác minh", due="2024-03-13 17:00")
    desk.step(case, "finish", "2024-03-12 09:00")
    assert total(count(database))["c10"] == 1
    desk.choose({"statistics_due": "in-force"})
    assert total(count(database))["c8"] == 1


@pytest.mark.parametrize("clock", ["pause", "restart"])
@pytest.mark.parametrize("due", ["original", "in-force"])
def test_the_time_a_citizen_took_to_bring_papers_counts_against_nobody(
    desk: Desk, database: Database, clock: str, due: str
) -> None:
    desk.choose({"statistics_due": due, "supplement_clock": clock})
    case = desk.receive(WEEK, "2024-03-04 09:00")  # promised for the 11th
    desk.step(case, "supplement", "2024-03-06 09:00", reason="Thiếu")
    desk.step(case, "resubmit", "2024-03-13 09:00")
    desk.step(case, "finish", "2024-03-14 09:00")
    assert total(count(database))["c8"] == 1
    desk.step(case, "return", "2024-04-02 09:00")
    assert total(count(database, datetime(2024, 9, 1, 8)))["c8"] == 1


def test_a_pause_moves_the_first_promise_but_an_apology_does_not(desk: Desk, database: Database) -> None:
    desk.choose({"statistics_due": "original", "supplement_clock": "pause"})
    case = desk.receive(WEEK, "2024-03-04 09:00")
    desk.step(case, "extend", "2024-03-05 09:00", reason="Chờ", due="2024-03-29 17:00")
    desk.step(case, "supplement", "2024-03-06 09:00", reason="Thiếu")
    desk.step(case, "resubmit", "2024-03-08 09:00")  # the 11th moves to the 13th, the 29th to April 2nd
    kept = desk.file(case)
    assert kept.due_at is not None
    assert kept.original_due_at is not None
    assert (f"{kept.original_due_at:%d/%m}", f"{kept.due_at:%d/%m}") == ("13/03", "02/04")
    for day, column in ((12, "c12"), (13, "c12"), (14, "c13")):
        assert total(count(database, datetime(2024, 3, day, 8)))[column] == 1
    first = count(database, datetime(2024, 4, 1, 8))
    desk.step(case, "finish", "2024-04-02 09:00")
    assert count(database, datetime(2024, 9, 1, 8)).totals() == first.totals()
    assert total(count(database, datetime(2024, 9, 1, 8), month_period(2024, 4)))["c10"] == 1


def test_a_pause_for_paying_moves_the_first_promise_too(desk: Desk, database: Database) -> None:
    desk.choose({"statistics_due": "original", "paying_clock": "pause"})
    case = desk.receive(WEEK, "2024-03-25 09:00")  # promised for April 1st
    desk.step(case, "pay", "2024-03-26 09:00")
    desk.step(case, "paid", "2024-03-28 09:00", amount=1000)
    first = count(database, datetime(2024, 4, 5, 8), month_period(2024, 4))
    desk.step(case, "finish", "2024-04-03 09:00")
    assert total(count(database, datetime(2024, 4, 5, 8), month_period(2024, 4)))["c9"] == 1
    assert total(first)["c13"] == 1
    assert total(count(database, datetime(2024, 5, 5, 8)))["c12"] == 1


def test_a_later_switch_to_an_hour_limit_leaves_an_older_table_as_it_was(desk: Desk, database: Database) -> None:
    case = desk.receive(ONE_DAY, "2026-03-30 09:00")  # promised for the 31st
    march, later = month_period(2026, 3), datetime(2026, 9, 1, 8)
    before = count(database, datetime(2026, 4, 1, 8), march)
    assert total(before)["c12"] == 1
    desk.step(case, "verify", "2026-04-01 09:00", variant="online")
    assert desk.file(case).by_hour
    assert count(database, later, march).totals() == before.totals()
    desk.step(case, "finish", "2026-04-01 10:00")
    assert count(database, later, march).totals() == before.totals()
    assert count(database, datetime(2026, 4, 2, 8), march, known_at=datetime(2026, 4, 1, 8, 30)).totals()["c12"] == 1
    assert total(count(database, later, month_period(2026, 4)))["c10"] == 1


# --- asked later, asked as known then --------------------------------------------------------------------


def a_month_at_work(desk: Desk) -> dict[str, Any]:
    """Receive a case of every kind in March."""
    cases = {
        name: desk.receive(WEEK, f"2024-03-{day} 09:00")
        for name, day in (
            ("open", "26"), ("overdue", "11"), ("waiting", "06"), ("early", "04"), ("extended", "20"), ("paying", "07"),
        )
    }  # fmt: skip
    desk.step(cases["early"], "finish", "2024-03-08 10:00")
    desk.step(cases["waiting"], "supplement", "2024-03-07 10:00", reason="Thiếu")
    desk.step(cases["paying"], "pay", "2024-03-08 10:00")
    desk.step(cases["extended"], "extend", "2024-03-26 10:00", reason="Chờ", due="2024-04-03 17:00")
    return cases


def live_on(desk: Desk, cases: dict[str, Any]) -> None:
    """Take the cases of March further in April."""
    desk.step(cases["early"], "return", "2024-04-02 10:00")
    desk.step(cases["waiting"], "resubmit", "2024-04-02 10:00")
    desk.step(cases["waiting"], "finish", "2024-04-03 10:00")
    desk.step(cases["paying"], "paid", "2024-04-02 10:00", amount=1000)
    desk.step(cases["overdue"], "withdraw", "2024-04-02 10:00")
    desk.step(cases["open"], "supplement", "2024-04-02 09:00", reason="Thiếu")
    desk.step(cases["extended"], "finish", "2024-04-02 10:00")
    desk.receive(WEEK, "2024-04-02 09:00")


@pytest.mark.parametrize("due", ["in-force", "original"])
def test_a_month_counted_again_months_later_gives_the_same_figures(desk: Desk, database: Database, due: str) -> None:
    desk.choose({"statistics_due": due})
    cases = a_month_at_work(desk)
    first = count(database, datetime(2024, 4, 1, 8))
    live_on(desk, cases)
    again = count(database, datetime(2024, 9, 1, 8))
    assert again.rows == first.rows
    extended_is_late = {"c12": 3, "c13": 2} if due == "original" else {"c12": 4, "c13": 1}
    assert total(again) == {"c3": 6, "c5": 6, "c7": 1, "c8": 1, "c11": 5, **extended_is_late}
    assert count(database, datetime(2024, 9, 1, 8), month_period(2024, 4)).totals()["c6"] == 5


def test_what_was_written_down_late_is_not_known_before(desk: Desk, database: Database) -> None:
    known = desk.receive(WEEK, "2024-03-26 09:00")
    desk.receive(WEEK, "2024-03-28 09:00", recorded="2024-04-03 09:00")
    desk.step(known, "finish", "2024-03-29 09:00", recorded="2024-04-03 09:10")
    voided = desk.receive(WEEK, "2024-03-27 09:00")
    desk.step(voided, "void", "2024-04-03 09:20", reason="Lập nhầm")
    before = count(database, known_at=datetime(2024, 4, 1, 8))
    assert total(before) == {"c3": 2, "c5": 2, "c11": 2, "c12": 2}
    assert total(count(database)) == {"c3": 2, "c5": 2, "c7": 1, "c8": 1, "c11": 1, "c12": 1}
    assert any("08:00 01/04/2024" in note for note in before.footnotes)


def test_a_corrected_channel_is_not_known_before_the_correction(desk: Desk, database: Database) -> None:
    case = desk.receive(WEEK, "2024-03-26 09:00")
    changes = {"channel": "online"}
    desk.step(case, "amend", "2024-04-02 09:00", reason="Ghi nhầm", changes=changes)
    assert total(count(database, known_at=datetime(2024, 4, 1, 8)))["c5"] == 1
    assert total(count(database))["c4"] == 1


def test_a_month_cut_on_the_fifteenth_runs_to_the_fourteenth(desk: Desk, database: Database) -> None:
    period = month_period(2024, 3, "15th")
    assert (period.first, period.last) == (date(2024, 2, 15), date(2024, 3, 14))
    for at in ("2024-02-14 09:00", "2024-02-15 09:00", "2024-03-14 09:00", "2024-03-15 09:00"):
        desk.receive(WEEK, at)
    assert total(count(database, period=period)) == {"c3": 3, "c5": 2, "c6": 1, "c11": 3, "c12": 1, "c13": 2}


def test_an_empty_month_is_a_table_of_noughts(database: Database) -> None:
    found = count(database)
    assert (len(list(found.rows)), set(found.totals().values()), found.figures["on_time_percent"]) == (1, {0}, None)


def test_a_month_or_a_grouping_nobody_knows_is_refused(database: Database) -> None:
    for ask, kind in (
        (lambda: month_period(2024, 13), "month-unknown"),
        (lambda: count(database, by="weather"), "group-unknown"),
    ):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.kind == kind


# --- registers of other systems --------------------------------------------------------------------------


def write_register(path: Path, rows: Iterator[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADERS, *rows))
    return path


def exported(
    number: int, received: date, due: date | None, finished: date | None, channel: str = "Trực tiếp"
) -> tuple[str, ...]:
    words = [f"{day:%d/%m/%Y}" if day else "" for day in (received, due, finished, finished)]
    status = "Đã trả kết quả" if finished else "Đang xử lý"
    return (f"T{number:06}", "1.004884", "Đăng ký lại khai sinh", "Hộ tịch", f"Mẫu {number}", *words, channel, status)


NEW, CARRIED, EARLY, ON_TIME, LATE, IN_TIME, OVERDUE = 16041, 3320, 13529, 1958, 154, 3700, 20
"""A provincial centre's October 2019 as published (baolamdong.vn): 19.361 received, 15.641 solved; the open
cases were not told apart there."""


def the_published_month() -> Iterator[tuple[str, ...]]:
    first, day = date(2019, 10, 1), timedelta(days=1)
    margins = [day] * EARLY + [0 * day] * ON_TIME + [-day] * LATE
    for number in range(NEW + CARRIED):
        received = date(2019, 9, 12) if number < CARRIED else first + number % 28 * day
        if number < len(margins):
            finished = max(received, first) + day
            yield exported(number, received, finished + margins[number], finished)
        else:
            in_time = number - len(margins) < IN_TIME
            yield exported(number, received, date(2019, 11, 20) if in_time else received + 2 * day, None)


def test_a_register_with_the_counts_of_a_published_table_gives_every_figure_of_it(
    database: Database, tmp_path: Path
) -> None:
    path, at = write_register(tmp_path / "month.csv", the_published_month()), datetime(2019, 11, 1, 8)
    done = database.transact(import_cases, read_rows(path), at=at)
    assert (done.imported, done.rejected) == (19_361, ())
    for now in (at, datetime(2020, 6, 1, 8)):
        counted = count(database, now, month_period(2019, 10))
        assert total(counted) == {
            "c3": 19_361, "c5": NEW, "c6": CARRIED, "c7": 15_641, "c8": EARLY, "c9": ON_TIME, "c10": LATE,
            "c11": IN_TIME + OVERDUE, "c12": IN_TIME, "c13": OVERDUE,
        }  # fmt: skip
        assert counted.summary == ("Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: 99,02 %",)
    assert database.read(verify) == []


def random_register(seed: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(seed)
    for number in range(400):
        received = date(2024, 1, 15) + timedelta(days=chance.randrange(80))
        due = received + timedelta(days=chance.randrange(20)) if chance.random() < 0.9 else None
        finished = received + timedelta(days=chance.randrange(25)) if chance.random() < 0.8 else None
        channel = chance.choice(["Trực tiếp", "Trực tuyến", "Bưu chính công ích"])
        yield exported(number, received, due, finished, channel)


@pytest.mark.parametrize("seed", range(3))
def test_any_register_keeps_the_identities_of_the_form_in_every_grouping(
    database: Database, tmp_path: Path, seed: int
) -> None:
    path, at = write_register(tmp_path / "any.csv", random_register(seed)), datetime(2024, 6, 1, 8)
    assert database.transact(import_cases, read_rows(path), at=at).rejected == ()
    for period in (MARCH, month_period(2024, 2), month_period(2024, 3, "15th")):
        totals = {tuple(count(database, at, period, by=by).totals().items()) for by in GROUPS}
        assert len(totals) == 1
    february, march = (count(database, at, month_period(2024, month)).totals() for month in (2, 3))
    assert march["c6"] == february["c11"]  # what February left open is what March carries over
