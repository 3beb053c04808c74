from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.calendar import (
    CULTURE_DAY,
    Calendar,
    DayRule,
    DeskHours,
    check_year,
    read_days,
    read_desk_hours,
)
from papi_desk.domain.errors import Refused

HEADER = "date,working,kind,name,basis,confidence,swapped_with\n"
MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13), time(17))
DAY = timedelta(days=1)


def office_day(day: date, *, working: bool, kind: str = "office", tag: str = "") -> DayRule:
    return DayRule(day, working, kind, "Họp dân", "TB của UBND xã", "announced", tag=tag)


def hours_from(**entry: Any) -> list[DeskHours]:
    return read_desk_hours({"hours": [{"sessions": [["07:30", "11:30"]], **entry}]})


# --- days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2024-03-15", True, "ngày làm việc"),
        ("2024-03-16", False, "thứ Bảy"),
        ("2024-03-17", False, "Chủ nhật"),
        ("2024-09-02", False, "nghỉ lễ: Quốc khánh (CV 8662/VPCP-KGVX 3/11/2023)"),
        ("2026-02-17", False, "nghỉ Tết: Mùng 1 Tết Bính Ngọ (Thông báo của VPCP tháng 10/2025, chưa rõ số)"),
        ("2020-09-02", False, "nghỉ lễ: Quốc khánh (BLLĐ 2012 Đ115)"),
        ("2024-02-13", False, "nghỉ bù mùng 1 (T7) (CV 8662/VPCP-KGVX 3/11/2023)"),
        ("2024-04-29", False, "nghỉ hoán đổi, làm bù 04/05/2024 (CV 2450/VPCP-KGVX 12/4/2024)"),
        ("2024-05-04", True, "làm bù cho 29/04/2024 (CV 2450/VPCP-KGVX 12/4/2024)"),
    ],
)
def test_each_day_says_whether_it_is_worked_and_why(calendar: Calendar, day: str, working: bool, why: str) -> None:
    assert calendar.is_working(date.fromisoformat(day)) is working
    assert calendar.why(date.fromisoformat(day)) == why


def test_computed_and_unsure_days_say_so(calendar: Calendar) -> None:
    assert calendar.why(date(2027, 2, 8)).endswith("chưa công bố")
    assert calendar.why(date(2026, 11, 24)).endswith("cần kiểm tra")


@pytest.mark.parametrize("year", range(2018, 2028))
def test_every_packaged_year_adds_up(packaged_days: list[DayRule], year: int) -> None:
    assert check_year(packaged_days, year) == []


def test_a_year_that_does_not_add_up_is_told() -> None:
    lonely = DayRule(date(2024, 4, 29), False, "swap-off", "", "CV", "announced", date(2024, 5, 4))
    assert len(check_year([lonely, office_day(date(2024, 5, 4), working=True)], 2024)) == 2
    sunday = DayRule(date(2024, 6, 2), False, "holiday", "Lễ", "Luật", "announced")
    assert any("trùng cuối tuần" in problem for problem in check_year([sunday], 2024))
    assert check_year([lonely], 2030) == ["Chưa có lịch nghỉ năm 2030."]


def test_a_swap_that_works_on_a_weekday_and_rests_on_a_saturday_is_told() -> None:
    monday, saturday = date(2024, 4, 29), date(2024, 5, 4)
    rules = [
        DayRule(monday, True, "swap-work", "", "CV", "announced", saturday),
        DayRule(saturday, False, "swap-off", "", "CV", "announced", monday),
    ]
    assert sum("kiểm tra nghỉ hay làm" in problem for problem in check_year(rules, 2024)) == 2


def test_the_culture_day_is_off_until_the_office_leaves_it_out(
    packaged_days: list[DayRule], packaged_hours: list[DeskHours]
) -> None:
    left_out = Calendar(packaged_days, packaged_hours, ignore=frozenset({CULTURE_DAY}))
    usual = Calendar(packaged_days, packaged_hours)
    for year in (2026, 2027):
        assert not usual.is_working(date(year, 11, 24))
        assert left_out.is_working(date(year, 11, 24))
    assert not left_out.is_working(date(2026, 9, 2))
    assert left_out.warnings(date(2026, 11, 20), date(2026, 11, 30)) == []


def test_the_office_can_close_on_a_working_day_and_work_on_a_holiday(
    packaged_days: list[DayRule], packaged_hours: list[DeskHours]
) -> None:
    own = [office_day(date(2024, 3, 15), working=False), office_day(date(2024, 9, 3), working=True)]
    calendar = Calendar([*packaged_days, *own], packaged_hours)
    assert calendar.why(date(2024, 3, 15)) == "cơ quan nghỉ: Họp dân (TB của UBND xã)"
    assert calendar.is_working(date(2024, 9, 3))
    assert calendar.add_working_days(date(2024, 3, 14), 1) == date(2024, 3, 18)


# --- counting -----------------------------------------------------------------------------------------------


