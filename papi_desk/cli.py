"""The desk on the command line: the same services for scripts, schedulers and machines without a screen.

Exit codes: 0 done, 1 refused by the office's rules, 2 misuse, 3 the machine or the database stands in the way.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from papi_desk import __version__
from papi_desk.commands.answers import ENVIRONMENT, MISUSE, REFUSED, show
from papi_desk.commands.arguments import BOOK_COMMANDS, MATTER_COMMANDS, Misuse, parser
from papi_desk.domain.errors import Refused, Unavailable, where_it_failed
from papi_desk.domain.names import composed_text, without_commands

_ROOMS = {
    "due": "reckon", "fee": "reckon", "demo": "demo",
    "slip": "papers", "sheet": "papers", "papers": "papers",
    "publish": "publishing", "licences": "licences", "join": "joining",
    "officers": "signing", "roles": "signing", "sign-in": "signing",
    "ratings": "ratings", "server": "server",
    **dict.fromkeys(BOOK_COMMANDS, "books"), **dict.fromkeys(MATTER_COMMANDS, "matters"),
    **dict.fromkeys(("report", "reports", "stats", "cases-behind", "month", "late"), "reports"),
    **dict.fromkeys(("backup", "backups", "restore", "carry"), "copies"), "encryption": "secrecy",
    "retention": "private", "citizen": "private",
    "attention": "counter", "undo": "counter",
    **dict.fromkeys(("register-batch", "reconcile", "outages"), "lane"),
}  # fmt: skip
_NOT_GIVEN = {"data": None, "database": None, "now": None, "json": False, "practice": False}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command, open the window."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = argparse.Namespace(**_NOT_GIVEN)
    try:
        given = composed(parser(__version__).parse_args(argv, given))
        if given.command in (None, "display"):
            return _open_window(given)
        return _run(given)
    except Misuse as error:
        return _misused(argv, str(error))
    except Refused as error:
        return _complain(given, error, REFUSED)
    except Unavailable as error:
        return _complain(given, error, ENVIRONMENT)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(given, Unavailable("cannot-write", path=error.filename or str(error)), ENVIRONMENT)
    except Exception as bug:
        print(where_it_failed(bug), file=sys.stderr)
        return _complain(given, Unavailable("program-mistake"), ENVIRONMENT)


_PATHS = frozenset(
    (
        "data",
        "database",
        "file",
        "output",
        "office",
        "catalogue",
        "calendar",
        "code",
        "subject",
        "place",
        "address",
    )
)
"""What may name a file, and is taken letter by letter."""


def composed(given: argparse.Namespace) -> argparse.Namespace:
    """Compose the letters of every word given but the names of files."""
    for name, value in vars(given).items():
        if isinstance(value, str) and name not in _PATHS:
            setattr(given, name, composed_text(value))
        elif isinstance(value, list) and name not in _PATHS:
            setattr(given, name, [composed_text(one) for one in value])
    return given


def _run(given: argparse.Namespace) -> int:
    module = import_module(f"papi_desk.commands.{_ROOMS.get(given.command, 'desk')}")
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
    if on_linux and not screen and given.command == "display":
        raise Unavailable("no-screen")
    if on_linux and not screen:
        print("Máy không có màn hình: làm thử việc chính với dữ liệu mẫu.", file=sys.stderr)
        return main([*_globals(given), "demo"])
    gc.disable()  # nothing that is imported is ever garbage; the window sweeps by itself (``ui/tasks.py``)
    import_module("papi_desk.ui")  # before Qt
    from papi_desk.app import run
    from papi_desk.commands.given import folder_of, url_of

    gc.freeze()
    display = given.command == "display"
    code: int = run(folder_of(given), url_of(given), display=display, practice=given.practice)
    return code


def _globals(given: argparse.Namespace) -> list[str]:
    named = (("--data", given.data), ("--database", given.database))
    return [word for name, value in named if value for word in (name, value)]


def _misused(argv: Sequence[str] | None, words: str) -> int:
    if "--json" in (sys.argv[1:] if argv is None else argv):
        print(json.dumps({"error": {"kind": "misuse", "field": None, "message": words}}, ensure_ascii=False))
    print(words, file=sys.stderr)
    return MISUSE


def _complain(given: argparse.Namespace, error: Refused | Unavailable, code: int) -> int:
    from papi_desk.services.sentences import sentence

    words = without_commands(sentence(error))
    if given.json:
        field = error.field if isinstance(error, Refused) else None
        answer = {"error": {"kind": error.kind, "field": field, "message": words}}
        words = json.dumps(answer, ensure_ascii=False)
        print(words)
    print(words, file=sys.stderr)
    return code
