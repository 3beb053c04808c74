"""An office that lets no file leave without a password: asked for twice, noted, and nothing written without."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from msoffcrypto import OfficeFile
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.audit import AuditEntry
from papi_desk.domain.people import Person
from papi_desk.services.attachments import AttachmentLine
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.office import set_setting
from papi_desk.ui.books.books_page import BooksPage
from papi_desk.ui.books.register_book import RegisterBook
from papi_desk.ui.cases.attachment_desk import AttachmentDesk
from papi_desk.ui.printing.password_dialog import PasswordDialog
from papi_desk.ui.printing.preview_dialog import PreviewDialog
from tests.ui.conftest import NOW, DeskWindow

OWNER = Person("person", "Nguyễn Văn Mẫu")
PASSWORD = "Mat-khau 2024"
WAIT = 9000


@pytest.fixture
def book(qtbot: QtBot, desk: DeskWindow) -> RegisterBook:
    """Return the register's book, with one case, in an office that wants its exports locked."""
    desk.do(register_case, NewCase("2.000884", OWNER), at=NOW)
    desk.do(set_setting, "locked_exports", "yes", at=NOW)
    desk.window.go("books", "register")
    page = cast("BooksPage", desk.window.page("books"))
    qtbot.waitUntil(lambda: desk.window.desk.printing.locks_exports and desk.window.desk.tasks.idle, timeout=WAIT)
    return cast("RegisterBook", page.books["register"])


def asked(qtbot: QtBot) -> PasswordDialog:
    def found() -> list[PasswordDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, PasswordDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT)
    return found()[0]


def noted(desk: DeskWindow) -> list[Any]:
    def read(session: Session) -> list[Any]:
        rows = session.scalars(select(AuditEntry.data).where(AuditEntry.action == "export"))
        return [json.loads(one).get("lock") for one in rows]

    return desk.ask(read)


def test_a_book_leaves_under_the_password_typed_twice(qtbot: QtBot, desk: DeskWindow, book: RegisterBook) -> None:
    book.save_book()
    dialog = asked(qtbot)
    qtbot.keyClicks(dialog.password.edit, "ngan")
    qtbot.keyClick(dialog.password.edit, Qt.Key.Key_Return)
    assert "8 đến 64" in dialog.password.words
    dialog.password.edit.setText(PASSWORD)
    qtbot.keyClicks(dialog.again.edit, "Mat-khau 2025")
    qtbot.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    assert "không giống nhau" in dialog.again.words
    assert dialog.isVisible()
    dialog.again.edit.setText(PASSWORD)
    qtbot.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.opened) == 1 and desk.window.desk.tasks.idle, timeout=WAIT)
    file, opened = OfficeFile(BytesIO(desk.opened[0].read_bytes())), BytesIO()  # type: ignore[no-untyped-call]
    file.load_key(password=PASSWORD, verify_password=True)
    file.decrypt(opened)
    cells = [cell.value for row in load_workbook(opened).worksheets[0].iter_rows() for cell in row]
    assert OWNER.name in " ".join(map(str, cells))
    assert noted(desk) == ["password"]


def test_who_leaves_the_question_writes_nothing(
    qtbot: QtBot, desk: DeskWindow, book: RegisterBook, tmp_path: Path
) -> None:
    book.save_book()
    qtbot.keyClick(asked(qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    assert not list(tmp_path.glob("*.xlsx"))
    assert noted(desk) == []
    told: list[Any] = []
    desk.window.desk.printing.export("so", tmp_path / "so.csv", desk.window, told.append, told.append)
    assert [one.kind for one in told] == ["export-not-lockable"]


def test_a_paper_is_saved_under_the_password(
    qtbot: QtBot, desk: DeskWindow, book: RegisterBook, tmp_path: Path
) -> None:
    book.print_book()
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is not None, timeout=WAIT)
    preview = desk.window.findChild(PreviewDialog)
    assert preview is not None
    preview._save_in(str(tmp_path / "luu.pdf"))
    dialog = asked(qtbot)
    for field in (dialog.password, dialog.again):
        field.edit.setText(PASSWORD)
    qtbot.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "luu.pdf" in preview.told.text(), timeout=WAIT)
    paper = PdfReader(tmp_path / "luu.pdf")
    assert paper.is_encrypted
    assert paper.decrypt(PASSWORD)
    assert OWNER.name in " ".join("".join(page.extract_text() for page in paper.pages).split())
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    assert noted(desk) == ["password"]


@pytest.mark.usefixtures("book")
def test_a_file_of_a_case_is_exported_under_the_password_and_a_picture_stays_in(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, plain = AttachmentDesk(desk.window.desk, desk.window), BytesIO()
    said: list[tuple[str, str]] = []
    files.said.connect(lambda words, tone: said.append((words, tone)))
    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    blank.write(plain)
    out = tmp_path / "quet.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    files._export(AttachmentLine(1, "quet.jpg", "jpeg", 3, "", NOW, ""), b"\xff\xd8\xff")
    assert [tone for _, tone in said] == ["late"]
    assert "chọn XLSX hoặc PDF" in said[0][0]
    out = tmp_path / "quet.pdf"
    files._export(AttachmentLine(2, "quet.pdf", "pdf", 3, "", NOW, ""), plain.getvalue())
    dialog = asked(qtbot)
    for field in (dialog.password, dialog.again):
        field.edit.setText(PASSWORD)
    dialog.agree()
    qtbot.waitUntil(lambda: out.exists() and desk.window.desk.tasks.idle, timeout=WAIT)
    assert PdfReader(out).decrypt(PASSWORD)
    assert not (tmp_path / "quet.jpg").exists()
    assert noted(desk) == ["password"]
