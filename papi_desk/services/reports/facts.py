"""Every case of a period as it stood at the period's end, told by the database itself.

A row shows the state of today. Where that is a later state than the one asked about, the last step in force then is
read from the history; ``known_at`` leaves out what was written down later. Only cases received before the period's end
and not closed before its start are looked at, found by the classes of how long they were open (``db.models.spans``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from typing import Any, Final

from sqlalchemy import DateTime, Result, bindparam, text
from sqlalchemy.orm import Session

from papi_desk.db.models.spans import span_classes
from papi_desk.domain.periods import Period
from papi_desk.domain.records import Record
from papi_desk.services.reference import packaged, reference


class Asked(Record):
    """What is asked of a report: the period, its grouping, as known when, and the denominator of the on-time share."""

    period: Period
    now: datetime
    by: str = ""
    known_at: datetime | None = None
    share: str = "solved"
    compare: str = ""
    """«previous» or «last-year»: the period to set beside."""

    @property
    def asked_at(self) -> datetime:
        """Return the moment whose knowledge counts."""
        return self.known_at or self.now


_TOLD: Final = "((c.finished_at IS NULL OR c.finished_at >= :end) AND c.last_at >= :end)"
_STEP: Final = "SELECT max(x.id) FROM case_events x WHERE x.case_id = c.id AND x.at < :end{then}"
_JOIN: Final = {
    "sqlite": "LEFT JOIN case_events e ON e.id = CASE WHEN {told} THEN ({step}) END",
    "postgresql": "LEFT JOIN LATERAL (SELECT v.* FROM case_events v WHERE {told} AND v.id = ({step})) e ON true",
}
_STOOD: Final = """
SELECT c.id, c.code, c.procedure_id, c.officer_id, c.competent_unit, {channel} AS channel, c.received_at,
       {by_hour} AS by_hour, c.refused, {told} AS told, {finished} AS finished_at, {due} AS due_at,
       CASE WHEN NOT {told} THEN c.status
            WHEN e.action = 'import' AND e.to_status > 6 AND (c.finished_at IS NULL OR c.finished_at >= :end) THEN 4
            ELSE e.to_status END AS status
  FROM {spans} s CROSS JOIN cases c {join}
 WHERE c.{column} = s.class AND c.{begun} >= s.low AND c.received_at < :end AND {reach} AND {alive}
   AND (e.id IS NOT NULL AND e.action <> 'void' OR NOT {told})"""
_FINISHED: Final = """CASE WHEN {told} THEN coalesce(
  (SELECT x.at FROM case_events x WHERE x.case_id = c.id AND x.at < :end{then}
   AND x.to_status IN (7, 8, 9) AND x.from_status < 7 ORDER BY x.id DESC LIMIT 1), c.finished_at)
  ELSE c.finished_at END"""
"""When it was finished as far as was known: a finish may have been taken back since, and another one written."""
_CROSSING: Final = "(c.received_at >= :start OR c.finished_at IS NULL OR c.finished_at >= :start)"
_UNWRITTEN: Final = "c.last_recorded_at > :known AND c.received_at < :start AND c.finished_at < :start"
"""Closed before the period, but not yet as far as was known."""
_FACTS: Final = """
WITH span (class, low) AS (VALUES {classes}){written},
stood AS MATERIALIZED ({stood}),
ended AS (SELECT f.*, CASE WHEN f.told AND f.status < 7 THEN NULL ELSE f.finished_at END AS ended_at FROM stood f),
k AS MATERIALIZED (
SELECT f.id, f.code, f.procedure_id, f.officer_id, f.competent_unit, f.channel, f.received_at, f.refused, f.status,
       f.due_at, f.ended_at AS finished_at, f.due_at IS NULL AS no_due,
       f.received_at >= :start AND f.received_at < :end AS inside,
       f.received_at < :start AND (f.ended_at IS NULL OR f.ended_at >= :start) AS carried,
       f.received_at < :end AND (f.ended_at IS NULL OR f.ended_at >= :start) AS here,
       f.ended_at >= :start AND f.ended_at < :end AS done,
       f.ended_at IS NULL OR f.ended_at >= :end AS pending,
       CASE WHEN f.by_hour THEN f.ended_at ELSE date(f.ended_at) END AS done_on,
       CASE WHEN f.by_hour THEN f.due_at ELSE date(f.due_at) END AS due_on,
       f.due_at < CASE WHEN f.by_hour THEN :cut_moment ELSE :cut_day END AS passed
  FROM ended f
 WHERE f.status NOT IN ({not_received}) AND (f.received_at >= :start OR f.ended_at IS NULL OR f.ended_at >= :start))
