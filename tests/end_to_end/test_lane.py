"""Many cases at once, the province's system and outages on the command line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from papi_desk.cli import main
from papi_desk.db.database import Database, sqlite_url
from papi_desk.services.case_sheets import case_sheet


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str, at: str = "2024-05-06T09:00") -> Any:
        code = main([*words, "--now", at, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def test_a_workbook_of_citizens_is_received_row_by_row(run: Any, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "danh-sach.xlsx"
    sheet = book.worksheets[0]
    for row in (("name", "phone", "quantity"), ("Nguyễn Văn Mẫu", 912345678, "pages=10"), ("Lê Thị Thử", "12", "")):
        sheet.append(row)
    book.save(path)
    words = ("register-batch", str(path), "--procedure", "2.000815")
    code, trial = run(*words, "--dry-run")
    assert (code, len(trial["registered"]), run("cases")[1]) == (0, 1, [])
    code, answer = run(*words)
    assert (code, answer["registered"][0]["fee_total"], answer["registered"][0]["row"]) == (0, 12_000, 2)
    assert [(one["row"], one["name"]) for one in answer["rejected"]] == [(3, "Lê Thị Thử")]
    assert run("cases")[1][0]["code"] == answer["registered"][0]["code"]
    assert run("register-batch", "nowhere.csv")[1]["error"]["kind"] == "file-missing"


def test_the_export_of_the_province_is_compared_as_json_and_on_paper(run: Any, tmp_path: Path) -> None:
    run("register", "--procedure", "2.000884", "--name", "Nguyễn Văn Mẫu")
    export, paper = tmp_path / "tinh.csv", tmp_path / "doi-chieu.pdf"
    export.write_text(
        "Mã hồ sơ,Mã TTHC,Chủ hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái\n"
        "H31-1,2.000884,Nguyễn Văn Mẫu,06/05/2024,06/05/2024,Được tiếp nhận\n"
        "H31-2,2.000884,Lê Thị Thử,06/05/2024,06/05/2024,Được tiếp nhận\n",
        encoding="utf-8",
    )
    code, found = run("reconcile", str(export))
    assert (code, found["matched"]) == (0, 1)
    assert [(one["kind"], one["official_code"]) for one in found["differences"]] == [("missing-here", "H31-2")]
    assert run("reconcile", str(export), "-o", str(paper))[0] == 0
    words = " ".join(PdfReader(paper).pages[0].extract_text().split())
    assert "NGƯỜI PHỤ TRÁCH HỆ THỐNG" in words


def test_an_outage_is_begun_and_ended_with_what_was_handled_and_printed(
    run: Any, tmp_path: Path, own_folder: Path
) -> None:
    assert run("outages", "start", "--what", "network", "--note", "đứt cáp")[1]["until"] is None
    assert run("outages", "start", "--what", "network")[1]["error"]["kind"] == "outage-open"
    handled = run("register", "--procedure", "2.000884", "--name", "Nguyễn Văn Mẫu", at="2024-05-06T09:10")[1]["code"]
    ended = run("outages", "stop", at="2024-05-06T09:30")[1]
    assert (ended["cases"], ended["until"]) == ([handled], "2024-05-06T09:30")
    assert [one["note"] for one in run("outages", "list")[1]] == ["đứt cáp"]
    database = Database(sqlite_url(own_folder))
    sheet = database.read(case_sheet, handled, at=datetime(2024, 5, 6, 10))
    database.close()
    assert [one.note for one in sheet.outages] == ["đứt cáp"]
    paper = tmp_path / "su-co.pdf"
    run("outages", "-o", str(paper))
    assert handled in PdfReader(paper).pages[0].extract_text()
