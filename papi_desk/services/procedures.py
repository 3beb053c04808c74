"""The list of administrative procedures: finding, showing, offering, importing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk import services
from papi_desk.db.models.procedures import Field, Procedure, ProcedureVersionRow
from papi_desk.db.notes import Note, note
from papi_desk.domain.errors import Refused
from papi_desk.domain.fee_rules import read_lateness
from papi_desk.domain.matching import SURE, match_rank
from papi_desk.domain.names import initials, search_key
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.domain.procedures import (
    ProcedureVersion,
    changed_fields,
    limit_of,
    offered_by_default,
    with_internal_ids,
)
from papi_desk.domain.records import Record, replace
from papi_desk.domain.work import step
from papi_desk.services.reference import packaged, reference, reference_changed
from papi_desk.services.versions import Version, is_unknown, load_versions, version_from_json, version_to_json


class ProcedureLine(Record):
    """A procedure as lists show it."""

    code: str
    internal_id: str
    name: str
    field: str
    limit_words: str
    checks: tuple[str, ...]
    offered: bool


class ProcedureSheet(Record):
    """All that the register knows of a procedure on a day."""

    line: ProcedureLine
    version: ProcedureVersion
    quantities: Mapping[str, int]
    """Quantities its fees use, with the number each has unless typed."""
    conditions: tuple[str, ...]
    exemptions: tuple[tuple[str, str], ...]
    asks_event_date: bool
    """Whether being on time depends on the date of birth or death."""
    limit_unknown: bool


class CatalogueChange(Record):
    """What an import of a list of procedures changes."""

    added: int
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    unchanged: int


def find_procedures(
    session: Session,
    *,
    query: str = "",
    offered_on: date | None = None,
    on: date | None = None,
    limit: int = 500,
    by_use: bool = False,
) -> list[ProcedureLine]:
    """Find procedures by words without accents, initials or code; best match first.

    ``by_use`` puts those first that this desk is asked for most, among matches as good.
    """
    used = services.usage.uses(session) if by_use else {}
    day = offered_on or on or date.today()  # noqa: DTZ011  (only decides which version is shown)
    found = []
    for version, key, short in _one_each(searched_procedures(session), day):
        line = _line(session, version, day)
        if offered_on is not None and not line.offered:
            continue
        rank = _rank(search_key(query), plain_code(query), version.content, key, short)
        if rank is not None:
            band = min(rank, 1) + (rank > SURE) if used else rank
            found.append((band, -used.get(version.procedure_id, 0), rank, len(key) if query else 0, key, line))
    return [line for *_, line in sorted(found, key=lambda item: item[:5])][:limit]


def _one_each(versions: Iterable[tuple[Version, str, str]], day: date) -> list[tuple[Version, str, str]]:
    """Keep of each procedure the version in force on the day, else the one that was."""
    kept: dict[int, tuple[Version, str, str]] = {}
    for one in versions:
        begins = one[0].content.valid_from
        if one[0].procedure_id not in kept or begins is None or begins <= day:
            kept[one[0].procedure_id] = one
    return list(kept.values())


def searched_procedures(session: Session) -> list[tuple[Version, str, str]]:
    """Return every current version with its search key and initials, kept with the reference data."""
    keep = reference(session).searched
    if keep is None:
        keep = [(v, search_key(v.content.name), initials(v.content.name)) for v in load_versions(session)]
        reference(session).searched = keep
    return keep


def all_versions(session: Session, on: date | None = None) -> list[Version]:
    """Return the versions that hold now or will, or of each procedure only the one of a day."""
    every = searched_procedures(session)
    return [version for version, *_ in (every if on is None else _one_each(every, on))]


def _rank(query: str, code: str, version: ProcedureVersion, key: str, short: str) -> int | None:
    """Rank a match: the code first, else how well the name fits; None for no match."""
    if not query:
        return 9
    codes = (version.code, version.internal_id.upper(), version.code_unverified)
    if code and any(c and (c == code or c.startswith(code) or c.split(".")[-1] == code) for c in codes):
        return 0
    return match_rank(query, key, short)


def _line(session: Session, version: Version, day: date) -> ProcedureLine:
    content = version.content
    words = limit_of(content, "", reference(session).conventions).words()
    return ProcedureLine(
        version.code,
        content.internal_id,
        content.name,
        content.field,
        words,
        content.checks,
        is_offered(version, day),
    )


def is_offered(version: Version, day: date) -> bool:
    """Tell whether the office offers a procedure: its own choice first, else what a delta commune offers."""
    return version.offered if version.offered is not None else offered_by_default(version.content, day)


def procedure_sheet(session: Session, code: str, *, on: date) -> ProcedureSheet:
    """Return everything on a procedure in the version in force on the day (the latest when none is)."""
    ref = reference(session)
    try:
        version = ref.version(session, code, on)
    except Refused as refusal:
        named, every = plain_code(code), searched_procedures(session)
        last = [v for v, *_ in every if named in (v.content.code, v.content.internal_id)]
        if refusal.kind != "procedure-not-in-force" or not last:
            raise
        version = last[-1]
    return ProcedureSheet(
        line=_line(session, version, on),
        version=version.content,
        quantities=ref.fees.quantities_of(version.code),
        conditions=tuple(ref.fees.conditions_of(version.code)),
        exemptions=tuple(ref.fees.exemptions_of(version.code, on).items()),
        asks_event_date=version.code in read_lateness(packaged("fees.toml")),
        limit_unknown=is_unknown(version.content.limit),
    )


def offer(session: Session, code: str, offered: bool, *, at: datetime, by: int | str | None = None) -> None:
    """Offer a procedure at this office, or drop it from the list."""
    plain = plain_code(code)
    row = session.scalars(select(Procedure).where((Procedure.code == plain) | (Procedure.internal_id == plain))).first()
    if row is None:
        raise Refused("procedure-unknown", "procedure", code=code)
    row.offered = offered
    officer = reference(session).officer(by, at.date()).name if by is not None else ""
    note(session, Note(at, officer, "offer" if offered else "drop", row.code or row.internal_id, {}))
    reference_changed(session)


def store_catalogue(session: Session, versions: Sequence[ProcedureVersion], *, at: datetime) -> CatalogueChange:
    """Take over a list of procedures: new ones are added, changed ones get a new version from today on."""
    fields = {row.name: row for row in session.scalars(select(Field))}
    added, same, changed = 0, 0, []
    found = matched(session, versions)
    for place, (version, row, old) in enumerate(found):
        step(place, len(found))
        if row is not None and old is not None:
            names = changed_fields(version_from_json(old.content), version)
            if not names:
                same += 1
                continue
            changed.append((version.code or version.internal_id, names))
            old.superseded_on = at.date()
        else:
            added += 1
        store_version(session, row, version, fields, at)
    session.flush()
    told = {"added": added, "changed": [code for code, _ in changed], "same": same}
    note(session, Note(at, "", "catalogue", "procedures", told))
    reference_changed(session)
    return CatalogueChange(added, tuple(changed), same)


def matched(
    session: Session, versions: Sequence[ProcedureVersion]
) -> list[tuple[ProcedureVersion, Procedure | None, ProcedureVersionRow | None]]:
    """Find for each version of a list its procedure in the register and that procedure's latest version."""
    rows = {row.internal_id: row for row in session.scalars(select(Procedure))}
    known = {i: i for i in rows} | {row.code: i for i, row in rows.items() if row.code}
    latest = select(ProcedureVersionRow).where(ProcedureVersionRow.superseded_on.is_(None))
    current = {row.procedure_id: row for row in session.scalars(latest.order_by(ProcedureVersionRow.id))}
    known |= _known_otherwise(current.values())
    found = []
    for version in with_internal_ids([_recognised(version, known) for version in versions], known):
        row = rows.get(version.internal_id)
        found.append((version, row, current.get(row.id) if row is not None else None))
    return found


