"""The attention list, drafts put on hold at a counter, papers used again, and when a card was issued."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = (
    ("drafts", sa.Column("counter", sa.Text(), nullable=False, server_default=sa.text("''"))),
    ("drafts", sa.Column("held_at", sa.DateTime(), nullable=True)),
    ("parties", sa.Column("issued_on", sa.Date(), nullable=True)),
    ("case_documents", sa.Column("reused_from", sa.Text(), nullable=False, server_default=sa.text("''"))),
)


def upgrade() -> None:
    op.create_table(
        "attention",
        sa.Column("id", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("effect", "reason", "number", "name", "words")),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_attention_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention")),
    )
    for table, column in _COLUMNS:
        op.add_column(table, column._copy())
    op.create_index(op.f("ix_parties_tax_code"), "parties", ["tax_code"])


def downgrade() -> None:
    op.drop_index(op.f("ix_parties_tax_code"), table_name="parties")
    for table, column in reversed(_COLUMNS):
        op.drop_column(table, column.name)
    op.drop_table("attention")
