"""The declarative base: naming of constraints and the plain column types that all tables share.

Moments are office wall time without a zone; money is whole đồng; JSON holds what is only read whole.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Date, DateTime, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key or amount: SQLite only numbers rows by itself in a column declared INTEGER."""


_METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_TYPES: Final = {str: Text, date: Date, datetime: DateTime, dict[str, Any]: JSON, list[Any]: JSON}


class Base(DeclarativeBase):
    """Base of every table but those of a case."""

    metadata = _METADATA
    type_annotation_map = _TYPES


class CaseBase(DeclarativeBase):
    """Base of a case and its parts, which name each other before all of them are there.

    They have a registry of their own: SQLAlchemy makes all classes of a registry ready at the next query, and a query
    of another thread must not meet a case whose people are still being read from their module.
    """

    metadata = _METADATA
    type_annotation_map = _TYPES
