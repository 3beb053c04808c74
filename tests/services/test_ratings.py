"""Ratings: one of a case a visit, counted by content, month, officer and field, small samples told as such."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, month_period
from papi_desk.domain.ratings import SCREEN, NewRating
from papi_desk.domain.reports import Report
from papi_desk.services.office import set_setting
from papi_desk.services.public_site import published_ratings
from papi_desk.services.ratings import case_to_rate, rating_scale, ratings_between, record_rating, void_rating
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify
from tests.services.conftest import Desk, moment

ALL_GOOD = dict.fromkeys(range(1, 10), "good")
JUNE = month_period(2024, 6)
NEXT = datetime(2024, 7, 1, 9)


def rate(desk: Desk, answers: dict[int, str], at: str = "2024-06-04 10:00", **more: Any) -> int:
    return desk.database.transact(record_rating, NewRating(answers, **more), at=moment(at))


def counted(database: Database, by: str = "", period: Period = JUNE) -> Report:
    return database.read(report, "ratings", Asked(period, NEXT, by=by))


def cells(found: Report) -> dict[str, dict[str, Any]]:
    names = [column.name for column in found.columns]
    return {str(row.values[1]): dict(zip(names, row.values, strict=True)) for row in found.rows}


def refused(kind: str) -> Any:
    return pytest.raises(Refused, match=f"'{kind}'")


def test_a_citizen_rates_each_visit_once_and_is_thanked_when_trying_again(desk: Desk) -> None:
    case = desk.receive("1.004884", "2024-06-04 09:00")
    assert desk.database.read(case_to_rate, "0001", at=moment("2024-06-04 09:30")) == case.code
    rate(desk, ALL_GOOD, case=case.code, means=SCREEN)
    with refused("rating-twice"):
        desk.database.read(case_to_rate, case.code, at=moment("2024-06-04 11:00"))
    with refused("rating-twice"):
        rate(desk, {5: "poor"}, case=case.code, on=date(2024, 6, 4))
    with refused("rating-no-visit"):
        rate(desk, {5: "poor"}, "2024-06-05 09:00", case=case.code, means=SCREEN)
    desk.step(case, "finish", "2024-06-06 09:00")
    rate(desk, {1: "very_good"}, "2024-06-06 09:05", case=case.code, means=SCREEN)
    assert len(desk.database.read(ratings_between, date(2024, 6, 1), date(2024, 6, 30))) == 2
    assert desk.database.read(verify) == []


def test_the_screen_knows_a_case_by_its_slip_or_by_the_last_digits_of_today(desk: Desk) -> None:
    old = desk.receive("1.004884", "2024-06-03 09:00")
    new = desk.receive("1.004884", "2024-06-04 09:00")
    assert old.code.endswith("-0001")
    assert new.code.endswith("-0001")
    at = moment("2024-06-04 09:30")
    for typed in ("1", "0001", new.code.lower(), f"{new.code} somekey123", f"https://a.vn/x#ma={new.code}&k=abcdefgh"):
        assert desk.database.read(case_to_rate, typed, at=at) == new.code
    desk.step(old, "finish", "2024-06-04 09:40")
    for typed, kind in (("1", "many"), ("77", "unknown"), ("xin chào", "")):
        with refused("-".join(filter(None, ("rating-number", kind)))):
            desk.database.read(case_to_rate, typed, at=moment("2024-06-04 10:00"))


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"answers": {}}, "rating-empty"), ({"answers": {10: "good"}}, "rating-content"),
        ({"answers": {1: "best"}}, "rating-level"), ({"on": date(2024, 6, 5)}, "in-future"),
        ({"case": "MC-240604-0099"}, "case-unknown"), ({"means": "fax"}, "rating-means"),
        ({"means": SCREEN}, "rating-number"), ({"officer": "Không Ai"}, "officer-unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_and_nothing_is_kept(desk: Desk, more: dict[str, Any], kind: str) -> None:
    with refused(kind):
        rate(desk, **{"answers": ALL_GOOD, **more})
    assert desk.database.read(ratings_between, date(2024, 1, 1), date(2024, 12, 31)) == []


def test_a_small_sample_has_counts_and_no_share(desk: Desk) -> None:
    for answers in (ALL_GOOD, ALL_GOOD, {**ALL_GOOD, 5: "very_poor"}):
        rate(desk, answers)
    found = counted(desk.database)
    attitude = cells(found)[rating_scale().contents[4]]
    assert (attitude["total"], attitude["good"], attitude["very_poor"]) == (3, 2, 1)
    assert (attitude["percent"], attitude["remark"]) == (None, "mẫu nhỏ: 3 phiếu")
    assert found.summary == ("Số phiếu: 3 (phiếu giấy 3); mẫu nhỏ: 3 phiếu, không tính tỷ lệ hài lòng",)
    assert (found.figures["small"], found.figures["percent"]) == (True, None)
    [month, year] = desk.database.read(published_ratings, NEXT)
    assert (month.total.slips, month.total.percent, year.total.slips) == (3, "", 3)
    assert set(month.total.counts) == {None}, "of three slips no level is published"


def test_a_sample_large_enough_has_a_share_by_content_officer_field_and_month(desk: Desk) -> None:
    desk.choose({"rating_least": "10"})
    case = desk.receive("1.004884", "2024-06-04 09:00")
    rate(desk, {5: "very_good"}, case=case.code)
    for number in range(9):
        rate(desk, {5: "good" if number else "fair", 1: "good"}, procedure="2.000815")
    rate(desk, {5: "poor"}, "2024-07-02 09:00")
    contents = cells(counted(desk.database))
    assert contents[rating_scale().contents[4]]["percent"] == 90.0
    assert contents[rating_scale().contents[8]]["remark"] == "chưa có phiếu"
    fields = cells(counted(desk.database, "field"))
    assert (fields["Hộ tịch"]["slips"], fields["Hộ tịch"]["percent"]) == (1, None)
    assert fields["Tổng số"]["slips"] == sum(row["slips"] for name, row in fields.items() if name != "Tổng số") == 10
    assert "Không ghi trên phiếu" in cells(counted(desk.database, "officer"))
    months = cells(counted(desk.database, "month", Period(date(2024, 6, 1), date(2024, 7, 31))))
    assert (months["Tháng 6/2024"]["slips"], months["Tháng 7/2024"]["slips"]) == (10, 1)
    [shown, _] = desk.database.read(published_ratings, NEXT)
    assert (shown.total.percent, shown.total.counts) == ("94,74 %", (1, 17, 1, 0, 0))
    assert [(row.name, row.slips, row.percent, row.counts[0]) for row in shown.fields] == [
        ("Chứng thực", 9, "", 0), ("Hộ tịch", 1, "", None),
    ]  # fmt: skip
    assert counted(desk.database).summary == ("Số phiếu: 10 (phiếu giấy 10); tỷ lệ hài lòng: 94,74 %",)


def test_a_slip_keyed_in_wrongly_is_left_out_with_a_reason_and_may_be_keyed_in_again(desk: Desk) -> None:
    case = desk.receive("1.004884", "2024-06-04 09:00")
    wrong = rate(desk, {5: "poor"}, case=case.code)
    with refused("rating-reason"):
        desk.database.transact(void_rating, wrong, reason=" ", at=NEXT)
    desk.database.transact(void_rating, wrong, reason="gõ nhầm dòng", at=moment("2024-06-05 09:00"))
    rate(desk, {5: "good"}, "2024-06-05 09:01", case=case.code, on=date(2024, 6, 4))
    assert counted(desk.database).figures["slips"] == 1
    known = Asked(month_period(2024, 6), NEXT, known_at=moment("2024-06-04 12:00"))
    assert cells(desk.database.read(report, "ratings", known))[rating_scale().contents[4]]["poor"] == 1
    with refused("rating-unknown"):
        desk.database.transact(void_rating, wrong, reason="lần nữa", at=NEXT)


@pytest.mark.postgresql
def test_months_and_shares_are_counted_alike_on_postgresql(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    database.upgrade()
    database.transact(set_up, at=datetime(2023, 1, 3, 8))
    database.transact(set_setting, "rating_least", "10", at=datetime(2023, 1, 3, 8))
    for number in range(10):
        day = datetime(2024, 6, 4 + number, 10)
        database.transact(record_rating, NewRating({5: "good", 1: "poor"}, procedure="2.000815"), at=day)
    assert cells(counted(database, "month"))["Tháng 6/2024"]["percent"] == 50.0
    assert cells(counted(database))[rating_scale().contents[4]]["percent"] == 100.0
    assert next(iter(cells(counted(database, "field")).values()))["slips"] == 10
    database.close()
