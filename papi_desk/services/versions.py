"""The versions of procedures: read, kept as JSON, and how their cases count time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from papi_desk.db.models.procedures import Field, Procedure, ProcedureVersionRow
from papi_desk.domain.calendar import Calendar
from papi_desk.domain.deadlines import Conventions, Limit, due, paused_due
from papi_desk.domain.procedures import ProcedureVersion, RequiredDocument, Variant, limit_of
from papi_desk.domain.records import Record, field_names


class Version(Record):
    """A procedure's version with the keys of its rows."""

    id: int
    procedure_id: int
    offered: bool | None
    content: ProcedureVersion

    @property
    def code(self) -> str:
        """Return the official code, or the internal one where none is verified."""
        return self.content.code or self.content.internal_id

    def covers(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return (self.content.valid_from or date.min) <= day <= (self.content.valid_to or date.max)


class CaseClock:
    """Counts a case's time by its own version, the calendar and the office's conventions."""

    def __init__(self, version: ProcedureVersion, calendar: Calendar, conventions: Conventions) -> None:
        if conventions.saturday_desk == "working":
            calendar = calendar.with_saturdays()
        self._version, self._calendar, self._conventions = version, calendar, conventions

    def promise(self, variant: str, start: datetime) -> tuple[datetime | None, bool] | None:
        """Count the limit from ``start``."""
        limit = limit_of(self._version, variant, self._conventions)
        if is_unknown(limit):
            return None
        answer = due(limit, start, self._calendar, self._conventions)
        return answer.at, answer.by_hour

    def resumed(self, due_at: datetime, stopped: datetime, resumed: datetime) -> datetime:
        """Move a promise by the time the clock stood still."""
        return paused_due(due_at, stopped, resumed, self._calendar)

    def notice_is_late(self, received: datetime, notice: datetime, days: int) -> bool:
        """Count the working days from reception to the notice."""
        return self._calendar.working_days_between(received.date(), notice.date()) > days

    @property
    def restarts_after_supplement(self) -> bool:
        """A2."""
        return self._conventions.supplement_clock == "restart"

    @property
    def late_notice_keeps_promise(self) -> bool:
        """A2b."""
        return self._conventions.late_supplement == "keep-original"

    @property
    def stops_while_paying(self) -> bool:
        """Whether paying stops the clock."""
        return self._conventions.paying_clock == "pause"


def is_unknown(limit: Limit) -> bool:
    """Tell whether the officer has to type the date."""
    return any(stage.unit == "unknown" for stage in limit.stages)


def load_versions(session: Session, *where: Any) -> list[Version]:
    """Return versions of procedures, oldest first."""
    query = (
        select(ProcedureVersionRow, Procedure.offered, Procedure.internal_id, Procedure.code, Field.name)
        .join(Procedure, Procedure.id == ProcedureVersionRow.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .where(*where, ProcedureVersionRow.superseded_on.is_(None))
        .order_by(ProcedureVersionRow.procedure_id, ProcedureVersionRow.id)
    )
    return [
        Version(row.id, row.procedure_id, offered, version_from_json(row.content))
        for row, offered, *_ in session.execute(query)
    ]


def versions_of(session: Session, code: str) -> list[Version]:
    """Return the versions of a procedure, by official code or internal id; oldest first."""
    return load_versions(session, or_(Procedure.code == code, Procedure.internal_id == code))


def version_of_row(session: Session, key: int) -> Version:
    """Return a version by its row's key."""
    row = session.get_one(ProcedureVersionRow, key)
    return Version(key, row.procedure_id, None, version_from_json(row.content))


def version_to_json(version: ProcedureVersion) -> dict[str, Any]:
    """Return a version as plain values to keep as JSON."""
    plain: dict[str, Any] = {name: getattr(version, name) for name in field_names(version)}
    plain["limit"] = version.limit.to_json()
    plain["variants"] = [variant.to_json() for variant in version.variants]
    plain["documents"] = [document.to_json() for document in version.documents]
    plain["checks"] = list(version.checks)
    for name in ("valid_from", "valid_to"):
        plain[name] = plain[name] and plain[name].isoformat()
    return plain


def version_from_json(plain: Mapping[str, Any]) -> ProcedureVersion:
    """Rebuild a version from what ``version_to_json`` gave."""
    data = dict(plain)
    data["limit"] = Limit.from_json(data["limit"])
    data["variants"] = tuple(Variant.from_json(v) for v in data["variants"])
    data["documents"] = tuple(RequiredDocument.from_json(d) for d in data["documents"])
    data["checks"] = tuple(data["checks"])
    for name in ("valid_from", "valid_to"):
        data[name] = date.fromisoformat(data[name]) if data[name] else None
    return ProcedureVersion(**data)
