"""What lists of cases need beside the cases: the words people are found by, and the views officers saved."""

from typing import Any

from sqlalchemy import Connection, ForeignKey, Text, bindparam, event, inspect, text
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from papi_desk.db.models.base import BIG_ID, Base
from papi_desk.db.models.cases import Party
from papi_desk.domain.names import initials, plain_words

_WORD = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared letter by letter, so that the words that begin alike stand together whatever the server's language."""


class PartyWord(Base):
    """A word a case is found by: of a name, its initials, a number or a phone of somebody on it."""

    __tablename__ = "party_words"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    word: Mapped[str] = mapped_column(_WORD, primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("cases.id"), primary_key=True, autoincrement=False)


class SavedView(Base):
    """A list as somebody wants it again: filters, order, columns; of one officer, or of the whole office."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    """Whose it is; none: the office's."""
    name: Mapped[str]
    """Empty for the list as the officer left it."""
    content: Mapped[dict[str, Any]]


ADD_WORD = text("INSERT INTO party_words (word, case_id) VALUES (:word, :case_id) ON CONFLICT DO NOTHING")
_DROP_WORDS = text("DELETE FROM party_words WHERE case_id = :case_id AND word IN :words").bindparams(
    bindparam("words", expanding=True)
)


def words_of(*texts: str) -> set[str]:
    """Return the words that a person of this name and these numbers is found by."""
    name, *numbers = texts
    return {*plain_words(name).split(), initials(name), *("".join(n.split()).casefold() for n in numbers)} - {""}


def _words(party: Party) -> set[str]:
    return words_of(party.name, party.id_number or "", party.tax_code or "", party.phone or "")


@event.listens_for(Party, "before_insert")
@event.listens_for(Party, "before_update")
def _shorten(_mapper: Mapper[Party], _connection: Connection, party: Party) -> None:
    party.initials = initials(party.name)


@event.listens_for(Party, "after_insert")
def _list_words(_mapper: Mapper[Party], connection: Connection, party: Party) -> None:
    if words := sorted(_words(party)):
        connection.execute(ADD_WORD, [{"word": word, "case_id": party.case_id} for word in words])


@event.listens_for(Party, "after_update")
def _list_other_words(_mapper: Mapper[Party], connection: Connection, party: Party) -> None:
    """List the case under what its people are called now; others on the case keep their words."""
    columns = ("name", "id_number", "tax_code", "phone")
    old = [inspect(party).attrs[name].history.deleted for name in columns]
    if not any(old):
        return
    was = [(gone or [getattr(party, name)])[0] or "" for gone, name in zip(old, columns, strict=True)]
    connection.execute(_DROP_WORDS, {"case_id": party.case_id, "words": sorted(words_of(*was))})
    people = connection.execute(
        text("SELECT name, id_number, tax_code, phone FROM parties WHERE case_id = :case_id"),
        {"case_id": party.case_id},
    )
    words = {word for person in people for word in words_of(*(value or "" for value in person))}
    if words:
        connection.execute(ADD_WORD, [{"word": word, "case_id": party.case_id} for word in sorted(words)])
