"""The values of a paper as its forms write them: dates in words, counts with two digits, đồng with dots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from papi_desk.documents.fonts import NO_BREAK
from papi_desk.documents.phrases import day_words, end_words, moment_words, short_day, short_moment, thousands
from papi_desk.domain.forms import Slot, Words
from papi_desk.domain.words import in_words

_WRITTEN: Final[Mapping[str, Callable[[Any], str]]] = {
    "moment": moment_words,
    "moment-line": lambda moment: moment_words(moment).replace(NO_BREAK, " "),
    "end": end_words,
    "day": day_words,
    "short": short_day,
    "short-moment": short_moment,
    "count": lambda figure: f"{figure:02}" if figure else "–",
    "money": lambda amount: f"{thousands(amount)} đồng",
    "words": in_words,
    "capitals": str,
}
"""Capitals are made where the letters of the face are known."""

_MOMENT_TO_WRITE: Final = "..... giờ ..... phút, ngày ..... tháng ..... năm ........."


def value_of(values: Any, path: str) -> Any:
    """Return the value a path names; a row that is not there has none."""
    for name in path.split("."):
        values = None if values is None else getattr(values, name)
    return values


def is_there(values: Any, path: str) -> bool:
    """Tell whether a value is there to be shown."""
    value = value_of(values, path)
    return value is not None and value != () and bool(str(value).strip())


def spoken(values: Any, slot: Slot, number: int | None = None) -> str:
    """Return a value as the paper writes it; empty where there is none. ``number`` is that of a table's row."""
    value = number if slot.path == "#" else value_of(values, slot.path)
    if value is None or value == "":
        return _MOMENT_TO_WRITE if slot.style == "moment-line" else ""
    if slot.style:
        return _WRITTEN[slot.style](value)
    if isinstance(value, datetime):
        return moment_words(value)
    return day_words(value) if isinstance(value, date) else str(value)


def spoken_words(words: Words, values: Any) -> str:
    """Return words with their values, without marks."""
    return "".join(p.content if isinstance(p.content, str) else spoken(values, p.content) for p in words)
