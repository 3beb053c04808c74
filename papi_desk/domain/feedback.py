"""Feedback (phản ánh, kiến nghị): from arrival to the published answer, in working days of the office.

received ──classify──► classified ──transfer──► transferred        refer: a complaint or denunciation goes to the
    │                      └──────answer──────────────┴──► answered    reception of citizens (domain/reception.py)
    └── refer, close                                          └─ publish / withhold
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

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
from papi_desk.domain.names import composed_text, plain_words

FEEDBACK: Final = "feedback"
RECEIVED, CLASSIFIED, TRANSFERRED, ANSWERED = "received", "classified", "transferred", "answered"
PUBLISHED, WITHHELD, REFERRED, CLOSED = "published", "withheld", "referred", "closed"
CHANNELS: Final = {
    "paper": "Văn bản", "phone": "Điện thoại", "direct": "Trực tiếp", "online": "Điện tử (cổng, thư điện tử)",
    "box": "Hòm thư góp ý",
}  # fmt: skip
GROUPS: Final = {"rule": "Về quy định hành chính", "conduct": "Về hành vi hành chính", "other": "Nội dung khác"}
COMPLAINTS: Final = {"complaint": "Khiếu nại", "denunciation": "Tố cáo"}
SOON_DAYS: Final = 2
"""Working days before a deadline on which it is told."""
PERSONAL: Final = ("name", "phone", "email", "address", "id_number")
"""What never leaves the office."""
_HIDDEN: Final = "…"
_LONG_NUMBER: Final = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){8,12}(?!\d)")
_EMAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


# --- complaints and denunciations ----------------------------------------------------------------------------


def suspected(text: str, context: MatterContext) -> tuple[str, str]:
    """Return what a text may be («complaint», «denunciation») and the words that say so; ("", "") for neither.

    Only a hint: what it is, an officer decides. Words are the office's own setting; a text without any mark is read
    without marks.
    """
    said = _words(text)
    for kind in ("denunciation", "complaint"):
        for phrase in filter(str.strip, context.setting(f"{kind}_words").split(",")):
            words = _words(phrase) if not said.isascii() else plain_words(phrase)
            if re.search(rf"(?<!không )(?<!khong )(?<!\w){re.escape(words)}(?!\w)", said):
                return kind, " ".join(phrase.split())
    return "", ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", composed_text(text).casefold()))


# --- personal data -------------------------------------------------------------------------------------------


def hidden(text: str, content: Content) -> str:
    """Return a text without what tells who sent the feedback, to be looked over before it is published."""
    for name, value in _personal(content):
        text = re.sub(re.escape(value), "người gửi" if name == "name" else _HIDDEN, text, flags=re.IGNORECASE)
    return _LONG_NUMBER.sub(_HIDDEN, _EMAIL.sub(_HIDDEN, text))


def told_of(text: str, content: Content) -> str:
    """Return what of the sender's data a text still holds: the name of the field, «number», or nothing."""
    words = f" {plain_words(text)} "
    for name, value in _personal(content):
        if f" {plain_words(value)} " in words:
            return name
    return "number" if _LONG_NUMBER.search(text) or _EMAIL.search(text) else ""


def _personal(content: Content) -> Iterator[tuple[str, str]]:
    """Yield the sender's data; a single word, or the name of a village, tells of nobody."""
    for name in PERSONAL:
        value = str(content.get(name) or "").strip()
        least = {"name": 2, "address": 4}.get(name, 1)
        if len(value.split()) >= least or any(letter.isdigit() for letter in value):
            yield name, value


# --- deadlines -----------------------------------------------------------------------------------------------


def received_on(matter: Matter) -> date:
    """Return the day a feedback came in."""
    text = matter.content.get("received")
    return datetime.fromisoformat(text).date() if text else matter.recorded_on


