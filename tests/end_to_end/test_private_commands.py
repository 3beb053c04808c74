"""Private data on the command line: the dry run, the run with its minutes, a citizen's data and their correction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
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
