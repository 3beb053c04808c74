"""Registers of communes that were merged into this one: where they came from, their audit chain, their closed pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class JoinedRegister(Base):
    """A register that was taken over whole: whose it was, when, and how its numbers are written here."""

    __tablename__ = "joined_registers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    prefix: Mapped[str]
    """Stands, with a dot, before those of its numbers that this register had already: «B.MC-240304-0001»."""
    joined_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    digest: Mapped[str]
    """SHA-256 of the file it came from."""
    sequence: Mapped[int] = mapped_column(BIG_ID)
    hash: Mapped[str]
    """Where its audit chain ends."""
    content: Mapped[dict[str, Any]]
    """Its profiles and settings, how many rows came, and old → new of officers, series and matters."""


class JoinedEntry(Base):
    """A line of the audit log of a joined register, word for word; triggers refuse its change and removal."""

    __tablename__ = "joined_log"

    joined_id: Mapped[int] = mapped_column(ForeignKey("joined_registers.id"), primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    officer: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    data: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class JoinedPage(Base):
    """A closed page of a book, or a closed month, of a joined register, as its row was there."""

    __tablename__ = "joined_pages"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    joined_id: Mapped[int] = mapped_column(ForeignKey("joined_registers.id"), index=True)
    kind: Mapped[str]
    """«book_pages» or «month_seals»."""
    content: Mapped[dict[str, Any]]
