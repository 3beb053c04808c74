"""Vietnamese names as they are kept, searched and abbreviated."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MARKS: Final = dict.fromkeys(range(0x0300, 0x0370)) | {ord("đ"): "d", ord("Đ"): "D"}
"""Combining marks vanish, đ becomes d; one table for ``str.translate``."""
_UNSEEN: Final = {0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None, 0xFEFF: None, 0x00AD: None}
"""Characters that print nothing and come with pasted text."""
_CONTROLS: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ") | dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
)
"""Signs that end lines become blanks; those that turn the reading direction and halves of letters vanish."""
_LINE_ENDS: Final = re.compile("\r\n?")
_COMMANDS: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
_WORD: Final = re.compile(r"[^\W_]+")
READABLE: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and figures that are not taken for one another on paper: five bits each."""


def search_key(text: str) -> str:
    """Return the text as it is searched: small letters without marks, đ as d, single spaces."""
    return " ".join(without_marks(text).casefold().split())


def without_marks(text: str) -> str:
    """Return the text without the marks of its letters, đ as d; capitals stay."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text.translate(_UNSEEN)).translate(_MARKS)
    return unicodedata.normalize("NFC", text)


def plain_words(text: str) -> str:
    """Return only the words of the search key: «NĐ_55/2015» is «nd 55 2015»."""
    return " ".join(_WORD.findall(search_key(text)))


def initials(text: str) -> str:
    """Return the first letters of the words without marks: «Đăng ký khai sinh» is dkks."""
    return "".join(word[0] for word in _WORD.findall(search_key(text)))


def composed_text(text: str) -> str:
    """Return the text in NFC with its lines as typed; bytes that are no letters show as «�», other signs go."""
    try:
        whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", without_commands(whole))


def without_commands(text: str) -> str:
    """Return the text without signs that command a terminal, a spreadsheet or an XML reader; lines and tabs stay."""
    return text if text.isprintable() else _COMMANDS.sub("", _LINE_ENDS.sub("\n", text))


def tidy_name(text: str) -> str:
    """Return the text in NFC with single spaces; the officer's capitals stay as typed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).translate(_CONTROLS).split())
