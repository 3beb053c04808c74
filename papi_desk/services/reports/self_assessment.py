"""The office's own estimate of how well it serves, in the spirit of QĐ 766 and near to what PAPI asks.

Never a published score: it is reckoned from the office's register alone, with weights that are data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from papi_desk.domain.records import Record, replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.domain.statistics import share
from papi_desk.services.reference import packaged
from papi_desk.services.reports.counted import framed
from papi_desk.services.reports.counting import Behind, Wanted, behind, count
from papi_desk.services.reports.facts import Asked

_MEASURES: Final = {"overdue": "c13"}


class Component(Record):
    """One thing that is judged: a share of cases, worth so many points."""

    key: str
    name: str
    how: str
    raise_: str
    weight: int
    part: tuple[str, ...]
    whole: tuple[str, ...]

    def percent(self, figures: Mapping[str, int]) -> float | None:
        """Return the share in percent, None where there is nothing to judge."""
        percent = share(self.sum_of(self.part, figures), self.sum_of(self.whole, figures))
        return None if percent is None else float(percent)

    @staticmethod
    def sum_of(names: tuple[str, ...], figures: Mapping[str, int]) -> int:
        """Add up measures."""
        return sum(figures[name] for name in names)


def self_assessment_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return each component with its formula, inputs, weight, points, trend, and what would raise it most."""
    asked = replace(asked, by="channel")
    now = count(session, asked, _wanted()).total
    before = count(session, replace(asked, period=asked.period.before()), _wanted()).total
    rows, points, weight = list[ReportRow](), 0.0, 0
    rooms: list[tuple[float, Component]] = []
    for name, group_weight, components in _groups():
        rows.append(ReportRow((f"{name} ({group_weight} điểm)" if group_weight else name,), "section"))
        for one in components:
            percent = one.percent(now) if one.whole else None
            got = None if percent is None or not one.weight else round(percent * one.weight / 100, 2)
            room = None if got is None else round(one.weight - got, 2)
            rows.append(ReportRow(_values(one, now, before, percent, got, room), key=one.key))
            if got is not None and room is not None:
                points, weight = points + got, weight + one.weight
                rooms.append((room, one))
    rows.append(ReportRow(_total(points, weight), "total", "total"))
    return replace(
        framed(session, definition, asked),
        rows=tuple(rows),
        summary=tuple(_summary(points, weight, rooms)),
        figures={"points": round(points, 2), "weight": weight, "estimate": True},
    )


def _values(
    one: Component, now: Mapping[str, int], before: Mapping[str, int], percent: float | None, got: float | None,
    room: float | None,
) -> tuple[Value, ...]:  # fmt: skip
    sides = (one.sum_of(one.part, now), one.sum_of(one.whole, now)) if one.whole else (None, None)
    earlier = one.percent(before) if one.whole else None
    return (one.name, one.how, *sides, percent, earlier, float(one.weight) if one.weight else None, got, room)


def _total(points: float, weight: int) -> tuple[Value, ...]:
    words = "Cộng các thành phần có số liệu"
    return (words, "", None, None, None, None, float(weight), round(points, 2), round(weight - points, 2))


def _summary(points: float, weight: int, rooms: list[tuple[float, Component]]) -> Iterator[str]:
    yield f"Tự đánh giá, ước tính: {points:.2f}/{weight} điểm của những thành phần có số liệu.".replace(".", ",", 1)
    room, best = max(rooms, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and room > 0:
        more = f"{room:.2f}".replace(".", ",")
        yield f"Tăng được nhiều nhất: {best.name.lower()} (tới +{more} điểm): {best.raise_}."


def _groups() -> Iterator[tuple[str, int, list[Component]]]:
    for group in packaged("self_assessment.toml")["groups"]:
        yield group["name"], group["weight"], [_component(data) for data in group["components"]]


def _component(data: Mapping[str, Any]) -> Component:
    sides = (tuple(filter(None, data.get(side, "").split("+"))) for side in ("part", "whole"))
    return Component(data["key"], data["name"], data["how"], data["raise"], data.get("weight", 0), *sides)


def _wanted() -> Wanted:
    names = (name for _, _, components in _groups() for one in components for name in (*one.part, *one.whole))
    return Wanted({name: _MEASURES.get(name, name) for name in names})


def self_assessment_behind(session: Session, definition: Definition, asked: Asked) -> list[Behind]:
    """Return the cases behind each component: its «part» and its «whole»."""
    del definition
    placed = behind(session, replace(asked, by="channel"), _wanted())
    return [
        Behind(case.case_id, case.code, one.key, one.name, columns)
        for _, _, components in _groups()
        for one in components
        for case in placed
        if (columns := _sides(one, set(case.columns)))
    ]


def _sides(one: Component, counted: set[str]) -> tuple[str, ...]:
    sides = (("part", one.part), ("whole", one.whole))
    return tuple(side for side, names in sides if counted & set(names))
