"""The registers of two communes come together: every number is found, nothing is lost, both chains stay proved."""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from papi_desk.cli import main
from papi_desk.commands.given import open_register
from papi_desk.db.database import Database
from papi_desk.db.joining import LEFT, MATCHED, PAGES, TAKEN
from papi_desk.db.models.every import Base
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import month_period
from papi_desk.services.attachments import attach, attachment_content, attachments
from papi_desk.services.case_files import case_file
from papi_desk.services.case_lists import find_cases
from papi_desk.services.cases import NewCase, register_case, take_step
from papi_desk.services.joining import join_register, other_register
from papi_desk.services.matter_lists import find_matters
from papi_desk.services.matters import add_matter
from papi_desk.services.months import close_month, verify_month
from papi_desk.services.office import set_office, set_setting
from papi_desk.services.officers import add_officer, officers_at
from papi_desk.services.slips import case_of_slip
from papi_desk.services.undo import undo_step
from papi_desk.services.upkeep import verify

KEPT = Path(__file__).resolve().parents[1] / "data" / "registers" / "0009.db.xz"
BEFORE, NOW = datetime(2026, 10, 5, 8), datetime(2026, 12, 7, 8)
SCAN = b"%PDF-1.4 mau"
OTHER_FIRST = "XM-261005-0001"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Return the register of the other commune, of an older version, with a scan and an undone step."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "papi-desk.db").write_bytes(lzma.decompress(KEPT.read_bytes()))
    database = open_register(folder, None, NOW, quietly=True)
    database.transact(attach, "XM-261005-0002", "quet.pdf", SCAN, at=NOW)
    database.transact(take_step, "XM-261005-0004", "finish", at=NOW)
    database.transact(undo_step, "XM-261005-0004", at=NOW)
    database.close()
    return folder / "papi-desk.db"


@pytest.fixture
def ours(database_url: str, own_folder: Path) -> Iterator[Database]:
    """Return a register whose office has the same desk code, an officer of the same name and a closed month."""
    own_folder.mkdir(exist_ok=True)
    database = open_register(own_folder, database_url, BEFORE, quietly=True)
    database.transact(set_office, {"superior": "ỦY BAN NHÂN DÂN XÃ MỚI", "place": "Xã Mới"}, at=BEFORE)
    database.transact(set_setting, "desk_code", "XM", at=BEFORE)
    database.transact(add_officer, "Trần Thị Ví Dụ", "", at=BEFORE)
    for _ in range(2):
        database.transact(register_case, NewCase("1.004884", Person("person", "Vũ Văn Mẫu")), at=BEFORE)
    notice = {"group": "land-plan", "title": "Kế hoạch mẫu", "responsible": "Trần Thị Ví Dụ"}
    database.transact(add_matter, "disclosure", notice, at=BEFORE)
    database.transact(close_month, month_period(2026, 10), at=datetime(2026, 11, 2, 8))
    yield database
    database.close()


def test_it_is_settled_for_every_table_whether_its_rows_come_over() -> None:
    taken = {table.name for table in (*TAKEN, *PAGES)}
    assert {*taken, *MATCHED, *LEFT, "audit_log", "audit_head"} == set(Base.metadata.tables)
    assert not taken & (MATCHED | LEFT)


def join(database: Database, path: Path, prefix: str = "b", *, dry: bool = False) -> Any:
    with other_register(path, at=NOW) as (opened, digest):
        run: Callable[..., Any] = database.read if dry else database.transact
        return run(join_register, opened, digest=digest, prefix=prefix, at=NOW)


def codes(database: Database, query: str = "") -> list[str]:
    return sorted(line.code for line in database.read(find_cases, query=query, now=NOW))


def test_a_trial_tells_what_would_come_and_changes_nothing(ours: Database, other: Path) -> None:
    content = other.read_bytes()
    told = join(ours, other, dry=True)
    assert told.series == {"XM-261005": "B.XM-261005"}
    assert told.officers["Trần Thị Ví Dụ"] == "Trần Thị Ví Dụ (B)"
    assert (told.counts["cases"], told.name) == (5, "ỦY BAN NHÂN DÂN XÃ MẪU")
    assert codes(ours) == ["XM-261005-0001", "XM-261005-0002"]
    assert len(ours.read(officers_at, on=NOW.date())) == 2
    assert ours.read(verify) == []
    assert other.read_bytes() == content
    assert not list(Path(str(ours.engine.url.database)).parent.glob("tep-kem"))


