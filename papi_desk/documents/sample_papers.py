"""Sample words for every form, of people and places that are plainly examples, to look at a template with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from papi_desk.domain.forms import Form
from papi_desk.domain.papers import (
    FORM_WORDS,
    CaseWords,
    ChargeRow,
    CheckItem,
    CheckWords,
    HandOverRow,
    NoticeWords,
    OfficeHead,
    PaperRow,
    SheetWords,
    SlipWords,
    StepRow,
)
from papi_desk.domain.records import replace
from papi_desk.domain.vietqr import BankAccount, transfer_text
from papi_desk.settings import resource

OFFICE = OfficeHead(
    "Ủy ban nhân dân xã Ví Dụ", "Trung tâm Phục vụ hành chính công", "Ví Dụ", address="Thôn Mẫu, xã Ví Dụ",
    phone="0221 3000 000", email="xa@example.vn", website="example.vn",
)  # fmt: skip
_ACCOUNT = BankAccount("970499", "0123456789012")


def sample_words(form: Form, day: date) -> Any:
    """Return the words of a sample paper of a form, received or issued on the day."""
    made: dict[Any, Callable[[date], Any]]
    made = {CaseWords: _case, SheetWords: _sheet, NoticeWords: _notice, SlipWords: _slip, CheckWords: _check}
    words: Any = _retention(day) if form.form == "retention-minutes" else made[FORM_WORDS[form.form]](day)
    return replace(words, number=form.letter.replace("{n}", "07")) if form.letter else words


def _case(day: date) -> CaseWords:
    number = f"MC-{day:%y%m%d}-0001"
    received, due = datetime.combine(day, time(9, 15)), datetime.combine(day + timedelta(days=3), time(17))
    return CaseWords(
        office=OFFICE, issued_on=day, number=number, desk_number=number, official_code=f"H31.12.5-{day:%y%m%d}-0007",
        unit="Trung tâm Phục vụ hành chính công xã Ví Dụ", competent_unit="Ủy ban nhân dân xã Ví Dụ",
        submitter="Nguyễn Văn Mẫu", owner="Trần Thị Ví Dụ", owner_apart="Trần Thị Ví Dụ", id_number="033090000001",
        address="Thôn Mẫu, xã Ví Dụ, tỉnh Hưng Yên", phone="0912345678", email="mau@example.vn", channel="Trực tiếp",
        request="Cấp Giấy xác nhận tình trạng hôn nhân", procedure_code="1.004873",
        papers=(
            PaperRow("Tờ khai theo mẫu", originals=1), PaperRow("Trích lục ghi chú ly hôn", certified=2),
            PaperRow("Giấy tờ tùy thân", photos=3),
        ),
        limit="03 ngày làm việc", received_at=received, due_at=due,
        result_place="Trung tâm Phục vụ hành chính công xã Ví Dụ (tại quầy)",
        fee="16.000 đồng (Mười sáu nghìn đồng)", book=f"01/{day.year}", sequence="0315", officer="Phạm Văn Thí Dụ",
        lookup=f"https://example.vn/tra-cuu#ma={number}&k=7FGH29KDQW3ZABC",
        lookup_page="example.vn/tra-cuu", lookup_key="7FGH2 9KDQW 3ZABC", contact="điện thoại 0221 3000 000",
        reason="Thiếu trích lục ghi chú ly hôn theo quy định.",
        missing=(PaperRow("Trích lục ghi chú ly hôn", 1), PaperRow("Giấy ủy quyền có chứng thực", 1)),
        back_by=day + timedelta(days=15), first_due=due, new_due=due + timedelta(days=5),
        stopped_at=received + timedelta(days=1), signer_title="Giám đốc", signer="Lê Văn Mẫu",
        hand_overs=(
            HandOverRow("Bộ phận Một cửa", "Phạm Văn Thí Dụ", "Lê Thị Ví Dụ", received + timedelta(hours=5)),
            HandOverRow("Tư pháp - Hộ tịch", "Lê Thị Ví Dụ", "Phạm Văn Thí Dụ", due - timedelta(days=1), "Trước hạn"),
        ),
        result="Giấy xác nhận tình trạng hôn nhân", result_number="12/UBND-XNTTHN",
        returned_at=due - timedelta(hours=6), taken_by="Nguyễn Văn Mẫu", taken_as="người được ủy quyền",
        charges=(ChargeRow("Lệ phí xác nhận tình trạng hôn nhân", 2, 8_000, 16_000),), owed=16_000, paid=16_000,
        method="tiền mặt", receipt_number="0001234",
        transfer=transfer_text(_ACCOUNT, 16_000, number), payee="0123456789012 TRUNG TAM VI DU",
        questions=tuple(StepRow(text) for text in _contents()),
    )  # fmt: skip


def _contents() -> list[str]:
    """Return what citizens rate."""
    contents: list[str] = tomllib.loads(resource("data", "rating.toml").read_text(encoding="utf-8"))["contents"]
    return contents


def _sheet(day: date) -> SheetWords:
    return SheetWords(
        office=OFFICE, issued_on=day, name="Đăng ký khai sinh", code="1.001193", field="Hộ tịch",
        steps=(StepRow("Nộp tờ khai và giấy chứng sinh tại quầy"), StepRow("Nhận giấy khai sinh")),
        ways="Trực tiếp, qua bưu chính, trực tuyến.",
        papers=(PaperRow("Tờ khai theo mẫu", 1), PaperRow("Giấy chứng sinh", 1)), papers_note="Bộ hồ sơ ví dụ",
        sets="01 bộ", limit="Trong ngày làm việc; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo.",
        variants=(StepRow("Cần xác minh", "05 ngày làm việc"),), subjects="Cá nhân", authority="Ủy ban nhân dân cấp xã",
        forms="Tờ khai đăng ký khai sinh", result="Giấy khai sinh", conditions="Không",
        fees=(StepRow("Đăng ký đúng hạn: không thu", "Luật Hộ tịch, Điều 11"),),
        legal_basis="Luật Hộ tịch 60/2014/QH13", checks=(StepRow("Mức thu khi đăng ký quá hạn"),), source="https://example.vn/thu-tuc",
        signer_title="Chủ tịch", signer="Lê Văn Mẫu",
    )  # fmt: skip


def _notice(day: date) -> NoticeWords:
    return NoticeWords(
        office=OFFICE, issued_on=day, number="05/NY", title="Danh sách hộ nghèo (ví dụ)", group="Chính sách xã hội",
        decision="Quyết định ví dụ của Ủy ban nhân dân xã",
        text="Ủy ban nhân dân xã Ví Dụ niêm yết để nhân dân được biết.",
        places=(StepRow("Trụ sở Ủy ban nhân dân xã", "Bảng tin"), StepRow("Nhà văn hóa thôn Mẫu", "Bảng tin, loa")),
        posted_from=day, posted_until=day + timedelta(days=30), taken_down_on=day + timedelta(days=31),
        responsible="Phạm Văn Thí Dụ", contact_unit="Ủy ban nhân dân xã Ví Dụ", hotline="0221 3000 000",
        signer_title="Chủ tịch", signer="Lê Văn Mẫu",
    )  # fmt: skip


def _slip(day: date) -> SlipWords:
    return SlipWords(
        office=OFFICE, issued_on=day, number="DP-0007", counter="Quầy 2", waiting="3 người",
        at=datetime.combine(day, time(9)), lines=(StepRow(""),) * 6,
    )  # fmt: skip


def _check(day: date) -> CheckWords:
    due = f"{day + timedelta(days=10):%d/%m/%Y}"
    return CheckWords(
        office=OFFICE, issued_on=day, number="KT-2024-0003", title="Kiểm tra đột xuất Bộ phận Một cửa",
        kind="kiểm tra đột xuất", place="Bộ phận Một cửa xã Ví Dụ", decision="Quyết định ví dụ",
        lists="Bộ phận Một cửa", checked_on=day, head="Lê Văn Mẫu", team=(StepRow("Phạm Văn Thí Dụ"),),
        present="Trần Thị Ví Dụ",
        items=(
            CheckItem("Mức phí, lệ phí niêm yết rõ", "Chưa đạt", "bảng phí cũ", "NĐ 23/2015/NĐ-CP"),
            CheckItem("Cán bộ có mặt đúng giờ", "Đạt"),
        ),
        findings=(CheckItem("bảng phí cũ", "Chưa khắc phục", "Trần Thị Ví Dụ", due),),
        conclusion="Thay bảng phí, lệ phí đang niêm yết.", opinion="Nhất trí.", signer_title="Chủ tịch",
        signer="Lê Văn Mẫu",
    )  # fmt: skip


def _retention(day: date) -> CheckWords:
    codes = ", ".join(f"MC-{day.year - 2007:02}0304-{number:04}" for number in (1, 2))
    return CheckWords(
        office=OFFICE, issued_on=day, number=f"HDL-{day.year}-0001", checked_on=day, head="Phạm Văn Thí Dụ",
        present="Lê Văn Mẫu", conclusion="2", opinion=codes,
        items=(CheckItem("Hồ sơ đã kết thúc (ví dụ)", "2", "5 năm", "Quyết định ví dụ của Ủy ban nhân dân xã"),),
        signer_title="Chủ tịch",
    )  # fmt: skip
