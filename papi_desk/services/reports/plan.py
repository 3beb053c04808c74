"""How far the plan is: each content with what the program measures of it, each task with its result of the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from papi_desk.domain.periods import months_period
from papi_desk.domain.plan import DOING, DONE, DROPPED, EVIDENCE, PLANNED, STATUSES, UNASSIGNED, TaskState
from papi_desk.domain.records import Record, replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.services.disclosure_reports import quarter_days
from papi_desk.services.plan import PlanNode, plan_of_year, states_at
from papi_desk.services.reference import packaged
from papi_desk.services.reports.counted import framed
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.plan_measures import Measured, measures_of

_OTHER = "Nhiệm vụ khác"


class _Task(Record):
    """A task as the report tells it."""

    node: PlanNode
    state: TaskState
    late: bool


def plan_result(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return the tasks of the year's plan as they stood at the period's end, with the figures of the period."""
    last = min(asked.period.last, asked.now.date())
    measured = measures_of(session, asked)
    tasks = list(_tasks(plan_of_year(session, asked.period.last.year, on=last), states_at(session, last), asked, last))
    rows = list(_rows(tasks, measured, last))
    counts = _counts(tasks)
    report = framed(session, definition, asked)
    figures = {one.key: _figure(one) for one in measured.values()}
    return replace(
        report, rows=tuple(rows), summary=(_summary(counts, asked),),
        figures={**report.figures, **counts, "year": asked.period.last.year, "measures": figures},
    )  # fmt: skip


def _figure(one: Measured) -> dict[str, Value]:
    return {"name": one.name, "part": one.part, "whole": one.whole, "percent": one.percent, "words": one.words}


def quarter_result(session: Session, year: int, quarter: int | None = None, *, now: datetime) -> Report:
    """Return the report of a quarter, of the whole year without one."""
    quarter_days(year, quarter)
    period = months_period(year, 1 if quarter is None else quarter * 3 - 2, 12 if quarter is None else 3)
    return plan_result(session, Definition.read("plan", packaged("reports.toml")["plan"]), Asked(period, now))


def _tasks(nodes: Sequence[PlanNode], states: Mapping[str, TaskState], asked: Asked, last: date) -> Iterator[_Task]:
    """Yield the tasks of the period: what ended before it belongs to an earlier one."""
    for node in nodes:
        state = states.get(node.line.key)
        if not node.is_task or state is None:
            continue
        if state.ended_on is not None and state.ended_on < asked.period.first:
            continue
        due = date.fromisoformat(node.line.content["due"]) if node.line.content.get("due") else None
        yield _Task(node, state, state.is_late(due, last))


def _rows(tasks: Sequence[_Task], measured: Mapping[str, Measured], last: date) -> Iterator[ReportRow]:
    data, number = packaged("plan.toml"), 0
    for key, group in (*data["groups"].items(), ("", {"name": _OTHER, "measures": ()})):
        mine = [task for task in tasks if task.node.group == key]
        if not mine and not group["measures"]:
            continue
        done = sum(task.state.status == DONE for task in mine)
        said = f": hoàn thành {done}/{len(mine)} nhiệm vụ" if mine else ""
        yield ReportRow((f"{group['name']}{said}",), "section", key)
        for name in group["measures"]:
            yield ReportRow(tuple(_measure_values(measured[name])), key=f"{key}/{name}")
        for task in mine:
            number += 1
            yield ReportRow(tuple(_task_values(task, number, last)), key=task.node.line.key)


def _measure_values(one: Measured) -> Iterator[Value]:
    yield from (None, f"Số liệu: {one.name}", "", None, "", one.percent, one.words, "", "")


def _task_values(task: _Task, number: int, last: date) -> Iterator[Value]:
    line, state = task.node.line, task.state
    due = line.content.get("due")
    yield from (number, line.title, line.responsible or UNASSIGNED, date.fromisoformat(due) if due else None)
    yield from (STATUSES.get(state.status, state.status), float(state.progress), state.result)
    files = line.files.get(EVIDENCE, 0)
    yield f"{files} tệp" if files else ""
    yield "; ".join(_remarks(task, due, last))


def _remarks(task: _Task, due: str | None, last: date) -> Iterator[str]:
    state = task.state
    if task.late and due:
        days = ((state.ended_on or last) - date.fromisoformat(due)).days
        yield f"hoàn thành muộn {days} ngày" if state.status == DONE else f"quá hạn {days} ngày"
    if state.ended_on is not None:
        yield f"xong {state.ended_on:%d/%m/%Y}" if state.status == DONE else f"thôi {state.ended_on:%d/%m/%Y}"
    if state.status == DONE and not task.node.line.files.get(EVIDENCE):
        yield "chưa có minh chứng"


def _counts(tasks: Iterable[_Task]) -> dict[str, int]:
    by_status = Counter(task.state.status for task in tasks)
    late = sum(task.late and task.state.status in (PLANNED, DOING) for task in tasks)
    return {
        "tasks": by_status.total(), "done": by_status[DONE], "doing": by_status[DOING], "planned": by_status[PLANNED],
        "dropped": by_status[DROPPED], "late": late,
    }  # fmt: skip


def _summary(counts: Mapping[str, int], asked: Asked) -> str:
    if not counts["tasks"]:
        return f"Năm {asked.period.last.year} chưa có nhiệm vụ nào trong kế hoạch (F11: ghi hoặc nạp kế hoạch mẫu)."
    said = (
        f"Nhiệm vụ của kỳ: {counts['tasks']}; hoàn thành {counts['done']}, đang thực hiện {counts['doing']}, "
        f"chưa thực hiện {counts['planned']}"
    )
    dropped = f", không thực hiện {counts['dropped']}" if counts["dropped"] else ""
    return f"{said}{dropped}; quá hạn {counts['late']}."
