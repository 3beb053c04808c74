from __future__ import annotations

import json
import threading
import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.calendar import Calendar, DayRule
from papi_desk.domain.deadlines import (
    DEFAULT_CONVENTIONS,
    NO_LIMIT,
    UNKNOWN_LIMIT,
    Conventions,
    Due,
    Limit,
    Stage,
    Unit,
    due,
    format_time,
    parse_amount,
    parse_cutoff,
    parse_stage,
    parse_time,
    paused_due,
    read_conventions,
    read_questions,
)
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import field_names
from papi_desk.settings import resource

DAY = timedelta(days=1)
MOMENTS = st.datetimes(datetime(2017, 6, 1), datetime(2028, 6, 1)).map(lambda at: at.replace(microsecond=0))
AMOUNTS = st.integers(1, 120)
QUESTIONS = read_questions(tomllib.loads(resource("data", "conventions.toml").read_text("utf-8")))
EVERY_CONVENTION = st.fixed_dictionaries({q.name: st.sampled_from(sorted(q.choices)) for q in QUESTIONS}).map(
    lambda answers: read_conventions(answers, QUESTIONS)
)
EVERY_STAGE = st.one_of(
    st.builds(Stage, AMOUNTS.map(Decimal), st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS])),
    st.builds(Stage, st.integers(1, 24).map(Decimal), st.sampled_from([Unit.MONTHS, Unit.HALF_DAYS])),
    st.builds(Stage, st.integers(1, 80).map(Decimal), st.just(Unit.WORKING_HOURS)),
    st.builds(Stage, st.integers(1, 9).map(lambda n: Decimal(n) / 2), st.just(Unit.WORKING_DAYS)),
    st.builds(Stage, st.just(Decimal(0)), st.just(Unit.SAME_DAY), st.sampled_from([None, time(15), time(10)])),
)
EVERY_LIMIT = st.lists(EVERY_STAGE, min_size=1, max_size=3).map(lambda stages: Limit(tuple(stages)))


def limit(*stages: str) -> Limit:
    return Limit(tuple(parse_stage(text) for text in stages))


def text_of(calendar: Calendar, at: str, *stages: str, **conventions: str) -> str | None:
    return due(limit(*stages), parse_time(at), calendar, Conventions(**conventions)).text()


def day_of(answered: Due) -> date:
    assert answered.last_day is not None
    return answered.last_day


def moment_of(answered: Due) -> datetime:
    assert answered.at is not None
    return answered.at


# --- working days -------------------------------------------------------------------------------------------


def by_walking(calendar: Calendar, day: date, count: int) -> date:
    """Count working days one by one, as an officer would on a wall calendar."""
    while count:
        day += DAY
        count -= calendar.is_working(day)
    return day


@given(MOMENTS, AMOUNTS)
def test_working_days_equal_a_count_on_the_wall_calendar(calendar: Calendar, at: datetime, count: int) -> None:
    answered = due(limit(f"{count} working-days"), at, calendar)
    expected = by_walking(calendar, at.date(), count)
    assert answered.at == datetime.combine(expected, calendar.closing(expected))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2023, 10, 1)), st.integers(1, 60))
def test_working_days_equal_numpys_where_no_saturday_is_worked(
    calendar: Calendar, packaged_days: list[DayRule], at: datetime, count: int
) -> None:
    off = [np.datetime64(rule.date) for rule in packaged_days if not rule.working]
    start = np.busday_offset(np.datetime64(at.date()), 0, roll="preceding", holidays=off)
    expected = np.busday_offset(start, count, holidays=off)
    assert day_of(due(limit(f"{count} working-days"), at, calendar)) == expected.astype(object)


@given(MOMENTS, AMOUNTS, st.sampled_from(["working-days", "days", "months"]))
def test_a_limit_in_days_never_ends_on_a_closed_day(calendar: Calendar, at: datetime, count: int, unit: str) -> None:
    answered = due(limit(f"{count} {unit}"), at, calendar)
    assert calendar.is_working(day_of(answered))
    assert moment_of(answered).time() == calendar.closing(day_of(answered))
    assert not answered.by_hour


