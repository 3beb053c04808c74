"""What has outlived its term is listed, approved and destroyed; numbers, figures, the chain and the seals stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.drafts import Draft
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.domain.attention import Attention
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.domain.retention import RetentionRule, read_retention
from papi_desk.services.attachments import FOLDER, attach
from papi_desk.services.attention import add_attention
from papi_desk.services.backup_plan import add_place
from papi_desk.services.backups import copy_into
from papi_desk.services.carrying import carry, own_place
from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import HandedIn, NewCase, Paid, StepDetails, register_case, take_step
from papi_desk.services.certification import certification_list
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.copies import beside
from papi_desk.services.handover import hand_over, handover_report, tick
from papi_desk.services.intake import known_people
from papi_desk.services.matter_lists import find_matters
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.services.months import close_month, verify_month
from papi_desk.services.office_rules import drop_rules, set_rules
from papi_desk.services.officers import add_officer
from papi_desk.services.papers import issue_paper
from papi_desk.services.ratings import NewRating, record_rating
from papi_desk.services.reference import packaged
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report
from papi_desk.services.retention import (
    minutes_paper,
    retention_minutes,
    retention_plan,
    retention_rules,
    run_retention,
)
from papi_desk.services.setting_up import set_up
from papi_desk.services.sign_in import approve, begin_sign_in, set_roles, set_secret
from papi_desk.services.turned_away import turn_away, turned_away
from papi_desk.services.upkeep import verify
from tests.hostile.targets import pdf

AT = datetime(2024, 5, 20, 9)
LATER = datetime(2030, 6, 3, 9)
MARK = "dauvet"
OWNER = Person(
    "person", f"Nguyễn {MARK}", id_number="033090001234", phone="0912345678", email=f"{MARK}@example.vn",
    address=f"Thôn {MARK}", birth_date=date(1990, 2, 3), sex="female",
)  # fmt: skip
OTHER = Person("person", f"Trần {MARK}", phone="0987654321")
MARKS = (MARK, "033090001234", "0912345678", "0987654321")
OWN = {"retention": [{"key": key, "label": key, "what": what, "years": 5, "basis": "Quyết định của xã"}
                     for key, what in (("cases", "cases"), ("feedback", "feedback"), ("attention", "attention"),
                                       ("turned-away", "turned-away"))]}  # fmt: skip
PIN = "482915"


@pytest.fixture
def code(database: Database) -> str:
    """Return a case with marks in every private place, ended; beside it matters and entries with marks."""
    do = database.transact
    new = NewCase(
        "1.004873", OWNER, submitter=OTHER, relation=f"em {MARK}", authorisation=MARK, note=MARK,
        documents=(HandedIn("Tờ khai"),), exempt_evidence=MARK, paid=Paid(),
    )  # fmt: skip
    code = do(register_case, new, at=AT).code
    do(take_step, code, "amend", at=AT, ask=StepDetails(reason=MARK, changes={"owner_address": f"Xóm {MARK}"}))
    do(tell_citizen, code, MARK, "phone", at=AT)
    do(attach, code, f"{MARK}.pdf", pdf(), at=AT)
    do(issue_paper, code, "receipt", lay_out=kept_layout, at=AT)
    do(hand_over, [code], "Phòng Thử", at=AT)
    do(tick, [code], at=AT)
    do(take_step, code, "finish", at=AT)
    do(take_step, code, "return", at=AT, ask=StepDetails(taken_by=f"Trần {MARK}", taken_as=MARK))
    do(record_rating, NewRating({1: "good"}, case=code, remark=MARK), at=AT)
    do(turn_away, "refusal", f"Lê {MARK}", "1.004884", MARK, address=MARK, phone="0912345678", at=AT)
    do(add_attention, Attention(0, "warn", MARK, number="033090001234", name=MARK, ends_on=AT.date()), at=AT)
    told = {"title": MARK, "name": MARK, "phone": "0912345678", "text": MARK, "responsible": "A"}
    key = do(add_matter, "feedback", told, at=AT)
    do(take_matter_step, key, "close", remark=MARK, at=AT)
    do(add_officer, "Người Duyệt", at=AT)
    return code


def figures(database: Database) -> Any:
    """Return what the statistics say of the month."""
    asked = Asked(month_period(2024, 5), LATER)
    tables = ("ii06a", "summary", "officers", "channels", "fees", "digitisation", "feedback", "lateness")
    found: dict[str, Any] = {}
    for name in tables:
        found[name] = [row.values for row in database.read(report, name, asked).list_rows()]
    return found


def left(database: Database) -> dict[str, list[str]]:
    """Return where in the register a mark still stands, by table."""
    from sqlalchemy import text

    found: dict[str, list[str]] = {}

    def look(session: Any) -> None:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        for table in tables:
            for row in session.execute(text(f"SELECT * FROM {table}")):
                words = " ".join(one.decode(errors="replace") if isinstance(one, bytes) else str(one) for one in row)
                found.setdefault(table, []).extend(mark for mark in MARKS if mark in words)

    database.read(look)
    return {table: marks for table, marks in found.items() if marks}


def test_without_a_term_of_the_office_nothing_of_a_case_goes(database: Database, code: str) -> None:
    assert [line.keys for line in database.read(retention_plan, on=date(2090, 1, 1)) if line.rule.what == "cases"] == [
        ()
    ]
    with pytest.raises(Refused) as said:
        database.transact(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "retention-nothing"


def test_what_goes_is_listed_first_and_a_dry_run_changes_nothing(database: Database, code: str) -> None:
    database.transact(set_rules, "retention", OWN, at=LATER)
    before = database.read(lambda session: session.scalars(select(AuditEntry.hash)).all())
    early = {line.rule.key: line.keys for line in database.read(retention_plan, on=date(2029, 5, 19))}
    plan = {line.rule.key: line for line in database.read(retention_plan, on=date(2029, 5, 20))}
    assert not any(early.values())
    assert {key: len(line.keys) for key, line in plan.items() if line.keys} == {
        "cases": 1, "feedback": 1, "attention": 1, "turned-away": 1,
    }  # fmt: skip
    assert plan["cases"].keys == (code,)
    assert plan["cases"].rule.own
    assert plan["certification-books"].until is None
    assert database.read(lambda session: session.scalars(select(AuditEntry.hash)).all()) == before


def test_what_is_destroyed_is_gone_from_the_register_and_every_figure_chain_and_seal_stays(
    database: Database, code: str, own_folder: Path
) -> None:
    database.transact(close_month, month_period(2024, 5), at=LATER)
    database.transact(set_rules, "retention", OWN, at=LATER)
    before, scans = figures(database), list((own_folder / "tep-kem").rglob("*.pdf"))
    assert len(scans) == 1
    assert {"parties", "case_events", "contacts", "issued_papers", "matters"} <= set(left(database))
    done = database.transact(run_retention, approver="Người Duyệt", at=LATER)
    assert (done.key, done.count, done.approver) == ("HDL-2030-0001", 4, "Người Duyệt")
    assert set(left(database)) <= {"audit_log"}
    assert not scans[0].exists()
    assert database.read(verify) == []
    assert figures(database) == before
    assert database.read(verify_month, month_period(2024, 5), now=LATER).ok
    file = database.read(case_file, code)
    assert (file.owner.name, file.owner.sex, file.status) == ("••••••", "female", 10)
    assert "HDL-2030-0001" in file.note
    assert file.results[0]["taken_by"] == "••••••"
    assert database.read(known_people, number="033090001234") == []
    assert database.read(find_cases, query=MARK, now=LATER) == []
    assert [line.code for line in database.read(find_cases, query=code, now=LATER)] == [code]
    assert MARK not in str(database.read(handover_report, 1, 2024, now=LATER).list_rows())
    assert MARK not in str(database.read(turned_away, month_period(2024, 5)))
    assert MARK not in str(database.read(find_matters, "feedback", on=LATER.date()))
    with pytest.raises(Refused) as said:
        database.transact(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "retention-nothing"


def test_the_minutes_are_kept_and_printed_with_the_numbers_and_no_name(database: Database, code: str) -> None:
    database.transact(set_rules, "retention", OWN, at=LATER)
    done = database.transact(run_retention, approver="Người Duyệt", rules=("cases",), at=LATER)
    assert database.read(retention_minutes) == [done]
    printed = database.read(minutes_paper, done.key, lay_out=kept_layout, at=LATER)
    paper = PdfReader(BytesIO(layout_pdf(Layout.from_bytes(printed.layout))))
    words = " ".join(paper.pages[0].extract_text().split())
    assert code in words
    assert MARK not in words
    (noted,) = database.read(
        lambda session: session.scalars(select(AuditEntry.data).where(AuditEntry.action == "retention-run")).all()
    )
    assert code in noted
    assert MARK not in noted


def test_scans_go_by_their_own_term_and_a_certification_book_is_kept_for_ever(
    database: Database, own_folder: Path
) -> None:
    do = database.transact
    old = do(register_case, NewCase("2.000884", OWNER), at=AT).code
    other = do(register_case, NewCase("1.004873", OTHER), at=AT).code
    for one in (old, other):
        do(attach, one, "a.pdf", pdf(), at=AT)
        do(take_step, one, "finish", at=AT)
        do(take_step, one, "return", at=AT)
    do(add_officer, "Người Duyệt", at=AT)
    do(run_retention, approver="Người Duyệt", at=LATER)
    assert database.read(case_file, old).owner == OWNER
    assert list((own_folder / "tep-kem").rglob("*.pdf"))  # another case has the same file
    do(set_rules, "retention", OWN, at=LATER)
    do(run_retention, approver="Người Duyệt", at=LATER)
    file = database.read(case_file, old)
    assert (file.owner.name, file.owner.id_number, file.owner.phone) == (OWNER.name, OWNER.id_number, "")
    (line,) = database.read(certification_list, "signatures", 2024)
    assert OWNER.id_number in line.name
    assert not list((own_folder / "tep-kem").rglob("*.pdf"))
    assert database.read(verify) == []


def test_what_the_law_keeps_longer_waits_for_it_whatever_the_office_set_for_all_cases(
    database: Database, own_folder: Path
) -> None:
    do = database.transact
    contract = do(register_case, NewCase("2.001035", OWNER), at=AT).code
    do(attach, contract, "a.pdf", pdf(), at=AT)
    do(take_step, contract, "finish", at=AT)
    do(take_step, contract, "return", at=AT)
    do(add_officer, "Người Duyệt", at=AT)
    own = [{"key": key, "label": key, "what": key, "years": 1, "basis": "Quyết định"} for key in ("cases", "scans")]
    do(set_rules, "retention", {"retention": own}, at=LATER)
    with pytest.raises(Refused) as said:
        do(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "retention-nothing"
    assert list((own_folder / "tep-kem").rglob("*.pdf"))
    done = do(run_retention, approver="Người Duyệt", at=datetime(2044, 6, 3, 9))
    assert {key for line in done.lines for key in line["keys"]} == {contract}
    assert not list((own_folder / "tep-kem").rglob("*.pdf"))
    assert database.read(verify) == []


def test_what_is_destroyed_goes_from_the_places_of_copies_with_the_last_copy_that_had_it(
    database: Database, code: str, own_folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    add_place(own_folder, str(stick))

    def carried(at: datetime) -> Path:
        own = own_place(own_folder)
        copy = copy_into(own, own_folder / "papi-desk.db", at=at)
        assert carry(own_folder, own / copy.file, stick, at=at)["trouble"] is None
        return stick / copy.file

    old = carried(AT)
    database.transact(set_rules, "retention", OWN, at=LATER)
    database.transact(run_retention, approver="Người Duyệt", at=LATER)
    carried(LATER)
    assert old.exists()
    assert len(list((stick / FOLDER).rglob("*.pdf"))) == 1  # the older copy may still be taken back
    old.unlink()
    beside(old).unlink()
    carried(LATER.replace(hour=10))
    assert not list((stick / FOLDER).rglob("*.pdf"))


def test_a_scan_that_cannot_be_let_go_stops_the_run_before_anything_is_destroyed(
    database: Database, code: str, own_folder: Path
) -> None:
    database.transact(set_rules, "retention", OWN, at=LATER)
    (scan,) = (own_folder / FOLDER).rglob("*.pdf")
    scan.unlink()
    scan.mkdir()  # stands for a file that another program holds
    with pytest.raises(Unavailable) as said:
        database.transact(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "cannot-write"
    assert database.read(case_file, code).owner.name == OWNER.name
    assert database.read(retention_minutes) == []


def test_a_rule_run_alone_tells_everything_that_it_emptied(database: Database, own_folder: Path) -> None:
    do = database.transact
    code = do(register_case, NewCase("2.000884", OWNER), at=AT).code
    do(attach, code, "a.pdf", pdf(), at=AT)
    do(take_step, code, "finish", at=AT)
    do(take_step, code, "return", at=AT)
    do(add_officer, "Người Duyệt", at=AT)
    own = {"key": "scans", "label": "Tệp kèm", "what": "scans", "years": 3, "basis": "Quyết định"}
    do(set_rules, "retention", {"retention": [own]}, at=LATER)
    done = do(run_retention, approver="Người Duyệt", rules=("scans",), at=LATER)
    assert [line["keys"] for line in done.lines] == [[code]]


def test_another_officer_approves_by_an_own_pin(database: Database, code: str) -> None:
    do = database.transact
    do(set_rules, "retention", OWN, at=LATER)
    with pytest.raises(Refused) as said:
        do(run_retention, approver="", at=LATER)
    assert said.value.kind == "retention-approver"
    for name, roles in (("Người Duyệt", ("head",)), ("Quản", ("administrator",)), ("Nhận", ("reception",))):
        if name != "Người Duyệt":
            do(add_officer, name, at=AT)
        do(set_roles, name, roles, at=AT)
        do(set_secret, name, PIN, at=AT)
    do(begin_sign_in, "Quản", PIN, at=AT)
    sit(database, "Nhận")
    with pytest.raises(Refused) as said:
        do(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "deed-not-allowed"
    sit(database, "Quản")
    for approver, kind in (("Quản", "retention-approver"), ("Người Duyệt", "approval-needed")):
        with pytest.raises(Refused) as said:
            do(run_retention, approver=approver, at=LATER)
        assert said.value.kind == kind
    assert set(left(database)) > {"parties"}
    do(approve, "Người Duyệt", PIN, "retention", step="retention-run", at=LATER)
    assert do(run_retention, approver="Người Duyệt", at=LATER).count == 4
    database.at_desk = None


def sit(database: Database, name: str) -> None:
    from papi_desk.services.reference import reference

    database.at_desk = database.read(lambda s: next(line.id for line in reference(s).officers if line.name == name))


def test_drafts_nobody_opens_again_go_after_a_month(database: Database) -> None:
    def leave(session: Any) -> None:
        session.add(Draft(page="register", content={"name": MARK}, saved_at=AT, counter=""))

    database.transact(leave)
    database.transact(add_officer, "Người Duyệt", at=AT)
    database.transact(run_retention, approver="Người Duyệt", at=datetime(2024, 6, 20, 9))
    assert database.read(lambda session: session.scalars(select(Draft)).all()) == []


def test_the_packaged_rules_all_say_their_basis_and_invent_no_term() -> None:
    rules = read_retention(packaged("retention.toml"))
    assert all(rule.basis and rule.label for rule in rules)
    sure = [rule for rule in rules if rule.years is not None or rule.permanent]
    assert all(rule.sure and "NĐ 23/2015" in rule.basis for rule in sure)
    assert len({rule.key for rule in rules}) == len(rules)


def test_the_office_sets_its_own_term_with_a_basis_and_can_go_back(database: Database) -> None:
    database.transact(set_rules, "retention", OWN, at=AT)
    terms = {rule.key: (rule.term(), rule.own) for rule in database.read(retention_rules, on=LATER.date())}
    assert terms["cases"] == ("5 năm", True)
    assert terms["scans-signatures"] == ("2 năm", False)
    with pytest.raises(Refused) as said:
        database.transact(set_rules, "retention", {"retention": [{"key": "a", "what": "cases", "years": 1}]}, at=AT)
    assert said.value.kind == "basis-needed"
    database.transact(drop_rules, "retention", "cases", at=AT)
    again = {rule.key: rule.term() for rule in database.read(retention_rules, on=LATER.date())}
    assert again["cases"] == "chưa đặt: giữ nguyên"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"what": "nothing"}, "retention-rule"), ({"what": "cases", "years": -1}, "retention-term"),
        ({"what": "cases", "years": "5"}, "retention-term"), ({"what": "cases", "more": 1}, "retention-rule"),
        ({"what": "cases", "years": 5, "permanent": True}, "retention-term"),
        ({"what": "cases", "valid_from": "soon"}, "bad-time"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(row: dict[str, Any], kind: str) -> None:
    with pytest.raises(Refused) as said:
        read_retention({"retention": [{"key": "a", "label": "a", **row}]})
    assert said.value.kind == kind


def test_a_term_ends_on_its_day_even_in_a_leap_year() -> None:
    rule = RetentionRule("a", "a", "cases", years=1)
    assert rule.cutoff(date(2024, 2, 29)) == date(2023, 2, 28)
    assert RetentionRule("a", "a", "drafts", days=30).cutoff(date(2024, 3, 1)) == date(2024, 1, 31)


@pytest.fixture
def anywhere(database_url: str) -> Iterator[Database]:
    """Open a register of this test on either database, as its owner."""
    opened = Database(database_url)
    opened.upgrade()
    opened.transact(set_up, at=AT)
    yield opened
    opened.close()


def test_on_either_database_the_history_is_emptied_and_locked_again(anywhere: Database) -> None:
    do = anywhere.transact
    code = do(register_case, NewCase("1.004873", OWNER), at=AT).code
    do(take_step, code, "withdraw", at=AT, ask=StepDetails(reason=MARK))
    do(add_matter, "reception", {"title": MARK, "text": MARK, "name": MARK, "phone": "0912345678"}, at=AT)
    do(add_officer, "Người Duyệt", at=AT)
    do(set_rules, "retention", OWN, at=LATER)
    assert do(run_retention, approver="Người Duyệt", at=LATER).lines[0]["keys"] == [code]
    assert MARK not in str(anywhere.read(case_file, code))
    assert anywhere.read(verify) == []
    with pytest.raises(DBAPIError, match="append-only"):
        do(lambda session: session.execute(sql("UPDATE case_events SET reason = 'x'")))


@pytest.mark.postgresql
def test_a_counter_of_a_server_is_told_that_the_owner_has_to_do_it(counter_on_server_url: str) -> None:
    counter = Database(counter_on_server_url)
    counter.transact(set_up, at=AT)
    code = counter.transact(register_case, NewCase("1.004873", OWNER), at=AT).code
    counter.transact(take_step, code, "withdraw", at=AT, ask=StepDetails(reason=MARK))
    counter.transact(add_officer, "Người Duyệt", at=AT)
    counter.transact(set_rules, "retention", OWN, at=LATER)
    with pytest.raises(Refused) as said:
        counter.transact(run_retention, approver="Người Duyệt", at=LATER)
    assert said.value.kind == "retention-owner"
    assert counter.read(case_file, code).owner == OWNER
    assert counter.read(retention_minutes) == []
    counter.close()
