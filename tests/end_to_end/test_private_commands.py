"""Private data on the command line: the dry run, the run with its minutes, a citizen's data and their correction."""

from __future__ import annotations

import json
import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto import OfficeFile
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def command(*words: str, at: str = "2024-05-20T09:00") -> tuple[int, Any]:
        code = main([*words, "--data", str(tmp_path / "so"), "--now", at, "--json"])
        said = capsys.readouterr().out
        return code, json.loads(said) if said.strip() else None

    return command


def test_what_outlived_its_term_is_listed_destroyed_with_approval_and_told_in_minutes(run: Any, tmp_path: Path) -> None:
    who = ("--name", "Nguyễn Văn Mẫu", "--id-number", "033090001234", "--phone", "0912345678")
    code = run("register", "--procedure", "1.004873", *who)[1]["code"]
    for step in ("finish", "return"):
        assert run("step", code, step)[0] == 0
    assert run("officers", "add", "Người Duyệt")[0] == 0
    later, rules = "2030-06-03T09:00", tmp_path / "han.toml"
    assert {line["count"] for line in run("retention", "--dry-run", at=later)[1]} == {0}
    rules.write_text(
        '[[retention]]\nkey = "cases"\nlabel = "Hồ sơ"\nwhat = "cases"\nyears = 5\nbasis = "Quyết định"\n', "utf-8"
    )
    assert run("retention", "set", str(rules))[1] == {"set": ["cases"]}
    plan = {line["rule"]: line for line in run("retention", "--dry-run", at=later)[1]}
    assert (plan["cases"]["count"], plan["cases"]["keys"], plan["cases"]["until"]) == (1, [code], "2025-06-03")
    assert run("retention", "run", at=later)[0] == 1
    done = run("retention", "run", "--approver", "Người Duyệt", at=later)[1]
    assert (done["key"], done["count"]) == ("HDL-2030-0001", 1)
    assert run("case", code)[1]["owner"]["id_number"] == ""
    assert run("verify", at=later) == (0, {"ok": True, "problems": []})
    paper = tmp_path / "bien-ban.pdf"
    assert run("retention", "print", "HDL-2030-0001", "-o", str(paper), at=later)[0] == 0
    words = " ".join(PdfReader(paper).pages[0].extract_text().split())
    assert code in words
    assert "Người Duyệt" in words
    assert "Nguyễn Văn Mẫu" not in words
    assert [one["key"] for one in run("retention", "list", at=later)[1]] == ["HDL-2030-0001"]


def test_a_citizens_data_are_listed_printed_and_corrected(run: Any, tmp_path: Path) -> None:
    who = ("--name", "Nguyễn Văn Mẫu", "--id-number", "033090001234", "--phone", "0912345678")
    code = run("register", "--procedure", "1.004873", *who)[1]["code"]
    found = run("citizen", "--number", "033090001234")[1]
    assert found["cases"] == [code]
    paper = tmp_path / "du-lieu.pdf"
    assert run("citizen", "--number", "033090001234", "-o", str(paper))[0] == 0
    assert "033090001234" in PdfReader(paper).pages[0].extract_text()
    assert run("citizen", "correct", "--number", "033090001234", "--set", "phone=0987654321")[0] == 1
    fix = ("--set", "phone=0987654321", "--reason", "theo đơn")
    assert run("citizen", "correct", "--number", "033090001234", *fix)[1] == {"corrected": [code]}
    assert run("case", code)[1]["owner"]["phone"] == "0987654321"
    assert run("citizen", "--name", "Mẫu")[0] == 1


PASSWORD = "Mat-khau 2024"
NAME = "Nguyễn Văn Mẫu"


@pytest.fixture
def filled(run: Any) -> Any:
    """Return a desk with one case of one citizen."""
    who = ("--name", NAME, "--id-number", "033090001234", "--phone", "0912345678")
    assert run("register", "--procedure", "1.004873", *who)[0] == 0
    return run


