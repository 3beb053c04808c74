"""The versions of a procedure over time: showing them, changing a procedure from a day on, weighing a new list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.procedures import Field, Procedure, ProcedureVersionRow
from papi_desk.domain.catalogue import read_catalogue
from papi_desk.domain.errors import Refused
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.domain.procedures import ProcedureVersion
from papi_desk.domain.records import Record, replace
from papi_desk.domain.version_words import Difference, differences
from papi_desk.services.office import noted
from papi_desk.services.procedures import matched, store_version
from papi_desk.services.reference import packaged
from papi_desk.services.versions import version_from_json, version_to_json

__all__ = [
    "CatalogueLine", "CatalogueReport", "Difference", "VersionLine", "catalogue_report", "change_procedure",
    "procedure_versions", "read_procedures",
]  # fmt: skip

_EDITED: Final = frozenset({
    "name", "limit", "limit_note", "documents", "fee_vnd", "fee_unit", "fee_note", "fee_exemptions", "online_level",
    "result_document", "legal_basis", "interagency_with", "source_url", "valid_to",
})  # fmt: skip


class VersionLine(Record):
    """A version with its dates and what it changed in the one before."""

    id: int
    valid_from: date | None
    valid_to: date | None
    recorded_on: date
    superseded_on: date | None
    changes: tuple[Difference, ...]
    content: ProcedureVersion


class CatalogueLine(Record):
    """What a new list would do to one procedure: «added», «changed», or «absent» from it (which then stays)."""

    state: str
    code: str
    name: str
    changes: tuple[Difference, ...] = ()


class CatalogueReport(Record):
    """What a new list would change, before it is taken over."""

    lines: tuple[CatalogueLine, ...]
    unchanged: int

    def count(self, state: str) -> int:
        """Return how many procedures are in a state."""
        return sum(1 for line in self.lines if line.state == state)


def procedure_versions(session: Session, code: str) -> list[VersionLine]:
    """Return all versions of a procedure, newest first, each with what it changed."""
    lines: list[VersionLine] = []
    for row in _rows(session, code):
        content = version_from_json(row.content)
        changes = differences(lines[-1].content, content) if lines else ()
        dates = (content.valid_from, content.valid_to, row.recorded_on, row.superseded_on)
        lines.append(VersionLine(row.id, *dates, changes, content))
    return lines[::-1]


def _rows(session: Session, code: str) -> Sequence[ProcedureVersionRow]:
    plain = plain_code(code)
    of_code = or_(Procedure.code == plain, Procedure.internal_id == plain)
    query = select(ProcedureVersionRow).join(Procedure).where(of_code).order_by(ProcedureVersionRow.id)
    rows = session.scalars(query).all()
    if not rows:
        raise Refused("procedure-unknown", "procedure", code=code)
    return rows


def change_procedure(
    session: Session, code: str, changed: Mapping[str, Any], *, valid_from: date, at: datetime,
    by: int | str | None = None,
) -> VersionLine:  # fmt: skip
    """Let a procedure say something else from a day on; cases received before keep the version they were promised by.

    Raises ``Refused`` where no basis is named, nothing changes, or the days are reversed.
    """
    if not str(changed.get("legal_basis", "")).strip():
        raise Refused("basis-needed", "legal_basis")
    current = [row for row in _rows(session, code) if row.superseded_on is None]
    before = version_from_json(current[-1].content)
    new = _changed(before, {name: value for name, value in changed.items() if name in _EDITED}, valid_from)
    for row in current:
        _end(row, valid_from, at)
    procedure = session.get_one(Procedure, current[-1].procedure_id)
    fields = {row.name: row for row in session.scalars(select(Field))}
    store_version(session, procedure, new, fields, at)
    told = {one.field: [one.old, one.new] for one in differences(before, new)}
    noted(session, "procedure", new.code or new.internal_id, {"valid_from": valid_from.isoformat(), **told}, at, by)
    return procedure_versions(session, code)[0]


def _changed(before: ProcedureVersion, changed: Mapping[str, Any], valid_from: date) -> ProcedureVersion:
    """Return the new version; raise ``Refused`` for one that cannot be or is no other."""
    given = {"valid_to": None, **changed}
    new = replace(before, **given, valid_from=valid_from, confidence="office", confidence_detail="")
    if not new.name.strip():
        raise Refused("name-missing", "name")
    if new.valid_to is not None and new.valid_to < valid_from:
        raise Refused("period-reversed", "valid_to", first=valid_from, last=new.valid_to)
    ends: Any = {"valid_from": before.valid_from, "confidence": before.confidence}
    if replace(new, **ends, confidence_detail=before.confidence_detail) == before:
        raise Refused("nothing-changed", "name")
    return new


def _end(row: ProcedureVersionRow, next_from: date, at: datetime) -> None:
    """Let an earlier version hold to the day before the next, or not at all where it begins no earlier."""
    if row.valid_from is not None and row.valid_from >= next_from:
        row.superseded_on = at.date()
        return
    last = next_from - timedelta(days=1)
    if row.valid_to is None or row.valid_to > last:
        content = replace(version_from_json(row.content), valid_to=last)
        row.valid_to, row.content = last, version_to_json(content)


def read_procedures(text: str) -> list[ProcedureVersion]:
    """Read a list of procedures with the packaged variants of limits."""
    return read_catalogue(text, packaged("variants.toml"))


def catalogue_report(session: Session, versions: Sequence[ProcedureVersion]) -> CatalogueReport:
    """Tell what a new list would add and change, and which procedures of the register it does not have."""
    lines, unchanged, seen = [], 0, set()
    for version, row, old in matched(session, versions):
        if row is None or old is None:
            lines.append(CatalogueLine("added", version.code or version.internal_id, version.name))
            continue
        seen.add(row.id)
        changes = differences(version_from_json(old.content), version)
        unchanged += not changes
        if changes:
            lines.append(CatalogueLine("changed", version.code or version.internal_id, version.name, changes))
    absent = [row for row in session.scalars(select(Procedure).order_by(Procedure.id)) if row.id not in seen]
    lines += [CatalogueLine("absent", row.code or row.internal_id, row.name) for row in absent]
    return CatalogueReport(tuple(lines), unchanged)
