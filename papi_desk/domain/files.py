"""Files that somebody else made: what they really are, what they may be called, and what in them could run.

A file is known by its content and never by its name; it is refused when opening it could run something.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

from papi_desk.domain.errors import Refused
from papi_desk.domain.names import composed_text, tidy_name

MOST_UNPACKED: Final = 300_000_000
"""Bytes that a packed file may unpack to: a register of some 400,000 rows; beyond that it is made to fill memory."""

_KINDS: Final = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
_SECTION: Final = 1024
"""PDFs may begin with some bytes of other things."""
_SAME: Final = {"jpeg": "jpg"}
_FORBIDDEN: Final = '<>:"|?*'
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
"""Names that Windows takes for a device, whatever ending they have."""
_LONGEST: Final = 120
_ACTIVE: Final = re.compile(rb"/(JavaScript|Launch|RichMedia|XFA(?=\s*(?:\[|[0-9]+\s+[0-9]+\s+R)))(?![A-Za-z0-9])")
"""Names long enough that no picture's bytes spell them by chance («/JS» would be met in every tenth large scan)."""
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"\bstream\r?\n")
_DICTIONARY: Final = 600
"""Bytes before a stream that say what it is."""
_MOST_OBJECTS: Final = 20_000_000
_MACROS: Final = re.compile(r"(^|/)(vbaProject|vbaData)[^/]*\.(bin|xml)$|(^|/)(activeX|embeddings)/", re.IGNORECASE)


def plain_name(name: str) -> str:
    """Return the name of a file alone, whatever path, device, signs or length it came with; «tep» for none."""
    last = PurePosixPath(composed_text(name).replace("\\", "/")).name
    seen = "".join(letter for letter in last if letter not in _FORBIDDEN and unicodedata.category(letter) != "Cf")
    plain = tidy_name(seen).strip(". ") or "tep"
    plain = f"_{plain}" if _RESERVED.match(plain) else plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _LONGEST - 10].rstrip('. ')}.{ending[:8]}" if dot and len(plain) > _LONGEST else plain[:_LONGEST]


def named_as(name: str, kind: str) -> str:
    """Return a plain name that ends as its content is: «a.exe» that is a PDF is «a.exe.pdf»."""
    plain = plain_name(name)
    ending = plain.rpartition(".")[2].lower()
    return plain if _SAME.get(ending, ending) == kind else f"{plain}.{kind}"


def kind_of_file(name: str, content: bytes) -> str:
    """Return «pdf», «jpg» or «png» by the content; raises ``Refused`` for anything else and for what could run."""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind is None and b"%PDF-" in content[:_SECTION]:
        kind = "pdf"
    if kind is None:
        raise Refused("attachment-kind", "file", name=name)
    if kind == "pdf":
        check_pdf(name, content)
    return kind


def check_pdf(name: str, content: bytes) -> None:
    """Raise ``Refused`` «file-runs» for a PDF with scripts, programs to start or films in it.

    The names of such parts are looked for where they can stand: in the file itself and in its packed objects.
    """
    for part in (content, *_packed_objects(content)):
        if found := _ACTIVE.search(_unescaped(part)):
            raise Refused("file-runs", "file", name=name, what=found[1].decode())


def _unescaped(part: bytes) -> bytes:
    """Return a part with its names as they are meant: «/J#61vaScript» is «/JavaScript»."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Yield what objects are packed in the file, as far as it can be unpacked, up to a bound."""
    left = _MOST_OBJECTS
    for found in _STREAM.finditer(content):
        if b"ObjStm" not in _unescaped(content[max(0, found.start() - _DICTIONARY) : found.start()]):
            continue
        try:
            part = zlib.decompressobj().decompress(content[found.end() :], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return


def check_packed(name: str, content: bytes) -> None:
    """Raise ``Refused`` for an office document that is no whole one, unpacks to far too much, or carries programs."""
    if found := next((one for one in check_workbook(name, content) if _MACROS.search(one)), ""):
        raise Refused("file-runs", "file", name=name, what=found)


def check_workbook(name: str, content: bytes) -> list[str]:
    """Return what is packed in a workbook or document; raise ``Refused`` for none and for one that fills memory."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Refused("file-unreadable", "file", file=name, why="ZIP") from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("file-unpacks-too-large", "file", file=name, most=MOST_UNPACKED // 1_000_000)
    if "[Content_Types].xml" not in (names := [part.filename for part in parts]):
        raise Refused("file-unreadable", "file", file=name, why="[Content_Types].xml")
    return names
