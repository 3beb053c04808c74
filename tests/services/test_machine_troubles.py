"""What stands in the desk's way: a disk that fills, a folder gone read-only, a program without its cipher."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from papi_desk.cli import main
from papi_desk.db import files, journal
from papi_desk.db.database import Database
from papi_desk.domain.errors import Unavailable
from papi_desk.domain.people import Person
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.encryption import switch_on
from papi_desk.services.upkeep import verify

Desk = Any
NOW = datetime(2024, 5, 7, 8)
NEW = NewCase("1.004884", Person("person", "Nguyễn Văn Mẫu"))
SECRET = 0x2F3A_1157_8C0D_9E42_AA01_73B5_6610_F00D_2A5B


def codes(database: Database) -> list[str]:
    return sorted(line.code for line in database.read(find_cases, limit=1000, now=NOW))


def test_a_disk_that_fills_says_so_and_nothing_acknowledged_is_lost(desk: Desk, database: Database) -> None:
    kept = [desk.receive("1.004884", "2024-05-06 09:00").code]
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0

    def filled(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 2}")

    database.engine.dispose()
    event.listen(database.engine, "connect", filled)
    with pytest.raises(Unavailable) as caught:  # noqa: PT012
        for minute in range(200):
            kept.append(database.transact(register_case, NEW, at=NOW + timedelta(minutes=minute)).code)
    assert caught.value.kind == "disk-full"
    assert codes(database) == kept
    event.remove(database.engine, "connect", filled)
    database.engine.dispose()
    kept.append(database.transact(register_case, NEW, at=NOW).code)
    assert codes(database) == sorted(kept)
    assert database.read(verify) == []


def test_a_folder_gone_read_only_says_so_before_anything_is_written(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = desk.receive("1.004884", "2024-05-06 09:00").code
    database.close()

    def forbidden(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("papi_desk.db.files.os.unlink", forbidden)
    with pytest.raises(Unavailable) as caught:
        database.transact(register_case, NEW, at=NOW)
    assert caught.value.kind == "folder-read-only"
    assert codes(database) == [kept]
    monkeypatch.undo()
    assert database.transact(register_case, NEW, at=NOW).code


def test_a_journal_that_cannot_be_written_holds_no_case_up(desk: Desk, database: Database, own_folder: Path) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    fold = own_folder / journal.FOLDER
    fold.rename(own_folder / "aside")
    fold.write_text("a file where the folder should be", encoding="utf-8")
    assert database.transact(register_case, NEW, at=NOW).code in codes(database)


def test_a_program_without_the_cipher_says_at_the_start_what_to_do(
    desk: Desk,
    database: Database,
    own_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    switch_on(database, SECRET, "file", at=NOW)
    database.close()

    def missing(name: str) -> object:
        raise ImportError(name)

    with monkeypatch.context() as patch:
        patch.setattr("papi_desk.db.files.import_module", missing)
        assert main(["cases", "--json"]) == 3
        told = json.loads(capsys.readouterr().out)["error"]
        assert told["kind"] == "cipher-missing"
        assert "papi-desk[encryption]" in told["message"]
    files.side(own_folder / "papi-desk.db", ".khoa-bi-mat").unlink()
    assert main(["cases", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["kind"] == "key-missing"
    monkeypatch.setenv("PAPI_DESK_KEY", "")
    assert main(["encryption", "unlock", "--json"]) != 0
