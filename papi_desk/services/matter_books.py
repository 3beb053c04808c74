"""Which registers of matters there are; each book is made once from its packaged data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from papi_desk.domain.checks import checklist_book, checks_book, findings_book
from papi_desk.domain.disclosure import DisclosureRules, notices_book, plan_book, read_groups
from papi_desk.domain.errors import Refused
from papi_desk.domain.feedback import feedback_book
from papi_desk.domain.matters import MatterBook, split_key
from papi_desk.domain.plan import tasks_book
from papi_desk.domain.proposals import proposals_book
from papi_desk.domain.reception import ReceptionRules, read_kinds, reception_book
from papi_desk.services.reference import packaged


@cache
def disclosure_rules() -> DisclosureRules:
    """Return what the law asks of notices."""
    data = packaged("disclosure.toml")
    return DisclosureRules(read_groups(data), data["forms"])


@cache
def matter_books() -> Mapping[str, MatterBook]:
    """Return every book by its name."""
    rules = disclosure_rules()
    lists = packaged("checklists.toml")["lists"]
    books = (
        notices_book(rules), plan_book(rules),
        feedback_book(), reception_book(ReceptionRules(read_kinds(packaged("reception.toml")))), proposals_book(),
        checks_book(lists), findings_book(), checklist_book(lists),
        tasks_book({key: group["name"] for key, group in packaged("plan.toml")["groups"].items()}),
    )  # fmt: skip
    return {book.name: book for book in books}


def matter_book(name: str) -> MatterBook:
    """Return a book; raise ``Refused`` for one nobody keeps."""
    if name not in matter_books():
        raise Refused("matter-book-unknown", "book", book=name, known=", ".join(matter_books()))
    return matter_books()[name]


def book_of(key: str) -> MatterBook:
    """Return the book that a number belongs to; raise ``Refused``."""
    prefix, *_ = split_key(key)
    for book in matter_books().values():
        if book.prefix == prefix:
            return book
    raise Refused("matter-unknown", "key", key=key)
