"""The encryption in the settings: its key on paper first, switched once the window is gone, by the administrator."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import cast

import keyring
import pytest
from keyring.backends import fail
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from papi_desk.db import files
from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.models.audit import AuditEntry
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.people import Person
from papi_desk.domain.recovery_key import key_name, written
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.deeds import guarded
from papi_desk.services.drafts import load_drafts
from papi_desk.services.encryption import encryption_state, plain_file, switch_on
from papi_desk.services.officers import add_officer, officers_at
from papi_desk.services.sign_in import begin_sign_in, set_roles, set_secret
from papi_desk.services.upkeep import verify
from papi_desk.ui.cases.register_page import RegisterPage
from papi_desk.ui.opening import waited_for
from papi_desk.ui.settings.encryption_tab import EncryptDialog, EncryptionTab, PlainDialog
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import NOW, DeskWindow, after_closing, window_on

WAIT = 20_000
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """Let nothing reach the keyring of whoever runs the tests."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def _tab(qtbot: QtBot, desk: DeskWindow) -> EncryptionTab:
    desk.window.go("settings", "encryption")
    tab = cast("SettingsPage", desk.window.page("settings")).encryption
    tab.refresh()
    qtbot.waitUntil(lambda: tab.state is not None, timeout=WAIT)
    return tab


def _kinds(database: Database) -> list[str]:
    return list(
        database.read(lambda session: session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)).all())
    )


def test_the_key_is_printed_and_typed_back_before_the_register_is_encrypted(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    code = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    tab = _tab(qtbot, desk)
    tab.on.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(EncryptDialog)), timeout=WAIT)
    [dialog] = desk.window.findChildren(EncryptDialog)
    dialog.agree()
    assert "36" in dialog.key.words
    dialog.printing.click()
    qtbot.waitUntil(lambda: bool(desk.opened), timeout=WAIT)
    dialog.key.set_value(written(dialog.secret ^ 1))
    dialog.agree()
    assert key_name(dialog.secret) in dialog.key.words
    assert desk.window.isVisible()
    dialog.key.set_value(written(dialog.secret).lower())
    dialog.in_file.click()
    secret = dialog.secret
    dialog.agree()
    after_closing(desk)
    assert not (tmp_path / "papi-desk.db").read_bytes().startswith(files.MAGIC)
    state = encryption_state(tmp_path / "papi-desk.db")
    assert (state.key, state.store) == (key_name(secret), "file")
    with closing(Database(sqlite_url(tmp_path))) as again:
        assert [line.code for line in again.read(find_cases, now=NOW)] == [code]
        assert again.read(verify) == []
        assert [kind for kind in _kinds(again) if kind.startswith("encryption")] == [
            "encryption-sheet",
            "encryption-on",
        ]
    assert list((tmp_path / "sao-luu").glob(f"*khoa-{key_name(secret)}*.db"))


def test_what_is_done_once_the_window_is_gone_is_waited_for_and_its_refusal_heard(dressed: object) -> None:
    threads = []
    assert waited_for(lambda: threads.append(threading.get_ident()) or 7) == 7  # type: ignore[func-returns-value]
    assert threads != [threading.get_ident()]

    def refuse() -> None:
        raise Unavailable("register-in-use")

    with pytest.raises(Unavailable):
        waited_for(refuse)


def test_an_encrypted_register_names_what_is_plain_and_is_made_plain_after_a_question(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    code = desk.do(register_case, NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu")), at=NOW).code
    with ThreadPoolExecutor(1) as worker:
        worker.submit(switch_on, desk.database, SECRET, "file", at=NOW).result()
    (tmp_path / "giay-to").mkdir()
    (tmp_path / "giay-to" / "giay-hen.pdf").write_bytes(b"%PDF-1.7")
    tab = _tab(qtbot, desk)
    qtbot.waitUntil(lambda: [path.name for path in tab.plain.rows] == ["giay-hen.pdf"], timeout=WAIT)
    assert key_name(SECRET) in tab.told.text()
    assert "phải đặt mật khẩu" in tab.told.text()
    assert not tab.on.isVisibleTo(tab)
    tab.wipe.click()
    qtbot.waitUntil(lambda: tab.result.property("tone") == "done", timeout=WAIT)
    assert not list((tmp_path / "giay-to").iterdir())
    tab.sheet.click()
    qtbot.waitUntil(lambda: bool(desk.opened), timeout=WAIT)
    tab.off.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(PlainDialog)), timeout=WAIT)
    desk.window.findChildren(PlainDialog)[0].agree()
    after_closing(desk)
    assert (tmp_path / "papi-desk.db").read_bytes().startswith(files.MAGIC)
    with closing(Database(sqlite_url(tmp_path))) as again:
        assert [line.code for line in again.read(find_cases, now=NOW)] == [code]
        kinds = [kind for kind in _kinds(again) if kind.startswith("encryption")]
    assert kinds == ["encryption-on", "encryption-sheet", "encryption-off"]


