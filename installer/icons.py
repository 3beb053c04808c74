"""Draw the program's icon in every size: ``python installer/icons.py`` writes PNG and .ico from the two SVG files.

The small sizes have a drawing of their own: what is fine at 256 pixels is dust at 16.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE: Final = Path(__file__).resolve().parent
ICONS: Final = HERE.parent / "resources" / "icons"
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
KEPT: Final = (16, 32, 48, 256)
"""Sizes the window itself uses; the .ico has all of them."""


def drawn(size: int) -> bytes:
    """Return the icon as a PNG of a size in pixels."""
    name = "papi-desk-small" if size <= 32 else "papi-desk"
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / f"{name}.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return PNG pictures as one .ico file (Windows Vista and later read PNG inside)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    rows, at = b"", len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + rows + b"".join(pictures.values())


def main() -> None:
    """Write all files."""
    application = QGuiApplication([])
    pictures = {size: drawn(size) for size in SIZES}
    for size in KEPT:
        (ICONS / f"papi-desk-{size}.png").write_bytes(pictures[size])
    (HERE / "papi-desk.ico").write_bytes(ico(pictures))
    del application


if __name__ == "__main__":
    main()
