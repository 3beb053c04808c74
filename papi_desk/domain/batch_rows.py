"""A list of citizens, pasted or from a table: each row one case, its columns named by title or told by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from papi_desk.domain.errors import Refused
from papi_desk.domain.people import SEXES, Person, check_sex, plain_number
from papi_desk.domain.records import Record
from papi_desk.domain.register_cells import Cell, number_text, text
from papi_desk.domain.register_words import COLUMN_TITLES, title_key

_OPTIONS: Final = (
    "procedure", "name", "owner", "tax-code", "id-number", "birth-date", "event-date", "phone", "email", "address",
    "at", "due", "reason", "official-code", "exempt", "exempt-evidence", "note", "relation", "sex", "receiving-unit",
    "competent-unit", "channel", "documents", "quantity", "condition",
)  # fmt: skip
"""The options of the command «register», which may be titles too."""
_TITLES: Final[Mapping[str, str]] = {
    "procedure_code": "procedure", "owner": "name", "id_number": "id_number", "address": "address", "phone": "phone",
    "due": "due", "official_code": "official_code", "channel": "channel", "received": "at", "": "",
}  # fmt: skip
_ALSO: Final = {
    "Ngày sinh": "birth_date", "Ngày, tháng, năm sinh": "birth_date", "Giới tính": "sex", "Ghi chú": "note",
    "Mã số thuế": "tax_code", "Thư điện tử": "email", "Ngày xảy ra sự kiện": "event_date",
    "Miễn, giảm": "exempt", "Số lượng": "quantity",
}  # fmt: skip
COLUMNS: Final[Mapping[str, str]] = {
    **{title: _TITLES[name] for title, name in COLUMN_TITLES.items() if name in _TITLES},
    **{title_key(title): name for title, name in _ALSO.items()},
    **{title_key(option): option.replace("-", "_") for option in _OPTIONS},
}
"""Key of a title → the datum of a case; a running number has the empty name."""
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_PHONE: Final = re.compile(r"0[235789]\d{8,9}")


class BatchRow(Record):
    """One row: what it says by the names of data."""

    row: int
    """As a spreadsheet counts, the header's row included."""
    values: Mapping[str, str]


def pasted_rows(words: str) -> list[list[Cell]]:
    """Part pasted lines into cells: by tabs, else by semicolons, else by commas."""
    sign = next((sign for sign in "\t;" if sign in words), ",")
    return [[cell.strip() for cell in line.split(sign)] for line in words.splitlines()]


def read_batch(rows: Iterable[Sequence[Cell]]) -> Iterator[BatchRow]:
    """Give each filled row; without a row of titles a name comes first and the rest is told by its shape.

    Raises ``Refused`` «batch-column-unknown» for a title nobody knows beside others that are known.
    """
    titles: list[str] | None = None
    for number, cells in enumerate(rows, 1):
        if not any(text(cell) for cell in cells):
            continue
        if titles is None:
            titles = _titles(cells)
            if titles:
                continue
        yield BatchRow(number, _titled(titles, cells) if titles else _shaped(cells))


def _titles(cells: Sequence[Cell]) -> list[str]:
    """Read a row of titles; empty when it is none."""
    found = [COLUMNS.get(title_key(text(cell))) for cell in cells]
    if "name" not in found:
        return []
    unknown = [text(cell) for cell, name in zip(cells, found, strict=True) if name is None and text(cell)]
    if unknown:
        raise Refused("batch-column-unknown", "file", columns=", ".join(unknown))
    return [name or "" for name in found]


def _titled(titles: Sequence[str], cells: Sequence[Cell]) -> dict[str, str]:
    named = ((name, _words(name, cell)) for name, cell in zip(titles, cells, strict=False) if name)
    return {name: words for name, words in named if words}


def _words(name: str, cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat() if name in ("at", "due") else cell.isoformat()[:10]
    if name == "procedure":
        return number_text(cell, decimals=6)
    return number_text(cell, lost_zero={"id_number": 11, "phone": 9}.get(name, 0))


def _shaped(cells: Sequence[Cell]) -> dict[str, str]:
    """Tell number, phone, birth date and sex by their shape; what is left is the address."""
    found, left = dict[str, str](), list[str]()
    for cell in cells:
        words = text(cell)
        name = _shape(words) if found else "name"
        if name and name not in found:
            found[name] = plain_number(words) if name in ("id_number", "phone") else words
        elif words and not (not found.get("address") and words.isdigit() and len(words) < 4):
            left.append(words)
    return {**found, **({"address": ", ".join(left)} if left else {})}


def _shape(words: str) -> str:
    plain = plain_number(words)
    if plain.isdigit() and len(plain) == 12:
        return "id_number"
    if _PHONE.fullmatch(plain):
        return "phone"
    if words.casefold() in {word.casefold() for word in SEXES.values()}:
        return "sex"
    return "birth_date" if read_day(words) is not None else ""


def read_day(words: str) -> date | None:
    """Read dd/mm/yyyy or yyyy-mm-dd; None for what is no day."""
    found = _DAY.fullmatch(words.strip())
    if found is None:
        return None
    day, month, year, year_first, month_after, day_last = (int(part or 0) for part in found.groups())
    try:
        return date(year or year_first, month or month_after, day or day_last)
    except ValueError:
        return None


def person_of(values: Mapping[str, str]) -> Person:
    """Return the person of a row, not yet checked; raises ``Refused`` «bad-date», «sex-unknown»."""
    born = values.get("birth_date", "")
    if born and read_day(born) is None:
        raise Refused("bad-date", "birth_date", text=born)
    tax_code = values.get("tax_code", "")
    organisation = bool(tax_code) and len(tax_code.replace("-", "")) != 12
    return Person(
        "organisation" if organisation else "person", values.get("owner") or values.get("name", ""),
        id_number=values.get("id_number", ""), tax_code=tax_code, birth_date=read_day(born) if born else None,
        sex=check_sex(values.get("sex", "")), phone=values.get("phone", ""), email=values.get("email", ""),
        address=values.get("address", ""),
    )  # fmt: skip
