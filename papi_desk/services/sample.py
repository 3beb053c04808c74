"""Sample cases in the proportions of a real delta commune: nine in ten are certifications.

Profile: xã Song Liễu (Bắc Ninh), 2023, about 1,906 dossiers a year. Names are marked as samples.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from papi_desk.domain.cases import Action
from papi_desk.domain.people import Person
from papi_desk.domain.records import Record
from papi_desk.services.cases import NewCase

_MIX = (
    ("2.000815", 140), ("2.000884", 33), ("1.001193", 6), ("1.004884", 3), ("1.004873", 4),
    ("1.000656", 2), ("1.000894", 2),
)  # fmt: skip
_NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Thị Thử", "Phạm Văn Minh Họa", "Đỗ Thị Mẫu")


class SampleCase(Record):
    """A case to register, and the steps that follow it."""

    new: NewCase
    at: datetime
    steps: tuple[tuple[Action, datetime], ...]


def sample_cases(count: int, *, month: date, seed: int, until: datetime) -> Iterator[SampleCase]:
    """Yield cases spread over the working hours of a month, most of them finished and handed back."""
    chance = random.Random(seed)
    codes, weights = zip(*_MIX, strict=True)
    days = [month.replace(day=1) + timedelta(days=n) for n in range(28)]
    weekdays = [day for day in days if day.weekday() < 5 and day <= until.date()]
    moments = sorted(_moment(chance, weekdays) for _ in range(count))
    for number, at in enumerate(moments, 1):
        code = chance.choices(codes, weights)[0]
        name = f"{chance.choice(_NAMES)} {number}"
        quantities = {"pages": chance.randint(1, 12), "copies": chance.randint(1, 4)} if code == "2.000815" else {}
        person = Person("person", name, address="Thôn Mẫu, xã Mẫu")
        event = at.date() - timedelta(days=chance.randint(3, 80)) if code == "1.001193" else None
        new = NewCase(code, person, quantities=quantities, event_date=event, all_documents=True)
        yield SampleCase(new, at, _steps(chance, at, until))


def _moment(chance: random.Random, days: list[date]) -> datetime:
    return datetime.combine(chance.choice(days), time(chance.choice((8, 9, 10, 14, 15)), chance.randint(0, 59)))


def _steps(chance: random.Random, at: datetime, until: datetime) -> tuple[tuple[Action, datetime], ...]:
    finished = at + timedelta(minutes=40) if chance.random() < 0.93 else at + timedelta(days=chance.randint(2, 9))
    if finished >= until:
        return ()
    returned = finished + timedelta(minutes=10)
    return ((Action.FINISH, finished), (Action.RETURN, returned))[: 2 if returned < until else 1]
