"""Private data on the command line: how long they are kept, what is held of a citizen, corrections on request."""

from __future__ import annotations

from typing import Any

from papi_desk.commands.answers import write
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_pairs, read_toml, register_of
from papi_desk.commands.lists import kind_of, note_export
from papi_desk.commands.proofs import ask_approver
from papi_desk.commands.tables import rendered
from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layout_pdf
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import asdict
from papi_desk.services.citizen_data import Asked, citizen_data, citizen_report, correct_citizen
from papi_desk.services.office_rules import drop_rules, set_rules
from papi_desk.services.retention import (
    BOOK,
    DEED,
    minutes_paper,
    retention_minutes,
    retention_plan,
    retention_rules,
    run_retention,
)


def retention(given: Given) -> Any:
    """List what would go, destroy it with an approval, print the minutes, set the office's terms."""
    database, now = register_of(given), now_of(given)
    if given.what == "plan" or (given.what == "run" and given.dry_run):
        plan = database.read(retention_plan, on=now.date())
        return [line.to_json() for line in plan if not given.rule or line.rule.key in given.rule]
    if given.what == "rules":
        rules = database.read(retention_rules, on=now.date())
        return [{**rule.to_json(), "term": rule.term(), "own": rule.own} for rule in rules]
    if given.what == "list":
        return [{**asdict(one), "count": one.count} for one in database.read(retention_minutes)]
    if given.what == "run":
        ask_approver(database, given.approver, BOOK, DEED, now)
        done = database.transact(run_retention, approver=given.approver, at=now, by=given.by, rules=given.rule)
        return {**asdict(done), "count": done.count}
    if not given.subject:
        raise Misuse("Thiếu tệp, khóa hoặc số biên bản.")
    if given.what == "set":
        return {"set": database.transact(set_rules, "retention", read_toml(given.subject), at=now, by=given.by)}
    if given.what == "drop":
        return {"dropped": database.transact(drop_rules, "retention", given.subject, at=now, by=given.by)}
    return _print(database, given)


def _print(database: Database, given: Given) -> Any:
    if not given.output:
        raise Misuse("Thiếu -o TỆP.")
    printed = database.read(minutes_paper, given.subject, lay_out=kept_layout, at=now_of(given))
    name = write(given.output, layout_pdf(Layout.from_bytes(printed.layout)))
    return {"file": name} if name else None


def citizen(given: Given) -> Any:
    """List what is held of a citizen, or correct it everywhere."""
    database, now = register_of(given), now_of(given)
    asked = Asked(given.number, given.name)
    if given.what == "correct":
        if not given.reason.strip():
            raise Refused("reason-needed", "reason", action="Đính chính")
        codes = database.transact(
            correct_citizen, given.number, read_pairs(given.set), given.reason, at=now, by=given.by
        )
        return {"corrected": codes}
    if not given.output:
        return database.transact(citizen_data, asked, at=now, by=given.by)
    note_export(database, given, kind_of(given))
    report = database.transact(citizen_report, asked, now=now, by=given.by)
    name = write(given.output, rendered(kind_of(given), report))
    return {"file": name} if name else None
