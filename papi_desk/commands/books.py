"""What the commands on the office's books do; imported only when one of them runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from papi_desk.commands.answers import plain, write
from papi_desk.commands.given import Given, now_of, read_counts, read_date, read_whole, register_of
from papi_desk.commands.lists import written
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layouts_pdf
from papi_desk.domain.errors import Refused
from papi_desk.domain.periods import Period, month_period
from papi_desk.services.assistance import count_help, help_lines, help_report, strike_help
from papi_desk.services.blank_slips import blank_slip_list, spoil_blank_slip
from papi_desk.services.blank_slips import blank_slips as reserve_blank_slips
from papi_desk.services.boards import fee_board as make_fee_board
from papi_desk.services.book_pages import page_report
from papi_desk.services.cash import cash_day, cash_report, count_cash
from papi_desk.services.certification import (
    certification_books,
    certification_list,
    certification_report,
    close_book,
)
from papi_desk.services.certification_numbers import open_volume
from papi_desk.services.day_book import BOOK, book_report, close_day
from papi_desk.services.handover import hand_over, handover_lists, handover_report, tick
from papi_desk.services.papers import Printed
from papi_desk.services.sheets import slip_papers, turned_away_paper
from papi_desk.services.turned_away import count_by_field
from papi_desk.services.turned_away import turn_away as send_away
from papi_desk.services.turned_away import turned_away as list_turned_away

# --- the statutory book -----------------------------------------------------------------------------------


def book(given: Given) -> Any:
    """Write the statutory book of a period, close a day of it, or print a closed page again."""
    database, now = register_of(given), now_of(given)
    if given.what == "close":
        return database.transact(close_day, read_date(given.date, "date") or now.date(), at=now, by=given.by)
    if given.what == "page":
        number = _whole(given.page, "page") or 0
        return written(database, given, page_report, BOOK, _year(given, now), number)
    return written(database, given, book_report, _period(given), given.field, now=now)


def _period(given: Given) -> Period:
    first, last = read_date(given.first, "from"), read_date(given.last, "to")
    if first is None or last is None or not 2000 <= first.year <= last.year <= 2100 or last < first:
        raise Refused("period-range", "from")
    return Period(first, last)


def _year(given: Given, now: datetime) -> int:
    year = _whole(given.year, "year") or now.year
    if not 2000 <= year <= 2100:
        raise Refused("bad-number", "year", text=given.year)
    return year


def _whole(text: str | None, field: str) -> int | None:
    """Read a number that a book may have."""
    number = read_whole(text, field)
    if number is not None and not 0 <= number < 10**9:
        raise Refused("bad-number", field, text=text)
    return number


def _month(given: Given) -> Period:
    year, _, month = given.month.partition("-")
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        raise Refused("month-unknown", "month", month=given.month)
    return month_period(int(year), int(month), given.cut)


# --- certification, blank slips ---------------------------------------------------------------------------


def certification(given: Given) -> Any:
    """List the certification books or the numbers of one, print a book, close its year, or begin a volume."""
    database, now = register_of(given), now_of(given)
    year, kind = _year(given, now), given.kind or ""
    if given.what == "print":
        return written(database, given, certification_report, kind, year, now=now)
    if given.what == "close":
        return database.transact(close_book, kind, year, at=now, by=given.by)
    if given.what == "volume":
        opened = database.transact(open_volume, kind, year, at=now, by=given.by)
        return {"kind": kind, "year": year, "volume": opened}
    if kind:
        return database.read(certification_list, kind, year)
    return database.read(certification_books, year)


def blank_slips(given: Given) -> Any:
    """Reserve numbers for blank slips and print them, list what became of them, or strike one out."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return database.read(blank_slip_list)
    if given.what == "spoil":
        return database.transact(spoil_blank_slip, given.code or "", given.reason or "", at=now, by=given.by)
    numbers, printed = database.transact(_printed_slips, given, now)
    if not given.output:
        return {"numbers": numbers}
    content = layouts_pdf([Layout.from_bytes(one.layout) for one in printed])
    return {"numbers": numbers, "file": write(given.output, content)}


