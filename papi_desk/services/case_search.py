"""What an officer types into a search, as places where the register looks: people, codes, procedures.

Every word must begin a word of one person on the case (name without accents, initials, number, phone); a year among
other words is the year of birth. Rare words are looked up in their index; where all are frequent, cases are read
newest first and the first page is full before long. Either way a page of a million cases is found at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from functools import cache
from time import monotonic
from typing import Any, Final

from sqlalchemy import and_, bindparam, exists, func, intersect, select, true
from sqlalchemy.orm import Session

from papi_desk.db.models.cases import Case, Party
from papi_desk.db.models.words import PartyWord
from papi_desk.domain.names import plain_words
from papi_desk.domain.procedure_codes import plain_code
from papi_desk.services.joined import prefixes
from papi_desk.services.procedures import searched_procedures

FREQUENT: Final = 30_000
"""From so many cases on a word narrows nothing down: it is faster to read cases newest first."""
COUNT_AGAIN_AFTER_S: Final = 600.0
_GUESSES: Final = 5000
_ONE_WORD: Final = 4
"""Letters from which a single word also means procedures that have it in their name."""

_NAMES: Final = " " + Party.search_key + " " + Party.initials
_NUMBERS: Final = _NAMES + " " + Party.id_number + " " + Party.phone + " " + Party.tax_code
_PERSON: Final = select(Party.id).where(Party.case_id == Case.id).offset(0)


def matches(session: Session, typed: str) -> list[Any]:
    """Return the conditions on cases any of which makes a match; one that is always true when nothing is typed."""
    words = plain_words(typed).split()
    if not words:
        return [Case.id < 0 if typed.strip() else true()]
    code = "".join(typed.split())
    found = _codes(session, code) if any(letter.isdigit() for letter in code) else []
    found += _people(session, words, typed)
    procedures = _procedures(session, words, code)
    if procedures and _known(session, Case.procedure_id, procedures) is not None:
        found.append(one_of(session, Case.procedure_id, procedures))
    return found or [Case.id < 0]


def one_of(session: Session, column: Any, values: Sequence[int]) -> Any:
    """Match cases by a column: through its index where they are few, else newest first («+ 0» hides the index)."""
    if _known(session, column, values):
        return (column + 0).in_(values)
    return Case.id.in_(select(Case.id).where(column.in_(values)).correlate(None))


def _known(session: Session, column: Any, values: Sequence[int]) -> bool | None:
    """Tell whether cases with one of these values are frequent; none where there is no such case."""
    kept = (column.key, *values)
    frequent = _guessed(session, kept)
    if frequent is None:
        count = session.scalar(_counting(column), {"values": list(values)}) or 0
        return _learnt(session, kept, count) if count else None
    return frequent


@cache
def _counting(column: Any) -> Any:
    """Return the question how many cases have one of some values, counted no further than what is frequent."""
    some = select(Case.id).where(column.in_(bindparam("values", expanding=True)))
    return select(func.count()).select_from(some.limit(FREQUENT + 1).subquery())


def _guessed(session: Session, what: Hashable) -> bool | None:
    """Return whether this was frequent when it was counted of late; a guess gone wrong costs time, not truth."""
    kept: dict[Hashable, tuple[float, bool]] = session.info["database"].cache.setdefault("frequent", {})
    counted, frequent = kept.get(what, (0.0, False))
    return frequent if counted and monotonic() - counted < COUNT_AGAIN_AFTER_S else None


def _learnt(session: Session, what: Hashable, count: int) -> bool:
    """Keep and return whether this is frequent; what is not there at all is looked for anew each time."""
    kept: dict[Hashable, tuple[float, bool]] = session.info["database"].cache.setdefault("frequent", {})
    if len(kept) > _GUESSES:
        kept.clear()
    if count:
        kept[what] = monotonic(), count > FREQUENT
    return count > FREQUENT


def _count(session: Session, some: Any) -> int:
    """Count cases, no further than what counts as frequent."""
    return session.scalar(select(func.count()).select_from(some.limit(FREQUENT + 1).subquery())) or 0


def _codes(session: Session, code: str) -> list[Any]:
    """Match desk numbers, a merged commune's too, and official codes by their beginning, in any order of letters."""
    came = ((Case.code, f"{prefix}.{code.upper()}") for prefix in prefixes(session))
    pairs = ((Case.code, code.upper()), (Case.official_code, code), *came)
    if session.get_bind().dialect.name != "sqlite":
        return [column.startswith(text, autoescape=True) for column, text in pairs]
    ranges = [_begins(column, text) for column, text in pairs]
    found = [(one, _count(session, select(Case.id).where(one))) for one in ranges]
    few = [Case.id.in_(select(Case.id).where(one).correlate(None)) for one, count in found if 0 < count <= FREQUENT]
    return few + [one for one, count in found if count > FREQUENT]