def test_only_the_administrator_encrypts_and_the_one_who_did_it_is_noted(
    qtbot: QtBot, desk: DeskWindow, tmp_path: Path
) -> None:
    for name, roles in (("Lê Thị Thử", ("administrator",)), ("Trần Ví Dụ", ("reception",))):
        desk.do(add_officer, name, at=NOW)
        desk.do(set_roles, name, roles, at=NOW)
    desk.do(set_secret, "Lê Thị Thử", "thạch sanh 07", at=NOW)
    desk.do(begin_sign_in, "Lê Thị Thử", "thạch sanh 07", at=NOW)
    guarded(desk.database)
    lines = {line.name: line.id for line in desk.ask(officers_at, on=NOW.date())}
    for name, words in (("Trần Ví Dụ", "Quản trị"), ("Lê Thị Thử", "")):
        desk.database.at_desk = lines[name]
        desk.window.seat.read()
        qtbot.waitUntil(lambda: desk.window.officer() == lines[name], timeout=WAIT)  # noqa: B023
        tab = _tab(qtbot, desk)
        tab.on.click()
        if words:
            qtbot.waitUntil(lambda: bool(tab.result.text()), timeout=WAIT)  # noqa: B023
            assert words in tab.result.text()
            assert not desk.window.findChildren(EncryptDialog)
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(EncryptDialog)), timeout=WAIT)
    [dialog] = desk.window.findChildren(EncryptDialog)
    dialog.key.set_value(written(dialog.secret))
    dialog.in_file.click()
    dialog.agree()
    after_closing(desk)
    with closing(Database(sqlite_url(tmp_path))) as again:
        query = select(AuditEntry.officer).where(AuditEntry.action == "encryption-on")
        assert again.read(lambda session: session.scalar(query)) == "Lê Thị Thử"
    register = tmp_path / "papi-desk.db"
    with pytest.raises(Refused) as refused:
        plain_file(register, at=NOW, by=lines["Trần Ví Dụ"])
    assert refused.value.kind == "deed-not-allowed"
    assert encryption_state(register).encrypted


def test_a_form_that_an_encrypted_register_cannot_take_is_in_no_plain_file_and_that_is_said(
    qtbot: QtBot, tmp_path: Path, dressed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Unavailable("disk-full", path="")

    with closing(Database(sqlite_url(tmp_path))) as database:
        database.upgrade()
        switch_on(database, SECRET, "file", at=NOW)
    with window_on(sqlite_url(tmp_path), qtbot, tmp_path) as desk:
        page = cast("RegisterPage", desk.window.page("register"))
        with monkeypatch.context() as broken:
            broken.setattr("papi_desk.ui.cases.drafts.save_draft", full)
            page.form.owner.name.set_value("Phạm Thị Ví Dụ")
            qtbot.waitUntil(lambda: not desk.window.banner.isHidden(), timeout=WAIT)
            qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
            written = [path for path in tmp_path.rglob("*") if path.is_file()]
            assert not [path for path in written if "Phạm Thị Ví Dụ".encode() in path.read_bytes()]
            assert "cửa sổ này" in page.result.text()
        desk.window.banner._try_again()
        qtbot.waitUntil(lambda: len(desk.ask(load_drafts, "register")) == 1, timeout=WAIT)
        qtbot.waitUntil(lambda: "Sổ đã giữ" in page.result.text(), timeout=WAIT)
