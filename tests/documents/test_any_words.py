"""Whatever is typed: no paper loses a letter, sets one thing over another or runs over its margins."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from papi_desk.documents.fonts import packaged
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.documents.typesetting import Text
from papi_desk.documents.values import is_there, value_of
from papi_desk.domain.errors import Refused
from papi_desk.domain.forms import Element, Form
from papi_desk.domain.papers import FORM_WORDS
from papi_desk.domain.records import field_names, is_record, replace
from tests.documents.frames import assert_inside_the_frame

Made = Callable[..., Layout]

FACE = packaged()
_CUTS = (FACE.regular, FACE.bold, FACE.italic)
_FACES_LETTERS = sorted(set.intersection(*(set(cut.advances) for cut in _CUTS)) - {"\u00a0"})
_LETTERS = st.sampled_from(
    [c for c in _FACES_LETTERS if unicodedata.is_normalized("NFC", c)] + list("<&>{}*_^~|/@? 0123aăâêđơ") * 8
)
_TEXTS = st.text(_LETTERS, max_size=60) | st.text(_LETTERS, max_size=300)
_ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=24)
_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31))
_PLAIN: Mapping[type, st.SearchStrategy[Any]] = {
    str: _TEXTS.map(lambda text: unicodedata.normalize("NFC", text)),
    int: st.integers(0, 10**12),
    datetime: _MOMENTS,
    date: st.dates(date(1900, 1, 1), date(2999, 12, 31)),
}
_CODED: Mapping[str, st.SearchStrategy[str]] = {"lookup": _ASCII, "transfer": _ASCII, "desk_number": _ASCII}
"""What stands in codes: only what a scanner or phone can read is accepted there."""


def _any(kind: Any) -> st.SearchStrategy[Any]:
    """Return the strategy of a field's type: plain, optional, or rows."""
    if is_record(kind):
        hints = get_type_hints(kind)
        parts = {name: _CODED[name] if name in _CODED else _any(hints[name]) for name in field_names(kind)}
        return st.builds(kind, **parts)
    if rows := [one for one in get_args(kind) if is_record(one)]:
        return st.lists(_any(rows[0]), max_size=4).map(tuple)
    chosen = [_PLAIN[one] for one in get_args(kind) or (kind,) if one in _PLAIN]
    return st.one_of(*chosen, *([st.none()] if type(None) in get_args(kind) else []))


def _bare(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def _drawn(layout: Layout) -> str:
    marks = (mark for page in layout.pages for mark in page)
    return "".join(words for mark in marks if isinstance(mark, Text) for _, words in mark.runs)


def _typed(form: Form, words: Any) -> Counter[str]:
    """Count the letters of all texts that the form shows as they are."""
    shown: list[str] = []
    for element in form.elements:
        if element.condition is None or (element.condition and is_there(words, element.condition)):
            shown += _texts_of(element, words)
    return _bare("".join(FACE.regular.clean(text) for text in shown))


def _texts_of(element: Element, words: Any) -> list[str]:
    if element.negated or element.kind in ("qr", "bar"):
        return []
    rows = value_of(words, element.options["of"]) if element.kind == "table" else [words]
    parts = [column.words for column in element.columns] or element.parts
    slots = [p.content for part in parts for p in part if not isinstance(p.content, str) and p.content.path != "#"]
    values = [value_of(row, slot.path) for row in rows for slot in slots if slot.style == ""]
    return [value for value in values if isinstance(value, str)]


@pytest.mark.parametrize("form", FORM_WORDS)
def test_every_letter_is_there_and_inside_the_frame(made: Made, forms: Mapping[str, Form], form: str) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=set(Phase) - {Phase.explain})
    @given(words=_any(FORM_WORDS[form]))
    def check(words: Any) -> None:
        if form == "blank-slip":
            words = replace(words, number="DP-0007")
        layout = made(words, form, face=FACE)
        assert_inside_the_frame(layout)
        drawn = _bare(_drawn(layout))
        assert not _typed(forms[form], words) - drawn
        content = layout_pdf(layout)
        named = drawn + (_bare(f"(Liên 1: {layout.copies[0]})") if "copy" in _kinds(forms[form]) else Counter())
        read = _bare("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
        assert read == named
        assert Layout.from_bytes(layout.to_bytes()).to_bytes() == layout.to_bytes()

    check()


def _kinds(form: Form) -> set[str]:
    return {element.kind for element in form.elements}


_LONG = ("Số nhà 12, ngõ 345, đường <Ví Dụ & Mẫu>, thôn Mẫu, Nguyê\u0303n " * 6)[:300].strip()


def _crowded(kind: Any, rows: int) -> Any:
    """Fill every text with 300 letters and every table with many rows; what may be missing is missing."""
    hints, made = get_type_hints(kind), {}
    for name in field_names(kind):
        hint = hints[name]
        inner = next((one for one in get_args(hint) if is_record(one)), None)
        if is_record(hint):
            made[name] = _crowded(hint, rows)
        elif inner is not None:
            made[name] = (_crowded(inner, rows),) * rows
        elif hint is str:
            made[name] = "" if name in ("lookup", "transfer", "phone") else _LONG
        elif type(None) in get_args(hint):
            made[name] = None
        else:
            made[name] = 9 if hint is int else date(2026, 2, 28)
    return kind(**made)


@pytest.mark.parametrize("form", FORM_WORDS)
def test_long_names_and_forty_rows_flow_on_without_loss(made: Made, forms: Mapping[str, Form], form: str) -> None:
    words = _crowded(FORM_WORDS[form], 40)
    layout = made(words, form, face=FACE)
    assert_inside_the_frame(layout)
    assert not _typed(forms[form], words) - _bare(_drawn(layout))


@pytest.mark.parametrize("form", FORM_WORDS)
def test_a_letter_that_no_face_has_is_refused_by_name_in_every_form(
    made: Made, forms: Mapping[str, Form], form: str
) -> None:
    words = sample_words(forms[form], date(2026, 3, 2))
    with pytest.raises(Refused) as caught:
        made(replace(words, office=replace(words.office, unit="Trung tâm 林")), form)
    assert (caught.value.kind, caught.value.data["letter"]) == ("letter-not-printable", "林")
