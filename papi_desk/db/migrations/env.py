"""Alembic's entry: use the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from papi_desk.db.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
context.run_migrations()
