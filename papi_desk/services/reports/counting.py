"""Counts cases into rows and columns in one question to the database, and names the cases behind each figure.

Cases that fall into the same columns of the same row are told as one line with their number. So the identities between
the columns are checked for every case at every run, whatever the sums happen to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.numbers import LateCause
from papi_desk.db.models.offices import Officer
from papi_desk.db.models.procedures import Field, Procedure
from papi_desk.domain.cases import CHANNELS
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.records import Record, field
from papi_desk.services.reference import packaged, reference
from papi_desk.services.reports.facts import Asked, ask
from papi_desk.services.reports.measures import group_key, measures, sums

GROUPS: Final = {
    "field": "Lĩnh vực",
    "procedure": "Thủ tục hành chính",
    "officer": "Cán bộ",
    "channel": "Hình thức nhận",
    "level": "Cấp giải quyết",
    "day": "Ngày",
    "hour": "Giờ tiếp nhận",
    "cause": "Nguyên nhân",
    "content": "Nội dung đánh giá",
    "month": "Tháng",
}
NO_CAUSE: Final = "Chưa ghi nguyên nhân"
OWN_LEVEL: Final = "Cấp xã"
_FEW: Final = 20
_TERM: Final = re.compile(r"[a-z_][\w-]*")
Names = Callable[[Any], tuple[str, str]]
"""The key and the name of the row that a value of the grouping belongs to."""


class Wanted(Record):
    """What to count: measures by the names of the columns, and the identities that each case must keep."""

    columns: Mapping[str, str]
    identities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The column that must equal the sum of others, in several ways: {"c3": ("c4+c5+c6", "c7+c11")}."""

    def checked(self) -> Wanted:
        """Return it with the columns of II.06a beside, so that no report counts a case that contradicts itself."""
        columns = {**{f"_{name}": name for name in (*_FORM, *_PARTS)}, **self.columns}
        form = {f"_{whole}": tuple(_beside(way) for way in ways) for whole, ways in _FORM.items()}
        return Wanted(columns, {**form, **self.identities})


_FORM: Final = {"c3": ("c4+c5+c6", "c7+c11"), "c7": ("c8+c9+c10",), "c11": ("c12+c13",)}
_PARTS: Final = ("c4", "c5", "c6", "c8", "c9", "c10", "c12", "c13")


def _beside(way: str) -> str:
    return "+".join(f"_{name}" for name in way.split("+"))


@dataclass
class Row:
    """A row of figures under its name."""

    key: str
    name: str
    figures: dict[str, int]


class Counted(Record, dict=True):
    """The rows in the order of their names, and what they come to."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]

    @cached_property
    def total(self) -> dict[str, int]:
        """Return the sums of the columns."""
        return {name: sum(row.figures[name] for row in self.rows) for name in self.columns}


def count(session: Session, asked: Asked, wanted: Wanted) -> Counted:
    """Count the period's cases; refuse figures that contradict each other, with the offending cases."""
    if asked.by not in GROUPS:
        raise Refused("group-unknown", "by", by=asked.by, known=", ".join(GROUPS))
    dialect, names = session.get_bind().dialect.name, names_of(session, asked.by)
    checked = wanted if set(wanted.columns.values()) >= {*_FORM, *_PARTS} else wanted.checked()
    counted, added = _split(session, checked, asked)
    select_ = (
        f"SELECT {group_key(asked.by, dialect)} AS row_key, {_mask(counted.values())} AS mask, count(*) AS cases"
        f"{''.join(f', sum({expression})' for expression in added.values())} FROM k GROUP BY 1, 2"
    )
    found = _rows(ask(session, asked, select_))
    _check(session, asked, checked, counted, {mask for _, mask, *_ in found})
    rows: dict[str, Row] = {}
    for value, mask, cases, *extra in found:
        key, name = names(value)
        row = rows.setdefault(key, Row(key, name, dict.fromkeys(checked.columns, 0)))
        for place, column in enumerate(counted):
            row.figures[column] += cases if mask >> place & 1 else 0
        for column, amount in zip(added, extra, strict=True):
            row.figures[column] += int(amount)
    listed = [row for row in rows.values() if any(row.figures[name] for name in wanted.columns)]
    listed.sort(key=lambda row: (search_key(row.name), row.key))
    return Counted(tuple(listed), tuple(wanted.columns))


def _rows(result: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in result]


def _split(session: Session, wanted: Wanted, asked: Asked) -> tuple[dict[str, str], dict[str, str]]:
    """Tell the columns that count cases from those that add something up."""
    dialect, known = session.get_bind().dialect.name, asked.known_at is not None
    apart = reference(session).conventions.no_limit == "footnote"
    conditions, amounts = measures(dialect, known=known, apart=apart), sums(dialect, known=known)
    counted = {name: conditions[measure] for name, measure in wanted.columns.items() if measure in conditions}
    added = {name: amounts[measure] for name, measure in wanted.columns.items() if name not in counted}
    return counted, added


