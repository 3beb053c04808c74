"""The contract of the command line: one JSON document, exit codes, and the whole job without a screen."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main

Answer = tuple[int, Any]
BIRTH = ("register", "--procedure", "1.001193", "--name", "Nguyễn Văn Mẫu")


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


def test_what_the_counter_would_have_to_look_at_is_told_with_the_new_case(run: Any) -> None:
    person = (*BIRTH, "--id-number", "001099000001", "--phone", "0912345678")
    first = run(*person, "--at", "2024-03-04T09:15")[1]
    assert "warnings" not in first
    second = run(*person, "--owner", "Lê Thị Thử", "--at", "2024-03-04T09:20")[1]
    assert [first["code"] in words or "Nguyễn Văn Mẫu" in words for words in second["warnings"]] == [True, True]
    proved = run(*BIRTH, "--owner", "Lê Thị Thử", "--authorisation", "Giấy ủy quyền số 1", "--at", "2024-03-04T09:25")
    assert "warnings" not in proved[1]


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
    assert (code, answer["error"]["kind"]) == (3, "register-not-sqlite")


def test_the_demonstration_keeps_to_a_folder_of_its_own(run: Any, own_folder: Path, tmp_path: Path) -> None:
    _, answer = run("demo", "--cases", "12", "-o", str(tmp_path / "demo"))
    assert all(Path(name).is_file() for name in answer["files"])
    assert not own_folder.exists()
    assert run("demo", "-o", str(tmp_path / "demo"))[0] == 1


def test_misuse_ends_with_two_and_is_a_document_too(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("step", "MC-1", "dance"), ("register",), ("calendar", "set", "2024-03-05"), ("due", "--at", "x")):
        code, answer = run(*words)
        assert (code, answer["error"]["kind"]) == (2, "misuse")
    assert main(["step", "MC-1", "dance"]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "dance" in heard.err


@pytest.mark.parametrize(
    ("words", "kind", "field"),
    [
        (("calendar", "set", "1890-03-05", "off", "--basis", "x"), "year-range", "day"),
        (("calendar", "show", "1999"), "year-range", "year"),
        ((*BIRTH, "--birth-date", "2024-02-30"), "bad-time", "birth_date"),
        ((*BIRTH, "--quantity", "copies=x"), "bad-number", "quantity"),
        ((*BIRTH, "--at", "2024-03-04", "--event-date", "2024-03-05"), "event-after-receipt", "event_date"),
        (("cases", "--due-before", "x"), "bad-time", "due_before"),
        (("stats", "--month", "2024-03", "--known-at", "x"), "bad-time", "known_at"),
        (("export-cases", "--from", "2024-03-01", "--to", "2024-03-31", "-o", "x.pdf"), "file-ending", "output"),
        (("cases", "--now", "mai"), "bad-time", "now"),
    ],
)
def test_a_refusal_names_the_option_that_has_to_change(run: Any, words: tuple[str, ...], kind: str, field: str) -> None:
    code, answer = run(*words)
    assert (code, answer["error"]["kind"], answer["error"]["field"]) == (1, kind, field)


def test_every_word_given_is_kept_in_composed_letters(run: Any) -> None:
    name, why = (unicodedata.normalize("NFD", words) for words in ("Trần Thị Ví Dụ", "Thiếu tờ khai"))
    run("officers", "add", name, "--title", unicodedata.normalize("NFD", "Cán bộ một cửa"))
    case = run(
        "register", "--procedure", "1.004884", "--name", name, "--by", name, "--note", why, "--now", "2024-03-04T09:00"
    )[1]["code"]
    run("step", case, "supplement", "--reason", why, "--by", name, "--now", "2024-03-05T09:00")
    run("tell", case, "--means", "phone", "--content", why, "--now", "2024-03-05T09:10")
    for shown in (run("case", case)[1], run("officers", "list")[1]):
        text = json.dumps(shown, ensure_ascii=False)
        assert "Trần Thị Ví Dụ" in text
        assert unicodedata.is_normalized("NFC", text)


def test_bytes_that_are_no_letters_do_no_harm(run: Any) -> None:
    code, done = run("register", "--procedure", "2.000815", "--name", "M\udcffẫu", "--now", "2024-03-04T09:00")
    assert code == 0
    assert run("case", done["code"])[1]["owner"]["name"] == "M�ẫu"


@pytest.mark.parametrize(("form", "opening"), [("json", '{\n "from"'), ("table", "Từ 01/03/2024"), ("csv", "\ufeff")])
def test_a_month_is_written_into_the_file_asked_for(run: Any, tmp_path: Path, form: str, opening: str) -> None:
    name = str(tmp_path / f"month.{form}")
    answer = run("stats", "--month", "2024-03", "--as", form, "-o", name)[1]
    if form == "table":
        assert json.loads(Path(name).read_text("utf-8"))["from"] == "2024-03-01"  # --json asks for a document
    else:
        assert Path(name).read_text("utf-8").startswith(opening)
    assert answer == {"file": name}


def test_the_units_are_the_offices_unless_others_are_named(run: Any) -> None:
    words = ("register", "--procedure", "2.000815", "--name", "Mẫu", "--now", "2024-03-04T09:00")
    units = ("--receiving-unit", "Điểm 2", "--competent-unit", "Sở mẫu")
    own, other = run(*words)[1]["code"], run(*words, *units)[1]["code"]
    kept = run("case", own)[1]
    assert (kept["receiving_unit"], kept["competent_unit"]) == (
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "ỦY BAN NHÂN DÂN XÃ …",
    )  # fmt: skip
    kept = run("case", other)[1]
    assert (kept["receiving_unit"], kept["competent_unit"]) == ("Điểm 2", "Sở mẫu")


def test_hours_and_rates_of_the_office_are_set_listed_and_dropped(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "hours.toml"
    file.write_text('[[hours]]\nkey = "dong"\nsessions = [["07:30", "11:30"], ["13:00", "16:30"]]\nbasis = "QĐ mẫu"\n')
    case = run("register", "--procedure", "1.004884", "--name", "Mẫu", "--now", "2024-03-04T09:00")[1]
    answer = run("hours", "set", str(file))[1]
    assert answer["set"] == ["dong"]
    assert [one["code"] for one in answer["open_cases_touched"]] == [case["code"]]
    assert run("case", case["code"])[1]["due_at"] == case["due_at"] == "2024-03-11T17:00"
    due = ("due", "--limit", "5", "--unit", "working-days", "--at", "2024-03-04T09:00")
    assert run(*due)[1]["due_at"] == "2024-03-11T16:30"
    assert [row["own"] for row in run("hours", "list")[1]] == [True, False]
    assert run("hours", "drop", "dong")[1] == {"dropped": 1, "open_cases_touched": []}
    assert run(*due)[1]["due_at"] == "2024-03-11T17:00"
    file.write_text('[[rule]]\nkey = "x"\n')
    code, refused = run("rates", "set", str(file))
    assert (code, refused["error"]["kind"]) == (1, "fee-rule-bad")
    assert "thiếu mục name, procedures, kind, basis" in refused["error"]["message"]
    assert len(run("rates")[1]) > 60


def test_a_step_is_taken_back_and_a_wrong_registration_voided(run: Any) -> None:
    now = ("--now", "2024-03-04T09:30")
    case = run(*BIRTH, *now)[1]["code"]
    run("step", case, "process", *now)
    assert run("undo", case, *now)[1]["undone"] == "process"
    undone = run("undo", case, *now)[1]
    assert (undone["code"], undone["undone"], undone["voided"]) == (case, "register", True)
    code, answer = run("undo", case, *now)
    assert (code, answer["error"]["kind"]) == (1, "undo-nothing")
    assert run("verify")[1]["ok"]


def test_the_attention_list_is_kept_and_obeyed(run: Any) -> None:
    now = ("--now", "2024-03-04T09:30")
    number = ("--id-number", "034083001234")
    entry = run(
        "attention", "add", "--effect", "refuse", "--number", "034083001234", "--reason", "Giấy tờ giả (mẫu)", *now
    )[1]
    assert (entry["id"], entry["effect"], entry["starts_on"]) == (1, "refuse", "2024-03-04")
    code, answer = run(*BIRTH, *number, *now)
    assert (code, answer["error"]["kind"]) == (1, "attention-refused")
    assert "Giấy tờ giả (mẫu)" in answer["error"]["message"]
    assert run("attention", "end", "1", "--reason", "Xong", *now)[0] == 0
    assert [(line["id"], line["in_force"]) for line in run("attention", "list", *now)[1]] == [(1, False)]
    assert run(*BIRTH, *number, *now)[0] == 0
    assert run("attention", "end", *now)[0] == 2


def test_the_list_of_commands_names_none_that_the_program_keeps_for_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "backups" in told
    assert "SUPPRESS" not in told
    assert "carry" not in told
