"""Every report by its name: rows, columns, the cases behind a figure, refusals, and closed months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from papi_desk.db.database import Database
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_csv, report_json, report_table
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, free_period, month_period, read_period
from papi_desk.domain.reports import Report
from papi_desk.services.lateness import cause_of, record_cause
from papi_desk.services.months import close_month, closed_months, differences, verify_month
from papi_desk.services.reports.behind import cases_behind, list_behind
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import REPORTS, define_report, definition_of, report, report_names
from papi_desk.services.row_proofs import row_problems

WEEK, COPY, MARITAL = "1.004884", "2.000815", "1.004873"
MARCH, NOW = month_period(2024, 3), datetime(2024, 4, 5, 8)
Desk = Any


def run(database: Database, name: str, period: Period = MARCH, **asked: Any) -> Report:
    return database.read(report, name, Asked(period, NOW, **asked))


def line(found: Report, name: str) -> dict[str, Any]:
    """Return a row by its name, its values by the names of the columns."""
    names = [column.name for column in found.columns]
    return next(dict(zip(names, row.values, strict=True)) for row in found.rows if name in row.values)


@pytest.fixture
def march(desk: Desk) -> Desk:
    """Return a desk after a month with a case of every kind."""
    early = desk.receive(WEEK, "2024-03-04 09:00")
    desk.step(early, "finish", "2024-03-08 10:00")
    late = desk.receive(WEEK, "2024-03-05 10:00", channel="online")
    desk.step(late, "accept", "2024-03-05 10:05")
    desk.step(late, "finish", "2024-03-20 10:00")
    waiting = desk.receive(MARITAL, "2024-03-06 14:00")
    desk.step(waiting, "supplement", "2024-03-07 09:00", reason="Thiếu")
    desk.receive(WEEK, "2024-03-11 15:00", channel="post")  # due on the 18th: overdue at the end
    copies = desk.receive(COPY, "2024-03-12 09:30", quantities={"pages": 10, "copies": 2})
    desk.step(copies, "finish", "2024-03-12 10:00")
    desk.step(copies, "paid", "2024-03-12 10:01", amount=24000, method="transfer")
    return desk


# --- all of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("cases", ["none", "some"])
def test_every_report_is_made_in_every_form(
    request: pytest.FixtureRequest, database: Database, name: str, cases: str
) -> None:
    if cases == "some":
        request.getfixturevalue("march")
    found = run(database, name)
    assert found.title == found.title.upper()
    assert report_pdf(found)[:5] == b"%PDF-"
    sheets = load_workbook(BytesIO(report_xlsx(found, behind=[database.read(list_behind, name, Asked(MARCH, NOW))])))
    assert sheets.active["A1"].value is not None
    assert report_csv(found).splitlines()
    assert report_table(found).startswith(found.title)
    assert isinstance(report_json(found)["rows"], list)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_same_in_every_grouping_that_it_offers(march: Desk, database: Database, name: str) -> None:
    for by in database.read(definition_of, name).by:
        grouped, whole = run(database, name, by=by).totals(), run(database, name).totals()
        told_by_both = grouped.keys() & whole.keys()
        assert told_by_both
        assert {one: grouped[one] for one in told_by_both} == {one: whole[one] for one in told_by_both}


def test_the_names_of_the_reports_are_those_of_the_command_line() -> None:
    from papi_desk.commands.arguments import REPORT_NAMES

    assert tuple(report_names()) == REPORTS
    assert set(REPORT_NAMES) == set(REPORTS)


@pytest.mark.parametrize(
    ("name", "asked", "kind"),
    [
        ("weather", {}, "report-unknown"),
        ("ii06a", {"by": "hour"}, "group-unknown"),
        ("ii06a", {"share": "all"}, "share-unknown"),
    ],
)
def test_what_nobody_knows_is_refused(database: Database, name: str, asked: dict[str, str], kind: str) -> None:
    with pytest.raises(Refused) as caught:
        run(database, name, **asked)
    assert caught.value.kind == kind


# --- one by one ------------------------------------------------------------------------------------------


def test_the_summary_tells_the_share_by_each_of_the_four_denominators(march: Desk, database: Database) -> None:
    found = run(database, "summary")
    whole = line(found, "Tổng số")
    assert (whole["total"], whole["early"], whole["on_time"], whole["late"]) == (5, 1, 1, 1)
    assert (whole["in_time"], whole["overdue"], whole["percent"]) == (1, 1, 66.67)
    assert found.figures["shares"] == {"solved": 66.67, "received": 40.0, "due": 40.0, "to-process": 40.0}
    assert run(database, "ii06a", share="received").figures["on_time_percent"] == 40
    for words in ("hồ sơ đã giải quyết", "hồ sơ tiếp nhận trong kỳ", "hồ sơ đến hạn trong kỳ", "phải giải quyết"):
        assert any(words in note for note in found.footnotes)


def test_reception_is_told_by_channel_hour_and_weekday(march: Desk, database: Database) -> None:
    channels = line(run(database, "channels"), "Tổng số")
    assert [channels[c] for c in ("received", "direct", "post", "online", "vneid")] == [5, 3, 1, 1, 0]
    assert (channels["online_percent"], channels["post_percent"]) == (20, 20)
    hours = run(database, "hours")
    assert [(row.values[0], row.values[1]) for row in hours.rows] == [
        ("09 giờ", 2), ("10 giờ", 1), ("14 giờ", 1), ("15 giờ", 1), ("Tổng số", 5),
    ]  # fmt: skip
    assert [line(hours, "Tổng số")[day] for day in ("monday", "tuesday", "wednesday", "sunday")] == [2, 2, 1, 0]


def test_a_late_case_is_counted_under_the_cause_recorded_last(march: Desk, database: Database) -> None:
    before = run(database, "lateness")
    assert line(before, "Chưa ghi nguyên nhân")["late"] == 2
    for cause in ("slow-processing", "coordination"):
        database.transact(record_cause, "MC-240305-0001", cause, at=datetime(2024, 3, 21, 8))
    after = run(database, "lateness")
    row = line(after, "Cơ quan phối hợp trả lời chậm")
    assert (row["late"], row["solved_late"], row["late_10"]) == (1, 1, 1)
    assert line(after, "Tổng số")["late"] == 2
    found = database.read(cause_of, "MC-240305-0001")
    assert found is not None
    assert found.cause == "coordination"


@pytest.mark.parametrize(
    ("code", "cause", "kind"),
    [
        ("MC-240304-0001", "workload", "case-not-late"),
        ("MC-240305-0001", "weather", "cause-unknown"),
        ("MC-240305-0001", "other", "cause-needs-words"),
    ],
)
def test_a_cause_needs_a_late_case_and_a_known_name(
    march: Desk, database: Database, code: str, cause: str, kind: str
) -> None:
    with pytest.raises(Refused) as caught:
        database.transact(record_cause, code, cause, at=NOW)
    assert caught.value.kind == kind


def test_supplements_are_told_by_their_number(march: Desk, database: Database) -> None:
    total = line(run(database, "supplements"), "Tổng số")
    assert [total[c] for c in ("received", "rounds_0", "rounds_1", "rounds_more", "rounds")] == [5, 4, 1, 0, 1]


def test_money_is_told_by_kind_day_collector_and_method(march: Desk, database: Database) -> None:
    fees = line(run(database, "fees"), "Phí")
    assert (fees["payments"], fees["collected"], fees["cash"], fees["transfer"]) == (1, 24000, 0, 24000)
    assert line(run(database, "fees", by="day"), "12/03/2024")["collected"] == 24000
    remittance = run(database, "remittance")
    assert [row.kind for row in remittance.rows] == ["section", "row", "subtotal", "total"]
    assert remittance.totals()["collected"] == 24000
    assert any("ngày 05" in note for note in remittance.footnotes)
    [case] = database.read(cases_behind, "fees", Asked(MARCH, NOW), row="Phí", column="transfer")
    assert case.code == "MC-240312-0001"


def test_money_beyond_the_lines_of_a_case_is_told_apart(desk: Desk, database: Database) -> None:
    case = desk.receive(COPY, "2024-03-12 09:30", quantities={"pages": 1, "copies": 1})
    desk.step(case, "paid", "2024-03-12 10:00", amount=5000)
    desk.step(case, "paid", "2024-03-13 10:00", amount=700)
    found = run(database, "fees")
    assert (line(found, "Phí")["collected"], line(found, "Khoản khác")["collected"]) == (2000, 3700)


def test_the_self_assessment_says_that_it_is_an_estimate_and_what_would_raise_it(
    march: Desk, database: Database
) -> None:
    found = run(database, "self-assessment")
    row = line(found, "Hồ sơ giải quyết trước hạn, đúng hạn")
    assert (row["part"], row["whole"], row["percent"], row["weight"], row["points"]) == (2, 4, 50, 20, 10)
    assert "ƯỚC TÍNH" in found.title
    assert any("không phải PAPI" in note for note in found.footnotes)
    assert any("Tăng được nhiều nhất" in words for words in found.summary)
    cases = database.read(cases_behind, found.name, Asked(MARCH, NOW), row="on-time", column="part")
    assert {case.code for case in cases} == {"MC-240304-0001", "MC-240312-0001"}


def test_the_register_is_extracted_in_the_order_of_reception(march: Desk, database: Database) -> None:
    found = run(database, "register")
    assert [row.values[2] for row in found.rows] == [
        "MC-240304-0001", "MC-240305-0001", "MC-240306-0001", "MC-240311-0001", "MC-240312-0001",
    ]  # fmt: skip


# --- periods ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words", "cut", "days", "named"),
    [
        ("month", "2024-01", "15th", "2023-12-15/2024-01-14", "Tháng 1/2024"),
        ("quarter", "2024-2", "calendar", "2024-04-01/2024-06-30", "Quý II/2024"),
        ("quarter", "2024-1", "15th", "2023-12-15/2024-03-14", "Quý I/2024"),
        ("half", "2024-2", "calendar", "2024-07-01/2024-12-31", "6 tháng cuối năm 2024"),
        ("year", "2024", "15th", "2023-12-15/2024-12-14", "Năm 2024"),
    ],
)
def test_reporting_periods_run_from_day_to_day(kind: str, words: str, cut: str, days: str, named: str) -> None:
    period = read_period(kind, words, cut)
    assert (f"{period.first}/{period.last}", period.words) == (days, named)


@pytest.mark.parametrize(("kind", "words"), [("quarter", "2024-5"), ("half", "2024"), ("year", "24"), ("month", "x")])
def test_a_period_that_is_not_one_is_refused(kind: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read_period(kind, words)
    assert caught.value.kind == ("month-unknown" if kind == "month" else "period-unknown")


def test_a_period_is_compared_with_the_one_before_and_the_year_before(march: Desk, database: Database) -> None:
    assert MARCH.before() == month_period(2024, 2)
    assert read_period("quarter", "2024-1", "15th").before() == read_period("quarter", "2023-4", "15th")
    leap = free_period(datetime(2024, 2, 1).date(), datetime(2024, 2, 29).date())
    assert leap.a_year_before().last.isoformat() == "2023-02-28"
    april = run(database, "ii06a", month_period(2024, 4), compare="previous")
    assert april.figures["compared"]["total"]["c3"] == 5
    assert any("kỳ trước" in note and "(3) 5 → 2 (-3)" in note for note in april.footnotes)


# --- cases behind ----------------------------------------------------------------------------------------


def test_every_figure_opens_as_many_cases_as_it_counts(march: Desk, database: Database) -> None:
    for name in ("ii06a", "summary", "officers", "channels", "hours", "lateness", "digitisation", "supplements"):
        found = run(database, name)
        for row in found.rows:
            for column, value in zip(found.columns, row.values, strict=True):
                if column.kind == "count" and column.name not in ("papers", "papers_digital", "rounds"):
                    cases = database.read(cases_behind, name, Asked(MARCH, NOW), row=row.key, column=column.name)
                    assert len(cases) == value, (name, row.key, column.name)


def test_a_workbook_lists_the_cases_with_their_columns_and_sums_them(march: Desk, database: Database) -> None:
    listed = database.read(list_behind, "ii06a", Asked(MARCH, NOW))
    book = load_workbook(BytesIO(report_xlsx(run(database, "ii06a"), behind=[listed])))
    sheet = book["Hồ sơ"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[1] for row in values[:5]] == sorted(row[1] for row in values[:5])
    assert str(values[5][10]).startswith("=SUM(")
    assert sum(row[10] or 0 for row in values[:5]) == 5


def test_a_column_that_counts_no_cases_is_refused(database: Database) -> None:
    with pytest.raises(Refused) as caught:
        database.read(cases_behind, "ii06a", Asked(MARCH, NOW), column="c99")
    assert caught.value.kind == "column-unknown"


# --- rows that contradict themselves ---------------------------------------------------------------------

CORRUPTIONS = {
    "finished without a day": "UPDATE cases SET finished_at = NULL WHERE code = 'MC-240304-0001'",
    "open with a day of its finish": "UPDATE cases SET status = 4 WHERE code = 'MC-240304-0001'",
    "a status that is none": "UPDATE cases SET status = 99 WHERE code = 'MC-240304-0001'",
    "a channel that is none": "UPDATE cases SET channel = 'pigeon' WHERE code = 'MC-240304-0001'",
    "finished before it came": "UPDATE cases SET finished_at = '2020-01-01 00:00:00' WHERE code = 'MC-240304-0001'",
}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
@pytest.mark.parametrize("form", ["ii06a", "summary", "hours"])
def test_a_corrupted_case_is_named_and_the_report_refused(
    march: Desk, database: Database, corruption: str, form: str
) -> None:
    database.transact(lambda session: session.execute(text(CORRUPTIONS[corruption])))
    with pytest.raises(Refused) as caught:
        run(database, form)
    assert caught.value.kind == "report-does-not-add"
    assert caught.value.data["cases"] == "MC-240304-0001"


# --- closed months ---------------------------------------------------------------------------------------


@pytest.fixture
def closed(march: Desk, database: Database) -> Desk:
    """Return a desk whose March is closed."""
    database.transact(close_month, MARCH, at=datetime(2024, 4, 1, 8))
    return march


def test_a_closed_month_is_whole_and_can_be_told_again(closed: Desk, database: Database) -> None:
    found = database.read(verify_month, MARCH, now=NOW)
    assert (found.ok, found.whole, found.reproduced, found.cells, found.cases) == (True, True, True, (), ())
    assert (found.seal.cases, found.seal.total["c3"]) == (5, 5)
    assert [seal.hash for seal in database.read(closed_months)] == [found.seal.hash]


def test_what_is_corrected_after_the_closing_shows_as_differences(closed: Desk, database: Database) -> None:
    late_entry = closed.receive(WEEK, "2024-03-29 09:00", recorded="2024-04-03 09:00")
    channel = type("Code", (), {"code": "MC-240304-0001"})
    closed.step(channel, "amend", "2024-04-03 09:10", reason="Ghi nhầm", changes={"channel": "online"})
    closed.step(type("Code", (), {"code": "MC-240312-0001"}), "void", "2024-04-03 09:20", reason="Lập nhầm")
    found = database.read(verify_month, MARCH, now=NOW)
    assert (found.ok, found.reproduced) == (True, True)
    assert {(d.code, d.left, d.entered) for d in found.cases} == {
        (late_entry.code, (), ("c11", "c12", "c3", "c5")),
        ("MC-240304-0001", ("c5",), ("c4",)),
        ("MC-240312-0001", ("c3", "c5", "c7", "c9"), ()),
    }
    assert ("Chứng thực", "c3", 1, 0) in [(c.row, c.column, c.sealed, c.now) for c in found.cells]
    as_then = database.read(differences, MARCH, known_at=datetime(2024, 4, 1, 8), now=NOW)
    assert as_then == found.cases


def test_a_seal_that_was_tampered_with_shows_it(closed: Desk, database: Database) -> None:
    database.transact(
        lambda session: session.execute(
            text("""UPDATE month_seals SET content = replace(content, '"c3": 5', '"c3": 6')""")
        )
    )
    found = database.read(verify_month, MARCH, now=NOW)
    assert (found.ok, found.whole) == (False, False)


def _close_again(database: Database) -> None:
    database.transact(close_month, MARCH, at=NOW)


def _close_early(database: Database) -> None:
    database.transact(close_month, month_period(2024, 4), at=NOW)


def _verify_open(database: Database) -> None:
    database.read(verify_month, month_period(2024, 2), now=NOW)


@pytest.mark.parametrize(
    ("ask", "kind"),
    [(_close_again, "month-closed"), (_close_early, "month-not-over"), (_verify_open, "month-not-closed")],
)
def test_a_month_is_closed_once_and_when_it_is_over(
    closed: Desk, database: Database, ask: Callable[[Database], None], kind: str
) -> None:
    with pytest.raises(Refused) as caught:
        ask(database)
    assert caught.value.kind == kind


# --- definitions -----------------------------------------------------------------------------------------

OWN = """
title = "BẢNG CỦA XÃ"
columns = [
  { name = "name", heads = ["Lĩnh vực"] },
  { name = "refused", heads = ["Từ chối"], kind = "count" },
]
"""


def test_an_office_changes_the_columns_of_a_report_and_goes_back(march: Desk, database: Database) -> None:
    database.transact(define_report, "lateness", OWN, at=NOW)
    assert [column.name for column in run(database, "lateness").columns] == ["name", "refused"]
    database.transact(define_report, "lateness", "", at=NOW)
    assert run(database, "lateness").title == "NGUYÊN NHÂN HỒ SƠ QUÁ HẠN"
    assert database.read(lambda session: list(row_problems(session))) == []


@pytest.mark.parametrize("words", ["title =", 'columns = [{ name = "a" }]', OWN.replace("refused", "weather"), "x = 1"])
def test_a_definition_that_cannot_be_counted_is_refused(database: Database, words: str) -> None:
    with pytest.raises(Refused) as caught:
        database.transact(define_report, "lateness", words, at=NOW)
    assert caught.value.kind == "report-definition"
