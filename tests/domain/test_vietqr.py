from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_desk.domain.errors import Refused
from papi_desk.domain.vietqr import (
    BankAccount,
    check_bank_account,
    check_bank_bin,
    office_account,
    transfer_content,
    transfer_text,
)

ACCOUNT = BankAccount("970499", "0123456789012", "UBND XA VI DU")
"""A bank and an account that are nobody's."""


def _crc(text: str) -> str:
    """Reckon CRC-16/CCITT-FALSE bit by bit, as EMVCo describes it."""
    crc = 0xFFFF
    for byte in text.encode():
        for bit in range(8):
            top = (crc >> 15) ^ (byte >> (7 - bit)) & 1
            crc = (crc << 1 & 0xFFFF) ^ (0x1021 if top else 0)
    return f"{crc:04X}"


def test_the_check_used_here_is_the_published_one() -> None:
    assert _crc("123456789") == "29B1"
    printed_by_napas = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
    assert _crc(printed_by_napas[:-4]) == printed_by_napas[-4:]


@pytest.mark.parametrize(
    ("account", "amount", "content", "parts"),
    [
        (
            ACCOUNT,
            None,
            "",
            "000201|010211|3857|0010A000000727|0127|0006970499|01130123456789012|0208QRIBFTTA|5303704|5802VN|6304",
        ),
        (
            ACCOUNT,
            16000,
            "MC-240304-0001",
            "000201|010212|3857|0010A000000727|0127|0006970499|01130123456789012|0208QRIBFTTA|5303704"
            "|540516000|5802VN|6218|0814MC-240304-0001|6304",
        ),
        (
            BankAccount("970499", "9"),
            9_999_999_999_999,
            "???",
            "000201|010212|3845|0010A000000727|0115|0006970499|01019|0208QRIBFTTA|5303704"
            "|54139999999999999|5802VN|6304",
        ),
        (
            BankAccount("970499", "VDXAVIDU00000000001"),
            1,
            "Lệ phí hộ tịch: Đỗ Thị Ví Dụ, xã",
            "000201|010212|3863|0010A000000727|0133|0006970499|0119VDXAVIDU00000000001|0208QRIBFTTA|5303704"
            "|54011|5802VN|6228|0824Le phi ho tich Do Thi Vi|6304",
        ),
    ],
)
def test_a_transfer_is_written_part_by_part(account: BankAccount, amount: int | None, content: str, parts: str) -> None:
    expected = parts.replace("|", "")
    assert transfer_text(account, amount, content) == expected + _crc(expected)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Phí chứng thực MC-240304-0001", "Phi chung thuc MC-240304-"),
        ("  Đặng   THỊ  ", "Dang THI"),
        ("a/b_c#d%20 «é» ß😀", "a b c d 20 e"),
        ("MC.1-2", "MC.1-2"),
        ("Nguye\u0302\u0303n", "Nguyen"),
        ("???", ""),
    ],
)
def test_the_content_is_what_every_bank_takes(text: str, content: str) -> None:
    assert transfer_content(text) == content


def _read(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    while text:
        name, length = text[:2], int(text[2:4])
        parts[name], text = text[4 : 4 + length], text[4 + length :]
    return parts


@given(
    amount=st.integers(1, 9_999_999_999_999),
    content=st.text(max_size=80),
    number=st.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
)
def test_whatever_is_asked_for_is_read_back(amount: int, content: str, number: str) -> None:
    text = transfer_text(BankAccount("970499", number), amount, content)
    parts = _read(text)
    assert text.isascii()
    assert parts["54"] == str(amount)
    assert _read(_read(parts["38"])["01"]) == {"00": "970499", "01": number}
    assert _read(parts.get("62", "")).get("08", "") == transfer_content(content)
    assert re.fullmatch(r"[0-9A-Za-z.\- ]{0,25}", transfer_content(content))
    assert list(parts) == sorted(parts)
    assert parts["63"] == _crc(text[:-4])


@pytest.mark.parametrize("amount", [0, -1, 10**13])
def test_an_amount_that_no_bank_takes_is_refused(amount: int) -> None:
    with pytest.raises(Refused, match="amount-range"):
        transfer_text(ACCOUNT, amount)


def test_an_office_without_an_account_has_no_code() -> None:
    assert office_account("", " ", "UBND") is None


def test_numbers_are_kept_without_gaps() -> None:
    assert office_account("9704 99", "0123.4567-8901 2", " UBND XA VI DU ") == BankAccount(
        "970499", "012345678901" + "2", "UBND XA VI DU"
    )


@pytest.mark.parametrize("number", ["97049", "9704990", "97o499", "٩٧٠٤٩٩"])
def test_a_malformed_bank_number_is_refused(number: str) -> None:
    with pytest.raises(Refused, match="bank-bin-shape"):
        check_bank_bin(number)


@pytest.mark.parametrize("number", ["1" * 20, "12Đ", "12/3"])
def test_a_malformed_account_is_refused(number: str) -> None:
    with pytest.raises(Refused, match="bank-account-shape"):
        check_bank_account(number)


@pytest.mark.parametrize(("bank_bin", "number", "field"), [("970499", "", "bank_account"), ("", "1", "bank_bin")])
def test_half_an_account_is_refused(bank_bin: str, number: str, field: str) -> None:
    with pytest.raises(Refused, match="bank-account-incomplete") as refused:
        office_account(bank_bin, number, "")
    assert refused.value.field == field
