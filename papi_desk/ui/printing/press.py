"""Print a paper: page by page, each on a sheet of its own size, as sharp as the printer can."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.work import step
from papi_desk.ui.printing.document import Document, Sent
from papi_desk.ui.printing.pictures import is_grey, page_sizes, strips
from papi_desk.ui.printing.preferences import PrintChoice
from papi_desk.ui.printing.printers import Printers

SHARPEST: Final = 600
"""Dots an inch; more is not seen on office paper and only makes the job large."""
_BROKEN: Final = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


def print_document(
    document: Document, choice: PrintChoice, printers: Printers, wanted: Callable[[], bool] = lambda: True
) -> Sent:
    """Print a paper as chosen; raises ``Unavailable`` when the printer is gone or says no, ``Refused`` when stopped.

    Printers take one size of paper a job (CUPS does, some Windows drivers too), so a paper of several sizes
    becomes several jobs. Pages are drawn off the screen's thread; an A4 page never takes more than a strip of memory.
    """
    paper = document.on(choice.sheet)
    sizes = page_sizes(paper.content)
    runs = [tuple(run) for _, run in groupby(range(len(sizes)), key=lambda page: _rounded(sizes[page]))]
    name = choice.printer
    for _ in range(choice.copies):
        by_driver = False
        for run in runs:
            printer = printers.open(choice, paper.title)
            name = printer.printerName() or name
            by_driver = len(runs) == 1 and printer.supportsMultipleCopies()
            printer.setCopyCount(choice.copies if by_driver else 1)
            _print_run(printer, paper.content, [(page, sizes[page]) for page in run], wanted)
        if by_driver:
            break
    return Sent(name, len(sizes) * choice.copies, printers.at_rest(name))


def sheet(size: QSizeF) -> QPageLayout:
    """Return the sheet for a page: A4, A5 … upright or lying, or a piece of the roll, never turned."""
    upright = QPageSize(QSizeF(min(size.toTuple()), max(size.toTuple())), QPageSize.Unit.Point)
    lying = size.width() > size.height() and upright.id() is not QPageSize.PageSizeId.Custom
    if upright.id() is QPageSize.PageSizeId.Custom:
        upright = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(upright, way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _rounded(size: QSizeF) -> tuple[int, int]:
    return round(size.width()), round(size.height())


def _print_run(
    printer: QPrinter, content: bytes, pages: Sequence[tuple[int, QSizeF]], wanted: Callable[[], bool]
) -> None:
    """Print pages of one size as one job."""
    printer.setPageLayout(sheet(pages[0][1]))
    printer.setFullPage(True)
    printer.setResolution(_sharpness(printer))
    if is_grey(content, [page for page, _ in pages]):
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal(printer)
    try:
        for page, size in _on_sheets(printer, pages, wanted):
            _draw(painter, printer, content, page, size)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() in _BROKEN:
        raise _refusal(printer)


def _on_sheets(
    printer: QPrinter, pages: Sequence[tuple[int, QSizeF]], wanted: Callable[[], bool]
) -> Iterator[tuple[int, QSizeF]]:
    """Yield each page when its sheet is there."""
    for place, page in enumerate(pages):
        step(place, len(pages))
        if not wanted():
            raise Refused("print-stopped")
        if place and not printer.newPage():
            raise _refusal(printer)
        yield page


def _sharpness(printer: QPrinter) -> int:
    """Return how many dots an inch to draw: the printer's own (a ticket's has 203), so that bars stay sharp."""
    known = QPrinterInfo(printer).supportedResolutions()
    return min(max(known, default=printer.resolution()), SHARPEST)


def _draw(painter: QPainter, printer: QPrinter, content: bytes, page: int, size: QSizeF) -> None:
    """Draw a page at its true size; losslessly, or Qt blurs the letters as in a photograph."""
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    dots = (size * printer.resolution() / 72).toSize()
    full = QSize(max(dots.width(), 1), max(dots.height(), 1))
    for top, strip in strips(content, page, full):
        painter.drawImage(QRect(0, top, full.width(), strip.height()), strip)


def _refusal(printer: QPrinter) -> Unavailable:
    return Unavailable("printer-refused", printer=printer.printerName() or printer.outputFileName())
