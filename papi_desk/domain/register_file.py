"""Registers as provincial systems export them: rows of a CSV or XLSX table into cases, or a reason why not.

Columns are found by their Vietnamese titles in any order; columns nobody knows are kept as notes. Nothing is
guessed that a published figure depends on: a row whose dates or status contradict each other is rejected.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from papi_desk.domain.cases import Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.domain.records import Record
from papi_desk.domain.register_cells import Cell, Moment, moment, number_text, text
from papi_desk.domain.register_words import CHANNEL_SIGNS, COLUMN_TITLES, STATUS_WORDS, TIMELINESS, title_key

OPENING: Final = time(8)
"""The hour a case counts as received at when the export gives only the day."""
CLOSING: Final = time(17)

_COLUMN_NAMES: Final = {
    "owner": "Chủ hồ sơ",
    "received": "Ngày tiếp nhận",
    "procedure_code": "Mã TTHC",
    "procedure_name": "Tên TTHC",
    "due": "Ngày hẹn trả",
    "finished": "Ngày kết thúc xử lý",
    "returned": "Ngày trả kết quả",
}
_HEADER_ROWS: Final = 20
"""A title block of at most so many rows may stand above the header."""
_ENDED: Final = frozenset({Status.WITHDRAWN, Status.STOPPED, Status.FINISHED, Status.RETURNED})
_MAY_HAVE_ENDED: Final = _ENDED | {Status.DENIED}
_NUMBER: Final = re.compile(r"(\d{1,2})(?:\.0)?(?:\s*[-–.:)].*)?")
_SEPARATORS: Final = (",", ";", "\t")


class ImportedCase(Record):
    """One case of an exported register; moments are office wall time."""

    row: int
    """Row in the file, the header's row counted, as a spreadsheet shows it."""
    official_code: str
    procedure_code: str
    """Without suffix; may be empty when the export only names the procedure."""
    procedure_name: str
    field: str
    owner: str
    id_number: str
    address: str
    phone: str
    received_at: datetime
    received_date_only: bool
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    channel: str
    status: Status
    refused: bool = False
    """Settled by refusing: status 9 with result «từ chối»."""
    notes: tuple[str, ...] = ()
    """Columns without a place of their own, as «tên cột: giá trị»."""


class RejectedRow(Record):
    """A row that is not imported, and why."""

    row: int
    reason: Refused


class Columns(Record):
    """Where each known column stands, and the titles of the others."""

    places: Mapping[str, int]
    others: Mapping[int, str]

    def get(self, cells: Sequence[Cell], name: str) -> Cell:
        """Return the cell of a known column; None when the table or the row has none."""
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else None


def csv_rows(csv_text: str) -> Iterator[list[Cell]]:
    """Give the rows of an exported CSV, separated by comma, semicolon or tab; raises «table-not-csv»."""
    csv_text = csv_text.removeprefix("\ufeff")
    head = "".join(csv_text.splitlines(keepends=True)[:_HEADER_ROWS])
    reader = csv.reader(io.StringIO(csv_text, newline=""), delimiter=max(_SEPARATORS, key=head.count))
    try:
        for cells in reader:
            yield list(cells)
    except csv.Error:
        raise Refused("table-not-csv", line=reader.line_num) from None


def read_register(
    rows: Iterable[Sequence[Cell]], closing: Callable[[date], time] = lambda _: CLOSING
) -> Iterator[ImportedCase | RejectedRow]:
    """Give a case or a rejection for each filled row under the header.

    ``closing`` tells when the desk closes on a day: a due or finish date without an hour means that hour.
    Raises ``Refused`` «register-columns-missing» when no row is a header with owner, reception and procedure.
    A code given twice in the file is rejected the second time.
    """
    numbered = enumerate(rows, 1)
    columns = _find_header(numbered)
    seen: dict[str, int] = {}
    for row, cells in numbered:
        if not any(cell is not None and cell != "" for cell in cells):
            continue
        try:
            case = _case(columns, row, cells, closing)
            if (first := seen.get(case.official_code)) is not None:
                raise Refused("register-code-repeated", "official_code", code=case.official_code, first=first)
        except Refused as reason:
            yield RejectedRow(row, reason)
            continue
        if case.official_code:
            seen[case.official_code] = row
        yield case


def _find_header(numbered: Iterator[tuple[int, Sequence[Cell]]]) -> Columns:
    """Find the header among the first rows."""
    missing = ["Chủ hồ sơ", "Ngày tiếp nhận", "Mã TTHC"]
    for row, cells in numbered:
        columns = _columns(cells)
        lacking = [_COLUMN_NAMES[name] for name in ("owner", "received") if name not in columns.places]
        if not {"procedure_code", "procedure_name"} & set(columns.places):
            lacking.append(_COLUMN_NAMES["procedure_code"])
        if not lacking:
            return columns
        if len(lacking) < len(missing):
            missing = lacking
        if row >= _HEADER_ROWS:
            break
    raise Refused("register-columns-missing", columns=", ".join(missing))


def _columns(cells: Sequence[Cell]) -> Columns:
    """Match a row of titles; the second of two columns with the same meaning is kept as notes."""
    places: dict[str, int] = {}
    others: dict[int, str] = {}
    for place, cell in enumerate(cells):
        title = text(cell)
        name = COLUMN_TITLES.get(title_key(title))
        if name is None or name in places:
            others[place] = title
        elif name:
            places[name] = place
    return Columns(places, {place: title for place, title in others.items() if title})