def exports(folder: Path, ending: str) -> dict[str, tuple[str, ...]]:
    """Return commands that write a citizen's data into files of a kind."""
    file = ("-o", str(folder / f"tep.{ending}"))
    period = ("--from", "2024-05-01", "--to", "2024-05-31")
    return {
        "citizen": ("citizen", "--number", "033090001234", *file),
        "book": ("book", *period, *file),
        "report": ("report", "register", "--month", "2024-05", "--as", ending, *file),
        **({} if ending == "pdf" else {"export-cases": ("export-cases", *period, *file)}),
    }


def notes(folder: Path, action: str) -> list[Any]:
    with sqlite3.connect(folder / "so" / "papi-desk.db") as by_hand:
        rows = by_hand.execute("SELECT data FROM audit_log WHERE action = ? ORDER BY sequence", (action,))
        return [json.loads(row[0]) for row in rows]


def test_exports_are_locked_with_a_password_from_a_file_and_noted_so(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "mat-khau.txt"
    kept.write_text(PASSWORD + "\n", encoding="utf-8")
    monkeypatch.setenv("PAPI_DESK_EXPORT_PASSWORD_FILE", str(kept))
    for command in exports(tmp_path, "xlsx").values():
        assert filled(*command)[0] == 0
        file = tmp_path / "tep.xlsx"
        book, opened = OfficeFile(BytesIO(file.read_bytes())), BytesIO()  # type: ignore[no-untyped-call]
        book.load_key(password=PASSWORD, verify_password=True)
        book.decrypt(opened)
        cells = [cell.value for sheet in load_workbook(opened) for row in sheet.iter_rows() for cell in row]
        assert NAME in " ".join(map(str, cells)), command
        file.unlink()
    for command in exports(tmp_path, "pdf").values():
        assert filled(*command)[0] == 0
        paper = PdfReader(tmp_path / "tep.pdf")
        assert paper.is_encrypted
        assert paper.decrypt(PASSWORD)
        assert NAME in " ".join("".join(page.extract_text() for page in paper.pages).split())
    assert [note["lock"] for note in notes(tmp_path, "export")] == ["password"] * 7
    monkeypatch.delenv("PAPI_DESK_EXPORT_PASSWORD_FILE")
    assert filled(*exports(tmp_path, "pdf")["book"])[0] == 0
    assert not PdfReader(tmp_path / "tep.pdf").is_encrypted
    assert notes(tmp_path, "export")[-1]["lock"] == "none"
    assert filled("verify")[0] == 0


def test_a_table_of_text_is_not_written_where_a_password_is_given(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPI_DESK_EXPORT_PASSWORD", PASSWORD)
    for command in exports(tmp_path, "csv").values():
        code, answer = filled(*command)
        assert (code, answer["error"]["kind"]) == (1, "export-not-lockable")
        assert "chọn XLSX hoặc PDF" in answer["error"]["message"]
    assert not (tmp_path / "tep.csv").exists()
    monkeypatch.setenv("PAPI_DESK_EXPORT_PASSWORD", "")
    assert filled(*exports(tmp_path, "pdf")["book"])[1]["error"]["kind"] == "export-password-shape"
    assert not notes(tmp_path, "export")


def test_an_office_may_let_no_export_leave_without_a_password(
    filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled("settings", "set", "locked_exports", "yes")[0] == 0
    for ending in ("xlsx", "pdf", "csv"):
        for command in exports(tmp_path, ending).values():
            assert filled(*command)[1]["error"]["kind"] == "export-needs-password"
    assert filled("report", "register", "--month", "2024-05", "--as", "xlsx")[1]["error"]["kind"] == (
        "export-needs-password"
    )
    assert not list(tmp_path.glob("tep.*"))
    monkeypatch.setenv("PAPI_DESK_EXPORT_PASSWORD", PASSWORD)
    assert filled(*exports(tmp_path, "xlsx")["export-cases"])[0] == 0
