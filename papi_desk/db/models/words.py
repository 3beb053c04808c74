"""The words that the people on a case are found by."""

from sqlalchemy import ForeignKey, Text, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from papi_desk.db.models.base import BIG_ID, Base
from papi_desk.domain.names import initials, plain_words

_WORD = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared letter by letter, so that the words that begin alike stand together whatever the server's language."""


class PartyWord(Base):
    """A word a case is found by: of a name, its initials, a number or a phone of somebody on it."""

    __tablename__ = "party_words"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    word: Mapped[str] = mapped_column(_WORD, primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("cases.id"), primary_key=True, autoincrement=False)


ADD_WORD = text("INSERT INTO party_words (word, case_id) VALUES (:word, :case_id) ON CONFLICT DO NOTHING")
DROP_WORDS = text("DELETE FROM party_words WHERE case_id = :case_id AND word IN :words").bindparams(
    bindparam("words", expanding=True)
)


def words_of(*texts: str) -> set[str]:
    """Return the words that a person of this name and these numbers is found by."""
    name, *numbers = texts
    return {*plain_words(name).split(), initials(name), *("".join(n.split()).casefold() for n in numbers)} - {""}
