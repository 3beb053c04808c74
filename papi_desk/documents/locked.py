"""A file that only its password opens: XLSX as Excel and LibreOffice lock it, PDF with AES-256."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from papi_desk.domain.errors import Refused

KINDS: Final = ("xlsx", "pdf")
_SHORTEST, _LONGEST = 8, 64


def locked(content: bytes, password: str) -> bytes:
    """Return a workbook or a PDF encrypted with a password; raises «export-not-lockable» for any other content."""
    check_password(password)
    if content.startswith(b"%PDF-"):
        return _locked_pdf(content, password)
    if content.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in content:
        made = BytesIO()
        OOXMLFile(BytesIO(content)).encrypt(password, made)
        return made.getvalue()
    raise Refused("export-not-lockable", "output")


def _locked_pdf(content: bytes, password: str) -> bytes:
    made = BytesIO()
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
        writer.pdf_header = "%PDF-1.7"  # what is older knows no AES-256
        writer.encrypt(password, algorithm="AES-256")
        writer.write(made)
    except PyPdfError as error:  # a citizen's own file, broken or locked already
        raise Refused("export-not-lockable", "output") from error
    return made.getvalue()


def check_kind(kind: str) -> None:
    """Refuse to lock a file of a kind (the ending of its name) that has no lock."""
    if kind.lower().removeprefix(".") not in KINDS:
        raise Refused("export-not-lockable", "output")


def check_password(password: str) -> None:
    """Refuse what is too short, or what another keyboard or program may write in other letters."""
    if not (_SHORTEST <= len(password) <= _LONGEST and password.isascii() and password.isprintable()):
        raise Refused("export-password-shape", "password", shortest=_SHORTEST, longest=_LONGEST)
