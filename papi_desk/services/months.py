"""Closing a month: its figures are sealed with the cases behind each; what is corrected later shows as a difference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case
from papi_desk.db.models.joined import JoinedRegister
from papi_desk.db.models.numbers import MonthSeal
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period
from papi_desk.domain.records import Record, field, replace
from papi_desk.services.reference import reference
from papi_desk.services.reports.behind import behind_of
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import definition_of
from papi_desk.services.reports.run import report as run_report

SEALED: Final = "ii06a"
_BY: Final = "field"
Placement = tuple[str, tuple[str, ...]]
"""The row of the table that a case counts in, and the columns."""


class Seal(Record):
    """A closed month."""

    first: str
    last: str
    closed_at: datetime
    officer: str
    hash: str
    cases: int
    total: Mapping[str, int]


class CaseDifference(Record):
    """A case that is counted otherwise now: its row and columns then and now, None where it was not counted."""

    code: str
    then: str | None
    now: str | None
    left: tuple[str, ...]
    """Columns it no longer counts in."""
    entered: tuple[str, ...]
    """Columns it counts in now."""


class CellDifference(Record):
    """A figure that is another one now."""

    row: str
    column: str
    sealed: int
    now: int


class Verified(Record):
    """What became of a closed month: whether the seal itself is whole, and what changed since."""

    ok: bool
    """Whether the seal is whole and the register still tells it; corrections made since do not break it."""
    seal: Seal
    whole: bool
    """Whether the seal's words still have its hash."""
    reproduced: bool
    """Whether the register still tells the sealed figures when asked what was known at the closing."""
    cells: tuple[CellDifference, ...] = field(default=())
    cases: tuple[CaseDifference, ...] = field(default=())


def close_month(session: Session, period: Period, *, at: datetime, by: int | str | None = None) -> Seal:
    """Seal the month's table as it is known now, with the cases behind every cell; a month is closed once.

    Raises ``Refused`` for a month that is not over, one closed before, and figures that do not add up.
    """
    if at < period.end:
        raise Refused("month-not-over", "month", last=period.last)
    if _row(session, period) is not None:
        raise Refused("month-closed", "month", month=period.words or f"{period.first} – {period.last}")
    officer = reference(session).officer(by, at.date())
    content = _content(session, Asked(period, at, by=_BY))
    row = MonthSeal(
        first=period.first, last=period.last, closed_at=at, officer=officer.name, content=content, hash=_hash(content),
    )  # fmt: skip
    session.add(row)
    session.flush()
    data = {"from": period.first, "to": period.last, "hash": row.hash}
    note(session, Note(at, officer.name, "month-close", f"{period.first:%Y-%m-%d}/{period.last:%Y-%m-%d}", data))
    return _seal(row)


def verify_month(session: Session, period: Period, *, now: datetime) -> Verified:
    """Compare a closed month with what the register says now."""
    row = _row(session, period)
    if row is None:
        raise Refused("month-not-closed", "month", month=period.words or f"{period.first} – {period.last}")
    sealed = _placements(row.content)
    asked = Asked(period, now, by=_BY)
    today, then = _told(session, asked), _told(session, replace(asked, known_at=row.closed_at))
    came = _came_since(session, row.closed_at)
    then = {code: placed for code, placed in then.items() if code not in came}
    cases = differing(sealed, today)
    whole, reproduced = _hash(row.content) == row.hash, then == sealed
    return Verified(
        ok=whole and reproduced, seal=_seal(row), whole=whole, reproduced=reproduced,
        cells=_cells(sealed, today), cases=cases,
    )  # fmt: skip


def differences(session: Session, period: Period, *, known_at: datetime, now: datetime) -> tuple[CaseDifference, ...]:
    """List the cases of a period that are counted otherwise now than was known at a moment."""
    asked = Asked(period, now, by=_BY)
    return differing(_told(session, replace(asked, known_at=known_at)), _told(session, asked))


def closed_months(session: Session) -> list[Seal]:
    """List the months that were closed, the last first."""
    return [_seal(row) for row in session.scalars(select(MonthSeal).order_by(MonthSeal.last.desc()))]


def _row(session: Session, period: Period) -> MonthSeal | None:
    wanted = select(MonthSeal).where(MonthSeal.first == period.first, MonthSeal.last == period.last)
    return session.scalars(wanted).first()


def _content(session: Session, asked: Asked) -> dict[str, Any]:
    """Return what is sealed: the figures, and for each case the row and the columns it counts in."""
    table = run_report(session, SEALED, asked)
    columns = [column.name for column in definition_of(session, SEALED).columns if column.kind == "count"]
    rows = {
        str(row.values[1]): dict(zip(columns, row.values[2:], strict=True)) for row in table.rows if row.kind == "row"
    }
    placed = {code: [row, list(names)] for code, (row, names) in _told(session, asked).items()}
    period = {"from": asked.period.first.isoformat(), "to": asked.period.last.isoformat()}
    closed = asked.asked_at.isoformat(timespec="seconds")
    return {**period, "closed_at": closed, "rows": rows, "total": table.totals(), "cases": placed}


def _told(session: Session, asked: Asked) -> dict[str, Placement]:
    return {one.code: (one.name, one.columns) for one in behind_of(session, SEALED, asked)}


def _came_since(session: Session, moment: datetime) -> set[str]:
    """Return the cases that came with a joined register after a moment: not known here then, whenever recorded."""
    joined = select(JoinedRegister.id).where(JoinedRegister.joined_at > moment)
    return set(session.scalars(select(Case.code).where(Case.joined_id.in_(joined))))


def _placements(content: Mapping[str, Any]) -> dict[str, Placement]:
    return {code: (row, tuple(columns)) for code, (row, columns) in content["cases"].items()}


def _hash(content: Mapping[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _seal(row: MonthSeal) -> Seal:
    content = row.content
    return Seal(
        row.first.isoformat(), row.last.isoformat(), row.closed_at, row.officer, row.hash, len(content["cases"]),
        content["total"],
    )  # fmt: skip


def differing(then: Mapping[str, Placement], now: Mapping[str, Placement]) -> tuple[CaseDifference, ...]:
    """Return the cases that two counts place differently."""
    nowhere: tuple[None, tuple[str, ...]] = (None, ())
    found = []
    for code in sorted(then.keys() | now.keys()):
        (row, columns), (row_now, columns_now) = then.get(code, nowhere), now.get(code, nowhere)
        if (row, columns) != (row_now, columns_now):
            left, entered = set(columns) - set(columns_now), set(columns_now) - set(columns)
            if row != row_now:
                left, entered = set(columns), set(columns_now)
            found.append(CaseDifference(code, row, row_now, tuple(sorted(left)), tuple(sorted(entered))))
    return tuple(found)


def _cells(then: Mapping[str, Placement], now: Mapping[str, Placement]) -> tuple[CellDifference, ...]:
    before, after = _sums(then), _sums(now)
    return tuple(
        CellDifference(*cell, before.get(cell, 0), after.get(cell, 0))
        for cell in sorted(before.keys() | after.keys(), key=lambda cell: (cell[0], int(cell[1][1:])))
        if before.get(cell, 0) != after.get(cell, 0)
    )


def _sums(placed: Mapping[str, Placement]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row, columns in placed.values():
        for column in columns:
            found[row, column] = found.get((row, column), 0) + 1
    return found
