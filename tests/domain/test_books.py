"""Money parted by kind, cash counted, names cut for a table, and what fits on a sheet."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.books import is_late_entry, sheets, short_title
from papi_desk.domain.cash import Share, counted_cash, share_of
from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import ReportColumn, ReportRow

COLUMNS = (ReportColumn("tt", ("TT",), "order", 9), ReportColumn("name", ("Tên",), "text", 40))


@pytest.mark.parametrize(
    ("amount", "before", "owed", "share"),
    [
        (16000, 0, [("fee", 16000)], Share(0, 16000)),
        (5000, 0, [("charge", 5000)], Share(5000, 0)),
        (13000, 0, [("charge", 5000), ("fee", 8000)], Share(5000, 8000)),
        (4000, 3000, [("charge", 5000), ("fee", 8000)], Share(2000, 2000)),
        (9000, 0, [("charge", 5000)], Share(9000, 0)),
        (9000, 0, [("charge", None), ("fee", 4000)], Share(0, 9000)),
        (9000, 0, [], Share(0, 9000)),
    ],
)
def test_a_payment_is_parted_by_what_is_owed(
    amount: int, before: int, owed: list[tuple[str, int | None]], share: Share
) -> None:
    assert share_of(amount, before, owed) == share


@given(
    st.lists(st.integers(1, 10**6), max_size=5),
    st.lists(st.tuples(st.sampled_from(["fee", "charge"]), st.none() | st.integers(0, 10**6)), max_size=4),
)
def test_the_two_parts_of_every_payment_make_the_whole(payments: list[int], owed: list[tuple[str, int | None]]) -> None:
    before = 0
    for amount in payments:
        share = share_of(amount, before, owed)
        assert share.charge + share.fee == amount
        assert min(share.charge, share.fee) >= 0
        before += amount


def test_cash_is_counted_by_notes_or_as_a_sum() -> None:
    assert counted_cash({500_000: 2, 1_000: 3}, None) == 1_003_000
    assert counted_cash({}, 20_000) == 20_000
    assert counted_cash({20_000: 1}, 20_000) == 20_000


@pytest.mark.parametrize(
    ("notes", "counted", "kind"),
    [
        ({3_000: 1}, None, "cash-note-unknown"),
        ({1_000: -1}, None, "cash-count-wrong"),
        ({}, -5, "cash-count-wrong"),
        ({1_000: 1}, 2_000, "cash-count-differs"),
    ],
)
def test_a_count_that_cannot_be_is_refused(notes: dict[int, int], counted: int | None, kind: str) -> None:
    with pytest.raises(Refused) as caught:
        counted_cash(notes, counted)
    assert caught.value.kind == kind


def test_a_long_name_is_cut_after_a_whole_word_and_keeps_its_code() -> None:
    assert short_title("Đăng ký khai sinh", "1.001193") == "Đăng ký khai sinh"
    cut = short_title("Chứng thực bản sao, " * 12, "2.000815")
    assert cut.endswith("… (2.000815)")
    assert len(cut) <= 105
    assert not cut.removesuffix("… (2.000815)").endswith((",", " "))


def test_a_section_head_never_stands_last_on_a_sheet() -> None:
    rows = [*(ReportRow((n, "Mẫu")) for n in range(4)), ReportRow(("Ghi thêm",), "section"), ReportRow((None, "Mẫu"))]
    parted = list(sheets(rows, COLUMNS, 5))
    assert [row.kind for row in parted[0]] == ["row"] * 4
    assert [row.kind for row in parted[1]] == ["section", "row"]


@given(st.lists(st.text("ab ", max_size=300), max_size=30), st.integers(3, 40))
def test_every_row_comes_on_one_sheet_and_in_order(names: list[str], room: int) -> None:
    rows = [ReportRow((number, name)) for number, name in enumerate(names)]
    parted = list(sheets(rows, COLUMNS, room))
    assert [row for sheet in parted for row in sheet] == rows
    assert all(parted) or parted == [[]]


@given(st.timedeltas(timedelta(0), timedelta(days=2)), st.sampled_from([15, 60, 480]))
def test_a_late_entry_is_one_beyond_the_offices_minutes(passed: timedelta, minutes: int) -> None:
    at = datetime(2024, 5, 6, 9)
    assert is_late_entry(at, at + passed, minutes) == (passed > timedelta(minutes=minutes))
