"""The attention list: people, numbers and places at which the desk has to stop, each with its reason and dates.

Land in dispute, forged papers seen, corrections wanted: an entry warns, or refuses. A name alone never refuses,
because namesakes are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal

from papi_desk.domain.errors import Refused
from papi_desk.domain.names import plain_words, search_key
from papi_desk.domain.people import Person, plain_number
from papi_desk.domain.records import Record

EFFECTS: Final = {"warn": "Cảnh báo", "refuse": "Không tiếp nhận"}


class Attention(Record):
    """An entry of the list."""

    id: int
    effect: str
    """«warn» or «refuse»."""
    reason: str
    number: str = ""
    """Personal number or tax code."""
    name: str = ""
    words: str = ""
    """Words that address or note must hold, in order: «thửa 12 tờ 5»."""
    procedure: str = ""
    """Code of the only procedure it is about; empty for all."""
    starts_on: date | None = None
    ends_on: date | None = None
    """Its last day."""

    def checked(self) -> Attention:
        """Return the entry as it can be kept; raises ``Refused`` where it says too little."""
        if self.effect not in EFFECTS:
            raise Refused("attention-effect", "effect", effect=self.effect, known=", ".join(EFFECTS))
        if not self.reason.strip():
            raise Refused("attention-reason", "reason")
        if not any(text.strip() for text in (self.number, self.name, self.words)):
            raise Refused("attention-empty", "number")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise Refused("attention-dates", "ends_on")
        return self

    def in_force(self, day: date) -> bool:
        """Tell whether the entry counts on a day."""
        return (self.starts_on or date.min) <= day <= (self.ends_on or date.max)


class Hit(Record):
    """An entry that a case runs into, and by what."""

    entry: Attention
    by: Literal["number", "words", "name"]
    who: str

    @property
    def refuses(self) -> bool:
        """Tell whether the case must not be received."""
        return self.entry.effect == "refuse" and self.by != "name"


def attention_hits(
    entries: Iterable[Attention], people: Sequence[Person], text: str, procedure: str, on: date
) -> list[Hit]:
    """Return the entries in force that the people of a case, or its words, run into."""
    held = f" {plain_words(text)} "
    found = []
    for entry in entries:
        if not entry.in_force(on) or entry.procedure not in ("", procedure):
            continue
        hit = next(filter(None, (_hit(entry, person) for person in people)), None)
        if hit is None and entry.words and f" {plain_words(entry.words)} " in held:
            hit = Hit(entry, "words", entry.words)
        if hit is not None:
            found.append(hit)
    return found


def _hit(entry: Attention, person: Person) -> Hit | None:
    number = plain_number(person.id_number or person.tax_code)
    wanted = plain_number(entry.number)
    if wanted and number:
        return Hit(entry, "number", person.name) if wanted == number else None
    if entry.name and search_key(entry.name) == search_key(person.name):
        return Hit(entry, "name", person.name)
    return None
