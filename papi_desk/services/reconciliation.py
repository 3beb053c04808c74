"""Our register against the province's export: what is missing on either side, and what is told differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, Party
from papi_desk.domain.books import short_title
from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import search_key
from papi_desk.domain.people import plain_number
from papi_desk.domain.records import Record, replace
from papi_desk.domain.register_cells import Cell
from papi_desk.domain.register_file import ImportedCase, RejectedRow, read_register
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.reference import office_head, reference
from papi_desk.services.sentences import sentence

KINDS: Final[Mapping[str, str]] = {
    "missing-here": "Có ở hệ thống tỉnh, không có ở sổ này",
    "missing-there": "Có ở sổ này, không có ở hệ thống tỉnh",
    "due": "Khác ngày hẹn trả",
    "status": "Khác trạng thái",
    "unreadable": "Dòng của hệ thống tỉnh không đọc được",
}
_COLUMNS: Final = (
    ReportColumn("tt", ("STT",), "order", 10),
    ReportColumn("official", ("Mã hồ sơ trên hệ thống tỉnh",), "code", 42),
    ReportColumn("code", ("Số tiếp nhận",), "code", 32),
    ReportColumn("owner", ("Chủ hồ sơ",), "text", 42),
    ReportColumn("procedure", ("Thủ tục",)),
    ReportColumn("received", ("Ngày tiếp nhận",), "day", 24),
    ReportColumn("here", ("Ở sổ này",), "text", 34),
    ReportColumn("there", ("Ở hệ thống tỉnh",), "text", 34),
)


class Difference(Record):
    """One thing that the two registers tell differently."""

    kind: str
    official_code: str
    code: str
    owner: str
    procedure: str
    received_on: date | None
    here: str = ""
    there: str = ""


class Reconciliation(Record):
    """What a comparison found: how many cases were matched, and each difference."""

    first: date
    last: date
    theirs: int
    ours: int
    matched: int
    differences: tuple[Difference, ...]


class _Ours(Record):
    code: str
    official_code: str
    owner: str
    id_number: str
    procedure: str
    procedure_name: str
    received_at: datetime
    due_at: datetime | None
    status: Status


def reconcile(session: Session, rows: Iterable[Sequence[Cell]]) -> Reconciliation:
    """Compare an export of the provincial system with the cases received in the same days.

    Cases are matched by official code, then by personal number, procedure and day, then by name, procedure and day.
    Raises ``Refused`` «register-columns-missing», «reconcile-empty».
    """
    ref = reference(session)
    read = list(read_register(rows, closing=ref.calendar.closing))
    theirs = [row for row in read if isinstance(row, ImportedCase)]
    if not theirs:
        raise Refused("reconcile-empty", "file")
    days = [row.received_at.date() for row in theirs]
    first, last = min(days), max(days)
    ours = _ours(session, first, last, {row.official_code for row in theirs if row.official_code})
    pairs = _pairs(ours, theirs)
    found = [_unreadable(row) for row in read if isinstance(row, RejectedRow)]
    matched = {mine.code for mine, _ in pairs if mine is not None}
    for mine, row in pairs:
        found += _compared(mine, row) if mine is not None else [_missing_here(row)]
    in_days = [mine for mine in ours if first <= mine.received_at.date() <= last]
    found += [_missing_there(mine) for mine in in_days if mine.code not in matched]
    order = list(KINDS)
    found.sort(key=lambda one: (order.index(one.kind), one.received_on or date.max, one.code, one.official_code))
    return Reconciliation(first, last, len(theirs), len(in_days), len(matched), tuple(found))


def _ours(session: Session, first: date, last: date, codes: set[str]) -> list[_Ours]:
    """Return the cases received in the days, and those of other days whose code the export names."""
    span = Case.received_at.between(datetime.combine(first, time()), datetime.combine(last, time.max))
    columns = (
        Case.id, Case.code, Case.official_code, Case.version_id, Case.received_at, Case.due_at, Case.status,
        Party.name, Party.id_number,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Party, (Party.case_id == Case.id) & (Party.role == "owner"))
        .where(Case.voided_at.is_(None), Case.received_at.is_not(None))
        .order_by(Case.id)
    )
    rows = {row.id: row for row in session.execute(query.where(span))}
    there = sorted(codes - {row.official_code for row in rows.values()})
    for start in range(0, len(there), 500):
        named = query.where(Case.official_code.in_(there[start : start + 500]))
        rows.update((row.id, row) for row in session.execute(named))
    return [_mine(session, row) for row in rows.values()]


def _mine(session: Session, row: Any) -> _Ours:
    version = reference(session).version_by_id(session, row.version_id)
    return _Ours(
        row.code, row.official_code or "", row.name, row.id_number, version.code,
        short_title(version.content.name, version.code), row.received_at, row.due_at, Status(row.status),
    )  # fmt: skip


def _pairs(ours: Sequence[_Ours], theirs: Sequence[ImportedCase]) -> list[tuple[_Ours | None, ImportedCase]]:
    """Find for each row of theirs our case, each of ours at most once; the surest ways first."""
    left, found = dict.fromkeys(ours), dict[int, _Ours]()
    for ours_key, their_key in ((_code, _their_code), (_number, _their_number), (_name, _their_name)):
        known: dict[Any, list[_Ours]] = defaultdict(list)
        for mine in left:
            known[ours_key(mine)].append(mine)
        for row in theirs:
            key = their_key(row)
            if row.row not in found and key and known.get(key):
                found[row.row] = known[key].pop(0)
                left.pop(found[row.row])
    return [(found.get(row.row), row) for row in theirs]


def _code(mine: _Ours) -> Any:
    return mine.official_code or None


def _their_code(row: ImportedCase) -> Any:
    return row.official_code or None


def _number(mine: _Ours) -> Any:
    number = plain_number(mine.id_number)
    return number and not mine.official_code and (number, mine.procedure, mine.received_at.date())


def _their_number(row: ImportedCase) -> Any:
    number = plain_number(row.id_number)
    return number and (number, row.procedure_code, row.received_at.date())


def _name(mine: _Ours) -> Any:
    return not mine.official_code and (search_key(mine.owner), mine.procedure, mine.received_at.date())


def _their_name(row: ImportedCase) -> Any:
    return (search_key(row.owner), row.procedure_code, row.received_at.date())


def _compared(mine: _Ours, row: ImportedCase) -> Iterator[Difference]:
    same = Difference(
        "", row.official_code or mine.official_code, mine.code, mine.owner, mine.procedure_name,
        mine.received_at.date(),
    )  # fmt: skip
    due, their_due = (moment and moment.date() for moment in (mine.due_at, row.due_at))
    if due != their_due:
        yield replace(same, kind="due", here=_day(due), there=_day(their_due))
    if mine.status != row.status:
        yield replace(same, kind="status", here=STATUS_NAMES[mine.status], there=STATUS_NAMES[row.status])


def _missing_here(row: ImportedCase) -> Difference:
    procedure = row.procedure_name or row.procedure_code
    return Difference("missing-here", row.official_code, "", row.owner, procedure, row.received_at.date())


def _missing_there(mine: _Ours) -> Difference:
    told = "" if mine.official_code else "chưa có mã của tỉnh"
    return Difference(
        "missing-there", mine.official_code, mine.code, mine.owner, mine.procedure_name, mine.received_at.date(), told
    )


def _unreadable(row: RejectedRow) -> Difference:
    return Difference("unreadable", "", "", f"dòng {row.row}", "", None, "", sentence(row.reason))


def _day(day: date | None) -> str:
    return "không có" if day is None else f"{day:%d/%m/%Y}"


def reconciliation_report(session: Session, rows: Iterable[Sequence[Cell]], *, now: datetime) -> Report:
    """Return the comparison as a paper for both signatures."""
    found = reconcile(session, rows)
    counts = {kind: sum(one.kind == kind for one in found.differences) for kind in KINDS}
    summary = f"Hệ thống tỉnh: {found.theirs} hồ sơ; sổ này: {found.ours} hồ sơ; khớp được {found.matched} hồ sơ."
    told = "; ".join(f"{KINDS[kind].lower()}: {count}" for kind, count in counts.items() if count)
    return Report(
        name="reconciliation", office=office_head(reference(session).office(now.date())),
        title="BIÊN BẢN ĐỐI CHIẾU HỒ SƠ VỚI HỆ THỐNG CỦA TỈNH", columns=_COLUMNS, rows=list(_rows(found)),
        compiled_at=now, period=f"Hồ sơ tiếp nhận từ {found.first:%d/%m/%Y} đến {found.last:%d/%m/%Y}",
        summary=(summary, f"Chênh lệch: {told}." if told else "Hai bên khớp nhau."),
        signatures=(("CÁN BỘ MỘT CỬA", "", ""), ("NGƯỜI PHỤ TRÁCH HỆ THỐNG", "", "")),
        figures={"theirs": found.theirs, "ours": found.ours, "matched": found.matched, **counts},
    )  # fmt: skip


def _rows(found: Reconciliation) -> Iterator[ReportRow]:
    number = 0
    for kind, words in KINDS.items():
        group = [one for one in found.differences if one.kind == kind]
        if group:
            yield ReportRow((words, *[None] * (len(_COLUMNS) - 1)), "section")
        for one in group:
            number += 1
            values = (
                number,
                one.official_code,
                one.code,
                one.owner,
                one.procedure,
                one.received_on,
                one.here,
                one.there,
            )
            yield ReportRow(values, key=one.code)
