"""Desk hours and fee rates of the office's own, over the packaged ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_rules")),
    )
    op.create_index("ix_office_rules_kind_key", "office_rules", ["kind", "key"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_office_rules_kind_key", table_name="office_rules")
    op.drop_table("office_rules")
