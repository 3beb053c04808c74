"""The office's books on the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main

Answer = tuple[int, Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> Answer:
        code = main([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def receive(run: Any, at: str, *more: str, procedure: str = "2.000815", name: str = "Nguyễn Văn Mẫu") -> str:
    words = ("register", "--procedure", procedure, "--name", name, "--at", at)
    return str(run(*words, "--now", at, *more)[1]["code"])


def test_the_book_of_a_period_is_written_as_pdf_workbook_and_csv(run: Any, tmp_path: Path) -> None:
    code = receive(run, "2024-05-06T09:00")
    period = ("book", "--from", "2024-05-01", "--to", "2024-05-31")
    for ending in ("pdf", "xlsx", "csv"):
        assert run(*period, "-o", str(tmp_path / f"so.{ending}"))[0] == 0
    assert "SỔ THEO DÕI HỒ SƠ" in PdfReader(tmp_path / "so.pdf").pages[0].extract_text()
    cells = [cell.value for row in load_workbook(tmp_path / "so.xlsx").worksheets[0].iter_rows() for cell in row]
    assert code in cells
    assert code in (tmp_path / "so.csv").read_text(encoding="utf-8-sig")
    assert run(*period)[1]["rows"][0]["code"] == code
    assert run("book", "--from", "2024-05-31", "--to", "2024-05-01")[1]["error"]["kind"] == "period-range"


def test_a_day_is_closed_printed_again_and_proved_and_tampering_ends_with_one(
    run: Any, tmp_path: Path, own_folder: Path
) -> None:
    receive(run, "2024-05-06T09:00")
    closed = run("book", "close", "--now", "2024-05-06T17:00")[1]
    (page,) = closed["pages"]
    assert (closed["day"], page["number"], page["rows"]) == ("2024-05-06", 1, 1)
    run("book", "page", "--year", "2024", "--page", "1", "-o", str(tmp_path / "trang.pdf"))
    (sheet,) = PdfReader(tmp_path / "trang.pdf").pages
    assert page["seal"] in "".join(sheet.extract_text().split())
    assert run("papers", "verify", "--year", "2024") == (0, {"ok": True, "pages": 1, "problems": []})
    with sqlite3.connect(own_folder / "papi-desk.db") as by_hand:
        by_hand.execute("DROP TRIGGER book_pages_no_delete")
        by_hand.execute("DELETE FROM book_pages")
    code, answer = run("papers", "verify", "--year", "2024")
    assert (code, answer["ok"], [p["kind"] for p in answer["problems"]]) == (1, False, ["page-removed"])
    assert run("book", "page", "--page", "1", "--year", "2024")[1]["error"]["kind"] == "page-unknown"


def test_certification_books_are_listed_printed_and_closed(run: Any, tmp_path: Path) -> None:
    code = receive(run, "2024-05-06T09:00", "--quantity", "pages=1", "--quantity", "copies=2")
    assert run("case", code)[1]["certification"] == "Số chứng thực 1 quyển số 01/2024-SCT/BS"
    books = run("certification", "list", "--year", "2024")[1]
    assert [(book["kind"], book["numbers"]) for book in books][:2] == [("copies", 1), ("signatures", 0)]
    (line,) = run("certification", "list", "--kind", "copies", "--year", "2024")[1]
    assert (line["number"], line["case"], line["count"], line["fee"]) == (1, code, 2, 4000)
    words = ("--kind", "copies", "--year", "2024")
    assert run("certification", "close", *words, "--now", "2024-12-30T17:00")[1]["error"]["kind"] == "book-too-early"
    assert run("certification", "volume", *words, "--now", "2024-06-01T08:00")[1]["volume"] == 2
    closed = run("certification", "close", *words, "--now", "2024-12-31T17:00")[1]
    assert (closed["numbers"], closed["fee"]) == (1, 4000)
    for ending in ("pdf", "xlsx", "csv"):
        assert run("certification", "print", *words, "-o", str(tmp_path / f"sct.{ending}"))[0] == 0
    told = " ".join(page.extract_text() for page in PdfReader(tmp_path / "sct.pdf").pages)
    assert "SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH" in told
    assert "vĩnh viễn" in told


def test_blank_slips_are_reserved_used_spoiled_and_listed(run: Any) -> None:
    assert run("blank-slips", "--count", "2", "--now", "2024-05-06T08:00")[1] == {"numbers": ["DP-0001", "DP-0002"]}
    words = ("register", "--procedure", "1.001193", "--name", "Mẫu", "--at", "2024-05-06T09:00")
    code = run(*words, "--now", "2024-05-07T08:00", "--blank-slip", "DP-0001")[1]["code"]
    file = run("case", code)[1]
    assert (file["blank_slip"], file["entered_late"], file["received_at"]) == ("DP-0001", True, "2024-05-06T09:00")
    run("blank-slips", "spoil", "DP-0002", "--reason", "Rách", "--now", "2024-05-07T08:00")
    assert [slip["state"] for slip in run("blank-slips", "list")[1]] == ["used", "spoiled"]
    assert run("blank-slips")[1]["error"]["kind"] == "blank-slip-count"
    (row,) = run("book", "--from", "2024-05-06", "--to", "2024-05-06")[1]["rows"]
    assert row["note"] == "Ghi muộn lúc 08:00 07/05/2024; Phiếu dự phòng DP-0001"