def _case(columns: Columns, row: int, cells: Sequence[Cell], closing: Callable[[date], time]) -> ImportedCase:
    """Read one row; raises ``Refused`` with the reason."""
    owner = text(columns.get(cells, "owner"))
    if not owner:
        raise Refused("register-owner-missing", "owner")
    code = plain_code(number_text(columns.get(cells, "procedure_code"), decimals=6))
    name = text(columns.get(cells, "procedure_name"))
    if not code and not name:
        raise Refused("register-procedure-missing", "procedure")
    dates = _dates(columns, cells, closing)
    status, refused = _status(text(columns.get(cells, "status")), dates)
    return ImportedCase(
        row=row,
        official_code=text(columns.get(cells, "official_code")).replace(" ", ""),
        procedure_code=code,
        procedure_name=name,
        field=text(columns.get(cells, "field")),
        owner=owner,
        id_number=number_text(columns.get(cells, "id_number"), lost_zero=11),
        address=text(columns.get(cells, "address")),
        phone=number_text(columns.get(cells, "phone"), lost_zero=9),
        received_at=dates.received.at,
        received_date_only=dates.received.date_only,
        due_at=dates.due,
        finished_at=dates.finished,
        returned_at=dates.returned,
        channel=_channel(text(columns.get(cells, "channel"))),
        status=status,
        refused=refused,
        notes=_notes(columns, cells),
    )


def _notes(columns: Columns, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Keep the filled cells of columns without a place of their own."""
    filled = ((title, number_text(cells[at])) for at, title in columns.others.items() if at < len(cells))
    return tuple(f"{title}: {value}" for title, value in filled if value)


class _Dates(Record):
    received: Moment
    due: datetime | None
    finished: datetime | None
    returned: datetime | None


def _dates(columns: Columns, cells: Sequence[Cell], closing: Callable[[date], time]) -> _Dates:
    """Read the four dates, give hours to those without one, and refuse an impossible order."""
    received = _moment(columns, cells, "received")
    if received is None:
        raise Refused("register-received-missing", "received")
    due, finished, returned = (_moment(columns, cells, name) for name in ("due", "finished", "returned"))
    finished_name = "finished" if finished else "returned"
    finished = finished or returned
    _check_order(received, finished, "received", finished_name)
    _check_order(finished, returned, "finished", "returned")
    _check_order(received, due, "received", "due")
    opened = _with_hour(received, OPENING, not_after=(finished, returned, due))
    ended = _with_hour(finished, closing, not_before=opened, not_after=(returned,))
    return _Dates(
        received=Moment(opened or received.at, received.date_only),
        due=_with_hour(due, closing, not_before=opened),
        finished=ended,
        returned=_with_hour(returned, closing, not_before=ended),
    )


def _moment(columns: Columns, cells: Sequence[Cell], name: str) -> Moment | None:
    cell = columns.get(cells, name)
    try:
        return moment(cell)
    except ValueError:
        column = _COLUMN_NAMES[name]
        raise Refused("register-bad-date", name, column=column, value=text(cell)) from None


def _check_order(first: Moment | None, second: Moment | None, first_name: str, second_name: str) -> None:
    """Refuse a second moment before the first; days are compared where either has no hour."""
    if first is None or second is None:
        return
    by_day = first.date_only or second.date_only
    earlier = second.at.date() < first.at.date() if by_day else second.at < first.at
    if earlier:
        titles = {"first": _COLUMN_NAMES[first_name], "second": _COLUMN_NAMES[second_name]}
        raise Refused("register-dates-reversed", second_name, **titles, before=first.at, after=second.at)


def _with_hour(
    given: Moment | None,
    hour: time | Callable[[date], time],
    *,
    not_before: datetime | None = None,
    not_after: tuple[Moment | None, ...] = (),
) -> datetime | None:
    """Put an hour on a day that has none, keeping it between the moments before and after it on that day."""
    if given is None or not given.date_only:
        return given.at if given else None
    day = given.at.date()
    placed = datetime.combine(day, hour if isinstance(hour, time) else hour(day))
    for limit in not_after:
        if limit is not None and not limit.date_only:
            placed = min(placed, limit.at)
    return max(placed, not_before) if not_before is not None and not_before.date() == day else placed


def _status(words: str, dates: _Dates) -> tuple[Status, bool]:
    """Find the national status from its words or number, else from the dates; True with it when refused."""
    if not words:
        return _status_by_dates(dates), False
    status, refused = _named_status(words)
    if status is Status.FINISHED and dates.returned is not None:
        status = Status.RETURNED
    if status in _ENDED and dates.finished is None:
        raise Refused("register-finish-missing", "finished", status=words)
    if status not in _MAY_HAVE_ENDED and dates.finished is not None:
        raise Refused("register-status-contradicts", "status", status=words, finished=dates.finished)
    return status, refused


def _status_by_dates(dates: _Dates) -> Status:
    if dates.returned is not None:
        return Status.RETURNED
    return Status.PROCESSING if dates.finished is None else Status.FINISHED


def _named_status(words: str) -> tuple[Status, bool]:
    """Find a status by number or words; «… – quá hạn» behind it does not matter."""
    if (number := _NUMBER.fullmatch(words)) and 1 <= int(number[1]) <= len(Status):
        return Status(int(number[1])), False
    key = title_key(words)
    for ending in ("", *TIMELINESS):
        found = STATUS_WORDS.get(key.removesuffix(ending).strip())
        if found is not None:
            return found
    raise Refused("register-status-unknown", "status", status=words)


def _channel(words: str) -> str:
    """Find how the case came in; an empty cell means the counter."""
    key = title_key(words)
    for sign, channel in CHANNEL_SIGNS.items():
        if sign in key:
            return channel
    if not key:
        return "direct"
    raise Refused("register-channel-unknown", "channel", channel=words)
