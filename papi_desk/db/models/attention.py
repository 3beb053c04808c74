"""The attention list: at whom and at what the desk has to stop."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class AttentionRow(Base):
    """An entry of the list between two dates; it is ended, never removed."""

    __tablename__ = "attention"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    effect: Mapped[str]
    reason: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    procedure: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[datetime]
