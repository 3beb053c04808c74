from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papi_desk.documents.codes import code128_modules, qr_modules
from papi_desk.documents.fonts import Typeface, packaged
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.documents.paper import A5, MM, Frame, Page, Sheet, pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.documents.typesetting import Bars, Fragment, Mark, Placed, Squares
from papi_desk.documents.values import spoken_words
from papi_desk.domain.forms import Form, slot_name
from papi_desk.domain.papers import FORM_WORDS, CaseWords
from papi_desk.domain.vietqr import BankAccount, transfer_text

ReadCodes = Callable[[bytes, int], set[str]]

ROLL = Frame(80 * MM, 120 * MM, 4 * MM, 4 * MM, 4 * MM, 4 * MM)
"""A slip of a thermal printer, 203 dots an inch, on paper 80 mm wide."""
LOOKUP = "https://example.vn/tra-cuu?ma=MC-240304-0001&k=7Q2M9KXW4T"
NUMBER = "MC-240304-0001"
PRINTABLE = "".join(map(chr, range(32, 127)))


def _paper(marks: list[Mark], face: Typeface, frame: Frame = A5) -> bytes:
    placed = [Placed(0, Fragment(tuple(marks), 60 * MM))]
    return pdf([Sheet.of(Page(frame, placed))], face=face, title="Mã", author="Ví Dụ")


def _bars(text: str, module: float = 0.38 * MM) -> Bars:
    """Place a Code 128 with its quiet zone of ten modules at the left."""
    return Bars(10 * module, 30 * MM, module, 10 * MM, code128_modules(text))


def _codes(form: Form, words: object) -> set[str]:
    """Return the texts of the codes that a form shows."""
    return {spoken_words(e.parts[0], words) for e in form.elements if e.kind in ("qr", "bar")}


@pytest.mark.parametrize("form", FORM_WORDS)
def test_every_code_of_every_form_is_read_from_its_picture(
    made: Callable[..., Layout], forms: Mapping[str, Form], read_codes: ReadCodes, form: str
) -> None:
    words = sample_words(forms[form], date(2026, 3, 2))
    content = layout_pdf(made(words, form), copies=max(1, len(forms[form].copies)))
    for dpi in (203,) if forms[form].page == "roll-80" else (300, 150):
        assert read_codes(content, dpi) == _codes(forms[form], words)


def test_the_forms_that_go_with_a_case_carry_its_number(forms: Mapping[str, Form]) -> None:
    bars = {name for name, form in forms.items() if "bar" in {element.kind for element in form.elements}}
    assert bars >= {name for name, kind in FORM_WORDS.items() if kind is CaseWords} - {"rating"}


def test_no_personal_number_is_in_any_code(forms: Mapping[str, Form]) -> None:
    for form in forms.values():
        slots = {slot_name(p) for e in form.elements if e.kind in ("qr", "bar") for p in e.parts[0]}
        assert slots <= {"lookup", "transfer", "desk_number", "number"}


@pytest.mark.parametrize("dpi", [300, 150])
def test_two_copies_on_one_sheet_are_read_alike(
    words: CaseWords, made: Callable[..., Layout], read_codes: ReadCodes, dpi: int
) -> None:
    content = layout_pdf(made(words), copies=2, sheet="a4")
    assert read_codes(content, dpi) == {words.lookup, words.desk_number}


@pytest.mark.parametrize("dpi", [300, 150])
def test_both_codes_are_read_from_an_a5_page(face: Typeface, read_codes: ReadCodes, dpi: int) -> None:
    content = _paper([Squares(0, 0, 19 * MM, qr_modules(LOOKUP)), _bars(NUMBER)], face)
    assert read_codes(content, dpi) == {LOOKUP, NUMBER}


def test_codes_are_read_from_a_thermal_slip(face: Typeface, read_codes: ReadCodes) -> None:
    code = "H31.12.5-240304-0007"
    marks: list[Mark] = [Squares(0, 0, 25 * MM, qr_modules(LOOKUP)), _bars(NUMBER)]
    content = _paper([*marks, Squares(30 * MM, 0, 22 * MM, qr_modules(code))], face, ROLL)
    assert read_codes(content, 203) == {LOOKUP, code, NUMBER}


@pytest.mark.parametrize(("dpi", "side"), [(300, 25), (150, 25), (203, 30)])
def test_a_transfer_is_read_from_a_fee_slip(face: Typeface, read_codes: ReadCodes, dpi: int, side: int) -> None:
    asked = transfer_text(BankAccount("970499", "0123456789012"), 16_000, "MC-240304-0001 Le phi")
    assert read_codes(_paper([Squares(0, 0, side * MM, qr_modules(asked))], face), dpi) == {asked}


@pytest.mark.parametrize("text", ["Ủy ban nhân dân xã Ví Dụ", "é", "日本", "€ 16.000", "1234567890", "x" * 200])
@pytest.mark.parametrize("dpi", [300, 150])
def test_a_qr_code_keeps_every_letter(face: Typeface, read_codes: ReadCodes, text: str, dpi: int) -> None:
    assert read_codes(_paper([Squares(0, 0, 40 * MM, qr_modules(text))], face), dpi) == {text}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(PRINTABLE, min_size=2, max_size=20))
def test_a_code_128_keeps_every_sign(read_codes: ReadCodes, text: str) -> None:
    wide = Frame(210 * MM, 60 * MM, 5 * MM, 5 * MM, 5 * MM, 5 * MM)
    assert text in read_codes(_paper([_bars(text)], packaged(), wide), 300)  # a reader may see more than is there
