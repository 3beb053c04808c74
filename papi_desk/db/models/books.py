"""The desk's own books: numbered entries, hand-over lines, and pages that are sealed when they are closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class BookEntry(Base):
    """A numbered line of one of the desk's books; a line struck out keeps its number."""

    __tablename__ = "book_entries"
    __table_args__ = (UniqueConstraint("book", "year", "number"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    book: Mapped[str]
    """«certification/copies», «blank-slip», «handover», «turned-away/refusal», «cash»."""
    year: Mapped[int]
    """0 where the numbers run on over the years."""
    number: Mapped[int] = mapped_column(BIG_ID)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    struck_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)


class HandoverLine(Base):
    """A case on a hand-over list, with its words as handed over; ticked off when its papers are back."""

    __tablename__ = "handover_lines"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("book_entries.id"), index=True)
    position: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    content: Mapped[dict[str, Any]]
    back_at: Mapped[datetime | None]
    back_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class BookPage(Base):
    """A closed page as it was issued; triggers refuse its change and removal, its seal shows both."""

    __tablename__ = "book_pages"
    __table_args__ = (UniqueConstraint("book", "year", "number"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    book: Mapped[str]
    year: Mapped[int]
    number: Mapped[int] = mapped_column(BIG_ID)
    day: Mapped[date]
    sealed_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    content: Mapped[dict[str, Any]]
    audit_sequence: Mapped[int] = mapped_column(BIG_ID)
    audit_hash: Mapped[str]
    previous: Mapped[str]
    seal: Mapped[str]
