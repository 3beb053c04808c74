"""The contract of the command line: one JSON document, exit codes, and the whole job without a screen."""

from __future__ import annotations

import json
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


def test_the_whole_job_from_reception_to_the_months_table(run: Any, tmp_path: Path) -> None:
    done = run(
        "register", "--procedure", "2.000815", "--name", "Nguyễn Văn Mẫu", "--at", "2024-03-04T09:15",
        "--quantity", "pages=3", "--quantity", "copies=2",
    )[1]  # fmt: skip
    assert done == {
        "code": "MC-240304-0001", "official_code": None, "procedure": "2.000815", "received_at": "2024-03-04T09:15",
        "due_at": "2024-03-04T17:00", "fee_total": 10000, "status": 2,
    }  # fmt: skip
    assert run("step", done["code"], "finish", "--at", "2024-03-04T10:00")[1]["status"] == 9
    assert run("step", done["code"], "return", "--at", "2024-03-04T10:20")[1]["status"] == 10
    assert run("slip", done["code"], "-o", str(tmp_path / "s.pdf"))[0] == 0
    assert len(PdfReader(tmp_path / "s.pdf").pages) == 2
    report = run("stats", "--month", "2024-03", "--as", "json")[1]
    assert report["total"] == {"c3": 1, "c4": 0, "c5": 1, "c6": 0, "c7": 1, "c8": 0, "c9": 1} | dict.fromkeys(
        ("c10", "c11", "c12", "c13"), 0
    )
    run("stats", "--month", "2024-03", "--as", "xlsx", "-o", str(tmp_path / "t.xlsx"))
    assert load_workbook(tmp_path / "t.xlsx").active is not None
    assert run("cases", "--query", "nguyen van mau")[1][0]["code"] == done["code"]
    assert run("verify")[1] == {"ok": True, "problems": []}


def test_a_refusal_is_a_document_with_kind_field_and_sentence(run: Any) -> None:
    code, answer = run("register", "--procedure", "1.001193", "--name", "Nguyễn Văn Mẫu", "--phone", "12")
    assert code == 1
    assert answer["error"]["kind"] == "phone-shape"
    assert answer["error"]["field"] == "owner_phone"
    assert "Số điện thoại" in answer["error"]["message"]


def test_a_name_that_looks_like_a_formula_stays_a_name(run: Any, tmp_path: Path) -> None:
    run("register", "--procedure", "2.000815", "--name", "=Mẫu(1)", "--at", "2024-03-04T09:15")
    run("export-cases", "--from", "2024-03-01", "--to", "2024-03-31", "-o", str(tmp_path / "x.xlsx"))
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if "Mẫu(1)" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_change_of_the_calendar_lists_open_promises_and_leaves_them(run: Any) -> None:
    done = run("register", "--procedure", "1.004873", "--name", "Nguyễn Văn Mẫu", "--at", "2026-11-23T09:00")[1]
    day = done["due_at"][:10]
    touched = run("calendar", "set", day, "off", "--basis", "quyết định mẫu")[1]["open_cases_touched"]
    assert [case["code"] for case in touched] == [done["code"]]
    assert run("case", done["code"])[1]["due_at"] == done["due_at"]


def test_what_is_not_in_force_is_reckoned_with_a_warning_but_not_received(run: Any) -> None:
    reckoned = run("due", "--procedure", "2.000992", "--at", "2024-03-04T09:00")[1]
    assert reckoned["due_at"] == "2024-03-04T17:00"
    assert any("không có hiệu lực" in warning for warning in reckoned["warnings"])
    code, refused = run("register", "--procedure", "2.000992", "--name", "Mẫu", "--at", "2024-03-04T09:00")
    assert (code, refused["error"]["kind"]) == (1, "procedure-not-in-force")


