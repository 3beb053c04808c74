"""Classes of how long cases were open, causes of lateness, and closed months."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from papi_desk.db.models.spans import span_class_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SPANS = (
    ("open_span", "received_at", "finished_at"),
    ("record_span", "recorded_at", "last_recorded_at"),
)
_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    dialect = op.get_bind().dialect
    how = "VIRTUAL" if dialect.name == "sqlite" else "STORED"
    for name, begun, ended in _SPANS:
        expression = span_class_sql(begun, ended, dialect)
        op.execute(f"ALTER TABLE cases ADD COLUMN {name} INTEGER GENERATED ALWAYS AS ({expression})\n{how}")
        op.create_index(op.f(f"ix_cases_{name}"), "cases", [name, begun], unique=False)
    op.create_index(op.f("ix_payments_at"), "payments", ["at"], unique=False)
    op.create_table(
        "late_causes",
        sa.Column("id", _BIG_ID, nullable=False),
        sa.Column("case_id", _BIG_ID, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_late_causes_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_late_causes_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_causes")),
    )
    op.create_index(op.f("ix_late_causes_case_id"), "late_causes", ["case_id"], unique=False)
    op.create_table(
        "month_seals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_seals")),
        sa.UniqueConstraint("first", "last", name=op.f("uq_month_seals_first")),
    )


def downgrade() -> None:
    op.drop_table("month_seals")
    op.drop_index(op.f("ix_late_causes_case_id"), table_name="late_causes")
    op.drop_table("late_causes")
    op.drop_index(op.f("ix_payments_at"), table_name="payments")
    for name, _, _ in reversed(_SPANS):
        op.drop_index(op.f(f"ix_cases_{name}"), table_name="cases")
        op.execute(f"ALTER TABLE cases DROP COLUMN {name}")
