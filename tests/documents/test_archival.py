"""What PDF/A-2u (ISO 19005-2) asks of a file, one clause a test, read back from a paper with all that papers have."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from papi_desk.documents.archival import _letter_table
from papi_desk.documents.codes import code128_modules, qr_modules
from papi_desk.documents.fonts import VIETNAMESE_LETTERS, Typeface
from papi_desk.documents.paper import A5, MM, Page, Sheet, pdf
from papi_desk.documents.typesetting import Bars, Fragment, Mark, Placed, Rule, Squares, Text

TITLE = "Giấy <tiếp nhận> & hẹn trả"
AUTHOR = "Ủy ban nhân dân xã Ví Dụ"
SUBJECT = "Nội dung\u0000\nyêu cầu \ufffe\U0001f600"
MOMENT = datetime(2026, 3, 4, 9, 15)
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
LIST_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def _made(face: Typeface, words: str = "Ví Dụ", made_at: datetime | None = MOMENT) -> bytes:
    rare = "".join(sorted(face.regular.advances)[80:420])
    texts = [
        (face.regular, words),
        (face.bold, VIETNAMESE_LETTERS),
        (face.italic, "(Ký) 1,5"),
        (face.regular, rare),
    ]
    marks: list[Mark] = [Text(0, 20 * n, 8, (run,)) for n, run in enumerate(texts, 1)]
    marks += [
        Rule(0, 5, 90, 5),
        Squares(0, 90, 50, qr_modules(words)),
        Bars(0, 150, 1, 20, code128_modules("MC-1")),
    ]
    page = Page(A5, [Placed(0, Fragment(tuple(marks), 60 * MM))])
    return pdf([Sheet.of(page)] * 2, face=face, title=TITLE, author=AUTHOR, subject=SUBJECT, made_at=made_at)


@pytest.fixture(scope="module")
def made(face: Typeface) -> bytes:
    return _made(face)


@pytest.fixture(scope="module")
def reader(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made), strict=True)


def _root(reader: PdfReader) -> dict[str, Any]:
    root: dict[str, Any] = reader.trailer["/Root"]
    return root


def test_the_header_is_at_the_first_byte_and_says_binary(made: bytes) -> None:
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", made)
    assert made.endswith(b"%%EOF\n")


def test_the_table_of_objects_points_at_each_object(made: bytes) -> None:
    start = int(made[made.rindex(b"startxref") :].split()[1])
    match = re.match(rb"xref\n0 (\d+)\n0000000000 65535 f \n((?:\d{10} 00000 n \n)*)trailer\n", made[start:])
    assert match
    rows = [int(row[:10]) for row in match[2].splitlines()]
    assert len(rows) + 1 == int(match[1])
    for number, offset in enumerate(rows, 1):
        assert made[offset:].startswith(b"%d 0 obj\n" % number)
        assert made[offset - 1 : offset] == b"\n"


def test_each_stream_is_as_long_as_it_says_and_its_end_stands_on_a_line_of_its_own(made: bytes) -> None:
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", made))
    assert len(streams) > 10
    for stream in streams:
        assert made[stream.end() + int(stream[1]) :].startswith(b"\nendstream\nendobj\n")


def test_the_identifier_is_that_of_the_content(made: bytes, face: Typeface) -> None:
    def identifier(content: bytes) -> list[bytes]:
        return [part.original_bytes for part in PdfReader(BytesIO(content)).trailer["/ID"]]

    assert len(identifier(made)[0]) == 16
    assert identifier(made) == identifier(_made(face))
    assert identifier(made)[0] not in identifier(_made(face, words="Ví Du"))
    assert made == _made(face)


def test_the_file_holds_nothing_that_acts_or_hides(reader: PdfReader) -> None:
    assert "/Encrypt" not in reader.trailer
    known = {"/Type", "/Pages", "/PageMode", "/Lang", "/ViewerPreferences", "/Metadata", "/OutputIntents"}
    assert set(_root(reader)) == known
    for page in reader.pages:
        kept = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Rotate", "/Trans"}
        assert set(page) == kept
        assert page["/Trans"] == {}
        assert set(page["/Resources"]) == {"/Font", "/ProcSet"}


def test_the_language_and_the_title_in_the_window_are_set(reader: PdfReader) -> None:
    assert _root(reader)["/Lang"] == "vi"
    assert _root(reader)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_only_plain_drawing_in_black_is_used(reader: PdfReader) -> None:
    allowed = {"q", "Q", "cm", "BT", "ET", "Tm", "Tf", "TL", "Tj", "w", "d", "n", "m", "l", "S", "re", "f*"}
    for page in reader.pages:
        used = {operator.decode() for _, operator in ContentStream(page.get_contents(), reader).operations}
        assert used <= allowed


def _metadata(reader: PdfReader) -> ElementTree.Element:
    stream = _root(reader)["/Metadata"]
    assert (stream["/Type"], stream["/Subtype"]) == ("/Metadata", "/XML")
    assert "/Filter" not in stream
    content = stream.get_data()
    assert content.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode())
    assert b"bytes=" not in content[:80]
    return ElementTree.fromstring(content)


def test_the_metadata_claim_pdf_a_2u_and_say_what_the_file_is(reader: PdfReader) -> None:
    packet = _metadata(reader)
    assert packet.findtext(f".//{PDFAID}part") == "2"
    assert packet.findtext(f".//{PDFAID}conformance") == "U"
    assert packet.findtext(f".//{DC}language//{LIST_ITEM}") == "vi"
    assert packet.findtext(f".//{DC}title//{LIST_ITEM}") == TITLE


def test_metadata_and_document_information_agree(reader: PdfReader) -> None:
    packet, known = _metadata(reader), reader.metadata
    assert known is not None
    assert packet.findtext(f".//{DC}title//{LIST_ITEM}") == known.title
    assert packet.findtext(f".//{DC}creator//{LIST_ITEM}") == known.author == AUTHOR
    assert packet.findtext(f".//{DC}description//{LIST_ITEM}") == known.subject == "Nội dung yêu cầu \U0001f600"
    assert packet.findtext(f".//{XMP}CreatorTool") == known.creator == "PAPI Desk"
    assert packet.findtext(f".//{PDF}Producer") == known.producer
    assert packet.findtext(f".//{PDF}Keywords") == known.keywords == ""


def test_a_paper_bears_the_moment_of_its_issue_or_always_the_same(reader: PdfReader, face: Typeface) -> None:
    dates = [_metadata(reader).findtext(f".//{XMP}{name}") for name in ("CreateDate", "ModifyDate")]
    assert dates == ["2026-03-04T09:15:00+07:00"] * 2
    assert reader.trailer["/Info"]["/CreationDate"] == "D:20260304091500+07'00'"
    undated = PdfReader(BytesIO(_made(face, made_at=None)))
    assert _metadata(undated).findtext(f".//{XMP}CreateDate") == "2000-01-01T00:00:00+00:00"
    assert undated.trailer["/Info"]["/ModDate"] == "D:20000101000000+00'00'"


def test_colours_are_those_of_srgb(reader: PdfReader) -> None:
    [intent] = _root(reader)["/OutputIntents"]
    assert (intent["/Type"], intent["/S"]) == ("/OutputIntent", "/GTS_PDFA1")
    assert intent["/OutputConditionIdentifier"]
    profile = intent["/DestOutputProfile"]
    content = profile.get_data()
    assert profile["/N"] == 3
    assert struct.unpack(">I", content[:4]) == (len(content),)
    assert content[8:10] == b"\x04\x20"
    assert (content[12:16], content[16:20], content[36:40]) == (b"mntr", b"RGB ", b"acsp")


def _fonts(reader: PdfReader) -> dict[str, dict[str, Any]]:
    return {name: font.get_object() for name, font in reader.pages[0]["/Resources"]["/Font"].items()}


def _shown(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """Yield each code that the pages show, with its font."""
    for page in reader.pages:
        font = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                font = operands[0]
            elif operator == b"Tj":
                yield from ((font, code) for code in operands[0].original_bytes)


def _tables(font: dict[str, Any]) -> dict[bytes, bytes]:
    content = font["/FontDescriptor"]["/FontFile2"].get_data()
    rows = (struct.unpack_from(">4sIII", content, 12 + 16 * n) for n in range(struct.unpack_from(">H", content, 4)[0]))
    return {tag: content[start : start + length] for tag, _, start, length in rows}


def _glyphs(tables: dict[bytes, bytes]) -> list[int]:
    """Return the glyph of each code by the font's only table of codes (Macintosh Roman, format 6)."""
    version, count, platform, encoding, offset = struct.unpack_from(">HHHHI", tables[b"cmap"])
    assert (version, count, platform, encoding) == (0, 1, 1, 0)
    kind, _, _, first, codes = struct.unpack_from(">HHHHH", tables[b"cmap"], offset)
    assert (kind, first) == (6, 0)
    return list(struct.unpack_from(f">{codes}H", tables[b"cmap"], offset + 10))


