"""A report as a file of the kind asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable

from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_csv, report_json, report_table
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.reports import Report

FORMS = ("table", "json", "csv", "xlsx", "pdf")


def rendered(form: str, report: Report, *, behind: Iterable[Report] = (), semicolon: bool = False) -> bytes:
    """Return the report as a file; only a workbook holds the cases behind it too."""
    match form:
        case "xlsx":
            return report_xlsx(report, behind=behind)
        case "pdf":
            return report_pdf(report)
        case "csv":
            return report_csv(report, delimiter=";" if semicolon else ",").encode("utf-8-sig")
        case "json":
            return (json.dumps(report_json(report), ensure_ascii=False, indent=1) + "\n").encode()
        case _:
            return (report_table(report) + "\n").encode()
