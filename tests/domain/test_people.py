from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.errors import Refused
from papi_desk.domain.people import (
    Person,
    check_email,
    check_personal_number,
    check_phone,
    check_sex,
    check_tax_code,
    initials,
    mask_number,
    mask_phone,
    search_key,
    tidy_name,
)

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
PLAIN = dict(zip("ăâêôơưđ", "aaeooud", strict=True))
LOWER = {
    unicodedata.normalize("NFC", vowel + tone): PLAIN.get(vowel, vowel)
    for vowel in VOWELS
    for tone in TONES
    if vowel not in "aeiouy" or tone
} | {"đ": "d"}
LETTERS = LOWER | {letter.upper(): plain for letter, plain in LOWER.items()}
NAME = "Nguyễn Văn Mẫu"


def refusal_of(action: object, *arguments: object) -> tuple[str, str | None]:
    assert callable(action)
    with pytest.raises(Refused) as refusal:
        action(*arguments)
    return refusal.value.kind, refusal.value.field


def test_there_are_134_vietnamese_letters_with_marks() -> None:
    assert len(LETTERS) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_vietnamese_letter_is_searched_without_marks(form: str) -> None:
    written = unicodedata.normalize(form, "".join(LETTERS))
    assert search_key(written) == "".join(LETTERS.values())


@given(st.text(st.sampled_from("".join(LETTERS) + "abc xyz-/0123"), max_size=60))
def test_a_search_key_is_ascii_and_its_own_search_key(text: str) -> None:
    key = search_key(text)
    assert key.isascii()
    assert search_key(key) == key
    assert key == search_key(unicodedata.normalize("NFD", text)) == search_key(text.upper())


@given(st.text(max_size=60))
def test_any_text_has_a_search_key_with_single_spaces(text: str) -> None:
    key = search_key(text)
    assert key == " ".join(key.split())


def test_a_search_key_drops_spaces_that_print_nothing() -> None:
    assert search_key(" \u200bĐặng\u00a0 Thị  Ánh\n") == "dang thi anh"


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Đăng ký khai sinh", "dkks"), ("khai sinh", "ks"), ("Tách hộ (thử)", "tht"), ("", "")],
)
def test_initials_are_the_first_letters_of_the_words(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_a_name_is_kept_in_nfc_with_the_capitals_as_typed() -> None:
    typed = unicodedata.normalize("NFD", "  NGUYỄN  Văn\tmẫu\ufeff ")
    assert tidy_name(typed) == "NGUYỄN Văn mẫu"


@pytest.mark.parametrize(
    ("number", "birth_date", "sex"),
    [
        ("033090001234", date(1990, 9, 2), "male"),
        ("033190001234", date(1990, 9, 2), "Nữ"),
        ("034205001234", date(2005, 1, 1), "Nam"),
        ("034305001234", date(2005, 1, 1), "female"),
        (" 033 090 001 234 ", None, None),
    ],
)
def test_a_number_that_fits_birth_and_sex_is_not_warned_of(
    number: str, birth_date: date | None, sex: str | None
) -> None:
    assert check_personal_number(number, birth_date=birth_date, sex=sex) == []


def test_a_number_of_another_year_or_sex_is_warned_of_and_not_refused() -> None:
    warnings = check_personal_number("033090001234", birth_date=date(1991, 1, 1), sex="female")
    assert warnings == [
        "Số định danh ghi năm sinh 1990, khác năm sinh đã nhập (1991).",
        "Số định danh ghi giới tính Nam, khác giới tính đã nhập (Nữ).",
    ]


def test_a_number_of_a_century_to_come_is_warned_of() -> None:
    assert "2190" in check_personal_number("033490001234")[0]
    assert "2030" in check_personal_number("033230001234", on=date(2024, 3, 4))[0]


def test_a_number_of_no_province_is_warned_of() -> None:
    assert "000" in check_personal_number("000090001234")[0]


@pytest.mark.parametrize("number", ["", "145678901", "03309000123", "0330900012345", "03309000123A", "０33090001234"])
def test_a_number_without_twelve_digits_is_refused(number: str) -> None:
    assert refusal_of(check_personal_number, number) == ("id-number-shape", "id_number")


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_any_twelve_digits_are_at_most_warned_of(number: str) -> None:
    assert all(warning.endswith(".") for warning in check_personal_number(number))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100233488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("0314409058002", "0314409058-002"),
        (" 0100 233 488 ", "0100233488"),
        ("033090001234", "033090001234"),
    ],
)
def test_a_tax_code_is_kept_as_printed(typed: str, kept: str) -> None:
    assert check_tax_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("0100233489", "tax-code-checksum"),
        ("0100000000", "tax-code-checksum"),
        ("0314409058-000", "tax-code-shape"),
        ("031440905", "tax-code-shape"),
        ("0314409058-02", "tax-code-shape"),
        ("abc", "tax-code-shape"),
    ],
)
def test_a_wrong_tax_code_is_refused(typed: str, kind: str) -> None:
    assert refusal_of(check_tax_code, typed) == (kind, "tax_code")


