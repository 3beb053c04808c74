"""The yearly plan to govern better, as a tree: a plan, its contents, the tasks below them, who answers and by when.

planned ──start──► doing ──done──► done          progress: any time before; reopen: it was not done after all
   └──────────────done / drop (with the reason)──────┘
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import (
    VOID,
    Content,
    Matter,
    MatterBook,
    MatterContext,
    MatterField,
    MatterStep,
    MatterWarning,
)
from papi_desk.domain.records import Record

TASKS: Final = "plan"
PLANNED, DOING, DONE, DROPPED = "planned", "doing", "done", "dropped"
WHOLE, CONTENT, TASK = "plan", "content", "task"
KINDS: Final[Mapping[str, str]] = {WHOLE: "Kế hoạch năm", CONTENT: "Nội dung", TASK: "Nhiệm vụ"}
STATUSES: Final[Mapping[str, str]] = {
    PLANNED: "Chưa thực hiện", DOING: "Đang thực hiện", DONE: "Hoàn thành", DROPPED: "Không thực hiện",
}  # fmt: skip
EVIDENCE: Final = "evidence"
UNASSIGNED: Final = "chưa phân công"
_OPEN: Final = frozenset({PLANNED, DOING})
_TASKS: Final = frozenset({TASK})


def tasks_book(groups: Mapping[str, str]) -> MatterBook:
    """Return the register of the plan; each of its lines may belong to another of its lines."""
    fields = (
        MatterField("title", "Tên", required=True),
        MatterField("kind", "Loại", "choice", required=True, choices=KINDS, default=TASK),
        MatterField("group", "Thuộc nội dung", "choice", choices=groups, hint="bỏ trống: theo mục cấp trên"),
        MatterField("responsible", "Đơn vị, người chịu trách nhiệm"),
        MatterField("partners", "Đơn vị phối hợp"),
        MatterField("due", "Thời hạn", "day"),
        MatterField("year", "Năm (của kế hoạch)", "count"),
        MatterField("source", "Căn cứ"),
        MatterField("text", "Nội dung", "long"),
    )
    percent = MatterField("progress", "Tiến độ (%)", "count", required=True)
    result = MatterField("result", "Kết quả đã làm", "long")
    said = MatterField("result", "Kết quả đã làm", "long", required=True)
    steps = (
        MatterStep("start", "Bắt đầu", frozenset({PLANNED}), DOING, opens=True, kinds=_TASKS),
        MatterStep("progress", "Ghi tiến độ", _OPEN, DOING, (percent, result), role=EVIDENCE, kinds=_TASKS),
        MatterStep("done", "Hoàn thành", _OPEN, DONE, (said,), closes=True, role=EVIDENCE, kinds=_TASKS),
        MatterStep("reopen", "Làm tiếp", frozenset({DONE}), DOING, reopens=True, needs_note=True, kinds=_TASKS),
        MatterStep("drop", "Không thực hiện", _OPEN, DROPPED, closes=True, needs_note=True, kinds=_TASKS),
    )
    return MatterBook(
        TASKS, "Kế hoạch nâng cao hiệu quả quản trị", "KHQT", fields, STATUSES, frozenset({DONE, DROPPED}), steps,
        roles={EVIDENCE: "Minh chứng", "attachment": "Văn bản kèm theo"}, parent=TASKS, check=_check,
        warnings=_warnings,
    )  # fmt: skip


def _check(content: Content, _context: MatterContext) -> None:
    if int(content.get("progress") or 0) > 100:
        raise Refused("plan-progress", "progress")
    if content.get("kind") == WHOLE and not content.get("year"):
        raise Refused("plan-year", "year")


def _warnings(matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
    """Say which task is late, near its end, or done without anything that proves it."""
    if matter.content.get("kind") != TASK:
        return
    due = matter.day("due")
    if matter.status in _OPEN and due is not None:
        if on > due:
            yield MatterWarning("task-late", f"Quá hạn {(on - due).days} ngày (hạn {due:%d/%m/%Y})", due=due)
        elif due - on <= timedelta(days=int(context.setting("plan_remind_days"))):
            yield MatterWarning("task-near", f"Còn {(due - on).days} ngày (hạn {due:%d/%m/%Y})", "soon", due)
    if matter.status == DONE and not matter.files.get(EVIDENCE):
        yield MatterWarning("no-evidence", "Thiếu minh chứng", "soon")


# --- state of a day ------------------------------------------------------------------------------------------


class TaskState(Record):
    """How a task stood at the end of a day."""

    status: str
    progress: int = 0
    result: str = ""
    ended_on: date | None = None

    def is_late(self, due: date | None, on: date) -> bool:
        """Tell whether it was not done by its day, or done after it."""
        if due is None or self.status in (DROPPED, VOID):
            return False
        return (self.ended_on or on) > due


def state_at(steps: Iterable[tuple[date, str, Mapping[str, Any]]], last: date) -> TaskState | None:
    """Return how a task stood at the end of a day from its history (day, status after it, changes); None before it."""
    status, progress, result, ended = "", 0, "", None
    for on, after, changes in steps:
        if on > last:
            continue
        status = after
        ended = on if after in (DONE, DROPPED) and ended is None else ended if after in (DONE, DROPPED) else None
        progress = int((changes.get("progress") or (0, progress))[1] or 0)
        result = str((changes.get("result") or ("", result))[1] or "")
    if not status or status == VOID:
        return None
    return TaskState(status, 100 if status == DONE else progress, result, ended)
