"""What a figure counts: each measure asks its own question of a case (``k``), none is got by adding or subtracting.

So the identities between columns can fail, and are checked on every case at every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from papi_desk.services.reference import packaged
from papi_desk.services.reports.facts import numbers

_DIALECTS: Final = {
    "sqlite": {
        "undoes": "json_extract(u.data, '$.undoes')",
        "weekday": "CAST(strftime('%w', k.received_at) AS INTEGER)",
        "hour": "CAST(strftime('%H', k.received_at) AS INTEGER)",
        "days_late": "(julianday(date({until})) - julianday(date(k.due_at)))",
    },
    "postgresql": {
        "undoes": "(u.data ->> 'undoes')::bigint",
        "weekday": "extract(dow FROM k.received_at)::int",
        "hour": "extract(hour FROM k.received_at)::int",
        "days_late": "(date({until}) - date(k.due_at))",
    },
}
_UNTIL: Final = "CASE WHEN k.done THEN k.finished_at ELSE :cut_day END"


@cache
def measures(dialect: str, *, known: bool, apart: bool) -> Mapping[str, str]:
    """Return the conditions by name, with the statuses and channels of ``statistics.toml`` filled in.

    ``apart`` leaves cases without a due date out of every on-time share (setting A12).
    """
    said = {**_said(dialect, known), "has_due": "NOT k.no_due" if apart else "1 = 1"}
    return {name: condition.format(**said) for name, condition in _CONDITIONS.items()}


@cache
def sums(dialect: str, *, known: bool) -> Mapping[str, str]:
    """Return what is added up rather than counted, by name: a whole number a case."""
    said = _said(dialect, known)
    return {name: expression.format(**said) for name, expression in _SUMS.items()}


_STANDS: Final = (
    " AND NOT EXISTS (SELECT 1 FROM case_events u WHERE u.case_id = v.case_id AND u.action = 'undo'"
    " AND {undoes} = v.id{known})"
)
"""A step that has not been taken back."""


@cache
def _said(dialect: str, known: bool) -> Mapping[str, str]:
    rules, own = packaged("statistics.toml"), _DIALECTS[dialect]
    then = _STANDS.format(undoes=own["undoes"], known=" AND u.recorded_at <= :known" if known else "")
    then += " AND v.recorded_at <= :known" if known else ""
    asked = f"v.case_id = k.id AND v.action = 'supplement' AND v.at < :end{then}"
    return {
        "by_date": numbers(rules["finished_by_date"]),
        "as_on_time": numbers(rules["finished_on_time"]),
        "closed": numbers([*rules["finished_by_date"], *rules["finished_on_time"]]),
        "running": numbers(rules["open_by_date"]),
        "waiting": numbers(rules["open_in_time"]),
        "open": numbers([*rules["open_by_date"], *rules["open_in_time"]]),
        "online": ", ".join(f"'{channel}'" for channel in rules["online_channels"]),
        "counter": ", ".join(f"'{channel}'" for channel in rules["counter_channels"]),
        "weekday": own["weekday"],
        "hour": own["hour"],
        "days_late": own["days_late"].format(until=_UNTIL),
        "rounds": f"(SELECT count(*) FROM case_events v WHERE {asked})",
        "then": then,
        "papers": "(SELECT count(*) FROM case_documents d WHERE d.case_id = k.id)",
        "digital": "(SELECT count(*) FROM case_documents d WHERE d.case_id = k.id AND d.digitised)",
        "result": "(SELECT 1 FROM results r WHERE r.case_id = k.id AND r.digitised)",
    }


def group_key(name: str, dialect: str) -> str:
    """Return the expression that a report's rows are grouped by."""
    return _KEYS[name].format(**_DIALECTS[dialect])


_KEYS: Final = {
    "field": "k.procedure_id",
    "procedure": "k.procedure_id",
    "officer": "k.officer_id",
    "channel": "k.channel",
    "level": "k.competent_unit",
    "day": "date(k.received_at)",
    "hour": "{hour}",
    "cause": "(SELECT max(l.id) FROM late_causes l WHERE l.case_id = k.id)",
}


