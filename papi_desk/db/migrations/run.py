"""Run the migrations on an open connection; the only module that imports Alembic at run time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('papi-desk migrations'))")


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for this package and connection."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, to: str = "head", told: Callable[[str], None] | None = None) -> None:
    """Bring the schema up to a revision, in one transaction; another program doing so is waited for.

    ``told`` hears the revision of each migration once it is done.
    """
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        made = config(connection)
        made.attributes["told"] = told
        command.upgrade(made, to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the schema back to a revision, in one transaction."""
    with connection.begin():
        command.downgrade(config(connection), to)
