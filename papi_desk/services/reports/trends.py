"""What the charts beside a report show: the months before, the fields, the hours, and how old the open cases are."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from papi_desk.domain.charts import Chart, Series
from papi_desk.domain.periods import months_back
from papi_desk.domain.records import replace
from papi_desk.domain.statistics import share
from papi_desk.services.reports.counting import Wanted, count
from papi_desk.services.reports.facts import Asked, ask
from papi_desk.services.reports.measures import measures

MONTHS: Final = 12
_FIELDS: Final = 8
_OTHERS: Final = "Lĩnh vực khác"
_AGES: Final = ((3, "đến 3 ngày"), (7, "4–7"), (15, "8–15"), (30, "16–30"), (60, "31–60"), (None, "trên 60 ngày"))
_COUNTED: Final = {name: name for name in ("c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13")}


def charts(session: Session, asked: Asked) -> tuple[Chart, ...]:
    """Return the charts of a period: month trend, on-time share, by field, by hour, age of open cases."""
    return (*_months(session, asked), _fields(session, asked), _hours(session, asked), _ages(session, asked))


def _months(session: Session, asked: Asked) -> tuple[Chart, Chart]:
    good, whole = f"{asked.share}_good", f"{asked.share}_all"
    wanted = Wanted({**_COUNTED, "received": "received", good: good, whole: whole})
    months = months_back(asked.period, MONTHS)
    totals = [count(session, replace(asked, period=month, by="channel"), wanted).total for month in months]
    labels = tuple(f"{month.last.month}/{month.last.year % 100:02}" for month in months)
    received = tuple(float(total["received"]) for total in totals)
    solved = tuple(float(total["c7"]) for total in totals)
    shares = (share(total[good], total[whole]) for total in totals)
    percents = tuple(None if one is None else float(one) for one in shares)
    series = (Series("tiếp nhận", received), Series("giải quyết", solved))
    trend = Chart("Tiếp nhận và giải quyết theo tháng", labels, series)
    return trend, Chart("Tỷ lệ trước hạn, đúng hạn (%)", labels, (Series("tỷ lệ", percents),), "lines", "%")


def _fields(session: Session, asked: Asked) -> Chart:
    rows = count(session, replace(asked, by="field"), Wanted(_COUNTED)).rows
    ordered = sorted(rows, key=lambda row: -row.figures["c3"])
    kept = [(row.name, row.figures["c3"], row.figures["c10"] + row.figures["c13"]) for row in ordered[:_FIELDS]]
    if rest := ordered[_FIELDS:]:
        late = sum(row.figures["c10"] + row.figures["c13"] for row in rest)
        kept.append((_OTHERS, sum(row.figures["c3"] for row in rest), late))
    labels = tuple(name for name, _, _ in kept)
    whole, late_ones = tuple(float(n) for _, n, _ in kept), tuple(float(n) for _, _, n in kept)
    return Chart("Theo lĩnh vực", labels, (Series("hồ sơ", whole), Series("quá hạn", late_ones)))


def _hours(session: Session, asked: Asked) -> Chart:
    rows = count(session, replace(asked, by="hour"), Wanted({"received": "received"})).rows
    found = {int(row.key): float(row.figures["received"]) for row in rows}
    hours = range(min([7, *found]), max([17, *found]) + 1)
    figures = tuple(found.get(hour, 0.0) for hour in hours)
    return Chart("Tiếp nhận theo giờ", tuple(f"{hour}h" for hour in hours), (Series("tiếp nhận", figures),))


def _ages(session: Session, asked: Asked) -> Chart:
    """Count the cases open at the period's end by how long ago they were received."""
    dialect = session.get_bind().dialect.name
    conditions = measures(dialect, known=asked.known_at is not None, apart=True)
    days = "julianday(date(:cut_day)) - julianday(date(k.received_at))"
    if dialect != "sqlite":
        days = "date(:cut_day) - date(k.received_at)"
    said = f"SELECT {days}, CASE WHEN {conditions['c13']} THEN 1 ELSE 0 END FROM k WHERE {conditions['c11']}"
    open_, overdue = [0] * len(_AGES), [0] * len(_AGES)
    for row in ask(session, asked, said):
        age, late = tuple(row)
        place = next(n for n, (most, _) in enumerate(_AGES) if most is None or age <= most)
        open_[place] += 1
        overdue[place] += late
    labels = tuple(words for _, words in _AGES)
    series = (Series("đang giải quyết", tuple(map(float, open_))), Series("quá hạn", tuple(map(float, overdue))))
    return Chart("Tuổi của hồ sơ đang giải quyết", labels, series)