def _known_otherwise(rows: Iterable[ProcedureVersionRow]) -> dict[str, str]:
    """Return the internal numbers of procedures by their unverified codes and by their names."""
    known = {}
    for row in rows:
        number = str(row.content["internal_id"])
        known[search_key(str(row.content["name"]))] = number
        if row.content["code_unverified"]:
            known[str(row.content["code_unverified"])] = number
    return known


def _recognised(version: ProcedureVersion, known: Mapping[str, str]) -> ProcedureVersion:
    """Give a version without any code the number of the procedure that has its name."""
    if version.internal_id or version.code or version.code_unverified:
        return version
    return replace(version, internal_id=known.get(search_key(version.name), ""))


def store_version(
    session: Session, row: Procedure | None, version: ProcedureVersion, fields: dict[str, Field], at: datetime
) -> None:
    """Write a version of a procedure, which is made where it is new."""
    if version.field not in fields:
        fields[version.field] = Field(name=version.field)
        session.add(fields[version.field])
    row = row or Procedure(internal_id=version.internal_id)
    row.code, row.name, row.field = version.code or None, version.name, fields[version.field]
    row.search_key, row.initials = search_key(version.name), initials(version.name)
    session.add(row)
    session.add(
        ProcedureVersionRow(
            procedure=row,
            recorded_on=at.date(),
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            content=version_to_json(version),
        )
    )
