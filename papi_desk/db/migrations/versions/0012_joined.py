"""Registers of merged communes, with their audit chains and closed pages; which cases came with which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SQLITE = (
    "CREATE TRIGGER joined_log_no_{verb} BEFORE {verb} ON joined_log "
    "BEGIN SELECT RAISE(ABORT, 'joined_log is append-only'); END"
)
_POSTGRESQL = (
    "CREATE TRIGGER joined_log_no_{verb} BEFORE {verb} ON joined_log "
    "FOR EACH ROW EXECUTE FUNCTION papi_desk_append_only()"
)


def upgrade() -> None:
    op.create_table(
        "joined_registers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sequence", _ID, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_joined_registers_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_registers")),
    )
    joined = sa.ForeignKeyConstraint
    op.create_table(
        "joined_log",
        sa.Column("joined_id", sa.Integer(), nullable=False),
        sa.Column("sequence", _ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("officer", "action", "subject", "data")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("previous", "hash")),
        joined(["joined_id"], ["joined_registers.id"], name=op.f("fk_joined_log_joined_id_joined_registers")),
        sa.PrimaryKeyConstraint("joined_id", "sequence", name=op.f("pk_joined_log")),
    )
    op.create_table(
        "joined_pages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("joined_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        joined(["joined_id"], ["joined_registers.id"], name=op.f("fk_joined_pages_joined_id_joined_registers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_pages")),
    )
    op.create_index(op.f("ix_joined_pages_joined_id"), "joined_pages", ["joined_id"])
    op.add_column("cases", sa.Column("joined_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_cases_joined_id"), "cases", ["joined_id"])
    trigger = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for verb in ("update", "delete"):
        op.execute(trigger.format(verb=verb))


def downgrade() -> None:
    op.drop_index(op.f("ix_cases_joined_id"), table_name="cases")
    op.drop_column("cases", "joined_id")
    for name in ("joined_pages", "joined_log", "joined_registers"):
        op.drop_table(name)
