"""Procedures change from a day on; cases received before keep what they were promised by."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.records import replace
from papi_desk.domain.version_words import (
    document_lines,
    limit_words,
    read_document_lines,
    read_limit_words,
)
from papi_desk.services.cases import NewCase, register_case
from papi_desk.services.procedure_versions import (
    catalogue_report,
    change_procedure,
    procedure_versions,
    read_procedures,
)
from papi_desk.services.procedures import find_procedures, procedure_sheet, store_catalogue
from papi_desk.settings import resource

AT = datetime(2026, 11, 23, 9)
CODE = "1.004884"
FROM = date(2026, 12, 1)
BASIS = "QĐ mẫu"


def _slower(database: Database, **more: object) -> None:
    changed = {"limit": read_limit_words("9 ngày làm việc"), "legal_basis": BASIS, **more}
    database.transact(change_procedure, CODE, changed, valid_from=FROM, at=AT)


def test_a_change_holds_from_its_day_and_not_before(database: Database) -> None:
    before = database.read(procedure_sheet, CODE, on=AT.date()).line.limit_words
    _slower(database)
    assert database.read(procedure_sheet, CODE, on=date(2026, 11, 30)).line.limit_words == before
    assert database.read(procedure_sheet, CODE, on=FROM).line.limit_words == "09 ngày làm việc"
    new, old = database.read(procedure_versions, CODE)
    assert (old.valid_to, new.valid_from) == (date(2026, 11, 30), FROM)
    assert {change.field for change in new.changes} >= {"limit", "legal_basis"}
    assert next(change.new for change in new.changes if change.field == "limit") == "09 ngày làm việc"


def test_a_case_received_before_keeps_its_promise(database: Database) -> None:
    new = NewCase(CODE, Person("person", "Nguyễn Văn Mẫu"))
    first = database.transact(register_case, new, at=AT).due_at
    _slower(database)
    assert database.transact(register_case, new, at=AT).due_at == first
    later = database.transact(register_case, new, at=datetime(2026, 12, 1, 9), recorded_at=datetime(2026, 12, 1, 9))
    assert later.due_at is not None
    assert later.due_at.date() == date(2026, 12, 14)


def test_a_procedure_with_two_versions_is_listed_once(database: Database) -> None:
    _slower(database)
    for day in (AT.date(), FROM):
        assert [line.code for line in database.read(find_procedures, query=CODE, on=day)] == [CODE]


def test_a_change_that_begins_no_later_replaces_the_earlier_one(database: Database) -> None:
    _slower(database)
    _slower(database, limit=read_limit_words("7 ngày"))
    newest, replaced, _ = database.read(procedure_versions, CODE)
    assert replaced.superseded_on == AT.date()
    assert newest.superseded_on is None
    assert database.read(procedure_sheet, CODE, on=FROM).line.limit_words == "07 ngày"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"name": "Tên mẫu"}, "basis-needed"),
        ({"name": " ", "legal_basis": BASIS}, "name-missing"),
        ({"valid_to": date(2026, 1, 1), "legal_basis": BASIS}, "period-reversed"),
    ],
)
def test_a_version_that_cannot_be_is_refused(database: Database, changed: dict[str, object], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        database.transact(change_procedure, CODE, changed, valid_from=FROM, at=AT)
    assert refused.value.kind == kind
    same = database.read(procedure_sheet, CODE, on=FROM).version.legal_basis
    with pytest.raises(Refused) as refused:
        database.transact(change_procedure, CODE, {"legal_basis": same or BASIS}, valid_from=FROM, at=AT)
    assert refused.value.kind == "nothing-changed"


def test_a_new_list_tells_what_it_would_change_and_changes_nothing(database: Database) -> None:
    versions = read_procedures(resource("data", "procedures.csv").read_text(encoding="utf-8"))
    report = database.read(catalogue_report, versions)
    assert (report.lines, report.unchanged) == ((), len(versions))
    first, second, *rest = versions
    fresh = replace(first, internal_id="", code="9.999999", code_unverified="", name="Thủ tục mẫu")
    report = database.read(catalogue_report, [fresh, replace(second, name="Tên khác"), *rest])
    assert {line.state: line.code for line in report.lines} == {
        "added": "9.999999", "changed": second.code, "absent": first.code,
    }  # fmt: skip
    [changed] = next(line.changes for line in report.lines if line.state == "changed")
    assert (changed.label, changed.old, changed.new) == ("Tên thủ tục", second.name, "Tên khác")
    done = database.transact(store_catalogue, [replace(second, name="Tên khác"), *rest], at=AT)
    assert (done.added, len(done.changed)) == (0, 1)


def test_every_limit_and_every_paper_can_be_written_and_read_again() -> None:
    for version in read_procedures(resource("data", "procedures.csv").read_text(encoding="utf-8")):
        again = read_limit_words(limit_words(version.limit))
        assert again.words() == version.limit.words()
        assert read_document_lines(document_lines(version.documents)) == version.documents


@pytest.mark.parametrize("typed", ["", "năm ngày", "5", "5 tuần", "5 ngày 15:00", "5 ngày +"])
def test_a_limit_that_says_nothing_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_limit_words(typed)


def test_the_paper_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read_document_lines("Tờ khai\nGiấy mẫu | một")
    assert refused.value.data["position"] == 2
