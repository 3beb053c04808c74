"""Counters that are locked while their number is taken: no gap, no duplicate, in order of reception."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_TAKE = text(
    "INSERT INTO counters (name, value) VALUES (:name, :count) "
    "ON CONFLICT (name) DO UPDATE SET value = counters.value + :count RETURNING value"
)


def next_number(session: Session, name: str, count: int = 1) -> int:
    """Take the next ``count`` numbers of a counter and return the last of them.

    The counter's row stays locked until the use case commits; a rolled back use case gives them back.
    """
    value: int = session.execute(_TAKE, {"name": name, "count": count}).scalar_one()
    return value


def next_in_book(session: Session, book: str, year: int = 0, count: int = 1) -> int:
    """Take the next ``count`` numbers of a book's year and return the last; 0 takes none, but locks the book.

    A book whose numbers run on over the years has the year 0.
    """
    return next_number(session, book_counter(book, year), count)


def book_counter(book: str, year: int) -> str:
    """Return the name of the counter behind a book's numbers: «book/certification/copies/2024»."""
    return f"book/{book}/{year}" if year else f"book/{book}"
