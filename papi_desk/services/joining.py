"""Registers of communes that were merged come together: the other one's cases, books and matters come into this one.

Numbers stay as they were. Where this register has a number already, the other's whole day series is written with a
prefix («B.MC-240304-0001»), and its matters get the next numbers of their year; old and new are kept. Its audit log
and its closed pages come word for word, and ``verify`` proves them ever after (docs/decisions/19-updates.md).
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from papi_desk.db.audit import ROWS
from papi_desk.db.database import Database, known_revisions
from papi_desk.db.joining import TAKEN, Moves, copy_closed, copy_rows, offsets
from papi_desk.db.keys import named_key
from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.audit import AuditEntry, AuditHead
from papi_desk.db.models.books import BookEntry, HandoverLine
from papi_desk.db.models.cases import Case
from papi_desk.db.models.joined import JoinedEntry, JoinedRegister
from papi_desk.db.models.matters import MatterRow
from papi_desk.db.models.offices import Counter, Office, Officer
from papi_desk.db.models.procedures import Field, Procedure, ProcedureVersionRow
from papi_desk.db.models.ratings import Rating
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import book_counter, next_number
from papi_desk.db.row_seals import table_of
from papi_desk.db.sealed_rows import read_seals, sealed_mappers
from papi_desk.domain.errors import Refused, Unavailable
from papi_desk.domain.names import search_key
from papi_desk.domain.records import Record
from papi_desk.services.attachments import FOLDER, GONE
from papi_desk.services.matter_books import matter_book
from papi_desk.services.practice import is_practice
from papi_desk.services.reference import reference, reference_changed
from papi_desk.services.setting_up import set_up
from papi_desk.services.upkeep import Problem, verify

_PREFIX: Final = re.compile(r"[A-Za-z0-9]{1,8}", re.ASCII)
_SEALED_AT_ONCE: Final = 2000


class Joining(Record):
    """What came over, or would: how many rows, which numbers are written otherwise here, what stays behind."""

    name: str
    prefix: str
    counts: Mapping[str, int]
    series: Mapping[str, str]
    """Day series of theirs that this register has too → as they are written here."""
    matters: Mapping[str, str]
    officers: Mapping[str, str]
    """Names that are there already → as theirs are written here."""
    official_codes: tuple[str, ...]
    """Official codes that a case here bears already; the case that came has none here."""
    procedures: tuple[str, ...]
    """Procedures that this register did not know."""
    pages: int
    out: int
    """Cases that stand on their hand-over lists and have not come back."""


@contextmanager
def other_register(path: Path, *, at: datetime) -> Iterator[tuple[Database, str]]:
    """Open a copy of the other register, brought up to date and proved; yield it with the SHA-256 of the file.

    The file itself is not touched. Raises ``Refused`` for what is no whole register.
    """
    if not path.is_file():
        raise Refused("file-missing", "file", file=str(path))
    with tempfile.TemporaryDirectory(prefix="papi-desk-") as made:
        copy = Path(made) / "papi-desk.db"
        for ending in ("", "-wal"):
            if path.with_name(path.name + ending).exists():
                shutil.copyfile(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
        if (path.parent / FOLDER).is_dir():
            shutil.copytree(path.parent / FOLDER, Path(made) / FOLDER)
        database = Database(f"sqlite:///{copy}")
        try:
            _look(database, path)
            if database.upgrade():
                database.transact(set_up, at=at)
            _prove(database, path)
            yield database, hashlib.sha256(path.read_bytes()).hexdigest()
        finally:
            database.close()


def _look(database: Database, path: Path) -> None:
    try:
        revision = database.revision()
    except Unavailable as error:
        raise Refused("not-a-register", "file", file=path.name) from error
    if revision is None:
        raise Refused("not-a-register", "file", file=path.name)
    if revision not in known_revisions():
        raise Unavailable("newer-database", revision=revision)


def _prove(database: Database, path: Path) -> None:
    problems: list[Problem] = database.read(verify)
    if problems:
        told = "; ".join(f"{one.kind} {one.data}" for one in problems[:3])
        raise Refused("join-problems", "file", file=path.name, count=len(problems), first=told)
    if database.read(is_practice):
        raise Refused("join-practice", "file", file=path.name)


def join_register(
    session: Session,
    other: Database,
    *,
    digest: str,
    prefix: str,
    name: str = "",
    at: datetime,
    by: int | str | None = None,
) -> Joining:
    """Take another register over whole; run it with ``Database.read`` to see what would come of it.

    Raises ``Refused`` for this register itself or a copy of it, one that came before, and a prefix that will not do.
    """
    if not _PREFIX.fullmatch(prefix):
        raise Refused("join-prefix", "prefix", prefix=prefix)
    if session.scalar(select(JoinedRegister.id).where(JoinedRegister.prefix == prefix.upper())) is not None:
        raise Refused("join-prefix-taken", "prefix", prefix=prefix.upper())
    joining = other.read(lambda source: _Join(session, source, prefix.upper(), name, at, by).run(digest))
    reference_changed(session)
    session.info["changed"].update(table.name for table in TAKEN)
    return joining


class _Join:
    """One register coming into another, within one transaction."""

    def __init__(
        self, session: Session, source: Session, prefix: str, name: str, at: datetime, by: int | str | None
    ) -> None:
        self._session, self._source, self._prefix, self._at = session, source, prefix, at
        self._officer = reference(session).officer(by, at.date())
        self._office = reference(source).office(at.date())
        self._name = name.strip() or self._office.superior
        self._before = offsets(session.connection())

    def run(self, digest: str) -> Joining:
        self._refuse_own()
        series, officers = self._series(), self._officers()
        matters, numbers = self._matters()
        codes, known = self._official_codes(), self._known(officers)
        row = self._register(digest, {"series": series, "matters": matters, "officers": officers})

        def code(old: str) -> str:
            return f"{self._prefix}.{old}" if old.rpartition("-")[0] in series else old

        def case(made: dict[str, Any]) -> dict[str, Any]:
            official = None if made["official_code"] in codes else made["official_code"]
            here = {"code": code(made["code"]), "series": series.get(made["series"], made["series"])}
            return {**made, **here, "official_code": official}

        def entry(made: dict[str, Any]) -> dict[str, Any]:
            return {**made, "book": f"{self._prefix}/{made['book']}"}

        def matter(made: dict[str, Any]) -> dict[str, Any]:
            old = (made["book"], made["year"], made["number"])
            key = matter_book(made["book"]).key(made["year"], made["number"])
            kept = f"{made['search_key']} {search_key(key)}" if key in matters else made["search_key"]
            return {**made, "number": numbers.get(old, made["number"]), "search_key": kept}

        changes = {"cases": case, "book_entries": entry, "matters": matter}
        moves = Moves({**self._before, "joined_registers": row.id}, known, row.id, code, changes)
        theirs, ours = self._source.connection(), self._session.connection()
        self._counters(series)
        counts = copy_rows(theirs, ours, moves)
        pages = copy_closed(theirs, ours, row.id)
        self._files()
        row.content = {**row.content, "counts": counts}
        self._session.flush()
        self._seal(row)
        return Joining(
            self._name, self._prefix, counts, series, matters, {o: n for o, n in officers.items() if o != n},
            tuple(sorted(codes)), tuple(sorted(self._new_procedures)), pages, self._out(),
        )  # fmt: skip

    # --- what must not be ------------------------------------------------------------------------------------

    def _refuse_own(self) -> None:
        """Refuse what has the same first case, its line of the log included: the same register, however it went on."""
        first = select(AuditEntry.hash).where(AuditEntry.action.in_(("register", "import")))
        theirs = self._source.scalar(first.order_by(AuditEntry.sequence).limit(1))
        if theirs is None:
            raise Refused("join-empty", "file")
        if theirs == self._session.scalar(first.order_by(AuditEntry.sequence).limit(1)):
            raise Refused("join-own", "file")
        if self._session.scalar(select(JoinedEntry.joined_id).where(JoinedEntry.hash == theirs)) is not None:
            raise Refused("join-again", "file")

    # --- which number is written how -------------------------------------------------------------------------

    def _series(self) -> dict[str, str]:
        """Return the day series that both have, each with how theirs is written here."""
        theirs = set(self._source.scalars(select(Case.series).distinct()))
        ours = set(self._session.scalars(select(Case.series).distinct()))
        return {one: f"{self._prefix}.{one}" for one in sorted(theirs & ours)}

    def _matters(self) -> tuple[dict[str, str], dict[tuple[str, int, int], int]]:
        """Give matters of a year that both have the next numbers; return old → new as words and as numbers."""
        words: dict[str, str] = {}
        numbers: dict[tuple[str, int, int], int] = {}
        columns = (MatterRow.book, MatterRow.year)
        for book, year, last in self._source.execute(select(*columns, func.max(MatterRow.number)).group_by(*columns)):
            own = next_number(self._session, book_counter(book, year), last) - last
            for number in range(1, last + 1) if own else ():
                numbers[book, year, number] = own + number
                key = matter_book(book).key
                words[key(year, number)] = key(year, own + number)
        return words, numbers

    def _official_codes(self) -> set[str]:
        named = select(Case.official_code).where(Case.official_code.is_not(None))
        here = set(self._session.scalars(named))
        return {code for code in self._source.scalars(named) if code is not None and code in here}

    def _officers(self) -> dict[str, str]:
        """Return every officer of theirs with the name here: nobody is taken for a namesake."""
        ours = set(self._session.scalars(select(Officer.name)))
        names = self._source.scalars(select(Officer.name).order_by(Officer.id))
        return {name: f"{name} ({self._prefix})" if name in ours else name for name in names}

    # --- rows that are matched, not copied ---------------------------------------------------------------------

    def _known(self, officers: Mapping[str, str]) -> dict[str, dict[int, int]]:
        here = reference(self._session).office(self._at.date()).id
        return {
            "officers": self._write_officers(officers),
            "offices": dict.fromkeys(self._source.scalars(select(Office.id)), here),
            **self._write_procedures(),
        }

    def _write_officers(self, names: Mapping[str, str]) -> dict[int, int]:
        known = {}
        for theirs in self._source.scalars(select(Officer).order_by(Officer.id)):
            made = Officer(
                name=names[theirs.name], title=theirs.title, active_from=theirs.active_from,
                retired_on=theirs.retired_on, roles=theirs.roles,
            )  # fmt: skip
            self._session.add(made)
            self._session.flush()
            known[theirs.id] = made.id
        return known

    def _write_procedures(self) -> dict[str, dict[int, int]]:
        """Match the procedures and versions of their cases; one that differs is kept for them, and for them alone."""
        used = select(Case.version_id).union(
            select(func.max(ProcedureVersionRow.id))
            .where(ProcedureVersionRow.procedure_id.in_(select(Rating.procedure_id)))
            .group_by(ProcedureVersionRow.procedure_id)
        )
        fields = {row.name: row.id for row in self._session.scalars(select(Field))}
        named = {row.id: row.name for row in self._source.scalars(select(Field))}
        ours = {row.internal_id: row for row in self._session.scalars(select(Procedure))}
        procedures: dict[int, int] = {}
        versions: dict[int, int] = {}
        self._new_procedures: list[str] = []
        for version in self._source.scalars(select(ProcedureVersionRow).where(ProcedureVersionRow.id.in_(used))):
            theirs = self._source.get_one(Procedure, version.procedure_id)
            row = ours.get(theirs.internal_id)
            if row is None:
                row = ours[theirs.internal_id] = self._new_procedure(theirs, fields, named[theirs.field_id])
            procedures[theirs.id] = row.id
            versions[version.id] = self._version(version, row)
        return {"procedures": procedures, "procedure_versions": versions}

    def _new_procedure(self, theirs: Procedure, fields: dict[str, int], field: str) -> Procedure:
        if field not in fields:
            made = Field(name=field)
            self._session.add(made)
            self._session.flush()
            fields[field] = made.id
        row = Procedure(
            internal_id=theirs.internal_id, code=theirs.code, name=theirs.name, search_key=theirs.search_key,
            initials=theirs.initials, field_id=fields[field], offered=theirs.offered,
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        self._new_procedures.append(theirs.name)
        return row

    def _version(self, theirs: ProcedureVersionRow, row: Procedure) -> int:
        own = select(ProcedureVersionRow).where(ProcedureVersionRow.procedure_id == row.id)
        same = [one for one in self._session.scalars(own) if one.content == theirs.content]
        if same:
            return same[0].id
        there = self._session.scalar(select(func.count()).select_from(own.subquery()))
        made = ProcedureVersionRow(
            procedure_id=row.id, recorded_on=theirs.recorded_on, valid_from=theirs.valid_from,
            valid_to=theirs.valid_to, superseded_on=self._at.date() if there else theirs.superseded_on,
            content=theirs.content,
        )  # fmt: skip
        self._session.add(made)
        self._session.flush()
        return made.id

    # --- what is kept of the register itself -------------------------------------------------------------------

    def _register(self, digest: str, mapping: Mapping[str, Any]) -> JoinedRegister:
        head = self._source.execute(select(AuditHead.sequence, AuditHead.hash)).one()
        names = ("superior", "unit", "place", "province", "address", "phone", "email", "website")
        office = {name: getattr(self._office, name) for name in names}
        row = JoinedRegister(
            name=self._name, prefix=self._prefix, joined_at=self._at, officer_id=self._officer.id, digest=digest,
            sequence=head.sequence, hash=head.hash,
            content={"office": office, "settings": dict(reference(self._source).settings), **mapping},
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        return row

    def _counters(self, series: Mapping[str, str]) -> None:
        """Let counting go on behind what came: their day series and books, the latter under the prefix."""
        for name, value in self._source.execute(select(Counter.name, Counter.value).where(Counter.value > 0)):
            kind, _, rest = name.partition("/")
            if kind == "case":
                next_number(self._session, f"case/{series.get(rest, rest)}", value)
        columns = (BookEntry.book, BookEntry.year)
        for book, year, last in self._source.execute(select(*columns, func.max(BookEntry.number)).group_by(*columns)):
            next_number(self._session, book_counter(f"{self._prefix}/{book}", year), last)

    def _files(self) -> None:
        """Bring the files of their cases to where this register keeps its own; a trial brings none."""
        if self._session.connection().get_execution_options().get("read_only"):
            return
        theirs, ours = self._source.info["database"], self._session.info["database"]
        source = Path(str(theirs.engine.url.database)).parent / FOLDER
        if ours.file is not None and named_key(ours.file) is None:
            if source.is_dir():
                shutil.copytree(source, Path(str(ours.engine.url.database)).parent / FOLDER, dirs_exist_ok=True)
            return
        came = Attachment.id > self._before["attachments"]
        for row in self._session.scalars(
            select(Attachment).where(came, Attachment.content.is_(None), Attachment.kind != GONE)
        ):
            row.content = (source / row.sha256[:2] / f"{row.sha256}.{row.kind}").read_bytes()

    def _seal(self, row: JoinedRegister) -> None:
        """Note the joining, and the seal of every row that came with it."""
        at, officer = self._at, self._officer.name
        for mapper in sealed_mappers():
            table = table_of(mapper)
            if table not in TAKEN or "id" not in table.c:
                continue
            seals = list(read_seals(self._session, mapper, table.c.id > self._before[table.name]))
            for first in range(0, len(seals), _SEALED_AT_ONCE):
                some = dict(seals[first : first + _SEALED_AT_ONCE])
                note(self._session, Note(at, officer, "join-rows", table.name, {ROWS: {table.name: some}}))
        told = {"name": row.name, "prefix": row.prefix, "digest": row.digest, "sequence": row.sequence}
        told |= {"hash": row.hash, "counts": row.content["counts"]}
        # last, for the seals of rows that were added one by one go with it
        note(self._session, Note(at, officer, "join", row.name, told))

    def _out(self) -> int:
        out = select(func.count()).select_from(HandoverLine).where(HandoverLine.back_at.is_(None))
        return self._source.scalar(out) or 0
