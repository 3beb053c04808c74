"""The story of a dead disk as the guide tells it: a fresh machine, the newest copy on a stick, a working desk again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import cast

import keyring
import pytest
from keyring.backends import fail
from pytestqt.qtbot import QtBot

from papi_desk.cli import main
from papi_desk.commands.given import open_register
from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.people import Person
from papi_desk.domain.recovery_key import key_name, written
from papi_desk.services.attachments import attach, attachment_content, attachments
from papi_desk.services.backup_plan import add_place
from papi_desk.services.backups import back_up
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.encryption import encryption_state, switch_on
from papi_desk.services.office import office_profile, set_office
from papi_desk.services.officers import add_officer, officers_at
from papi_desk.services.papers import issue_paper
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify
from papi_desk.ui.papers import kept_layout
from papi_desk.ui.settings.restore_dialog import RestoreDialog
from papi_desk.ui.settings.settings_page import SettingsPage
from tests.ui.conftest import NOW, DeskWindow, after_closing

WAIT = 30_000
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B
PDF = b"%PDF-1.7 sample\n"
SHORTLY = 120
"""Seconds of the machine's own time for the whole way; the officer has ten minutes."""


@dataclass
class Lost:
    """What the dead computer held, and the stick that outlived it."""

    stick: Path
    encrypted: bool
    codes: list[str] = field(default_factory=list)
    slip: bytes = b""


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def lost(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lost]:
    """Work a day on another computer, copy to a stick, and lose all but the stick."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    old, kept = tmp_path_factory.mktemp("old"), Lost(tmp_path_factory.mktemp("stick"), request.param)
    with closing(Database(sqlite_url(old))) as database:
        database.upgrade()
        database.transact(set_up, at=NOW - timedelta(days=9))
        database.transact(set_office, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU"}, at=NOW - timedelta(days=9))
        database.transact(add_officer, "Trần Thị Ví Dụ", at=NOW - timedelta(days=9))
        if kept.encrypted:
            switch_on(database, SECRET, "file", at=NOW)
        for number in range(3):
            new = NewCase("1.004884", Person("person", f"Nguyễn Văn Mẫu {number}"))
            kept.codes.append(database.transact(register_case, new, at=NOW + timedelta(minutes=number)).code)
        database.transact(attach, kept.codes[0], "to-khai.pdf", PDF, at=NOW)
        kept.slip = database.transact(issue_paper, kept.codes[0], lay_out=kept_layout, at=NOW).layout
        add_place(old, str(kept.stick))
        assert back_up(database, at=NOW + timedelta(minutes=30)).troubles == []
    for path in sorted(old.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    yield kept
    keyring.set_keyring(before)


def _stands(folder: Path, lost: Lost) -> None:
    """Prove that the desk works as before: nothing missing, the next number follows, papers print as they were."""
    later = NOW + timedelta(hours=1)
    with closing(open_register(folder, None, later, quietly=True)) as database:
        assert database.read(verify) == []
        assert sorted(line.code for line in database.read(find_cases, now=later)) == lost.codes
        [file] = database.read(attachments, lost.codes[0])
        assert database.read(attachment_content, file.id) == PDF
        assert database.read(office_profile, on=NOW.date()).superior.endswith("MẪU")
        assert "Trần Thị Ví Dụ" in [line.name for line in database.read(officers_at, on=NOW.date())]
        code = database.transact(register_case, NewCase("1.004884", Person("person", "Lê Thị Thử")), at=later).code
        assert int(code[-4:]) == int(lost.codes[-1][-4:]) + 1
        again = database.transact(issue_paper, lost.codes[0], lay_out=kept_layout, at=later)
        assert (again.layout, again.reprint) == (lost.slip, 1)
        assert back_up(database, at=later).troubles == []
    assert encryption_state(folder / "papi-desk.db").encrypted == lost.encrypted


def test_the_newest_copy_on_the_stick_makes_a_fresh_machine_a_working_desk(
    qtbot: QtBot, lost: Lost, desk: DeskWindow, tmp_path: Path
) -> None:
    begun = monotonic()
    desk.window.go("settings", "backups")
    tab = cast("SettingsPage", desk.window.page("settings")).backups
    qtbot.waitUntil(lambda: bool(tab.last.text()) and desk.window.desk.tasks.idle, timeout=WAIT)
    tab.look_in(str(lost.stick))
    qtbot.waitUntil(lambda: tab.list.chosen() is not None, timeout=WAIT)
    desk.window.keeper.refresh()  # as it does each minute: what was found stays
    qtbot.waitUntil(lambda: desk.window.desk.tasks.idle, timeout=WAIT)
    chosen = tab.list.chosen()
    assert chosen is not None
    assert (chosen[1].cases, chosen[1].last_case) == (3, lost.codes[-1])
    tab.back.click()
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(RestoreDialog)), timeout=WAIT)
    [dialog] = desk.window.findChildren(RestoreDialog)
    if lost.encrypted:
        qtbot.waitUntil(dialog.key.isVisible, timeout=WAIT)
        assert key_name(SECRET) in dialog.told.text()
        qtbot.keyClicks(dialog.key.edit, written(SECRET).lower().replace("-", " "))
        dialog.agree_button.click()
    qtbot.waitUntil(lambda: dialog.compared is not None and dialog.agree_button.isEnabled(), timeout=WAIT)
    assert "3 hồ sơ" in dialog.told.text()
    assert lost.codes[-1] in dialog.told.text()
    dialog.agree_button.click()
    after_closing(desk)
    _stands(tmp_path, lost)
    assert monotonic() - begun < SHORTLY


def test_the_same_by_one_command(lost: Lost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPI_DESK_KEY", written(SECRET))
    assert main(["restore", "--from", str(lost.stick), "--data", str(tmp_path / "new"), "--json"]) == 0
    _stands(tmp_path / "new", lost)
