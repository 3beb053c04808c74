"""Administrative procedures: the field, the procedure, and its versions over time."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from papi_desk.db.models.base import Base


class Field(Base):
    """A field of administration (lĩnh vực)."""

    __tablename__ = "fields"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Procedure(Base):
    """A procedure under its codes; ``offered`` is the office's own choice, None leaves it to the rules."""

    __tablename__ = "procedures"

    id: Mapped[int] = mapped_column(primary_key=True)
    internal_id: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str]
    search_key: Mapped[str]
    initials: Mapped[str]
    field_id: Mapped[int] = mapped_column(ForeignKey("fields.id"), index=True)
    offered: Mapped[bool | None]
    field: Mapped[Field] = relationship(lazy="raise")


class ProcedureVersionRow(Base):
    """What a procedure asks and promises between two dates; a case keeps the one it was received under."""

    __tablename__ = "procedure_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"), index=True)
    recorded_on: Mapped[date]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    superseded_on: Mapped[date | None]
    content: Mapped[dict[str, Any]]
    procedure: Mapped[Procedure] = relationship(lazy="raise")
