"""Which copies stay, when the next is due, and a key that people can write down."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.backups import Age, BackupPlan, age_of, is_due, kept
from papi_desk.domain.errors import Refused
from papi_desk.domain.recovery_key import ALPHABET, SECRET_BITS, cipher_key, key_name, read_back, written

NOW = datetime(2026, 12, 1, 16, 30)
MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=80)


def test_two_years_of_copies_shrink_to_the_last_ones_one_a_day_and_one_a_month() -> None:
    every = [NOW - timedelta(hours=4 * number) for number in range(2 * 365 * 6)]
    stay = sorted(kept(every, BackupPlan()), reverse=True)
    assert stay[:24] == every[:24]
    assert len({moment.date() for moment in stay if moment > NOW - timedelta(days=30)}) == 30
    assert len({(moment.year, moment.month) for moment in stay}) == 12
    assert len(stay) <= 24 + 30 + 12


@given(MOMENTS, st.integers(1, 30), st.integers(0, 40), st.integers(0, 20))
def test_the_newest_copy_always_stays_and_rotation_twice_takes_no_more(
    moments: list[datetime], last: int, days: int, months: int
) -> None:
    plan = BackupPlan(keep_last=last, keep_days=days, keep_months=months)
    stay = kept(moments, plan)
    assert stay <= set(moments)
    assert not moments or max(moments) in stay
    assert kept(stay, plan) == stay


def test_a_clock_set_back_is_seen_and_puts_no_copy_off() -> None:
    assert age_of(NOW, NOW - timedelta(days=400), 4) is Age.AHEAD
    assert is_due(NOW, NOW - timedelta(days=400), 4)


@pytest.mark.parametrize(
    ("hours", "age", "due"), [(1, Age.FRESH, False), (5, Age.OLD, True), (30, Age.STALE, True), (None, Age.NEVER, True)]
)
def test_a_copy_is_fresh_old_too_old_or_was_never_made(hours: int | None, age: Age, due: bool) -> None:
    last = None if hours is None else NOW - timedelta(hours=hours)
    assert (age_of(last, NOW, 4), is_due(last, NOW, 4)) == (age, due)


def test_a_number_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        BackupPlan().with_number("keep_last", 0)
    assert caught.value.kind == "backup-number"


@given(st.integers(0, 2**SECRET_BITS - 1))
def test_a_key_is_read_back_however_it_is_typed(secret: int) -> None:
    text = written(secret)
    assert read_back(text) == secret
    assert read_back(text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == secret
    assert key_name(secret) not in text
    assert len(cipher_key(secret)) == 64


def test_every_wrong_letter_every_two_swapped_letters_and_groups_are_found() -> None:
    chance = random.Random(7)
    for _ in range(40):
        text = written(chance.getrandbits(SECRET_BITS)).replace("-", "")
        wrong = [
            text[:place] + other + text[place + 1 :]
            for place in range(len(text)) for other in ALPHABET if other != text[place]
        ]  # fmt: skip
        wrong += [
            text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            for place in range(len(text) - 1) if text[place] != text[place + 1] and place % 6 != 5
        ]  # fmt: skip
        groups = [text[place : place + 6] for place in range(0, 36, 6)]
        wrong += ["".join([*groups[:n], groups[n + 1], groups[n], *groups[n + 2 :]]) for n in range(5)]
        for one in wrong:
            with pytest.raises(Refused) as caught:
                read_back(one)
            assert caught.value.kind == "key-group"
