"""What has to be done today, most urgent first: each group is a small function, each row one action.

A new group («notices to take down») is a function that takes the session and the moment and returns its rows,
its name in ``GROUPS``, and its words in ``ui/cases/today_page.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from papi_desk.db.models.cases import Case, CaseEvent, Contact, Party
from papi_desk.db.models.procedures import Procedure
from papi_desk.domain.cases import RUNNING, Action, Status, is_late
from papi_desk.domain.deadlines import Limit, Stage, Unit, due
from papi_desk.domain.records import Record
from papi_desk.services.apologies import owes_apology
from papi_desk.services.cash import cash_day
from papi_desk.services.disclosure_reports import owed_list
from papi_desk.services.matter_lists import matter_warnings
from papi_desk.services.reference import reference

MOST: Final = 50
"""Rows read of a group; more are told as «more than 50»."""
ONLINE_HOURS: Final = 8
"""Working hours within which an online file is accepted or sent back (NĐ 118/2025/NĐ-CP Điều 17)."""
AGES: Final = (3, 7, 30)
"""Days after which a result that waits is called for again."""


class TodayRow(Record):
    """Something to be done: on which case, what about, until when, and the step that does it."""

    code: str
    owner: str
    what: str
    at: datetime | None
    action: str
    """A step («extend»), or «call», «open», «cash»."""
    late: bool = False
    amount: int | None = None


class TodayGroup(Record):
    """A group of the day's work."""

    name: str
    rows: tuple[TodayRow, ...]
    more: bool


_OWNER = aliased(Party)
Found = list[tuple[Case, str, str]]


def _cases(session: Session, *where: Any, order: Any) -> Found:
    query = (
        select(Case, _OWNER.name, Procedure.name)
        .join(_OWNER, (_OWNER.case_id == Case.id) & (_OWNER.role == "owner"))
        .join(Procedure, Procedure.id == Case.procedure_id)
        .where(Case.voided_at.is_(None), *where)
        .order_by(order, Case.id)
        .limit(MOST + 1)
    )
    return [(case, owner, procedure) for case, owner, procedure in session.execute(query)]


_RUNS: Final = (Case.finished_at.is_(None), Case.status.in_([int(status) for status in RUNNING]))


def _apologies(session: Session, now: datetime) -> list[TodayRow]:
    """Cases whose promise was missed: an apology is owed, the breach is recorded with it."""
    found = _cases(session, *_RUNS, Case.due_at < now, order=Case.due_at)
    missed = [one for one in found if is_late(now, one[0].due_at, by_hour=one[0].by_hour)]
    return [
        TodayRow(case.code, owner, what, case.due_at, _settle(session, case, now), True) for case, owner, what in missed
    ]


def _settle(session: Session, case: Case, now: datetime) -> str:
    return str(Action.APOLOGISE if owes_apology(session, case, now) else Action.FINISH)


def _extensions(session: Session, now: datetime) -> list[TodayRow]:
    """Promises that can be extended today and no longer tomorrow: apology and new date go out today."""
    calendar, notice = reference(session).calendar, reference(session).step_rules(now.date()).extension_notice_days
    first = datetime.combine(now.date() + timedelta(days=notice), time())
    last = calendar.add_working_days(now.date(), 1) + timedelta(days=notice - 1)
    until = datetime.combine(last, time.max)
    found = _cases(session, *_RUNS, Case.due_at >= first, Case.due_at <= until, Case.extensions == 0, order=Case.due_at)
    return [TodayRow(case.code, owner, what, case.due_at, str(Action.EXTEND)) for case, owner, what in found]


def _due_today(session: Session, now: datetime) -> list[TodayRow]:
    first, last = datetime.combine(now.date(), time()), datetime.combine(now.date(), time.max)
    found = _cases(session, *_RUNS, Case.due_at >= first, Case.due_at <= last, order=Case.due_at)
    return [
        TodayRow(case.code, owner, what, case.due_at, str(Action.FINISH), case.due_at is not None and case.due_at < now)
        for case, owner, what in found
        if not is_late(now, case.due_at, by_hour=case.by_hour)
    ]


def _online(session: Session, now: datetime) -> list[TodayRow]:
    """Files handed in online and not yet answered, with the hour until which they have to be."""
    ref = reference(session)
    limit = Limit((Stage(Decimal(ONLINE_HOURS), Unit.WORKING_HOURS),))
    rows = []
    for case, owner, what in _cases(session, Case.status == int(Status.REGISTERED), order=Case.submitted_at):
        until = due(limit, case.submitted_at or case.recorded_at, ref.calendar, ref.conventions).at
        rows.append(TodayRow(case.code, owner, what, until, str(Action.ACCEPT), until is not None and until < now))
    return rows


