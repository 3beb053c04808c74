"""The yearly plan: its tree as it stood on a day, and the example that can be loaded into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.matters import MatterEvent, MatterRow
from papi_desk.domain.errors import Refused
from papi_desk.domain.plan import CONTENT, TASK, TASKS, WHOLE, TaskState, state_at
from papi_desk.domain.records import Record
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters
from papi_desk.services.matters import add_matter
from papi_desk.services.reference import packaged


class PlanNode(Record):
    """A line of the plan in its place in the tree."""

    line: MatterLine
    depth: int
    group: str
    """Its own content, else that of the line above it."""
    year: int

    @property
    def is_task(self) -> bool:
        """Tell whether it is something to be done."""
        return self.line.content.get("kind") == TASK


def plan_tree(lines: Iterable[MatterLine]) -> list[PlanNode]:
    """Put the lines of the plan in the order of the tree; a line whose upper line is not among them stands alone."""
    lines = list(lines)
    known = {line.key for line in lines}
    below: dict[str, list[MatterLine]] = defaultdict(list)
    for line in lines:
        below[line.parent if line.parent in known else ""].append(line)
    return list(_nodes(below, "", 0, "", None))


def _nodes(
    below: Mapping[str, Sequence[MatterLine]], key: str, depth: int, group: str, year: int | None
) -> Iterator[PlanNode]:
    for line in sorted(below.get(key, ()), key=_order):
        own = line.group or group
        of_year = year or _year(line)
        yield PlanNode(line, depth, own, of_year)
        yield from _nodes(below, line.key, depth + 1, own, of_year)


def _order(line: MatterLine) -> tuple[int, str]:
    groups = list(packaged("plan.toml")["groups"])
    return (groups.index(line.group) if line.content.get("kind") == CONTENT and line.group in groups else 99, line.key)


def _year(line: MatterLine) -> int:
    """Return the year of a line that no other stands above: given, else of its day, else of writing it down."""
    due = line.content.get("due")
    return int(line.content.get("year") or (due or "")[:4] or line.recorded_on.year)


def plan_of_year(session: Session, year: int, *, on: date) -> list[PlanNode]:
    """Return the tree of a year's plan."""
    return [node for node in plan_tree(find_matters(session, TASKS, on=on)) if node.year == year]


def states_at(session: Session, last: date) -> dict[str, TaskState]:
    """Return how every line of the plan stood at the end of a day, from its history."""
    query = (
        select(MatterRow.year, MatterRow.number, MatterEvent.on, MatterEvent.status, MatterEvent.data)
        .join(MatterEvent, MatterEvent.matter_id == MatterRow.id)
        .where(MatterRow.book == TASKS)
        .order_by(MatterEvent.on, MatterEvent.id)
    )
    steps: dict[str, list[tuple[date, str, Any]]] = defaultdict(list)
    for year, number, day, status, changes in session.execute(query):
        steps[matter_book(TASKS).key(year, number)].append((day, status, changes))
    found = {key: state_at(events, last) for key, events in steps.items()}
    return {key: state for key, state in found.items() if state is not None}


def load_example(session: Session, year: int, *, at: datetime, by: int | str | None = None) -> str:
    """Write the packaged example of a plan as the plan of a year and return its number.

    Its tasks are due at the year's end where the example names no day. Raises ``Refused`` «plan-exists».
    """
    for node in plan_of_year(session, year, on=at.date()):
        if node.depth == 0 and node.line.content.get("kind") == WHOLE:
            raise Refused("plan-exists", "year", year=year, key=node.line.key)
    data, groups = packaged("plan_example.toml"), packaged("plan.toml")["groups"]
    who: dict[str, Any] = {"at": at, "by": by}
    whole = {"kind": WHOLE, "title": f"{data['title']} năm {year}", "year": year, "source": data["source"]}
    root = add_matter(session, TASKS, whole, **who)
    above = {
        key: add_matter(session, TASKS, {"kind": CONTENT, "title": group["name"], "group": key, "parent": root}, **who)
        for key, group in groups.items()
    }
    for task in data["tasks"]:
        given = {"kind": TASK, "due": date(year, 12, 31), **task, "parent": above[task["group"]]}
        add_matter(session, TASKS, given, **who)
    return root
