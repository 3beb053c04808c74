"""A missed promise: the apology, its letter, its waiver, and what is refused until then."""

from __future__ import annotations

from datetime import datetime

import pytest

from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import CaseWords
from papi_desk.services.cases import take_step
from papi_desk.services.papers import issue_paper
from papi_desk.services.step_defaults import step_defaults
from papi_desk.services.upkeep import verify
from tests.services.conftest import Desk, moment

BIRTH_AGAIN = "1.004884"


@pytest.fixture
def strict(desk: Desk) -> Desk:
    desk.choose({"late_apology": "required"})
    return desk


def kind_of(desk: Desk, *args: str, **details: str) -> str:
    with pytest.raises(Refused) as caught:
        desk.step(*args, **details)  # type: ignore[arg-type]
    return caught.value.kind


def told(database: Database, code: str, form: str, at: str) -> CaseWords:
    """Issue a paper and return what it says."""
    words: list[CaseWords] = []

    def keep(form: object, of_set: object, what: CaseWords) -> bytes:
        words.append(what)
        return b"{}"

    database.transact(issue_paper, code, form, lay_out=keep, at=moment(at))
    return words[0]


def test_a_late_case_is_settled_only_after_its_apology_was_issued(strict: Desk, database: Database) -> None:
    case = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    assert kind_of(strict, case, "apologise", "2026-05-05 09:00", due="2026-05-20 17:00", reason="Chờ") == "not-missed"
    assert kind_of(strict, case, "finish", "2026-05-25 09:00") == "apology-needed"
    assert kind_of(strict, case, "apologise", "2026-05-25 09:00", reason="Chờ xác minh") == "new-due-needed"
    taken = strict.step(case, "apologise", "2026-05-25 09:00", due="2026-05-28 17:00", reason="Chờ xác minh")
    assert taken.breaches == ("promise-missed",)
    assert taken.due_at == case.due_at
    assert kind_of(strict, case, "finish", "2026-05-25 09:05") == "apology-needed"
    letter = database.transact(issue_paper, case.code, "apology", lay_out=kept_layout, at=moment("2026-05-25 09:06"))
    assert letter.number == "01/PXL"
    strict.step(case, "finish", "2026-05-25 09:10")
    strict.step(case, "return", "2026-05-25 09:20")
    assert database.read(verify) == []


def test_the_letter_names_the_missed_and_the_new_day(strict: Desk, database: Database) -> None:
    case = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    strict.step(case, "apologise", "2026-05-25 09:00", due="2026-05-28 17:00", reason="Chờ xác minh")
    words = told(database, case.code, "apology", "2026-05-25 09:06")
    assert (words.first_due, words.new_due) == (case.due_at, moment("2026-05-28 17:00"))
    assert words.reason == "Chờ xác minh"
    file = strict.file(case)
    assert file.history[-1].data["again"] == "2026-05-28T17:00:00"
    assert file.due_at == case.due_at


def test_an_apology_can_be_waived_with_a_reason_that_stays(strict: Desk) -> None:
    case = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    strict.step(case, "finish", "2026-05-25 09:00", no_apology="Công dân xin lùi ngày nhận")
    file = strict.file(case)
    noted = file.history[-1].data
    assert (noted["no_apology"], noted["breaches"]) == ("Công dân xin lùi ngày nhận", ["apology-waived"])
    strict.step(case, "return", "2026-05-25 10:00")


def test_a_case_in_time_and_one_written_down_later_need_no_apology(strict: Desk) -> None:
    early = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    strict.step(early, "finish", "2026-05-05 09:00")
    strict.step(early, "return", "2026-06-25 09:00")
    late = strict.receive(BIRTH_AGAIN, "2026-05-04 09:10")
    strict.step(late, "finish", "2026-05-25 09:00", recorded="2026-06-01 09:00")


def test_an_office_may_only_be_reminded(desk: Desk) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    desk.step(case, "finish", "2026-05-25 09:00")


def test_a_step_is_proposed_with_what_is_usual(strict: Desk, database: Database) -> None:
    other = strict.receive(BIRTH_AGAIN, "2026-05-04 08:00")
    strict.step(other, "extend", "2026-05-06 09:00", due="2026-05-20 17:00", reason="Chờ xác minh")
    case = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    at = datetime(2026, 5, 7, 9)
    usual = database.read(step_defaults, case.code, "extend", at=at)
    assert usual.reason == "Chờ xác minh"
    assert usual.new_due is not None
    assert case.due_at is not None
    assert usual.new_due > case.due_at
    marriage = strict.receive("1.000894", "2026-05-04 10:00")
    assert len(database.read(step_defaults, marriage.code, "supplement", at=at).missing) == 4
    strict.step(case, "finish", "2026-05-07 10:00")
    assert database.read(step_defaults, case.code, "return", at=at).taken_as == "chủ hồ sơ"


def test_the_capacity_of_who_took_the_result_is_kept_for_the_receipt(desk: Desk, database: Database) -> None:
    case = desk.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    desk.step(case, "finish", "2026-05-05 09:00")
    desk.step(case, "return", "2026-05-05 10:00", taken_by="Trần Thị Ví Dụ", taken_as="người được ủy quyền")
    assert desk.file(case).history[-1].data["taken_as"] == "người được ủy quyền"
    assert told(database, case.code, "result-receipt", "2026-05-05 10:01").taken_as == "người được ủy quyền"


def test_the_step_is_offered_once_the_promise_is_missed(strict: Desk, database: Database) -> None:
    case = strict.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    with pytest.raises(Refused) as caught:
        database.transact(take_step, case.code, "apologise", at=moment("2026-05-04 10:00"))
    assert caught.value.kind == "not-missed"


def test_usually_only_an_officer_at_the_screen_is_asked_for_the_apology(desk: Desk) -> None:
    desk.choose({"late_apology": "screen"})
    case = desk.receive(BIRTH_AGAIN, "2026-05-04 09:00")
    with pytest.raises(Refused, match="apology-needed"):
        desk.step(case, "finish", "2026-05-25 09:00", at_screen=True)
    desk.step(case, "finish", "2026-05-25 09:00")
