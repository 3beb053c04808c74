"""What each command of the command line does; imported only when a command runs."""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from papi_desk.cli import MISUSE, REFUSED, plain, show, write
from papi_desk.db.database import Database, sqlite_url
from papi_desk.domain.catalogue import read_catalogue
from papi_desk.domain.day_rules import check_year, read_days
from papi_desk.domain.deadlines import Due, Limit, Stage, Unit, parse_stage, parse_time
from papi_desk.domain.deadlines import due as count_due
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.limits import parse_amount, parse_cutoff
from papi_desk.domain.people import Person
from papi_desk.domain.procedures import limit_of
from papi_desk.domain.statistics import Period, month_period, published_problems
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_lists import EXPORT_HEADERS, export_rows, find_cases
from papi_desk.services.cases import NewCase, StepDetails, bill_of, channel_of, register_case, take_step
from papi_desk.services.imports import import_cases as import_rows
from papi_desk.services.imports import read_rows
from papi_desk.services.office import (
    calendar_days,
    get_setting,
    put_days,
    set_day,
    set_office,
    set_setting,
    set_up,
    settings_list,
)
from papi_desk.services.officers import add_officer, officers_at, retire_officer
from papi_desk.services.papers import issue_receipt
from papi_desk.services.procedures import find_procedures, offer, procedure_sheet, store_catalogue
from papi_desk.services.reference import packaged, reference, version_to_json
from papi_desk.services.statistics import statistics
from papi_desk.services.upkeep import backup as back_up
from papi_desk.services.upkeep import restore as take_back
from papi_desk.services.upkeep import verify as prove
from papi_desk.settings import data_folder, office_now

Given = argparse.Namespace
_DONE = {"ok": True}


# --- the register, times and pairs -----------------------------------------------------------------------


def open_register(folder: Path, url: str | None, now: datetime) -> Database:
    """Open the register, laying it down first where there is none, and say so."""
    if url is None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("cannot-write", path=str(folder)) from error
        if not (folder / "papi-desk.db").exists():
            print(f"Đã lập sổ mới tại {folder}", file=sys.stderr)
    database = Database(url or sqlite_url(folder))
    if database.upgrade():
        database.transact(set_up, at=now)
    return database


def _database(given: Given) -> Database:
    return open_register(data_folder(given.data), given.database or os.environ.get("PAPI_DESK_DATABASE"), now_of(given))


def now_of(given: Given) -> datetime:
    """Return the office time that the command acts and records at."""
    return _time(given.now) if given.now else office_now()


def _at(given: Given) -> datetime:
    return _time(given.at) if getattr(given, "at", None) else now_of(given)


def _time(text: str) -> datetime:
    try:
        return parse_time(text) if "T" in text else datetime.combine(date.fromisoformat(text), datetime.min.time())
    except ValueError as error:
        raise Refused("bad-time", "at", text=text) from error


def _optional_time(text: str | None) -> datetime | None:
    return _time(text) if text else None


def _date(text: str | None) -> date | None:
    return _time(text).date() if text else None


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Refused("bad-number", "amount", text=text) from error


def _pairs(texts: list[str]) -> dict[str, str]:
    return {name.strip(): value.strip() or "yes" for name, _, value in (text.partition("=") for text in texts)}


def _counts(texts: list[str]) -> dict[str, int]:
    counts = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise Refused("bad-pair", "quantity", text=text)
        counts[name.strip()] = _whole(value.strip()) or 0
    return counts


# --- the office ------------------------------------------------------------------------------------------


