"""The month's table (II.06a): what the register knew of each case at the end of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models import Case, CaseEvent, Field, Officer, Procedure
from papi_desk.domain.cases import CHANNELS, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.papers import StatisticsRow, StatisticsTable
from papi_desk.domain.statistics import (
    COLUMNS,
    ColumnRules,
    Facts,
    Period,
    broken_identities,
    figures,
    percent_words,
    share,
)
from papi_desk.services.reference import office_head, packaged, reference

GROUPS: Final = {
    "field": "Lĩnh vực",
    "procedure": "Thủ tục hành chính",
    "officer": "Cán bộ",
    "channel": "Hình thức nhận",
}
_SETTLED, _EARLY, _ON_TIME = 4, 5, 6
_BATCH = 500


@dataclass(frozen=True)
class StatisticsReport:
    """The table with what is said beside it."""

    table: StatisticsTable
    on_time_percent: Decimal | None
    without_due: int
    broken: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report as the command line prints it."""
        table = self.table
        return {
            "from": table.first_day.isoformat(),
            "to": table.last_day.isoformat(),
            "rows": [{"name": row.name, **_named(row.figures)} for row in table.rows],
            "total": _named(table.total),
            "on_time_percent": None if self.on_time_percent is None else float(self.on_time_percent),
            "without_due": self.without_due,
        }


def _named(row: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(COLUMNS, row, strict=True))


def statistics(
    session: Session, *, period: Period, by: str = "field", known_at: datetime | None = None, now: datetime
) -> StatisticsReport:
    """Count the period's cases into columns (3)–(13), as known at ``known_at`` (else now)."""
    if by not in GROUPS:
        raise Refused("group-unknown", "by", by=by, known=", ".join(GROUPS))
    asked_at, rules = known_at or now, ColumnRules.read(packaged("statistics.toml"))
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    without, settled_without = 0, 0
    keeps_apart = reference(session).conventions.no_limit == "footnote"
    for name, facts in _facts(session, period, by, known_at):
        answer = figures(facts, period, asked_at, rules)
        if answer is None:
            continue
        row = rows[name]
        for place, holds in enumerate(answer):
            row[place] += holds
        if facts.due_at is None and keeps_apart:
            without += 1
            settled_without += answer[_SETTLED]
    return _report(session, rows, without, settled_without, period, by, known_at, now)


def _report(
    session: Session,
    rows: dict[str, list[int]],
    without: int,
    settled_without: int,
    period: Period,
    by: str,
    known_at: datetime | None,
    now: datetime,
) -> StatisticsReport:
    total = tuple(sum(column) for column in zip(*rows.values(), strict=True)) or (0,) * len(COLUMNS)
    percent = share(total[_EARLY] + total[_ON_TIME] - settled_without, total[_SETTLED] - settled_without)
    lines = tuple(StatisticsRow(name, tuple(rows[name])) for name in sorted(rows, key=search_key))
    broken = [f"{line.name}: {rule}" for line in lines for rule in broken_identities(line.figures)]
    form, office = packaged("statistics.toml"), reference(session).office(period.last)
    notes = [f"Tỷ lệ trước hạn và đúng hạn = [(8)+(9)] / (7) = {percent_words(percent)} (mẫu số: hồ sơ đã giải quyết)."]
    if without:
        notes.append(
            f"{without} hồ sơ không có hạn trả: tính vào cột (9) khi xong, cột (12) khi đang giải quyết; "
            "không tính vào tỷ lệ."
        )
    notes += reference(session).calendar.warnings(period.first, period.last)
    table = StatisticsTable(
        office=office_head(office),
        form_number=form["number"], form_basis=form["basis"], title=form["title"], first_day=period.first,
        last_day=period.last, grouped_by=GROUPS[by], rows=lines, total=total,
        on_time_percent=percent_words(percent), footnotes=tuple(notes), compiled_at=now, known_at=known_at,
    )  # fmt: skip
    return StatisticsReport(table, percent, without, tuple(broken))


_NEEDED = (
    Case.id, Case.received_at, Case.channel, Case.status, Case.due_at, Case.original_due_at, Case.by_hour,
    Case.finished_at, Case.last_at, Case.last_recorded_at,
)  # fmt: skip


