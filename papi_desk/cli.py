"""The desk on the command line: the same services for scripts, schedulers and machines without a screen.

Exit codes: 0 done, 1 refused by the office's rules, 2 misuse, 3 the machine or the database stands in the way.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from papi_desk import __version__
from papi_desk.arguments import parser
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.settings import data_folder

REFUSED, MISUSE, ENVIRONMENT = 1, 2, 3
_NOT_GIVEN = {"data": None, "database": None, "now": None, "json": False}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = parser(__version__).parse_args(argv, argparse.Namespace(**_NOT_GIVEN))
    try:
        if given.command is None:
            return _open_window(given)
        return _run(given)
    except Refused as error:
        return _complain(given, error, REFUSED)
    except Unavailable as error:
        return _complain(given, error, ENVIRONMENT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(given, Unavailable("cannot-write", path=error.filename or str(error)), ENVIRONMENT)


def _run(given: argparse.Namespace) -> int:
    module = import_module("papi_desk.reckon" if given.command in ("due", "fee") else "papi_desk.commands")
    command: Callable[[argparse.Namespace], Any] = getattr(module, given.command.replace("-", "_"))
    answer = command(given)
    if isinstance(answer, int):
        return answer
    if answer is not None:
        show(answer, as_json=getattr(given, "json", False))
    return 0


def _open_window(given: argparse.Namespace) -> int:
    """Open the window, or do the main job on sample data where there is no screen."""
    on_linux = sys.platform.startswith("linux")
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    if on_linux and not screen:
        print("Máy không có màn hình: làm thử việc chính với dữ liệu mẫu.", file=sys.stderr)
        return main([*_globals(given), "demo"])
    from papi_desk.app import run

    url = given.database or os.environ.get("PAPI_DESK_DATABASE")
    code: int = run(data_folder(given.data), url)
    return code


def _globals(given: argparse.Namespace) -> list[str]:
    named = (("--data", given.data), ("--database", given.database))
    return [word for name, value in named if value for word in (name, value)]


def _complain(given: argparse.Namespace, error: Refused | Unavailable, code: int) -> int:
    from papi_desk.services.sentences import sentence

    words = sentence(error)
    if getattr(given, "json", False):
        field = error.field if isinstance(error, Refused) else None
        print(json.dumps({"error": {"kind": error.kind, "field": field, "message": words}}, ensure_ascii=False))
    print(words, file=sys.stderr)
    return code


def plain(value: Any) -> Any:
    """Turn an answer into plain JSON values; moments as YYYY-MM-DDTHH:MM."""
    if is_dataclass(value) and not isinstance(value, type):
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
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    elif isinstance(answer, str):
        print(answer)
    else:
        for item in answer if isinstance(answer, list) else [answer]:
            print(_words(item))


def _words(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    return " · ".join(f"{name}: {value}" for name, value in item.items() if value not in (None, "", [], {}))


def write(path: str | None, content: bytes) -> str | None:
    """Write a file whole or not at all and return its name; without a path, write to standard output."""
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
