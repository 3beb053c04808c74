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


def test_cases_are_handed_over_and_ticked_off(run: Any, tmp_path: Path) -> None:
    codes = [receive(run, "2024-05-06T09:00"), receive(run, "2024-05-06T09:10")]
    now, file = ("--now", "2024-05-06T10:00"), str(tmp_path / "bg.pdf")
    made = run("handover", "--cases", ",".join(codes), "--to", "Văn phòng", "-o", file, *now)[1]
    assert (made["number"], made["out"], made["file"]) == (1, 2, file)
    assert "PHIẾU BÀN GIAO" in PdfReader(file).pages[0].extract_text()
    assert run("handover", "tick", codes[0], *now)[1] == [{"case": codes[0], "number": 1, "year": 2024, "out": 1}]
    assert [one["out"] for one in run("handover", "list", "--out")[1]] == [1]
    assert run("handover", "--cases", codes[1], "--to", "Khác", *now)[1]["error"]["kind"] == "handed-over-already"
    run("handover", "print", "--number", "1", "--year", "2024", "-o", str(tmp_path / "bg.xlsx"))
    assert (tmp_path / "bg.xlsx").stat().st_size > 0


def test_a_citizen_turned_away_is_counted_in_the_month(run: Any) -> None:
    words = ("--name", "Mẫu", "--procedure", "1.001193", "--now", "2024-05-06T09:00")
    told = run("turn-away", "--form", "supplement", "--missing", "Tờ khai", *words)[1]
    assert (told["number"], told["missing"], told["procedure_name"]) == (1, ["Tờ khai"], "Đăng ký khai sinh")
    month = run("turned-away", "--month", "2024-05")[1]
    assert (month["total"], month["by_field"]) == (1, [{"field": "Hộ tịch", "supplement": 1, "refusal": 0}])
    assert run("turned-away", "--month", "2024")[1]["error"]["kind"] == "month-unknown"


def test_the_days_money_is_listed_counted_and_written(run: Any, tmp_path: Path) -> None:
    code = receive(run, "2024-05-06T09:00", "--quantity", "pages=1", "--quantity", "copies=5")
    run("step", code, "paid", "--at", "2024-05-06T10:00", "--now", "2024-05-06T10:00")
    file = str(tmp_path / "thu.pdf")
    day = ("cash", "--date", "2024-05-06")
    told = run(*day, "--counted", "9000", "-o", file, "--now", "2024-05-06T17:00")[1]
    assert (told["total"], told["expected"], told["difference"], told["file"]) == (10000, 10000, -1000, file)
    assert told["without_receipt"] == [code]
    text = PdfReader(file).pages[0].extract_text()
    assert "BẢNG KÊ THU PHÍ" in text
    assert "BIÊN LAI" not in text
    right = run(*day, "--note", "10000=1", "--now", "2024-05-06T17:05")[1]
    assert (right["difference"], right["count"]["denominations"]) == (0, {"10000": 1})
    assert run(*day, "--note", "3000=1")[1]["error"]["kind"] == "cash-note-unknown"


@pytest.mark.parametrize("words", [("fee-board",), ("procedures", "print")])
def test_what_hangs_at_the_desk_is_written_as_pdf_and_workbook(
    run: Any, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for ending in ("pdf", "xlsx", "csv"):
        assert run(*words, "-o", str(tmp_path / f"board.{ending}"))[0] == 0
    assert "1.001193" in "".join(page.extract_text() for page in PdfReader(tmp_path / "board.pdf").pages)


def test_blank_slips_are_printed_with_their_numbers(run: Any, tmp_path: Path) -> None:
    file = str(tmp_path / "dp.pdf")
    made = run("blank-slips", "--count", "2", "-o", file, "--now", "2024-05-06T08:00")[1]
    assert made == {"numbers": ["DP-0001", "DP-0002"], "file": file}
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "DP-0001" in text
    assert "DP-0002" in text


@pytest.mark.parametrize(
    "words",
    [
        ("book", "page", "--page", "99999999999999999999"),
        ("book", "close", "--date", "9999-12-31"),
        ("book", "--from", "2024-05-06", "--to", "9999-12-31"),
        ("certification", "close", "--kind", "copies", "--year", "99999"),
        ("certification", "print"),
        ("handover", "print", "--number", "-1"),
        ("handover", "--cases", "không có", "--to", "Mẫu"),
        ("cash", "--note", "x=1"),
        ("cash", "--note", "1000"),
        ("turned-away", "--month", "2024-²"),
        ("blank-slips", "spoil", "DP-0000", "--reason", "x"),
    ],
)
def test_hostile_words_on_the_books_get_a_sentence(run: Any, words: tuple[str, ...]) -> None:
    code, answer = run(*words)
    assert code == 1
    assert answer["error"]["message"].strip()
    assert not answer["error"]["message"].startswith("Không thực hiện được (")


def test_the_money_of_the_last_day_there_is_can_be_asked_for(run: Any) -> None:
    assert run("cash", "--date", "9999-12-31")[1]["total"] == 0
