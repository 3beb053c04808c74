"""The queue at the door."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class QueueTicket(Base):
    """A number taken at the door: when it was taken, when and to which counter it was called."""

    __tablename__ = "queue_tickets"
    __table_args__ = (UniqueConstraint("day", "number"),)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    day: Mapped[date]
    number: Mapped[int]
    taken_at: Mapped[datetime]
    called_at: Mapped[datetime | None] = mapped_column(index=True)
    counter: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