def _due(matter: Matter, context: MatterContext) -> date | None:
    """Return the last day for classifying, then for answering; it stays what it was once answered."""
    if matter.status in (REFERRED, CLOSED):
        return matter.due_on
    if matter.closed_on is not None and matter.due_on is not None:
        return matter.due_on
    name = "complex" if matter.content.get("complex") else "answer"
    name = "classify" if matter.status == RECEIVED else name
    return context.calendar.add_working_days(received_on(matter), int(context.setting(f"feedback_{name}_days")))


def _check(content: Content, context: MatterContext) -> None:
    """Refuse a moment that has not come, and a published text that tells who sent it."""
    received = content.get("received")
    if received and datetime.fromisoformat(received).date() > context.on:
        raise Refused("in-future", "received", at=datetime.fromisoformat(received))
    labels = {item.name: item.label for item in _FIELDS}
    for name in ("public_text", "public_answer"):
        found = told_of(content.get(name) or "", content)
        if found:
            raise Refused("feedback-personal", name, label=labels.get(found, "số giấy tờ, số điện thoại, e-mail"))


def _entering(step: str, _matter: Matter, context: MatterContext) -> Content:
    days = {"transfer": "transferred_on", "publish": "published_on"}
    return {days[step]: context.on.isoformat()} if step in days else {}


def _following(step: str, matter: Matter, _context: MatterContext) -> Iterable[tuple[str, Content]]:
    """Write a complaint or denunciation into the register of the reception of citizens."""
    if step != "refer":
        return
    told = {name: matter.content.get(name) for name in ("title", "text", "received", "responsible", *PERSONAL)}
    yield "reception", {**told, "group": matter.content["kind"], "way": "referred"}


def _proposing(step: str, matter: Matter) -> Content:
    content = matter.content
    if step != "publish":
        return {}
    return {f"public_{name}": hidden(content.get(name) or "", content) for name in ("text", "answer")}


def _warnings(matter: Matter, on: date, context: MatterContext) -> Iterator[MatterWarning]:
    """Say what is late, near or missing, and what may be no feedback at all."""
    if matter.status == RECEIVED:
        kind, told = _suspicion(matter.content, context)
        if kind:
            yield MatterWarning(f"looks-like-{kind}", told, "soon", matter.due_on)
    if matter.status in (RECEIVED, CLASSIFIED, TRANSFERRED) and matter.due_on is not None:
        what = "phân loại" if matter.status == RECEIVED else "trả lời"
        yield from deadline(what, matter.due_on, on, context)
    if matter.closed_on is not None and matter.due_on is not None and matter.closed_on > matter.due_on:
        late = context.calendar.working_days_between(matter.due_on, matter.closed_on)
        yield MatterWarning("answered-late", f"Đã trả lời muộn {late} ngày làm việc", due=matter.due_on, past=True)
    if matter.status == ANSWERED:
        yield MatterWarning("not-published", "Chưa công khai trả lời (hoặc ghi lý do không công khai)", "soon")


def _suspicion(content: Content, context: MatterContext) -> tuple[str, str]:
    """Return what a feedback may be instead, and how an officer is told."""
    kind, words = suspected(f"{content.get('title') or ''}. {content.get('text') or ''}", context)
    if not kind:
        return "", ""
    return kind, f"Có chữ «{words}»: xem có phải {COMPLAINTS[kind].lower()}, nếu phải thì chuyển tiếp công dân"


def deadline(what: str, due: date, on: date, context: MatterContext) -> Iterator[MatterWarning]:
    """Say that a deadline has passed, or is a few working days away."""
    if on > due:
        late = context.calendar.working_days_between(due, on)
        yield MatterWarning("late", f"Quá hạn {what} {late} ngày làm việc ({due:%d/%m/%Y})", due=due)
    elif context.calendar.working_days_between(on, due) <= SOON_DAYS:
        yield MatterWarning("near", f"Hạn {what}: {due:%d/%m/%Y}", "soon", due)


# --- the book ------------------------------------------------------------------------------------------------