@given(MOMENTS, MOMENTS, AMOUNTS, st.sampled_from(["working-days", "days", "months"]))
def test_received_later_is_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, count: int, unit: str
) -> None:
    first, second = sorted([one, other])
    counted = limit(f"{count} {unit}")
    assert moment_of(due(counted, first, calendar)) <= moment_of(due(counted, second, calendar))


@given(MOMENTS, AMOUNTS, AMOUNTS, st.sampled_from(["working-days", "days", "months"]))
def test_a_longer_limit_is_never_due_earlier(calendar: Calendar, at: datetime, one: int, other: int, unit: str) -> None:
    shorter, longer = sorted([one, other])
    first, second = (due(limit(f"{count} {unit}"), at, calendar) for count in (shorter, longer))
    assert moment_of(first) <= moment_of(second)


@given(MOMENTS, AMOUNTS, AMOUNTS)
def test_two_stages_of_working_days_are_their_sum(calendar: Calendar, at: datetime, one: int, other: int) -> None:
    staged = due(limit(f"{one} working-days", f"{other} working-days"), at, calendar)
    assert staged.at == due(limit(f"{one + other} working-days"), at, calendar).at


# --- calendar days, months, validity ------------------------------------------------------------------------


@given(MOMENTS, AMOUNTS)
def test_calendar_days_roll_only_at_the_last_day(calendar: Calendar, at: datetime, count: int) -> None:
    expected = calendar.on_or_after(at.date() + count * DAY)
    assert day_of(due(limit(f"{count} days"), at, calendar)) == expected


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ("2024-01-31T09:00", 1, "2024-02-29T17:00"),
        ("2023-01-31T09:00", 1, "2023-02-28T17:00"),
        ("2024-10-15T09:00", 2, "2024-12-16T17:00"),
        ("2024-12-31T09:00", 12, "2025-12-31T17:00"),
        ("2024-02-29T09:00", 12, "2025-02-28T17:00"),
        ("2024-11-30T09:00", 1, "2024-12-30T17:00"),
    ],
)
def test_months_end_on_the_corresponding_day(calendar: Calendar, at: str, months: int, expected: str) -> None:
    assert text_of(calendar, at, f"{months} months") == expected


def test_the_validity_of_a_paper_ends_at_midnight_even_on_a_day_off(calendar: Calendar) -> None:
    answered = due(limit("2 days"), datetime(2024, 3, 14), calendar, validity=True)
    assert answered.text() == "2024-03-16T24:00"
    assert answered.at == datetime(2024, 3, 17)
    assert answered.end_of_day
    assert answered.trace()[-1] == answered.trace()[2]
    assert "không chuyển" in answered.trace()[-1].why


def test_by_convention_the_validity_of_a_paper_rolls_too(calendar: Calendar) -> None:
    rolling = Conventions(validity_end="roll")
    answered = due(limit("2 days"), datetime(2024, 3, 14), calendar, rolling, validity=True)
    assert answered.text() == "2024-03-18T24:00"


def test_a_validity_in_working_days_or_hours_keeps_its_own_end(calendar: Calendar) -> None:
    at = datetime(2024, 3, 14, 9)
    assert due(limit("1 working-days"), at, calendar, validity=True).text() == "2024-03-15T24:00"
    assert due(limit("24 hours"), at, calendar, validity=True).text() == "2024-03-15T09:00"


def test_a_swapped_day_off_may_be_a_last_day_by_convention(calendar: Calendar) -> None:
    assert text_of(calendar, "2024-04-19T09:00", "10 days") == "2024-05-02T17:00"
    kept = text_of(calendar, "2024-04-19T09:00", "10 days", last_day_on_swapped_day_off="working")
    assert kept == "2024-04-29T17:00"


# --- composite limits ---------------------------------------------------------------------------------------


