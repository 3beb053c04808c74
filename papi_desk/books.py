"""What the commands on the office's books do; imported only when one of them runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from papi_desk.answers import write
from papi_desk.db.database import Database
from papi_desk.documents.report_pdf import report_pdf
from papi_desk.documents.report_text import report_csv, report_json
from papi_desk.documents.report_workbook import report_xlsx
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period
from papi_desk.domain.reports import Report
from papi_desk.given import Given, now_of, read_date, read_whole, register_of
from papi_desk.services.blank_slips import blank_slip_list, spoil_blank_slip
from papi_desk.services.blank_slips import blank_slips as reserve_blank_slips
from papi_desk.services.book_pages import page_report
from papi_desk.services.certification import (
    certification_books,
    certification_lines,
    certification_report,
    close_book,
)
from papi_desk.services.certification_numbers import open_volume
from papi_desk.services.day_book import BOOK, book_report, close_day


def written(database: Database, given: Given, make: Callable[..., Report], *words: Any, **more: Any) -> Any:
    """Write a table into the file named by -o (.pdf, .xlsx, .csv), or show it; rows are read while they are written."""

    def put(session: Any) -> Any:
        report = make(session, *words, **more)
        if not given.output:
            return report_json(report)
        name = write(given.output, _content(report, given.output))
        return {"file": name} if name else None

    return database.read(put)


def _content(report: Report, output: str) -> bytes:
    ending = output.lower().rpartition(".")[2]
    if ending == "xlsx":
        return report_xlsx(report)
    return report_csv(report).encode("utf-8-sig") if ending == "csv" else report_pdf(report)


# --- the statutory book -----------------------------------------------------------------------------------


def book(given: Given) -> Any:
    """Write the statutory book of a period, close a day of it, or print a closed page again."""
    database, now = register_of(given), now_of(given)
    if given.what == "close":
        return database.transact(close_day, read_date(given.date, "date") or now.date(), at=now, by=given.by)
    if given.what == "page":
        year, number = read_whole(given.year, "year") or now.year, read_whole(given.page, "page") or 0
        return written(database, given, page_report, BOOK, year, number)
    return written(database, given, book_report, _period(given), given.field, now=now)


def _period(given: Given) -> Period:
    first, last = read_date(given.first, "from"), read_date(given.last, "to")
    if first is None or last is None or not 2000 <= first.year <= last.year <= 2100 or last < first:
        raise Refused("period-range", "from")
    return Period(first, last)


# --- certification, blank slips ---------------------------------------------------------------------------


def certification(given: Given) -> Any:
    """List the certification books or the numbers of one, print a book, close its year, or begin a volume."""
    database, now = register_of(given), now_of(given)
    year, kind = read_whole(given.year, "year") or now.year, given.kind or ""
    if given.what == "print":
        return written(database, given, certification_report, kind, year, now=now)
    if given.what == "close":
        return database.transact(close_book, kind, year, at=now, by=given.by)
    if given.what == "volume":
        opened = database.transact(open_volume, kind, year, at=now, by=given.by)
        return {"kind": kind, "year": year, "volume": opened}
    if kind:
        return database.read(lambda session: list(certification_lines(session, kind, year)))
    return database.read(certification_books, year)


def blank_slips(given: Given) -> Any:
    """Reserve numbers for blank slips, list what became of them, or strike one out."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return database.read(blank_slip_list)
    if given.what == "spoil":
        return database.transact(spoil_blank_slip, given.code or "", given.reason or "", at=now, by=given.by)
    count = read_whole(given.count, "count") or 0
    return {"numbers": database.transact(reserve_blank_slips, count, at=now, by=given.by)}
