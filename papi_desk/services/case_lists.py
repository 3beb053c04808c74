"""Lists of cases, each line shaped like the list that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from papi_desk.db.models import Case, Field, Officer, Party, Procedure
from papi_desk.domain.cases import CHANNELS, RUNNING, STATUS_NAMES, Status, is_overdue_on_screen
from papi_desk.domain.names import search_key
from papi_desk.services.reference import reference


@dataclass(frozen=True)
class CaseLine:
    """A case as lists show it."""

    code: str
    official_code: str
    owner: str
    procedure: str
    procedure_code: str
    field: str
    channel: str
    status: int
    received_at: datetime
    due_at: datetime | None
    by_hour: bool
    finished_at: datetime | None
    returned_at: datetime | None
    officer: str
    voided: bool
    overdue: bool


_BATCH = 500
_OWNER = aliased(Party)
_COLUMNS = (
    Case.code, Case.official_code, _OWNER.name, Procedure.name, Procedure.code, Procedure.internal_id, Field.name,
    Case.channel, Case.status, Case.received_at, Case.submitted_at, Case.due_at, Case.by_hour,
    Case.finished_at, Case.returned_at, Officer.name, Case.voided_at,
)  # fmt: skip


def _lines() -> Any:
    return (
        select(*_COLUMNS)
        .join(_OWNER, (_OWNER.case_id == Case.id) & (_OWNER.role == "owner"))
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .join(Officer, Officer.id == Case.officer_id)
    )


def _line(row: Any, now: datetime) -> CaseLine:
    (code, official, owner, procedure, pcode, internal, field, channel, status, received, submitted, due_at,
     by_hour, finished, returned, officer, voided) = row  # fmt: skip
    overdue = voided is None and is_overdue_on_screen(Status(status), due_at, now)
    return CaseLine(
        code, official or "", owner, procedure, pcode or internal, field, channel, status,
        received or submitted, due_at, by_hour, finished, returned, officer, voided is not None, overdue,
    )  # fmt: skip


def find_cases(
    session: Session,
    *,
    query: str = "",
    status: int | None = None,
    overdue: bool = False,
    due_before: datetime | None = None,
    limit: int = 200,
    now: datetime,
) -> list[CaseLine]:
    """Find cases, newest first, by name without accents, number, phone, code or procedure."""
    wanted = _lines().order_by(Case.id.desc()).limit(limit)
    if status is not None:
        wanted = wanted.where(Case.status == status, Case.voided_at.is_(None))
    if overdue:
        wanted = wanted.where(Case.status.in_([int(s) for s in RUNNING]), Case.due_at < now, Case.voided_at.is_(None))
    if due_before is not None:
        wanted = wanted.where(Case.due_at < due_before, Case.finished_at.is_(None), Case.voided_at.is_(None))
    if query.strip():
        wanted = wanted.where(_matches(query))
    return [_line(row, now) for row in session.execute(wanted)]


def case_lines(session: Session, ids: Sequence[int], *, now: datetime) -> dict[int, CaseLine]:
    """Return cases by their keys as lists show them."""
    found = {}
    for start in range(0, len(ids), _BATCH):
        wanted = _lines().add_columns(Case.id).where(Case.id.in_(ids[start : start + _BATCH]))
        found.update({key: _line(row, now) for *row, key in session.execute(wanted)})
    return found


def owner_phones(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the telephone numbers of the owners of cases, by the cases' keys."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _BATCH):
        wanted = select(Party.case_id, Party.phone).where(
            Party.case_id.in_(ids[start : start + _BATCH]), Party.role == "owner"
        )
        found.update((key, phone) for key, phone in session.execute(wanted))
    return found


def _matches(query: str) -> Any:
    """Match a code or number by its start, a name by its words anywhere, a procedure by its words."""
    plain, key = "".join(query.split()), search_key(query)
    escaped = key.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    people = select(Party.case_id).where(
        or_(
            Party.search_key.like(f"%{escaped}%", escape="\\"),
            Party.id_number == plain,
            Party.phone == plain,
        )
    )
    return or_(
        Case.code.startswith(plain.upper(), autoescape=True),
        Case.official_code == plain,
        Procedure.code == plain,
        Procedure.search_key.like(f"%{escaped}%", escape="\\"),
        Case.id.in_(people),
    )


EXPORT_HEADERS = (
    "Mã hồ sơ", "Số tiếp nhận", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Chủ hồ sơ", "Số giấy tờ", "Địa chỉ",
    "Số điện thoại", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ngày trả kết quả",
    "Hình thức nhận", "Trạng thái",
)  # fmt: skip


def export_rows(session: Session, *, first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Yield the cases received in a period as rows under ``EXPORT_HEADERS``; voided ones are left out."""
    query = (
        _lines()
        .add_columns(_OWNER.id_number, _OWNER.address, _OWNER.phone)
        .where(Case.received_at >= datetime(first.year, first.month, first.day), Case.voided_at.is_(None))
        .where(Case.received_at <= datetime(last.year, last.month, last.day, 23, 59, 59))
        .order_by(Case.received_at, Case.id)
    )
    for *row, number, address, phone in session.execute(query):
        one = _line(row, datetime.max)
        yield (
            one.official_code, one.code, one.procedure_code, one.procedure, one.field, one.owner, number, address,
            phone, one.received_at, one.due_at, one.finished_at, one.returned_at, CHANNELS[one.channel],
            STATUS_NAMES[Status(one.status)],
        )  # fmt: skip


@dataclass(frozen=True)
class MovedPromise:
    """An open case whose date would be another one by today's calendar; the printed promise stays."""

    code: str
    due_at: datetime
    by_calendar: datetime | None


def promises_touched(session: Session, first: date | None, last: date | None = None) -> list[MovedPromise]:
    """List the open cases whose promise spans these days and would now be counted otherwise."""
    ref, found = reference(session), []
    query = select(Case).where(
        Case.finished_at.is_(None), Case.voided_at.is_(None), Case.due_at.is_not(None), Case.due_reason == "",
        Case.extensions == 0,
    )  # fmt: skip
    if first is not None:
        query = query.where(Case.due_at >= datetime.combine(first, time()))
    if last is not None:
        query = query.where(Case.clock_from <= datetime.combine(last, time.max))
    for case in session.scalars(query):
        version = ref.version_by_id(session, case.version_id)
        answer = ref.clock(version.content).promise(case.variant, case.state.clock_from or case.state.opened_at)
        if answer is not None and case.due_at is not None and answer[0] != case.due_at:
            found.append(MovedPromise(case.code, case.due_at, answer[0]))
    return found
