"""Registers of what the office follows: notices, feedback, checks, tasks of a plan; one shape serves them all.

A book says which fields its matters have, through which steps they go, and what to warn of. A matter's life::

    add ──► first status ──step──► … ──step──► an ended status        amend: any time, the old words are kept
                 └────────────── void (with a reason; the number stays) ──────────────┘
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from papi_desk.domain.calendar import Calendar
from papi_desk.domain.errors import Refused
from papi_desk.domain.files import check_packed, check_pdf
from papi_desk.domain.names import composed_text, tidy_name
from papi_desk.domain.records import Record, field

FieldKind = Literal[
    "text", "long", "day", "moment", "choice", "choices", "lines", "count", "flag", "table", "procedure"
]
"""«lines» is a list of texts, «choices» several of the choices; days and moments are kept as ISO text; a «table» is a
list of rows that a screen of its own fills; its choices name the columns that are shown; a «procedure» is its code."""
Content = dict[str, Any]
VOID: Final = "void"
ADD: Final = "add"
AMEND: Final = "amend"
OWN_STEPS: Final[Mapping[str, str]] = {
    ADD: "Ghi vào sổ", AMEND: "Sửa", VOID: "Hủy", "attach": "Kèm tệp", "withdraw": "Bỏ tệp"
}  # fmt: skip
"""Events that every book has, in the office's words."""
LARGEST_FILE: Final = 10_000_000
"""Bytes of a file kept in the register, so that a copy of the register is whole and stays small."""
MEDIA: Final[Mapping[str, tuple[str, bytes]]] = {
    ".pdf": ("application/pdf", b"%PDF"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".png": ("image/png", b"\x89PNG"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ".txt": ("text/plain", b""),
}
"""Files that can be kept: what they are, and how they begin."""


class MatterField(Record):
    """Something that a matter says: its name in code, its label in the office's words, and what may be given."""

    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    """Never shown outside the office: not on the display, not on the web site."""
    hint: str = ""
    hidden: bool = False
    """Known to the program alone: on no form and no screen."""
    default: str = ""
    """What a new matter says where nothing is given: «@now», «@today», «@officer» (who writes it), or a value."""


class MatterStep(Record):
    """A step in the life of a matter, from which statuses to which."""

    name: str
    label: str
    before: frozenset[str]
    after: str
    asks: tuple[MatterField, ...] = ()
    """What it asks for; kept with the step and taken over into the matter."""
    opens: bool = False
    closes: bool = False
    """Whether its day is the day the matter opens or closes."""
    reopens: bool = False
    """Whether the matter is closed no more."""
    role: str = ""
    """The role of the files that prove it."""
    needs_note: bool = False
    kinds: frozenset[str] = frozenset()
    """The kinds («kind» of the content) of matters it is for; of every matter without."""

    def is_for(self, status: str, content: Content) -> bool:
        """Tell whether it can be taken in a status by a matter that says this."""
        return status in self.before and (not self.kinds or content.get("kind") in self.kinds)


class MatterWarning(Record):
    """Something to be done or that went wrong; ``tone`` is «late» or «soon»."""

    kind: str
    words: str
    tone: str = "late"
    due: date | None = None
    past: bool = False
    """It went wrong and cannot be mended any more: lists tell it, the day's work does not."""


class Matter(Record):
    """A matter as the rules of its book see it."""

    status: str
    content: Content
    recorded_on: date
    opened_on: date | None = None
    closed_on: date | None = None
    due_on: date | None = None
    files: Mapping[str, int] = field(default_factory=dict)
    """How many files it has in each role."""
    children: Mapping[str, int] = field(default_factory=dict)
    """How many matters that belong to it are in each status."""

    def day(self, name: str) -> date | None:
        """Return a day of its content."""
        text = self.content.get(name)
        return date.fromisoformat(text) if text else None


class MatterContext(Record):
    """What the rules of a book may look up; ``on`` is the day of the step, or the day asked about."""

    on: date
    calendar: Calendar
    setting: Callable[[str], str]
    version_of: Callable[[str], int | None]
    """The row of the version of a procedure in force, by its code."""


def _no_check(_content: Content, _context: MatterContext) -> None:
    """Accept every content."""


def _no_due(matter: Matter, _context: MatterContext) -> date | None:
    """Keep the day given as «due», if there is one."""
    return matter.day("due")


def _adds_nothing(_step: str, _matter: Matter, _context: MatterContext) -> Content:
    """Add nothing of its own."""
    return {}


def _nothing_follows(_step: str, _matter: Matter, _context: MatterContext) -> Iterable[tuple[str, Content]]:
    """Write nothing into other books."""
    return ()


def _proposes_nothing(_step: str, _matter: Matter) -> Content:
    """Propose nothing."""
    return {}


def no_hint(_content: Content, _context: MatterContext) -> str:
    """Hint at nothing."""
    return ""


def _stands_as_said(_matter: Matter) -> str:
    """Say no more than the status."""
    return ""


def _no_warnings(_matter: Matter, _on: date, _context: MatterContext) -> Iterable[MatterWarning]:
    """Warn of nothing."""
    return ()


class MatterBook(Record):
    """A register: its name, its fields, its life and its rules.

    ``check`` raises ``Refused`` for contents that do not fit together, ``entering`` returns what a step writes down by
    itself, ``due`` reckons the day by which the next thing must be done, ``warnings`` says what is late, near or
    missing. ``following`` returns what a step writes further, each with its book, belonging to this one where the
    books do; ``proposing`` what a screen puts into the fields of a step (or of a new matter: «add») for the officer
    to look over; ``hinting`` what it says while a matter is being typed. All are pure.
    """

    name: str
    title: str
    prefix: str
    """Of its numbers: «CK» in CK-2026-0012."""
    fields: tuple[MatterField, ...]
    statuses: Mapping[str, str]
    """In the office's words; the first is where a matter begins."""
    ended: frozenset[str]
    """Statuses in which nothing more is to be done."""
    steps: tuple[MatterStep, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    """What files are for: «attachment» is published, others prove a step."""
    parent: str = ""
    """The book of the matters that these belong to: the task of a plan, the check of a finding."""
    of_case: bool = False
    """Whether a matter may tell of a case."""
    check: Callable[[Content, MatterContext], None] = _no_check
    entering: Callable[[str, Matter, MatterContext], Content] = _adds_nothing
    due: Callable[[Matter, MatterContext], date | None] = _no_due
    warnings: Callable[[Matter, date, MatterContext], Iterable[MatterWarning]] = _no_warnings
    following: Callable[[str, Matter, MatterContext], Iterable[tuple[str, Content]]] = _nothing_follows
    proposing: Callable[[str, Matter], Content] = _proposes_nothing
    hinting: Callable[[Content, MatterContext], str] = no_hint
    standing: Callable[[Matter], str] = _stands_as_said
    """How a matter stands in words, where what belongs to it tells more than its status."""
    hint_tone: str = "soon"
    """«soon» for what may go wrong, «quiet» for what is only to be known."""

    @property
    def every_field(self) -> tuple[MatterField, ...]:
        """Return everything a matter may say: what it begins with, then what its steps ask for."""
        found = {item.name: item for item in self.fields}
        for item in (item for step in self.steps for item in step.asks):
            found.setdefault(item.name, item)
        return tuple(found.values())

    @property
    def first_status(self) -> str:
        """Return the status a matter begins in."""
        return next(iter(self.statuses))

    def key(self, year: int, number: int) -> str:
        """Return a matter's number: «CK-2026-0012»."""
        return f"{self.prefix}-{year}-{number:04}"

    def step(self, name: str) -> MatterStep:
        """Return a step; raise ``Refused`` for one that the book does not have."""
        for step in self.steps:
            if step.name == name:
                return step
        raise Refused("matter-step-unknown", "step", step=name, known=", ".join(s.name for s in self.steps))

    def steps_from(self, status: str, content: Content) -> tuple[MatterStep, ...]:
        """Return the steps that a matter can take in a status."""
        return tuple(step for step in self.steps if step.is_for(status, content))

    def label(self, name: str) -> str:
        """Return what an event is called."""
        return OWN_STEPS.get(name) or self.step(name).label

    def public(self, content: Content) -> Content:
        """Return what may be shown outside the office."""
        shown = {item.name for item in self.every_field if not item.private}
        return {name: value for name, value in content.items() if name in shown}


def split_key(key: str) -> tuple[str, int, int]:
    """Read «CK-2026-0012» as prefix, year and number; raise ``Refused``."""
    found = re.fullmatch(r"([A-Z]+)-([0-9]{4})-([0-9]{1,9})", key.strip().upper())
    if found is None:
        raise Refused("matter-unknown", "key", key=key)
    return found[1], int(found[2]), int(found[3])


def filled_in(fields: Iterable[MatterField], given: Mapping[str, Any], at: datetime, officer: str) -> dict[str, Any]:
    """Return what was given with the usual values of what was not."""
    usual = {"@now": at, "@today": at.date(), "@officer": officer}
    own = {item.name: usual.get(item.default, item.default) for item in fields if item.default}
    return {**own, **{name: value for name, value in given.items() if value not in (None, "") or name not in own}}


# --- what is given -------------------------------------------------------------------------------------------


def read_content(fields: Iterable[MatterField], given: Mapping[str, Any], *, whole: bool = True) -> Content:
    """Return what was given as plain values; ``whole`` asks for every required field.

    Raises ``Refused`` for a name nobody knows, a value that cannot be read, a required one that is missing.
    """
    known = {item.name: item for item in fields}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refused("matter-field-unknown", unknown[0], name=unknown[0], known=", ".join(known))
    content = {name: _read_value(known[name], value) for name, value in given.items()}
    wanted = known.values() if whole else (known[name] for name in content)
    for item in wanted:
        if item.required and content.get(item.name) in (None, "", []):
            raise Refused("matter-field-missing", item.name, label=item.label)
    return content


def _read_value(item: MatterField, value: Any) -> Any:
    """Read one value; text from the command line is taken as well as what a screen gives."""
    if value in (None, "", [], ()):
        return [] if item.kind in ("choices", "lines") else None
    if item.kind in ("choices", "lines"):
        values = _lines(value, item.kind)
        return [_choice(item, one) for one in values] if item.kind == "choices" else values
    if item.kind == "choice":
        return _choice(item, str(value))
    read: Callable[[MatterField, Any], Any] = _READERS.get(item.kind, _text)
    return read(item, value)


def _lines(value: Any, kind: str) -> list[str]:
    parts = re.split(r"[\n;,]" if kind == "choices" else r"[\n;]", value) if isinstance(value, str) else value
    return [line for line in (tidy_name(str(part)) for part in parts) if line]


def _choice(item: MatterField, value: str) -> str:
    if value not in item.choices:
        raise Refused("matter-choice", item.name, label=item.label, value=value, known=", ".join(item.choices))
    return value


def _day(item: MatterField, value: Any) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise Refused("bad-time", item.name, text=value) from None
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _moment(item: MatterField, value: Any) -> str:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise Refused("bad-time", item.name, text=value) from None
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _count(item: MatterField, value: Any) -> int:
    text = str(value).replace(".", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Refused("bad-number", item.name, text=value)
    return int(text)


def _flag(_item: MatterField, value: Any) -> bool:
    return value is True or str(value).lower() in ("1", "yes", "true", "có")


def _text(item: MatterField, value: Any) -> str:
    text = composed_text(str(value)).strip()
    return text if item.kind == "long" else tidy_name(text)


def _table(item: MatterField, value: Any) -> list[dict[str, str]]:
    if not (isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)):
        raise Refused("matter-table", item.name, label=item.label)
    return [{str(name): composed_text(str(cell)).strip() for name, cell in row.items()} for row in value]


_READERS: Final[Mapping[str, Callable[[MatterField, Any], Any]]] = {
    "day": _day, "moment": _moment, "count": _count, "flag": _flag, "table": _table
}  # fmt: skip


def shown_value(item: MatterField, value: Any) -> str:
    """Say a value of a field in words: «05/03/2026», «Bảng tin; Loa truyền thanh»."""
    if value in (None, "", []):
        return ""
    if item.kind == "day":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if item.kind == "moment":
        return f"{datetime.fromisoformat(value):%H:%M %d/%m/%Y}"
    if item.kind == "flag":
        return "có" if value else "không"
    if item.kind == "table":
        return "\n".join(" · ".join(filter(None, map(row.get, item.choices))) for row in value)
    if item.kind in ("choices", "lines"):
        return "; ".join(item.choices.get(one, one) for one in value)
    return item.choices.get(str(value), str(value))


def changes_between(old: Content, new: Content) -> dict[str, list[Any]]:
    """Return what changes: name → [old, new]."""
    names = [*old, *(name for name in new if name not in old)]
    return {name: [old.get(name), new[name]] for name in names if name in new and old.get(name) != new[name]}


def check_file(name: str, content: bytes) -> str:
    """Return what a file is; raise ``Refused`` for one that is too large, empty, or not what its name says."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in MEDIA:
        raise Refused("matter-file-kind", "file", file=name, known=", ".join(MEDIA))
    if not 0 < len(content) <= LARGEST_FILE:
        raise Refused("matter-file-size", "file", file=name, size=len(content), largest=LARGEST_FILE // 1_000_000)
    media, begins = MEDIA[ending]
    if not content.startswith(begins) or (media == "text/plain" and b"\0" in content):
        raise Refused("matter-file-kind", "file", file=name, known=", ".join(MEDIA))
    if ending == ".pdf":
        check_pdf(name, content)
    elif begins == b"PK":
        check_packed(name, content)
    return media
