"""The people's voice on the command line: feedback to its published answer, complaints referred, checks followed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from papi_desk.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str, at: str = "2026-03-02T09:00") -> tuple[int, Any]:
        code = main([*words, "--now", at, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def pairs(*given: str) -> list[str]:
    return [word for pair in given for word in ("--set", pair)]


def feedback(run: Any, *given: str, at: str = "2026-03-02T09:00") -> str:
    usual = ("title=Chờ lâu ở quầy", "name=Nguyễn Văn Mẫu", "phone=0912 345 678", "address=Số 5 thôn Mẫu")
    text = "text=Tôi là Nguyễn Văn Mẫu, chờ 3 buổi chưa được nhận hồ sơ, gọi 0912 345 678"
    code, added = run("feedback", "add", *pairs(*usual, text, *given), at=at)
    assert code == 0, added
    return str(added["key"])


def kinds(line: Any) -> list[str]:
    return [warning["kind"] for warning in line["warnings"]]


def test_a_feedback_goes_from_arrival_to_its_published_answer_and_another_one_is_late(run: Any, tmp_path: Path) -> None:
    key = feedback(run, "channel=phone")
    assert key == "PA-2026-0001"
    [line] = run("feedback", "list")[1]
    assert (line["received"], line["responsible"], line["due_on"]) == (
        "2026-03-02T09:00",
        "Cán bộ tiếp nhận",
        "2026-03-09",
    )
    assert run("feedback", "step", key, "classify", *pairs("group=conduct"), at="2026-03-03T08:00")[0] == 0
    [line] = run("feedback", "list", at="2026-03-14T08:00")[1]
    assert (line["due_on"], kinds(line)) == ("2026-03-16", ["near"])
    answer = pairs("answer=Đã bố trí thêm quầy; xin lỗi ông Nguyễn Văn Mẫu.", "answer_document=12/UBND ngày 10/03/2026")
    assert run("feedback", "step", key, "answer", *answer, at="2026-03-10T10:00")[0] == 0
    told = pairs("public_text=Chờ 3 buổi chưa được nhận hồ sơ", "public_answer=Xin lỗi ông NGUYỄN VĂN MẪU.")
    code, refused = run("feedback", "step", key, "publish", *told, at="2026-03-10T11:00")
    assert (code, refused["error"]["kind"], refused["error"]["field"]) == (1, "feedback-personal", "public_answer")
    told = pairs("public_text=Chờ 3 buổi chưa được nhận hồ sơ", "public_answer=Đã bố trí thêm quầy.")
    assert run("feedback", "step", key, "publish", *told, at="2026-03-10T11:00")[0] == 0

    late = feedback(run, at="2026-03-02T15:00")
    assert kinds(run("feedback", "show", late, at="2026-03-10T08:00")[1]) == ["late"]
    for step, given, at in (("classify", "group=rule", "10"), ("transfer", "agency=Phòng ví dụ", "10")):
        assert run("feedback", "step", late, step, *pairs(given), at=f"2026-03-{at}T09:00")[0] == 0
    assert kinds(run("feedback", "show", late, at="2026-03-18T08:00")[1]) == ["late"]
    assert run("feedback", "step", late, "answer", *pairs("answer=Đã sửa."), at="2026-03-18T09:00")[0] == 0
    assert kinds(run("feedback", "show", late, at="2026-03-18T10:00")[1]) == ["answered-late", "not-published"]
    told = pairs("public_text=Bảng phí chưa rõ", "public_answer=Đã sửa bảng phí.")
    assert run("feedback", "step", late, "publish", *told, at="2026-03-19T08:00")[0] == 0
    assert kinds(run("feedback", "show", late, at="2026-03-19T09:00")[1]) == ["answered-late"]

    rows = run("report", "feedback", "--month", "2026-03", at="2026-04-01T08:00")[1]["rows"]
    told = {row["name"]: [row[name] for name in ("received", "in_time", "late", "pending")] for row in rows}
    assert told["Về hành vi hành chính"] == [1, 1, 0, 0]
    assert told["Về quy định hành chính"] == [1, 0, 1, 0]
    register = tmp_path / "so.pdf"
    assert run("feedback", "report", "--year", "2026", "-o", str(register), at="2026-04-01T08:00")[0] == 0
    assert "SỔ PHẢN ÁNH, KIẾN NGHỊ" in words_of(register)
    assert run("publish", "-o", str(tmp_path / "web"), at="2026-04-01T08:00")[0] == 0
    page = (tmp_path / "web" / "phan-anh.html").read_text(encoding="utf-8")
    assert "Chờ 3 buổi chưa được nhận hồ sơ" in page
    assert "Đã bố trí thêm quầy." in page
    assert "Đã sửa bảng phí." in page
    for private in ("Mẫu, chờ", "0912", "thôn Mẫu", "Chờ lâu ở quầy", "xin lỗi"):
        assert private not in page
    assert run("verify")[1]["ok"]


def test_a_complaint_is_recognised_referred_by_the_officer_and_followed_in_the_register_of_reception(
    run: Any, tmp_path: Path
) -> None:
    key = feedback(run, "text=Tôi làm đơn tố cáo cán bộ nhận phong bì", "title=Đơn của công dân")
    [line] = run("feedback", "list")[1]
    assert (line["status"], kinds(line)) == ("received", ["looks-like-denunciation"])
    assert run("feedback", "step", key, "refer", *pairs("kind=denunciation"), at="2026-03-03T08:00")[0] == 0
    assert run("feedback", "show", key, at="2026-03-03T08:00")[1]["status"] == "referred"
    [there] = run("reception", "list", at="2026-03-03T08:00")[1]
    assert (there["key"], there["parent"], there["group"], there["name"]) == (
        "TCD-2026-0001", key, "denunciation", "Nguyễn Văn Mẫu"
    )  # fmt: skip
    assert there["due_on"] == "2026-03-11"  # seven working days after it came in
    assert kinds(run("reception", "list", at="2026-03-12T08:00")[1][0]) == ["late"]
    assert run("reception", "step", there["key"], "accept", at="2026-03-10T08:00")[0] == 0
    for due in ("2026-05-09", "2026-06-08"):
        assert run("reception", "step", there["key"], "extend", "--reason", "phức tạp", at="2026-04-01T08:00")[0] == 0
        assert run("reception", "show", there["key"])[1]["due_on"] == due
    code, refused = run("reception", "step", there["key"], "extend", "--reason", "nữa", at="2026-04-01T08:00")
    assert (code, refused["error"]["kind"]) == (1, "reception-extended")
    book = tmp_path / "so.pdf"
    assert run("reception", "report", "--year", "2026", "-o", str(book), at="2026-04-01T08:00")[0] == 0
    assert "SỔ TIẾP CÔNG DÂN" in words_of(book)
    assert "giữ bí mật" in words_of(book)
    assert "Nguyễn Văn Mẫu" not in words_of(book)
    assert run("feedback", "report", "--year", "2026", "-o", str(book), at="2026-04-01T08:00")[0] == 0
    assert "Nguyễn Văn Mẫu" not in words_of(book)
    rows = run("report", "feedback", "--month", "2026-03", at="2026-04-01T08:00")[1]["rows"]
    assert sum(row["received"] for row in rows) == 0
    assert run("verify")[1]["ok"]


def test_a_surprise_inspection_finds_something_is_followed_to_the_re_check_and_its_minutes_are_read_back(
    run: Any, tmp_path: Path
) -> None:
    assert run("checklist", "load")[1]["loaded"] > 20
    assert run("checklist", "load")[1]["loaded"] == 0
    given = ("title=Kiểm tra đột xuất Bộ phận Một cửa", "group=surprise", "place=Bộ phận Một cửa", "lists=desk",
             "team=Phạm Văn Thí Dụ; Lê Thị Mẫu", "responsible=Lê Văn Mẫu")  # fmt: skip
    key = run("checks", "add", *pairs(*given))[1]["key"]
    asked = run("checks", "questions", key)[1]
    fees = next(one for one in asked if "phí" in one["text"])
    answers = [f"{one['key']}=yes" for one in asked if one != fees]
    found = pairs(*answers, f"{fees['key']}=no: Bảng phí treo là bảng cũ | 2026-03-06 | Trần Thị Ví Dụ",
                  "present=Trần Thị Ví Dụ", "conclusion=Phải thay bảng phí.", "opinion=Nhất trí.")  # fmt: skip
    photo = tmp_path / "bảng phí.jpg"
    photo.write_bytes(b"\xff\xd8\xff picture")
    code, done = run("checks", "step", key, "record", *found, "--file", str(photo), at="2026-03-02T10:00")
    assert (code, done["findings"]) == (0, ["TT-2026-0001"])
    minutes = tmp_path / "bien-ban.pdf"
    assert run("checks", "print", key, "check-minutes", "-o", str(minutes), at="2026-03-02T11:00")[0] == 0
    text = words_of(minutes)
    for said in ("BIÊN BẢN KIỂM TRA", "kiểm tra đột xuất", "Bảng phí treo là bảng cũ", "06/03/2026", "Chưa đạt",
                 "Phải thay bảng phí.", "Lê Thị Mẫu"):  # fmt: skip
        assert said in text, said
    code, refused = run("checks", "step", key, "close", at="2026-03-02T12:00")
    assert (code, refused["error"]["kind"]) == (1, "check-open-findings")
    finding = done["findings"][0]
    assert kinds(run("findings", "show", finding, at="2026-03-09T08:00")[1]) == ["finding-late"]
    step = ("findings", "step", finding)
    assert run(*step, "fix", "--reason", "đã thay", "--file", str(photo), at="2026-03-09T09:00")[0] == 0
    again = pairs("due=2026-03-12")
    assert run(*step, "reopen", *again, "--reason", "thiếu mức miễn giảm", at="2026-03-10T09:00")[0] == 0
    assert kinds(run("findings", "show", finding, at="2026-03-10T10:00")[1]) == ["finding-open"]
    assert run(*step, "fix", "--reason", "đã thay đủ", at="2026-03-11T09:00")[0] == 0
    assert run(*step, "confirm", at="2026-03-12T09:00")[0] == 0
    told = pairs("recheck_conclusion=Đã khắc phục xong.")
    assert run("checks", "step", key, "recheck", *told, at="2026-03-12T09:30")[0] == 0
    again_minutes = tmp_path / "tai-kiem-tra.pdf"
    assert run("checks", "print", key, "recheck-minutes", "-o", str(again_minutes), at="2026-03-12T10:00")[0] == 0
    text = words_of(again_minutes)
    for said in ("BIÊN BẢN TÁI KIỂM TRA", "ngày 12 tháng 3 năm 2026", "Đã khắc phục", "Đã khắc phục xong."):
        assert said in text, said
    assert run("checks", "step", key, "close", "--file", f"minutes={minutes}", at="2026-03-12T11:00")[0] == 0
    [row] = run("checks", "report", "--year", "2026", "--quarter", "1", at="2026-04-01T08:00")[1]["rows"]
    assert (row["children"], row["remarks"]) == (1, "Đã kết thúc")
    assert run("verify")[1]["ok"]


def test_proposals_are_followed_and_helps_with_online_filing_are_counted_by_officer_and_month(run: Any) -> None:
    given = ("title=Bỏ bản sao căn cước", "group=papers", "reason=Đã có dữ liệu dân cư", "procedure=1.001193")
    key = run("proposals", "add", *pairs(*given))[1]["key"]
    assert run("proposals", "add", *pairs(*given[:3], "procedure=9.9"))[1]["error"]["kind"] == "procedure-unknown"
    assert [one["key"] for one in run("proposals", "list", "--warned", at="2026-04-03T08:00")[1]] == [key]
    sent = pairs("agency=UBND tỉnh ví dụ", "document=15/BC-UBND")
    assert run("proposals", "step", key, "submit", *sent, at="2026-04-03T08:00")[0] == 0
    assert run("proposals", "step", key, "reject", "--reason", "luật chưa cho phép", at="2026-05-03T08:00")[0] == 0
    for at in ("2026-03-02T09:00", "2026-03-02T10:00", "2026-04-01T09:00"):
        told = run("assistance", at=at)[1]
    assert (told["number"], told["today"]) == (3, 1)
    assert run("assistance", "strike", at="2026-04-01T09:05")[1]["struck"]
    assert run("assistance", "strike", at="2026-04-01T09:06")[1]["error"]["kind"] == "assistance-none"
    report = run("assistance", "report", "--year", "2026", at="2026-05-01T09:00")[1]
    [row] = report["rows"]
    assert (row["name"], row["m3"], row["m4"], row["total"], report["helps"]) == ("Cán bộ tiếp nhận", 2, 0, 2, 2)
    assert run("verify")[1]["ok"]
