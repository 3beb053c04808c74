"""The disclosure register on the command line, from the decision to the quarter's list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from papi_desk.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str, at: str = "2026-03-02T09:00") -> tuple[int, Any]:
        code = main([*words, "--now", at, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def words_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_poor_household_list_goes_from_decision_to_taking_down_with_minutes(run: Any, tmp_path: Path) -> None:
    photo = tmp_path / "ảnh.jpg"
    photo.write_bytes(b"\xff\xd8\xff picture")
    given = (
        "title=Danh sách hộ nghèo", "group=poor-draft", "responsible=Nguyễn Văn Mẫu", "decision=01/QĐ-UBND",
        "decision_date=2026-03-02", "places=Trụ sở UBND xã; Nhà văn hóa thôn Mẫu", "forms=board",
        "text=Danh sách gồm:\n1. Hộ ông Mẫu\n\n2. Hộ bà Mẫu",
    )  # fmt: skip
    pairs = [word for pair in given for word in ("--set", pair)]
    code, added = run("notices", "add", *pairs)
    assert (code, added) == (0, {"key": "CK-2026-0001"})
    key = added["key"]
    sheet = tmp_path / "niem-yet.pdf"
    assert run("notices", "print", key, "posting", "-o", str(sheet))[0] == 0
    assert {"Danh sách gồm:", "1. Hộ ông Mẫu", "2. Hộ bà Mẫu"} <= {line.strip() for line in words_of(sheet).split("\n")}
    assert run("notices", "step", key, "post", "--file", str(photo), at="2026-03-03T09:00")[0] == 0
    [line] = run("notices", "list", at="2026-03-06T09:00")[1]
    assert (line["status"], line["due_on"]) == ("posted", "2026-03-06")
    assert [warning["kind"] for warning in line["warnings"]] == ["about-to-end"]
    assert run("notices", "step", key, "take-down", "--file", f"taken-down={photo}", at="2026-03-06T16:00")[0] == 0
    minutes = tmp_path / "bien-ban.pdf"
    assert run("notices", "print", key, "taking-down-minutes", "-o", str(minutes), at="2026-03-06T16:05")[0] == 0
    assert "BIÊN BẢN KẾT THÚC NIÊM YẾT CÔNG KHAI" in words_of(minutes)
    assert "Nhà văn hóa thôn Mẫu" in words_of(minutes)
    quarter, asked = tmp_path / "quy.pdf", ("notices", "report", "--year", "2026", "--quarter", "1")
    assert run(*asked, "-o", str(quarter), at="2026-04-01T08:00")[0] == 0
    assert "DANH MỤC NỘI DUNG ĐÃ CÔNG KHAI" in words_of(quarter)
    report = run(*asked, at="2026-04-01T08:00")[1]
    assert [(row["title"], row["remarks"]) for row in report["rows"]] == [("Danh sách hộ nghèo", "")]
    assert run("verify")[1]["ok"]


def test_files_come_out_as_they_went_in_and_wrong_words_are_named(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "quyết toán.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    pairs = ("--set", "title=A", "--set", "group=finance", "--set", "responsible=B")
    key = run("notices", "add", *pairs, "--file", str(path))[1]["key"]
    [kept] = run("notices", "show", key)[1]["files"]
    assert (kept["name"], kept["role"]) == ("quyết toán.pdf", "attachment")
    assert run("notices", "file", str(kept["id"]), "-o", str(tmp_path / "out.pdf"))[0] == 0
    assert (tmp_path / "out.pdf").read_bytes() == path.read_bytes()
    assert run("notices", "withdraw", str(kept["id"]), "--reason", "nhầm")[0] == 0
    code, refused = run("notices", "step", key, "burn")
    assert (code, refused["error"]["kind"]) == (1, "matter-step-unknown")
    assert run("notices", "amend", key, "--set", "colour=red")[1]["error"]["field"] == "colour"
    assert run("notices", "step", key)[0] == 2
    names = [item["name"] for item in run("notices", "fields")[1]["fields"]]
    assert names[:2] == ["title", "group"]


def test_a_register_is_listed_a_line_a_matter(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("title=Danh sách", "group=poor-draft", "responsible=Kế toán", "decision_date=2026-03-02", "text=Hộ 1\nHộ 2")
    run("notices", "add", *(word for pair in told for word in ("--set", pair)))
    assert main(["notices", "list", "--now", "2026-03-10T08:00"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    late = "! Quá hạn niêm yết (chậm nhất 09/03/2026)"
    assert line == f"CK-2026-0001 · Chưa niêm yết · Danh sách · Kế toán · 09/03/2026 · {late}"


def test_the_plan_tells_what_is_not_up_in_time(run: Any) -> None:
    pairs = ("--set", "title=Quyết toán", "--set", "group=finance", "--set", "responsible=B", "--set", "due=2026-03-10")
    key = run("notices-plan", "add", *pairs)[1]["key"]
    assert [line["key"] for line in run("notices-plan", "list", "--warned", at="2026-03-11T08:00")[1]] == [key]
    notice = ("--set", "title=A", "--set", "group=finance", "--set", "responsible=B")
    posted = run("notices", "add", *notice, "--parent", key)[1]["key"]
    run("notices", "step", posted, "post")
    report = run("notices-plan", "report", "--year", "2026", at="2026-03-11T08:00")[1]
    assert (report["items"], report["done"]) == (1, 1)