def test_everything_of_the_other_register_is_found_here_and_proved(ours: Database, other: Path) -> None:
    with closing(sqlite3.connect(other)) as theirs:
        steps = dict(
            theirs.execute("SELECT c.code, count(*) FROM cases c JOIN case_events e ON e.case_id = c.id GROUP BY 1")
        )
        wanted = "SELECT max(lookup) FROM issued_papers WHERE case_id = (SELECT id FROM cases WHERE code = ?)"
        (key,) = theirs.execute(wanted, (OTHER_FIRST,)).fetchone()
    done = join(ours, other)
    assert ours.read(verify) == []
    assert codes(ours) == sorted(["XM-261005-0001", "XM-261005-0002", *(f"B.{code}" for code in steps)])
    assert codes(ours, OTHER_FIRST) == [f"B.{OTHER_FIRST}", OTHER_FIRST]
    for code, count in steps.items():
        file = ours.read(case_file, f"B.{code}", at=NOW)
        assert len(file.history) == count
        assert "Mẫu" in file.owner.name
    assert ours.read(case_of_slip, OTHER_FIRST, key) == f"B.{OTHER_FIRST}"
    assert ours.read(case_of_slip, OTHER_FIRST) == OTHER_FIRST
    (scan,) = ours.read(attachments, "B.XM-261005-0002")
    assert ours.read(attachment_content, scan.id) == SCAN
    assert done.matters == {"CK-2026-0001": "CK-2026-0002"}
    notices = ours.read(find_matters, "disclosure", query="ck-2026-0001", on=NOW.date())
    assert [(line.key, line.title) for line in notices] == [("CK-2026-0002", "Quyết định mẫu")]
    month = ours.read(verify_month, month_period(2026, 10), now=NOW)
    assert (month.ok, {one.code for one in month.cases} - {f"B.{code}" for code in steps}) == (True, set())


def test_the_desk_goes_on_behind_what_came(ours: Database, other: Path) -> None:
    join(ours, other)
    ours.transact(take_step, "B.XM-261005-0004", "finish", at=NOW, by="Trần Thị Ví Dụ (B)")
    done = ours.transact(register_case, NewCase("1.004884", Person("person", "Vũ Văn Mẫu")), at=BEFORE, recorded_at=NOW)
    assert done.code == "XM-261005-0003"
    assert ours.read(verify) == []


def test_a_register_comes_once_and_never_into_itself(ours: Database, other: Path) -> None:
    join(ours, other)
    for path, prefix, kind in (
        (other, "c", "join-again"),
        (other, "b", "join-prefix-taken"),
        (other, "ă", "join-prefix"),
    ):
        with pytest.raises(Refused) as refused:
            join(ours, path, prefix)
        assert refused.value.kind == kind


def test_what_came_cannot_be_changed_unseen(ours: Database, other: Path) -> None:
    join(ours, other)
    on = "" if ours.engine.dialect.name == "sqlite" else " ON joined_log"
    seen: set[str] = set()
    for change, kinds in (
        (f"DROP TRIGGER joined_log_no_update{on}", set[str]()),
        (f"DROP TRIGGER joined_log_no_delete{on}", set[str]()),
        ("UPDATE joined_log SET officer = 'X' WHERE sequence = 4", {"joined-audit-edited"}),
        ("DELETE FROM joined_log WHERE sequence = 5", {"joined-audit-gap", "joined-audit-link"}),
        ("DELETE FROM joined_pages WHERE kind = 'book_pages'", {"joined-page-removed", "row-missing"}),
        ("UPDATE parties SET name = 'X' WHERE id = (SELECT max(id) FROM parties)", {"row-changed"}),
    ):
        with ours.engine.connect() as connection, connection.begin():
            connection.execute(text(change))
        found = {problem.kind for problem in ours.read(verify)}
        assert found - seen == kinds
        seen = found


def test_a_register_with_something_wrong_in_it_is_not_taken_over(ours: Database, other: Path) -> None:
    with closing(sqlite3.connect(other)) as theirs, theirs:
        theirs.execute("UPDATE counters SET value = 9 WHERE name = 'case/XM-261005'")
    with pytest.raises(Refused) as refused:
        join(ours, other)
    assert refused.value.kind == "join-problems"


def test_the_command_tells_first_and_keeps_a_copy_of_what_was(
    other: Path, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_folder.mkdir()
    main(["register", "--procedure", "1.004884", "--name", "Vũ Văn Mẫu", "--now", "2026-10-05T08:00"])
    capsys.readouterr()
    assert main(["join", str(other), "--prefix", "B", "--dry-run"]) == 0
    assert "Sẽ nhập sổ của ỦY BAN NHÂN DÂN XÃ MẪU: 5 hồ sơ" in capsys.readouterr().out
    assert main(["join", str(other), "--prefix", "B", "--now", "2026-12-07T08:00", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (own_folder / told["copy"]).is_file()
    assert (told["series"], told["counts"]["cases"]) == ({}, 5)
    assert main(["join", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["cases"] == 5
    assert main(["case", OTHER_FIRST, "--json"]) == 0
    assert main(["join", str(own_folder / told["copy"]), "--prefix", "C", "--json"]) == 1
