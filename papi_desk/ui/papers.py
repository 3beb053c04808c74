"""Set papers in type and write them where the officer finds them; loaded when the first paper is made."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from papi_desk import services
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.forms import Form, FormSet
from papi_desk.domain.names import search_key
from papi_desk.domain.reports import Report

_REPORTS: Final = {
    ".xlsx": ("papi_desk.documents.report_workbook", "report_xlsx"),
    ".pdf": ("papi_desk.documents.report_pdf", "report_pdf"),
    ".csv": ("papi_desk.documents.report_text", "report_csv"),
}


def kept_layout(form: Form, of_set: FormSet, words: Any) -> bytes:
    """Lay a form out for good; the typesetter is loaded when the first paper is made."""
    made: bytes = import_module("papi_desk.documents.forms").kept_layout(form, of_set, words)
    return made


def sample_pdf(form: Form, of_set: FormSet, day: date) -> bytes:
    """Draw a form with sample words, to look at its wording."""
    words = import_module("papi_desk.documents.sample_papers").sample_words(form, day)
    layout = import_module("papi_desk.documents.layout")
    made: bytes = layout.layout_pdf(layout.Layout.from_bytes(kept_layout(form, of_set, words)))
    return made


def paper_pdf(printed: services.papers.Printed, *, sheet: str = "a5") -> bytes:
    """Draw a paper as it was issued."""
    layout = import_module("papi_desk.documents.layout")
    kept = layout.Layout.from_bytes(printed.layout)
    made: bytes = layout.layout_pdf(kept, copies=printed.copies, sheet=sheet, reprint=printed.reprint)
    return made


def papers_pdf(printed: Sequence[services.papers.Printed]) -> bytes:
    """Draw several papers as one PDF."""
    layout = import_module("papi_desk.documents.layout")
    made: bytes = layout.layouts_pdf([layout.Layout.from_bytes(one.layout) for one in printed])
    return made


def write_paper(printed: services.papers.Printed, folder: Path) -> Path:
    """Write a paper as a PDF named after the case and the form; return where it is."""
    name = search_key(printed.title).replace(" ", "-") or printed.form
    return write_file(folder / f"{_plain(printed.desk_number)}-{name}.pdf", paper_pdf(printed))


def write_report(report: Report, path: Path, behind: tuple[Report, ...] = (), password: str = "") -> Path:
    """Write a report in the format that the file's name ends in; a workbook has the cases behind it too."""
    module, make = _REPORTS[path.suffix]
    given = {"behind": behind} if path.suffix == ".xlsx" else {}
    content = getattr(import_module(module), make)(report, **given)
    return write_file(path, content if isinstance(content, bytes) else content.encode("utf-8-sig"), password)


def report_clip(report: Report) -> tuple[str, str]:
    """Return a report for the clipboard, as plain text and as HTML."""
    clip: tuple[str, str] = import_module("papi_desk.documents.report_text").report_clip(report)
    return clip


def write_file(path: Path, content: bytes, password: str = "") -> Path:
    """Write a file whole or not at all, under its password if it has one.

    Raises ``Unavailable`` for a full disk or a folder that is closed, ``Refused`` for a content that has no lock.
    """
    if password:
        content = import_module("papi_desk.documents.locked").locked(content, password)
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Unavailable("disk-full" if full else "cannot-write", path=str(path)) from error
    return path


def _plain(name: str) -> str:
    """Return a name without what a file system would stumble over."""
    return "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in name)
