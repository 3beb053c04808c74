"""The register of the reception of citizens (Sổ tiếp công dân): complaints, denunciations, petitions, their deadlines.

received ──accept──► accepted ──settle──► settled        accepted ──extend──► accepted (denunciations)
    └── guide, transfer, reply ──► guided, passed-on, replied      accepted ──stop──► stopped
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.feedback import FEEDBACK, deadline, received_on
from papi_desk.domain.matters import (
    Content,
    Matter,
    MatterBook,
    MatterContext,
    MatterField,
    MatterStep,
    MatterWarning,
)
from papi_desk.domain.records import Record

RECEPTION: Final = "reception"
RECEIVED, ACCEPTED, SETTLED, REPLIED = "received", "accepted", "settled", "replied"
GUIDED, PASSED_ON, STOPPED = "guided", "passed-on", "stopped"
SECRET: Final = "denunciation"
"""Of whom a denunciation comes is kept secret, also on printed lists."""


class ReceptionKind(Record):
    """A kind of what citizens bring, and what the law asks of the office; days of nought are none."""

    key: str
    name: str
    accept: int
    basis: str
    sure: str
    accept_working: bool = False
    settle: int = 0
    complex: int = 0
    extension: int = 0
    extensions: int = 0


def read_kinds(data: Mapping[str, Any]) -> dict[str, ReceptionKind]:
    """Read the kinds of ``resources/data/reception.toml``."""
    return {key: ReceptionKind(key=key, **row) for key, row in data["kinds"].items()}


class ReceptionRules:
    """What the law asks of the reception of citizens."""

    def __init__(self, kinds: Mapping[str, ReceptionKind]) -> None:
        self.kinds = kinds

    def check(self, content: Content, context: MatterContext) -> None:
        """Refuse a moment that has not come."""
        received = content.get("received")
        if received and datetime.fromisoformat(received).date() > context.on:
            raise Refused("in-future", "received", at=datetime.fromisoformat(received))

    def entering(self, step: str, matter: Matter, _context: MatterContext) -> Content:
        """Count an extension; refuse one more than the law allows, and acceptance of what is not accepted."""
        kind = self.kinds[matter.content["group"]]
        if step == "accept" and not kind.settle:
            raise Refused("reception-not-accepted", "step", what=kind.name)
        if step != "extend":
            return {}
        extended = int(matter.content.get("extended") or 0) + 1
        if extended > kind.extensions:
            raise Refused("reception-extended", "step", what=kind.name, most=kind.extensions)
        return {"extended": extended}

    def due(self, matter: Matter, context: MatterContext) -> date | None:
        """Return the last day for acceptance or reply, then for settling; it stays once the matter is closed."""
        if matter.closed_on is not None:
            return matter.due_on
        kind = self.kinds[matter.content["group"]]
        if matter.status != ACCEPTED or matter.opened_on is None:
            first = received_on(matter)
            working = context.calendar.add_working_days(first, kind.accept)
            return working if kind.accept_working else first + timedelta(days=kind.accept)
        days = kind.complex if matter.content.get("complex") and kind.complex else kind.settle
        days += kind.extension * int(matter.content.get("extended") or 0)
        return matter.opened_on + timedelta(days=days)

    def warnings(self, matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
        """Say what is late or near."""
        if matter.due_on is None:
            return
        if matter.status in (RECEIVED, ACCEPTED):
            settles = self.kinds[matter.content["group"]].settle > 0
            first = "thụ lý hoặc trả lời" if settles else "trả lời"
            yield from deadline("giải quyết" if matter.status == ACCEPTED else first, matter.due_on, on, context)
        elif matter.closed_on is not None and matter.closed_on > matter.due_on:
            late = (matter.closed_on - matter.due_on).days
            yield MatterWarning("closed-late", f"Đã xong muộn {late} ngày", due=matter.due_on, past=True)


def reception_book(rules: ReceptionRules) -> MatterBook:
    """Return the register of the reception of citizens."""
    kinds = {kind.key: kind.name for kind in rules.kinds.values()}
    ways = {"visit": "Công dân đến", "post": "Đơn gửi đến", "referred": "Chuyển từ sổ phản ánh, kiến nghị"}
    fields = (
        MatterField("title", "Tóm tắt nội dung", required=True, private=True),
        MatterField("received", "Tiếp lúc", "moment", required=True, default="@now"),
        MatterField("group", "Phân loại", "choice", required=True, choices=kinds, default="petition"),
        MatterField("way", "Cách đến", "choice", required=True, choices=ways, default="visit"),
        MatterField("people", "Số người cùng đến", "count", default="1"),
        MatterField("name", "Họ tên", private=True),
        MatterField("id_number", "Số định danh", private=True),
        MatterField("address", "Địa chỉ", private=True),
        MatterField("phone", "Điện thoại", private=True),
        MatterField("email", "E-mail", private=True),
        MatterField("chairman", "Chủ tịch UBND trực tiếp tiếp", "flag"),
        MatterField("responsible", "Người tiếp công dân", required=True, default="@officer"),
        MatterField("before", "Cơ quan đã giải quyết (nếu có)"),
        MatterField("documents", "Tài liệu đã nhận (giấy biên nhận số)"),
        MatterField("text", "Nội dung vụ việc", "long", required=True, private=True),
    )
    document = MatterField("document", "Văn bản (số, ngày)")
    begun, running = frozenset({RECEIVED}), frozenset({ACCEPTED})
    steps = (
        MatterStep("accept", "Thụ lý", begun, ACCEPTED, (
            MatterField("complex", "Vụ việc phức tạp", "flag"), document,
        ), opens=True, role="document"),
        MatterStep("settle", "Giải quyết xong", running, SETTLED, (
            MatterField("result", "Kết quả giải quyết", "long", required=True, private=True), document,
        ), closes=True, role="document"),
        MatterStep("extend", "Gia hạn", running, ACCEPTED, (document,), role="document", needs_note=True),
        MatterStep("stop", "Đình chỉ, rút đơn", running, STOPPED, closes=True, role="document", needs_note=True),
        MatterStep("reply", "Trả lời", begun, REPLIED, (
            MatterField("result", "Nội dung trả lời", "long", required=True, private=True), document,
        ), closes=True, role="document"),
        MatterStep("guide", "Hướng dẫn, trả lại đơn", begun, GUIDED, (
            MatterField("result", "Hướng dẫn", "long", required=True, private=True),
        ), closes=True),
        MatterStep("transfer", "Chuyển cơ quan có thẩm quyền", begun, PASSED_ON, (
            MatterField("agency", "Cơ quan nhận", required=True), document,
        ), closes=True, role="document"),
    )  # fmt: skip
    statuses = {
        RECEIVED: "Đã tiếp, chưa xử lý", ACCEPTED: "Đã thụ lý", SETTLED: "Đã giải quyết", REPLIED: "Đã trả lời",
        GUIDED: "Đã hướng dẫn, trả đơn", PASSED_ON: "Đã chuyển", STOPPED: "Đình chỉ",
    }  # fmt: skip
    return MatterBook(
        RECEPTION, "Sổ tiếp công dân", "TCD", fields, statuses, frozenset(statuses) - {RECEIVED, ACCEPTED}, steps,
        roles={"attachment": "Đơn, tài liệu, bản ghi lời trình bày có ký", "document": "Văn bản xử lý"},
        parent=FEEDBACK, check=rules.check, entering=rules.entering, due=rules.due, warnings=rules.warnings,
    )  # fmt: skip
