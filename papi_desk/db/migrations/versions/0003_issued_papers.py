"""Papers kept as they were laid out, with their set, number, step, wording and how often they were printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = (
    sa.Column("form_set", sa.Text(), nullable=False, server_default=sa.text("''")),
    sa.Column("number", sa.Text(), nullable=False, server_default=sa.text("''")),
    sa.Column("event_id", _ID, nullable=True),
    sa.Column("template", sa.Text(), nullable=False, server_default=sa.text("''")),
    sa.Column("layout", sa.LargeBinary(), nullable=True),
    sa.Column("prints", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("lookup", sa.Text(), nullable=False, server_default=sa.text("''")),
)


def upgrade() -> None:
    for column in _COLUMNS:
        op.add_column("issued_papers", column._copy())
    op.create_index(op.f("ix_issued_papers_lookup"), "issued_papers", ["lookup"])


def downgrade() -> None:
    op.drop_index(op.f("ix_issued_papers_lookup"), table_name="issued_papers")
    for column in reversed(_COLUMNS):
        op.drop_column("issued_papers", column.name)
