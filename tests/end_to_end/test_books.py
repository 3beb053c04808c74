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
