"""The quarter's list of what was disclosed, and how far the year's disclosure plan is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.matters import MatterRow
from papi_desk.domain.disclosure import NOTICES, PLAN, POSTED, QUARTER_LIST, TAKEN_DOWN
from papi_desk.domain.errors import Refused
from papi_desk.domain.matters import VOID, MatterBook, shown_value
from papi_desk.domain.periods import period_words
from papi_desk.domain.report_definitions import Definition
from papi_desk.domain.reports import Report, ReportRow, Value
from papi_desk.services.matter_books import disclosure_rules, matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters
from papi_desk.services.reference import office_head, packaged, reference

_SIGNED: Final = (("NGƯỜI LẬP", "", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", ""))


def notices_report(session: Session, year: int, quarter: int | None = None, *, now: datetime) -> Report:
    """Return what was posted in a quarter (in the whole year without one), by the groups of the law."""
    first, last = quarter_days(year, quarter)
    return notices_between(session, first, last, period_words(year, quarter), now=now)


def notices_between(session: Session, first: date, last: date, period: str, *, now: datetime) -> Report:
    """Return what was posted at some time between two days, by the groups of the law."""
    book = matter_book(NOTICES)
    found = [line for line in find_matters(session, NOTICES, on=now.date()) if _posted_within(line, first, last)]
    late = sum(any(warning.tone == "late" for warning in line.warnings) for line in found)
    return _report(
        session, "disclosure", f"{period} (từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y})", now, last,
        list(_grouped(book, found)), {"notices": len(found), "with_late_warnings": late},
    )  # fmt: skip


def plan_report(session: Session, year: int, quarter: int | None = None, *, now: datetime) -> Report:
    """Return the disclosure plan of a year (of what is due in a quarter) and what came of it."""
    first, last = quarter_days(year, quarter)
    book = matter_book(PLAN)
    lines = [line for line in find_matters(session, PLAN, on=now.date()) if first <= _plan_day(line) <= last]
    lines.sort(key=lambda line: (_plan_day(line), line.key))
    rows = [ReportRow(tuple(_plan_values(book, line, number)), key=line.key) for number, line in enumerate(lines, 1)]
    done = sum(1 for line in lines if _put_up(line))
    period = period_words(year, quarter)
    return _report(session, PLAN, period, now, last, rows, {"items": len(lines), "done": done})


def quarter_days(year: int, quarter: int | None) -> tuple[date, date]:
    """Return the first and last day of a quarter, or of the year."""
    if not 2000 <= year <= 2100 or quarter not in (None, 1, 2, 3, 4):
        raise Refused("period-range", "quarter")
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    return date(year, quarter * 3 - 2, 1), after - timedelta(days=1)


def last_quarter(on: date) -> tuple[int, int]:
    """Return year and number of the quarter before the one that a day is in."""
    quarter = (on.month - 1) // 3
    return (on.year, quarter) if quarter else (on.year - 1, 4)


def owed_list(session: Session, *, on: date) -> str:
    """Return the last quarter («Quý III/2026») where its list of what was disclosed is not posted yet, else nothing."""
    year, quarter = last_quarter(on)
    first, last = quarter_days(year, quarter)
    mine = select(MatterRow.id).where(MatterRow.book == NOTICES, MatterRow.status != VOID)
    up = mine.where(
        MatterRow.group != QUARTER_LIST, MatterRow.opened_on <= last,
        MatterRow.closed_on.is_(None) | (MatterRow.closed_on >= first),
    )  # fmt: skip
    listed = mine.where(MatterRow.group == QUARTER_LIST, MatterRow.opened_on > last)
    if session.scalar(up.limit(1)) is None or session.scalar(listed.limit(1)) is not None:
        return ""
    return period_words(year, quarter)


def _report(
    session: Session,
    name: str,
    period: str,
    now: datetime,
    day: date,
    rows: Iterable[ReportRow],
    figures: Mapping[str, Value],
) -> Report:
    definition = Definition.read(name, packaged("reports.toml")[name])
    ref = reference(session)
    return Report(
        name=name, office=office_head(ref.office(day)), title=definition.title, columns=definition.columns, rows=rows,
        compiled_at=now, form_basis=definition.basis, period=period, signatures=_SIGNED, figures=figures,
        footnotes=(definition.note,) if definition.note else (),
    )  # fmt: skip


def _posted_within(line: MatterLine, first: date, last: date) -> bool:
    """Tell whether a notice was up at some time of the period."""
    return line.opened_on is not None and line.opened_on <= last and (line.closed_on or date.max) >= first


def _grouped(book: MatterBook, lines: Iterable[MatterLine]) -> Iterator[ReportRow]:
    groups = disclosure_rules().groups
    order = {key: (group.number, place) for place, (key, group) in enumerate(groups.items())}
    before = ""
    by_group = sorted(lines, key=lambda line: (order[line.group], line.opened_on or date.max, line.key))
    for number, line in enumerate(by_group, 1):
        if line.group != before:
            before = line.group
            yield ReportRow((groups[line.group].words,), "section")
        yield ReportRow(tuple(_notice_values(book, line, number)), key=line.key)


def _notice_values(book: MatterBook, line: MatterLine, number: int) -> Iterator[Value]:
    said = _said(book, line.content)
    yield from (number, line.title, said["decision"], _day(line.content.get("decision_date")), said["forms"])
    yield from (said["places"], line.opened_on, _until(line), line.responsible)
    yield "; ".join(warning.words for warning in line.warnings if warning.tone == "late")


def _until(line: MatterLine) -> str:
    """Say until when a notice is or was up."""
    if line.closed_on is not None:
        return f"{line.closed_on:%d/%m/%Y}"
    return f"đang niêm yết, đến {line.due_on:%d/%m/%Y}" if line.due_on else "thường xuyên"


def _plan_values(book: MatterBook, line: MatterLine, number: int) -> Iterator[Value]:
    said = _said(book, line.content)
    yield from (number, line.title, said["forms"], _day(line.content.get("due")), said["duration"], line.responsible)
    yield _put_up(line)
    yield "; ".join([line.status_words, *(warning.words for warning in line.warnings)])


def _put_up(line: MatterLine) -> int:
    return line.children.get(POSTED, 0) + line.children.get(TAKEN_DOWN, 0)


def _plan_day(line: MatterLine) -> date:
    return _day(line.content.get("due")) or date.max


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(book: MatterBook, content: Mapping[str, Any]) -> dict[str, str]:
    return {item.name: shown_value(item, content.get(item.name)) for item in book.fields}
