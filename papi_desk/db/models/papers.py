"""Papers issued, kept as printed, and forms half filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class IssuedPaper(Base):
    """A paper as issued: its words are kept, so it prints again identically."""

    __tablename__ = "issued_papers"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    form: Mapped[str]
    issued_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    content: Mapped[dict[str, Any]]


class Draft(Base):
    """A form not yet saved as a case; kept each second so that nothing typed is lost."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
