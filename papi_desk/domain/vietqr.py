"""VietQR: the text of a code that a banking app turns into a transfer to the office's account.

Source: NAPAS, «Technical Specifications on NAPAS QR Switching, Part IV: QR Code Format», version 1.5.2, after EMVCo,
«QR Code Specification for Payment Systems, Merchant-Presented Mode», version 1.1. Every part is a two-digit
name, its length in two digits, and its value; the last part is CRC-16/CCITT-FALSE over all before it.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.names import without_marks
from papi_desk.domain.records import Record

NAPAS: Final = "A000000727"
TO_ACCOUNT: Final = "QRIBFTTA"
LONGEST_CONTENT: Final = 25
"""Letters of «Purpose of Transaction» (part 62.08)."""
MOST_DONG: Final = 9_999_999_999_999
"""«Transaction Amount» (part 54) has at most 13 digits."""

_BIN: Final = re.compile(r"[0-9]{6}")
_ACCOUNT: Final = re.compile(r"[0-9A-Za-z]{1,19}")
_GAPS: Final = re.compile(r"[\s.\-\u200b\ufeff]+")
_NOT_CONTENT: Final = re.compile(r"[^0-9A-Za-z.\-]+")


class BankAccount(Record):
    """The office's account, as its settings have it."""

    bank_bin: str
    """The bank's number at NAPAS, six digits."""
    number: str
    name: str = ""
    """Whose account it is, for the payer to compare; printed beside the code, not part of it."""


def check_bank_bin(text: str) -> str:
    """Return the bank's number without gaps; empty is none. Raises ``Refused`` «bank-bin-shape»."""
    number = _GAPS.sub("", text)
    if number and not _BIN.fullmatch(number):
        raise Refused("bank-bin-shape", "bank_bin", number=text.strip())
    return number


def check_bank_account(text: str) -> str:
    """Return the account's number without gaps; empty is none. Raises ``Refused`` «bank-account-shape»."""
    number = _GAPS.sub("", text)
    if number and not _ACCOUNT.fullmatch(number):
        raise Refused("bank-account-shape", "bank_account", number=text.strip())
    return number


def office_account(bank_bin: str, number: str, name: str) -> BankAccount | None:
    """Return the account that the settings name, or None when the office has set none.

    Raises ``Refused`` for a malformed number, and «bank-account-incomplete» when one of the two is missing.
    """
    bank_bin, number = check_bank_bin(bank_bin), check_bank_account(number)
    if bool(bank_bin) != bool(number):
        raise Refused("bank-account-incomplete", "bank_account" if bank_bin else "bank_bin")
    return BankAccount(bank_bin, number, name.strip()) if number else None


def transfer_content(text: str) -> str:
    """Return what a transfer is for as banks take it: no accents, no signs but dot and dash, 25 letters.

    What must not be cut off, the case's number, stands first.
    """
    return " ".join(_NOT_CONTENT.sub(" ", without_marks(text)).split())[:LONGEST_CONTENT].rstrip()


def transfer_text(account: BankAccount, amount: int | None = None, content: str = "") -> str:
    """Return the text of the code that asks for ``amount`` đồng to the account, or for any amount.

    Raises ``Refused`` «amount-range» for an amount that is not positive or has more than 13 digits.
    """
    if amount is not None and not 0 < amount <= MOST_DONG:
        raise Refused("amount-range", "amount", amount=amount)
    beneficiary = _part("00", account.bank_bin) + _part("01", account.number)
    purpose = transfer_content(content)
    text = (
        _part("00", "01")  # version of the format
        + _part("01", "11" if amount is None else "12")  # to be used often, or once
        + _part("38", _part("00", NAPAS) + _part("01", beneficiary) + _part("02", TO_ACCOUNT))
        + _part("53", "704")  # đồng
        + (_part("54", str(amount)) if amount is not None else "")
        + _part("58", "VN")
        + (_part("62", _part("08", purpose)) if purpose else "")
        + "6304"
    )
    return text + f"{crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def _part(name: str, value: str) -> str:
    return f"{name}{len(value):02}{value}"
