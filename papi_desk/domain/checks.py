"""Self-checks and inspections: what is asked (checklists), what was found, who mends it until when, the re-check.

check:    planned ──record──► done ──recheck──► done ──close──► closed          planned ──drop──► dropped
finding:  open ──fix──► fixed ──confirm──► mended          fixed ──reopen──► open (a new day)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from papi_desk.domain.errors import Refused
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

CHECKS: Final = "checks"
FINDINGS: Final = "findings"
CHECKLIST: Final = "checklist"
PLANNED, DONE, ENDED, DROPPED = "planned", "done", "ended", "dropped"
OPEN, FIXED, MENDED = "open", "fixed", "mended"
USED, OUT = "used", "out"
KINDS: Final = {
    "self": "Tự kiểm tra", "planned": "Kiểm tra theo kế hoạch", "surprise": "Kiểm tra đột xuất",
    "above": "Kiểm tra của cấp trên",
}  # fmt: skip
REPEATS: Final = {"month": "Hằng tháng", "quarter": "Hằng quý"}
MARKS: Final = {"yes": "Đạt", "no": "Chưa đạt", "na": "Không áp dụng"}
_COLUMNS: Final = {"result": "Kết quả", "text": "Mục kiểm tra", "note": "Ghi chú"}
_SOON: Final = timedelta(days=3)


class ChecklistItem(Record):
    """A question of a packaged checklist."""

    key: str
    list: str
    title: str
    basis: str
    sure: str = ""


def read_items(data: Mapping[str, Any]) -> list[ChecklistItem]:
    """Read the questions of ``resources/data/checklists.toml``."""
    return [ChecklistItem(key, **row) for key, row in data["items"].items()]


def open_findings(matter: Matter) -> int:
    """Count the findings of a check that are not mended yet."""
    return matter.children.get(OPEN, 0) + matter.children.get(FIXED, 0)


def checks_book(lists: Mapping[str, str]) -> MatterBook:
    """Return the register of checks."""
    evidence = {
        "minutes": "Biên bản có chữ ký",
        "evidence": "Ảnh, tài liệu kiểm tra",
        "recheck": "Minh chứng tái kiểm tra",
    }
    fields = (
        MatterField("title", "Nội dung kiểm tra", required=True),
        MatterField("group", "Hình thức", "choice", required=True, choices=KINDS, default="self"),
        MatterField("due", "Ngày dự kiến", "day", default="@today"),
        MatterField("place", "Nơi được kiểm tra", required=True),
        MatterField("responsible", "Người kiểm tra (trưởng đoàn)", required=True, default="@officer"),
        MatterField("decision", "Căn cứ (kế hoạch, quyết định)"),
        MatterField("repeat", "Lập lại", "choice", choices=REPEATS, hint="ghi kết quả xong thì có sẵn cuộc sau"),
        MatterField("lists", "Danh mục kiểm tra", "choices", choices=lists),
        MatterField("team", "Thành phần đoàn kiểm tra", "lines", hint="mỗi người một dòng"),
    )
    steps = (
        MatterStep("record", "Ghi kết quả kiểm tra", frozenset({PLANNED}), DONE, (
            MatterField("present", "Đại diện nơi được kiểm tra", required=True),
            MatterField("results", "Kết quả từng mục", "table", choices=_COLUMNS),
            MatterField("opinion", "Ý kiến của nơi được kiểm tra", "long"),
            MatterField("conclusion", "Kết luận", "long", required=True),
        ), opens=True, role="evidence"),
        MatterStep("recheck", "Tái kiểm tra", frozenset({DONE}), DONE, (
            MatterField("recheck_conclusion", "Kết luận tái kiểm tra", "long", required=True),
        ), role="recheck"),
        MatterStep("close", "Kết thúc kiểm tra", frozenset({DONE}), ENDED, closes=True, role="minutes"),
        MatterStep("drop", "Không thực hiện", frozenset({PLANNED}), DROPPED, closes=True, needs_note=True),
    )  # fmt: skip
    return MatterBook(
        CHECKS, "Sổ kiểm tra", "KT", fields,
        {PLANNED: "Chưa kiểm tra", DONE: "Đã kiểm tra", ENDED: "Đã kết thúc", DROPPED: "Không thực hiện"},
        frozenset({ENDED, DROPPED}), steps, roles={"attachment": "Kế hoạch, quyết định", **evidence},
        entering=_entering_check, due=_check_due, warnings=_check_warnings, following=_next_check,
    )  # fmt: skip


def _entering_check(step: str, matter: Matter, context: MatterContext) -> Content:
    """Write down the day of the re-check; refuse to end a check while something is not mended."""
    if step == "close" and open_findings(matter):
        raise Refused("check-open-findings", "step", count=open_findings(matter))
    return {"rechecked_on": context.on.isoformat()} if step == "recheck" else {}


def _next_check(step: str, matter: Matter, context: MatterContext) -> Iterator[tuple[str, Content]]:
    """Plan the next one of a check that repeats, on the same day of a later month or the working day after it."""
    months = {"month": 1, "quarter": 3}.get(matter.content.get("repeat") or "", 0)
    if step != "record" or not months:
        return
    day, month = matter.day("due") or context.on, (matter.day("due") or context.on).month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    due = context.calendar.on_or_after(first.replace(day=min(day.day, last.day)))
    kept = ("title", "group", "place", "responsible", "decision", "repeat", "lists", "team")
    yield CHECKS, {**{name: matter.content.get(name) for name in kept}, "due": due.isoformat()}


def _check_due(matter: Matter, _context: MatterContext) -> date | None:
    return matter.day("due") if matter.status == PLANNED else None


def _check_warnings(matter: Matter, on: date, _context: MatterContext) -> Iterator[MatterWarning]:
    due = matter.due_on
    if matter.status == PLANNED and due is not None and on > due:
        yield MatterWarning("check-late", f"Quá ngày dự kiến kiểm tra ({due:%d/%m/%Y})", due=due)
    elif matter.status == PLANNED and due is not None and due - on <= _SOON:
        yield MatterWarning("check-near", f"Kiểm tra ngày {due:%d/%m/%Y}", "soon", due)
    if matter.status == DONE and not matter.files.get("minutes"):
        yield MatterWarning("no-minutes", "Chưa kèm biên bản có chữ ký", "soon")
    if matter.status == DONE and matter.children.get(FIXED) and not matter.children.get(OPEN):
        yield MatterWarning("to-recheck", "Đã báo khắc phục hết: tái kiểm tra được", "soon")
    elif matter.status == DONE and not open_findings(matter):
        yield MatterWarning("to-close", "Không còn tồn tại: kết thúc được", "soon")


# --- findings ------------------------------------------------------------------------------------------------


def findings_book() -> MatterBook:
    """Return the register of what checks found and has to be mended."""
    fields = (
        MatterField("title", "Tồn tại", required=True),
        MatterField("due", "Hạn khắc phục", "day", required=True),
        MatterField("responsible", "Người chịu trách nhiệm khắc phục", required=True),
        MatterField("basis", "Căn cứ"),
        MatterField("text", "Yêu cầu khắc phục", "long"),
    )
    steps = (
        MatterStep("fix", "Báo đã khắc phục", frozenset({OPEN}), FIXED, role="fixed", needs_note=True),
        MatterStep("confirm", "Tái kiểm tra: đạt", frozenset({OPEN, FIXED}), MENDED, closes=True, role="recheck"),
        MatterStep("reopen", "Tái kiểm tra: chưa đạt", frozenset({FIXED}), OPEN, (
            MatterField("due", "Hạn khắc phục mới", "day", required=True),
        ), role="recheck", needs_note=True),
    )  # fmt: skip
    return MatterBook(
        FINDINGS, "Tồn tại qua kiểm tra", "TT", fields,
        {OPEN: "Chưa khắc phục", FIXED: "Chờ tái kiểm tra", MENDED: "Đã khắc phục"}, frozenset({MENDED}), steps,
        roles={"attachment": "Ảnh, tài liệu khi phát hiện", "fixed": "Minh chứng khắc phục",
               "recheck": "Minh chứng tái kiểm tra"},
        parent=CHECKS, warnings=_finding_warnings,
    )  # fmt: skip


def _finding_warnings(matter: Matter, on: date, _context: MatterContext) -> Iterator[MatterWarning]:
    """Tell of every finding that is not mended; the longer the worse."""
    due = matter.due_on
    if due is None or matter.status == MENDED:
        return
    if matter.status == OPEN and on > due:
        yield MatterWarning("finding-late", f"Quá hạn khắc phục {(on - due).days} ngày ({due:%d/%m/%Y})", due=due)
    elif matter.status == OPEN:
        yield MatterWarning("finding-open", f"Chưa khắc phục, hạn {due:%d/%m/%Y}", "soon", due)
    else:
        yield MatterWarning("finding-fixed", "Đã báo khắc phục: chờ tái kiểm tra", "soon", due)


# --- checklists ----------------------------------------------------------------------------------------------


def checklist_book(lists: Mapping[str, str]) -> MatterBook:
    """Return the office's own checklists: each question is a matter, so its wordings have a history."""
    fields = (
        MatterField("title", "Mục kiểm tra", required=True),
        MatterField("group", "Danh mục", "choice", required=True, choices=lists),
        MatterField("basis", "Căn cứ"),
        MatterField("sure", "Căn cứ đã chắc chưa", hint="«cần kiểm tra» nếu chưa đọc văn bản"),
        MatterField("sample", "Lấy từ danh mục mẫu", hidden=True),
    )
    steps = (
        MatterStep("drop", "Bỏ khỏi danh mục", frozenset({USED}), OUT, closes=True, needs_note=True),
        MatterStep("restore", "Dùng lại", frozenset({OUT}), USED),
    )
    return MatterBook(
        CHECKLIST, "Danh mục kiểm tra", "MKT", fields, {USED: "Đang dùng", OUT: "Đã bỏ"}, frozenset({OUT}), steps
    )
