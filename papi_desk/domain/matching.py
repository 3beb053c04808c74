"""How well a name fits what was typed: its beginning, its initials, its words, without accents."""

from __future__ import annotations

from typing import Final

SURE: Final = 4
"""Ranks up to this one mean that the typed letters begin the name or its initials."""


def match_rank(query: str, key: str, short: str) -> int | None:
    """Rank a match (1 is best), None for none; ``query`` and ``key`` are search keys, ``short`` the initials.

    Whole initials, start of the name, words in order, start of the initials, their end, within, all words anywhere.
    """
    tight = query.replace(" ", "")
    if short.startswith(tight):
        return 1 if short == tight else 4
    if len(tight) > 1 and short.endswith(tight):
        return 5
    if key.startswith(query):
        return 2
    if query in key:
        return 3
    if len(tight) > 1 and tight in short:
        return 6
    words = key.split()
    return 7 if all(any(word.startswith(part) for word in words) for part in query.split()) else None
