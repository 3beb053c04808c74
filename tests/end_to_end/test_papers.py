"""Papers from the command line: every form of every set, the office's own wording, and papers of no case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from papi_desk.cli import main

MARITAL = "1.004873"
STEPS = {
    "receipt": [], "thermal": [], "control": [], "fee-slip": [], "rating": [],
    "supplement": [("supplement", "--reason", "Thiếu bản sao")],
    "refusal": [("refuse", "--reason", "Không đủ điều kiện")],
    "extension": [("extend", "--reason", "Chờ xác minh", "--new-due", "2024-03-14")],
    "apology": [("extend", "--reason", "Chờ xác minh", "--new-due", "2024-03-14")],
    "stop": [("stop", "--reason", "Công dân đề nghị")],
    "result-receipt": [("finish",), ("return", "--taken-by", "Nguyễn Văn Mẫu")],
}  # fmt: skip
TITLES = {
    "receipt": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "thermal": "PHIẾU TIẾP NHẬN VÀ HẸN TRẢ KẾT QUẢ",
    "control": "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "fee-slip": "PHIẾU THU PHÍ, LỆ PHÍ",
    "rating": "PHIẾU ĐÁNH GIÁ VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "supplement": "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "refusal": "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
    "extension": "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
    "apology": "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "stop": "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
    "result-receipt": "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ",
}  # fmt: skip


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> Any:
        code = main([*words, "--json", "--now", "2024-03-05T09:00"])
        answer = json.loads(capsys.readouterr().out)
        return answer if code == 0 else (code, answer["error"]["kind"])

    return call


def received(run: Any, name: str = "Nguyễn Văn Mẫu") -> str:
    done = run("register", "--procedure", MARITAL, "--name", name, "--at", "2024-03-04T09:15")
    return str(done["code"])


def read(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("form", STEPS)
def test_a_slip_of_every_form_in_every_set(run: Any, tmp_path: Path, form: str) -> None:
    code, file = received(run), tmp_path / "slip.pdf"
    for number, (action, *words) in enumerate(STEPS[form]):
        run("step", code, action, *words, "--at", f"2024-03-04T1{number}:00")
    known = {line["set"]: line for line in run("papers", "list") if line["form"] == form}
    assert known
    for form_set in ("2018", "2025"):
        answer = run("slip", code, "--form", form, "--set", form_set, "-o", str(file))
        if form_set not in known:
            assert answer == (1, "form-not-in-set")
            continue
        assert (answer["form"], answer["set"], answer["reprint"]) == (form, form_set, 0)
        pages = read(file)
        assert all(TITLES[form] in page for page in pages)
        assert all(known[form_set]["basis"] in page for page in pages)


def test_copies_and_sheets_are_as_asked_and_a_second_print_says_so(run: Any, tmp_path: Path) -> None:
    code, file = received(run), tmp_path / "slip.pdf"
    assert run("slip", code, "-o", str(file))["reprint"] == 0
    assert ["Liên 1: Lưu" in page for page in read(file)] == [True, False]
    assert run("slip", code, "--copies", "3", "-o", str(file))["reprint"] == 1
    assert ["In lại lần 1" in page for page in read(file)] == [True] * 3
    run("slip", code, "--sheet", "a4", "-o", str(file))
    assert [page.count("In lại lần 2") for page in read(file)] == [2]
    assert run("slip", code, "--copies", "0", "-o", str(file)) == (1, "copies-out-of-range")
    assert run("slip", code, "--form", "stop", "-o", str(file)) == (1, "paper-needs-step")
    assert run("slip", "MC-240304-0099", "-o", str(file)) == (1, "case-unknown")


def test_a_refused_print_is_not_counted(run: Any, tmp_path: Path) -> None:
    code, file = received(run), str(tmp_path / "slip.pdf")
    run("slip", code, "-o", file)
    assert run("slip", code, "--sheet", "a3", "-o", file) == (1, "unknown-sheet")
    assert run("slip", code, "--copies", "0", "-o", file) == (1, "copies-out-of-range")
    assert run("slip", code, "-o", file)["reprint"] == 1


def test_several_cases_are_received_on_one_slip(run: Any, tmp_path: Path) -> None:
    codes = [received(run, name) for name in ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ")]
    run("slip", ",".join(codes), "--copies", "1", "-o", str(tmp_path / "slip.pdf"))
    said = " ".join(read(tmp_path / "slip.pdf"))
    assert "kèm theo danh sách" in said
    assert f"2 {codes[1]} Trần Thị Ví Dụ" in said


def test_the_papers_there_are_say_set_title_number_basis_and_page(run: Any) -> None:
    lines = run("papers", "list")
    assert all({"form", "set", "title", "number", "basis", "page"} <= line.keys() for line in lines)
    found = {(line["form"], line["set"]): (line["number"], line["basis"], line["page"]) for line in lines}
    assert found["receipt", "2018"] == ("Mẫu số 01", "TT 01/2018/TT-VPCP", "A5")
    assert found["control", "2025"] == ("Mẫu số 06", "TT 03/2025/TT-VPCP", "A5")
    assert found["thermal", "2025"] == ("", "", "roll-80")
    assert not [line for line in lines if "biên lai" in line["title"].casefold()]


def test_a_template_is_shown_changed_loaded_and_dropped(run: Any, tmp_path: Path) -> None:
    code, template, slip = received(run), tmp_path / "receipt.form", tmp_path / "slip.pdf"
    run("papers", "show", "receipt", "-o", str(template))
    text = template.read_text(encoding="utf-8")
    assert run("papers", "show", "receipt")["template"] == text
    template.write_text("\ufeff" + text.replace("Địa chỉ:", "Nơi cư trú:"), encoding="utf-8")
    assert run("papers", "load", str(template))["own"] is True
    run("slip", code, "-o", str(slip))
    assert "Nơi cư trú:" in read(slip)[0]
    template.write_text(text.replace("{address}", "{adress}"), encoding="utf-8")
    assert run("papers", "load", str(template)) == (1, "form-slot-unknown")
    assert run("papers", "load", str(tmp_path / "none.form")) == (1, "file-missing")
    template.write_bytes(b"\xff\xfe\x00")
    assert run("papers", "load", str(template)) == (1, "file-unreadable")
    assert run("papers", "drop", "receipt") == {"form": "receipt", "own": False}
    assert run("papers", "show", "receipt")["template"] == text
    assert run("papers", "show", "invoice") == (1, "form-unknown")


def test_papers_of_no_case_are_printed(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    run(
        "papers", "print", "posting", "--title", "Danh sách (ví dụ)", "--number", "05/NY", "--place", "Bảng tin",
        "--from", "2024-03-05", "--to", "2024-04-04", "-o", str(file),
    )  # fmt: skip
    assert "từ ngày 05 tháng 3 năm 2024 đến ngày 04 tháng 4 năm 2024" in read(file)[0]
    run("papers", "print", "feedback-address", "-o", str(file))
    assert "ĐỊA CHỈ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ" in read(file)[0]
    run("papers", "print", "ticket", "--number", "12", "--number", "13", "--counter", "Quầy 1", "-o", str(file))
    assert ["SỐ THỨ TỰ CỦA ÔNG/BÀ 12" in read(file)[0], "SỐ THỨ TỰ CỦA ÔNG/BÀ 13" in read(file)[1]] == [True, True]
    run("sheet", "1.001193", "-o", str(file))
    assert "ĐĂNG KÝ KHAI SINH" in read(file)[0]
    assert run("papers", "print", "receipt", "-o", str(file)) == (1, "form-unknown")
    assert run("sheet", "9.999999", "-o", str(file)) == (1, "procedure-unknown")


def test_every_form_has_a_small_picture_on_the_page_of_forms(run: Any, tmp_path: Path) -> None:
    answer = run("papers", "gallery", "-o", str(tmp_path / "bieu-mau"))
    page = Path(answer["page"]).read_text(encoding="utf-8")
    for name in answer["pictures"]:
        assert f'src="bieu-mau/{Path(name).name}"' in page
        assert Path(name).stat().st_size <= 40_000
        with Image.open(name) as picture:
            assert picture.getextrema() != ((255, 255),)
    assert "**cần kiểm tra**" in page
    made = {Path(name).name for name in answer["pictures"]}
    lines = [line for line in run("papers", "list") if line["number"] and line["set"] and line["form"] != "book"]
    assert {f"{line['form']}-{line['set']}.png" for line in lines} <= made
