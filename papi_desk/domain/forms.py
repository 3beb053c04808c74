"""The templates of papers: which form, in which set, and its wording line by line; data that an office may change.

A template is a text file. Its head says what it is (``form``, ``page``, ``set`` …), then comes ``---``, then one
element of the paper a line::

    @header Số: {number}            office at the left, national motto at the right, number, place and date
    @title PHIẾU …                  the paper's title            = text           a centred line
    Địa chỉ: {address}              a line; an empty last value leaves dots to write on
    Điện thoại: {phone} ||42 Email: {email}      two on one line, the second from 42 % on
    1. Item                         a numbered line hangs below its number; two blanks before a line set it in as far
    > text                          a paragraph, justified, its first line indented
    - text                          a small note             @notes   everything below stands at the foot of the page
    @table papers least=4 high=18   a table, one column a line («Head / Subhead | {value} | width mm | align»), @end
    @sign TITLE / (hint) / {name} || …       signatures; a line that begins with ^ stands above the title; a part that
                                             begins with ~ is «Nơi nhận:» with its lines
    @qr {lookup} / caption          @bar {desk_number}           @copy    which copy this is      @gap 4   @rule
    ? text                          only when a value in it is there; ?name and ?!name: when that one is (not) there

``**bold**`` and ``__italic__`` are marks of the template; values are never read as marks.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, get_args, get_type_hints

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record, field, field_names, is_record, replace

LONGEST: Final = 50_000
MOST_LINES: Final = 1_000
"""A template has some sixty lines; one of these sizes was made to hold the program up."""
PAGES: Final = ("A5", "A4", "A4-landscape", "roll-80")
FORMATS: Final[Mapping[str, type]] = {
    "moment": datetime, "moment-line": datetime, "end": datetime, "short-moment": datetime, "day": date, "short": date,
    "count": int, "money": int, "words": int, "capitals": str,
}  # fmt: skip
"""How a value may be written, each for its kind; «moment-line» leaves a line to write the moment on."""
ELEMENTS: Final = ("header", "title", "table", "end", "sign", "qr", "bar", "copy", "notes", "gap", "rule")
_SLOT: Final = re.compile(r"\{([a-z_.#/]*)(?::([a-z-]*))?\}")
_TOKEN: Final = re.compile(r"(\{[^{}]*\}|\*\*|__)")
_CONDITION: Final = re.compile(r"\?(!?)([a-z_.]*)\s+(.*)", re.DOTALL)
_ALIGNS: Final = ("", "left", "center", "right")
_ANYTHING: Final = r".*"
_HEAD: Final[Mapping[str, str]] = {
    **dict.fromkeys(("form", "page", "title", "name", "copies", "set"), _ANYTHING),
    "sizes": r"((([5-9]|1[0-9])(\.[0-9]+)?|20)( +|$))*",
    "letter": r"|[^{}]*\{n\}[^{}]*",
}
"""What a head may say, and in which shape: sizes from 5 to 20 points, a letter's number where «{n}» stands."""


class Slot(NamedTuple):
    """A place for a value: the path of its name («office.unit»), and how it is written."""

    path: str
    style: str = ""


class Piece(NamedTuple):
    """A stretch of words in one cut: fixed text or a slot."""

    content: str | Slot
    bold: bool = False
    italic: bool = False


Words = tuple[Piece, ...]


def slot_name(piece: Piece) -> str:
    """Return the name of the value that a piece shows, empty for fixed words."""
    return "" if isinstance(piece.content, str) else piece.content.path.partition(".")[0]


class FormColumn(NamedTuple):
    """A column of a table in a form."""

    heads: tuple[str, ...]
    words: Words
    width: float
    align: str


