"""Closing pages of a book: each is kept as issued, sealed over the page before it and the audit log's head."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.audit import AuditEntry
from papi_desk.db.models.books import BookPage
from papi_desk.db.models.offices import Officer
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_in_book
from papi_desk.domain.books import GENESIS, PAGE_PROBLEMS, Key, SealedPage, page_problems, report_of, seal_of
from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field_names, replace
from papi_desk.domain.reports import Report
from papi_desk.services.reference import OfficerLine
from papi_desk.services.veils import whole_only

_COLUMNS = (
    BookPage.book, BookPage.year, BookPage.number, BookPage.day, BookPage.content, BookPage.audit_sequence,
    BookPage.audit_hash, BookPage.previous, BookPage.seal,
)  # fmt: skip


class PageLine(Record):
    """A closed page as the list of a book's pages shows it."""

    year: int
    number: int
    day: date
    sealed_at: datetime
    officer: str
    seal: str


class PageProblem(Record):
    """Something wrong with a sealed page, in words too."""

    kind: str
    book: str
    year: int
    number: int
    message: str


class PagesProved(Record):
    """What proving a year's pages found."""

    ok: bool
    pages: int
    problems: tuple[PageProblem, ...]


def seal_page(session: Session, page: SealedPage, officer: OfficerLine, at: datetime) -> SealedPage:
    """Give a page its number, link it to the last page of its book, seal it, and note the seal in the audit log."""
    number = next_in_book(session, f"pages/{page.book}", page.year)
    last = last_page(session, page.book)
    page = replace(page, number=number, previous=last.seal if last else GENESIS)
    page = replace(page, seal=seal_of(page))
    values = {name: getattr(page, name) for name in field_names(SealedPage)}
    session.add(BookPage(**values, sealed_at=at, officer_id=officer.id))
    session.flush()
    note(session, Note(at, officer.name, "seal", f"{page.book}/{page.year}/{number}", {"seal": page.seal}))
    return page


def last_page(session: Session, book: str) -> SealedPage | None:
    """Return the page of a book that was closed last."""
    newest = select(*_COLUMNS).where(BookPage.book == book).order_by(BookPage.year.desc(), BookPage.number.desc())
    row = session.execute(newest.limit(1)).first()
    return SealedPage(*row) if row else None


def closed_pages(session: Session, book: str, year: int) -> list[PageLine]:
    """List the closed pages of a book in a year, newest first."""
    columns = (BookPage.year, BookPage.number, BookPage.day, BookPage.sealed_at, Officer.name, BookPage.seal)
    query = select(*columns).join(Officer, Officer.id == BookPage.officer_id)
    query = query.where(BookPage.book == book, BookPage.year == year).order_by(BookPage.number.desc())
    return [PageLine(*row) for row in session.execute(query)]


def page_report(session: Session, book: str, year: int, number: int) -> Report:
    """Return a closed page as it was issued, its seal small below it; raises ``Refused`` «page-unknown».

    A sealed page cannot be covered: whoever has no work with private data is refused it.
    """
    whole_only(session)
    where = and_(BookPage.book == book, BookPage.year == year, BookPage.number == number)
    row = session.execute(select(*_COLUMNS).where(where)).first()
    if row is None:
        raise Refused("page-unknown", "page", year=year, number=number)
    page = SealedPage(*row)
    return report_of(page.content, *seal_lines(page))


def seal_lines(page: SealedPage) -> tuple[str, ...]:
    """Say a page's seal as its footer prints it."""
    before = "trang đầu của sổ" if page.previous == GENESIS else page.previous
    return (
        f"Trang {page.number}/{page.year} · khóa bằng SHA-256 {page.seal}",
        f"Nối trang trước {before} · nhật ký dòng {page.audit_sequence} {page.audit_hash[:16]}",
    )


def verify_pages(session: Session, year: int | None = None) -> PagesProved:
    """Prove the sealed pages of every book in a year (in all years): name each page changed, removed, moved."""
    found: list[PageProblem] = []
    count, noted = 0, _noted(session)
    books = {(row.book, row.year) for row in session.execute(select(BookPage.book, BookPage.year).distinct())}
    books |= {(book, key[0]) for book, keys in noted.items() for key in keys}
    for book, its_year in sorted(books):
        if year in (None, its_year):
            pages = list(_pages(session, book, its_year))
            count += len(pages)
            found += _problems(session, book, its_year, pages, noted.get(book, {}))
    return PagesProved(not found, count, tuple(found))


def _problems(
    session: Session, book: str, year: int, pages: list[SealedPage], noted: Mapping[Key, str]
) -> Iterator[PageProblem]:
    lines = {page.audit_sequence for page in pages}
    query = select(AuditEntry.sequence, AuditEntry.hash).where(AuditEntry.sequence.in_(lines))
    log = {row.sequence: row.hash for row in session.execute(query)}
    here = {key: seal for key, seal in noted.items() if key[0] == year}
    for kind, data in page_problems(pages, here, log, _before(session, book, year, noted)):
        message = PAGE_PROBLEMS[kind].format_map(data)
        yield PageProblem(kind, book, data["year"], data["number"], message)


def _before(session: Session, book: str, year: int, noted: Mapping[Key, str]) -> str:
    """Return the seal of the last page before a year: as the audit log knows it, else as it stands."""
    earlier = [key for key in noted if key[0] < year]
    if earlier:
        return noted[max(earlier)]
    query = select(BookPage.seal).where(BookPage.book == book, BookPage.year < year)
    return session.scalar(query.order_by(BookPage.year.desc(), BookPage.number.desc()).limit(1)) or GENESIS


def _pages(session: Session, book: str, year: int) -> Iterator[SealedPage]:
    query = select(*_COLUMNS).where(BookPage.book == book, BookPage.year == year).order_by(BookPage.number)
    return (SealedPage(*row) for row in session.execute(query))


def _noted(session: Session) -> dict[str, dict[Key, str]]:
    """Return by book the seals that the audit log knows."""
    seals: dict[str, dict[Key, str]] = {}
    query = select(AuditEntry.subject, AuditEntry.data).where(AuditEntry.action == "seal")
    for subject, data in session.execute(query):
        book, year, number = subject.rsplit("/", 2)
        seals.setdefault(book, {})[int(year), int(number)] = json.loads(data)["seal"]
    return seals
