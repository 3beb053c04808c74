"""The yearly plan on the command line: loaded, a task done with evidence, one late, the quarter's report read back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main
from papi_desk.services.reference import packaged
from papi_desk.settings import resource

JPEG = b"\xff\xd8\xff picture"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str, at: str = "2026-01-12T09:00") -> tuple[int, Any]:
        code = main([*words, "--now", at, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def pairs(**given: str) -> list[str]:
    return [word for name, value in given.items() for word in ("--set", f"{name}={value}")]


def key_of(run: Any, words: str) -> str:
    [found] = [line["key"] for line in run("plan", "list", "--query", words)[1] if line["kind"] == "task"]
    return str(found)


def test_the_plan_of_the_year_from_loading_to_the_quarters_report(run: Any, tmp_path: Path) -> None:
    code, loaded = run("plan", "load", "--year", "2026")
    assert (code, loaded) == (0, {"key": "KHQT-2026-0001"})
    assert run("plan", "load", "--year", "2026")[1]["error"]["kind"] == "plan-exists"
    lines = run("plan", "list")[1]
    kinds = [line["kind"] for line in lines]
    assert (kinds.count("plan"), kinds.count("content"), kinds.count("task")) == (1, 11, 42)
    assert {line["due"] for line in lines if line["kind"] == "task"} == {"2026-12-31"}
    assert {line.get("responsible") for line in lines if line.get("group") == "procedures"} == {None}

    done, late = key_of(run, "tham quyen cat giam"), key_of(run, "cong khai danh sach ho ngheo")
    run("plan", "amend", done, *pairs(due="2026-02-27", responsible="Văn phòng HĐND-UBND xã"))
    run("plan", "amend", late, *pairs(due="2026-03-13", responsible="Bộ phận Văn hóa - Xã hội"))
    [soon] = run("plan", "list", "--warned", at="2026-02-20T08:00")[1]
    assert (soon["key"], soon["warnings"][0]["words"]) == (done, "Còn 7 ngày (hạn 27/02/2026)")

    photo = tmp_path / "bao-cao.jpg"
    photo.write_bytes(JPEG)
    step = ("plan", "step", done)
    assert run(*step, "start", at="2026-02-02T08:00")[0] == 0
    assert run(*step, "progress", *pairs(progress="140"), at="2026-02-10T08:00")[1]["error"]["kind"] == "plan-progress"
    run(*step, "progress", *pairs(progress="60", result="Đã rà soát 12 thủ tục"), at="2026-02-10T08:00")
    assert run(*step, "done", at="2026-02-26T08:00")[1]["error"]["field"] == "result"
    run(*step, "done", *pairs(result="Kiến nghị đơn giản hóa 3 thủ tục"), "--file", str(photo), at="2026-02-26T08:00")
    shown = run("plan", "show", done, at="2026-02-26T08:00")[1]
    assert (shown["status"], [one["role"] for one in shown["files"]], shown["warnings"]) == ("done", ["evidence"], [])

    [line] = run("plan", "list", "--warned", at="2026-03-20T08:00")[1]
    assert (line["key"], line["warnings"][0]["words"]) == (late, "Quá hạn 7 ngày (hạn 13/03/2026)")

    case = run("register", "--procedure", "1.004884", "--name", "Nguyễn Văn Mẫu", at="2026-03-02T09:00")[1]["code"]
    run("step", case, "finish", at="2026-03-04T09:00")
    asked = ("plan", "report", "--year", "2026", "--quarter", "1")
    report = run(*asked, at="2026-04-01T08:00")[1]
    assert (report["tasks"], report["done"], report["late"]) == (42, 1, 1)
    assert report["measures"]["on-time"]["words"] == "100 % (1/1)"
    assert report["measures"]["satisfaction"]["words"] == "chưa có phiếu"
    rows = {row["title"]: row for row in report["rows"] if row.get("responsible")}
    simplify = rows["Rà soát, đơn giản hóa TTHC; cập nhật, công khai đầy đủ quy định về TTHC"]
    assert (simplify["status"], simplify["percent"], simplify["evidence"]) == ("Hoàn thành", 100.0, "1 tệp")
    assert rows["Rà soát, bình xét và công khai danh sách hộ nghèo"]["remarks"] == "quá hạn 18 ngày"

    paper, book = tmp_path / "ke-hoach.pdf", tmp_path / "ke-hoach.xlsx"
    for path in (paper, book):
        assert run(*asked, "-o", str(path), at="2026-04-01T08:00")[0] == 0
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    assert "KẾT QUẢ THỰC HIỆN KẾ HOẠCH" in words
    assert "Kiến nghị đơn giản hóa 3 thủ tục" in words
    assert "không phải điểm PAPI" in words
    cells = [cell.value for line in load_workbook(book).worksheets[0] for cell in line if cell.value is not None]
    assert "5. Thủ tục hành chính công: hoàn thành 1/4 nhiệm vụ" in cells
    assert "quá hạn 18 ngày" in cells
    assert 100 in cells
    assert run("report", "plan", "--quarter", "2026-1", at="2026-04-01T08:00")[1]["measures"] == report["measures"]
    assert run("verify")[1]["ok"]


def test_a_past_quarter_is_told_as_it_stood_and_a_task_done_before_is_not_told_again(run: Any) -> None:
    key = run("plan", "add", *pairs(title="Mẫu", group="environment", due="2026-03-31"))[1]["key"]
    run("plan", "step", key, "progress", *pairs(progress="40"), at="2026-03-10T08:00")
    run("plan", "step", key, "done", *pairs(result="Xong"), at="2026-05-05T08:00")

    def told(quarter: str) -> list[tuple[str, float, str]]:
        report = run("plan", "report", "--year", "2026", "--quarter", quarter, at="2026-08-01T08:00")[1]
        return [(row["status"], row["percent"], row["remarks"]) for row in report["rows"] if row["title"] == "Mẫu"]

    assert told("1") == [("Đang thực hiện", 40.0, "")]
    assert told("2") == [("Hoàn thành", 100.0, "hoàn thành muộn 35 ngày; xong 05/05/2026; chưa có minh chứng")]
    assert told("3") == []
    measured = run("plan", "report", "--year", "2026", "--quarter", "1", at="2026-08-01T08:00")[1]["measures"]
    assert measured["tasks"]["words"] == "0 % (0/1)"
    run("plan", "step", key, "reopen", "--reason", "chưa đạt", at="2026-08-03T08:00")
    assert run("plan", "show", key, at="2026-08-03T08:00")[1]["closed_on"] is None


def test_every_content_is_linked_to_what_the_program_measures(run: Any) -> None:
    data = packaged("plan.toml")
    assert [key for key, group in data["groups"].items() if not group["measures"]] == []
    assert {name for group in data["groups"].values() for name in group["measures"]} == set(data["measures"])
    with resource("data", "procedures.csv").open(encoding="utf-8") as file:
        known = {row["field"] for row in csv.DictReader(file)}
    assert [name for row in data["measures"].values() for name in row.get("fields", ()) if name not in known] == []
    for code in ("1.001731", "1.004884"):
        case = run("register", "--procedure", code, "--name", "Nguyễn Văn Mẫu", at="2026-03-02T09:00")[1]["code"]
        run("step", case, "finish", at="2026-03-03T09:00")
    measured = run("plan", "report", "--year", "2026", "--quarter", "1", at="2026-04-01T08:00")[1]["measures"]
    assert [measured[key]["words"] for key in ("welfare", "environment", "on-time")] == [
        "100 % (1/1)", "chưa phát sinh", "100 % (2/2)"
    ]  # fmt: skip


def test_only_a_task_is_begun_and_done(run: Any) -> None:
    top = run("plan", "add", *pairs(title="A", kind="content"))[1]["key"]
    assert run("plan", "show", top)[1]["steps"] == []
    assert run("plan", "step", top, "done", *pairs(result="Xong"))[1]["error"]["kind"] == "matter-step-not-allowed"


def test_a_line_of_the_plan_never_stands_below_itself(run: Any) -> None:
    top = run("plan", "add", *pairs(title="A", kind="content"))[1]["key"]
    below = run("plan", "add", *pairs(title="B"), "--parent", top)[1]["key"]
    code, refused = run("plan", "amend", top, "--parent", below)
    assert (code, refused["error"]["kind"]) == (1, "matter-parent-circle")
    assert run("plan", "add", *pairs(title="C", kind="plan"))[1]["error"]["kind"] == "plan-year"


def test_the_quarters_disclosure_list_and_plan_report_are_printed_and_tell_the_same(run: Any, tmp_path: Path) -> None:
    run("plan", "load", "--year", "2026")
    given = {"group": "poor-draft", "responsible": "Văn hóa - Xã hội", "forms": "board", "decision": "01/QĐ-UBND"}
    for title, posted in (("Danh sách sơ bộ thôn Một", "2026-03-03"), ("Danh sách sơ bộ thôn Hai", "2026-03-16")):
        key = run("notices", "add", *pairs(**given, title=title, decision_date="2026-03-02"))[1]["key"]
        assert run("notices", "step", key, "post", at=f"{posted}T09:00")[0] == 0
    quarter = ("--year", "2026", "--quarter", "1")
    papers = {book: tmp_path / f"{book}.pdf" for book in ("notices", "plan")}
    for book, path in papers.items():
        assert run(book, "report", *quarter, "-o", str(path), at="2026-04-01T08:00")[0] == 0
    notices, plan = (
        " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split()) for path in papers.values()
    )
    assert "Danh sách sơ bộ thôn Một" in notices
    assert "Danh sách sơ bộ thôn Hai" in notices
    assert "Danh sách hộ nghèo niêm yết đúng hạn" in plan
    assert "50 % (1/2)" in plan
    rows = run("notices", "report", *quarter, at="2026-04-01T08:00")[1]["rows"]
    assert ["muộn" in row["remarks"] for row in rows] == [False, True]
