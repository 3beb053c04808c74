"""Every table, for what takes the register as a whole: builds it, moves it, joins it, proves it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapper

from papi_desk.db.models import (  # noqa: F401  # importing a table is what makes it known
    attachments,
    attention,
    audit,
    books,
    cases,
    drafts,
    joined,
    matters,
    money,
    numbers,
    offices,
    papers,
    procedures,
    queue,
    ratings,
    views,
    words,
)
from papi_desk.db.models.base import Base as Base
from papi_desk.db.models.base import CaseBase


def mappers() -> list[Mapper[Any]]:
    """Return the mapped class of every table."""
    return [*Base.registry.mappers, *CaseBase.registry.mappers]
