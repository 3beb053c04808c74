"""What the office follows beside its cases: notices, feedback, checks, plans; their history and their files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class MatterRow(Base):
    """A numbered matter of one of the registers; what it says is in ``content``, the columns are for lists."""

    __tablename__ = "matters"
    __table_args__ = (
        UniqueConstraint("book", "year", "number"),
        Index("ix_matters_book_status", "book", "status"),
    )

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    book: Mapped[str]
    year: Mapped[int]
    number: Mapped[int] = mapped_column(BIG_ID)
    title: Mapped[str]
    group: Mapped[str]
    search_key: Mapped[str]
    responsible: Mapped[str]
    status: Mapped[str]
    opened_on: Mapped[date | None]
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    recorded_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    content: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class MatterEvent(Base):
    """A step in the life of a matter, or a change of its words: the day of it, when it was recorded, by whom."""

    __tablename__ = "matter_events"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    action: Mapped[str]
    on: Mapped[date]
    recorded_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    status: Mapped[str]
    note: Mapped[str]
    data: Mapped[dict[str, Any]]
    """What changed: name → [old, new]."""


class MatterAttachment(Base):
    """A file of a matter: published with it, or evidence of a step; withdrawn ones stay."""

    __tablename__ = "matter_files"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    role: Mapped[str]
    name: Mapped[str]
    media: Mapped[str]
    digest: Mapped[str]
    """SHA-256 of the content, noted in the audit log too."""
    size: Mapped[int]
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
