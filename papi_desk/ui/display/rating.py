"""A citizen rates the visit by touch: the number of the case, one content a screen, thanks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QLineEdit, QPushButton, QSizePolicy, QStackedWidget, QWidget

from papi_desk.domain.errors import Refused
from papi_desk.domain.ratings import RatingScale
from papi_desk.ui.display.keyboard import DIGITS, ScreenKeyboard
from papi_desk.ui.display.kiosk import is_wide, touch
from papi_desk.ui.labels import sentence
from papi_desk.ui.layouts import STRETCH, column, row, text


class RatingKiosk(QWidget):
    """Asks for the case, then for each content in turn; any content can be passed over."""

    identified = Signal(str)
    """What was typed or scanned as the case's number."""
    given = Signal(str, object)
    """The case and its answers, by content."""
    left = Signal()
    """The citizen is done, or would rather not."""

    def __init__(self, scale: RatingScale) -> None:
        super().__init__()
        self._scale = scale
        self.case = ""
        self.answers: dict[int, str] = {}
        self._content = 1
        self.stack = QStackedWidget()
        for page in (self._number_page(), self._question_page(), self._thanks_page()):
            self.stack.addWidget(page)
        self.setLayout(column(self.stack))

    # --- pages -----------------------------------------------------------------------------------------------

    def _number_page(self) -> QWidget:
        self.told = text("", "display-strong", wrap=True)
        self.number = QLineEdit()
        self.number.setProperty("kind", "display")
        self.number.setAccessibleName("Số tiếp nhận")
        self.number.setPlaceholderText("4 chữ số cuối")
        self.number.returnPressed.connect(self._identify)
        self.number.textChanged.connect(lambda _typed: self.told.setText(""))
        keyboard = self.keyboard = ScreenKeyboard(DIGITS)
        keyboard.typed.connect(self.number.insert)
        keyboard.erased.connect(self.number.backspace)
        keyboard.cleared.connect(self.number.clear)
        self.on = touch("Tiếp tục", self._identify)
        heading = text("Ông/Bà đánh giá lần giao dịch nào?", "display-title", wrap=True)
        hint = "Quét mã trên giấy hẹn, hoặc gõ bốn chữ số cuối của số tiếp nhận. Ông/Bà không phải ghi họ tên."
        said = column(heading, text(hint, "display", wrap=True), self.told, STRETCH, gap=18)
        return TwoSides(said, column(self.number, keyboard, self.on, STRETCH, gap=14))

    def _question_page(self) -> QWidget:
        self.place = text("", "display-quiet", wrap=True)
        self.question = text("", "display-title", wrap=True)
        self.trouble = text("", "display-strong", wrap=True)
        self.choices: dict[str, QPushButton] = {}
        for level, words in self._scale.levels.items():
            made = self.choices[level] = touch(words, partial(self.choose, level), kind="display-choice")
            made.setCheckable(True)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            made.setMaximumHeight(170)
        self.back = touch("Quay lại", self.go_back, kind="display-key")
        self.skip = touch("Bỏ qua", self.go_on, kind="display-key")
        self.send = touch("Gửi đánh giá", self._send)
        said = column(self.place, self.question, self.trouble, STRETCH, gap=16)
        choices = column(*((made, 1) for made in self.choices.values()), gap=16)
        return TwoSides(said, choices, column(row((self.back, 1), (self.skip, 1), gap=16), self.send, gap=16))

    def _thanks_page(self) -> QWidget:
        page = QWidget()
        thanks = text("Xin cảm ơn Ông/Bà!", "display-call", wrap=True)
        thanks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said = "Ý kiến được tổng hợp hằng tháng và công khai tại nơi tiếp nhận, trên trang thông tin điện tử."
        under = text(said, "display", wrap=True)
        under.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.setLayout(column(STRETCH, thanks, under, STRETCH, gap=24))
        return page

    # --- what the citizen does -------------------------------------------------------------------------------

    def restart(self) -> None:
        """Forget the last citizen."""
        self.case, self.answers, self._content = "", {}, 1
        self.number.clear()
        self.told.setText("")
        self.trouble.setText("")
        self.stack.setCurrentIndex(0)

    def _identify(self) -> None:
        self.identified.emit(self.number.text())

    def ask(self, case: str) -> None:
        """Ask for the contents of a case's visit, one after the other."""
        self.case, self.answers, self._content = case, {}, 1
        self._show_question()
        self.stack.setCurrentIndex(1)

    def choose(self, level: str) -> None:
        """Keep an answer and go on."""
        self.answers[self._content] = level
        self.go_on()

    def go_on(self) -> None:
        """Ask for the next content; after the last one, send what there is."""
        if self._content < len(self._scale.contents):
            self._content += 1
            self._show_question()
        else:
            self._send()

    def go_back(self) -> None:
        """Ask for the content before."""
        self._content -= 1
        self._show_question()

    def _send(self) -> None:
        if self.answers:
            self.given.emit(self.case, dict(self.answers))
        else:
            self.left.emit()

    def thank(self) -> None:
        """Thank, and forget."""
        self.restart()
        self.stack.setCurrentIndex(2)

    @property
    def thanking(self) -> bool:
        """Tell whether the thanks are still shown."""
        return self.stack.currentIndex() == 2

    def refuse(self, refusal: Refused) -> None:
        """Say kindly why not, where the citizen is."""
        (self.told if self.stack.currentIndex() == 0 else self.trouble).setText(sentence(refusal))

    def _show_question(self) -> None:
        last = len(self._scale.contents)
        self.place.setText(f"Hồ sơ {self.case} · nội dung {self._content}/{last}")
        self.question.setText(self._scale.contents[self._content - 1])
        self.trouble.setText("")
        for level, made in self.choices.items():
            made.setChecked(self.answers.get(self._content) == level)
        self.back.setEnabled(self._content > 1)
        self.send.setEnabled(bool(self.answers))


class TwoSides(QWidget):
    """Words, what is touched, and tools: side by side on a wide screen, below each other on a high one."""

    def __init__(self, said: QLayout, touched: QLayout, tools: QLayout | None = None) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(56)
        self._grid.setVerticalSpacing(20)
        self._said, self._touched, self._tools = (_held(part or column()) for part in (said, touched, tools))
        self._arrange(wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the parts for another size."""
        super().resizeEvent(event)
        self._arrange(wide=is_wide(self))

    def _arrange(self, *, wide: bool) -> None:
        for part in (self._said, self._touched, self._tools):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._said, 0, 0)
        self._grid.addWidget(self._touched, *((0, 1, 2, 1) if wide else (1, 0, 1, 1)))
        self._grid.addWidget(self._tools, 1 if wide else 2, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)
        self._grid.setRowStretch(0, 1 if wide else 0)
        self._grid.setRowStretch(1, 0 if wide else 1)


def _held(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