_FIELDS: Final = (
    MatterField("title", "Tóm tắt nội dung", required=True, private=True),
    MatterField("received", "Nhận lúc", "moment", required=True, default="@now"),
    MatterField("channel", "Hình thức gửi", "choice", required=True, choices=CHANNELS, default="direct"),
    MatterField("name", "Họ tên người gửi", private=True, hint="bỏ trống nếu người gửi không cho biết"),
    MatterField("phone", "Điện thoại", private=True),
    MatterField("address", "Địa chỉ", private=True),
    MatterField("email", "E-mail", private=True),
    MatterField("id_number", "Số định danh", private=True),
    MatterField("responsible", "Người theo dõi", required=True, default="@officer"),
    MatterField("text", "Nội dung phản ánh, kiến nghị", "long", required=True, private=True),
)
_GROUP: Final = MatterField("group", "Phân loại", "choice", required=True, choices=GROUPS)
_COMPLEX: Final = MatterField("complex", "Vụ việc phức tạp (hạn dài hơn)", "flag")
_AGENCY: Final = MatterField("agency", "Cơ quan, bộ phận xử lý")
_OTHER_AGENCY: Final = MatterField("agency", "Cơ quan xử lý", required=True)
_KIND: Final = MatterField("kind", "Là đơn", "choice", required=True, choices=COMPLAINTS)
_STEPS: Final = (
    MatterStep("classify", "Phân loại", frozenset({RECEIVED}), CLASSIFIED, (_GROUP, _COMPLEX, _AGENCY)),
    MatterStep("answer", "Trả lời", frozenset({CLASSIFIED, TRANSFERRED}), ANSWERED, (
        MatterField("answer", "Nội dung trả lời", "long", required=True, private=True),
        MatterField("answer_document", "Văn bản trả lời (số, ngày)"),
    ), closes=True, role="answer"),
    MatterStep("publish", "Công khai trả lời", frozenset({ANSWERED, WITHHELD}), PUBLISHED, (
        MatterField("public_text", "Nội dung công khai (không có thông tin cá nhân)", "long", required=True),
        MatterField("public_answer", "Trả lời công khai (không có thông tin cá nhân)", "long", required=True),
    )),
    MatterStep("withhold", "Không công khai", frozenset({ANSWERED, PUBLISHED}), WITHHELD, needs_note=True),
    MatterStep("transfer", "Chuyển cơ quan khác", frozenset({CLASSIFIED}), TRANSFERRED, (
        _OTHER_AGENCY, MatterField("transfer_document", "Văn bản chuyển (số, ngày)"),
    ), role="transfer"),
    MatterStep("refer", "Chuyển tiếp công dân", frozenset({RECEIVED, CLASSIFIED}), REFERRED, (_KIND,), closes=True),
    MatterStep("close", "Không xử lý", frozenset({RECEIVED, CLASSIFIED}), CLOSED, closes=True, needs_note=True),
)  # fmt: skip


def feedback_book() -> MatterBook:
    """Return the register of feedback."""
    return MatterBook(
        FEEDBACK, "Sổ phản ánh, kiến nghị", "PA", _FIELDS,
        {RECEIVED: "Mới nhận", CLASSIFIED: "Đang xử lý", TRANSFERRED: "Đã chuyển, chờ kết quả",
         ANSWERED: "Đã trả lời", PUBLISHED: "Đã công khai trả lời", WITHHELD: "Đã trả lời, không công khai",
         REFERRED: "Đã chuyển tiếp công dân", CLOSED: "Không xử lý"},
        frozenset({PUBLISHED, WITHHELD, REFERRED, CLOSED}), _STEPS,
        roles={"attachment": "Đơn, tài liệu kèm theo", "transfer": "Văn bản chuyển", "answer": "Văn bản trả lời"},
        of_case=True, check=_check, entering=_entering, due=_due, warnings=_warnings, following=_following,
        proposing=_proposing, hinting=lambda content, context: _suspicion(content, context)[1],
    )  # fmt: skip
