"""What reads bytes that somebody else made: each takes any bytes, and says no only with a sentence for the officer."""

from __future__ import annotations

import io
import struct
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from papi_desk.documents.forms import lay_out
from papi_desk.documents.layout import layout_pdf
from papi_desk.documents.sample_papers import sample_words
from papi_desk.domain.batch_rows import pasted_rows, person_of, read_batch
from papi_desk.domain.catalogue import read_catalogue
from papi_desk.domain.day_rules import read_days
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.files import kind_of_file, plain_name
from papi_desk.domain.forms import read_form
from papi_desk.domain.matters import check_file
from papi_desk.domain.names import composed_text
from papi_desk.domain.papers import FORM_WORDS
from papi_desk.domain.register_cells import Cell
from papi_desk.domain.register_file import read_register
from papi_desk.domain.scans import looks_scanned, read_scan
from papi_desk.services.imports import read_rows
from papi_desk.services.sentences import sentence
from papi_desk.settings import resource

HEADER = "Mã hồ sơ;Mã TTHC;Chủ hồ sơ;Số giấy tờ;Số điện thoại;Ngày tiếp nhận;Ngày hẹn trả;Ngày trả kết quả;Trạng thái"
LINE = "H31-240304-0001;1.004873;Nguyễn Văn Mẫu;033190001234;0912345678;04/03/2024 09:15;07/03/2024;;Đang xử lý"
PEOPLE = "Họ và tên\tSố định danh\tNgày sinh\nNguyễn Văn Mẫu\t033190001234\t01/02/1990\nTrần Thị Ví Dụ\t\t3/4/2001\n"
CARD = "033190001234|123456789|Nguyễn Văn Mẫu|01021990|Nam|Thôn Mẫu, xã Ví Dụ|01022021"
_FOLDER = Path(tempfile.mkdtemp(prefix="papi-desk-hostile-"))


def read_table_file(content: bytes, ending: str) -> None:
    """Read a register that another system exported, row by row, and the same file as a list of citizens."""
    path = _FOLDER / f"x{ending}"
    path.write_bytes(content)
    rows = [*read_rows(path)]
    _each(lambda: list(read_register(rows)), lambda: _people(rows))


def _people(rows: Sequence[Sequence[Cell]]) -> None:
    for row in read_batch(rows):
        person_of(row.values).checked(on=date(2026, 11, 23))


def read_sheet(content: bytes) -> None:
    """Read a workbook whose sheet somebody forged: ``content`` stands in place of the sheet, the rest is whole."""
    read_table_file(packed({"xl/worksheets/sheet1.xml": content}), ".xlsx")


def read_pasted(content: bytes) -> None:
    """Read a list of citizens that was pasted."""
    _people(pasted_rows(content.decode(errors="replace")))


def read_lists(content: bytes) -> None:
    """Read a catalogue of procedures and a calendar."""
    words = composed_text(content.decode("utf-8", "surrogateescape"))
    variants = tomllib.loads(resource("data", "variants.toml").read_text(encoding="utf-8"))
    _each(lambda: list(read_catalogue(words, variants)), lambda: list(read_days(words)))


def read_template(content: bytes) -> None:
    """Read an office's own form and, where it can be read, lay it out as it would be printed."""
    form = read_form(composed_text(content.decode("utf-8", "surrogateescape")), FORM_WORDS)
    if form.sets:
        layout_pdf(lay_out(form, form.sets[-1], sample_words(form, date(2026, 3, 2))))


def read_scanned(content: bytes) -> None:
    """Read what a scanner typed."""
    words = content.decode(errors="replace")
    read_scan(words)
    looks_scanned(words)


def read_attachment(content: bytes) -> None:
    """Take a file as an attachment of a case and of a matter, and look at it as the screen does."""
    from papi_desk.ui.cases.attachment_desk import drawn  # Qt is loaded only where a picture is drawn

    name = plain_name(content[:40].decode("latin-1"))
    kind = kind_of_file(name, content)
    drawn(kind, content)
    check_file(f"{name}.{kind}", content)


