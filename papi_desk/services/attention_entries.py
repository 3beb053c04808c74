"""The entries of the attention list as the rules take them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from papi_desk.db.models.attention import AttentionRow
from papi_desk.domain.attention import Attention
from papi_desk.domain.records import field_names


def attention_of(session: Session) -> list[Attention]:
    """Return every entry, ended ones too."""
    return [entry_of(row) for row in session.scalars(select(AttentionRow))]


def entry_of(row: AttentionRow) -> Attention:
    """Return an entry from its row."""
    return Attention(**{name: getattr(row, name) for name in field_names(Attention)})