def test_the_next_stage_starts_where_the_last_one_ended(calendar: Calendar) -> None:
    assert text_of(calendar, "2024-03-13T09:00", "5 working-days", "15 days") == "2024-04-04T17:00"
    assert text_of(calendar, "2024-03-13T09:00", "3 days", "1 working-days") == "2024-03-19T17:00"
    assert text_of(calendar, "2024-03-13T09:00", "3 days", "4 days") == "2024-03-22T17:00"


def test_by_convention_only_the_last_stage_rolls(calendar: Calendar) -> None:
    assert text_of(calendar, "2024-03-13T09:00", "3 days", "4 days", composite="sum") == "2024-03-20T17:00"


# --- same day -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2024-03-12T07:00", "2024-03-12T17:00"),
        ("2024-03-12T15:00", "2024-03-12T17:00"),
        ("2024-03-12T15:01", "2024-03-13T17:00"),
        ("2024-03-16T09:00", "2024-03-18T17:00"),
        ("2024-02-09T09:00", "2024-02-15T17:00"),
    ],
)
def test_a_same_day_case_is_due_today_unless_it_came_late(calendar: Calendar, at: str, expected: str) -> None:
    assert text_of(calendar, at, "same-day 15:00") == expected


def test_by_convention_exactly_the_cutoff_is_late(calendar: Calendar) -> None:
    late = text_of(calendar, "2024-03-12T15:00", "same-day 15:00", exactly_cutoff="next-day")
    assert late == "2024-03-13T17:00"


def test_without_a_cutoff_the_desk_closing_decides_and_a_warning_says_so(calendar: Calendar) -> None:
    answered = due(limit("same-day"), datetime(2024, 3, 12, 16), calendar)
    assert answered.text() == "2024-03-12T17:00"
    assert any("giờ chốt" in warning for warning in answered.warnings)
    assert text_of(calendar, "2024-03-12T17:01", "same-day") == "2024-03-13T17:00"


def test_zero_working_days_mean_the_same_day(calendar: Calendar) -> None:
    assert text_of(calendar, "2024-03-12T09:00", "0 working-days") == "2024-03-12T17:00"
    assert limit("0 working-days").words() == "trong ngày"


def test_a_cutoff_later_than_closing_does_not_promise_the_past(calendar: Calendar) -> None:
    assert text_of(calendar, "2024-03-12T18:00", "same-day 20:00") == "2024-03-13T17:00"


# --- after fifteen hours, Saturdays -------------------------------------------------------------------------


def test_fifteen_hours_do_not_move_a_limit_in_days_unless_the_office_says_so(calendar: Calendar) -> None:
    at = "2024-03-14T15:30"
    assert text_of(calendar, at, "2 working-days") == "2024-03-18T17:00"
    assert text_of(calendar, at, "2 working-days", after_cutoff="next-day") == "2024-03-19T17:00"
    assert text_of(calendar, "2024-03-14T15:00", "2 days", after_cutoff="next-day") == "2024-03-18T17:00"
    assert text_of(calendar, at, "3 days", after_cutoff="next-day") == "2024-03-18T17:00"
    assert text_of(calendar, at, "2 hours", after_cutoff="next-day") == "2024-03-14T17:30"


def test_saturdays_count_as_working_days_only_by_convention(calendar: Calendar) -> None:
    at = "2024-03-14T09:00"
    assert text_of(calendar, at, "2 working-days") == "2024-03-18T17:00"
    assert text_of(calendar, at, "2 working-days", saturday_desk="working") == "2024-03-16T11:30"