def _printed_slips(session: Any, given: Given, now: datetime) -> tuple[list[str], list[Printed]]:
    """Reserve the numbers and lay their slips out in one transaction: a number without a slip is not taken."""
    numbers = reserve_blank_slips(session, read_whole(given.count, "count") or 0, at=now, by=given.by)
    if not given.output:
        return numbers, []
    return numbers, slip_papers(session, "blank-slip", numbers, lay_out=kept_layout, at=now)


# --- hand-over, turned away, money ------------------------------------------------------------------------


def handover(given: Given) -> Any:
    """Hand cases over on a numbered list, tick off what is back, list or print the lists."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return database.read(handover_lists, only_out=given.out)
    if given.what == "tick":
        return database.transact(tick, _codes(given), at=now, by=given.by)
    if given.what == "print":
        number = _whole(given.number, "number") or 0
        return written(database, given, handover_report, number, _year(given, now), now=now)
    made = database.transact(hand_over, _codes(given), given.to or "", at=now, by=given.by)
    told = written(database, given, handover_report, made.number, made.year, now=now) if given.output else {}
    return {**plain(made), **(told or {})}


def _codes(given: Given) -> list[str]:
    return [code.strip() for word in (given.cases or "", *given.codes) for code in word.split(",") if code.strip()]


def turn_away(given: Given) -> Any:
    """Write down that a citizen was turned away before registration, and print the form."""
    now = now_of(given)

    def away(session: Any) -> Any:
        line = send_away(
            session, given.form, given.name, given.procedure, given.reason, given.missing,
            address=given.address, phone=given.phone, at=now, by=given.by or None,
        )  # fmt: skip
        return line, given.output and turned_away_paper(session, line, lay_out=kept_layout, at=now)

    line, printed = register_of(given).transact(away)
    if not printed:
        return line
    content = layouts_pdf([Layout.from_bytes(printed.layout)], copies=printed.copies)
    return {**plain(line), "letter": printed.number, "file": write(given.output, content)}


def turned_away(given: Given) -> Any:
    """List and count who was turned away in a month."""
    lines = register_of(given).read(list_turned_away, _month(given))
    if not given.json:
        return lines
    return {"month": given.month, "total": len(lines), "by_field": count_by_field(lines), "lines": lines}


def cash(given: Given) -> Any:
    """Show or write the day's fee list; with a count, keep it first."""
    database, now = register_of(given), now_of(given)
    day = read_date(given.date, "date") or now.date()
    counted, notes = read_whole(given.counted, "counted"), read_counts(given.note)
    if counted is not None or notes:
        denominations = {read_whole(name, "note") or 0: count for name, count in notes.items()}
        database.transact(
            count_cash, day, counted, denominations=denominations, opening=read_whole(given.opening, "opening") or 0,
            explanation=given.explain or "", at=now, by=given.by,
        )  # fmt: skip
    if not given.output:
        return database.read(cash_day, day)
    file = written(database, given, cash_report, day, by_collector=given.by_collector, now=now)
    return {**plain(database.read(cash_day, day)), **(file or {})} if given.json else file


def assistance(given: Given) -> Any:
    """Count a help with online services, list or print them, or strike one out."""
    database, now = register_of(given), now_of(given)
    if given.what == "report":
        return written(database, given, help_report, _year(given, now), _whole(given.quarter, "quarter"), now=now)
    if given.what == "list":
        return database.read(help_lines, _year(given, now), _whole(given.month, "month"))
    if given.what == "strike":
        number, year = _whole(given.number, "number"), _year(given, now)
        return database.transact(strike_help, number, year=year, reason=given.reason, at=now, by=given.by)
    return database.transact(count_help, given.kind or "file", given.procedure, at=now, by=given.by)


def fee_board(given: Given) -> Any:
    """Write the fee board."""
    return written(register_of(given), given, make_fee_board, now=now_of(given))
