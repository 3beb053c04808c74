"""Take pictures of every page on a sample register: ``python -m tests.screens -o docs``.

Both themes, 1366×768 and 1920×1080, no screen needed. The small light ones go to ``images``, where the user guide and
README find them; the others to ``screens``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.services.blank_slips import blank_slips
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.cash import count_cash
from papi_desk.services.day_book import close_day
from papi_desk.services.handover import hand_over, tick
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.services.office import set_office, set_up
from papi_desk.services.officers import add_officer
from papi_desk.services.sample import sample_cases
from papi_desk.ui.language import speak
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.pages import PLACES
from papi_desk.ui.tasks import Tasks, Transact
from papi_desk.ui.theme import Theme

NOW: Final = datetime(2026, 11, 23, 9, 15)
SIZES: Final = ((1366, 768), (1920, 1080))
SCHEMES: Final = ("light", "dark")
OPEN: Final = ("1.004884", "1.000656", "1.004873", "1.001193")
"""Procedures of the cases that are still open."""
SECTIONS: Final = (
    "office", "officers", "numbering", "rules", "calendar", "hours", "rates", "forms", "printers", "look", "backups",
)  # fmt: skip
README: Final = {"register": "register", "cases": "cases", "statistics": "statistics"}
LARGEST: Final = 60 * 1024


def sample_register(folder: Path) -> Database:
    """Lay down a register with a named office, two officers, and some eighty cases of the last weeks."""
    database = Database(sqlite_url(folder))
    database.upgrade()
    database.transact(set_up, at=NOW - timedelta(days=60))
    profile = {
        "superior": "ỦY BAN NHÂN DÂN XÃ MẪU", "place": "Xã Mẫu", "province": "Hưng Yên", "phone": "0221 3000 000",
        "address": "Thôn Mẫu, xã Mẫu", "signatory_title": "GIÁM ĐỐC", "signatory_name": "Lê Văn Mẫu",
    }  # fmt: skip
    database.transact(set_office, profile, at=NOW - timedelta(days=60))
    database.transact(add_officer, "Trần Thị Ví Dụ", "Công chức Tư pháp - Hộ tịch", at=NOW - timedelta(days=60))
    for month in (date(2026, 10, 1), date(2026, 11, 1)):
        for sample in sample_cases(40, month=month, seed=7, until=NOW):
            done = database.transact(register_case, sample.new, at=sample.at, recorded_at=sample.at)
            with suppress(Refused):  # a late one stays open: it is not closed without its apology
                for action, at in sample.steps:
                    database.transact(take_step, done.code, action, at=at, recorded_at=at)
    for days, code in zip((9, 6, 4, 1), OPEN, strict=True):
        person = Person("person", f"Nguyễn Thị Mẫu {days}", phone="0912 345 678", address="Thôn Mẫu, xã Mẫu")
        at = (NOW - timedelta(days=days)).replace(hour=8)
        new = NewCase(code, person, event_date=date(2026, 11, 2), all_documents=True)
        database.transact(register_case, new, at=at, recorded_at=at)
    for days in (12, 5, 2):
        person = Person("person", f"Lê Văn Mẫu {days}", phone="0912 345 678", address="Thôn Mẫu, xã Mẫu")
        at = datetime.combine((NOW - timedelta(days=days + days % 5)).date(), time(8, 30))
        done = database.transact(register_case, NewCase("2.000884", person), at=at, recorded_at=at)
        done_at = at + timedelta(hours=1)
        database.transact(take_step, done.code, Action.FINISH, at=done_at, recorded_at=done_at)
    fill_books(database)
    _write_voices(database)
    return database


def fill_books(database: Database) -> None:
    """Take money today, hand cases over, print slips in advance, and close the book on the last two days."""
    codes = []
    for number in (3, 5, 8):
        person, at = Person("person", f"Trần Văn Mẫu {number}"), NOW.replace(hour=8, minute=number)
        new = NewCase("2.000815", person, quantities={"pages": 2, "copies": number})
        codes.append(database.transact(register_case, new, at=at, recorded_at=at).code)
        database.transact(take_step, codes[-1], Action.PAID, at=at, recorded_at=at)
    database.transact(count_cash, NOW.date(), denominations={20_000: 2, 10_000: 2, 2_000: 2}, at=NOW)
    database.transact(hand_over, codes[:2], "Văn phòng HĐND và UBND (mẫu)", at=NOW)
    database.transact(tick, codes[:1], at=NOW)
    database.transact(blank_slips, 20, at=NOW)
    for days in (3, 1):
        database.transact(close_day, (NOW - timedelta(days=days)).date(), at=NOW)


def _write_voices(database: Database) -> None:
    """Write some feedback: answered, late, and one that is a complaint."""
    texts = (
        (25, "Mẫu tờ khai khó hiểu", "Đề nghị rút gọn mẫu tờ khai.", ("classify",)),
        (12, "Chờ lâu ở quầy chứng thực", "Ba buổi đều chờ quá hai giờ.", ("classify", "answer", "publish")),
        (8, "Bảng phí treo cao, khó đọc", "Bảng phí treo cao quá.", ("classify",)),
        (3, "Đơn về thu hồi đất", "Tôi làm đơn khiếu nại quyết định thu hồi đất.", ()),
    )
    words = {
        "classify": {"group": "conduct"}, "answer": {"answer": "Đã thêm một quầy vào buổi sáng."},
        "publish": {"public_text": "Chờ lâu ở quầy.", "public_answer": "Đã thêm một quầy vào buổi sáng."},
    }  # fmt: skip
    for days, title, said, steps in texts:
        at = NOW - timedelta(days=days)
        given = {"title": title, "text": said, "name": "Nguyễn Văn Mẫu", "phone": "0912 345 678"}
        key = database.transact(add_matter, "feedback", given, at=at)
        for step in steps:
            database.transact(take_matter_step, key, step, given=words[step], at=at + timedelta(days=1))


@contextmanager
def sample_window(folder: Path) -> Iterator[MainWindow]:
    """Open the window on the sample register."""
    database = sample_register(folder)
    tasks = Tasks(cast("Transact", database.transact), cast("Transact", database.read))
    database.on_change.append(tasks.announce)
    window = MainWindow(tasks=tasks, office_clock=lambda: NOW, papers_folder=folder, open_file=lambda _path: None)
    window.show()
    yield window
    window.close()
    tasks.close()
    database.close()


def settle(window: MainWindow) -> None:
    """Wait until everything asked for is shown."""
    tasks = window.desk.tasks
    QTest.qWait(250)
    for _ in range(400):
        if tasks.idle:
            break
        QTest.qWait(50)
    QTest.qWait(150)


def screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show one page after the other, and what is worth a picture in it."""
    for place in PLACES:
        if place.name == "settings":
            for section in SECTIONS:
                window.go("settings", section)
                yield f"settings-{section}", window
            continue
        window.go(place.name)
        yield place.name, window
        yield from _more(window, place.name)


