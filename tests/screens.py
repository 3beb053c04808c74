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
from itertools import chain
from pathlib import Path
from typing import Any, Final, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollBar, QWidget

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.cases import Action
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.ratings import NewRating
from papi_desk.services.assistance import count_help
from papi_desk.services.blank_slips import blank_slips
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.cash import count_cash
from papi_desk.services.checks import Answer, load_checklists, questions_of, record_check
from papi_desk.services.day_book import close_day
from papi_desk.services.handover import hand_over, tick
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.services.office import set_office
from papi_desk.services.officers import add_officer
from papi_desk.services.outages import toggle_outage
from papi_desk.services.plan import load_example
from papi_desk.services.ratings import record_rating
from papi_desk.services.sample import sample_cases
from papi_desk.services.setting_up import set_up
from papi_desk.services.sign_in import begin_sign_in, set_roles, set_secret
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.display.display_window import DisplayWindow
from papi_desk.ui.lane.lane_page import LanePage
from papi_desk.ui.language import speak
from papi_desk.ui.main_window import MainWindow
from papi_desk.ui.pages import PLACES, section_words
from papi_desk.ui.tasks import Tasks, Transact
from papi_desk.ui.theme import ARGUMENTS, Theme

NOW: Final = datetime(2026, 11, 23, 9, 15)
SIZES: Final = ((1366, 768), (1920, 1080))
SCHEMES: Final = ("light", "dark")
OPEN: Final = ("1.004884", "1.000656", "1.004873", "1.001193")
"""Procedures of the cases that are still open."""
TABS: Final = {
    "notices": ("", "plan", "ratings", "citizens"), "voices": ("", *[""] * 4, "assistance", ""),
    "statistics": ("", "charts"), "plan": ("", "quarter"), "portal": ("", "outages"),
}  # fmt: skip
"""Tabs that are no part to go to by name, and what their pictures are called; one without a name is taken already."""
README: Final = {"register-filled": "register", "cases": "cases", "statistics": "statistics"}
LARGEST: Final = 60 * 1024
CLERK: Final = "Trần Thị Ví Dụ"
ALONG: Final = Qt.Orientation.Horizontal


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
    database.transact(add_officer, CLERK, "Công chức Tư pháp - Hộ tịch", at=NOW - timedelta(days=60))
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
    _write_registers(database)
    _post_notices(database)
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


def _write_registers(database: Database) -> None:
    """Post notices, load the plan and the checklists, note a check, an outage, citizens helped, and what they said."""
    database.transact(load_example, NOW.year, at=NOW)
    database.transact(load_checklists, at=NOW)
    check = {"title": "Tự kiểm tra niêm yết", "place": "Một cửa", "lists": "plan", "repeat": "month"}
    key = database.transact(add_matter, "checks", {**check, "due": "2026-11-20"}, at=NOW)
    first, *rest = database.read(questions_of, key, on=NOW.date())
    answers = [Answer(first.key, "no"), *(Answer(one.key, "yes") for one in rest)]
    with suppress(Refused):
        words = {"present": "Trần Thị Ví Dụ", "conclusion": "Còn thiếu một mục"}
        database.transact(record_check, key, answers, words, at=NOW)
    for title, group in (
        ("Quyết toán ngân sách quý III", "finance"),
        ("Danh sách hộ nghèo (dự kiến)", "poor-official"),
    ):
        given = {"title": title, "group": group, "responsible": "Trần Thị Ví Dụ", "places": ["Trụ sở", "Nhà văn hóa"]}
        database.transact(add_matter, "disclosure", given, at=NOW - timedelta(days=9))
    codes = [f"MC-261123-{number:04}" for number in (1, 2, 3)]
    for code in codes:
        with suppress(Refused):
            database.transact(record_rating, NewRating(dict.fromkeys(range(1, 10), "good"), case=code), at=NOW)
    for minutes in (60, 20):
        database.transact(count_help, at=NOW - timedelta(minutes=minutes))
    database.transact(toggle_outage, "portal", at=NOW - timedelta(minutes=50))
    database.transact(toggle_outage, "portal", at=NOW - timedelta(minutes=20))


def _post_notices(database: Database) -> None:
    """Post two notices, so that the citizens' display has something to show."""
    for days, group, title in ((20, "finance", "Quyết toán (mẫu)"), (6, "land-plan", "Kế hoạch sử dụng đất (mẫu)")):
        at, given = NOW - timedelta(days=days), {"title": title, "group": group, "responsible": CLERK, "forms": "board"}
        database.transact(take_matter_step, database.transact(add_matter, "disclosure", given, at=at), "post", at=at)


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
    tasks, calm = window.desk.tasks, 0
    for _ in range(800):
        QTest.qWait(50)
        calm = calm + 1 if tasks.idle else 0
        if calm == 8:
            break


def screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show one page after the other, each of its parts, and what is worth a picture in it."""
    for place in PLACES:
        window.go(place.name)
        if place.name != "settings":
            yield place.name, window
        for part in [part for name, part in section_words() if name == place.name]:
            window.go(place.name, part)
            yield f"{place.name}-{part}", window
        tabs = getattr(window.page(place.name), "tabs", None)
        for at, name in enumerate(TABS.get(place.name, ())):
            if name:
                tabs.setCurrentIndex(at)
                yield f"{place.name}-{name}", window
        if place.name in TABS:
            tabs.setCurrentIndex(0)
        yield from _more(window, place.name)


def _more(window: MainWindow, place: str) -> Iterator[tuple[str, QWidget]]:
    """Show what a page shows when it is worked with."""
    page = window.page(place)
    if place == "register":
        window.go("register", "1.001193")
        yield "register-filled", window
    elif isinstance(page, LanePage):
        page.person.name.set_value("Nguyễn Thị Mẫu")
        page.lines.restore(
            [{"procedure": "2.000815", "figures": {"copies": 3}}, {"procedure": "2.000884", "figures": {}}]
        )
        yield "lane-filled", window
        page.empty.click()
    elif isinstance(page, CasesPage):
        window.go("cases", "Mẫu 6")
        yield "cases-search", window
        settle(window)
        page.list.opened.emit(page.list.rows[0])
        yield "cases-whole", window
        window.go("cases", "?all=1")
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


def begin_signing_in(window: MainWindow) -> None:
    """Let the office ask who sits here, and lock the desk."""
    tasks = window.desk.tasks
    for name, roles, pin in (("Lê Thị Mẫu", ("administrator",), "thạch sanh 07"), (CLERK, ("reception",), "482915")):
        tasks.run(window, _staff, name, roles, pin)
    tasks.run(window, begin_sign_in, "Lê Thị Mẫu", "thạch sanh 07", at=NOW).then(lambda _begun: window.seat.read())
    settle(window)
    window.seat.lock()


def _staff(session: Any, name: str, roles: tuple[str, ...], pin: str) -> None:
    if name != CLERK:
        add_officer(session, name, "Quản trị", at=NOW)
    set_roles(session, name, roles, at=NOW)
    set_secret(session, name, pin, at=NOW)


def behind_the_lock(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show the locked desk."""
    yield "sign-in", window


def first_steps(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show the first steps."""
    window.first_steps()
    yield from _dialog(window, "first-steps")


@contextmanager
def citizens_display(window: MainWindow) -> Iterator[QWidget]:
    """Show what citizens see on the second monitor."""
    display = DisplayWindow(window.desk.tasks, window.desk.clock, window.desk.papers_folder, sound=False)
    display.resize(*SIZES[0])
    display.show()
    settle(window)
    display.show_slide("notice")
    yield display
    display.leave()


def keep(taken: QImage, path: Path) -> int:
    """Write a picture with a palette, as few colours and dots as it needs to be small; return how many bytes it has.

    The palette is spread over all colours there are, not over most dots: a chip has few dots and says much.
    """
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    taken.save(held, "PNG")
    whole = Image.open(BytesIO(held.data().data())).convert("RGB")
    large = whole.width > SIZES[0][0]
    smaller, least = (
        whole.resize(dots, Image.Resampling.BOX) if large else whole for dots in ((1280, 720), (1067, 600))
    )
    for picture, colours in (
        *((whole, most) for most in (256, 64, 48, 32, 24)),
        (smaller, 24),
        (smaller, 16),
        (least, 16),
    ):
        spread, plain = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
        picture.quantize(colours, method=spread, kmeans=4, dither=plain).save(path, "PNG", optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    return path.stat().st_size


def take(folder: Path, told: Callable[[str], None], factor: float = 1.0, *, guide: bool = False) -> None:
    """Take all pictures, or only those that the guide and README show."""
    sizes, schemes = (SIZES[:1], SCHEMES[:1]) if guide else (SIZES, SCHEMES)
    running = QApplication.instance() or QApplication(ARGUMENTS)
    assert isinstance(running, QApplication)
    theme = Theme(running, factor=factor)
    kept = speak(running)
    for kind in ("images",) if guide else ("images", "screens"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as register, sample_window(Path(register)) as window:
        for width, height in sizes:
            window.resize(width, height)
            for scheme in schemes:
                theme.use(scheme, factor)
                for name, shown in chain(screens(window), first_steps(window)):
                    _keep(window, name, shown, folder, f"{scheme}-{width}", told)
        begin_signing_in(window)
        for width, height in sizes:
            window.resize(width, height)
            for scheme in schemes:
                theme.use(scheme, factor)
                for name, shown in behind_the_lock(window):
                    _keep(window, name, shown, folder, f"{scheme}-{width}", told)
        theme.use(SCHEMES[0], factor)
        with citizens_display(window) as display:
            _keep(window, "display", display, folder, f"{SCHEMES[0]}-{SIZES[0][0]}", told)
    del kept


def _keep(window: MainWindow, name: str, shown: QWidget, folder: Path, which: str, told: Callable[[str], None]) -> None:
    """Keep a picture, and tell what is too large, or does not fit and scrolls to the side."""
    settle(window)
    shelf = "images" if which == f"light-{SIZES[0][0]}" else "screens"
    picture, path = shown.grab().toImage(), folder / shelf / f"{name}-{which}.png"
    size = keep(picture, path)
    wide = [bar for bar in shown.findChildren(QScrollBar) if bar.isVisible() and bar.orientation() is ALONG]
    told(f"{path.name} {size // 1024} kB" + "  TOO LARGE" * (size > LARGEST) + "  SCROLLS TO THE SIDE" * bool(wide))
    if shelf == "images" and name in README:
        keep(picture, folder / shelf / f"{README[name]}.png")


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("-o", "--output", default="docs")
    given.add_argument("--text", type=int, default=100, help="size of the text in percent: 100 to 175")
    given.add_argument("--guide", action="store_true", help="only the pictures that the guide and README show")
    asked = given.parse_args()
    take(Path(asked.output), print, asked.text / 100, guide=asked.guide)
