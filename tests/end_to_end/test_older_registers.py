"""Registers kept from every released version come up to date with everything in them, after a copy that is proved."""

from __future__ import annotations

import json
import lzma
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from papi_desk.app import run as run_window
from papi_desk.cli import main
from papi_desk.commands.given import open_register
from papi_desk.db.database import Database, known_revisions, sqlite_url
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.services.case_files import case_file
from papi_desk.services.papers import print_again
from papi_desk.services.upkeep import verify
from papi_desk.ui.opening import Opening

KEPT = sorted((Path(__file__).resolve().parents[1] / "data" / "registers").glob("*.db.xz"))
NOW = datetime(2026, 12, 7, 8)


def laid_out(kept: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "papi-desk.db"
    path.write_bytes(lzma.decompress(kept.read_bytes()))
    return path


def told(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as register:
        return register.execute(query).fetchall()


def tables(path: Path) -> dict[str, int]:
    names = [name for (name,) in told(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: told(path, f'SELECT count(*) FROM "{name}"')[0][0] for name in names}


CASES = "SELECT code, status, received_at, due_at, note FROM cases ORDER BY id"
PEOPLE = "SELECT case_id, role, name, phone, birth_date FROM parties ORDER BY id"
LOG = "SELECT sequence, at, officer, action, subject, data, hash FROM audit_log ORDER BY sequence"


def test_there_is_a_register_of_every_revision_that_was_released() -> None:
    revisions = [path.name.split(".")[0] for path in KEPT]
    assert revisions == known_revisions()[: len(revisions)]
    assert len(revisions) >= 12


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name.split(".")[0])
def test_an_older_register_comes_up_to_date_with_everything_in_it(kept: Path, own_folder: Path) -> None:
    path = laid_out(kept, own_folder)
    revision, before = kept.name.split(".")[0], tables(path)
    cases, people, log = told(path, CASES), told(path, PEOPLE), told(path, LOG)
    steps: list[tuple[str, int, int]] = []
    database = open_register(own_folder, None, NOW, told=lambda *step: steps.append(step))
    assert database.revision() == known_revisions()[-1]
    assert (told(path, CASES), told(path, PEOPLE), told(path, LOG)[: len(log)]) == (cases, people, log)
    after = tables(path)
    assert not [name for name, count in before.items() if count and after.get(name, 0) < count]
    waiting = len(known_revisions()) - 1 - known_revisions().index(revision)
    copies = list(own_folder.glob("sao-luu/truoc-nang-cap-*.db"))
    if waiting:
        assert steps == [("copying", 0, waiting + 1)] + [("migrating", n, waiting + 1) for n in range(1, waiting + 2)]
        assert tables(copies[0]) == before
    else:
        assert (steps, copies) == ([], [])
    assert database.read(verify) == []
    for code, status, *_ in cases:
        assert database.read(case_file, code, at=NOW).status == status
    (paper,) = told(path, "SELECT min(id) FROM issued_papers WHERE layout IS NOT NULL")[0]
    if paper is not None:
        layout = Layout.from_bytes(database.transact(print_again, paper, at=NOW).layout)
        (pdf := own_folder / "again.pdf").write_bytes(layout_pdf(layout))
        assert "Mẫu" in "".join(page.extract_text() for page in PdfReader(pdf).pages)
    database.close()
    assert main(["register", "--procedure", "1.001193", "--name", "Nguyễn Văn Mẫu", "--json"]) == 0
    assert len(told(path, CASES)) == len(cases) + 1


@pytest.fixture
def newer(own_folder: Path) -> Path:
    path = laid_out(KEPT[-1], own_folder)
    with closing(sqlite3.connect(path)) as register, register:
        register.execute("UPDATE alembic_version SET version_num = '9999'")
    return path


def test_a_register_of_a_newer_program_is_refused_and_stays_as_it_is(
    newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tables(newer)
    assert main(["cases", "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)["error"]
    assert answer["kind"] == "newer-database"
    assert "Hãy cập nhật chương trình" in answer["message"]
    assert tables(newer) == before
    assert not list(newer.parent.glob("sao-luu/*"))


def test_the_window_says_that_the_register_is_of_a_newer_program(qtbot: QtBot, newer: Path) -> None:
    seen: list[str] = []

    def read_and_close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            seen.append(box.text())
            box.accept()
        else:
            QTimer.singleShot(100, read_and_close)

    QTimer.singleShot(100, read_and_close)
    assert run_window(newer.parent, None) == 3
    assert "phiên bản mới hơn" in seen[0]


def test_the_upgrade_shows_how_far_it_is(qtbot: QtBot) -> None:
    window = Opening()
    qtbot.addWidget(window)
    window.stepped.emit("copying", 0, 4)
    copying = window.words.text()
    window.stepped.emit("migrating", 2, 4)
    assert window.isVisible()
    assert (window.bar.value(), window.bar.maximum()) == (2, 4)
    assert window.words.text() != copying


def test_a_register_that_cannot_be_copied_first_is_not_upgraded(
    own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid_out(KEPT[0], own_folder)
    (own_folder / "sao-luu").write_text("here is a file where the folder should be", encoding="utf-8")
    assert main(["cases", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "cannot-write"
    database = Database(sqlite_url(own_folder))
    assert database.revision() == known_revisions()[0]
    database.close()
