"""Registers of matters: numbers, life, history, files and warnings; told by the disclosure register."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.services.disclosure_reports import notices_report, plan_report
from papi_desk.services.matter_lists import MatterLine, find_matters, matter_file, matter_hint, matter_warnings
from papi_desk.services.matters import (
    NewFile,
    add_matter,
    amend_matter,
    attach_file,
    file_content,
    take_matter_step,
    withdraw_file,
)
from papi_desk.services.notice_papers import paper_of_notice, papers_for
from papi_desk.services.procedures import store_catalogue
from papi_desk.services.reference import reference
from papi_desk.services.upkeep import verify

AT = datetime(2026, 3, 2, 9)  # a Monday
POOR = {
    "title": "Danh sách hộ nghèo năm 2026",
    "group": "poor-official",
    "decision": "01/QĐ-UBND",
    "decision_date": "2026-03-02",
    "forms": ["board", "loudspeaker"],
    "places": "Trụ sở UBND xã; Nhà văn hóa thôn Mẫu",
    "responsible": "Nguyễn Văn Mẫu",
    "loudspeaker_from": "2026-03-04",
    "loudspeaker_until": "2026-03-06",
}
PHOTO = NewFile("", "bảng tin.jpg", b"\xff\xd8\xff\xe0 picture")


def kinds(line: MatterLine) -> list[str]:
    return [warning.kind for warning in line.warnings]


def notice(database: Database, at: datetime = AT, **change: Any) -> str:
    return database.transact(add_matter, "disclosure", {**POOR, **change}, at=at)


def line(database: Database, key: str, on: date) -> MatterLine:
    return database.read(matter_file, key, on=on).line


def test_a_list_goes_from_the_decision_to_being_taken_down_with_proof(database: Database) -> None:
    key = notice(database)
    assert key == "CK-2026-0001"
    assert line(database, key, date(2026, 3, 2)).due_on == date(2026, 3, 9)
    database.transact(take_matter_step, key, "post", on=date(2026, 3, 4), files=[PHOTO], at=datetime(2026, 3, 4, 10))
    assert kinds(line(database, key, date(2026, 3, 20))) == []
    assert line(database, key, date(2026, 3, 20)).due_on == date(2026, 4, 3)
    assert kinds(line(database, key, date(2026, 4, 1))) == ["about-to-end"]
    database.transact(take_matter_step, key, "take-down", files=[PHOTO], at=datetime(2026, 4, 3, 16))
    found = database.read(matter_file, key, on=date(2026, 4, 4))
    assert (found.line.status, kinds(found.line), found.steps) == ("taken-down", [], ())
    assert [event.action for event in found.history] == ["add", "post", "attach", "take-down", "attach"]
    assert database.read(verify) == []


@pytest.mark.parametrize(
    ("group", "posted", "down", "on", "expected"),
    [
        ("poor-official", None, None, date(2026, 3, 6), ["posting-near"]),
        ("poor-official", None, None, date(2026, 3, 10), ["late-posting"]),
        ("poor-official", date(2026, 3, 11), None, date(2026, 3, 12), ["posted-late", "no-proof-posted"]),
        ("poor-draft", date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 7), ["taken-down-early"]),
        ("poor-draft", date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 10), []),
        ("conduct", date(2026, 3, 4), None, date(2028, 1, 1), ["no-proof-posted"]),
        ("finance", date(2026, 3, 4), None, date(2026, 4, 6), ["to-take-down", "no-proof-posted"]),
    ],
)
def test_what_is_late_near_or_missing_is_told(
    database: Database, group: str, posted: date | None, down: date | None, on: date, expected: list[str]
) -> None:
    key = notice(database, group=group)
    if posted:
        database.transact(take_matter_step, key, "post", on=posted, at=datetime(2026, 4, 30, 9))
    if down:
        files = [NewFile("posted", "a.png", b"\x89PNG"), PHOTO]
        database.transact(take_matter_step, key, "take-down", on=down, files=files, at=datetime(2026, 4, 30, 9))
    assert kinds(line(database, key, on)) == expected


def test_changed_words_stay_in_the_history(database: Database) -> None:
    key = notice(database)
    amend = {"title": "Danh sách hộ nghèo, hộ cận nghèo năm 2026", "places": ["Trụ sở UBND xã"]}
    database.transact(amend_matter, key, amend, reason="ghi thiếu", at=datetime(2026, 3, 3, 8))
    found = database.read(matter_file, key, on=date(2026, 3, 3))
    assert found.version == 2
    assert found.history[-1].changes["title"] == [POOR["title"], amend["title"]]
    assert [one.key for one in database.read(find_matters, "disclosure", query="ho can ngheo", on=AT.date())] == [key]


def test_files_are_checked_kept_and_withdrawn(database: Database) -> None:
    key = notice(database)
    number = database.transact(attach_file, key, NewFile("attachment", "C:\\ds.pdf", b"%PDF-1.7"), at=AT)
    assert database.read(file_content, number) == ("ds.pdf", b"%PDF-1.7")
    for name, content in (("ds.exe", b"MZ"), ("ds.pdf", b"MZ"), ("ds.txt", b"")):
        with pytest.raises(Refused):
            database.transact(attach_file, key, NewFile("attachment", name, content), at=AT)
    database.transact(withdraw_file, number, reason="nhầm tệp", at=AT)
    [kept] = database.read(matter_file, key, on=AT.date()).files
    assert kept.withdrawn


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"title": " "}, "matter-field-missing", "title"),
        ({"group": "gossip"}, "matter-choice", "group"),
        ({"decision_date": "2/3/2026"}, "bad-time", "decision_date"),
        ({"colour": "red"}, "matter-field-unknown", "colour"),
        ({"loudspeaker_until": "2026-03-01"}, "notice-days", "loudspeaker_until"),
        ({"parent": "CK-2026-0009"}, "matter-unknown", "key"),
    ],
)
def test_what_cannot_be_written_down_is_refused_and_takes_no_number(
    database: Database, change: dict[str, Any], kind: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        notice(database, **change)
    assert (refused.value.kind, refused.value.field) == (kind, field)
    assert notice(database) == "CK-2026-0001"


@pytest.mark.parametrize(
    ("step", "given", "kind"),
    [
        ("take-down", {}, "matter-step-not-allowed"),
        ("burn", {}, "matter-step-unknown"),
        ("post", {"on": date(2026, 3, 3)}, "in-future"),
        ("void", {}, "matter-note-needed"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused(
    database: Database, step: str, given: dict[str, Any], kind: str
) -> None:
    key = notice(database)
    with pytest.raises(Refused) as refused:
        database.transact(take_matter_step, key, step, at=AT, **given)
    assert refused.value.kind == kind


def test_a_void_notice_keeps_its_number_and_is_left_out_of_lists(database: Database) -> None:
    key = notice(database)
    database.transact(take_matter_step, key, "void", remark="ghi trùng", at=AT)
    assert notice(database) == "CK-2026-0002"
    assert [one.key for one in database.read(find_matters, "disclosure", on=AT.date())] == ["CK-2026-0002"]
    assert [one.key for one in database.read(find_matters, "disclosure", status="void", on=AT.date())] == [key]
    assert database.read(verify) == []


def test_the_plan_is_done_when_something_it_asks_for_is_up(database: Database) -> None:
    item = {"title": "Quyết toán năm 2025", "group": "finance", "responsible": "Kế toán", "due": "2026-03-10"}
    plan = database.transact(add_matter, "disclosure-plan", item, at=datetime(2026, 1, 5, 8))
    assert plan == "KHCK-2026-0001"
    warned = database.read(matter_warnings, on=date(2026, 3, 11), books=["disclosure-plan"])
    assert [kinds(one) for one in warned] == [["plan-late"]]
    assert line(database, plan, AT.date()).status_words == "Chưa công khai"
    key = notice(database, parent=plan, group="finance")
    assert line(database, plan, AT.date()).status_words == "Đang chuẩn bị"
    database.transact(take_matter_step, key, "post", at=datetime(2026, 3, 3, 9))
    assert line(database, plan, AT.date()).status_words == "Đã công khai"
    assert database.read(matter_warnings, on=date(2026, 3, 11), books=["disclosure-plan"]) == []
    assert line(database, key, AT.date()).parent == plan


def test_a_step_is_written_down_by_a_program_that_has_just_started(database: Database) -> None:
    key = notice(database)
    database.cache.clear()
    database.transact(take_matter_step, key, "post", at=AT)
    assert line(database, key, AT.date()).status == "posted"


@pytest.mark.parametrize(("quarter", "titles"), [(1, ["A"]), (2, ["A", "B"]), (3, ["B"])])
def test_the_quarters_list_names_what_was_up_in_it_by_the_groups_of_the_law(
    database: Database, quarter: int, titles: list[str]
) -> None:
    for title, posted in (("A", date(2026, 3, 10)), ("B", date(2026, 6, 20))):
        key = notice(database, title=title, group="finance")
        database.transact(take_matter_step, key, "post", on=posted, at=datetime(2026, 6, 30, 9))
        down = posted + timedelta(days=30)
        database.transact(take_matter_step, key, "take-down", on=down, at=datetime(2026, 9, 30, 9))
    now = datetime(2026, 9, 30, 9)
    rows = database.read(lambda session: notices_report(session, 2026, quarter, now=now).list_rows())
    assert [row.values[1] for row in rows if row.kind == "row"] == titles
    assert rows[0].values == ("2. Dự toán, quyết toán ngân sách",)


def test_the_plans_progress_says_what_is_up_and_what_is_late(database: Database) -> None:
    item = {"group": "finance", "responsible": "Kế toán", "due": "2026-03-10"}
    plans = [
        database.transact(add_matter, "disclosure-plan", {**item, "title": title}, at=datetime(2026, 1, 5, 8))
        for title in ("Quyết toán", "Dự toán")
    ]
    key = notice(database, parent=plans[1])
    database.transact(take_matter_step, key, "post", at=datetime(2026, 3, 3, 9))
    report = database.read(lambda session: plan_report(session, 2026, now=datetime(2026, 3, 20, 9)))
    assert report.figures == {"items": 2, "done": 1}
    assert [(row.values[1], row.values[-1]) for row in report.rows] == [
        ("Quyết toán", "Chưa công khai; Quá hạn theo kế hoạch (10/03/2026)"),
        ("Dự toán", "Đã công khai"),
    ]


def test_a_procedure_that_changed_after_its_sheet_was_posted_asks_for_the_new_one(database: Database) -> None:
    key = notice(database, group="procedures", procedure="1.001193", loudspeaker_from="", loudspeaker_until="")
    database.transact(take_matter_step, key, "post", files=[PHOTO], at=AT)
    assert kinds(line(database, key, AT.date())) == []
    assert papers_for(line(database, key, AT.date())) == ["posting", "sheet", "posting-minutes"]
    sheet = database.transact(paper_of_notice, key, "sheet", lay_out=kept_layout, at=AT)
    assert (sheet.form, sheet.number) == ("sheet", "1.001193")
    with pytest.raises(Refused, match="matter-field-missing"):
        database.transact(paper_of_notice, notice(database), "sheet", lay_out=kept_layout, at=AT)

    def change(session: Session) -> None:
        content = reference(session).version(session, "1.001193", AT.date()).content
        store_catalogue(session, [replace(content, limit_note="thay đổi")], at=AT)

    database.transact(change)
    assert kinds(line(database, key, AT.date())) == ["procedure-changed"]
    database.transact(take_matter_step, key, "renew", remark="thủ tục thay đổi", at=AT)
    assert kinds(line(database, key, AT.date())) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("2026-03-04", "2026-03-06"), []), (("2026-03-04", "2026-03-05"), ["loudspeaker-short"])],
)
def test_the_loudspeaker_is_counted_in_days(database: Database, days: tuple[str, str], expected: list[str]) -> None:
    key = notice(database, loudspeaker_from=days[0], loudspeaker_until=days[1])
    database.transact(take_matter_step, key, "post", files=[PHOTO], at=AT)
    assert kinds(line(database, key, date(2026, 3, 10))) == expected


def test_a_notice_tells_of_a_procedure_that_the_catalogue_has(database: Database) -> None:
    with pytest.raises(Refused, match="procedure-unknown") as refused:
        notice(database, group="procedures", procedure="1.00119X")
    assert refused.value.field == "procedure"


def test_a_posting_that_was_late_is_told_by_lists_and_no_more_by_the_days_work(database: Database) -> None:
    key = notice(database, group="conduct")
    database.transact(take_matter_step, key, "post", on=date(2026, 3, 11), files=[PHOTO], at=datetime(2026, 3, 11, 9))
    assert kinds(line(database, key, date(2026, 3, 12))) == ["posted-late"]
    assert database.read(matter_warnings, on=date(2026, 3, 12)) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, ""),
        ({"group": "poor-draft"}, "Niêm yết ít nhất 3 ngày làm việc. Căn cứ: QĐ 24/2021/QĐ-TTg"),
        ({"group": "conduct"}, "Niêm yết thường xuyên."),
        (
            {"group": "support", "decision_date": "2026-03-02"},
            "Niêm yết chậm nhất 09/03/2026, ít nhất 30 ngày liên tục",
        ),
        ({"group": "support", "decision_date": "2026-03-02"}, "phát loa ít nhất 3 ngày liên tục"),
    ],
)
def test_what_the_law_asks_of_a_group_is_said_while_a_notice_is_written(
    database: Database, content: dict[str, str], said: str
) -> None:
    assert said in database.read(matter_hint, "disclosure", content, on=AT.date())
