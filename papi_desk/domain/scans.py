"""What a desk scanner reads: the QR text of an identity card, the codes of a slip; and what it spoils on the way.

A scanner that types like a keyboard loses Vietnamese letters or has them rewritten by the input method (Telex, VNI)
or by the keyboard layout. What can be put right for certain is; what cannot is named as doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final
from urllib.parse import unquote

from papi_desk.domain.names import search_key, tidy_name
from papi_desk.domain.records import Record

_NUMBER: Final = re.compile(r"[0-9]{12}")
_CODE: Final = r"[A-Za-z0-9.]{1,20}-[0-9]{6}-[0-9]{4,6}"
_SLIP: Final = re.compile(rf"({_CODE})(?:\s+([\w-]{{6,40}}))?", re.ASCII)
_WITHIN: Final = re.compile(rf"(?<![\w.-])({_CODE})(?![\w-])", re.ASCII)
_KEY: Final = re.compile(r"[?&#]k=([^&#]*)")
_DIGIT_ROW: Final = str.maketrans("ăâêôđ\u0300\u0309\u0303\u0301\u0323", "1234056789")
"""The digit row of Windows' own Vietnamese keyboard layout, back to digits."""
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|uoi|uou|uay|oai|oay|oeo|oao|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_VNI: Final = re.compile(r"[b-df-hj-np-tv-z][aeiouy]+[0-9]")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD: Final = re.compile(r"[^\W_]+")


class Card(Record):
    """What the QR code of an identity card says."""

    number: str
    old_number: str
    """The 9-digit number before it; empty when the card has none."""
    name: str
    birth_date: date | None
    """None where the card gives no whole date."""
    sex: str
    """«male» or «female»: as written, else as the number says."""
    address: str
    """As on the card, even where the commune has been merged since."""
    issued_on: date | None
    doubts: tuple[str, ...] = ()
    """Fields that the scanner has probably spoilt, to be compared with the card: «name», «birth_date», «address»."""


class Slip(Record):
    """A code on a slip: the case it belongs to, and the key its QR code carries."""

    code: str
    key: str = ""


def read_scan(text: str) -> Card | Slip | None:
    """Tell what was scanned: a card, a slip, or None for neither."""
    return parse_card(text) or parse_slip(text) or parse_slip(text.translate(_DIGIT_ROW))


def looks_scanned(text: str) -> bool:
    """Tell whether a text no person types came from a card that cannot be read."""
    return text.count("|") >= 3


def parse_slip(text: str) -> Slip | None:
    """Read a slip's barcode («MC-240304-0001») or QR text: «CODE KEY», or an address with the code and key in it.

    The key stands behind ``k=``, in the address's query or in its fragment, which no server ever hears of.
    """
    plain = text.strip()
    if found := _SLIP.fullmatch(plain):
        return Slip(found[1], found[2] or "")
    if not any(sign in plain for sign in ("://", "?", "#")):
        return None
    if len(plain.split()) > 1 or not (within := _WITHIN.search(plain)):
        return None
    key = _KEY.search(plain)
    return Slip(within[1], unquote(key[1]) if key else "")


def parse_card(text: str) -> Card | None:
    """Read the QR text of an identity card by position, 6 to 11 fields between bars; None if it is no card.

    Fields: number | old number | name | ddmmyyyy | Nam/Nữ | address | ddmmyyyy of issue; later ones are
    ignored. Letters garbled by a scanner that took UTF-8 for Latin are put right where that is certain.
    """
    fields = [part.strip() for part in _ungarbled(text.strip()).split("|")]
    other_layout = not _NUMBER.fullmatch(fields[0])
    if other_layout:
        fields[0] = fields[0].translate(_DIGIT_ROW)
        fields[1:] = [_digits_back(part) for part in fields[1:]]
    if len(fields) > 2 and _looks_like_date(fields[2]):
        fields.insert(1, "")
    if not 6 <= len(fields) <= 11 or not _NUMBER.fullmatch(fields[0]) or not fields[2]:
        return None
    name, address = tidy_name(fields[2]), tidy_name(fields[5])
    birth, sex = _card_date(fields[3]), _card_sex(fields[4], fields[0])
    return Card(
        number=fields[0],
        old_number=fields[1],
        name=name,
        birth_date=birth,
        sex=sex,
        address=address,
        issued_on=_card_date(fields[6]) if len(fields) > 6 else None,
        doubts=_doubts(name, address, birth, other_layout=other_layout),
    )


def _doubts(name: str, address: str, birth: date | None, *, other_layout: bool) -> tuple[str, ...]:
    lost = f"{name}{address}".isascii()
    spoilt = {
        "name": other_layout or lost or _spoilt(name) or not all(map(_is_syllable, _WORD.findall(name))),
        "birth_date": birth is None,
        "address": other_layout or lost or _spoilt(address) or bool(_VNI.search(search_key(address))),
    }
    return tuple(field for field, doubtful in spoilt.items() if doubtful)


def _spoilt(text: str) -> bool:
    """Tell whether letters were lost, or a word carries what only an input method writes."""
    words = _WORD.findall(text)
    return "?" in text or "\ufffd" in text or any(_typed_wrong(word) for word in words)


def _typed_wrong(word: str) -> bool:
    """Tell whether a word has two tones, or Telex keys left in it («Nguyeexn», «Vawn»)."""
    marks = unicodedata.normalize("NFD", word)
    if sum(mark in _TONES for mark in marks) > 1:
        return True
    key = search_key(word)
    return len(key) > 2 and bool(re.search(r"[wfjz]|aa|ee|dd|[aeiouy](?:[sr]$|x)", key))


def _is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(search_key(word)) is not None


def _ungarbled(text: str) -> str:
    """Undo UTF-8 read as Windows-1252 or Latin-1 («Nguyá»…n» was Nguyễn)."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _digits_back(text: str) -> str:
    """Turn a field of the digit row back to digits, leaving words alone."""
    back = text.translate(_DIGIT_ROW)
    return back if back.isdigit() else text


def _looks_like_date(text: str) -> bool:
    return re.fullmatch(r"[0-9]{8}", text) is not None


def _card_date(text: str) -> date | None:
    if not _looks_like_date(text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _card_sex(text: str, number: str) -> str:
    """Read the card's sex, or where its letters are spoilt the fourth digit of the number (even is male)."""
    read = {"nam": "male", "nu": "female"}.get(search_key(text))
    return read or ("female" if int(number[3]) % 2 else "male")
