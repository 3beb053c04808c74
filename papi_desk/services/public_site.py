"""Gather what the office shows the public: on its display and on its web site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, Party
from papi_desk.db.models.papers import IssuedPaper
from papi_desk.db.notes import Note, note
from papi_desk.domain.calendar import Calendar
from papi_desk.domain.cases import Status
from papi_desk.domain.disclosure import ATTACHMENT, NOTICES, POSTED
from papi_desk.domain.feedback import FEEDBACK, GROUPS, PUBLISHED
from papi_desk.domain.papers import SheetWords
from papi_desk.domain.periods import month_period
from papi_desk.domain.public_site import (
    MonthFigures,
    PublicAnswer,
    PublicBoard,
    PublicCase,
    PublicFile,
    PublicNotice,
    PublicSite,
    RatingFigures,
    initials_of,
    public_text,
)
from papi_desk.domain.statistics import percent_words
from papi_desk.services.matter_books import matter_book
from papi_desk.services.matter_lists import MatterLine, find_matters, matter_file
from papi_desk.services.matters import file_content
from papi_desk.services.notice_papers import notice_words
from papi_desk.services.officers import officers_at
from papi_desk.services.procedures import all_versions, is_offered
from papi_desk.services.reference import office_head, reference
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.ratings import rating_figures
from papi_desk.services.reports.run import report as run_report
from papi_desk.services.sheets import sheet_words

_READY: Final = 40
"""How many results that are ready the display shows."""
_ANSWERS: Final = 4
"""How many answers to feedback the display shows."""
_NEAR: Final = 14
"""Days ahead whose hours are told where they differ from the week's."""
_WEEKS: Final = 8
WEEK: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def public_site(session: Session, *, now: datetime) -> PublicSite:
    """Return everything that is published at a moment."""
    ref = reference(session)
    return PublicSite(
        office=office_head(ref.office(now.date())), made_at=now, hours=week_hours(ref.calendar, now.date()),
        procedures=public_procedures(session, now.date()), notices=public_notices(session, now.date(), "website"),
        figures=last_month(session, now), cases=looked_up_cases(session, now), ratings=published_ratings(session, now),
        answers=public_answers(session, now.date()),
    )  # fmt: skip


def public_board(session: Session, *, now: datetime) -> PublicBoard:
    """Return everything that the display in the office shows at a moment."""
    ref, day = reference(session), now.date()
    return PublicBoard(
        office=office_head(ref.office(day)), made_at=now, hours=_hours(ref.calendar, day),
        counters=tuple(counters(session, day)), notices=public_notices(session, day, "board"),
        ready=tuple(_ready(session)), figures=last_month(session, now), procedures=public_procedures(session, day),
        ratings=published_ratings(session, now)[0], key=ref.setting("display_key").strip(),
        answers=public_answers(session, day)[:_ANSWERS],
    )  # fmt: skip


def counters(session: Session, day: date) -> Iterator[tuple[str, str]]:
    """Yield the counters with who is at them; without such a setting, the officers with their titles."""
    ref = reference(session)
    for part in filter(str.strip, ref.setting("counters").split(";")):
        name, _, officer = part.partition(":")
        yield name.strip(), officer.strip()
    if not ref.setting("counters").strip():
        yield from ((one.title, one.name) for one in officers_at(session, on=day))


def counter_of(session: Session, by: int | str | None, *, on: date) -> str:
    """Return the counter at which an officer sits, as the settings say; empty where they do not."""
    ref = reference(session)
    if not ref.setting("counters").strip():
        return ""
    officer = ref.officer(by, on).name
    return next((name for name, who in counters(session, on) if who == officer), "")


