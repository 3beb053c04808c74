"""What the display shows in turn: one thing a screen, to be read from three metres."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from papi_desk.documents.codes import qr_modules
from papi_desk.domain.public_site import PublicAnswer, PublicBoard, PublicNotice, RatingFigures
from papi_desk.domain.records import Record
from papi_desk.ui.labels import day_text, number
from papi_desk.ui.layouts import STRETCH, Part, column, row, text
from papi_desk.ui.tokens import LIGHT, SIZES

READY_A_SLIDE: Final = 8


class Slide(Record):
    """One screen: made when its turn comes."""

    name: str
    make: Callable[[], QWidget]


class QrCode(QWidget):
    """A QR code with its quiet zone, as large as its place."""

    def __init__(self, content: str, side: int) -> None:
        super().__init__()
        self.content = content
        self._modules = qr_modules(content)
        self.setFixedSize(side, side)
        self.setAccessibleName(content)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each dark module, four light ones around."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        side = self.width() // (len(self._modules) + 8)
        start = (self.width() - side * len(self._modules)) / 2
        for down, line in enumerate(self._modules):
            for across, dark in enumerate(line):
                if dark:
                    painter.fillRect(QRectF(start + across * side, start + down * side, side, side), QColor(LIGHT.text))
        painter.end()


def slides_of(board: PublicBoard, room: QSize, words: SlideWords) -> list[Slide]:
    """Return the slides of what is public, those without content left out."""
    found = [Slide("hours", lambda: _hours_slide(board, words))]
    for notice in board.notices:
        found += _notice_slides(notice, room, words)
    for at in range(0, len(board.ready), READY_A_SLIDE):
        found.append(Slide("ready", partial(_ready_slide, board.ready[at : at + READY_A_SLIDE], room, words)))
    found.append(Slide("figures", lambda: _figures_slide(board, words)))
    if board.ratings is not None and board.ratings.total.slips:
        found.append(Slide("ratings", partial(_ratings_slide, board.ratings, words)))
    for one in board.answers:
        found += _answer_slides(one, room, words)
    if any((board.office.address, board.office.phone, board.office.email)):
        found.append(Slide("feedback", lambda: _feedback_slide(board, room, words)))
    return found


class SlideWords(Record):
    """The fixed words of the slides; official, so Vietnamese whatever the screens' language."""

    hours: str = "Giờ làm việc hôm nay"
    closed: str = "Hôm nay nghỉ"
    ready: str = "Đã có kết quả, mời đến nhận"
    month: str = "Kết quả giải quyết tháng {0}"
    on_time: str = "hồ sơ giải quyết trước hạn và đúng hạn"
    settled: str = "{0} hồ sơ đã giải quyết · {1} quá hạn · {2} đang giải quyết"
    ratings: str = "Người dân đánh giá tháng {0}"
    satisfied: str = "lượt trả lời hài lòng hoặc rất hài lòng, trong {0} phiếu"
    slips: str = "{0} phiếu"
    answers: str = "Lượt trả lời: {0}"
    small: str = "Mẫu nhỏ: dưới {0} phiếu nên chưa nêu tỷ lệ."
    feedback: str = "Nơi nhận phản ánh, kiến nghị"
    answered: str = "Phản ánh, kiến nghị đã trả lời"
    answer: str = "Trả lời: {0}"
    complaints: str = "Khiếu nại, tố cáo: gửi nơi tiếp công dân."
    posted: str = "Niêm yết từ {0}"
    posted_until: str = "Niêm yết từ {0} đến {1}"


def _slide(title: str, *parts: Part, quiet: str = "") -> QWidget:
    made = QWidget()
    heading = text(title, "display-title", wrap=True)
    under = [text(quiet, "display-quiet", wrap=True)] if quiet else []
    made.setLayout(column(heading, *under, 12, *parts, STRETCH, gap=14, margin=0))
    return made