def _more(window: MainWindow, place: str) -> Iterator[tuple[str, QWidget]]:
    """Show what a page shows when it is worked with."""
    page = window.page(place)
    if place == "register":
        window.go("register", "1.001193")
        yield "register-filled", window
    elif place == "cases":
        window.go("cases", "Mẫu 6")
        yield "cases-search", window
        window.go("cases", "")
    elif place == "books":
        for book in ("cash", "handover", "blank-slips"):
            window.go("books", book)
            yield f"books-{book}", window
    elif place == "procedures":
        window.go("procedures", "khai sinh")
        yield "procedures-search", window
        change = getattr(getattr(page, "sheet", None), "change", None)
        if change is not None:
            change.click()
            yield from _dialog(window, "procedures-change")


def _dialog(window: MainWindow, name: str) -> Iterator[tuple[str, QWidget]]:
    settle(window)
    shown = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    if shown:
        yield name, shown[-1]
        shown[-1].reject()
        settle(window)


def first_steps(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show the first steps."""
    window.first_steps()
    yield from _dialog(window, "first-steps")


def keep(picture: QImage, path: Path) -> int:
    """Write a picture with a palette, as few colours as it needs to be small; return how many bytes it has."""
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(held, "PNG")
    whole = Image.open(BytesIO(held.data().data())).convert("RGB")
    for colours in (256, 64, 32):
        fewer = whole.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        fewer.save(path, "PNG", optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    return path.stat().st_size


def take(folder: Path, told: Callable[[str], None]) -> None:
    """Take all pictures."""
    running = QApplication.instance() or QApplication(["screens"])
    assert isinstance(running, QApplication)
    theme = Theme(running)
    kept = speak(running)
    for kind in ("images", "screens"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as register, sample_window(Path(register)) as window:
        for width, height in SIZES:
            window.resize(width, height)
            for scheme in SCHEMES:
                theme.use(scheme)
                for source in (screens(window), first_steps(window)):
                    for name, shown in source:
                        settle(window)
                        shelf = "images" if (scheme, width) == ("light", 1366) else "screens"
                        path = folder / shelf / f"{name}-{scheme}-{width}.png"
                        size = keep(shown.grab().toImage(), path)
                        told(f"{path.name} {size // 1024} kB" + ("  TOO LARGE" if size > LARGEST else ""))
                        if shelf == "images" and name in README:
                            keep(shown.grab().toImage(), folder / shelf / f"{README[name]}.png")
    del kept


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("-o", "--output", default="docs")
    take(Path(given.parse_args().output), print)
