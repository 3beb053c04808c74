"""The month's table as a file of the kind asked for."""

from __future__ import annotations

from papi_desk.documents.statistics_table import statistics_csv, statistics_pdf
from papi_desk.documents.statistics_workbook import statistics_xlsx
from papi_desk.domain.papers import StatisticsTable


def rendered(form: str, table: StatisticsTable) -> bytes:
    """Return the month's table as a file."""
    if form == "xlsx":
        return statistics_xlsx(table)
    return statistics_pdf(table) if form == "pdf" else statistics_csv(table).encode("utf-8-sig")
