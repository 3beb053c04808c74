"""Officers' roles, and the keys they sign in with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("officers", sa.Column("roles", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "sign_in_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_sign_in_keys_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_keys")),
        sa.UniqueConstraint("officer_id", "kind", name=op.f("uq_sign_in_keys_officer_id")),
    )


def downgrade() -> None:
    op.drop_table("sign_in_keys")
    op.drop_column("officers", "roles")