@given(st.from_regex(r"[0-9]{2}[1-9][0-9]{6}", fullmatch=True))
def test_at_most_one_check_digit_fits_a_tax_code(first: str) -> None:
    fitting = []
    for digit in "0123456789":
        with suppress(Refused):
            fitting.append(check_tax_code(first + digit))
    assert len(fitting) <= 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912345678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+84 (0) 912-345-678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("0845123456", "0845123456"),
        ("02213 862 345", "02213862345"),
        ("+84 227 3831 234", "02273831234"),
    ],
)
def test_a_phone_number_is_kept_from_zero(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "091234567", "09123456789", "0112345678", "0221386234", "abc", "113"])
def test_a_wrong_phone_number_is_refused(typed: str) -> None:
    assert refusal_of(check_phone, typed) == ("phone-shape", "phone")


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["+84", "84", "+84 0", "0084"]))
def test_the_country_prefix_gives_the_same_phone(phone: str, prefix: str) -> None:
    assert check_phone(prefix + phone[1:]) == phone


@pytest.mark.parametrize("typed", ["mau", "mau@", "@mau.vn", "a b@mau.vn", "mau@mau", "mau@.vn"])
def test_a_wrong_address_of_mail_is_refused(typed: str) -> None:
    assert refusal_of(check_email, typed) == ("email-shape", "email")


def test_a_sex_is_read_from_words_and_anything_else_is_refused() -> None:
    assert [check_sex(word) for word in ("Nam", "nữ", "Male", "F", " ")] == [
        "male",
        "female",
        "male",
        "female",
        "",
    ]
    assert refusal_of(check_sex, "khác") == ("sex-unknown", "sex")


def test_numbers_are_masked_for_public_screens() -> None:
    assert mask_number("033090001234") == "033*******34"
    assert mask_phone("0912345689") == "09******89"
    assert mask_phone("113") == "***"
    assert mask_number("") == ""


def test_a_person_is_kept_tidy() -> None:
    typed = Person(
        "person",
        "  nguyễn  Văn Mẫu ",
        id_number="033 090 001 234",
        tax_code="0314409058002",
        birth_date=date(1990, 9, 2),
        sex="Nam",
        phone="+84 912 345 678",
        email=" mau@example.vn ",
        address=" Thôn  Ví Dụ ",
    )
    assert typed.checked(on=date(2024, 3, 4)) == Person(
        "person",
        "nguyễn Văn Mẫu",
        id_number="033090001234",
        tax_code="0314409058-002",
        birth_date=date(1990, 9, 2),
        sex="male",
        phone="0912345678",
        email="mau@example.vn",
        address="Thôn Ví Dụ",
    )


def test_a_person_needs_only_a_name() -> None:
    assert Person("person", NAME).checked() == Person("person", NAME)
    assert Person("person", NAME).warnings() == []


@pytest.mark.parametrize(
    ("person", "kind", "field"),
    [
        (Person("person", " \u200b "), "name-missing", "name"),
        (Person("person", "12 / 34"), "name-no-letters", "name"),
        (Person("person", "ă" * 301), "name-too-long", "name"),
        (Person("company", NAME), "person-kind-unknown", "kind"),
        (Person("person", NAME, birth_date=date(2024, 3, 5)), "birth-date-future", "birth_date"),
        (Person("person", NAME, birth_date=date(1024, 3, 5)), "birth-date-early", "birth_date"),
        (Person("person", NAME, id_number="123"), "id-number-shape", "id_number"),
        (Person("person", NAME, phone="123"), "phone-shape", "phone"),
        (Person("organisation", NAME, tax_code="0100233489"), "tax-code-checksum", "tax_code"),
    ],
)
def test_a_wrong_field_is_refused_by_name(person: Person, kind: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        person.checked(on=date(2024, 3, 4))
    assert (refusal.value.kind, refusal.value.field) == (kind, field)


def test_a_refusal_names_whose_field_it_is() -> None:
    with pytest.raises(Refused) as refusal:
        Person("person", NAME, phone="123").checked(prefix="owner_")
    assert refusal.value.field == "owner_phone"


def test_a_person_whose_number_differs_from_the_birth_date_is_warned_of() -> None:
    person = Person("person", NAME, id_number="033090001234", birth_date=date(1989, 1, 1))
    assert len(person.warnings()) == 1
