"""Who gives a command, proved by a PIN that never stands among its words.

A PIN comes from a file (PAPI_DESK_PIN_FILE), a file descriptor (PAPI_DESK_PIN_FD), the environment (PAPI_DESK_PIN)
or, where somebody sits at a terminal, from a question that is not echoed.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from datetime import datetime
from getpass import getpass
from pathlib import Path

from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused
from papi_desk.services.deeds import seat
from papi_desk.services.sign_in import approve, sign_in
from papi_desk.settings import office_now

_FREE = frozenset({"verify", "backup", "backups", "init"})
"""Commands that show nobody's data and change nothing that is somebody's to change."""
_TELLS_WHERE = frozenset({"add", "drop", "set"})
"""What says where copies go from now on, and is somebody's to say."""


def take_seat(database: Database, given: Namespace, at: datetime) -> None:
    """Prove who gives the command, where the office asks its officers to sign in."""
    if _is_free(given) or not database.read(seat).required:
        return
    who = os.environ.get("PAPI_DESK_OFFICER") or getattr(given, "by", None)
    if not who:
        raise Refused("sign-in-command", "officer")
    counter = "cli" if getattr(given, "now", None) is None else f"cli, {office_now():%Y-%m-%dT%H:%M}"
    database.transact(sign_in, who, secret_of("PIN", f"Mã PIN của {who}: "), at=at, counter=counter).proved()


def _is_free(given: Namespace) -> bool:
    """Tell whether a command asks nobody for a PIN; a copy that is taken away does."""
    if given.command == "sign-in":
        return given.what in ("status", "recover")
    if (given.command == "backup" and given.file) or (given.command == "backups" and given.what in _TELLS_WHERE):
        return False
    return given.command in _FREE


def ask_approver(database: Database, approver: str | None, subject: str, step: str, at: datetime) -> None:
    """Let the approver that a step names prove it too, where the office asks its officers to sign in."""
    if approver and database.read(seat).required:
        secret = secret_of("APPROVER_PIN", f"Mã PIN của {approver}: ")
        database.transact(approve, approver, secret, subject, step=step, at=at).proved()


def secret_of(name: str, question: str) -> str:
    """Return a secret from a file, a file descriptor or the environment, else ask for it."""
    name = f"PAPI_DESK_{name}"
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise Refused("file-unreadable", "file", file=path, why=str(error)) from error
    if number := os.environ.get(f"{name}_FD", ""):
        with os.fdopen(int(number), encoding="utf-8", closefd=False) as stream:
            return stream.readline().strip()
    if name in os.environ:
        return os.environ[name].strip()
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass(question).strip()
    raise Refused("sign-in-command", "pin")
