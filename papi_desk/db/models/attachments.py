"""Scans and files kept with a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class Attachment(Base):
    """A file of a case by its hash; its bytes lie in the data folder, or here when the register is on a server."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    """«pdf», «jpg», «png»: by its content, not by its name."""
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    removed_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