# --- hours --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "stage", "expected"),
    [
        ("2024-06-21T08:00", "3.5 working-hours", "2024-06-21T11:30"),
        ("2024-06-21T08:00", "4 working-hours", "2024-06-21T13:30"),
        ("2024-06-21T12:00", "4 working-hours", "2024-06-21T17:00"),
        ("2024-06-21T17:00", "1 working-hours", "2024-06-24T08:30"),
        ("2024-06-21T22:00", "1 working-hours", "2024-06-24T08:30"),
        ("2024-06-21T05:00", "1 working-hours", "2024-06-21T08:30"),
        ("2024-06-22T09:00", "1 working-hours", "2024-06-24T08:30"),
        ("2024-05-03T16:00", "2 working-hours", "2024-05-04T08:30"),
        ("2024-06-21T09:00", "1.5 working-days", "2024-06-24T14:30"),
        ("2024-06-21T09:00", "1 half-days", "2024-06-21T14:30"),
        ("2024-06-21T09:00", "0.5 half-days", "2024-06-21T14:30"),
        ("2024-06-21T23:30", "0.5 hours", "2024-06-22T00:00"),
    ],
)
def test_hours_are_taken_from_the_desks_sessions(calendar: Calendar, at: str, stage: str, expected: str) -> None:
    answered = due(limit(stage), parse_time(at), calendar)
    assert answered.text() == expected
    assert answered.by_hour


def test_half_a_half_day_is_read_as_half_a_day_and_says_so(calendar: Calendar) -> None:
    assert due(limit("0.5 half-days"), datetime(2024, 6, 21, 9), calendar).warnings != []
    assert limit("0.5 half-days").words() == "0,5 ngày làm việc"


def test_by_convention_a_half_day_ends_with_the_next_session(calendar: Calendar) -> None:
    rounded = {"half_day": "half-day"}
    assert text_of(calendar, "2024-06-21T09:00", "0.5 working-days", **rounded) == "2024-06-21T17:00"
    assert text_of(calendar, "2024-06-21T09:00", "3 half-days", **rounded) == "2024-06-24T17:00"
    assert text_of(calendar, "2024-06-21T06:00", "1 half-days", **rounded) == "2024-06-21T17:00"


def test_by_convention_eight_working_hours_are_one_working_day(calendar: Calendar) -> None:
    by_days = Conventions(working_hours="days")
    answered = due(limit("16 working-hours"), datetime(2024, 6, 20, 14), calendar, by_days)
    assert (answered.text(), answered.by_hour) == ("2024-06-24T17:00", False)
    assert due(limit("2 working-hours"), datetime(2024, 6, 20, 14), calendar, by_days).by_hour


@given(MOMENTS, st.integers(1, 200))
def test_working_hours_end_within_a_session_and_add_up(calendar: Calendar, at: datetime, count: int) -> None:
    end = moment_of(due(limit(f"{count} working-hours"), at, calendar))
    spent = timedelta()
    for day in (at.date() + number * DAY for number in range((end.date() - at.date()).days + 1)):
        for opens, closes in calendar.sessions(day):
            start, stop = datetime.combine(day, opens), datetime.combine(day, closes)
            spent += max(timedelta(), min(stop, end) - max(start, at))
    assert spent == timedelta(hours=count)
    assert any(opens < end.time() <= closes for opens, closes in calendar.sessions(end.date()))


# --- no limit, unknown limit --------------------------------------------------------------------------------


def test_a_procedure_without_a_limit_has_no_due_date_and_says_so(calendar: Calendar) -> None:
    answered = due(NO_LIMIT, datetime(2024, 6, 3, 9), calendar)
    assert (answered.at, answered.text(), answered.trace(), answered.last_day) == (None, None, [], None)
    assert "không quy định thời hạn" in answered.warnings[0]
    assert NO_LIMIT.words() == "không quy định thời hạn"


def test_an_unknown_limit_asks_the_officer_for_the_date_and_a_reason(calendar: Calendar) -> None:
    answered = due(UNKNOWN_LIMIT, datetime(2024, 6, 3, 9), calendar)
    assert answered.at is None
    assert "lý do" in answered.warnings[0]


def test_a_due_date_in_a_year_not_loaded_is_warned_about(calendar: Calendar) -> None:
    assert any("2028" in warning for warning in due(limit("5 days"), datetime(2027, 12, 29), calendar).warnings)
    assert due(limit("5 days"), datetime(2024, 6, 3), calendar).warnings == []


