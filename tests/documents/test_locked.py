"""Files that leave the register under a password: opened with it, by nobody without it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook
from pypdf import PasswordType, PdfReader

from papi_desk.documents.locked import locked
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.documents.spreadsheet import rows_xlsx
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import replace
from papi_desk.domain.reports import Report

PASSWORD = "Mat-khau 2024"
MARK = "Nguyen Thi Danh Dau"


def test_a_workbook_opens_with_its_password_alone() -> None:
    plain = rows_xlsx("Hồ sơ", ["Chủ hồ sơ"], [[MARK]])
    with ZipFile(BytesIO(plain)) as parts:
        assert any(MARK.encode() in parts.read(name) for name in parts.namelist())
    made = locked(plain, PASSWORD)
    assert MARK.encode() not in made
    assert b"sharedStrings" not in made
    book = OfficeFile(BytesIO(made))  # type: ignore[no-untyped-call]
    assert book.is_encrypted()
    assert book.type == "agile"
    with pytest.raises(InvalidKeyError):
        book.load_key(password="Mat-khau 2025", verify_password=True)
    book.load_key(password=PASSWORD, verify_password=True)
    opened = BytesIO()
    book.decrypt(opened, verify_integrity=True)
    assert opened.getvalue() == plain
    assert load_workbook(opened).active["A2"].value == MARK


def test_a_paper_opens_with_its_password_alone(table: Report) -> None:
    plain = report_pdf(replace(table, title=MARK))
    assert any(MARK.encode() in part for part in (plain, *_streams(plain)))
    made = locked(plain, PASSWORD)
    assert MARK.encode() not in made
    assert not any(MARK.encode() in stream for stream in _streams(made))
    assert made.startswith(b"%PDF-1.7")
    paper = PdfReader(BytesIO(made))
    assert paper.is_encrypted
    assert paper.trailer["/Encrypt"]["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert paper.decrypt("Mat-khau 2025") == PasswordType.NOT_DECRYPTED
    assert paper.decrypt(PASSWORD) != PasswordType.NOT_DECRYPTED
    words = [page.extract_text() for page in paper.pages]
    assert words == [page.extract_text() for page in PdfReader(BytesIO(plain)).pages]
    assert MARK in words[0]


def _streams(content: bytes) -> list[bytes]:
    """Open what is only squeezed."""
    opened = []
    for part in content.split(b"stream\r\n" if b"stream\r\n" in content else b"stream\n")[1:]:
        try:
            opened.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return opened


def test_each_lock_is_another(table: Report) -> None:
    plain = report_xlsx(table)
    assert locked(plain, PASSWORD) != locked(plain, PASSWORD)


@pytest.mark.parametrize("password", ["", "7 signs", "x" * 65, "mật khẩu dài", "mat\nkhau dai"])
def test_a_password_that_would_not_open_it_again_is_refused(password: str, table: Report) -> None:
    with pytest.raises(Refused, match="export-password-shape"):
        locked(report_xlsx(table), password)


def _locked_already(table: Report) -> bytes:
    return locked(report_pdf(table), PASSWORD)


@pytest.mark.parametrize(
    "make", [lambda _: b"a,b\r\n1,2\r\n", lambda _: b"PK\x03\x04 word/document.xml", _locked_already]
)
def test_what_has_no_lock_is_refused(make: Callable[[Report], bytes], table: Report) -> None:
    with pytest.raises(Refused, match="export-not-lockable"):
        locked(make(table), PASSWORD)
