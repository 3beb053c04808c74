"""Reports on the command line: run one, list the cases behind a figure, close and verify a month."""

from __future__ import annotations

import csv
import io
from typing import Any

from papi_desk.commands.answers import REFUSED, show, write
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_date, read_optional_time, read_text, register_of
from papi_desk.commands.lists import note_export
from papi_desk.commands.tables import rendered
from papi_desk.domain.errors import Refused
from papi_desk.domain.names import without_commands
from papi_desk.domain.periods import Period, free_period, read_period
from papi_desk.domain.records import replace
from papi_desk.domain.statistics import published_problems
from papi_desk.services.lateness import cause_of, record_cause
from papi_desk.services.months import close_month, closed_months, differences, verify_month
from papi_desk.services.reports.behind import cases_behind as find_behind
from papi_desk.services.reports.behind import list_behind
from papi_desk.services.reports.counting import late_causes
from papi_desk.services.reports.facts import Asked
from papi_desk.services.reports.run import define_report, definition_of, report_names
from papi_desk.services.reports.run import report as run_report
from papi_desk.services.reports.trends import charts


def report(given: Given) -> Any:
    """Run a report and print it, or write it as a file."""
    asked = asked_of(given)
    database = register_of(given)
    form = given.form or "table"
    form = "json" if form == "table" and given.json else form

    def made(session: Any) -> bytes:
        found = run_report(session, given.name, asked)
        if given.charts and form == "pdf":
            found = replace(found, charts=charts(session, asked))
        behind = [list_behind(session, given.name, asked)] if form == "xlsx" and given.behind else ()
        return rendered(form, found, behind=behind, semicolon=given.semicolon)

    shown = given.output is None and form in ("json", "table")
    if not shown:
        note_export(database, given, form)
    content = database.read(made)
    if shown:
        print(without_commands(content.decode()), end="")
        return None
    name = write(given.output, content)
    return {"file": name} if name else None


def reports(given: Given) -> Any:
    """List the reports, show a definition, or keep the office's own."""
    if given.what == "list":
        return report_names()
    database = register_of(given)
    if given.what == "show":
        return database.read(definition_of, given.name or "")
    text = read_text(given.file or "") if given.what == "define" else ""
    return database.transact(define_report, given.name or "", text, at=now_of(given), by=given.by)


def stats(given: Given) -> Any:
    """Count II.06a, or check the sums of a published table."""
    if given.what == "compare":
        if not given.file:
            raise Misuse("Thiếu tệp bảng đã công bố.")
        problems = published_problems(csv.DictReader(io.StringIO(read_text(given.file), newline="")))
        return {"ok": not problems, "problems": problems}
    given.name = "ii06a"
    return report(given)


def cases_behind(given: Given) -> Any:
    """List the cases behind a figure."""
    asked = asked_of(given)
    return register_of(given).read(find_behind, given.name, asked, row=given.row, column=given.column)


def asked_of(given: Given) -> Asked:
    """Read what is asked of a report."""
    known_at = read_optional_time(given.known_at, "known_at")
    asked = Asked(period_of(given), now_of(given), by=given.by or "", known_at=known_at)
    return replace(asked, share=getattr(given, "share", "solved"), compare=getattr(given, "compare", None) or "")


def period_of(given: Given) -> Period:
    """Read the period: a month, quarter, half or year by its cut, or a free range."""
    for kind in ("month", "quarter", "half", "year"):
        if text := getattr(given, kind, None):
            return read_period(kind, text, given.cut)
    return free_period(read_date(given.first, "from"), read_date(given.last, "to"))


def month(given: Given) -> Any:
    """Close a month, compare a closed one with the register, list those closed, or the cases that differ from then."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return database.read(closed_months)
    period = read_period("month", given.month or "", given.cut)
    if given.what == "close":
        return database.transact(close_month, period, at=now, by=given.by)
    if given.what == "differ":
        known_at = read_optional_time(given.known_at, "known_at")
        if known_at is None:
            raise Refused("bad-time", "known_at", text="")
        return database.read(differences, period, known_at=known_at, now=now)
    found = database.read(verify_month, period, now=now)
    show(found, as_json=given.json)
    return 0 if found.ok else REFUSED


def late(given: Given) -> Any:
    """Record why a case is late, or show the cause recorded; without a case, list the causes."""
    if not given.code:
        return late_causes()
    database = register_of(given)
    if given.cause is None:
        return database.read(cause_of, given.code)
    return database.transact(record_cause, given.code, given.cause, remark=given.note, at=now_of(given), by=given.by)
