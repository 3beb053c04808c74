"""What was acknowledged, in plain lines beside the register: where the chain stood after each use case.

A register that is torn or zeroed cannot tell what it held. These lines can: the number, hash, hour, action and subject
of each row of the audit log, nothing of a person. They also show a chain that was cut or written anew.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from papi_desk.domain.records import Record

FOLDER: Final = "nhat-ky"
_BLOCK: Final = 10_000
_HASH: Final = 16
_log = logging.getLogger(__name__)


class JournalLine(Record):
    """A row of the audit log as the journal knows it."""

    sequence: int
    hash: str
    at: str
    action: str
    subject: str


def short(hash_: str) -> str:
    """Return as much of a hash as the journal keeps."""
    return hash_[:_HASH]


def write(register: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Append the rows of a use case that was committed; trouble here never hinders the desk."""
    blocks: dict[int, list[str]] = {}
    for row in rows:
        subject = str(row["subject"]).replace("\n", " ")
        line = f"{row['sequence']}\t{short(row['hash'])}\t{row['at']:%Y-%m-%dT%H:%M:%S}\t{row['action']}\t{subject}\n"
        blocks.setdefault(row["sequence"] // _BLOCK, []).append(line)
    for block, lines in blocks.items():
        try:
            _append(register.with_name(FOLDER) / f"{block:06}.txt", "".join(lines).encode())
        except OSError as error:
            _log.info("journal not written: %s", error)


def _append(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, flags, 0o600)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)


def lines_after(register: Path, sequence: int) -> Iterator[JournalLine]:
    """Yield what was acknowledged after a row of the chain, in order; lines that a power cut left half are skipped."""
    for path in sorted(register.with_name(FOLDER).glob("*.txt")):
        if int(path.stem) < sequence // _BLOCK:
            continue
        found: dict[int, JournalLine] = {}
        for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
            line = _line(text)
            if line is not None and line.sequence > sequence:
                found[line.sequence] = line
        yield from (found[number] for number in sorted(found))


def last_line(register: Path) -> JournalLine | None:
    """Return the last thing that was acknowledged."""
    paths = sorted(register.with_name(FOLDER).glob("*.txt"))
    lines = list(lines_after(register, int(paths[-1].stem) * _BLOCK - 1)) if paths else []
    return lines[-1] if lines else None


def _line(text: str) -> JournalLine | None:
    parts = text.split("\t")
    if len(parts) != 5 or not parts[0].isdigit() or len(parts[1]) != _HASH:
        return None
    return JournalLine(int(parts[0]), *parts[1:])
