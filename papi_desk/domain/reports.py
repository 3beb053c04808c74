"""What every list and report says: a head of columns, rows of values, totals and footnotes.

One shape serves the month's table, the register's book, fee lists, hand-over lists and all other tables; documents set
it as PDF, XLSX, CSV, JSON or words on a terminal. Values are plain: text, whole number (counts, đồng), date, datetime,
float (a share in percent), None («–»).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from papi_desk.domain.charts import Chart
from papi_desk.domain.papers import OfficeHead
from papi_desk.domain.records import Record, field

Value = str | int | float | date | datetime | None
Kind = Literal["order", "text", "code", "count", "money", "percent", "day", "moment"]
"""«order» numbers the rows (STT); only counts and money are summed."""
RowKind = Literal["row", "section", "subtotal", "total"]
SUMMED: Final = frozenset({"count", "money"})


class ReportColumn(Record):
    """One column: its name for programs, its heads from the uppermost down, and what its values are.

    Equal heads of neighbouring columns are one merged cell; a shorter tuple reaches down to the column numbers.
    """

    name: str
    heads: tuple[str, ...]
    kind: Kind = "text"
    width: float = 0
    """Millimetres on paper; 0 shares what is left."""
    number: str = ""
    """«(3)» below the head where the form numbers its columns."""
    formula: str = ""
    """How the figure follows from others of its row, by names: «c4+c5+c6», with a second way after «=».

    Checked on every row before anything is printed; the workbook has a sheet on which the reader checks it again.
    """


class ReportRow(Record):
    """One row of values, a section head over rows, or a total (a subtotal sums the rows since the section head)."""

    values: tuple[Value, ...]
    kind: RowKind = "row"
    key: str = ""
    """Names the row for «which cases stand behind this figure»."""


class Report(Record):
    """A table ready to be set: everything printed, nothing left to be looked up."""

    name: str
    office: OfficeHead
    title: str
    columns: tuple[ReportColumn, ...]
    rows: Iterable[ReportRow]
    """Read once, from first to last: a book of thousands of rows need not be held whole."""
    compiled_at: datetime
    form_number: str = ""
    form_basis: str = ""
    period: str = ""
    """«Tháng 6/2024 (từ ngày 01/06/2024 đến ngày 30/06/2024)»."""
    particulars: tuple[tuple[str, str], ...] = ()
    """Lines under the title: («Lĩnh vực», «Hộ tịch»)."""
    report_to: str | None = None
    """«Đơn vị nhận báo cáo», empty leaves dots to be filled by hand; None for a list of the office's own, which has
    the office's head and the national motto instead."""
    unit: str = ""
    """«Đơn vị tính: Số hồ sơ TTHC»."""
    summary: tuple[str, ...] = ()
    """What the table comes to, in bold below it: «Tỷ lệ …: 98,25 %»."""
    footnotes: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str, str], ...] = ()
    """(title, hint, name) from left to right; the last stands below place and date."""
    charts: tuple[Chart, ...] = ()
    """Drawn below the table on paper."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """Named figures beside the table («on_time_percent»)."""

    def list_rows(self) -> list[ReportRow]:
        """Return the rows of a report that is shown more than once (on the screen, then as a file)."""
        return list(self.rows)

    def totals(self) -> dict[str, int]:
        """Return the total of each column of counts or money, by name, of a report whose rows are kept."""
        rows = (row for row in self.rows if row.kind == "total")
        pairs = zip(self.columns, next(rows, ReportRow(())).values, strict=False)
        return {column.name: value for column, value in pairs if isinstance(value, int)}