def init(given: Given) -> Any:
    """Lay down or upgrade the register and load what files are given."""
    database, now = _database(given), now_of(given)
    count = database.transact(set_up, at=now)
    answer: dict[str, Any] = {"procedures": count}
    if given.calendar:
        text = _read(given.calendar)
        answer["calendar_days"] = database.transact(put_days, read_days(text))
    if given.catalogue:
        versions = read_catalogue(_read(given.catalogue), packaged("variants.toml"))
        answer["catalogue"] = database.transact(store_catalogue, versions, at=now)
    if given.office:
        try:
            profile = tomllib.loads(_read(given.office))
        except tomllib.TOMLDecodeError as error:
            raise Refused("file-unreadable", "office", file=given.office, why=str(error)) from error
        database.transact(set_office, profile, at=now)
    where = given.database or str(data_folder(given.data))
    return {"register": where, **answer} if given.json else f"Sổ đã sẵn sàng: {where} ({count} thủ tục)"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Refused("file-missing", "file", file=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("file-unreadable", "file", file=path, why=str(error)) from error


def officers(given: Given) -> Any:
    """List, add or retire officers."""
    database, now = _database(given), now_of(given)
    if given.what == "list":
        return database.read(officers_at, on=now.date())
    if not given.name:
        raise Refused("name-missing", "name")
    if given.what == "add":
        return database.transact(add_officer, given.name, given.title, at=now)
    return database.transact(retire_officer, given.name, at=now)


def settings(given: Given) -> Any:
    """List, show or change settings."""
    database = _database(given)
    if given.what == "list":
        return database.read(settings_list)
    if given.what == "get":
        line = database.read(get_setting, given.name or "")
        return line if given.json else line.value
    return database.transact(set_setting, given.name or "", given.value or "", at=now_of(given))


def calendar(given: Given) -> Any:
    """Show or check a year, or set a day off or on."""
    database = _database(given)
    if given.what == "set":
        if given.state is None:
            print("Thiếu off hoặc on.", file=sys.stderr)
            return MISUSE
        day = _date(given.day) or date.min
        working, now = given.state == "on", now_of(given)
        database.transact(set_day, day, working=working, basis=given.basis, name=given.name, at=now)
        return {"date": day, "working": working, "basis": given.basis}
    year = _whole(given.day) or 0
    if not 2000 <= year <= 2100:
        raise Refused("bad-number", "year", text=given.day)
    days = database.read(calendar_days, year)
    if given.what == "show":
        return days
    problems = check_year(days, year) + database.read(_calendar_warnings, year)
    return {"year": year, "ok": not problems, "problems": problems}


def _calendar_warnings(session: Any, year: int) -> list[str]:
    return reference(session).calendar.warnings(date(year, 1, 1), date(year, 12, 31))


def procedures(given: Given) -> Any:
    """List, show, import, offer or drop procedures."""
    database, now = _database(given), now_of(given)
    if given.what == "list":
        day = now.date() if given.offered else None
        return database.read(find_procedures, query=given.query, offered_on=day, on=now.date())
    if not given.code:
        print("Thiếu mã thủ tục hoặc tệp.", file=sys.stderr)
        return MISUSE
    if given.what == "show":
        sheet = database.read(procedure_sheet, given.code, on=now.date())
        shown = plain({**version_to_json(sheet.version), "code": sheet.version.code or None})
        return {
            **shown,
            "limit_words": sheet.line.limit_words,
            "offered": sheet.line.offered,
            "quantities": sheet.quantities,
        }
    if given.what == "import":
        versions = read_catalogue(_read(given.code), packaged("variants.toml"))
        run: Callable[..., Any] = database.read if given.dry_run else database.transact
        return run(store_catalogue, versions, at=now)
    database.transact(offer, given.code, given.what == "offer", at=now)
    return {"code": given.code, "offered": given.what == "offer"}


# --- working out -----------------------------------------------------------------------------------------


def due(given: Given) -> Any:
    """Count a due date and show each day with its reason."""
    if not (given.procedure or given.limit or given.stage or given.unit):
        print("Hãy nêu --procedure, --limit và --unit, hoặc --stage.", file=sys.stderr)
        return MISUSE
    return _due_words(given, _database(given).read(_count_due, given))


def _due_words(given: Given, found: Due) -> Any:
    trace = found.trace()
    if given.json:
        return {"due_at": found.text(), "trace": trace, "warnings": found.warnings}
    lines = [f"Hẹn trả: {found.text() or 'không có'}"]
    lines += [f"  {day.date:%d/%m/%Y} {'×' if day.counted else ' '} {day.why}" for day in trace]
    return "\n".join([*lines, *(f"Chú ý: {warning}" for warning in found.warnings)])


def _count_due(session: Any, given: Given) -> Due:
    ref, at = reference(session), _at(given)
    if given.procedure:
        limit = limit_of(ref.version(session, given.procedure, at.date()).content, given.variant or "", ref.conventions)
    else:
        limit = _limit(given)
    return count_due(limit, at, ref.calendar, ref.conventions, validity=given.validity)


def _limit(given: Given) -> Limit:
    cutoff = parse_cutoff(given.cutoff) if given.cutoff else None
    if given.stage:
        return Limit(tuple(parse_stage(text) for text in given.stage))
    try:
        unit = Unit(given.unit or "working-days")
    except ValueError as error:
        raise Refused("limit-not-understood", "unit", text=given.unit) from error
    amount = parse_amount(given.limit) if given.limit else Decimal(0)
    return Limit((Stage(amount, unit, cutoff),))


def fee(given: Given) -> Any:
    """Work out a fee."""
    bill = _database(given).read(_bill, given)
    lines = [
        {
            "name": line.name, "quantity": line.quantity, "unit_price": line.unit_price, "amount": line.amount,
            "basis": line.basis, "exemption": line.exemption,
        }
        for line in bill.lines
    ]  # fmt: skip
    return {"total": bill.total, "in_words": bill.in_words, "lines": lines, "warnings": bill.warnings}


def _bill(session: Any, given: Given) -> Any:
    ref, day = reference(session), _date(given.on) or now_of(given).date()
    return bill_of(
        ref, ref.version(session, given.procedure, day), quantities=_counts(given.quantity),
        conditions=_pairs(given.condition), channel=channel_of(given.channel), exempt=given.exempt or "", on=day,
    )  # fmt: skip


# --- cases -----------------------------------------------------------------------------------------------


def register(given: Given) -> Any:
    """Receive a case; its code is printed after it is committed."""
    done = _database(given).transact(
        register_case, _new_case(given), at=_at(given), by=given.by, recorded_at=now_of(given)
    )
    return {**plain(done), "official_code": done.official_code or None}


def _new_case(given: Given) -> NewCase:
    submitter = Person("person", given.name, phone=given.phone or "", address=given.address or "")
    kind = "organisation" if given.tax_code and len(given.tax_code.replace("-", "")) != 12 else "person"
    owner = Person(
        kind, given.owner or given.name, id_number=given.id_number or "", tax_code=given.tax_code or "",
        birth_date=_date(given.birth_date), sex=given.sex or "", phone=given.phone or "", email=given.email or "",
        address=given.address or "",
    )  # fmt: skip
    return NewCase(
        procedure=given.procedure, owner=owner, submitter=submitter if given.owner else None,
        relation=given.relation or "", channel=given.channel, event_date=_date(given.event_date),
        official_code=given.official_code or "", all_documents=given.documents == "all",
        quantities=_counts(given.quantity), conditions=_pairs(given.condition), exempt=given.exempt or "",
        exempt_evidence=given.exempt_evidence or "", due_at=_optional_time(given.due),
        due_reason=given.reason or "", note=given.note or "",
    )  # fmt: skip


def case(given: Given) -> Any:
    """Show everything on one case."""
    found = _database(given).read(case_file, given.code, at=now_of(given))
    return _shown(found)


def _shown(found: CaseFile) -> dict[str, Any]:
    shown: dict[str, Any] = plain({**vars(found), "steps": [str(s.action) for s in found.steps if s.allowed]})
    shown["procedure"], shown["procedure_name"] = found.procedure_code, found.procedure
    return {**shown, "official_code": found.official_code or None, "fee_total": found.fee_total}


def cases(given: Given) -> Any:
    """Find cases."""
    status = _whole(given.status)
    before = _optional_time(given.due_before)
    return _database(given).read(
        find_cases, query=given.query or "", status=status, overdue=given.overdue, due_before=before,
        limit=given.limit, now=now_of(given),
    )  # fmt: skip


def step(given: Given) -> Any:
    """Take a step on a case."""
    ask = StepDetails(
        reason=given.reason or "", approver=given.approver or "", new_due=_optional_time(given.new_due),
        variant=given.variant or "", amount=_whole(given.amount), method=given.method or "",
        receipt_number=given.receipt_number or "", result_number=given.result_number or "",
        taken_by=given.taken_by or "", changes=_pairs(given.set),
    )  # fmt: skip
    return _database(given).transact(
        take_step, given.code, given.action, at=_at(given), by=given.by, ask=ask, recorded_at=now_of(given)
    )


def slip(given: Given) -> Any:
    """Write a paper of a case as PDF."""
    from papi_desk.documents.receipt import receipt_pdf

    receipt = _database(given).transact(issue_receipt, given.code, at=now_of(given))
    name = write(given.output, receipt_pdf(receipt, copies=given.copies, sheet=given.sheet))
    return {"file": name} if name else None


def import_cases(given: Given) -> Any:
    """Import a register; every rejected row is listed with its reason."""
    path = Path(given.file)
    if not path.is_file():
        raise Refused("file-missing", "file", file=given.file)
    report = _database(given).transact(
        import_rows, read_rows(path), at=now_of(given), by=given.by, dry_run=given.dry_run
    )
    rejected = [{"row": row, "reason": reason} for row, reason in report.rejected]
    if given.json:
        return {"imported": report.imported, "rejected": rejected}
    print(f"Đã nhập {report.imported} hồ sơ; {len(rejected)} dòng không nhập.")
    return [f"dòng {one['row']}: {one['reason']}" for one in rejected] or None


def export_cases(given: Given) -> Any:
    """Export the cases received in a period."""
    from papi_desk.documents.delimited import rows_csv
    from papi_desk.documents.spreadsheet import rows_xlsx

    period = _period(given)
    rows = _database(given).read(lambda s: list(export_rows(s, first=period.first, last=period.last)))
    if given.output.lower().endswith(".xlsx"):
        content = rows_xlsx("Sổ theo dõi hồ sơ", EXPORT_HEADERS, rows)
    else:
        content = rows_csv(EXPORT_HEADERS, rows).encode("utf-8-sig")
    return {"file": write(given.output, content), "cases": len(rows)}


# --- figures ---------------------------------------------------------------------------------------------


def stats(given: Given) -> Any:
    """Count the period's table, or check the sums of a published one."""
    if given.what == "compare":
        problems = published_problems(csv.DictReader(_read(given.file or "").splitlines()))
        return {"ok": not problems, "problems": problems}
    report = _database(given).read(
        statistics,
        period=_period(given),
        by=given.by,
        known_at=_optional_time(given.known_at),
        now=now_of(given),
    )
    form = given.form or ("json" if given.json else "table")
    if form == "json":
        show(report.to_json(), as_json=True)
    elif form == "table":
        print(_table(report.table))
    else:
        return _file(given, form, report.table)
    return None


def _period(given: Given) -> Period:
    if getattr(given, "month", None):
        year, _, month = given.month.partition("-")
        if not (year.isdigit() and month.isdigit()):
            raise Refused("month-unknown", "month", month=given.month)
        return month_period(int(year), int(month), given.cut)
    first, last = _date(given.first), _date(given.last)
    if first is None or last is None or last < first:
        raise Refused("bad-time", "from", text=f"{given.first or ''} … {given.last or ''}")
    return Period(first, last)


def _table(table: Any) -> str:
    width = max([len(row.name) for row in table.rows] + [8])
    head = f"{'':{width}} " + " ".join(f"{f'({n})':>6}" for n in range(3, 14))
    lines = [f"{row.name:{width}} " + " ".join(f"{n:6}" for n in row.figures) for row in table.rows]
    total = f"{'Tổng số':{width}} " + " ".join(f"{n:6}" for n in table.total)
    return "\n".join(
        [
            f"Từ {table.first_day:%d/%m/%Y} đến {table.last_day:%d/%m/%Y}",
            head,
            *lines,
            total,
            *table.footnotes,
        ]
    )


def _file(given: Given, form: str, table: Any) -> Any:
    content = rendered(form, table)
    name = write(given.output, content)
    return {"file": name} if name else None


def rendered(form: str, table: Any) -> bytes:
    """Return the month's table as a file."""
    if form == "xlsx":
        from papi_desk.documents.statistics_workbook import statistics_xlsx

        return statistics_xlsx(table)
    from papi_desk.documents.statistics_table import statistics_csv, statistics_pdf

    return statistics_pdf(table) if form == "pdf" else statistics_csv(table).encode("utf-8-sig")


# --- upkeep ----------------------------------------------------------------------------------------------


def verify(given: Given) -> Any:
    """Prove the register; exit code 1 when something is wrong."""
    problems = _database(given).read(prove)
    show({"ok": not problems, "problems": [{"kind": p.kind, **p.data} for p in problems]}, as_json=given.json)
    return REFUSED if problems else 0


def backup(given: Given) -> Any:
    """Copy the register into a file."""
    back_up(_database(given), Path(given.file))
    return {"file": given.file}


def restore(given: Given) -> Any:
    """Take a copy back."""
    database = _database(given)
    before = take_back(database, Path(given.file))
    database.upgrade()
    return {"restored": given.file, "before": str(before)}


def demo(given: Given) -> Any:
    """Do the main job on sample data in a folder of its own: a slip and a month's statistics."""
    from papi_desk.demo import demonstrate

    return demonstrate(given)
