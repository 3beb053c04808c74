"""What was given on the command line, read: the register, times, numbers and pairs."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from papi_desk.db.database import Database, sqlite_url
from papi_desk.documents.watermark import put_across
from papi_desk.domain.deadlines import parse_time
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.names import composed_text
from papi_desk.services.damage import trouble_of
from papi_desk.services.deeds import guarded, seat
from papi_desk.services.practice import WORDS, is_practice
from papi_desk.services.reference import closing_hour
from papi_desk.services.server_address import joined_server
from papi_desk.services.upgrading import COPYING, Told, bring_up_to_date
from papi_desk.settings import data_folder, office_now, practice_folder

Given = argparse.Namespace


def open_register(
    folder: Path,
    url: str | None,
    now: datetime,
    *,
    quietly: bool = False,
    practice: bool = False,
    told: Told | None = None,
) -> Database:
    """Open the register, laying it down first where there is none, and say so; mark the papers of one for practice.

    One of an older program is copied, then brought up to date, told step by step.
    """
    if url is None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("cannot-write", path=str(folder)) from error
        trouble = trouble_of(folder / "papi-desk.db", thorough=False)
        if trouble is not None:
            raise Unavailable(trouble.damage.kind, what=trouble.damage.what, folder=str(folder))
        if not quietly and not (folder / "papi-desk.db").exists():
            print(f"Đã lập sổ mới tại {folder}", file=sys.stderr)
    database = guarded(Database(url or sqlite_url(folder)))
    if bring_up_to_date(database, folder, at=now, told=told or (_hushed if quietly else _progress)):
        from papi_desk.services.setting_up import set_up

        database.transact(set_up, at=now)
    if practice:
        from papi_desk.services.practice_sample import begin_practice

        database.transact(begin_practice, at=now)
    put_across(WORDS if database.read(is_practice) else "")
    return database


def _progress(what: str, done: int, steps: int) -> None:
    words = "Sổ của phiên bản cũ: đang sao lưu trước khi nâng cấp" if what == COPYING else "Đang nâng cấp sổ"
    print(f"{words} ({done}/{steps})", file=sys.stderr)


def _hushed(_what: str, _done: int, _steps: int) -> None:
    pass


def folder_of(given: Given) -> Path:
    """Return the folder of the register that the command means, the real one or the one for practice."""
    folder = data_folder(given.data)
    return practice_folder(folder) if given.practice else folder


def url_of(given: Given) -> str | None:
    """Return the address of a register on a server: given or joined; the one for practice is a file here."""
    if given.practice:
        return None
    return given.database or os.environ.get("PAPI_DESK_DATABASE") or joined_server(folder_of(given))


def unopened(given: Given) -> Database:
    """Name the register without opening it."""
    folder = folder_of(given)
    folder.mkdir(parents=True, exist_ok=True)
    return Database(url_of(given) or sqlite_url(folder))


def register_of(given: Given) -> Database:
    """Open the register that the command names; where the office asks it, prove who gives the command."""
    now = now_of(given)
    database = open_register(folder_of(given), url_of(given), now, quietly=given.json, practice=given.practice)
    if database.read(seat).required:
        from papi_desk.commands.proofs import take_seat

        take_seat(database, given, now)
    return database


def now_of(given: Given) -> datetime:
    """Return the office time that the command acts and records at."""
    return read_time(given.now, "now") if given.now else office_now()


def at_of(given: Given) -> datetime:
    """Return when the step happened: --at, else now."""
    return read_time(given.at) if getattr(given, "at", None) else now_of(given)


def read_time(text: str, field: str = "at") -> datetime:
    """Read a date or a moment; raise ``Refused`` «bad-time»."""
    try:
        return parse_time(text) if "T" in text else datetime.combine(date.fromisoformat(text), datetime.min.time())
    except ValueError as error:
        raise Refused("bad-time", field, text=text) from error


def read_optional_time(text: str | None, field: str) -> datetime | None:
    """Read a moment that may be missing."""
    return read_time(text, field) if text else None


def read_date(text: str | None, field: str) -> date | None:
    """Read a date that may be missing."""
    return read_time(text, field).date() if text else None


def read_whole(text: str | None, field: str = "amount") -> int | None:
    """Read a whole number that may be missing; raise ``Refused`` «bad-number»."""
    if text is None:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Refused("bad-number", field, text=text) from error


def read_promise(database: Database, text: str | None, field: str) -> datetime | None:
    """Read a promised moment; a bare date means the desk's closing hour on that day."""
    if not text or "T" in text:
        return read_optional_time(text, field)
    day = read_time(text, field).date()
    return datetime.combine(day, database.read(closing_hour, day))


def read_pairs(texts: list[str]) -> dict[str, str]:
    """Read NAME=VALUE options; a name alone means yes."""
    return {name.strip(): value.strip() or "yes" for name, _, value in (text.partition("=") for text in texts)}


def read_counts(texts: list[str]) -> dict[str, int]:
    """Read NAME=N options; raise ``Refused`` «bad-pair»."""
    counts = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise Refused("bad-pair", "quantity", text=text)
        counts[name.strip()] = read_whole(value.strip(), "quantity") or 0
    return counts


def read_toml(path: str, field: str = "file") -> dict[str, Any]:
    """Read a TOML file; raise ``Refused`` «file-unreadable» for one that is none."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise Refused("file-unreadable", field, file=path, why=str(error)) from error


def read_text(path: str) -> str:
    """Read a file; raise ``Refused`` for one that is not there or is no text."""
    try:
        return composed_text(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise Refused("file-missing", "file", file=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("file-unreadable", "file", file=path, why=str(error)) from error
