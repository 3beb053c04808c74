"""What citizens say, from the slip to the month's report and the web site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from papi_desk.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str, at: str = "2026-03-02T09:00") -> tuple[int, Any]:
        code = main([*words, "--now", at, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def test_a_month_of_ratings_is_counted_printed_and_published_and_a_small_sample_is_called_one(
    run: Any, tmp_path: Path
) -> None:
    case = run("register", "--procedure", "1.004884", "--name", "Nguyễn Văn Mẫu")[1]["code"]
    answers = ("--answer", "1=very_good", "--answer", "5=4")
    added = run("ratings", "add", "--case", case, *answers, "--remark", "Chỗ ngồi chờ còn nóng")
    assert added == (0, {"rating": 1})
    code, refused = run("ratings", "add", "--case", case, "--answer", "5=1")
    assert (code, refused["error"]["kind"]) == (1, "rating-twice")
    assert "Xin cảm ơn Ông/Bà" in refused["error"]["message"]
    run("ratings", "add", "--answer", "5=good", "--procedure", "2.000815", "--on", "2026-03-01")
    shown = run("ratings", "show", "1")[1]
    assert [(one["content"], one["level_words"]) for one in shown["answers"]] == [
        (1, "Rất hài lòng"), (5, "Không hài lòng"),
    ]  # fmt: skip
    assert [line["case"] for line in run("ratings", "list")[1]] == [case, ""]
    paper, book, site = tmp_path / "đánh giá.pdf", tmp_path / "đánh giá.xlsx", tmp_path / "site"
    for path in (paper, book):
        assert run("ratings", "report", "--month", "2026-03", "-o", str(path), at="2026-04-02T09:00")[0] == 0
    words = "\n".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Thái độ ứng xử của cán bộ" in words.replace("\n", " ")
    assert "mẫu nhỏ: 2 phiếu" in words.replace("\n", " ")
    cells = [str(cell.value) for line in load_workbook(book).worksheets[0] for cell in line if cell.value is not None]
    assert "mẫu nhỏ: 1 phiếu" in cells
    by_field = run("report", "ratings", "--month", "2026-03", "--by", "field", at="2026-04-02T09:00")[1]
    assert (by_field["slips"], by_field["small"], by_field["percent"]) == (2, True, None)
    assert run("publish", "-o", str(site), at="2026-04-02T09:00")[0] == 0
    page = (site / "danh-gia.html").read_text(encoding="utf-8")
    assert "2 phiếu: mẫu nhỏ, chưa đủ để nêu tỷ lệ." in page
    assert "%" not in page
    assert "Hộ tịch" in page
    assert "Chỗ ngồi" not in page
    assert case not in page
    assert run("ratings", "void", "2", "--reason", "ghi nhầm tháng")[1] == {"rating": 2, "voided": True}
    assert run("ratings", "report", "--month", "2026-03")[1]["slips"] == 1
    assert run("verify")[1]["ok"]
