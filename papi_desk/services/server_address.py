"""Which server this counter works on: typed once, kept in the data folder, and known again by its certificate."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from papi_desk.db.certificate import certificate_of, fingerprint
from papi_desk.db.database import Database
from papi_desk.domain.errors import Refused, Unavailable

_FILE: Final = "may-chu.json"
_CERTIFICATE: Final = "may-chu.crt"


def join_server(folder: Path, address: str, shown: str = "") -> str:
    """Let this counter work on a server from now on; returns the server's name.

    Raises ``Refused`` «server-address», «server-fingerprint», «server-unprepared», and what keeps it from opening.
    """
    words = trusted_address(folder, address, shown)
    database = Database(words)
    if database.revision() is None:
        raise Refused("server-unprepared")
    database.close()
    try:
        with open(folder / _FILE, "w", encoding="utf-8", opener=_for_us_only) as file:
            json.dump({"address": words}, file)
    except OSError as error:
        raise Unavailable("cannot-write", path=str(folder)) from error
    url = make_url(words)
    return url.host or str(url.query.get("host", ""))


def trusted_address(folder: Path, address: str, shown: str = "") -> str:
    """Return an address that trusts one server only: the one whose certificate has this fingerprint.

    The fingerprint is what the administrator was given; a server that shows another is sent nothing.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise Refused("server-address", "address") from error
    if url.get_backend_name() != "postgresql":
        raise Refused("server-address", "address")
    url = url.set(drivername="postgresql+psycopg")
    if shown:
        certificate = certificate_of(url.host or "localhost", url.port or 5432)
        if fingerprint(certificate) != "".join(shown.split()).replace(":", "").lower():
            raise Refused("server-fingerprint", "fingerprint")
        kept = folder / _CERTIFICATE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_text(certificate, encoding="ascii")
        except OSError as error:
            raise Unavailable("cannot-write", path=str(kept)) from error
        url = url.update_query_dict({"sslmode": "verify-ca", "sslrootcert": str(kept)})
    return url.render_as_string(hide_password=False)


def leave_server(folder: Path) -> bool:
    """Let this counter work on its own register again; tell whether it had been on a server."""
    there = (folder / _FILE).exists()
    for name in (_FILE, _CERTIFICATE):
        (folder / name).unlink(missing_ok=True)
    return there


def joined_server(folder: Path) -> str | None:
    """Return the address of the server this counter works on, None when it has its own register."""
    try:
        found: str = json.loads((folder / _FILE).read_text(encoding="utf-8"))["address"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unavailable("server-address-lost", path=str(folder / _FILE)) from error
    return found


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
