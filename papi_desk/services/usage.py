"""What this desk is asked for most, told by its newest cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case

_RECENT: Final = 3000
_COUNT_AGAIN_AFTER: Final = 50
_KEPT: Final = "uses"


def uses(session: Session) -> Mapping[int, int]:
    """Count how often each procedure (by its key) was asked for of late; counted again after some more cases."""
    cache = session.info["database"].cache
    newest = session.scalar(select(Case.id).order_by(Case.id.desc()).limit(1)) or 0
    kept = cache.get(_KEPT)
    if kept is None or not 0 <= newest - kept[0] < _COUNT_AGAIN_AFTER:
        recent = session.scalars(select(Case.procedure_id).order_by(Case.id.desc()).limit(_RECENT))
        kept = cache[_KEPT] = (newest, Counter(recent))
    counted: Mapping[int, int] = kept[1]
    return counted
