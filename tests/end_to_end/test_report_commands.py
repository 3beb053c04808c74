"""Reports, the cases behind them and closed months as a script asks for them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], own_folder: Path) -> Any:
    """Run a command with --json; return its exit code and document."""

    def call(*words: str) -> tuple[int, Any]:
        code = main(["--json", *words])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if printed.strip() else None

    return call


@pytest.fixture
def march(run: Any) -> Any:
    """Return a desk with three cases of March, one early, one late, one with a name like a formula."""
    for number, (name, day) in enumerate((("Nguyễn Văn Mẫu", 4), ("=HYPERLINK(1)", 5), ("Trần Thị Mẫu", 6)), 1):
        at = f"2024-03-{day:02}T09:00"
        code = run("register", "--procedure", "1.004884", "--name", name, "--at", at, "--now", at)[1]["code"]
        if number < 3:
            done = f"2024-03-{(5, 29)[number - 1]:02}T09:00"
            run("step", code, "finish", "--at", done, "--now", done)
    return run


def test_a_report_is_printed_and_written_in_every_form(march: Any, tmp_path: Path) -> None:
    said = march("report", "summary", "--month", "2024-03", "--now", "2024-04-02T08:00")[1]
    figures = {"total": 3, "early": 1, "on_time": 0, "late": 1, "in_time": 0, "overdue": 1, "percent": 50.0}
    assert said["total"] == figures
    asked = ("report", "ii06a", "--quarter", "2024-1", "--now", "2024-04-02T08:00")
    for form in ("xlsx", "pdf", "csv", "json", "table"):
        extra = {"xlsx": ("--behind",), "pdf": ("--charts",), "csv": ("--semicolon",)}.get(form, ())
        name = str(tmp_path / f"r.{form}")
        assert march(*asked, "--as", form, *extra, "-o", name) == (0, {"file": name})
    assert "Tuổi của hồ sơ" in "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()[0].startswith("STT;name;c3")
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["Biểu số II.06a", "Hồ sơ", "Kiểm tra"]
    assert {cell.data_type for cell in book["Hồ sơ"]["D"][4:6]} == {"s"}


def test_the_cases_behind_a_figure_are_listed(march: Any) -> None:
    asked = ("cases-behind", "ii06a", "--month", "2024-03", "--now", "2024-04-02T08:00")
    assert [one["code"] for one in march(*asked, "--row", "Hộ tịch", "--column", "c10")[1]] == ["MC-240305-0001"]
    assert len(march(*asked, "--row", "total", "--column", "c3")[1]) == 3
    code, answer = march(*asked, "--column", "c99")
    assert (code, answer["error"]["kind"]) == (1, "column-unknown")


def test_a_month_is_closed_and_later_changes_are_told(march: Any) -> None:
    code, seal = march("month", "close", "2024-03", "--now", "2024-04-02T08:00")
    assert (code, len(seal["hash"])) == (0, 64)
    march("late", "MC-240305-0001", "coordination", "--now", "2024-04-03T08:00")
    at = "2024-04-03T09:00"
    march("step", "MC-240304-0001", "void", "--reason", "Lập nhầm", "--at", at, "--now", at)
    code, found = march("month", "verify", "2024-03", "--now", "2024-04-04T08:00")
    assert (code, found["ok"], [one["code"] for one in found["cases"]]) == (0, True, ["MC-240304-0001"])
    assert {"row": "Hộ tịch", "column": "c8", "sealed": 1, "now": 0} in found["cells"]
    causes = march("report", "lateness", "--month", "2024-03", "--now", "2024-04-04T08:00")[1]["rows"]
    assert "Cơ quan phối hợp trả lời chậm" in {row["name"] for row in causes}


def test_a_workbook_recalculated_by_another_program_keeps_its_totals(march: Any, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the totals were not recalculated by another program")
    name = str(tmp_path / "r.xlsx")
    march("report", "ii06a", "--month", "2024-03", "--now", "2024-04-02T08:00", "--as", "xlsx", "--behind", "-o", name)
    made = tmp_path / "recalculated"
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(made), name]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ours, theirs = (load_workbook(path, data_only=True) for path in (name, made / "r.xlsx"))
    for sheet in ours.sheetnames:
        values = [[cell.value for row in book[sheet].iter_rows() for cell in row] for book in (ours, theirs)]
        assert [v for v in values[0] if isinstance(v, int)] == [v for v in values[1] if isinstance(v, int | float)]
