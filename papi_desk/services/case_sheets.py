"""A case as its page shows it: the file, how much of its time is used, its papers, its attachments, what to tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.papers import IssuedPaper
from papi_desk.domain.calendar import Calendar
from papi_desk.domain.cases import RUNNING, STATUS_NAMES, Action, Status, is_late
from papi_desk.domain.records import Record
from papi_desk.services.attachments import AttachmentLine, attachments
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_words import fee_words
from papi_desk.services.cases import find_case
from papi_desk.services.forms import find_form
from papi_desk.services.lateness import cause_of
from papi_desk.services.outages import Outage, outages_of
from papi_desk.services.papers import printable_forms
from papi_desk.services.reference import packaged, reference

_LONGEST = timedelta(days=800)


class IssuedLine(Record):
    """A paper as it was issued."""

    id: int
    title: str
    number: str
    form_set: str
    issued_at: datetime
    prints: int


class TimeUsed(Record):
    """Working time of a promise, in minutes: all of it, and what is used."""

    whole: int
    used: int

    @property
    def left(self) -> int:
        """Return what is left; negative when the promise is missed."""
        return self.whole - self.used


class CaseSheet(Record):
    """Everything that the page of a case shows."""

    file: CaseFile
    time: TimeUsed | None
    issued: tuple[IssuedLine, ...]
    forms: tuple[tuple[str, str], ...]
    attachments: tuple[AttachmentLine, ...]
    message: str
    scan_folder: str
    late: bool
    """Whether it is late, or was when it was settled."""
    late_cause: str
    """Why, as recorded."""
    outages: tuple[Outage, ...] = ()
    """What was down while it was being handled."""


def case_sheet(session: Session, code: str, *, at: datetime, by: int | str | None = None) -> CaseSheet:
    """Read everything for the page of a case."""
    file = case_file(session, code, at=at, by=by)
    late = not file.voided and is_late(file.finished_at or at, file.due_at, by_hour=file.by_hour)
    cause = cause_of(session, file.code) if late else None
    return CaseSheet(
        file, time_used(reference(session).calendar, file, at), tuple(_issued(session, file)),
        tuple(printable_forms(session, file)), tuple(attachments(session, file.code)),
        message_to(session, file, at), reference(session).setting("scan_folder"),
        late, cause.words if cause else "",
        tuple(outages_of(session, file.code, since=file.history[0].at, now=at)),
    )  # fmt: skip


def time_used(calendar: Calendar, file: CaseFile, at: datetime) -> TimeUsed | None:
    """Count the working time from where the clock runs to the promise, and to now; none when it does not run."""
    start = file.clock_from
    if file.status not in set(RUNNING) or file.due_at is None or start is None or file.due_at - start > _LONGEST:
        return None
    whole = working_minutes(calendar, start, file.due_at)
    until = min(at, file.due_at + _LONGEST)
    return TimeUsed(max(whole, 1), working_minutes(calendar, start, until))


def working_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Count the minutes of desk hours between two moments."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        for opens, closes in calendar.sessions(day):
            first, last = max(datetime.combine(day, opens), start), min(datetime.combine(day, closes), end)
            total += max(last - first, timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def _issued(session: Session, file: CaseFile) -> list[IssuedLine]:
    ref, case = reference(session), find_case(session, file.code)
    rows = session.execute(
        select(
            IssuedPaper.id, IssuedPaper.form, IssuedPaper.number, IssuedPaper.form_set, IssuedPaper.issued_at,
            IssuedPaper.prints,
        )
        .where(IssuedPaper.case_id == case.id)
        .order_by(IssuedPaper.id.desc())
    )  # fmt: skip
    return [
        IssuedLine(key, find_form(ref, form, file.received_at.date(), of_set)[0].title, number, of_set, at, prints)
        for key, form, number, of_set, at, prints in rows
    ]


def message_to(session: Session, file: CaseFile, at: datetime) -> str:
    """Write what can be sent to the citizen now: short, plain, to be read again before it is sent."""
    ref = reference(session)
    asked = next((event for event in reversed(file.history) if event.action == Action.SUPPLEMENT), None)
    days = ref.step_rules(file.received_at.date()).close_after_days
    back_by = asked.at.date() + timedelta(days=days) if asked is not None else None
    missing = ("; ".join(asked.data.get("missing", ())) or asked.reason) if asked is not None else ""
    words: str = packaged("messages.toml")[_kind(file, at)]
    return words.format(
        unit=ref.office(at.date()).unit.capitalize(), code=file.code, procedure=file.procedure, owner=file.owner.name,
        due=_moment(file.due_at), place=file.result_place, missing=missing, back_by=_day(back_by), fee=fee_words(file),
        status=STATUS_NAMES[Status(file.status)],
    )  # fmt: skip


def _kind(file: CaseFile, at: datetime) -> str:
    status = Status(file.status)
    kinds = {
        Status.REGISTERED: "online", Status.SUPPLEMENT: "supplement", Status.PAYING: "paying",
        Status.FINISHED: "finished",
    }  # fmt: skip
    if status in RUNNING:
        return "late" if is_late(at, file.due_at, by_hour=file.by_hour) else "received"
    return kinds.get(status, "ended")


def _moment(moment: datetime | None) -> str:
    return f"{moment:%H:%M %d/%m/%Y}" if moment is not None else "không quy định"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else ""
