"""Hand-over lists, citizens turned away, the day's money, and what hangs at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.domain.reports import Report
from papi_desk.services.boards import fee_board, procedure_list
from papi_desk.services.cases import NewCase, StepDetails, register_case, take_step
from papi_desk.services.cash import cash_day, cash_report, count_cash
from papi_desk.services.handover import hand_over, handover_lists, handover_report, tick
from papi_desk.services.officers import add_officer
from papi_desk.services.procedures import offer
from papi_desk.services.setting_up import set_up
from papi_desk.services.turned_away import count_by_field, turn_away, turned_away
from papi_desk.services.upkeep import verify

COPIES, BIRTH, EXTRACT = "2.000815", "1.001193", "2.000635"
OWNER = Person("person", "Nguyễn Văn Mẫu", address="Thôn Mẫu")
MORNING, NOON = datetime(2024, 5, 6, 9), datetime(2024, 5, 6, 12)


@pytest.fixture
def register(counter_url: str) -> Iterator[Database]:
    """Return a register just laid down, on either database."""
    opened = Database(counter_url)
    opened.upgrade()
    opened.transact(set_up, at=datetime(2024, 1, 2, 8))
    yield opened
    opened.close()


def receive(register: Database, procedure: str = COPIES, at: datetime = MORNING, **more: Any) -> str:
    return register.transact(register_case, NewCase(**{"procedure": procedure, "owner": OWNER, **more}), at=at).code


def step(register: Database, code: str, action: str, at: datetime, by: str | None = None, **details: Any) -> None:
    register.transact(take_step, code, action, at=at, by=by, ask=StepDetails(**details))


def refused(register: Database, *call: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        register.transact(*call, **more)
    return caught.value.kind


def named(report: Report, kind: str = "row") -> list[dict[str, Any]]:
    names = [column.name for column in report.columns]
    return [dict(zip(names, row.values, strict=True)) for row in report.rows if row.kind == kind]


# --- hand-over --------------------------------------------------------------------------------------------


def test_cases_handed_over_are_out_until_each_is_ticked_off(register: Database) -> None:
    first, second = receive(register), receive(register, BIRTH, channel="post")
    step(register, first, "finish", NOON)
    made = register.transact(hand_over, [first, second, first], "Văn phòng", at=NOON)
    assert (made.number, made.year, made.to, made.out) == (1, 2024, "Văn phòng", 2)
    assert [line.case for line in made.lines] == [first, second]
    assert refused(register, hand_over, [second], "Công an xã", at=NOON) == "handed-over-already"
    (done,) = register.transact(tick, [second], at=datetime(2024, 5, 7, 9))
    assert (done.case, done.number, done.out) == (second, 1, 1)
    assert refused(register, tick, [second], at=datetime(2024, 5, 7, 9)) == "not-handed-over"
    again = register.transact(hand_over, [second], "Công an xã", at=datetime(2024, 5, 7, 10))
    register.transact(tick, [second], at=datetime(2024, 5, 7, 11))
    assert (again.number, [one.number for one in register.read(handover_lists)]) == (2, [2, 1])
    assert [one.number for one in register.read(handover_lists, only_out=True)] == [1]
    assert register.read(verify) == []


def test_a_hand_over_list_prints_its_words_as_handed_over(register: Database) -> None:
    first, second = receive(register), receive(register, BIRTH, channel="post")
    step(register, first, "refuse", NOON, reason="Không đủ điều kiện")
    register.transact(hand_over, [first, second], "Văn phòng", at=NOON)
    step(register, second, "amend", datetime(2024, 5, 7, 9), reason="Sai", changes={"owner_name": "Trần Ví Dụ"})
    report = register.read(handover_report, 1, 2024, now=datetime(2024, 5, 7, 10))
    assert report.title == "PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT TTHC"
    assert [(row["code"], row["result"], row["owner"], row["fee"], row["post"]) for row in named(report)] == [
        (first, "Từ chối giải quyết", "Nguyễn Văn Mẫu", "X", ""),
        (second, "Được tiếp nhận", "Nguyễn Văn Mẫu", "", "X"),
    ]
    assert refused(register, handover_report, 9, 2024, now=NOON) == "handover-unknown"


def test_nothing_is_handed_to_nobody_and_no_void_case_is_handed_over(register: Database) -> None:
    code = receive(register)
    assert refused(register, hand_over, [code], " ", at=NOON) == "handover-to-missing"
    assert refused(register, hand_over, [], "Văn phòng", at=NOON) == "handover-empty"
    step(register, code, "void", NOON, reason="Lập nhầm")
    assert refused(register, hand_over, [code], "Văn phòng", at=NOON) == "case-voided"
    assert register.read(handover_lists) == []


# --- turned away ------------------------------------------------------------------------------------------


def test_citizens_turned_away_are_kept_without_a_case_and_counted_by_field(register: Database) -> None:
    missing = ["Giấy chứng sinh", " "]
    first = register.transact(turn_away, "supplement", "Nguyễn Văn Mẫu", BIRTH, "Thiếu giấy", missing, at=MORNING)
    register.transact(turn_away, "refusal", "Trần Thị Ví Dụ", COPIES, "Bản chính bị tẩy xóa", at=NOON)
    register.transact(turn_away, "supplement", "Lê Văn Mẫu", BIRTH, "", ["Tờ khai"], at=datetime(2024, 6, 1, 9))
    assert (first.number, first.missing, first.field) == (1, ("Giấy chứng sinh",), "Hộ tịch")
    lines = register.read(turned_away, month_period(2024, 5))
    assert [(line.form, line.name, line.number) for line in lines] == [
        ("supplement", "Nguyễn Văn Mẫu", 1), ("refusal", "Trần Thị Ví Dụ", 1),
    ]  # fmt: skip
    assert [(one.field, one.supplement, one.refusal) for one in count_by_field(lines)] == [
        ("Hộ tịch", 1, 0), ("Chứng thực", 0, 1),
    ]  # fmt: skip
    assert register.read(verify) == []


@pytest.mark.parametrize(
    ("form", "name", "procedure", "reason", "kind"),
    [
        ("letter", "Mẫu", BIRTH, "x", "turn-away-form"),
        ("refusal", " ", BIRTH, "x", "name-missing"),
        ("refusal", "Mẫu", BIRTH, " ", "turn-away-reason"),
        ("supplement", "Mẫu", BIRTH, "", "turn-away-reason"),
        ("refusal", "Mẫu", "9.999999", "x", "procedure-unknown"),
    ],
)
def test_nobody_is_turned_away_without_a_reason(
    register: Database, form: str, name: str, procedure: str, reason: str, kind: str
) -> None:
    assert refused(register, turn_away, form, name, procedure, reason, at=MORNING) == kind


# --- money ------------------------------------------------------------------------------------------------


def _day_of_payments(register: Database) -> tuple[str, str, str]:
    register.transact(add_officer, "Trần Thị Ví Dụ", at=datetime(2024, 1, 2, 8))
    submitter = Person("person", "Lê Văn Mẫu")
    copies = receive(register, quantities={"pages": 1, "copies": 5}, submitter=submitter)
    extract = receive(register, EXTRACT, quantities={"copies": 2})
    void = receive(register, quantities={"pages": 1, "copies": 1})
    step(register, copies, "paid", NOON, receipt_number="0001234")
    step(register, extract, "paid", NOON, by="Trần Thị Ví Dụ", method="transfer")
    step(register, void, "paid", NOON)
    step(register, void, "void", NOON, reason="Lập nhầm")
    step(register, receive(register, at=datetime(2024, 5, 7, 9)), "paid", datetime(2024, 5, 7, 10))
    return copies, extract, void


def test_the_day_lists_every_payment_and_sums_them_by_method_and_kind(register: Database) -> None:
    copies, extract, void = _day_of_payments(register)
    found = register.read(cash_day, date(2024, 5, 6))
    assert [(line.code, line.amount, line.payer) for line in found.payments] == [
        (copies, 10000, "Lê Văn Mẫu"), (extract, 16000, "Nguyễn Văn Mẫu"), (void, 2000, "Nguyễn Văn Mẫu"),
    ]  # fmt: skip
    assert (found.total, found.by_method) == (28000, {"cash": 12000, "transfer": 16000, "online": 0})
    assert sum(found.by_kind.values()) == 28000
    assert found.by_collector == {"Cán bộ tiếp nhận": 12000, "Trần Thị Ví Dụ": 16000}
    assert found.without_receipt == (extract, void)
    assert (found.count, found.expected, found.difference) == (None, 12000, None)


def test_the_list_names_the_receipts_and_is_none_itself(register: Database) -> None:
    copies, extract, void = _day_of_payments(register)
    report = register.read(cash_report, date(2024, 5, 6), now=datetime(2024, 5, 6, 17))
    assert "BIÊN LAI" not in report.title.upper()
    assert [row["receipt"] for row in named(report)] == ["0001234", "", ""]
    assert [row["note"] for row in named(report)] == [
        "", "chưa ghi số biên lai", "chưa ghi số biên lai; hồ sơ đã hủy số",
    ]  # fmt: skip
    assert f"Khoản thu chưa ghi số biên lai: {extract}, {void}" in report.summary
    assert report.summary[0] == "Tổng số tiền đã thu: 28.000 đồng (Hai mươi tám nghìn đồng)"
    (total,) = named(report, "total")
    assert total["charge"] + total["fee"] == 28000
    assert copies == named(report)[0]["code"]


def test_the_list_by_collector_has_a_sum_for_each(register: Database) -> None:
    _day_of_payments(register)
    report = register.read(cash_report, date(2024, 5, 6), by_collector=True, now=datetime(2024, 5, 6, 17))
    assert [row["charge"] + row["fee"] for row in named(report, "subtotal")] == [12000, 16000]


def test_the_drawer_is_counted_against_what_was_taken_and_a_difference_is_told(register: Database) -> None:
    _day_of_payments(register)
    day, evening = date(2024, 5, 6), datetime(2024, 5, 6, 17)
    short = register.transact(count_cash, day, 61000, opening=50000, at=evening)
    assert (short.expected, short.difference) == (62000, -1000)
    report = register.read(cash_report, day, now=evening)
    assert any("thiếu 1.000 đồng: chưa giải thích" in line for line in report.summary)
    notes = {50_000: 1, 10_000: 1, 1_000: 2}
    right = register.transact(count_cash, day, denominations=notes, opening=50000, at=evening)
    assert (right.count and right.count.counted, right.difference) == (62000, 0)
    summary = register.read(cash_report, day, now=evening).summary
    assert any(line.endswith("đã đếm: 62.000 đồng; khớp.") for line in summary)
    assert "Mệnh giá: 50.000 đồng × 1; 10.000 đồng × 1; 1.000 đồng × 2" in summary
    why = "Công dân chưa lấy tiền thừa"
    assert register.transact(count_cash, day, 63000, opening=50000, explanation=why, at=evening).difference == 1000
    summary = register.read(cash_report, day, now=evening).summary
    assert any(f"thừa 1.000 đồng: {why}" in line for line in summary)
    assert register.read(verify) == []


# --- boards -----------------------------------------------------------------------------------------------


def test_the_fee_board_shows_every_offered_procedure_and_marks_what_is_not_sure(register: Database) -> None:
    report = register.read(fee_board, now=MORNING)
    rows = named(report)
    offered = named(register.read(procedure_list, now=MORNING))
    assert [row["procedure"] for row in rows if row["tt"]] == [row["procedure"] for row in offered]
    (copies,) = [row for row in rows if row["code"] == COPIES]
    assert copies["rate"] == "2.000 đồng/trang, từ trang 3: 1.000 đồng/trang, tối đa 200.000 đồng/bản"
    assert "TT 226/2016" in copies["basis"]
    assert all("cần kiểm tra" in row["note"] for row in rows if row["rate"] == "chưa xác định")
    assert "Không thu" in {row["rate"] for row in rows}


def test_the_list_of_procedures_follows_what_the_office_offers(register: Database) -> None:
    before = named(register.read(procedure_list, now=MORNING))
    register.transact(offer, COPIES, False, at=MORNING)
    report = register.read(procedure_list, now=MORNING)
    after = named(report)
    assert {row["code"] for row in before} - {row["code"] for row in after} == {COPIES}
    assert [row["tt"] for row in after] == list(range(1, len(after) + 1))
    assert report.summary == (f"Tổng số: {len(after)} thủ tục",)
    assert all(row["limit"] and row["field"] for row in after)
