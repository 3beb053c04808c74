"""Set papers in type and write them where the officer finds them; loaded when the first paper is made."""

from __future__ import annotations

import errno
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

from papi_desk.domain.errors import Unavailable
from papi_desk.domain.papers import Receipt, StatisticsTable

_STATISTICS: Final = {
    ".xlsx": ("papi_desk.documents.statistics_workbook", "statistics_xlsx"),
    ".pdf": ("papi_desk.documents.statistics_table", "statistics_pdf"),
    ".csv": ("papi_desk.documents.statistics_table", "statistics_csv"),
}


def write_receipt(receipt: Receipt, folder: Path, *, copies: int = 2, sheet: str = "a5") -> Path:
    """Write the receipt as a PDF named after the case, two on one A4 sheet beside it; return where it is."""
    make = import_module("papi_desk.documents.receipt").receipt_pdf
    write_file(folder / f"{_plain(receipt.number)}-giay-hen-a4.pdf", make(receipt, copies=copies, sheet="a4"))
    content: bytes = make(receipt, copies=copies, sheet=sheet)
    return write_file(folder / f"{_plain(receipt.number)}-giay-hen.pdf", content)


def write_statistics(table: StatisticsTable, path: Path) -> Path:
    """Write the table in the format that the file's name ends in: xlsx, pdf or csv."""
    module, make = _STATISTICS[path.suffix]
    content = getattr(import_module(module), make)(table)
    return write_file(path, content if isinstance(content, bytes) else content.encode("utf-8-sig"))


def write_file(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; raises ``Unavailable`` for a full disk or a folder that is closed."""
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
