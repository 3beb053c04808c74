"""The outage log: when the portal or the network was down, and which cases were being handled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry
from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.offices import Officer
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import office_head, reference

KINDS: Final[Mapping[str, str]] = {
    "portal": "Cổng dịch vụ công, hệ thống của tỉnh", "network": "Mạng", "power": "Điện",
}  # fmt: skip
_BOOK: Final = "outage"
_COLUMNS: Final = (
    ReportColumn("number", ("Số",), "order", 12),
    ReportColumn("what", ("Sự cố",), "text", 50),
    ReportColumn("since", ("Từ lúc",), "moment", 30),
    ReportColumn("until", ("Đến lúc",), "moment", 30),
    ReportColumn("minutes", ("Số phút",), "count", 18),
    ReportColumn("cases", ("Hồ sơ đang làm trong lúc ấy",)),
    ReportColumn("officer", ("Người ghi",), "text", 34),
    ReportColumn("note", ("Ghi chú",), "text", 34),
)


class Outage(Record):
    """A time in which something was down."""

    number: int
    what: str
    since: datetime
    until: datetime | None
    """None while it lasts."""
    cases: tuple[str, ...]
    officer: str
    note: str = ""

    @property
    def minutes(self) -> int | None:
        """Return how long it lasted, None while it lasts."""
        return None if self.until is None else int((self.until - self.since).total_seconds() // 60)


def start_outage(
    session: Session, what: str = "portal", *, at: datetime, by: int | str | None = None, words: str = ""
) -> Outage:
    """Note that something went down. Raises ``Refused`` «outage-unknown», «outage-open»."""
    if what not in KINDS:
        raise Refused("outage-unknown", "what", what=what, known=", ".join(KINDS))
    officer = reference(session).officer(by, at.date())
    content: dict[str, Any] = {"what": what, "since": at.isoformat(), "until": None, "cases": [], "note": words.strip()}
    (entry,) = add_entries(session, _BOOK, at.year, [content], at=at, officer_id=officer.id)
    others = [one for one in _entries(session, what) if one.id != entry.id]
    if others:
        raise Refused("outage-open", "what", what=KINDS[what], since=datetime.fromisoformat(others[0].content["since"]))
    note(session, Note(at, officer.name, "outage", f"{entry.number}/{entry.year}", {"what": what, "since": at}))
    return _outage(entry, officer.name)


def stop_outage(session: Session, what: str = "", *, at: datetime, by: int | str | None = None) -> Outage:
    """Note that it works again, and which cases were handled meanwhile. Raises ``Refused`` «outage-none»."""
    officer = reference(session).officer(by, at.date())
    entry = next(iter(_entries(session, what)), None)
    if entry is None:
        raise Refused("outage-none", "what")
    since = datetime.fromisoformat(entry.content["since"])
    if at < since:
        raise Refused("step-before-last", "at", last=since)
    told = {"until": at.isoformat(), "cases": _handled(session, since, at)}
    entry.content = {**entry.content, **told}
    note(session, Note(at, officer.name, "outage-over", f"{entry.number}/{entry.year}", told))
    return _outage(entry, officer.name)


def toggle_outage(session: Session, what: str = "portal", *, at: datetime, by: int | str | None = None) -> Outage:
    """Note the end of what is down, else its beginning: one key for both."""
    if next(iter(_entries(session, what)), None) is not None:
        return stop_outage(session, what, at=at, by=by)
    return start_outage(session, what, at=at, by=by)


def _entries(session: Session, what: str) -> list[BookEntry]:
    """Return what is down now, the newest first."""
    rows = session.scalars(select(BookEntry).where(BookEntry.book == _BOOK).order_by(BookEntry.id.desc()))
    return [row for row in rows if row.content["until"] is None and what in ("", row.content["what"])]


def _handled(session: Session, since: datetime, until: datetime) -> list[str]:
    """Return the cases that a step was taken on in a time."""
    query = (
        select(Case.code)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(CaseEvent.at.between(since, until))
        .order_by(Case.id)
    )
    return list(dict.fromkeys(session.scalars(query)))


def list_outages(session: Session, year: int, *, now: datetime) -> list[Outage]:
    """Return the outages of a year, the newest first; one that lasts tells the cases handled so far."""
    query = (
        select(BookEntry, Officer.name)
        .join(Officer, Officer.id == BookEntry.officer_id)
        .where(BookEntry.book == _BOOK, BookEntry.year == year)
        .order_by(BookEntry.number.desc())
    )
    return [_outage(entry, name, _so_far(session, entry, now)) for entry, name in session.execute(query)]


def outages_of(session: Session, code: str, *, since: datetime, now: datetime) -> list[Outage]:
    """Return the outages in which a case received at a moment was being handled, the newest first."""
    years = range(since.year, now.year + 1)
    return [one for year in reversed(years) for one in list_outages(session, year, now=now) if code in one.cases]


def _so_far(session: Session, entry: BookEntry, now: datetime) -> list[str] | None:
    if entry.content["until"] is not None:
        return None
    return _handled(session, datetime.fromisoformat(entry.content["since"]), now)


def _outage(entry: BookEntry, officer: str, cases: list[str] | None = None) -> Outage:
    words = entry.content
    until = words["until"] and datetime.fromisoformat(words["until"])
    handled = tuple(words["cases"] if cases is None else cases)
    return Outage(
        entry.number, words["what"], datetime.fromisoformat(words["since"]), until, handled, officer, words["note"]
    )


def outage_report(session: Session, year: int, *, now: datetime) -> Report:
    """Return the outages of a year as evidence, with the cases handled in their time."""
    found = list_outages(session, year, now=now)
    return Report(
        name="outages", office=office_head(reference(session).office(now.date())),
        title="NHẬT KÝ SỰ CỐ CỔNG DỊCH VỤ CÔNG, MẠNG, ĐIỆN", columns=_COLUMNS, rows=list(_rows(found)),
        compiled_at=now, period=f"Năm {year}", signatures=(("NGƯỜI LẬP", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "", "")),
        footnotes=("Hồ sơ đang làm: có ít nhất một bước được ghi trong thời gian sự cố.",),
    )  # fmt: skip


def _rows(found: list[Outage]) -> Iterator[ReportRow]:
    for one in reversed(found):
        cases = ", ".join(one.cases)
        values = (one.number, KINDS[one.what], one.since, one.until, one.minutes, cases, one.officer, one.note)
        yield ReportRow(values)