def _mask(conditions: Iterable[str]) -> str:
    """Return a whole number with one bit for each condition."""
    bits = (f"CASE WHEN {condition} THEN {1 << place} ELSE 0 END" for place, condition in enumerate(conditions))
    return " + ".join(bits) or "0"


# --- identities ------------------------------------------------------------------------------------------


def _check(session: Session, asked: Asked, wanted: Wanted, counted: Mapping[str, str], masks: set[int]) -> None:
    places = {name: place for place, name in enumerate(counted)}
    for whole, ways in wanted.identities.items():
        for way in ways:
            parts = [places[name] for name in _TERM.findall(way)]
            broken = {m for m in masks if m >> places[whole] & 1 != sum(m >> part & 1 for part in parts)}
            if broken:
                _refuse(session, asked, f"{whole} = {way}", _mask(counted.values()), broken)


def _refuse(session: Session, asked: Asked, rule: str, mask: str, broken: set[int]) -> None:
    listed = ", ".join(str(one) for one in sorted(broken))
    codes = ask(session, asked, f"SELECT k.code FROM k WHERE {mask} IN ({listed}) ORDER BY k.id").scalars().all()
    more = ", …" if len(codes) > _FEW else ""
    cases = ", ".join(codes[:_FEW]) + more
    raise Refused("report-does-not-add", rule=re.sub(r"_?c([0-9]+)", r"(\1)", rule), count=len(codes), cases=cases)


# --- rows ------------------------------------------------------------------------------------------------


def names_of(session: Session, by: str) -> Names:
    """Return how a value of the grouping is named; reads the names once."""
    if by in ("field", "procedure", "officer", "cause"):
        named = dict(_KEYED[by](session))
        return lambda value: named.get(value, ("", NO_CAUSE))
    return _PLAIN[by]


def _fields(session: Session) -> Iterable[tuple[int, tuple[str, str]]]:
    query = select(Procedure.id, Field.name).join(Field, Field.id == Procedure.field_id)
    return ((key, (name, name)) for key, name in session.execute(query))


def _procedures(session: Session) -> Iterable[tuple[int, tuple[str, str]]]:
    query = select(Procedure.id, Procedure.code, Procedure.internal_id, Procedure.name)
    return ((key, (code or internal, name)) for key, code, internal, name in session.execute(query))


def _officers(session: Session) -> Iterable[tuple[int, tuple[str, str]]]:
    return ((key, (name, name)) for key, name in session.execute(select(Officer.id, Officer.name)))


def _causes(session: Session) -> Iterable[tuple[int, tuple[str, str]]]:
    words = late_causes()
    query = select(LateCause.id, LateCause.cause)
    return ((key, (cause, words.get(cause, cause))) for key, cause in session.execute(query))


def late_causes() -> dict[str, str]:
    """Return the causes of lateness that can be recorded, by key."""
    return {key: cause["words"] for key, cause in packaged("late_causes.toml").items()}


def _day(value: Any) -> tuple[str, str]:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return day.isoformat(), f"{day:%d/%m/%Y}"


_KEYED: Final[Mapping[str, Callable[[Session], Iterable[tuple[int, tuple[str, str]]]]]] = {
    "field": _fields,
    "procedure": _procedures,
    "officer": _officers,
    "cause": _causes,
}
_PLAIN: Final[Mapping[str, Names]] = {
    "channel": lambda value: (value, CHANNELS.get(value, value)),
    "level": lambda value: (value or OWN_LEVEL, value or OWN_LEVEL),
    "day": _day,
    "hour": lambda value: (f"{value:02}", f"{value:02} giờ"),
}


# --- cases behind ----------------------------------------------------------------------------------------


class Behind(Record):
    """A case behind a figure: in which row, in which columns."""

    case_id: int
    code: str
    key: str
    name: str
    columns: tuple[str, ...]


def behind(session: Session, asked: Asked, wanted: Wanted) -> list[Behind]:
    """Return the period's cases with the row and the columns each counts in, by the predicates of the figures."""
    dialect, names = session.get_bind().dialect.name, names_of(session, asked.by)
    counted, _ = _split(session, wanted, asked)
    select_ = f"SELECT k.id, k.code, {group_key(asked.by, dialect)}, {_mask(counted.values())}"
    found, rows = list[Behind](), _rows(ask(session, asked, f"{select_} FROM k ORDER BY k.received_at, k.id"))
    for case_id, code, value, mask in rows:
        here = tuple(name for place, name in enumerate(counted) if mask >> place & 1)
        if here:
            found.append(Behind(case_id, code, *names(value), here))
    return found
