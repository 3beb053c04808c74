"""What of a citizen's data is covered for whoever has no work with it (``work.private`` of the roles).

Reading services cover by themselves, so a screen, a command and an export show the same. Papers that a case is issued
are whole: they are the citizen's, and their printing is noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.errors import Refused
from papi_desk.domain.people import COVER, cover, cover_words
from papi_desk.services.deeds import may, why_not

_FACTS: Final = frozenset({"id_number", "tax_code", "phone", "email", "address", "number"})


def covered(session: Session) -> bool:
    """Tell whether whoever sits here sees private data covered."""
    return not may(session, "read")


def shown(session: Session, text: str) -> str:
    """Return a number, phone or address as whoever sits here may see it."""
    return cover(text) if covered(session) else text


def shown_words(session: Session, text: str) -> str:
    """Return words in which somebody may have written a number, as whoever sits here may see them."""
    return cover_words(text) if covered(session) else text


def whole_only(session: Session) -> None:
    """Refuse what can only be shown whole to whoever may not see it so."""
    refusal = why_not(session, "read")
    if refusal is not None:
        raise refusal


def covered_value(name: str, value: Any) -> Any:
    """Cover a value of a matter by the name of its field."""
    if not isinstance(value, str):
        return value
    return cover(value) if name in _FACTS else cover_words(value)


def covered_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """Cover the words of a matter."""
    return {name: covered_value(name, value) for name, value in content.items()}


def without_covers(given: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what comes back covered as it was shown; refuse words that were changed round a cover."""
    left = {}
    for name, value in given.items():
        if not isinstance(value, str) or COVER not in value:
            left[name] = value
        elif value.strip() != covered_value(name, kept.get(name)):
            raise Refused("covered-words", name)
    return left
