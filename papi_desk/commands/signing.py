"""The officers, their roles and keys, and whether they have to sign in, on the command line."""

from __future__ import annotations

from typing import Any

from papi_desk.commands.answers import plain, write
from papi_desk.commands.arguments import Misuse
from papi_desk.commands.given import Given, now_of, read_toml, register_of
from papi_desk.commands.proofs import secret_of
from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layouts_pdf
from papi_desk.domain.errors import Refused
from papi_desk.services.deeds import seat
from papi_desk.services.officers import add_officer, officers_at, retire_officer
from papi_desk.services.roles import drop_role, role_table, set_role
from papi_desk.services.sheets import recovery_sheet
from papi_desk.services.sign_in import (
    begin_sign_in,
    end_sign_in,
    officers_keys,
    recover,
    renew_recovery_code,
    set_badge,
    set_roles,
    set_secret,
)


def officers(given: Given) -> Any:
    """List, add or retire officers, give them roles, a PIN, a badge."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        return database.read(officers_at, on=now.date())
    if given.what == "keys":
        return database.read(officers_keys, at=now)
    if not given.name:
        raise Refused("name-missing", "name")
    if given.what == "add":
        return database.transact(add_officer, given.name, given.title, at=now)
    if given.what == "roles":
        roles = tuple(part.strip() for part in given.roles.split(",") if part.strip())
        return database.transact(set_roles, given.name, roles, at=now)
    if given.what == "pin":
        database.transact(set_secret, given.name, secret_of("NEW_PIN", "Mã PIN mới: "), at=now)
        return {"officer": given.name, "pin": True}
    if given.what == "badge":
        database.transact(set_badge, given.name, secret_of("NEW_BADGE", "Quét thẻ: "), at=now)
        return {"officer": given.name, "badge": True}
    return database.transact(retire_officer, given.name, at=now)


def roles(given: Given) -> Any:
    """Show who may do what, or set or drop the office's own roles from a file."""
    database, now = register_of(given), now_of(given)
    if given.what == "list":
        table = database.read(role_table)
        works = {work.name: work.label for work in table.works.values()}
        shown = {role.name: {**role.to_json(), "own": role.own} for role in table.roles.values()}
        return {"roles": shown, "work": works} if given.json else [{"role": name, **row} for name, row in shown.items()]
    if not given.subject:
        raise Misuse("Thiếu tệp hoặc tên vai trò.")
    if given.what == "drop":
        database.transact(drop_role, given.subject, at=now)
        return {"dropped": given.subject}
    rows = read_toml(given.subject).get("role", {})
    done = [
        database.transact(set_role, name, str(row.get("label", "")), tuple(row.get("may", ())), at=now)
        for name, row in rows.items()
    ]
    return {"set": [role.name for role in done]}


def sign_in(given: Given) -> Any:
    """Ask the officers to sign in from now on, or no longer; make a code for the safe, or use it."""
    database, now = register_of(given), now_of(given)
    if given.what == "status":
        return {"sign_in": "on" if database.read(seat).required else "open"}
    if given.what == "off":
        database.transact(end_sign_in, at=now)
        return {"sign_in": "open"}
    if given.what == "code":
        sits = database.read(seat).officer
        code = database.transact(renew_recovery_code, at=now)
        return _code(given, database, code, sits.name if sits is not None else "")
    if not given.name:
        raise Refused("name-missing", "name")
    if given.what == "on":
        secret = secret_of("PIN", f"Mã PIN của {given.name}: ")
        answer, code = database.transact(begin_sign_in, given.name, secret, at=now)
    else:
        paper, secret = secret_of("RECOVERY", "Mã khôi phục: "), secret_of("NEW_PIN", "Mã PIN mới: ")
        answer, code = database.transact(recover, paper, given.name, secret, at=now)
    return _code(given, database, code, answer.proved().name)


def _code(given: Given, database: Database, code: str, officer: str) -> Any:
    """Show the code once, or lay it out for the safe."""
    if not given.output:
        return plain({"recovery_code": code})
    printed = database.transact(recovery_sheet, code, officer, lay_out=kept_layout, at=now_of(given))
    return {"file": write(given.output, layouts_pdf([Layout.from_bytes(printed.layout)]))}
