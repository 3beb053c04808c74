from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.documents.fonts import NO_BREAK, packaged
from papi_desk.documents.typesetting import Fragment, balanced, depth, paginate, wrap

_FONT = packaged().regular
_WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyỄẶ .,-", max_size=200)


def _text(lines: list) -> list[str]:
    return ["".join(words for _, words in line.runs) for line in lines]


@given(text=_WORDS, measure=st.floats(15, 400))
def test_lines_lose_no_letter_and_are_never_too_long(text: str, measure: float) -> None:
    lines = wrap([(_FONT, text)], 10, measure)
    assert "".join("".join(_text(lines)).split()) == "".join(text.split())
    assert all(_FONT.width(line, 10) <= measure + 0.001 for line in _text(lines))


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert "".join(_text(wrap([(_FONT, "x" * 100)], 10, 60))) == "x" * 100


def test_tied_words_stay_on_one_line_and_read_as_words() -> None:
    lines = _text(wrap([(_FONT, f"hẹn trả ngày{NO_BREAK}04")], 10, _FONT.width("hẹn trả ngày", 10) + 1))
    assert lines == ["hẹn trả", "ngày 04"]


def test_runs_that_touch_are_one_word() -> None:
    bold = packaged().bold
    lines = wrap([(_FONT, "Số: "), (bold, "12"), (_FONT, ",")], 10, 200)
    assert _text(lines) == ["Số: 12,"]


def test_centred_heads_break_evenly_and_never_inside_a_word() -> None:
    words = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    first, second = _text(balanced([(_FONT, words)], 10, _FONT.width(words, 10) - 1))
    assert f"{first} {second}" == words
    assert abs(len(first) - len(second)) < 6
    assert _text(balanced([(_FONT, "Trước hạn")], 10, _FONT.width("Trước", 10) + 1)) == ["Trước", "hạn"]


def _strip(height: float, **kept: object) -> Fragment:
    return Fragment((), height, **kept)  # type: ignore[arg-type]


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    pages = paginate([_strip(80), _strip(10, with_next=True), _strip(20)], 100, lambda _: _strip(5), 100)
    assert [[placed.fragment.height for placed in page] for page in pages] == [[80], [5, 10, 20]]


def test_a_table_repeats_its_head_on_the_next_page() -> None:
    head = _strip(10)
    rows = [_strip(30, repeat=head) for _ in range(4)]
    pages = paginate([head, *rows], 75, lambda _: _strip(5), 75)
    assert [[placed.fragment.height for placed in page] for page in pages] == [[10, 30, 30], [5, 10, 30, 30]]
    assert depth(pages[1]) == pytest.approx(75)
