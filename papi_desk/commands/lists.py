"""A table of the office's, written into the file named by -o or shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import write
from papi_desk.commands.given import Given, now_of
from papi_desk.commands.locking import lockable
from papi_desk.commands.tables import rendered
from papi_desk.db.database import Database
from papi_desk.documents.report_text import report_json, report_table
from papi_desk.domain.errors import Refused
from papi_desk.domain.reports import Report
from papi_desk.services.access_log import exports_locked, note_out


def written(database: Database, given: Given, make: Callable[..., Report], *words: Any, **more: Any) -> Any:
    """Write a table into the file named by -o (.pdf, .xlsx, .csv), or show it; rows are read while they are written."""

    def put(session: Any) -> Any:
        report = make(session, *words, **more)
        if not given.output:
            return report_json(report) if given.json else report_table(report)
        name = write(given.output, rendered(kind_of(given), report))
        return {"file": name} if name else None

    if given.output:
        note_export(database, given, kind_of(given))
    return database.read(put)


def kind_of(given: Given) -> str:
    """Return the kind of file that the name after -o asks for; a paper where it says nothing."""
    ending = given.output.lower().rpartition(".")[2]
    return ending if ending in ("xlsx", "csv") else "pdf"


def note_export(database: Database, given: Given, kind: str) -> None:
    """Have it noted that something leaves the register, before it does, and whether under a lock.

    Refused: who may not do it, a kind of file without a lock where a password is given, a plain file where the office
    wants every export locked.
    """
    locked = lockable(kind)
    if not locked and database.read(exports_locked):
        raise Refused("export-needs-password", "output")
    where = "" if given.output in (None, "-") else Path(given.output).name
    database.transact(note_out, "export", given.command, where, locked=locked, at=now_of(given))
