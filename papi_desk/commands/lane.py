"""What the commands for many cases, for the provincial system and for outages do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import plain
from papi_desk.commands.given import Given, now_of, read_whole, register_of
from papi_desk.commands.lists import written
from papi_desk.domain.errors import Refused
from papi_desk.services.batches import BatchReport
from papi_desk.services.batches import register_batch as receive_batch
from papi_desk.services.imports import read_rows
from papi_desk.services.outages import list_outages, outage_report, start_outage, stop_outage
from papi_desk.services.reconciliation import reconcile as find_differences
from papi_desk.services.reconciliation import reconciliation_report


def register_batch(given: Given) -> Any:
    """Receive every row of a file; each one that was not received says why."""
    database, rows = register_of(given), read_rows(_file(given.file))
    run: Callable[..., BatchReport] = database.read if given.dry_run else database.transact
    report = run(receive_batch, rows, given.procedure, at=now_of(given), by=given.by, dry_run=given.dry_run)
    if given.json:
        cases = [{"row": line.row, **plain(line.case)} for line in report.registered]
        rejected = [{"row": line.row, "name": line.name, "reason": line.reason} for line in report.rejected]
        return {"registered": cases, "rejected": rejected}
    told = [f"dòng {line.row}: {line.case.code if line.case else line.reason}" for line in report.lines]
    return [*told, f"Đã nhận {len(report.registered)} hồ sơ; {len(report.rejected)} dòng không nhận."]


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise Refused("file-missing", "file", file=name)
    return path


def reconcile(given: Given) -> Any:
    """Compare the province's export with the register: as JSON, on the screen, or as a paper for both signatures."""
    database, rows = register_of(given), read_rows(_file(given.file))
    if given.json and not given.output:
        return database.read(find_differences, rows)
    return written(database, given, reconciliation_report, rows, now=now_of(given))


def outages(given: Given) -> Any:
    """List or print the outages of a year, or note that one began or ended."""
    database, now = register_of(given), now_of(given)
    if given.action == "start":
        return database.transact(start_outage, given.what or "portal", at=now, by=given.by, words=given.note or "")
    if given.action == "stop":
        return database.transact(stop_outage, given.what or "", at=now, by=given.by)
    year = read_whole(given.year, "year") or now.year
    if given.output:
        return written(database, given, outage_report, year, now=now)
    return database.read(list_outages, year, now=now)
