"""The office's own profile and calendar: checked, and every change in the audit log."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.database import Database
from papi_desk.db.models.audit import AuditEntry
from papi_desk.domain.day_rules import DayRule
from papi_desk.domain.errors import Refused
from papi_desk.services.office import office_profile, put_days, set_office, set_setting, settings_list
from papi_desk.services.reference import reference
from papi_desk.services.upkeep import verify

NOW = datetime(2026, 11, 2, 8)


@pytest.mark.parametrize("name", ["superior", "unit", "place"])
def test_an_office_without_a_name_is_refused(database: Database, name: str) -> None:
    before = database.read(office_profile, on=NOW.date())
    with pytest.raises(Refused) as refused:
        database.transact(set_office, {name: "  "}, at=NOW)
    assert (refused.value.kind, refused.value.field) == ("office-field-wrong", name)
    assert database.read(office_profile, on=NOW.date()) == before


def test_every_day_of_a_loaded_calendar_stands_in_the_audit_log(database: Database) -> None:
    days = [DayRule(date(2026, 12, n), False, "office", "Nghỉ", "QĐ mẫu", "announced") for n in (21, 22)]
    assert database.transact(put_days, days, at=NOW) == 2
    noted = database.read(lambda s: s.scalars(select(AuditEntry.subject).where(AuditEntry.action == "calendar")).all())
    assert noted == ["2026-12-21", "2026-12-22"]
    assert database.read(verify) == []


def test_every_setting_has_a_name_and_a_default(database: Database) -> None:
    for line in database.read(settings_list):
        assert line.label, line.name
        assert not line.choices or line.default in line.choices, line.name


def test_every_setting_says_what_it_is_and_what_holds_until_the_office_chooses(database: Database) -> None:
    for line in database.read(settings_list):
        assert line.label, line.name
        assert not line.choices or line.default in line.choices, line.name


def test_a_change_taken_back_is_forgotten_though_another_desk_changes_something_next(database: Database) -> None:
    def regretted(session: Session) -> None:
        set_setting(session, "language", "en", at=NOW)
        assert reference(session).setting("language") == "en"
        raise Refused("nothing-changed", "name")

    before = database.read(lambda session: reference(session).setting("language"))
    with pytest.raises(Refused):
        database.transact(regretted)
    other = Database(database.engine.url.render_as_string(hide_password=False))
    other.transact(set_setting, "culture_day", "on", at=NOW)
    other.close()
    assert before == database.read(lambda session: reference(session).setting("language")) != "en"


def test_a_profile_read_in_the_use_case_that_wrote_it_is_sealed_as_written(database: Database) -> None:
    def named_and_used(session: Session) -> str:
        set_office(session, {"superior": "ỦY BAN NHÂN DÂN XÃ MẪU"}, at=NOW)
        return office_profile(session, on=NOW.date()).superior

    assert database.transact(named_and_used) == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert database.read(verify) == []
