"""Attach scans and files to a case, look at them (drawn here, never opened), take them away with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.services.attachments import AttachmentLine, attach, attachment_content, detach
from papi_desk.ui.dialogs import Sheet, button
from papi_desk.ui.fields import TextField
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, Scrolled, column, row, text
from papi_desk.ui.pages import Desk
from papi_desk.ui.papers import write_file
from papi_desk.ui.printing.pictures import page_sizes, picture

ENDINGS: Final = (".pdf", ".jpg", ".jpeg", ".png")
WIDTH: Final = 900
"""Dots that a page or a picture is wide when it is looked at."""
PAGES: Final = 20
"""Pages drawn of a long file."""
LARGEST: Final = 12_000
"""Dots a side from which a picture is refused: drawing it would take all memory."""
_MOST: Final = 200_000_000
"""Bytes beyond which a file is not even read."""
_TALLEST: Final = 4.0
"""How many times its width a page may be high."""


class AttachmentDesk(QObject):
    """The files of a case, as a page works with them."""

    changed = Signal()
    said = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self.dialog: QDialog | None = None

    def attach(self, code: str, path: str = "") -> None:
        """Attach a file; ask which one where none is named."""
        if not path:
            kinds = self.tr("Scans and pictures (*.pdf *.jpg *.jpeg *.png)")
            path, _ = QFileDialog.getOpenFileName(self._parent, self.tr("Attach a file"), "", kinds)
        if path:
            reading = self._desk.tasks.work(self, _read, path)
            reading.then(partial(self._keep, code, path)).failed(self._refused)

    def _keep(self, code: str, path: str, content: bytes) -> None:
        now, officer = self._desk.clock(), self._desk.officer()
        keeping = self._desk.tasks.run(self, attach, code, Path(path).name, content, at=now, by=officer)
        keeping.then(self._kept).failed(self._refused)

    def _kept(self, line: AttachmentLine) -> None:
        self.said.emit(self.tr("Attached: {0}").format(line.name), "done")
        self.changed.emit()

    def view(self, one: AttachmentLine) -> None:
        """Look at a file."""
        reading = self._desk.tasks.read(self, attachment_content, one.id)
        reading.then(partial(self._draw, one)).failed(self._refused)

    def _draw(self, one: AttachmentLine, content: bytes) -> None:
        drawing = self._desk.tasks.work(self, drawn, one.kind, content)
        drawing.then(partial(self._show, one, content)).failed(self._refused)

    def _show(self, one: AttachmentLine, content: bytes, pictures: list[QImage]) -> None:
        self.dialog = PictureDialog(self._parent, one, pictures, partial(self._export, one, content))
        self.dialog.open()

    def _export(self, one: AttachmentLine, content: bytes) -> None:
        path, _ = QFileDialog.getSaveFileName(self._parent, self.tr("Export the file"), one.name)
        if path:
            write = partial(self._write, Path(path), content)
            self._desk.printing.export(f"attachment {one.id}", Path(path), self._parent.window(), write, self._refused)

    def _write(self, path: Path, content: bytes, password: str) -> None:
        self._desk.tasks.work(self, write_file, path, content, password).failed(self._refused)

    def detach(self, one: AttachmentLine) -> None:
        """Ask why a file is taken away, and take it away."""
        self.dialog = DetachDialog(self._parent, self._desk, one, self.changed.emit)
        self.dialog.open()

    def _refused(self, refusal: Refused) -> None:
        self.said.emit(sentence(refusal), "late")


class PictureDialog(QDialog):
    """The pages of a file, one under the other."""

    def __init__(
        self, parent: QWidget, one: AttachmentLine, pictures: list[QImage], export: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("File of a case"))
        self.resize(WIDTH + 80, 680)
        pages = QWidget()
        pages.setLayout(column(*(self._page(one, image, n) for n, image in enumerate(pictures, 1)), STRETCH, gap=12))
        close = button(self.tr("&Close"), self.accept, kind="primary")
        foot = row(text(f"SHA-256 {one.sha256}", "quiet"), STRETCH, button(self.tr("&Export…"), export), close)
        self.setLayout(column((Scrolled(pages), 1), foot, margin=12, gap=10))

    def _page(self, one: AttachmentLine, image: QImage, number: int) -> QLabel:
        label = QLabel()
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(self.tr("{0}, page {1}").format(one.name, number))
        return label


class DetachDialog(Sheet):
    """Why a file is taken away."""

    def __init__(self, parent: QWidget, desk: Desk, one: AttachmentLine, done: Callable[[], None]) -> None:
        self._desk = desk
        self._one = one
        self._done = done
        self.reason = TextField(self.tr("&Reason"))
        body = column(text(one.name, "quiet", wrap=True), self.reason)
        super().__init__(parent, self.tr("Take the file away"), body, agree=self.tr("&Take away"))
        self.reason.setFocus()

    def agree(self) -> None:
        """Take it away."""
        self.agree_button.setEnabled(False)
        now, officer = self._desk.clock(), self._desk.officer()
        taking = self._desk.tasks.run(self, detach, self._one.id, self.reason.value(), at=now, by=officer)
        taking.then(lambda _done: self._gone()).failed(lambda refusal: self.complain(sentence(refusal)))

    def _gone(self) -> None:
        self.accept()
        self._done()


def drawn(kind: str, content: bytes) -> list[QImage]:
    """Draw a file: a picture scaled down, the first pages of a PDF; scripts, links and forms in it do nothing."""
    if kind != "pdf":
        return [_picture(content)]
    found = []
    for place, size in enumerate(page_sizes(content)[:PAGES]):
        tall = size.height() / max(size.width(), 1)
        density = WIDTH / max(size.width(), 1) * min(_TALLEST / max(tall, 0.1), 1)
        found.append(picture(content, place, density))
    return found


def _picture(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise Refused("attachment-unreadable", "file")
    if max(size.width(), size.height()) > LARGEST:
        raise Refused("picture-too-large", "file", width=size.width(), height=size.height())
    if size.width() > WIDTH:
        reader.setScaledSize(size.scaled(QSize(WIDTH, round(WIDTH * _TALLEST)), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Refused("attachment-unreadable", "file")
    return image


def newest_scans(folder: str, most: int = 8) -> list[str]:
    """Return the newest files that a scanner left in its folder."""
    try:
        found = [path for path in Path(folder).iterdir() if path.suffix.lower() in ENDINGS] if folder else []
        return [str(path) for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)[:most]]
    except OSError:
        return []


def _read(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > _MOST:
            raise Refused("attachment-too-large", "file", name=Path(path).name, size="≥ 200", most=200)
        return Path(path).read_bytes()
    except OSError as error:
        raise Refused("file-unreadable", "file", file=path, why=str(error)) from error
