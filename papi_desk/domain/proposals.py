"""Proposals to simplify procedures: what, why, and what became of it.

recorded ──submit──► submitted ──accept──► accepted ──apply──► applied        reject: with the reason
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.feedback import FEEDBACK
from papi_desk.domain.matters import (
    Content,
    Matter,
    MatterBook,
    MatterContext,
    MatterField,
    MatterStep,
    MatterWarning,
)

PROPOSALS: Final = "proposals"
RECORDED, SUBMITTED, ACCEPTED, APPLIED, REJECTED = "recorded", "submitted", "accepted", "applied", "rejected"
KINDS: Final = {
    "papers": "Bớt thành phần hồ sơ", "time": "Rút ngắn thời hạn", "steps": "Bớt bước, nội bộ phối hợp",
    "forms": "Đơn giản mẫu đơn, tờ khai", "fees": "Giảm phí, lệ phí", "online": "Chuyển sang trực tuyến",
    "abolish": "Bãi bỏ thủ tục", "other": "Khác",
}  # fmt: skip
SOURCES: Final = {"officer": "Cán bộ, công chức", "citizen": "Người dân, tổ chức", "review": "Rà soát thủ tục"}
_WAITING: Final = timedelta(days=30)
"""After so long a proposal that was not sent is told of."""


def _check(content: Content, context: MatterContext) -> None:
    """Refuse a procedure that the catalogue does not have."""
    code = content.get("procedure")
    if code and context.version_of(code) is None:
        raise Refused("procedure-unknown", "procedure", code=code)


def _warnings(matter: Matter, on: date, _context: MatterContext) -> Iterator[MatterWarning]:
    due = matter.due_on or matter.recorded_on + _WAITING
    if matter.status == RECORDED and on > due:
        yield MatterWarning("proposal-waiting", "Đề xuất chưa gửi cấp có thẩm quyền", "soon", due)


def proposals_book() -> MatterBook:
    """Return the register of proposals."""
    fields = (
        MatterField("title", "Đề xuất", required=True),
        MatterField("procedure", "Thủ tục", "procedure"),
        MatterField("group", "Loại đề xuất", "choice", required=True, choices=KINDS),
        MatterField("source", "Ai đề xuất", "choice", required=True, choices=SOURCES, default="officer"),
        MatterField("proposer", "Họ tên người đề xuất", private=True),
        MatterField("responsible", "Người theo dõi", required=True, default="@officer"),
        MatterField("due", "Gửi trước ngày", "day"),
        MatterField("reason", "Lý do", "long", required=True),
        MatterField("benefit", "Lợi ích (thời gian, chi phí bớt được)", "long"),
    )
    answer = MatterField("answer_document", "Văn bản trả lời (số, ngày)")
    steps = (
        MatterStep("submit", "Gửi cấp có thẩm quyền", frozenset({RECORDED}), SUBMITTED, (
            MatterField("agency", "Cơ quan nhận", required=True), MatterField("document", "Văn bản gửi (số, ngày)"),
        ), opens=True, role="document"),
        MatterStep("accept", "Được chấp thuận", frozenset({RECORDED, SUBMITTED}), ACCEPTED, (answer,), role="document"),
        MatterStep("apply", "Đã áp dụng", frozenset({ACCEPTED}), APPLIED, closes=True, role="document"),
        MatterStep("reject", "Không được chấp thuận", frozenset({RECORDED, SUBMITTED}), REJECTED, (answer,),
                   closes=True, role="document", needs_note=True),
    )  # fmt: skip
    return MatterBook(
        PROPOSALS, "Sổ đề xuất đơn giản hóa", "DX", fields,
        {RECORDED: "Đã ghi", SUBMITTED: "Đã gửi", ACCEPTED: "Được chấp thuận", APPLIED: "Đã áp dụng",
         REJECTED: "Không được chấp thuận"},
        frozenset({APPLIED, REJECTED}), steps,
        roles={"attachment": "Tài liệu kèm theo", "document": "Văn bản gửi, trả lời"}, parent=FEEDBACK,
        check=_check, warnings=_warnings,
    )  # fmt: skip
