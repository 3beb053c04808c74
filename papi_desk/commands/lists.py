"""A table of the office's, written into the file named by -o or shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import write
from papi_desk.commands.given import Given, now_of
from papi_desk.commands.tables import rendered
from papi_desk.db.database import Database
from papi_desk.documents.report_text import report_json, report_table
from papi_desk.domain.reports import Report
from papi_desk.services.access_log import note_out


def written(database: Database, given: Given, make: Callable[..., Report], *words: Any, **more: Any) -> Any:
    """Write a table into the file named by -o (.pdf, .xlsx, .csv), or show it; rows are read while they are written."""

    def put(session: Any) -> Any:
        report = make(session, *words, **more)
        if not given.output:
            return report_json(report) if given.json else report_table(report)
        ending = given.output.lower().rpartition(".")[2]
        name = write(given.output, rendered(ending if ending in ("xlsx", "csv") else "pdf", report))
        return {"file": name} if name else None

    if given.output:
        note_export(database, given)
    return database.read(put)


def note_export(database: Database, given: Given) -> None:
    """Have it noted that something leaves the register, before it does; who may not do it is refused."""
    where = "" if given.output == "-" else Path(given.output).name
    database.transact(note_out, "export", given.command, where, at=now_of(given))
