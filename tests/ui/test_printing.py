"""Papers reach the printer whole, at their true size, as sharp as they are; choices outlive the program."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QApplication

from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import replace
from papi_desk.ui.printing import pictures
from papi_desk.ui.printing.document import Document
from papi_desk.ui.printing.pictures import page_sizes, picture, strips
from papi_desk.ui.printing.preferences import (
    Preferences,
    PrintChoice,
    preferences_text,
    read_preferences,
)
from papi_desk.ui.printing.press import print_document, sheet
from papi_desk.ui.printing.printers import PrinterNames, Printers
from tests.ui.paper_tray import (
    A4,
    A5,
    LYING,
    MM,
    OTHER,
    ROLL,
    TICKET,
    USUAL,
    PaperTray,
    millimetres,
    paper,
    pdf,
    square_of,
)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def tray(tmp_path: Path) -> PaperTray:
    return PaperTray(tmp_path)


def _jobs(tray: PaperTray) -> list[bytes]:
    return [path.read_bytes() for path in tray.jobs]


def test_a_page_is_drawn_where_its_marks_stand() -> None:
    content = pdf(A5, LYING)
    assert millimetres(content) == [(148, 210), (297, 210)]
    assert square_of(content, 1) == pytest.approx((10, 10, 20), abs=0.2)


def test_strips_put_together_are_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    content, size = pdf(A5), QSize(420, 595)
    whole = next(strips(content, 0, size))[1]
    monkeypatch.setattr(pictures, "STRIP_BYTES", 4 * 420 * 100)
    joined = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(joined)
    tops = []
    for top, strip in strips(content, 0, size):
        tops.append(top)
        painter.drawImage(0, top, strip)
    painter.end()
    assert tops == [0, 100, 200, 300, 400, 500]
    assert joined == whole


def test_a_sharp_a4_page_never_takes_more_than_a_strip() -> None:
    size = QSize(4961, 7016)
    parts = [strip for _, strip in strips(pdf(A4), 0, size)]
    assert sum(strip.height() for strip in parts) == size.height()
    assert max(strip.width() * strip.height() * 4 for strip in parts) <= pictures.STRIP_BYTES


def test_pages_may_be_asked_for_from_many_threads_at_once() -> None:
    papers = [pdf(A5, A4), pdf(LYING, ROLL)]
    alone = [[picture(content, page, 1.5) for page in (0, 1)] for content in papers]
    start = threading.Barrier(8)

    def draw(number: int) -> bool:
        start.wait()
        content, page = number % 2, number // 2 % 2
        return all(picture(papers[content], page, 1.5) == alone[content][page] for _ in range(10))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(draw, range(8)))


@pytest.mark.parametrize("content", [b"", b"no paper", pdf(A5)[:300]])
def test_what_is_no_pdf_is_said_calmly(content: bytes) -> None:
    with pytest.raises(Unavailable) as trouble:
        page_sizes(content)
    assert trouble.value.kind == "paper-unreadable"


def test_each_page_is_printed_on_a_sheet_of_its_own_size(tray: PaperTray) -> None:
    printed = print_document(paper(A5, A5, A4, LYING, ROLL, TICKET), PrintChoice(), tray)
    assert [millimetres(job) for job in _jobs(tray)] == [
        [(148, 210), (148, 210)],
        [(210, 297)],
        [(297, 210)],
        [(80, 160)],
        [(80, 50)],
    ]
    assert printed.pages == 6


@pytest.mark.parametrize(
    ("size", "name", "way"),
    [
        (A4, "A4", QPageLayout.Orientation.Portrait),
        (LYING, "A4", QPageLayout.Orientation.Landscape),
        (A5, "A5", QPageLayout.Orientation.Portrait),
        (TICKET, "Custom", QPageLayout.Orientation.Portrait),
    ],
)
def test_the_roll_is_never_turned_and_office_sheets_are_named(
    size: tuple[float, float], name: str, way: QPageLayout.Orientation
) -> None:
    layout = sheet(QSizeF(*size))
    assert layout.pageSize().name().startswith(name)
    assert layout.orientation() is way
    assert layout.fullRect(QPageLayout.Unit.Point).width() == pytest.approx(size[0], abs=1)


@pytest.mark.parametrize("size", [A5, A4, LYING, ROLL])
def test_what_is_printed_stands_where_it_stands_on_the_paper(tray: PaperTray, size: tuple[float, float]) -> None:
    print_document(paper(size, size), PrintChoice(), tray)
    job = _jobs(tray)[0]
    for page in (0, 1):
        assert square_of(job, page) == pytest.approx((10, 10, 20), abs=0.2)


def test_letters_are_printed_without_loss(tray: PaperTray) -> None:
    print_document(paper(A5), PrintChoice(), tray)
    images = [
        entry.get_object()
        for page in PdfReader(tray.jobs[0]).pages
        for entry in page["/Resources"]["/XObject"].values()  # type: ignore[index]
    ]
    assert images
    assert {str(image["/Filter"]) for image in images} == {"/FlateDecode"}


def test_copies_are_printed_one_after_another_where_the_printer_cannot_count(tray: PaperTray) -> None:
    printed = print_document(paper(A5, A5), PrintChoice(copies=3), tray)
    assert [len(millimetres(job)) for job in _jobs(tray)] == [2, 2, 2]
    assert printed.pages == 6


def test_another_sheet_of_the_same_paper_is_printed_when_chosen(tray: PaperTray) -> None:
    both = replace(paper(A5, A5), sheets={"a5": lambda: pdf(A5, A5), "a4": lambda: pdf(A4)})
    print_document(both, PrintChoice(sheet="a4"), tray)
    print_document(both, PrintChoice(sheet="of old"), tray)
    assert [millimetres(job) for job in _jobs(tray)] == [[(210, 297)], [(148, 210), (148, 210)]]
    assert both.on("a4").file_name == "giay-mau-a4.pdf"


def test_a_printer_that_is_gone_is_named(tray: PaperTray) -> None:
    with pytest.raises(Unavailable) as trouble:
        print_document(paper(A5), PrintChoice(printer="Máy in đã bỏ"), tray)
    assert (trouble.value.kind, trouble.value.data) == ("printer-gone", {"printer": "Máy in đã bỏ"})


def test_the_system_s_own_printers_say_when_one_is_gone() -> None:
    with pytest.raises(Unavailable) as trouble:
        Printers().open(PrintChoice(printer="no such printer"), "x")
    assert trouble.value.kind == "printer-gone"
    assert Printers().abilities("no such printer").trays == ()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_and_nothing_is_left(tray: PaperTray, tmp_path: Path) -> None:
    tray.folder = tmp_path / "no such folder"
    with pytest.raises(Unavailable) as trouble:
        print_document(paper(A5), PrintChoice(), tray)
    assert trouble.value.kind == "printer-refused"
    assert not tray.folder.exists()


def test_printing_stops_between_two_pages(tray: PaperTray) -> None:
    asked = iter([True, True, False])
    with pytest.raises(Refused) as stopped:
        print_document(paper(A5, A5, A5), PrintChoice(), tray, lambda: next(asked))
    assert stopped.value.kind == "print-stopped"
    assert next(asked, None) is None


def test_printing_works_beside_the_window(tray: PaperTray) -> None:
    with ThreadPoolExecutor(1) as worker:
        printed = worker.submit(print_document, paper(A5), PrintChoice(printer=OTHER), tray).result()
    assert printed.pages == 1
    assert QApplication.instance() is not None


def test_the_usual_printer_is_taken_when_the_wanted_one_is_gone() -> None:
    names = PrinterNames((OTHER, USUAL), USUAL)
    assert names.chosen(OTHER) == OTHER
    assert names.chosen("gone") == USUAL
    assert PrinterNames((OTHER,), USUAL).chosen("") == OTHER
    assert PrinterNames((), "").chosen(OTHER) == ""


CHOICES = st.builds(
    PrintChoice,
    printer=st.text(),
    tray=st.integers(-1, 70000),
    duplex=st.sampled_from(["none", "long", "short"]),
    copies=st.integers(1, 99),
    sheet=st.sampled_from(["", "a4", "a5"]),
    direct=st.booleans(),
)


@given(kept=st.builds(Preferences, st.dictionaries(st.text(), CHOICES, max_size=4), st.text()))
def test_what_is_remembered_is_read_back(kept: Preferences, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("choices") / "may-in.toml"
    path.write_text(preferences_text(kept), encoding="utf-8", newline="\n")
    assert read_preferences(path) == kept


@given(cut=st.integers(0, 400), junk=st.binary(max_size=20))
def test_a_damaged_file_is_never_in_the_way(cut: int, junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("choices") / "may-in.toml"
    whole = preferences_text(Preferences({"receipt": PrintChoice(OTHER, 1, "long", 2, "a4", True)}, "/dùng chung"))
    path.write_bytes(whole.encode()[:cut] + junk)
    assert isinstance(read_preferences(path), Preferences)


def test_nonsense_in_the_file_counts_as_never_chosen(tmp_path: Path) -> None:
    path = tmp_path / "may-in.toml"
    path.write_text(
        'share-folder = 3\nkinds.book = 5\n[kinds.receipt]\nprinter = "P"\ncopies = -4\nduplex = "both"\n'
        'direct = "yes"\ntray = true\n',
        encoding="utf-8",
    )
    assert read_preferences(path) == Preferences({"receipt": PrintChoice(printer="P")}, "")


def test_a_document_without_other_sheets_is_itself_on_any_sheet() -> None:
    document = Document("book", "Sổ", "so.pdf", b"x")
    assert document.on("a4") is document


def test_points_and_millimetres_agree() -> None:
    assert page_sizes(pdf(A5))[0].width() == pytest.approx(148 * MM, abs=0.01)
