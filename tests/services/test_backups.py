"""Copies by plan: proved, carried to several places whatever happens to one, let go, tried out, taken back."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from papi_desk.db import files, journal
from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.backups import BackupPlan
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.records import field_names
from papi_desk.services import carrying
from papi_desk.services.attachments import attach, attachment_content, attachments
from papi_desk.services.backup_plan import MARKER, add_place, backup_state, read_plan, read_record, write_plan
from papi_desk.services.backups import back_up, changed_since, drill, prove_all
from papi_desk.services.carrying import carry, rotate
from papi_desk.services.case_lists import find_cases
from papi_desk.services.copies import Copy, copies_in
from papi_desk.services.damage import known_copies, trouble_of
from papi_desk.services.restoring import compare
from papi_desk.services.upkeep import restore, verify

Desk = Any
NOW = datetime(2024, 5, 7, 8)
PDF = b"%PDF-1.7 sample\n"


def codes(database: Database) -> list[str]:
    return sorted(line.code for line in database.read(find_cases, now=NOW))


@pytest.fixture
def stick(tmp_path: Path, own_folder: Path) -> Path:
    """Return another place of the plan, a stick say."""
    add_place(own_folder, str(tmp_path / "stick"))
    return tmp_path / "stick"


def test_a_copy_is_proved_carried_tried_out_and_brings_everything_to_a_new_computer(
    desk: Desk, database: Database, stick: Path, tmp_path: Path
) -> None:
    kept = [desk.receive("1.004884", f"2024-05-06 09:0{minute}").code for minute in range(3)]
    database.transact(attach, kept[0], "to-khai.pdf", PDF, at=NOW)
    done = back_up(database, at=NOW)
    assert (done.troubles, done.copy.cases, done.copy.last_case) == ([], 3, kept[-1])
    assert done.drill is not None
    assert done.drill.trouble is None
    assert not changed_since(database)
    fresh = Database(sqlite_url(tmp_path / "new"))
    [(newest, copy)] = known_copies(tmp_path / "new", [str(stick)])
    assert copy == done.copy
    assert restore(fresh, newest) is None
    assert codes(fresh) == kept
    [file] = fresh.read(attachments, kept[0])
    assert fresh.read(attachment_content, file.id) == PDF
    assert fresh.read(verify) == []
    fresh.close()


def test_each_place_says_its_own_trouble_and_the_others_get_their_copy(
    desk: Desk, database: Database, stick: Path, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    pulled, hung = tmp_path / "pulled", tmp_path / "hung"
    add_place(own_folder, str(pulled))
    (pulled / MARKER).unlink()  # the empty folder that a disk leaves behind
    begun = monotonic()
    first = back_up(database, at=NOW - timedelta(hours=1))
    patience = 2 * (monotonic() - begun)  # what this machine needs, busy as it is
    add_place(own_folder, str(hung))
    (hung / MARKER).unlink()
    os.mkfifo(hung / MARKER)  # whoever reads it waits for ever, as on a share whose server is gone
    done = back_up(database, at=NOW, patience=patience)
    told = {Path(place).name: state.trouble and state.trouble.kind for place, state in done.places.items()}
    assert told == {"sao-luu": None, "stick": None, "pulled": "place-gone", "hung": "place-hangs"}
    assert "không trả lời" in next(one.words for one in done.troubles if one.kind == "place-hangs")
    state = backup_state(own_folder, at=NOW)
    assert state.troubled
    assert {copy.file for copy in copies_in(stick)} == {first.copy.file, done.copy.file}
    full = os.statvfs(stick)
    monkeypatch.setattr(carrying, "SPARE", full.f_bavail * full.f_frsize * 2)
    told_full = carry(own_folder, own_folder / "sao-luu" / done.copy.file, stick, at=NOW)
    assert told_full["trouble"]["kind"] == "place-full"


def test_a_copy_garbled_on_its_way_does_not_count(
    desk: Desk, database: Database, stick: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    done = back_up(database, at=NOW)
    source = own_folder / "sao-luu" / done.copy.file
    (stick / done.copy.file).unlink()

    def bad_disk(live: Path, copy: Path) -> None:
        content = bytearray(live.read_bytes())
        content[len(content) // 2] ^= 1
        copy.write_bytes(content)

    monkeypatch.setattr(carrying, "_written_through", bad_disk)
    assert carry(own_folder, source, stick, at=NOW)["trouble"]["kind"] == "place-garbles"
    monkeypatch.undo()
    pulled = iter([OSError(5, "Input/output error")])

    def pulled_out(_live: Path, copy: Path) -> None:
        copy.write_bytes(b"half")
        raise next(pulled)

    monkeypatch.setattr(carrying, "_written_through", pulled_out)
    assert carry(own_folder, source, stick, at=NOW)["trouble"]["kind"] == "cannot-write"
    assert copies_in(stick) == []


def test_old_copies_go_by_plan_and_a_clock_set_back_lets_the_newest_stay(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    write_plan(own_folder, BackupPlan(keep_last=3, keep_days=0, keep_months=0))
    assert read_plan(own_folder).keep_last == 3
    for day in range(5):
        desk.receive("1.004884", f"2024-05-0{day + 1} 09:00")
        back_up(database, at=NOW + timedelta(days=day))
    desk.receive("1.004884", "2024-05-06 10:00")
    back = back_up(database, at=NOW - timedelta(days=900))
    place = own_folder / "sao-luu"
    assert copies_in(place)[0] == back.copy
    assert len(copies_in(place)) == 4
    assert sorted(path.suffix for path in place.iterdir()) == [".db"] * 4 + [".json"] * 4
    assert rotate(place, read_plan(own_folder)) == []


def test_a_copy_that_was_touched_is_named_and_never_taken_back(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    copy = own_folder / "sao-luu" / back_up(database, at=NOW).copy.file
    content = bytearray(copy.read_bytes())
    content[-3000] ^= 4
    copy.write_bytes(content)
    assert prove_all(own_folder, [str(copy.parent)])[str(copy)].kind == "copy-changed"  # type: ignore[union-attr]
    with pytest.raises(Refused):
        restore(database, copy)
    assert len(codes(database)) == 1
    tried = drill(database, at=NOW)
    assert tried.trouble is not None
    assert read_record(own_folder).drill == tried


def test_what_a_copy_would_lack_is_listed_from_the_register_else_from_the_journal(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    copy = own_folder / "sao-luu" / back_up(database, at=NOW).copy.file
    late = [desk.receive("1.004884", f"2024-05-07 09:0{minute}").code for minute in range(2)]
    register = own_folder / "papi-desk.db"
    compared = compare(register, copy, None)
    assert (compared.known, compared.missing_cases, compared.new_count) == (True, late, 0)
    database.close()
    register.write_bytes(bytes(register.stat().st_size))
    told = compare(register, copy, None)
    assert (told.known, told.missing_cases) == (False, late)
    assert [step.what for step in told.missing] == ["tiếp nhận"] * 2


def test_a_register_that_is_gone_or_older_than_its_journal_is_not_begun_anew(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    register = own_folder / "papi-desk.db"
    desk.receive("1.004884", "2024-05-06 09:00")
    database.close()
    old = shutil.copy(register, own_folder / "old.db")
    desk.receive("1.004884", "2024-05-06 10:00")
    database.close()
    assert trouble_of(register) is None
    shutil.copy(old, register)
    files.break_seal(register)
    behind = trouble_of(register)
    assert behind is not None
    assert behind.damage.kind == "register-behind"
    register.unlink()
    gone = trouble_of(register, thorough=False)
    assert gone is not None
    assert gone.damage.kind == "register-gone"


def test_the_journal_tells_what_was_done_and_nothing_of_a_person(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    code = desk.receive("1.004884", "2024-05-06 09:00").code
    lines = list(journal.lines_after(own_folder / "papi-desk.db", 0))
    assert (lines[-1].subject, lines[-1].action) == (code, "register")
    text = "".join(path.read_text(encoding="utf-8") for path in (own_folder / journal.FOLDER).iterdir())
    assert "Mẫu" not in text
    assert "0912345678" not in text


def test_a_register_that_another_program_has_open_is_not_exchanged(
    desk: Desk, database: Database, own_folder: Path
) -> None:
    desk.receive("1.004884", "2024-05-06 09:00")
    copy = own_folder / "sao-luu" / back_up(database, at=NOW).copy.file
    other, engine = Database(sqlite_url(own_folder)), database.engine
    with other.engine.connect() as held:
        held.exec_driver_sql("SELECT count(*) FROM cases")
        with pytest.raises(Unavailable) as caught:
            restore(database, copy)
    assert caught.value.kind == "register-in-use"
    assert database.engine is not engine  # open again
    other.close()
    before = restore(database, copy)
    assert before is not None
    assert before.exists()


def test_a_copy_is_not_made_where_there_is_no_register_file(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with pytest.raises(Unavailable) as caught:
        back_up(database, at=NOW)
    assert caught.value.kind == "backup-on-server"
    database.close()


def test_what_is_beside_a_copy_must_make_sense(tmp_path: Path) -> None:
    (tmp_path / "papi-desk-20240506-090000.db").write_bytes(b"SQLite format 3\0")
    for text in ("", "[]", "{}", '{"file": 1}'):
        (tmp_path / "papi-desk-20240506-090000.json").write_text(text)
        assert copies_in(tmp_path) == []
    assert set(field_names(Copy)) >= {"digest", "sequence", "hash", "counts"}
