"""The cases behind the figures of a report, by the same predicates that counted them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from papi_desk.domain.cases import STATUS_NAMES, Status
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, asdict, replace
from papi_desk.domain.reports import Report, ReportColumn, ReportRow
from papi_desk.services.case_lists import CaseLine, case_lines
from papi_desk.services.reports.counted import TOTAL, framed
from papi_desk.services.reports.counting import Behind
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import BUILDERS, asked_for, definition_of

_ALL = frozenset({"", "total", TOTAL})


class CaseBehind(Record):
    """A case behind a figure as lists show it."""

    code: str
    official_code: str
    owner: str
    procedure: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    status: int
    row: str
    columns: tuple[str, ...]


def cases_behind(session: Session, name: str, asked: Asked, *, row: str = "", column: str = "") -> list[CaseBehind]:
    """List the cases behind a figure: of a row (by name or key; none means the total) and a column.

    Raises ``Refused`` for a column that counts no cases.
    """
    found = behind_of(session, name, asked, row=row, column=column)
    lines = case_lines(session, [one.case_id for one in found], now=asked.now)
    return [_shown(lines[one.case_id], one) for one in found if one.case_id in lines]


def behind_of(session: Session, name: str, asked: Asked, *, row: str = "", column: str = "") -> list[Behind]:
    """Return the cases behind a figure by their keys."""
    definition = definition_of(session, name)
    known = [c.name for c in definition.columns if c.kind in ("count", "money")]
    if column and column not in known:
        raise Refused("column-unknown", "column", column=column, known=", ".join(known))
    found = BUILDERS[name].behind(session, definition, asked_for(definition, asked))
    rows = frozenset() if row in _ALL else {row}
    return [
        one
        for one in found
        if (not column or column in one.columns) and (not rows or one.key in rows or one.name in rows)
    ]


def _shown(line: CaseLine, one: Behind) -> CaseBehind:
    return CaseBehind(
        line.code, line.official_code, line.owner, line.procedure, line.received_at, line.due_at, line.finished_at,
        line.status, one.name, one.columns,
    )  # fmt: skip


# --- as a sheet of the workbook --------------------------------------------------------------------------

_LISTED = (
    ReportColumn("STT", ("STT",), "order"),
    ReportColumn("code", ("Số tiếp nhận",), "code", 30),
    ReportColumn("official_code", ("Mã hồ sơ",), "code", 30),
    ReportColumn("owner", ("Chủ hồ sơ",), width=45),
    ReportColumn("procedure", ("Thủ tục",), width=60),
    ReportColumn("received_at", ("Ngày tiếp nhận",), "moment"),
    ReportColumn("due_at", ("Hẹn trả",), "moment"),
    ReportColumn("finished_at", ("Xử lý xong",), "moment"),
    ReportColumn("status", ("Trạng thái hiện nay",), width=40),
    ReportColumn("row", ("Dòng của biểu",), width=40),
)


def list_behind(session: Session, name: str, asked: Asked, *, row: str = "", column: str = "") -> Report:
    """Return the cases behind a report (or one figure of it) as a list with 1 in each column that counts them."""
    definition = definition_of(session, name)
    counts = [c for c in definition.columns if c.kind == "count"]
    found = cases_behind(session, name, asked, row=row, column=column)
    marks = tuple(_mark(column) for column in counts)
    rows = [
        ReportRow((number, *_cells(one), *(1 if c.name in one.columns else None for c in counts)))
        for number, one in enumerate(found, 1)
    ]
    totals = (sum(c.name in one.columns for one in found) for c in counts)
    total = ReportRow((None, TOTAL, *[None] * (len(_LISTED) - 2), *totals), "total")
    frame = framed(session, definition, asked_for(definition, asked))
    title = f"Hồ sơ đứng sau số liệu: {definition.title}"
    return replace(
        frame, name="cases", title=title, form_number="Hồ sơ", columns=(*_LISTED, *marks), rows=(*rows, total),
        report_to=None, signatures=(), unit="", footnotes=(),
    )  # fmt: skip


def _mark(column: ReportColumn) -> ReportColumn:
    words = " ".join(filter(None, (column.number, " – ".join(column.heads))))
    return replace(column, heads=(words,), number="", formula="")


def _cells(one: CaseBehind) -> Iterable[Any]:
    plain = {**asdict(one), "status": STATUS_NAMES[Status(one.status)]}
    return (plain[column.name] for column in _LISTED[1:])
