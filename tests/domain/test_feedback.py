"""Feedback: complaints recognised by their words, personal data found and hidden, deadlines in working days."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from papi_desk.domain.calendar import Calendar
from papi_desk.domain.feedback import feedback_book, hidden, suspected, told_of
from papi_desk.domain.matters import Matter, MatterContext
from papi_desk.domain.reception import ReceptionRules, read_kinds
from papi_desk.settings import resource

SENDER = {"name": "Nguyễn Văn Mẫu", "phone": "0912 345 678", "email": "mau@example.vn", "address": "Số 5 thôn Mẫu"}


def packaged(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("data", f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def context(calendar: Calendar) -> MatterContext:
    settings = packaged("settings")
    return MatterContext(date(2026, 3, 2), calendar, lambda name: str(settings[name]["default"]), lambda _code: None)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Tôi làm đơn tố cáo cán bộ địa chính", "denunciation", "tố cáo"),
        ("Toi to cao can bo nhan phong bi", "denunciation", "tố cáo"),
        ("Đơn KHIẾU NẠI quyết định thu hồi đất", "complaint", "khiếu nại"),
        ("Tôi không đồng ý với quyết định xử phạt", "complaint", "không đồng ý với quyết định"),
        ("Tôi khiếu nại và tố cáo", "denunciation", "tố cáo"),
        ("Tôi không khiếu nại, chỉ góp ý về biểu mẫu", "", ""),
        ("Cây đa to cao trước cổng ủy ban che đèn đường", "", ""),
        ("Đề nghị niêm yết phí rõ hơn", "", ""),
    ],
)
def test_a_complaint_is_recognised_by_its_words(text: str, kind: str, words: str, context: MatterContext) -> None:
    assert suspected(text, context) == (kind, words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông NGUYỄN VĂN MẪU đã chờ lâu", "name"),
        ("Nguyen Van Mau da cho lau", "name"),
        ("gọi 0912.345.678", "phone"),
        ("gọi 0987654321", "number"),
        ("căn cước 033 090 001 234", "number"),
        ("viết cho ai@example.vn", "number"),
        ("nhà số 5, thôn Mẫu", "address"),
        ("Đường thôn Mẫu xuống cấp, mẫu đơn dài 12 trang, ngày 02/03/2026", ""),
    ],
)
def test_what_tells_of_the_sender_is_found_and_hidden(text: str, found: str) -> None:
    assert told_of(text, SENDER) == found
    assert told_of("Đã tiếp thu.", SENDER) == ""


def test_a_text_is_proposed_for_publication_without_the_sender() -> None:
    text = "Tôi là Nguyễn Văn Mẫu, Số 5 thôn Mẫu, điện thoại 0912 345 678, mau@example.vn: chờ 3 buổi."
    shown = hidden(text, SENDER)
    assert shown == "Tôi là người gửi, …, điện thoại …, …: chờ 3 buổi."
    assert told_of(shown, SENDER) == ""


@pytest.mark.parametrize(
    ("status", "content", "due"),
    [
        ("received", {}, date(2026, 5, 8)),  # 5 working days: 30/4 and 1/5 are off
        ("classified", {}, date(2026, 5, 15)),
        ("classified", {"complex": True}, date(2026, 5, 22)),
    ],
)
def test_deadlines_are_counted_in_working_days(
    status: str, content: dict[str, Any], due: date, context: MatterContext
) -> None:
    matter = Matter(status, {"received": "2026-04-29T16:00", **content}, date(2026, 4, 29))
    assert feedback_book().due(matter, context) == due


@pytest.mark.parametrize(
    ("group", "status", "content", "due"),
    [
        ("complaint", "received", {}, date(2026, 3, 12)),
        ("denunciation", "received", {}, date(2026, 3, 11)),
        ("petition", "received", {}, date(2026, 3, 16)),
        ("complaint", "accepted", {}, date(2026, 4, 4)),
        ("complaint", "accepted", {"complex": True}, date(2026, 4, 19)),
        ("complaint-second", "accepted", {"complex": True}, date(2026, 5, 4)),
        ("denunciation", "accepted", {"extended": 2}, date(2026, 6, 3)),
    ],
)
def test_complaints_and_denunciations_have_the_days_of_their_laws(
    group: str, status: str, content: dict[str, Any], due: date, context: MatterContext
) -> None:
    rules = ReceptionRules(read_kinds(packaged("reception")))
    said = {"received": "2026-03-02T09:00", "group": group, **content}
    assert rules.due(Matter(status, said, date(2026, 3, 2), opened_on=date(2026, 3, 5)), context) == due
