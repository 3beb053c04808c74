"""A table of a register as a paper, ready to be shown and printed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from papi_desk.domain.reports import Report
from papi_desk.ui.papers import write_file
from papi_desk.ui.printing.document import Document


def report_document(report: Report, path: Path, password: str = "") -> Document:
    """Write a report as a PDF, under its password if it has one; return it ready to be printed."""
    content: bytes = import_module("papi_desk.documents.report_pdf").report_pdf(report)
    write_file(path, content, password)
    return Document(report.name, f"{report.title.capitalize()} {report.period}", path.name, content)
