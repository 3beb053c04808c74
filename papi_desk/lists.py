"""A table of the office's, written into the file named by -o or shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from papi_desk.answers import write
from papi_desk.db.database import Database
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_csv, report_json, report_table
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.reports import Report
from papi_desk.given import Given


def written(database: Database, given: Given, make: Callable[..., Report], *words: Any, **more: Any) -> Any:
    """Write a table into the file named by -o (.pdf, .xlsx, .csv), or show it; rows are read while they are written."""

    def put(session: Any) -> Any:
        report = make(session, *words, **more)
        if not given.output:
            return report_json(report) if given.json else report_table(report)
        name = write(given.output, _content(report, given.output))
        return {"file": name} if name else None

    return database.read(put)


def _content(report: Report, output: str) -> bytes:
    ending = output.lower().rpartition(".")[2]
    if ending == "xlsx":
        return report_xlsx(report)
    return report_csv(report).encode("utf-8-sig") if ending == "csv" else report_pdf(report)
