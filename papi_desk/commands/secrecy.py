"""The encryption of the register on the command line: on, off, the sheet with the key, what is still plain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from papi_desk.commands.answers import REFUSED, show, write
from papi_desk.commands.given import Given, folder_of, now_of, register_of
from papi_desk.commands.proofs import secret_of
from papi_desk.db.database import Database
from papi_desk.documents.forms import kept_layout
from papi_desk.documents.layout import Layout, layouts_pdf
from papi_desk.domain.errors import Refused
from papi_desk.domain.recovery_key import key_name, written
from papi_desk.services.backup_plan import places_of, read_plan
from papi_desk.services.backups import back_up, register_file
from papi_desk.services.encryption import (
    current_secret,
    encryption_state,
    new_secret,
    plain_left,
    switch_off,
    switch_on,
    unlock,
    wipe_plain,
)
from papi_desk.services.sheets import key_sheet


def encryption(given: Given) -> Any:
    """Switch the encryption, print its sheet, bring its key to this computer, name what is still plain."""
    what = {"status": _status, "on": _on, "off": _off, "sheet": _sheet, "unlock": _unlock, "plain": _plain}[given.what]
    return what(given)


def _store(given: Given) -> str:
    return "file" if given.key_in_file else "keyring"


def _status(given: Given) -> Any:
    return encryption_state(folder_of(given) / "papi-desk.db")


def _on(given: Given) -> Any:
    """Write the sheet first: no register is encrypted whose key is nowhere on paper."""
    if not given.output:
        raise Refused("key-sheet-first", "output")
    database, secret = register_of(given), new_secret()
    _write_sheet(given, database, secret)
    switch_on(database, secret, _store(given), at=now_of(given), by=given.by)
    return _after(given, database)


def _off(given: Given) -> Any:
    database = register_of(given)
    switch_off(database, at=now_of(given), by=given.by)
    database.close()
    return _status(given)


def _after(given: Given, database: Database) -> Any:
    """Make the first encrypted copy, and name the plain ones made before."""
    done = back_up(database, at=now_of(given))
    database.close()
    left = [str(path) for path in plain_left(register_file(database), list(done.places))]
    return {"encrypted": True, "key": done.copy.key, "copy": done.copy.file, "sheet": given.output, "plain": left}


def _sheet(given: Given) -> Any:
    if not given.output:
        raise Refused("key-sheet-first", "output")
    database = register_of(given)
    _write_sheet(given, database, current_secret(register_file(database)))
    return {"file": given.output}


def _write_sheet(given: Given, database: Database, secret: int) -> None:
    name, at = key_name(secret), now_of(given)
    printed = database.transact(key_sheet, written(secret), name, lay_out=kept_layout, at=at, by=given.by)
    write(given.output, layouts_pdf([Layout.from_bytes(printed.layout)]))


def _unlock(given: Given) -> Any:
    register = folder_of(given) / "papi-desk.db"
    unlock(register, secret_of("KEY", "Khóa, gõ từ phiếu: "))
    return _status(given)


def _plain(given: Given) -> Any:
    folder = folder_of(given)
    register, places = folder / "papi-desk.db", list(places_of(folder, read_plan(folder)))
    left: list[Path] = wipe_plain(register, places) if given.wipe else plain_left(register, places)
    lines = [str(path) for path in left]
    show({"plain": lines} if given.json else lines or "Không còn tệp nào chưa mã hóa.", as_json=given.json)
    return REFUSED if left else 0
