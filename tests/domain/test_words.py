from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.errors import Refused
from papi_desk.domain.words import MOST, in_words

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_back(text: str) -> int:
    """Read words as a listener would: keep the last digit heard, and multiply at each place name."""
    words = text.lower().removesuffix(" đồng").split()
    billions = millions_and_below = group = digit = 0
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "linh":
            digit = 0
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * {"mươi": 10, "trăm": 100}[word], 0
        elif word == "tỷ":
            billions, millions_and_below, group, digit = millions_and_below + group + digit, 0, 0, 0
        else:
            scale = {"triệu": 1_000_000, "nghìn": 1_000}[word]
            millions_and_below, group, digit = millions_and_below + (group + digit) * scale, 0, 0
    return billions * 1_000_000_000 + millions_and_below + group + digit


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_050, "Một nghìn không trăm năm mươi đồng"),
        (8_000, "Tám nghìn đồng"),
        (14_000, "Mười bốn nghìn đồng"),
        (100_000, "Một trăm nghìn đồng"),
        (1_000_001, "Một triệu không trăm linh một đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (2_000_000_000, "Hai tỷ đồng"),
        (1_000_000_024, "Một tỷ không trăm hai mươi tư đồng"),
        (1_005_000_000_000, "Một nghìn không trăm linh năm tỷ đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (21_000_000_005_000, "Hai mươi mốt nghìn tỷ không trăm linh năm nghìn đồng"),
    ],
)
def test_an_amount_is_written_as_the_law_reads_it(amount: int, words: str) -> None:
    assert in_words(amount) == words


@given(st.one_of(st.integers(0, 9_999), st.integers(0, MOST)))
def test_words_read_back_give_the_amount(amount: int) -> None:
    assert read_back(in_words(amount)) == amount


@given(st.lists(st.sampled_from([0, 1, 4, 5, 10, 15, 21, 24, 100, 104, 999]), min_size=5, max_size=5))
def test_words_with_empty_places_read_back_give_the_amount(groups: list[int]) -> None:
    amount = sum(group * 1_000**place for place, group in enumerate(groups))
    assert read_back(in_words(amount)) == amount


@given(st.integers(0, MOST))
def test_words_begin_with_a_capital_and_never_hold_two_spaces(amount: int) -> None:
    text = in_words(amount)
    assert text[0].isupper()
    assert "  " not in text
    assert text.endswith(" đồng")


@pytest.mark.parametrize("amount", [-1, MOST + 1])
def test_an_amount_out_of_range_is_refused(amount: int) -> None:
    with pytest.raises(Refused) as refusal:
        in_words(amount)
    assert (refusal.value.kind, refusal.value.field) == ("amount-range", "amount")
