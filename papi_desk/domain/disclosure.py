"""The disclosure register (sổ công khai): what is posted, where, how long the law asks for, and what went wrong.

draft ──post──► posted ──take-down──► taken-down          posted ──renew──► posted (a new version is up)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import (
    ADD,
    Content,
    Matter,
    MatterBook,
    MatterContext,
    MatterField,
    MatterStep,
    MatterWarning,
)
from papi_desk.domain.records import Record

NOTICES: Final = "disclosure"
PLAN: Final = "disclosure-plan"
DRAFT, POSTED, TAKEN_DOWN = "draft", "posted", "taken-down"
PLANNED, DROPPED = "planned", "dropped"
QUARTER_LIST: Final = "quarter-list"
"""The group of the list of what was disclosed in a quarter, which is posted itself (Luật 10/2022/QH15 Điều 13)."""
SOON_DAYS: Final = 3
"""How many days before its end a posting, or before its last day a draft, is told of."""
POSTED_PROOF, DOWN_PROOF, ATTACHMENT = "posted", "taken-down", "attachment"


class DisclosureGroup(Record):
    """A kind of contents to be disclosed, and what the law asks of it."""

    key: str
    number: int
    """Of the law's fourteen groups (Luật 10/2022/QH15 Điều 11)."""
    name: str
    days: int
    post_within: int
    forms: tuple[str, ...]
    basis: str
    sure: str
    working: bool = False
    permanent: bool = False
    loudspeaker_days: int = 0

    @property
    def words(self) -> str:
        """Return «7. Danh sách …»."""
        return f"{self.number}. {self.name}"


def read_groups(data: Mapping[str, Any]) -> dict[str, DisclosureGroup]:
    """Read the groups of ``resources/data/disclosure.toml``."""
    groups = {}
    for key, row in data["groups"].items():
        values = {**data["defaults"], **row}
        groups[key] = DisclosureGroup(key=key, **{**values, "forms": tuple(values["forms"])})
    return groups


def minimum_words(group: DisclosureGroup) -> str:
    """Say how long a group must stay posted."""
    if group.permanent:
        return "thường xuyên"
    return f"ít nhất {group.days} ngày làm việc" if group.working else f"ít nhất {group.days} ngày liên tục"