"""
"""``k``: a row a case. ``done_on`` and ``due_on`` are days, or moments where the limit is in hours, to be compared."""
_BEFORE: Final = """CASE WHEN {told} THEN CASE WHEN EXISTS (SELECT 1 FROM case_events x WHERE {changed}) THEN
  (SELECT {old} FROM case_events x WHERE {changed} ORDER BY x.id LIMIT 1) ELSE c.{name} END ELSE c.{name} END"""
"""What a column said before the first step that does not count changed it (steps keep the old value beside the new)."""
_CHANGE: Final = {
    "sqlite": "json_extract(x.data, '$.changes.{name}')",
    "postgresql": "x.data #> '{{changes,{name}}}'",
}
_OLD: Final = {
    "sqlite": {
        "channel": "json_extract(x.data, '$.changes.channel.old')",
        "by_hour": "json_extract(x.data, '$.changes.by_hour.old')",
        "original_due_at": "strftime('%Y-%m-%d %H:%M:%f000', json_extract(x.data, '$.changes.original_due_at.old'))",
    },
    "postgresql": {
        "channel": "x.data #>> '{changes,channel,old}'",
        "by_hour": "(x.data #>> '{changes,by_hour,old}')::boolean",
        "original_due_at": "(x.data #>> '{changes,original_due_at,old}')::timestamp",
    },
}


def _before(name: str, dialect: str, told: str, uncounted: str) -> str:
    """Return a column as it was before the steps that do not count."""
    change = _CHANGE[dialect].format(name=name)
    changed = f"x.case_id = c.id AND {uncounted} AND {change} IS NOT NULL"
    return _BEFORE.format(told=told, changed=changed, old=_OLD[dialect][name], name=name)


@cache
def facts_sql(dialect: str, *, known: bool, original: bool) -> str:
    """Return the common table ``k`` as this database understands it, to be followed by a SELECT."""
    told = f"(c.last_recorded_at > :known OR {_TOLD})" if known else _TOLD
    then = " AND x.recorded_at <= :known" if known else ""
    alive, later, unknown = "c.voided_at IS NULL", "x.at >= :end", "1 = 0"
    if known:
        alive = "(c.voided_at IS NULL OR c.last_recorded_at > :known) AND c.recorded_at <= :known"
        later, unknown = "(x.at >= :end OR x.recorded_at > :known)", "x.recorded_at > :known"
    first_due = _before("original_due_at", dialect, told, later)
    usual = {
        "told": told, "alive": alive, "join": _JOIN[dialect].format(told=told, step=_STEP.format(then=then)),
        "finished": _FINISHED.format(told=told, then=then),
        "channel": _before("channel", dialect, told, unknown) if known else "c.channel",
        "by_hour": _before("by_hour", dialect, told, later),
        "due": first_due if original else f"CASE WHEN {told} THEN e.new_due ELSE c.due_at END",
    }  # fmt: skip
    stood = _STOOD.format(**usual, spans="span", column="open_span", begun="received_at", reach=_CROSSING)
    written = ""
    if known:
        written = f", written (class, low) AS (VALUES {_classes('written')})"
        late = _STOOD.format(**usual, spans="written", column="record_span", begun="recorded_at", reach=_UNWRITTEN)
        stood = f"{stood}\nUNION ALL{late}"
    closed = numbers(packaged("statistics.toml")["not_received"])
    return _FACTS.format(classes=_classes("low"), written=written, stood=stood, not_received=closed)


def _classes(name: str) -> str:
    return ", ".join(f"({number}, :{name}_{number + 1})" for number, _ in span_classes(datetime(2000, 1, 1)))


def numbers(values: Any) -> str:
    """Return whole numbers of a data file as SQL lists them."""
    return ", ".join(str(int(value)) for value in values)


def moments(asked: Asked) -> dict[str, datetime]:
    """Return what the common table needs to know, by name."""
    period, asked_at = asked.period, asked.asked_at
    found = {
        "start": period.start,
        "end": period.end,
        "cut_moment": min(period.end, asked_at),
        "cut_day": datetime.combine(min(period.last, asked_at.date()), time()),
        **{f"low_{number + 1}": low for number, low in span_classes(period.start)},
    }
    if asked.known_at is not None:
        found |= {"known": asked.known_at}
        found |= {f"written_{number + 1}": low for number, low in span_classes(asked.known_at)}
    return found


def ask(session: Session, asked: Asked, select: str, more: Mapping[str, Any] | None = None) -> Result[Any]:
    """Run a SELECT over the period's cases (``k``); whole numbers and texts may be given besides the moments."""
    original = reference(session).conventions.statistics_due == "original"
    facts = facts_sql(session.get_bind().dialect.name, known=asked.known_at is not None, original=original)
    given = moments(asked)
    statement = text(facts + select).bindparams(*(bindparam(name, type_=DateTime()) for name in given))
    return session.execute(statement, {**given, **(more or {})})