def test_going_back_counts_the_working_days_before(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2024, 5, 6), -1) == date(2024, 5, 4)
    assert calendar.add_working_days(date(2024, 5, 5), -2) == date(2024, 5, 3)
    assert calendar.add_working_days(date(2024, 5, 5), 0) == date(2024, 5, 5)


@given(st.dates(date(2017, 1, 1), date(2029, 12, 31)), st.integers(1, 200))
def test_going_forth_and_back_are_each_others_mirror(calendar: Calendar, day: date, count: int) -> None:
    later = calendar.add_working_days(day, count)
    assert calendar.working_days_between(day, later) == count
    assert calendar.working_days_between(later, day) == 0
    start = calendar.on_or_after(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2151, 1, 1), date.min, date.max])
def test_days_outside_the_years_it_counts_in_are_refused(calendar: Calendar, day: date) -> None:
    with pytest.raises(Refused) as refused:
        calendar.add_working_days(day, 1)
    assert (refused.value.kind, refused.value.field) == ("date-out-of-range", "at")
    with pytest.raises(Refused):
        calendar.working_days_between(day, date(2024, 1, 1))


@pytest.mark.parametrize(("day", "count"), [(date(2150, 12, 30), 2), (date(2000, 1, 1), -1)])
def test_a_count_that_runs_out_of_the_table_is_refused(calendar: Calendar, day: date, count: int) -> None:
    with pytest.raises(Refused):
        calendar.add_working_days(day, count)


def test_a_day_long_ago_is_still_known_as_worked_or_not(calendar: Calendar) -> None:
    assert calendar.is_working(date(1985, 6, 3))
    assert calendar.on_or_after(date(1985, 6, 1)) == date(1985, 6, 3)


# --- warnings -----------------------------------------------------------------------------------------------


def test_an_announced_span_has_no_warning(calendar: Calendar) -> None:
    assert calendar.warnings(date(2024, 1, 1), date(2025, 12, 31)) == []


def test_a_year_not_loaded_is_never_used_silently(calendar: Calendar) -> None:
    assert any("2028" in warning for warning in calendar.warnings(date(2027, 12, 30), date(2028, 1, 4)))
    assert calendar.years == frozenset(range(2018, 2028))


def test_an_office_day_alone_does_not_make_a_year_loaded(packaged_hours: list[DeskHours]) -> None:
    calendar = Calendar([office_day(date(2030, 5, 2), working=False)], packaged_hours)
    assert calendar.years == frozenset()


def test_computed_and_unsure_days_in_the_span_are_named(calendar: Calendar) -> None:
    found = " ".join(calendar.warnings(date(2027, 2, 1), date(2027, 2, 12)))
    assert "2027 chưa công bố" in found
    assert "04/02/2027" in found
    unsure = calendar.warnings(date(2026, 11, 23), date(2026, 11, 25))
    assert len(unsure) == 1
    assert "24/11/2026" in unsure[0]
    assert "cần kiểm tra" in unsure[0]
    assert calendar.warnings(date(2026, 11, 25), date(2026, 11, 27)) == []


# --- desk hours ---------------------------------------------------------------------------------------------


def test_the_desk_is_open_in_two_sessions_and_shut_on_days_off(calendar: Calendar) -> None:
    assert calendar.sessions(date(2024, 3, 15)) == (MORNING, AFTERNOON)
    assert calendar.sessions(date(2024, 3, 16)) == ()
    assert calendar.sessions(date(2024, 5, 4)) == (MORNING, AFTERNOON)
    assert (calendar.opening(date(2024, 3, 15)), calendar.closing(date(2024, 3, 16))) == (
        time(7, 30),
        time(17),
    )


def test_summer_hours_hold_in_their_season_and_from_their_year() -> None:
    data = tomllib.loads(
        """
        [[hours]]
        sessions = [["07:00", "11:30"], ["13:30", "17:30"]]
        season_from = "16/04"
        season_to = "15/10"
        valid_from = "2024-04-16"
        [[hours]]
        sessions = [["07:30", "11:30"], ["13:00", "17:00"]]
        """
    )
    calendar = Calendar([], read_desk_hours(data))
    closings = {
        "2024-04-15": time(17),
        "2024-04-16": time(17, 30),
        "2024-10-15": time(17, 30),
        "2024-10-16": time(17),
        "2023-07-03": time(17),
    }
    assert {day: calendar.closing(date.fromisoformat(day)) for day in closings} == closings


def test_a_winter_season_passes_new_year() -> None:
    calendar = Calendar([], hours_from(season_from="16/10", season_to="15/04"))
    assert len(calendar.sessions(date(2024, 1, 8))) == 1
    assert len(calendar.sessions(date(2024, 7, 8))) == 2


def test_hours_that_have_ended_give_way_to_the_standard() -> None:
    calendar = Calendar([], hours_from(valid_to="2024-06-30"))
    assert calendar.closing(date(2024, 6, 28)) == time(11, 30)
    assert calendar.closing(date(2024, 7, 1)) == time(17)


