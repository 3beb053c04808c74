"""Numbered entries of the desk's books: taking the next number, and saying what a number stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookEntry, BookPage
from papi_desk.db.models.matters import MatterRow
from papi_desk.db.models.offices import Counter
from papi_desk.db.numbers import book_counter, next_in_book

BLANK_SLIPS: Final = "blank-slip"


def add_entries(
    session: Session,
    book: str,
    year: int,
    contents: list[dict[str, Any]],
    *,
    at: datetime,
    officer_id: int,
    case_id: int | None = None,
) -> list[BookEntry]:
    """Write lines into a book under its next numbers, which stay locked until the use case commits."""
    last = next_in_book(session, book, year, len(contents))
    entries = [
        BookEntry(
            book=book, year=year, number=number, case_id=case_id, at=at, officer_id=officer_id, content=content
        )
        for number, content in enumerate(contents, last - len(contents) + 1)
    ]  # fmt: skip
    session.add_all(entries)
    return entries


def slip_code(number: int) -> str:
    """Return the number of a blank slip as printed on it: «DP-0007»."""
    return f"DP-{number:04}"


def entry_words(book: str, number: int, content: Mapping[str, Any]) -> str:
    """Say an entry that belongs to a case as the book's notes do."""
    return f"Phiếu dự phòng {slip_code(number)}" if book == BLANK_SLIPS else str(content.get("text", ""))


def numbering_problems(session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
    """Prove that the numbers of every book run from 1 to its counter without a gap."""
    counters = {row.name: row.value for row in session.execute(select(Counter.name, Counter.value)) if row.value}
    seen = set()
    for table, prefix in ((BookEntry, ""), (BookPage, "pages/"), (MatterRow, "")):
        columns = (table.book, table.year)
        query = select(*columns, func.min(table.number), func.max(table.number), func.count()).group_by(*columns)
        for book, year, first, last, count in session.execute(query):
            name = book_counter(prefix + book, year)
            seen.add(name)
            if (first, last) != (1, count) or counters.get(name) != last:
                data = {"series": name, "first": first, "last": last, "count": count, "counter": counters.get(name)}
                yield "number-gap", data
    for name in sorted(set(counters) - seen):
        if name.startswith("book/"):
            yield "number-gap", {"series": name, "first": 0, "last": 0, "count": 0, "counter": counters[name]}
