"""The columns of Biểu II.06a, as its paper, its workbook and its CSV share them."""

from __future__ import annotations

from collections.abc import Sequence

from papi_desk.documents.phrases import short_day, short_moment
from papi_desk.documents.tables import HeadCell
from papi_desk.domain.errors import Refused
from papi_desk.domain.papers import StatisticsTable

FIRST_FIGURE = 3
"""Column number of the first figure: (3) «Tổng số» of the cases received."""
FIGURES = 11
UNIT_OF_COUNT = "Đơn vị tính: Số hồ sơ TTHC"
TOTAL = "Tổng số"
_GROUP_HEADS = {"Lĩnh vực": "Lĩnh vực, công việc giải quyết theo cấp"}
_SUMS = ((3, (4, 5, 6)), (7, (8, 9, 10)), (11, (12, 13)), (3, (7, 11)))


def head_cells(grouped_by: str) -> list[HeadCell]:
    """Return the head of merged cells; its last row numbers the columns (1) to (13)."""
    cells = [
        HeadCell("STT", 0, 0, rows=3),
        HeadCell(_GROUP_HEADS.get(grouped_by, grouped_by), 0, 1, rows=3),
        HeadCell("Số hồ sơ nhận giải quyết", 0, 2, columns=4),
        HeadCell("Số hồ sơ đã giải quyết", 0, 6, columns=4),
        HeadCell("Số hồ sơ đang giải quyết", 0, 10, columns=3),
        HeadCell("Tổng số", 1, 2, rows=2),
        HeadCell("Trong kỳ", 1, 3, columns=2),
        HeadCell("Trực tuyến", 2, 3),
        HeadCell("Trực tiếp, dịch vụ bưu chính", 2, 4),
        HeadCell("Từ kỳ trước", 1, 5, rows=2),
    ]
    settled = ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn")
    cells += [HeadCell(words, 1, column, rows=2) for column, words in enumerate(settled, 6)]
    return cells + [HeadCell(f"({column + 1})", 3, column, quiet=True) for column in range(FIGURES + 2)]


def period_words(table: StatisticsTable) -> str:
    """Return «Kỳ báo cáo: Tháng 6/2024 (từ ngày … đến ngày …)»."""
    days = f"(từ ngày {short_day(table.first_day)} đến ngày {short_day(table.last_day)})"
    return " ".join(part for part in ("Kỳ báo cáo:", table.period.strip(), days) if part)


def remarks(table: StatisticsTable) -> list[str]:
    """Return the on-time share and the footnotes as they stand below the table."""
    known = [f"Số liệu theo những gì đã ghi nhận đến {short_moment(table.known_at)}."] if table.known_at else []
    share = f"Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: {table.on_time_percent}"
    return [share, *table.footnotes, *known]


def check_sums(table: StatisticsTable) -> None:
    """Refuse a report whose figures contradict each other (law: (3)=(4)+(5)+(6)=(7)+(11) and so on).

    Raises ``Refused("statistics-do-not-add")`` naming the row and the columns.
    """
    for row in table.rows:
        _check_row(row.name, row.figures)
    _check_row(TOTAL, table.total)
    sums = [sum(column) for column in zip(*(row.figures for row in table.rows), strict=True)] or [0] * FIGURES
    for column, (summed, total) in enumerate(zip(sums, table.total, strict=True), FIRST_FIGURE):
        if summed != total:
            raise Refused("statistics-do-not-add", row=TOTAL, rule=f"({column}): {total} ≠ {summed}")


def _check_row(name: str, figures: Sequence[int]) -> None:
    if len(figures) != FIGURES:
        raise ValueError(f"a row of II.06a has {FIGURES} figures, «{name}» has {len(figures)}")
    for whole, parts in _SUMS:
        total = figures[whole - FIRST_FIGURE]
        summed = sum(figures[part - FIRST_FIGURE] for part in parts)
        if total != summed:
            rule = f"({whole}) = {' + '.join(f'({part})' for part in parts)}: {total} ≠ {summed}"
            raise Refused("statistics-do-not-add", row=name, rule=rule)
