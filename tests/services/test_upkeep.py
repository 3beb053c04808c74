"""A copy of the register is whole, comes back as it was, and nothing else is taken for one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.services.case_lists import find_cases
from papi_desk.services.damage import trouble_of
from papi_desk.services.office import set_setting
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import backup, restore, verify

Desk = Any
NOW = datetime(2024, 5, 7, 8)


def codes(database: Database) -> list[str]:
    return sorted(line.code for line in database.read(find_cases, now=NOW))


def test_a_copy_made_while_the_register_is_in_use_brings_it_back(
    desk: Desk, database: Database, tmp_path: Path
) -> None:
    kept = [desk.receive("1.004884", f"2024-05-06 09:0{minute}").code for minute in range(3)]
    backup(database, tmp_path / "copy.db")
    desk.receive("1.004884", "2024-05-06 10:00")
    before = restore(database, tmp_path / "copy.db")
    assert codes(database) == kept
    assert database.read(verify) == []
    earlier = Database(f"sqlite:///{before}")
    assert len(codes(earlier)) == 4
    earlier.close()
    assert desk.receive("1.004884", "2024-05-06 11:00").code == "MC-240506-0004"


def test_a_copy_is_one_file(desk: Desk, database: Database, tmp_path: Path) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    folder = tmp_path / "copies"
    folder.mkdir()
    backup(database, folder / "copy.db")
    backup(database, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]


def test_the_choices_of_the_register_taken_back_hold_at_once(desk: Desk, database: Database, tmp_path: Path) -> None:
    other = Database(sqlite_url(tmp_path))
    other.upgrade()
    other.transact(set_up, at=NOW)
    other.transact(set_setting, "desk_code", "BB", at=NOW)
    backup(other, tmp_path / "copy.db")
    other.close()
    desk.choose({"desk_code": "AA"})
    assert desk.receive("1.004884", "2024-05-06 09:00").code == "AA-240506-0001"
    restore(database, tmp_path / "copy.db")
    assert desk.receive("1.004884", "2024-05-06 09:00").code == "BB-240506-0001"


def test_a_register_is_not_copied_onto_itself(database: Database, own_folder: Path) -> None:
    with pytest.raises(Refused) as caught:
        backup(database, own_folder / "papi-desk.db")
    assert caught.value.kind == "backup-onto-itself"


def test_a_copy_into_a_folder_that_is_not_there_is_a_plain_refusal(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        backup(database, tmp_path / "nowhere" / "copy.db")
    assert caught.value.kind == "cannot-write"


def test_only_a_whole_register_is_taken_back(desk: Desk, database: Database, own_folder: Path, tmp_path: Path) -> None:
    code = desk.receive("1.004884", "2024-05-06 09:00").code
    text, empty, cut = tmp_path / "letter.txt", tmp_path / "empty.db", tmp_path / "cut.db"
    text.write_text("Kính gửi", encoding="utf-8")
    empty.touch()
    backup(database, cut)
    cut.write_bytes(cut.read_bytes()[:60_000])
    for path in (text, empty, cut):
        with pytest.raises(Refused) as caught:
            restore(database, path)
        assert caught.value.kind == "not-a-register"
        assert trouble_of(own_folder / "papi-desk.db") is None  # asking whether it is alone has not hurt it
    with pytest.raises(Refused) as caught:
        restore(database, tmp_path / "missing.db")
    assert caught.value.kind == "file-missing"
    assert codes(database) == [code]


def test_a_register_comes_back_to_its_place_when_the_copy_cannot_take_it(
    desk: Desk, database: Database, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(database, tmp_path / "copy.db")
    code = desk.receive("1.004884", "2024-05-06 09:00").code
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self.name.endswith(".restoring"):
            raise PermissionError(13, "held by a scanner of viruses", str(self))
        return replace(self, target)

    with monkeypatch.context() as scanned:
        scanned.setattr(Path, "replace", held)
        with pytest.raises(Unavailable):
            restore(database, tmp_path / "copy.db")
    assert codes(database) == [code]
    assert database.read(verify) == []
    assert not list(own_folder.glob("*before-restore*"))
    assert trouble_of(own_folder / "papi-desk.db") is None


def test_a_copy_of_a_newer_program_is_not_taken_back(database: Database, tmp_path: Path) -> None:
    backup(database, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy, copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable) as caught:
        restore(database, tmp_path / "copy.db")
    assert caught.value.kind == "newer-database"


def test_a_damaged_file_is_found(desk: Desk, database: Database, own_folder: Path) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    database.close()
    with closing(sqlite3.connect(own_folder / "papi-desk.db")) as file, file:
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute("DELETE FROM offices")
    assert "reference" in {problem.kind for problem in database.read(verify)}


def test_a_register_too_damaged_to_open_is_set_aside_for_its_copy(
    desk: Desk, database: Database, own_folder: Path, tmp_path: Path
) -> None:
    kept = desk.receive("1.004884", "2024-05-06 09:00").code
    backup(database, tmp_path / "copy.db")
    database.close()
    file = own_folder / "papi-desk.db"
    file.write_bytes(b"\0" * 4096 + file.read_bytes()[4096:])
    before = restore(database, tmp_path / "copy.db")
    assert codes(database) == [kept]
    assert before.read_bytes()[:4096] == b"\0" * 4096
