"""Forms half filled in."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import Base


class Draft(Base):
    """A form not yet saved as a case; kept each second so that nothing typed is lost."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    counter: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The computer it is typed at; each counter sees its own."""
    held_at: Mapped[datetime | None]
    """When the citizen was asked to wait; None for the form being typed."""
