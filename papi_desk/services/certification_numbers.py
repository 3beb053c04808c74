"""Certification numbers (số chứng thực): which book a procedure belongs to, and its next number at intake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.books import BookPage
from papi_desk.db.models.cases import Case
from papi_desk.db.models.offices import Counter
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_in_book, next_number
from papi_desk.domain.errors import Refused
from papi_desk.services.entries import add_entries
from papi_desk.services.reference import OfficerLine, packaged, reference

Kind = Mapping[str, Any]


def kinds() -> list[Kind]:
    """Return the certification books that the law knows (data: ``certification.toml``)."""
    found: list[Kind] = packaged("certification.toml")["kind"]
    return found


def kind_named(key: str) -> Kind:
    """Return a certification book by its key; raises ``Refused`` «certification-unknown»."""
    for kind in kinds():
        if kind["key"] == key:
            return kind
    raise Refused("certification-unknown", "kind", name=key, known=", ".join(kind["key"] for kind in kinds()))


def book_of(kind: Kind) -> str:
    """Return the name of a kind's book: «certification/copies»."""
    return f"certification/{kind['key']}"


def is_closed(session: Session, kind: Kind, year: int) -> bool:
    """Tell whether a book of a year has been closed."""
    closed = select(BookPage.id).where(BookPage.book == book_of(kind), BookPage.year == year)
    return session.scalar(closed.limit(1)) is not None


def volume(session: Session, kind: Kind, year: int) -> int:
    """Return the volume (quyển) in use; the first of a year is 1."""
    return 1 + (session.scalar(select(Counter.value).where(Counter.name == _volumes(kind, year))) or 0)


def _volumes(kind: Kind, year: int) -> str:
    return f"volume/{book_of(kind)}/{year}"


def open_volume(session: Session, key: str, year: int, *, at: datetime, by: int | str | None = None) -> int:
    """Begin the next volume of a year's book; the numbers run on. Raises ``Refused`` «book-closed»."""
    kind, officer = kind_named(key), reference(session).officer(by, at.date())
    next_in_book(session, book_of(kind), year, 0)
    _refuse_closed(session, kind, year)
    number = 1 + next_number(session, _volumes(kind, year))
    note(session, Note(at, officer.name, "volume", f"{book_of(kind)}/{year}", {"volume": number}))
    return number


def _refuse_closed(session: Session, kind: Kind, year: int) -> None:
    if is_closed(session, kind, year):
        raise Refused("book-closed", "at", name=kind["name"], year=year)


def number_case(
    session: Session, case: Case, code: str, figures: Sequence[Mapping[str, int]], officer: OfficerLine, at: datetime
) -> None:
    """Give a case the next numbers of its certification book, where it has one and the office numbers it.

    ``figures`` are those of each paper to be certified; each takes its own number.
    Raises ``Refused`` «book-closed» for a moment in a year whose book is closed.
    """
    kind = next((kind for kind in kinds() if code in kind["procedures"]), None)
    if kind is None or reference(session).setting(f"certification_{kind['key']}") != "yes":
        return
    contents = [
        {"count": quantities.get(kind["counts"], 1)}
        for quantities in figures
        for _ in range(1 if kind["per"] == "case" else max(1, quantities.get(kind["per"], 1)))
    ]
    with session.no_autoflush:  # each line is written once, with what it says
        entries = add_entries(session, book_of(kind), at.year, contents, at=at, officer_id=officer.id, case_id=case.id)
        _refuse_closed(session, kind, at.year)
        book = f"{volume(session, kind, at.year):02}"
        for entry in entries:
            entry.content = {**entry.content, "text": kind["line"].format(n=entry.number, book=book, year=at.year)}
    numbers = {"book": book_of(kind), "numbers": [entry.number for entry in entries]}
    note(session, Note(case.recorded_at, officer.name, "certification", case.code, numbers))
