"""Every worked deadline of the office's table, by its default answer and by the other reading."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from papi_desk.domain.calendar import Calendar, read_days, read_desk_hours
from papi_desk.domain.deadlines import (
    DEFAULT_CONVENTIONS,
    NO_LIMIT,
    Conventions,
    Due,
    Limit,
    Stage,
    Unit,
    clock_start,
    due,
    last_day_to_ask_extension,
    parse_stage,
    paused_due,
)
from papi_desk.settings import resource

ROWS = {
    row["id"]: row
    for row in csv.DictReader((Path(__file__).parents[1] / "data" / "deadlines.csv").read_text("utf-8").splitlines())
}
CALENDAR = Calendar(
    read_days(resource("data", "holidays.csv").read_text("utf-8")),
    read_desk_hours(tomllib.loads(resource("data", "desk_hours.toml").read_text("utf-8"))),
)
UNITS = {
    "ngày làm việc": Unit.WORKING_DAYS,
    "ngày": Unit.DAYS,
    "tháng": Unit.MONTHS,
    "giờ": Unit.HOURS,
    "giờ làm việc": Unit.WORKING_HOURS,
}
VALIDITY = {"D40"}
OF_EVENTS = {"D37", "D38", "D53", "D55", "D56", "D58", "D59"}
PLAIN = sorted(ROWS.keys() - OF_EVENTS)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def limit_of(row: dict[str, str]) -> Limit:
    unit = row["time_limit_unit"]
    if unit == "không quy định":
        return NO_LIMIT
    if unit == "trong ngày":
        return Limit((Stage(Decimal(0), Unit.SAME_DAY, time(15)),))
    return Limit((Stage(Decimal(row["time_limit_value"]), UNITS[unit]),))


def answer(key: str, conventions: Conventions = DEFAULT_CONVENTIONS) -> Due:
    row = ROWS[key]
    return due(limit_of(row), moment(row["received_at"]), CALENDAR, conventions, validity=key in VALIDITY)


def test_the_table_has_all_forty_eight_rows() -> None:
    assert len(ROWS) == 48


@pytest.mark.parametrize("key", PLAIN)
def test_a_worked_deadline_comes_out_as_written(key: str) -> None:
    expected = ROWS[key]["due_at"]
    text = None if expected == "(không có hạn)" else expected.replace(" ", "T")
    assert answer(key).text() == text


@pytest.mark.parametrize(
    ("key", "conventions"),
    [
        ("D23", Conventions(last_day_on_worked_saturday="rolls")),
        ("D31", Conventions(hours="working")),
        ("D32", Conventions(hours="working")),
        ("D34", Conventions(working_hours="days")),
        ("D35", Conventions(half_day="half-day")),
    ],
)
def test_the_other_reading_of_an_open_point_comes_out_as_written(key: str, conventions: Conventions) -> None:
    assert answer(key, conventions).at == moment(ROWS[key]["alternative_due"])


def test_a_validity_that_ends_on_a_working_day_is_the_same_when_it_would_roll() -> None:
    assert answer("D40", Conventions(validity_end="roll")).last_day == date.fromisoformat(
        ROWS["D40"]["alternative_due"]
    )


def test_the_portals_unit_gives_the_other_date_of_a_conflict() -> None:
    row = ROWS["D62"]
    assert due(Limit((parse_stage("20 days"),)), moment(row["received_at"]), CALENDAR).at == moment(
        row["alternative_due"]
    )


def test_an_online_filing_on_a_holiday_counts_from_its_acceptance() -> None:
    row = ROWS["D68"]
    assert due(limit_of(row), datetime(2022, 9, 5, 8), CALENDAR).at == moment(row["alternative_due"])


def test_every_other_reading_in_the_table_is_tested() -> None:
    covered = {"D23", "D31", "D32", "D34", "D35", "D37", "D38", "D40", "D55", "D58", "D59", "D62", "D68"}
    assert {key for key, row in ROWS.items() if row["alternative_due"]} == covered


def after_the_last_event(key: str) -> datetime | None:
    return due(limit_of(ROWS[key]), EVENTS[key][-1], CALENDAR).at


EVENTS = {
    "D37": (datetime(2024, 5, 8, 10), datetime(2024, 5, 16, 10)),
    "D38": (datetime(2024, 5, 10), datetime(2024, 5, 14)),
    "D58": (datetime(2024, 3, 18, 8, 10),),
    "D59": (datetime(2024, 3, 19, 9),),
}


@pytest.mark.parametrize("key", ["D37", "D38"])
def test_after_a_supplement_the_limit_starts_from_zero(key: str) -> None:
    assert after_the_last_event(key) == moment(ROWS[key]["due_at"])


def test_by_convention_the_clock_only_pauses_for_a_supplement() -> None:
    first = answer("D37").at
    assert first is not None
    assert paused_due(first, *EVENTS["D37"], CALENDAR) == moment(ROWS["D37"]["alternative_due"])


def test_a_supplement_asked_too_late_may_leave_the_first_promise_standing() -> None:
    row = ROWS["D38"]
    asked = EVENTS["D38"][0].date()
    assert CALENDAR.working_days_between(moment(row["received_at"]).date(), asked) == 4
    assert answer("D38").at == moment(row["alternative_due"])


@pytest.mark.parametrize("key", ["D58", "D59"])
def test_an_online_case_counts_from_acceptance_or_by_convention_from_submission(key: str) -> None:
    row = ROWS[key]
    submitted, accepted = moment(row["received_at"]), EVENTS[key][0]

    def counted(conventions: Conventions) -> datetime | None:
        start = clock_start(submitted, accepted, conventions)
        return due(limit_of(row), start, CALENDAR, conventions).at

    assert counted(DEFAULT_CONVENTIONS) == moment(row["due_at"])
    assert counted(Conventions(online_start="submission")) == moment(row["alternative_due"])


def test_two_offices_in_turn_have_their_own_steps() -> None:
    row = ROWS["D53"]
    first, second = parse_stage("2 working-days"), parse_stage("3 working-days")
    received = moment(row["received_at"])
    assert due(Limit((first,)), received, CALENDAR).last_day == date(2024, 3, 15)
    assert due(Limit((first, second)), received, CALENDAR).at == moment(row["due_at"])


def test_an_extension_is_asked_the_day_before_and_counted_from_the_old_promise() -> None:
    row = ROWS["D55"]
    original = answer("D55").at
    assert original is not None
    assert original == moment(row["alternative_due"])
    assert last_day_to_ask_extension(original) == date(2024, 6, 5)
    assert due(Limit((parse_stage("3 working-days"),)), original, CALENDAR).at == moment(row["due_at"])


def test_a_correction_that_needs_verification_takes_three_days_more() -> None:
    row = ROWS["D56"]
    limit = Limit((parse_stage("3 working-days"), parse_stage("3 working-days")))
    assert due(limit, moment(row["received_at"]), CALENDAR).at == moment(row["due_at"])
