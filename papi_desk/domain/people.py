"""People and organisations at the desk: names, identity numbers, tax codes, phones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.names import initials, plain_words, search_key, tidy_name
from papi_desk.domain.records import Record, replace

__all__ = [
    "SEXES",
    "Person",
    "check_email",
    "check_personal_number",
    "check_phone",
    "check_sex",
    "check_tax_code",
    "cover",
    "cover_person",
    "cover_words",
    "initials",
    "mask_number",
    "mask_phone",
    "plain_number",
    "plain_words",
    "search_key",
    "tidy_name",
]

SEXES: Final[Mapping[str, str]] = {"male": "Nam", "female": "Nữ"}
"""How a sex is kept, and how it is read."""

EARLIEST_BIRTH: Final = date(1850, 1, 1)
LONGEST_NAME: Final = 300

_SEX_WORDS: Final = {
    "nam": "male",
    "m": "male",
    "male": "male",
    "nu": "female",
    "f": "female",
    "female": "female",
}
_NUMBER: Final = re.compile(r"[0-9]{12}")
_NUMBER_GAPS: Final = re.compile(r"[\s.\-\u200b\ufeff]+")
_TAX_CODE: Final = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?|([0-9]{12})")
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_PHONE_GAPS: Final = re.compile(r"[\s.\-()\u200b\ufeff]+")
_PHONE: Final = re.compile(r"0[35789][0-9]{8}|02[0-9]{9}")
_EMAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")


def plain_number(text: str) -> str:
    """Return an identity number without the spaces, dots and dashes that people type in it."""
    return _NUMBER_GAPS.sub("", text)


def check_personal_number(
    text: str, *, birth_date: date | None = None, sex: str | None = None, on: date | None = None
) -> list[str]:
    """Check a 12-digit personal number; return Vietnamese warnings, because corrected data may differ.

    The fourth digit says century and sex, the next two the year (NĐ 137/2015; no check digit exists).
    ``sex`` as «male», «female», «Nam» or «Nữ». ``on`` is the day asked about: a birth year after it is
    warned of. Raises ``Refused`` «id-number-shape».
    """
    number = plain_number(text)
    if not _NUMBER.fullmatch(number):
        raise Refused("id-number-shape", "id_number", number=text.strip())
    warnings = ["Số định danh bắt đầu bằng 000, không phải mã tỉnh nào."] if number[:3] == "000" else []
    year, sex_in_number = _born(number), "female" if int(number[3]) % 2 else "male"
    if birth_date is not None and birth_date.year != year:
        warnings.append(f"Số định danh ghi năm sinh {year}, khác năm sinh đã nhập ({birth_date.year}).")
    elif year >= 2100 or (on is not None and year > on.year):
        warnings.append(f"Số định danh ghi năm sinh {year}, chưa tới: hãy xem lại chữ số thứ tư.")
    entered = check_sex(sex or "")
    if entered and entered != sex_in_number:
        warnings.append(
            f"Số định danh ghi giới tính {SEXES[sex_in_number]}, khác giới tính đã nhập ({SEXES[entered]})."
        )
    return warnings


def _born(number: str) -> int:
    """Return the year of birth written in a personal number."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def check_sex(text: str) -> str:
    """Return «male», «female» or «» from what was typed or scanned; raises ``Refused`` «sex-unknown»."""
    word = search_key(text)
    if not word:
        return ""
    if word not in _SEX_WORDS:
        raise Refused("sex-unknown", "sex", sex=text.strip())
    return _SEX_WORDS[word]


def check_tax_code(text: str) -> str:
    """Return a tax code as printed: 10 digits, 10-3 for a branch, or the 12-digit personal number.

    Raises ``Refused`` «tax-code-shape», or «tax-code-checksum» when the tenth digit does not fit.
    """
    found = _TAX_CODE.fullmatch(re.sub(r"[\s.\u200b\ufeff]+", "", text))
    if not found or found[2] == "000":
        raise Refused("tax-code-shape", "tax_code", code=text.strip())
    base, branch, personal = found.groups()
    if personal:
        return str(personal)
    if not _tax_digit_fits(base):
        raise Refused("tax-code-checksum", "tax_code", code=text.strip())
    return f"{base}-{branch}" if branch else str(base)


def _tax_digit_fits(base: str) -> bool:
    """Tell whether the tenth digit is 10 − (Σ weight × digit mod 11) and digits 3–9 are not all zero."""
    rest = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, base, strict=False)) % 11
    return base[2:9] != "0000000" and int(base[9]) == 10 - rest


def check_phone(text: str) -> str:
    """Return a Vietnamese phone number as 0…: mobile 10 digits, landline 02… 11 digits.

    Accepts +84, 84, 0084, spaces, dots, dashes and brackets. Raises ``Refused`` «phone-shape».
    """
    tight = _PHONE_GAPS.sub("", text)
    tight = re.sub(r"^(?:\+84|0084|84(?=[0-9]{9}))0?", "0", tight)
    if not _PHONE.fullmatch(tight):
        raise Refused("phone-shape", "phone", phone=text.strip())
    return tight


