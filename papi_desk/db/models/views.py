"""The views that officers saved."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import Base


class SavedView(Base):
    """A list as somebody wants it again: filters, order, columns; of one officer, or of the whole office."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """Whose it is; none: the office's."""
    name: Mapped[str]
    """Empty for the list as the officer left it."""
    content: Mapped[dict[str, Any]]
