"""A real printer whose paper is a folder: each job is a PDF that can be read back."""

from __future__ import annotations

import io
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from papi_desk.domain.errors import Unavailable
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.pictures import page_sizes, picture
from papi_desk.ui.printing.preferences import PrintChoice
from papi_desk.ui.printing.printers import Abilities, PrinterNames, Printers, prepare

MM = 72 / 25.4
A4, A5 = (210 * MM, 297 * MM), (148 * MM, 210 * MM)
LYING, ROLL, TICKET = (297 * MM, 210 * MM), (80 * MM, 160 * MM), (80 * MM, 50 * MM)
USUAL, OTHER = "Máy in mẫu", "Máy in ở quầy 2"


class PaperTray(Printers):
    """Printers that print into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.there = [USUAL, OTHER]
        self.rests = True
        self.jobs: list[Path] = []
        self.choices: list[PrintChoice] = []

    def names(self) -> PrinterNames:
        return PrinterNames(tuple(self.there), USUAL)

    def abilities(self, name: str) -> Abilities:
        return Abilities((6, 1), True) if name == USUAL else Abilities()

    def open(self, choice: PrintChoice, title: str) -> QPrinter:
        name = choice.printer or USUAL
        if name not in self.there:
            raise Unavailable("printer-gone", printer=name)
        self.jobs.append(self.folder / f"job-{len(self.jobs) + 1}.pdf")
        self.choices.append(choice)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.jobs[-1]))
        prepare(printer, choice, title)
        return printer

    def at_rest(self, name: str) -> bool:
        return self.rests


def pdf(*sizes: tuple[float, float]) -> bytes:
    """Make a paper with a page of each size; a black square of 20 mm stands 10 mm from its upper left corner."""
    kept = io.BytesIO()
    canvas = Canvas(kept, invariant=1)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.rect(10 * MM, height - 30 * MM, 20 * MM, 20 * MM, stroke=0, fill=1)
        canvas.drawString(40 * MM, height - 20 * MM, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def paper(*sizes: tuple[float, float], kind: str = "receipt", title: str = "Giấy mẫu") -> Document:
    """Make a paper ready to be printed."""
    return Document(kind, title, "giay-mau.pdf", pdf(*sizes))


def millimetres(content: bytes) -> list[tuple[int, int]]:
    """Return the size of each page in millimetres."""
    return [(round(size.width() / MM), round(size.height() / MM)) for size in page_sizes(content)]


def square_of(content: bytes, page: int = 0) -> tuple[float, float, float]:
    """Find the black square of a page: left, top and side in millimetres."""
    dots = 4.0
    image = picture(content, page, dots)
    row = round(20 * MM * dots)
    blacks = [x for x in range(image.width()) if _black(image, x, row)]
    left = blacks[0]
    run = next((n for n, x in enumerate(blacks) if x != left + n), len(blacks))
    top = next(y for y in range(image.height()) if _black(image, left + run // 2, y))
    return left / dots / MM, top / dots / MM, run / dots / MM


def _black(image: QImage, x: int, y: int) -> bool:
    return QColor(image.pixel(x, y)).lightness() < 100
