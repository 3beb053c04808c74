"""Alembic's entry: use the connection that the program hands over."""

from __future__ import annotations

from typing import Any

from alembic import context

from papi_desk.db.models.every import Base

connection = context.config.attributes["connection"]
told = context.config.attributes.get("told")


def tell(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    del ctx, heads, run_args
    if told is not None and step.is_upgrade:
        told(step.up_revision_id)


context.configure(
    connection=connection, target_metadata=Base.metadata, compare_type=True, on_version_apply=tell
)  # fmt: skip
context.run_migrations()
