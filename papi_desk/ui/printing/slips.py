"""Write the desk's papers into its folder and bring them to the printer."""

from __future__ import annotations

from pathlib import Path

from papi_desk.domain.papers import Receipt, StatisticsTable
from papi_desk.ui.papers import write_receipt, write_statistics
from papi_desk.ui.printing.document import Document


def receipt_document(receipt: Receipt, folder: Path) -> Document:
    """Write the receipt on both its sheets; return it ready to be printed."""
    path = write_receipt(receipt, folder)
    beside = path.with_stem(f"{path.stem}-a4")
    sheets = {"a5": path.read_bytes, "a4": beside.read_bytes}
    return Document("receipt", f"Giấy hẹn {receipt.number}", path.name, path.read_bytes(), sheets)


def statistics_document(table: StatisticsTable, path: Path) -> Document:
    """Write the month's table as a PDF; return it ready to be printed."""
    written = write_statistics(table, path)
    return Document("statistics", f"Thống kê {path.stem}", path.name, written.read_bytes())
