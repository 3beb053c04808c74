"""What citizens say of how they were served."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base

_STANDS = text("voided_at IS NULL")


class Rating(Base):
    """A slip filled in on the screen or on paper; whoever rates is not named, ``officer_id`` is who served."""

    __tablename__ = "ratings"
    __table_args__ = (Index("uq_ratings_case_id", "case_id", "on", unique=True, sqlite_where=_STANDS),)
    """On a server the same condition stands in the migration alone: naming it here would load the server's dialect."""

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    on: Mapped[date] = mapped_column(index=True)
    """The day of the visit."""
    means: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    remark: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """Who keyed a paper in; None where the citizen did it on the screen."""
    voided_at: Mapped[datetime | None]


class RatingAnswer(Base):
    """An answer to one of the contents."""

    __tablename__ = "rating_answers"

    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"), primary_key=True)
    content: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str]
