"""How the command line answers: plain JSON, lines a person reads, and files written whole or not at all."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from papi_desk.domain.errors import Unavailable
from papi_desk.domain.names import without_commands
from papi_desk.domain.records import asdict, is_record

REFUSED, MISUSE, ENVIRONMENT = 1, 2, 3
"""Exit codes: the office's rules say no, the words are off, the machine stands in the way."""


def plain(value: Any) -> Any:
    """Turn an answer into plain JSON values; moments as YYYY-MM-DDTHH:MM."""
    if is_record(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def show(answer: Any, *, as_json: bool) -> None:
    """Print an answer: one JSON document, or lines a person reads."""
    answer = plain(answer)
    if as_json or not isinstance(answer, list | dict | str):
        print(without_commands(json.dumps(answer, ensure_ascii=False, indent=1)))
    elif isinstance(answer, str):
        print(without_commands(answer))
    else:
        for item in answer if isinstance(answer, list) else [answer]:
            print(without_commands(_words(item)))


def _words(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    return " · ".join(f"{name}: {_value(value)}" for name, value in item.items() if value not in (None, "", [], {}))


def _value(value: Any) -> str:
    listed = isinstance(value, list) and all(isinstance(one, str | int) for one in value)
    return "; ".join(map(str, value)) if listed else str(value)


def write(path: str | None, content: bytes, *, private: bool = True) -> str | None:
    """Write a file whole or not at all and return its name; without a path, write to standard output.

    What may hold a person's data is locked where the environment gives a password for files.
    """
    if private:
        content = import_module("papi_desk.commands.locking").under_lock(content)
    if path is None or path == "-":
        sys.stdout.buffer.write(content)
        return None
    target = Path(path)
    half = target.with_name(target.name + ".part")
    try:
        half.write_bytes(content)
        half.replace(target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Unavailable("cannot-write", path=path) from error
    return str(target)
