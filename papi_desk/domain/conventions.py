"""How this office answers the points that the law leaves open when it counts time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, asdict, field_names


class Conventions(Record):
    """The office's answers; what each means, the choices and the basis stand in ``conventions.toml``."""

    after_cutoff: str = "no-effect"
    supplement_clock: str = "restart"
    late_supplement: str = "flag"
    exactly_cutoff: str = "same-day"
    last_day_on_worked_saturday: str = "working"
    last_day_on_swapped_day_off: str = "rolls"
    hours: str = "clock"
    working_hours: str = "hours"
    online_start: str = "acceptance"
    half_day: str = "four-hours"
    validity_end: str = "no-roll"
    composite: str = "stages"
    statistics_due: str = "in-force"
    saturday_desk: str = "not-working"
    no_limit: str = "footnote"
    unit_conflict: str = "legal-text"
    paying_clock: str = "runs"

    def to_json(self) -> dict[str, str]:
        """Return the answers by name, to be kept with the office's profile."""
        return asdict(self)


DEFAULT_CONVENTIONS: Final = Conventions()


class Question(Record):
    """One open point as the settings screen asks it; ``choices`` maps each answer to its words."""

    name: str
    label: str
    question: str
    default: str
    choices: Mapping[str, str]
    basis: str

    def checked(self, value: str) -> str:
        """Return the answer if it is one of the choices, else raise ``Refused`` «setting-not-a-choice»."""
        if value not in self.choices:
            allowed = ", ".join(self.choices)
            raise Refused("setting-not-a-choice", self.name, name=self.name, value=value, choices=allowed)
        return value


def read_questions(data: Mapping[str, Mapping[str, object]]) -> list[Question]:
    """Read the parsed ``conventions.toml``; raise ``Refused`` «setting-unknown» for a name we do not know."""
    return [_read_question(name, table) for name, table in data.items()]


def _read_question(name: str, table: Mapping[str, object]) -> Question:
    choices = table.get("choices")
    if name not in set(field_names(Conventions)) or not isinstance(choices, Mapping):
        raise Refused("setting-unknown", name, name=name)
    words = {key: str(table.get(key, "")) for key in ("label", "question", "default", "basis")}
    question = Question(name=name, choices={str(key): str(text) for key, text in choices.items()}, **words)
    question.checked(question.default)
    return question


def read_conventions(answers: Mapping[str, str], questions: Sequence[Question]) -> Conventions:
    """Make the office's conventions from its answers; points not answered keep their default.

    Raises ``Refused`` «setting-unknown» or «setting-not-a-choice».
    """
    known = {question.name: question for question in questions}
    for name in answers:
        if name not in known:
            raise Refused("setting-unknown", name, name=name)
    return Conventions(**{name: known[name].checked(value) for name, value in answers.items()})