def check_email(text: str) -> str:
    """Return an e-mail address without spaces around it; raises ``Refused`` «email-shape»."""
    address = text.strip()
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise Refused("email-shape", "email", email=address)
    return address


def mask_number(text: str) -> str:
    """Hide an identity number for a public screen: «033090001234» is 033*******34."""
    return _masked(text.strip(), first=3, last=2)


def mask_phone(text: str) -> str:
    """Hide a phone number for a public screen: «0912345689» is 09******89."""
    return _masked(text.strip(), first=2, last=2)


COVER: Final = "••••••"
"""Stands for what is not shown to whoever has no work with it."""
_LONG_NUMBER: Final = re.compile(r"(?<![\w.\-])(?![1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9]))\+?[0-9](?:[ .\-]?[0-9]){8,}")
"""Nine digits or more, as numbers and phones are typed; no code of a case and no amount of money."""
_ADDRESS_IN_WORDS: Final = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>().]+(?:\.[^\s@,;<>().]+)+")


def cover(text: str) -> str:
    """Cover a number to its last four digits, «033090001234» is ••••••1234, and anything else whole."""
    plain = plain_number(text)
    return "" if not plain else COVER + (plain[-4:] if plain.isdigit() and len(plain) > 7 else "")


def cover_words(text: str) -> str:
    """Cover the long numbers and the e-mail addresses that stand among words."""
    return _LONG_NUMBER.sub(lambda found: cover(found[0].lstrip("+")), _ADDRESS_IN_WORDS.sub(COVER, text))


def cover_person(person: Person) -> Person:
    """Cover what a person can be reached by and known by; name, sex and an organisation's tax code stay."""
    return replace(
        person, id_number=cover(person.id_number), birth_date=None, issued_on=None,
        tax_code=cover(person.tax_code) if len(plain_number(person.tax_code)) == 12 else person.tax_code,
        phone=cover(person.phone), email=cover(person.email), address=cover(person.address),
    )  # fmt: skip


def _masked(text: str, *, first: int, last: int) -> str:
    """Star the middle; a text too short to keep its ends apart is starred whole."""
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]


class Person(Record):
    """Someone a case belongs to or who hands it in: a person or an organisation."""

    kind: str
    """«person» or «organisation»."""
    name: str
    id_number: str = ""
    tax_code: str = ""
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    issued_on: date | None = None
    """When the identity card was issued."""

    def checked(self, *, on: date | None = None, prefix: str = "") -> Person:
        """Return this person with every field in its kept form; what is empty stays empty.

        ``on`` is the day of reception: no one is born after it. The refused field is named with ``prefix``
        before it («owner_» gives owner_phone). Raises ``Refused`` «person-kind-unknown», «name-missing»,
        «name-too-long», «name-no-letters», «birth-date-early», «birth-date-future», and the kinds of
        ``check_personal_number``, ``check_tax_code``, ``check_phone``, ``check_email``, ``check_sex``.
        """
        try:
            return self._checked(on)
        except Refused as refusal:
            raise Refused(refusal.kind, f"{prefix}{refusal.field}", **refusal.data) from None

    def _checked(self, on: date | None) -> Person:
        if self.kind not in ("person", "organisation"):
            raise Refused("person-kind-unknown", "kind", person_kind=self.kind)
        number = plain_number(self.id_number)
        if number:
            check_personal_number(number)
        _check_birth(self.birth_date, on)
        return replace(
            self,
            name=_checked_name(self.name),
            id_number=number,
            tax_code=check_tax_code(self.tax_code) if self.tax_code.strip() else "",
            sex=check_sex(self.sex),
            phone=check_phone(self.phone) if self.phone.strip() else "",
            email=check_email(self.email) if self.email.strip() else "",
            address=tidy_name(self.address),
        )

    def warnings(self, *, on: date | None = None) -> list[str]:
        """Say in Vietnamese where the personal number differs from birth date and sex; never a refusal."""
        if not self.id_number.strip():
            return []
        return check_personal_number(self.id_number, birth_date=self.birth_date, sex=self.sex, on=on)


def _checked_name(text: str) -> str:
    """Return a tidy name; refuse one that is empty, too long, or has no letter at all."""
    name = tidy_name(text)
    if not name:
        raise Refused("name-missing", "name")
    if len(name) > LONGEST_NAME:
        raise Refused("name-too-long", "name", length=len(name), most=LONGEST_NAME)
    if not any(letter.isalpha() for letter in name):
        raise Refused("name-no-letters", "name", name=name)
    return name


def _check_birth(birth_date: date | None, on: date | None) -> None:
    if birth_date is None:
        return
    if birth_date < EARLIEST_BIRTH:
        raise Refused("birth-date-early", "birth_date", date=birth_date, earliest=EARLIEST_BIRTH)
    if on is not None and birth_date > on:
        raise Refused("birth-date-future", "birth_date", date=birth_date, on=on)
