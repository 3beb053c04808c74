"""The queue: numbers in order without a gap, each called once, and what the display is given about people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layouts_pdf
from papi_desk.domain.errors import Refused
from papi_desk.services.matters import add_matter, take_matter_step
from papi_desk.services.public_site import public_board
from papi_desk.services.queue import Call, call_again, call_next, last_call, take_ticket, waiting_now
from papi_desk.services.setting_up import set_up

AT = datetime(2026, 4, 6, 9)
Desk = Any


@pytest.fixture
def register(counter_url: str) -> Any:
    database = Database(counter_url)
    database.upgrade()
    database.transact(set_up, at=AT)
    yield database
    database.close()


def test_numbers_are_called_in_their_order_and_again(register: Database, tmp_path: Path) -> None:
    taken = [register.transact(take_ticket, lay_out=kept_layout, at=AT) for _ in range(3)]
    assert [one.number for one in taken] == ["1", "2", "3"]
    assert layouts_pdf([Layout.from_bytes(taken[2].layout)]).startswith(b"%PDF")
    assert register.read(waiting_now, at=AT) == 3
    assert register.transact(call_next, "Quầy 1", at=AT) == Call(1, "Quầy 1", AT)
    assert register.transact(call_next, "Quầy 2", at=AT.replace(minute=1)).number == 2
    again = register.transact(call_again, "Quầy 1", at=AT.replace(minute=2))
    assert register.read(last_call, since=AT) == again == Call(1, "Quầy 1", AT.replace(minute=2))
    assert register.read(last_call, since=AT.replace(hour=10)) is None
    assert register.read(waiting_now, at=AT) == 1
    assert register.read(waiting_now, at=AT.replace(day=7)) == 0


def test_an_empty_queue_is_told_and_a_new_day_begins_at_one(register: Database) -> None:
    for use_case in (call_next, call_again):
        with pytest.raises(Refused) as refused:
            register.transact(use_case, "Quầy 1", at=AT)
        assert refused.value.kind == "queue-empty"
    register.transact(take_ticket, lay_out=kept_layout, at=AT)
    assert register.transact(take_ticket, lay_out=kept_layout, at=AT.replace(day=7)).number == "1"


def test_counters_that_call_at_once_never_call_the_same_number(register: Database) -> None:
    for _ in range(8):
        register.transact(take_ticket, lay_out=kept_layout, at=AT)
    with ThreadPoolExecutor(4) as desks:
        called = list(desks.map(lambda n: register.transact(call_next, f"Quầy {n % 4}", at=AT).number, range(8)))
    assert sorted(called) == list(range(1, 9))


def test_the_display_is_given_codes_with_masked_names_and_only_what_hangs_on_the_board(
    desk: Desk, database: Database
) -> None:
    case = desk.receive("1.004884", "2026-04-01 09:00")
    desk.step(case, "finish", "2026-04-02 09:00")
    notice = {"title": "Quyết toán", "group": "finance", "responsible": "Kế toán", "text": "CCCD 033090001234"}
    for forms in ("board", "website"):
        key = database.transact(add_matter, "disclosure", {**notice, "forms": forms}, at=AT)
        database.transact(take_matter_step, key, "post", at=AT)
    board = database.read(public_board, now=AT)
    assert board.ready == ((case.code, "N.V. Mẫu"),)
    assert [one.text for one in board.notices] == ["CCCD 033*******34"]
    assert board.hours == "07:30–11:30, 13:00–17:00"
    told = repr(board)
    assert not [word for word in ("Nguyễn Văn Mẫu", "0912345678", "Thôn Mẫu", "033090001234") if word in told]


def test_the_counters_named_in_the_settings_are_shown_with_who_is_there(desk: Desk, database: Database) -> None:
    assert [name for _, name in database.read(public_board, now=AT).counters] == ["Cán bộ tiếp nhận"]
    desk.choose({"counters": "Quầy 1: Nguyễn Thị Mẫu; Quầy 2"})
    assert database.read(public_board, now=AT).counters == (("Quầy 1", "Nguyễn Thị Mẫu"), ("Quầy 2", ""))
