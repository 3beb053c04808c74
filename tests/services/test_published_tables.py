"""Registers built with the counts of tables that were really published give those tables back, figure by figure.

Tables of 100,000 cases and more run where PAPI_DESK_LARGE_TABLES is set. A table that contradicts itself can be told by
no register; ``stats compare`` says so (see tests/end_to_end).
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.db.models.procedures import Procedure
from papi_desk.domain.periods import Period, month_period
from papi_desk.domain.reports import Report
from papi_desk.domain.statistics import published_problems
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import report

DATA = Path(__file__).resolve().parents[1] / "data"
LARGE = int(os.environ.get("PAPI_DESK_LARGE_TABLES", "0")) or 100_000
MONTH = month_period(2024, 3)
NOW, DAY = datetime(2024, 9, 2, 8), timedelta(days=1)
_PART = 20_000


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(row: dict[str, str], column: str) -> int:
    return int(row[column] or 0)


def holds_together(row: dict[str, str]) -> bool:
    """Tell whether the row's own sums can all be true of one register."""
    settled = sum(number(row, c) for c in ("solved_early", "solved_on_time", "solved_early_or_on_time", "solved_late"))
    whole = number(row, "solved_total") + number(row, "pending_total")
    fits = number(row, "received_total") == whole if row["pending_total"] else bool(row["received_total"])
    return bool(row["solved_total"]) and fits and settled <= number(row, "solved_total")


TABLES = [row for row in rows_of("published_tables.csv") if holds_together(row)]


def lives_of(row: dict[str, str]) -> Iterator[tuple[datetime, datetime | None, datetime | None]]:
    """Yield (received, due, finished) for each case of a table; new and carried over as the table says."""
    received, first = number(row, "received_total"), MONTH.start + timedelta(hours=9)
    carried = received - number(row, "received_new") if row["received_new"] else 0
    solved, pending = number(row, "solved_total"), received - number(row, "solved_total")
    early = number(row, "solved_early")
    on_time = number(row, "solved_on_time") + number(row, "solved_early_or_on_time")
    late, overdue = number(row, "solved_late"), number(row, "pending_overdue")
    margins = [*[DAY] * early, *[0 * DAY] * on_time, *[-DAY] * late]
    margins += [None] * (solved - len(margins))  # type: ignore[list-item]
    for place in range(received):
        at = first - 10 * DAY if place < carried else first + (place % 20) * DAY
        if place < solved:
            finished = max(at, first) + DAY
            margin = margins[place]
            yield at, None if margin is None else finished + margin, finished
        else:
            yield at, MONTH.end + 20 * DAY if place - solved < pending - overdue else at + DAY, None


def write(session: Session, cases: Iterator[tuple[Any, ...]], *, procedure: int = 1, first: int = 1) -> None:
    """Write cases as an import would, in parts."""
    keys = iter(range(first, 10**9))
    while part := list(islice(cases, _PART)):
        numbered = list(zip(keys, part, strict=False))
        session.execute(insert(Case), [_case(key, one, procedure) for key, one in numbered])
        session.execute(insert(CaseEvent), [_event(key, one) for key, one in numbered])


def _case(key: int, one: tuple[Any, ...], procedure: int) -> dict[str, Any]:
    received, due, finished = one
    return {
        "id": key, "code": f"T{key:07}", "series": "T", "number": key, "office_id": 1, "procedure_id": procedure,
        "version_id": 1, "officer_id": 1, "channel": "direct", "status": 10 if finished else 4, "received_at": received,
        "due_at": due, "original_due_at": due, "finished_at": finished, "recorded_at": MONTH.end,
        "last_at": finished or received, "last_recorded_at": MONTH.end, "trace": [], "conditions": {}, "revision": 1,
    }  # fmt: skip


def _event(key: int, one: tuple[Any, ...]) -> dict[str, Any]:
    received, due, finished = one
    return {
        "case_id": key, "action": "import", "at": received, "recorded_at": MONTH.end, "officer_id": 1,
        "to_status": 10 if finished else 4, "new_due": due, "data": {},
    }  # fmt: skip


def counted(session: Session, cases: Iterator[tuple[Any, ...]], period: Period = MONTH) -> Report:
    write(session, cases)
    return report(session, "ii06a", Asked(period, NOW))


@pytest.mark.parametrize("row", TABLES, ids=lambda row: f"{row['table_id']} {row['level_or_field']}")
def test_a_published_table_comes_back_figure_by_figure(database: Database, row: dict[str, str]) -> None:
    if number(row, "received_total") >= LARGE:
        pytest.skip("100,000 cases and more: set PAPI_DESK_LARGE_TABLES to a larger number")
    total = database.read(counted, lives_of(row)).totals()
    parts = ("solved_early", "solved_on_time", "solved_early_or_on_time", "solved_late")
    settled = [number(row, name) for name in parts]
    no_due = number(row, "solved_total") - sum(settled) if any(settled[:3]) else 0
    found = {
        "received_total": total["c3"],
        "received_new": total["c4"] + total["c5"],
        "solved_total": total["c7"],
        "solved_early": total["c8"],
        "solved_on_time": total["c9"] - no_due,
        "solved_early_or_on_time": total["c8"] + total["c9"] - no_due,
        "solved_late": total["c10"],
        "pending_total": total["c11"],
        "pending_in_time": total["c12"],
        "pending_overdue": total["c13"],
    }
    assert {name: found[name] for name in found if row[name]} == {
        name: number(row, name) for name in found if row[name]
    }


def test_units_published_side_by_side_come_back_each_with_its_own_share(database: Database) -> None:
    units = [row for row in rows_of("published_by_unit.csv") if 100 < int(row["total_received"]) < 320][:40]
    assert any(row["unit_name"] == "UBND xã Tiền Phong" for row in units) or len(units) == 40

    def told(session: Session) -> list[dict[str, int]]:
        procedures = list(session.scalars(select(Procedure.id).order_by(Procedure.id).limit(len(units))))
        for place, (row, procedure) in enumerate(zip(units, procedures, strict=True)):
            on_time, rest = int(row["total_on_time"]), int(row["total_overdue_as_published"])
            table = {
                "received_total": row["total_received"], "received_new": row["total_received"],
                "solved_total": str(on_time), "solved_early": "", "solved_on_time": "", "solved_late": "",
                "solved_early_or_on_time": str(on_time), "pending_overdue": str(rest // 3),
            }  # fmt: skip
            write(session, lives_of(table), procedure=procedure, first=1 + place * 1000)
        table_ = report(session, "summary", Asked(MONTH, NOW, by="procedure", share="received"))
        names = [column.name for column in table_.columns]
        return [dict(zip(names, row.values, strict=True)) | {"key": row.key} for row in table_.rows]  # type: ignore[misc]

    rows = database.read(told)
    assert len(rows) == len(units) + 1
    found = sorted((row["total"], row["early"] + row["on_time"], row["in_time"] + row["overdue"]) for row in rows[:-1])
    names = ("total_received", "total_on_time", "total_overdue_as_published")
    assert found == sorted(tuple(int(row[name]) for name in names) for row in units)
    shares = sorted(round(float(row["percent"]), 2) for row in rows[:-1])
    assert shares == sorted(round(float(row["ratio_recomputed"]), 2) for row in units)


def test_what_a_published_table_calls_overdue_can_be_told_from_what_was_late() -> None:
    parts = rows_of("published_by_unit.csv")
    assert [p for p in published_problems(parts) if "total_overdue" in p["rule"]] == []
    assert sum(int(row["total_overdue_as_published"]) for row in parts) == 39_888
