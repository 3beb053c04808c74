"""What a citizen looks up by touch: a procedure with its papers, limit and fees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLineEdit,
    QPushButton,
    QScroller,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from papi_desk.domain.names import search_key
from papi_desk.domain.papers import NO_FEE, SheetWords
from papi_desk.ui.display.keyboard import ScreenKeyboard
from papi_desk.ui.layouts import STRETCH, column, roomy, row, text

_ROW = 86
"""Height of a procedure found, with the gap below it."""
_KEYBOARD = 620
"""Height of the search with its keyboard."""


class ProcedureKiosk(QWidget):
    """Search without accents, then the public sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: Sequence[tuple[str, str, SheetWords]] = ()
        self.found: list[SheetWords] = []
        self.search = QLineEdit()
        self.search.setProperty("kind", "display")
        self.search.setAccessibleName("Tìm thủ tục")
        self.search.setPlaceholderText("Gõ tên thủ tục, không cần dấu: dang ky khai sinh")
        self.search.textChanged.connect(self._narrow)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.keyboard = keyboard = ScreenKeyboard()
        keyboard.typed.connect(self.search.insert)
        keyboard.erased.connect(self.search.backspace)
        keyboard.cleared.connect(self.search.clear)
        finder = QWidget()
        self._finder = QBoxLayout(QBoxLayout.Direction.TopToBottom, finder)
        self._finder.setSpacing(28)
        self._finder.setContentsMargins(0, 0, 0, 0)
        self._finder.addLayout(column(self.search, keyboard, STRETCH, gap=14), 1)
        self._finder.addLayout(column(self._list, STRETCH), 1)
        self._sheet = roomy(QWidget())
        QScroller.grabGesture(self._sheet.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        back = touch("Danh sách thủ tục", self.show_list)
        reader = QWidget()
        reader.setLayout(column((self._sheet, 1), row(back, STRETCH), gap=14))
        self.stack = QStackedWidget()
        self.stack.addWidget(finder)
        self.stack.addWidget(reader)
        self.setLayout(column(self.stack))

    def take(self, sheets: Sequence[SheetWords]) -> None:
        """Take the procedures that the office offers."""
        self._sheets = [
            (search_key(sheet.name), search_key(f"{sheet.name} {sheet.code} {sheet.field}"), sheet) for sheet in sheets
        ]
        self._narrow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the keyboard beside the list on a wide screen, above it on a high one."""
        super().resizeEvent(event)
        wide = is_wide(self)
        self._finder.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._finder.setStretch(0, 1 if wide else 0)
        self._narrow()

    def restart(self) -> None:
        """Forget what the last citizen looked for."""
        self.search.clear()
        self.show_list()

    def show_list(self) -> None:
        """Show the search."""
        self.stack.setCurrentIndex(0)

    def show_sheet(self, sheet: SheetWords) -> None:
        """Show the public sheet of a procedure."""
        self._sheet.show_other(sheet_widget(sheet))
        self.stack.setCurrentIndex(1)

    def show_fees(self) -> None:
        """Show what every procedure costs that costs something."""
        costs = [sheet for _, _, sheet in self._sheets if any(fee.text != NO_FEE for fee in sheet.fees)]
        self._sheet.show_other(fees_widget(costs))
        self.stack.setCurrentIndex(1)

    def _row(self, sheet: SheetWords) -> QPushButton:
        made = touch("", partial(self.show_sheet, sheet), kind="display-row")
        made.setParent(self)
        made.ensurePolished()
        wide = is_wide(self)
        room = (self.width() // 2 - 28 if wide else self.width()) - 72
        made.setText(made.fontMetrics().elidedText(sheet.name, Qt.TextElideMode.ElideRight, room))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setAccessibleName(sheet.name)
        return made

    def _narrow(self) -> None:
        asked = search_key(self.search.text()).split()
        matching = [one for one in self._sheets if all(word in one[1] for word in asked)]
        if asked:
            matching.sort(key=lambda one: _distance(one[0], asked))
        found = [sheet for _, _, sheet in matching]
        wide = is_wide(self)
        room = self.height() if wide else self.height() - _KEYBOARD
        self.found = found[: max(2, (room - 70) // _ROW)]
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sheet in self.found:
            made = self._row(sheet)
            self._list.addWidget(made)
        more = len(found) - len(self.found)
        words = f"và {more} thủ tục khác: gõ thêm chữ" if more > 0 else "" if found else "Không có thủ tục như vậy"
        told = text(words, "display-quiet")
        self._list.addWidget(told)
        told.ensurePolished()  # its size is right before it is first shown


def _distance(name: str, asked: Sequence[str]) -> tuple[bool, bool, int]:
    """Order what was found: the words one after the other, then all in the name, then the shorter name."""
    return " ".join(asked) not in name, not all(word in name for word in asked), len(name)


def fees_widget(sheets: Sequence[SheetWords]) -> QWidget:
    """Set the fees of procedures in large type, field by field."""
    parts, field = list[QWidget](), ""
    for sheet in sheets:
        if sheet.field != field:
            field = sheet.field
            parts.append(text(field, "display-title", wrap=True))
        parts.append(text(sheet.name, "display-strong", wrap=True))
        parts += [text(" – ".join(filter(None, (fee.text, fee.note))), "display", wrap=True) for fee in sheet.fees]
    others = "Thủ tục không nêu ở đây: không thu, hoặc mức thu chưa được công bố; xem ở từng thủ tục."
    parts.append(text(others, "display-quiet", wrap=True))
    made = QWidget()
    made.setLayout(column(text("Phí, lệ phí", "display-title"), *parts, STRETCH, gap=12))
    return made


def sheet_widget(sheet: SheetWords) -> QWidget:
    """Set a public sheet in large type: papers, limit, fees, result."""
    papers = [f"{at}. {paper.name}" for at, paper in enumerate(sheet.papers, 1)]
    fees = [" – ".join(filter(None, (fee.text, fee.note))) for fee in sheet.fees]
    limits = [sheet.limit, *(f"{variant.text}: {variant.note}" for variant in sheet.variants)]
    sections = (
        ("Thời hạn giải quyết", limits), ("Phí, lệ phí", fees or ["Xem bảng niêm yết phí, lệ phí"]),
        ("Thành phần hồ sơ", papers), ("Cách thức thực hiện", [sheet.ways]), ("Kết quả", [sheet.result]),
        ("Căn cứ pháp lý", [sheet.legal_basis]),
    )  # fmt: skip
    parts = list[QWidget]()
    for title, lines in sections:
        if any(lines):
            parts.append(text(title, "display-strong", wrap=True))
            parts += [text(one, "display", wrap=True) for one in lines if one]
    made = QWidget()
    quiet = " · ".join(filter(None, (sheet.code, sheet.field)))
    heading = (text(sheet.name, "display-title", wrap=True), text(quiet, "display-quiet"))
    made.setLayout(column(*heading, *parts, STRETCH, gap=12))
    return made


def is_wide(part: QWidget) -> bool:
    """Tell whether the display lies; a part that was never shown has no size of its own yet."""
    return part.window().width() > part.window().height()


def touch(words: str, action: partial[None] | object, *, kind: str = "display-button") -> QPushButton:
    """Make a button for fingers."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if callable(action):
        made.clicked.connect(lambda _checked=False: action())
    return made