def _hours_slide(board: PublicBoard, words: SlideWords) -> QWidget:
    open_today = board.hours != "nghỉ"
    hours = text(board.hours if open_today else words.closed, "display-figure", wrap=True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(40)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for at, (counter, officer) in enumerate(board.counters[:8]):
        grid.addWidget(text(counter, "display-large", wrap=True), at, 0)
        grid.addWidget(text(officer, "display-large", wrap=True), at, 1)
    return _slide(words.hours, hours, 20, grid)


def _notice_slides(notice: PublicNotice, room: QSize, words: SlideWords) -> Iterator[Slide]:
    days = words.posted.format(day_text(notice.posted_on))
    if notice.until:
        days = words.posted_until.format(day_text(notice.posted_on), day_text(notice.until))
    under = " · ".join(filter(None, (notice.decision, days)))
    kind, pages = _sized_pages(notice.text, room)
    for page in pages:
        yield Slide("notice", partial(_notice_slide, notice.title, page, under, kind))


def _sized_pages(words: str, room: QSize) -> tuple[str, list[str]]:
    """Return a text large where it fits one page, else at the size that is read from three metres, in pages."""
    large = pages_of(words, room, SIZES["display-large"])
    return ("display-large", large) if len(large) == 1 else ("display", pages_of(words, room))


def _notice_slide(title: str, page: str, under: str, kind: str) -> QWidget:
    return _slide(title, text(page, kind, wrap=True), quiet=under)


def pages_of(words: str, room: QSize, size: float = SIZES["display"]) -> list[str]:
    """Cut a text into pages that fit below a title, at the size that is read from three metres."""
    font = QFont()
    font.setPointSizeF(size)
    lines = [line for paragraph in words.splitlines() for line in _wrapped(paragraph, font, room.width())]
    fitting = max(3, int(room.height() * 0.62 / QFontMetrics(font).lineSpacing()))
    return ["\n".join(lines[at : at + fitting]) for at in range(0, len(lines), fitting)] or [""]


def _wrapped(paragraph: str, font: QFont, width: int) -> Iterator[str]:
    layout = QTextLayout(paragraph, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width - 24, 200))
        yield paragraph[line.textStart() : line.textStart() + line.textLength()].strip()
    layout.endLayout()


def _ready_slide(part: Iterable[tuple[str, str]], room: QSize, words: SlideWords) -> QWidget:
    grid = QGridLayout()
    grid.setHorizontalSpacing(56)
    grid.setVerticalSpacing(18)
    across = 2 if room.width() > 1700 else 1
    for at, (code, name) in enumerate(part):
        line = row(text(code, "display-large"), text(name, "display-large"), STRETCH, gap=28)
        grid.addLayout(line, at // across, at % across)
    return _slide(words.ready, grid)


def _figures_slide(board: PublicBoard, words: SlideWords) -> QWidget:
    table = board.figures
    total = table.total
    settled = words.settled.format(number(total[4]), number(total[7]), number(total[8]))
    return _slide(
        words.month.format(f"{table.last_day:%m/%Y}"), text(table.on_time_percent, "display-huge"),
        text(words.on_time, "display", wrap=True), 20, text(settled, "display-quiet", wrap=True),
    )  # fmt: skip


def _ratings_slide(figures: RatingFigures, words: SlideWords) -> QWidget:
    """Tell the share of satisfied answers, or only the counts where the sample is small."""
    total, slips = figures.total, number(figures.total.slips)
    said = words.satisfied.format(slips) if total.percent else words.small.format(figures.least)
    pairs = zip(figures.levels, total.counts, strict=True)
    counts = " · ".join(f"{level.lower()} {number(count)}" for level, count in pairs if count is not None)
    answers = words.answers.format(counts) if counts else ""
    return _slide(
        words.ratings.format(f"{figures.last_day:%m/%Y}"),
        text(total.percent or words.slips.format(slips), "display-huge", wrap=True),
        text(said, "display", wrap=True), 20, text(answers, "display-quiet", wrap=True),
    )  # fmt: skip


def _answer_slides(one: PublicAnswer, room: QSize, words: SlideWords) -> Iterator[Slide]:
    under = " · ".join(filter(None, (one.agency, day_text(one.answered_on))))
    kind, pages = _sized_pages(f"{one.question}\n\n{words.answer.format(one.answer)}", room)
    for page in pages:
        yield Slide("answer", partial(_notice_slide, words.answered, page, under, kind))


def _feedback_slide(board: PublicBoard, room: QSize, words: SlideWords) -> QWidget:
    office = board.office
    lines = [text(part, "display", wrap=True) for part in (office.superior, office.address) if part]
    lines += [text(office.phone, "display-figure", wrap=True)] if office.phone else []
    lines += [text(office.email, "display-large", wrap=True)] if office.email else []
    said = column(*lines, 16, text(words.complaints, "display-quiet", wrap=True), STRETCH, gap=14)
    content = office.website or (f"mailto:{office.email}" if office.email else "") or f"tel:{office.phone}"
    code = QrCode(content, min(room.width(), room.height()) * 2 // 5)
    code.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    wide = room.width() > room.height()
    return _slide(words.feedback, row((said, 1), code, gap=48) if wide else column(said, code, gap=32))
