"""The papers of a case as a catalogue writes them, with counts by kind of copy."""

from __future__ import annotations

import re
from typing import Final

from papi_desk.domain.csv_table import Row
from papi_desk.domain.errors import Refused
from papi_desk.domain.procedures import RequiredDocument

_COUNTS: Final = re.compile(
    r"^(.*?)\s*\((?:bản chính:\s*)?(\d+)(?:\s*bản chính)?(?:,?\s*(?:bản sao:\s*)?(\d+)(?:\s*bản sao)?)?\)$",
    re.IGNORECASE | re.DOTALL,
)
_CERTIFIED: Final = re.compile(r"^bản sao (?:có )?chứng thực", re.IGNORECASE)
_COPY: Final = re.compile(r"^bản (?:sao|chụp|photo)", re.IGNORECASE)
_SHOWN: Final = re.compile(r"\((?:xuất trình|đối chiếu)", re.IGNORECASE)


def read_documents(row: Row) -> tuple[RequiredDocument, ...]:
    """Read «name|originals|certified|photos|note;;…»; empty counts mean that the source gives none.

    Raises ``Refused`` «catalogue-bad-document» with the paper that cannot be read.
    """
    text = row.text("documents")
    parts = [part.strip() for part in text.split(";;")] if text else []
    return tuple(_document(row, position, part) for position, part in enumerate(parts, 1))


def read_document_lines(text: str) -> tuple[RequiredDocument, ...]:
    """Read the papers of a case as an officer types them, one a line; raises «document-line-wrong»."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(_document_line(position, line) for position, line in enumerate(lines, 1))


def _document_line(position: int, line: str) -> RequiredDocument:
    try:
        return _document(Row(position, {"documents": line}), position, line)
    except Refused:
        raise Refused("document-line-wrong", "documents", position=position, text=line) from None


def _document(row: Row, position: int, part: str) -> RequiredDocument:
    """Read one paper with its counts, or the counts usual for a paper of that name."""
    name, *rest = [cell.strip() for cell in part.split("|")]
    counts, note = rest[:3], rest[3:]
    given = any(counts)
    if not name or len(rest) > 4 or (given and not (len(counts) == 3 and all(c.isdecimal() for c in counts))):
        raise row.refused("catalogue-bad-document", "documents", document=part, position=position)
    originals, certified, photos = map(int, counts) if given else _usual_counts(name)
    return RequiredDocument(position, name, originals, certified, photos, note[0] if note else "")


def _usual_counts(name: str) -> tuple[int, int, int]:
    """Tell how many are handed in when the source does not say: nothing of what is only shown, else one."""
    if _SHOWN.search(name):
        return 0, 0, 0
    if _CERTIFIED.match(name):
        return 0, 1, 0
    return (0, 0, 1) if _COPY.match(name) else (1, 0, 0)


def from_national_text(text: str) -> str:
    """Rewrite the national catalogue's list «A (1 bản chính); B (0 bản chính, 1 bản sao)» in our form.

    The portal does not say whether its «bản sao» is certified: it counts as a photocopy, which the desk
    compares with the original, unless the paper's own name says «chứng thực».
    """
    return ";;".join(_rewritten(part.strip()) for part in text.split("; ") if part.strip())


def _rewritten(part: str) -> str:
    part = part.strip(" ;").replace("|", "/").replace(";;", ";")
    found = _COUNTS.fullmatch(part)
    if found is None:
        return part
    name, originals, copies = found[1].strip(), found[2], found[3] or "0"
    certified = _CERTIFIED.match(name) is not None
    kinds = (copies, "0") if certified else ("0", copies)
    return "|".join((name, originals, *kinds))
