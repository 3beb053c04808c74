"""The desk's books: numbered entries, hand-over lines, and sealed pages that refuse changes by triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SQLITE = (
    "CREATE TRIGGER book_pages_no_{verb} BEFORE {verb} ON book_pages "
    "BEGIN SELECT RAISE(ABORT, 'book_pages is append-only'); END"
)
_POSTGRESQL = (
    "CREATE TRIGGER book_pages_no_{verb} BEFORE {verb} ON book_pages "
    "FOR EACH ROW EXECUTE FUNCTION papi_desk_append_only()"
)


def upgrade() -> None:
    op.create_table(
        "book_entries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("struck_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_book_entries_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_book_entries_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_entries")),
        sa.UniqueConstraint("book", "year", "number", name=op.f("uq_book_entries_book")),
    )
    op.create_index(op.f("ix_book_entries_case_id"), "book_entries", ["case_id"])
    op.create_table(
        "handover_lines",
        sa.Column("id", _ID, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("back_at", sa.DateTime(), nullable=True),
        sa.Column("back_officer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["back_officer_id"], ["officers.id"], name=op.f("fk_handover_lines_back_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handover_lines_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["book_entries.id"], name=op.f("fk_handover_lines_entry_id_book_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_lines")),
    )
    for column in ("case_id", "entry_id"):
        op.create_index(op.f(f"ix_handover_lines_{column}"), "handover_lines", [column])
    op.create_table(
        "book_pages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("audit_sequence", _ID, nullable=False),
        sa.Column("audit_hash", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_book_pages_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_pages")),
        sa.UniqueConstraint("book", "year", "number", name=op.f("uq_book_pages_book")),
    )
    trigger = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for verb in ("UPDATE", "DELETE"):
        op.execute(trigger.format(verb=verb))


def downgrade() -> None:
    op.drop_table("book_pages")
    op.drop_table("handover_lines")
    op.drop_table("book_entries")
