"""The lock on the history of cases, taken off for the one deed that may empty it and put on again before the commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from papi_desk.domain.errors import Refused

_TRIGGER = "case_events_no_UPDATE"
_OWNED = text("SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = 'case_events'::regclass")


@contextmanager
def history_unlocked(session: Session) -> Iterator[None]:
    """Let the history of cases be emptied in this transaction; its trigger stands again when it is committed.

    On a server only the owner of the tables can; raises ``Refused`` «retention-owner» for a counter.
    """
    if session.get_bind().dialect.name == "sqlite":
        made = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": _TRIGGER})
        off, on = f"DROP TRIGGER {_TRIGGER}", str(made)
    else:
        if not session.scalar(_OWNED):
            raise Refused("retention-owner")
        off, on = (f"ALTER TABLE case_events {how} TRIGGER USER" for how in ("DISABLE", "ENABLE"))
    session.execute(text(off))
    yield
    session.flush()
    session.execute(text(on))
