"""A paper is seen, printed, kept and copied by keyboard alone; a selection is printed one after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QMainWindow,
    QWidget,
)
from pytestqt.qtbot import QtBot

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import replace
from papi_desk.ui.printing.batch_dialog import BatchDialog
from papi_desk.ui.printing.desk import PrintDesk
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.page_view import STEPS, WIDTH, PageView
from papi_desk.ui.printing.preferences import PrintChoice, read_preferences
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from papi_desk.ui.settings.printers_tab import KindDialog, PrintersTab
from papi_desk.ui.tasks import Tasks
from tests.ui.paper_tray import A4, A5, LYING, OTHER, USUAL, PaperTray, millimetres, paper, pdf

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Office:
    """A window, printers, and what this computer remembers."""

    window: QMainWindow
    tasks: Tasks
    tray: PaperTray
    desk: PrintDesk
    file: Path
    opened: list[Path] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    def preview(self, document: Document) -> PreviewDialog:
        self.desk.preview(document, self.window)
        return self.dialog(PreviewDialog)

    def dialog(self, kind: type[Any]) -> Any:
        found = self.window.findChildren(kind)
        assert found
        return found[-1]

    def show(self, document: Document) -> None:
        self.desk.show(document, self.window, lambda words, tone: self.said.append((words, tone)))

    def again(self) -> PrintDesk:
        """Return the desk as it is after the program was started again."""
        return PrintDesk(self.tasks, self.file.parent, self.opened.append, self.file, self.tray)


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, dressed: object) -> Iterator[Office]:
    window, tray, opened = QMainWindow(), PaperTray(tmp_path), []
    tasks = Tasks(lambda use_case, *args, **kwargs: use_case(None, *args, **kwargs))
    file = tmp_path / "data" / "may-in.toml"
    desk = PrintDesk(tasks, tmp_path / "giay-to", opened.append, file, tray)
    window.resize(1366, 690)
    qtbot.addWidget(window)
    window.show()
    yield Office(window, tasks, tray, desk, file, opened)
    qtbot.waitUntil(lambda: tasks.idle)
    tasks.close()


def _ready(qtbot: QtBot, dialog: PreviewDialog) -> PreviewDialog:
    tray = dialog.choices.tray.widget
    qtbot.waitUntil(lambda: dialog.view.sharp() and tray.isEnabled() and dialog.isActiveWindow())
    return dialog


def _gone(qtbot: QtBot, office: Office, kind: type[QDialog] = PreviewDialog) -> None:
    qtbot.waitUntil(lambda: not office.window.findChildren(kind))


def test_enter_prints_and_the_window_is_free_again(qtbot: QtBot, office: Office) -> None:
    dialog = office.preview(paper(A5, A5))
    assert dialog.focusWidget() is dialog.print_button
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    _gone(qtbot, office)
    assert [millimetres(job.read_bytes()) for job in office.tray.jobs] == [[(148, 210), (148, 210)]]


def test_pages_are_turned_and_read_larger_by_keys(qtbot: QtBot, office: Office) -> None:
    dialog = _ready(qtbot, office.preview(paper(*[A4] * 5)))
    view = dialog.view
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert (view.page, dialog.bar.place.text()) == (2, "Trang 3 / 5")
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert view.page == 1
    whole = view.scale()
    qtbot.keyClick(dialog, Qt.Key.Key_Plus, CTRL)
    assert view.zoom == next(step for step in STEPS if step * 96 / 72 > whole)
    assert view.page == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Minus, CTRL)
    qtbot.keyClick(dialog, Qt.Key.Key_0, CTRL)
    assert view.scale() == whole
    qtbot.waitUntil(view.sharp)


def test_a_page_fits_the_width_and_no_larger_than_twice_its_size(qtbot: QtBot, office: Office) -> None:
    view = _ready(qtbot, office.preview(paper(LYING))).view
    view.set_zoom(WIDTH)
    assert LYING[0] * view.scale() == pytest.approx(view.viewport().width(), abs=48)
    view.set_zoom(2.0)
    view.step_zoom(1)
    assert view.zoom == 2.0
    for _ in STEPS:
        view.step_zoom(-1)
    assert view.zoom == 0.5


def test_only_pages_near_the_one_read_are_drawn(qtbot: QtBot, dressed: object) -> None:
    view, asked = PageView(), []
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.needs.connect(lambda page, _density: asked.append(page))
    view.show()
    view.show_pages([QSizeF(*A4)] * 3000)
    assert set(asked) == {0, 1}
    asked.clear()
    view.go_to(1500)
    assert set(asked) == {1499, 1500, 1501}


def test_two_small_copies_stand_beside_each_other(qtbot: QtBot, office: Office) -> None:
    view = _ready(qtbot, office.preview(paper(A5, A5))).view
    assert view.verticalScrollBar().maximum() == 0


def test_pictures_are_as_sharp_as_the_screen(qtbot: QtBot, office: Office) -> None:
    view = _ready(qtbot, office.preview(paper(A5))).view
    picture = view.grab().toImage()
    scale = view.devicePixelRatioF()
    assert picture.width() == round(view.width() * scale)
    assert view.density() == pytest.approx(view.scale() * scale)


def test_another_sheet_is_chosen_shown_printed_and_remembered(qtbot: QtBot, office: Office) -> None:
    both = replace(paper(A5, A5), sheets={"a5": lambda: pdf(A5, A5), "a4": lambda: pdf(A4)})
    dialog = _ready(qtbot, office.preview(both))
    dialog.sheet.set_value("a4")
    qtbot.waitUntil(lambda: dialog.document.file_name == "giay-mau-a4.pdf")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    _gone(qtbot, office)
    assert millimetres(office.tray.jobs[0].read_bytes()) == [(210, 297)]
    qtbot.waitUntil(lambda: office.again().preferences.choice("receipt").sheet == "a4")


def test_a_choice_outlives_the_program_and_prints_at_once(qtbot: QtBot, office: Office) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    dialog.choices.tray.set_value("1")
    dialog.choices.duplex.set_value("long")
    dialog.choices.copies.set_value(2)
    qtbot.mouseClick(dialog.choices.direct, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    _gone(qtbot, office)
    kept = PrintChoice(USUAL, tray=1, duplex="long", copies=2, direct=True)
    qtbot.waitUntil(lambda: read_preferences(office.file).choice("receipt") == kept)
    office.desk = office.again()
    office.show(paper(A5))
    qtbot.waitUntil(lambda: office.said[-1] == (f"Đã gửi 2 trang tới máy in «{USUAL}».", "done"))
    assert office.window.findChildren(PreviewDialog) == []
    assert office.tray.choices[-1] == kept
    office.show(paper(A5, kind="book"))
    assert office.dialog(PreviewDialog).isVisible()


def test_many_copies_once_are_not_many_copies_for_ever(qtbot: QtBot, office: Office) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    dialog.choices.copies.set_value(3)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    _gone(qtbot, office)
    assert len(office.tray.jobs) == 3
    assert _ready(qtbot, office.preview(paper(A5))).choices.copies.value() == 1


def test_printing_at_once_on_a_printer_that_is_gone_shows_the_paper_with_the_reason(
    qtbot: QtBot, office: Office
) -> None:
    office.desk.remember_choice("receipt", PrintChoice(OTHER, direct=True))
    office.tray.there.remove(OTHER)
    office.show(paper(A5))
    qtbot.waitUntil(lambda: bool(office.window.findChildren(PreviewDialog)))
    dialog = _ready(qtbot, office.dialog(PreviewDialog))
    assert OTHER in dialog.told.text()
    assert dialog.choices.printer.value() == USUAL
    assert OTHER in dialog.choices.printer.words


def test_a_printer_lost_while_the_dialog_stands_open_loses_nothing(qtbot: QtBot, office: Office) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    office.tray.there.clear()
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: USUAL in dialog.told.text())
    assert dialog.told.property("tone") == "late"
    assert dialog.print_button.isEnabled()
    office.tray.there.append(USUAL)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    _gone(qtbot, office)


def test_a_printer_without_paper_keeps_the_job_and_says_so(qtbot: QtBot, office: Office) -> None:
    office.tray.rests = False
    dialog = _ready(qtbot, office.preview(paper(A5)))
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: "đừng in lại" in dialog.told.text())
    assert dialog.told.property("tone") == "soon"


def test_a_computer_without_printers_can_still_save(qtbot: QtBot, office: Office) -> None:
    office.tray.there.clear()
    dialog = office.preview(paper(A5))
    qtbot.waitUntil(lambda: not dialog.print_button.isEnabled())
    assert "chưa có máy in" in dialog.choices.printer.box.currentText()


def test_escape_closes_and_nothing_is_printed(qtbot: QtBot, office: Office) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    _gone(qtbot, office)
    assert office.tray.jobs == []


def test_a_paper_is_saved_where_the_officer_says(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    assert chooser.selectedFiles()[0].endswith("giay-mau.pdf")
    chooser.setDirectory(str(tmp_path))
    chooser.selectFile("ban-luu.pdf")
    chooser.accept()
    qtbot.waitUntil(lambda: "ban-luu.pdf" in dialog.told.text())
    assert (tmp_path / "ban-luu.pdf").read_bytes() == dialog.document.content


def test_a_paper_is_opened_in_the_system_s_viewer(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    dialog = _ready(qtbot, office.preview(paper(A5)))
    qtbot.keyClick(dialog, Qt.Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: office.opened == [tmp_path / "giay-to" / "giay-mau.pdf"])
    assert office.opened[0].read_bytes() == dialog.document.content


def test_the_shared_folder_is_asked_for_once(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    share = tmp_path / "dùng chung"
    share.mkdir()
    dialog = _ready(qtbot, office.preview(paper(A5)))
    qtbot.keyClick(dialog, Qt.Key.Key_D, CTRL)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(share))
    chooser.reject()
    qtbot.waitUntil(lambda: (share / "giay-mau.pdf").exists())
    qtbot.waitUntil(lambda: read_preferences(office.file).share_folder == str(share))
    (share / "giay-mau.pdf").unlink()
    share.rmdir()
    dialog.activateWindow()
    _ready(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: "chưa chép gì" in dialog.told.text())
    assert not share.exists()


def test_every_control_of_the_dialogs_has_a_name(qtbot: QtBot, office: Office) -> None:
    preview = _ready(qtbot, office.preview(paper(A5)))
    office.desk.print_many([lambda: paper(A5)], office.window, kind="receipt", title="In giấy")
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, PageView)
    for dialog in (preview, office.dialog(BatchDialog)):
        controls = [w for w in dialog.findChildren(QWidget) if isinstance(w, kinds) and w.isVisibleTo(dialog)]
        named = [w.accessibleName() or getattr(w, "text", str)() for w in controls]
        assert all(named)


def test_the_dialog_fits_an_office_screen(qtbot: QtBot, office: Office) -> None:
    both = replace(paper(A5), sheets={"a5": lambda: pdf(A5), "a4": lambda: pdf(A4)})
    dialog = _ready(qtbot, office.preview(both))
    assert dialog.height() <= 660
    assert dialog.width() <= 1366


def _batch(qtbot: QtBot, office: Office, *papers: Callable[[], Document]) -> BatchDialog:
    office.desk.print_many(papers, office.window, kind="receipt", title="In giấy hẹn đã chọn")
    dialog = office.dialog(BatchDialog)
    assert isinstance(dialog, BatchDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_selection_is_printed_in_its_order(qtbot: QtBot, office: Office) -> None:
    dialog = _batch(qtbot, office, lambda: paper(A5), lambda: paper(A4), lambda: paper(LYING))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.left and dialog.bar.value() == 3)
    sizes = [millimetres(job.read_bytes())[0] for job in office.tray.jobs]
    assert sizes == [(148, 210), (210, 297), (297, 210)]
    assert dialog.told.text() == "Đã in 3 trên 3 giấy."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    _gone(qtbot, office, BatchDialog)


def test_what_failed_is_listed_with_its_reason_and_printed_when_tried_again(qtbot: QtBot, office: Office) -> None:
    trouble: list[Exception] = [Unavailable("disk-full"), Refused("bad-date", text="x")]

    def sometimes() -> Document:
        if trouble:
            raise trouble.pop(0)
        return paper(A4, title="Giấy hẹn MC-1")

    dialog = _batch(qtbot, office, lambda: paper(A5), sometimes, sometimes)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: len(dialog.list.rows) == 2)
    assert all(left.reason for left in dialog.list.rows)
    assert len(office.tray.jobs) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: dialog.left == {})
    assert len(office.tray.jobs) == 3


def test_stopping_leaves_the_rest_for_later(qtbot: QtBot, office: Office) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow() -> Document:
        begun.set()
        gate.wait(10)
        return paper(A5)

    dialog = _batch(qtbot, office, slow, lambda: paper(A5), lambda: paper(A5))
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: dialog.print_button.isEnabled())
    assert len(dialog.left) == 3
    assert "dừng" in dialog.left[0].reason
    gate.set()
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: dialog.left == {})


def test_the_window_answers_while_papers_are_printed(qtbot: QtBot, office: Office) -> None:
    gate, answers = threading.Event(), []

    def slow() -> Document:
        gate.wait(10)
        return paper(A5)

    dialog = _batch(qtbot, office, slow)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    office.tasks.read(office.window, lambda _session: "a list").then(answers.append)
    qtbot.waitUntil(lambda: answers == ["a list"])
    gate.set()
    qtbot.waitUntil(lambda: dialog.left == {})


def test_settings_show_and_change_how_a_kind_is_printed(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    tab = PrintersTab(office.desk)
    qtbot.addWidget(tab)
    tab.resize(1100, 600)
    tab.show()
    tab.refresh()
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    qtbot.keyClick(tab.list, Qt.Key.Key_Up)
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    dialog = tab.findChild(KindDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.choices.known is not None)
    dialog.choices.printer.set_value(OTHER)
    dialog.choices.direct.setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    line = tab.list.rows[0]
    assert (line.choice.printer, line.choice.direct) == (OTHER, True)
    tab.share.set_value(str(tmp_path))
    tab.share.edit.editingFinished.emit()
    qtbot.waitUntil(lambda: read_preferences(office.file).share_folder == str(tmp_path))


def test_dialogs_that_closed_are_gone(qtbot: QtBot, office: Office) -> None:
    for _ in range(3):
        dialog = _ready(qtbot, office.preview(paper(A5)))
        dialog.reject()
    _gone(qtbot, office)
    assert QApplication.activeModalWidget() is None