def test_fonts_are_subsets_inside_the_file_and_mean_their_own_codes(reader: PdfReader) -> None:
    names = [font["/BaseFont"] for font in _fonts(reader).values()]
    assert len(set(names)) == len(names) >= 4, "the rare letters need a second subset"
    for font in _fonts(reader).values():
        assert re.fullmatch(r"/[A-Z]{6}\+\S+", font["/BaseFont"])
        assert font["/Subtype"] == "/TrueType"
        assert "/Encoding" not in font
        assert font["/FontDescriptor"]["/Flags"] & 0b100100 == 0b000100, "symbolic"
        file = font["/FontDescriptor"]["/FontFile2"]
        assert file["/Length1"] == len(file.get_data())


def test_every_letter_shown_has_a_glyph_and_its_true_width(reader: PdfReader) -> None:
    shown = set(_shown(reader))
    assert len(shown) > 400
    for name, font in _fonts(reader).items():
        tables = _tables(font)
        glyphs, widths = _glyphs(tables), font["/Widths"]
        [em] = struct.unpack_from(">H", tables[b"head"], 18)
        [full] = struct.unpack_from(">H", tables[b"hhea"], 34)
        for code in (code for used, code in shown if used == name):
            assert font["/FirstChar"] <= code <= font["/LastChar"]
            assert glyphs[code], "no letter is the empty box"
            [advance] = struct.unpack_from(">H", tables[b"hmtx"], 4 * min(glyphs[code], full - 1))
            assert abs(float(widths[code]) - advance * 1000 / em) <= 1


def test_every_letter_shown_says_what_it_is(reader: PdfReader) -> None:
    known: dict[str, dict[int, str]] = {}
    for name, font in _fonts(reader).items():
        table = font["/ToUnicode"].get_data().decode("ascii")
        assert all(int(count) <= 100 for count in re.findall(r"(\d+) beginbfchar", table))
        pairs = re.findall(r"^<(..)> <(\w+)>$", table.split("endcodespacerange")[1], re.MULTILINE)
        known[name] = {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}
        assert not set(known[name].values()) & {"\u0000", "\ufeff", "\ufffe"}
    assert all(known[name][code] for name, code in _shown(reader))


def test_letters_are_read_back_in_their_order(reader: PdfReader, face: Typeface) -> None:
    text = reader.pages[0].extract_text()
    for font, words in ((face.regular, "Ví Dụ"), (face.bold, VIETNAMESE_LETTERS)):
        assert font.clean(words) in text


def test_letters_beyond_the_first_plane_are_written_as_pairs(face: Typeface) -> None:
    assert "<07> <D835DC00>" in _letter_table("<00> <0000>\n<07> <1D400>")
    assert "<00>" not in _letter_table("<00> <0000>\n<07> <1D400>").split("endcodespacerange")[1]
