"""What the figures keep: why a case was late, and months as they were closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class LateCause(Base):
    """Why a case is late, as an officer recorded it; the last one counts."""

    __tablename__ = "late_causes"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    cause: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class MonthSeal(Base):
    """A month as it was closed: its figures, the cases behind each of them, and the hash over all of it."""

    __tablename__ = "month_seals"
    __table_args__ = (UniqueConstraint("first", "last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date]
    last: Mapped[date]
    closed_at: Mapped[datetime]
    officer: Mapped[str]
    content: Mapped[dict[str, Any]]
    hash: Mapped[str]
