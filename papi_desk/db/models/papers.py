"""Papers issued, kept as printed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class IssuedPaper(Base):
    """A paper as issued: its words and its layout are kept, so it prints again identically."""

    __tablename__ = "issued_papers"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    form: Mapped[str]
    form_set: Mapped[str] = mapped_column(default="", server_default=text("''"))
    number: Mapped[str] = mapped_column(default="", server_default=text("''"))
    event_id: Mapped[int | None] = mapped_column(BIG_ID)
    """The step that the paper tells of."""
    template: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Version of the wording: a hash of the template."""
    layout: Mapped[bytes | None] = mapped_column(LargeBinary)
    prints: Mapped[int] = mapped_column(default=1, server_default="1")
    lookup: Mapped[str] = mapped_column(default="", server_default=text("''"), index=True)
    """The random key that the paper's QR code carries."""
    issued_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    content: Mapped[dict[str, Any]]
