"""What the office shows the public, on its display and on its web site: nothing else leaves the desk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from papi_desk.domain.papers import OfficeHead, SheetWords
from papi_desk.domain.people import mask_number
from papi_desk.domain.records import Record

_PERSONAL_NUMBER: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PAYLOAD: Final = 48
"""Bytes of a case's words, filled up: their length shall tell nothing."""
_PER_SHARD: Final = 256


class PublicFile(Record):
    """A file published with a notice."""

    name: str
    content: bytes


class PublicNotice(Record):
    """A notice as the public sees it."""

    key: str
    title: str
    group: str
    decision: str
    text: str
    posted_on: date
    until: date | None
    """None: permanently."""
    places: tuple[str, ...] = ()
    files: tuple[PublicFile, ...] = ()


class PublicAnswer(Record):
    """A feedback and its answer as the office chose to publish them; nothing tells who sent it."""

    key: str
    about: str
    question: str
    answer: str
    agency: str
    answered_on: date


class PublicCase(Record):
    """How a case stands, for who holds its slip: status and dates, no name, no procedure."""

    code: str
    key: str
    """The random key printed on the slip."""
    status: int
    received_on: date
    due_at: datetime | None = None
    finished_on: date | None = None
    returned_on: date | None = None

    def words(self) -> str:
        """Return status and dates as «10;20260302;202603101630;20260310;»."""
        days = [f"{day:%Y%m%d}" if day else "" for day in (self.received_on, self.finished_on, self.returned_on)]
        due = f"{self.due_at:%Y%m%d%H%M}" if self.due_at else ""
        return ";".join((str(self.status), days[0], due, *days[1:]))


class MonthFigures(Record):
    """The last whole month by field: columns (3) to (13) of the month's table."""

    first_day: date
    last_day: date
    on_time_percent: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]
    footnotes: tuple[str, ...] = ()


class RatingRow(Record):
    """What was answered on a content, or in a field."""

    name: str
    slips: int
    counts: tuple[int | None, ...]
    """By level, from the best to the worst; None where so few slips would tell what one person said."""
    percent: str
    """The share of satisfied answers, «92,5 %»; empty for a sample too small to have one."""


class RatingFigures(Record):
    """What citizens said in a period: by content and by field, never by officer or case."""

    first_day: date
    last_day: date
    least: int
    """From how many slips on a share is reckoned."""
    levels: tuple[str, ...]
    contents: tuple[RatingRow, ...]
    fields: tuple[RatingRow, ...]
    total: RatingRow
    basis: str = ""


class PublicBoard(Record):
    """What the display in the office shows."""

    office: OfficeHead
    made_at: datetime
    hours: str
    """Of today: «07:30–11:30, 13:00–17:00»."""
    counters: tuple[tuple[str, str], ...]
    """Each counter with who is at it."""
    notices: tuple[PublicNotice, ...]
    ready: tuple[tuple[str, str], ...]
    """Numbers of the cases whose results can be collected, with the masked name."""
    figures: MonthFigures
    procedures: tuple[SheetWords, ...]
    ratings: RatingFigures | None = None
    """Of the last whole month."""
    key: str = ""
    """What an officer types to leave the display."""
    answers: tuple[PublicAnswer, ...] = ()
    """The latest answers to feedback."""


class PublicSite(Record):
    """Everything that is published."""

    office: OfficeHead
    made_at: datetime
    hours: tuple[tuple[str, str], ...]
    """Days and sessions: («Thứ Hai – thứ Sáu», «07:30–11:30, 13:00–17:00»)."""
    procedures: tuple[SheetWords, ...]
    notices: tuple[PublicNotice, ...]
    figures: MonthFigures
    cases: tuple[PublicCase, ...] = ()
    ratings: tuple[RatingFigures, ...] = ()
    """Of the last whole month, and of the year up to it."""
    answers: tuple[PublicAnswer, ...] = ()


def public_text(text: str) -> str:
    """Hide personal numbers that came into a text meant for the public (law: never an identity number)."""
    return _PERSONAL_NUMBER.sub(lambda found: mask_number(found[0]), text)


def initials_of(name: str) -> str:
    """Return a name as a public board may show it: initials and the last word, «N.V. Mẫu»."""
    *first, last = name.split() or [""]
    return " ".join(filter(None, ("".join(f"{word[0]}." for word in first), last)))


# --- look-up of a case ---------------------------------------------------------------------------------------


class LookupEntry(Record):
    """A case in the published look-up: found and read only by who has its number and its key."""

    shard: str
    id: str
    sealed: str


def lookup_entries(cases: Iterable[PublicCase], salt: str, digits: int) -> Iterator[LookupEntry]:
    """Seal cases for publication with a salt that is used once.

    The slip's key has 72 random bits. From number, key and salt come three values that tell nothing of each other:
    the shard, the name of the entry, and the pad that hides its words. A number alone finds nothing; two
    publications share no names and no pads, so comparing them tells nothing.
    """
    for case in cases:
        base = f"{salt}\n{plain_code(case.code)}\n{case.key}"
        named = _digest("name", base)
        words = case.words().ljust(_PAYLOAD).encode("ascii")
        pad = bytes.fromhex(_digest("pad-1", base) + _digest("pad-2", base))
        sealed = bytes(word ^ cover for word, cover in zip(words, pad, strict=False))
        yield LookupEntry(_digest("shard", base)[:digits], named[:32], sealed.hex())


def shard_digits(count: int) -> int:
    """Return how many hexadecimal digits name a shard, so that each holds at most a few hundred cases."""
    digits = 0
    while count > _PER_SHARD * 16**digits and digits < 4:
        digits += 1
    return digits


def plain_code(code: str) -> str:
    """Return a case's number as it is compared: capitals, no blanks."""
    return "".join(code.split()).upper()


def _digest(purpose: str, base: str) -> str:
    return hashlib.sha256(f"papi-desk/{purpose}\n{base}".encode()).hexdigest()
