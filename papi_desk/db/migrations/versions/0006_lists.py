"""What lists of a million cases need: words of people, narrow indexes, saved views; and files kept with a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from papi_desk.db.models.words import ADD_WORD, words_of
from papi_desk.domain.names import initials

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LISTED = ["id", "status", "procedure_id", "officer_id", "channel", "received_at", "voided_at"]
_BATCH = 5000


def upgrade() -> None:
    op.create_table(
        "party_words",
        sa.Column("word", _WORD, nullable=False),
        sa.Column("case_id", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_party_words_case_id_cases")),
        sa.PrimaryKeyConstraint("word", "case_id", name=op.f("pk_party_words")),
        sqlite_with_rowid=False,
    )
    op.add_column("parties", sa.Column("initials", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_cases_listed", "cases", _LISTED)
    op.create_index("ix_cases_status_finished_at", "cases", ["status", "finished_at"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_saved_views_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_attachments_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_case_id"), "attachments", ["case_id"])
    _list_words(op.get_bind())


def _list_words(connection: sa.Connection) -> None:
    """List the cases that are there already under the words of their people."""
    some = sa.text(
        "SELECT id, case_id, name, id_number, tax_code, phone FROM parties WHERE id > :after ORDER BY id LIMIT :most"
    )
    after = 0
    while people := connection.execute(some, {"after": after, "most": _BATCH}).all():
        after = people[-1].id
        words = [(word, p.case_id) for p in people for word in sorted(words_of(*(v or "" for v in p[2:])))]
        connection.execute(ADD_WORD, [{"word": word, "case_id": case_id} for word, case_id in words])
        short = [{"id": p.id, "initials": initials(p.name)} for p in people]
        connection.execute(sa.text("UPDATE parties SET initials = :initials WHERE id = :id"), short)


def downgrade() -> None:
    op.drop_table("attachments")
    op.drop_table("saved_views")
    for name in ("ix_cases_status_finished_at", "ix_cases_listed"):
        op.drop_index(name, table_name="cases")
    op.drop_column("parties", "initials")
    op.drop_table("party_words")
