"""The practice register: beside the real one, marked on every screen and paper, never mixed with it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main
from papi_desk.db.database import Database, sqlite_url
from papi_desk.documents.watermark import put_across, words_across
from papi_desk.services.practice import WORDS, is_practice
from papi_desk.services.upkeep import verify
from papi_desk.settings import practice_folder
from papi_desk.ui.practice import practice_command

NOW = ("--now", "2026-11-23T09:15")


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    put_across("")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> Any:
        assert main([*words, *NOW, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def across(path: Path) -> list[bool]:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return [WORDS in page.extract_text() for page in pages]


def test_the_practice_register_lies_beside_the_real_one_and_has_sample_cases(run: Any, own_folder: Path) -> None:
    real = run("register", "--procedure", "2.000884", "--name", "Nguyễn Văn Mẫu")["code"]
    practised = run("cases", "--practice")
    assert len(practised) == 60
    assert [line["code"] for line in run("cases")] == [real]
    assert practice_folder(own_folder).parent == own_folder.parent
    register = Database(sqlite_url(practice_folder(own_folder)))
    assert register.read(is_practice)
    assert register.read(verify) == []
    register.close()


def test_every_paper_of_the_practice_register_says_so_and_no_real_one_does(run: Any, tmp_path: Path) -> None:
    slip, book, real = tmp_path / "slip.pdf", tmp_path / "book.pdf", tmp_path / "real.pdf"
    code = run("cases", "--practice")[0]["code"]
    run("slip", code, "-o", str(slip), "--sheet", "a4", "--practice")
    run("fee-board", "-o", str(book), "--practice")
    assert all(across(slip))
    assert all(across(book))
    real_code = run("register", "--procedure", "2.000884", "--name", "Nguyễn Văn Mẫu")["code"]
    run("slip", real_code, "-o", str(real))
    assert not any(across(real))


def test_a_copy_of_a_practice_register_is_still_for_practice(run: Any, tmp_path: Path, own_folder: Path) -> None:
    run("backup", str(tmp_path / "copy.db"), "--practice")
    run("restore", str(tmp_path / "copy.db"))
    run("cases")
    assert words_across() == WORDS


def test_a_register_with_real_cases_is_never_made_one_for_practice(
    run: Any, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = str(practice_folder(own_folder))
    run("register", "--procedure", "2.000884", "--name", "Nguyễn Văn Mẫu", "--data", beside)
    assert main(["cases", "--practice", *NOW, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "practice-register-used"


def test_the_window_opens_it_as_a_program_of_its_own() -> None:
    assert practice_command(Path("x"))[-3:] == ["--practice", "--data", "x"]
    assert practice_folder(practice_folder(Path("x"))) == Path("x-luyen-tap")


def test_every_table_of_the_practice_register_says_so_and_no_real_one_does(run: Any, tmp_path: Path) -> None:
    days = ("--from", "2026-01-01", "--to", "2026-11-30")
    for way, words in (("practice", ("--practice",)), ("real", ())):
        run("book", *days, "-o", str(tmp_path / f"{way}.csv"), *words)
        run("book", *days, "-o", str(tmp_path / f"{way}.xlsx"), *words)
        run("export-cases", *days, "-o", str(tmp_path / f"{way}-cases.xlsx"), *words)
    rows = (tmp_path / "practice.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 1
    assert all(WORDS in row for row in rows)
    assert WORDS not in (tmp_path / "real.csv").read_text(encoding="utf-8-sig")
    for name in ("practice", "practice-cases", "real", "real-cases"):
        sheet = load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
        said = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert any(WORDS in words for words in said) == name.startswith("practice"), name
