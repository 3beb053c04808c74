"""A scanner that types like a keyboard, told from a person who types by the times of the keys themselves."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from papi_desk.domain.scans import Card, Slip
from papi_desk.ui.scanning.scanner import Scanner

CARD = "033090001234|145678901|Nguyễn Văn Mẫu|02091990|Nam|Thôn Ví Dụ, Tiền Phong, Hưng Yên|10052021"
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Bench(QWidget):
    """A window with every kind of field, its scanner, and what was heard."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.spin, self.tick, self.push = QLineEdit(), QSpinBox(), QCheckBox("giấy"), QPushButton("Lưu")
        self.spin.setRange(0, 9999)
        self.push.setAutoDefault(True)
        layout = QVBoxLayout(self)
        for field in (self.line, self.spin, self.tick, self.push):
            layout.addWidget(field)
        self.scanner = Scanner(self)
        self.heard: list[object] = []
        self.pressed: list[bool] = []
        self.scanner.scanned.connect(self.heard.append)
        self.scanner.unreadable.connect(lambda: self.heard.append(None))
        self.push.clicked.connect(self.pressed.append)
        self._at = 1000

    def key(self, key: Qt.Key, text: str = "", *, after: int = 5) -> None:
        """Let a key come from the keyboard, so many milliseconds after the one before."""
        self._at += after
        shift = SHIFT if text and text.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, shift, text)
            event.setTimestamp(self._at)
            QCoreApplication.sendEvent(self.windowHandle(), event)

    def keys(self, text: str, *, gap: int = 5) -> None:
        """Let letters come, each so many milliseconds after the one before; the first after a pause."""
        for place, letter in enumerate(text):
            code = Qt.Key(ord(letter.upper())) if ord(letter) < 128 else Qt.Key.Key_unknown
            self.key(code, letter, after=gap if place else 500)

    def scan(self, text: str, *, gap: int = 5, ending: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Let a scanner type."""
        self.keys(text, gap=gap)
        if ending is not None:
            self.key(ending, "\r" if ending == Qt.Key.Key_Return else "\t", after=gap)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.scanner.watch(made.windowHandle())
    made.line.setFocus()
    return made


@pytest.mark.parametrize("ending", [Qt.Key.Key_Return, Qt.Key.Key_Tab, None])
def test_a_card_is_heard_and_leaves_no_letter(bench: Bench, ending: Qt.Key | None) -> None:
    bench.line.setText("đang gõ")
    bench.scan(CARD, ending=ending)
    bench.scanner.gone_quiet()
    assert len(bench.heard) == 1
    card = bench.heard[0]
    assert isinstance(card, Card)
    assert (card.number, card.name) == ("033090001234", "Nguyễn Văn Mẫu")
    assert bench.line.text() == "đang gõ"
    assert bench.line.hasFocus()


@pytest.mark.parametrize("name", ["spin", "tick", "push"])
def test_a_scan_presses_no_button_and_changes_no_field(bench: Bench, name: str) -> None:
    getattr(bench, name).setFocus()
    bench.scan(CARD)
    bench.scan("MC-261123-0001")
    assert [type(one) for one in bench.heard] == [Card, Slip]
    assert (bench.spin.value(), bench.tick.isChecked(), bench.pressed) == (0, False, [])


def test_a_slow_scanner_is_still_a_scanner(bench: Bench) -> None:
    bench.scan(CARD, gap=30)
    assert len(bench.heard) == 1
    assert bench.line.text() == ""


def test_a_hiccup_in_the_middle_of_a_card_does_not_spill_it(bench: Bench) -> None:
    bench.keys(CARD[:30])
    bench.key(Qt.Key.Key_A, CARD[30], after=350)
    for letter in CARD[31:]:
        bench.key(Qt.Key.Key_A, letter)
    bench.key(Qt.Key.Key_Return, "\r")
    assert [type(one) for one in bench.heard] == [Card]
    assert bench.line.text() == ""


@pytest.mark.parametrize("gap", [36, 60, 90, 150, 400])
def test_typing_is_never_a_scan_however_fast_and_whatever_it_says(bench: Bench, gap: int) -> None:
    entered: list[bool] = []
    bench.line.returnPressed.connect(lambda: entered.append(True))
    bench.scan("MC-261123-0001", gap=gap)
    assert bench.heard == []
    assert (bench.line.text(), entered) == ("MC-261123-0001", [True])


def test_a_roll_of_fingers_is_typed_in_its_order(bench: Bench) -> None:
    for letter, after in zip("thôn mẫu", (500, 12, 18, 9, 110, 15, 20, 8), strict=True):
        bench.key(Qt.Key.Key_A, letter, after=after)
    bench.key(Qt.Key.Key_Backspace, "\b", after=10)
    bench.key(Qt.Key.Key_Left, after=100)
    bench.key(Qt.Key.Key_X, "x", after=10)
    bench.scanner.gone_quiet()
    assert bench.line.text() == "thôn mxẫ"
    assert bench.heard == []


def test_a_key_is_typed_after_a_moment_also_when_no_other_follows(qtbot: QtBot, bench: Bench) -> None:
    bench.keys("k")
    qtbot.waitUntil(lambda: bench.line.text() == "k")


def test_a_command_does_not_wait_and_comes_after_what_was_typed(bench: Bench) -> None:
    bench.keys("ab")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, "\x01")
    QCoreApplication.sendEvent(bench.windowHandle(), event)
    assert (bench.line.text(), bench.line.selectedText()) == ("ab", "ab")


def test_what_only_a_scanner_types_is_kept_out_even_when_it_cannot_be_read(bench: Bench) -> None:
    bench.scan("03309000|||Nguyen|x")
    assert bench.heard == [None]
    assert bench.line.text() == ""


def test_a_scan_is_heard_when_nothing_has_the_focus(bench: Bench) -> None:
    bench.line.clearFocus()
    bench.scan("MC-261123-0001")
    assert bench.heard == [Slip("MC-261123-0001")]


def test_a_card_whose_letters_pass_an_input_method_is_heard_too(bench: Bench) -> None:
    bench.keys("033090001234|145678901|")
    for word in ("Nguyễn ", "Văn ", "Mẫu"):
        composed = QInputMethodEvent()
        composed.setCommitString(word)
        QCoreApplication.sendEvent(bench.line, composed)
    for letter in "|02091990|Nam|Tien Phong|10052021":
        bench.key(Qt.Key.Key_A, letter)
    bench.key(Qt.Key.Key_Return, "\r")
    assert [one.name for one in bench.heard if isinstance(one, Card)] == ["Nguyễn Văn Mẫu"]
    assert bench.line.text() == ""
    composed = QInputMethodEvent()
    composed.setCommitString("đường")
    QCoreApplication.sendEvent(bench.line, composed)
    assert bench.line.text() == "đường"


def test_a_pasted_card_counts_as_scanned_and_other_text_is_pasted(bench: Bench) -> None:
    for text in (CARD, "MC-261123-0001 q3v_Zk-81aBc", "MC-261123-0001"):
        QGuiApplication.clipboard().setText(text)
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, "\x16")
        QCoreApplication.sendEvent(bench.windowHandle(), event)
    assert [type(one) for one in bench.heard] == [Card, Slip]
    assert bench.line.text() == "MC-261123-0001"


# --- a reader on a serial port -----------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo terminal")
def test_a_serial_reader_gives_every_letter_of_the_card(qtbot: QtBot) -> None:
    from papi_desk.ui.scanning.serial_reader import SerialReader

    master, slave = os.openpty()
    reader = SerialReader(os.ttyname(slave))
    heard: list[str] = []
    reader.received.connect(heard.append)
    with qtbot.waitSignal(reader.opened) as opened:
        reader.start()
    assert opened.args == [True]
    text = CARD.encode()
    os.write(master, text[:40])
    os.write(master, text[40:] + b"\r\nMC-261123-0001\r")
    qtbot.waitUntil(lambda: len(heard) == 2)
    os.write(master, "034305001234||Lê Thị Thử".encode())
    qtbot.waitUntil(lambda: len(heard) == 3)
    reader.stop()
    assert heard == [CARD, "MC-261123-0001", "034305001234||Lê Thị Thử"]
    os.close(master)
    os.close(slave)


def test_a_reader_that_is_not_there_is_told_once_and_stops_at_once(qtbot: QtBot) -> None:
    from papi_desk.ui.scanning.serial_reader import SerialReader

    reader = SerialReader("no-such-port")
    with qtbot.waitSignal(reader.opened) as opened:
        reader.start()
    reader.stop()
    assert opened.args == [False]
