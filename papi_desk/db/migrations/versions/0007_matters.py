"""Registers of what the office follows: matters, their history and their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("id", _ID, nullable=False),
        _text("book"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", _ID, nullable=False),
        *(_text(name) for name in ("title", "group", "search_key", "responsible", "status")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("opened_on", "due_on", "closed_on")),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("case_id", _ID, nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_matters_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_matters_officer_id_officers")),
        sa.ForeignKeyConstraint(["parent_id"], ["matters.id"], name=op.f("fk_matters_parent_id_matters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("book", "year", "number", name=op.f("uq_matters_book")),
    )
    op.create_index("ix_matters_book_status", "matters", ["book", "status"])
    for column in ("case_id", "parent_id"):
        op.create_index(op.f(f"ix_matters_{column}"), "matters", [column])
    op.create_table(
        "matter_events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("matter_id", _ID, nullable=False),
        _text("action"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        _text("status"),
        _text("note"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_matter_events_matter_id_matters")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_matter_events_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_events")),
    )
    op.create_index(op.f("ix_matter_events_matter_id"), "matter_events", ["matter_id"])
    op.create_table(
        "matter_files",
        sa.Column("id", _ID, nullable=False),
        sa.Column("matter_id", _ID, nullable=False),
        *(_text(name) for name in ("role", "name", "media", "digest")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_matter_files_matter_id_matters")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_matter_files_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_files")),
    )
    op.create_index(op.f("ix_matter_files_matter_id"), "matter_files", ["matter_id"])


def downgrade() -> None:
    for table in ("matter_files", "matter_events", "matters"):
        op.drop_table(table)
