"""Desk hours, rates and exemptions of the office's own go before the packaged ones and move no promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.services.case_lists import promises_touched
from papi_desk.services.office_rules import drop_rules, list_rules, set_rules
from papi_desk.services.promises import bill_of
from papi_desk.services.reference import closing_hour, reference
from papi_desk.services.sentences import sentence
from papi_desk.services.upkeep import verify

NOW = datetime(2026, 11, 2, 8)
WEEK, BIRTH, CERTIFIED = "1.004884", "1.001193", "2.000815"
WINTER = {
    "key": "winter", "sessions": [["07:30", "11:30"], ["13:00", "16:30"]], "season_from": "15/10",
    "season_to": "15/04", "basis": "QĐ mẫu",
}  # fmt: skip
LATE_BIRTH = {
    "key": "birth-late", "item": "civil-status", "name": "Lệ phí khai sinh quá hạn", "procedures": [BIRTH],
    "kind": "charge", "amount": 8000, "when": ["late"], "basis": "NQ mẫu", "valid_from": date(2026, 12, 1),
}  # fmt: skip
Desk = Any


def put(database: Database, group: str, **tables: Any) -> list[str]:
    return database.transact(set_rules, group, tables, at=NOW)


def fee(database: Database, code: str, on: date, *, exempt: str = "", **conditions: str) -> int | None:
    def ask(session: Any) -> int | None:
        ref = reference(session)
        version = ref.version(session, code, on)
        return bill_of(ref, version, quantities={}, conditions=conditions, channel="direct", exempt=exempt, on=on).total

    return database.read(ask)


def test_own_hours_close_the_desk_from_their_day_on_and_leave_promises(desk: Desk, database: Database) -> None:
    case = desk.receive(WEEK, "2026-11-02 09:00")
    assert f"{case.due_at:%d/%m %H:%M}" == "09/11 17:00"
    assert put(database, "hours", hours=[{**WINTER, "valid_from": "2026-11-01"}]) == ["winter"]
    assert database.read(closing_hour, date(2026, 11, 9)).hour == 16
    assert database.read(closing_hour, date(2026, 10, 30)).hour == 17
    assert database.read(closing_hour, date(2027, 4, 16)).hour == 17
    assert desk.file(case).due_at == case.due_at
    assert [moved.code for moved in database.read(promises_touched, None)] == [case.code]
    assert f"{desk.receive(WEEK, '2026-11-02 09:00').due_at:%d/%m %H:%M}" == "09/11 16:30"
    assert database.transact(drop_rules, "hours", "winter", at=NOW) == 1
    assert database.read(closing_hour, date(2026, 11, 9)).hour == 17
    assert database.read(verify) == []


def test_own_hours_go_before_the_packaged_ones_whatever_their_validity(database: Database) -> None:
    whole_year = {"key": "all", "sessions": "7h-11h30, 13:30–17:30", "basis": "QĐ mẫu"}
    put(database, "hours", hours=[whole_year])
    assert database.read(closing_hour, date(2024, 3, 4)).isoformat() == "17:30:00"
    [own, packaged] = database.read(list_rules, "hours")
    assert (own.own, own.key, packaged.own) == (True, "all", False)
    assert own.content.session_words() == "07:00–11:30, 13:30–17:30"  # type: ignore[union-attr]


def test_an_own_rate_holds_from_its_day_and_the_packaged_one_before(database: Database) -> None:
    before = fee(database, BIRTH, date(2026, 11, 30), late="yes")
    put(database, "rates", rule=[LATE_BIRTH])
    assert fee(database, BIRTH, date(2026, 11, 30), late="yes") == before == 5000
    assert fee(database, BIRTH, date(2026, 12, 1), late="yes") == 8000
    assert fee(database, BIRTH, date(2026, 12, 1)) == 0
    put(database, "rates", rule=[{**LATE_BIRTH, "amount": 9000, "valid_from": "2027-01-01"}])
    assert fee(database, BIRTH, date(2026, 12, 31), late="yes") == 8000
    assert fee(database, BIRTH, date(2027, 1, 1), late="yes") == 9000
    assert [str(r.content.valid_to) for r in database.read(list_rules, "rates") if r.own] == ["2026-12-31", "None"]
    assert database.transact(drop_rules, "rates", "birth-late", at=NOW) == 2
    assert fee(database, BIRTH, date(2027, 1, 1), late="yes") == 5000


def test_a_charge_written_stays_when_its_rate_changes(desk: Desk, database: Database) -> None:
    case = desk.receive(CERTIFIED, "2026-11-02 09:00", quantities={"pages": 3})
    rate = {
        "key": "certified-copy", "item": "certified-copy", "name": "Phí chứng thực bản sao", "procedures": [CERTIFIED],
        "kind": "fee", "tiers": [[1, 3000]], "tier_by": "pages", "quantities": {"pages": 1, "copies": 1},
        "basis": "TT mẫu",
    }  # fmt: skip
    put(database, "rates", rule=[rate])
    assert desk.file(case).fee_total == 5000
    assert desk.receive(CERTIFIED, "2026-11-02 10:00", quantities={"pages": 3}).fee_total == 9000


def test_an_own_exemption_replaces_the_packaged_one_of_its_key(database: Database) -> None:
    [packaged] = [r for r in database.read(list_rules, "rates") if r.key == "poor-civil-status"]
    row = {**packaged.content.to_json(), "percent": 50, "basis": "NQ mẫu"}
    day = date(2026, 11, 2)
    assert fee(database, BIRTH, day, exempt="poor", late="yes") == 0
    put(database, "rates", exemption=[row])
    assert fee(database, BIRTH, day, exempt="poor", late="yes") == 2500


def test_a_rate_may_name_a_procedure_by_any_of_its_codes(database: Database) -> None:
    internal = database.read(lambda s: reference(s).version(s, BIRTH, NOW.date()).content.internal_id)
    put(database, "rates", rule=[{**LATE_BIRTH, "procedures": [f"{BIRTH}.000.00.00.H56", internal]}])
    assert fee(database, BIRTH, date(2026, 12, 1), late="yes") == 8000


@pytest.mark.parametrize(
    ("group", "tables", "kind", "words"),
    [
        ("hours", {"hours": [{**WINTER, "sessions": "7h30"}]}, "desk-hours-wrong", "07:30–11:30"),
        ("hours", {"hours": [{**WINTER, "sessions": "25:00-26:00"}]}, "desk-hours-wrong", "25:00"),
        ("hours", {"hours": [{**WINTER, "weekdays": ["T9"]}]}, "desk-hours-wrong", "T2"),
        ("hours", {"hours": [{**WINTER, "weekday": ["T2"]}]}, "desk-hours-wrong", "weekday"),
        ("hours", {"hours": [{**WINTER, "season_to": ""}]}, "desk-hours-wrong", "season_to"),
        ("hours", {"hours": [{**WINTER, "season_to": "31/02"}]}, "desk-hours-wrong", "31/02"),
        ("hours", {"hours": [{**WINTER, "valid_from": "2026-02-30"}]}, "desk-hours-wrong", "2026-02-30"),
        ("hours", {"hours": [{**WINTER, "key": " "}]}, "own-rule-key", "key"),
        ("hours", {"hours": [{**WINTER, "basis": " "}]}, "basis-needed", "căn cứ"),
        ("hours", {"hour": [WINTER]}, "own-rule-table", "[[hours]]"),
        ("hours", {}, "own-rule-table", "[[hours]]"),
        ("rates", {"lateness": []}, "own-rule-table", "[[rule]]"),
        ("rates", {"rule": [{**LATE_BIRTH, "amount": -1}]}, "fee-rule-bad", "-1"),
        ("rates", {"rule": [{**LATE_BIRTH, "amount": 10**18}]}, "fee-rule-bad", "1000000000"),
        ("rates", {"rule": [{**LATE_BIRTH, "own": True}]}, "fee-rule-bad", "own"),
        ("rates", {"rule": [{**LATE_BIRTH, "basis": ""}]}, "basis-needed", "căn cứ"),
        ("rates", {"rule": [{"key": "x", "name": "Phí"}]}, "fee-rule-bad", "thiếu mục procedures, kind, basis"),
        ("rates", {"rule": [{**LATE_BIRTH, "procedures": ["9.999999"]}]}, "procedure-unknown", "9.999999"),
        ("rates", {"rule": [{**LATE_BIRTH, "valid_from": "mai"}]}, "fee-rule-bad", "mai"),
        ("rates", {"rule": [LATE_BIRTH, LATE_BIRTH]}, "fee-rule-bad", "lặp"),
    ],
)
def test_a_bad_row_is_refused_with_a_sentence_and_nothing_is_kept(
    database: Database, group: str, tables: dict[str, Any], kind: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        put(database, group, **tables)
    assert refused.value.kind == kind
    assert words in sentence(refused.value)
    assert not any(line.own for line in database.read(list_rules, group))


def test_what_the_office_did_not_set_cannot_be_dropped(database: Database) -> None:
    for group, key in (("hours", ""), ("rates", "birth-late")):
        with pytest.raises(Refused) as refused:
            database.transact(drop_rules, group, key, at=NOW)
        assert refused.value.kind == "own-rule-unknown"


def test_a_moment_in_a_file_means_its_day(database: Database) -> None:
    put(database, "rates", rule=[{**LATE_BIRTH, "valid_from": datetime(2026, 12, 1, 7)}])
    put(database, "hours", hours=[{**WINTER, "valid_from": datetime(2026, 12, 1, 7)}])
    assert fee(database, BIRTH, date(2026, 12, 1), late="yes") == 8000
    assert database.read(closing_hour, date(2026, 12, 1)).hour == 16
