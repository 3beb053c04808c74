"""The account for fees is kept as the bank writes it, or not at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.services.office import get_setting, set_setting
from papi_desk.services.setting_up import set_up

NOW = datetime(2024, 5, 7, 8)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [("bank_bin", "9704 99", "970499"), ("bank_account", " 0123 4567.89 ", "0123456789"), ("bank_account", "", "")],
)
def test_numbers_are_kept_without_gaps(database: Database, name: str, typed: str, kept: str) -> None:
    database.transact(set_up, at=NOW)
    database.transact(set_setting, name, typed, at=NOW)
    assert database.read(get_setting, name).value == kept


@pytest.mark.parametrize(
    ("name", "typed", "kind"),
    [("bank_bin", "97049", "bank-bin-shape"), ("bank_account", "0123/456", "bank-account-shape")],
)
def test_a_malformed_number_is_refused_and_nothing_changes(
    database: Database, name: str, typed: str, kind: str
) -> None:
    database.transact(set_up, at=NOW)
    with pytest.raises(Refused, match=kind):
        database.transact(set_setting, name, typed, at=NOW)
    assert database.read(get_setting, name).value == ""
