"""What citizens say of how they were served."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STANDS = sa.text("voided_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("case_id", _ID, nullable=True),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ratings_case_id_cases")),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedures.id"], name=op.f("fk_ratings_procedure_id_procedures")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_ratings_officer_id_officers")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officers.id"], name=op.f("fk_ratings_recorded_by_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_on"), "ratings", ["on"])
    op.create_index(
        "uq_ratings_case_id", "ratings", ["case_id", "on"], unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
    )
    op.create_table(
        "rating_answers",
        sa.Column("rating_id", _ID, nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_rating_answers_rating_id_ratings")),
        sa.PrimaryKeyConstraint("rating_id", "content", name=op.f("pk_rating_answers")),
    )


def downgrade() -> None:
    op.drop_table("rating_answers")
    op.drop_table("ratings")
