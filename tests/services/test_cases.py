"""Cases from reception to the result handed back, with the dates the worked examples promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.domain.records import replace
from papi_desk.services.case_files import allowed_steps, case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, StepDetails, preview_case, register_case, take_step
from papi_desk.services.drafts import drop_draft, load_drafts, save_draft
from papi_desk.services.office import set_day
from papi_desk.services.officers import add_officer, retire_officer
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify

BIRTH_AGAIN, CORRECTION, MARITAL, COPIES, NO_LIMIT = "1.004884", "1.004859", "1.004873", "2.000815", "1.013144"
OWNER = Person("person", "Nguyễn Văn Mẫu")
Desk = Any


def refused(caught: pytest.ExceptionInfo[Refused]) -> tuple[str, str | None]:
    return caught.value.kind, caught.value.field


# --- the promise -----------------------------------------------------------------------------------------


def test_the_clock_restarts_when_the_missing_papers_come(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    assert case.due_at == datetime(2024, 5, 13, 17)
    asked = desk.step(case, "supplement", "2024-05-08 10:00", reason="Thiếu bản sao")
    assert (asked.status, asked.breaches) == (5, ())
    back = desk.step(case, "resubmit", "2024-05-16 10:00")
    assert (back.status, back.due_at) == (4, datetime(2024, 5, 23, 17))
    file = desk.file(case)
    assert file.received_at == datetime(2024, 5, 6, 9)
    assert [(line.old_due, line.new_due) for line in file.history if line.action == "resubmit"] == [
        (datetime(2024, 5, 13, 17), datetime(2024, 5, 23, 17))
    ]
    assert next(day.date for day in file.trace if day.counted) == date(2024, 5, 17)


def test_an_office_that_pauses_the_clock_adds_the_days_of_waiting(desk: Desk) -> None:
    desk.choose({"supplement_clock": "pause"})
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(case, "supplement", "2024-05-08 10:00", reason="Thiếu bản sao")
    assert desk.step(case, "resubmit", "2024-05-16 10:00").due_at == datetime(2024, 5, 21, 17)


def test_a_notice_after_three_working_days_is_flagged_as_a_breach(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    asked = desk.step(case, "supplement", "2024-05-10 09:00", reason="Thiếu bản sao")
    assert asked.breaches == ("supplement-late",)
    assert desk.file(case).history[-1].data["breaches"] == ["supplement-late"]
    assert desk.step(case, "resubmit", "2024-05-14 09:00").due_at == datetime(2024, 5, 21, 17)


def test_a_strict_office_keeps_the_first_promise_after_a_late_notice(desk: Desk) -> None:
    desk.choose({"late_supplement": "keep-original"})
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(case, "supplement", "2024-05-10 09:00", reason="Thiếu bản sao")
    assert desk.step(case, "resubmit", "2024-05-14 09:00").due_at == datetime(2024, 5, 13, 17)


def test_papers_are_asked_for_twice_and_a_third_time_only_with_an_approver(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    for asked, brought in (("07", "08"), ("09", "10")):
        desk.step(case, "supplement", f"2024-05-{asked} 10:00", reason="Thiếu")
        desk.step(case, "resubmit", f"2024-05-{brought} 10:00")
    with pytest.raises(Refused) as caught:
        desk.step(case, "supplement", "2024-05-13 10:00", reason="Thiếu")
    assert refused(caught) == ("supplement-rounds-used", "approver")
    allowed = desk.step(case, "supplement", "2024-05-13 10:00", reason="Thiếu", approver="Trần Thị Ví Dụ")
    assert allowed.breaches == ("overridden",)
    assert desk.file(case).history[-1].approver == "Trần Thị Ví Dụ"


def test_the_promise_moves_once_on_the_day_before_at_the_latest(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-30 09:00")
    assert case.due_at == datetime(2024, 6, 6, 17)
    moved = desk.step(case, "extend", "2024-06-05 16:00", reason="Chờ xác minh", due="2024-06-11 17:00")
    assert moved.due_at == datetime(2024, 6, 11, 17)
    assert desk.file(case).original_due_at == datetime(2024, 6, 6, 17)
    with pytest.raises(Refused) as caught:
        desk.step(case, "extend", "2024-06-06 09:00", reason="Chờ xác minh", due="2024-06-13 17:00")
    assert refused(caught) == ("already-extended", "approver")


def test_on_the_promised_day_itself_it_is_too_late_to_move_it(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-30 09:00")
    with pytest.raises(Refused) as caught:
        desk.step(case, "extend", "2024-06-06 08:00", reason="Chờ xác minh", due="2024-06-11 17:00")
    assert refused(caught) == ("extension-too-late", "approver")
    assert caught.value.data["last_day"] == date(2024, 6, 5)
    late = desk.step(
        case, "extend", "2024-06-06 08:00", reason="Chờ", due="2024-06-11 17:00", approver="Trần Thị Ví Dụ"
    )
    assert late.breaches == ("overridden",)


def test_a_promise_is_only_moved_to_a_later_moment_and_with_a_reason(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-30 09:00")
    for details, kind in (
        ({"reason": "Chờ", "due": "2024-06-06 17:00"}, "new-due-not-later"),
        ({"reason": "Chờ"}, "new-due-needed"),
        ({"due": "2024-06-11 17:00"}, "reason-needed"),
    ):
        with pytest.raises(Refused) as caught:
            desk.step(case, "extend", "2024-06-03 08:00", **details)
        assert caught.value.kind == kind


def test_verification_counts_the_longer_limit_from_the_first_day(desk: Desk) -> None:
    case = desk.receive(CORRECTION, "2024-06-10 09:00")
    assert case.due_at == datetime(2024, 6, 13, 17)
    verified = desk.step(case, "verify", "2024-06-12 09:00", variant="verification")
    assert (verified.status, verified.due_at) == (4, datetime(2024, 6, 18, 17))
    file = desk.file(case)
    assert (file.variant, file.history[-1].data["variant"]) == ("verification", "verification")
    with pytest.raises(Refused) as caught:
        desk.step(case, "verify", "2024-06-12 10:00", variant="verification")
    assert caught.value.kind == "variant-in-force"


def test_an_online_case_is_promised_from_its_acceptance(desk: Desk) -> None:
    case = desk.receive(MARITAL, "2024-03-16 21:10", channel="online")
    assert (case.status, case.due_at) == (1, None)
    taken = desk.step(case, "accept", "2024-03-18 08:10")
    assert (taken.status, taken.due_at) == (2, datetime(2024, 3, 21, 17))
    file = desk.file(case)
    assert (file.submitted_at, file.received_at) == (datetime(2024, 3, 16, 21, 10), datetime(2024, 3, 18, 8, 10))


def test_an_online_case_can_be_promised_from_its_submission(desk: Desk) -> None:
    desk.choose({"online_start": "submission"})
    case = desk.receive(MARITAL, "2024-03-16 21:10", channel="online")
    assert (case.status, case.due_at) == (2, datetime(2024, 3, 20, 17))


def test_an_online_case_not_taken_in_ends_with_a_reason(desk: Desk) -> None:
    case = desk.receive(MARITAL, "2024-03-16 21:10", channel="vneid")
    with pytest.raises(Refused) as caught:
        desk.step(case, "deny", "2024-03-18 08:10")
    assert refused(caught) == ("reason-needed", "reason")
    assert desk.step(case, "deny", "2024-03-18 08:10", reason="Không thuộc thẩm quyền").status == 3
    with pytest.raises(Refused) as caught:
        desk.step(case, "accept", "2024-03-18 08:20")
    assert caught.value.kind == "step-not-allowed"


def test_a_case_is_closed_only_from_the_sixteenth_day_after_the_notice(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(case, "supplement", "2024-05-08 10:00", reason="Thiếu bản sao")
    with pytest.raises(Refused) as caught:
        desk.step(case, "close", "2024-05-23 23:59")
    assert (caught.value.kind, caught.value.data["on"]) == ("close-too-early", date(2024, 5, 24))
    assert desk.step(case, "close", "2024-05-24 00:00").status == 8
    assert desk.file(case).finished_at == datetime(2024, 5, 24)


def test_a_printed_promise_stays_when_a_day_off_is_added_later(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    at = datetime(2024, 5, 6, 10)
    database.transact(set_day, date(2024, 5, 9), working=False, basis="Quyết định của cơ quan", at=at)
    assert desk.file(case).due_at == datetime(2024, 5, 13, 17)
    assert desk.receive(BIRTH_AGAIN, "2024-05-06 10:30").due_at == datetime(2024, 5, 14, 17)


def test_a_date_typed_by_the_officer_needs_a_reason_and_comes_after_reception(desk: Desk) -> None:
    for typed, reason, kind in (
        (datetime(2024, 5, 20, 17), "", "due-reason-needed"),
        (datetime(2024, 5, 3, 17), "Theo quyết định", "due-before-receipt"),
    ):
        with pytest.raises(Refused) as caught:
            desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", due_at=typed, due_reason=reason)
        assert caught.value.kind == kind
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", due_at=datetime(2024, 5, 20, 17), due_reason="Theo quyết định")
    assert desk.file(case).history[0].reason == "Theo quyết định"
    assert case.due_at == datetime(2024, 5, 20, 17)


def test_a_correction_cannot_promise_a_moment_before_reception(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    with pytest.raises(Refused) as caught:
        desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi nhầm", due="2024-05-03 17:00")
    assert refused(caught) == ("due-before-receipt", "new_due")


# --- ends ------------------------------------------------------------------------------------------------


def test_a_refusal_settles_the_case_and_its_result_is_handed_back(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    settled = desk.step(case, "refuse", "2024-05-09 10:00", reason="Không đủ điều kiện", result_number="12/TB")
    assert (settled.status, settled.breaches) == (9, ())
    assert desk.step(case, "return", "2024-05-20 10:00", taken_by="Trần Thị Ví Dụ").status == 10
    file = desk.file(case)
    assert (file.refused, file.finished_at) == (True, datetime(2024, 5, 9, 10))
    assert [(r["kind"], r["number"], r["taken_by"]) for r in file.results] == [("refused", "12/TB", "Trần Thị Ví Dụ")]


def test_a_refusal_after_the_promised_day_is_flagged(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    assert desk.step(case, "refuse", "2024-05-14 10:00", reason="Không đủ điều kiện").breaches == ("refused-late",)


def test_a_voided_case_keeps_its_number_and_counts_nowhere(desk: Desk, database: Database) -> None:
    wrong = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(wrong, "void", "2024-05-06 09:05", reason="Lập nhầm")
    again = desk.receive(BIRTH_AGAIN, "2024-05-06 09:10")
    assert (wrong.code, again.code) == ("MC-240506-0001", "MC-240506-0002")
    table = database.read(report, "ii06a", Asked(month_period(2024, 5), datetime(2024, 6, 3, 8)))
    assert table.totals()["c3"] == 1
    listed = database.read(find_cases, status=2, now=datetime(2024, 5, 6, 10))
    overdue = database.read(find_cases, overdue=True, now=datetime(2024, 6, 6, 10))
    assert [line.code for line in listed] == [line.code for line in overdue] == [again.code]
    with pytest.raises(Refused) as caught:
        desk.step(wrong, "finish", "2024-05-06 09:20")
    assert caught.value.kind == "case-voided"
    assert database.read(allowed_steps, wrong.code, at=datetime(2024, 5, 6, 10)) == []


def test_a_step_is_never_earlier_than_the_one_before_nor_in_the_future(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    with pytest.raises(Refused) as caught:
        desk.step(case, "finish", "2024-05-06 08:59")
    assert caught.value.kind == "step-before-last"
    with pytest.raises(Refused) as caught:
        desk.step(case, "finish", "2024-05-08 09:00", recorded="2024-05-07 09:00")
    assert caught.value.kind == "in-future"


def test_the_steps_offered_say_why_they_must_wait(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    desk.step(case, "supplement", "2024-05-08 10:00", reason="Thiếu bản sao")
    offers = {str(o.action): o for o in database.read(allowed_steps, case.code, at=datetime(2024, 5, 20, 8))}
    assert set(offers) == {"resubmit", "close", "withdraw", "stop", "amend", "void"}
    assert offers["close"].why_not is not None
    assert offers["close"].why_not.kind == "close-too-early"
    assert offers["resubmit"].allowed


# --- corrections, money and people -----------------------------------------------------------------------


def test_a_correction_keeps_the_old_value_beside_the_new(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    changes = {"owner_name": "Nguyễn  Văn Mẫu Hai", "channel": "post", "official_code": "H31.12.5-240506-0001"}
    desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi nhầm", changes=changes)
    file = desk.file(case)
    assert file.history[-1].data["changes"] == {
        "owner_name": {"old": "Nguyễn Văn Mẫu", "new": "Nguyễn Văn Mẫu Hai"},
        "channel": {"old": "direct", "new": "post"},
        "official_code": {"old": None, "new": "H31.12.5-240506-0001"},
    }
    assert (file.owner.name, file.channel, file.status) == ("Nguyễn Văn Mẫu Hai", "post", 2)
    assert (file.history[-1].old_due, file.history[-1].new_due) == (case.due_at, case.due_at)


def test_a_correction_of_nothing_or_of_what_must_stay_is_refused(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00")
    for changes, kind in (({}, "nothing-to-amend"), ({"code": "MC-1"}, "cannot-amend")):
        with pytest.raises(Refused) as caught:
            desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi nhầm", changes=changes)
        assert caught.value.kind == kind


def test_a_corrected_name_is_found_and_the_wrong_one_no_more(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", owner=replace(OWNER, name="Đỗ Thị Sai"))
    changes = {"owner_name": "Đỗ Thị Đúng"}
    desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi nhầm", changes=changes)
    now = datetime(2024, 5, 6, 11)
    assert [line.code for line in database.read(find_cases, query="do thi dung", now=now)] == [case.code]
    assert database.read(find_cases, query="do thi sai", now=now) == []


def test_the_same_official_code_is_refused_when_typed_again(desk: Desk) -> None:
    first = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", official_code=" H31.12.5-240506-0001 ")
    assert first.official_code == "H31.12.5-240506-0001"
    for taken in ("H31.12.5-240506-0001", first.code):
        with pytest.raises(Refused) as caught:
            desk.receive(BIRTH_AGAIN, "2024-05-06 09:10", official_code=taken)
        assert refused(caught) == ("official-code-taken", "official_code")
    other = desk.receive(BIRTH_AGAIN, "2024-05-06 09:20")
    assert other.code == "MC-240506-0002"
    with pytest.raises(Refused) as caught:
        desk.step(other, "amend", "2024-05-06 10:00", reason="Bổ sung", changes={"official_code": first.official_code})
    assert caught.value.kind == "official-code-taken"


def test_a_correction_that_repeats_the_official_code_of_the_case_itself_is_taken(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", official_code="H31.12.5-240506-0001")
    changes = {"official_code": "H31.12.5-240506-0001", "note": "Đã gọi điện"}
    desk.step(case, "amend", "2024-05-06 10:00", reason="Ghi thêm", changes=changes)
    assert desk.file(case).note == "Đã gọi điện"


def test_numbers_run_within_the_day_without_a_gap_in_order_of_reception(desk: Desk, database: Database) -> None:
    def fails_after_taking_a_number(session: Session) -> None:
        register_case(session, NewCase(BIRTH_AGAIN, OWNER), at=datetime(2024, 5, 6, 9))
        raise Refused("bad-time")

    codes = []
    for minute in range(3):
        codes.append(desk.receive(BIRTH_AGAIN, f"2024-05-06 09:0{minute}").code)
        with pytest.raises(Refused):
            database.transact(fails_after_taking_a_number)
    codes.append(desk.receive(BIRTH_AGAIN, "2024-05-07 08:00").code)
    assert codes == ["MC-240506-0001", "MC-240506-0002", "MC-240506-0003", "MC-240507-0001"]
    assert database.read(verify) == []


def test_a_certification_is_charged_by_pages_and_due_the_same_day(desk: Desk) -> None:
    case = desk.receive(COPIES, "2024-05-06 09:00", quantities={"pages": 5, "copies": 2})
    assert (case.due_at, case.fee_total) == (datetime(2024, 5, 6, 17), 14_000)
    assert desk.receive(COPIES, "2024-05-06 15:00", quantities={"pages": 1, "copies": 1}).due_at is not None


def test_money_is_taken_once_asked_and_the_case_goes_on(desk: Desk) -> None:
    case = desk.receive(COPIES, "2024-05-06 09:00", quantities={"pages": 5, "copies": 2})
    assert desk.step(case, "paid", "2024-05-06 09:05", receipt_number="0000123").status == 2
    assert desk.step(case, "pay", "2024-05-06 09:10", amount=20_000).status == 6
    assert desk.step(case, "paid", "2024-05-06 09:20", amount=20_000, method="transfer").status == 4
    paid = [(p["amount"], p["method"], p["receipt_number"]) for p in desk.file(case).payments]
    assert paid == [(14_000, "cash", "0000123"), (20_000, "transfer", "")]
    for details, kind in (({"amount": -1}, "amount-wrong"), ({"amount": 1, "method": "gold"}, "method-unknown")):
        with pytest.raises(Refused) as caught:
            desk.step(case, "paid", "2024-05-06 09:30", **details)
        assert caught.value.kind == kind


def test_whoever_hands_in_for_the_owner_is_kept_beside_them(desk: Desk) -> None:
    neighbour = Person("person", "Trần Thị Ví Dụ")
    case = desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", submitter=neighbour, relation="Hàng xóm")
    file = desk.file(case)
    assert (file.owner.name, file.submitter.name, file.relation) == ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Hàng xóm")


def test_a_step_is_by_an_officer_who_is_still_at_the_desk(desk: Desk, database: Database) -> None:
    database.transact(add_officer, "Trần Thị Ví Dụ", at=datetime(2024, 1, 2))
    desk.receive(BIRTH_AGAIN, "2024-05-06 09:00", by="Trần Thị Ví Dụ")
    database.transact(retire_officer, "Trần Thị Ví Dụ", at=datetime(2024, 5, 7))
    for name, kind in (("Trần Thị Ví Dụ", "officer-retired"), ("Ai đó", "officer-unknown")):
        with pytest.raises(Refused) as caught:
            desk.receive(BIRTH_AGAIN, "2024-05-08 09:00", by=name)
        assert refused(caught) == (kind, "by")


@pytest.mark.parametrize(
    ("procedure", "new", "kind"),
    [
        ("9.999999", {}, "procedure-unknown"),
        (BIRTH_AGAIN, {"owner": Person("person", " ")}, "name-missing"),
        (BIRTH_AGAIN, {"channel": "pigeon"}, "channel-unknown"),
    ],
)
def test_what_cannot_be_received_is_refused_and_takes_no_number(
    desk: Desk, procedure: str, new: dict[str, Any], kind: str
) -> None:
    with pytest.raises(Refused) as caught:
        desk.receive(procedure, "2024-05-06 09:00", **new)
    assert caught.value.kind == kind
    assert desk.receive(BIRTH_AGAIN, "2024-05-06 09:00").code == "MC-240506-0001"


def test_what_is_previewed_is_what_is_promised_and_charged(desk: Desk, database: Database) -> None:
    new = NewCase(COPIES, OWNER, quantities={"pages": 5, "copies": 2})
    shown = database.read(preview_case, new, at=datetime(2024, 5, 6, 9))
    case = desk.receive(COPIES, "2024-05-06 09:00", quantities={"pages": 5, "copies": 2})
    assert (shown.due_at, shown.fees.total) == (case.due_at, case.fee_total)
    assert shown.missing == []


# --- drafts ------------------------------------------------------------------------------------------------


def test_a_draft_stays_until_its_case_is_in_the_register(desk: Desk, database: Database) -> None:
    typed = {"procedure": BIRTH_AGAIN, "name": "Nguyễn Văn Mẫu"}
    at = datetime(2024, 5, 6, 9)
    draft = database.transact(save_draft, page="register", payload={"procedure": ""}, draft=None, at=at)
    assert database.transact(save_draft, page="register", payload=typed, draft=draft, at=at) == draft
    with pytest.raises(Refused):
        database.transact(register_case, NewCase(BIRTH_AGAIN, Person("person", "")), at=at, draft=draft)
    assert [line.content for line in database.read(load_drafts, "register")] == [typed]
    database.transact(register_case, NewCase(BIRTH_AGAIN, OWNER), at=at, draft=draft)
    assert database.read(load_drafts, "register") == []


def test_a_draft_is_there_again_after_the_register_is_opened_anew(database: Database) -> None:
    at = datetime(2024, 5, 6, 9)
    database.transact(save_draft, page="register", payload={"name": "Đỗ"}, draft=None, at=at)
    database.close()
    (line,) = database.read(load_drafts, "register")
    assert (line.content, line.saved_at) == ({"name": "Đỗ"}, at)
    database.transact(drop_draft, line.id)
    assert database.read(load_drafts, "register") == []


def test_the_largest_bill_and_payment_are_kept_to_the_dong_on_both_databases(database_url: str) -> None:
    register = Database(database_url)
    register.upgrade()
    register.transact(set_up, at=datetime(2024, 1, 2, 8))
    quantities = {"pages": 9999, "copies": 9999, "originals": 9999}
    case = register.transact(
        register_case, NewCase("2.000815", OWNER, quantities=quantities), at=datetime(2024, 5, 6, 9)
    )
    assert case.fee_total == 200_000 * 9999 * 9999
    paid = StepDetails(amount=999_999_999_999)
    register.transact(take_step, case.code, "paid", at=datetime(2024, 5, 6, 10), ask=paid)
    assert register.read(case_file, case.code).payments[0]["amount"] == 999_999_999_999
    register.close()
