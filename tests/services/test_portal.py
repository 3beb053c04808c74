"""Double entry: the copy pad, the code brought back, reconciliation with the province's export, the outage log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.outages import list_outages, outage_report, start_outage, stop_outage, toggle_outage
from papi_desk.services.portal import bring_back_code, copy_pad, not_on_portal
from papi_desk.services.reconciliation import reconcile, reconciliation_report
from papi_desk.services.upkeep import verify
from tests.services.conftest import OWNER, Desk, moment

AT = moment("2024-05-06 09:00")
HEAD = ("Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái")


def test_the_pad_gives_the_fields_in_the_order_that_the_office_sets(database: Database, desk: Desk) -> None:
    case = desk.receive("2.000815", "2024-05-06 09:00", quantities={"pages": 5, "copies": 2})
    lines = database.read(copy_pad, case.code)
    assert [line.key for line in lines][:3] == ["procedure_code", "procedure", "owner_name"]
    assert {line.key: line.text for line in lines}["fee"] == "14000"
    desk.choose({"copy_pad_fields": "owner_phone, owner_name, no_such_field"})
    assert [line.text for line in database.read(copy_pad, case.code)] == [OWNER.phone, OWNER.name]


def test_the_code_brought_back_takes_the_case_off_the_list(database: Database, desk: Desk) -> None:
    desk.choose({"official_code_shape": "*-999999-9999"})
    first, second = (desk.receive("2.000884", f"2024-05-06 09:0{n}") for n in (1, 2))
    assert [line.code for line in database.read(not_on_portal, now=AT)] == [first.code, second.code]
    database.transact(bring_back_code, first.code, " H31.12.5-240506-0001 ", at=moment("2024-05-06 10:00"))
    assert desk.file(first).official_code == "H31.12.5-240506-0001"
    assert [line.code for line in database.read(not_on_portal, now=AT)] == [second.code]
    for wrong, kind in (("H31.12.5-240506-0001", "taken"), ("abc", "shape"), (" ", "missing")):
        with pytest.raises(Refused, match=f"official-code-{kind}"):
            database.transact(bring_back_code, second.code, wrong, at=moment("2024-05-06 10:00"))


def test_reconciliation_names_what_is_missing_and_what_differs(database: Database, desk: Desk) -> None:
    numbered = Person("person", "Trần Thị Ví Dụ", id_number="034183001234")
    same = desk.receive("2.000884", "2024-05-06 09:00", official_code="H31-240506-0001")
    by_name = desk.receive("2.000884", "2024-05-06 09:10", owner=numbered)
    alone = desk.receive("2.000884", "2024-05-07 09:20")
    day = datetime(2024, 5, 6, 9)
    rows = [
        HEAD,
        ("H31-240506-0001", "2.000884", "Nguyễn Văn Mẫu", day, day + timedelta(days=3), None, "Đã tiếp nhận"),
        ("H31-240506-0002", "2.000884", "TRẦN THỊ VÍ DỤ", day, day, day, "Đã trả kết quả"),
        ("H31-240507-0003", "2.000884", "Lê Thị Thử", *[day + timedelta(days=1)] * 2, None, "Đã tiếp nhận"),
        ("H31-240507-0004", "2.000884", "", day, day, None, "Đã tiếp nhận"),
    ]  # fmt: skip
    found = database.read(reconcile, rows)
    assert (found.theirs, found.ours, found.matched) == (3, 3, 2)
    assert [(one.kind, one.code, one.official_code) for one in found.differences] == [
        ("missing-here", "", "H31-240507-0003"),
        ("missing-there", alone.code, ""),
        ("due", same.code, "H31-240506-0001"),
        ("status", by_name.code, "H31-240506-0002"),
        ("unreadable", "", ""),
    ]
    assert [(one.here, one.there) for one in found.differences[2:4]] == [
        ("06/05/2024", "09/05/2024"), ("Được tiếp nhận", "Đã trả kết quả"),
    ]  # fmt: skip
    report = database.read(reconciliation_report, rows, now=AT)
    assert len(report.signatures) == 2
    assert report.figures["due"] == 1
    with pytest.raises(Refused, match="reconcile-empty"):
        database.read(reconcile, rows[:1])


def test_an_outage_keeps_the_cases_handled_in_its_time(database: Database, desk: Desk) -> None:
    desk.receive("2.000884", "2024-05-06 08:00")
    database.transact(start_outage, "portal", at=AT)
    with pytest.raises(Refused, match="outage-open"):
        database.transact(start_outage, "portal", at=AT)
    database.transact(start_outage, "network", at=AT)
    handled = desk.receive("2.000884", "2024-05-06 09:10")
    assert [one.cases for one in database.read(list_outages, 2024, now=moment("2024-05-06 09:15"))] == [
        (handled.code,), (handled.code,),
    ]  # fmt: skip
    ended: Any = database.transact(stop_outage, "portal", at=moment("2024-05-06 09:30"))
    assert (ended.minutes, ended.cases) == (30, (handled.code,))
    desk.step(handled, "finish", "2024-05-06 09:40")
    portal = next(one for one in database.read(list_outages, 2024, now=AT) if one.what == "portal")
    assert portal.cases == (handled.code,)
    assert len(list(database.read(outage_report, 2024, now=AT).rows)) == 2
    assert database.read(verify) == []


def test_one_key_begins_and_ends_an_outage(database: Database) -> None:
    assert database.transact(toggle_outage, at=AT).until is None
    assert database.transact(toggle_outage, at=moment("2024-05-06 10:00")).minutes == 60
    assert database.transact(toggle_outage, at=moment("2024-05-06 11:00")).number == 2
    with pytest.raises(Refused, match="outage-none"):
        database.transact(stop_outage, "network", at=AT)
    with pytest.raises(Refused, match="outage-unknown"):
        database.transact(start_outage, "heating", at=AT)
