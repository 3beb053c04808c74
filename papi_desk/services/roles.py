"""The roles of an office: the packaged ones, changed or joined by its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.offices import OfficeRule
from papi_desk.domain.errors import Refused
from papi_desk.domain.roles import ADMINISTRATOR, Role, RoleTable, check_role
from papi_desk.services.office import noted
from papi_desk.services.reference import ROLE, packaged, reference


def role_table(session: Session) -> RoleTable:
    """Return the works and roles as they hold now."""
    return reference(session).roles


def set_role(
    session: Session, name: str, label: str, may: Collection[str], *, at: datetime, by: int | str | None = None
) -> Role:
    """Say what a role may do, or add one; administrators keep the care of officers, or nobody could undo it."""
    table = reference(session).roles
    check_role(name, label, may, table.works)
    if name == ADMINISTRATOR and "officers" not in may:
        raise Refused("administrator-keeps", "may")
    role = Role(name, label.strip(), frozenset(may), own=True)
    row = _row(session, name) or OfficeRule(kind=ROLE, key=name)
    old, row.content = row.content, role.to_json()
    session.add(row)
    noted(session, "role", name, {"old": old, "new": row.content}, at, by)
    return role


def drop_role(session: Session, name: str, *, at: datetime, by: int | str | None = None) -> None:
    """Go back to the packaged role, or forget one of the office's own that nobody has."""
    row = _row(session, name)
    if row is None:
        raise Refused("own-rule-unknown", "role", key=name, known="–")
    holders = [line.name for line in reference(session).officers if name in line.roles]
    if holders and name not in packaged("roles.toml")["role"]:
        raise Refused("role-held", "role", role=row.content["label"], officers=", ".join(holders))
    session.delete(row)
    noted(session, "role-dropped", name, {"old": row.content}, at, by)


def _row(session: Session, name: str) -> OfficeRule | None:
    return session.scalars(select(OfficeRule).where(OfficeRule.kind == ROLE, OfficeRule.key == name)).first()
