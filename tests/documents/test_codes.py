from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.documents.codes import code128_modules, dark_runs, qr_modules
from papi_desk.domain.errors import Refused

TYPED = string.digits + string.ascii_letters + string.punctuation + " "


@pytest.mark.parametrize(("text", "side"), [("1", 21), ("https://example.vn/tra-cuu?ma=MC-240304-0001", 29)])
def test_a_qr_code_is_square_and_begins_with_its_finder(text: str, side: int) -> None:
    modules = qr_modules(text)
    assert [len(row) for row in modules] == [side] * side
    for corner in (modules[0][:7], modules[0][-7:], modules[-1][:7]):
        assert all(corner)


def test_a_code_is_the_same_each_time() -> None:
    first = qr_modules("Ví Dụ"), code128_modules("MC-240304-0001")
    qr_modules.cache_clear()
    code128_modules.cache_clear()
    assert (qr_modules("Ví Dụ"), code128_modules("MC-240304-0001")) == first


@given(text=st.text(TYPED, min_size=1, max_size=80))
def test_a_code_128_has_eleven_modules_a_sign_and_thirteen_at_its_end(text: str) -> None:
    modules = code128_modules(text)
    assert len(modules) % 11 == 2
    assert modules[0]
    assert modules[-1]


def test_a_desk_number_fits_an_a5_page_with_its_quiet_zones() -> None:
    assert (len(code128_modules("MC-240304-0001")) + 20) * 0.38 < 124


@pytest.mark.parametrize("letter", ["Đ", "é", "\n", "\u00a0", "\u0000"])
def test_a_letter_that_code_128_does_not_have_is_refused_by_name(letter: str) -> None:
    with pytest.raises(Refused) as refused:
        code128_modules(f"MC-{letter}")
    assert refused.value.kind == "letter-not-in-barcode"
    assert refused.value.data["code"] == f"U+{ord(letter):04X}"


def test_a_barcode_too_long_for_a_page_is_refused() -> None:
    with pytest.raises(Refused, match="barcode-too-long"):
        code128_modules("x" * 81)


def test_a_look_up_text_is_counted_in_bytes() -> None:
    assert qr_modules("ầ" * 66)
    with pytest.raises(Refused, match="lookup-too-long"):
        qr_modules("ầ" * 67)


@given(st.lists(st.booleans()))
def test_dark_runs_are_all_that_is_dark(modules: list[bool]) -> None:
    drawn = [False] * len(modules)
    for start, length in dark_runs(modules):
        assert not any(drawn[max(0, start - 1) : start + length])
        drawn[start : start + length] = [True] * length
    assert drawn == modules
