"""The audit log: append-only, each row covering the one before it by its hash."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class AuditEntry(Base):
    """Something that happened in the register; triggers refuse its change and removal."""

    __tablename__ = "audit_log"

    sequence: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    officer: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    data: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """Where the chain ends: one row, locked by whoever appends."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BIG_ID)
    hash: Mapped[str]