def _supplements(session: Session, now: datetime) -> list[TodayRow]:
    """Papers asked for whose time is nearly over, or over: remind, then close."""
    days = reference(session).step_rules(now.date()).close_after_days
    soon = datetime.combine(now.date() - timedelta(days=days - AGES[0]), time.max)
    found = _cases(session, Case.status == int(Status.SUPPLEMENT), Case.stopped_at <= soon, order=Case.stopped_at)
    rows = []
    for case, owner, what in found:
        last = (case.stopped_at or now).date() + timedelta(days=days)
        over = now.date() > last
        action = str(Action.CLOSE) if over else "call"
        rows.append(TodayRow(case.code, owner, what, datetime.combine(last, time(23, 59)), action, over))
    return rows


def _results(session: Session, now: datetime) -> list[TodayRow]:
    """Results that have waited so long that the citizen is to be called (again)."""
    before = datetime.combine(now.date() - timedelta(days=AGES[0]), time.max)
    found = _cases(session, Case.status == int(Status.FINISHED), Case.finished_at <= before, order=Case.finished_at)
    called = _last_calls(session, [case.id for case, *_ in found])
    return [
        TodayRow(case.code, owner, what, case.finished_at, "call", _age(case, now) >= AGES[2])
        for case, owner, what in found
        if _call_again(case, called.get(case.id), now)
    ]


def _last_calls(session: Session, ids: list[int]) -> dict[int, datetime]:
    told = select(Contact.case_id, Contact.at).where(Contact.case_id.in_(ids)).order_by(Contact.at)
    return {row.case_id: row.at for row in session.execute(told)}


def _age(case: Case, now: datetime) -> int:
    return (now.date() - (case.finished_at or now).date()).days


def _call_again(case: Case, called: datetime | None, now: datetime) -> bool:
    """Tell whether an age was reached since the last call."""
    since = (case.finished_at or now).date()
    reached = max(since + timedelta(days=age) for age in AGES if age <= _age(case, now))
    return called is None or called.date() < reached


def _matters(session: Session, now: datetime) -> list[TodayRow]:
    """Notices to put up or take down, answers that are due."""
    rows = []
    for line in matter_warnings(session, on=now.date())[: MOST + 1]:
        told = [warning for warning in line.warnings if not warning.past]
        said, until = " · ".join(warning.words for warning in told), told[0].due
        late = any(warning.tone == "late" for warning in told)
        at = None if until is None else datetime.combine(until, time(23, 59))
        rows.append(TodayRow(line.key, line.title, said, at, "notice", late))
    owed = owed_list(session, on=now.date())
    listed = "Danh mục nội dung đã công khai của quý: in rồi niêm yết, ghi vào sổ công khai"
    return [*rows, TodayRow(owed, "", listed, None, "quarter-list")] if owed else rows


def _drawer(session: Session, now: datetime) -> list[TodayRow]:
    """What was taken in cash today and lies in the drawer uncounted."""
    day = cash_day(session, now.date())
    cash = day.by_method.get("cash", 0)
    return [TodayRow("", "", "", now, "cash", amount=cash)] if cash and day.count is None else []


def _breaches(session: Session, now: datetime) -> list[TodayRow]:
    """Rules broken and recorded in the last days, for whoever answers for the desk."""
    since = datetime.combine(now.date() - timedelta(days=AGES[1]), time())
    told = (
        select(CaseEvent.at, CaseEvent.data, Case.code, _OWNER.name)
        .join(Case, Case.id == CaseEvent.case_id)
        .join(_OWNER, (_OWNER.case_id == Case.id) & (_OWNER.role == "owner"))
        .where(Case.last_recorded_at >= since, CaseEvent.recorded_at >= since, CaseEvent.action.in_(_BREAKABLE))
        .order_by(CaseEvent.id.desc())
        .limit(10 * MOST)
    )
    found = [row for row in session.execute(told) if row[1].get("breaches")]
    return [TodayRow(code, owner, ", ".join(data["breaches"]), at, "open", True) for at, data, code, owner in found]


_BREAKABLE: Final = [str(a) for a in (Action.SUPPLEMENT, Action.EXTEND, Action.APOLOGISE, Action.FINISH, Action.REFUSE,
                                      Action.RETURN)]  # fmt: skip

GROUPS: Final[Mapping[str, Callable[[Session, datetime], list[TodayRow]]]] = {
    "apologies": _apologies,
    "extensions": _extensions,
    "online": _online,
    "due-today": _due_today,
    "supplements": _supplements,
    "results": _results,
    "matters": _matters,
    "drawer": _drawer,
    "breaches": _breaches,
}
"""The day's work, most urgent first."""
TOLD: Final = frozenset({"drawer", "breaches"})
"""Groups that tell something and do not count as work waiting."""


def today(session: Session, *, now: datetime) -> list[TodayGroup]:
    """Return the groups that have something in them, most urgent first."""
    found = ((name, group(session, now)) for name, group in GROUPS.items())
    return [TodayGroup(name, tuple(rows[:MOST]), len(rows) > MOST) for name, rows in found if rows]


def work_waiting(groups: list[TodayGroup]) -> int:
    """Count what waits to be done."""
    return sum(len(group.rows) for group in groups if group.name not in TOLD)
