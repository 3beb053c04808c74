"""Random lives of cases around the edges of a month, as rows for the register and, in plain Python, as figures.

The oracle knows no SQL: it walks through every step of every case and answers each column of II.06a by the words of the
form (law: TT 01/2020/TT-VPCP, and the rules of docs/decisions/07-statistics.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent
from papi_desk.domain.periods import Period

DAYS = [date(2024, 1, 20), *(date(2024, m, d) for m in (2, 3, 4) for d in (1, 13, 14, 15, 16, 28)),
        date(2024, 2, 29), date(2024, 3, 31), date(2024, 5, 2)]  # fmt: skip
HOURS = [time(0), time(9), time(17), time(17, 0, 1), time(23, 59, 59)]
MOMENTS = sorted(datetime.combine(day, hour) for day in DAYS for hour in HOURS)
ENDS = {"finish": 9, "refuse": 9, "withdraw": 7, "stop": 8}
ONLINE = ("online", "vneid")


@dataclass
class Step:
    """A step: when it happened, when it was written down, and where the case stands after it."""

    action: str
    at: datetime
    recorded: datetime
    status: int
    due: datetime | None
    original: datetime | None
    by_hour: bool
    channel: str


@dataclass
class Life:
    """A case from its first step to its last."""

    number: int
    procedure: int
    steps: list[Step] = field(default_factory=list)
    imported_finish: datetime | None = None


@st.composite
def lives(draw: st.DrawFn, number: int, procedures: list[int]) -> Life:
    """Draw a life: any order of steps that the rules allow, each at a moment near an edge."""
    life = Life(number, draw(st.sampled_from(procedures)))
    at = draw(st.sampled_from(MOMENTS[:-1]))
    due = draw(_promise(at))
    by_hour = draw(st.booleans()) if due else False
    channel = draw(st.sampled_from(["direct", "post", "online", "vneid"]))
    if draw(st.integers(0, 5)) == 0:
        return _imported(draw, life, at, due, channel)
    waits = channel in ONLINE and draw(st.booleans())
    state = Step("register", at, _written(draw, at, at), 1 if waits else 2, None if waits else due,
                 None if waits else due, by_hour, channel)  # fmt: skip
    life.steps.append(state)
    for _ in range(draw(st.integers(0, 5))):
        moved = _next(draw, state, draw(st.sampled_from(_soon(state.at))))
        if moved is None:
            break
        state = moved
        life.steps.append(state)
        if state.action == "void":
            break
    return life


def _imported(draw: st.DrawFn, life: Life, at: datetime, due: datetime | None, channel: str) -> Life:
    finished = draw(st.sampled_from([*_soon(at), None]))
    last = finished or at
    status = 4 if finished is None else draw(st.sampled_from([9, 10, 7]))
    life.imported_finish = finished
    life.steps.append(Step("import", at, _written(draw, last, last), status, due, due, False, channel))
    return life


def _soon(at: datetime) -> list[datetime]:
    """Return the moments that come next, so that lives meet their promises and the edges of the months."""
    return [moment for moment in MOMENTS if moment >= at][:14] or [at + timedelta(days=2)]


def _promise(at: datetime) -> st.SearchStrategy[datetime | None]:
    return st.sampled_from([*_soon(at), None])


def _written(draw: st.DrawFn, at: datetime, before: datetime) -> datetime:
    return max(at, before) + timedelta(days=draw(st.sampled_from([0, 0, 0, 3, 40])))


def _next(draw: st.DrawFn, state: Step, at: datetime) -> Step | None:
    """Take a step that the status allows; None when the life ends here."""
    allowed: Mapping[int, tuple[str, ...]] = {
        1: ("accept", "accept", "deny"),
        2: ("finish", "finish", "process", "supplement", "pay", "extend", "verify", "amend", *ENDS, "void"),
        4: ("finish", "finish", "supplement", "pay", "extend", "verify", "amend", *ENDS),
        5: ("resubmit", "resubmit", "withdraw", "stop"),
        6: ("paid", "withdraw"), 9: ("return", "amend", "void"),
    }  # fmt: skip
    if state.status not in allowed:
        return None
    action = draw(st.sampled_from(allowed[state.status]))
    status, due, original = state.status, state.due, state.original
    by_hour, channel = state.by_hour, state.channel
    if action in ("accept", "verify", "resubmit"):
        due = original = draw(_promise(at))
        by_hour = draw(st.booleans()) if due else False
    if action == "extend" and due is not None:
        due = due + timedelta(days=draw(st.integers(1, 20)))
    if action == "paid" and due is not None and draw(st.booleans()):
        due, original = due + timedelta(days=2), original and original + timedelta(days=2)
    if action == "amend":
        channel = draw(st.sampled_from(["direct", "post", "online"]))
    status = {
        "accept": 2, "deny": 3, "process": 4, "verify": 4, "supplement": 5, "pay": 6, "resubmit": 4, "paid": 4,
        "return": 10, **ENDS,
    }.get(action, status)  # fmt: skip
    return Step(action, at, _written(draw, at, state.recorded), status, due, original, by_hour, channel)


# --- as rows of the register -----------------------------------------------------------------------------


def write(session: Session, register: list[Life]) -> None:
    """Write the lives as the services would have left them."""
    rows = [_case_row(life) for life in register]
    if rows:
        session.execute(insert(Case), rows)
        session.execute(insert(CaseEvent), [row for life in register for row in _event_rows(life)])


def _case_row(life: Life) -> dict[str, Any]:
    first, last = life.steps[0], life.steps[-1]
    finish = next((s.at for s in life.steps if s.action in ENDS), life.imported_finish)
    accepted = next((s.at for s in life.steps if s.status != 1), None)
    moments = [s.at for s in life.steps] + ([life.imported_finish] if life.imported_finish else [])
    return {
        "id": 1000 + life.number, "code": f"MC-{life.number:04}", "series": "MC", "number": life.number,
        "office_id": 1, "procedure_id": life.procedure, "version_id": 1, "officer_id": 1, "channel": last.channel,
        "status": last.status, "received_at": None if last.status in (1, 3) else accepted, "due_at": last.due,
        "original_due_at": last.original, "by_hour": last.by_hour, "finished_at": finish,
        "refused": any(s.action == "refuse" for s in life.steps),
        "voided_at": next((s.at for s in life.steps if s.action == "void"), None), "recorded_at": first.recorded,
        "last_at": max(moments), "last_recorded_at": last.recorded, "trace": [], "conditions": {}, "revision": 1,
    }  # fmt: skip


def _event_rows(life: Life) -> list[dict[str, Any]]:
    rows, before = [], None
    for number, step in enumerate(life.steps):
        rows.append({
            "id": (1000 + life.number) * 100 + number, "case_id": 1000 + life.number, "action": step.action,
            "at": step.at, "recorded_at": step.recorded, "officer_id": 1, "to_status": step.status,
            "from_status": before.status if before else None, "old_due": before.due if before else None,
            "new_due": step.due, "data": {"changes": _changes(before, step)} if before else {},
        })  # fmt: skip
        before = step
    return rows


def _changes(before: Step, step: Step) -> dict[str, Any]:
    named = {"original_due_at": (before.original, step.original), "by_hour": (before.by_hour, step.by_hour),
             "channel": (before.channel, step.channel)}  # fmt: skip
    return {name: {"old": _plain(old), "new": _plain(new)} for name, (old, new) in named.items() if old != new}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


# --- the oracle ------------------------------------------------------------------------------------------


def columns_of(
    life: Life, period: Period, asked_at: datetime, known_at: datetime | None, *, original: bool
) -> frozenset[str]:
    """Answer every column of the form for one case."""
    known = [s for s in life.steps if known_at is None or s.recorded <= known_at]
    if not known or any(s.action == "void" for s in known):
        return frozenset()
    happened = [s for s in known if s.at < period.end]
    received = next((s.at for s in happened if s.status != 1), None)
    if received is None or happened[-1].status == 3:
        return frozenset()
    now = happened[-1]
    finished = next((s.at for s in happened if s.action in ENDS), None)
    status = now.status
    if now.action == "import" or (happened[0].action == "import"):
        finished = life.imported_finish
        if finished is not None and finished >= period.end:
            finished, status = None, 4
    due = now.original if original else now.due
    if finished is not None and finished < period.start and received < period.start:
        return frozenset()
    inside = received >= period.start
    found = {"c3", "c6"} if not inside else {"c3", "c4" if known[-1].channel in ONLINE else "c5"}
    if finished is not None:
        return frozenset(found | {"c7", _settled(status, finished, due, by_hour=now.by_hour)})
    overdue = status in (2, 4) and due is not None and _passed(due, period, asked_at, by_hour=now.by_hour)
    return frozenset(found | {"c11", "c13" if overdue else "c12"})


def _settled(status: int, finished: datetime, due: datetime | None, *, by_hour: bool) -> str:
    if status in (7, 8) or due is None:
        return "c9"
    one, other = (finished, due) if by_hour else (finished.date(), due.date())
    return "c8" if one < other else "c9" if one == other else "c10"


def _passed(due: datetime, period: Period, asked_at: datetime, *, by_hour: bool) -> bool:
    if by_hour:
        return due < min(period.end, asked_at)
    return due.date() < min(period.last, asked_at.date())
