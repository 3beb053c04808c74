"""What each command of the command line does; imported only when a command runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from papi_desk.commands.answers import REFUSED, plain, show, write
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import (
    Given,
    at_of,
    folder_of,
    now_of,
    read_counts,
    read_date,
    read_optional_time,
    read_pairs,
    read_promise,
    read_text,
    read_toml,
    read_whole,
    register_of,
    url_of,
)
from papi_desk.commands.lists import note_export
from papi_desk.commands.proofs import ask_approver
from papi_desk.domain.calendar import FIRST_YEAR, LAST_YEAR
from papi_desk.domain.cases import Status
from papi_desk.domain.catalogue import read_catalogue
from papi_desk.domain.day_rules import check_year, read_days
from papi_desk.domain.errors import Refused
from papi_desk.domain.people import Person
from papi_desk.domain.periods import free_period
from papi_desk.domain.records import asdict
from papi_desk.services.access_log import note_readings
from papi_desk.services.boards import procedure_list
from papi_desk.services.case_files import CaseFile, case_file
from papi_desk.services.case_lists import EXPORT_HEADERS, export_rows, find_cases, promises_touched
from papi_desk.services.cases import NewCase, Registered, StepDetails, preview_case, register_case, take_step
from papi_desk.services.contacts import tell_citizen
from papi_desk.services.imports import import_cases as import_rows
from papi_desk.services.imports import read_rows
from papi_desk.services.office import (
    calendar_days,
    get_setting,
    put_days,
    set_day,
    set_office,
    set_setting,
    settings_list,
)
from papi_desk.services.office_rules import drop_rules, list_rules, set_rules
from papi_desk.services.procedures import find_procedures, offer, procedure_sheet, store_catalogue
from papi_desk.services.reference import packaged, reference
from papi_desk.services.sentences import sentence
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import verify as prove
from papi_desk.services.versions import version_to_json

_DONE = {"ok": True}
_HEAD_LETTERS = 16


# --- the office ------------------------------------------------------------------------------------------


def init(given: Given) -> Any:
    """Lay down or upgrade the register and load what files are given."""
    database, now = register_of(given), now_of(given)
    count = database.transact(set_up, at=now)
    answer: dict[str, Any] = {"procedures": count}
    if given.calendar:
        text = read_text(given.calendar)
        answer["calendar_days"] = database.transact(put_days, read_days(text), at=now)
    if given.catalogue:
        versions = read_catalogue(read_text(given.catalogue), packaged("variants.toml"))
        answer["catalogue"] = database.transact(store_catalogue, versions, at=now)
    if given.office:
        database.transact(set_office, read_toml(given.office, "office"), at=now)
    where = url_of(given) or str(folder_of(given))
    return {"register": where, **answer} if given.json else f"Sổ đã sẵn sàng: {where} ({count} thủ tục)"


def settings(given: Given) -> Any:
    """List, show or change settings."""
    database = register_of(given)
    if given.what == "list":
        return database.read(settings_list)
    if not given.name or (given.what == "set" and given.value is None):
        raise Misuse("Thiếu tên thiết lập hoặc giá trị.")
    if given.what == "get":
        line = database.read(get_setting, given.name)
        return line if given.json else line.value
    return database.transact(set_setting, given.name, given.value, at=now_of(given))


def calendar(given: Given) -> Any:
    """Show or check a year, or set a day off or on."""
    database = register_of(given)
    if given.what == "set":
        if given.state is None:
            raise Misuse("Thiếu off hoặc on.")
        day = read_date(given.day, "day") or date.min
        working, now = given.state == "on", now_of(given)
        database.transact(set_day, day, working=working, basis=given.basis, name=given.name, at=now)
        touched = database.read(promises_touched, day, day)
        return {"date": day, "working": working, "basis": given.basis, "open_cases_touched": touched}
    year = read_whole(given.day, "year") or 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year-range", "year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    days = database.read(calendar_days, year)
    if given.what == "show":
        return days
    problems = check_year(days, year) + database.read(_calendar_warnings, year)
    return {"year": year, "ok": not problems, "problems": problems}


def _calendar_warnings(session: Any, year: int) -> list[str]:
    return reference(session).calendar.warnings(date(year, 1, 1), date(year, 12, 31))


def hours(given: Given) -> Any:
    """List the desk hours, or set or drop the office's own."""
    return _rules(given, "hours")


