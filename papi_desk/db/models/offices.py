"""The office itself: its profile over time, officers, settings, calendar days and counters."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base


class Office(Base):
    """The office's profile between two dates: names, address and signing titles change."""

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    superior: Mapped[str]
    unit: Mapped[str]
    place: Mapped[str]
    province: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    signatory_title: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Officer(Base):
    """A person who takes steps at the desk; retired officers stay named in the history."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    active_from: Mapped[date | None]
    retired_on: Mapped[date | None]
    roles: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """Names of the officer's roles, with a space between."""


class SignInKey(Base):
    """What proves who somebody is: a PIN, a badge, or the office's recovery code; only its argon2id digest is kept.

    Failed tries stand beside it, so that starting the program again forgives none.
    """

    __tablename__ = "sign_in_keys"
    __table_args__ = (UniqueConstraint("officer_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """Whose it is; none: the office's."""
    kind: Mapped[str]
    digest: Mapped[str]
    made_at: Mapped[datetime]
    failed: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]


class Setting(Base):
    """One choice of the office, as text; absent means the packaged default."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CalendarDay(Base):
    """A day the office itself set off or on, with its basis; it overrides the packaged calendar."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    kind: Mapped[str]
    name: Mapped[str]
    basis: Mapped[str]
    confidence: Mapped[str]
    swapped_with: Mapped[date | None]
    tag: Mapped[str] = mapped_column(default="")


class OfficeRule(Base):
    """A set of desk hours, a fee rate or an exemption of the office's own; it goes before the packaged ones.

    ``content`` is the row as the packaged file would have it, with its legal basis and last day.
    """

    __tablename__ = "office_rules"
    __table_args__ = (Index("ix_office_rules_kind_key", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    valid_from: Mapped[date | None]
    content: Mapped[dict[str, Any]]


class Counter(Base):
    """A number that only grows, locked by whoever takes the next one."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BIG_ID)