class DisclosureRules:
    """What the law asks of the office's notices."""

    def __init__(self, groups: Mapping[str, DisclosureGroup], forms: Mapping[str, str]) -> None:
        self.groups = groups
        self.forms = forms

    def group(self, content: Content) -> DisclosureGroup:
        """Return the group of a notice."""
        return self.groups[content["group"]]

    def check(self, content: Content, context: MatterContext) -> None:
        """Refuse days that contradict each other, and a procedure that the catalogue does not have."""
        code = content.get("procedure")
        if code and context.version_of(code) is None:
            raise Refused("procedure-unknown", "procedure", code=code)
        first, last = content.get("loudspeaker_from"), content.get("loudspeaker_until")
        if first and last and last < first:
            raise Refused("notice-days", "loudspeaker_until", label="Loa truyền thanh đến ngày")

    def entering(self, step: str, matter: Matter, context: MatterContext) -> Content:
        """Write down which version of a procedure was put up."""
        code = matter.content.get("procedure")
        return {"procedure_version": context.version_of(code)} if code and step in ("post", "renew") else {}

    def proposing(self, step: str, matter: Matter) -> Content:
        """Propose the forms of disclosure that the law asks for."""
        group = self.groups.get(matter.content.get("group") or "")
        return {"forms": list(group.forms)} if step == ADD and group else {}

    def hinting(self, content: Content, context: MatterContext) -> str:
        """Say what the law asks of a group: from when, how long, and where it says so."""
        group = self.groups.get(content.get("group") or "")
        if group is None:
            return ""
        latest = self.latest_posting(Matter("", content, context.on), context)
        first = f" chậm nhất {latest:%d/%m/%Y}," if latest else ""
        loud = f", phát loa ít nhất {group.loudspeaker_days} ngày liên tục" if group.loudspeaker_days else ""
        unsure = f" ({group.sure})" if group.sure == "cần kiểm tra" else ""
        return f"Niêm yết{first} {minimum_words(group)}{loud}. Căn cứ: {group.basis}{unsure}."

    def latest_posting(self, matter: Matter, context: MatterContext) -> date | None:
        """Return the last day on which the notice may be put up: so many working days after the decision."""
        decided = matter.day("decision_date")
        if decided is None:
            return None
        return context.calendar.add_working_days(decided, self.group(matter.content).post_within)

    def last_day(self, matter: Matter, context: MatterContext) -> date | None:
        """Return the last day that a notice must stay up; None for a permanent one or one not up yet."""
        group = self.group(matter.content)
        if matter.opened_on is None or group.permanent:
            return None
        least = matter.opened_on + timedelta(days=group.days)
        if group.working:
            least = context.calendar.add_working_days(matter.opened_on, group.days)
        wanted = matter.day("until")
        return max(least, wanted) if wanted else least

    def due(self, matter: Matter, context: MatterContext) -> date | None:
        """Return the day of what comes next: of putting up, then of taking down."""
        if matter.status == DRAFT:
            return self.latest_posting(matter, context)
        return self.last_day(matter, context)

    def warnings(self, matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
        """Say what is late, near or missing."""
        yield from self._posting(matter, on, context)
        if matter.status != DRAFT:
            yield from self._taking_down(matter, on, context)
            yield from self._proof(matter)
            yield from self._loudspeaker(matter, on)
            yield from self._changed(matter, context)

    def _posting(self, matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
        latest = self.latest_posting(matter, context)
        if latest is None:
            return
        if matter.status == DRAFT and on > latest:
            yield MatterWarning("late-posting", f"Quá hạn niêm yết (chậm nhất {latest:%d/%m/%Y})", due=latest)
        elif matter.status == DRAFT and latest - on <= timedelta(days=SOON_DAYS):
            yield MatterWarning("posting-near", f"Niêm yết chậm nhất {latest:%d/%m/%Y}", "soon", latest)
        elif matter.opened_on is not None and matter.opened_on > latest:
            late = context.calendar.working_days_between(latest, matter.opened_on)
            yield MatterWarning("posted-late", f"Đã niêm yết muộn {late} ngày làm việc", due=latest, past=True)

    def _taking_down(self, matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
        last = self.last_day(matter, context)
        if matter.closed_on is not None:
            if last is not None and matter.closed_on < last:
                words = f"Gỡ trước thời gian tối thiểu (đến hết {last:%d/%m/%Y})"
                yield MatterWarning("taken-down-early", words, due=last)
        elif last is not None and on > last:
            words = f"Đã đủ thời gian niêm yết (hết {last:%d/%m/%Y}): gỡ được"
            yield MatterWarning("to-take-down", words, "soon", last)
        elif last is not None and last - on <= timedelta(days=SOON_DAYS):
            yield MatterWarning("about-to-end", f"Sắp hết thời gian niêm yết ({last:%d/%m/%Y})", "soon", last)

    @staticmethod
    def _proof(matter: Matter) -> Iterator[MatterWarning]:
        if not matter.files.get(POSTED_PROOF):
            yield MatterWarning("no-proof-posted", "Chưa có minh chứng niêm yết (ảnh, biên bản)", "soon")
        if matter.closed_on is not None and not matter.files.get(DOWN_PROOF):
            yield MatterWarning("no-proof-down", "Chưa có minh chứng gỡ (ảnh, biên bản)", "soon")

    def _loudspeaker(self, matter: Matter, on: date) -> Iterator[MatterWarning]:
        least = self.group(matter.content).loudspeaker_days
        first, last = matter.day("loudspeaker_from"), matter.day("loudspeaker_until")
        if not least:
            return
        if first is None:
            yield MatterWarning("no-loudspeaker", f"Chưa phát loa truyền thanh ({least} ngày liên tục)", "soon")
        elif last is not None and (last - first).days + 1 < least and on > last:
            words = f"Phát loa {(last - first).days + 1} ngày, ít hơn {least} ngày"
            yield MatterWarning("loudspeaker-short", words)

    @staticmethod
    def _changed(matter: Matter, context: MatterContext) -> Iterator[MatterWarning]:
        code = matter.content.get("procedure")
        if matter.status == POSTED and code and context.version_of(code) != matter.content.get("procedure_version"):
            yield MatterWarning("procedure-changed", "Thủ tục đã thay đổi sau khi niêm yết: in và thay bản mới")


def _head(rules: DisclosureRules) -> tuple[MatterField, ...]:
    groups = {group.key: group.words for group in sorted(rules.groups.values(), key=lambda group: group.number)}
    return (
        MatterField("title", "Tên nội dung công khai", required=True),
        MatterField("group", "Nhóm nội dung", "choice", required=True, choices=groups),
        MatterField("forms", "Hình thức công khai", "choices", choices=rules.forms),
        MatterField("places", "Nơi niêm yết", "lines"),
        MatterField("responsible", "Người chịu trách nhiệm", required=True, default="@officer"),
    )


def notices_book(rules: DisclosureRules) -> MatterBook:
    """Return the disclosure register."""
    fields = (
        *_head(rules),
        MatterField("decision", "Văn bản (số, ký hiệu)"),
        MatterField("decision_date", "Ngày văn bản", "day"),
        MatterField("until", "Niêm yết đến ngày", "day", hint="bỏ trống: theo thời gian tối thiểu"),
        MatterField("procedure", "Thủ tục (nếu là bản niêm yết thủ tục)", "procedure"),
        MatterField("loudspeaker_from", "Loa truyền thanh từ ngày", "day"),
        MatterField("loudspeaker_until", "Loa truyền thanh đến ngày", "day"),
        MatterField("text", "Nội dung", "long"),
    )
    steps = (
        MatterStep("post", "Niêm yết", frozenset({DRAFT}), POSTED, opens=True, role=POSTED_PROOF),
        MatterStep("take-down", "Gỡ niêm yết", frozenset({POSTED}), TAKEN_DOWN, closes=True, role=DOWN_PROOF),
        MatterStep("renew", "Thay bản mới", frozenset({POSTED}), POSTED, role=POSTED_PROOF, needs_note=True),
    )
    return MatterBook(
        NOTICES, "Sổ công khai", "CK", fields,
        {DRAFT: "Chưa niêm yết", POSTED: "Đang niêm yết", TAKEN_DOWN: "Đã gỡ"}, frozenset({TAKEN_DOWN}), steps,
        roles={ATTACHMENT: "Văn bản kèm theo (công khai)", POSTED_PROOF: "Minh chứng niêm yết",
               DOWN_PROOF: "Minh chứng gỡ"},
        parent=PLAN, check=rules.check, entering=rules.entering, due=rules.due, warnings=rules.warnings,
        proposing=rules.proposing, hinting=rules.hinting, hint_tone="quiet",
    )  # fmt: skip


def plan_book(rules: DisclosureRules) -> MatterBook:
    """Return the yearly disclosure plan: an item is done when a notice that belongs to it is up."""
    fields = (
        *_head(rules),
        MatterField("due", "Công khai trước ngày", "day", required=True),
        MatterField("duration", "Thời gian công khai"),
    )

    def warnings(matter: Matter, on: date, _context: MatterContext) -> Iterator[MatterWarning]:
        due = matter.day("due")
        if due is None or plan_done(matter):
            return
        if on > due:
            yield MatterWarning("plan-late", f"Quá hạn theo kế hoạch ({due:%d/%m/%Y})", due=due)
        elif due - on <= timedelta(days=14):
            yield MatterWarning("plan-near", f"Công khai trước {due:%d/%m/%Y}", "soon", due)

    steps = (MatterStep("drop", "Bỏ khỏi kế hoạch", frozenset({PLANNED}), DROPPED, closes=True, needs_note=True),)
    return MatterBook(
        PLAN, "Kế hoạch công khai", "KHCK", fields, {PLANNED: "Trong kế hoạch", DROPPED: "Đã bỏ"},
        frozenset({DROPPED}), steps, warnings=warnings, proposing=rules.proposing,
        standing=plan_standing,
    )  # fmt: skip


def plan_standing(matter: Matter) -> str:
    """Say how far an item of the plan is: it is never ticked by hand."""
    if matter.status != PLANNED:
        return ""
    return "Đã công khai" if plan_done(matter) else "Đang chuẩn bị" if matter.children.get(DRAFT) else "Chưa công khai"


def plan_done(matter: Matter) -> bool:
    """Tell whether something that the plan asks for was put up."""
    return bool(matter.children.get(POSTED) or matter.children.get(TAKEN_DOWN))
