"""On which place of the program each register is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from papi_desk.domain.checks import CHECKLIST, CHECKS, FINDINGS
from papi_desk.domain.disclosure import NOTICES, PLAN
from papi_desk.domain.feedback import FEEDBACK
from papi_desk.domain.plan import TASKS
from papi_desk.domain.proposals import PROPOSALS
from papi_desk.domain.reception import RECEPTION
from papi_desk.services.matter_books import book_of

_PLACES: Final[Mapping[str, str]] = {
    **dict.fromkeys((NOTICES, PLAN), "notices"),
    **dict.fromkeys((FEEDBACK, RECEPTION, CHECKS, FINDINGS, PROPOSALS, CHECKLIST), "voices"),
    TASKS: "plan",
}


def place_of(key: str) -> str:
    """Return the place that shows a matter, by its number."""
    return _PLACES.get(book_of(key).name, "notices")
