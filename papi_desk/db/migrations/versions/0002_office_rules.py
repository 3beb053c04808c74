"""Desk hours and fee rates of the office's own, over the packaged ones; room for large amounts on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


_AMOUNTS = (("charges", "unit_price"), ("charges", "amount"), ("payments", "amount"))


def _retype_amounts(wanted: sa.types.TypeEngine[int]) -> None:
    """Change how amounts are kept; SQLite keeps whole numbers of any size as they are."""
    if op.get_bind().dialect.name != "sqlite":
        for table, column in _AMOUNTS:
            op.alter_column(table, column, type_=wanted)


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
    _retype_amounts(sa.BigInteger())


def downgrade() -> None:
    _retype_amounts(sa.Integer())
    op.drop_index("ix_office_rules_kind_key", table_name="office_rules")
    op.drop_table("office_rules")
