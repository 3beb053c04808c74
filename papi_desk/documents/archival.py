"""Make the file of a paper one that can be kept for decades: PDF/A-2u (ISO 19005-2), as far as drawing allows.

ReportLab embeds the fonts; added here are the metadata, the meaning of colours, a clean table of letters for
each font, an identifier from the content, and the line ends that the standard asks for. What is met and what
is not: docs/decisions/11-papers.md.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from types import SimpleNamespace
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from papi_desk.settings import OFFICE_ZONE, resource

PDF_VERSION = (1, 7)
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_LETTERS = 100
"""As many letters as one block of a letter table may hold (Adobe technical note 5014)."""

_LETTER = re.compile(r"^<([0-9A-F]{2})> <([0-9A-F]{4,6})>$", re.MULTILINE)
_TABLE_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_TABLE_END = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_STREAM_END = b"endstream\nendobj\n"
_IDENTIFIER = re.compile(rb"/ID \n\[<[0-9a-f]+><[0-9a-f]+>\]\n%.*\n")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords></pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class About(NamedTuple):
    """What a file says of itself; ``made_at`` is the office's wall time, None for a fixed date."""

    title: str
    author: str
    subject: str
    creator: str
    made_at: datetime | None = None


def describe(canvas: Canvas, about: About) -> None:
    """Say in the file what it is and how its letters and colours are meant; to be called when all is drawn."""
    title, author, subject, creator = map(_printable, about[:4])
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator(creator)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    document = canvas._doc
    moment = about.made_at.replace(tzinfo=OFFICE_ZONE) if about.made_at else _UNDATED
    words = {"title": title, "author": author, "subject": subject, "creator": creator}
    _add_metadata(document, moment, words | {"producer": document.info.producer})
    _add_colours(document)
    document.delayedFonts.append(_LetterTables())


def _printable(text: str) -> str:
    """Return ``text`` without the signs that XML cannot hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _add_metadata(document: PDFDocument, moment: datetime, words: dict[str, str]) -> None:
    hours = (moment.utcoffset() or timedelta()) // timedelta(hours=1)
    document._timeStamp = SimpleNamespace(YMDhms=moment.timetuple()[:6], dhh=hours, dmm=0)
    safe = {name: escape(text) for name, text in words.items()}
    packet = _XMP.format(date=moment.isoformat(timespec="seconds"), **safe).encode()
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = PDFStream(kind, packet)


def _add_colours(document: PDFDocument) -> None:
    """Say that black, and any other colour, is that of sRGB."""
    profile = PDFStream(PDFDictionary({"N": 3}), _srgb(), filters=[PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile, "srgb"),
    }
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    return resource("data", "srgb.icc").read_bytes()


class _LetterTables:
    """Stands last among the fonts of a document and writes their tables of letters anew."""

    def addObjects(self, document: PDFDocument) -> None:
        """Give each font a table of letters without code 0, in blocks of at most a hundred."""
        for name, stream in document.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _letter_table(stream.content)


def _letter_table(written: str) -> str:
    """Return the table that ReportLab wrote as the standard has it; no code may stand for no letter."""
    pairs = [(code, int(letter, 16)) for code, letter in _LETTER.findall(written) if int(letter, 16)]
    lines = [f"<{code}> <{chr(letter).encode('utf-16-be').hex().upper()}>" for code, letter in pairs]
    blocks = [lines[first : first + _MOST_LETTERS] for first in range(0, len(lines), _MOST_LETTERS)]
    filled = ["\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks]
    return "\n".join([_TABLE_HEAD, *filled, _TABLE_END])


def sealed(content: bytes) -> bytes:
    """Return a file of ReportLab's with the end of each stream on a line of its own, named by its content."""
    table = int(content[content.rindex(b"startxref") :].split()[1])
    head, _, trailer = content[table:].partition(b"trailer\n")
    starts = [int(row[:10]) for row in head.splitlines()[3:]]
    out, moved = bytearray(content[: min(starts)]), dict[int, int]()
    for start, end in pairwise([*sorted(starts), table]):
        moved[start] = len(out)
        out += _with_line_end(content[start:end])
    digest, table = sha256(out).hexdigest()[:32].encode(), len(out)
    rows = "".join(f"{moved[start]:010d} 00000 n \n" for start in starts)
    out += f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n{rows}trailer\n".encode()
    out += _IDENTIFIER.sub(b"/ID [<%b><%b>]\n" % (digest, digest), trailer[: trailer.rindex(b"startxref")])
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def _with_line_end(part: bytes) -> bytes:
    return part[: -len(_STREAM_END)] + b"\n" + _STREAM_END if part.endswith(_STREAM_END) else part
