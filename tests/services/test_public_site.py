"""What the public is told of the office."""

from __future__ import annotations

from datetime import datetime

from papi_desk.services.public_site import public_site
from tests.services.conftest import Desk


def test_the_hours_are_those_of_an_ordinary_week_and_days_near_that_differ_are_told_by_their_date(desk: Desk) -> None:
    hours = desk.database.read(public_site, now=datetime(2026, 4, 22, 9)).hours
    assert [words for words, _ in hours] == [
        "Thứ Hai – thứ sáu", "Thứ Bảy – chủ nhật", "Thứ Hai 27/04/2026", "Thứ Năm 30/04/2026", "Thứ Sáu 01/05/2026",
    ]  # fmt: skip
    assert {said for _, said in hours[1:]} == {"nghỉ"}
    assert hours[0][1].startswith("07:30")