def _each(*readers: Callable[[], object]) -> None:
    """Try every reader; refuse where none takes it."""
    refusals = []
    for read in readers:
        try:
            read()
        except Refused as refusal:
            refusals.append(refusal)
    if len(refusals) == len(readers):
        raise refusals[0]


def outcome(read: Callable[[bytes], None], content: bytes) -> str:
    """Return «taken», or the sentence an officer reads; anything else is a bug and comes through."""
    try:
        read(content)
    except (Refused, Unavailable) as refusal:
        words = sentence(refusal)
        assert words.strip()
        return words
    return "taken"


# --- good files to start from --------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def workbook() -> bytes:
    """Return a small exported register as a workbook."""
    book, out = Workbook(), io.BytesIO()
    for line in (HEADER, LINE):
        book.active.append(line.split(";"))
    book.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the small workbook with other parts in place of its own, or beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as good, zipfile.ZipFile(out, "w") as forged:
        for name in (*good.namelist(), *(name for name in parts if name not in good.namelist())):
            forged.writestr(name, parts.get(name) or good.read(name))
    return out.getvalue()


def sheet(cells: str, size: str = "A1:I2") -> bytes:
    """Return a sheet with these rows."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f'<dimension ref="{size}"/><sheetData>{cells}</sheetData>'
    return f'<?xml version="1.0"?><worksheet xmlns="{name}">{rows}</worksheet>'.encode()


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a grey PNG that says it is so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def bomb(name: str, size: int) -> bytes:
    """Return a ZIP with one file that unpacks to ``size`` bytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as file:
        for _ in range(size // 1_000_000):
            file.write(bytes(1_000_000))
    return out.getvalue()


def pdf(objects: str = "") -> bytes:
    """Return a PDF of one empty page; ``objects`` go into its catalogue."""
    return (
        f"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R{objects}>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n"
        "trailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n"
    ).encode()


_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Chủ hồ sơ</t></is></c><c r="B1" t="inlineStr"><is><t>Ngày tiếp nhận</t>'
    '</is></c><c r="C1" t="inlineStr"><is><t>Mã TTHC</t></is></c></row><row r="2"><c r="A2" t="str"><v>Mẫu</v></c>'
    '<c r="B2"><v>45355.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="d"><v>2024-03-04</v></c></row>'
)


def _forms() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(resource("forms").glob("*.form")))


class Target(NamedTuple):
    """A reader, and good input to start from."""

    read: Callable[[bytes], None]
    seeds: Callable[[], tuple[bytes, ...]]
    share: float = 1.0
    """How many of the tries asked for it gets: slow ones get fewer."""


def _csv(content: bytes) -> None:
    read_table_file(content, ".csv")


def _xlsx(content: bytes) -> None:
    read_table_file(content, ".xlsx")


TARGETS: Mapping[str, Target] = {
    "csv": Target(_csv, lambda: (f"{HEADER}\n{LINE}\n".encode(),)),
    "xlsx": Target(_xlsx, lambda: (workbook(),), 0.2),
    "sheet": Target(read_sheet, lambda: (sheet(_ROWS),), 0.3),
    "pasted": Target(read_pasted, lambda: (PEOPLE.encode(),)),
    "lists": Target(read_lists, lambda: (resource("data", "holidays.csv").read_bytes()[:2000], _catalogue()), 0.5),
    "template": Target(read_template, _forms, 0.1),
    "scan": Target(read_scanned, lambda: (CARD.encode(), b"MC-240304-0001 k7GhJ2mQ")),
    "attachment": Target(
        read_attachment, lambda: (pdf(), png(4, 4, bytes(20)), pdf("/OpenAction<</S/JavaScript/JS(x)>>")), 0.5
    ),
}


def _catalogue() -> bytes:
    head, *rows = resource("data", "procedures.csv").read_text(encoding="utf-8").splitlines()
    return "\n".join([head, *rows[:2]]).encode()
