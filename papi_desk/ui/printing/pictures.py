"""Turn the pages of a PDF into pictures, for the screen and for the printer."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage

from papi_desk.domain.errors import Unavailable

_ONE_AT_A_TIME: Final = threading.Lock()
"""PDFium may be called from any thread, but never from two at once, not even for two papers."""
STRIP_BYTES: Final = 16_000_000
"""A page goes to the printer in strips, so that a sharp A4 page needs 16 MB, not 140."""


def page_sizes(content: bytes) -> tuple[QSizeF, ...]:
    """Return the size of each page in points; raises ``Unavailable`` for what is no PDF."""
    with _opened(content) as paper:
        return tuple(QSizeF(*paper.get_page_size(number)) for number in range(len(paper)))


def picture(content: bytes, page: int, density: float) -> QImage:
    """Return a page with ``density`` dots a point."""
    with _opened(content) as paper:
        width, height = paper.get_page_size(page)
        size = QSize(max(round(width * density), 1), max(round(height * density), 1))
        return _drawn(paper, page, size, 0, size.height())


def is_grey(content: bytes, pages: Sequence[int]) -> bool:
    """Tell whether the pages have no colour, so that a printer need not spend any."""
    return all(picture(content, page, 1.0).allGray() for page in pages)


def strips(content: bytes, page: int, size: QSize) -> Iterator[tuple[int, QImage]]:
    """Yield a page drawn ``size`` dots large, from top to bottom: where each strip begins and its picture."""
    step = max(STRIP_BYTES // (4 * size.width()), 1)
    for top in range(0, size.height(), step):
        with _opened(content) as paper:
            strip = _drawn(paper, page, size, top, min(step, size.height() - top))
        yield top, strip


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """Hold PDFium for one paper, and leave nothing to the garbage collector, which knows no lock."""
    with _ONE_AT_A_TIME:
        try:
            paper = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Unavailable("paper-unreadable") from error
        try:
            yield paper
        except pypdfium2.PdfiumError as error:
            raise Unavailable("paper-unreadable") from error
        finally:
            paper.close()


def _drawn(paper: Any, number: int, size: QSize, top: int, rows: int) -> QImage:
    """Draw ``rows`` lines from ``top`` on of a page that is ``size`` dots large."""
    image = QImage(size.width(), rows, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    page = paper[number]
    dots = image.bits()
    room = (ctypes.c_ubyte * len(dots)).from_buffer(dots)
    bitmap = pdfium.FPDFBitmap_CreateEx(size.width(), rows, pdfium.FPDFBitmap_BGRx, room, image.bytesPerLine())
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, size.width(), size.height(), 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        page.close()
    return image