def _facts(session: Session, period: Period, by: str, known_at: datetime | None) -> Iterator[tuple[str, Facts]]:
    """Yield each case's group and its state at the end of the period, told from its history."""
    original = reference(session).conventions.statistics_due == "original"
    group: Any = {
        "field": Field.name,
        "procedure": Procedure.name,
        "officer": Officer.name,
        "channel": Case.channel,
    }[by]
    query = (
        select(group, *_NEEDED)
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .join(Officer, Officer.id == Case.officer_id)
        .where(Case.received_at < period.end)
        .where(or_(Case.finished_at.is_(None), Case.finished_at >= period.start, _unknown_then(known_at)))
    )
    if known_at is None:
        query = query.where(Case.voided_at.is_(None))
    else:
        query = query.where(
            Case.recorded_at <= known_at, or_(Case.voided_at.is_(None), Case.last_recorded_at > known_at)
        )
    moved: list[tuple[str, Any]] = []
    for row in session.execute(query):
        name, case = CHANNELS.get(row[0], row[0]), row[1:]
        if _moved_on(case, period, known_at):
            moved.append((name, case))
            if len(moved) == _BATCH:
                yield from _told(session, moved, period, known_at, original)
                moved.clear()
            continue
        _, received, channel, status, due_at, first_due, by_hour, finished, *_ = case
        yield name, Facts(received, channel, status, first_due if original else due_at, by_hour, finished)
    yield from _told(session, moved, period, known_at, original)


def _unknown_then(known_at: datetime | None) -> Any:
    """Select cases whose finish was perhaps not written down yet."""
    return false() if known_at is None else Case.last_recorded_at > known_at


def _moved_on(case: Any, period: Period, known_at: datetime | None) -> bool:
    """Tell whether the row shows a later state than the one asked about."""
    finished, last_at, last_recorded = case[7], case[8], case[9]
    if known_at is not None and last_recorded > known_at:
        return True
    return bool((finished is None or finished >= period.end) and last_at >= period.end)


def _told(
    session: Session, moved: list[tuple[str, Any]], period: Period, known_at: datetime | None, original: bool
) -> Iterator[tuple[str, Facts]]:
    """Tell from the history where these cases stood."""
    if not moved:
        return
    ids = [case[0] for _, case in moved]
    events: dict[int, list[CaseEvent]] = defaultdict(list)
    for event in session.scalars(select(CaseEvent).where(CaseEvent.case_id.in_(ids)).order_by(CaseEvent.id)):
        events[event.case_id].append(event)
    for name, case in moved:
        facts = _as_known(case, events[case[0]], period, known_at, original)
        if facts is not None:
            yield name, facts


def _as_known(
    case: Any, events: list[CaseEvent], period: Period, known_at: datetime | None, original: bool
) -> Facts | None:
    """Fold what had happened, and take back what a later step changed of how the case is counted."""
    known = [e for e in events if known_at is None or e.recorded_at <= known_at]
    if not known or any(e.action == "void" for e in known):
        return None
    _, received, channel, _, _, first_due, by_hour, *_ = case
    happened = [e for e in known if e.at < period.end]
    status, due_at, finished = int(Status.REGISTERED), None, None
    for event in happened:
        status, due_at = event.to_status, event.new_due
        if event.to_status in (7, 8, 9) and event.from_status not in (7, 8, 9):
            finished = event.at
        if event.action == "import":
            status, finished = _imported_then(event, case, period)
    if original:
        due_at = _moment(_before("original_due_at", first_due, events, happened))
    channel = _before("channel", channel, events, known)
    return Facts(received, channel, status, due_at, _before("by_hour", by_hour, events, happened), finished)


def _before(name: str, value: Any, events: list[CaseEvent], counted: list[CaseEvent]) -> Any:
    """Undo what the events that do not count changed."""
    for event in reversed([e for e in events if e not in counted]):
        change = event.data.get("changes", {}).get(name)
        value = change["old"] if change else value
    return value


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _imported_then(event: CaseEvent, case: Any, period: Period) -> tuple[int, datetime | None]:
    """An imported case has one line of history: before its finish it was being processed."""
    if event.to_status not in (7, 8, 9, 10):
        return event.to_status, None
    finished: datetime | None = case[7]
    if finished is not None and finished >= period.end:
        return int(Status.PROCESSING), None
    return event.to_status, finished