def _ready(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the cases whose results wait to be collected, the latest first."""
    query = (
        select(Case.code, Party.name)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .where(Case.status == int(Status.FINISHED), Case.returned_at.is_(None), Case.voided_at.is_(None))
        .order_by(Case.finished_at.desc())
        .limit(_READY)
    )
    for code, name in session.execute(query):
        yield code, initials_of(name)


def note_publication(session: Session, folder: str, *, at: datetime, by: int | str | None = None) -> None:
    """Write into the audit log that the web site was published."""
    officer = reference(session).officer(by, at.date())
    note(session, Note(at, officer.name, "publish", "site", {"folder": folder}))


def week_hours(calendar: Calendar, day: date) -> tuple[tuple[str, str], ...]:
    """Return the desk hours of an ordinary week, days of equal hours together; then the days near that differ."""
    monday = day - timedelta(days=day.weekday())
    week = [_hours(calendar, _ordinary(calendar, monday + timedelta(days=at))) for at in range(len(WEEK))]
    found = list[tuple[str, str]]()
    for hours, group in groupby(zip(WEEK, week, strict=True), key=lambda one: one[1]):
        names = [name for name, _ in group]
        words = names[0] if len(names) == 1 else f"{names[0]} – {names[-1].lower()}"
        found.append((words, hours))
    near = [day + timedelta(days=at) for at in range(_NEAR)]
    others = [(one, _hours(calendar, one)) for one in near]
    differing = [(one, hours) for one, hours in others if hours != week[one.weekday()]]
    return (*found, *((f"{WEEK[one.weekday()]} {one:%d/%m/%Y}", hours) for one, hours in differing))


def _ordinary(calendar: Calendar, day: date) -> date:
    """Return the day, or the first same day of the weeks after it that no holiday and no swap touches."""
    weeks = (day + timedelta(weeks=at) for at in range(_WEEKS))
    return next((one for one in weeks if calendar.is_ordinary(one)), day)


def _hours(calendar: Calendar, day: date) -> str:
    sessions = calendar.sessions(day) if calendar.is_working(day) else ()
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in sessions) or "nghỉ"


def public_procedures(session: Session, day: date) -> tuple[SheetWords, ...]:
    """Return the public sheet of every procedure that the office offers, by field and name."""
    ref = reference(session)
    offered = [version for version in all_versions(session) if is_offered(version, day)]
    sheets = [sheet_words(ref, version, day) for version in offered]
    return tuple(sorted(sheets, key=lambda sheet: (sheet.field, sheet.name)))


def public_notices(session: Session, day: date, form: str) -> tuple[PublicNotice, ...]:
    """Return the notices that are up and to be disclosed in a form («website», «board»), the newest first."""
    lines = find_matters(session, NOTICES, status=POSTED, on=day)
    wanted = [line for line in lines if form in (line.content.get("forms") or ()) and line.opened_on is not None]
    found = [_notice(session, line, day) for line in wanted]
    return tuple(sorted(found, key=lambda notice: notice.posted_on, reverse=True))


def _notice(session: Session, line: MatterLine, day: date) -> PublicNotice:
    said = notice_words(line)
    return PublicNotice(
        key=line.key, title=public_text(line.title), group=said["group"], decision=public_text(said["decision"]),
        text=public_text(said["text"]), posted_on=line.opened_on or day, until=line.due_on,
        places=tuple(line.content.get("places") or ()), files=tuple(_attachments(session, line, day)),
    )  # fmt: skip


def _attachments(session: Session, line: MatterLine, day: date) -> list[PublicFile]:
    if not line.files.get(ATTACHMENT):
        return []
    kept = matter_file(session, line.key, on=day).files
    return [PublicFile(*file_content(session, one.id)) for one in kept if one.role == ATTACHMENT and not one.withdrawn]


def public_answers(session: Session, day: date) -> tuple[PublicAnswer, ...]:
    """Return the answers to feedback that were published, the latest first; made of what was meant for it alone."""
    book, found = matter_book(FEEDBACK), []
    for line in find_matters(session, FEEDBACK, status=PUBLISHED, on=day):
        said = book.public(line.content)
        found.append(
            PublicAnswer(
                line.key, GROUPS.get(line.group, ""), public_text(said["public_text"]),
                public_text(said["public_answer"]), said.get("agency") or "", line.closed_on or day,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.answered_on, reverse=True))


def last_month(session: Session, now: datetime) -> MonthFigures:
    """Return the month's table of the last whole month, by field."""
    before = now.date().replace(day=1) - timedelta(days=1)
    period = month_period(before.year, before.month)
    report = run_report(session, "ii06a", Asked(period, now))
    rows = [(row.kind, str(row.values[1]), tuple(int(str(value)) for value in row.values[2:])) for row in report.rows]
    total = next((figures for kind, _, figures in rows if kind == "total"), (0,) * 11)
    lines = tuple((name, figures) for kind, name, figures in rows if kind == "row")
    share = percent_words(report.figures["on_time_percent"])
    return MonthFigures(period.first, period.last, share, lines, total, report.footnotes)


def published_ratings(session: Session, now: datetime) -> tuple[RatingFigures, ...]:
    """Return what citizens said in the last whole month, and in its year so far where that is more than the month."""
    last = now.date().replace(day=1) - timedelta(days=1)
    starts = dict.fromkeys((last.replace(day=1), last.replace(month=1, day=1)))
    return tuple(rating_figures(session, first, last) for first in starts)


def looked_up_cases(session: Session, now: datetime) -> tuple[PublicCase, ...]:
    """Return the cases that have a slip with a key: the open ones, and the settled ones of the last months."""
    days = int(reference(session).setting("lookup_days"))
    since = now - timedelta(days=days)
    query = (
        select(
            Case.code, IssuedPaper.lookup, Case.status, Case.received_at, Case.submitted_at, Case.due_at,
            Case.finished_at, Case.returned_at,
        )
        .join(Case, Case.id == IssuedPaper.case_id)
        .where(IssuedPaper.lookup != "", Case.voided_at.is_(None))
        .where(or_(Case.finished_at.is_(None), Case.finished_at >= since, Case.returned_at >= since))
        .distinct()
    )  # fmt: skip
    return tuple(_case(row) for row in session.execute(query.order_by(Case.code)))


def _case(row: Sequence[object]) -> PublicCase:
    code, key, status, received, submitted, due_at, finished, returned = row
    return PublicCase(
        str(code), str(key), int(str(status)), _day(received) or _day(submitted) or date.min,
        due_at if isinstance(due_at, datetime) else None, _day(finished), _day(returned),
    )  # fmt: skip


def _day(moment: object) -> date | None:
    return moment.date() if isinstance(moment, datetime) else None
