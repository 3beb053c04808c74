"""What citizens say, counted: by content, month, officer, field; a share only where the sample carries one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, distinct, extract, func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.offices import Officer
from papi_desk.db.models.procedures import Field, Procedure
from papi_desk.db.models.ratings import Rating, RatingAnswer
from papi_desk.domain.periods import Period
from papi_desk.domain.public_site import RatingFigures, RatingRow
from papi_desk.domain.ratings import FEWEST_PUBLISHED, MEANS, Tally, small_note, small_words
from papi_desk.domain.records import replace
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.domain.statistics import percent_words, share
from papi_desk.services.ratings import rating_scale
from papi_desk.services.reference import reference
from papi_desk.services.reports.counted import TOTAL, framed
from papi_desk.services.reports.counting import GROUPS
from papi_desk.services.reports.facts import Asked

_UNKNOWN: Final = "Không ghi trên phiếu"
_MONTH: Final = extract("year", Rating.on) * 100 + extract("month", Rating.on)
_KEYS: Final[Mapping[str, Any]] = {
    "content": RatingAnswer.content,
    "month": _MONTH,
    "officer": Rating.officer_id,
    "field": Procedure.field_id,
    "means": Rating.means,
}


def ratings_report(session: Session, definition: Definition, asked: Asked) -> Report:
    """Return the answers of a period by content, month, officer or field, small samples shown as such."""
    least, by = least_slips(session), asked.by or "content"
    where = ratings_within(asked.period, asked.known_at)
    tallies, means = tally(session, by, where), tally(session, "means", where)
    total = _whole(means)
    names = _names(session, by)
    if by == "content":
        tallies = {number: tallies.get(number, Tally()) for number in range(1, len(rating_scale().contents) + 1)}
    rows = [
        ReportRow(tuple(_values(definition, by, number, names(key), one, least)), key=str(key))
        for number, (key, one) in enumerate(sorted(tallies.items(), key=lambda pair: _order(pair[0], names)), 1)
    ]
    whole = ReportRow(tuple(_values(definition, by, None, TOTAL, total, least)), "total", "total")
    report = framed(session, definition, asked)
    columns = [column for column in definition.columns if by != "content" or column.name != "slips"]
    columns = [replace(one, heads=(GROUPS[by],)) if one.name == "name" else one for one in columns]
    return replace(
        report, columns=tuple(columns), rows=(*rows, whole), summary=(_summary(means, total, least),),
        footnotes=(small_note(least), *report.footnotes),
        figures={**report.figures, "slips": total.slips, "small": total.is_small(least),
                 "percent": total.percent(rating_scale(), least)},
    )  # fmt: skip


def _values(definition: Definition, by: str, number: int | None, name: str, one: Tally, least: int) -> list[Value]:
    plain: dict[str, Value] = {
        "STT": number, "name": name, "slips": one.slips, "total": one.total,
        "percent": one.percent(rating_scale(), least), "remark": small_words(one.slips) if one.is_small(least) else "",
    }  # fmt: skip
    shown = (column.name for column in definition.columns if by != "content" or column.name != "slips")
    return [plain[name] if name in plain else one.counts.get(name, 0) for name in shown]


def _summary(means: Mapping[str, Tally], total: Tally, least: int) -> str:
    parts = [f"{words.lower()} {means[key].slips}" for key, words in MEANS.items() if key in means]
    said = f"Số phiếu: {total.slips}" + (f" ({', '.join(parts)})" if parts else "")
    if total.is_small(least):
        return f"{said}; {small_words(total.slips)}, không tính tỷ lệ hài lòng"
    return f"{said}; tỷ lệ hài lòng: {_percent(total, least)}"


def _percent(one: Tally, least: int) -> str:
    found = one.percent(rating_scale(), least)
    return percent_words(None if found is None else share(round(found * 100), 10_000))


# --- counting ------------------------------------------------------------------------------------------------


def tally(session: Session, by: str, where: ColumnElement[bool]) -> dict[Any, Tally]:
    """Count answers and slips by what they are grouped by."""
    key, found = _KEYS[by], dict[Any, Tally]()
    answers = _joined(select(key, RatingAnswer.level, func.count())).where(where)
    for group, level, count in session.execute(answers.group_by(key, RatingAnswer.level)):
        found.setdefault(_plain(group), Tally()).add(level, count)
    slips = _joined(select(key, func.count(distinct(Rating.id)))).where(where)
    for group, count in session.execute(slips.group_by(key)):
        found[_plain(group)].slips = count
    return found


def _whole(by_means: Mapping[str, Tally]) -> Tally:
    """Add up what came in by each way: a slip came in by one."""
    total = Tally(sum(one.slips for one in by_means.values()))
    for one in by_means.values():
        for level, count in one.counts.items():
            total.add(level, count)
    return total


def _plain(key: Any) -> Any:
    """Return a number as a whole one: PostgreSQL takes months out of days as decimals."""
    return key if key is None or isinstance(key, str) else int(key)


def _joined(query: Any) -> Any:
    answered = query.select_from(Rating).join(RatingAnswer, RatingAnswer.rating_id == Rating.id)
    return answered.outerjoin(Procedure, Procedure.id == Rating.procedure_id)


def ratings_within(period: Period, known_at: datetime | None = None) -> ColumnElement[bool]:
    """Ask for the ratings of a period that stand, as far as was known."""
    days = and_(Rating.on >= period.first, Rating.on <= period.last)
    if known_at is None:
        return and_(days, Rating.voided_at.is_(None))
    standing = Rating.voided_at.is_(None) | (Rating.voided_at > known_at)
    return and_(days, Rating.recorded_at <= known_at, standing)


def least_slips(session: Session) -> int:
    """Return from how many slips on the office reckons a share."""
    return int(reference(session).setting("rating_least"))


def _names(session: Session, by: str) -> Callable[[Any], str]:
    if by == "content":
        return lambda number: rating_scale().contents[number - 1]
    if by == "month":
        return lambda number: f"Tháng {number % 100}/{number // 100}"
    model = Officer if by == "officer" else Field
    known = {key: name for key, name in session.execute(select(model.id, model.name))}  # noqa: C416
    return lambda key: known.get(key, _UNKNOWN)


def _order(key: Any, names: Callable[[Any], str]) -> tuple[bool, Any]:
    named = names(key)
    return (named == _UNKNOWN, key if isinstance(key, int) else named)


# --- published -----------------------------------------------------------------------------------------------


def rating_figures(session: Session, first: date, last: date) -> RatingFigures:
    """Return what is published of the ratings of a period: by content and by field, no officer, no case."""
    scale, least, where = rating_scale(), least_slips(session), ratings_within(Period(first, last))
    contents, fields = tally(session, "content", where), tally(session, "field", where)
    names = _names(session, "field")
    whole = _whole(tally(session, "means", where))
    return RatingFigures(
        first, last, least, tuple(scale.levels.values()),
        tuple(_row(words, contents.get(at, Tally()), least) for at, words in enumerate(scale.contents, 1)),
        tuple(_row(names(key), fields[key], least) for key in sorted(fields, key=lambda key: _order(names(key), str))),
        _row(TOTAL, whole, least), scale.basis,
    )  # fmt: skip


def _row(name: str, one: Tally, least: int) -> RatingRow:
    told = one.slips == 0 or one.slips >= FEWEST_PUBLISHED
    counts = tuple(one.counts.get(level, 0) if told else None for level in rating_scale().levels)
    return RatingRow(name, one.slips, counts, "" if one.is_small(least) else _percent(one, least))
