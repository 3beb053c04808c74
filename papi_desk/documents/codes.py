"""The codes that a phone or a desk scanner reads from a paper: QR and Code 128, as dark and light modules.

A code comes without its quiet zone: whoever places it leaves 4 modules free around a QR code (the papers'
margins do) and 10 modules at both ends of a Code 128.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from zxingcpp import Barcode, BarcodeFormat, create_barcode

from papi_desk.domain.errors import Refused

_LONGEST_LOOKUP = 200
_LONGEST_BARCODE = 80


@lru_cache(maxsize=64)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the QR code of ``text`` (level M, UTF-8), without its quiet zone.

    Raises ``Refused("lookup-too-long")`` when the code would be too fine for a phone.
    """
    if (length := len(text.encode())) > _LONGEST_LOOKUP:
        raise Refused("lookup-too-long", length=length, longest=_LONGEST_LOOKUP)
    words = {} if text.isascii() else {"eci": "UTF-8"}
    return tuple(_rows(create_barcode(text, BarcodeFormat.QRCode, ec_level="M", **words)))


@lru_cache(maxsize=64)
def code128_modules(text: str) -> tuple[bool, ...]:
    """Return the modules of the Code 128 of ``text``, without its quiet zones.

    Only what every scanner types alike is taken: the letters, digits and signs of an English keyboard. Raises
    ``Refused("letter-not-in-barcode")`` for any other, ``Refused("barcode-too-long")`` past 80 letters.
    """
    if strange := next((letter for letter in text if not " " <= letter <= "~"), ""):
        raise Refused("letter-not-in-barcode", letter=strange, code=f"U+{ord(strange):04X}", text=text)
    if len(text) > _LONGEST_BARCODE:
        raise Refused("barcode-too-long", length=len(text), longest=_LONGEST_BARCODE)
    return next(_rows(create_barcode(text, BarcodeFormat.Code128)))


def _rows(code: Barcode) -> Iterator[tuple[bool, ...]]:
    """Yield the rows of a code: its picture has one pixel a module, 0 for a dark one, else 255."""
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    pixels, width = memoryview(picture).tobytes(), picture.shape[1]
    for start in range(0, len(pixels), width):
        yield tuple(pixel == 0 for pixel in pixels[start : start + width])


def dark_runs(modules: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each run of dark modules starts and how many they are."""
    start = 0
    for dark, run in groupby(modules):
        length = len(list(run))
        if dark:
            yield start, length
        start += length