def test_a_saturday_worked_for_a_weekday_has_that_weekdays_hours() -> None:
    hours = read_desk_hours(
        {
            "hours": [
                {"sessions": [["07:30", "11:30"], ["13:00", "17:00"]], "weekdays": ["T2", "T3", "T4", "T5"]},
                {"sessions": [["07:30", "11:30"]], "weekdays": ["T6"]},
                {"sessions": [["08:00", "10:00"]], "weekdays": ["T7"]},
            ]
        }
    )
    friday, saturday = date(2025, 5, 2), date(2025, 4, 26)
    calendar = Calendar([DayRule(saturday, True, "swap-work", "", "CV", "announced", friday)], hours)
    assert calendar.closing(saturday) == time(11, 30)
    assert calendar.sessions(date(2025, 4, 19)) == ()
    assert calendar.with_saturdays().sessions(date(2025, 4, 19)) == ((time(8), time(10)),)


def test_saturdays_count_when_the_office_says_so(calendar: Calendar) -> None:
    counting = calendar.with_saturdays()
    assert counting.with_saturdays() is counting
    assert calendar.with_saturdays() is counting
    assert counting.is_working(date(2024, 3, 16))
    assert counting.sessions(date(2024, 3, 16)) == (MORNING,)
    assert not counting.is_working(date(2024, 2, 10))
    assert counting.add_working_days(date(2024, 3, 15), 1) == date(2024, 3, 16)


@pytest.mark.parametrize(
    "entry",
    [
        {"sessions": []},
        {"sessions": "07:30"},
        {"sessions": [["07:30"]]},
        {"sessions": [["11:30", "07:30"]]},
        {"sessions": [["07:30", "11:30"], ["11:00", "17:00"]]},
        {"sessions": [["25:00", "26:00"]]},
        {"weekdays": ["T9"]},
        {"weekdays": []},
        {"valid_from": "2024-13-01"},
        {"season_from": "31/02", "season_to": "15/10"},
        {"season_from": "16/04"},
    ],
)
def test_desk_hours_that_make_no_sense_are_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        hours_from(**entry)
    assert refused.value.kind == "desk-hours-wrong"


@pytest.mark.parametrize("data", [{}, {"hours": []}, {"hours": ["07:30"]}])
def test_a_file_without_desk_hours_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        read_desk_hours(data)


# --- reading the calendar file ------------------------------------------------------------------------------


def test_a_published_list_with_vietnamese_kinds_is_understood() -> None:
    text = (
        "date,weekday,year,kind,name_vi,swapped_with,deciding_document,source,confidence\n"
        "2024-04-29,Thứ Hai,2024,hoán đổi: nghỉ,Hoán đổi,2024-05-04,CV 2450,x,source-verified\n"
        "2024-05-04,Thứ Bảy,2024,hoán đổi: LÀM VIỆC,Làm bù,2024-04-29,CV 2450,x,source-verified\n"
        "2026-11-24,Thứ Ba,2026,nghỉ lễ,Ngày Văn hóa Việt Nam,,NQ 80,x,UNCERTAIN\n"
        "2027-02-06,Thứ Bảy,2027,nghỉ Tết,Mùng 1,,tính,x,computed-not-announced\n"
    )
    off, worked, culture, tet = read_days(text)
    assert (off.kind, off.working, off.swapped_with) == ("swap-off", False, worked.date)
    assert (worked.kind, worked.working, worked.confidence) == ("swap-work", True, "announced")
    assert (culture.tag, culture.confidence) == (CULTURE_DAY, "unsure")
    assert (tet.kind, tet.confidence) == ("tet", "computed")


def test_a_byte_order_mark_and_missing_tags_do_no_harm() -> None:
    (rule,) = read_days("\ufeff" + HEADER + "2024-01-01,NO,holiday,Tết Dương lịch,BLLĐ,announced,\n")
    assert (rule.date, rule.working, rule.tag, rule.swapped_with) == (date(2024, 1, 1), False, "", None)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2024-02-30,no,holiday,x,y,announced,", "date"),
        (",no,holiday,x,y,announced,", "date"),
        ("2024-02-01,maybe,holiday,x,y,announced,", "working"),
        ("2024-02-01,no,party,x,y,announced,", "kind"),
        ("2024-02-01,no,holiday,x,y,certain,", "confidence"),
        ("2024-02-01,no,swap-off,x,y,announced,soon", "swapped_with"),
        ("2024-02-01", "working"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_column(line: str, column: str) -> None:
    with pytest.raises(Refused) as refused:
        read_days(HEADER + "2024-01-01,no,holiday,x,y,announced,\n" + line + "\n")
    assert refused.value.kind == "calendar-row-wrong"
    assert (refused.value.data["row"], refused.value.data["column"]) == (3, column)


def test_a_day_given_twice_is_refused() -> None:
    row = "2024-01-01,no,holiday,x,y,announced,\n"
    with pytest.raises(Refused, match="calendar-day-twice"):
        read_days(HEADER + row + row)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "date,kind\n2024-01-01,holiday\n"])
def test_a_file_that_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="calendar-columns-missing"):
        read_days(text)
