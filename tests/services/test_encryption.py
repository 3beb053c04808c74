"""The register encrypted where it rests: nothing readable is left, all works on, and the way back is on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from sqlalchemy import select

from papi_desk.db import files, keys
from papi_desk.db.database import Database, sqlite_url
from papi_desk.db.models.audit import AuditEntry
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.recovery_key import cipher_key, key_name, written
from papi_desk.services.attachments import FOLDER, attach, attachment_content, attachments
from papi_desk.services.backup_plan import add_place
from papi_desk.services.backups import back_up, copy_into
from papi_desk.services.case_lists import find_cases
from papi_desk.services.damage import trouble_of
from papi_desk.services.encryption import (
    encryption_state,
    forget_papers,
    plain_left,
    switch_off,
    switch_on,
    unlock,
    wipe_plain,
)
from papi_desk.services.kept_here import KeptHere, keep_here
from papi_desk.services.restoring import compare, key_of_copy
from papi_desk.services.upkeep import restore, verify

Desk = Any
NOW = datetime(2024, 5, 7, 8)
PDF = b"%PDF-1.7 sample\n"
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B
MARKERS = ("Nguyễn Văn Mẫu".encode(), b"0912345678", PDF)


class Drawer(KeyringBackend):
    """A keyring in memory, as a system's own."""

    priority = 1  # type: ignore[assignment]  # mypy: the base class computes it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before = keyring.get_keyring()
    made = Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def readable(folder: Path) -> list[str]:
    """Name every file under a folder in which something private can be read."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in found if any(marker in path.read_bytes() for marker in MARKERS)]


@pytest.fixture
def case(desk: Desk, database: Database) -> str:
    code: str = desk.receive("1.004884", "2024-05-06 09:00").code
    database.transact(attach, code, "to-khai.pdf", PDF, at=NOW)
    return code


def test_nothing_can_be_read_any_more_and_everything_works_on(
    desk: Desk, database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    register = own_folder / "papi-desk.db"
    assert len(readable(own_folder)) == 2
    switch_on(database, SECRET, "keyring", at=NOW)
    assert readable(own_folder) == []
    state = encryption_state(register)
    assert (state.encrypted, state.key, state.store) == (True, key_name(SECRET), "keyring")
    assert written(SECRET) in drawer.kept.values()
    [file] = database.read(attachments, case)
    assert database.read(attachment_content, file.id) == PDF
    later = desk.receive("1.004884", "2024-05-06 10:00").code
    database.transact(attach, later, "to-khai.pdf", PDF, at=NOW)
    assert not (own_folder / FOLDER).exists()
    assert database.read(verify) == []
    back_up(database, at=NOW)
    database.close()
    assert trouble_of(register) is None
    assert readable(own_folder) == []


def test_it_is_taken_away_again_and_the_files_of_cases_lie_beside_it(
    database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    switch_on(database, SECRET, "keyring", at=NOW)
    switch_off(database, at=NOW)
    assert (own_folder / "papi-desk.db").read_bytes().startswith(files.MAGIC)
    [file] = database.read(attachments, case)
    assert database.read(attachment_content, file.id) == PDF
    assert len(list((own_folder / FOLDER).glob("??/*"))) == 1
    assert database.read(verify) == []


def test_old_plain_copies_are_named_until_they_are_deleted(
    database: Database, case: str, own_folder: Path, tmp_path: Path, drawer: Drawer
) -> None:
    add_place(own_folder, str(tmp_path / "stick"))
    back_up(database, at=NOW)
    papers = own_folder / "giay-to"
    papers.mkdir()
    (papers / "giay-hen.pdf").write_bytes(PDF)
    typed = KeptHere(None, {"name": MARKERS[0].decode()})
    keep_here(papers / "nhap" / "register.json", typed, own_folder / "papi-desk.db")
    switch_on(database, SECRET, "keyring", at=NOW)
    back_up(database, at=NOW.replace(hour=9))
    register, places = own_folder / "papi-desk.db", [str(tmp_path / "stick")]
    named = plain_left(register, places)
    assert {str(path) for path in named} == {*readable(own_folder), *readable(tmp_path / "stick")}
    assert wipe_plain(register, places) == []
    assert readable(tmp_path) == []
    (papers / "giay-hen.pdf").write_bytes(PDF)
    forget_papers(register)
    assert readable(tmp_path) == []


def test_a_file_that_is_not_what_was_attached_is_taken_in_and_one_that_no_case_knows_is_left(
    database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    [scan] = (own_folder / FOLDER).glob("??/*")
    scan.write_bytes(b"%PDF-1.7 hurt\n")
    stray = scan.with_name("stray.pdf")
    stray.write_bytes(b"%PDF-1.7 stray\n")
    switch_on(database, SECRET, "keyring", at=NOW)
    assert [problem.kind for problem in database.read(verify)] == ["attachment-changed"]
    assert plain_left(own_folder / "papi-desk.db", []) == [stray]
    switch_off(database, at=NOW)
    assert scan.read_bytes() == b"%PDF-1.7 hurt\n"


def test_an_encrypted_copy_comes_back_on_a_new_computer_with_the_key_from_the_sheet(
    database: Database, case: str, own_folder: Path, tmp_path: Path, drawer: Drawer
) -> None:
    add_place(own_folder, str(tmp_path / "stick"))
    switch_on(database, SECRET, "keyring", at=NOW)
    copy = tmp_path / "stick" / back_up(database, at=NOW).copy.file
    assert key_name(SECRET) in copy.name
    drawer.kept.clear()
    fresh = Database(sqlite_url(tmp_path / "new"))
    with pytest.raises(Refused) as caught:
        restore(fresh, copy)
    assert (caught.value.kind, caught.value.data["name"]) == ("key-needed", key_name(SECRET))
    with pytest.raises(Refused) as caught:
        restore(fresh, copy, secret=SECRET + 1)
    assert caught.value.kind == "key-other"
    compared = compare(tmp_path / "new" / "papi-desk.db", copy, key_of_copy(copy, copy, SECRET))
    assert (compared.cases, compared.last_case) == (1, case)
    restore(fresh, copy, secret=SECRET)
    assert [line.code for line in fresh.read(find_cases, now=NOW)] == [case]
    [file] = fresh.read(attachments, case)
    assert fresh.read(attachment_content, file.id) == PDF
    fresh.close()
    assert readable(tmp_path / "new") == []


def test_every_flipped_bit_of_an_encrypted_register_is_found_even_after_a_power_cut(
    database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    switch_on(database, SECRET, "keyring", at=NOW)
    database.close()
    register = own_folder / "papi-desk.db"
    files.break_seal(register)
    sound = register.read_bytes()
    for place in range(20, len(sound), len(sound) // 25):
        hurt = bytearray(sound)
        hurt[place] ^= 8
        register.write_bytes(hurt)
        damage = files.damage_of(register, cipher_key(SECRET))
        assert damage is not None, place


def test_a_lost_key_is_asked_for_and_taken_from_the_sheet(
    database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    switch_on(database, SECRET, "keyring", at=NOW)
    database.close()
    drawer.kept.clear()
    register = own_folder / "papi-desk.db"
    with pytest.raises(Unavailable) as caught:
        trouble_of(register)
    assert (caught.value.kind, caught.value.data["name"]) == ("key-missing", key_name(SECRET))
    with pytest.raises(Unavailable) as caught:
        unlock(register, written(SECRET + 1))
    assert caught.value.kind == "register-key"
    unlock(register, written(SECRET).lower().replace("-", " "))
    assert trouble_of(register) is None


def test_without_a_keyring_the_key_goes_into_a_file_only_when_that_is_asked_for(
    database: Database, case: str, own_folder: Path, drawer: Drawer
) -> None:
    register = own_folder / "papi-desk.db"
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(Unavailable) as caught:
        switch_on(database, SECRET, "keyring", at=NOW)
    assert caught.value.kind == "keyring-missing"
    assert not encryption_state(register).encrypted
    assert database.read(verify) == []
    switch_on(database, SECRET, "file", at=NOW)
    kept = files.side(register, keys.KEY_FILE)
    assert os.name == "nt" or kept.stat().st_mode & 0o777 == 0o600
    database.close()
    again = Database(sqlite_url(own_folder))
    assert [line.code for line in again.read(find_cases, now=NOW)] == [case]
    again.close()


def test_a_program_ended_at_any_step_of_the_switch_leaves_a_register_that_opens(
    database: Database, case: str, own_folder: Path, tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = own_folder / "papi-desk.db"
    steps = iter(range(3))

    def ended(*_: object) -> None:
        next(steps)
        raise KeyboardInterrupt

    for name in ("_take_in", "prove", "_exchange"):
        with monkeypatch.context() as patch:
            patch.setattr(f"papi_desk.services.encryption.{name}", ended)
            with pytest.raises(KeyboardInterrupt):
                switch_on(database, SECRET, "keyring", at=NOW)
        again = Database(sqlite_url(own_folder))
        assert [line.code for line in again.read(find_cases, now=NOW)] == [case]
        again.close()
        assert not list(own_folder.glob("*.doi-khoa"))
    database.reopen()
    switch_on(database, SECRET, "keyring", at=NOW)
    shutil.copy(files.side(register, keys.SIDE), tmp_path / "note")
    files.side(register, keys.SIDE).unlink()
    seen = trouble_of(register)
    assert seen is not None
    assert seen.damage.kind == "register-not-sqlite"


def test_a_register_that_another_program_has_open_is_not_switched_and_nothing_says_that_it_was(
    desk: Desk, database: Database, own_folder: Path, drawer: Drawer
) -> None:
    register = own_folder / "papi-desk.db"
    for switch, told in ((partial(switch_on, secret=SECRET, store="keyring"), "encryption-on"), (switch_off, "-off")):
        engine, before = database.engine, database.read(kinds)
        with closing(files.connect(register, keys.key_of(register))) as held:
            held.execute("BEGIN")
            held.execute("SELECT count(*) FROM cases").fetchall()
            with pytest.raises(Unavailable) as caught:
                switch(database, at=NOW)
        assert caught.value.kind == "register-in-use"
        assert database.read(kinds) == before
        assert database.engine is not engine
        switch(database, at=NOW)
        assert database.read(kinds)[-1].endswith(told)


def kinds(session: Any) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_a_machine_without_the_cipher_says_what_to_install(
    database: Database, case: str, own_folder: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("papi_desk.db.files.import_module", missing)
    with pytest.raises(Unavailable) as caught:
        switch_on(database, SECRET, "keyring", at=NOW)
    assert caught.value.kind == "cipher-missing"
    assert not encryption_state(own_folder / "papi-desk.db").possible
    assert files.all_errors()
    copy_into(own_folder, own_folder / "papi-desk.db", at=NOW)
