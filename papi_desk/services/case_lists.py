"""Lists of cases, each line shaped like the list that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import bindparam, exists, or_, select, tuple_, union
from sqlalchemy.orm import Session, aliased

from papi_desk.db.models.cases import Case, CaseDocument, Party
from papi_desk.db.models.offices import Officer
from papi_desk.db.models.procedures import Field, Procedure
from papi_desk.domain.cases import CHANNELS, RUNNING, STATUS_NAMES, Status, is_overdue_on_screen
from papi_desk.domain.people import cover
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.domain.records import Record, defaults, field_names, replace
from papi_desk.services.case_search import matches, one_of
from papi_desk.services.reference import Reference, reference
from papi_desk.services.veils import covered, shown


class CaseLine(Record):
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


def _joined(query: Any) -> Any:
    return (
        query.join(_OWNER, (_OWNER.case_id == Case.id) & (_OWNER.role == "owner"))
        .join(Procedure, Procedure.id == Case.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .join(Officer, Officer.id == Case.officer_id)
    )


def _lines(page: Any, down: bool) -> Any:
    """Return the lines of the cases of a page, in its order."""
    by = (page.c.value.desc(), page.c.id.desc()) if down else (page.c.value, page.c.id)
    return _joined(select(*_COLUMNS, page.c.id, page.c.value).join_from(page, Case, Case.id == page.c.id)).order_by(*by)


def _line(row: Any, now: datetime) -> CaseLine:
    (code, official, owner, procedure, pcode, internal, field, channel, status, received, submitted, due_at,
     by_hour, finished, returned, officer, voided, *_) = row  # fmt: skip
    overdue = voided is None and is_overdue_on_screen(Status(status), due_at, now)
    return CaseLine(
        code, official or "", owner, procedure, pcode or internal, field, channel, status,
        received or submitted, due_at, by_hour, finished, returned, officer, voided is not None, overdue,
    )  # fmt: skip


class CaseFilter(Record):
    """What a list shows, and in which order; kept as a saved view by its plain values."""

    query: str = ""
    status: int | None = None
    due: str = ""
    """«today», «overdue», «soon»: cases whose clock is running by their promise."""
    due_before: datetime | None = None
    field: str = ""
    procedure: str = ""
    officer: int | None = None
    channel: str = ""
    first: date | None = None
    last: date | None = None
    """Days of reception."""
    undigitised: bool = False
    off_portal: bool = False
    order: str = "newest"

    def to_json(self) -> dict[str, Any]:
        """Return what is chosen, as plain values."""
        chosen = {name: getattr(self, name) for name, usual in defaults(self).items() if getattr(self, name) != usual}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in chosen.items()}

    @staticmethod
    def from_json(plain: Mapping[str, Any]) -> CaseFilter:
        """Rebuild a filter; what a newer program added is left out."""
        known = set(field_names(CaseFilter))
        read: dict[str, Any] = {"first": date.fromisoformat, "last": date.fromisoformat}
        read["due_before"] = datetime.fromisoformat
        found = {n: read[n](v) if n in read and v else v for n, v in plain.items() if n in known}
        return CaseFilter(**found)


class Place(Record):
    """Where a case stands in a list: the value it is ordered by, and its own key."""

    value: Any
    id: int


class CasePage(Record):
    """Some cases of a list, the places of the first and the last, and whether more come beyond."""

    lines: tuple[CaseLine, ...]
    first: Place | None
    last: Place | None
    more: bool


_ORDERS: Final[Mapping[str, tuple[Any, bool]]] = {
    "newest": (Case.id, True),
    "oldest": (Case.id, False),
    "received": (Case.received_at, True),
    "due": (Case.due_at, False),
    "finished": (Case.finished_at, False),
}
"""Order of a list: its column, and whether the greatest comes first."""
ORDERS: Final = tuple(_ORDERS)
SOON_DAYS: Final = 3
"""Working days before a promise from which a case counts as «soon»."""


def page_of_cases(
    session: Session,
    wanted: CaseFilter,
    *,
    after: Place | None = None,
    before: Place | None = None,
    since: Place | None = None,
    from_end: bool = False,
    limit: int = 100,
    now: datetime,
) -> CasePage:
    """Return the cases of a list after or before a place, or from it on; without one, those at its start or end."""
    column, falling = _ORDERS[wanted.order]
    backwards = before is not None or from_end
    place, down = after or before, falling is not backwards
    if since is not None:
        place = replace(since, id=since.id + (1 if falling else -1))
    where = _conditions(session, wanted, now)
    if place is not None:
        key, at = tuple_(column, Case.id), tuple_(bindparam(None, place.value, column.type), place.id)
        where.append((key < at if down else key > at) if column is not Case.id else _beyond(place.id, down))
    page = _page(matches(session, wanted.query), where, column, down, limit + 1)
    found = session.execute(_lines(page, down)).all()
    more, rows = len(found) > limit, list(found[:limit])
    if backwards:
        rows.reverse()
    lines = tuple(_line(row, now) for row in rows)
    first, last = (Place(row[-1], row[-2]) for row in (rows[0], rows[-1])) if rows else (None, None)
    return CasePage(lines, first, last, more)


def _beyond(key: int, down: bool) -> Any:
    return Case.id < key if down else Case.id > key


def _page(sources: Sequence[Any], where: Sequence[Any], column: Any, down: bool, limit: int) -> Any:
    """Return the keys of a page as a subquery: found in one narrow index, newest first, before anything is joined."""
    order = (column.desc(), Case.id.desc()) if down else (column, Case.id)
    parts = [
        select(Case.id.label("id"), column.label("value")).where(*where, *source).order_by(*order).limit(limit)
        for source in ([one] for one in sources)
    ]
    if len(parts) == 1:
        return parts[0].subquery("page")
    every = union(*(select(part.subquery()) for part in parts)).subquery("every")
    by = (every.c.value.desc(), every.c.id.desc()) if down else (every.c.value, every.c.id)
    return select(every).order_by(*by).limit(limit).subquery("page")


def _conditions(session: Session, wanted: CaseFilter, now: datetime) -> list[Any]:
    """Return what the filter asks for."""
    found: list[Any] = []
    running = Case.status.in_([int(s) for s in RUNNING])
    if wanted.status is not None:
        found += [one_of(session, Case.status, [wanted.status]), Case.voided_at.is_(None)]
    if wanted.due:
        found += [Case.finished_at.is_(None), Case.voided_at.is_(None), running]
        found += _by_promise(session, wanted.due, now)
    if wanted.due_before is not None or wanted.order == "due":
        found += [Case.finished_at.is_(None), Case.voided_at.is_(None), Case.due_at.is_not(None)]
    if wanted.due_before is not None:
        found.append(Case.due_at < wanted.due_before)
    if wanted.order in ("received", "finished"):
        found.append(_ORDERS[wanted.order][0].is_not(None))
    if wanted.procedure or wanted.field:
        found.append(one_of(session, Case.procedure_id, session.scalars(_procedures(wanted)).all()))
    if wanted.officer is not None:
        found.append(Case.officer_id == wanted.officer)
    if wanted.channel:
        found.append(Case.channel == wanted.channel)
    if wanted.first is not None:
        found.append(Case.received_at >= datetime.combine(wanted.first, time()))
    if wanted.last is not None:
        found.append(Case.received_at <= datetime.combine(wanted.last, time.max))
    if wanted.undigitised:
        found.append(exists().where(CaseDocument.case_id == Case.id, CaseDocument.digitised.is_(False)))
    if wanted.off_portal:
        found += [Case.official_code.is_(None), Case.voided_at.is_(None)]
    return found


def _by_promise(session: Session, due: str, now: datetime) -> list[Any]:
    if due == "overdue":
        return [Case.due_at < now]
    last = now.date() if due == "today" else reference(session).calendar.add_working_days(now.date(), SOON_DAYS)
    first = datetime.combine(now.date(), time())
    return [Case.due_at >= first, Case.due_at <= datetime.combine(last, time.max)]


def _procedures(wanted: CaseFilter) -> Any:
    query = select(Procedure.id).join(Field, Field.id == Procedure.field_id)
    if wanted.procedure:
        code = plain_code(wanted.procedure)
        query = query.where(or_(Procedure.code == code, Procedure.internal_id == code))
    return query.where(Field.name == wanted.field) if wanted.field else query


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
    """Find cases, newest first, by name without accents or initials, number, phone, code or procedure."""
    due = "overdue" if overdue else ""
    wanted = CaseFilter(query=query, status=status, due=due, due_before=due_before)
    return list(page_of_cases(session, wanted, limit=limit, now=now).lines)


def case_lines(session: Session, ids: Sequence[int], *, now: datetime) -> dict[int, CaseLine]:
    """Return cases by their keys as lists show them."""
    found = {}
    for start in range(0, len(ids), _BATCH):
        wanted = _joined(select(*_COLUMNS, Case.id).select_from(Case)).where(Case.id.in_(ids[start : start + _BATCH]))
        found.update({key: _line(row, now) for *row, key in session.execute(wanted)})
    return found


def owner_phones(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the telephone numbers of the owners of cases, by the cases' keys."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _BATCH):
        wanted = select(Party.case_id, Party.phone).where(
            Party.case_id.in_(ids[start : start + _BATCH]), Party.role == "owner"
        )
        found.update((key, shown(session, phone)) for key, phone in session.execute(wanted))
    return found


EXPORT_HEADERS = (
    "Mã hồ sơ", "Số tiếp nhận", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Chủ hồ sơ", "Số giấy tờ", "Địa chỉ",
    "Số điện thoại", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ngày trả kết quả",
    "Hình thức nhận", "Trạng thái",
)  # fmt: skip


def export_rows(session: Session, *, first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Yield the cases received in a period as rows under ``EXPORT_HEADERS``; voided ones are left out.

    Private data are covered for whoever has no work with them.
    """
    query = (
        _joined(select(*_COLUMNS).select_from(Case))
        .add_columns(_OWNER.id_number, _OWNER.address, _OWNER.phone)
        .where(Case.received_at >= datetime(first.year, first.month, first.day), Case.voided_at.is_(None))
        .where(Case.received_at <= datetime(last.year, last.month, last.day, 23, 59, 59))
        .order_by(Case.received_at, Case.id)
    )
    hidden = covered(session)
    for *row, number, address, phone in session.execute(query):
        one = _line(row, datetime.max)
        if hidden:
            number, address, phone = cover(number), cover(address), cover(phone)
        yield (
            one.official_code, one.code, one.procedure_code, one.procedure, one.field, one.owner, number, address,
            phone, one.received_at, one.due_at, one.finished_at, one.returned_at, CHANNELS[one.channel],
            STATUS_NAMES[Status(one.status)],
        )  # fmt: skip


class MovedPromise(Record):
    """An open case whose date would be another one by today's calendar; the printed promise stays."""

    code: str
    due_at: datetime
    by_calendar: datetime | None


def promises_touched(
    session: Session, first: date | None, last: date | None = None, *, ref: Reference | None = None
) -> list[MovedPromise]:
    """List the open cases whose promise spans these days and would now (or by ``ref``) be counted otherwise."""
    ref, found = ref or reference(session), []
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
