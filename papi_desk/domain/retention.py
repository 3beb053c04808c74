"""How long personal data are kept: rules as data, each with its basis and dates; what has no term stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field_names, replace

SUBJECTS: Final = frozenset({"cases", "scans", "feedback", "reception", "attention", "turned-away", "drafts", "books"})
"""What a rule can be about."""


class RetentionRule(Record):
    """A kind of personal data and how long it is kept after its matter has ended."""

    key: str
    label: str
    what: str
    books: tuple[str, ...] = ()
    """Only what stands in these certification books."""
    years: int | None = None
    days: int | None = None
    permanent: bool = False
    basis: str = ""
    sure: bool = False
    """Whether the article was read; what is not sure has to be checked."""
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool = False
    """Whether the office set it."""

    def cutoff(self, day: date) -> date | None:
        """Return the day up to which what had ended then goes; None where nothing does."""
        if self.permanent or (self.years is None and self.days is None):
            return None
        year = day.year - (self.years or 0)
        try:
            begun = day.replace(year=year)
        except ValueError:  # 29 February
            begun = date(year, 2, 28)
        return begun - timedelta(days=self.days or 0)

    def term(self) -> str:
        """Say the term in words: «2 năm», «vĩnh viễn», «chưa đặt: giữ nguyên»."""
        if self.permanent:
            return "vĩnh viễn"
        said = ((self.years, "năm"), (self.days, "ngày"))
        return " ".join(f"{number} {unit}" for number, unit in said if number is not None) or "chưa đặt: giữ nguyên"

    def to_json(self) -> dict[str, Any]:
        """Return the rule as its file has it."""
        said: dict[str, Any] = {
            "key": self.key, "label": self.label, "what": self.what, "books": list(self.books), "years": self.years,
            "days": self.days, "permanent": self.permanent, "basis": self.basis, "sure": self.sure,
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
        }  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, [], False)}


def read_retention(data: Mapping[str, Any]) -> list[RetentionRule]:
    """Read the rules of a parsed file; raise ``Refused`` for one that says something that cannot be."""
    return [_read(row, number) for number, row in enumerate(data.get("retention", ()), 1)]


def _read(row: Mapping[str, Any], number: int) -> RetentionRule:
    unknown = set(row) - set(field_names(RetentionRule))
    if unknown or row.get("what") not in SUBJECTS:
        raise Refused("retention-rule", "what", entry=number, known=", ".join(sorted(SUBJECTS)))
    terms = [row.get("years"), row.get("days")]
    given = [one for one in terms if one is not None]
    if not all(isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= 36_500 for one in given):
        raise Refused("retention-term", "years", entry=number)
    if given and row.get("permanent"):
        raise Refused("retention-term", "years", entry=number)
    key = str(row.get("key") or "")
    return RetentionRule(
        key=key, label=str(row.get("label") or key), what=row["what"],
        books=tuple(str(book) for book in row.get("books") or ()), years=terms[0], days=terms[1],
        permanent=row.get("permanent") is True, basis=str(row.get("basis") or ""), sure=row.get("sure") is True,
        valid_from=_day(row.get("valid_from")), valid_to=_day(row.get("valid_to")),
    )  # fmt: skip


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused("bad-time", "valid_from", text=value) from None


def in_force_on(packaged: Iterable[RetentionRule], own: Iterable[RetentionRule], day: date) -> list[RetentionRule]:
    """Return the rules of a day: the office's own in place of the packaged one of the same key."""
    holds = [rule for rule in own if (rule.valid_from or date.min) <= day <= (rule.valid_to or date.max)]
    mine = {rule.key: replace(rule, own=True) for rule in holds}
    base = [r for r in packaged if (r.valid_from or date.min) <= day <= (r.valid_to or date.max)]
    known = {rule.key for rule in base}
    return [*(mine.get(rule.key, rule) for rule in base), *(rule for key, rule in mine.items() if key not in known)]


def kept_longer(rule: RetentionRule, rules: Iterable[RetentionRule], day: date) -> tuple[str, ...]:
    """Return the books whose cases another rule keeps longer: a term for all, or for one book, never cuts it short.

    A case that is emptied loses its scans too, so the terms of scans hold it.
    """
    until = rule.cutoff(day) or date.min
    longer = (one for one in rules if one is not rule and one.what in {"scans", rule.what})
    books = (book for one in longer if (one.cutoff(day) or date.min) < until for book in one.books)
    return tuple(dict.fromkeys(books))