def _begins(column: Any, text: str) -> Any:
    """Match by the beginning, as a range that an index knows."""
    return and_(column >= text, column < _next(text))


def _next(text: str) -> str:
    """Return the first text after all that begin with this one."""
    return text[:-1] + chr(ord(text[-1]) + 1)


# --- people ------------------------------------------------------------------------------------------------


def _people(session: Session, words: Sequence[str], typed: str) -> list[Any]:
    """Match cases with a person who has all the words."""
    year = next((int(word) for word in words if _is_year(word)), None) if len(words) > 1 else None
    named = [word for word in words if year is None or word != str(year)]
    if len(words) > 1 and all(word.isdigit() for word in words):
        named = ["".join(typed.split()).casefold()]
    counts = _counts(session, named)
    if 0 in counts:
        return []
    rare = [_listed(word) for word, count in zip(named, counts, strict=True) if count <= FREQUENT]
    alone = len(named) == 1 and year is None
    told = [] if rare and alone else [_told(named, year)]
    if rare:
        told.append(Case.id.in_(rare[0] if len(rare) == 1 else intersect(*rare)))
    return [and_(*told)]


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2100


def _listed(word: str) -> Any:
    return select(PartyWord.case_id).where(_begins(PartyWord.word, word))


def _counts(session: Session, words: Sequence[str]) -> Sequence[int]:
    """Count the cases under each word, no further than what counts as frequent; what is known is not counted again."""
    known = {word: _guessed(session, word) for word in words}
    asked = [word for word, frequent in known.items() if frequent is None]
    capped = (_listed(word).limit(FREQUENT + 1).subquery() for word in asked)
    each = (select(func.count()).select_from(one).scalar_subquery() for one in capped)
    counted = dict(zip(asked, session.execute(select(*each)).one(), strict=True)) if asked else {}
    for word, count in counted.items():
        _learnt(session, word, count)
    return [counted.get(word, FREQUENT + 1 if known[word] else 1) for word in words]


def _told(words: Sequence[str], year: int | None) -> Any:
    """Match cases of which one person has all the words; looked at case by case («OFFSET 0» keeps it so).

    Only where a digit is typed are the person's numbers looked at, too: each text put together costs time. A document
    whose number begins with letters is found by letters alone only where they are rare (``_listed``).
    """
    text = _NUMBERS if any(letter.isdigit() for word in words for letter in word) else _NAMES
    one = _PERSON
    for word in words:
        one = one.where(text.contains(f" {word}", autoescape=True))
    if year is not None:
        one = one.where(Party.birth_date.between(date(year, 1, 1), date(year, 12, 31)))
    return exists(one)


# --- procedures --------------------------------------------------------------------------------------------


def _procedures(session: Session, words: Sequence[str], code: str) -> list[int]:
    """Return the procedures that the words name: by code, initials, or words of their name."""
    named, short = plain_code(code), "".join(words)
    wordy = len(words) > 1 or len(short) >= _ONE_WORD
    begins = [f" {word}" for word in words] if wordy else ["\n"]
    return sorted(
        {
            version.procedure_id
            for version, key, initials in searched_procedures(session)
            if named in (version.content.code, version.content.internal_id)
            or (len(short) > 2 and initials.startswith(short))
            or (begins[0] in f" {key}" and all(word in f" {key}" for word in begins))
        }
    )