# --- traces -------------------------------------------------------------------------------------------------


@given(MOMENTS, st.integers(1, 60), st.sampled_from(["working-days", "days"]))
def test_the_counted_days_of_a_trace_equal_the_limit(calendar: Calendar, at: datetime, count: int, unit: str) -> None:
    answered = due(limit(f"{count} {unit}"), at, calendar)
    trace = answered.trace()
    assert sum(row.counted for row in trace) == count
    span = (day_of(answered) - at.date()).days
    assert [row.date for row in trace] == [at.date() + number * DAY for number in range(span + 1)]
    if unit == "working-days":
        assert all(row.counted == calendar.is_working(row.date) for row in trace[1:])


@given(EVERY_LIMIT, MOMENTS, EVERY_CONVENTION, st.booleans())
def test_every_limit_under_every_convention_has_a_whole_trace(
    calendar: Calendar, counted: Limit, at: datetime, conventions: Conventions, validity: bool
) -> None:
    answered = due(counted, at, calendar, conventions, validity=validity)
    trace = answered.trace()
    assert moment_of(answered) >= at
    assert trace[0].date == at.date()
    assert trace[-1].date in (day_of(answered), moment_of(answered).date() - DAY)
    assert all(later.date - row.date == DAY for row, later in pairwise(trace))
    assert all(row.why for row in trace)


def test_a_trace_numbers_the_days_and_names_the_rule(calendar: Calendar) -> None:
    days = [row.why for row in due(limit("2 working-days"), datetime(2024, 5, 2, 9), calendar).trace()]
    assert days[0].startswith("ngày tiếp nhận, không tính")
    assert days[1] == "ngày làm việc thứ 1"
    assert days[2].startswith("ngày làm việc thứ 2 – làm bù cho 29/04/2024")
    rolled = due(limit("30 days"), datetime(2024, 3, 1, 9), calendar).trace()
    assert rolled[-2].why == (
        "ngày thứ 30, ngày cuối là Chủ nhật → chuyển sang ngày làm việc tiếp theo, BLDS 2015 Đ148k5"
    )
    assert (rolled[-1].counted, rolled[-1].why) == (False, "ngày làm việc tiếp theo → hạn 17:00")


def test_a_trace_in_months_says_when_a_month_is_too_short(calendar: Calendar) -> None:
    short = due(limit("6 months"), datetime(2024, 8, 31), calendar, validity=True).trace()[-1].why
    assert "tháng 02/2025 không có ngày 31" in short
    whole = due(limit("2 months"), datetime(2024, 6, 30), calendar).trace()[-1].why
    assert "ngày tương ứng sau 02 tháng" in whole


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2024-03-15T15:30", "nhận 15:30, sau 15:00 → ngày làm việc tiếp theo"),
        ("2024-03-16T09:00", "nhận ngày nghỉ (thứ Bảy) → ngày làm việc tiếp theo"),
        ("2024-03-15T14:00", "trong ngày: nhận 14:00, không quá 15:00 → hạn 17:00"),
    ],
)
def test_a_same_day_trace_says_why_it_is_today_or_not(calendar: Calendar, at: str, words: str) -> None:
    assert due(limit("same-day 15:00"), parse_time(at), calendar).trace()[0].why == words


def test_a_trace_in_hours_says_what_each_day_gave(calendar: Calendar) -> None:
    rows = due(limit("0.5 working-days"), datetime(2024, 6, 21, 15, 30), calendar).trace()
    assert [(row.counted, row.why) for row in rows] == [
        (True, "1,5 giờ làm việc (15:30–17:00)"),
        (False, "thứ Bảy"),
        (False, "Chủ nhật"),
        (True, "2,5 giờ làm việc (07:30–10:00) → hạn 10:00"),
    ]
    clock = due(limit("12 hours"), datetime(2024, 6, 14, 16), calendar).trace()
    assert [row.why for row in clock] == ["8 giờ (16:00–24:00)", "4 giờ (00:00–04:00) → hạn 04:00"]