_GOOD = "(k.done AND ((k.status IN ({by_date}) AND (k.no_due OR k.done_on <= k.due_on)) OR k.status IN ({as_on_time})))"
_LATE = (
    "(NOT k.no_due AND ((k.done AND k.status IN ({by_date}) AND NOT k.done_on <= k.due_on) "
    "OR (k.pending AND k.status IN ({running}) AND k.passed)))"
)
_DUE_IN = "k.due_at >= :start AND k.due_at < :end"
_CONDITIONS: Final = {
    "c3": "k.here",
    "c4": "k.inside AND k.channel IN ({online})",
    "c5": "k.inside AND k.channel IN ({counter})",
    "c6": "k.carried",
    "c7": "k.done AND k.status IN ({closed})",
    "c8": "k.done AND k.status IN ({by_date}) AND k.done_on < k.due_on",
    "c9": "k.done AND (k.status IN ({as_on_time}) OR (k.status IN ({by_date}) AND (k.no_due OR k.done_on = k.due_on)))",
    "c10": "k.done AND k.status IN ({by_date}) AND k.done_on > k.due_on",
    "c11": "k.pending AND k.status IN ({open})",
    "c12": "k.pending AND (k.status IN ({waiting}) OR (k.status IN ({running}) AND (k.no_due OR NOT k.passed)))",
    "c13": "k.pending AND k.status IN ({running}) AND k.passed",
    "received": "k.inside",
    "no_due": "k.no_due",
    "no_due_done": "k.no_due AND k.done",
    "solved_all": "k.done AND k.status IN ({closed}) AND {has_due}",
    "solved_good": f"{{has_due}} AND {_GOOD}",
    "received_all": "k.inside AND {has_due}",
    "received_good": f"k.inside AND {{has_due}} AND {_GOOD}",
    "due_all": _DUE_IN,
    "due_good": f"{_DUE_IN} AND NOT k.pending AND (k.status IN ({{as_on_time}}) OR k.done_on <= k.due_on)",
    "to-process_all": "k.here AND {has_due}",
    "to-process_good": f"{{has_due}} AND {_GOOD}",
    "withdrawn": "k.done AND k.status IN ({as_on_time})",
    "refused": "k.done AND k.status IN ({by_date}) AND k.refused",
    "received_due": "k.inside AND NOT k.no_due",
    "paid": "k.inside AND EXISTS (SELECT 1 FROM payments y WHERE y.case_id = k.id)",
    "paid_electronic": (
        "k.inside AND EXISTS (SELECT 1 FROM payments y WHERE y.case_id = k.id AND y.method IN ('transfer', 'online'))"
    ),
    "direct": "k.inside AND k.channel = 'direct'",
    "post": "k.inside AND k.channel = 'post'",
    "online": "k.inside AND k.channel = 'online'",
    "vneid": "k.inside AND k.channel = 'vneid'",
    **{
        name: f"k.inside AND {{weekday}} = {number}"
        for number, name in enumerate(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"))
    },
    "late": _LATE,
    "late_3": f"{_LATE} AND {{days_late}} <= 3",
    "late_10": f"{_LATE} AND {{days_late}} > 3 AND {{days_late}} <= 10",
    "late_more": f"{_LATE} AND {{days_late}} > 10",
    "papers_all": "k.inside AND {papers} > 0 AND {papers} = {digital}",
    "papers_some": "k.inside AND {digital} > 0 AND {digital} < {papers}",
    "papers_none": "k.inside AND {digital} = 0",
    "results": "k.done AND k.status IN ({by_date})",
    "results_digital": "k.done AND k.status IN ({by_date}) AND EXISTS {result}",
    "results_paper": "k.done AND k.status IN ({by_date}) AND NOT EXISTS {result}",
    "rounds_0": "k.inside AND {rounds} = 0",
    "rounds_1": "k.inside AND {rounds} = 1",
    "rounds_more": "k.inside AND {rounds} >= 2",
    "extended": (
        "EXISTS (SELECT 1 FROM case_events v WHERE v.case_id = k.id AND v.action = 'extend' AND v.at >= :start "
        "AND v.at < :end{then})"
    ),
}
_SUMS: Final = {
    "papers": "CASE WHEN k.inside THEN {papers} ELSE 0 END",
    "papers_digital": "CASE WHEN k.inside THEN {digital} ELSE 0 END",
    "rounds": "CASE WHEN k.inside THEN {rounds} ELSE 0 END",
}
