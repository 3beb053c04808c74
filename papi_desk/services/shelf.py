"""The shelf of the desk's books: which there are, and how each stands today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry, HandoverLine
from papi_desk.db.models.procedures import Field
from papi_desk.domain.periods import month_period
from papi_desk.domain.records import Record
from papi_desk.services.book_pages import last_page
from papi_desk.services.cash import cash_day
from papi_desk.services.certification import certification_books
from papi_desk.services.day_book import BOOK
from papi_desk.services.entries import BLANK_SLIPS
from papi_desk.services.reference import in_force, packaged
from papi_desk.services.turned_away import turned_away

CERTIFICATION = "certification/"
Told = Literal["closed-until", "never-closed", "numbers", "closed", "counted", "not-counted", "out", "unused", "month"]


class ShelfLine(Record):
    """A book on the shelf: its name, and what there is to know of it at a glance."""

    key: str
    name: str
    told: Told
    count: int = 0
    day: date | None = None


def shelf(session: Session, *, now: datetime) -> list[ShelfLine]:
    """Return the desk's books."""
    return [_register(session, now), *_certification(session, now), *_others(session, now)]


def field_names(session: Session) -> list[str]:
    """Return the fields that the book of a period can be asked for."""
    return list(session.scalars(select(Field.name).order_by(Field.name)))


def _register(session: Session, now: datetime) -> ShelfLine:
    name = in_force(packaged("books.toml")["register"], now.date())["title"].capitalize()
    page = last_page(session, BOOK)
    return ShelfLine("register", name, "closed-until" if page else "never-closed", 0, page.day if page else None)


def _certification(session: Session, now: datetime) -> Iterator[ShelfLine]:
    for book in certification_books(session, now.year):
        yield ShelfLine(CERTIFICATION + book.kind, book.name, "closed" if book.closed else "numbers", book.numbers)


def _others(session: Session, now: datetime) -> Iterator[ShelfLine]:
    money = cash_day(session, now.date())
    yield ShelfLine("cash", "Thu phí, lệ phí và kiểm tiền", "counted" if money.count else "not-counted", money.total)
    out = session.scalar(select(func.count()).where(HandoverLine.back_at.is_(None)))
    yield ShelfLine("handover", "Phiếu bàn giao kết quả", "out", out or 0)
    unused = (BookEntry.case_id.is_(None), BookEntry.struck_at.is_(None))
    free = session.scalar(select(func.count()).where(BookEntry.book == BLANK_SLIPS, *unused))
    yield ShelfLine("blank-slips", "Giấy tiếp nhận in sẵn", "unused", free or 0)
    month = len(turned_away(session, month_period(now.year, now.month)))
    yield ShelfLine("turned-away", "Công dân chưa nộp được hồ sơ", "month", month)