class Element(Record):
    """One element of a paper, from one line of its template."""

    kind: str
    line: int
    parts: tuple[Words, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[FormColumn, ...] = ()
    condition: str | None = None
    """"" shows it when any of its values is there, a name when that value is."""
    negated: bool = False


class FormSet(NamedTuple):
    """The form's place in a set of forms: number, circular, and from when to when the set is used."""

    name: str
    number: str
    basis: str
    valid_from: date
    valid_to: date


class Form(Record, dict=True):
    """A template that was read and found good."""

    form: str
    page: str
    sets: tuple[FormSet, ...]
    elements: tuple[Element, ...]
    text: str = ""
    sizes: tuple[float, ...] = ()
    copies: tuple[str, ...] = ()
    letter: str = ""
    """Pattern of the paper's own number, «{n}/HDHS»; empty: it has none of its own."""
    called: str = ""
    name: Words = ()
    """What this one paper is called in its running head and file: the case's number."""

    @cached_property
    def title(self) -> str:
        """Return what the paper is called: the words its head gives, else the fixed words of its title."""
        if self.called:
            return self.called
        titles = (element.parts[0] for element in self.elements if element.kind == "title")
        return "".join(piece.content for piece in next(titles, ()) if isinstance(piece.content, str))

    @cached_property
    def digest(self) -> str:
        """Return the version of the wording: a hash of the whole template."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of the values that the template shows or asks for, tables included."""
        found = {slot_name(piece) for element in self.elements for words in element.parts for piece in words}
        found |= {element.options["of"] for element in self.elements if "of" in element.options}
        found |= {(element.condition or "").partition(".")[0] for element in self.elements}
        return frozenset(found | {slot_name(piece) for piece in self.name}) - {""}

    def in_set(self, name: str) -> FormSet:
        """Return the form's place in the set of this name; raises ``Refused``."""
        for one in self.sets:
            if one.name == name:
                return one
        raise Refused("form-not-in-set", "set", form=self.form, set=name, known=", ".join(s.name for s in self.sets))


def read_form(text: str, words: Mapping[str, type[Any]]) -> Form:
    """Read a template; ``words`` names the record that each form is filled from.

    Raises ``Refused`` with the number of the first line that cannot be read.
    """
    lines = list(enumerate(text.splitlines(), 1))
    if len(text) > LONGEST or len(lines) > MOST_LINES:
        raise Refused("form-too-long", "file", letters=LONGEST, lines=MOST_LINES)
    split = next((at for at, (_, line) in enumerate(lines) if line.strip() == "---"), None)
    if split is None:
        raise Refused("form-without-body", "file", line=len(lines))
    head, sets = _read_head(lines[:split])
    named = head["form"]
    if named.value not in words:
        raise Refused("form-unknown", "form", line=named.number, form=named.value, known=", ".join(words))
    known = known_slots(words[named.value])
    form = Form(
        form=named.value, page=head["page"].value or "A5",
        sets=sets, elements=tuple(_read_body(lines[split + 1 :], known)), text=text,
        sizes=tuple(float(size) for size in head["sizes"].value.split()), letter=head["letter"].value,
        called=head["title"].value, name=read_words(head["name"].value, known, head["name"].number),
        copies=tuple(label.strip() for label in head["copies"].value.split("|") if label.strip()),
    )  # fmt: skip
    _check_titles(form, head["title"])
    return form


def known_slots(words: type[Any]) -> dict[str, Any]:
    """Return the values a template may name: path → type; rows of a table as a mapping of their own."""
    found: dict[str, Any] = {}
    hints = get_type_hints(words)
    for name in field_names(words):
        kind = hints[name]
        rows = next((one for one in get_args(kind) if is_record(one)), None)
        if is_record(kind):
            found |= {f"{name}.{inside}": inner for inside, inner in known_slots(kind).items()}
        elif rows is not None:
            found[name] = {**known_slots(rows), "#": int}
        else:
            found[name] = kind
    return found


def read_words(text: str, known: Mapping[str, Any], line: int) -> Words:
    """Read fixed words, slots and marks of emphasis; raises ``Refused`` for a value nobody knows."""
    pieces: list[Piece] = []
    bold = italic = False
    for part in _TOKEN.split(text):
        if part == "**":
            bold = not bold
        elif part == "__":
            italic = not italic
        elif part.startswith("{"):
            pieces.append(Piece(_read_slot(part, known, line), bold, italic))
        elif part:
            pieces.append(Piece(part, bold, italic))
    if bold or italic:
        raise Refused("form-mark-open", "file", line=line, mark="**" if bold else "__")
    return tuple(pieces)


def _read_slot(mark: str, known: Mapping[str, Any], line: int) -> Slot | str:
    if mark == "{/}":
        return "\n"
    found = _SLOT.fullmatch(mark)
    path, style = (found[1], found[2] or "") if found else (mark[1:-1], "")
    if path not in known or isinstance(known[path], dict):
        raise Refused("form-slot-unknown", "file", line=line, slot=path, known=", ".join(sorted(known)))
    fitting = _styles_of(known[path])
    if style and style not in fitting:
        raise Refused("form-style-unknown", "file", line=line, style=style, slot=path, known=", ".join(fitting) or "–")
    return Slot(path, style)


def _styles_of(kind: Any) -> list[str]:
    """Return how a value of this kind («datetime | None») may be written."""
    kinds = [one for one in get_args(kind) or (kind,) if isinstance(one, type)]
    return [style for style, needed in FORMATS.items() if any(issubclass(one, needed) for one in kinds)]


class _HeadLine(NamedTuple):
    value: str = ""
    number: int = 1


def _read_head(lines: list[tuple[int, str]]) -> tuple[Mapping[str, _HeadLine], tuple[FormSet, ...]]:
    """Read the head: its values, those that are not there empty, and the sets the form is in."""
    head, sets = dict.fromkeys(_HEAD, _HeadLine()), []
    for number, line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        key, _, value = (part.strip() for part in line.partition(":"))
        if key not in _HEAD:
            raise Refused("form-key-unknown", "file", line=number, key=key, known=", ".join(_HEAD))
        if key == "page" and value not in PAGES:
            raise Refused("form-page-unknown", "file", line=number, page=value, known=", ".join(PAGES))
        if not re.fullmatch(_HEAD[key], value):
            raise _wrong(number, line)
        head[key] = _HeadLine(value, number)
        if key == "set":
            sets.append(_read_set(value, number))
    return head, tuple(sets)


def _check_titles(form: Form, called: _HeadLine) -> None:
    """Refuse a title that says «biên lai»: the real one is a printed or electronic document of its own law."""
    titles = [(e.line, "".join(str(p.content) for p in e.parts[0])) for e in form.elements if e.kind == "title"]
    for line, title in [(called.number, called.value), *titles]:
        if "biên lai" in unicodedata.normalize("NFC", title).casefold():
            raise Refused("form-called-receipt", "file", line=line, title=title)


def _read_set(value: str, number: int) -> FormSet:
    """Read «2025 | Mẫu số 01 | TT 03/2025/TT-VPCP | 2025-09-15 – »; the set may leave its dates open."""
    parts = [part.strip() for part in value.split("|")]
    try:
        name, form_number, basis, dates = parts
        start, _, end = (day.strip() for day in dates.partition("–"))
        first = date.fromisoformat(start) if start else date.min
        return FormSet(name, form_number, basis, first, date.fromisoformat(end) if end else date.max)
    except ValueError:
        raise _wrong(number, f"set: {value}") from None


def _read_body(lines: list[tuple[int, str]], known: Mapping[str, Any]) -> Iterator[Element]:
    rows = iter(lines)
    for number, line in rows:
        if not line.strip() or line.startswith("#"):
            continue
        condition, negated, rest = _read_condition(line.rstrip(), known, number)
        if not rest.startswith("@"):
            element = _plain_element(rest, known, number)
        elif rest.startswith("@table"):
            element = _read_table(rest.removeprefix("@table"), rows, known, number)
        else:
            element = _command_element(rest, known, number)
        yield replace(element, condition=condition, negated=negated)


def _read_condition(line: str, known: Mapping[str, Any], number: int) -> tuple[str | None, bool, str]:
    found = _CONDITION.fullmatch(line)
    if found is None:
        return None, False, line
    if found[2] and found[2] not in known:
        raise Refused("form-slot-unknown", "file", line=number, slot=found[2], known=", ".join(sorted(known)))
    return found[2], bool(found[1]), found[3]


def _plain_element(text: str, known: Mapping[str, Any], line: int) -> Element:
    for mark, kind in (("= ", "centre"), ("> ", "paragraph"), ("- ", "note")):
        if text.startswith(mark):
            return Element(kind, line, (read_words(text[2:], known, line),))
    left, bars, right = text.partition("||")
    if not bars:
        kind = "under" if text.startswith("  ") else "line"
        return Element(kind, line, (read_words(text.strip(), known, line),))
    share, _, second = right.partition(" ")
    if not re.fullmatch(r"([1-9][0-9])?", share):
        raise _wrong(line, text)
    parts = (read_words(left.strip(), known, line), read_words(second.strip(), known, line))
    return Element("abreast", line, parts, {"share": share or "50"})


def _command_element(text: str, known: Mapping[str, Any], line: int) -> Element:
    kind, _, tail = text[1:].partition(" ")
    if kind not in ELEMENTS or kind == "end":
        raise Refused("form-element-unknown", "file", line=line, element=kind, known=", ".join(ELEMENTS))
    if kind == "gap":
        if not re.fullmatch(r"[0-9]{1,3}", tail.strip()):
            raise _wrong(line, text)
        return Element(kind, line, (), {"points": tail.strip()})
    parts = [tail]
    if kind == "sign":
        parts = [part.replace(" / ", "{/}") for part in tail.split("||")]
    elif kind == "qr":
        parts = tail.split(" / ")
    return Element(kind, line, tuple(read_words(part.strip(), known, line) for part in parts))


def _read_table(tail: str, rows: Iterator[tuple[int, str]], known: Mapping[str, Any], line: int) -> Element:
    name, *pairs = tail.split() or [""]
    inner, options = known.get(name), dict(pair.partition("=")[::2] for pair in pairs)
    if not isinstance(inner, dict):
        tables = ", ".join(key for key, kind in known.items() if isinstance(kind, dict))
        raise Refused("form-slot-unknown", "file", line=line, slot=name, known=tables)
    if set(options) - {"least", "high"} or not all(re.fullmatch(r"[0-9]{1,2}", one) for one in options.values()):
        raise _wrong(line, f"@table{tail}")
    columns: list[FormColumn] = []
    for number, text in rows:
        if text.strip() == "@end" and columns:
            return Element("table", line, (), {**options, "of": name}, tuple(columns))
        if text.strip():
            columns.append(_read_column(text, inner, number))
    raise Refused("form-table-open", "file", line=line, table=name)


def _read_column(text: str, known: Mapping[str, Any], line: int) -> FormColumn:
    parts = [part.strip() for part in text.split("|")]
    heads = tuple(head.strip() for head in parts[0].split(" / "))
    words, width, align = (*parts[1:], "", "", "")[:3]
    if len(parts) > 4 or not re.fullmatch(r"([0-9]{1,3}(\.[0-9]{1,2})?)?", width) or align not in _ALIGNS:
        raise _wrong(line, text)
    return FormColumn(heads, read_words(words, known, line), float(width or 0), align or "left")


def _wrong(line: int, text: str) -> Refused:
    return Refused("form-line-wrong", "file", line=line, text=text.strip())
