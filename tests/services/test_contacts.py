"""What the citizen was told stays with the case: when, how, by whom."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.officers import add_officer
from papi_desk.services.upkeep import verify

WEEK = "1.004884"
AT = datetime(2024, 5, 7, 10)
Desk = Any


def test_what_was_told_stands_in_the_case_with_means_moment_and_officer(desk: Desk, database: Database) -> None:
    case = desk.receive(WEEK, "2024-05-06 09:00", official_code="H31.12.5-240506-0001")
    database.transact(add_officer, "Trần Thị Ví Dụ", at=datetime(2024, 5, 1, 8))
    words = unicodedata.normalize("NFD", "  Đã có kết quả,\nmời đến nhận ")
    told = database.transact(tell_citizen, "H31.12.5-240506-0001", words, "phone", at=AT, by="Trần Thị Ví Dụ")
    assert told == case.code
    [kept] = desk.file(case).contacts
    assert (kept["at"], kept["means"], kept["officer"]) == (AT, "phone", "Trần Thị Ví Dụ")
    assert kept["content"] == "Đã có kết quả, mời đến nhận"
    assert database.read(verify) == []


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"means": "dove"}, "means-unknown", "means"),
        ({"content": " \n"}, "content-missing", "content"),
        ({"at": datetime(2024, 5, 6, 8)}, "contact-before-receipt", "at"),
        ({"recorded_at": datetime(2024, 5, 7, 9)}, "in-future", "at"),
        ({"code": "MC-240506-9999"}, "case-unknown", "code"),
        ({"by": "Không Ai"}, "officer-unknown", "by"),
    ],
)
def test_what_cannot_have_been_told_is_refused(
    desk: Desk, database: Database, change: dict[str, Any], kind: str, field: str
) -> None:
    case = desk.receive(WEEK, "2024-05-06 09:00")
    with pytest.raises(Refused) as refused:
        database.transact(
            tell_citizen, **{"code": case.code, "content": "Mời bổ sung", "means": "sms", "at": AT, **change}
        )
    assert (refused.value.kind, refused.value.field) == (kind, field)
    assert desk.file(case).contacts == ()
