"""Taking over a register that another system exported: every good row in one transaction, the others with why."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, CaseEvent, Party, Result
from papi_desk.db.models.words import PartyWord, words_of
from papi_desk.db.notes import Note, note
from papi_desk.db.numbers import next_number
from papi_desk.domain.errors import Refused
from papi_desk.domain.files import MOST_UNPACKED, check_workbook
from papi_desk.domain.names import initials, search_key
from papi_desk.domain.records import Record
from papi_desk.domain.register_cells import Cell
from papi_desk.domain.register_file import ImportedCase, RejectedRow, csv_rows, read_register
from papi_desk.domain.work import step
from papi_desk.services.procedures import all_versions
from papi_desk.services.reference import OfficerLine, Reference, reference
from papi_desk.services.row_proofs import note_rows
from papi_desk.services.sentences import sentence
from papi_desk.services.versions import Version

_BATCH = 5000
_MOST_CELLS = 10_000_000
"""Cells, empty ones counted: a register of 500,000 rows; a forged sheet may claim seventeen milliards."""
_CHAINED = ("official_code", "channel", "status", "received_at", "due_at", "finished_at")
T = TypeVar("T")


class ImportReport(Record):
    """What an import did: how many cases came in, and why each other row did not."""

    imported: int
    rejected: tuple[tuple[int, str], ...]


def read_rows(path: Path) -> Iterable[Sequence[Cell]]:
    """Return the rows of a CSV (UTF-8) or XLSX file; raise ``Refused`` for one that cannot be read or is too large."""
    try:
        if path.stat().st_size > MOST_UNPACKED:
            raise Refused("file-unpacks-too-large", "file", file=path.name, most=MOST_UNPACKED // 1_000_000)
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            check_workbook(path.name, content := path.read_bytes())
            return _sheet_rows(path.name, content)
        return csv_rows(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused("file-unreadable", "file", file=path.name, why=type(error).__name__) from error


def _sheet_rows(name: str, content: bytes) -> list[Sequence[Cell]]:
    """Read the first sheet as far as it is filled, whatever size it says it has."""
    rows: list[Sequence[Cell]] = []
    cells = 0
    try:
        with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                rows.append(_filled(row))
                cells += len(row)
                if cells > _MOST_CELLS:
                    raise Refused("file-unpacks-too-large", "file", file=name, most=MOST_UNPACKED // 1_000_000)
    except Refused:
        raise
    except Exception as error:  # whatever the reader meets in a broken or forged part, it raises as it comes
        raise Refused("file-unreadable", "file", file=name, why=type(error).__name__) from error
    return rows


def _filled(row: Sequence[Cell]) -> Sequence[Cell]:
    """Return a row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def import_cases(
    session: Session,
    rows: Iterable[Sequence[Cell]],
    *,
    at: datetime,
    by: int | str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import a register; a row is taken whole or not at all, the good rows commit together."""
    ref, rejected = reference(session), []
    officer, known = ref.officer(by, at.date()), _Known(session)
    good: list[tuple[ImportedCase, Version]] = []
    for row in read_register(rows, closing=ref.calendar.closing):
        step()
        try:
            if isinstance(row, RejectedRow):
                raise row.reason
            good.append((row, known.check(row, at)))
        except Refused as refusal:
            rejected.append((row.row, sentence(refusal)))
    if not dry_run and good:
        _store(session, ref, good, officer, at)
    return ImportReport(len(good), tuple(rejected))


class _Known:
    """What is already there: procedures by code and name, and the official codes in use."""

    def __init__(self, session: Session) -> None:
        self._by_code: dict[str, Version] = {}
        self._by_name: dict[str, Version] = {}
        for version in all_versions(session):
            content = version.content
            for code in (content.code_unverified, content.internal_id, content.code):
                if code:
                    self._by_code[code] = version
            self._by_name.setdefault(search_key(content.name), version)
        self._codes = set(session.scalars(select(Case.official_code).where(Case.official_code.is_not(None))))

    def check(self, row: ImportedCase, at: datetime) -> Version:
        """Return the row's procedure, or refuse the row."""
        version = self._by_code.get(row.procedure_code) or self._by_name.get(search_key(row.procedure_name))
        if version is None:
            raise Refused("procedure-unknown", code=row.procedure_code or row.procedure_name)
        latest = max(m for m in (row.received_at, row.finished_at, row.returned_at) if m is not None)
        if latest.date() > at.date():
            raise Refused("in-future", at=latest)
        if row.official_code:
            if row.official_code in self._codes:
                raise Refused("official-code-taken", code=row.official_code)
            self._codes.add(row.official_code)
        return version


def _store(
    session: Session,
    ref: Reference,
    good: list[tuple[ImportedCase, Version]],
    officer: OfficerLine,
    at: datetime,
) -> None:
    """Number the cases in order of reception within their day and write them in batches."""
    good.sort(key=lambda pair: (pair[0].received_at, pair[0].row))
    desk = ref.setting("desk_code")
    series = [f"{desk}-{row.received_at:%y%m%d}" for row, _ in good]
    numbers = {
        name: next_number(session, f"case/{name}", count) - count for name, count in sorted(Tally(series).items())
    }
    for batch in _batches(zip(good, series, strict=True)):
        cases = []
        for (row, version), name in batch:
            numbers[name] += 1
            cases.append(_case_row(ref, row, version, name, numbers[name], officer, at))
        ids = session.scalars(insert(Case).returning(Case.id, sort_by_parameter_order=True), cases).all()
        _store_sides(session, [row for (row, _), _ in batch], cases, list(ids), officer, at)
    session.info["changed"].add("cases")


def _batches(pairs: Iterable[T]) -> Iterator[list[T]]:
    each = iter(pairs)
    while batch := list(islice(each, _BATCH)):
        yield batch


def _case_row(
    ref: Reference,
    row: ImportedCase,
    version: Version,
    series: str,
    number: int,
    officer: OfficerLine,
    at: datetime,
) -> dict[str, Any]:
    last = max(m for m in (row.received_at, row.finished_at, row.returned_at) if m is not None)
    return {
        "code": f"{series}-{number:04}", "series": series, "number": number,
        "official_code": row.official_code or None, "office_id": ref.office(row.received_at.date()).id,
        "procedure_id": version.procedure_id, "version_id": version.id, "officer_id": officer.id,
        "channel": row.channel, "status": int(row.status), "received_at": row.received_at,
        "clock_from": row.received_at, "due_at": row.due_at, "original_due_at": row.due_at,
        "finished_at": row.finished_at, "refused": row.refused, "returned_at": row.returned_at,
        "note": "\n".join(row.notes), "recorded_at": at, "last_at": last, "last_recorded_at": at,
        "trace": [], "conditions": {}, "revision": 1,
    }  # fmt: skip


def _store_sides(
    session: Session,
    rows: list[ImportedCase],
    cases: list[dict[str, Any]],
    ids: list[int],
    officer: OfficerLine,
    at: datetime,
) -> None:
    pairs = list(zip(rows, ids, strict=True))
    session.execute(insert(Party), [_party_row(row, key) for row, key in pairs])
    session.execute(insert(PartyWord), [word for row, key in pairs for word in _word_rows(row, key)])
    events = [
        {
            "case_id": key, "action": "import", "at": row.received_at, "recorded_at": at, "officer_id": officer.id,
            "to_status": int(row.status), "new_due": row.due_at, "data": {"row": row.row},
        }
        for row, key in pairs
    ]  # fmt: skip
    session.execute(insert(CaseEvent), events)
    results = list(_results(pairs))
    if results:
        session.execute(insert(Result), results)
    note(
        session,
        *(
            Note(at, officer.name, "import", case["code"], {name: case[name] for name in _CHAINED})
            for case in cases
        ),
    )  # fmt: skip
    note_rows(session, officer.name, at, {Case: Case.id, **{kind: kind.case_id for kind in _SIDES}}, ids)


_SIDES = (Party, CaseEvent, Result)


def _results(pairs: list[tuple[ImportedCase, int]]) -> Iterator[dict[str, Any]]:
    for row, key in pairs:
        if row.finished_at is not None and int(row.status) in (9, 10):
            kind = "refused" if row.refused else "granted"
            yield {"case_id": key, "kind": kind, "recorded_at": row.finished_at, "taken_at": row.returned_at}


def _party_row(row: ImportedCase, case_id: int) -> dict[str, Any]:
    return {
        "case_id": case_id, "role": "owner", "kind": "person", "name": row.owner,
        "search_key": search_key(row.owner), "initials": initials(row.owner), "id_number": row.id_number,
        "address": row.address, "phone": row.phone,
    }  # fmt: skip


def _word_rows(row: ImportedCase, case_id: int) -> Iterator[dict[str, Any]]:
    words = words_of(row.owner, row.id_number, row.phone)
    return ({"word": word, "case_id": case_id} for word in sorted(words))
