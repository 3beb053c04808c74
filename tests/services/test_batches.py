"""Batch intake: a list of citizens, one procedure; one citizen, many procedures; whole rows or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.batch_rows import pasted_rows, person_of, read_batch
from papi_desk.domain.errors import Refused
from papi_desk.services.batches import BatchReport, register_batch
from papi_desk.services.case_lists import find_cases
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

AT = datetime(2024, 5, 6, 9)
PASTED = """\
Nguyễn Văn Mẫu; 034083001234; 0912345678; Thôn Mẫu, xã Mẫu
Trần Thị Ví Dụ; 02/03/1990; Nữ
Lê Thị Thử; 12345
"""


@pytest.fixture
def database(counter_url: str) -> Iterator[Database]:
    """Return a register just laid down, on either database: each takes a row back in its own way."""
    opened = Database(counter_url)
    opened.upgrade()
    opened.transact(set_up, at=datetime(2024, 1, 2, 8))
    yield opened
    opened.close()


def receive(database: Database, words: str, *procedures: str, **more: Any) -> BatchReport:
    return database.transact(register_batch, pasted_rows(words), procedures, at=AT, **more)


def test_a_pasted_list_is_told_by_the_shape_of_its_cells() -> None:
    first, second, third = (person_of(row.values) for row in read_batch(pasted_rows(PASTED)))
    assert (first.id_number, first.phone, first.address) == ("034083001234", "0912345678", "Thôn Mẫu, xã Mẫu")
    assert (second.sex, str(second.birth_date)) == ("female", "1990-03-02")
    assert third.address == "12345"


def test_a_list_of_citizens_becomes_a_case_each_and_a_wrong_row_says_why(database: Database) -> None:
    table = "Họ tên\tSĐT\nNguyễn Văn Mẫu\t0912345678\nTrần Thị Ví Dụ\t123\nLê Thị Thử\t\n"
    report = receive(database, table, "2.000815")
    assert [line.name for line in report.registered] == ["Nguyễn Văn Mẫu", "Lê Thị Thử"]
    assert [(line.row, line.reason[:13]) for line in report.rejected] == [(3, "Số điện thoại")]
    codes = [line.case.code for line in report.registered if line.case]
    assert codes == ["MC-240506-0001", "MC-240506-0002"]
    assert database.read(verify) == []


def test_one_citizen_with_many_procedures_comes_in_whole_or_not_at_all(database: Database) -> None:
    assert len(receive(database, "Nguyễn Văn Mẫu", "2.000815", "2.000884").registered) == 2
    report = receive(database, "Trần Thị Ví Dụ", "2.000815", "0.000000")
    assert (report.registered, len(report.rejected)) == ((), 1)
    assert len(database.read(find_cases, now=AT)) == 2
    assert database.read(verify) == []  # what was taken back left no seal either


def test_a_trial_keeps_nothing(database: Database) -> None:
    report = database.read(register_batch, pasted_rows(PASTED), ["2.000884"], at=AT, dry_run=True)
    assert len(report.registered) == 3
    assert database.read(find_cases, now=AT) == []


def test_the_titles_are_those_of_the_command_or_of_registers(database: Database) -> None:
    table = "name,procedure,quantity,at\nNguyễn Văn Mẫu,2.000815,pages=10 copies=2,2024-05-06 08:00\n"
    (line,) = receive(database, table).registered
    assert line.case is not None
    assert (line.case.fee_total, line.case.received_at.hour) == (24_000, 8)
    with pytest.raises(Refused, match="batch-column-unknown"):
        receive(database, "Họ tên,Màu mắt\nNguyễn Văn Mẫu,nâu\n", "2.000815")


def test_numbers_read_from_a_workbook_keep_their_lost_zeros() -> None:
    rows = [["Họ tên", "Số CCCD", "SĐT", "Ngày sinh"], ["Nguyễn Văn Mẫu", 34083001234, 912345678, datetime(1983, 5, 6)]]
    (row,) = read_batch(rows)
    assert row.values == {
        "name": "Nguyễn Văn Mẫu", "id_number": "034083001234", "phone": "0912345678", "birth_date": "1983-05-06",
    }  # fmt: skip
