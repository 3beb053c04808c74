"""What an officer types into a search, as places where the register looks: people, codes, procedures.

Every word must begin a word of one person on the case (name without accents, initials, number, phone); a year among
other words is the year of birth. Rare words are looked up in their index; where all are frequent, cases are read
newest first and the first page is full before long. Either way a page of a million cases is found at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, exists, func, intersect, select, true
from sqlalchemy.orm import Session

from papi_desk.db.models import Case, Party, PartyWord
from papi_desk.domain.names import plain_words
from papi_desk.domain.procedures import plain_code
from papi_desk.services.joined import prefixes
from papi_desk.services.procedures import searched_procedures

FREQUENT: Final = 30_000
"""From so many cases on a word narrows nothing down: it is faster to read cases newest first."""
_ONE_WORD: Final = 4
"""Letters from which a single word also means procedures that have it in their name."""


def matches(session: Session, typed: str) -> list[Any]:
    """Return the conditions on cases any of which makes a match; one that is always true when nothing is typed."""
    words = plain_words(typed).split()
    if not words:
        return [Case.id < 0 if typed.strip() else true()]
    code = "".join(typed.split())
    found = _codes(session, code) if any(letter.isdigit() for letter in code) else []
    found += _people(session, words, typed)
    procedures = _procedures(session, words, code)
    return found + ([one_of(session, Case.procedure_id, procedures)] if procedures else []) or [Case.id < 0]


def one_of(session: Session, column: Any, values: Sequence[int]) -> Any:
    """Match cases by a column: through its index where they are few, else newest first («+ 0» hides the index)."""
    some = select(Case.id).where(column.in_(values))
    return Case.id.in_(some.correlate(None)) if _count(session, some) <= FREQUENT else (column + 0).in_(values)


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
    """Count the cases under each word, no further than what counts as frequent.

    What was frequent once is not counted again: a register grows, and a wrong guess costs time, not truth.
    """
    frequent: set[str] = session.info["database"].cache.setdefault("frequent", set())
    asked = [word for word in words if word not in frequent]
    capped = (_listed(word).limit(FREQUENT + 1).subquery() for word in asked)
    each = (select(func.count()).select_from(one).scalar_subquery() for one in capped)
    counted = dict(zip(asked, session.execute(select(*each)).one(), strict=True)) if asked else {}
    frequent |= {word for word, count in counted.items() if count > FREQUENT}
    return [counted.get(word, FREQUENT + 1) for word in words]


def _told(words: Sequence[str], year: int | None) -> Any:
    """Match cases of which one person has all the words; looked at case by case («OFFSET 0» keeps it so).

    Only a word with a digit in it is also looked for among the person's numbers: each text put together costs time.
    """
    text = " " + Party.search_key + " " + Party.initials
    if any(letter.isdigit() for word in words for letter in word):
        text = text + " " + Party.id_number + " " + Party.phone + " " + Party.tax_code
    one = select(Party.id).where(Party.case_id == Case.id).offset(0)
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
    return sorted(
        {
            version.procedure_id
            for version, key, initials in searched_procedures(session)
            if named in (version.content.code, version.content.internal_id)
            or (len(short) > 2 and initials.startswith(short))
            or (wordy and all(f" {word}" in f" {key}" for word in words))
        }
    )
