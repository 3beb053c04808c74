"""The password of the files that a command writes: from a file or the environment, never from its words."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Final

from papi_desk.commands.proofs import secret_of

_NAME: Final = "EXPORT_PASSWORD"


def export_password() -> str | None:
    """Return the password asked for (PAPI_DESK_EXPORT_PASSWORD_FILE, PAPI_DESK_EXPORT_PASSWORD), if one is."""
    if not {f"PAPI_DESK_{_NAME}", f"PAPI_DESK_{_NAME}_FILE"} & os.environ.keys():
        return None
    return secret_of(_NAME, "")


def lockable(kind: str) -> bool:
    """Tell whether a file of this kind will be locked; refuse one that should be and has no lock."""
    password = export_password()
    if password is None:
        return False
    locks = import_module("papi_desk.documents.locked")
    locks.check_password(password)
    locks.check_kind(kind)
    return True


def under_lock(content: bytes) -> bytes:
    """Return what is written: locked where a password is asked for."""
    password = export_password()
    if password is None:
        return content
    made: bytes = import_module("papi_desk.documents.locked").locked(content, password)
    return made