def test_a_trace_of_several_stages_names_the_stage(calendar: Calendar) -> None:
    rows = due(limit("1 working-days", "2 hours"), datetime(2024, 3, 13, 9), calendar).trace()
    assert rows[-1].why == ("bước 1: ngày làm việc thứ 1 → hết bước này; bước 2: 2 giờ (17:00–19:00) → hạn 19:00")


# --- pausing ------------------------------------------------------------------------------------------------


def test_a_clock_that_stopped_within_one_day_loses_nothing(calendar: Calendar) -> None:
    promised = datetime(2024, 5, 13, 17)
    assert paused_due(promised, datetime(2024, 5, 8, 9), datetime(2024, 5, 8, 16), calendar) == promised


def test_a_promise_by_the_hour_keeps_its_hour_when_the_clock_stood_still(calendar: Calendar) -> None:
    moved = paused_due(datetime(2024, 5, 9, 10), datetime(2024, 5, 8, 9), datetime(2024, 5, 9, 9), calendar)
    assert moved == datetime(2024, 5, 10, 10)


def test_a_clock_cannot_start_before_it_stopped(calendar: Calendar) -> None:
    with pytest.raises(Refused, match="resumed-before-stopped"):
        paused_due(datetime(2024, 5, 13, 17), datetime(2024, 5, 9), datetime(2024, 5, 8), calendar)


# --- limits in words and in store ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        (["3 working-days"], "03 ngày làm việc"),
        (["15 days"], "15 ngày"),
        (["0.5 working-days"], "0,5 ngày làm việc"),
        (["3 half-days"], "1,5 ngày làm việc"),
        (["8 working-hours"], "08 giờ làm việc"),
        (["6 months"], "06 tháng"),
        (["same-day"], "trong ngày"),
        (["5 working-days", "15 days"], "05 ngày làm việc + 15 ngày"),
    ],
)
def test_a_limit_is_written_as_slips_print_it(stages: list[str], words: str) -> None:
    assert limit(*stages).words() == words


@given(EVERY_LIMIT)
def test_a_stored_limit_comes_back_the_same(counted: Limit) -> None:
    assert Limit.from_json(json.loads(json.dumps(counted.to_json()))) == counted


def test_limits_without_a_date_come_back_from_store_too() -> None:
    for kept in (NO_LIMIT, UNKNOWN_LIMIT):
        assert Limit.from_json(kept.to_json()) == kept


