"""Write the desk's papers into its folder and bring them to the printer."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from papi_desk import services
from papi_desk.domain.reports import Report
from papi_desk.ui.papers import paper_pdf, write_file, write_paper
from papi_desk.ui.printing.document import KINDS, Document


def issued_document(printed: services.papers.Printed, folder: Path) -> Document:
    """Write a paper as it was issued; return it ready to be printed, two copies also on one A4 sheet."""
    path = write_paper(printed, folder)
    content, two_up = path.read_bytes(), paper_pdf(printed, sheet="a4") if printed.copies > 1 else b""
    sheets = {"a5": lambda: content, "a4": lambda: two_up} if two_up not in (b"", content) else {}
    title = f"{KINDS.get(printed.form, printed.title)} {printed.number}"
    return Document(printed.form, title, path.name, content, sheets)


def report_document(report: Report, path: Path, password: str = "") -> Document:
    """Write a report as a PDF, under its password if it has one; return it ready to be printed."""
    content: bytes = import_module("papi_desk.documents.report_pdf").report_pdf(report)
    write_file(path, content, password)
    return Document("statistics", f"Báo cáo {path.stem}", path.name, content)