def rates(given: Given) -> Any:
    """List fee rates and exemptions, or set or drop the office's own."""
    return _rules(given, "rates")


def _rules(given: Given, group: str) -> Any:
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return [line.to_json() for line in database.read(list_rules, group)]
    if not given.subject:
        raise Misuse("Thiếu tệp hoặc khóa.")
    if given.what == "set":
        answer: dict[str, Any] = {"set": database.transact(set_rules, group, read_toml(given.subject), at=now)}
    else:
        answer = {"dropped": database.transact(drop_rules, group, given.subject, at=now)}
    touched = database.read(promises_touched, None) if group == "hours" else []
    return {**answer, "open_cases_touched": touched}


def procedures(given: Given) -> Any:
    """List, show, import, offer or drop procedures, or print the list of those offered."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        day = now.date() if given.offered else None
        return database.read(find_procedures, query=given.query, offered_on=day, on=now.date())
    if given.what == "print":
        from papi_desk.commands.lists import written

        return written(database, given, procedure_list, now=now)
    if not given.code:
        raise Misuse("Thiếu mã thủ tục hoặc tệp.")
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
        versions = read_catalogue(read_text(given.code), packaged("variants.toml"))
        run: Callable[..., Any] = database.read if given.dry_run else database.transact
        return run(store_catalogue, versions, at=now)
    database.transact(offer, given.code, given.what == "offer", at=now)
    return {"code": given.code, "offered": given.what == "offer"}


# --- cases -----------------------------------------------------------------------------------------------


def register(given: Given) -> Any:
    """Receive a case; its code is printed after it is committed."""
    database = register_of(given)
    new = _new_case(given, read_promise(database, given.due, "due_at"))

    def receive(session: Any) -> tuple[Registered, list[str]]:
        warned = [sentence(stop) for stop in preview_case(session, new, at=at_of(given)).stops]
        done = register_case(
            session, new, at=at_of(given), by=given.by, recorded_at=now_of(given), blank_slip=given.blank_slip or ""
        )
        return done, warned

    done, warned = database.transact(receive)
    told = {"warnings": warned} if warned else {}
    return {**plain(done), "official_code": done.official_code or None, **told}


def _new_case(given: Given, due_at: datetime | None) -> NewCase:
    submitter = Person("person", given.name, phone=given.phone or "", address=given.address or "")
    kind = "organisation" if given.tax_code and len(given.tax_code.replace("-", "")) != 12 else "person"
    owner = Person(
        kind, given.owner or given.name, id_number=given.id_number or "", tax_code=given.tax_code or "",
        birth_date=read_date(given.birth_date, "birth_date"), sex=given.sex or "", phone=given.phone or "",
        email=given.email or "", address=given.address or "",
    )  # fmt: skip
    return NewCase(
        procedure=given.procedure, owner=owner, submitter=submitter if given.owner else None,
        relation=given.relation or "", authorisation=given.authorisation or "",
        channel=given.channel, event_date=read_date(given.event_date, "event_date"),
        official_code=given.official_code or "", all_documents=given.documents == "all",
        quantities=read_counts(given.quantity), conditions=read_pairs(given.condition), exempt=given.exempt or "",
        exempt_evidence=given.exempt_evidence or "", due_at=due_at,
        due_reason=given.reason or "", receiving_unit=given.receiving_unit or "",
        competent_unit=given.competent_unit or "", note=given.note or "",
    )  # fmt: skip


def case(given: Given) -> Any:
    """Show everything on one case."""
    database, now = register_of(given), now_of(given)
    found = database.read(case_file, given.code, at=now)
    database.transact(note_readings, [found.code], at=now)
    return _shown(found)


def _shown(found: CaseFile) -> dict[str, Any]:
    steps = [str(step.action) for step in found.steps if step.allowed]
    undo = found.undo.words if found.undo is not None and found.undo.why_not is None else None
    shown: dict[str, Any] = plain({**asdict(found), "steps": steps, "undo": undo})
    shown["procedure"], shown["procedure_name"] = found.procedure_code, found.procedure
    return {**shown, "official_code": found.official_code or None, "fee_total": found.fee_total}


def cases(given: Given) -> Any:
    """Find cases."""
    status = read_whole(given.status, "status")
    if status is not None and status not in set(Status):
        raise Refused("status-unknown", "status", status=status)
    if not 1 <= given.limit <= 1_000_000:
        raise Refused("limit-range", "limit")
    found = register_of(given).read(
        find_cases, query=given.query or "", status=status, overdue=given.overdue,
        due_before=read_optional_time(given.due_before, "due_before"), limit=given.limit, now=now_of(given),
    )  # fmt: skip
    return [
        {**plain(line), "official_code": line.official_code or None, "procedure": line.procedure_code,
         "procedure_name": line.procedure}
        for line in found
    ]  # fmt: skip


def step(given: Given) -> Any:
    """Take a step on a case."""
    database = register_of(given)
    new_due = read_promise(database, given.new_due, "new_due")
    ask = StepDetails(
        reason=given.reason or "", approver=given.approver or "", new_due=new_due,
        variant=given.variant or "", amount=read_whole(given.amount), method=given.method or "",
        receipt_number=given.receipt_number or "", result_number=given.result_number or "",
        taken_by=given.taken_by or "", missing=tuple(given.missing), changes=read_pairs(given.set),
    )  # fmt: skip
    ask_approver(database, given.approver, given.code, given.action, now_of(given))
    return database.transact(
        take_step, given.code, given.action, at=at_of(given), by=given.by, ask=ask, recorded_at=now_of(given)
    )


def tell(given: Given) -> Any:
    """Note that the citizen was told something."""
    told = {"at": at_of(given), "means": given.means, "content": given.content}
    code = register_of(given).transact(tell_citizen, given.code, by=given.by, recorded_at=now_of(given), **told)
    return {"code": code, **told}


def import_cases(given: Given) -> Any:
    """Import a register; every rejected row is listed with its reason."""
    path = Path(given.file)
    if not path.is_file():
        raise Refused("file-missing", "file", file=given.file)
    report = register_of(given).transact(
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

    period = free_period(read_date(given.first, "from"), read_date(given.last, "to"))
    ending = Path(given.output).suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise Refused("file-ending", "output", file=given.output)
    database = register_of(given)
    note_export(database, given, ending)
    rows = database.read(lambda s: list(export_rows(s, first=period.first, last=period.last)))
    if ending == ".xlsx":
        content = rows_xlsx("Sổ theo dõi hồ sơ", EXPORT_HEADERS, rows)
    else:
        content = rows_csv(EXPORT_HEADERS, rows).encode("utf-8-sig")
    return {"file": write(given.output, content), "cases": len(rows)}


# --- upkeep ----------------------------------------------------------------------------------------------


def verify(given: Given) -> Any:
    """Prove the register; exit code 1 when something is wrong."""
    problems = register_of(given).read(prove, [_head(text) for text in given.head])
    show({"ok": not problems, "problems": [{"kind": p.kind, **p.data} for p in problems]}, as_json=given.json)
    return REFUSED if problems else 0


def _head(text: str) -> tuple[int, str]:
    """Read «1234:9f86d081884c7d65», or as the page prints it, with a space between."""
    line, _, letters = text.strip().replace(":", " ").partition(" ")
    if not line.isdigit() or len(letters.strip()) < _HEAD_LETTERS:
        raise Refused("head-shape", "head", text=text, letters=_HEAD_LETTERS)
    return int(line), letters.strip()