# --- malformed input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0 days", "limit-not-positive"),
        ("0 hours", "limit-not-positive"),
        ("0 half-days", "limit-not-positive"),
        ("-3 working-days", "limit-not-positive"),
        ("-1 same-day", "limit-not-positive"),
        ("3651 working-days", "limit-too-long"),
        ("3651 days", "limit-too-long"),
        ("121 months", "limit-too-long"),
        ("999999999 hours", "limit-too-long"),
        ("1.5 days", "limit-not-whole"),
        ("0.5 months", "limit-not-whole"),
        ("0.3 working-days", "limit-not-whole"),
        ("1.5 half-days", "limit-not-whole"),
        ("0.1 hours", "limit-not-whole"),
        ("", "limit-not-understood"),
        ("5", "limit-not-understood"),
        ("five days", "limit-not-understood"),
        ("1e3 days", "limit-not-understood"),
        ("nan days", "limit-not-understood"),
        ("٣ days", "limit-not-understood"),
        ("5 weeks", "limit-not-understood"),
        ("5 working-days more", "limit-not-understood"),
        ("same-day 25:00", "cutoff-not-understood"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(text: str, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_stage(text)
    assert refused.value.kind == kind
    assert refused.value.field == ("cutoff" if kind.startswith("cutoff") else "limit")


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_an_amount_that_is_no_number_is_refused(amount: Decimal) -> None:
    with pytest.raises(Refused, match="limit-not-positive"):
        Stage(amount, Unit.DAYS)


def test_a_decimal_comma_is_read_as_a_point() -> None:
    assert parse_stage("0,5 working-days") == parse_stage("0.5 working-days")
    assert parse_amount(" 0,5 ") == Decimal("0.5")
    assert parse_cutoff("9:30") == time(9, 30)


@pytest.mark.parametrize("stages", [(), ("none", "5 days"), ("5 days", "unknown")])
def test_no_limit_stands_alone(stages: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="limit-mixed"):
        limit(*stages)


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
@pytest.mark.parametrize("stage", ["3 working-days", "3 days", "3 hours", "none"])
def test_a_reception_outside_the_years_it_counts_in_is_refused(calendar: Calendar, year: int, stage: str) -> None:
    with pytest.raises(Refused) as refused:
        due(limit(stage), datetime(year, 6, 1), calendar)
    assert (refused.value.kind, refused.value.field) == ("date-out-of-range", "at")


@pytest.mark.parametrize("stage", ["3650 working-days", "29200 working-hours", "3650 days", "120 months"])
def test_the_longest_limits_are_counted_to_the_last_year(calendar: Calendar, stage: str) -> None:
    assert moment_of(due(limit(stage), datetime(2100, 12, 31, 9), calendar)).year >= 2110


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-07T17:00", datetime(2024, 3, 7, 17)),
        ("2024-03-07T17:00:30", datetime(2024, 3, 7, 17, 0, 30)),
        ("2025-02-28T24:00", datetime(2025, 3, 1)),
        ("2024-12-31T24:00:00", datetime(2025, 1, 1)),
    ],
)
def test_a_moment_is_read_with_twenty_four_hours_as_the_next_midnight(text: str, moment: datetime) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-03-07",
        "2024-03-07 17:00",
        "2024-3-7T17:00",
        "2024-02-30T10:00",
        "2024-03-07T24:01",
        "2024-03-07T25:00",
        "2024-03-07T17:00+07:00",
        "2024-03-07T17:00Z",
        "٢٠٢٤-03-07T17:00",
        "9999-12-31T24:00",
        "2024-03-07T17:00\n",
    ],
)
def test_a_moment_written_otherwise_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_time(text)


@given(MOMENTS)
def test_a_moment_written_and_read_is_the_same_minute(at: datetime) -> None:
    assert parse_time(format_time(at)) == at.replace(second=0)


# --- conventions --------------------------------------------------------------------------------------------


def test_every_convention_has_its_question_and_the_same_default() -> None:
    assert {question.name for question in QUESTIONS} == set(field_names(Conventions))
    assert {question.name: question.default for question in QUESTIONS} == DEFAULT_CONVENTIONS.to_json()
    assert all(question.basis and question.question.endswith("?") for question in QUESTIONS)
    assert all(len(question.choices) >= 2 and all(question.choices.values()) for question in QUESTIONS)


def test_the_offices_answers_are_checked() -> None:
    assert read_conventions({"hours": "working"}, QUESTIONS) == Conventions(hours="working")
    with pytest.raises(Refused) as wrong:
        read_conventions({"hours": "sundial"}, QUESTIONS)
    assert (wrong.value.kind, wrong.value.field) == ("setting-not-a-choice", "hours")
    with pytest.raises(Refused, match="setting-unknown"):
        read_conventions({"weather": "fine"}, QUESTIONS)


@pytest.mark.parametrize(
    "table",
    [{"weather": {"choices": {"a": "b"}, "default": "a"}}, {"hours": {"default": "clock"}}],
)
def test_a_question_about_nothing_is_refused(table: dict[str, dict[str, Any]]) -> None:
    with pytest.raises(Refused, match="setting-unknown"):
        read_questions(table)


def test_one_calendar_serves_many_threads(calendar: Calendar) -> None:
    counted, at, answers = limit("10 working-days"), datetime(2024, 1, 29, 14), []

    def ask() -> None:
        saturdays = Conventions(saturday_desk="working")
        answers.extend((due(counted, at, calendar).at, due(counted, at, calendar, saturdays).at) for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 400
    assert len(set(answers)) == 1
