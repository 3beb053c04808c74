"""All rows of the register that are sealed, read to be proved or sealed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Mapper, Session

from papi_desk.db.models.every import mappers
from papi_desk.db.row_seals import FREE, columns_of, digest_of, key_of, table_of

_BATCH: Final = 2000


def sealed_mappers() -> list[Mapper[Any]]:
    """Return the mapped classes whose rows are sealed."""
    return [mapper for mapper in mappers() if table_of(mapper).name not in FREE]


def read_seals(session: Session, mapper: Mapper[Any], *where: Any) -> Iterator[tuple[str, str]]:
    """Read rows of a table and return the key and the digest of each."""
    table = table_of(mapper)
    attributes = [attribute for attribute, _, _ in columns_of(mapper)]
    query = select(*(table.c[name] for _, name, _ in columns_of(mapper))).where(*where)
    for row in session.execute(query.execution_options(yield_per=_BATCH)):
        said = dict(zip(attributes, row, strict=True))
        yield key_of(mapper, said), digest_of(mapper, said)


def all_seals(session: Session) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """Return the digests of every row of the register, some thousand at a time."""
    for mapper in sealed_mappers():
        for some in _parts(read_seals(session, mapper)):
            yield {table_of(mapper).name: dict(some)}


def _parts(seals: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    each = iter(seals)
    while some := tuple(islice(each, _BATCH)):
        yield some