def test_a_register_of_a_newer_program_and_a_damaged_one_are_left_alone(run: Any, own_folder: Path) -> None:
    own_folder.mkdir(parents=True)
    (own_folder / "papi-desk.db").write_bytes(b"not a register at all" * 400)
    code, answer = run("cases")
    assert (code, answer["error"]["kind"]) == (3, "database-damaged")


def test_the_demonstration_keeps_to_a_folder_of_its_own(run: Any, own_folder: Path, tmp_path: Path) -> None:
    _, answer = run("demo", "--cases", "12", "-o", str(tmp_path / "demo"))
    assert all(Path(name).is_file() for name in answer["files"])
    assert not own_folder.exists()
    assert run("demo", "-o", str(tmp_path / "demo"))[0] == 1


def test_misuse_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["step", "MC-1", "dance"])
    assert stopped.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_a_promise_of_a_bare_date_lasts_to_closing_time(run: Any) -> None:
    words = ("register", "--procedure", "2.000815", "--name", "Mẫu", "--at", "2024-03-04T09:15")
    assert run(*words, "--due", "2024-03-04", "--reason", "nhiều trang")[1]["due_at"] == "2024-03-04T17:00"


def test_a_late_finish_cannot_be_made_early_afterwards(run: Any) -> None:
    code = run("register", "--procedure", "2.000815", "--name", "Mẫu", "--at", "2024-07-01T09:15")[1]["code"]
    run("step", code, "finish", "--at", "2024-07-03T09:00")
    asked = ("step", code, "amend", "--new-due", "2024-07-30", "--reason", "x", "--at", "2024-07-04T09:00")
    assert run(*asked)[1]["error"]["kind"] == "due-after-finish"
    assert run("stats", "--month", "2024-07", "--as", "json")[1]["total"]["c10"] == 1


def test_what_an_import_did_not_know_is_not_known_then(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "so.csv"
    file.write_text(
        "Mã hồ sơ,Mã TTHC,Chủ hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái\n"
        "M-1,2.000815,Mẫu,02/06/2024,03/06/2024,Đang xử lý\n"
    )
    run("import-cases", str(file), "--now", "2024-06-02T10:00")
    run("step", "M-1", "finish", "--at", "2024-06-10T09:00", "--now", "2024-06-10T09:00")
    known = run("stats", "--month", "2024-06", "--known-at", "2024-06-05T09:00", "--as", "json")[1]["total"]
    assert (known["c7"], known["c11"], known["c13"]) == (0, 1, 1)
    assert run("stats", "--month", "2024-06", "--as", "json")[1]["total"]["c10"] == 1


def test_taking_copies_back_twice_loses_no_register(run: Any, tmp_path: Path, own_folder: Path) -> None:
    copy = str(tmp_path / "copy.db")
    run("register", "--procedure", "2.000815", "--name", "Mẫu")
    run("backup", copy)
    run("register", "--procedure", "2.000815", "--name", "Mẫu")
    before = run("restore", copy)[1]["before"]
    assert len(run("cases")[1]) == 1
    run("restore", before)
    assert len(run("cases")[1]) == 2
    assert run("restore", str(own_folder / "papi-desk.db"))[1]["error"]["kind"] == "backup-onto-itself"


@pytest.mark.parametrize(
    "words",
    [
        ("stats", "--month", "2026-²"),
        ("stats", "--from", "2024-01-01", "--to", "9999-12-31"),
        ("cases", "--limit", "-5"),
        ("cases", "--status", "99"),
        ("cases", "--status", "abc"),
        ("calendar", "show", "2026x"),
        ("import-cases", "pyproject.toml.xlsx"),
        ("--database", "foo://x", "cases"),
    ],
)
def test_hostile_words_get_a_sentence(run: Any, words: tuple[str, ...], tmp_path: Path) -> None:
    junk = tmp_path / "pyproject.toml.xlsx"
    junk.write_bytes(b"junk")
    code, answer = run(*(str(junk) if word == junk.name else word for word in words))
    assert code in (1, 3)
    assert answer["error"]["message"].strip()
