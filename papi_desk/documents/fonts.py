"""Serif typefaces for the papers: find one that has every Vietnamese letter, and measure text in it.

Decree 30/2020 asks for Times New Roman. Where the system has none, Liberation Serif has the same widths;
the packaged IBM Plex Serif is always there. No letter is ever dropped: a text with a letter that the
face lacks is refused by name.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from papi_desk.domain.errors import Refused
from papi_desk.domain.records import Record

T = TypeVar("T")

VIETNAMESE_LETTERS = "".join(
    letters + letters.upper()
    for letters in (
        "aàảãáạăằẳẵắặâầẩẫấậ",
        "eèẻẽéẹêềểễếệ",
        "iìỉĩíị",
        "oòỏõóọôồổỗốộơờởỡớợ",
        "uùủũúụưừửữứự",
        "yỳỷỹýỵ",
        "đ",
    )
)
"""The vowels with all their marks, and đ, in both cases: what a face must have to be used at all."""

NO_BREAK = "\u00a0"
"""Ties two words of our own phrases («ngày 04») on one line; set and read back as a plain space."""

_BLANK_BUT_TIED = re.compile(r"[^\S\u00a0]+")
_INVISIBLE = ("Cc", "Cf")


class Font(Record, eq=False):
    """One cut of a typeface as the papers measure and set it."""

    name: str
    """Name under which ReportLab knows the font."""
    family: str
    advances: dict[str, float]
    """Width of each letter in ems."""

    def width(self, text: str, size: float) -> float:
        """Return the length in points of ``text`` set at ``size`` points; raises ``Refused`` as ``clean`` does."""
        try:
            return sum(map(self.advances.__getitem__, text)) * size
        except KeyError:
            return sum(map(self.advances.__getitem__, self.clean(text))) * size

    def clean(self, text: str) -> str:
        """Return ``text`` as it is set: NFC, one space between words, no invisible signs.

        Raises ``Refused("letter-not-printable")`` for the first letter that the font lacks.
        """
        text = _BLANK_BUT_TIED.sub(" ", unicodedata.normalize("NFC", text))
        if self.advances.keys() >= set(text):
            return text
        text = "".join(self._spelled(letter) for letter in _visible(text))
        if missing := next((letter for letter in text if letter not in self.advances), ""):
            code = f"U+{ord(missing):04X}"
            raise Refused("letter-not-printable", letter=missing, code=code, font=self.family, text=text)
        return text

    def _spelled(self, letter: str) -> str:
        """Return a letter that the font lacks as base and marks, when it has those."""
        if letter in self.advances:
            return letter
        parts = unicodedata.normalize("NFD", letter)
        return parts if self.advances.keys() >= set(parts) else letter

    def capitals(self, text: str) -> str:
        """Return ``text`` in capitals; a letter whose capital the font lacks (µ) stays as it is."""
        text = unicodedata.normalize("NFC", text)
        return "".join(c.upper() if self.advances.keys() >= set(c.upper()) else c for c in text)

    def words(self, text: str) -> tuple[tuple[str, float], ...]:
        """Return what stands between the spaces of the cleaned ``text``, each with its length in ems."""
        return _words(self, text)


class Typeface(Record, eq=False):
    """The three cuts of a serif, and how much to reduce sizes so that lines are about as long as in Times."""

    family: str
    regular: Font
    bold: Font
    italic: Font
    scale: float = 1.0


@lru_cache(maxsize=4096)
def _words(font: Font, text: str) -> tuple[tuple[str, float], ...]:
    """Measure a text once, however often it is broken into lines of other lengths and sizes."""
    return tuple((word, font.width(word, 1)) for word in font.clean(text).split(" "))


def _visible(text: str) -> str:
    """Leave out control and format signs (zero-width spaces, direction marks): they hold no letter."""
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)


_TIMES_FILES = (
    ("times.ttf", "timesbd.ttf", "timesi.ttf"),
    ("times_new_roman.ttf", "times_new_roman_bold.ttf", "times_new_roman_italic.ttf"),
    ("times new roman.ttf", "times new roman bold.ttf", "times new roman italic.ttf"),
)
_LIBERATION_FILES = (("liberationserif-regular.ttf", "liberationserif-bold.ttf", "liberationserif-italic.ttf"),)
_PLEX_FILES = ("IBMPlexSerif-Regular.ttf", "IBMPlexSerif-Bold.ttf", "IBMPlexSerif-Italic.ttf")
_PLEX_SCALE = 0.9


def _font_folders() -> tuple[Path, ...]:
    """List the folders where this kind of system keeps its fonts."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local)
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts/Supplemental"))
    shared = (Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
    return (home / ".local/share/fonts", home / ".fonts", *shared)


@lru_cache(maxsize=1)
def _system_fonts() -> list[dict[str, Path]]:
    """List the system's folders of TrueType fonts: the path of each font by its lower-case file name."""
    places = (place for folder in _font_folders() for place in os.walk(folder))
    named = (
        {name.lower(): Path(folder, name) for name in names if name.lower().endswith(".ttf")}
        for folder, _, names in places
    )
    return [fonts for fonts in named if fonts]


def _cut(family: str, font: TTFont) -> Font:
    face = font.face
    letters = {chr(code): face.charWidths[code] / 1000 for code, glyph in face.charToGlyph.items() if glyph}
    advances = {c: width for c, width in letters.items() if unicodedata.category(c) not in _INVISIBLE}
    advances.setdefault(NO_BREAK, advances[" "])
    return Font(font.fontName, family, advances)


def _typeface(family: str, paths: Sequence[Path], scale: float = 1.0) -> Typeface | None:
    """Load the face, or return None when a file is damaged or lacks a Vietnamese letter.

    ReportLab ignores a second font of the same name in silence, so only a complete face is registered.
    """
    try:
        fonts = [
            TTFont(f"{family} {name}", str(path), asciiReadable=False, shapable=False)
            for name, path in zip(("Regular", "Bold", "Italic"), paths, strict=True)
        ]
        regular, bold, italic = cuts = [_cut(family, font) for font in fonts]
    except (TTFError, OSError, KeyError):
        return None
    if not all(cut.advances.keys() >= set(VIETNAMESE_LETTERS) for cut in cuts):
        return None
    for font in fonts:
        pdfmetrics.registerFont(font)
    return Typeface(family, regular, bold, italic, scale)


def _from_system(family: str, sets: tuple[tuple[str, ...], ...]) -> Typeface | None:
    """Load the first complete copy of a face; an old one (Liberation 1) has no Vietnamese letters."""
    for fonts in _system_fonts():
        for names in sets:
            if fonts.keys() >= set(names) and (face := _typeface(family, [fonts[name] for name in names])):
                return face
    return None


@lru_cache(maxsize=1)
def times() -> Typeface | None:
    """Return Times New Roman when the system has it whole."""
    return _from_system("Times New Roman", _TIMES_FILES)


@lru_cache(maxsize=1)
def liberation() -> Typeface | None:
    """Return Liberation Serif when the system has it whole."""
    return _from_system("Liberation Serif", _LIBERATION_FILES)


@lru_cache(maxsize=1)
def packaged() -> Typeface:
    """Return IBM Plex Serif, which is installed with the program."""
    folder = Path(str(files("fontpkg_ibm_plex_serif"))) / "files"
    face = _typeface("IBM Plex Serif", [folder / name for name in _PLEX_FILES], _PLEX_SCALE)
    if face is None:
        raise RuntimeError(f"the packaged serif in {folder} is damaged; install the program again")
    return face


def _available() -> Iterator[Typeface]:
    for find in (times, liberation, packaged):
        if face := find():
            yield face


def faces(face: Typeface | None = None) -> tuple[Typeface, ...]:
    """Return the face asked for alone, else every face there is, the preferred first."""
    return (face,) if face else tuple(_available())


def in_first_complete_face(make: Callable[[Typeface], T], face: Typeface | None = None) -> T:
    """Return what ``make`` sets in ``face``, else in the first face that has all of its letters.

    Raises ``Refused("letter-not-printable")`` of the preferred face when none has them all.
    """
    refusal: Refused | None = None
    for candidate in [face] if face else _available():
        try:
            return make(candidate)
        except Refused as refused:
            if refused.kind != "letter-not-printable":
                raise
            refusal = refusal or refused
    assert refusal is not None
    raise refusal


def face_named(family: str) -> Typeface:
    """Return the face of this name, the packaged one where the system does not have it (any more)."""
    return next((face for face in _available() if face.family == family), packaged())
